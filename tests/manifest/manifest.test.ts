import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { COMMANDS } from '../../commands/index.ts';
import { buildManifest } from '../../manifest/manifest.ts';
import { manifestSchema } from '../../manifest/manifest-schema.ts';
import { readManifestSettings } from '../../manifest/settings.ts';
import { VERSION } from '../../services/version.ts';

const APP_ID = 'B07C1E52-6A3D-4F0E-9D55-2F8A7C40E911';
const built = (environment: NodeJS.ProcessEnv = {}) =>
  buildManifest({
    settings: readManifestSettings({ MicrosoftAppId: APP_ID, ...environment }),
    commands: COMMANDS,
    version: VERSION,
  });

describe('The manifest', () => {
  it('says who the bot is, in lower case, and has its id as that of the app', () => {
    const { id, bots, version, validDomains } = built();
    assert.equal(id, APP_ID.toLowerCase());
    assert.equal(bots[0].botId, id);
    assert.equal(version, JSON.parse(readFileSync('package.json', 'utf8')).version);
    assert.deepEqual(validDomains, []);
  });

  it('works in personal chats, teams and group chats, and may offer files', () => {
    const [bot] = built().bots;
    assert.deepEqual(bot.scopes, ['personal', 'team', 'groupChat']);
    assert.equal(bot.supportsFiles, true);
  });

  it('has a menu for each scope: at most ten commands, each of them real, with the words of help', () => {
    const summaries = new Map(COMMANDS.map(({ name, summary }) => [name, summary]));
    const lists = built().bots[0].commandLists;
    assert.deepEqual(
      lists.map(({ scopes }) => scopes),
      [['personal'], ['team'], ['groupChat']],
    );
    for (const { commands } of lists) {
      assert.ok(commands.length <= 10);
      assert.ok(
        commands.some(({ title }) => title === 'help'),
        'help leads to the others',
      );
      assert.equal(new Set(commands.map(({ title }) => title)).size, commands.length);
      for (const { title, description } of commands) assert.equal(description, summaries.get(title));
    }
  });

  it('is not made when a menu names what is no command', () => {
    const settings = readManifestSettings({ MicrosoftAppId: APP_ID });
    const commands = COMMANDS.filter(({ name }) => name !== 'check');
    assert.throws(() => buildManifest({ settings, commands, version: VERSION }), /"check"/);
  });

  it('says what it was told to say, and one page stands for the other two', () => {
    const { developer, name } = built({
      MANIFEST_NAME: 'Mailboxes',
      MANIFEST_DEVELOPER: 'Contoso IT',
      MANIFEST_DEVELOPER_URL: 'https://it.contoso.com/steward',
      MANIFEST_PRIVACY_URL: 'https://contoso.com/privacy',
    });
    assert.deepEqual(developer, {
      name: 'Contoso IT',
      websiteUrl: 'https://it.contoso.com/steward',
      privacyUrl: 'https://contoso.com/privacy',
      termsOfUseUrl: 'https://it.contoso.com/steward',
    });
    assert.deepEqual(name, { short: 'Mailboxes', full: 'Mailboxes for hybrid Exchange' });
  });

  describe('is refused', () => {
    const manifest = built();
    const [bot] = manifest.bots;
    const [list] = bot.commandLists;
    const long = { title: 'x', description: 'y'.repeat(129) };
    const wrong: readonly (readonly [string, object])[] = [
      ['with a property that Teams does not know', { packageName: 'com.contoso.steward' }],
      ['with a version of two numbers', { version: '1.0' }],
      ['with an id that is no GUID', { id: 'steward' }],
      ['with a page without a padlock', { developer: { ...manifest.developer, websiteUrl: 'http://contoso.com' } }],
      ['with a name of 31 characters', { name: { short: 'n'.repeat(31), full: 'n' } }],
      ['without a full description', { description: { short: 'Hands over.' } }],
      ['with an accent that is a word', { accentColor: 'blue' }],
      ['with two bots', { bots: [bot, bot] }],
      ['with a scope in small letters', { bots: [{ ...bot, scopes: ['groupchat'] }] }],
      [
        'with eleven commands in a menu',
        { bots: [{ ...bot, commandLists: [{ ...list, commands: Array(11).fill({ title: 'x', description: 'y' }) }] }] },
      ],
      ['with a long description of a command', { bots: [{ ...bot, commandLists: [{ ...list, commands: [long] }] }] }],
    ];
    for (const [how, change] of wrong) {
      it(how, () => assert.equal(manifestSchema.safeParse({ ...manifest, ...change }).success, false));
    }
    it('but not as it is', () => assert.equal(manifestSchema.safeParse(manifest).success, true));
  });
});
