import assert from 'node:assert/strict';
import { after, beforeEach, describe, it } from 'node:test';
import type { Edit } from '../../../services/mailbox/edit.ts';
import {
  ADA,
  exchangeBody,
  exchangeFault,
  exchangeOnScript,
  type ScriptedExchange,
  TENANT,
} from '../../support/exchange-on-script.ts';
import { failsWith } from '../../support/fails-with.ts';
import { drop, reply } from '../../support/scripted-server.ts';

const ANCHOR = `APP:SystemMailbox{bb558c35-97f1-4cb9-8ff7-d53741dc928c}@${TENANT}`;
const BINDING = 'Microsoft.Exchange.AdminApi.CommandInvocation.AmbiguousParameterSetException';
const DONE = reply(200, exchangeBody([]));

let stage: ScriptedExchange;
beforeEach(async () => {
  await stage?.close();
  stage = await exchangeOnScript();
});
after(() => stage.close());

/** The cmdlets that arrived, with what they were told. */
function sent(): readonly (readonly [string, unknown])[] {
  return stage.server.seen.map(({ body }) => {
    const { CmdletName, Parameters } = JSON.parse(body).CmdletInput;
    return [CmdletName, Parameters];
  });
}

const list = (name: Edit['name'], add: readonly string[], remove: readonly string[]): Edit => ({
  kind: 'list',
  name,
  add,
  remove,
});

describe('An edit on the wire', () => {
  it('is one Set-Mailbox: lists as tagged hashtables, null for a single value, a bare hashtable for a list', async () => {
    stage.server.play(DONE);
    await stage.exchange.edit(ADA.toUpperCase(), [
      { kind: 'set', name: 'MailTip', value: null },
      { kind: 'set', name: 'CustomAttribute1', value: '' },
      { kind: 'set', name: 'HiddenFromAddressListsEnabled', value: true },
      { kind: 'set', name: 'ExtensionCustomAttribute2', value: null },
      list('EmailAddresses', ['smtp:new@contoso.com'], ['smtp:old@contoso.com']),
      list('ExtensionCustomAttribute1', ['a'], []),
    ]);
    assert.deepEqual(sent(), [
      [
        'Set-Mailbox',
        {
          Identity: ADA,
          MailTip: null,
          CustomAttribute1: null,
          HiddenFromAddressListsEnabled: true,
          ExtensionCustomAttribute2: { '@odata.type': '#Exchange.GenericHashTable' },
          EmailAddresses: {
            '@odata.type': '#Exchange.GenericHashTable',
            Add: ['smtp:new@contoso.com'],
            Remove: ['smtp:old@contoso.com'],
          },
          ExtensionCustomAttribute1: { '@odata.type': '#Exchange.GenericHashTable', Add: ['a'] },
        },
      ],
    ]);
    assert.equal(stage.server.seen[0]?.headers['x-anchormailbox'], ANCHOR);
  });

  it('never names a list that it does not change: a hashtable without entries would clear it', async () => {
    stage.server.play(DONE);
    await stage.exchange.edit(ADA, [list('EmailAddresses', [], []), { kind: 'set', name: 'Alias', value: 'ada2' }]);
    assert.deepEqual(sent()[0]?.[1], { Identity: ADA, Alias: 'ada2' });
  });

  it('takes values as they are: quotes, dollars and braces are data', async () => {
    const value = `'; Remove-Mailbox "*" $(x) {"@odata.type":"y"} \`n`;
    stage.server.play(DONE);
    await stage.exchange.edit(ADA, [{ kind: 'set', name: 'CustomAttribute1', value }]);
    assert.deepEqual(sent()[0]?.[1], { Identity: ADA, CustomAttribute1: value });
  });

  it('is not sent for edits that cannot be meant', async () => {
    stage.server.play(DONE);
    for (const edits of [[], [list('EmailAddresses', ['SMTP:x@contoso.com'], [])], [list('Alias', ['x'], [])]])
      await failsWith(stage.exchange.edit(ADA, edits), 'rejected');
    assert.equal(stage.server.seen.length, 0);
  });

  for (const [name, scene] of [
    ['a cut connection', drop],
    ['status 503', reply(503, 'busy')],
    ['an answer that cannot be read', reply(200, 'yes')],
  ] as const) {
    it(`is never repeated after ${name}, when its outcome is unknown`, async () => {
      stage.server.play(scene);
      await failsWith(stage.exchange.edit(ADA, [{ kind: 'set', name: 'Alias', value: 'x' }]), 'outcome-unknown');
      await failsWith(stage.exchange.setCloudManagedByDefault(true), 'outcome-unknown');
      assert.equal(stage.server.seen.length, 2);
    });
  }

  it('tells a parameter that no role of Steward exposes from a rejected value', async () => {
    stage.server.play(reply(400, exchangeFault(BINDING, 'Invalid cmdlet parameters specified. MailTip')));
    const error = await failsWith(
      stage.exchange.edit(ADA, [{ kind: 'set', name: 'MailTip', value: 'x' }]),
      'permission',
    );
    assert.equal(error.context.reason, 'hidden-parameter');
  });

  it('keeps values out of errors', async () => {
    const secret = 'smtp:secret\u0007@contoso.com';
    const error = await failsWith(stage.exchange.edit(ADA, [list('EmailAddresses', [secret], [])]), 'rejected');
    assert.ok(!`${error.message}${JSON.stringify(error.context)}`.includes('secret'));
  });
});
