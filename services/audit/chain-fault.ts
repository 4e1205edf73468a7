/** Why a chain does not fit. Closed; the sentence belongs to the code. `{seq}` and the like are filled in. */
export const CHAIN_FAULTS = {
  unreadable: 'Entry {seq} cannot be read: it is no audit entry.',
  missing_first: 'Entry {seq} is missing: the chain begins with entry {found}.',
  gap: 'Entry {seq} is missing: entry {found} stands in its place.',
  repeated: 'Entry {seq} is missing: entry {found} stands there a second time or out of order.',
  other_tenant: 'Entry {seq} is of another tenant.',
  wrong_prev: 'Entry {seq} does not follow the entry before it: one of the two was changed.',
  wrong_hash: 'Entry {seq} was changed after it was written: its hash does not fit.',
  wrong_transition: 'Entry {seq} tells of a step that request {request} could not take.',
  wrong_version: 'Entry {seq} does not follow the version that request {request} had.',
  no_head: 'Entry {seq} and what follows stand in no head: the head of the chain is gone.',
  cut_tail: 'Entry {seq} is missing: the head counts up to entry {found}.',
  behind_head: 'Entry {seq} stands behind the head, which ends with entry {found}.',
  wrong_head: 'Entry {seq} is not the one that the head names.',
  wrong_witness: 'Entry {seq} is not the one that {by} names.',
  cut_before_witness: 'Entry {seq} is missing: {by} names entry {found}.',
  receipt_unnamed: 'Entry {seq} names no receipt for request {request}.',
  receipt_missing: 'Entry {seq} names a receipt for request {request} that is not in the archive.',
  receipt_unfit: 'Entry {seq} does not fit its receipt: {detail}',
  snapshot_unfit: 'Entry {seq} does not fit its snapshot: {detail}',
} as const;

export type ChainReason = keyof typeof CHAIN_FAULTS;

/** `seq` is the first place in the chain that does not fit. */
export type ChainFault = {
  readonly ok: false;
  readonly seq: number;
  readonly reason: ChainReason;
  readonly sentence: string;
};

export function chainFault(
  reason: ChainReason,
  seq: number,
  detail: Readonly<Record<string, string | number | null>> = {},
): ChainFault {
  const sentence = CHAIN_FAULTS[reason].replaceAll(/\{(\w+)\}/g, (_, name: string) =>
    String(name === 'seq' ? seq : (detail[name] ?? 'none')),
  );
  return { ok: false, seq, reason, sentence };
}
