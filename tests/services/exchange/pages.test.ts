import assert from 'node:assert/strict';
import { after, beforeEach, describe, it } from 'node:test';
import { TENANT_ID } from '../../../demo/people.ts';
import { connectExchange } from '../../../services/exchange/connect-exchange.ts';
import { createInvoke } from '../../../services/exchange/invoke.ts';
import { readAll } from '../../../services/exchange/pages.ts';
import { openSession } from '../../../services/exchange/session.ts';
import { capturedLog } from '../../support/captured-log.ts';
import { controlledTenant } from '../../support/controlled-tenant.ts';
import {
  DEADLINE_MS,
  exchangeBody,
  exchangeFault,
  exchangeOnScript,
  exchangeRow,
  type ScriptedExchange,
  TENANT,
} from '../../support/exchange-on-script.ts';
import { failsWith } from '../../support/fails-with.ts';
import { reply } from '../../support/scripted-server.ts';
import { testClock } from '../../support/test-clock.ts';

const MORE =
  'There are more results available than are currently displayed. To view them, increase the value for the ResultSize parameter.';
const AMBIGUOUS = 'Microsoft.Exchange.Configuration.Tasks.ManagementObjectAmbiguousException';
const EXPIRED = {
  error: {
    code: 'BadRequest',
    message: 'Invalid Operation',
    innererror: {
      message: '',
      internalexception: {
        message: 'Expired or Invalid pagination request. Default Expiry time is 00:30:00',
        type: 'System.Exception',
      },
    },
  },
};

const person = (number: number) =>
  exchangeRow({
    ExternalDirectoryObjectId: `7c0ffee0-3c7f-4fb6-a369-${String(number).padStart(12, '0')}`,
    Alias: `ada${number}`,
  });

let stage: ScriptedExchange;
beforeEach(async () => {
  await stage?.close();
  stage = await exchangeOnScript();
});
after(() => stage.close());

function next(token: string): string {
  return `${stage.server.url}/adminapi/beta/${TENANT}/InvokeCommand?%24skiptoken=${token}`;
}

function page(rows: readonly unknown[], token: string) {
  return reply(200, exchangeBody(rows, { '@odata.nextLink': next(token) }), { 'set-cookie': 'BackEnd=b; path=/' });
}

