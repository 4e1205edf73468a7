import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Redis } from 'ioredis';
import { auditOfDraft } from '../../../services/request/audit-of.ts';
import { connectForStores, StoreError } from '../../../services/store/redis.ts';
import { openRequestStore } from '../../../services/store/request-store.ts';
import { openSeenStore } from '../../../services/store/seen-store.ts';
import { cutLine } from '../../support/cut-line.ts';
import { BEN, drafted, TENANT } from '../../support/lived-request.ts';
import { startRedis, type TestRedis } from '../../support/redis.ts';

// What a write does when its answer is lost on the way: nobody knows whether it happened, so it must not be sent again
// behind everybody's back. The second answer ("you were too late") would be taken for the first.

let server: TestRedis;
before(async () => {
  server = await startRedis();
});
after(() => server.stop());

const KINDS = [['of the stores', connectForStores]] as const;

for (const [kind, connect] of KINDS) {
  describe(`On a connection ${kind}, when the answer is lost`, () => {
    it('a commit is an error for its caller to look into, and is never sent twice', async () => {
      const line = await cutLine(server.socket);
      const redis = connect(`redis://127.0.0.1:${line.port}`);
      redis.on('error', () => undefined);
      await new Promise<void>((resolve) => redis.once('ready', () => resolve()));
      const direct = new Redis(server.socket);
      await direct.flushall();
      const record = drafted();
      const store = openRequestStore(redis, TENANT);
      const subject = { ...record.subject, objectId: BEN.objectId };
      const other = drafted({ id: '0000-01', subject });
      await store.commit({ record: other, expectedVersion: 0, audit: auditOfDraft(other), outbox: [] });
      line.loseAnswerTo(record.id);
      const outcome = await store
        .commit({ record, expectedVersion: 0, audit: auditOfDraft(record), outbox: [] })
        .catch((error: unknown) => error);
      redis.disconnect();
      direct.disconnect();
      await line.close();
      assert.ok(outcome instanceof StoreError, `it answered ${JSON.stringify(outcome)}`);
    });

    it('a delivery is not taken for its own repeat', async () => {
      const line = await cutLine(server.socket);
      const redis = connect(`redis://127.0.0.1:${line.port}`);
      redis.on('error', () => undefined);
      await new Promise<void>((resolve) => redis.once('ready', () => resolve()));
      line.loseAnswerTo(`delivery-${kind}`);
      const outcome = await openSeenStore(redis, TENANT)
        .first(`delivery-${kind}`)
        .catch((error: unknown) => error);
      redis.disconnect();
      await line.close();
      assert.ok(outcome instanceof StoreError, `it answered ${JSON.stringify(outcome)}`);
    });
  });
}
