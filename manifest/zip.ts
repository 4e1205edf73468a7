import { crc32 } from 'node:zlib';

export type ZipFile = { readonly name: string; readonly content: Buffer };

/** Version 1.0 of the format: a file that is stored as it is. */
const NEEDED = 10;
/** Bit 11: names are UTF-8. */
const FLAGS = 0x0800;
const STORED = 0;
/** 1 January 1980, midnight: the oldest that the format knows, so that two runs make the same bytes. */
const DATE = 0x0021;
const TIME = 0;

/**
 * A ZIP archive of a few small files (PKWARE, APPNOTE 6.3.10, sections 4.3.7, 4.3.12 and 4.3.16), in the order given.
 * They are stored and not compressed: PNGs are compressed already, and the bytes depend on nothing but the files.
 */
export function zip(files: readonly ZipFile[]): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const file of files) {
    const common = commonFields(file);
    const name = Buffer.from(file.name, 'utf8');
    const local = Buffer.concat([signed(0x04034b50), common, name, file.content]);
    // Made by: version 2.0 of the format, on MS-DOS, which has no rights to keep.
    directory.push(Buffer.concat([signed(0x02014b50), short(20), common, ...entryFields(offset), name]));
    parts.push(local);
    offset += local.length;
  }
  const listing = Buffer.concat(directory);
  const count = short(files.length);
  const end = [signed(0x06054b50), short(0), short(0), count, count, long(listing.length), long(offset), short(0)];
  return Buffer.concat([...parts, listing, ...end]);
}

/** What a file's own header and its entry in the directory say alike; the last is the length of the extra field. */
function commonFields({ name, content }: ZipFile): Buffer {
  const size = long(content.length);
  const version = [short(NEEDED), short(FLAGS), short(STORED), short(TIME), short(DATE)];
  return Buffer.concat([...version, long(crc32(content)), size, size, short(Buffer.byteLength(name)), short(0)]);
}

/** Length of the comment, disk, internal and external attributes, and where the file begins. */
const entryFields = (offset: number): readonly Buffer[] => [short(0), short(0), short(0), long(0), long(offset)];

const signed = (signature: number): Buffer => long(signature);

function short(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
}

function long(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
