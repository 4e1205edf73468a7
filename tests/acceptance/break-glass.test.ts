import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { verbsOf } from '../support/card-parts.ts';
import { type ManualTime, MINUTE, manualTime } from '../support/manual-time.ts';
import { showing, textOf } from '../support/person.ts';
import { proven, storyInTrail } from '../support/proof.ts';
import { openStory, storyOf } from '../support/story.ts';
import { startWorld, type World } from '../support/world.ts';

const DAY = 24 * 60 * MINUTE;
const idIn = (text: string): string => /[0-9A-Z]{4}-[0-9A-Z]{2}/.exec(text)?.[0] ?? '';

describe('Breaking the glass', () => {
  let world: World;
  /** The worker's alone: the channel's tokens would not outlive a day of the bot's. */
  let time: ManualTime;
  before(async () => {
    time = manualTime();
    world = await startWorld({ clocks: { bot: manualTime().bot, worker: time.worker } });
    await Promise.all([world.startBot(), world.startWorker()]);
    // The bot has met the approver, so it can tell them alone.
    await world.approver.types('help');
  });
  after(() => world.close());

  it('is for administrators, and never without a reason', async () => {
    const refused = await world.desk.types('breakglass alice@contoso.com --reason "now"');
    assert.match(refused.text, /You need the role "admin" for "breakglass"/);
    assert.match((await world.oncall.types('breakglass alice@contoso.com')).text, /needs a reason/);
  });

  it('hands over at once, tells every approver, is owed an approval, and is paid by somebody else', async () => {
    const heard = await world.oncall.types('breakglass alice@contoso.com --reason "INC-1: mail flow"');
    const story = storyOf(world, world.oncall, idIn(heard.text));
    const card = await story.cardShows(/It is cloud-managed now/);
    assert.equal(await world.tenant.isCloudManaged('alice@contoso.com'), true);
    assert.match(textOf(card), /Break-glass: it was not approved beforehand/);
    const told = await world.approver.sees(showing(/broke the glass: this was not approved beforehand/, 'approve'));
    const next = await world.oncall.types('breakglass sales@contoso.com --reason "INC-2"');
    assert.match(next.text, new RegExp(`Your break-glass change ${story.id} has not been approved yet`));
    assert.match((await world.approver.types('handover')).text, /Break-glass, still to be approved \(1\)/);
    assert.match((await world.oncall.types(`approve ${story.id}`)).text, /You asked for .+ yourself/);
    const paid = await world.approver.pressesSeen('approve', told);
    assert.doesNotMatch(paid.text, /somebody who did not ask has to approve it/);
    assert.doesNotMatch((await world.approver.types('handover')).text, /still to be approved/);
    assert.deepEqual((await storyInTrail(world, story.id)).slice(0, 3), ['broke_glass', 'started', 'completed']);
    assert.ok((await storyInTrail(world, story.id)).includes('settled'));
    await proven(world);
  });

  it('unpaid after 24 hours it is called overdue where approvers look, and can still be paid', async () => {
    const heard = await world.oncall.types('breakglass sales@contoso.com cloud --reason "INC-3"');
    const story = storyOf(world, world.oncall, idIn(heard.text));
    await story.cardShows(/It is cloud-managed now/);
    time.advance(DAY + MINUTE);
    const alert = await world.approver.sees(showing(/nobody approved it by/, 'review'), world.channel);
    assert.match(textOf(alert), new RegExp(story.id));
    await story.cardShows(/It still has to be approved/);
    const review = await world.approver.presses('review', alert, { in: world.channel });
    assert.ok(verbsOf(review.card).includes('approve'));
    assert.doesNotMatch((await world.approver.types(`approve ${story.id}`)).text, /still has to be approved/);
  });

  it('waits for nobody: what has not begun to run gives way, drafts of others included, and they are told', async () => {
    const draft = await openStory(world, { mailbox: 'reception@contoso.com' });
    const heard = await world.oncall.types('breakglass reception@contoso.com --reason "INC-5"');
    const story = storyOf(world, world.oncall, idIn(heard.text));
    await story.cardShows(/It is cloud-managed now/);
    await draft.cardShows(/A break-glass change took its place/);
    assert.match(textOf(await draft.outcome()), /Cancelled by Luis/);
    assert.deepEqual(await storyInTrail(world, draft.id), ['drafted', 'superseded']);
    await world.approver.types(`approve ${story.id}`);
    await proven(world);
  });

  it('refuses what cannot change hands at all, and owes nothing then', async () => {
    const heard = await world.oncall.types('breakglass carol@contoso.com --reason "INC-4"');
    assert.match(heard.text, /is not synced from on-premises/);
    assert.doesNotMatch((await world.oncall.types('handover')).text, /still to be approved/);
  });
});
