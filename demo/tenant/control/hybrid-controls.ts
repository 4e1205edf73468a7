// What a demo or a test says about moves of mailboxes and about what is left of the hybrid set-up.

import type { TenantHybridPart, TenantMove } from '../directory/hybrid-state.ts';
import { HYBRID_KINDS, MOVE_KINDS, movesOfObject } from '../directory/hybrid-state.ts';
import { isRecord } from '../record.ts';
import type { Action } from './control-body.ts';
import { bodyOf, objectOf } from './control-body.ts';
import { ControlProblem } from './control-problem.ts';

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';

function listed(value: unknown, name: string): readonly unknown[] {
  if (!Array.isArray(value)) throw new ControlProblem(`"${name}" is a list; an empty one removes all.`);
  return value;
}

function readMove(value: unknown): Pick<TenantMove, 'kind' | 'status'> {
  const kind = isRecord(value) ? MOVE_KINDS.find((one) => one === value.kind) : undefined;
  if (!isRecord(value) || kind === undefined || !isText(value.status))
    throw new ControlProblem(`A move has a "kind" (${MOVE_KINDS.join(', ')}) and a "status".`);
  return { kind, status: value.status };
}

function readPart(value: unknown): TenantHybridPart {
  const kind = isRecord(value) ? HYBRID_KINDS.find((one) => one === value.kind) : undefined;
  if (!isRecord(value) || kind === undefined || !isText(value.name) || !isText(value.status))
    throw new ControlProblem(`A part has a "kind" (${HYBRID_KINDS.join(', ')}), a "name" and a "status".`);
  const { name, status, connectorType } = value;
  return connectorType === 'Partner' ? { kind, name, status, connectorType } : { kind, name, status };
}

/** Says which moves one object has, in place of those it had: `{"identity": …, "moves": [{"kind", "status"}]}`. */
export const setMoves: Action = (tenant, request) => {
  const { identity, moves } = bodyOf(request, ['identity', 'moves']);
  const object = objectOf(tenant, identity);
  const wanted = movesOfObject(object, listed(moves, 'moves').map(readMove));
  tenant.state.moves = [...tenant.state.moves.filter((move) => move.objectId !== object.objectId), ...wanted];
  tenant.changed();
  return { moves: tenant.state.moves };
};

/** Says what is left of the hybrid set-up, in place of what there was: `{"parts": [{"kind", "name", "status"}]}`. */
export const setHybridParts: Action = (tenant, request) => {
  const { parts } = bodyOf(request, ['parts']);
  tenant.state.hybridParts = listed(parts, 'parts').map(readPart);
  tenant.changed();
  return { parts: tenant.state.hybridParts };
};
