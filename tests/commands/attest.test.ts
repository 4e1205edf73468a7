import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Redis } from 'ioredis';
import { attest } from '../../commands/attest.ts';
import type { CommandResult } from '../../commands/command.ts';
import { prereqs } from '../../commands/prereqs.ts';
import { attestations } from '../../services/attestation/attest.ts';
import { refusalSentence } from '../../services/refusal.ts';
import { contextOf, inProcess } from '../support/in-process.ts';
import { ANNA } from '../support/lived-request.ts';
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

const said = (result: CommandResult): string => {
  if (!result.ok) return refusalSentence(result);
  assert.ok(result.reply.kind === 'notice');
  return result.reply.sentence;
};

describe('attest', () => {
  it('keeps the word for as long as the rules say, or for the days given', async () => {
    const world = inProcess(redis);
    const context = contextOf(world, ANNA);
    await attest.execute({ topic: 'connect-version', value: '2.6.92.0' }, context);
    const sentence = said(await attest.execute({ topic: 'MX-moved', value: 'yes', days: '5' }, context));
    assert.match(sentence, /until 27 Nov 2026: mx-moved is yes/);
    const words = await attestations(world.store);
    assert.equal(words.get('connect-version')?.expiresAt, '2026-12-22T08:00:00.000Z');
  });

  it('says what is wrong with what it does not take, and keeps nothing', async () => {
    const world = inProcess(redis);
    const context = contextOf(world, ANNA);
    for (const [raw, sentence] of [
      [{ topic: 'weather', value: 'fine' }, /Nothing called "weather" can be attested: type "attest"/],
      [
        { topic: 'connect-version', value: '2.6.92' },
        /a version of four numbers, or none: for example attest connect-/,
      ],
      [{ topic: 'connect-version' }, /For connect-version, give a version/],
      [{ topic: 'cloud-sync-version', value: 'new' }, /for example attest cloud-sync-version 1\.1\.\d+\.0$/],
      [{ topic: 'mx-moved', value: 'maybe' }, /give yes or no/],
      [{ topic: 'mx-moved', value: 'yes', days: '0' }, /whole number from 1 to 366/],
      [{ topic: 'mx-moved', value: 'yes', days: '1.5' }, /whole number from 1 to 366/],
      [{ topic: 'mx-moved', value: 'yes', days: 'many' }, /whole number from 1 to 366/],
    ] as const) {
      assert.match(said(await attest.execute(raw, context)), sentence);
    }
    assert.equal((await attestations(world.store)).size, 0);
  });

  it('alone lists every topic, with what stands and what has expired', async () => {
    const world = inProcess(redis);
    const context = contextOf(world, ANNA);
    await attest.execute({ topic: 'mx-moved', value: 'yes', days: '1' }, context);
    await attest.execute({ topic: 'scp-cleared', value: 'no' }, context);
    world.clock.advance(2 * 86_400_000);
    const listed = await attest.execute({}, context);
    assert.ok(listed.ok && listed.reply.kind === 'facts');
    const facts = new Map(listed.reply.facts.map(({ label, value }) => [label, value]));
    assert.equal(facts.get('mx-moved'), `yes, by ${ANNA.name}, expired on 23 Nov 2026`);
    assert.equal(facts.get('scp-cleared'), `no, by ${ANNA.name}, until 22 Dec 2026`);
    assert.equal(facts.get('connect-version'), 'not attested');
  });
});

describe('prereqs', () => {
  it('edge 20: a mailbox that Exchange does not list, as a soft-deleted one, is not found', async () => {
    const world = inProcess(redis);
    const gone = '9c0e2f61-0d4a-4a55-b0c7-5f1e8d3a2999';
    const result = await prereqs.execute({ mailbox: gone }, contextOf(world, ANNA));
    assert.ok(!result.ok);
    assert.equal(result.code, 'mailbox_not_found');
  });

  it('asks which mailbox is meant where the name only comes near', async () => {
    const world = inProcess(redis);
    const asked = await prereqs.execute({ mailbox: 'alice.mei' }, contextOf(world, ANNA));
    assert.ok(asked.ok && asked.reply.kind === 'choices');
    assert.equal(asked.reply.verb, 'prereqs');
  });
});
