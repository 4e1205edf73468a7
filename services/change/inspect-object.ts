import type { ObjectKind } from '../directory/directory-tenant.ts';
import { gatherObjectFacts } from '../object/gather-object-facts.ts';
import type { ObjectDirection } from '../object/object-facts.ts';
import { objectHazards } from '../object/object-hazards.ts';
import { refuse } from '../refusal.ts';
import { isMailboxSnapshot } from '../snapshot/subject-snapshot.ts';
import type { ChangeWorld, Inspection, Order, Seen } from './change.ts';
import { telling, whyNot } from './findings.ts';

type Ref = { readonly kind: ObjectKind; readonly objectId: string };

/** What speaks for and against handing over a whole object. What could not be asked is told as unknown. */
export async function inspectObject(
  world: ChangeWorld,
  { order, seen }: { readonly order: Order; readonly seen: Seen },
  signal?: AbortSignal,
): Promise<Inspection> {
  const { directory } = world;
  const { objectId, name } = seen.subject;
  const ref: Ref = { kind: kindOf(order), objectId };
  const object = await directory.object(ref, signal);
  if (!object) return { findings: [], refusal: refuse('object_not_found', { name }) };
  const facts = await gatherObjectFacts(world, object, signal);
  const findings = objectHazards({ ...facts, object, direction: directionOf(order), isCloudManaged: flagIn(seen) });
  const blocking = findings.find(({ level }) => level === 'block');
  return {
    findings: telling(findings),
    refusal: blocking ? refuse('object_blocked', { name, why: whyNot(blocking) }) : null,
  };
}

function kindOf({ subject: { kind } }: Order): ObjectKind {
  if (kind === 'mailbox' || kind === 'organization') throw new Error(`A ${kind} is no object of the directory.`);
  return kind;
}

function directionOf({ action }: Order): ObjectDirection {
  if (action !== 'object-to-cloud' && action !== 'object-to-on-premises')
    throw new Error(`${action} is not about a whole object.`);
  return action;
}

function flagIn({ snapshot }: Seen): boolean | null {
  const flag = isMailboxSnapshot(snapshot) ? undefined : snapshot.facts.isCloudManaged;
  return typeof flag === 'boolean' ? flag : null;
}
