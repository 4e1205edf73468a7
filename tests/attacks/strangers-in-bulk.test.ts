import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { BOT_APP_ID } from '../../demo/people.ts';
import { startChannelIssuer } from '../support/channel-issuer.ts';
import { type Process, startProcess } from '../support/child-process.ts';
import { type Forge, junkToken } from '../support/forged-tokens.ts';
import { MALFORMED } from '../support/malformed-bodies.ts';
import { inLanes, lineOf, type Stranger, strangerAt } from '../support/stranger.ts';
import { startWorld, type World } from '../support/world.ts';

const WARM_UP = 2_000;
const REQUESTS = 10_000;
const AT_ONCE = 50;
const MEGABYTE = 1024 * 1024;
/** A leak of a kilobyte a request would be ten; what the runtime keeps for itself differs by less than one. */
const MOST_GROWTH = 8 * MEGABYTE;

describe(`${REQUESTS} requests of strangers`, () => {
  let world: World;
  let issuer: Awaited<ReturnType<typeof startChannelIssuer>>;
  let bot: Process;
  let stranger: Stranger;
  let forge: Forge;
  before(async () => {
    const now = (): number => Math.floor(Date.now() / 1000);
    issuer = await startChannelIssuer({ appId: BOT_APP_ID, now });
    world = await startWorld({ environment: { BOT_OPENID_METADATA: issuer.metadataUrl } });
    const collecting = `--import=${new URL('../support/collect-on-signal.ts', import.meta.url)}`;
    bot = await startProcess('bot', { ...world.environment, NODE_OPTIONS: collecting });
    stranger = strangerAt(String(bot.ready.url), AT_ONCE);
    forge = { issuer, serviceUrl: `${world.chat.url}/`, now };
  });
  after(async () => {
    await stranger.leave();
    await bot.terminate();
    await Promise.all([world.close(), issuer.stop()]);
  });

  /** One of everything that costs nothing to send: no token, nonsense, junk of ever new keys and tenants, bad bodies. */
  async function molest(number: number): Promise<void> {
    const line = JSON.stringify(lineOf(world.desk, `request ${number}@contoso.com`, forge.serviceUrl));
    const malformed = MALFORMED[number % MALFORMED.length];
    const attempts = [
      { body: line, headers: {}, statuses: [401] },
      { body: line, headers: { authorization: `Bearer junk.junk.${number}` }, statuses: [401] },
      { body: line, headers: { authorization: `Bearer ${junkToken(forge, number)}` }, statuses: [401] },
      { body: malformed?.body ?? '', headers: {}, statuses: [400, 401, 413] },
    ];
    const { body, headers, statuses } = attempts[number % attempts.length] ?? attempts[0] ?? assert.fail();
    const answer = await stranger.post(body, headers);
    assert.ok(statuses.includes(answer.status), `${answer.status} for number ${number}`);
    assert.equal(answer.text, '');
  }

  /** What is held after the garbage is gone: the least of some looks, because collecting is only asked for. */
  async function held(): Promise<number> {
    const looks: number[] = [];
    for (let look = 0; look < 5; look += 1) {
      process.kill(Number(bot.ready.pid), 'SIGUSR2');
      const { text } = await stranger.get('/metrics');
      looks.push(Number(/^nodejs_heap_size_used_bytes (\S+)/m.exec(text)?.[1]));
    }
    return Math.min(...looks);
  }

  it('leave nothing in the memory of the bot, and a good request is still answered', async (t) => {
    await inLanes(WARM_UP, AT_ONCE, molest);
    const before = await held();
    await inLanes(REQUESTS, AT_ONCE, (index) => molest(WARM_UP + index));
    const growth = (await held()) - before;
    t.diagnostic(`grew by ${(growth / MEGABYTE).toFixed(1)} MB from ${(before / MEGABYTE).toFixed(1)} MB`);
    assert.ok(growth < MOST_GROWTH, `${growth} bytes more`);

    const authorization = `Bearer ${await issuer.sign(forge.serviceUrl)}`;
    const answer = await stranger.post(JSON.stringify(lineOf(world.desk, 'help', forge.serviceUrl)), { authorization });
    assert.equal(answer.status, 200);
    assert.match(JSON.stringify((await world.chat.calls()).at(-1)), /What you can ask/);
  });
});
