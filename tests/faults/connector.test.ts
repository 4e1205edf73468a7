import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import { buttonsOf, verbsOf } from '../support/card-parts.ts';
import type { ConnectorFault, SeenCall } from '../support/chat-client.ts';
import { type ManualTime, manualTime } from '../support/manual-time.ts';
import { storyInTrail } from '../support/proof.ts';
import { openStory, type Story } from '../support/story.ts';
import { startWorld, type World } from '../support/world.ts';

type Row = readonly [what: string, fault: ConnectorFault, posts: number];

/** Trouble with the approval card, and how often it is posted in all: a repeat only where nobody knows the outcome. */
const ON_POST: readonly Row[] = [
  ['429 with a time to wait', { kind: '429-retry-after', retryAfterSeconds: 1 }, 2],
  ['429 without one', { kind: '429' }, 2],
  ['412', { kind: '412' }, 2],
  ['502, which may have posted it', { kind: '502' }, 2],
  ['502 and has posted it', { kind: '502-after-apply' }, 2],
  ['a cut line and has posted it', { kind: 'reset-after-apply' }, 2],
];
const ON_PUT = ['412', '429', '429-retry-after', '500', '502', '503', '504', 'reset', '502-after-apply'];
const HOPELESS = ['403', '413'];

describe('Teams in trouble', () => {
  let world: World;
  let time: ManualTime;
  before(async () => {
    time = manualTime();
    world = await startWorld({ clocks: { bot: time.bot, worker: time.worker } });
    await Promise.all([world.startBot(), world.startWorker()]);
  });
  afterEach(async () => {
    await world.chat.clearFaults();
    await world.tenant.edit('cloud', 'alice@contoso.com', { IsExchangeCloudManaged: false });
    await world.tenant.forgetCalls();
  });
  after(() => world.close());

  async function postsInChannel(story: Story): Promise<readonly SeenCall[]> {
    return (await world.chat.calls()).filter(
      ({ method, conversation, body }) =>
        method === 'POST' && conversation === world.channel && JSON.stringify(body).includes(story.id),
    );
  }

  async function endedWell(story: Story): Promise<void> {
    await story.outcome();
    await story.cardShows('✓ Done');
    assert.equal(await world.tenant.writes(), 1);
    const trail = await storyInTrail(world, story.id);
    assert.deepEqual(trail, ['drafted', 'confirmed', 'approved', 'started', 'completed']);
  }

  for (const [what, fault, posts] of ON_POST) {
    it(`that answers ${what} to the approval card delays it, and it is posted ${posts} times in all`, async () => {
      const story = await openStory(world, { mailbox: 'alice@contoso.com' });
      await world.chat.fault({ method: 'POST', conversation: world.channel, times: 1, ...fault });
      await story.confirmed();
      await world.approver.sees(
        (message) => buttonsOf(message.card).some(({ verb, data }) => verb === 'approve' && data.request === story.id),
        world.channel,
      );
      await story.approved('typed');
      await endedWell(story);
      await story.channelShows('✓ Done');
      assert.equal((await postsInChannel(story)).length, posts);
    });
  }

  for (const kind of ON_PUT) {
    it(`that answers ${kind} to an edit of the approval card still shows the end on it, and posts no second one`, async () => {
      const story = await openStory(world, { mailbox: 'alice@contoso.com' });
      await story.confirmed();
      await story.channelShows('Waiting for approval');
      await world.chat.fault({ method: 'PUT', conversation: world.channel, times: 1, kind });
      await story.approved('typed');
      await endedWell(story);
      const card = await story.channelShows('✓ Done', world.oncall);
      assert.deepEqual(verbsOf(card.card), []);
      assert.equal((await postsInChannel(story)).length, 1);
    });
  }

  it('that does not answer an edit at all is given up on in time and asked again', async () => {
    const story = await openStory(world, { mailbox: 'alice@contoso.com' });
    await story.confirmed();
    await story.channelShows('Waiting for approval');
    await world.chat.fault({ method: 'PUT', conversation: world.channel, times: 1, kind: 'hang' });
    await story.approved('typed');
    const isHanging = (call: SeenCall): boolean =>
      call.method === 'PUT' && call.status === 0 && JSON.stringify(call.body).includes(story.id);
    while (!(await world.chat.calls()).some(isHanging));
    time.expire();
    await endedWell(story);
    await story.channelShows('✓ Done');
  });

  for (const kind of HOPELESS) {
    it(`that refuses the approval card for good (${kind}) is not asked again; the requester is told how to go on`, async () => {
      const story = await openStory(world, { mailbox: 'alice@contoso.com' });
      await world.chat.fault({ method: 'POST', conversation: world.channel, kind });
      await story.confirmed();
      await world.desk.sees(`Teams refused the approval card for ${story.id}`);
      await story.approved('typed');
      await endedWell(story);
      assert.equal((await postsInChannel(story)).length, 1);
    });
  }

  it('whose approval card somebody deleted gets a new one that is current', async () => {
    const story = await openStory(world, { mailbox: 'alice@contoso.com' });
    await story.confirmed();
    await story.channelShows('Waiting for approval');
    await world.chat.fault({ method: 'PUT', conversation: world.channel, times: 1, kind: '404' });
    await story.approved('typed');
    await endedWell(story);
    await story.channelShows('✓ Done');
  });
});
