// One synchronisation cycle. For a synced mailbox whose Exchange attributes are managed on-premises, the values of
// Active Directory overwrite those of the cloud; a cloud-managed one is left alone, and writeback copies its 24
// attributes the other way.

import { isDeepStrictEqual } from 'node:util';
import { SYNCED_ATTRIBUTES, WRITEBACK_ATTRIBUTES } from './attribute-names.ts';
import type { Attributes, DirectoryObject } from './directory-object.ts';
import { textOf } from './directory-object.ts';
import { remoteType } from './remote-type.ts';
import type { TenantState } from './tenant-state.ts';
import { CYCLE_MINUTES, plusMinutes } from './tenant-state.ts';

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

function syncObject(state: TenantState, object: DirectoryObject): void {
  if (object.onPremises === null) return;
  if (object.awaitingSync) {
    object.awaitingSync = false;
    object.isDirSynced = true;
  }
  if (!object.isDirSynced) return;
  object.lastSynced = state.clock;
  if (!object.isExchangeCloudManaged) {
    if (copy(SYNCED_ATTRIBUTES, object.onPremises, object.cloud)) object.whenChanged = state.clock;
    return;
  }
  if (!state.settings.writeback || state.settings.writebackStatus !== 'Active') return;
  copy(WRITEBACK_ATTRIBUTES, object.cloud, object.onPremises);
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
