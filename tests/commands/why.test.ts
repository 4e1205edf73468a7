import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { Redis } from 'ioredis';
import { freeze } from '../../commands/freeze.ts';
import { why } from '../../commands/why.ts';
import type { DirectoryPerson } from '../../services/directory/directory.ts';
import type { Person } from '../../services/request/record.ts';
import {
  approvedRequest,
  asked,
  confirmed,
  contextOf,
  happens,
  type InProcess,
  inProcess,
} from '../support/in-process.ts';
import { ANNA, BEN, CLEO } from '../support/lived-request.ts';
import { startRedis, type TestRedis } from '../support/redis.ts';

let server: TestRedis;
let redis: Redis;
let world: InProcess;
before(async () => {
  server = await startRedis();
  redis = new Redis(server.socket);
});
beforeEach(() => {
  world = inProcess(redis);
});
after(async () => {
  redis.disconnect();
  await server.stop();
});

const inDirectory = ({ objectId, name }: Person): DirectoryPerson => ({
  objectId,
  displayName: name,
  userPrincipalName: `${objectId}@contoso.com`,
  employeeId: null,
  isGuest: false,
});

async function factsOf(request: string): Promise<ReadonlyMap<string, string>> {
  const result = await why.execute({ request }, contextOf(world, BEN));
  assert.ok(result.ok && result.reply.kind === 'facts');
  return new Map(result.reply.facts.map(({ label, value }) => [label, value]));
}

describe('why', () => {
  it('says durations in words and names the few who could still approve', async () => {
    for (const person of [ANNA, BEN, CLEO]) world.directory.put(inDirectory(person));
    const { id } = await asked(world);
    await confirmed(world, id);
    const facts = await factsOf(id);
    assert.equal(facts.get('Decided within'), '24 hours');
    assert.equal(facts.get('Could still approve'), `${BEN.name}, ${CLEO.name}`);
  });

  it('counts them where not every name can be told', async () => {
    const { id } = await asked(world);
    await confirmed(world, id);
    assert.equal((await factsOf(id)).get('Could still approve'), '2 people');
    world.directory.failNext('directory_unavailable', 2);
    assert.equal((await factsOf(id)).get('Could still approve'), '2 people');
  });

  it('of a decided request says who approved it and when, and not who else could', async () => {
    const { id } = await approvedRequest(world);
    const facts = await factsOf(id);
    assert.match(facts.get('Approved by') ?? '', /, \d+ Nov 2026, \d\d:\d\d UTC/);
    assert.equal(facts.has('Could still approve'), false);
  });

  it('of a held one says who could approve it once it is released', async () => {
    const { id } = await asked(world);
    await confirmed(world, id);
    await happens(world, id, { kind: 'hold', by: CLEO, reason: null, shown: null });
    assert.equal((await factsOf(id)).get('Could still approve'), '2 people');
  });
});

describe('freeze', () => {
  it('says until when as cards say it', async () => {
    const raw = { word: 'until', until: '2026-12-01T18:00Z', reason: 'holiday' };
    const result = await freeze.execute(raw, contextOf(world, ANNA));
    assert.ok(result.ok && result.reply.kind === 'notice');
    assert.match(result.reply.sentence, /^Nothing is executed until 1 Dec 2026, 18:00 UTC\. /);
  });
});
