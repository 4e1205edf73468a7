import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import { verbsOf } from '../support/card-parts.ts';
import { showing } from '../support/person.ts';
import { proven, requestsEver, storyInTrail } from '../support/proof.ts';
import { carriedOut, openStory, preparedId, storyOf } from '../support/story.ts';
import { startWholeWorld, startWorld, type World } from '../support/world.ts';

describe('a request typed in a channel', () => {
  let world: World;
  before(async () => {
    world = await startWholeWorld();
  });
  afterEach(() => world.chat.clearFaults());
  after(() => world.close());

  it('is refused where Teams does not allow a personal chat, and nothing is drafted', async () => {
    await world.chat.control('faults', { kind: '403', method: 'POST', times: 1 });
    const heard = await world.desk.types('request alice@contoso.com', world.channel);
    assert.equal(
      heard.text,
      'I could not open a personal chat with you: open a chat with Steward, then type the line there.',
    );
    assert.equal(await requestsEver(world), 0);
  });

  it('gets its confirmation in the personal chat, and nothing with buttons appears in the channel', async () => {
    const heard = await world.desk.types('request alice@contoso.com', world.channel);
    assert.match(heard.text, /sent it to our personal chat: look at it there and confirm it/);
    const story = storyOf(world, world.desk, preparedId(heard));
    await story.cardShows('to confirm it');
    for (const message of await world.approver.messages(world.channel)) assert.deepEqual(verbsOf(message.card), []);

    await story.confirmed();
    await story.approved();
    await story.outcome();
    assert.equal(await world.tenant.isCloudManaged('alice@contoso.com'), true);
  });

  it('is answered in its own thread', async () => {
    await world.desk.types('pending', world.channel);
    const typed = await world.desk.sees(({ text }) => text === 'pending', world.channel);
    const answer = await world.desk.sees(showing('Open requests'), world.channel);
    assert.equal(answer.thread, typed.id);
  });

  for (const withThread of [true, false]) {
    it(`is approved by a click whose conversation id comes ${withThread ? 'with' : 'without'} the thread`, async () => {
      const mailbox = withThread ? 'sales@contoso.com' : 'reception@contoso.com';
      const story = await openStory(world, { mailbox });
      await story.confirmed();
      const card = await story.decidable();
      const heard = await world.approver.presses('approve', card, { in: world.channel, withThread });
      assert.match(heard.text, /Approved by Priya Raman/);
      await story.outcome();
      const deliveries = JSON.stringify((await world.chat.deliveries()).at(-1));
      assert.equal(deliveries.includes(';messageid='), withThread);
    });
  }
});

describe('where approval cards go', () => {
  let world: World;
  before(async () => {
    world = await startWorld({ environment: { APPROVALS_CONVERSATION: '' } });
    await Promise.all([world.startBot(), world.startWorker()]);
  });
  after(() => world.close());

  it('is the conversation of the request as long as nobody has said anything else', async () => {
    const heard = await world.desk.types('request alice@contoso.com', world.channel);
    const story = storyOf(world, world.desk, preparedId(heard));
    await story.confirmed();
    await story.channelShows('Waiting for approval');
    await story.approved();
    await story.outcome();
  });

  it('cannot be set in a personal chat', async () => {
    const { text } = await world.oncall.types('approvals here');
    assert.equal(text, 'Type this in the channel where the approval cards should go.');
  });

  it('cannot be set by somebody who is no administrator', async () => {
    const { text } = await world.approver.types('approvals here', world.channel);
    assert.match(text, /You need the role "admin"/);
  });

  it('is set by an administrator in the channel, and the trail says by whom', async () => {
    const { text } = await world.oncall.types('approvals here', world.channel);
    assert.equal(text, 'Approval cards will be posted in this channel.');
    const { entries } = await proven(world);
    const set = entries.findLast(({ kind }) => kind === 'approvals_place_set');
    assert.deepEqual([set?.actor, set?.to], [world.oncall.objectId, world.channel]);
    const story = await carriedOut(world, { mailbox: 'sales@contoso.com' });
    await story.channelShows('✓ Done', world.oncall);
    assert.deepEqual((await storyInTrail(world, story.id)).at(-1), 'completed');
  });
});
