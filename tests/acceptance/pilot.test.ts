import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { type ManualTime, MINUTE, manualTime } from '../support/manual-time.ts';
import { proven } from '../support/proof.ts';
import { carriedOut, preparedId, type Story, storyOf } from '../support/story.ts';
import { startWorld, type World } from '../support/world.ts';

const ALICE = 'alice@contoso.com';
const SIGN_OFF = 'pilot sign-off --reason "went well, the way back too"';

describe('A pilot', () => {
  let world: World;
  let time: ManualTime;
  before(async () => {
    time = manualTime();
    world = await startWorld({
      clocks: { bot: manualTime().bot, worker: time.worker },
      environment: { PILOT_WAVE_LIMIT: '1' },
    });
    await Promise.all([world.startBot(), world.startWorker()]);
  });
  after(() => world.close());

  const pilot = async (): Promise<string> => (await world.desk.types('pilot')).text;

  /** A directory sync passes, and Steward looks again. */
  async function synced(story: Story): Promise<void> {
    await world.tenant.later(30);
    time.advance(2 * MINUTE);
    await story.cardShows(/✓ \nStill so after the next directory sync/);
  }

  it('is needed before a wave: one mailbox too many is refused, and nothing is drafted', async () => {
    assert.match(await pilot(), /There is no pilot[\s\S]*at most 1 in 24 hours; 0 so far/);
    preparedId(await world.desk.types('request sales@contoso.com'));
    const refused = await world.desk.types('request reception@contoso.com');
    assert.match(refused.text, /^Handing over more than 1 in 24 hours needs a pilot that was signed off: type "pilot"/);
    assert.match((await world.desk.types('history reception@contoso.com')).text, /no request|Nothing/i);
  });

  it('is begun by a requester with mailboxes that can go, and says what is next', async () => {
    assert.match((await world.approver.types(`pilot start ${ALICE}`)).text, /You need the role "requester"/);
    assert.match((await world.desk.types('pilot start carol@contoso.com')).text, /is not synced from on-premises/);
    const begun = await world.desk.types(`pilot start ${ALICE}`);
    assert.match(begun.text, /✓ Cohort named: \nDana Whitfield named alice@contoso\.com/);
    assert.match(begun.text, /○ Waiting: Waiting time passed/);
    assert.match((await world.approver.types(SIGN_OFF)).text, /The pilot is not finished, 5 steps are left/);
  });

  it('keeps itself: each step is shown by the requests that prove it', async () => {
    const there = await carriedOut(world, { mailbox: ALICE });
    await synced(there);
    assert.match(await pilot(), new RegExp(`✓ Waiting time passed: \\nWhen ${there.id} was asked for`));
    assert.match(await pilot(), /✓ One mailbox handed over, seen after a sync/);

    const edit = storyOf(world, world.desk, preparedId(await world.desk.types(`set ${ALICE} attribute 7 "Lisbon"`)));
    await edit.cardShows('to confirm it');
    await edit.confirmed();
    await edit.outcome();
    await synced(edit);
    assert.match(await pilot(), /✓ A test edit survived a sync/);
    assert.match(await pilot(), /→ Next: Rollback practised/);

    const back = await carriedOut(world, { mailbox: ALICE, verb: 'rollback' });
    await synced(back);
    const text = await pilot();
    assert.match(text, /Pilot: 6 of 7 steps done/);
    for (const { id } of [there, edit, back]) assert.ok(text.includes(id), id);
  });

  it('is signed off by an approver who did not run it, and then the wave may go', async () => {
    assert.match((await world.desk.types(SIGN_OFF)).text, /You need the role "approver"/);
    const signed = await world.approver.types(SIGN_OFF);
    assert.match(signed.text, /✓ The pilot is signed off[\s\S]*Priya Raman signed off/);
    assert.doesNotMatch(await pilot(), /at most/);
    preparedId(await world.desk.types('request reception@contoso.com'));
    await proven(world);
  });

  it('can be ended by an approver only, and the limit is back', async () => {
    assert.match((await world.desk.types('pilot abandon')).text, /only an approver can end it/);
    assert.match((await world.approver.types('pilot abandon')).text, /The pilot is ended/);
    assert.match((await world.desk.types('request room.berlin@contoso.com')).text, /^Handing over more than 1/);
  });
});
