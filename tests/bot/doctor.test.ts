import assert from 'node:assert/strict';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { Redis } from 'ioredis';
import { doctorCommand } from '../../bot/doctor/doctor-command.ts';
import { GROUPS, PEOPLE } from '../../demo/people.ts';
import { MINUTE, manualTime } from '../support/manual-time.ts';
import { startWorld, type World } from '../support/world.ts';

const NOWHERE = 'http://127.0.0.1:1';
const STRANGER = '00000000-0000-4000-8000-00000000abcd';
const idOf = (wanted: string): string => PEOPLE.find(({ key }) => key === wanted)?.objectId ?? '';

type Seen = { readonly code: number; readonly lines: readonly string[]; readonly of: (about: string) => string };

describe('npm run doctor', () => {
  let world: World;
  let redis: Redis;
  before(async () => {
    world = await startWorld();
    redis = new Redis(world.redis.url);
  });
  after(async () => {
    redis.disconnect();
    await world.close();
  });

  async function doctor(
    change: Readonly<Record<string, string>> = {},
    clock = manualTime().bot,
    told: (line: string) => void = () => undefined,
  ): Promise<Seen> {
    const lines: string[] = [];
    const say = (line: string): void => {
      lines.push(line);
      told(line);
    };
    const code = await doctorCommand({ ...world.environment, ...change }, { clock, say });
    return { code, lines, of: (about) => lines.find((line) => line.slice(2).startsWith(`${about}: `)) ?? '' };
  }

  type RedisSetting = readonly [name: string, value: string, usual: string];

  /** Changes Redis for the time of a test. */
  async function withRedisSetting<T>([name, value, usual]: RedisSetting, test: () => Promise<T>): Promise<T> {
    await redis.config('SET', name, value);
    return await test().finally(() => redis.config('SET', name, usual));
  }

  async function withFault<T>(fault: Readonly<Record<string, unknown>>, test: () => Promise<T>): Promise<T> {
    await world.tenant.fault({ times: 0, ...fault });
    return await test().finally(() => world.tenant.clearFaults());
  }

  function fileWith(name: string, content: string): string {
    const path = join(world.archiveFolder, '..', name);
    writeFileSync(path, content);
    return path;
  }

  it('finds nothing wrong with a good configuration, and says what it looked at', async () => {
    const { code, lines, of } = await doctor();
    assert.equal(code, 0, lines.join('\n'));
    assert.deepEqual(
      lines.filter((line) => !line.startsWith('✓ ')),
      ['Nothing is wrong.'],
    );
    assert.equal(lines.length, 21);
    assert.match(of('Exchange Online'), /the organisation is Contoso\.$/);
    assert.match(of('Microsoft Graph'), /last synced from on-premises at 2026-/);
    assert.equal(of('ROLE_APPROVER'), '✓ ROLE_APPROVER: Mailbox Approvers (a group of 2 people).');
    assert.equal(of('ROLE_VIEWER'), '✓ ROLE_VIEWER: Nobody is listed.');
  });

  it('changes nothing: no cmdlet that writes, no key in Redis, no file in the archive', async () => {
    await world.tenant.forgetCalls();
    await doctor();
    assert.equal(await world.tenant.writes(), 0);
    assert.deepEqual(await redis.keys('*'), []);
    assert.deepEqual(readdirSync(world.archiveFolder), []);
  });

  describe('names what is wrong, and exits 1', () => {
    type Case = readonly [what: string, change: Readonly<Record<string, string>>, line: RegExp];
    const cases: readonly Case[] = [
      ['a setting of both', { TENANT_ID: 'x' }, /^✕ Settings: .*TENANT_ID must be the Entra tenant id/],
      ['a setting of the bot', { MicrosoftAppId: '' }, /^✕ Settings of the bot: .*MicrosoftAppId is missing/],
      [
        'an identity without its id',
        { EXCHANGE_CREDENTIAL: 'certificate' },
        /^✕ Identity: .*AZURE_CLIENT_ID is missing/,
      ],
      [
        'a Redis that is not there',
        { REDIS_URL: 'redis://127.0.0.1:1' },
        /^✕ Redis: .*cannot be reached \(ECONNREFUSED\)/,
      ],
      [
        'a Redis address that is none',
        { REDIS_URL: 'redis://127.0.0.1:many' },
        /^✕ Redis: .*the address cannot be read/,
      ],
      ['an archive of another kind', { ARCHIVE_URL: 's3://bucket' }, /^✕ Archive: ARCHIVE_URL is neither/],
      [
        'an archive that is a file',
        { ARCHIVE_URL: `file:${import.meta.filename}` },
        /^✕ Archive: .*cannot be written \(E\w+\)/,
      ],
      [
        'a bot without its secret',
        { BOT_CREDENTIAL: 'secret' },
        /^✕ Bot credential: .*MicrosoftAppPassword is missing/,
      ],
      [
        'a certificate that is not there',
        { BOT_CREDENTIAL: 'certificate', CertificatePath: 'none.pem' },
        /^✕ Credential files: The file in CertificatePath cannot be read \(ENOENT\)\.$/,
      ],
      [
        'keys from afar over http',
        { BOT_OPENID_METADATA: 'http://contoso.com/' },
        /^✕ Signing keys of Teams: .*over https/,
      ],
      [
        'an identity that Exchange does not take',
        { EXCHANGE_CREDENTIAL: 'static:demo-norole' },
        /^✕ Exchange Online: .*Exchange\.ManageAsApp/,
      ],
      [
        'an identity without an Exchange role',
        { EXCHANGE_CREDENTIAL: 'static:demo-norbac' },
        /^✕ Exchange Online: .*no Exchange role/,
      ],
      [
        'an identity that may only read',
        { EXCHANGE_CREDENTIAL: 'static:demo-reader' },
        /^✕ Exchange permissions: It may not run Set-Mailbox:/,
      ],
      [
        'an identity that Graph refuses',
        { EXCHANGE_CREDENTIAL: 'static:demo-norole' },
        /^✕ Microsoft Graph: .*Organization\.Read\.All/,
      ],
      ['nobody who may ask', { ROLE_REQUESTER: '' }, /^✕ ROLE_REQUESTER: Nobody is listed/],
      [
        'an id of nobody',
        { ROLE_ADMIN: `${GROUPS.oncall},${STRANGER}` },
        new RegExp(`^✕ ROLE_ADMIN: .*${STRANGER}\\. Correct`),
      ],
      ['a policy that is not there', { POLICY_FILE: 'none.json' }, /^✕ Approval policy: .*POLICY_FILE cannot be read/],
      ['rules that are not there', { RULES_FILE: 'none.json' }, /^✕ Rules: .*RULES_FILE cannot be read/],
      [
        'too few approvers',
        { ROLE_APPROVER: idOf('approver'), APPROVALS_REQUIRED: '2' },
        /^✕ Approval policy: .*"default" needs 2 to approve .+ gives 1/,
      ],
      ['nobody who may approve', { ROLE_APPROVER: '' }, /^✕ Approval policy: .*ROLE_APPROVER is empty/],
    ];
    for (const [what, change, line] of cases) {
      it(what, async () => {
        const { code, lines } = await doctor(change);
        assert.equal(code, 1, lines.join('\n'));
        assert.ok(
          lines.some((said) => line.test(said)),
          lines.join('\n'),
        );
        assert.match(lines.at(-1) ?? '', /(?:is|are) wrong/);
      });
    }
  });

  it('shows nothing as good that it could not look at', async () => {
    const { lines } = await doctor({ TENANT_ID: 'x' });
    assert.deepEqual(
      lines.filter((line) => line.startsWith('✓')),
      [],
    );
    assert.equal(lines.at(-1), '1 is wrong, 19 could not be found out.');
    const { of } = await doctor({ EXCHANGE_CREDENTIAL: 'certificate' });
    for (const about of ['Exchange Online', 'Exchange permissions', 'Microsoft Graph', 'ROLE_ADMIN', 'Approval policy'])
      assert.equal(of(about), `? ${about}: Not looked at: correct "Identity" first.`);
  });

  it('lets one wrong piece hide no other', async () => {
    const wrong = { MicrosoftAppId: '', POLICY_FILE: 'none.json', RULES_FILE: 'none.json', ARCHIVE_URL: 's3://bucket' };
    const { lines, of } = await doctor(wrong);
    assert.equal(lines.at(-1), '4 are wrong, 2 could not be found out.');
    for (const about of ['Redis', 'Exchange Online', 'Microsoft Graph', 'ROLE_APPROVER']) assert.match(of(about), /^✓/);
  });

  it('names a Redis that may forget, and one that loses writes with a restart', async () => {
    const forgets = await withRedisSetting(['maxmemory-policy', 'allkeys-lru', 'noeviction'], () => doctor());
    assert.equal(forgets.code, 1);
    assert.match(forgets.of('Redis eviction'), /^✕ .*"allkeys-lru".*"noeviction"/);
    const loses = await withRedisSetting(['appendonly', 'no', 'yes'], () => doctor());
    assert.equal(loses.code, 1);
    assert.match(loses.of('Redis durability'), /^✕ .*"appendonly"/);
  });

  it('cannot say what Redis does not tell', async () => {
    await redis.call('ACL', 'SETUSER', 'narrow', 'on', '>narrow', '~*', '+@all', '-info');
    const { code, lines, of } = await doctor({ REDIS_URL: world.redis.url.replace('//', '//narrow:narrow@') });
    assert.equal(code, 2, lines.join('\n'));
    for (const about of ['Redis', 'Redis eviction', 'Redis durability'])
      assert.equal(of(about), `? ${about}: It could not be found out (NOPERM).`);
    assert.match(of('Clock'), /^✓/);
  });

  it('names a clock that Redis does not agree with, on either side', async () => {
    const { bot: clock, advance } = manualTime();
    advance(MINUTE);
    assert.match(
      (await doctor({}, clock)).of('Clock'),
      /^✕ Clock: This machine is (?:59|60|61) seconds ahead of Redis/,
    );
    advance(-2 * MINUTE);
    const { code, of } = await doctor({}, clock);
    assert.equal(code, 1);
    assert.match(of('Clock'), /^✕ Clock: This machine is (?:59|60|61) seconds behind Redis/);
  });

  it('does not know what a service that is away would say, and exits 2', async () => {
    const graph = await withFault({ kind: 'graph-503' }, () => doctor());
    assert.equal(graph.code, 2, graph.lines.join('\n'));
    for (const about of ['Microsoft Graph', 'ROLE_REQUESTER', 'ROLE_APPROVER', 'Approval policy'])
      assert.match(graph.of(about), /^\? .*could not be asked/);
    const keys = await doctor({ BOT_OPENID_METADATA: NOWHERE });
    assert.equal(keys.code, 2, keys.lines.join('\n'));
    assert.match(keys.of('Signing keys of Teams'), /^\? .*BOT_OPENID_METADATA/);
  });

  it('does not wait for ever for a service that is not there', async () => {
    const { bot: clock, expire } = manualTime();
    // Each look that is still under way when the one before Exchange has ended is given up.
    const told = (line: string): void => void (line.includes('Signing keys of Teams') && expire());
    const { code, lines, of } = await doctor({ EXCHANGE_URL: NOWHERE }, clock, told);
    assert.equal(code, 2, lines.join('\n'));
    for (const about of ['Exchange Online', 'Exchange permissions'])
      assert.match(of(about), /^\? .*no answer within 20 seconds\. See that EXCHANGE_URL is right/);
  });

  it('tells people, groups and nobody apart in the lists', async () => {
    const { of } = await doctor({ ROLE_VIEWER: `${idOf('desk')},${GROUPS.approvers},${GROUPS.oncall}` });
    assert.equal(
      of('ROLE_VIEWER'),
      '✓ ROLE_VIEWER: Dana Whitfield, Mailbox Approvers (a group of 2 people), Mailbox On-call (a group of 1 person).',
    );
  });

  it('takes a rule that nobody asked for and that one approver cannot fulfil for what it is: told, and not wrong', async () => {
    const alone = await doctor({ ROLE_APPROVER: idOf('approver') });
    assert.equal(alone.code, 0, alone.lines.join('\n'));
    assert.match(alone.of('Approval policy'), /^✓ .*"default for new mailboxes" needs 2 .*its requests are refused/);
    const rules = [
      { name: 'default', when: { kind: 'organization' }, approvals: 2 },
      { name: 'usual', approvals: 1 },
    ];
    const asked = { ROLE_APPROVER: idOf('approver'), POLICY_FILE: fileWith('policy.json', JSON.stringify({ rules })) };
    assert.match((await doctor(asked)).of('Approval policy'), /^✕ .*"default" needs 2/);
  });

  it('shows no secret, whatever is wrong', async () => {
    const secret = 'very-secret-value';
    const changes: readonly Readonly<Record<string, string>>[] = [
      { REDIS_URL: `redis://steward:${secret}@127.0.0.1:1` },
      { REDIS_URL: world.redis.url.replace('//', `//steward:${secret}@`) },
      { REDIS_URL: `redis://steward:${secret}@127.0.0.1:many` },
      { EXCHANGE_CREDENTIAL: `static:${secret}` },
      { EXCHANGE_CREDENTIAL: `static:${secret}`, GRAPH_URL: 'https://graph.microsoft.com' },
      { BOT_CREDENTIAL: `static:${secret}`, SERVICE_URL_ALLOW: 'smba.trafficmanager.net' },
      { MicrosoftAppPassword: secret, BOT_CREDENTIAL: 'secrets' },
      { ARCHIVE_URL: `https://account.blob.core.windows.net/container?sig=${secret}` },
      { ARCHIVE_URL: `https://steward:${secret}@account.blob.core.windows.net/container` },
      { EXCHANGE_URL: `https://steward:${secret}@outlook.office365.com`, EXCHANGE_CREDENTIAL: '' },
    ];
    for (const change of changes) {
      const { code, lines } = await doctor(change);
      assert.notEqual(code, 0, Object.keys(change).join());
      assert.doesNotMatch(lines.join('\n'), new RegExp(secret), Object.keys(change).join());
    }
    const refused = await doctor({ REDIS_URL: world.redis.url.replace('//', `//steward:${secret}@`) });
    assert.match(refused.of('Redis'), /^✕ .*cannot be reached \(WRONGPASS\)/);
  });
});
