import type { SyncedObject } from '../directory/directory-tenant.ts';

/** What an object is, in the words of the admin centers. */
export function objectType({
  kind,
  isMailEnabled,
  isSecurityEnabled,
}: Pick<SyncedObject, 'kind' | 'isMailEnabled' | 'isSecurityEnabled'>): string {
  if (kind === 'user') return 'User';
  if (kind === 'contact') return 'Contact';
  if (isMailEnabled === null) return 'Group';
  if (isMailEnabled) return isSecurityEnabled ? 'Mail-enabled security group' : 'Distribution group';
  return 'Security group';
}
