// Every cmdlet this tenant knows, in alphabetical order.

import type { Cmdlet } from './cmdlet.ts';
import { getMailbox } from './get-mailbox.ts';
import { HYBRID_CMDLETS } from './hybrid-cmdlets.ts';
import { getMigrationUser, getMoveRequest } from './move-cmdlets.ts';
import { getAcceptedDomain, getOrganizationConfig, setOrganizationConfig } from './organization-cmdlets.ts';
import { getRecipient, getUser } from './recipient-cmdlets.ts';
import { setMailbox } from './set-mailbox.ts';

export const CMDLETS: readonly Cmdlet[] = [
  getAcceptedDomain,
  getMailbox,
  getMigrationUser,
  getMoveRequest,
  getOrganizationConfig,
  getRecipient,
  getUser,
  setMailbox,
  setOrganizationConfig,
  ...HYBRID_CMDLETS,
].sort((left, right) => (left.name < right.name ? -1 : 1));

/** The cmdlet of this name, written in any case. */
export function cmdletNamed(name: string): Cmdlet | undefined {
  return CMDLETS.find((cmdlet) => cmdlet.name.toLowerCase() === name.toLowerCase());
}
