import type { Clock } from '../../services/clock.ts';
import { unknown, type Verdict, verdictOf } from './verdict.ts';

export type Check = {
  /** What is looked at, as an administrator calls it. */
  readonly about: string;
  /** May throw; ends its questions when the signal aborts. */
  readonly look: (signal: AbortSignal) => Promise<Verdict>;
  /** What to see to when there is no answer: one sentence. */
  readonly remedy?: string;
};

export type Finding = Verdict & { readonly about: string };

/** Longer than the bot waits for anything but a slow sign-in. */
const PATIENCE_MS = 20_000;

/** Looks once. Never throws, and never waits for ever: without an answer the finding is `unknown`. */
export async function lookAt({ about, look, remedy }: Check, clock: Clock): Promise<Finding> {
  const [patience, answered] = [new AbortController(), new AbortController()];
  const tooLong = clock
    .pause(PATIENCE_MS, answered.signal)
    .then(() => unknown(withRemedy(`There was no answer within ${PATIENCE_MS / 1_000} seconds.`, remedy)));
  void tooLong.then(() => patience.abort());
  try {
    return { about, ...(await Promise.race([look(patience.signal), tooLong])) };
  } catch (error) {
    const verdict = verdictOf(error);
    return { about, ...verdict, says: verdict.state === 'unknown' ? withRemedy(verdict.says, remedy) : verdict.says };
  } finally {
    answered.abort();
  }
}

const withRemedy = (sentence: string, remedy: string | undefined): string =>
  remedy === undefined ? sentence : `${sentence} ${remedy}`;
