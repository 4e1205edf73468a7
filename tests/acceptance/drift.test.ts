import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import type { RunningWorker } from '../../services/start-worker.ts';
import { textOf } from '../support/person.ts';
import { storyInTrail } from '../support/proof.ts';
import { openStory, preparedId, type Story, storyOf } from '../support/story.ts';
import { startWorld, type World } from '../support/world.ts';

describe('a mailbox that changes between approval and execution', () => {
  let world: World;
  let worker: RunningWorker | undefined;
  before(async () => {
    world = await startWorld();
    await world.startBot();
  });
  afterEach(() => worker?.stop());
  after(() => world.close());

  /** The worker is away until the mailbox has changed. */
  async function approvedBefore(mailbox: string, change: () => Promise<void>): Promise<Story> {
    await world.tenant.forgetCalls();
    const story = await openStory(world, { mailbox });
    await story.confirmed();
    await story.approved();
    await change();
    worker = await world.startWorker();
    await story.outcome();
    return story;
  }

  it('is left alone when Active Directory changed it and synced, and the card names what changed', async () => {
    const mailbox = 'alice@contoso.com';
    const story = await approvedBefore(mailbox, async () => {
      await world.tenant.edit('on-premises', mailbox, { CustomAttribute7: 'Hamburg' });
      await world.tenant.sync();
    });
    assert.equal(await world.tenant.writes(), 0);
    assert.equal(await world.tenant.isCloudManaged(mailbox), false);
    const card = textOf(await story.cardShows('Changed since approval'));
    assert.match(card, /Berlin.*→.*Hamburg/);
    assert.match(textOf(await story.outcome()), /no longer as it was shown for approval/);
    await story.channelShows('Stopped, because the mailbox changed', world.oncall);
    assert.deepEqual(await storyInTrail(world, story.id), ['drafted', 'confirmed', 'approved', 'drifted']);
  });

  it('is left alone when somebody changed it in the cloud', async () => {
    const mailbox = 'sales@contoso.com';
    const story = await approvedBefore(mailbox, () => world.tenant.edit('cloud', mailbox, { MailTip: 'Closed today' }));
    assert.equal(await world.tenant.writes(), 0);
    assert.match(textOf(await story.cardShows('Changed since approval')), /Closed today/);
  });

  it('is left alone when somebody else has handed it over meanwhile: that too was not what was approved', async () => {
    const mailbox = 'reception@contoso.com';
    const story = await approvedBefore(mailbox, () =>
      world.tenant.edit('cloud', mailbox, { IsExchangeCloudManaged: true }),
    );
    assert.equal(await world.tenant.writes(), 0);
    assert.match(textOf(await story.cardShows('Changed since approval')), /Cloud-managed/);
  });

  it('can be asked for again from its card, and is then shown and approved as it is now', async () => {
    const mailbox = 'room.berlin@contoso.com';
    const story = await approvedBefore(mailbox, () =>
      world.tenant.edit('cloud', mailbox, { MailTip: 'Being painted' }),
    );
    const card = await story.cardShows('Ask again');
    worker = await world.startWorker();
    const again = storyOf(world, world.desk, preparedId(await world.desk.presses('request', card)));
    assert.match(textOf(await again.cardShows('to confirm it')), /Being painted/);
    await again.confirmed();
    await again.approved();
    await again.outcome();
    assert.equal(await world.tenant.isCloudManaged(mailbox), true);
    assert.equal(await world.tenant.writes(), 1);
  });
});
