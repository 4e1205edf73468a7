import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import * as z from 'zod/v4';
import { cardText } from '../support/card-parts.ts';
import { storyInTrail } from '../support/proof.ts';
import { carriedOut, openStory } from '../support/story.ts';
import { startWorld, type World } from '../support/world.ts';

const STAGES = ['to confirm it', 'Waiting for approval', '● Approved by', '● Running', '✓ Done'];
const edit = z.looseObject({ attachments: z.array(z.looseObject({ content: z.unknown() })).optional() });

describe('two bots and two workers', () => {
  let world: World;
  before(async () => {
    world = await startWorld();
    const bots = [await world.startBot(), await world.startBot()];
    await Promise.all([world.startWorker(), world.startWorker()]);
    await world.pointChatAt(...bots.map(({ url }) => url));
  });
  after(() => world.close());

  /** What each message showed, one after another, as stages of a request's life. */
  async function stagesOfEachMessage(id: string): Promise<ReadonlyMap<string, readonly number[]>> {
    const stages = new Map<string, number[]>();
    for (const { method, path, body, status } of await world.chat.calls()) {
      const text = cardText(edit.safeParse(body).data?.attachments?.map(({ content }) => content));
      if (method !== 'PUT' || status !== 200 || !text.includes(`Request ${id}`)) continue;
      stages.set(path, [...(stages.get(path) ?? []), STAGES.findLastIndex((stage) => text.includes(stage))]);
    }
    return stages;
  }

  for (const mailbox of ['alice@contoso.com', 'sales@contoso.com', 'reception@contoso.com']) {
    it(`share the story of ${mailbox}: clicks alternate between them, nothing is shown backwards, one change`, async () => {
      await world.tenant.forgetCalls();
      const story = await carriedOut(world, { mailbox, how: 'clicked' });
      await story.cardShows('✓ Done');
      await story.channelShows('✓ Done', world.oncall);
      assert.equal(await world.tenant.writes(), 1);
      assert.deepEqual(await storyInTrail(world, story.id), [
        'drafted',
        'confirmed',
        'approved',
        'started',
        'completed',
      ]);
      const stages = await stagesOfEachMessage(story.id);
      assert.ok(stages.size >= 2, 'the card of the requester and the one of the approvers were edited');
      for (const order of stages.values())
        assert.deepEqual(
          order,
          order.toSorted((a, b) => a - b),
        );
    });
  }

  it('post each card once: requester, approvers, outcome', async () => {
    const story = await carriedOut(world, { mailbox: 'campaigns@contoso.com' });
    const posted = (await world.chat.calls()).filter(
      ({ method, path, body }) =>
        method === 'POST' && path.endsWith('/activities') && JSON.stringify(body).includes(`Request ${story.id}`),
    );
    assert.equal(posted.length, 3);
  });

  it('work on one delivery once, whichever bot gets the repeat', async () => {
    const story = await openStory(world, { mailbox: 'room.berlin@contoso.com' });
    const { activityId } = await story.confirmed();
    await Promise.all([1, 2, 3, 4].map(() => world.chat.redeliver(activityId)));
    assert.deepEqual(await storyInTrail(world, story.id), ['drafted', 'confirmed']);
  });
});
