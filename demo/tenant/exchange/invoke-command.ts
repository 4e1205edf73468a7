// One call of the Exchange admin REST: who may run what, what the faults do to it, and the envelope around the rows.

import type { Access } from '../access-token.ts';
import { accessOf, EXCHANGE_AUDIENCE } from '../access-token.ts';
import type { Answer } from '../answer.ts';
import { jsonAnswer, plainAnswer } from '../answer.ts';
import { spoil } from '../faults/exchange-fault.ts';
import type { SeenCall } from '../faults/fault-book.ts';
import { isRecord, valueOfKey } from '../record.ts';
import type { Tenant } from '../tenant.ts';
import type { WireRequest } from '../wire-request.ts';
import { jsonObject, queryOption } from '../wire-request.ts';
import type { Cmdlet, Outcome } from './cmdlet.ts';
import { isWrite } from './cmdlet.ts';
import { cmdletNamed } from './cmdlet-list.ts';
import { CmdletFailure, formB } from './exchange-error.ts';
import { bindParameters } from './parameter-binding.ts';
import { expiredPage, makeSkipToken, readSkipToken } from './skip-token.ts';

export type CmdletInput = { readonly name: string; readonly parameters: Readonly<Record<string, unknown>> };

export type Invocation = {
  readonly tenant: Tenant;
  readonly request: WireRequest;
  readonly input: CmdletInput;
};

const MAX_PAGE = 1000;

/** The cmdlet and parameters a body names, or null when it names none. */
export function readCmdletInput(request: WireRequest): CmdletInput | null {
  const input = valueOfKey(jsonObject(request) ?? {}, 'CmdletInput');
  if (!isRecord(input)) return null;
  const name = valueOfKey(input, 'CmdletName');
  const parameters = valueOfKey(input, 'Parameters');
  if (typeof name !== 'string' || (parameters !== undefined && !isRecord(parameters))) return null;
  return { name, parameters: parameters ?? {} };
}

/** The answer to a body that names no cmdlet. */
export function noCmdlet(): Answer {
  return formB({
    type: 'System.ArgumentException',
    message: 'The CmdletInput parameter is missing or cannot be read.',
  });
}

/** The call as faults and the call log see it. */
export function seenCall(request: WireRequest, input: CmdletInput | null): SeenCall {
  const identity = valueOfKey({ ...input?.parameters }, 'Identity');
  return {
    api: 'exchange',
    path: request.path,
    cmdlet: input?.name ?? null,
    identity: typeof identity === 'string' ? identity : null,
    write: input !== null && isWrite(input.name),
  };
}

/** Why this bearer may not run this cmdlet, or null. Each reason has the body callers have recorded. */
function refusal(access: Access | null, input: CmdletInput): Answer | null {
  if (access === null || !access.appRole) return plainAnswer(401);
  if (access.cmdlets === 'none') return plainAnswer(403, Buffer.alloc(4096));
  if (access.cmdlets === 'reads' && isWrite(input.name)) return plainAnswer(403);
  return cmdletNamed(input.name) === undefined ? plainAnswer(403, Buffer.alloc(4096)) : null;
}

function pageSize(request: WireRequest): number {
  const asked = /odata\.maxpagesize\s*=\s*(\d+)/i.exec(request.headers.prefer ?? '')?.[1];
  const size = Number(asked ?? MAX_PAGE);
  return size >= 1 && size <= MAX_PAGE ? size : MAX_PAGE;
}

function linkTo({ tenant, request }: Invocation, offset: number): string {
  const query = new URLSearchParams();
  const select = queryOption(request, '$select');
  if (select !== null) query.set('$select', select);
  query.set('$skiptoken', makeSkipToken(request, offset, tenant.state.clock));
  return `${tenant.origin()}${request.path}?${query.toString()}`;
}

function envelope(call: Invocation, outcome: Outcome, offset: number): Answer {
  const { tenant, request } = call;
  const end = offset + pageSize(request);
  const context = `${tenant.origin()}${request.path.replace(/\/[^/]+$/, '')}/$metadata#Collection(Exchange.GenericHashTable)`;
  return jsonAnswer(
    200,
    {
      '@odata.context': context,
      'adminapi.warnings@odata.type': '#Collection(String)',
      '@adminapi.warnings': outcome.warnings,
      ...(outcome.confirmation === undefined ? {} : { '@adminapi.confirmationmessage': outcome.confirmation }),
      ...(end < outcome.rows.length ? { '@odata.nextLink': linkTo(call, end) } : {}),
      value: outcome.rows.slice(offset, end),
    },
    {
      'content-type':
        'application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8',
      'odata-version': '4.0',
      'preference-applied': 'odata.include-annotations="*"',
    },
  );
}

function chosenProperties(request: WireRequest): ReadonlySet<string> | null {
  const select = queryOption(request, '$select');
  return select === null || select === ''
    ? null
    : new Set(
        select
          .toLowerCase()
          .split(',')
          .map((name) => name.trim()),
      );
}

function execute(call: Invocation, cmdlet: Cmdlet): Answer {
  const { tenant, request, input } = call;
  const token = queryOption(request, '$skiptoken');
  const offset = token === null ? 0 : readSkipToken(request, token, tenant.state.clock);
  if (offset === null) return expiredPage();
  const stale = tenant.faults.staleFor(seenCall(request, input));
  let usedStale = false;
  try {
    const outcome = cmdlet.run({
      tenant,
      bound: bindParameters(cmdlet.parameters, input.parameters),
      chosen: chosenProperties(request),
      shown: (object) => {
        const before = stale?.memory.objects.get(object.objectId);
        usedStale ||= before !== undefined;
        return before ?? object;
      },
      shownDefault: () => {
        const before = stale?.memory.default ?? null;
        usedStale ||= before !== null;
        return before ?? tenant.state.cloudManagedByDefault;
      },
    });
    return envelope(call, outcome, offset);
  } catch (error) {
    if (error instanceof CmdletFailure) return error.answer;
    throw error;
  } finally {
    if (usedStale) stale?.settle();
  }
}

/** Answers one call, faults included. */
export function invokeCommand(call: Invocation): Answer {
  const { tenant, request, input } = call;
  const refused = refusal(accessOf(request.headers.authorization, EXCHANGE_AUDIENCE), input);
  const cmdlet = cmdletNamed(input.name);
  if (refused !== null || cmdlet === undefined) return refused ?? plainAnswer(403);
  const seen = seenCall(request, input);
  const fault = tenant.faults.take(seen);
  const run = (): Answer => execute(call, cmdlet);
  if (fault === null) return run();
  const token = queryOption(request, '$skiptoken');
  const offset = token === null ? 0 : (readSkipToken(request, token, tenant.state.clock) ?? 0);
  return spoil({
    fault,
    identity: seen.identity ?? '',
    address: `${tenant.origin()}${request.path}`,
    run,
    empty: () => envelope(call, { rows: [], warnings: [] }, 0),
    linkHere: () => linkTo(call, offset),
  });
}
