import type { Log } from '../../services/log.ts';

/** For tests that do not look at the log. `STEWARD_TEST_LOG=1` shows it. */
const write = (fields: object, message: string): void => {
  if (process.env.STEWARD_TEST_LOG) console.error(message, fields);
};

export const silentLog: Log = { debug: () => undefined, info: write, warn: write, error: write };
