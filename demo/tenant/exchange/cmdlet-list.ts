// Every cmdlet this tenant knows, in alphabetical order.

import type { Cmdlet } from './cmdlet.ts';
import { getMailbox } from './get-mailbox.ts';
import { getAcceptedDomain, getOrganizationConfig, setOrganizationConfig } from './organization-cmdlets.ts';
import { getRecipient, getUser } from './recipient-cmdlets.ts';
import { setMailbox } from './set-mailbox.ts';

export const CMDLETS: readonly Cmdlet[] = [
  getAcceptedDomain,
  getMailbox,
  getOrganizationConfig,
  getRecipient,
  getUser,
  setMailbox,
  setOrganizationConfig,
];

/** The cmdlet of this name, written in any case. */
export function cmdletNamed(name: string): Cmdlet | undefined {
  return CMDLETS.find((cmdlet) => cmdlet.name.toLowerCase() === name.toLowerCase());
}
