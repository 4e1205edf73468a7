import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Redis } from 'ioredis';
import type { Answer, Inbound } from '../../bot/inbound.ts';
import { createPipeline, type PipelineNeeds } from '../../bot/pipeline.ts';
import { ArchiveError } from '../../services/archive/archive.ts';
import { ExchangeError } from '../../services/exchange/exchange.ts';
import { openRoleBook, type RoleLists } from '../../services/people/role-book.ts';
import { refusalSentence, refuse } from '../../services/refusal.ts';
import { openRateLimits } from '../../services/store/rate-limit-store.ts';
import { StoreError } from '../../services/store/redis.ts';
import { openSeenStore } from '../../services/store/seen-store.ts';
import { ALICE, asked, confirmed, type InProcess, inProcess } from '../support/in-process.ts';
import { ANNA, BEN, PEOPLE } from '../support/lived-request.ts';
import { recordingLog } from '../support/recording-log.ts';
import { startRedis, type TestRedis } from '../support/redis.ts';

let server: TestRedis;
let redis: Redis;
before(async () => {
  server = await startRedis();
  redis = new Redis(server.socket);
});
after(async () => {
  redis.disconnect();
  await server.stop();
});

/** The patience of a person passes when a test says so. */
const HELD = { heldFrom: 8_000 };
const LISTS: RoleLists = { viewer: [], requester: [ANNA.objectId], approver: [BEN.objectId], admin: [] };
const GROUP = 'd0000000-0000-4000-8000-000000000001';

function office(change: Partial<PipelineNeeds> = {}, lists = LISTS, world = inProcess(redis, HELD)) {
  for (const { objectId, name } of PEOPLE) {
    world.directory.put({ objectId, displayName: name, userPrincipalName: name, employeeId: null, isGuest: false });
  }
  const log = recordingLog();
  const receive = createPipeline({
    services: world,
    roleBook: openRoleBook({ lists, directory: world.directory, clock: world.clock }),
    rates: openRateLimits(redis, world.tenant, { perMinute: 1_000, burst: 1_000 }),
    seen: openSeenStore(redis, world.tenant),
    personalChats: { open: async () => true },
    delivery: { offerFile: async () => true, show: async () => true },
    channel: { objectIdOf: async () => undefined },
    log,
    ...change,
  });
  return { world, receive, log };
}

let keys = 0;
function inbound(world: InProcess, said: Inbound['said'], change: Partial<Inbound> = {}): Inbound {
  keys += 1;
  return {
    key: `k${keys}`,
    actor: { ...ANNA, tenantId: world.tenant, channelId: '29:anna' },
    place: { id: 'a:1', replyTo: 'a:1', kind: 'personal', serviceUrl: 'https://x/', botId: '28:b' },
    said,
    ...change,
  };
}

const typed = (line: string, change: Partial<Extract<Inbound['said'], { kind: 'text' }>> = {}): Inbound['said'] => ({
  kind: 'text',
  line,
  htmlAddresses: [],
  mentioned: [],
  folded: [],
  ...change,
});
const clicked = (
  verb: string,
  data: Readonly<Record<string, unknown>>,
  trigger: 'manual' | 'automatic' = 'manual',
): Inbound['said'] => ({ kind: 'click', verb, data, trigger, messageId: null });

const text = (answer: Answer): string => (answer.kind === 'text' ? answer.text : answer.kind);
const as = (world: InProcess, person: typeof ANNA) => ({
  actor: { ...person, tenantId: world.tenant, channelId: `29:${person.name}` },
});

