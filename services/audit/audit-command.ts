import { readFile } from 'node:fs/promises';
import { AppError } from '../app-error.ts';
import type { Archive } from '../archive/archive.ts';
import { openArchive } from '../archive/open-archive.ts';
import { assertNever } from '../assert-never.ts';
import { type AuditArguments, parseAuditArguments } from './audit-arguments.ts';
import { withChain } from './audit-store.ts';
import { auditorCredential } from './auditor-credential.ts';
import { type ChainReader, chainReader, readHead } from './chain-reader.ts';
import type { ChainHead } from './entry.ts';
import { receiptWitness } from './receipt-witness.ts';
import { type ChainFits, verifyChain, type Witness } from './verify-chain.ts';
import { type NamedText, verifyReceiptTexts } from './verify-receipt-texts.ts';
import { verifyReceipts } from './verify-receipts.ts';

export type AuditTerminal = {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly say: (line: string) => void;
  readonly complain: (line: string) => void;
};

/** 0: it fits. 1: it does not, and one sentence says where. 2: it could not be found out, and one says what to do. */
export type ExitCode = 0 | 1 | 2;

const plural = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`;

const archiveOf = ({ env }: AuditTerminal): Archive =>
  openArchive(env.ARCHIVE_URL || 'file:./data/archive', { credential: auditorCredential() });

function nothingToVerify({ env }: AuditTerminal): AppError {
  const where = env.ARCHIVE_URL || 'file:./data/archive';
  return new AppError('nothing_to_verify', `There is no receipt and no snapshot in ${where}: check ARCHIVE_URL.`);
}

async function verifyArchive(terminal: AuditTerminal): Promise<ExitCode> {
  const result = await verifyReceipts(archiveOf(terminal));
  if (!result.ok) return doesNotFit(terminal, result.sentence);
  if (result.receipts + result.snapshots === 0) throw nothingToVerify(terminal);
  terminal.say(`Archive: ${plural(result.receipts, 'receipt')} and ${plural(result.snapshots, 'snapshot')} fit.`);
  return 0;
}

function doesNotFit(terminal: AuditTerminal, sentence: string): ExitCode {
  terminal.say(`Does not fit. ${sentence}`);
  return 1;
}

async function textOf(name: string): Promise<NamedText> {
  try {
    return { name, text: await readFile(name, 'utf8') };
  } catch (error) {
    throw new AppError('unreadable_file', `"${name}" cannot be opened: check the path.`, { cause: error });
  }
}

async function verifyFiles(terminal: AuditTerminal, names: readonly string[]): Promise<ExitCode> {
  const result = verifyReceiptTexts(await Promise.all(names.map(textOf)));
  if (!result.ok) return doesNotFit(terminal, result.sentence);
  terminal.say(result.receipts === 1 ? '1 receipt fits.' : `${result.receipts} receipts fit.`);
  return 0;
}

function sayChain(terminal: AuditTerminal, { count, head, earlier }: ChainFits): void {
  terminal.say(
    count === 0
      ? 'Chain: it has no entries yet.'
      : `Chain: ${plural(count, 'entry', 'entries')} fit. Head: ${head.seq} ${head.hash}`,
  );
  if (earlier.first === null) return;
  terminal.say(`Note: ${earlier.count} times a clock went back, first at entry ${earlier.first}. That is no fault.`);
}

// The archive comes first: what its receipts quote, the chain must have. The other way round, a receipt written in
// between would look like a cut chain.
async function verifyAll(terminal: AuditTerminal, reader: ChainReader, witness: Witness | null): Promise<ExitCode> {
  const archive = archiveOf(terminal);
  const filed = await verifyReceipts(archive);
  if (!filed.ok) return doesNotFit(terminal, filed.sentence);
  const quoted = filed.quoted ? [{ ...filed.quoted, by: 'a receipt in the archive' }] : [];
  const result = await verifyChain(reader.entries, {
    head: reader.head,
    witnesses: witness ? [witness, ...quoted] : quoted,
    onEntry: receiptWitness(archive),
    ...(terminal.env.TENANT_ID ? { tenant: terminal.env.TENANT_ID } : {}),
  });
  if (!result.ok) return doesNotFit(terminal, result.sentence);
  sayChain(terminal, result);
  terminal.say(`Archive: ${plural(filed.receipts, 'receipt')} and ${plural(filed.snapshots, 'snapshot')} fit.`);
  return 0;
}

function sayHead(terminal: AuditTerminal, head: ChainHead | undefined): ExitCode {
  terminal.say(head ? `${head.seq} ${head.hash}` : 'The chain has no entries yet.');
  return 0;
}

function run(terminal: AuditTerminal, args: AuditArguments): Promise<ExitCode> {
  switch (args.do) {
    case 'verify-archive':
      return verifyArchive(terminal);
    case 'verify-files':
      return verifyFiles(terminal, args.files);
    case 'verify':
      return withChain(terminal.env, (redis, keys) => verifyAll(terminal, chainReader(redis, keys), args.witness));
    case 'head':
      return withChain(terminal.env, async (redis, keys) => sayHead(terminal, await readHead(redis, keys)));
    default:
      return assertNever(args);
  }
}

/** `npm run audit -- …`: never throws; whatever could not be found out is exit code 2, never "it fits". */
export async function auditCommand(argv: readonly string[], terminal: AuditTerminal): Promise<ExitCode> {
  try {
    return await run(terminal, parseAuditArguments(argv));
  } catch (error) {
    const sentence = error instanceof AppError ? error.message : `It could not be found out: ${String(error)}`;
    terminal.complain(sentence);
    return 2;
  }
}
