import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { startWorld, type World } from '../support/world.ts';

// The command as an administrator runs it: a process of its own, with the environment of bot and worker.

const main = fileURLToPath(new URL('../../bot/doctor-main.ts', import.meta.url));

describe('The process of npm run doctor', () => {
  let world: World;
  before(async () => {
    world = await startWorld();
  });
  after(() => world.close());

  async function doctor(change: Readonly<Record<string, string>> = {}) {
    const child = spawn(process.execPath, [main], {
      env: { ...world.environment, ...change },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const exit = new Promise<number | null>((resolve) => child.once('close', resolve));
    const [out, err, code] = await Promise.all([text(child.stdout), text(child.stderr), exit]);
    return { code, lines: out.trim().split('\n'), err: err.trim() };
  }

  it('exits 0 with a good configuration, and says so in its last line', async () => {
    const { code, lines, err } = await doctor();
    assert.deepEqual([code, lines.at(-1), err], [0, 'Nothing is wrong.', '']);
  });

  it('exits 1 when something is wrong, and 2 when something could not be found out', async () => {
    const wrong = await doctor({ ROLE_REQUESTER: '' });
    assert.deepEqual([wrong.code, wrong.lines.at(-1), wrong.err], [1, '1 is wrong.', '']);
    const unknown = await doctor({ BOT_OPENID_METADATA: 'http://127.0.0.1:1' });
    assert.deepEqual([unknown.code, unknown.lines.at(-1), unknown.err], [2, '1 could not be found out.', '']);
  });
});
