import assert from 'node:assert/strict';
import { after, beforeEach, describe, it } from 'node:test';
import { gzipSync } from 'node:zlib';
import { connectExchange } from '../../../services/exchange/connect-exchange.ts';
import { MAILBOX_PROPERTIES } from '../../../services/exchange/mailbox-row.ts';
import {
  ADA,
  exchangeBody,
  exchangeFault,
  exchangeOnScript,
  exchangeRow,
  type ScriptedExchange,
  TENANT,
} from '../../support/exchange-on-script.ts';
import { failsWith } from '../../support/fails-with.ts';
import { reply } from '../../support/scripted-server.ts';

const NOT_FOUND = 'Microsoft.Exchange.Configuration.Tasks.ManagementObjectNotFoundException';
const ONE = exchangeBody([exchangeRow()]);
const DONE = exchangeBody([]);

let stage: ScriptedExchange;
beforeEach(async () => {
  await stage?.close();
  stage = await exchangeOnScript();
});
after(() => stage.close());

describe('The request on the wire', () => {
  it('posts the cmdlet to the tenant with the selected properties, one fixed anchor and identifiers to trace it by', async () => {
    stage.server.play(reply(200, ONE));
    await stage.exchange.read(ADA);
    await stage.exchange.read(ADA);
    const [first, second] = stage.server.seen;
    assert.ok(first && second);
    assert.equal(first.method, 'POST');
    assert.equal(first.path, `/adminapi/beta/${TENANT}/InvokeCommand?$select=${MAILBOX_PROPERTIES.join(',')}`);
    assert.deepEqual(JSON.parse(first.body), {
      CmdletInput: { CmdletName: 'Get-Mailbox', Parameters: { Identity: ADA } },
    });
    const { headers } = first;
    assert.equal(headers.authorization, 'Bearer token-1');
    assert.equal(headers['x-anchormailbox'], `APP:SystemMailbox{bb558c35-97f1-4cb9-8ff7-d53741dc928c}@${TENANT}`);
    assert.equal(headers['x-cmdletname'], 'Get-Mailbox');
    assert.equal(headers['x-responseformat'], 'json');
    assert.equal(headers['x-clientapplication'], 'Steward');
    assert.equal(headers['accept-language'], 'en-US');
    assert.equal(headers['accept-encoding'], 'identity');
    assert.equal(headers['x-clientmoduleversion'], undefined);
    assert.equal(headers['connection-id'], second.headers['connection-id']);
    assert.notEqual(headers['client-request-id'], second.headers['client-request-id']);
  });

  it('writes by object id, in one call, with a JSON boolean', async () => {
    stage.server.play(reply(200, DONE));
    await stage.exchange.setCloudManaged(ADA.toUpperCase(), true);
    assert.equal(stage.server.seen.length, 1);
    assert.equal(
      stage.server.seen[0]?.body,
      `{"CmdletInput":{"CmdletName":"Set-Mailbox","Parameters":{"Identity":"${ADA}","IsExchangeCloudManaged":true}}}`,
    );
  });

  it('is not sent at all for an identity of the wrong shape', async () => {
    await failsWith(stage.exchange.read('ada'), 'rejected');
    await failsWith(stage.exchange.setCloudManaged('*', true), 'rejected');
    assert.deepEqual(await stage.exchange.find('*'), []);
    assert.equal(stage.server.seen.length, 0);
  });

  it('is not possible to an address that would give the token away', () => {
    const rest = {
      tenantId: TENANT,
      credential: { getToken: async () => 't' },
      clock: stage.clock,
      log: stage.log.log,
    };
    for (const url of [
      'http://outlook.office365.com',
      'https://user:pw@outlook.office365.com',
      'ftp://127.0.0.1',
      'outlook.office365.com',
      'https://outlook.office365.com/?x=1',
      'http://127.0.0.1.attacker.example',
    ]) {
      assert.throws(() => connectExchange({ ...rest, url }), { code: 'service_url_invalid' });
    }
    assert.throws(() => connectExchange({ ...rest, url: stage.server.url, tenantId: 'contoso.com' }), {
      code: 'exchange_rejected',
    });
  });
});

