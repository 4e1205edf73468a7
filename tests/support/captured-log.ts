import { Writable } from 'node:stream';
import { pino } from 'pino';
import type { Log } from '../../services/log.ts';

/** A real pino logger that writes into memory, at its most talkative level. */
export type CapturedLog = {
  readonly log: Log;
  readonly text: () => string;
  readonly lines: () => readonly Record<string, unknown>[];
};

export function capturedLog(): CapturedLog {
  const chunks: string[] = [];
  const stream = new Writable({
    write: (chunk, _encoding, done) => {
      chunks.push(String(chunk));
      done();
    },
  });
  const text = (): string => chunks.join('');
  return {
    log: pino({ level: 'trace' }, stream),
    text,
    lines: () =>
      text()
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line)),
  };
}
