import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cardSchema } from '../../cards/card-schema.ts';
import { choicesCard } from '../../cards/choices.ts';
import { objectCard, summaryOfObject } from '../../cards/object.ts';
import { offboardCard, summaryOfOffboard } from '../../cards/offboard.ts';
import { requestCard } from '../../cards/request.ts';
import { OBJECT_STANDINGS } from '../../services/object/object-standing.ts';
import { ALICE_USER, PARTNER, PLANT_NEWS } from '../support/whole-objects.ts';
import { buttonsOf, nodesOf, textOf } from './card-text.ts';
import { objectFullOf, objectReport, objectRequest, offboardFullOf, offboardReport } from './object-exhibits.ts';
import { parserProblems } from './official-parser.ts';
import { HOSTILE, OBJECT_ID, recordIn, summary } from './samples.ts';

test('the card says what the object is and who has the authority over it as a whole', () => {
  const lines = textOf(objectCard(objectReport())).split('\n');
  assert.deepEqual(lines.slice(0, 4), [
    'Plant News',
    'plant.news@contoso.com',
    'Distribution group, as a whole · object 6e000000',
    '● Synced from on-premises as a whole',
  ]);
});

test('every standing has a sign and words of its own', () => {
  const names = OBJECT_STANDINGS.map(
    (standing) => textOf(objectCard(objectReport(PLANT_NEWS, { standing }))).split('\n')[3],
  );
  assert.equal(new Set(names).size, OBJECT_STANDINGS.length);
  for (const name of names) assert.match(name ?? '', /^[●○?!] \S/);
});

test('edge 28: what was handed back says with which request, and that it waits for the next directory sync', () => {
  const handedBack = { request: '7Q4K-2M', at: '2026-11-22T14:20:00.000Z', isOverdue: false };
  const waiting = objectReport(PARTNER, { standing: 'waiting', handedBack });
  assert.match(textOf(objectCard(waiting)), /Handed back, waiting for the next directory sync/);
  assert.match(textOf(objectCard(waiting)), /Handed back with 7Q4K-2M, 22 Nov 2026, 14:20 UTC\. Until the sync/);
  assert.equal(summaryOfObject(waiting), 'Partner Contact: handed back, waiting for the next directory sync');
  const overdue = textOf(objectCard({ ...waiting, handedBack: { ...handedBack, isOverdue: true } }));
  assert.match(overdue, /has synced since and did not take it over/);
  assert.doesNotMatch(overdue, /waiting for the next/);
  const other = textOf(objectCard({ ...waiting, handedBack: null }));
  assert.match(other, /Somebody handed it back without Steward/);
});

test('every hazard is shown to its end, with what to do about it', () => {
  for (const object of [PLANT_NEWS, PARTNER, ALICE_USER]) {
    for (const direction of ['object-to-cloud', 'object-to-on-premises'] as const) {
      const report = objectReport(object, { direction });
      const text = textOf(objectCard(report));
      for (const { level, sentence, remedy } of report.findings) {
        assert.equal(text.includes(sentence), level !== 'pass', sentence);
        if (level !== 'pass') assert.ok(remedy !== null && text.includes(remedy), sentence);
      }
    }
  }
});

test('an approver sees every hazard of a whole object on the request too', () => {
  for (const object of [PLANT_NEWS, PARTNER, ALICE_USER]) {
    for (const action of ['object-to-cloud', 'object-to-on-premises'] as const) {
      const report = objectRequest(object, action);
      const text = textOf(requestCard({ report, audience: 'approver', notice: null }));
      for (const { sentence } of report.record.findings) assert.ok(text.includes(sentence), sentence);
      assert.doesNotMatch(text, /and \d+ more/);
    }
  }
});

test('what could not be read is unknown, never nothing', () => {
  const text = textOf(objectCard(objectReport(PLANT_NEWS, { members: null, lastSyncAt: null })));
  assert.match(text, /Members\nunknown/);
  assert.match(text, /last sync unknown/);
  assert.match(textOf(objectCard(objectReport())), /Members\n1,204/);
  assert.doesNotMatch(textOf(objectCard(objectReport(PARTNER))), /Members/);
});

test('buttons carry the id, and of a user that the whole is meant', () => {
  const next = ['rollback', 'history'] as const;
  const { objectId } = PLANT_NEWS;
  assert.deepEqual(buttonsOf(objectCard(objectReport(PLANT_NEWS, { next }))), [
    { title: 'Hand back on-premises', verb: 'rollback', data: { mailbox: objectId } },
    { title: 'History', verb: 'history', data: { mailbox: objectId } },
  ]);
  assert.deepEqual(buttonsOf(objectCard(objectReport(ALICE_USER, { next: ['request', 'history'] }))), [
    { title: 'Hand to the cloud', verb: 'request', data: { mailbox: OBJECT_ID, whole: true } },
    { title: 'History', verb: 'history', data: { mailbox: OBJECT_ID } },
  ]);
});

