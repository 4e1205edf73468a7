import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { textOf } from '../support/person.ts';
import { storyInTrail } from '../support/proof.ts';
import { BOTH_WAYS, carriedOut, openStory } from '../support/story.ts';
import { startWholeWorld, type World } from '../support/world.ts';

const MAILBOXES = { typed: 'alice@contoso.com', clicked: 'sales@contoso.com' } as const;

describe('a rollback', () => {
  let world: World;
  before(async () => {
    world = await startWholeWorld();
  });
  after(() => world.close());

  for (const how of BOTH_WAYS) {
    it(`lists what would be lost with both values, and afterwards the on-premises values win, ${how}`, async () => {
      const mailbox = MAILBOXES[how];
      await world.tenant.edit('on-premises', mailbox, { MailTip: 'Old tip', CustomAttribute7: 'Berlin' });
      await world.tenant.sync();
      await carriedOut(world, { mailbox, how });
      await world.tenant.edit('cloud', mailbox, { MailTip: 'Only in the cloud', CustomAttribute7: 'Lisbon' });

      const story = await openStory(world, { mailbox, verb: 'rollback', how });
      const mine = textOf(await story.cardShows('Lost at the next sync'));
      assert.match(mine, /Only in the cloud.*→.*Old tip/);
      await story.confirmed(how);
      const theirs = textOf(await story.channelShows('Lost at the next sync'));
      assert.match(theirs, /Only in the cloud.*→.*Old tip/, 'the approver sees both values too');
      assert.match(theirs, /Written back[\s\S]*Lisbon[\s\S]*Berlin/);

      await story.approved(how);
      assert.match(textOf(await story.outcome()), /It is managed on-premises again/);
      assert.equal(await world.tenant.isCloudManaged(mailbox), false);
      await world.tenant.sync();
      const { cloud } = await world.tenant.mailbox(mailbox);
      assert.deepEqual([cloud.MailTip, cloud.CustomAttribute7], ['Old tip', 'Berlin']);
      assert.deepEqual(await storyInTrail(world, story.id), [
        'drafted',
        'confirmed',
        'approved',
        'started',
        'completed',
      ]);
    });
  }

  it('of a mailbox whose cloud values are as they were says that nothing would be lost', async () => {
    await carriedOut(world, { mailbox: 'reception@contoso.com' });
    const story = await openStory(world, { mailbox: 'reception@contoso.com', verb: 'rollback' });
    await story.cardShows('Nothing would be lost');
  });

  it('of a mailbox that went to the cloud without Steward says that the loss is unknown, never that it is nothing', async () => {
    const story = await openStory(world, { mailbox: 'bob@contoso.com', verb: 'rollback' });
    const mine = textOf(await story.cardShows('What would be lost is unknown'));
    assert.doesNotMatch(mine, /Nothing would be lost/);
    await story.confirmed();
    const theirs = textOf(await story.channelShows('What would be lost is unknown'));
    assert.doesNotMatch(theirs, /Nothing would be lost/);
    await story.approved();
    await story.outcome();
    assert.equal(await world.tenant.isCloudManaged('bob@contoso.com'), false);
  });

  it('forgets the old baseline: a second journey is compared with its own beginning', async () => {
    const mailbox = 'room.berlin@contoso.com';
    await carriedOut(world, { mailbox });
    await world.tenant.edit('cloud', mailbox, { MailTip: 'first journey' });
    await carriedOut(world, { mailbox, verb: 'rollback' });
    await world.tenant.edit('on-premises', mailbox, { MailTip: 'between the journeys' });
    await world.tenant.sync();
    await carriedOut(world, { mailbox });
    const story = await openStory(world, { mailbox, verb: 'rollback' });
    await story.cardShows('Nothing would be lost');
  });
});
