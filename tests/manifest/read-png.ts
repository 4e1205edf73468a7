import { inflateSync } from 'node:zlib';
import { checksum } from './read-zip.ts';

export type Picture = {
  readonly width: number;
  readonly height: number;
  /** Red, green, blue and opacity. */
  readonly at: (x: number, y: number) => readonly number[];
  readonly pixels: () => Iterable<readonly number[]>;
};

const SIGNATURE = '89504e470d0a1a0a';

/** Reads a PNG of eight bits, four channels and unfiltered lines; throws for every other and for a damaged one. */
export function readPng(file: Buffer): Picture {
  if (file.toString('hex', 0, 8) !== SIGNATURE) throw new Error('It is no PNG.');
  const chunks = chunksOf(file);
  const names = chunks.map(({ type }) => type).join(' ');
  const [header, data] = chunks;
  if (names !== 'IHDR IDAT IEND' || !header || !data) throw new Error(`A picture of the chunks ${names}.`);
  const [width, height] = [header.data.readUInt32BE(0), header.data.readUInt32BE(4)];
  if (header.data.toString('hex', 8) !== '0806000000') throw new Error('The picture is of another kind.');
  const lines = inflateSync(data.data);
  const lineLength = 1 + width * 4;
  if (lines.length !== lineLength * height) throw new Error('The picture has another size than it says.');
  for (let y = 0; y < height; y += 1) if (lines[y * lineLength] !== 0) throw new Error('A line is filtered.');
  const at = (x: number, y: number): readonly number[] => [
    ...lines.subarray(y * lineLength + 1 + x * 4).subarray(0, 4),
  ];
  function* pixels(): Iterable<readonly number[]> {
    for (let each = 0; each < width * height; each += 1) yield at(each % width, Math.floor(each / width));
  }
  return { width, height, at, pixels };
}

type Chunk = { readonly type: string; readonly data: Buffer };

function chunksOf(file: Buffer): readonly Chunk[] {
  const chunks: Chunk[] = [];
  for (let at = 8; at < file.length; ) {
    const length = file.readUInt32BE(at);
    const end = at + 8 + length;
    if (checksum(file.subarray(at + 4, end)) !== file.readUInt32BE(end)) throw new Error('A chunk is damaged.');
    chunks.push({ type: file.toString('ascii', at + 4, at + 8), data: file.subarray(at + 8, end) });
    at = end + 4;
  }
  return chunks;
}
