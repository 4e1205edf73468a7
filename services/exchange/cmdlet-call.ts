import { below } from '../http/service-url.ts';
import type { Session } from './session.ts';

/** One cmdlet to run. `select` names the properties of the rows that come back. */
export type CmdletCall = {
  readonly cmdlet: 'Get-Mailbox' | 'Set-Mailbox';
  readonly parameters: Readonly<Record<string, string | number | boolean>>;
  readonly select?: readonly string[];
  readonly pageSize?: number;
  /** The next page of a query: an address the service gave, already checked (see pages.ts). */
  readonly continueAt?: URL;
  readonly signal?: AbortSignal | undefined;
};

/** Whether the call can change anything: then an attempt without an answer is never repeated. */
export function isWrite(call: CmdletCall): boolean {
  return !call.cmdlet.startsWith('Get-');
}

// The arbitration mailbox has this GUID in every tenant. Anchoring every call to it keeps reads, writes and pages in
// the tenant's own forest (Microsoft Learn, "Exchange Online Admin API authentication", 25 September 2026).
const SYSTEM_MAILBOX = 'SystemMailbox{bb558c35-97f1-4cb9-8ff7-d53741dc928c}';

export function addressOf(session: Session, call: CmdletCall): URL {
  if (call.continueAt !== undefined) return call.continueAt;
  const url = below(session.root, `adminapi/beta/${session.tenantId}/InvokeCommand`);
  if (call.select !== undefined) url.search = `?$select=${call.select.join(',')}`;
  return url;
}

export function bodyOf(call: CmdletCall): string {
  return JSON.stringify({ CmdletInput: { CmdletName: call.cmdlet, Parameters: call.parameters } });
}

/** The headers of one attempt, without the token. `X-ClientModuleVersion` stays out: it may change the error format. */
export function headersOf(session: Session, call: CmdletCall, clientRequestId: string): Record<string, string> {
  return {
    'content-type': 'application/json',
    accept: 'application/json',
    // Error and warning texts are localised, and gzip is announced over plain bodies.
    'accept-language': 'en-US',
    'accept-encoding': 'identity',
    'x-anchormailbox': `APP:${SYSTEM_MAILBOX}@${session.tenantId}`,
    'x-cmdletname': call.cmdlet,
    'x-responseformat': 'json',
    'x-clientapplication': session.appName,
    'connection-id': session.connectionId,
    'client-request-id': clientRequestId,
    ...(call.pageSize === undefined ? {} : { prefer: `odata.maxpagesize=${call.pageSize}` }),
  };
}
