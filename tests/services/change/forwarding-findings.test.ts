import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { forwardingFindings } from '../../../services/change/forwarding-findings.ts';
import type { Attributes } from '../../../services/mailbox/attribute.ts';
import type { Edit } from '../../../services/mailbox/edit.ts';
import { attributes, mailbox } from '../../cards/samples.ts';
import { fakeExchange } from '../../support/fake-exchange.ts';

const forward = (target: string | null, keep?: boolean): readonly Edit[] => [
  { kind: 'set', name: 'ForwardingSmtpAddress', value: target },
  { kind: 'set', name: 'ForwardingAddress', value: null },
  ...(keep === undefined ? [] : [{ kind: 'set', name: 'DeliverToMailboxAndForward', value: keep } as const]),
];

const NONE: Attributes = { ForwardingSmtpAddress: null, ForwardingAddress: null, DeliverToMailboxAndForward: false };

async function found(edits: readonly Edit[], before: Attributes = attributes(NONE)) {
  const exchange = fakeExchange([]);
  const findings = await forwardingFindings({ exchange }, { mailbox: mailbox({ attributes: before }), edits });
  return { findings, codes: findings.map(({ code, level, override }) => [code, level, override]), exchange };
}

const OUTSIDE = ['forward_outside', 'warn', 'approver'];
const NO_COPY = ['forward_without_copy', 'warn', 'approver'];

describe('Forwarding', () => {
  it('to the outside warns whoever approves, and says what to weigh', async () => {
    const { findings, codes } = await found(forward('someone@example.net', true));
    assert.deepEqual(codes, [OUTSIDE]);
    assert.equal(findings[0]?.sentence, 'someone@example.net is outside your organisation: mail leaves it.');
    assert.equal(findings[0]?.remedy, 'Approve only with a reason; outbound spam policy may block it.');
  });

  it('to a domain of a partner whose name contains ours is outside', async () => {
    assert.deepEqual((await found(forward('a@contoso.com.example.net', true))).codes, [OUTSIDE]);
  });

  it('to an accepted domain, in whatever capitals, warns of nothing', async () => {
    assert.deepEqual((await found(forward('sales@Contoso.COM', true))).codes, []);
  });

  it('without a copy warns as well', async () => {
    assert.deepEqual((await found(forward('sales@contoso.com', false))).codes, [NO_COPY]);
    assert.deepEqual((await found(forward('someone@example.net', false))).codes, [OUTSIDE, NO_COPY]);
  });

  it('whose copy could not be read is unknown, not good', async () => {
    const { codes } = await found(forward('sales@contoso.com'), {});
    assert.deepEqual(codes, [['forward_copy_unknown', 'unknown', 'approver']]);
  });

  it('that is there already is judged by what becomes of it', async () => {
    const before = attributes({ ...NONE, ForwardingSmtpAddress: 'smtp:someone@example.net' });
    const keepOff: Edit = { kind: 'set', name: 'DeliverToMailboxAndForward', value: false };
    assert.deepEqual((await found([keepOff], before)).codes, [OUTSIDE, NO_COPY]);
    assert.deepEqual((await found(forward(null), before)).codes, []);
  });

  it('is not looked at where an edit is about something else', async () => {
    const { codes, exchange } = await found([{ kind: 'set', name: 'MailTip', value: 'Away' }]);
    assert.deepEqual([codes, exchange.calls], [[], []]);
  });
});
