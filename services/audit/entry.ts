import * as z from 'zod/v4';
import { canonicalHash } from '../mailbox/canonical.ts';

/** What is written down. Closed: a new kind is a new line here. */
export const AUDIT_KINDS = [
  'drafted',
  'confirmed',
  'cancelled',
  'approved',
  'denied',
  'held',
  'released',
  'expired',
  'started',
  'delayed',
  'drifted',
  'completed',
  'failed',
  'reminded',
  'escalated',
  'seen',
  'reverted',
  'lapsed',
  'broke_glass',
  'settled',
  'overdue',
  'superseded',
  'approvals_place_set',
  'frozen',
  'thawed',
  'divergence_found',
  'divergence_adopted',
  'divergence_ignored',
  'divergence_over',
  'attested',
  'pilot_started',
  'pilot_signed_off',
  'pilot_abandoned',
] as const;
export type AuditKind = (typeof AUDIT_KINDS)[number];

const fact = z.union([z.string(), z.number(), z.boolean(), z.null()]);

export const auditEntrySchema = z
  .strictObject({
    schema: z.literal(1),
    /** 1 for the first entry of the tenant, then without gaps. */
    seq: z.number().int().positive(),
    at: z.iso.datetime(),
    tenant: z.string(),
    kind: z.enum(AUDIT_KINDS),
    /** The request id, or `null` for what concerns no request. */
    request: z.string().nullable(),
    /** The version of the request that this entry made. */
    version: z.number().int().nonnegative().nullable(),
    /** Entra object id of the person, or `steward` for what Steward does by itself. */
    actor: z.string(),
    from: z.string().nullable(),
    to: z.string().nullable(),
    /** Identifiers, hashes and codes; never mailbox contents. */
    facts: z.record(z.string(), fact).readonly(),
    /** Hash of the entry before; 64 zeros before the first. */
    prev: z.string().regex(/^[0-9a-f]{64}$/),
    hash: z.string().regex(/^[0-9a-f]{64}$/),
  })
  .readonly();

export type AuditEntry = z.infer<typeof auditEntrySchema>;

/** An entry before it has its place in the chain. */
export type AuditDraft = Omit<AuditEntry, 'schema' | 'seq' | 'prev' | 'hash'>;

export type ChainHead = { readonly seq: number; readonly hash: string };

/** The head of a chain that has no entry yet. */
export const EMPTY_HEAD: ChainHead = { seq: 0, hash: '0'.repeat(64) };

/** The hash of an entry: over everything in it but the hash itself, so over its predecessor's hash too. */
export function entryHash(entry: Omit<AuditEntry, 'hash'>): string {
  return canonicalHash(entry);
}

/** Puts a draft behind the head. */
export function chain(head: ChainHead, draft: AuditDraft): AuditEntry {
  const entry = { schema: 1 as const, seq: head.seq + 1, ...draft, prev: head.hash };
  return { ...entry, hash: entryHash(entry) };
}
