import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Person } from '../support/person.ts';
import { startWorld, type World } from '../support/world.ts';

const TOO_FAST = 'You are sending faster than I can follow: wait 2 seconds and try again.';
const BY_THE_BOOK = { RATE_PER_MINUTE: '', RATE_BURST: '' };
const THEIR_LINES = ['help', 'pending', 'check alice@contoso.com', 'status', 'history alice@contoso.com'];

async function flood(person: Person, lines: number): Promise<readonly string[]> {
  const heard = await Promise.all(Array.from({ length: lines }, () => person.types('help')));
  assert.ok(heard.every(({ status }) => status === 200));
  return heard.map(({ text }) => text);
}

describe('500 lines of one person at once', () => {
  let world: World;
  before(async () => {
    world = await startWorld({ environment: BY_THE_BOOK });
    await world.startBot();
  });
  after(() => world.close());

  it('are answered for as far as the burst goes and refused in a sentence from there, while everybody else is served', async () => {
    const flooding = flood(world.desk, 500);
    for (const line of THEIR_LINES) {
      const { text } = await world.approver.types(line);
      assert.ok(text !== '' && text !== TOO_FAST, `${line}: ${text}`);
      assert.doesNotMatch(text, /went wrong|cannot reach|did not answer/);
    }
    const heard = await flooding;
    const served = heard.filter((text) => text.includes('What you can ask'));
    const refused = heard.filter((text) => /^You are sending faster than I can follow: wait \d+ seconds/.test(text));
    assert.equal(served.length + refused.length, 500);
    // One more is free every two seconds for as long as the flood takes.
    assert.ok(served.length >= 15 && served.length < 60, `${served.length} were served`);
  });
});

describe('A limit of its own', () => {
  let world: World;
  before(async () => {
    world = await startWorld({ environment: { RATE_PER_MINUTE: '1', RATE_BURST: '2' } });
    await world.startBot();
  });
  after(() => world.close());

  it('is what the environment says, and counts presses too', async () => {
    await world.desk.types('help');
    const card = await world.desk.sees('What you can ask');
    await world.desk.types('help');
    const forged = { forged: true, data: {} };
    const heard = await world.desk.presses('pending', card, forged);
    assert.match(heard.text, /^You are sending faster than I can follow: wait \d+ seconds and try again\.$/);
    assert.equal(heard.isError, false);
  });
});
