// What a demo or a test does behind the scenes: moves the clock, edits values on either side, sets faults, and asks
// which calls arrived. Reachable from this machine only.

import type { Answer } from '../answer.ts';
import { jsonAnswer } from '../answer.ts';
import type { DirectoryObject } from '../directory/directory-object.ts';
import { advanceClock, runSyncCycle } from '../directory/sync-cycle.ts';
import type { TenantSettings } from '../directory/tenant-state.ts';
import { PUBLIC_FOLDERS, WRITEBACK_STATUSES } from '../directory/tenant-state.ts';
import { readFault } from '../faults/fault.ts';
import type { Tenant } from '../tenant.ts';
import type { WireRequest } from '../wire-request.ts';
import { jsonObject } from '../wire-request.ts';
import type { Action } from './control-body.ts';
import { bodyOf, objectOf } from './control-body.ts';
import { ControlProblem } from './control-problem.ts';
import { editCloud, editOnPremises } from './edit-values.ts';
import { setHybridParts, setMoves } from './hybrid-controls.ts';

const MOST_MINUTES = 60 * 24 * 366;

function stateOf({ state, faults, calls }: Tenant): unknown {
  const mailboxes = state.objects.filter((object) => object.kind === 'mailbox');
  const count = (test: (object: DirectoryObject) => boolean): number => mailboxes.filter(test).length;
  return {
    clock: state.clock,
    lastSync: state.lastSync,
    nextSync: state.nextSync,
    cycles: state.cycles,
    seed: state.seed,
    settings: state.settings,
    cloudManagedByDefault: state.cloudManagedByDefault,
    moves: state.moves,
    hybridParts: state.hybridParts,
    counts: {
      objects: state.objects.length,
      mailboxes: mailboxes.length,
      synced: count((object) => object.isDirSynced),
      cloudManaged: count((object) => object.isExchangeCloudManaged),
      cloudOnly: count((object) => object.onPremises === null),
      calls: calls.list().length,
    },
    faults: faults.list(),
  };
}

function viewOf(object: DirectoryObject): unknown {
  const { cloud, onPremises } = object;
  return {
    objectId: object.objectId,
    cloud: {
      UserPrincipalName: object.upn,
      DisplayName: object.displayName,
      IsDirSynced: object.isDirSynced,
      IsExchangeCloudManaged: object.isExchangeCloudManaged,
      IsCloudManaged: object.isCloudManaged,
      WhenChangedUTC: object.whenChanged,
      ...cloud,
    },
    onPremises: onPremises === null ? null : { WhenChangedUTC: object.onPremisesChanged, ...onPremises },
  };
}

const clock: Action = (tenant, request) => {
  const { advanceMinutes } = bodyOf(request, ['advanceMinutes']);
  if (typeof advanceMinutes !== 'number' || !(advanceMinutes > 0 && advanceMinutes <= MOST_MINUTES)) {
    throw new ControlProblem('"advanceMinutes" is a number above 0 and at most a year.');
  }
  advanceClock(tenant.state, advanceMinutes);
  tenant.changed();
  return stateOf(tenant);
};

const sync: Action = (tenant) => {
  runSyncCycle(tenant.state);
  tenant.changed();
  return stateOf(tenant);
};

const edit =
  (change: typeof editCloud): Action =>
  (tenant, request) => {
    const { identity, values } = bodyOf(request, ['identity', 'values']);
    const object = objectOf(tenant, identity);
    change(object, values, tenant.state.clock);
    tenant.changed();
    return viewOf(object);
  };

const addFaults: Action = (tenant, request) => {
  const body = jsonObject(request);
  if (body === null) throw new ControlProblem('The body has to be a JSON object.');
  const fault = readFault(body);
  if (typeof fault === 'string') throw new ControlProblem(fault);
  tenant.faults.add(fault);
  return { faults: tenant.faults.list() };
};

const WORDS: Readonly<Record<string, readonly string[]>> = {
  writebackStatus: WRITEBACK_STATUSES,
  publicFoldersEnabled: PUBLIC_FOLDERS,
};

function checkSetting(settings: TenantSettings, name: string, value: unknown): void {
  if (!Object.hasOwn(settings, name))
    throw new ControlProblem(`"${name}" is no setting; there is ${Object.keys(settings).join(', ')}.`);
  const words = WORDS[name];
  if (words !== undefined && !words.some((word) => word === value))
    throw new ControlProblem(`"${name}" is one of ${words.join(', ')}.`);
  const expected = typeof Reflect.get(settings, name);
  if (typeof value !== expected) throw new ControlProblem(`"${name}" is a ${expected}.`);
}

const settings: Action = (tenant, request) => {
  const known = tenant.state.settings;
  const body = jsonObject(request);
  if (body === null || Object.keys(body).length === 0)
    throw new ControlProblem('The body has to be a JSON object that names settings.');
  for (const [name, value] of Object.entries(body)) checkSetting(known, name, value);
  Object.assign(known, body);
  tenant.changed();
  return known;
};

const ACTIONS: Readonly<Record<string, Action>> = {
  'GET /control/state': stateOf,
  'POST /control/clock': clock,
  'POST /control/sync': sync,
  'GET /control/mailbox': (tenant, request) => viewOf(objectOf(tenant, request.query.get('identity') ?? '')),
  'POST /control/cloud': edit(editCloud),
  'POST /control/on-premises': edit(editOnPremises),
  'POST /control/settings': settings,
  'POST /control/moves': setMoves,
  'POST /control/hybrid': setHybridParts,
  'GET /control/faults': (tenant) => ({ faults: tenant.faults.list() }),
  'POST /control/faults': addFaults,
  'DELETE /control/faults': (tenant) => {
    tenant.faults.clear();
    return { faults: [] };
  },
  'GET /control/calls': (tenant) => ({ calls: tenant.calls.list() }),
  'DELETE /control/calls': (tenant) => {
    tenant.calls.clear();
    return { calls: [] };
  },
};

/** Answers a control request, or gives null for any other path. */
export function controlAnswer(tenant: Tenant, request: WireRequest): Answer | null {
  if (!request.path.startsWith('/control/')) return null;
  const action = ACTIONS[`${request.method} ${request.path}`];
  if (action === undefined) return jsonAnswer(404, { error: 'There is no such control.' });
  try {
    return jsonAnswer(200, action(tenant, request));
  } catch (error) {
    if (error instanceof ControlProblem) return jsonAnswer(error.status, { error: error.message });
    throw error;
  }
}
