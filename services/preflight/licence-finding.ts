import { type Finding, pass, unknown, warn } from '../mailbox/finding.ts';
import type { Mailbox } from '../mailbox/mailbox.ts';

const WITHOUT = new Set(['SharedMailbox', 'RoomMailbox', 'EquipmentMailbox']);

/**
 * Without a licence Exchange Online deletes the mailbox of a person after a while and trims its addresses. As long as
 * Active Directory is the authority it can give them back; a cloud-managed mailbox has nobody to do so.
 */
export function licenceFinding({ type, isLicensed }: Pick<Mailbox, 'type' | 'isLicensed'>): Finding {
  if (WITHOUT.has(type)) return pass('licence_not_needed', 'A mailbox of this type needs no licence.');
  if (isLicensed === true) return pass('licensed', 'It has a licence with Exchange Online.');
  const remedy = 'Assign a licence with Exchange Online before its addresses are managed in the cloud.';
  if (isLicensed === null) {
    const sentence = 'Whether it has a licence with Exchange Online could not be read.';
    return unknown({ code: 'licence_unknown', sentence, remedy, override: 'requester' });
  }
  const sentence = 'It has no licence: Exchange Online may delete the mailbox and trim its addresses.';
  return warn({ code: 'not_licensed', sentence, remedy, override: 'approver' });
}
