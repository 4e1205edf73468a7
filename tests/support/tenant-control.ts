import * as z from 'zod/v4';

const values = z.record(z.string(), z.unknown());
const sides = z.object({
  objectId: z.string(),
  cloud: values,
  onPremises: values.nullable(),
});
const calls = z.object({
  calls: z.array(
    z.object({
      cmdlet: z.string().nullish(),
      identity: z.string().nullish(),
      method: z.string(),
      path: z.string(),
      status: z.number().nullable(),
    }),
  ),
});

/** The demo tenant's control endpoint. */
export type TenantControl = {
  readonly url: string;
  readonly mailbox: (identity: string) => Promise<z.infer<typeof sides>>;
  readonly isCloudManaged: (identity: string) => Promise<boolean>;
  readonly edit: (
    side: 'cloud' | 'on-premises',
    identity: string,
    values: Readonly<Record<string, unknown>>,
  ) => Promise<void>;
  readonly sync: () => Promise<void>;
  /** Lets time pass in the tenant, with the sync cycles that fall due on the way: one every 30 minutes. */
  readonly later: (minutes: number) => Promise<void>;
  /** Changes what the tenant is like, by the names of its settings. */
  readonly settings: (settings: Readonly<Record<string, unknown>>) => Promise<void>;
  /** The moves that Exchange knows of one mailbox from now on. */
  readonly moves: (
    identity: string,
    moves: readonly { readonly kind: 'move-request' | 'migration-user'; readonly status: string }[],
  ) => Promise<void>;
  readonly fault: (fault: Readonly<Record<string, unknown>>) => Promise<void>;
  readonly clearFaults: () => Promise<void>;
  /** Cmdlets that reached the tenant, in order. */
  readonly cmdlets: () => Promise<readonly string[]>;
  /** How often Set-Mailbox reached the tenant, whatever it was answered. */
  readonly writes: () => Promise<number>;
  /** Resolves when this cmdlet has reached the tenant that often. */
  readonly arrived: (cmdlet: string, times?: number) => Promise<void>;
  readonly forgetCalls: () => Promise<void>;
};

export function tenantControl(url: string): TenantControl {
  const call = async (method: string, path: string, body?: object): Promise<unknown> => {
    const response = await fetch(`${url}/control/${path}`, {
      method,
      ...(body ? { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } } : {}),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return response.status === 204 ? undefined : await response.json();
  };
  const cmdlets = async (): Promise<readonly string[]> =>
    calls.parse(await call('GET', 'calls')).calls.flatMap(({ cmdlet }) => cmdlet ?? []);
  const count = async (wanted: string): Promise<number> =>
    (await cmdlets()).filter((cmdlet) => cmdlet === wanted).length;
  const mailbox = async (identity: string) =>
    sides.parse(await call('GET', `mailbox?identity=${encodeURIComponent(identity)}`));
  return {
    url,
    mailbox,
    isCloudManaged: async (identity) => (await mailbox(identity)).cloud.IsExchangeCloudManaged === true,
    edit: async (side, identity, changed) => void (await call('POST', side, { identity, values: changed })),
    sync: async () => void (await call('POST', 'sync', {})),
    later: async (minutes) => void (await call('POST', 'clock', { advanceMinutes: minutes })),
    settings: async (settings) => void (await call('POST', 'settings', settings)),
    moves: async (identity, moves) => void (await call('POST', 'moves', { identity, moves })),
    fault: async (fault) => void (await call('POST', 'faults', fault)),
    clearFaults: async () => void (await call('DELETE', 'faults')),
    cmdlets,
    writes: () => count('Set-Mailbox'),
    arrived: async (cmdlet, times = 1) => {
      while ((await count(cmdlet)) < times);
    },
    forgetCalls: async () => void (await call('DELETE', 'calls')),
  };
}
