import { noArguments } from './arguments.ts';
import type { CommandContext } from './command.ts';
import { defineCommand } from './define-command.ts';

export const whoami = defineCommand({
  name: 'whoami',
  aliases: [],
  summary: 'Shows whom I take you for, your roles, and where they come from.',
  usage: 'whoami',
  examples: ['whoami'],
  who: 'anyone',
  changes: false,
  args: noArguments,
  positional: [],
  run: async (_, context) => ({
    ok: true,
    reply: { kind: 'facts', title: 'Who you are to Steward', facts: factsAbout(context), notes: notesAbout(context) },
  }),
});

type Fact = { readonly label: string; readonly value: string };

function factsAbout({ person, standing, services }: CommandContext): readonly Fact[] {
  const roles = standing.sources.map(({ role, through }) => ({
    label: `Role ${role}`,
    value: through.toLowerCase() === person.objectId ? 'listed by your own id' : `through group ${through}`,
  }));
  return [
    { label: 'Name', value: person.name },
    { label: 'Object id', value: person.objectId },
    ...services.links.othersOf(person.objectId).map((value) => ({ label: 'Counts as one person with', value })),
    ...(roles.length === 0 ? [{ label: 'Roles', value: standing.complete ? 'none' : 'unknown' }] : roles),
  ];
}

function notesAbout({ standing }: CommandContext): readonly string[] {
  return standing.complete ? [] : ['The directory could not be asked just now, so there may be more roles than these.'];
}
