import { type RunningTenant, startTenant, type TenantOptions } from '../../demo/tenant/start-tenant.ts';

/** A demo tenant on loopback and the switches behind it. */
export type ControlledTenant = RunningTenant & {
  readonly fault: (fault: { readonly kind: string } & Readonly<Record<string, unknown>>) => Promise<void>;
  readonly clearFaults: () => Promise<void>;
  /** How many calls arrived, of this cmdlet or path when one is given. */
  readonly calls: (of?: string) => Promise<number>;
  /** Resolves when a call of this cmdlet or path has arrived. */
  readonly arrived: (of: string) => Promise<void>;
  readonly forgetCalls: () => Promise<void>;
  /** Sets values on the cloud side, behind everyone's back. */
  readonly editCloud: (identity: string, values: Readonly<Record<string, unknown>>) => Promise<void>;
  /** What the mailbox really is, whatever reads show. */
  readonly isCloudManaged: (identity: string) => Promise<boolean>;
};

export async function controlledTenant(options: TenantOptions = {}): Promise<ControlledTenant> {
  const tenant = await startTenant({ size: 40, ...options });

  async function control(method: string, path: string, body?: unknown): Promise<string> {
    const init =
      body === undefined
        ? { method }
        : { method, body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
    const response = await fetch(`${tenant.url}/control/${path}`, init);
    const text = await response.text();
    if (!response.ok) throw new Error(`The control of the tenant refused ${method} ${path}: ${text}`);
    return text;
  }

  async function calls(of = ''): Promise<number> {
    const { calls: list }: { readonly calls: readonly unknown[] } = JSON.parse(await control('GET', 'calls'));
    return list.filter((call) => JSON.stringify(call).toLowerCase().includes(of.toLowerCase())).length;
  }

  return {
    ...tenant,
    calls,
    fault: async (fault) => void (await control('POST', 'faults', fault)),
    clearFaults: async () => void (await control('DELETE', 'faults')),
    forgetCalls: async () => void (await control('DELETE', 'calls')),
    editCloud: async (identity, values) => void (await control('POST', 'cloud', { identity, values })),
    arrived: async (of) => {
      while ((await calls(of)) === 0);
    },
    isCloudManaged: async (identity) => {
      const text = await control('GET', `mailbox?identity=${encodeURIComponent(identity)}`);
      const { cloud }: { readonly cloud: { readonly IsExchangeCloudManaged: boolean } } = JSON.parse(text);
      return cloud.IsExchangeCloudManaged;
    },
  };
}
