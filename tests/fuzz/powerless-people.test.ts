import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import fc from 'fast-check';
import { Redis } from 'ioredis';
import { cardData, oddValue, verb } from '../support/arbitrary-activities.ts';
import { fuzzRuns } from '../support/fuzz-runs.ts';
import { asked, confirmed, type InProcess, inProcess, mailboxOf } from '../support/in-process.ts';
import { ANNA, BEN, CLEO } from '../support/lived-request.ts';
import { inboundOf, pipelineOn, pressed } from '../support/pipeline-in-process.ts';
import { startRedis, type TestRedis } from '../support/redis.ts';
import { contentsOf } from '../support/redis-contents.ts';

const SALES = mailboxOf('Sales Team');

describe('Whatever card values are sent by people who may change nothing', () => {
  let server: TestRedis;
  let redis: Redis;
  let services: InProcess;
  /** Two requests of Anna's that could be acted on: one hers alone, one waiting for a decision. */
  let ids: readonly [draft: string, pending: string];
  let writes = 0;
  before(async () => {
    server = await startRedis();
    redis = new Redis(server.socket);
    services = inProcess(redis, { mailboxes: [mailboxOf('Alice Meyer'), SALES], heldFrom: 8_000 });
    const [alice] = await services.exchange.find('alice.meyer@contoso.com');
    const draft = await asked(services, { objectId: alice?.objectId ?? '' });
    const pending = await asked(services, { objectId: SALES.objectId });
    await confirmed(services, pending.id);
    ids = [draft.id, pending.id];
  });
  after(async () => {
    redis.disconnect();
    await server.stop();
  });

  /** The store, counting whoever asks it to write. */
  function watched(): InProcess {
    const { store } = services;
    const commit: typeof store.commit = (change) => {
      writes += 1;
      return store.commit(change);
    };
    const appendAudit: typeof store.appendAudit = (audit, setting) => {
      writes += 1;
      return store.appendAudit(audit, setting);
    };
    return { ...services, store: { ...store, commit, appendAudit } };
  }

  // Whoever may look may hold a request: that stops things and starts none.
  const harmless = verb.filter((name) => name !== 'hold');
  const rows = [
    { name: 'somebody without any role', roles: {}, who: BEN, verbs: verb },
    { name: 'a viewer', roles: { viewer: [CLEO.objectId] }, who: CLEO, verbs: harmless },
    {
      name: 'the requester herself, who has lost her role',
      roles: { viewer: [ANNA.objectId] },
      who: ANNA,
      verbs: harmless,
    },
  ];
  for (const { name, roles, who, verbs } of rows) {
    it(`${name} never changes anything, and always gets an answer`, async () => {
      const { receive, log } = pipelineOn(watched(), { roles });
      const was = await contentsOf(redis);
      const aimed = fc.record(
        {
          request: fc.constantFrom(...ids),
          version: fc.oneof(fc.constantFrom(1, 2, 3), oddValue),
          mailbox: fc.constantFrom(SALES.objectId, SALES.primaryAddress),
          reason: fc.string(),
        },
        { requiredKeys: [] },
      );
      const trigger = fc.constantFrom('manual' as const, 'automatic' as const);
      await fc.assert(
        fc.asyncProperty(verbs, fc.oneof(aimed, cardData), trigger, async (pressedVerb, data, how) => {
          const before = writes;
          const answer = await receive(inboundOf(services, who, pressed(pressedVerb, data, how)));
          if (how === 'manual') assert.notEqual(answer.kind, 'none');
          assert.equal(writes, before);
        }),
        fuzzRuns(800),
      );
      assert.deepEqual(
        log.lines.filter(({ level }) => level === 'error'),
        [],
      );
      assert.deepEqual(await contentsOf(redis), was);
      assert.equal(services.exchange.calls.filter(({ method }) => method === 'setCloudManaged').length, 0);
    });
  }
});