describe('The pages of a query', () => {
  it('are asked for with the same body, anchor and cookies, one after another', async () => {
    stage.server.play(page([person(1)], 'a'), page([person(2)], 'b'), reply(200, exchangeBody([person(3)])));
    assert.equal((await stage.exchange.search('ada', 10)).length, 3);
    const [first, second, third] = stage.server.seen;
    assert.deepEqual([second?.body, third?.body], [first?.body, first?.body]);
    assert.equal(second?.path, `/adminapi/beta/${TENANT}/InvokeCommand?%24skiptoken=a`);
    assert.equal(second?.headers['x-anchormailbox'], first?.headers['x-anchormailbox']);
    assert.equal(second?.headers.cookie, 'BackEnd=b');
    assert.equal(first?.headers.prefer, 'odata.maxpagesize=10');
  });

  it('end as soon as there are as many rows as were asked for', async () => {
    stage.server.play(page([person(1), person(2)], 'a'));
    assert.equal((await stage.exchange.search('ada', 2)).length, 2);
    assert.equal(stage.server.seen.length, 1);
  });

  it('are over when the next link is empty', async () => {
    stage.server.play(reply(200, exchangeBody([person(1)], { '@odata.nextLink': '' })));
    assert.equal((await stage.exchange.search('ada', 10)).length, 1);
  });

  for (const link of [
    'https://outlook.office365.com.attacker.example/adminapi/beta/x/InvokeCommand?a=1',
    'not a link',
    `https://attacker.example/adminapi/beta/${TENANT}/InvokeCommand?a=1`,
    `http://127.0.0.1:1/adminapi/beta/${TENANT}/InvokeCommand?a=1`,
    'http://127.0.0.1:1/adminapi',
  ]) {
    it(`are refused at ${link}, without a token being sent`, async () => {
      stage.server.play(reply(200, exchangeBody([person(1)], { '@odata.nextLink': link })));
      assert.equal((await failsWith(stage.exchange.search('ada', 10), 'protocol')).context.reason, 'foreign-page');
      assert.equal(stage.server.seen.length, 1);
    });
  }

  it('are refused in another tenant, or at another path', async () => {
    for (const path of [
      `/adminapi/beta/${'9'.repeat(8)}-2222-3333-4444-555555555555/InvokeCommand?a=1`,
      `/adminapi/beta/${TENANT}/Other?a=1`,
      `/evil/adminapi/beta/${TENANT}/InvokeCommandX`,
    ]) {
      stage.server.play(reply(200, exchangeBody([person(1)], { '@odata.nextLink': `${stage.server.url}${path}` })));
      assert.equal((await failsWith(stage.exchange.search('ada', 10), 'protocol')).context.reason, 'foreign-page');
    }
  });

  it('are recognised when they go in a circle', async () => {
    stage.server.play(page([person(1)], 'a'), page([person(2)], 'b'), page([person(3)], 'a'));
    assert.equal((await failsWith(stage.exchange.search('ada', 10), 'protocol')).context.reason, 'endless-pages');
    assert.equal(stage.server.seen.length, 3);
  });

  it('start again from the first when they expired, without rows twice', async () => {
    stage.server.play(
      page([person(1)], 'a'),
      reply(400, EXPIRED),
      page([person(1)], 'b'),
      reply(200, exchangeBody([person(2)])),
    );
    const found = await stage.exchange.search('ada', 10);
    assert.equal(new Set(found.map(({ objectId }) => objectId)).size, 2);
    assert.equal(found.length, 2);
  });

  it('start again at most twice', async () => {
    const again = [page([person(1)], 'a'), reply(400, EXPIRED)];
    stage.server.play(...again, ...again, ...again, ...again);
    assert.equal((await failsWith(stage.exchange.search('ada', 10), 'protocol')).context.reason, 'page-expired');
    assert.equal(stage.server.seen.length, 6);
  });

  it('are a truncated result when there should be more and no link says where', async () => {
    stage.server.play(reply(200, exchangeBody([person(1)], { '@adminapi.warnings': [MORE] })));
    assert.equal((await failsWith(stage.exchange.search('ada', 10), 'protocol')).context.reason, 'truncated');
  });

  it('are complete when there are more than were asked for', async () => {
    stage.server.play(reply(200, exchangeBody([person(1), person(2)], { '@adminapi.warnings': [MORE] })));
    assert.equal((await stage.exchange.search('ada', 2)).length, 2);
  });

  it('hold every mailbox of the tenant once, when they are small and many', async () => {
    const tenant = await controlledTenant({ size: 120 });
    const session = openSession({
      url: tenant.url,
      tenantId: TENANT_ID,
      credential: { getToken: async () => 'demo-full' },
      clock: testClock({ heldFrom: 50_000 }),
      log: capturedLog().log,
      readTimeoutMs: DEADLINE_MS,
    });
    const invoke = createInvoke(session, { reads: { start: 4, most: 4 }, writes: { start: 1, most: 1 } });
    const call = {
      cmdlet: 'Get-Mailbox',
      parameters: { ResultSize: 'Unlimited' },
      select: ['UserPrincipalName'],
      pageSize: 25,
    } as const;
    const rows = await readAll(session, invoke, { call, most: Number.POSITIVE_INFINITY });
    assert.equal(rows.length, 120);
    assert.equal(new Set(rows.map((row) => JSON.stringify(row))).size, 120);
    assert.equal(await tenant.calls('Get-Mailbox'), 5);
    await session.channel.close();
    await tenant.close();
  });
});

