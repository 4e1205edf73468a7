import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { ExchangeErrorClass } from '../../../services/exchange/exchange.ts';
import { judge } from '../../../services/exchange/verdict.ts';

const TASKS = 'Microsoft.Exchange.Configuration.Tasks';
const BINDING = 'Microsoft.Exchange.AdminApi.CommandInvocation';
const WRITE_SCOPE =
  "The operation on mailbox \"ada\" failed because it's out of the current user's write scope. The action 'Set-Mailbox', 'Alias,DisplayName', can't be performed on the object 'ada' because the object is being synchronized from your on-premises organization. This action should be performed on the object in your on-premises organization.";
const BUSY = 'Microsoft.Exchange.Data.Directory.ServerBusyException';

type Row = {
  of: string;
  type?: string;
  text?: string;
  status: number;
  read: ExchangeErrorClass;
  write: ExchangeErrorClass;
  repeatable?: 'both' | 'reads';
};

const rows: readonly Row[] = [
  {
    of: 'not found under 404',
    type: `${TASKS}.ManagementObjectNotFoundException`,
    status: 404,
    read: 'not-found',
    write: 'not-found',
  },
  {
    of: 'not found under 500, where the type decides',
    type: `${TASKS}.ManagementObjectNotFoundException`,
    status: 500,
    read: 'not-found',
    write: 'not-found',
  },
  {
    of: 'not found, although the text quotes a name like an error',
    type: `${TASKS}.ManagementObjectNotFoundException`,
    text: "object 'ServerBusyException' couldn't be found",
    status: 404,
    read: 'not-found',
    write: 'not-found',
  },
  {
    of: 'ambiguous',
    type: `${TASKS}.ManagementObjectAmbiguousException`,
    status: 400,
    read: 'ambiguous',
    write: 'ambiguous',
  },
  {
    of: 'a switch of the organisation hidden by the role',
    type: `${BINDING}.AmbiguousParameterSetException`,
    text: 'Invalid cmdlet parameters specified. ExchangeAttributesServerManagedByDefault',
    status: 400,
    read: 'permission',
    write: 'permission',
  },
  {
    of: 'an attribute hidden by the role',
    type: `${BINDING}.AmbiguousParameterSetException`,
    text: 'Invalid cmdlet parameters specified. CustomAttribute15',
    status: 400,
    read: 'permission',
    write: 'permission',
  },
  {
    of: 'a domain that is not accepted',
    type: 'Microsoft.Exchange.Management.RecipientTasks.NotAcceptedDomainException',
    status: 400,
    read: 'rejected',
    write: 'rejected',
  },
  {
    of: 'an address that somebody has, told by its text',
    text: 'The proxy address "SMTP:a@contoso.com" is already being used by the proxy addresses or LegacyExchangeDN of "b".',
    status: 500,
    read: 'rejected',
    write: 'rejected',
  },
  {
    of: 'our own parameter hidden by the role',
    type: `${BINDING}.AmbiguousParameterSetException`,
    text: 'Invalid cmdlet parameters specified. IsExchangeCloudManaged',
    status: 400,
    read: 'permission',
    write: 'permission',
  },
  {
    of: 'another parameter that does not bind',
    type: `${BINDING}.AmbiguousParameterSetException`,
    text: 'BogusParameter',
    status: 400,
    read: 'rejected',
    write: 'rejected',
  },
  {
    of: 'a value that does not fit',
    type: `${BINDING}.ParameterTransformationException`,
    status: 400,
    read: 'rejected',
    write: 'rejected',
  },
  {
    of: 'the write scope',
    type: `${TASKS}.TaskInvalidOperationException`,
    text: WRITE_SCOPE,
    status: 400,
    read: 'write-scope',
    write: 'write-scope',
  },
  { of: 'the write scope without a type', text: WRITE_SCOPE, status: 500, read: 'write-scope', write: 'write-scope' },
  {
    of: 'edge 59: the write scope in another language',
    type: `${TASKS}.TaskInvalidOperationException`,
    text: "Die Aktion 'Set-Mailbox' kann nicht ausgeführt werden.",
    status: 400,
    read: 'write-scope',
    write: 'write-scope',
  },
  {
    of: 'the flag on an object that is not synced',
    type: `${TASKS}.TaskInvalidOperationException`,
    text: 'The IsExchangeCloudManaged parameter can only be used on mailboxes that are synchronized from your on-premises organization.',
    status: 400,
    read: 'not-applicable',
    write: 'not-applicable',
  },
  {
    of: 'a failed dual write',
    type: 'Microsoft.Exchange.Configuration.DualWrite.LocStrings.UnableToWriteToAadException',
    status: 500,
    read: 'dual-write',
    write: 'dual-write',
  },
  {
    of: 'a failed dual write known by its text',
    text: 'An Azure Active Directory call was made to keep object in sync between Azure Active Directory and Exchange Online. However, it failed',
    status: 400,
    read: 'dual-write',
    write: 'dual-write',
  },
  {
    of: '429 with any body',
    text: 'slow down',
    status: 429,
    read: 'throttled',
    write: 'throttled',
    repeatable: 'both',
  },
  {
    of: 'the concurrency text under any status',
    text: 'You have reached the maximum number of concurrent requests per tenant. Please wait and try again...',
    status: 503,
    read: 'throttled',
    write: 'throttled',
    repeatable: 'both',
  },
  {
    of: 'a busy server under 400',
    type: BUSY,
    status: 400,
    read: 'unavailable',
    write: 'unavailable',
    repeatable: 'both',
  },
  {
    of: 'a busy server under 500',
    type: BUSY,
    status: 500,
    read: 'unavailable',
    write: 'outcome-unknown',
    repeatable: 'reads',
  },
  {
    of: 'a proxy that is not there',
    text: 'CmdletProxyNotAvailableFailure',
    status: 400,
    read: 'unavailable',
    write: 'unavailable',
    repeatable: 'both',
  },
  {
    of: 'a transient exception',
    type: 'Microsoft.Exchange.Data.Directory.ADTransientException',
    status: 400,
    read: 'unavailable',
    write: 'outcome-unknown',
    repeatable: 'reads',
  },
  {
    of: 'a broken back end',
    text: 'BackendCommunicationException',
    status: 400,
    read: 'unavailable',
    write: 'outcome-unknown',
    repeatable: 'reads',
  },
  {
    of: '503 with HTML',
    text: '<html>',
    status: 503,
    read: 'unavailable',
    write: 'outcome-unknown',
    repeatable: 'reads',
  },
  { of: '504', status: 504, read: 'unavailable', write: 'outcome-unknown', repeatable: 'reads' },
  { of: '500 without a known type', text: 'oops', status: 500, read: 'unavailable', write: 'outcome-unknown' },
  { of: '401', status: 401, read: 'authentication', write: 'authentication' },
  { of: '403 without a body', status: 403, read: 'permission', write: 'permission' },
  { of: '404 without an exception', status: 404, read: 'protocol', write: 'protocol' },
  {
    of: '400 with an unknown exception',
    type: 'X.SomethingNewException',
    text: 'New.',
    status: 400,
    read: 'rejected',
    write: 'rejected',
  },
  { of: '400 that says nothing', status: 400, read: 'rejected', write: 'outcome-unknown' },
  { of: 'a reported error inside a 200', text: 'Something failed.', status: 200, read: 'rejected', write: 'rejected' },
];

