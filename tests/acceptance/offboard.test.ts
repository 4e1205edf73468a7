import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { verbsOf } from '../support/card-parts.ts';
import { type Heard, showing, textOf } from '../support/person.ts';
import { carriedOut, preparedId, storyOf } from '../support/story.ts';
import { startWholeWorld, type World } from '../support/world.ts';

const MAILBOX = 'alice@contoso.com';

describe('Before a mailbox moves back on-premises', () => {
  let world: World;
  before(async () => {
    world = await startWholeWorld();
    await carriedOut(world, { mailbox: MAILBOX });
    await world.tenant.edit('cloud', MAILBOX, { MailTip: 'Only in the cloud' });
  });
  after(() => world.close());

  const offboard = (mailbox = MAILBOX): Promise<Heard> => world.desk.types(`offboard ${mailbox}`);

  it('edges 21 and 24: the checklist says what is open, with the lines that help, and what only people can tell', async () => {
    const { text, card } = await offboard();
    assert.match(text, /Back on-premises: Alice Archer/);
    assert.match(text, /✕ Not yet: \d+ steps are open/);
    assert.match(text, /It is still cloud-managed: moved like this, on-premises updates are blocked/);
    assert.match(text, /rollback alice@contoso\.com/);
    assert.match(text, /would lose 1 value that only the cloud has/);
    assert.match(text, /carry alice@contoso\.com/);
    assert.match(text, /ExchangeGuid/);
    assert.deepEqual(verbsOf(card), ['rollback', 'carry', 'offboard']);
  });

  it('edge 21: its button prepares the rollback, and the list follows it until the directory has synced', async () => {
    const card = await world.desk.sees(showing('Back on-premises: Alice Archer', 'rollback'));
    const story = storyOf(world, world.desk, preparedId(await world.desk.presses('rollback', card)));
    await story.cardShows('to confirm it');
    const open = await offboard();
    assert.match(open.text, new RegExp(`Open request[\\s\\S]*${story.id}`));
    assert.ok(!verbsOf(open.card).includes('rollback'), 'one at a time');
    await story.confirmed();
    await story.approved();
    await story.outcome();

    const waiting = (await offboard()).text;
    assert.match(waiting, /It is not cloud-managed/);
    assert.match(waiting, new RegExp(`✕ Open: \\nThe directory has not synced since ${story.id}`));
    await world.tenant.later(30);
    const ready = await offboard();
    assert.match(ready.text, /✓ Done: \nThe directory (has synced since|last synced on)/);
    assert.deepEqual(verbsOf(ready.card), ['offboard']);
  });

  it('edge 22: a move that has not completed is open', async () => {
    assert.match((await offboard('moving@contoso.com')).text, /A move request of the mailbox stands at InProgress/);
    await world.tenant.moves('sales@contoso.com', [{ kind: 'migration-user', status: 'Synced' }]);
    assert.match((await offboard('sales@contoso.com')).text, /✕ Open: \nA migration of the mailbox stands at Synced/);
  });

  it('edge 23: a litigation hold is pointed out', async () => {
    await world.tenant.edit('cloud', 'reception@contoso.com', { LitigationHoldEnabled: true });
    assert.match(
      (await offboard('reception@contoso.com')).text,
      /has a litigation hold, which writeback has not carried/,
    );
  });

  it('edge 25: a mailbox whose whole user moved has to come back as a whole first', async () => {
    const { text, card } = await offboard('wholeobject@contoso.com');
    assert.match(text, /The whole user has moved to the cloud and is no longer synced/);
    assert.match(text, /rollback wholeobject@contoso\.com --whole/);
    const shown = await world.desk.sees(showing('Back on-premises: Wanda Object', 'rollback'));
    assert.ok(verbsOf(card).includes('rollback'));
    const story = storyOf(world, world.desk, preparedId(await world.desk.presses('rollback', shown)));
    assert.match(
      textOf(await story.cardShows('to confirm it')),
      /wholeobject@contoso\.com back on-premises as a whole/,
    );
  });

  it('of a mailbox that was born in the cloud says that there is nowhere to go', async () => {
    assert.match(
      (await offboard('carol@contoso.com')).text,
      /It was created in the cloud: Active Directory has nobody/,
    );
  });

  it('is for requesters, and changes nothing by itself', async () => {
    assert.match((await world.approver.types(`offboard ${MAILBOX}`)).text, /You need the role "requester"/);
    const before = await world.tenant.writes();
    await offboard('bob@contoso.com');
    assert.equal(await world.tenant.writes(), before);
    assert.equal(await world.tenant.isCloudManaged('bob@contoso.com'), true);
  });
});
