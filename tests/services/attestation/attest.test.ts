import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Redis } from 'ioredis';
import { attest, attestations } from '../../../services/attestation/attest.ts';
import { hasExpired, readAttestedValue } from '../../../services/attestation/attestation.ts';
import { isTopic, TOPIC_NAMES, TOPICS } from '../../../services/attestation/topic.ts';
import { auditStreamKey } from '../../../services/store/keys.ts';
import { inProcess } from '../../support/in-process.ts';
import { ANNA, BEN } from '../../support/lived-request.ts';
import { startRedis, type TestRedis } from '../../support/redis.ts';

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

describe('An attestation', () => {
  it('is kept with who, when and until when, and audited without a name', async () => {
    const world = inProcess(redis);
    await attest(world, { topic: 'connect-version', value: '2.6.92.0', by: ANNA, validFor: 'P30D' });
    const word = (await attestations(world.store)).get('connect-version');
    assert.deepEqual(word, {
      topic: 'connect-version',
      value: '2.6.92.0',
      by: { objectId: ANNA.objectId, name: ANNA.name },
      at: '2026-11-22T08:00:00.000Z',
      expiresAt: '2026-12-22T08:00:00.000Z',
    });
    const stream = await redis.xrange(auditStreamKey(world.tenant), '-', '+');
    const entry = JSON.parse(stream.at(-1)?.[1][1] ?? '{}');
    assert.equal(entry.kind, 'attested');
    assert.equal(entry.actor, ANNA.objectId);
    assert.deepEqual(entry.facts, { topic: 'connect-version', value: '2.6.92.0', until: '2026-12-22T08:00:00.000Z' });
    assert.doesNotMatch(JSON.stringify(entry), new RegExp(ANNA.name));
  });

  it('is replaced by a later one on the same topic, and by no other', async () => {
    const world = inProcess(redis);
    await attest(world, { topic: 'smtp-relay-moved', value: false, by: ANNA, validFor: 'P30D' });
    await attest(world, { topic: 'mx-moved', value: true, by: ANNA, validFor: 'P1D' });
    await attest(world, { topic: 'smtp-relay-moved', value: true, by: BEN, validFor: 'P30D' });
    const words = await attestations(world.store);
    assert.deepEqual([...words.keys()].sort(), ['mx-moved', 'smtp-relay-moved']);
    assert.equal(words.get('smtp-relay-moved')?.value, true);
    assert.equal(words.get('smtp-relay-moved')?.by.name, BEN.name);
  });

  it('has expired from its last moment on', async () => {
    const world = inProcess(redis);
    const word = await attest(world, { topic: 'mx-moved', value: true, by: ANNA, validFor: 'P1D' });
    assert.equal(hasExpired(word, new Date('2026-11-23T07:59:59.999Z')), false);
    assert.equal(hasExpired(word, new Date('2026-11-23T08:00:00.000Z')), true);
  });

  it('cannot be given a value of another topic', async () => {
    const world = inProcess(redis);
    await assert.rejects(attest(world, { topic: 'mx-moved', value: '2.6.92.0', by: ANNA, validFor: 'P1D' }));
    await assert.rejects(attest(world, { topic: 'connect-version', value: true, by: ANNA, validFor: 'P1D' }));
    assert.equal((await attestations(world.store)).size, 0);
  });
});

describe('What is typed as a value', () => {
  it('fits the form of its topic or is nothing', () => {
    assert.equal(readAttestedValue('connect-version', ' 2.6.92.0 '), '2.6.92.0');
    assert.equal(readAttestedValue('cloud-sync-version', 'None'), 'none');
    assert.equal(readAttestedValue('connect-version', '2.6.92'), undefined);
    assert.equal(readAttestedValue('connect-version', 'yes'), undefined);
    assert.equal(readAttestedValue('mx-moved', 'YES'), true);
    assert.equal(readAttestedValue('mx-moved', 'no'), false);
    assert.equal(readAttestedValue('mx-moved', 'none'), undefined);
    assert.equal(readAttestedValue('mx-moved', ''), undefined);
  });

  it('belongs to a topic of the list, and to nothing that only looks like one', () => {
    assert.equal(TOPIC_NAMES.length, Object.keys(TOPICS).length);
    assert.equal(isTopic('connect-version'), true);
    for (const text of ['toString', '__proto__', 'constructor', '', 'connect']) assert.equal(isTopic(text), false);
  });
});