describe('What reaches the bot', () => {
  it('from another organisation is refused before anything is asked', async () => {
    const { world, receive } = office();
    const stranger = { actor: { ...ANNA, tenantId: GROUP, channelId: 'x' } };
    assert.equal(text(await receive(inbound(world, typed('help'), stranger))), refusalSentence(refuse('wrong_tenant')));
    assert.equal(world.directory.calls.length, 0);
  });

  it('from our organisation is ours however its id is spelled', async () => {
    const { world, receive } = office();
    const loud = { actor: { ...ANNA, tenantId: world.tenant.toUpperCase(), channelId: 'x' } };
    assert.equal(text(await receive(inbound(world, typed('help'), loud))), 'card');
  });

  it('with look-alike letters has to be said again', async () => {
    const { world, receive } = office();
    const said = typed('check alice@contoso.com', { folded: ['aliсe@contoso.com'] });
    assert.match(text(await receive(inbound(world, said))), /contains look-alike letters/);
    assert.equal(world.exchange.calls.length, 0);
  });

  it('walks the same way typed and clicked', async () => {
    const { world, receive } = office();
    const { id } = await asked(world);
    await confirmed(world, id);
    const forms = [typed(`approve ${id}`), clicked('approve', { request: id, version: 2 })];
    for (const said of forms) {
      const answer = await receive(inbound(world, said));
      assert.equal(text(answer), refusalSentence(refuse('not_in_role', { role: 'approver', verb: 'approve' })));
    }
    assert.equal((await world.store.get(id))?.state, 'pending');
    const answer = await receive(inbound(world, clicked('approve', { request: id, version: 2 }), as(world, BEN)));
    assert.equal(answer.kind, 'card');
    assert.equal((await world.store.get(id))?.state, 'approved');
  });

  it('by a button that no longer exists says so', async () => {
    const { world, receive } = office();
    assert.match(text(await receive(inbound(world, clicked('explode', {})))), /from an older card/);
    assert.match(text(await receive(inbound(world, clicked('__proto__', {})))), /from an older card/);
  });

  it('with more in a card than the command names is refused', async () => {
    const { world, receive } = office();
    const { id } = await asked(world);
    await confirmed(world, id);
    const said = clicked('approve', { request: id, version: 2, actor: BEN.objectId });
    assert.match(text(await receive(inbound(world, said, as(world, BEN)))), /could not read/);
    assert.equal((await world.store.get(id))?.state, 'pending');
  });
});

describe('Roles', () => {
  it('that cannot be asked for are not given, and that is said', async () => {
    const { world, receive } = office({}, { ...LISTS, requester: [GROUP] });
    world.directory.failNext('directory_unavailable', 5);
    const answer = await receive(inbound(world, typed('request alice.meyer@contoso.com')));
    assert.equal(text(answer), refusalSentence(refuse('directory_unavailable')));
    assert.equal(world.exchange.calls.length, 0);
  });

  it('are asked afresh for what changes something', async () => {
    const { world, receive } = office({}, { ...LISTS, requester: [GROUP], viewer: [GROUP] });
    world.directory.setMembers(GROUP, [ANNA.objectId]);
    assert.equal((await receive(inbound(world, typed('pending')))).kind, 'card');
    world.directory.setMembers(GROUP, []);
    assert.equal(
      (await receive(inbound(world, typed('pending')))).kind,
      'card',
      'an answer of the last minute will do',
    );
    assert.match(
      text(await receive(inbound(world, typed('request alice.meyer@contoso.com')))),
      /need the role "requester"/,
    );
  });
});

