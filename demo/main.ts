// `npm run demo`: Steward with everything it meets, on this machine. Ctrl-C leaves nothing running, and the next start
// finds what was done.

import { DemoError } from './demo-error.ts';
import { readDemoSettings } from './demo-settings.ts';
import { createDemo, type Demo } from './launch.ts';

const OLDEST_NODE = 24;

const invitation = (address: string, folder: string): string => `
Steward is ready: ${address}

Things to try there, as Dana of the service desk:
  1. check alice@contoso.com
  2. request alice@contoso.com --reason "New surname from HR"
     Press Confirm, then press Approve as Priya, in the tab "Mailbox approvals".
  3. rollback bob@contoso.com

Ctrl-C stops everything; ${folder} keeps what you did.
`;

const say = (text: string): void => console.log(text);

function requireNode(): void {
  if (Number(process.versions.node.split('.')[0]) >= OLDEST_NODE) return;
  throw new DemoError(
    `The demo needs Node ${OLDEST_NODE}, and this is ${process.version}: start it with "npm run demo".`,
  );
}

let demo: Demo | undefined;
let stopped: Promise<void> | undefined;

/** However often it is asked (a terminal, npm and setup.mjs may each pass the signal on), it is done once. */
async function stop(exitCode: number): Promise<void> {
  stopped ??= (demo?.stop() ?? Promise.resolve()).finally(() => process.exit(exitCode));
  await stopped;
}

try {
  requireNode();
  const settings = readDemoSettings(process.env);
  demo = createDemo(settings, say);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop(0));
  process.once('disconnect', () => void stop(0));
  process.channel?.unref();
  // A terminal that is gone takes no more words; the demo is stopping by then.
  process.stdout.on('error', () => undefined);
  say(invitation(await demo.start(), settings.folderName));
} catch (error) {
  if (!stopped) {
    console.error(error instanceof DemoError ? error.message : error);
    await stop(1);
  }
}
