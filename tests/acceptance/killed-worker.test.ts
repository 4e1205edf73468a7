import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import { type Process, startProcess } from '../support/child-process.ts';
import { proven, storyInTrail } from '../support/proof.ts';
import { openStory, type Story } from '../support/story.ts';
import { startWorld, type World } from '../support/world.ts';

const WHOLE_STORY = ['drafted', 'confirmed', 'approved', 'started', 'completed'];

describe('a worker process that is killed', () => {
  let world: World;
  let bot: Process;
  const workers: Process[] = [];
  before(async () => {
    world = await startWorld();
    bot = await startProcess('bot', world.environment);
    await world.pointChatAt(String(bot.ready.url));
  });
  beforeEach(() => world.tenant.forgetCalls());
  afterEach(async () => {
    await world.tenant.clearFaults();
    await Promise.all(workers.splice(0).map((worker) => worker.kill()));
  });
  after(async () => {
    await bot.kill();
    await world.close();
  });

  async function newWorker(): Promise<Process> {
    const worker = await startProcess('worker', world.environment);
    workers.push(worker);
    return worker;
  }

  async function approvedStory(mailbox: string): Promise<Story> {
    const story = await openStory(world, { mailbox });
    await story.confirmed();
    await story.approved();
    return story;
  }

  async function endedWell(story: Story, mailbox: string, writes: number): Promise<void> {
    await story.outcome();
    assert.equal(await world.tenant.isCloudManaged(mailbox), true);
    assert.equal(await world.tenant.writes(), writes);
    assert.deepEqual(await storyInTrail(world, story.id), WHOLE_STORY);
    const { entries } = await proven(world);
    const receipts = entries.filter(({ request }) => request === story.id).flatMap(({ facts }) => facts.receipt ?? []);
    assert.equal(receipts.length, 2, 'one receipt from before and one from after');
  }

  it('after the approval and before it started is replaced by the next one, which does the work once', async () => {
    const worker = await newWorker();
    await worker.kill();
    const story = await approvedStory('alice@contoso.com');
    await newWorker();
    await endedWell(story, 'alice@contoso.com', 1);
  });

  it('while it looks at the mailbox, before any receipt, leaves nothing behind that the next one trips over', async () => {
    const worker = await newWorker();
    const story = await openStory(world, { mailbox: 'sales@contoso.com' });
    await story.confirmed();
    await world.tenant.forgetCalls();
    await world.tenant.fault({ kind: 'hang', cmdlet: 'Get-Mailbox', times: 1 });
    await story.approved();
    await world.tenant.arrived('Get-Mailbox');
    await worker.kill();
    await newWorker();
    await endedWell(story, 'sales@contoso.com', 1);
  });

  it('after the before-receipt, while the write is on its way and never arrives, is replaced: one flag change', async () => {
    const worker = await newWorker();
    await world.tenant.fault({ kind: 'hang', cmdlet: 'Set-Mailbox', times: 1 });
    const story = await approvedStory('reception@contoso.com');
    await world.tenant.arrived('Set-Mailbox');
    assert.equal(await world.tenant.isCloudManaged('reception@contoso.com'), false);
    await worker.kill();
    await newWorker();
    await endedWell(story, 'reception@contoso.com', 2);
  });

  it('after Exchange has written and before it heard so is replaced by one that reads instead of writing again', async () => {
    const worker = await newWorker();
    await world.tenant.fault({ kind: 'hang', cmdlet: 'Set-Mailbox', times: 1, written: true });
    const story = await approvedStory('campaigns@contoso.com');
    await world.tenant.arrived('Set-Mailbox');
    await worker.kill();
    await newWorker();
    await endedWell(story, 'campaigns@contoso.com', 1);
  });

  it('twice on the same request still does not cost the request', async () => {
    await world.tenant.fault({ kind: 'hang', cmdlet: 'Set-Mailbox', times: 2 });
    const first = await newWorker();
    const story = await approvedStory('room.berlin@contoso.com');
    await world.tenant.arrived('Set-Mailbox', 1);
    await first.kill();
    const second = await newWorker();
    await world.tenant.arrived('Set-Mailbox', 2);
    await second.kill();
    await newWorker();
    await endedWell(story, 'room.berlin@contoso.com', 3);
  });
});
