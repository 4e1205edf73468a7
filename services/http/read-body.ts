import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { HttpFailure } from './http-failure.ts';

const unzip = promisify(gunzip);

/**
 * Reads a body of at most `limit` bytes, packed or not. `Content-Encoding` is not believed: the Exchange front end
 * announces gzip over plain bodies (seen by two public clients, 2026), so the first two bytes decide.
 */
export async function readBody(stream: AsyncIterable<Uint8Array>, limit: number): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of stream) {
    size += chunk.byteLength;
    if (size > limit) throw new HttpFailure('too-large', true);
    chunks.push(chunk);
  }
  const body = Buffer.concat(chunks, size);
  return isGzip(body) ? unpack(body, limit) : body;
}

function isGzip(body: Buffer): boolean {
  return body[0] === 0x1f && body[1] === 0x8b;
}

async function unpack(body: Buffer, limit: number): Promise<Buffer> {
  try {
    return await unzip(body, { maxOutputLength: limit });
  } catch (error) {
    const tooLarge = error instanceof RangeError;
    throw new HttpFailure(tooLarge ? 'too-large' : 'undecodable', true);
  }
}
