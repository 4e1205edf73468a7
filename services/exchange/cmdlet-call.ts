import { below } from '../http/service-url.ts';
import type { Session } from './session.ts';

/** The list of cmdlets that the caller may run: asked for by an address of its own, not by a cmdlet. */
export const MODULE_FILE = 'EXOModuleFile';

export type CmdletName =
  | 'Get-AcceptedDomain'
  | 'Get-InboundConnector'
  | 'Get-IntraOrganizationConnector'
  | 'Get-Mailbox'
  | 'Get-MigrationBatch'
  | 'Get-MigrationEndpoint'
  | 'Get-MigrationUser'
  | 'Get-MoveRequest'
  | 'Get-OrganizationConfig'
  | 'Get-OrganizationRelationship'
  | 'Get-OutboundConnector'
  | 'Get-Recipient'
  | 'Set-Mailbox'
  | 'Set-OrganizationConfig';

/** A hashtable inside a parameter: without its type Exchange takes it for an object that it cannot bind. */
export type Hashtable = {
  readonly '@odata.type': '#Exchange.GenericHashTable';
  readonly Add?: readonly string[];
  readonly Remove?: readonly string[];
};

/** `null` clears a single value. A list replaces, a hashtable adds and removes, one without entries clears. */
export type ParameterValue = string | number | boolean | null | readonly string[] | Hashtable;

/** One cmdlet to run. `select` names the properties of the rows that come back. */
export type CmdletCall = {
  readonly cmdlet: CmdletName | typeof MODULE_FILE;
  readonly parameters: Readonly<Record<string, ParameterValue>>;
  readonly select?: readonly string[];
  readonly pageSize?: number;
  /** The next page of a query: an address the service gave, already checked (see pages.ts). */
  readonly continueAt?: URL;
  readonly signal?: AbortSignal | undefined;
};

/** Whether the call can change anything: then an attempt without an answer is never repeated. */
export function isWrite({ cmdlet }: CmdletCall): boolean {
  return cmdlet !== MODULE_FILE && !cmdlet.startsWith('Get-');
}

// The arbitration mailbox has this GUID in every tenant. Anchoring every call to it keeps reads, writes and pages in
// the tenant's own forest (Microsoft Learn, "Exchange Online Admin API authentication", 25 September 2026).
const SYSTEM_MAILBOX = 'SystemMailbox{bb558c35-97f1-4cb9-8ff7-d53741dc928c}';

export function addressOf(session: Session, call: CmdletCall): URL {
  if (call.continueAt !== undefined) return call.continueAt;
  if (call.cmdlet === MODULE_FILE) return moduleFileOf(session);
  const url = below(session.root, `adminapi/beta/${session.tenantId}/InvokeCommand`);
  if (call.select !== undefined) url.search = `?$select=${call.select.join(',')}`;
  return url;
}

function moduleFileOf(session: Session): URL {
  const url = below(session.root, `AdminApi/v1.0/${session.tenantId}/${MODULE_FILE}`);
  // The version of Microsoft's module whose list is asked for: the newest one seen in public, 22 November 2026.
  url.search = '?Version=3.9.2';
  return url;
}

/** The body of a POST; `undefined` for what is fetched with GET. */
export function bodyOf(call: CmdletCall): string | undefined {
  if (call.cmdlet === MODULE_FILE) return undefined;
  return JSON.stringify({ CmdletInput: { CmdletName: call.cmdlet, Parameters: call.parameters } });
}

/** The headers of one attempt, without the token. `X-ClientModuleVersion` stays out: it may change the error format. */
export function headersOf(session: Session, call: CmdletCall, clientRequestId: string): Record<string, string> {
  return {
    ...(call.cmdlet === MODULE_FILE
      ? { commandname: '*' }
      : { 'content-type': 'application/json', 'x-cmdletname': call.cmdlet, 'x-responseformat': 'json' }),
    accept: 'application/json',
    // Error and warning texts are localised, and gzip is announced over plain bodies.
    'accept-language': 'en-US',
    'accept-encoding': 'identity',
    'x-anchormailbox': `APP:${SYSTEM_MAILBOX}@${session.tenantId}`,
    'x-clientapplication': session.appName,
    'connection-id': session.connectionId,
    'client-request-id': clientRequestId,
    ...(call.pageSize === undefined ? {} : { prefer: `odata.maxpagesize=${call.pageSize}` }),
  };
}