describe('A delivery', () => {
  it('that comes twice is worked on once', async () => {
    const { world, receive } = office();
    const line = inbound(world, typed('request alice.meyer@contoso.com'));
    assert.match(text(await receive(line)), /^I prepared/);
    assert.deepEqual(await receive(line), { kind: 'none' });
    const [record] = (await world.store.open(5)).records;
    assert.ok(record);
    const click = inbound(world, clicked('confirm', { request: record.id, version: 1 }));
    assert.equal((await receive(click)).kind, 'card');
    assert.equal(text(await receive(click)), 'That is already done.');
    assert.equal((await world.store.get(record.id))?.version, 2);
  });

  it('that comes twice at once is worked on once', async () => {
    const { world, receive } = office();
    const line = inbound(world, typed('request alice.meyer@contoso.com'));
    const answers = await Promise.all([receive(line), receive(line)]);
    assert.deepEqual(answers.map(({ kind }) => kind).sort(), ['none', 'text']);
  });

  it('of a card that redraws itself never changes anything', async () => {
    const { world, receive } = office();
    const { id } = await asked(world);
    assert.deepEqual(await receive(inbound(world, clicked('confirm', { request: id }, 'automatic'))), { kind: 'none' });
    assert.equal((await world.store.get(id))?.state, 'drafted');
    assert.equal((await receive(inbound(world, clicked('status', { request: id }, 'automatic')))).kind, 'card');
  });

  it('of somebody who sends too fast is refused before it costs anybody anything', async () => {
    const world = inProcess(redis, HELD);
    const { receive } = office(
      { rates: openRateLimits(redis, world.tenant, { perMinute: 1, burst: 2 }) },
      LISTS,
      world,
    );
    const answers = [];
    for (let count = 0; count < 3; count += 1) answers.push(text(await receive(inbound(world, typed('pending')))));
    assert.deepEqual(answers.slice(0, 2), ['card', 'card']);
    assert.match(answers[2] ?? '', /^You are sending faster/);
    assert.equal((await receive(inbound(world, typed('pending'), as(world, BEN)))).kind, 'card');
  });
});

describe('A failure while a person waits', () => {
  const failures: readonly (readonly [string, Error, string])[] = [
    ['the store', new StoreError('store_unavailable', 'x'), refusalSentence(refuse('store_unavailable'))],
    ['the archive', new ArchiveError('archive_unavailable', 'x'), refusalSentence(refuse('archive_unavailable'))],
    ['Exchange, busy', new ExchangeError('throttled', 'x'), refusalSentence(refuse('exchange_slow'))],
    [
      'Exchange, refusing',
      new ExchangeError('permission', 'x'),
      'Exchange Online could not be read (permission). Nothing was changed: give Steward its Exchange role, then try again.',
    ],
    [
      'Exchange, odd',
      new ExchangeError('protocol', 'x'),
      'Exchange Online could not be read (protocol). Nothing was changed: tell your Steward administrator.',
    ],
  ];
  for (const [what, error, sentence] of failures) {
    it(`of ${what} becomes a sentence`, async () => {
      const world = inProcess(redis, HELD);
      const broken = { ...world, exchange: { ...world.exchange, find: () => Promise.reject(error) } };
      const { receive, log } = office({ services: broken }, LISTS, world);
      assert.equal(text(await receive(inbound(world, typed('check alice')))), sentence);
      assert.deepEqual(log.lines, []);
    });
  }

  it('that nobody foresaw gets a number, in the sentence and in the log', async () => {
    const world = inProcess(redis, HELD);
    const defect = new TypeError('x is not a function: secret');
    const broken = { ...world, exchange: { ...world.exchange, find: () => Promise.reject(defect) } };
    const { receive, log } = office({ services: broken }, LISTS, world);
    const answer = text(await receive(inbound(world, typed('check alice'))));
    const reference = /\(([0-9a-f]{8})\)/.exec(answer)?.[1];
    assert.ok(reference);
    assert.equal(answer.includes('secret'), false);
    assert.deepEqual(log.lines, [{ level: 'error', fields: { reference, err: defect }, message: 'a turn failed' }]);
  });

  it('that is only a long wait ends with a sentence, not with a hang', async () => {
    const world = inProcess(redis, HELD);
    const { receive } = office({}, LISTS, world);
    world.exchange.hang();
    const waiting = receive(inbound(world, typed('check alice')));
    while (world.exchange.calls.length === 0) await redis.ping();
    world.clock.expire();
    assert.equal(text(await waiting), refusalSentence(refuse('exchange_slow')));
  });
});

describe('Somebody mentioned', () => {
  it('names the mailbox, as an address would', async () => {
    const objectIdOf = async () => ALICE.objectId;
    const { world, receive } = office({ channel: { objectIdOf } });
    const said = typed('check', { mentioned: [{ channelId: '29:alice', objectId: null }] });
    assert.equal((await receive(inbound(world, said))).kind, 'card');
    assert.equal(
      world.exchange.calls.some(({ subject }) => subject === ALICE.objectId),
      true,
    );
  });
});
