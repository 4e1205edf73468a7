import assert from 'node:assert/strict';
import { afterEach, before, beforeEach, describe, it } from 'node:test';
import { TENANT_ID } from '../../demo/people.ts';
import { connectExchange } from '../../services/exchange/connect-exchange.ts';
import { type Exchange, ExchangeError, type ExchangeErrorClass } from '../../services/exchange/exchange.ts';
import type { Mailbox } from '../../services/mailbox/mailbox.ts';
import { capturedLog } from '../support/captured-log.ts';
import { controlledTenant } from '../support/controlled-tenant.ts';
import { fakeExchange } from '../support/fake-exchange.ts';
import { testClock } from '../support/test-clock.ts';

const NOBODY = '00000000-0000-4000-8000-00000000dead';
const ADDRESSES = ['alice', 'bob', 'carol', 'sales', 'room.berlin', 'linked', 'wholeobject', 'alex.smith'].map(
  (name) => `${name}@contoso.com`,
);

/** One of the two implementations, and the same troubles for both. */
type Stage = {
  readonly exchange: Exchange;
  /** Makes every call fail in this way until the stage is closed. */
  readonly failing: (errorClass: 'throttled' | 'permission' | 'unavailable') => Promise<void>;
  /** The next write fails as if the connection was cut after it was applied. */
  readonly cutAfterWrite: () => Promise<void>;
  readonly staleReads: (count: number) => Promise<void>;
  readonly ignoreNextWrite: () => Promise<void>;
  /** Starts a call that never ends and aborts it once it is under way. */
  readonly hangAndAbort: (call: (signal: AbortSignal) => Promise<unknown>) => Promise<unknown>;
  readonly isCloudManaged: (objectId: string) => Promise<boolean | null | undefined>;
  readonly close: () => Promise<void>;
};

const ids = new Map<string, string>();
const seed: Mailbox[] = [];

function idOf(address: string): string {
  const id = ids.get(address);
  assert.ok(id, `${address} is in the tenant`);
  return id;
}

function connect(url: string, heldFrom = 50_000) {
  return connectExchange({
    url,
    tenantId: TENANT_ID,
    credential: { getToken: async () => 'demo-full' },
    clock: testClock({ heldFrom }),
    log: capturedLog().log,
    readTimeoutMs: 3_600_000,
    writeTimeoutMs: 3_600_000,
  });
}

async function openClient(): Promise<Stage> {
  const tenant = await controlledTenant();
  const exchange = connect(tenant.url);
  return {
    exchange,
    failing: async (errorClass) => {
      const kind = { throttled: 'throttle', permission: 'forbidden-nul', unavailable: 'unavailable-html' }[errorClass];
      await tenant.fault({ kind, times: 0 });
    },
    cutAfterWrite: () => tenant.fault({ kind: 'commit-then-drop', cmdlet: 'Set-Mailbox' }),
    staleReads: (reads) => tenant.fault({ kind: 'stale-read', reads }),
    ignoreNextWrite: () => tenant.fault({ kind: 'silent-no-write' }),
    hangAndAbort: async (call) => {
      await tenant.fault({ kind: 'hang' });
      await tenant.forgetCalls();
      const control = new AbortController();
      const outcome = call(control.signal);
      await tenant.arrived('-Mailbox');
      control.abort();
      return outcome;
    },
    isCloudManaged: (objectId) => tenant.isCloudManaged(objectId),
    close: async () => {
      await exchange.close();
      await tenant.close();
    },
  };
}

async function openFake(): Promise<Stage> {
  const exchange = fakeExchange(seed);
  return {
    exchange,
    failing: async (errorClass) => exchange.failNext(errorClass, { times: 100 }),
    cutAfterWrite: async () => exchange.failNext('outcome-unknown', { method: 'setCloudManaged', applied: true }),
    staleReads: async (count) => exchange.staleReads(count),
    ignoreNextWrite: async () => exchange.ignoreNextWrite(),
    hangAndAbort: (call) => {
      exchange.hang();
      const control = new AbortController();
      const outcome = call(control.signal);
      control.abort();
      return outcome;
    },
    isCloudManaged: async (objectId) => exchange.mailbox(objectId)?.isExchangeCloudManaged,
    close: async () => {},
  };
}

