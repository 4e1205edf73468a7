import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import * as z from 'zod/v4';
import { BOT_APP_ID, GROUPS } from '../../demo/people.ts';
import { buttonsOf, verbsOf } from '../support/card-parts.ts';
import type { SeenMessage } from '../support/chat-client.ts';
import { crowd, idsOf } from '../support/crowd.ts';
import { MINUTE, manualTime } from '../support/manual-time.ts';
import { type Person, personIn, textOf } from '../support/person.ts';
import { committed, requestsEver, storyInTrail } from '../support/proof.ts';
import { openStory } from '../support/story.ts';
import { startWorld, type World, type WorldOptions } from '../support/world.ts';

// Each of these is a mistake that somebody else's approval bot has made in public. The numbers are those of our notes.

/** A world with a bot for one test, closed when the test ends. */
async function withBot(options: WorldOptions, test: (world: World) => Promise<void>): Promise<void> {
  const world = await startWorld(options);
  try {
    await world.startBot();
    await test(world);
  } finally {
    await world.close();
  }
}

describe('mistakes others have paid for, on their own', () => {
  it('row 1: an empty list of approvers means nobody, and who asks is told so at once', () =>
    withBot({ environment: { ROLE_APPROVER: '' } }, async (world) => {
      const { text } = await world.desk.types('request alice@contoso.com');
      assert.match(text, /^Too few people could approve this/);
      assert.equal(await requestsEver(world), 0);
      assert.match((await world.approver.types('approve 7Q4K-2M')).text, /You need the role "approver"/);
    }));

  it('row 2: somebody with an approver’s name and address but another object id is nobody', () => {
    const [stranger] = crowd(1);
    assert.ok(stranger);
    const twin = { ...stranger, key: 'twin', name: 'Priya Raman', upn: 'priya.raman@contoso.com' };
    return withBot({ people: [twin] }, async (world) => {
      const story = await openStory(world, { mailbox: 'alice@contoso.com' });
      await story.confirmed();
      const impostor = await personIn(world.chat, 'twin');
      const { text } = await impostor.types(`approve ${story.id}`);
      assert.match(text, /You need the role|could not be asked for your roles|Guests cannot|not known/);
      assert.deepEqual(await storyInTrail(world, story.id), ['drafted', 'confirmed']);
    });
  });

  it('row 4 and 14: a group of approvers is people: two are needed, one group does not count as both', () =>
    withBot({ environment: { APPROVALS_REQUIRED: '2' } }, async (world) => {
      const story = await openStory(world, { mailbox: 'alice@contoso.com' });
      await story.confirmed();
      const first = await story.approved('typed', world.approver);
      assert.match(first.text, /Waiting for approval \(1 of 2\)/);
      assert.match(first.text, /needs 1 more person/);
      await story.approved('typed', world.oncall);
      assert.deepEqual(await storyInTrail(world, story.id), ['drafted', 'confirmed', 'approved', 'approved']);
    }));

  it('row 11: a pending approval lives in no process: a bot that never saw the request takes the click', async () => {
    const world = await startWorld();
    try {
      const first = await world.startBot();
      const story = await openStory(world, { mailbox: 'alice@contoso.com' });
      await story.confirmed();
      await story.channelShows('Waiting for approval');
      await first.stop();
      await world.startBot();
      assert.match((await story.approved()).text, /Approved by Priya Raman/);
    } finally {
      await world.close();
    }
  });

  it('row 13: an overdue question ends although nothing sweeps: whoever touches it ends it', () => {
    const time = manualTime();
    return withBot({ environment: { REQUEST_TTL: 'PT2M' }, clocks: time }, async (world) => {
      const story = await openStory(world, { mailbox: 'alice@contoso.com' });
      await story.confirmed();
      time.advance(2 * MINUTE);
      assert.match((await story.approved('typed')).text, /expired at .+ without a decision/);
      assert.equal((await committed(world, story.id)).state, 'expired');
    });
  });

  it('row 15: an approver who is alone cannot be asked by themselves: it is said before anything is posted', () => {
    const [only] = crowd(1);
    assert.ok(only);
    const environment = { ROLE_APPROVER: idsOf([only]), ROLE_REQUESTER: `${GROUPS.requesters},${only.objectId}` };
    return withBot({ people: [only], environment }, async (world) => {
      const alone = await personIn(world.chat, only.key);
      assert.match((await alone.types('request alice@contoso.com')).text, /^Too few people could approve this/);
      assert.equal(await requestsEver(world), 0);
    });
  });
});

