// One synchronisation cycle. For a synced mailbox whose Exchange attributes are managed on-premises, the values of
// Active Directory overwrite those of the cloud; a cloud-managed one is left alone, and writeback copies its 24
// attributes the other way. An object that Graph rolled back is taken over again, except a user while the tenant blocks
// hard matches: that one stays as it is, for ever, and nothing says so (Learn, "Transfer user source of authority").

import { isDeepStrictEqual } from 'node:util';
import { isWrittenBack } from './ad-domain.ts';
import { SYNCED_ATTRIBUTES, WRITEBACK_ATTRIBUTES } from './attribute-names.ts';
import type { Attributes, DirectoryObject } from './directory-object.ts';
import { textOf } from './directory-object.ts';
import { remoteType } from './remote-type.ts';
import type { TenantState } from './tenant-state.ts';
import { CYCLE_MINUTES, plusMinutes } from './tenant-state.ts';

/** Active Directory's `mail` under the name that Exchange gives it. */
const MAIL = 'WindowsEmailAddress';

function copy(names: readonly string[], from: Attributes, to: Attributes): boolean {
  let changed = false;
  for (const name of names) {
    const value = from[name];
    if (value === undefined || isDeepStrictEqual(value, to[name])) continue;
    to[name] = structuredClone(value);
    changed = true;
  }
  return changed;
}

// Active Directory cannot hold what was born in the cloud, so a group that comes back has lost those members.
function syncedMembers(state: TenantState, group: DirectoryObject): string[] {
  const known = new Set(state.objects.filter((object) => object.onPremises !== null).map((object) => object.objectId));
  return group.members.filter((id) => known.has(id));
}

function takeOver(state: TenantState, object: DirectoryObject): void {
  const isPerson = object.kind !== 'group' && object.kind !== 'contact';
  if (!object.awaitingSync || (isPerson && state.settings.hardMatchBlocked)) return;
  object.awaitingSync = false;
  object.isDirSynced = true;
  if (object.kind === 'group') object.members = syncedMembers(state, object);
}

function syncObject(state: TenantState, object: DirectoryObject): void {
  if (object.onPremises === null) return;
  takeOver(state, object);
  if (!object.isDirSynced) return;
  object.lastSynced = state.clock;
  if (!object.isExchangeCloudManaged) {
    if (copy(SYNCED_ATTRIBUTES, object.onPremises, object.cloud)) object.whenChanged = state.clock;
    return;
  }
  if (!isWrittenBack(object, state.settings)) return;
  const mapped = WRITEBACK_ATTRIBUTES.filter((name) => state.settings.writebackMapsMail || name !== MAIL);
  copy(mapped, object.cloud, object.onPremises);
  Object.assign(object.onPremises, remoteType(textOf(object.cloud.RecipientTypeDetails)));
}

/** Runs one cycle at the present tenant time. */
export function runSyncCycle(state: TenantState): void {
  for (const object of state.objects) syncObject(state, object);
  state.lastSync = state.clock;
  state.cycles += 1;
}

/** Moves tenant time forward and runs the cycles that fall due on the way, in order; a pause skips them. */
export function advanceClock(state: TenantState, minutes: number): void {
  const target = plusMinutes(state.clock, minutes);
  while (state.nextSync <= target) {
    state.clock = state.nextSync;
    state.nextSync = plusMinutes(state.nextSync, CYCLE_MINUTES);
    if (!state.settings.syncPaused) runSyncCycle(state);
  }
  state.clock = target;
}