function fails(errorClass: ExchangeErrorClass) {
  return (error: unknown): boolean =>
    error instanceof ExchangeError && error.errorClass === errorClass && error.message !== '';
}

before(async () => {
  const tenant = await controlledTenant();
  const exchange = connect(tenant.url);
  for (const summary of [
    ...(await exchange.search('a', 1000)),
    ...(await Promise.all(ADDRESSES.map((address) => exchange.find(address)))).flat(),
  ]) {
    if (ids.has(summary.userPrincipalName)) continue;
    const mailbox = await exchange.read(summary.objectId);
    assert.ok(mailbox);
    ids.set(mailbox.userPrincipalName, mailbox.objectId);
    seed.push(mailbox);
  }
  await exchange.close();
  await tenant.close();
});

for (const [name, open] of [
  ['the client on the demo tenant', openClient],
  ['the in-process fake', openFake],
] as const) {
  describe(`Exchange: ${name}`, () => {
    let stage: Stage;
    let exchange: Exchange;
    beforeEach(async () => {
      stage = await open();
      exchange = stage.exchange;
    });
    afterEach(() => stage.close());

    it('reads a mailbox by its object id, with every attribute that Exchange told', async () => {
      const mailbox = await exchange.read(idOf('alice@contoso.com'));
      assert.equal(mailbox?.displayName, 'Alice Archer');
      assert.equal(mailbox.isDirSynced, true);
      assert.equal(mailbox.isExchangeCloudManaged, false);
      assert.equal(mailbox.whenChanged, '2026-11-10T08:56:22.000Z');
      assert.equal(mailbox.attributes.CustomAttribute1, 'CC-4711');
      assert.equal(mailbox.attributes.CustomAttribute2, null);
      assert.deepEqual(mailbox.attributes.ExtensionCustomAttribute1, ['alpha', 'beta']);
      assert.equal(mailbox.attributes.HiddenFromAddressListsEnabled, false);
    });

    it('reads the same in whatever case the object id is written', async () => {
      const id = idOf('alice@contoso.com');
      assert.deepEqual(await exchange.read(id.toUpperCase()), await exchange.read(id));
    });

    it('answers undefined for an object id that no mailbox has', async () => {
      assert.equal(await exchange.read(NOBODY), undefined);
    });

    it('refuses to read what is no object id', async () => {
      await assert.rejects(exchange.read('alice@contoso.com'), fails('rejected'));
    });

    for (const written of ['alice@contoso.com', ' ALICE@contoso.com ', 'smtp:a.archer@fabrikam.com', 'alice']) {
      it(`finds one mailbox by "${written}"`, async () => {
        const found = await exchange.find(written);
        assert.deepEqual(
          found.map((mailbox) => mailbox.objectId),
          [idOf('alice@contoso.com')],
        );
        assert.equal(found[0]?.type, 'UserMailbox');
      });
    }

    it('finds a mailbox by its object id', async () => {
      const found = await exchange.find(idOf('bob@contoso.com').toUpperCase());
      assert.deepEqual(
        found.map((mailbox) => mailbox.userPrincipalName),
        ['bob@contoso.com'],
      );
    });

    for (const written of [
      '',
      '   ',
      'nobody@contoso.com',
      'Alice Archer',
      'al*',
      '*',
      'alice@contoso.com; Remove-Mailbox bob',
      "alice' -or Alias -like '*",
      'ali\u0000ce',
      NOBODY,
    ]) {
      it(`finds nothing by ${JSON.stringify(written)}`, async () => {
        assert.deepEqual(await exchange.find(written), []);
      });
    }

    it('searches by the beginning of display name, alias or UPN, in any case', async () => {
      const found = await exchange.search('ALEX.s', 10);
      assert.deepEqual(found.map((mailbox) => mailbox.userPrincipalName).sort(), [
        'alex.smith@contoso.com',
        'alex.smith@fabrikam.com',
      ]);
      const named = await exchange.search('Alex Sm', 10);
      assert.equal(named.length, 2);
    });

    it('finds no more than the limit', async () => {
      assert.equal((await exchange.search('al', 2)).length, 2);
      assert.deepEqual(await exchange.search('al', 0), []);
    });

    for (const prefix of ['', '  ', '*', 'a*', "al' -or Alias -like '*", 'al\u2019', 'a\u0007', 'no such name']) {
      it(`finds nothing that begins with ${JSON.stringify(prefix)}`, async () => {
        assert.deepEqual(await exchange.search(prefix, 10), []);
      });
    }

    it('sets the flag and shows it when read back', async () => {
      const id = idOf('alice@contoso.com');
      await exchange.setCloudManaged(id, true);
      assert.equal((await exchange.read(id))?.isExchangeCloudManaged, true);
      await exchange.setCloudManaged(id, false);
      assert.equal((await exchange.read(id))?.isExchangeCloudManaged, false);
    });

    it('takes a flag that is already so for a success', async () => {
      await exchange.setCloudManaged(idOf('bob@contoso.com'), true);
      assert.equal(await stage.isCloudManaged(idOf('bob@contoso.com')), true);
    });

    for (const address of ['carol@contoso.com', 'linked@contoso.com', 'wholeobject@contoso.com']) {
      it(`cannot set the flag of ${address}`, async () => {
        await assert.rejects(exchange.setCloudManaged(idOf(address), true), fails('not-applicable'));
      });
    }

    it('says not-found for a write to a mailbox that does not exist', async () => {
      await assert.rejects(exchange.setCloudManaged(NOBODY, true), fails('not-found'));
      await assert.rejects(exchange.setCloudManaged('alice', true), fails('rejected'));
    });

    for (const errorClass of ['throttled', 'permission', 'unavailable'] as const) {
      it(`says ${errorClass} when Exchange stays so`, async () => {
        await stage.failing(errorClass);
        await assert.rejects(exchange.read(idOf('alice@contoso.com')), fails(errorClass));
        await assert.rejects(exchange.find('alice@contoso.com'), fails(errorClass));
        await assert.rejects(exchange.search('al', 3), fails(errorClass));
      });
    }

    it('says outcome-unknown when the connection is cut after the write, which was applied', async () => {
      const id = idOf('alice@contoso.com');
      await stage.cutAfterWrite();
      await assert.rejects(exchange.setCloudManaged(id, true), fails('outcome-unknown'));
      assert.equal((await exchange.read(id))?.isExchangeCloudManaged, true);
    });

    it('shows the old value for a while when reads are stale, and then the new one', async () => {
      const id = idOf('alice@contoso.com');
      await stage.staleReads(2);
      await exchange.setCloudManaged(id, true);
      const shown = [await exchange.read(id), await exchange.read(id), await exchange.read(id)];
      assert.deepEqual(
        shown.map((mailbox) => mailbox?.isExchangeCloudManaged),
        [false, false, true],
      );
    });

    it('returns from a write that changed nothing, so that only reading back tells', async () => {
      const id = idOf('alice@contoso.com');
      await stage.ignoreNextWrite();
      await exchange.setCloudManaged(id, true);
      assert.equal((await exchange.read(id))?.isExchangeCloudManaged, false);
    });

    it('ends a read that hangs when its signal aborts, as unavailable', async () => {
      await assert.rejects(
        stage.hangAndAbort((signal) => exchange.read(idOf('alice@contoso.com'), signal)),
        fails('unavailable'),
      );
    });

    it('ends a write that hangs when its signal aborts, with its outcome unknown', async () => {
      const hanging = stage.hangAndAbort((signal) => exchange.setCloudManaged(idOf('alice@contoso.com'), true, signal));
      await assert.rejects(hanging, fails('outcome-unknown'));
    });

    it('sends nothing when the signal has aborted before', async () => {
      const aborted = AbortSignal.abort();
      await assert.rejects(exchange.setCloudManaged(idOf('alice@contoso.com'), true, aborted), fails('unavailable'));
      assert.equal(await stage.isCloudManaged(idOf('alice@contoso.com')), false);
    });
  });
}
