import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { MINUTE, manualTime } from '../support/manual-time.ts';
import { entriesOf } from '../support/proof.ts';
import { openStory } from '../support/story.ts';
import { startWholeWorld, startWorld, type World } from '../support/world.ts';

const setMailboxes = async (world: World): Promise<number> =>
  (await world.tenant.cmdlets()).filter((cmdlet) => cmdlet === 'Set-Mailbox').length;

describe('A held request', () => {
  let world: World;
  before(async () => {
    world = await startWorld();
    await world.startBot();
  });
  after(() => world.close());

  it('does not run until an approver who did not ask releases it', async () => {
    const story = await openStory(world, { mailbox: 'alice@contoso.com' });
    await story.confirmed();
    await story.approved();
    const held = await world.desk.types(`hold ${story.id} --reason "mail flow incident"`);
    assert.match(held.text, /Held by Dana Whitfield/);
    assert.match(held.text, /mail flow incident/);

    await world.startWorker();
    const notTheirs = await world.desk.types(`release ${story.id}`);
    assert.match(notTheirs.text, /You need the role "approver"/);
    assert.equal(await setMailboxes(world), 0);

    const released = await world.oncall.types(`release ${story.id}`);
    assert.match(released.text, /Approved by Priya Raman|Running|Done/);
    await story.outcome();
    assert.equal(await setMailboxes(world), 1);
    const kinds = (await entriesOf(world, story.id)).map(({ kind }) => kind);
    assert.deepEqual(kinds, ['drafted', 'confirmed', 'approved', 'held', 'released', 'started', 'completed']);
  });

  it('that was held before its approval waits for approval again', async () => {
    const story = await openStory(world, { mailbox: 'sales@contoso.com' });
    await story.confirmed();
    await world.approver.types(`hold ${story.id}`);
    const refused = await world.approver.types(`approve ${story.id}`);
    assert.match(refused.text, /held by Priya Raman: release it first/);
    const released = await world.oncall.types(`release ${story.id}`);
    assert.match(released.text, /Waiting for approval/);
    await world.approver.types(`approve ${story.id}`);
    await story.outcome();
  });
});

describe('A freeze', () => {
  it('lets people ask and approve, and nothing run until it is over', async () => {
    const time = manualTime();
    const world = await startWholeWorld({ clocks: time });
    try {
      const refused = await world.desk.types('freeze until 2026-12-24T18:00Z --reason "holiday"');
      assert.match(refused.text, /You need the role "admin"/);
      const until = new Date(time.bot.now().getTime() + 30 * MINUTE).toISOString();
      const frozen = await world.oncall.types(`freeze until ${until} --reason "holiday freeze"`);
      assert.match(frozen.text, /Nothing is executed until \d+ \w+ \d+, \d\d:\d\d UTC\./);

      const story = await openStory(world, { mailbox: 'alice@contoso.com' });
      await story.confirmed();
      await story.approved();
      await story.cardShows(/A freeze is in force/);
      assert.equal(await setMailboxes(world), 0);

      const kinds = (await entriesOf(world, story.id)).map(({ kind }) => kind);
      assert.deepEqual(kinds, ['drafted', 'confirmed', 'approved', 'delayed']);
    } finally {
      await world.close();
    }
  });

  it('needs a reason and a moment that makes sense', async () => {
    const world = await startWorld();
    try {
      await world.startBot();
      for (const [line, sentence] of [
        ['freeze until 2027-13-45T00:00Z --reason x', /not a moment/],
        ['freeze until 2020-01-01T00:00Z --reason x', /within the next 60 days/],
        ['freeze until tomorrow --reason x', /not a moment/],
        ['freeze', /write "until"/],
      ] as const) {
        assert.match((await world.oncall.types(line)).text, sentence, line);
      }
      const soon = new Date(Date.now() + 3_600_000).toISOString();
      assert.match((await world.oncall.types(`freeze until ${soon}`)).text, /needs a reason/);
    } finally {
      await world.close();
    }
  });
});
