import * as z from 'zod/v4';
import { MODULE_FILE } from './cmdlet-call.ts';
import { exchangeError } from './failure.ts';
import type { Invoke } from './invoke.ts';
import { parseRow } from './parse-row.ts';

const schema = z.object({ exportedCmdlets: z.string() });
const NAME = /^[A-Za-z]+-[A-Za-z0-9]+$/;

/**
 * What Microsoft's own module asks for when it starts: the names of the cmdlets that the roles of the caller expose
 * (seen in the public sources of CIPP-API, 8 August 2026; not documented). A list that cannot be read is an error, not
 * an empty list, which would say that everything is forbidden.
 */
export async function readPermittedCmdlets(
  invoke: Invoke,
  signal: AbortSignal | undefined,
): Promise<ReadonlySet<string>> {
  const { rows } = await invoke({ cmdlet: MODULE_FILE, parameters: {}, signal });
  if (rows.length === 0) throw exchangeError('protocol', 'unexpected-row', { rows: 0 });
  const lists = rows.map((row) => parseRow(schema, row, 'a list of cmdlets').exportedCmdlets);
  const names = lists.flatMap((list) => list.split(',')).map((name) => name.trim());
  return new Set(names.filter((name) => NAME.test(name)));
}
