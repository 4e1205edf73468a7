import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import * as z from 'zod/v4';
import { GROUPS, PEOPLE } from '../../demo/people.ts';
import { cardText, verbsOf } from '../support/card-parts.ts';
import type { SeenMessage } from '../support/chat-client.ts';
import { crowd, idsOf } from '../support/crowd.ts';
import { type Person, personIn } from '../support/person.ts';
import { committed, proven, storyInTrail } from '../support/proof.ts';
import { isCardOf, openStory, type Story } from '../support/story.ts';
import { startWholeWorld, type World } from '../support/world.ts';

const VIEWERS = crowd(1);
/** The requester may approve too, though never what they asked for themselves. */
const ROLES = {
  ROLE_VIEWER: idsOf(VIEWERS),
  ROLE_APPROVER: `${GROUPS.approvers},${idsOf(PEOPLE.filter(({ key }) => key === 'desk'))}`,
};
const refresh = z.object({ refresh: z.object({ userIds: z.array(z.string()) }) });
const sent = z.looseObject({ attachments: z.tuple([z.looseObject({ content: z.unknown() })]) });

/** Asked for and confirmed, and its cards are drawn: from now on the bot has nothing to say by itself. */
async function waiting(world: World, mailbox: string): Promise<Story> {
  const story = await openStory(world, { mailbox });
  await story.confirmed();
  await story.channelShows('Waiting for approval');
  await story.cardShows('Waiting for approval');
  return story;
}

/** The shared card as this person sees it, once it fits. */
const cardOf =
  (world: World, story: Story) =>
  (person: Person, fits: (message: SeenMessage) => boolean = () => true): Promise<SeenMessage> =>
    person.sees((message) => isCardOf(story.id)(message) && fits(message), world.channel);

/** What the bot last said in the channel about a request: the card that everybody shares. */
async function sharedCard(world: World, story: Story): Promise<unknown> {
  const calls = (await world.chat.calls()).filter(({ conversation }) => conversation === world.channel);
  const cards = calls.flatMap(({ body }) => sent.safeParse(body).data?.attachments[0].content ?? []);
  return cards.findLast((card) => cardText(card).includes(`Request ${story.id}`));
}

const listedOn = (card: unknown): readonly string[] => refresh.parse(card).refresh.userIds;

/** Teams asking by itself for what this person sees, as when they open the channel on one more device. */
async function opensChannel(world: World, person: Person, on: SeenMessage): Promise<SeenMessage> {
  const asked = { person: person.key, conversation: world.channel, messageId: on.id };
  await world.chat.control('../chat/refresh', asked);
  const seen = (await person.messages(world.channel)).find(({ id }) => id === on.id);
  assert.ok(seen);
  return seen;
}

/** No message that others can read has a button that is one person's. */
async function nothingPrivateWasSaid(world: World): Promise<void> {
  const calls = (await world.chat.calls()).filter(({ method }) => method !== 'GET');
  assert.ok(calls.length > 0);
  for (const { body, conversation, path } of calls) {
    const verbs = verbsOf(body);
    assert.ok(!verbs.includes('approve') && !verbs.includes('deny'), `${path}: ${verbs.join()}`);
    if (conversation === world.channel) assert.ok(!verbs.includes('cancel'), `${path}: ${verbs.join()}`);
  }
}

