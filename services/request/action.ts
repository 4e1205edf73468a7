/**
 * What can be asked for. `to-…` hands the authority over a mailbox's Exchange attributes over; `edit` changes values of
 * a cloud-managed mailbox; `default-to-…` sets what new mailboxes of the organisation begin with; `object-to-…` hands
 * over a whole user, group or contact.
 */
export const ACTIONS = [
  'to-cloud',
  'to-on-premises',
  'edit',
  'default-to-cloud',
  'default-to-on-premises',
  'object-to-cloud',
  'object-to-on-premises',
] as const;
export type RequestAction = (typeof ACTIONS)[number];

/** What a request can be about. */
export const SUBJECT_KINDS = ['mailbox', 'user', 'group', 'contact', 'organization'] as const;
export type SubjectKind = (typeof SUBJECT_KINDS)[number];

/** Whether the action hands authority to the cloud (true), back on-premises (false), or leaves it (`null`). */
export function towardsCloud(action: RequestAction): boolean | null {
  if (action === 'edit') return null;
  return action === 'to-cloud' || action === 'default-to-cloud' || action === 'object-to-cloud';
}
