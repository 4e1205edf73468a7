import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import { type ManualTime, manualTime } from '../support/manual-time.ts';
import { textOf } from '../support/person.ts';
import { committed, storyInTrail } from '../support/proof.ts';
import { openStory, type Story } from '../support/story.ts';
import { startWorld, type World } from '../support/world.ts';

type Row = readonly [what: string, fault: Readonly<Record<string, unknown>>, writes: number];

const MAILBOX = 'alice@contoso.com';

/** What passes: the flag is set in the end, whatever Exchange said on the way. */
const PASSING: readonly Row[] = [
  ['asks to slow down twice', { kind: 'throttle', times: 2 }, 3],
  ['asks to slow down for a while', { kind: 'throttle', times: 1, retryAfter: '7' }, 2],
  ['has too many calls at once', { kind: 'concurrency-text', times: 1 }, 2],
  ['answers 503 with a page for browsers', { kind: 'unavailable-html', times: 1 }, 2],
  ['writes and then drops the line', { kind: 'commit-then-drop', times: 1 }, 1],
  ['drops the line without writing', { kind: 'drop', times: 1 }, 2],
  ['reports an error and has written all the same', { kind: 'error-but-written', times: 1 }, 1],
  ['reports an error inside a 200 and has written all the same', { kind: 'errors-in-200', written: true }, 1],
  ['shows the old value to the first reads after the write', { kind: 'stale-read', reads: 3 }, 1],
];

/** What does not pass: the request fails with a clear sentence, and nothing was changed. */
const FINAL: readonly (readonly [string, Readonly<Record<string, unknown>>, string, RegExp])[] = [
  ['says done and writes nothing', { kind: 'silent-no-write' }, 'not_confirmed', /Steward gave up/],
  [
    'refuses by its roles (403)',
    { kind: 'forbidden-empty' },
    'exchange_permission',
    /lacks the permission in Exchange/,
  ],
  ['refuses with 4 KB of nothing (403)', { kind: 'forbidden-nul' }, 'exchange_permission', /lacks the permission/],
  ['reports an error inside a 200', { kind: 'errors-in-200' }, 'exchange_rejected', /rejected the change/],
  ['refuses in German', { kind: 'localised' }, 'exchange_write_scope', /outside what Steward may write/],
];

describe('Exchange Online in trouble', () => {
  let world: World;
  let time: ManualTime;
  before(async () => {
    time = manualTime();
    world = await startWorld({ clocks: time });
    await Promise.all([world.startBot(), world.startWorker()]);
  });
  afterEach(async () => {
    await world.tenant.clearFaults();
    await world.tenant.edit('cloud', MAILBOX, { IsExchangeCloudManaged: false });
    await world.tenant.forgetCalls();
  });
  after(() => world.close());

  async function approvedWith(fault: Readonly<Record<string, unknown>>): Promise<Story> {
    const story = await openStory(world, { mailbox: MAILBOX });
    await story.confirmed();
    await world.tenant.fault({ ...(fault.kind === 'stale-read' ? {} : { cmdlet: 'Set-Mailbox' }), ...fault });
    await story.approved();
    return story;
  }

  for (const [what, fault, writes] of PASSING) {
    it(`that ${what} delays a request at most`, async () => {
      const story = await approvedWith(fault);
      assert.match(textOf(await story.outcome()), /It is cloud-managed now, read back/);
      assert.equal(await world.tenant.isCloudManaged(MAILBOX), true);
      assert.equal(await world.tenant.writes(), writes);
      const trail = await storyInTrail(world, story.id);
      assert.deepEqual(
        trail.filter((kind) => kind !== 'delayed'),
        ['drafted', 'confirmed', 'approved', 'started', 'completed'],
      );
    });
  }

  for (const [what, fault, code, sentence] of FINAL) {
    it(`that ${what} ends a request as failed, with a sentence and a way on`, async () => {
      const story = await approvedWith(fault);
      const outcome = textOf(await story.outcome());
      assert.match(outcome, /Failed/);
      assert.match(outcome, sentence);
      assert.equal((await committed(world, story.id)).failure, code);
      assert.equal(await world.tenant.writes(), 1);
      assert.equal(await world.tenant.isCloudManaged(MAILBOX), false);
      await story.cardShows('Ask again');
      assert.equal((await storyInTrail(world, story.id)).at(-1), 'failed');
    });
  }
});

describe('Exchange Online that does not answer', () => {
  let world: World;
  let time: ManualTime;
  before(async () => {
    time = manualTime();
    world = await startWorld({ clocks: time });
    await Promise.all([world.startBot(), world.startWorker()]);
  });
  after(() => world.close());

  it('is told to a person once their patience is over, and nothing was drafted', async () => {
    for (const line of [`check ${MAILBOX}`, `request ${MAILBOX}`]) {
      await world.tenant.forgetCalls();
      await world.tenant.fault({ kind: 'hang', times: 1 });
      const answer = world.desk.types(line);
      while ((await world.tenant.cmdlets()).length === 0);
      time.expire();
      const { text } = await answer;
      assert.equal(text, 'Exchange Online did not answer in time. Nothing was changed: try again in a minute.');
    }
    assert.match((await world.desk.types('pending')).text, /Nothing is open/);
  });

  it('keeps nobody waiting who approves; the cards say what is delayed, and it goes on by itself', async () => {
    const story = await openStory(world, { mailbox: MAILBOX });
    await story.confirmed();
    await story.channelShows('Waiting for approval');
    await world.tenant.forgetCalls();
    await world.tenant.fault({ kind: 'hang', times: 1 });
    // Nobody ends a deadline here: an answer that waited for Exchange would never come.
    assert.match((await story.approved()).text, /Approved by Priya Raman/);
    await world.tenant.arrived('Get-Mailbox');
    time.expire();
    const told = await story.cardShows('Steward tries again by itself');
    assert.match(textOf(told), /Exchange Online did not answer/);
    await story.channelShows('Steward tries again by itself', world.oncall);
    assert.match(textOf(await story.outcome()), /It is cloud-managed now/);
    assert.equal(await world.tenant.writes(), 1);
    assert.deepEqual(await storyInTrail(world, story.id), [
      'drafted',
      'confirmed',
      'approved',
      'delayed',
      'started',
      'completed',
    ]);
  });
});
