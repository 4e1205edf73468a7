import type { ExecuteNeeds } from '../../services/request/execute.ts';

/** How the chosen call fails: before it had any effect, or after it had its effect but before anyone heard of it. */
export type Death = 'before' | 'after';

export class Died extends Error {}

type Calls = { count: number; readonly names: string[] };

/**
 * The same outside world, whose n-th call dies, counted over store, archive and Exchange together. `names` tells which
 * calls there were. Without an n nothing dies.
 */
export function dyingAt(
  needs: ExecuteNeeds,
  n: number,
  death: Death,
): ExecuteNeeds & { readonly names: readonly string[] } {
  const calls: Calls = { count: 0, names: [] };
  const mortal =
    <A extends unknown[], R>(name: string, call: (...args: A) => Promise<R>) =>
    async (...args: A): Promise<R> => {
      calls.count += 1;
      const mine = calls.count;
      calls.names.push(name);
      if (mine === n && death === 'before') throw new Died(`${name} died before it did anything`);
      const result = await call(...args);
      if (mine === n) throw new Died(`${name} died after it had done it`);
      return result;
    };
  const { store, archive, exchange } = needs;
  return {
    ...needs,
    names: calls.names,
    store: {
      ...store,
      get: mortal('store.get', store.get),
      commit: mortal('store.commit', store.commit),
      trailOf: mortal('store.trailOf', store.trailOf),
    },
    archive: {
      ...archive,
      read: mortal('archive.read', archive.read),
      writeOnce: mortal('archive.writeOnce', archive.writeOnce),
    },
    exchange: {
      ...exchange,
      read: mortal('exchange.read', exchange.read),
      setCloudManaged: mortal('exchange.setCloudManaged', exchange.setCloudManaged),
    },
  };
}
