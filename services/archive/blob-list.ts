export type BlobPage = { readonly names: readonly string[]; readonly next: string | null };

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

const unescaped = (text: string): string =>
  text.replaceAll(/&(\w+);/g, (whole, name: string) => ENTITIES[name] ?? whole);

/**
 * The names and the marker of one page of "List Blobs", or `undefined` when the answer is not such a page. Reads
 * just these two elements, and takes nothing that is cut off: half a list would look like fewer receipts.
 */
export function parseBlobPage(xml: string): BlobPage | undefined {
  if (!/<EnumerationResults[\s>]/.test(xml) || !xml.trimEnd().endsWith('</EnumerationResults>')) return undefined;
  const marker = /<NextMarker\s*(?:\/>|>([^<]*)<\/NextMarker>)/.exec(xml);
  if (!marker) return undefined;
  const names = [...xml.matchAll(/<Name>([^<]*)<\/Name>/g)].map((match) => unescaped(match[1] ?? ''));
  const blobs = xml.match(/<Blob[\s>]/g)?.length ?? 0;
  if (names.length !== blobs) return undefined;
  return { names, next: marker[1] ? unescaped(marker[1]) : null };
}
