import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { GROUPS, PEOPLE } from '../../demo/people.ts';
import type { SeenMessage } from '../support/chat-client.ts';
import type { Person } from '../support/person.ts';
import { committed, storyInTrail } from '../support/proof.ts';
import { openStory, type Story } from '../support/story.ts';
import { startWorld, type World } from '../support/world.ts';

const OTHERS = { ROLE_REQUESTER: `${GROUPS.requesters},${PEOPLE[2]?.objectId}` };

describe('a forged click', () => {
  let world: World;
  let story: Story;
  before(async () => {
    world = await startWorld({ environment: OTHERS });
    await world.startBot();
    story = await openStory(world, { mailbox: 'alice@contoso.com' });
    await story.confirmed();
    await story.channelShows('Waiting for approval');
  });
  after(() => world.close());

  /** Pressed on a card that has no fields, so that exactly this data arrives. */
  async function forge(verb: string, data: object): Promise<string> {
    const heard = await world.approver.presses(verb, await helpOf(world.approver), { forged: true, data });
    assert.equal(heard.isError, false, `Teams would have shown "Something went wrong": ${heard.text}`);
    assert.equal(heard.status, 200);
    assert.deepEqual(await storyInTrail(world, story.id), ['drafted', 'confirmed'], 'nothing happened');
    return heard.text;
  }

  it('of a verb that does not exist says that the button is from an older card', async () => {
    assert.match(
      await forge('obliterate', { request: story.id }),
      /I do not know "obliterate"\. That button is from an older card/,
    );
  });

  it('of a verb made of markup or of a prototype is only an unknown verb', async () => {
    for (const verb of ['<b>approve</b>', '__proto__', 'constructor', 'toString'])
      assert.match(await forge(verb, {}), /^I do not know|^I could not read that card/);
  });

  it('with keys that nobody wrote on the card is refused as a whole', async () => {
    const text = await forge('approve', { request: story.id, version: 2, actor: world.oncall.objectId });
    assert.match(text, /^I could not read that line/);
  });

  it('with wrong types is refused as a whole', async () => {
    for (const request of [42, null, true, ['x'], { $ne: null }, ''])
      assert.match(await forge('approve', { request, version: 2 }), /^I could not read that line/);
    for (const version of ['2', -1, 0, 1.5, null, [], 1e300])
      assert.match(await forge('approve', { request: story.id, version }), /could not read that line|out of date/);
  });

  it('with the id of a request that is none is told so', async () => {
    assert.match(await forge('approve', { request: '0000-00', version: 1 }), /There is no request "0000-00"/);
  });

  it('that approves with an extra reason does not get it past the schema', async () => {
    assert.match(await forge('approve', { request: story.id, version: 2, reason: 'x' }), /could not read that line/);
  });

  it('by a requester for somebody else’s request cannot cancel it', async () => {
    const forged = { forged: true, data: { request: story.id, version: 2 } };
    const heard = await world.oncall.presses('cancel', await helpOf(world.oncall), forged);
    assert.match(heard.text, /was asked for by Dana Whitfield: only they can cancel it/);
    assert.deepEqual(await storyInTrail(world, story.id), ['drafted', 'confirmed']);
  });

  it('with version 999 counts for the request as it is, once: what is approved never changes with the version', async () => {
    const forged = { forged: true, data: { request: story.id, version: 999 } };
    const help = await helpOf(world.approver);
    assert.match((await world.approver.presses('approve', help, forged)).text, /Approved by Priya Raman/);
    const again = await world.approver.presses('approve', help, forged);
    assert.match(again.text, /That card was out of date/);
    assert.deepEqual(await storyInTrail(world, story.id), ['drafted', 'confirmed', 'approved']);
  });
});

describe('a request that its requester has not confirmed', () => {
  let world: World;
  let story: Story;
  before(async () => {
    world = await startWorld({ environment: OTHERS });
    await world.startBot();
    story = await openStory(world, { mailbox: 'sales@contoso.com' });
  });
  after(() => world.close());

  it('does not exist for others, whichever way they ask for it with its id', async () => {
    const nothing = `There is no request "${story.id}": type "pending" to see the open ones.`;
    for (const line of [`status ${story.id}`, `approve ${story.id}`, `deny ${story.id}`])
      assert.equal((await world.approver.types(line)).text, nothing);
    for (const line of [`confirm ${story.id}`, `cancel ${story.id}`])
      assert.equal((await world.oncall.types(line)).text, nothing);
  });

  it('does not exist for somebody who presses a forged "Confirm request" with its id', async () => {
    const message = await helpOf(world.oncall);
    const data = { request: story.id, version: 1 };
    for (const verb of ['confirm', 'cancel', 'approve', 'deny', 'status']) {
      const heard = await world.oncall.presses(verb, message, { forged: true, data });
      assert.match(heard.text, new RegExp(`^There is no request "${story.id}"`), verb);
    }
    assert.deepEqual(await storyInTrail(world, story.id), ['drafted']);
    assert.equal((await committed(world, story.id)).state, 'drafted');
  });

  it('is in nobody else’s lists', async () => {
    for (const line of ['pending', 'status', 'history sales@contoso.com'])
      assert.ok(!(await world.approver.types(line)).text.includes(story.id), line);
    assert.ok((await world.desk.types('pending')).text.includes(story.id), 'its requester sees it');
  });

  it('does not show through "check" of its mailbox to others either', async () => {
    const { text } = await world.approver.types('check sales@contoso.com');
    assert.ok(!text.includes(story.id), text);
  });
});

async function helpOf(person: Person): Promise<SeenMessage> {
  await person.types('help');
  return await person.sees('What you can ask');
}
