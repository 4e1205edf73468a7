import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { buttonsOf, verbsOf } from '../support/card-parts.ts';
import { showing } from '../support/person.ts';
import { requestsEver } from '../support/proof.ts';
import { preparedId, storyOf } from '../support/story.ts';
import { startWorld, type World } from '../support/world.ts';

describe('naming a mailbox', () => {
  let world: World;
  before(async () => {
    world = await startWorld();
    await world.startBot();
  });
  after(() => world.close());

  it('shows a mailbox by address, alias, object id and display name alike', async () => {
    const { objectId } = await world.tenant.mailbox('alice@contoso.com');
    for (const name of ['alice@contoso.com', 'A.Archer@fabrikam.com', objectId, 'Alice Archer', 'soa check alice'])
      assert.match((await world.desk.types(name.startsWith('soa') ? name : `check ${name}`)).text, /Alice Archer/);
  });

  it('edge 48: that two people share asks which one, and the button runs the command on exactly that one', async () => {
    const heard = await world.desk.types('request Alex Smith');
    assert.match(heard.text, /2 mailboxes fit “Alex Smith”\. Which one\?/);
    const choices = buttonsOf(heard.card);
    assert.deepEqual(
      choices.map(({ verb }) => verb),
      ['request', 'request'],
    );
    assert.equal(await requestsEver(world), 0, 'nothing was prepared on a guess');

    const { objectId } = await world.tenant.mailbox('alex.smith@fabrikam.com');
    const wanted = choices.find(({ data }) => data.mailbox === objectId);
    assert.ok(wanted);
    const card = await world.desk.sees(showing('Which one?', 'request'));
    const prepared = await world.desk.presses('request', card, { data: wanted.data });
    const story = storyOf(world, world.desk, preparedId(prepared));
    await story.cardShows('alex.smith@fabrikam.com');
    await story.cancelled();
  });

  it('with a slip of the finger offers the nearest names instead of doing something', async () => {
    const heard = await world.desk.types('check alcie@contoso.com');
    assert.match(heard.text, /No mailbox “alcie@contoso\.com” was found\. Did you mean:/);
    assert.match(heard.text, /Alice Archer/);
    assert.ok(verbsOf(heard.card).every((verb) => verb === 'check'));
    const card = await world.desk.sees(showing('Did you mean:', 'check'));
    const shown = await world.desk.presses('check', card);
    assert.match(shown.text, /Alice Archer[\s\S]*Managed on-premises/);
  });

  it('by mentioning the person works where plain text has only a name', async () => {
    const heard = await world.desk.types('check <at>Priya Raman</at>', world.channel);
    assert.match(heard.text, /priya\.raman@contoso\.com/);
  });

  it('in a channel works with the mention of the bot around it', async () => {
    const heard = await world.desk.types('<at>Steward</at> check alice@contoso.com', world.channel);
    assert.match(heard.text, /Alice Archer/);
  });

  it('pasted from Outlook as "Name <address>" is understood from the HTML twin of the message', async () => {
    const person = { person: 'desk', conversation: world.desk.conversation };
    const html = '<p>check Alice Archer &lt;<a href="mailto:alice@contoso.com">alice@contoso.com</a>&gt;</p>';
    const response = await fetch(`${world.chat.url}/chat/send`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ...person, text: 'check Alice Archer ', html }),
    });
    assert.equal(response.status, 200);
    await world.desk.sees(showing('alice@contoso.com', 'request'));
  });

  it('with look-alike letters is asked back, not folded silently', async () => {
    const heard = await world.desk.types('check ａlice@contoso.com');
    assert.match(heard.text, /contains look-alike letters/);
  });
});

describe('a verb that does not exist', () => {
  let world: World;
  before(async () => {
    world = await startWorld();
    await world.startBot();
  });
  after(() => world.close());

  for (const [typed, sentence] of [
    ['requst alice@contoso.com', 'I do not know "requst". Did you mean "request"?'],
    ['aprove 7Q4K-2M', 'I do not know "aprove". Did you mean "approve"?'],
    ['abracadabra', 'I do not know "abracadabra". Type "help" to see what I can do.'],
  ] as const) {
    it(`"${typed}" is answered with what is near`, async () => {
      assert.equal((await world.desk.types(typed)).text, sentence);
    });
  }

  it('"help" lists what this person may do, and nothing else', async () => {
    const forDesk = (await world.desk.types('help')).text;
    const forApprover = (await world.approver.types('help')).text;
    assert.match(forDesk, /^request <mailbox>/m);
    assert.doesNotMatch(forDesk, /^approve/m);
    assert.match(forApprover, /^approve <id>/m);
    assert.doesNotMatch(forApprover, /^rollback/m);
  });
});
