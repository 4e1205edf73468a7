import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { Redis } from 'ioredis';
import type { Answer } from '../../bot/inbound.ts';
import { peopleLinks } from '../../services/people/people-links.ts';
import { openRateLimits } from '../../services/store/rate-limit-store.ts';
import { type InProcess, inProcess } from '../support/in-process.ts';
import { ANNA, BEN } from '../support/lived-request.ts';
import { inboundOf, pipelineOn, pressed, typed } from '../support/pipeline-in-process.ts';
import { startRedis, type TestRedis } from '../support/redis.ts';

const TOO_FAST = 'You are sending faster than I can follow: wait 2 seconds and try again.';

describe('A person who sends too fast', () => {
  let server: TestRedis;
  let redis: Redis;
  let services: InProcess;
  let say: (person: typeof ANNA, said: Parameters<typeof inboundOf>[2]) => Promise<Answer>;
  before(async () => {
    server = await startRedis();
    redis = new Redis(server.socket);
  });
  after(async () => {
    redis.disconnect();
    await server.stop();
  });
  beforeEach(() => {
    services = inProcess(redis, { heldFrom: 8_000 });
    const rates = openRateLimits(redis, services.tenant, { perMinute: 30, burst: 3 });
    const { receive } = pipelineOn(services, { rates, roles: { viewer: [ANNA.objectId, BEN.objectId] } });
    say = (person, said) => receive(inboundOf(services, person, said));
  });

  const kinds = async (answers: readonly Promise<Answer>[]): Promise<readonly string[]> =>
    (await Promise.all(answers)).map((answer) => (answer.kind === 'text' ? answer.text : answer.kind));

  it('is told so, for lines and clicks together, and may go on after the time that was named', async () => {
    assert.deepEqual(await kinds([say(ANNA, typed('pending'))]), ['card']);
    assert.deepEqual(await kinds([say(ANNA, pressed('pending', {}))]), ['card']);
    assert.deepEqual(await kinds([say(ANNA, typed('nonsense'))]), [
      'I do not know "nonsense". Type "help" to see what I can do.',
    ]);
    assert.deepEqual(await kinds([say(ANNA, typed('pending')), say(ANNA, pressed('pending', {}))]), [
      TOO_FAST,
      TOO_FAST,
    ]);
    services.clock.advance(2_000);
    assert.deepEqual(await kinds([say(ANNA, typed('pending'))]), ['card']);
    assert.deepEqual(await kinds([say(ANNA, typed('pending'))]), [TOO_FAST]);
  });

  it('costs nobody else anything', async () => {
    await kinds(Array.from({ length: 10 }, () => say(ANNA, typed('pending'))));
    assert.deepEqual(await kinds([1, 2, 3].map(() => say(BEN, typed('pending')))), ['card', 'card', 'card']);
  });

  it('has no more with a second account that is linked: it counts for the same person', async () => {
    const linked = { ...services, links: peopleLinks(`${ANNA.objectId}=${BEN.objectId}`) };
    const rates = openRateLimits(redis, services.tenant, { perMinute: 30, burst: 3 });
    const { receive } = pipelineOn(linked, { rates, roles: { viewer: [ANNA.objectId, BEN.objectId] } });
    const as = (person: typeof ANNA) => receive(inboundOf(linked, person, typed('pending')));
    assert.deepEqual(await kinds([as(ANNA), as(BEN), as(ANNA)]), ['card', 'card', 'card']);
    assert.deepEqual(await kinds([as(BEN), as(ANNA)]), [TOO_FAST, TOO_FAST]);
  });

  it('is stopped before Exchange and the directory are asked anything', async () => {
    await kinds(Array.from({ length: 3 }, () => say(ANNA, typed('pending'))));
    const [reads, questions] = [services.exchange.calls.length, services.directory.calls.length];
    await kinds(Array.from({ length: 10 }, () => say(ANNA, typed('check alice.meyer@contoso.com'))));
    assert.deepEqual([services.exchange.calls.length, services.directory.calls.length], [reads, questions]);
  });

  it('still gets cards that redraw themselves, up to four times as many, and past that silence', async () => {
    await kinds(Array.from({ length: 4 }, () => say(ANNA, typed('pending'))));
    const refreshes = Array.from({ length: 14 }, () => say(ANNA, pressed('pending', {}, 'automatic')));
    const heard = await kinds(refreshes);
    assert.equal(heard.filter((kind) => kind === 'card').length, 12);
    assert.equal(heard.filter((kind) => kind === 'none').length, 2);
  });

  it('of another organisation is not counted at all', async () => {
    const { receive } = pipelineOn(services, {
      rates: openRateLimits(redis, services.tenant, { perMinute: 30, burst: 3 }),
    });
    const inbound = inboundOf(services, BEN, typed('pending'));
    const foreign = { ...inbound, actor: { ...inbound.actor, tenantId: '99999999-9999-4999-8999-999999999999' } };
    await kinds(Array.from({ length: 10 }, () => receive(foreign)));
    assert.deepEqual(await kinds([say(BEN, typed('pending'))]), ['card']);
  });
});
