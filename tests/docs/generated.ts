import { COMMANDS } from '../../commands/index.ts';
import { STATES } from '../../services/request/state.ts';
import { TRANSITIONS } from '../../services/request/transitions.ts';

// The parts of the documents that are made from the sources, so that nobody has to keep them in step.

export type GeneratedPart = { readonly file: string; readonly name: string; readonly text: string };

function commandsTable(): string {
  const rows = COMMANDS.map(({ usage, aliases, who, summary }) => {
    const also = aliases.length === 0 ? '' : ` (also ${aliases.map((alias) => `\`${alias}\``).join(', ')})`;
    const roles = typeof who === 'string' ? who : who.join(' or ');
    return `| \`${usage.replaceAll('|', '\\|')}\`${also} | ${roles} | ${summary} |`;
  });
  return ['| line | who | what it does |', '|---|---|---|', ...rows].join('\n');
}

function stateDiagram(): string {
  const ways = STATES.flatMap((from) =>
    Object.entries(TRANSITIONS[from]).map(([event, to]) => `    ${from} --> ${to}: ${event}`),
  );
  const ends = STATES.filter((state) => Object.keys(TRANSITIONS[state]).length === 0).map(
    (end) => `    ${end} --> [*]`,
  );
  return ['```mermaid', 'stateDiagram-v2', '    [*] --> drafted: request, rollback', ...ways, ...ends, '```'].join(
    '\n',
  );
}

export const generatedParts = (): readonly GeneratedPart[] => [
  { file: 'docs/commands.md', name: 'commands', text: commandsTable() },
  { file: 'docs/architecture.md', name: 'states', text: stateDiagram() },
];

/** The document with the part between its two markers. Throws where a marker is missing. */
export function withPart(document: string, { file, name, text }: GeneratedPart): string {
  const [begin, end] = [`<!-- ${name}: made by npm run docs -->`, `<!-- end of ${name} -->`];
  const [from, to] = [document.indexOf(begin), document.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`${file} lacks the markers of its part "${name}".`);
  return `${document.slice(0, from + begin.length)}\n${text}\n${document.slice(to)}`;
}