describe('The pages of a stream', () => {
  const sizes = async (pages: AsyncIterable<readonly unknown[]>, into: number[] = []): Promise<readonly number[]> => {
    for await (const rows of pages) into.push(rows.length);
    return into;
  };

  it('are handed out one by one, and the next one is asked for only when the reader comes back', async () => {
    stage.server.play(page([person(1), person(2)], 'a'), reply(200, exchangeBody([person(3)])));
    const pages = stage.exchange.mailboxes()[Symbol.asyncIterator]();
    assert.equal((await pages.next()).value?.length, 2);
    assert.equal(stage.server.seen.length, 1);
    assert.equal((await pages.next()).value?.length, 1);
    assert.equal((await pages.next()).done, true);
    assert.equal(stage.server.seen.length, 2);
    const [first, second] = stage.server.seen;
    assert.deepEqual(
      [second?.body, second?.headers['x-anchormailbox']],
      [first?.body, first?.headers['x-anchormailbox']],
    );
    assert.equal(first?.headers.prefer, 'odata.maxpagesize=1000');
    assert.deepEqual(JSON.parse(first.body).CmdletInput.Parameters, { ResultSize: 'Unlimited' });
  });

  it('stop being asked for when the reader leaves', async () => {
    stage.server.play(page([person(1)], 'a'), page([person(2)], 'b'));
    for await (const rows of stage.exchange.mailboxes()) {
      assert.equal(rows.length, 1);
      break;
    }
    assert.equal(stage.server.seen.length, 1);
  });

  it('end in an error when one expired after some were handed out: no row comes twice', async () => {
    stage.server.play(page([person(1)], 'a'), reply(400, EXPIRED), page([person(1)], 'b'));
    const seen: number[] = [];
    const error = await failsWith(sizes(stage.exchange.mailboxes(), seen), 'protocol');
    assert.equal(error.context.reason, 'page-expired');
    assert.deepEqual(seen, [1]);
    assert.equal(stage.server.seen.length, 2);
  });

  it('start again by themselves while nothing was handed out', async () => {
    stage.server.play(page([], 'a'), reply(400, EXPIRED), page([], 'b'), reply(200, exchangeBody([person(1)])));
    assert.deepEqual(await sizes(stage.exchange.mailboxes()), [1]);
    assert.equal(stage.server.seen.length, 4);
  });

  it('start again at most twice', async () => {
    const again = [page([], 'a'), reply(400, EXPIRED)];
    stage.server.play(...again, ...again, ...again, ...again);
    await failsWith(sizes(stage.exchange.mailboxes()), 'protocol');
    assert.equal(stage.server.seen.length, 6);
  });

  it('end in an error when the result was cut short, or goes in a circle, or leads elsewhere', async () => {
    stage.server.play(reply(200, exchangeBody([person(1)], { '@adminapi.warnings': [MORE] })));
    assert.equal((await failsWith(sizes(stage.exchange.mailboxes()), 'protocol')).context.reason, 'truncated');
    stage.server.play(page([person(1)], 'a'), page([person(2)], 'a'));
    assert.equal((await failsWith(sizes(stage.exchange.mailboxes()), 'protocol')).context.reason, 'endless-pages');
    stage.server.play(reply(200, exchangeBody([person(1)], { '@odata.nextLink': 'https://attacker.example/' })));
    assert.equal((await failsWith(sizes(stage.exchange.mailboxes()), 'protocol')).context.reason, 'foreign-page');
  });

  it('hold every mailbox and every recipient of a tenant of several pages once', async () => {
    const tenant = await controlledTenant({ size: 2100 });
    const exchange = connectExchange({
      url: tenant.url,
      tenantId: TENANT_ID,
      credential: { getToken: async () => 'demo-full' },
      clock: testClock({ heldFrom: 50_000 }),
      log: capturedLog().log,
      readTimeoutMs: DEADLINE_MS,
    });
    const ids = new Set<string>();
    const each: number[] = [];
    for await (const mailboxes of exchange.mailboxes()) {
      each.push(mailboxes.length);
      for (const { objectId } of mailboxes) ids.add(objectId);
    }
    assert.deepEqual(each, [1000, 1000, 100]);
    assert.equal(ids.size, 2100);
    const people = await sizes(exchange.recipients(['UserMailbox', 'MailUser']));
    assert.equal(people[0], 1000);
    assert.equal(await tenant.calls('Get-Recipient'), people.length);
    await exchange.close();
    await tenant.close();
  });
});

describe('An ambiguous name', () => {
  it('is answered with the candidates, found by a filter', async () => {
    stage.server.play(
      reply(400, exchangeFault(AMBIGUOUS, 'matches multiple entries')),
      reply(200, exchangeBody([person(1), person(2)].map((row) => ({ ...row, Alias: "o'hara" })))),
    );
    const found = await stage.exchange.find("o'hara");
    assert.equal(found.length, 2);
    assert.deepEqual(JSON.parse(stage.server.seen[1]?.body ?? '').CmdletInput.Parameters, {
      Filter: "Alias -eq 'o''hara'",
      ResultSize: 'Unlimited',
    });
  });

  it('is looked for as an address and as a sign-in name when it is one', async () => {
    stage.server.play(reply(400, exchangeFault(AMBIGUOUS, '')), reply(200, exchangeBody([exchangeRow()])));
    assert.equal((await stage.exchange.find('ada@contoso.com')).length, 1);
    const { Filter } = JSON.parse(stage.server.seen[1]?.body ?? '').CmdletInput.Parameters;
    assert.equal(Filter, "UserPrincipalName -eq 'ada@contoso.com' -or EmailAddresses -eq 'smtp:ada@contoso.com'");
  });

  it('does not bring back a mailbox that only its display name fits', async () => {
    stage.server.play(reply(200, exchangeBody([exchangeRow({ DisplayName: 'bob' })])));
    assert.deepEqual(await stage.exchange.find('bob'), []);
  });
});
