const TYPES: ReadonlyMap<string, readonly [string, string]> = new Map([
  ['UserMailbox', ['user mailbox', 'user mailboxes']],
  ['SharedMailbox', ['shared mailbox', 'shared mailboxes']],
  ['RoomMailbox', ['room', 'rooms']],
  ['EquipmentMailbox', ['equipment mailbox', 'equipment mailboxes']],
  ['LinkedMailbox', ['linked mailbox', 'linked mailboxes']],
  ['LinkedRoomMailbox', ['linked room', 'linked rooms']],
  ['SchedulingMailbox', ['scheduling mailbox', 'scheduling mailboxes']],
  ['TeamMailbox', ['site mailbox', 'site mailboxes']],
  ['DiscoveryMailbox', ['discovery mailbox', 'discovery mailboxes']],
  ['LegacyMailbox', ['legacy mailbox', 'legacy mailboxes']],
]);

/** "linked mailboxes", as Exchange spells it where we have no words. */
export const typeName = (type: string): string => TYPES.get(type)?.[1] ?? type;

/** "1 linked mailbox", "101,800 user mailboxes"; a type that we have no words for is named as Exchange spells it. */
export function countedType(count: number, type: string): string {
  const [one, many] = TYPES.get(type) ?? [`mailbox of type ${type}`, `mailboxes of type ${type}`];
  return `${count.toLocaleString('en-US')} ${count === 1 ? one : many}`;
}
