import { parseArgs } from 'node:util';
import { AppError } from '../app-error.ts';
import type { Witness } from './verify-chain.ts';

export const USAGE = [
  'npm run audit -- verify                     the chain, the receipts and the snapshots',
  'npm run audit -- verify --receipts          the archive alone; needs no Redis',
  'npm run audit -- verify <receipt.json> …    these files alone; needs nothing else',
  'npm run audit -- verify --witness "<seq> <hash>"   also that the chain still holds an entry noted earlier',
  'npm run audit -- head                       the last entry: its number and its hash',
].join('\n');

/** What is to be done, out of the command line. */
export type AuditArguments =
  | { readonly do: 'head' }
  | { readonly do: 'verify'; readonly witness: Witness | null }
  | { readonly do: 'verify-archive' }
  | { readonly do: 'verify-files'; readonly files: readonly string[] };

function wrongUsage(what: string): AppError {
  return new AppError('usage', `${what}\n\n${USAGE}`);
}

function parsed(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: { receipts: { type: 'boolean', default: false }, witness: { type: 'string' } },
    });
  } catch (error) {
    throw wrongUsage(error instanceof Error ? error.message : 'That could not be read.');
  }
}

function witnessOf(text: string | undefined): Witness | null {
  if (text === undefined) return null;
  const match = /^\s*([1-9]\d{0,14})[\s:]+([0-9a-f]{64})\s*$/.exec(text);
  if (!match?.[2]) throw wrongUsage('A witness is what "head" printed: a number and a hash.');
  return { seq: Number(match[1]), hash: match[2], by: 'the witness' };
}

/** Reads the command line. Throws `AppError` with code `usage`, whose message tells how it is meant. */
export function parseAuditArguments(argv: readonly string[]): AuditArguments {
  const { positionals, values } = parsed(argv);
  const [verb, ...files] = positionals;
  if (verb === 'head' && argv.length === 1) return { do: 'head' };
  if (verb !== 'verify') throw wrongUsage(verb === undefined ? 'What is to be done?' : 'That is not how it is used.');
  const witness = witnessOf(values.witness);
  const ways = [files.length > 0, values.receipts, witness !== null].filter(Boolean).length;
  if (ways > 1) throw wrongUsage('Files, --receipts and --witness do not go together.');
  if (files.length > 0) return { do: 'verify-files', files };
  return values.receipts ? { do: 'verify-archive' } : { do: 'verify', witness };
}
