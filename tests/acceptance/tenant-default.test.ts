import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { GROUPS } from '../../demo/people.ts';
import { manualTime } from '../support/manual-time.ts';
import { type Person, personIn, showing, textOf } from '../support/person.ts';
import { entriesOf, requestsEver, storyInTrail } from '../support/proof.ts';
import { isCardOf, preparedId, type Story, storyOf } from '../support/story.ts';
import { startWholeWorld, type World } from '../support/world.ts';

const NAME = 'contoso.onmicrosoft.com';

/** Luis asks as an administrator, so that two others are needed. */
const SECOND = {
  key: 'second',
  objectId: '7e570000-0000-4000-9000-000000000001',
  name: 'Sofia Lind',
  upn: 'sofia.lind@contoso.com',
  groups: [GROUPS.approvers],
};

describe('The default for new mailboxes', () => {
  let world: World;
  let second: Person;
  before(async () => {
    world = await startWholeWorld({ people: [SECOND], clocks: { bot: manualTime().bot, worker: manualTime().worker } });
    second = await personIn(world.chat, SECOND.key);
  });
  after(() => world.close());

  const switches = async (): Promise<number> =>
    (await world.tenant.cmdlets()).filter((cmdlet) => cmdlet === 'Set-OrganizationConfig').length;

  async function asked(to: 'cloud' | 'onprem'): Promise<Story> {
    const heard = await world.oncall.types(`default ${to} --reason "nothing is made on-premises any more"`);
    return storyOf(world, world.oncall, preparedId(heard));
  }

  it('edges 35, 36 and 60: is shown to everybody who may look, with what it would bring', async () => {
    const { text } = await world.desk.types('default');
    assert.match(text, /New mailboxes of Contoso/);
    assert.match(text, /managed on-premises \(BlockExchangeProvisioningFromOnPremEnabled is False\)/);
    assert.match(text, /arrive without a mail user/);
    assert.match(text, /Mailboxes that exist are not converted/);
    assert.match(text, /only Microsoft Support can/);
    assert.match(text, /Shared and equipment mailboxes are then created in Exchange Online/);
  });

  it('is changed by administrators only', async () => {
    for (const person of [world.desk, world.approver])
      assert.match((await person.types('default cloud')).text, /You need the role "admin" for "default cloud"/);
    assert.match((await world.oncall.types('default onprem')).text, /already begin managed on-premises/);
    assert.match((await world.oncall.types('default sideways')).text, /write "cloud" or "onprem"/);
    assert.equal(await requestsEver(world), 0);
  });

  it('edge 35: takes the typed name of the tenant and two other people, and is read back under its other name', async () => {
    const story = await asked('cloud');
    const card = await story.cardShows('to confirm it');
    assert.match(textOf(card), /BlockExchangeProvisioningFromOnPremEnabled: False → True/);
    assert.match(textOf(card), /arrive without a mail user/);

    const empty = await world.oncall.presses('confirm', card);
    assert.match(empty.text, /type its name, contoso\.onmicrosoft\.com/);
    const wrong = await world.oncall.presses('confirm', card, { inputs: { typed: 'fabrikam.onmicrosoft.com' } });
    assert.match(wrong.text, /type its name, contoso\.onmicrosoft\.com/);
    assert.match((await world.oncall.types(`confirm ${story.id} --typed ${NAME}`)).text, /\(0 of 2\)/);

    assert.match((await world.oncall.types(`approve ${story.id}`)).text, /You asked for .* yourself/);
    assert.match((await story.approved('typed')).text, /1 of 2: needs 1 more person/);
    assert.equal(await switches(), 0, 'one person is not enough');
    assert.match((await world.desk.types('default')).text, new RegExp(`Open request[\\s\\S]*${story.id}`));
    assert.match((await story.approved('typed', second)).text, /Approved by Priya Raman and Sofia Lind/);

    await story.cardShows('New mailboxes begin cloud-managed now');
    assert.equal(await switches(), 1);
    const { text } = await world.desk.types('default');
    assert.match(text, /cloud-managed \(BlockExchangeProvisioningFromOnPremEnabled is True\)/);
    assert.match(text, /Last request/);
    assert.deepEqual(await storyInTrail(world, story.id), [
      'drafted',
      'confirmed',
      'approved',
      'approved',
      'started',
      'completed',
    ]);
    const [entry] = await entriesOf(world, story.id);
    assert.match(JSON.stringify(entry), /default-to-cloud/);
  });

  it('edge 36: converts nobody who was there', async () => {
    assert.equal(await world.tenant.isCloudManaged('alice@contoso.com'), false);
  });

  it('edge 36: goes back with the warning that this heals nobody, confirmed on the card', async () => {
    const story = await asked('onprem');
    const card = await story.cardShows('to confirm it');
    assert.match(textOf(card), /those that already arrived wrongly stay so/);
    assert.match((await world.oncall.presses('confirm', card, { inputs: { typed: NAME } })).text, /\(0 of 2\)/);
    await story.approved('clicked');
    await story.approved('typed', second);
    await story.cardShows('New mailboxes begin managed on-premises again');
    assert.match((await world.desk.types('default')).text, /BlockExchangeProvisioningFromOnPremEnabled is False/);
  });

  it('edge 37: a switch that changes nothing is never reported as done', async () => {
    await world.tenant.fault({ kind: 'silent-no-write', cmdlet: 'Set-OrganizationConfig', times: 0 });
    const story = await asked('cloud');
    await story.cardShows('to confirm it');
    await world.oncall.types(`confirm ${story.id} --typed ${NAME}`);
    await story.approved('typed');
    await story.approved('typed', second);
    const ended = await world.oncall.sees(
      (message) => isCardOf(story.id)(message) && showing(/Failed|gave up/)(message),
    );
    assert.doesNotMatch(textOf(ended), /begin cloud-managed now/);
    await world.tenant.clearFaults();
  });

  it('edge 37: a value that Exchange does not tell is unknown, and nobody asks on a guess', async () => {
    await world.tenant.fault({ kind: 'status', status: 403, cmdlet: 'Get-OrganizationConfig', times: 0 });
    const { text } = await world.desk.types('default');
    assert.match(text, /They begin\nunknown\./);
    await world.tenant.clearFaults();
  });
});
