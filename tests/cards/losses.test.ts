import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { lossesCard } from '../../cards/losses.ts';
import { ATTRIBUTES } from '../../services/mailbox/attribute.ts';
import { type AttributeFate, fatesOf } from '../../services/mailbox/fate.ts';
import { textOf } from './card-text.ts';
import { AT_FLIP, attributes, SINCE, snapshot } from './samples.ts';
import { lossesInput } from './value-exhibits.ts';

const FATES: readonly AttributeFate[] = [
  { name: 'CustomAttribute1', fate: 'unknown', before: undefined, after: 'Berlin' },
  { name: 'CustomAttribute2', fate: 'unknown', before: undefined, after: '' },
  { name: 'CustomAttribute3', fate: 'unknown', before: undefined, after: undefined },
  { name: 'Alias', fate: 'kept', before: 'alice', after: 'alice' },
  { name: 'RetentionUrl', fate: 'kept', before: null, after: null },
  { name: 'ModeratedBy', fate: 'kept', before: [], after: [] },
  { name: 'MailTip', fate: 'unknown', before: undefined, after: 'Away' },
  { name: 'CustomAttribute5', fate: 'written-back', before: 'a', after: 'b' },
  { name: 'CustomAttribute4', fate: 'written-back', before: 'a', after: null },
  { name: 'RetentionComment', fate: 'lost', before: 'Old', after: null },
];

const shown = (fates: readonly AttributeFate[], page = 1): string =>
  textOf(lossesCard(lossesInput(AT_FLIP, { fates, page })));

describe('What a rollback does to each value', () => {
  it('is told with what matters first, and what is set nowhere in one line at the end', () => {
    const text = `${shown(FATES)}\n${shown(FATES, 2)}`;
    const order = [
      'Retention comment (RetentionComment)',
      'MailTip (MailTip)',
      'Custom attribute 1 (CustomAttribute1)',
      'Custom attribute 3 (CustomAttribute3)',
      'Custom attribute 5 (CustomAttribute5)',
      'Custom attribute 4 (CustomAttribute4)',
      'Alias (Alias)',
      '1 value is not set in the cloud',
      '2 values are not set on either side',
    ];
    const places = order.map((heading) => text.indexOf(heading));
    assert.ok(
      places.every((place) => place > 0),
      text,
    );
    assert.deepEqual(
      places,
      places.toSorted((a, b) => a - b),
      text,
    );
    assert.match(text, /Custom attribute 2/);
    assert.match(text, /Moderated by/);
  });

  it('never says of a value that is unknown on-premises that it is set on neither side', () => {
    const unread = fatesOf(null, snapshot({ attributes: attributes({ MailTip: null }) }));
    const text = [1, 2, 3, 4, 5].map((page) => shown(unread, page)).join('\n');
    assert.match(text, /values are not set in the cloud\n\? Unknown on-premises/);
    assert.doesNotMatch(text, /on either side|✓/);
  });

  it('edge 54: without a baseline fits far fewer pages than there are values', () => {
    const fates = fatesOf(null, snapshot({ attributes: SINCE }));
    const pages = /Page 1 of (\d+)/.exec(shown(fates));
    assert.ok(Number(pages?.[1] ?? 1) <= 5, pages?.[0]);
    assert.equal(fates.length, Object.keys(ATTRIBUTES).length);
  });
});
