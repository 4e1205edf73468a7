import type { Archive } from '../archive/archive.ts';
import type { InspectWorld } from '../change/change.ts';
import type { Clock } from '../clock.ts';
import type { Edit } from '../mailbox/edit.ts';
import type { ApproverPool } from '../people/approver-pool.ts';
import type { PeopleLinks } from '../people/people-links.ts';
import type { Policy, PolicyRule } from '../policy/policy.ts';
import type { RequestStore } from '../store/request-store.ts';
import type { RequestAction, SubjectKind } from './action.ts';
import type { Person } from './record.ts';

export type DraftNeeds = InspectWorld & {
  readonly store: RequestStore;
  readonly archive: Archive;
  readonly clock: Clock;
  readonly settings: RequestSettings;
  /** Who could approve, by the role that a rule asks for. */
  readonly pools: Readonly<Record<PolicyRule['from'], ApproverPool>>;
  readonly links: PeopleLinks;
};

export type RequestSettings = {
  /** ISO 8601 durations: how long a draft waits to be confirmed, and a confirmed request to be decided. */
  readonly confirmWithin: string;
  readonly decideWithin: string;
  readonly policy: Policy;
  /** Mailboxes that may be handed over to the cloud within 24 hours before a pilot was signed off; `null`: any number. */
  readonly pilotWaveLimit: number | null;
};

export type Wish = {
  readonly action: RequestAction;
  /** What kind of thing `objectId` is; a mailbox unless told otherwise. */
  readonly kind?: SubjectKind;
  readonly objectId: string;
  /** Of an edit: what to change. */
  readonly edits?: readonly Edit[];
  readonly requester: Person;
  readonly reason: string | null;
  /** The conversation where it was typed or clicked. */
  readonly conversation: string;
  /** Executed now and approved afterwards. Whoever calls has made sure that the requester may. */
  readonly breakGlass?: boolean;
};
