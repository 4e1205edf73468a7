import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { verbsOf } from '../support/card-parts.ts';
import { type ManualTime, MINUTE, manualTime } from '../support/manual-time.ts';
import { showing, textOf } from '../support/person.ts';
import { storyInTrail } from '../support/proof.ts';
import { carriedOut, isOutcomeOf } from '../support/story.ts';
import { startWorld, type World } from '../support/world.ts';

const DAY = 24 * 60 * MINUTE;

describe('A change that was made is looked at again', () => {
  let world: World;
  /** The worker's alone: the channel's tokens would not outlive a day of the bot's. */
  let time: ManualTime;
  before(async () => {
    time = manualTime();
    world = await startWorld({ clocks: { bot: manualTime().bot, worker: time.worker } });
    await Promise.all([world.startBot(), world.startWorker()]);
  });
  after(() => world.close());

  it('after the next directory sync and after a day: the same card gains three ticks', async () => {
    const story = await carriedOut(world, { mailbox: 'alice@contoso.com' });
    await story.cardShows(/✓ \nRead back.*\n○ \nStill so after the next directory sync\n○ \nStill so after 24 hours/);
    time.advance(5 * MINUTE);
    await world.tenant.later(30);
    time.advance(2 * MINUTE);
    await story.cardShows(/✓ \nStill so after the next directory sync.*\n○ \nStill so after 24 hours/);
    time.advance(DAY);
    const card = await story.cardShows(/✓ Done and verified/);
    assert.match(textOf(card), /✓ \nStill so after 24 hours/);
    const told = await storyInTrail(world, story.id);
    assert.deepEqual(told.slice(-3), ['completed', 'seen', 'seen']);
  });

  it('edge 8: a flag that moved back turns the card red, and whoever is on call is alerted with what moved', async () => {
    const story = await carriedOut(world, { mailbox: 'sales@contoso.com' });
    await world.tenant.edit('cloud', 'sales@contoso.com', { IsExchangeCloudManaged: false });
    await world.tenant.later(30);
    time.advance(2 * MINUTE);
    const card = await story.cardShows(/✕ Done, and moved back since/);
    assert.match(textOf(card), /Moved back\n.*as it was read back → as it was found/i);
    assert.match(textOf(card), /Cloud-managed: \nyes → no/);
    assert.deepEqual(verbsOf(card.card), ['request']);
    const alert = await world.oncall.sees(showing(`Request ${story.id}`, 'review'), world.channel);
    assert.match(textOf(alert), /moved back since/);
    await world.desk.sees((message) => isOutcomeOf(story.id)(message) && textOf(message).includes('moved back since'));
    assert.match((await world.oncall.types('handover')).text, /Done, and moved back since \(1\)/);
  });

  it('is left alone once a newer request has changed the mailbox', async () => {
    const first = await carriedOut(world, { mailbox: 'reception@contoso.com' });
    const second = await carriedOut(world, { mailbox: 'reception@contoso.com', verb: 'rollback' });
    await world.tenant.later(30);
    time.advance(2 * MINUTE);
    await second.cardShows(/✓ \nStill so after the next directory sync/);
    const trail = await storyInTrail(world, first.id);
    assert.equal(trail.at(-1), 'lapsed');
  });
});
