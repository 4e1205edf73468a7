// Reads an archive from the ZIP specification (PKWARE, APPNOTE 6.3.10) and checks whatever it says twice. Shares no code
// with the writer, the checksum least of all.

export type ZipEntry = { readonly name: string; readonly content: Buffer; readonly modified: string };

const END = 0x06054b50;
const ENTRY = 0x02014b50;
const LOCAL = 0x04034b50;
const END_LENGTH = 22;
const ENTRY_LENGTH = 46;
const LOCAL_LENGTH = 30;

/** The files of an archive without comment, in the order of its directory. Throws for whatever does not fit. */
export function readZip(archive: Buffer): readonly ZipEntry[] {
  const end = archive.length - END_LENGTH;
  expect(archive.readUInt32LE(end), END, 'the end of the directory');
  expect(archive.readUInt16LE(end + 20), 0, 'the length of the comment');
  const [count, length, start] = [
    archive.readUInt16LE(end + 10),
    archive.readUInt32LE(end + 12),
    archive.readUInt32LE(end + 16),
  ];
  expect(archive.readUInt16LE(end + 8), count, 'the number of entries on this disk');
  expect(start + length, end, 'where the directory ends');
  const entries: ZipEntry[] = [];
  let [at, fileEnd] = [start, 0];
  for (let each = 0; each < count; each += 1) {
    const entry = readEntry(archive, at);
    expect(entry.start, fileEnd, `where ${entry.name} begins`);
    entries.push(readFile(archive, entry));
    [at, fileEnd] = [at + ENTRY_LENGTH + entry.nameLength, entry.start + LOCAL_LENGTH + entry.nameLength + entry.size];
  }
  expect(at, end, 'the length of the directory');
  expect(fileEnd, start, 'where the directory begins');
  return entries;
}

type Entry = {
  readonly name: string;
  readonly nameLength: number;
  readonly size: number;
  readonly sum: number;
  readonly start: number;
  /** The fields that the file's own header repeats, from "version needed" to the length of the extra field. */
  readonly shared: Buffer;
};

function readEntry(archive: Buffer, at: number): Entry {
  expect(archive.readUInt32LE(at), ENTRY, 'an entry of the directory');
  const shared = archive.subarray(at + 6, at + 32);
  expect(shared.readUInt16LE(4), 0, 'the method, which is "stored"');
  const size = shared.readUInt32LE(18);
  expect(shared.readUInt32LE(14), size, 'the stored size');
  expect(shared.readUInt16LE(24), 0, 'the length of the extra field');
  expect(archive.readUInt16LE(at + 32), 0, 'the length of the comment of the file');
  const nameLength = shared.readUInt16LE(22);
  const name = archive.toString('utf8', at + ENTRY_LENGTH, at + ENTRY_LENGTH + nameLength);
  return { name, nameLength, size, sum: shared.readUInt32LE(10), start: archive.readUInt32LE(at + 42), shared };
}

function readFile(archive: Buffer, { name, nameLength, size, sum, start, shared }: Entry): ZipEntry {
  expect(archive.readUInt32LE(start), LOCAL, `the header of ${name}`);
  if (!archive.subarray(start + 4, start + LOCAL_LENGTH).equals(shared))
    throw new Error(`Two headers of ${name} differ.`);
  const from = start + LOCAL_LENGTH;
  expectText(archive.toString('utf8', from, from + nameLength), name);
  const content = archive.subarray(from + nameLength, from + nameLength + size);
  expect(checksum(content), sum, `the checksum of ${name}`);
  return { name, content, modified: dateOf(shared.readUInt16LE(8), shared.readUInt16LE(6)) };
}

function dateOf(date: number, time: number): string {
  const parts = [1980 + (date >> 9), (date >> 5) & 15, date & 31, time >> 11, (time >> 5) & 63, (time & 31) * 2];
  return parts.map((part) => String(part).padStart(2, '0')).join(' ');
}

/** CRC-32 as ISO 3309 has it, one bit after the other. */
export function checksum(bytes: Buffer): number {
  let sum = 0xffffffff;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit += 1) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0);
  }
  return (sum ^ 0xffffffff) >>> 0;
}

function expect(found: number, wanted: number, what: string): void {
  if (found !== wanted) throw new Error(`It is no sound archive: ${what} is ${found} and not ${wanted}.`);
}

function expectText(found: string, wanted: string): void {
  if (found !== wanted) throw new Error(`It is no sound archive: "${found}" is called "${wanted}" in the directory.`);
}
