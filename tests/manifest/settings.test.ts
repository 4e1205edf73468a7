import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { manifestSettingsSchema, readManifestSettings } from '../../manifest/settings.ts';
import { ConfigurationError } from '../../services/configuration.ts';

const RIGHT = { MicrosoftAppId: 'b07c1e52-6a3d-4f0e-9d55-2f8a7c40e911' };

function refusal(change: Readonly<Record<string, string>>): string {
  try {
    readManifestSettings({ ...RIGHT, ...change });
  } catch (error) {
    assert.ok(error instanceof ConfigurationError, String(error));
    return error.message;
  }
  return assert.fail('it is written');
}

describe('The settings of the app package', () => {
  const wrong: readonly (readonly [name: string, value: string])[] = [
    ['MicrosoftAppId', ''],
    ['MicrosoftAppId', 'steward'],
    ['MANIFEST_NAME', 'a name of more than thirty characters'],
    ['MANIFEST_NAME', '   '],
    ['MANIFEST_DEVELOPER', 'a department of more than 32 characters'],
    ['MANIFEST_DEVELOPER_URL', 'http://contoso.com'],
    ['MANIFEST_DEVELOPER_URL', 'contoso.com'],
    ['MANIFEST_PRIVACY_URL', 'mailto:it@contoso.com'],
    ['MANIFEST_TERMS_URL', `https://contoso.com/${'x'.repeat(2_048)}`],
  ];
  for (const [name, value] of wrong) {
    it(`are refused with one sentence that names ${name}="${value.slice(0, 40)}"`, () =>
      assert.match(refusal({ [name]: value }), new RegExp(`^The app package is not written: ${name} [^;]+\\.$`)));
  }

  it('are all named when several are wrong', () => {
    assert.match(
      refusal({ MicrosoftAppId: '', MANIFEST_TERMS_URL: 'no' }),
      /MicrosoftAppId is missing.+; MANIFEST_TERMS_URL/,
    );
  });

  it('count as absent when they are empty', () => {
    const settings = readManifestSettings({ ...RIGHT, MANIFEST_NAME: '', MANIFEST_PRIVACY_URL: '' });
    assert.equal(settings.MANIFEST_NAME, 'Steward');
    assert.equal(settings.MANIFEST_PRIVACY_URL, undefined);
  });

  it('are documented, every one with its default and no other', () => {
    const text = readFileSync(join(import.meta.dirname, '../../docs/operations.md'), 'utf8');
    const [, section = ''] = text.split('## Installing in Teams');
    const [own = ''] = section.split('\n## ');
    const rows = new Map([...own.matchAll(/^\| `(\w+)` \|.*$/gm)].map(([row, name]) => [name, row]));
    assert.deepEqual([...rows.keys()], Object.keys(manifestSettingsSchema.shape));
    for (const [name, value] of Object.entries(readManifestSettings(RIGHT)))
      if (name !== 'MicrosoftAppId')
        assert.ok(rows.get(name)?.includes(`\`${value}\``), `${name} has the default ${value}`);
  });
});
