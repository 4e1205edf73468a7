import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ATTRIBUTE_NAMES } from '../../../services/mailbox/attribute.ts';
import { fatesOf } from '../../../services/mailbox/fate.ts';
import { lossesOf } from '../../../services/mailbox/loss.ts';
import { AT_FLIP, attributes, SINCE, snapshot } from '../../cards/samples.ts';

describe('What a rollback does to each value', () => {
  const now = snapshot({ attributes: SINCE });

  it('is told of every attribute, what is lost first', () => {
    const fates = fatesOf(AT_FLIP, now);
    assert.deepEqual(fates.map(({ name }) => name).sort(), [...ATTRIBUTE_NAMES].sort());
    const order = [...new Set(fates.map(({ fate }) => fate))];
    assert.deepEqual(order, ['lost', 'written-back', 'kept']);
  });

  it('is the same as on the card of the request', () => {
    const differing = fatesOf(AT_FLIP, now).filter(({ fate }) => fate === 'lost' || fate === 'written-back');
    const losses = lossesOf(AT_FLIP, now) ?? [];
    const told = (all: readonly { name: string; fate: string }[]): string[] =>
      all.map(({ name, fate }) => `${name} ${fate}`).sort();
    assert.deepEqual(told(differing), told(losses));
  });

  it('edge 54: is unknown where either value is, and everywhere without a baseline', () => {
    const { MailTip: _unread, ...rest } = attributes();
    const [first] = fatesOf(AT_FLIP, snapshot({ attributes: rest }));
    assert.deepEqual([first?.name, first?.fate, first?.after], ['MailTip', 'unknown', undefined]);
    assert.ok(fatesOf(null, now).every(({ fate }) => fate === 'unknown'));
  });
});
