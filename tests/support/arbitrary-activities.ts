import fc from 'fast-check';
import { CARD_VERBS } from '../../cards/card-schema.ts';
import { COMMANDS } from '../../commands/index.ts';
import { channelMessage, execute, message, personal, TENANT_ID } from './teams-activities.ts';

// What may arrive in place of what Teams sends: for tests that must hold for everything.

/** Texts that have broken something somewhere: invisible, half a character, markup, templates, very long. */
const odd = fc.constantFrom(
  ...[
    '',
    ' ',
    '\u0000',
    '\ud800',
    '\udfff',
    '\u202e',
    '\ufeff',
    '${text}',
    '<at>Steward</at>',
    '](https://x)',
    '../..',
  ],
  ...['__proto__', 'constructor', 'x'.repeat(2_000), '%', '%ZZ', ';messageid=', '19:a;messageid=1;messageid=2', '🙂'],
  ...['7Q4K-2M', TENANT_ID, '-1', 'NaN', '2026-11-22T09:00:00Z', 'https://evil.example/', 'a@b.com'],
);
export const oddText = fc.oneof(odd, fc.string({ unit: 'binary', maxLength: 40 }));
export const oddValue: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 2, arbitrary: oddText },
  fc.constantFrom<unknown>(null, true, false, 0, -1, 1.5, 1e300, [], {}, [[]], [null]),
  fc.jsonValue({ maxDepth: 3 }),
);

export const verb = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...CARD_VERBS, ...COMMANDS.map(({ name }) => name)) },
  oddText,
);

const dataKey = fc.oneof(
  fc.constantFrom('request', 'version', 'reason', 'mailbox', 'verb', 'msteams', 'where', 'until', '__proto__'),
  fc.string({ maxLength: 8 }),
);
export const cardData = fc.dictionary(dataKey, oddValue, { maxKeys: 4 });

const valid = fc.oneof(
  fc
    .tuple(fc.constantFrom('help', 'pending', 'check alice.meyer@contoso.com', 'status 7Q4K-2M'))
    .map(([line]) => message(line)),
  oddText.map((text) => message(text)),
  oddText.map((text) => channelMessage(text)),
  fc.tuple(verb, cardData).map(([name, data]) => execute(name, data)),
  fc.tuple(verb, cardData).map(([name, data]) => message('', { value: { ...data, verb: name } })),
  fc
    .constantFrom('conversationUpdate', 'installationUpdate', 'messageReaction', 'typing', 'invoke', 'event', 'x')
    .map((type) => ({
      ...personal(),
      type,
      id: '1700000000002',
      membersAdded: [{ id: '29:alice' }],
    })),
);

type Path = readonly (string | number)[];
/** `undefined` takes the part away. */
type Mutation = { readonly at: number; readonly to: unknown };

const mutation: fc.Arbitrary<Mutation> = fc.record({
  at: fc.nat(),
  to: fc.oneof({ weight: 4, arbitrary: oddValue }, fc.constant(undefined)),
});

function pathsIn(value: unknown, path: Path = []): readonly Path[] {
  if (typeof value !== 'object' || value === null) return path.length > 0 ? [path] : [];
  const inside = Object.entries(value).flatMap(([key, part]) => pathsIn(part, [...path, key]));
  return path.length > 0 ? [path, ...inside] : inside;
}

function changed(value: unknown, [key, ...rest]: Path, to: unknown): unknown {
  if (key === undefined) return to;
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).flatMap(([name, part]) => {
    if (name !== String(key)) return [[name, part]];
    const next = changed(part, rest, to);
    return next === undefined ? [] : [[name, next]];
  });
  return Array.isArray(value) ? entries.map(([, part]) => part) : Object.fromEntries(entries);
}

function mutated(activity: unknown, mutations: readonly Mutation[]): unknown {
  return mutations.reduce((result: unknown, { at, to }) => {
    const paths = pathsIn(result);
    return changed(result, paths[at % Math.max(paths.length, 1)] ?? [], to);
  }, activity);
}

/** An activity as Teams sends it, with up to five of its parts replaced or taken away. */
export const mutatedActivity = fc
  .tuple(valid, fc.array(mutation, { maxLength: 5 }))
  .map(([activity, mutations]) => mutated(activity, mutations));
