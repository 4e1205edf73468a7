import { distance } from 'fastest-levenshtein';
import { type Refusal, refuse } from '../services/refusal.ts';
import type { Command } from './command.ts';
import { tokenize } from './tokenize.ts';

export type ParsedLine =
  | { readonly ok: true; readonly command: Command; readonly raw: Readonly<Record<string, unknown>> }
  | Refusal;

/** The word that may stand before any command, for people who are used to it. */
const PREFIX = 'soa';
/** Shorter names are near to every other short word. */
const SUGGESTIBLE = 3;

/** Finds the command that a line names and puts its words where that command wants them. An empty line asks for help. */
export function parseLine(commands: readonly Command[], line: string): ParsedLine {
  const { words, options } = tokenize(line);
  const [first, ...rest] = words[0]?.toLowerCase() === PREFIX ? words.slice(1) : words;
  const word = (first ?? 'help').toLowerCase();
  const command = findCommand(commands, word);
  if (!command)
    return refuse('unknown_command', { word: word.slice(0, 40), suggestion: suggestionFor(commands, word) });
  return placed(command, rest, options);
}

export function findCommand(commands: readonly Command[], word: string): Command | undefined {
  return commands.find(({ name, aliases }) => name === word || aliases.includes(word));
}

function placed(command: Command, words: readonly string[], options: Readonly<Record<string, string>>): ParsedLine {
  const last = command.positional.length - 1;
  const raw: Record<string, unknown> = { ...options };
  for (const [index, name] of command.positional.entries()) {
    const value = index === last && command.rest ? restOf(command, words.slice(index)) : words[index];
    if (value?.length) raw[name] = value;
  }
  const extra = command.rest ? undefined : words[command.positional.length];
  if (extra === undefined) return { ok: true, command, raw };
  return refuse('unclear_line', { what: `I did not expect "${extra.slice(0, 40)}".`, example: command.examples[0] });
}

function restOf({ rest }: Command, words: readonly string[]): string | readonly string[] {
  return rest === 'each' ? words : words.join(' ');
}

/** One letter in four may be wrong, and one in any word. Two letters that changed places are one mistake. */
const LETTERS_PER_MISTAKE = 4;

function mistakes(word: string, name: string): number {
  const swapped = Array.from(
    word.slice(1),
    (_, at) => word.slice(0, at) + word[at + 1] + word[at] + word.slice(at + 2),
  );
  return swapped.includes(name) ? 1 : distance(word, name);
}

/** The nearest command names, when they are near enough to be meant. */
function suggestionFor(commands: readonly Command[], word: string): string {
  const near = commands
    .flatMap(({ name, aliases }) => [name, ...aliases])
    .filter((name) => name.length >= SUGGESTIBLE)
    .map((name) => ({ name, away: mistakes(word, name) }))
    .filter(
      ({ name, away }) => away <= Math.max(1, Math.floor(Math.min(name.length, word.length) / LETTERS_PER_MISTAKE)),
    )
    .sort((a, b) => a.away - b.away);
  const [nearest] = near;
  return nearest ? `Did you mean "${nearest.name}"?` : 'Type "help" to see what I can do.';
}
