import type { Archive } from '../archive/archive.ts';
import { archiveSnapshot } from '../archive/snapshot-archive.ts';
import type { Clock } from '../clock.ts';
import type { Exchange } from '../exchange/exchange.ts';
import type { Mailbox } from '../mailbox/mailbox.ts';
import { snapshotHash, takeSnapshot } from '../mailbox/snapshot.ts';
import type { ApprovedState, ApprovedStateStore } from '../store/approved-state-store.ts';
import type { DivergenceStore } from '../store/divergence-store.ts';
import type { RequestReader } from '../store/request-reader.ts';
import { type Divergence, type DivergenceKind, judge } from './divergence.ts';
import { auditOfDivergence } from './divergence-audit.ts';

export type SentinelNeeds = {
  readonly tenant: string;
  readonly exchange: Pick<Exchange, 'read'>;
  readonly archive: Archive;
  readonly store: Pick<RequestReader, 'openFor' | 'baselineOf'>;
  readonly approved: ApprovedStateStore;
  readonly divergences: DivergenceStore;
  readonly clock: Pick<Clock, 'now'>;
};

/** `open`: news, worth telling. `known`: open already. `busy`: a request is running for it, so nothing can be said yet. */
export type Examined =
  | { readonly is: 'open'; readonly divergence: Divergence }
  | { readonly is: 'known' | 'ignored' | 'fine' | 'busy' | 'closed' };

/**
 * Takes a second, fresh look at one mailbox that a census has doubts about, and opens, renews or closes its divergence.
 * A census reads for minutes and Steward itself works meanwhile: what counts is the mailbox and the approved state as
 * they are now, with no running request between them. One that has not begun to run has changed nothing. Throws what Exchange, the archive and the store throw.
 */
export async function examineSuspect(needs: SentinelNeeds, objectId: string, signal?: AbortSignal): Promise<Examined> {
  const { exchange, store, approved, divergences } = needs;
  if (await isRunning(store, objectId)) return { is: 'busy' };
  const state = await approved.get(objectId);
  const mailbox = await exchange.read(objectId, signal);
  const kind = mailbox && (await verdictOn(needs, state, mailbox));
  // A request that came and went while Exchange was read may have changed both sides.
  if ((await isRunning(store, objectId)) || !isSame(state, await approved.get(objectId))) return { is: 'busy' };
  const before = await divergences.get(objectId);
  if (!mailbox || !kind) return before ? await close(needs, before) : { is: 'fine' };
  return await open(needs, { before, after: divergenceOf({ mailbox, kind, state, at: needs.clock.now() }), mailbox });
}

/** Only a running request changes its mailbox. */
export async function isRunning(
  { openFor }: Pick<SentinelNeeds['store'], 'openFor'>,
  objectId: string,
): Promise<boolean> {
  return (await openFor(objectId))?.state === 'running';
}

/** A mailbox that Steward handed over before it kept approved states is its own work, not a move outside. */
async function verdictOn(
  { store, clock }: SentinelNeeds,
  state: ApprovedState | undefined,
  mailbox: Mailbox,
): Promise<DivergenceKind | undefined> {
  const hash = snapshotHash(takeSnapshot(mailbox, clock.now()));
  const kind = judge(state, { hash, isCloudManaged: mailbox.isExchangeCloudManaged });
  const isOurs = kind === 'moved-outside' && (await store.baselineOf(mailbox.objectId)) !== undefined;
  return isOurs ? undefined : kind;
}

type Found = {
  readonly mailbox: Mailbox;
  readonly kind: DivergenceKind;
  readonly state: ApprovedState | undefined;
  readonly at: Date;
};

function divergenceOf({ mailbox, kind, state, at }: Found): Divergence {
  return {
    objectId: mailbox.objectId,
    userPrincipalName: mailbox.userPrincipalName,
    displayName: mailbox.displayName,
    kind,
    approvedHash: state?.hash ?? null,
    request: state?.request ?? null,
    foundHash: snapshotHash(takeSnapshot(mailbox, at)),
    isCloudManaged: mailbox.isExchangeCloudManaged === true,
    foundAt: at.toISOString(),
  };
}

type Opening = { readonly before: Divergence | undefined; readonly after: Divergence; readonly mailbox: Mailbox };

async function open(needs: SentinelNeeds, { before, after, mailbox }: Opening): Promise<Examined> {
  const { archive, divergences, tenant, clock } = needs;
  if (before && isSameFinding(before, after)) return { is: 'known' };
  if (await divergences.isIgnored(after)) return { is: 'ignored' };
  await archiveSnapshot(archive, takeSnapshot(mailbox, clock.now()));
  const audit = auditOfDivergence(after, { kind: 'divergence_found', tenant, at: clock.now(), actor: 'steward' });
  return (await divergences.put(after, before, audit)) ? { is: 'open', divergence: after } : { is: 'busy' };
}

async function close({ divergences, tenant, clock }: SentinelNeeds, before: Divergence): Promise<Examined> {
  const audit = auditOfDivergence(before, { kind: 'divergence_over', tenant, at: clock.now(), actor: 'steward' });
  return { is: (await divergences.close(before, { how: 'over' }, audit)) ? 'closed' : 'busy' };
}

function isSame(one: ApprovedState | undefined, other: ApprovedState | undefined): boolean {
  return one?.hash === other?.hash && one?.at === other?.at && one?.isCloudManaged === other?.isCloudManaged;
}

/** The same thing seen again: its age stays that of the first look. */
function isSameFinding(one: Divergence, other: Divergence): boolean {
  return one.kind === other.kind && one.foundHash === other.foundHash && one.approvedHash === other.approvedHash;
}
