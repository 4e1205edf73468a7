import { plain } from '../../cards/plain-text.ts';
import { type Clock, systemClock } from '../../services/clock.ts';
import type { Finding } from './check.ts';
import { examine } from './examine.ts';

/** 0: nothing is wrong. 1: something is. 2: nothing is known to be wrong, but something could not be found out. */
export type ExitCode = 0 | 1 | 2;

export type DoctorTerminal = { readonly say: (line: string) => void; readonly clock?: Clock };

const MARKS = { fine: '✓', wrong: '✕', unknown: '?' } as const satisfies Record<Finding['state'], string>;
const LONGEST_LINE = 1_000;

/** `npm run doctor`: one line for each thing that bot and worker need, and one that sums up. Never shows a secret. */
export async function doctorCommand(
  environment: NodeJS.ProcessEnv,
  { say, clock = systemClock }: DoctorTerminal,
): Promise<ExitCode> {
  const findings = await examine(environment, { clock, tell: (finding) => say(lineOf(finding)) });
  const count = (state: Finding['state']): number => findings.filter((finding) => finding.state === state).length;
  const [wrong, unknown] = [count('wrong'), count('unknown')];
  say(summaryOf(wrong, unknown));
  if (wrong > 0) return 1;
  return unknown > 0 ? 2 : 0;
}

const lineOf = ({ state, about, says }: Finding): string => `${MARKS[state]} ${about}: ${plain(says, LONGEST_LINE)}`;

function summaryOf(wrong: number, unknown: number): string {
  if (wrong + unknown === 0) return 'Nothing is wrong.';
  const parts = [
    ...(wrong > 0 ? [`${wrong} ${wrong === 1 ? 'is' : 'are'} wrong`] : []),
    ...(unknown > 0 ? [`${unknown} could not be found out`] : []),
  ];
  return `${parts.join(', ')}.`;
}
