import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import fc from 'fast-check';
import { Redis } from 'ioredis';
import { originOf, parseActivity, readInbound, readSeen } from '../../bot/activity.ts';
import { mutatedActivity, oddValue } from '../support/arbitrary-activities.ts';
import { type Edge, startEdge } from '../support/edge-of-bot.ts';
import { fuzzRuns } from '../support/fuzz-runs.ts';
import { inProcess } from '../support/in-process.ts';
import { pipelineOn } from '../support/pipeline-in-process.ts';
import { startRedis, type TestRedis } from '../support/redis.ts';
import { ALICE_ID, TENANT_ID } from '../support/teams-activities.ts';

// A rejection that nobody handles fails the file: the test runner sees to that.

describe('Whatever is posted as an activity', () => {
  it('is read or not, and never an error', () => {
    fc.assert(
      fc.property(fc.oneof(mutatedActivity, oddValue, fc.anything()), (given) => {
        const activity = parseActivity(given);
        if (!activity) return;
        originOf(activity);
        readSeen(activity);
        const read = readInbound(activity);
        if (!read.ok) return;
        assert.match(read.inbound.key, /^[0-9a-f]{64}$/);
        assert.match(read.inbound.actor.objectId, /^[0-9a-f-]{36}$/);
        assert.match(read.inbound.actor.tenantId, /^[0-9a-f-]{36}$/);
      }),
      fuzzRuns(4_000),
    );
  });
});

describe('Whatever is posted to the whole bot, with the pipeline behind it', () => {
  let server: TestRedis;
  let redis: Redis;
  let edge: Edge;
  let defects: () => readonly unknown[];
  before(async () => {
    server = await startRedis();
    redis = new Redis(server.socket);
    edge = await startEdge({ auth: 'off' });
    const services = { ...inProcess(redis, { heldFrom: 8_000 }), tenant: TENANT_ID };
    const everything = [ALICE_ID];
    const roles = { viewer: everything, requester: everything, approver: everything, admin: everything };
    const { receive, log } = pipelineOn(services, { roles });
    edge.answerWith(receive);
    defects = () => [...log.lines, ...edge.log.lines].filter(({ level }) => level === 'error');
  });
  after(async () => {
    redis.disconnect();
    await Promise.all([edge.stop(), server.stop()]);
  });

  it('is answered with a status that blames nobody here, and is no defect in the log', async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof({ weight: 9, arbitrary: mutatedActivity }, oddValue), async (given) => {
        const known = defects().length;
        const isObject = typeof given === 'object' && given !== null && !Array.isArray(given);
        const body = isObject ? { ...given, serviceUrl: edge.connector.url } : given;
        const { status, text } = await edge.sendRaw(JSON.stringify(body), {});
        assert.ok([200, 400, 413].includes(status), `${status}`);
        if (status === 400) assert.equal(text, '');
        assert.deepEqual(defects().slice(known), []);
      }),
      fuzzRuns(1_500),
    );
  });
});
