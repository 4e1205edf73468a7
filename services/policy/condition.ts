import * as z from 'zod/v4';
import { ACTIONS, type RequestAction, SUBJECT_KINDS, type SubjectKind } from '../request/action.ts';
import { TOUCHES, type Touches } from './touches.ts';

const mailboxCount = z.number().int().min(1).max(1_000_000);

const countSchema = z
  .strictObject({ atLeast: mailboxCount.optional(), atMost: mailboxCount.optional() })
  .refine(
    ({ atLeast = 1, atMost = Infinity }) => atLeast <= atMost,
    'must have an atLeast that is not above its atMost',
  )
  .readonly();

/** When a rule applies. All that is given must hold; an empty condition always does. */
export const conditionSchema = z
  .strictObject({
    action: z.enum(ACTIONS).optional(),
    /** What the request is about. */
    kind: z.enum(SUBJECT_KINDS).optional(),
    /** `RecipientTypeDetails`, for example `SharedMailbox`. */
    types: z.array(z.string().min(1)).min(1).max(20).readonly().optional(),
    /** A loss that is unknown counts as a loss. */
    losesValues: z.boolean().optional(),
    /** How many mailboxes the request is about. */
    mailboxes: countSchema.optional(),
    /** What an edit changes. Holds for edits only. */
    touches: z.enum(TOUCHES).optional(),
  })
  .readonly();
export type Condition = z.infer<typeof conditionSchema>;

/** What a request is, as far as the policy asks. */
export type PolicyFacts = {
  readonly action: RequestAction;
  readonly kind: SubjectKind;
  readonly type: string;
  /** `null`: what would be lost is unknown, which counts as a loss. */
  readonly losesValues: boolean | null;
  readonly mailboxes: number;
  /** Of an edit; `null` for every other action. */
  readonly touches: Touches | null;
};

export function isMet(when: Condition, facts: PolicyFacts): boolean {
  return (
    isOrOpen(when.action, facts.action) &&
    isOrOpen(when.kind, facts.kind) &&
    (when.types?.includes(facts.type) ?? true) &&
    isOrOpen(when.losesValues, facts.losesValues ?? true) &&
    isOrOpen(when.touches, facts.touches) &&
    isCount(when.mailboxes, facts.mailboxes)
  );
}

const isOrOpen = <Value>(wanted: Value | undefined, value: Value | null): boolean =>
  wanted === undefined || wanted === value;

function isCount(wanted: Condition['mailboxes'], mailboxes: number): boolean {
  const { atLeast = 1, atMost = Infinity } = wanted ?? {};
  return mailboxes >= atLeast && mailboxes <= atMost;
}
