import { request } from 'undici';

const PATIENCE_MS = 5000;
const SIZE_LIMIT = 1024 * 1024;

export type FetchJson = (url: string) => Promise<unknown>;

/** One small JSON document, over undici: no redirects, no repeats, bounded in time and size. Throws on anything else. */
export async function fetchJson(url: string): Promise<unknown> {
  const { statusCode, body } = await request(url, {
    headers: { accept: 'application/json' },
    signal: AbortSignal.timeout(PATIENCE_MS),
  });
  if (statusCode !== 200) {
    await body.dump();
    throw new Error(`HTTP ${statusCode}`);
  }
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > SIZE_LIMIT) throw new Error('too long');
    chunks.push(chunk);
  }
  return JSON.parse(Buffer.concat(chunks).toString('utf8'));
}
