import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { GROUPS, PEOPLE } from '../../demo/people.ts';
import { type ManualTime, MINUTE, manualTime } from '../support/manual-time.ts';
import { proven, requestsEver, storyInTrail } from '../support/proof.ts';
import { openStory, preparedId, storyOf } from '../support/story.ts';
import { startWorld, type World } from '../support/world.ts';

const ROUNDS = Array.from({ length: 20 }, (_, index) => index + 1);
const ENDINGS = ['approved', 'denied', 'cancelled', 'expired'];

describe('things that happen at once', () => {
  let world: World;
  let time: ManualTime;
  before(async () => {
    time = manualTime();
    const environment = {
      ROLE_REQUESTER: `${GROUPS.requesters},${PEOPLE[2]?.objectId}`,
      CONFIRM_TTL: 'PT2M',
      REQUEST_TTL: 'PT2M',
    };
    world = await startWorld({ environment, clocks: time });
    await world.startBot();
  });
  after(() => world.close());

  it('the same person pressing twice has one effect, and both presses get an answer', async () => {
    const story = await openStory(world, { mailbox: 'alice@contoso.com' });
    const card = await story.cardShows('to confirm it');
    const heard = await Promise.all([1, 2].map(() => world.desk.presses('confirm', card)));
    for (const { text, isError } of heard) {
      assert.equal(isError, false);
      assert.match(text, /aiting for approval/);
    }
    assert.deepEqual(await storyInTrail(world, story.id), ['drafted', 'confirmed']);
    await story.cancelled('typed');
  });

  it('the same delivery five times over has one effect and is answered each time', async () => {
    const story = await openStory(world, { mailbox: 'alice@contoso.com' });
    const { activityId } = await story.confirmed();
    const answers = await Promise.all(Array.from({ length: 5 }, () => world.chat.redeliver(activityId)));
    for (const { status, body } of answers) {
      assert.equal(status, 200);
      assert.match(JSON.stringify(body), /already done|Waiting for approval/);
    }
    assert.deepEqual(await storyInTrail(world, story.id), ['drafted', 'confirmed']);
    await story.cancelled('typed');
  });

  it('the same typed line delivered again drafts nothing more', async () => {
    const before = await requestsEver(world);
    const heard = await world.desk.types('request sales@contoso.com');
    await Promise.all(Array.from({ length: 3 }, () => world.chat.redeliver(heard.activityId)));
    assert.equal(await requestsEver(world), before + 1);
    await storyOf(world, world.desk, preparedId(heard)).cancelled('typed');
  });

  for (const round of ROUNDS.slice(0, 5)) {
    it(`confirming and cancelling leave one of the two orders, round ${round}`, async () => {
      const story = await openStory(world, { mailbox: 'alice@contoso.com' });
      const card = await story.cardShows('to confirm it');
      await Promise.all([world.desk.presses('confirm', card), world.desk.presses('cancel', card)]);
      const trail = await storyInTrail(world, story.id);
      const orders = [
        ['drafted', 'cancelled'],
        ['drafted', 'confirmed', 'cancelled'],
      ];
      assert.ok(
        orders.some((order) => order.join() === trail.join()),
        trail.join(),
      );
    });
  }

  it('edge 51: two people asking for the same mailbox get one request, and the other only that somebody is at it', async () => {
    for (const mailbox of ['alice@contoso.com', 'sales@contoso.com', 'reception@contoso.com']) {
      const before = await requestsEver(world);
      const people = [world.desk, world.oncall];
      const heard = await Promise.all(people.map((one) => one.types(`request ${mailbox}`)));
      const won = heard.findIndex(({ text }) => text.startsWith('I prepared'));
      const [winner, loser] = [people[won], heard[1 - won]];
      assert.ok(winner && loser, JSON.stringify(heard));
      const id = /prepared (\S+):/.exec(heard[won]?.text ?? '')?.[1];
      assert.equal(
        loser.text,
        `Somebody is preparing a request for ${mailbox} just now: try again in a quarter of an hour.`,
      );
      assert.equal(await requestsEver(world), before + 1);
      await winner.types(`cancel ${id}`);
    }
  });

  it('approving, denying, cancelling and expiring leave exactly one ending, in twenty rounds', async () => {
    for (const round of ROUNDS) {
      const story = await openStory(world, { mailbox: 'campaigns@contoso.com' });
      await story.confirmed();
      const [theirs, oncalls] = await Promise.all([story.decidable(), story.decidable(world.oncall)]);
      const own = await story.cardShows('Waiting for approval');
      const acts = [
        () => world.approver.pressesSeen('approve', theirs, { in: world.channel }),
        () => world.oncall.pressesSeen('deny', oncalls, { in: world.channel }),
        () => world.desk.presses('cancel', own),
        async () => {
          if (round % 2 === 0) time.advance(2 * MINUTE);
          return await world.approver.types(`status ${story.id}`);
        },
      ];
      const turned = [...acts.slice(round % 4), ...acts.slice(0, round % 4)];
      const heard = await Promise.all(turned.map((act) => act()));
      assert.ok(heard.every(({ isError }) => !isError));
      const [drafted, confirmed, ending, ...rest] = await storyInTrail(world, story.id);
      assert.deepEqual([drafted, confirmed], ['drafted', 'confirmed']);
      assert.ok(ENDINGS.includes(String(ending)), String(ending));
      assert.ok(rest.length === 0 || (ending === 'approved' && rest.join() === 'cancelled'), rest.join());
      if (ending === 'approved' && rest.length === 0) await story.cancelled('typed');
    }
    await proven(world);
  });
});
