import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { buttonsOf, verbsOf } from '../support/card-parts.ts';
import { type ManualTime, MINUTE, manualTime } from '../support/manual-time.ts';
import { textOf } from '../support/person.ts';
import { storyInTrail } from '../support/proof.ts';
import { BOTH_WAYS, carriedOut, openStory, preparedId } from '../support/story.ts';
import { startWorld, type World } from '../support/world.ts';

const SHORT = { CONFIRM_TTL: 'PT2M', REQUEST_TTL: 'PT4M' };
const MAILBOXES = { typed: 'alice@contoso.com', clicked: 'sales@contoso.com' } as const;

describe('a request whose time is up, before any worker swept it', () => {
  let world: World;
  let time: ManualTime;
  before(async () => {
    time = manualTime();
    world = await startWorld({ environment: SHORT, clocks: time });
    await world.startBot();
  });
  after(() => world.close());

  for (const how of BOTH_WAYS) {
    it(`cannot be confirmed any more, ${how}: the answer says that it expired, and then it has`, async () => {
      const story = await openStory(world, { mailbox: MAILBOXES[how] });
      time.advance(2 * MINUTE);
      const heard = await story.confirmed(how);
      assert.match(heard.text, new RegExp(`${story.id} expired at .+ without being confirmed`));
      assert.match(heard.text, /Expired/);
      assert.deepEqual(verbsOf(heard.card), ['request'], 'the one way on is to ask again');
      assert.deepEqual(await storyInTrail(world, story.id), ['drafted', 'expired']);
    });

    it(`cannot be approved any more, ${how}: the answer says that it expired, and then it has`, async () => {
      const story = await openStory(world, { mailbox: MAILBOXES[how] });
      await story.confirmed();
      await story.channelShows('Waiting for approval');
      time.advance(4 * MINUTE);
      const heard = await story.approved(how);
      assert.match(heard.text, new RegExp(`${story.id} expired at .+ without a decision`));
      await story.channelShows('Expired', world.oncall);
      assert.match(textOf(await story.outcome()), /Nobody decided it before/);
      assert.deepEqual(await storyInTrail(world, story.id), ['drafted', 'confirmed', 'expired']);
    });
  }

  it('lives on to the last moment before that', async () => {
    const story = await openStory(world, { mailbox: 'reception@contoso.com' });
    time.advance(2 * MINUTE - 20_000);
    assert.match((await story.confirmed()).text, /Waiting for approval/);
    await story.cancelled('typed');
  });

  it('answers the buttons of its dead card with the truth, however often they are pressed', async () => {
    const story = await openStory(world, { mailbox: 'reception@contoso.com' });
    const live = await story.cardShows('to confirm it');
    const old = buttonsOf(live.card).find(({ verb }) => verb === 'confirm');
    time.advance(2 * MINUTE);
    await story.confirmed();
    const dead = await story.cardShows('Expired');
    for (const verb of ['confirm', 'cancel']) {
      const heard = await world.desk.presses(verb, dead, { forged: true, data: { ...old?.data } });
      assert.equal(heard.isError, false);
      assert.match(heard.text, new RegExp(`That card was out of date: ${story.id} is expired`));
    }
    assert.deepEqual(await storyInTrail(world, story.id), ['drafted', 'expired']);
  });

  it('no longer holds its mailbox: asking again works', async () => {
    const story = await openStory(world, { mailbox: 'reception@contoso.com' });
    time.advance(2 * MINUTE);
    await story.confirmed();
    const heard = await world.desk.presses('request', await story.cardShows('Ask again'));
    assert.notEqual(preparedId(heard), story.id);
  });
});

describe('a request that nobody touches', () => {
  let world: World;
  let time: ManualTime;
  before(async () => {
    time = manualTime();
    world = await startWorld({ environment: SHORT, clocks: time });
    await Promise.all([world.startBot(), world.startWorker()]);
  });
  after(() => world.close());

  it('expires by itself on every card, confirmed or not, and buttons go away', async () => {
    const draft = await openStory(world, { mailbox: 'alice@contoso.com' });
    const asked = await openStory(world, { mailbox: 'sales@contoso.com' });
    await asked.confirmed();
    await asked.channelShows('Waiting for approval');
    time.advance(5 * MINUTE);
    await draft.cardShows('Expired');
    const card = await asked.channelShows('Expired', world.oncall);
    assert.deepEqual(verbsOf(card.card), []);
    assert.match(textOf(await draft.outcome()), /Nobody confirmed it before/);
    assert.match(textOf(await asked.outcome()), /Nobody decided it before/);
    assert.deepEqual(await storyInTrail(world, asked.id), ['drafted', 'confirmed', 'expired']);
    await carriedOut(world, { mailbox: 'alice@contoso.com' });
  });
});
