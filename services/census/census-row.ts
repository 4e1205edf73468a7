import { CENSUS_AUTHORITIES, type CensusAuthority } from './census-authority.ts';

// What a census keeps of one mailbox: 32 bytes, so that 600,000 of them are 19 MB in Redis.
//
//   0–15 object id   16 authority   17 type   18–19 unit   20–31 the first 12 bytes of the snapshot hash
//
// 96 bits tell a changed mailbox from an unchanged one with a chance of error of 2^-96. An approval never rests on
// them: the sentinel compares whole hashes. Type and unit are places in the label books of one run.

export const ROW_BYTES = 32;
export const BUCKETS = 256;
const ID_BYTES = 16;
const HASH_BYTES = 12;
const HASH_AT = ROW_BYTES - HASH_BYTES;

export type CensusRow = {
  /** GUID in lower case. */
  readonly objectId: string;
  readonly authority: CensusAuthority;
  readonly type: number;
  readonly unit: number;
  /** 64 hexadecimal digits. */
  readonly hash: string;
};

export function encodeRow({ objectId, authority, type, unit, hash }: CensusRow): Buffer {
  const row = Buffer.allocUnsafe(ROW_BYTES);
  row.write(objectId.replaceAll('-', ''), 0, ID_BYTES, 'hex');
  row.writeUInt8(CENSUS_AUTHORITIES.indexOf(authority), ID_BYTES);
  row.writeUInt8(type, ID_BYTES + 1);
  row.writeUInt16BE(unit, ID_BYTES + 2);
  row.write(hash, HASH_AT, HASH_BYTES, 'hex');
  return row;
}

/** Which of the buckets a row belongs to. All bytes of the id count, so that ids made in a row spread too. */
export function bucketOf(row: Buffer): number {
  let bucket = 0;
  for (let index = 0; index < ID_BYTES; index += 1) bucket ^= row[index] ?? 0;
  return bucket;
}

export function objectIdAt(rows: Buffer, at: number): string {
  const digits = rows.toString('hex', at, at + ID_BYTES);
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** A byte that stands for no authority was written by another version: unknown. */
export function authorityAt(rows: Buffer, at: number): CensusAuthority {
  return CENSUS_AUTHORITIES[rows.readUInt8(at + ID_BYTES)] ?? 'unknown';
}

export const typeAt = (rows: Buffer, at: number): number => rows.readUInt8(at + ID_BYTES + 1);
export const unitAt = (rows: Buffer, at: number): number => rows.readUInt16BE(at + ID_BYTES + 2);

/** Below zero, zero or above, as the id at `a` comes before, is, or comes after the one at `b`. */
export function compareIds(a: Buffer, aAt: number, b: { readonly rows: Buffer; readonly at: number }): number {
  return a.compare(b.rows, b.at, b.at + ID_BYTES, aAt, aAt + ID_BYTES);
}

/** Whether two rows of one mailbox stand for the same values and the same authority. */
export function isSameState(a: Buffer, aAt: number, b: { readonly rows: Buffer; readonly at: number }): boolean {
  const sameHash = a.compare(b.rows, b.at + HASH_AT, b.at + ROW_BYTES, aAt + HASH_AT, aAt + ROW_BYTES) === 0;
  return sameHash && a[aAt + ID_BYTES] === b.rows[b.at + ID_BYTES];
}

/** The part of a row that a census answers for: not its places in the label books, which depend on the order of pages. */
export function* factsAt(rows: Buffer, at: number): Generator<Buffer> {
  yield rows.subarray(at, at + ID_BYTES + 1);
  yield rows.subarray(at + HASH_AT, at + ROW_BYTES);
}

/**
 * The rows of a bucket by object id, each mailbox once. Exchange may list a mailbox on two pages when something
 * changed while they were read: the later one counts.
 */
export function sortedRows(rows: Buffer): Buffer {
  const places = Array.from({ length: Math.floor(rows.length / ROW_BYTES) }, (_, index) => index * ROW_BYTES);
  places.sort((a, b) => compareIds(rows, a, { rows, at: b }) || a - b);
  const last = places.filter((at, index) => {
    const next = places[index + 1];
    return next === undefined || compareIds(rows, at, { rows, at: next }) !== 0;
  });
  const sorted = Buffer.allocUnsafe(last.length * ROW_BYTES);
  for (const [index, at] of last.entries()) rows.copy(sorted, index * ROW_BYTES, at, at + ROW_BYTES);
  return sorted;
}
