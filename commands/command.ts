import type * as z from 'zod/v4';
import type { Actor } from '../services/people/actor.ts';
import type { Needed, Role } from '../services/people/role.ts';
import type { HeldRoles } from '../services/people/role-book.ts';
import type { Refusal } from '../services/refusal.ts';
import type { Person } from '../services/request/record.ts';
import type { CommandServices } from './command-services.ts';
import type { Reply } from './reply.ts';

/** A file for one person. `content` is whole; only they can take it, only while in the role, and only for a while. */
export type OfferedFile = {
  readonly name: string;
  /** One sentence about what it is for. */
  readonly description: string;
  readonly content: string;
  readonly contentType: string;
  readonly who: Role;
  /** What to type to have it offered again. */
  readonly line: string;
};

/** Who asks, where, and with what. */
export type CommandContext = {
  readonly actor: Actor;
  /** The actor as records keep them: with the directory's name, and the person behind a linked account. */
  readonly person: Person;
  readonly roles: ReadonlySet<Role>;
  /** What `roles` was taken from. */
  readonly standing: HeldRoles;
  /** Where it was typed or clicked. `id` has no thread suffix. */
  readonly conversation: { readonly id: string; readonly isPersonal: boolean };
  /** Ends when the person has waited long enough. */
  readonly signal: AbortSignal;
  /** Makes sure that there is a personal chat with the actor; false when the channel refuses one. */
  readonly openPersonalChat: () => Promise<boolean>;
  /** Offers a file in the personal chat with the actor; false when the channel did not take the offer. */
  readonly offerFile: (file: OfferedFile) => Promise<boolean>;
  /** Shows something in the personal chat with the actor; false when the channel did not take it. */
  readonly showPrivately: (reply: Reply) => Promise<boolean>;
  readonly services: CommandServices;
  /** What the channel lost from the line: addresses in its HTML twin, and people who were mentioned. */
  readonly hints: { readonly addresses: readonly string[]; readonly people: readonly string[] };
};

export type CommandResult = { readonly ok: true; readonly reply: Reply } | Refusal;

/**
 * One verb. Typed words fill `positional` in order (the last one takes what is left when `rest` is set: as one text, or
 * `each` word by itself), `--name` fills options of that name; a button's data is the same object. Both are parsed by `args` and nothing else.
 */
export type CommandDefinition<Args extends z.ZodObject> = {
  readonly name: string;
  readonly aliases: readonly string[];
  readonly summary: string;
  readonly usage: string;
  readonly examples: readonly [string, ...string[]];
  /** The role needed, any one of several, or `anyone` in the organisation. */
  readonly who: Needed;
  /** Whether it can change anything: then roles are asked afresh and the same delivery is worked on once. */
  readonly changes: boolean;
  readonly args: Args;
  readonly positional: readonly (keyof z.infer<Args> & string)[];
  readonly rest?: boolean | 'each';
  readonly run: (args: z.infer<Args>, context: CommandContext) => Promise<CommandResult>;
};

/** A command whose arguments have been erased behind `execute`: what the registry holds. */
export type Command = Omit<CommandDefinition<z.ZodObject>, 'args' | 'run' | 'positional'> & {
  readonly args: z.ZodObject;
  readonly positional: readonly string[];
  /** Parses the raw arguments and runs; an unclear argument is a refusal that shows the example. */
  readonly execute: (raw: Readonly<Record<string, unknown>>, context: CommandContext) => Promise<CommandResult>;
};
