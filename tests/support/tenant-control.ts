import * as z from 'zod/v4';

const sides = z.object({
  objectId: z.string(),
  cloud: z.record(z.string(), z.unknown()),
  onPremises: z.record(z.string(), z.unknown()).nullable(),
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
  readonly edit: (
    side: 'cloud' | 'on-premises',
    identity: string,
    values: Readonly<Record<string, unknown>>,
  ) => Promise<void>;
  readonly sync: () => Promise<void>;
  readonly fault: (fault: Readonly<Record<string, unknown>>) => Promise<void>;
  readonly clearFaults: () => Promise<void>;
  /** Cmdlets that reached the tenant, in order. */
  readonly cmdlets: () => Promise<readonly string[]>;
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
  return {
    url,
    mailbox: async (identity) => sides.parse(await call('GET', `mailbox?identity=${encodeURIComponent(identity)}`)),
    edit: async (side, identity, values) => void (await call('POST', side, { identity, values })),
    sync: async () => void (await call('POST', 'sync')),
    fault: async (fault) => void (await call('POST', 'faults', fault)),
    clearFaults: async () => void (await call('DELETE', 'faults')),
    cmdlets: async () => calls.parse(await call('GET', 'calls')).calls.flatMap(({ cmdlet }) => cmdlet ?? []),
  };
}
