import type { TokenCredential } from '@azure/identity';
import { AppError } from '../app-error.ts';
import type { ArchiveCredential } from '../archive/blob-request.ts';

const SCOPE = 'https://storage.azure.com/.default';

/**
 * The identity of whoever runs the audit: their own `az login`, or the managed identity of the machine. Not Steward's
 * identity, on purpose: an auditor reads with rights of their own. The library is loaded only when a token is needed.
 */
export function auditorCredential(): ArchiveCredential {
  let identity: Promise<TokenCredential> | undefined;
  return {
    getToken: async () => {
      identity ??= import('@azure/identity').then(({ DefaultAzureCredential }) => new DefaultAzureCredential());
      const token = await (await identity).getToken(SCOPE);
      if (token === null) throw new AppError('configuration', 'Azure gave no token for the archive: sign in first.');
      return token.token;
    },
  };
}
