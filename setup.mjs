// Makes a fresh clone ready, then runs the command given to it: installs the packages when they are missing or
// stale, sees to Redis (--redis) and to Chromium (--browser), and puts the project's own Node first in the PATH.
// Must not import anything that is not part of Node 20: it runs before the packages exist.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { accessSync, constants, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('.', import.meta.url));
const stamp = join(root, 'node_modules', '.steward-setup');
const isWindows = process.platform === 'win32';

const REDIS = ['redis-server', 'valkey-server'];
const BROWSERS = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const MANAGERS = [
  {
    command: 'apt-get',
    redis: 'redis-server',
    browser: 'chromium',
    refresh: ['update'],
    install: ['install', '-y', '--no-install-recommends'],
    root: true,
  },
  { command: 'dnf', redis: 'valkey', browser: 'chromium', refresh: null, install: ['install', '-y'], root: true },
  { command: 'apk', redis: 'redis', browser: 'chromium', refresh: null, install: ['add', '--no-cache'], root: true },
  { command: 'brew', redis: 'redis', browser: 'chromium', refresh: null, install: ['install'], root: false },
];

function stop(sentence) {
  console.error(`\n${sentence}\n`);
  process.exit(1);
}

function onPath(name) {
  const names = isWindows ? [`${name}.exe`, `${name}.cmd`] : [name];
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    for (const file of names) {
      try {
        accessSync(join(folder, file), constants.X_OK);
        return join(folder, file);
      } catch {
        // Not in this folder: the next one is asked.
      }
    }
  }
  return undefined;
}

function requireNode() {
  const major = Number(process.versions.node.split('.')[0]);
  if (major < 20)
    stop(
      `Steward needs Node 20 or newer to set itself up, and this is ${process.version}: install a newer Node and run the command again.`,
    );
}

/** Of the lock file alone: it says everything about the packages, and a changed script needs no new ones. */
function lockDigest() {
  return createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
}

const isInstalled = () => existsSync(stamp) && readFileSync(stamp, 'utf8') === lockDigest();

function installPackages() {
  if (isInstalled()) return;
  const release = waitForTurn();
  try {
    if (!isInstalled()) installNow();
  } finally {
    release();
  }
}

/** Two setups at once would tear the packages out of each other's hands: the second one waits for the first to end. */
function waitForTurn() {
  const turn = join(root, '.steward-setup-turn');
  const bell = new Int32Array(new SharedArrayBuffer(4));
  for (;;) {
    try {
      writeFileSync(turn, String(process.pid), { flag: 'wx' });
      return () => rmSync(turn, { force: true });
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
      if (isAbandoned(turn)) rmSync(turn, { force: true });
      Atomics.wait(bell, 0, 0, 500);
    }
  }
}

function isAbandoned(turn) {
  try {
    process.kill(Number(readFileSync(turn, 'utf8')), 0);
    return false;
  } catch (error) {
    return error.code === 'ESRCH';
  }
}

function installNow() {
  rmSync(stamp, { force: true });
  console.error('Installing the packages (a minute or two, once) …');
  // Install scripts are left out: no package here needs one, and what does not run cannot harm.
  const result = spawnSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
    shell: isWindows,
  });
  if (result.status !== 0)
    stop(
      'The packages could not be installed: see the message of npm above, check that the package registry can be reached, and run the command again.',
    );
  writeFileSync(stamp, lockDigest());
}

function systemInstall(kind) {
  const manager = MANAGERS.find((candidate) => onPath(candidate.command));
  if (!manager) return false;
  const asRoot = process.getuid?.() === 0;
  const sudo = manager.root && !asRoot ? ['sudo', '-n'] : [];
  if (sudo.length > 0 && spawnSync('sudo', ['-n', 'true'], { stdio: 'ignore' }).status !== 0) return false;
  const run = (args) => {
    const [command, ...rest] = [...sudo, manager.command, ...args];
    return (
      spawnSync(command, rest, {
        stdio: ['ignore', 'ignore', 2],
        env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
      }).status === 0
    );
  };
  console.error(`Installing ${manager[kind]} with ${manager.command} …`);
  if (manager.refresh) run(manager.refresh);
  return run([...manager.install, manager[kind]]);
}

function seeTo(kind, names) {
  const found = () => names.map(onPath).find(Boolean);
  return found() ?? (systemInstall(kind) ? found() : undefined);
}

function seeToRedis() {
  if (seeTo('redis', REDIS)) return;
  stop(
    'Steward needs redis-server or valkey-server in the PATH and could not install it: install Redis 7 or Valkey 8 with your package manager (for example "sudo apt-get install redis-server") and run the command again.',
  );
}

function seeToBrowser() {
  const browser = process.env.STEWARD_BROWSER ?? seeTo('browser', BROWSERS);
  if (browser) {
    process.env.STEWARD_BROWSER = browser;
    return;
  }
  const sentence =
    'NO BROWSER: the browser tests need Chromium in the PATH (for example "sudo apt-get install chromium").';
  if (process.env.CI) stop(sentence);
  console.error(`\n${sentence} They are reported as failed.\n`);
}

/** The project's Node comes with its packages; where there is none for this platform, the one that runs this must do. */
function requireProjectNode() {
  if (existsSync(join(root, 'node_modules', '.bin', isWindows ? 'node.cmd' : 'node'))) return;
  if (Number(process.versions.node.split('.')[0]) >= 24) return;
  stop(
    `No Node 24 comes packaged for ${process.platform}-${process.arch}, and this is ${process.version}: install Node 24 and run the command again.`,
  );
}

/** Neither a SIGKILL to npm nor any signal to its shell is passed on: what npm started ends when its parent is gone. */
function endWithNpm(child) {
  if (!process.env.npm_lifecycle_event) return;
  const parent = process.ppid;
  setInterval(() => process.ppid !== parent && child.kill('SIGTERM'), 500).unref();
}

function run(command) {
  const [name, ...args] = command;
  const path = `${join(root, 'node_modules', '.bin')}${delimiter}${process.env.PATH}`;
  // Our own programs notice by the channel when this process is killed without being able to pass that on.
  const stdio = name === 'node' ? ['inherit', 'inherit', 'inherit', 'ipc'] : 'inherit';
  const child = spawn(name, args, { cwd: root, stdio, env: { ...process.env, PATH: path }, shell: isWindows });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  endWithNpm(child);
  child.on('error', (error) => stop(`"${name}" could not be started: ${error.message}.`));
  child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
}

const command = process.argv.slice(2);
const wants = new Set();
while (command[0]?.startsWith('--')) wants.add(command.shift());
requireNode();
installPackages();
requireProjectNode();
if (wants.has('--redis')) seeToRedis();
if (wants.has('--browser')) seeToBrowser();
if (command.length > 0) run(command);
