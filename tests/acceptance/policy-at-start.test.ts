import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { type RunningBot, startBot } from '../../bot/start-bot.ts';
import { GROUPS, PEOPLE } from '../../demo/people.ts';
import { manualTime } from '../support/manual-time.ts';
import { type RecordingLog, recordingLog } from '../support/recording-log.ts';
import { startWorld, type World } from '../support/world.ts';

const idOf = (wanted: string): string => {
  const person = PEOPLE.find(({ key }) => key === wanted);
  assert.ok(person);
  return person.objectId;
};
const [desk, approver, oncall] = ['desk', 'approver', 'oncall'].map(idOf);
const TENANT_DEFAULT = { name: 'default for new mailboxes', when: { kind: 'organization' }, approvals: 2 };

describe('A policy that no request could satisfy', () => {
  let world: World;
  before(async () => {
    world = await startWorld();
  });
  after(() => world.close());

  type Settings = Readonly<Record<string, string | undefined>>;

  function fileWith(...rules: readonly object[]): Settings {
    const POLICY_FILE = join(world.archiveFolder, '..', 'policy.json');
    writeFileSync(POLICY_FILE, JSON.stringify({ rules }));
    return { POLICY_FILE };
  }

  async function started(settings: Settings, clock = manualTime().bot): Promise<RecordingLog> {
    const log = recordingLog();
    const bot: RunningBot = await startBot({ ...world.environment, ...settings }, { log, clock });
    await bot.stop();
    return log;
  }

  const warnings = ({ lines }: RecordingLog): readonly string[] =>
    lines.filter(({ level }) => level === 'warn').map(({ message }) => message);

  const refused = (settings: Settings, says: RegExp): Promise<void> =>
    assert.rejects(started(settings), { name: 'ConfigurationError', code: 'configuration', message: says });

  it('stops the start when fewer people are listed than have to approve, with the rule and both numbers', async () => {
    const settings = { ROLE_APPROVER: `${approver}`, APPROVALS_REQUIRED: '2' };
    await refused(settings, /"default" needs 2 to approve besides the requester, and ROLE_APPROVER gives 1/);
  });

  it('stops the start when the people of the role that a file names are too few', async () => {
    const file = fileWith(TENANT_DEFAULT, { name: 'careful', approvals: 2, from: 'admin' });
    await refused({ ...file, ROLE_ADMIN: `${oncall}` }, /"careful" needs 2 .+ ROLE_ADMIN gives 1/);
  });

  it('row 15: stops the start when the only approver is the only requester', async () => {
    const settings = { ROLE_APPROVER: `${desk}`, ROLE_REQUESTER: `${desk}` };
    await refused(settings, /"default" needs 1 .+ ROLE_APPROVER gives 0/);
  });

  it('stops the start when two accounts of one person are all there are', async () => {
    const settings = { ROLE_APPROVER: `${approver},${oncall}`, PEOPLE_LINKS: `${approver}=${oncall}` };
    await refused({ ...settings, APPROVALS_REQUIRED: '2' }, /needs 2 .+ gives 1/);
  });

  it('is said in the log, and no more, where a group could still grow', async () => {
    const log = await started({ ROLE_APPROVER: GROUPS.approvers, APPROVALS_REQUIRED: '3' });
    assert.match(warnings(log).join('\n'), /"default" needs 3 .+ ROLE_APPROVER gives 2: its requests are refused/);
  });

  it('is said in the log, and no more, where nobody is listed yet', async () => {
    const log = await started({ ROLE_APPROVER: '' });
    assert.match(warnings(log).join('\n'), /"default" needs 1 to approve, and ROLE_APPROVER is empty, so nobody can/);
  });

  it('is said in the log, and no more, for what nobody asked for: the built-in rule for the default', async () => {
    const log = await started({ ROLE_APPROVER: `${approver}` });
    assert.deepEqual(warnings(log), [
      'the rule "default for new mailboxes" needs 2 to approve besides the requester, and ROLE_APPROVER gives 1: its requests are refused',
    ]);
    await refused(
      { ROLE_APPROVER: `${approver}`, ...fileWith(TENANT_DEFAULT, { name: 'usual', approvals: 2 }) },
      /"default for new mailboxes" needs 2/,
    );
  });

  it('is not looked for where there is none: nothing is logged', async () => {
    assert.deepEqual(warnings(await started({})), []);
  });

  it('is no reason to stay away while the directory cannot be asked', async () => {
    await world.tenant.fault({ kind: 'graph-503', times: 0 });
    try {
      const log = await started({ ROLE_APPROVER: `${approver}`, APPROVALS_REQUIRED: '2' });
      assert.match(warnings(log).join('\n'), /the directory could not be asked whether the approval policy/);
    } finally {
      await world.tenant.clearFaults();
    }
  });

  it('is no reason to wait for a directory that does not answer', async () => {
    const time = manualTime();
    await world.tenant.fault({ kind: 'graph-timeout', times: 0 });
    try {
      const starting = started({ ROLE_APPROVER: `${approver}`, APPROVALS_REQUIRED: '2' }, time.bot);
      await time.awaited();
      time.expire();
      assert.match(warnings(await starting).join('\n'), /the directory could not be asked whether/);
    } finally {
      await world.tenant.clearFaults();
    }
  });
});
