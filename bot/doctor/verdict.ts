import { AppError } from '../../services/app-error.ts';
import { CredentialError } from '../../services/credential.ts';
import { DirectoryError } from '../../services/directory/directory.ts';
import { ExchangeError, PASSING } from '../../services/exchange/exchange.ts';

/** What one look found. `unknown`: it could not be found out, and `says` tells why; it is never as good as `fine`. */
export type Verdict = { readonly state: 'fine' | 'wrong' | 'unknown'; readonly says: string };

export const fine = (says: string): Verdict => ({ state: 'fine', says });
export const wrong = (says: string): Verdict => ({ state: 'wrong', says });
export const unknown = (says: string): Verdict => ({ state: 'unknown', says });

/**
 * What a failure means for a configuration. What may pass by itself says nothing about it. Only sentences of our own are
 * quoted: those of a library may hold addresses, tokens or passwords.
 */
export function verdictOf(error: unknown): Verdict {
  if (!(error instanceof AppError)) return unknown(`It could not be found out (${reasonOf(error)}).`);
  return mayPass(error) ? unknown(sentenceOf(error)) : wrong(sentenceOf(error));
}

function mayPass(error: AppError): boolean {
  if (error instanceof ExchangeError) return PASSING.has(error.errorClass);
  if (error instanceof CredentialError) return error.code === 'credential_unavailable';
  return error instanceof DirectoryError && error.code === 'directory_unavailable';
}

/** Entra's own number of a refused sign-in is what its documentation is searched by. */
function sentenceOf({ message, context }: AppError): string {
  return typeof context.aadsts === 'number' ? `${message} Look up AADSTS${context.aadsts}.` : message;
}

/** The name that a system or a server gives a failure: `ECONNREFUSED`, `WRONGPASS`, else the kind of error. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'no answer';
  if ('code' in error && typeof error.code === 'string') return error.code;
  return error.name === 'ReplyError' ? (/^[A-Z]{2,20}\b/.exec(error.message)?.[0] ?? 'refused') : error.name;
}
