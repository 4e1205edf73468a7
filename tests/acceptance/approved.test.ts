import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { verbsOf } from '../support/card-parts.ts';
import { textOf } from '../support/person.ts';
import { committed, proven, storyInTrail } from '../support/proof.ts';
import { BOTH_WAYS, openStory } from '../support/story.ts';
import { startWholeWorld, type World } from '../support/world.ts';

const MAILBOXES = { typed: 'alice@contoso.com', clicked: 'sales@contoso.com' } as const;

describe('a request that a second person approves', () => {
  let world: World;
  before(async () => {
    world = await startWholeWorld();
  });
  after(() => world.close());

  for (const how of BOTH_WAYS) {
    it(`hands the mailbox over, every step ${how}`, async () => {
      const mailbox = MAILBOXES[how];
      await world.tenant.forgetCalls();
      const story = await openStory(world, { mailbox, how });
      assert.equal(await world.tenant.isCloudManaged(mailbox), false);

      const confirmed = await story.confirmed(how);
      assert.match(confirmed.text, /Waiting for approval \(0 of 1\)/);
      const asked = await story.channelShows('Waiting for approval (0 of 1)');
      assert.match(textOf(asked), /Asked by\nDana Whitfield/);
      assert.equal(await world.tenant.writes(), 0, 'nothing is written before somebody else approved');

      const approved = await story.approved(how);
      assert.match(approved.text, /Approved by Priya Raman/);

      const outcome = await story.outcome();
      assert.match(textOf(outcome), /It is cloud-managed now, read back at/);
      assert.equal(await world.tenant.isCloudManaged(mailbox), true);
      assert.equal(await world.tenant.writes(), 1, 'exactly one Set-Mailbox');
      assert.deepEqual(await storyInTrail(world, story.id), [
        'drafted',
        'confirmed',
        'approved',
        'started',
        'completed',
      ]);
    });
  }

  it('redraws the card of everybody, also of a third person who only looked on, and takes its buttons away', async () => {
    const story = await openStory(world, { mailbox: 'reception@contoso.com' });
    await story.confirmed();
    const before = await story.decidable(world.oncall);
    await story.approved();
    await story.outcome();

    for (const person of [world.desk, world.approver, world.oncall]) {
      const card = await story.channelShows('✓ Done', person);
      assert.equal(card.id, before.id, 'the same message, edited');
      assert.deepEqual(verbsOf(card.card), []);
    }
    assert.deepEqual(verbsOf((await story.cardShows('✓ Done')).card), []);
  });

  it('leaves a receipt from before and one from after in the archive, which the trail names', async () => {
    const story = await openStory(world, { mailbox: 'campaigns@contoso.com' });
    await story.confirmed();
    await story.approved();
    await story.outcome();
    const { entries } = await proven(world);
    const record = await committed(world, story.id);
    const facts = entries
      .filter(({ request }) => request === story.id)
      .map((entry) => [entry.kind, entry.facts.receipt]);
    const named = Object.fromEntries(facts.filter(([, receipt]) => receipt !== undefined));
    assert.deepEqual({ before: named.started, after: named.completed }, record.receipts);
  });

  it('writes into the trail who did what: the requester, the approver and Steward itself', async () => {
    const story = await openStory(world, { mailbox: 'room.berlin@contoso.com' });
    await story.confirmed();
    await story.approved();
    await story.outcome();
    const { entries } = await proven(world);
    const actors = entries.filter(({ request }) => request === story.id).map(({ kind, actor }) => [kind, actor]);
    assert.deepEqual(actors, [
      ['drafted', world.desk.objectId],
      ['confirmed', world.desk.objectId],
      ['approved', world.approver.objectId],
      ['started', 'steward'],
      ['completed', 'steward'],
    ]);
  });
});