describe('A success on the wire', () => {
  const successes: readonly [string, number, unknown][] = [
    ['an empty list', 200, DONE],
    ['a value that is null', 200, { value: null }],
    ['a value that is missing', 200, { '@adminapi.warnings': [] }],
    ['no body', 200, ''],
    ['status 204', 204, ''],
    [
      'the warning that nothing was modified',
      200,
      exchangeBody([], {
        '@adminapi.warnings': [`The command completed successfully but no settings of 'ada' have been modified.`],
      }),
    ],
    ['an empty list of errors', 200, exchangeBody([], { '@adminapi.errors': [] })],
  ];
  for (const [name, status, body] of successes) {
    it(`of a write is ${name}`, async () => {
      stage.server.play(reply(status, body));
      await stage.exchange.setCloudManaged(ADA, true);
    });
  }

  it('of a read is exactly one row, of the object that was asked for', async () => {
    stage.server.play(reply(200, ONE));
    assert.equal((await stage.exchange.read(ADA))?.userPrincipalName, 'ada@contoso.com');
    const other = exchangeRow({ ExternalDirectoryObjectId: '7c0ffee0-3c7f-4fb6-a369-564000000000' });
    for (const rows of [[], [exchangeRow(), exchangeRow()], [other]]) {
      stage.server.play(reply(200, exchangeBody(rows)));
      await failsWith(stage.exchange.read(ADA), 'protocol');
    }
    stage.server.play(reply(200, { value: null }));
    await failsWith(stage.exchange.read(ADA), 'protocol');
  });

  it('is none when the body reports errors, whatever the status says', async () => {
    const reported = exchangeBody([], { '@adminapi.errors': [`|${NOT_FOUND}|gone`] });
    stage.server.play(reply(200, reported));
    await failsWith(stage.exchange.setCloudManaged(ADA, true), 'not-found');
    stage.server.play(reply(200, exchangeBody([], { '@adminapi.errors': ['Something failed.'] })));
    await failsWith(stage.exchange.setCloudManaged(ADA, true), 'rejected');
    stage.server.play(reply(200, { ...DONE, ...exchangeFault(NOT_FOUND, 'gone') }));
    await failsWith(stage.exchange.setCloudManaged(ADA, true), 'not-found');
  });

  it('may be packed without saying so, and may say so without being packed', async () => {
    stage.server.play(reply(200, gzipSync(JSON.stringify(ONE))));
    assert.ok(await stage.exchange.read(ADA));
    stage.server.play(reply(200, JSON.stringify(ONE), { 'content-encoding': 'gzip' }));
    assert.ok(await stage.exchange.read(ADA));
    stage.server.play(reply(200, `\uFEFF${JSON.stringify(ONE)}`));
    assert.ok(await stage.exchange.read(ADA));
  });
});

describe('An answer that cannot be read', () => {
  const broken: readonly [string, unknown][] = [
    ['HTML under 200', '<html>gateway</html>'],
    ['half of a packed body', gzipSync(JSON.stringify(ONE)).subarray(0, 40)],
    ['JSON of another shape', '{"value":"rows"}'],
    ['a list', '[]'],
  ];
  for (const [name, body] of broken) {
    it(`is a protocol error for a read and an unknown outcome for a write: ${name}`, async () => {
      stage.server.play(reply(200, body));
      await failsWith(stage.exchange.read(ADA), 'protocol');
      await failsWith(stage.exchange.setCloudManaged(ADA, true), 'outcome-unknown');
      assert.equal(stage.server.seen.length, 2);
    });
  }

  it('is one of more than 32 MiB, packed or not', async () => {
    const huge = Buffer.alloc(33 * 1024 * 1024, 32);
    stage.server.play(reply(200, huge));
    assert.equal((await failsWith(stage.exchange.read(ADA), 'protocol')).context.reason, 'too-large');
    stage.server.play(reply(200, gzipSync(huge)));
    assert.equal((await failsWith(stage.exchange.read(ADA), 'protocol')).context.reason, 'too-large');
    await failsWith(stage.exchange.setCloudManaged(ADA, true), 'outcome-unknown');
  });
});