describe('the approval card that everybody shares', () => {
  let world: World;
  let viewer: Person;
  before(async () => {
    world = await startWholeWorld({ people: VIEWERS, environment: ROLES });
    viewer = await personIn(world.chat, 'person-0001');
  });
  after(() => world.close());

  it('has buttons for those who may decide, without their doing anything', async () => {
    const story = await waiting(world, 'alice@contoso.com');
    for (const person of [world.approver, world.oncall]) {
      const own = await cardOf(world, story)(person, ({ card }) => verbsOf(card).includes('approve'));
      assert.deepEqual([own.private, verbsOf(own.card)], [true, ['approve', 'deny']]);
    }
    assert.deepEqual(listedOn(await sharedCard(world, story)), [world.approver.mri, world.oncall.mri]);
    await story.cancelled('typed');
  });

  it('has only "Review" for the requester and for who only looks on, and that shows each of them the truth', async () => {
    const story = await waiting(world, 'sales@contoso.com');
    const shared = await cardOf(world, story)(viewer);
    for (const person of [world.desk, viewer]) {
      const [own] = (await person.messages(world.channel)).filter(({ id }) => id === shared.id);
      assert.deepEqual([own?.private, verbsOf(own?.card)], [false, ['review']]);
    }
    const asked = await world.desk.presses('review', shared, { in: world.channel });
    assert.deepEqual(verbsOf(asked.card), ['hold', 'cancel']);
    const looked = await viewer.presses('review', shared, { in: world.channel });
    assert.deepEqual(verbsOf(looked.card), ['hold']);
    assert.match(looked.text, /Waiting for approval \(0 of 1\)/);
    await story.cancelled('typed');
  });

  it('asks by itself without the bot saying or changing anything', async () => {
    const story = await waiting(world, 'reception@contoso.com');
    const card = await story.decidable();
    const before = [await world.chat.calls(), await committed(world, story.id), (await proven(world)).entries];
    for (const person of [world.approver, world.oncall, world.desk, viewer]) {
      for (let device = 0; device < 3; device += 1) await opensChannel(world, person, card);
    }
    const after = [await world.chat.calls(), await committed(world, story.id), (await proven(world)).entries];
    assert.deepEqual(after, before);
    await story.cancelled('typed');
  });

  it('works on every device of one person: the second press has no effect and is told the truth', async () => {
    const story = await waiting(world, 'campaigns@contoso.com');
    const desktop = await story.decidable();
    const phone = await opensChannel(world, world.approver, desktop);
    assert.deepEqual(verbsOf(phone.card), ['approve', 'deny']);
    const pressed = await world.approver.pressesSeen('approve', desktop, { in: world.channel });
    assert.match(pressed.text, /Approved by Priya Raman/);
    const again = await world.approver.pressesSeen('approve', phone, { in: world.channel });
    assert.equal(again.isError, false);
    assert.match(again.text, /out of date/);
    await story.outcome();
    const trail = await storyInTrail(world, story.id);
    assert.equal(trail.filter((kind) => kind === 'approved').length, 1);
  });

  it('cannot be pressed by who has no such button: a forged click is refused, with the reason on a card for them', async () => {
    const story = await waiting(world, 'room.berlin@contoso.com');
    const shared = await cardOf(world, story)(viewer);
    const forged = { in: world.channel, forged: true, data: { request: story.id, version: 2 } };
    const heard = await world.desk.presses('approve', shared, forged);
    assert.match(heard.text, /You asked for .+ yourself, so somebody else has to decide it/);
    assert.deepEqual([heard.isError, verbsOf(heard.card)], [false, ['hold', 'cancel']]);
    const [own] = (await viewer.messages(world.channel)).filter(({ id }) => id === shared.id);
    assert.equal(own?.private, false, 'nobody else sees the reason');
    const refused = await viewer.presses('approve', shared, forged);
    assert.match(refused.text, /You need the role "approver"/);
    assert.deepEqual(await storyInTrail(world, story.id), ['drafted', 'confirmed']);
    await story.cancelled('typed');
  });

  it('lists nobody once it is decided, and everybody sees how it ended', async () => {
    const story = await waiting(world, 'projector.1@contoso.com');
    await story.denied('clicked', 'not now');
    for (const person of [world.desk, world.approver, world.oncall, viewer]) {
      const card = await cardOf(world, story)(person, ({ card: seen }) => cardText(seen).includes('Denied by'));
      assert.deepEqual(verbsOf(card.card), []);
    }
    const shown = await cardOf(world, story)(viewer, ({ card }) => cardText(card).includes('Denied by'));
    assert.equal(shown.private, false);
    assert.deepEqual(listedOn(await sharedCard(world, story)), []);
  });

  it('never told others what was one person’s, in all of the above', () => nothingPrivateWasSaid(world));
});

