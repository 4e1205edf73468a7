import { assertNever } from '../assert-never.ts';
import { attestedWords } from '../preflight/attested-fact.ts';
import type { Fact } from '../preflight/fact.ts';

/**
 * How the last Exchange server can end. Whoever has moved the source of authority may `uninstall` it (Microsoft Learn,
 * "Decommission the last Exchange server", May 2026). Whoever keeps managing recipients with the management tools may
 * only `shut-down` it and never uninstalls it (Exchange Team, management tools FAQ, 3455411). One rule never stands
 * for the other.
 */
export const END_STATES = ['uninstall', 'shut-down'] as const;
export type EndState = (typeof END_STATES)[number];

export const CHECK_STATES = ['done', 'open', 'attested', 'unknown'] as const;
export type CheckState = (typeof CHECK_STATES)[number];

/** What is checked, and on the way to which end. */
export type CheckAbout = { readonly code: string; readonly title: string; readonly ends: readonly EndState[] };

/**
 * One check of the report. `open` and `unknown` say what helps: a line for Steward, a cmdlet, or a step. `attested` is
 * somebody's word and never looks like something that was read.
 */
export type Check = CheckAbout & { readonly sentence: string } & (
    | { readonly state: 'done' }
    | {
        readonly state: 'open';
        /** How many things are left; `null` where they cannot be counted. */
        readonly count: number | null;
        readonly help: string;
      }
    | {
        readonly state: 'attested';
        readonly by: string;
        /** ISO 8601. */
        readonly until: string;
      }
    | { readonly state: 'unknown'; readonly help: string }
  );

export const done = (about: CheckAbout, sentence: string): Check => ({ ...about, state: 'done', sentence });

type Left = { readonly sentence: string; readonly count?: number; readonly help: string };

export const open = (about: CheckAbout, { sentence, count, help }: Left): Check => ({
  ...{ ...about, state: 'open', sentence, count: count ?? null, help },
});

export const unknown = (about: CheckAbout, sentence: string, help: string): Check => ({
  ...{ ...about, state: 'unknown', sentence, help },
});

type Words = { readonly yes: string; readonly no: string; readonly help: string };

/** A check that rests on a yes or no. Only a word that stands is `attested`; a "no" is open whoever said it. */
export function answered(about: CheckAbout, fact: Fact<boolean>, { yes, no, help }: Words): Check {
  switch (fact.kind) {
    case 'unknown':
      return unknown(about, fact.why, help);
    case 'known':
      return fact.value ? done(about, yes) : open(about, { sentence: no, help });
    case 'attested':
      return fact.value
        ? { ...about, state: 'attested', sentence: yes, by: fact.by, until: fact.expiresAt }
        : open(about, { sentence: `${no.replace(/\.$/, '')}${attestedWords(fact)}.`, help });
    default:
      return assertNever(fact);
  }
}
