import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { NESTED_GROUPS, WHOLE_OBJECTS } from '../../demo/tenant/directory/groups-and-contacts.ts';
import { buttonsOf, verbsOf } from '../support/card-parts.ts';
import { type ManualTime, MINUTE, manualTime } from '../support/manual-time.ts';
import { type Heard, showing, textOf } from '../support/person.ts';
import { requestsEver, storyInTrail } from '../support/proof.ts';
import { carriedOut, openStory, type Story } from '../support/story.ts';
import { startWorld, type World } from '../support/world.ts';

const CONTACT = 'partner.1@adatum.example';
const MAIL_GROUP = 'plant.news@contoso.com';

describe('Whole objects', () => {
  let world: World;
  let time: ManualTime;
  before(async () => {
    time = manualTime();
    world = await startWorld({ clocks: { bot: manualTime().bot, worker: time.worker } });
    await Promise.all([world.startBot(), world.startWorker()]);
  });
  after(() => world.close());

  const check = (name: string): Promise<Heard> => world.desk.types(`check ${name}`);

  /** A sync cycle passes in the tenant, and the worker looks. */
  async function syncedAfter(story: Story, shows: string | RegExp): Promise<void> {
    await world.tenant.later(30);
    time.advance(2 * MINUTE);
    await story.cardShows(shows);
  }

  it('edge 3: a group is found by address, alias, name and id, with what it is and its hazards', async () => {
    for (const name of [MAIL_GROUP, 'plant@contoso.com', "O'Hara Plant News", WHOLE_OBJECTS.mailGroup]) {
      const { text } = await check(name);
      assert.match(text, /O'Hara Plant News/);
      assert.match(text, /Distribution group, as a whole/);
      assert.match(text, /Synced from on-premises as a whole/);
      assert.match(text, /Members\n4/);
    }
  });

  it('edges 30 to 33: what a group loses by the move is shown before anybody asks', async () => {
    const { text, card } = await check(MAIL_GROUP);
    assert.match(text, /holds groups that are still synced \(Help Desk\): they do not move along/);
    assert.match(text, /outside sync scope are lost with the move/);
    assert.match(text, /afterwards only Exchange Online can change it/);
    assert.match(text, /cannot be provisioned to Active Directory/);
    assert.deepEqual(verbsOf(card), ['request', 'history']);
    const security = (await check('Help Desk')).text;
    assert.match(security, /Security group, as a whole/);
    assert.match(security, /is in groups that are still synced \([^)]*IT Staff/);
    assert.match(security, /Only a universal group can be provisioned/);
  });

  it('edge 29: a group with members from the cloud is not handed back before they are removed', async () => {
    await carriedOut(world, { mailbox: MAIL_GROUP });
    assert.match((await check(MAIL_GROUP)).text, /Managed in the cloud as a whole/);
    const refused = await world.desk.types(`rollback ${MAIL_GROUP}`);
    assert.match(refused.text, /members that are not synced \(Carol Castillo\): they would be lost/);
    assert.match(refused.text, /Remove them from the group first, in Exchange Online/);
    const { text, card } = await check(MAIL_GROUP);
    assert.match(text, /✕ Not possible/);
    assert.deepEqual(verbsOf(card), ['history'], 'nothing is offered that would be refused');
  });

  it('edge 28: a contact that was handed back waits until the next sync, and only Steward remembers', async () => {
    await carriedOut(world, { mailbox: CONTACT, how: 'clicked' });
    assert.match((await check(CONTACT)).text, /Managed in the cloud as a whole/);
    const back = await carriedOut(world, { mailbox: CONTACT, verb: 'rollback', how: 'clicked' });
    const waiting = (await check(CONTACT)).text;
    assert.match(waiting, /Handed back, waiting for the next directory sync/);
    assert.match(waiting, new RegExp(`Handed back with ${back.id}`));
    assert.match(
      (await world.desk.types(`request ${CONTACT}`)).text,
      new RegExp(`was handed back with ${back.id} and waits for the next directory sync`),
    );
    await syncedAfter(back, /✓ \nStill so after the next directory sync/);
    assert.match((await check(CONTACT)).text, /Synced from on-premises as a whole/);
    assert.deepEqual(await storyInTrail(world, back.id), [
      'drafted',
      'confirmed',
      'approved',
      'started',
      'completed',
      'seen',
    ]);
  });

  it('a security group goes there and back, and its history is one', async () => {
    const id = NESTED_GROUPS.itStaff;
    await carriedOut(world, { mailbox: 'IT Staff' });
    const story = await openStory(world, { mailbox: id, verb: 'rollback' });
    await story.cardShows(/Hand .+ back on-premises as a whole/);
    await story.cancelled();
    const history = await world.desk.types('history IT Staff');
    assert.match(history.text, /as a whole[\s\S]*as a whole/);
  });

  it('"Ask again" on the card of an object asks for the object again', async () => {
    const story = await openStory(world, { mailbox: 'Access 1' });
    await story.cancelled();
    const ended = await story.cardShows('Cancelled by');
    const again = await world.desk.presses('request', ended);
    assert.match(again.text, /I prepared/);
    const [, id] = /I prepared ([0-9A-Z]{4}-[0-9A-Z]{2})/.exec(again.text) ?? [];
    const next = await world.desk.sees(showing(new RegExp(`Request ${id}[\\s\\S]*to confirm it`)));
    assert.match(textOf(next), /to the cloud as a whole/);
  });
});

describe('A whole user', () => {
  let world: World;
  let time: ManualTime;
  before(async () => {
    time = manualTime();
    world = await startWorld({ clocks: { bot: manualTime().bot, worker: time.worker } });
    await Promise.all([world.startBot(), world.startWorker()]);
  });
  after(() => world.close());

  it('edges 26, 27 and 34: goes with --whole, comes back with --whole, and syncs only where hard matches are allowed', async () => {
    const mailbox = 'bob@contoso.com --whole';
    const there = await openStory(world, { mailbox });
    const card = textOf(await there.cardShows('onPremisesSyncBehavior.isCloudManaged: False → True'));
    assert.match(card, /the move clears that flag, and writeback stops/);
    assert.match(card, /user\.dirSyncEnabled/);
    await there.confirmed();
    await there.approved();
    await there.outcome();
    assert.match((await world.desk.types('check bob@contoso.com')).text, /Moved as a whole object/, 'edge 25');

    const back = await openStory(world, { mailbox, verb: 'rollback' });
    const shown = textOf(await back.cardShows('as a whole'));
    assert.match(shown, /blockCloudObjectTakeoverThroughHardMatchEnabled to false/);
    assert.match(shown, /old Exchange values of Active Directory/);
    await back.confirmed();
    await back.approved();
    await back.outcome();
    const mailboxCard = (await world.desk.types('check bob@contoso.com')).text;
    assert.doesNotMatch(mailboxCard, /Cloud-only/);
    assert.match(mailboxCard, new RegExp(`handed back with ${back.id} and waits for the next directory sync`));

    await world.tenant.later(30);
    time.advance(2 * MINUTE);
    await back.cardShows(/after the next directory sync it is no longer as it was done|Moved back/);
    const stuck = (await world.desk.types('check bob@contoso.com --whole')).text;
    assert.match(stuck, /Handed back, but not taken over/);
    assert.match(stuck, /hard-match block/);

    await world.tenant.settings({ hardMatchBlocked: false });
    await world.tenant.later(30);
    assert.match((await world.desk.types('check bob@contoso.com --whole')).text, /Synced from on-premises as a whole/);
    const calls = await world.tenant.cmdlets();
    assert.equal(calls.includes('Set-OrganizationConfig'), false);
  });

  it('edge 2: whose mailbox is still on-premises is refused, as a mailbox and as a whole', async () => {
    const asMailbox = await world.desk.types('request remote@contoso.com');
    assert.match(asMailbox.text, /has no mailbox in Exchange Online: move the mailbox there first/);
    const asWhole = await world.desk.types('request remote@contoso.com --whole');
    assert.match(asWhole.text, /is still on-premises.*Move the mailbox to Exchange Online first/);
    assert.equal(await requestsEver(world), 2, 'only Bob was asked for');
  });

  it('is a wish of its own on a card: the buttons of the user never mean the mailbox', async () => {
    const { card, text } = await world.desk.types('check sales@contoso.com --whole');
    assert.match(text, /User, as a whole/);
    const button = buttonsOf(card).find(({ verb }) => verb === 'request');
    assert.equal(button?.data.whole, true);
    const shown = await world.desk.sees(showing('User, as a whole', 'request'));
    const heard = await world.desk.presses('request', shown);
    assert.match(heard.text, /I prepared/);
    await world.desk.sees(
      /Hand sales@contoso\.com to the cloud as a whole[\s\S]*to confirm it|to confirm it[\s\S]*as a whole/,
    );
    assert.equal(await world.tenant.isCloudManaged('sales@contoso.com'), false);
  });

  it('is for requesters: an approver sees the object and may not ask', async () => {
    const { card } = await world.approver.types('check Help Desk');
    assert.deepEqual(verbsOf(card), ['history']);
    assert.match((await world.approver.types('request Help Desk')).text, /You need the role "requester"/);
  });
});
