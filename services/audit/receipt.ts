import * as z from 'zod/v4';
import { ATTRIBUTE_NAMES } from '../mailbox/attribute.ts';
import { canonicalHash, canonicalJson } from '../mailbox/canonical.ts';
import { IDENTITY_FACTS } from '../mailbox/diff.ts';
import { editSchema } from '../mailbox/edit.ts';
import { ACTIONS, SUBJECT_KINDS } from '../request/action.ts';
import { requestRecordSchema } from '../request/record.ts';
import { PLAIN_FACT_NAMES } from '../snapshot/plain-snapshot.ts';
import { subjectSnapshotSchema } from '../snapshot/subject-snapshot.ts';
import { auditEntrySchema } from './entry.ts';

// Two files per executed request: what was about to happen and on whose word, and what came of it. Each is complete
// in itself, so that it can be checked years later with nothing else at hand.

const hash = z.string().regex(/^[0-9a-f]{64}$/);
const moment = z.iso.datetime();
const value = z.union([z.string(), z.boolean(), z.array(z.string()).readonly(), z.null()]);

export const headSchema = z.strictObject({ seq: z.number().int().nonnegative(), hash }).readonly();

const planSchema = z
  .strictObject({
    action: z.enum(ACTIONS),
    kind: z.enum(SUBJECT_KINDS),
    objectId: z.guid(),
    edits: z.array(editSchema).readonly(),
    snapshotHash: hash,
    baselineHash: hash.nullable(),
  })
  .readonly();

/** A value of one side of a change; "not configured" is `null`, and what could not be read says so. */
const side = z.union([value, z.strictObject({ unread: z.literal(true) }).readonly()]);

const changeSchema = z
  .strictObject({
    name: z.enum([...IDENTITY_FACTS, ...ATTRIBUTE_NAMES, ...PLAIN_FACT_NAMES]),
    before: side,
    after: side,
  })
  .readonly();
export type ReceiptChange = z.infer<typeof changeSchema>;

const common = { schema: z.literal(1), steward: z.string(), tenant: z.string(), at: moment, digest: hash };

/** Filed before Exchange is asked to change anything. */
export const beforeReceiptSchema = z
  .strictObject({
    ...common,
    kind: z.literal('before'),
    /** As approved, with its votes and the number of approvals it needed. */
    request: requestRecordSchema,
    plan: planSchema,
    planHash: hash,
    snapshot: subjectSnapshotSchema,
    /** Everything that the trail says of this request up to then, and where the chain stood with the last of it. */
    entries: z.array(auditEntrySchema).readonly(),
    head: headSchema,
  })
  .readonly();
export type BeforeReceipt = z.infer<typeof beforeReceiptSchema>;

/** Filed when the request has come to its end. */
export const afterReceiptSchema = z
  .strictObject({
    ...common,
    kind: z.literal('after'),
    request: z.string(),
    /** The version of the request that was being executed. */
    version: z.number().int().positive(),
    outcome: z.enum(['done', 'failed']),
    failure: z.string().nullable(),
    /** `null` when the subject could not be read any more; then `changes` is `null` too. */
    snapshot: subjectSnapshotSchema.nullable(),
    changes: z.array(changeSchema).readonly().nullable(),
    /** The code of the error that Exchange gave although the change was made. */
    writeError: z.string().nullable(),
    readBack: z.strictObject({ at: moment, attempts: z.number().int().positive() }).readonly().nullable(),
    /** Digest of the before receipt. */
    before: hash,
  })
  .readonly();
export type AfterReceipt = z.infer<typeof afterReceiptSchema>;

export const receiptSchema = z.discriminatedUnion('kind', [beforeReceiptSchema, afterReceiptSchema]);
export type Receipt = BeforeReceipt | AfterReceipt;
export type ReceiptKind = Receipt['kind'];

export function receiptName(requestId: string, kind: ReceiptKind): string {
  return `receipts/${requestId}/${kind}.json`;
}

export const requestOf = (receipt: Receipt): string =>
  receipt.kind === 'before' ? receipt.request.id : receipt.request;

/** Hash of the canonical form of everything in the receipt but the digest itself. */
export function receiptDigest(receipt: Omit<BeforeReceipt, 'digest'> | Omit<AfterReceipt, 'digest'>): string {
  return canonicalHash({ ...receipt, digest: null });
}

/** The one text of a receipt: keys in order, indented for people. A file with any other text was changed. */
export function receiptText(receipt: Receipt): string {
  return `${JSON.stringify(JSON.parse(canonicalJson(receipt)), null, 2)}\n`;
}
