import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { crowd, idsOf } from '../support/crowd.ts';
import { type Person, personIn } from '../support/person.ts';
import { committed, storyInTrail } from '../support/proof.ts';
import { openStory, type Story } from '../support/story.ts';
import { startWorld, type World } from '../support/world.ts';

const FIFTY = crowd(50);

describe('fifty approvers who press at once', () => {
  let world: World;
  let people: readonly Person[];
  before(async () => {
    world = await startWorld({ people: FIFTY, environment: { ROLE_APPROVER: idsOf(FIFTY) } });
    await Promise.all([world.startBot(), world.startWorker()]);
    people = await Promise.all(FIFTY.map(({ key }) => personIn(world.chat, key)));
  });
  after(() => world.close());

  it('make one approval, one job and one change, and each of them gets a truthful answer', async () => {
    const story = await openStory(world, { mailbox: 'alice@contoso.com' });
    await story.confirmed();
    const cards = await cardsOf(story, people);
    const heard = await Promise.all(
      cards.map(({ one, card }) => one.pressesSeen('approve', card, { in: world.channel })),
    );
    for (const { text, isError } of heard) {
      assert.equal(isError, false, text);
      assert.match(text, /Approved by Person \d{4}|is approved by Person|is running|is done|Running|✓ Done/);
    }
    await story.outcome();
    assert.equal(await world.tenant.writes(), 1);
    assert.deepEqual(await storyInTrail(world, story.id), ['drafted', 'confirmed', 'approved', 'started', 'completed']);
    const { votes } = await committed(world, story.id);
    assert.ok(Array.isArray(votes) && votes.length === 1, 'one vote was needed, one was counted');
    await story.channelShows('✓ Done', people[49]);
  });

  it('of whom half deny make exactly one outcome, which all cards tell', async () => {
    const story = await openStory(world, { mailbox: 'sales@contoso.com' });
    await story.confirmed();
    const cards = await cardsOf(story, people);
    await world.tenant.forgetCalls();
    const heard = await Promise.all(
      cards.map(({ one, card }, index) =>
        one.pressesSeen(index % 2 === 0 ? 'approve' : 'deny', card, { in: world.channel }),
      ),
    );
    assert.ok(heard.every(({ isError }) => !isError));
    await story.outcome();
    const trail = await storyInTrail(world, story.id);
    const decisions = trail.filter((kind) => kind === 'approved' || kind === 'denied');
    assert.equal(decisions.length, 1);
    assert.equal(await world.tenant.writes(), decisions[0] === 'approved' ? 1 : 0);
    assert.equal(await world.tenant.isCloudManaged('sales@contoso.com'), decisions[0] === 'approved');
  });
});

describe('a request that needs three people', () => {
  let world: World;
  before(async () => {
    const environment = { ROLE_APPROVER: idsOf(FIFTY), APPROVALS_REQUIRED: '3' };
    world = await startWorld({ people: FIFTY.slice(0, 10), environment });
    await Promise.all([world.startBot(), world.startWorker()]);
  });
  after(() => world.close());

  it('counts exactly three of ten who press at once, and one change follows', async () => {
    const people = await Promise.all(FIFTY.slice(0, 10).map(({ key }) => personIn(world.chat, key)));
    const story = await openStory(world, { mailbox: 'alice@contoso.com' });
    await story.confirmed();
    const cards = await cardsOf(story, people);
    const heard = await Promise.all(
      cards.map(({ one, card }) => one.pressesSeen('approve', card, { in: world.channel })),
    );
    assert.ok(heard.every(({ isError }) => !isError));
    await story.outcome();
    const { votes } = await committed(world, story.id);
    assert.ok(Array.isArray(votes));
    assert.equal(new Set(votes.map(({ person }) => person.objectId)).size, 3);
    assert.equal(await world.tenant.writes(), 1);
    const trail = await storyInTrail(world, story.id);
    assert.equal(trail.filter((kind) => kind === 'approved').length, 3);
  });

  it('counts people, not presses: one who presses ten times is one of three', async () => {
    const one = await personIn(world.chat, FIFTY[0]?.key ?? '');
    const story = await openStory(world, { mailbox: 'sales@contoso.com' });
    await story.confirmed();
    const card = await story.decidable(one);
    await Promise.all(Array.from({ length: 10 }, () => one.pressesSeen('approve', card, { in: world.channel })));
    await story.channelShows('Waiting for approval (1 of 3)', one);
    assert.match((await one.types(`approve ${story.id}`)).text, /You have already approved .+: it needs/);
    const trail = await storyInTrail(world, story.id);
    assert.equal(trail.filter((kind) => kind === 'approved').length, 1);
  });
});

/** The card as each of them sees it, once each of them can decide. */
async function cardsOf(story: Story, people: readonly Person[]) {
  return await Promise.all(people.map(async (one) => ({ one, card: await story.decidable(one) })));
}
