import type { Command } from '../commands/command.ts';
import type { Manifest, Scope } from './manifest-schema.ts';

type CommandLists = Manifest['bots'][0]['commandLists'];

/**
 * What the menu of the compose box offers, most wanted first: ten have room, and `help` tells the others. In a channel
 * people decide and look; what is long, private or rare is asked for in the personal chat.
 */
const OFFERED: Readonly<Record<Scope, readonly string[]>> = {
  personal: ['check', 'request', 'rollback', 'set', 'status', 'pending', 'history', 'handover', 'whoami', 'help'],
  team: ['check', 'request', 'pending', 'status', 'why', 'hold', 'handover', 'readiness', 'approvals', 'help'],
  groupChat: ['check', 'request', 'pending', 'status', 'why', 'hold', 'history', 'handover', 'help'],
};

/** The menus, with the words that `help` has for each command. Throws where one of them is no command any more. */
export function commandLists(commands: readonly Command[]): CommandLists {
  const listFor = (scope: Scope): CommandLists[number] => ({
    scopes: [scope],
    commands: OFFERED[scope].map((name) => ({ title: name, description: summaryOf(commands, name) })),
  });
  return [listFor('personal'), listFor('team'), listFor('groupChat')];
}

function summaryOf(commands: readonly Command[], wanted: string): string {
  const command = commands.find(({ name }) => name === wanted);
  if (command === undefined) throw new Error(`The manifest offers "${wanted}", and there is no such command.`);
  return command.summary;
}
