import { colorIcon, outlineIcon } from './icons.ts';
import { buildManifest, type ManifestParts } from './manifest.ts';
import { zip } from './zip.ts';

/** The package that is uploaded to Teams: manifest and icons at its root. The same parts always give the same bytes. */
export function appPackage(parts: ManifestParts): Buffer {
  const manifest = `${JSON.stringify(buildManifest(parts), null, 2)}\n`;
  return zip([
    { name: 'manifest.json', content: Buffer.from(manifest, 'utf8') },
    { name: 'color.png', content: colorIcon() },
    { name: 'outline.png', content: outlineIcon() },
  ]);
}
