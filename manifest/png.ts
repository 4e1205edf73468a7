import { crc32, deflateSync } from 'node:zlib';

/** Red, green, blue and opacity, each from 0 to 255. */
export type Colour = readonly [red: number, green: number, blue: number, opacity: number];

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
/** Eight bits for each of red, green, blue and opacity; deflate, adaptive filters, not interlaced. */
const FORMAT = [8, 6, 0, 0, 0] as const;

/**
 * A square picture as PNG (W3C, "Portable Network Graphics (PNG) Specification", second edition), without a date or
 * anything else that differs between two runs.
 * @param size width and height in pixels
 */
export function encodePng(size: number, colourAt: (x: number, y: number) => Colour): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(size, 0);
  header.writeUInt32BE(size, 4);
  header.set(FORMAT, 8);
  const pixels = deflateSync(scanlines(size, colourAt), { level: 9 });
  return Buffer.concat([SIGNATURE, chunk('IHDR', header), chunk('IDAT', pixels), chunk('IEND', Buffer.alloc(0))]);
}

/** Each line begins with the number of its filter: none. */
function scanlines(size: number, colourAt: (x: number, y: number) => Colour): Buffer {
  const width = 1 + size * 4;
  const lines = Buffer.alloc(width * size);
  for (let y = 0; y < size; y += 1) {
    for (let x = 0; x < size; x += 1) lines.set(colourAt(x, y), y * width + 1 + x * 4);
  }
  return lines;
}

function chunk(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'ascii'), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, sum]);
}