describe('What a refusal means', () => {
  for (const row of rows) {
    it(`reads ${row.of} as ${row.read}, and for a write as ${row.write}`, () => {
      const fault = { types: row.type === undefined ? [] : [row.type], text: row.text ?? '' };
      const read = judge(fault, { status: row.status, writes: false });
      const write = judge(fault, { status: row.status, writes: true });
      assert.deepEqual([read.errorClass, write.errorClass], [row.read, row.write]);
      assert.deepEqual([read.repeatable, write.repeatable], [row.repeatable !== undefined, row.repeatable === 'both']);
    });
  }

  it('knows the page that expired', () => {
    const verdict = judge(
      { types: ['System.Exception'], text: 'Expired or Invalid pagination request. Default Expiry time is 00:30:00' },
      { status: 400, writes: false },
    );
    assert.deepEqual([verdict.errorClass, verdict.reason], ['protocol', 'page-expired']);
  });

  it('never repeats a write whose outcome is unknown, whatever the answer says', () => {
    fc.assert(
      fc.property(fc.array(fc.string()), fc.string(), fc.integer({ min: 200, max: 599 }), (types, text, status) => {
        const verdict = judge({ types, text }, { status, writes: true });
        assert.ok(!(verdict.repeatable && verdict.errorClass === 'outcome-unknown'));
        if (status >= 500 && verdict.errorClass === 'unavailable')
          assert.fail('a server error on a write is not "unavailable"');
      }),
    );
  });
});