describe('mistakes others have paid for, with more people than Teams lists', () => {
  const sixtyOne = crowd(61);

  it('row 17: the sixty-first approver presses Review and decides like the sixty whom Teams asks by itself', () =>
    withBot({ people: sixtyOne, environment: { ROLE_APPROVER: idsOf(sixtyOne) } }, async (world) => {
      const people = await Promise.all(sixtyOne.map(({ key }) => personIn(world.chat, key)));
      const story = await openStory(world, { mailbox: 'alice@contoso.com' });
      await story.confirmed();
      const asked = await story.channelShows('Waiting for approval', people[0]);
      const listed = await askedByItself(world);
      assert.equal(listed.length, 60);
      const last = people.find(({ mri }) => !listed.includes(mri));
      assert.ok(last);
      const shared = verbsOf((await seenAs(world, last, asked.id))?.card);
      assert.deepEqual([shared.includes('review'), shared.includes('approve')], [true, false]);
      const own = await last.presses('review', asked, { in: world.channel });
      for (const verb of ['approve', 'deny']) assert.ok(verbsOf(own.card).includes(verb), verb);
      const heard = await last.presses('approve', asked, { in: world.channel });
      assert.match(heard.text, new RegExp(`Approved by ${last.name}`));
    }));
});

describe('mistakes others have paid for, in one world', () => {
  let world: World;
  before(async () => {
    world = await startWorld();
    await world.startBot();
  });
  after(() => world.close());

  it('row 3: a click is committed before it is answered', async () => {
    const story = await openStory(world, { mailbox: 'alice@contoso.com' });
    await story.confirmed();
    assert.equal((await committed(world, story.id)).state, 'pending', 'true at the moment of the answer');
    await story.approved('typed');
    assert.equal((await committed(world, story.id)).state, 'approved');
    await story.cancelled('typed');
  });

  it('row 5: a command typed in a thread and a click without it are about the same request', async () => {
    const heard = await world.desk.types('request sales@contoso.com', world.channel);
    const id = /prepared (\S+) and/.exec(heard.text)?.[1] ?? '';
    const card = await world.desk.sees((message) => textOf(message).includes(`Request ${id}`));
    assert.match((await world.desk.presses('confirm', card)).text, /Waiting for approval/);
    const asked = await world.approver.sees(
      (message) => textOf(message).includes(id) && verbsOf(message.card).includes('approve'),
      world.channel,
    );
    const clicked = await world.approver.presses('approve', asked, { in: world.channel, withThread: false });
    assert.match(clicked.text, /Approved by/);
    await world.desk.types(`cancel ${id}`);
  });

  it('row 6: a button that arrives as a message without text or mention is a click like any other', async () => {
    const story = await openStory(world, { mailbox: 'alice@contoso.com' });
    await story.confirmed();
    await world.chat.deliver(submitIn(world, { verb: 'approve', request: story.id, version: 2 }));
    assert.deepEqual(await storyInTrail(world, story.id), ['drafted', 'confirmed', 'approved']);
    await story.cancelled('typed');
  });

  it('row 7 and 8: a click obeys the same rules as a typed line: no role, no approval, whoever’s card it is', async () => {
    const story = await openStory(world, { mailbox: 'alice@contoso.com' });
    await story.confirmed();
    const card = await story.channelShows('Waiting for approval', world.desk);
    const forged = { in: world.channel, forged: true, data: { request: story.id, version: 2 } };
    const clicked = await world.desk.presses('approve', card, forged);
    const typed = await world.desk.types(`approve ${story.id}`);
    assert.match(typed.text, /You need the role "approver"/);
    assert.equal(clicked.text, typed.text);
    assert.deepEqual(await storyInTrail(world, story.id), ['drafted', 'confirmed']);
    await story.cancelled('typed');
  });

  it('row 9: a refused click changes no card of anybody else', async () => {
    const story = await openStory(world, { mailbox: 'alice@contoso.com' });
    await story.confirmed();
    const before = await story.channelShows('Waiting for approval', world.oncall);
    const forged = { in: world.channel, forged: true, data: { request: story.id, version: 2 } };
    await world.desk.presses('approve', before, forged);
    const afterwards = (await world.oncall.messages(world.channel)).find(({ id }) => id === before.id);
    assert.equal(afterwards?.revision, before.revision);
    assert.match(textOf(afterwards ?? before), /Waiting for approval/);
    await story.cancelled('typed');
  });

  it('row 10: a forged payload re-enables nothing: the server looks everything up again', async () => {
    const story = await openStory(world, { mailbox: 'alice@contoso.com' });
    await story.cancelled('typed');
    const card = await story.cardShows('Cancelled by');
    for (const verb of ['confirm', 'cancel'])
      await world.desk.presses(verb, card, { forged: true, data: { request: story.id, version: 2 } });
    assert.deepEqual(await storyInTrail(world, story.id), ['drafted', 'cancelled']);
  });

  it('row 12: a button carries a request’s id and the version it showed, and nothing that anybody would believe', async () => {
    const story = await openStory(world, { mailbox: 'alice@contoso.com' });
    const card = await story.cardShows('to confirm it');
    for (const { verb, data } of buttonsOf(card.card)) {
      assert.ok(['confirm', 'cancel'].includes(verb));
      assert.deepEqual(Object.keys(data).sort(), ['request', 'version']);
    }
    await story.cancelled('typed');
  });

  it('row 18: an approver is never asked to sign in: the bot asks the directory about them, as itself', async () => {
    const story = await openStory(world, { mailbox: 'alice@contoso.com' });
    await story.confirmed();
    await story.channelShows('Waiting for approval', world.approver);
    await world.tenant.forgetCalls();
    await story.approved();
    const asked = await graphPaths(world);
    assert.ok(asked.some((path) => path.includes(`/users/${world.approver.objectId}/`)));
    assert.deepEqual(
      asked.filter((path) => /\/me\b/.test(path)),
      [],
    );
    for (const { path, body } of await world.chat.calls()) {
      assert.doesNotMatch(JSON.stringify(body ?? null), /card\.(oauth|signin)|"signin|tokenExchangeResource/i, path);
    }
    await story.cancelled('typed');
  });
});

const sentCard = z.looseObject({ refresh: z.object({ userIds: z.array(z.string()) }) });
const sent = z.looseObject({ attachments: z.tuple([z.looseObject({ content: sentCard })]) });

/** Whom the card in the channel names, so that Teams asks for their own view of it. */
async function askedByItself(world: World): Promise<readonly string[]> {
  const calls = (await world.chat.calls()).filter(({ conversation }) => conversation === world.channel);
  const cards = calls.flatMap(({ body }) => sent.safeParse(body).data?.attachments[0].content ?? []);
  return cards.at(-1)?.refresh.userIds ?? [];
}

/** A message as this person has it on their screen. */
async function seenAs(world: World, person: Person, id: string): Promise<SeenMessage | undefined> {
  return (await person.messages(world.channel)).find((message) => message.id === id);
}

const tenantCalls = z.object({ calls: z.array(z.object({ path: z.string() })) });

async function graphPaths(world: World): Promise<readonly string[]> {
  const response = await fetch(`${world.tenant.url}/control/calls`);
  return tenantCalls.parse(await response.json()).calls.map(({ path }) => path);
}

function submitIn(world: World, value: object): object {
  const tenantId = world.environment.TENANT_ID;
  return {
    type: 'message',
    id: '1700000000777',
    channelId: 'msteams',
    serviceUrl: `${world.chat.url}/`,
    from: { id: world.approver.mri, name: world.approver.name, aadObjectId: world.approver.objectId },
    recipient: { id: `28:${BOT_APP_ID}`, name: 'Steward' },
    conversation: { isGroup: true, conversationType: 'channel', tenantId, id: world.channel },
    channelData: { tenant: { id: tenantId } },
    text: '',
    value,
  };
}
