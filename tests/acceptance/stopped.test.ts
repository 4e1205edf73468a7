import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { verbsOf } from '../support/card-parts.ts';
import { textOf } from '../support/person.ts';
import { storyInTrail } from '../support/proof.ts';
import { BOTH_WAYS, carriedOut, openStory } from '../support/story.ts';
import { startWholeWorld, startWorld, type World } from '../support/world.ts';

const MAILBOXES = { typed: 'alice@contoso.com', clicked: 'sales@contoso.com' } as const;

describe('a request that is stopped by people', () => {
  let world: World;
  before(async () => {
    world = await startWholeWorld();
  });
  after(() => world.close());

  for (const how of BOTH_WAYS) {
    it(`is denied with a reason that the requester reads, ${how}`, async () => {
      const story = await openStory(world, { mailbox: MAILBOXES[how], how });
      await story.confirmed(how);
      await story.channelShows('Waiting for approval');
      const heard = await story.denied(how, 'migration freeze until Monday');
      assert.match(heard.text, /Denied by Priya Raman/);

      const outcome = textOf(await story.outcome());
      assert.match(outcome, /Denied by Priya Raman/);
      assert.match(outcome, /migration freeze until Monday/);
      assert.match(textOf(await story.channelShows('Denied by Priya Raman', world.oncall)), /migration freeze/);
      assert.deepEqual(verbsOf((await story.cardShows('Denied by')).card), ['request'], 'only "Ask again" is left');
      assert.deepEqual(await storyInTrail(world, story.id), ['drafted', 'confirmed', 'denied']);
    });

    it(`is cancelled by its requester before anybody else has seen it, ${how}`, async () => {
      const story = await openStory(world, { mailbox: MAILBOXES[how], how });
      const heard = await story.cancelled(how);
      assert.match(heard.text, /Cancelled by Dana Whitfield/);
      await story.cardShows('Cancelled by Dana Whitfield');
      assert.deepEqual(await storyInTrail(world, story.id), ['drafted', 'cancelled']);
      const inChannel = await world.approver.messages(world.channel);
      assert.ok(!inChannel.some((message) => textOf(message).includes(story.id)), 'the channel never heard of it');
    });

    it(`is cancelled by its requester while it waits for approval, ${how}`, async () => {
      const story = await openStory(world, { mailbox: MAILBOXES[how], how });
      await story.confirmed(how);
      await story.channelShows('Waiting for approval');
      await story.cardShows('Waiting for approval');
      await story.cancelled(how);
      const card = await story.channelShows('Cancelled by Dana Whitfield', world.oncall);
      assert.deepEqual(verbsOf(card.card), []);
      assert.match((await story.approved('typed')).text, /is cancelled by Dana Whitfield, so it cannot be approved/);
      assert.deepEqual(await storyInTrail(world, story.id), ['drafted', 'confirmed', 'cancelled']);
    });
  }

  it('has changed nothing in the end', async () => {
    assert.equal(await world.tenant.writes(), 0);
  });
});

describe('an approved request that has not run yet', () => {
  let world: World;
  before(async () => {
    world = await startWorld();
    await world.startBot();
  });
  after(() => world.close());

  for (const how of BOTH_WAYS) {
    it(`can still be cancelled, ${how}, and the worker then leaves the mailbox alone`, async () => {
      const story = await openStory(world, { mailbox: MAILBOXES[how], how });
      await story.confirmed(how);
      await story.approved(how);
      await story.cardShows('Approved by Priya Raman');
      assert.match((await story.cancelled(how)).text, /Cancelled by Dana Whitfield/);
      assert.deepEqual(await storyInTrail(world, story.id), ['drafted', 'confirmed', 'approved', 'cancelled']);
    });
  }

  it('is passed over by the worker, which goes on with the next one', async () => {
    await world.startWorker();
    await carriedOut(world, { mailbox: 'reception@contoso.com' });
    assert.equal(await world.tenant.writes(), 1);
    for (const mailbox of Object.values(MAILBOXES)) assert.equal(await world.tenant.isCloudManaged(mailbox), false);
  });
});