test('asking again repeats the wish for a whole object', () => {
  const again = (object: typeof PLANT_NEWS, action: 'object-to-cloud' | 'object-to-on-premises'): unknown => {
    const { kind, objectId, name, displayName } = object;
    const record = recordIn('expired', { action, subject: { kind, objectId, name, displayName, type: 'x' } });
    const report = { record, snapshot: null, losses: [], drift: null };
    return buttonsOf(requestCard({ report, audience: 'requester', notice: null }));
  };
  const title = 'Ask again';
  const { objectId } = PLANT_NEWS;
  assert.deepEqual(again(PLANT_NEWS, 'object-to-cloud'), [{ title, verb: 'request', data: { mailbox: objectId } }]);
  assert.deepEqual(again(ALICE_USER, 'object-to-on-premises'), [
    { title, verb: 'rollback', data: { mailbox: OBJECT_ID, whole: true } },
  ]);
});

test('a choice among whole objects keeps the wish, and does not call groups mailboxes', () => {
  const choices = [summary(), summary({ type: 'Distribution group' })];
  const input = { name: 'Plant News', nearest: false, verb: 'request', choices } as const;
  assert.match(textOf(choicesCard(input)), /2 objects fit “Plant News”/);
  assert.deepEqual(buttonsOf(choicesCard(input))[0]?.data, { mailbox: OBJECT_ID });
  const [whole] = buttonsOf(choicesCard({ ...input, whole: true }));
  assert.equal(whole?.title, 'Hand the whole to the cloud');
  assert.deepEqual(whole?.data, { mailbox: OBJECT_ID, whole: true });
});

test('edge 21: the checklist says what is done, what is open with the line that helps, and what is unknown', () => {
  const text = textOf(offboardCard(offboardReport()));
  assert.match(text, /✕ Not yet: 1 step is open/);
  assert.match(text, /✓ Done: \s*It is synced/);
  assert.match(text, /✕ Open: \s*It is still cloud-managed[^→]*→ \s*Hand its[^→]*→ type: \s*rollback alice\.meyer@/);
  assert.match(text, /\? Unknown: \s*Whether Active Directory has/);
});

test('the checklist is only good when nothing is open and nothing unknown', () => {
  const [done, open, unknown] = offboardReport().steps;
  assert.ok(done && open && unknown);
  const says = (...steps: OffboardSteps): string =>
    textOf(offboardCard(offboardReport({ steps }))).split('\n')[2] ?? '';
  assert.equal(says(done), '✓ It can move back on-premises');
  assert.equal(says(done, unknown), '? Nothing is open, but 1 step is for you to make sure of');
  assert.equal(says(done, unknown, open, open), '✕ Not yet: 2 steps are open');
  assert.equal(summaryOfOffboard(offboardReport()), 'Alice Meyer: not yet: 1 step is open');
});
type OffboardSteps = ReturnType<typeof offboardReport>['steps'];

test('the buttons of the checklist are about exactly this mailbox, or its whole user', () => {
  const next = ['rollback', 'rollback-whole', 'offboard'] as const;
  assert.deepEqual(buttonsOf(offboardCard(offboardReport({ next }))), [
    { title: 'Hand back on-premises', verb: 'rollback', data: { mailbox: OBJECT_ID } },
    { title: 'Hand back on-premises', verb: 'rollback', data: { mailbox: OBJECT_ID, whole: true } },
    { title: 'Look again', verb: 'offboard', data: { mailbox: OBJECT_ID } },
  ]);
});

for (const [index, text] of HOSTILE.entries()) {
  test(`hostile text ${index + 1} breaks neither card, makes none too large, and stays literal`, () => {
    for (const card of [objectCard(objectFullOf(text)), offboardCard(offboardFullOf(text))]) {
      const checked = cardSchema.safeParse(card);
      assert.ok(checked.success, checked.error?.message);
      assert.deepEqual(parserProblems(card), []);
      if (index > 2) continue;
      const misplaced = nodesOf(card).filter(({ type, text: said }) => type === 'TextBlock' && said === text);
      assert.deepEqual(misplaced, []);
    }
    for (const line of [summaryOfObject(objectFullOf(text)), summaryOfOffboard(offboardFullOf(text))])
      assert.ok(line.length <= 120 && line.isWellFormed(), line);
  });
}
