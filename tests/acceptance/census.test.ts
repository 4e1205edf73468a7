import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { verbsOf } from '../support/card-parts.ts';
import type { Person } from '../support/person.ts';
import { showing, textOf } from '../support/person.ts';
import { proven } from '../support/proof.ts';
import { carriedOut, preparedId, storyOf } from '../support/story.ts';
import { startWholeWorld, type World } from '../support/world.ts';

const MAILBOX = 'alice@contoso.com';

describe('Seeing the whole tenant', () => {
  let world: World;
  before(async () => {
    world = await startWholeWorld();
  });
  after(() => world.close());

  /** Asks what a person can see until it is there: a worker takes a census within seconds. */
  async function until(by: Person, line: string, wanted: RegExp): Promise<string> {
    for (;;) {
      const { text } = await by.types(line);
      if (wanted.test(text)) return text;
    }
  }

  /** What was asked for stands on the card until it has been done. */
  async function censusNow(): Promise<string> {
    assert.match((await world.oncall.types('census now')).text, /A census begins within seconds/);
    return await until(world.oncall, 'census', /^(?!.*(?:under way|begins within seconds)).*Taken /s);
  }

  it('begins with nothing, and only an administrator has a census taken', async () => {
    assert.match((await world.desk.types('census')).text, /No census has been taken yet/);
    assert.match((await world.desk.types('sentinel')).text, /nobody has looked/);
    assert.match((await world.desk.types('census now')).text, /You need the role "admin"/);
  });

  it('counts every mailbox of the tenant by type and domain', async () => {
    const text = await censusNow();
    assert.match(text, /\d+ mailboxes/);
    assert.match(text, /synced ones are cloud-managed/);
    assert.match(text, /By type[\s\S]*User mailbox/);
    assert.match(text, /By unit \(domain\)[\s\S]*contoso\.com/);
    assert.match(text, /There was none before to compare with/);
    assert.match((await world.desk.types('sentinel')).text, /Nothing was changed past Steward/);
  });

  it('notices a mailbox that was moved past Steward, and an approver adopts it', async () => {
    await world.tenant.edit('cloud', MAILBOX, { IsExchangeCloudManaged: true });
    assert.match(await censusNow(), /1 to the cloud/);
    const listed = await until(world.desk, 'sentinel', /Became cloud-managed without Steward/);
    assert.match(listed, /1 mailbox is not as approved/);
    const posted = await world.approver.sees(showing('Became cloud-managed without Steward'), world.channel);
    const own = await world.approver.pressesSeen('sentinel', posted, { in: world.channel });
    assert.ok(verbsOf(own.card).includes('adopt'), 'who decides gets their own view from the shared message');
    const card = await world.approver.types('sentinel').then(() => world.approver.sees(showing('not as approved')));
    const shown = await world.approver.presses('sentinel', card);
    assert.deepEqual([...verbsOf(shown.card)].sort(), ['adopt', 'ignore'], 'an approver without the right to ask');
    assert.match((await world.desk.types(`adopt ${MAILBOX}`)).text, /You need the role "approver"/);
    const adopted = await world.approver.types(`adopt ${MAILBOX}`);
    assert.match(adopted.text, /is approved as it was found/);
    assert.match((await world.desk.types('sentinel')).text, /Nothing was changed past Steward/);
  });

  it('notices values that changed after that, shows both, and the desk proposes a rollback', async () => {
    await world.tenant.edit('cloud', MAILBOX, { MailTip: 'Set by a script' });
    await censusNow();
    await until(world.desk, 'sentinel', /Values changed past Steward/);
    const one = await world.desk.types(`sentinel ${MAILBOX}`);
    assert.match(one.text, /MailTip:\s+not set → “Set by a script”/);
    const card = await world.desk.sees(showing('Set by a script', 'rollback'));
    const proposed = await world.desk.presses('rollback', card);
    const story = storyOf(world, world.desk, preparedId(proposed));
    await story.cardShows('to confirm it');
    await story.cancelled();
    const ignored = await world.approver.types(`ignore ${MAILBOX} --reason "known script"`);
    assert.match(ignored.text, /left alone until something else is found/);
  });

  it('finds nothing to say about what Steward did itself, and finds what was done to it afterwards', async () => {
    const story = await carriedOut(world, { mailbox: 'sales@contoso.com' });
    await censusNow();
    assert.doesNotMatch((await world.desk.types('sentinel')).text, /Sales/);
    await world.tenant.edit('cloud', 'sales@contoso.com', { IsExchangeCloudManaged: false });
    await censusNow();
    const found = await world.oncall.sees(
      showing(/sales@contoso\.com[\s\S]*Went back on-premises past Steward/),
      world.channel,
    );
    assert.match(textOf(found), new RegExp(story.id));
  });

  it('leaves a trail that fits', async () => {
    const { entries } = await proven(world);
    const kinds = entries.map(({ kind }) => kind).filter((kind) => kind.startsWith('divergence'));
    assert.deepEqual(kinds, [
      'divergence_found',
      'divergence_adopted',
      'divergence_found',
      'divergence_ignored',
      'divergence_found',
    ]);
  });
});