describe('a request that two have to approve', () => {
  let world: World;
  before(async () => {
    const all = [GROUPS.approvers, ...crowd(1).map(({ objectId }) => objectId)].join(',');
    world = await startWholeWorld({ people: crowd(1), environment: { ROLE_APPROVER: all, APPROVALS_REQUIRED: '2' } });
  });
  after(() => world.close());

  it('asks by itself only those who have not voted yet', async () => {
    const story = await waiting(world, 'alice@contoso.com');
    await story.approved();
    await story.channelShows('Waiting for approval (1 of 2)', world.oncall);
    const third = await personIn(world.chat, 'person-0001');
    assert.deepEqual(listedOn(await sharedCard(world, story)), [world.oncall.mri, third.mri]);
    const voted = await world.approver.presses('review', await cardOf(world, story)(world.approver), {
      in: world.channel,
    });
    assert.deepEqual(verbsOf(voted.card), ['hold']);
    await story.approved('clicked', world.oncall);
    await story.outcome();
    await nothingPrivateWasSaid(world);
  });
});

const SEVENTY = crowd(70);

describe('more approvers than Teams asks for', () => {
  let world: World;
  let people: readonly Person[];
  before(async () => {
    world = await startWholeWorld({ people: SEVENTY, environment: { ROLE_APPROVER: idsOf(SEVENTY) } });
    people = await Promise.all(SEVENTY.map(({ key }) => personIn(world.chat, key)));
  });
  afterEach(() => world.chat.clearFaults());
  after(() => world.close());

  const unlisted = async (story: Story): Promise<Person> => {
    const listed = listedOn(await sharedCard(world, story));
    const one = people.find(({ mri }) => !listed.includes(mri));
    assert.ok(one);
    return one;
  };

  it('has sixty of them listed; the others press "Review" and decide', async () => {
    const story = await openStory(world, { mailbox: 'alice@contoso.com' });
    await story.confirmed();
    const shared = await story.channelShows('Waiting for approval', people[0]);
    assert.equal(listedOn(await sharedCard(world, story)).length, 60);
    const one = await unlisted(story);
    const own = (await one.messages(world.channel)).find(({ id }) => id === shared.id);
    assert.deepEqual([own?.private, verbsOf(own?.card)], [false, ['review']]);
    const view = await one.presses('review', shared, { in: world.channel });
    assert.deepEqual(verbsOf(view.card), ['approve', 'deny']);
    const heard = await one.presses('approve', shared, { in: world.channel });
    assert.match(heard.text, new RegExp(`Approved by ${one.name}`));
    await story.outcome();
  });

  it('has nobody listed whom a roster that is busy does not tell; whoever pressed "Review" is known the next time', async () => {
    const other = await startWholeWorld({ people: SEVENTY, environment: { ROLE_APPROVER: idsOf(SEVENTY) } });
    try {
      const one = await personIn(other.chat, 'person-0007');
      const kind = '503';
      await other.chat.fault({ kind, method: 'GET', conversation: other.channel, times: 100 });
      const first = await openStory(other, { mailbox: 'alice@contoso.com' });
      await first.confirmed();
      const shared = await first.channelShows('Waiting for approval', one);
      assert.deepEqual(listedOn(await sharedCard(other, first)), []);
      assert.deepEqual(verbsOf(shared.card), ['review']);
      const view = await one.presses('review', shared, { in: other.channel });
      assert.deepEqual(verbsOf(view.card), ['approve', 'deny']);

      const second = await openStory(other, { mailbox: 'sales@contoso.com' });
      await second.confirmed();
      await second.channelShows('Waiting for approval', one);
      assert.deepEqual(listedOn(await sharedCard(other, second)), [one.mri]);
      await cardOf(other, second)(one, ({ card }) => verbsOf(card).includes('approve'));
      await nothingPrivateWasSaid(other);
    } finally {
      await other.close();
    }
  });

  it('told others nothing that was one person’s', () => nothingPrivateWasSaid(world));
});
