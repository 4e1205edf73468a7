import { connectExchange } from '../../services/exchange/connect-exchange.ts';
import type { ExchangeOnline } from '../../services/exchange/exchange-tenant.ts';
import type { ExchangeOptions } from '../../services/exchange/session.ts';
import { type CapturedLog, capturedLog } from './captured-log.ts';
import { type ScriptedServer, startScriptedServer } from './scripted-server.ts';
import { type TestClock, testClock } from './test-clock.ts';

export const TENANT = '11111111-2222-3333-4444-555555555555';
export const ADA = '7c0ffee0-3c7f-4fb6-a369-56408d68081f';
/** Longer than any wait, so that the clock holds it: a deadline passes only when the test says so. */
export const DEADLINE_MS = 3_600_000;

/** What the token source was asked. */
export type TokenAsked = { readonly claims?: string; readonly forceRefresh?: boolean };

export type ScriptedExchange = {
  readonly exchange: ExchangeOnline;
  readonly server: ScriptedServer;
  readonly clock: TestClock;
  readonly log: CapturedLog;
  readonly asked: readonly TokenAsked[];
  readonly close: () => Promise<void>;
};

/** The real client against a server that plays what the test wrote. Each token is `token-1`, `token-2` and so on. */
export async function exchangeOnScript(options: Partial<ExchangeOptions> = {}): Promise<ScriptedExchange> {
  const server = await startScriptedServer();
  const clock = testClock({ heldFrom: DEADLINE_MS });
  const log = capturedLog();
  const asked: TokenAsked[] = [];
  const credential = {
    getToken: async (request: TokenAsked = {}) => {
      const { claims, forceRefresh } = request;
      asked.push({
        ...(claims === undefined ? {} : { claims }),
        ...(forceRefresh === undefined ? {} : { forceRefresh }),
      });
      return `token-${asked.length}`;
    },
  };
  const exchange = connectExchange({
    url: server.url,
    tenantId: TENANT,
    credential,
    clock,
    log: log.log,
    readTimeoutMs: DEADLINE_MS,
    writeTimeoutMs: DEADLINE_MS,
    ...options,
  });
  return {
    exchange,
    server,
    clock,
    log,
    asked,
    close: async () => {
      await server.close();
      await exchange.close();
    },
  };
}

/** A row as `Get-Mailbox` gives it, with the names that every reader needs. */
export function exchangeRow(changes: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return {
    ExternalDirectoryObjectId: ADA,
    UserPrincipalName: 'ada@contoso.com',
    DisplayName: 'Ada Lovelace',
    PrimarySmtpAddress: 'ada@contoso.com',
    RecipientTypeDetails: 'UserMailbox',
    Alias: 'ada',
    'EmailAddresses@odata.type': '#Collection(String)',
    EmailAddresses: ['SMTP:ada@contoso.com'],
    IsDirSynced: true,
    IsExchangeCloudManaged: false,
    ...changes,
  };
}

/** A success body around rows. */
export function exchangeBody(rows: readonly unknown[], extra: Readonly<Record<string, unknown>> = {}): object {
  return {
    '@odata.context': 'x',
    'adminapi.warnings@odata.type': '#Collection(String)',
    '@adminapi.warnings': [],
    value: rows,
    ...extra,
  };
}

/** An error body of form A. */
export function exchangeFault(type: string, message: string): object {
  return {
    error: {
      code: 'BadRequest',
      message: 'Error executing cmdlet',
      details: [{ code: 'Context', target: '', message: `Ex6F9304|${type}|${message}` }],
    },
  };
}
