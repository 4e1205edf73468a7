import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { RunningBot } from '../../bot/start-bot.ts';
import type { RunningWorker } from '../../services/start-worker.ts';
import { storyInTrail } from '../support/proof.ts';
import { openStory, type Story } from '../support/story.ts';
import { startWorld, type World } from '../support/world.ts';

type Step = { readonly name: string; readonly done: (story: Story) => Promise<unknown> };

const STEPS: readonly Step[] = [
  { name: 'it was confirmed', done: (story) => story.confirmed() },
  { name: 'the approver saw it', done: (story) => story.channelShows('Waiting for approval') },
  { name: 'it was approved', done: (story) => story.approved() },
  { name: 'it was done', done: (story) => story.outcome() },
];
const MAILBOXES = ['alice@contoso.com', 'sales@contoso.com', 'reception@contoso.com', 'campaigns@contoso.com'];
const WHOLE_STORY = ['drafted', 'confirmed', 'approved', 'started', 'completed'];

describe('a restart of bot and worker', () => {
  let world: World;
  let bot: RunningBot;
  let worker: RunningWorker;
  before(async () => {
    world = await startWorld();
    await start();
  });
  after(() => world.close());

  async function start(): Promise<void> {
    [bot, worker] = await Promise.all([world.startBot(), world.startWorker()]);
  }

  async function restart(): Promise<void> {
    await Promise.all([bot.stop(), worker.stop()]);
    await start();
  }

  for (const [index, step] of STEPS.entries()) {
    it(`right after ${step.name} changes nothing about the story`, async () => {
      const mailbox = MAILBOXES[index] ?? '';
      await world.tenant.forgetCalls();
      const story = await openStory(world, { mailbox });
      for (const each of STEPS) {
        await each.done(story);
        if (each === step) await restart();
      }
      await story.cardShows('✓ Done');
      assert.equal(await world.tenant.writes(), 1);
      assert.deepEqual(await storyInTrail(world, story.id), WHOLE_STORY);
    });
  }

  it('between every two steps changes nothing either', async () => {
    await world.tenant.forgetCalls();
    const story = await openStory(world, { mailbox: 'room.berlin@contoso.com' });
    for (const step of STEPS) {
      await restart();
      await step.done(story);
    }
    await restart();
    await story.cardShows('✓ Done');
    await story.channelShows('✓ Done', world.oncall);
    assert.equal(await world.tenant.writes(), 1);
    assert.deepEqual(await storyInTrail(world, story.id), WHOLE_STORY);
  });

  it('after a typed request, before anything was drawn, still brings the card', async () => {
    const heard = await world.desk.types('request projector.1@contoso.com');
    await restart();
    const id = /prepared (\S+):/.exec(heard.text)?.[1];
    await world.desk.sees(`Request ${id}`);
  });
});
