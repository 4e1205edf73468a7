// Who is calling. Four fixed tokens stand for what an application can be in a real tenant; the token endpoint issues
// the same four as JWTs, told apart by the client id.

import { TENANT_ID } from '../people.ts';
import { isRecord } from './record.ts';

export const EXCHANGE_AUDIENCE = 'https://outlook.office365.com';
export const GRAPH_AUDIENCE = 'https://graph.microsoft.com';

export type Access = {
  /** The application role Exchange.ManageAsApp. */
  readonly appRole: boolean;
  /** What Exchange's own role assignments allow. */
  readonly cmdlets: 'all' | 'reads' | 'none';
  readonly graph: 'all' | 'reads' | 'none';
};

const PROFILES: Readonly<Record<string, Access>> = {
  'demo-full': { appRole: true, cmdlets: 'all', graph: 'all' },
  'demo-norole': { appRole: false, cmdlets: 'none', graph: 'none' },
  'demo-norbac': { appRole: true, cmdlets: 'none', graph: 'all' },
  'demo-reader': { appRole: true, cmdlets: 'reads', graph: 'reads' },
};

const FULL: Access = { appRole: true, cmdlets: 'all', graph: 'all' };
const LIFETIME_SECONDS = 3599;

const encoded = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** What an application with this client id may do: the fixed names, and everything for any other. */
export function accessOfClient(clientId: string): Access {
  return PROFILES[clientId] ?? FULL;
}

function rolesOf(access: Access, audience: string): string[] {
  if (audience === EXCHANGE_AUDIENCE) return access.appRole ? ['Exchange.ManageAsApp'] : [];
  if (access.graph === 'none') return [];
  const reads = ['User.Read.All', 'GroupMember.Read.All', 'Organization.Read.All', 'Synchronization.Read.All'];
  return access.graph === 'reads'
    ? reads
    : [
        ...reads,
        'User-OnPremisesSyncBehavior.ReadWrite.All',
        'Group-OnPremisesSyncBehavior.ReadWrite.All',
        'Contacts-OnPremisesSyncBehavior.ReadWrite.All',
      ];
}

/** An access token as Entra ID issues it, except that nobody signed it. */
export function issueToken(clientId: string, audience: string): { token: string; expiresIn: number } {
  const now = Math.floor(Date.now() / 1000);
  const access = accessOfClient(clientId);
  const payload = {
    aud: audience,
    iss: `https://sts.windows.net/${TENANT_ID}/`,
    iat: now,
    nbf: now,
    exp: now + LIFETIME_SECONDS,
    appid: clientId,
    idtyp: 'app',
    tid: TENANT_ID,
    roles: rolesOf(access, audience),
    wids: access.cmdlets === 'none' ? [] : ['29232cdf-9323-42fd-ade2-1d097af3e4de'],
    ver: '1.0',
  };
  return { token: `${encoded({ typ: 'JWT', alg: 'none' })}.${encoded(payload)}.demo`, expiresIn: LIFETIME_SECONDS };
}

function decoded(token: string): Record<string, unknown> | null {
  const [, payload, mark] = token.split('.');
  if (payload === undefined || mark !== 'demo') return null;
  try {
    const value: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'));
    return isRecord(value) ? value : null;
  } catch {
    return null;
  }
}

/** What the bearer of this header may do at a service, or null when the token is not good there. */
export function accessOf(authorization: string | undefined, audience: string): Access | null {
  const token = /^bearer (.+)$/i.exec(authorization ?? '')?.[1] ?? '';
  const known = PROFILES[token];
  if (known !== undefined) return known;
  const claims = decoded(token);
  if (claims === null || claims.aud !== audience || claims.tid !== TENANT_ID) return null;
  if (typeof claims.exp !== 'number' || claims.exp * 1000 < Date.now()) return null;
  return typeof claims.appid === 'string' ? accessOfClient(claims.appid) : null;
}
