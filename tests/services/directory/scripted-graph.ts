import { connectDirectory } from '../../../services/directory/connect-directory.ts';
import { type CapturedLog, capturedLog } from '../../support/captured-log.ts';
import { type ScriptedServer, startScriptedServer } from '../../support/scripted-server.ts';
import { type TestClock, testClock } from '../../support/test-clock.ts';

const DEADLINE_MS = 3_600_000;

type Connected = ReturnType<typeof connectDirectory>;

/** The client in front of a Graph that answers what a test wrote for it. */
export type ScriptedGraph = {
  readonly server: ScriptedServer;
  readonly directory: Connected;
  readonly clock: TestClock;
  readonly log: CapturedLog;
  readonly connect: (url: string) => Connected;
  readonly decodedPaths: () => readonly string[];
  readonly close: () => Promise<void>;
};

export async function scriptedGraph(): Promise<ScriptedGraph> {
  const server = await startScriptedServer();
  const clock = testClock({ heldFrom: DEADLINE_MS });
  const log = capturedLog();
  const connected: Connected[] = [];
  const connect = (url: string): Connected => {
    const credential = { getToken: async () => 'token-1' };
    const directory = connectDirectory({ url, credential, clock, log: log.log, timeoutMs: DEADLINE_MS });
    connected.push(directory);
    return directory;
  };
  return {
    server,
    directory: connect(server.url),
    clock,
    log,
    connect,
    decodedPaths: () => server.seen.map(({ path }) => decodeURIComponent(path)),
    close: async () => {
      await server.close();
      await Promise.all(connected.map((directory) => directory.close()));
    },
  };
}

/** The error envelope of Graph. */
export function graphError(code: string, message = ''): object {
  return { error: { code, message } };
}
