import type { Edit } from '../mailbox/edit.ts';
import { editParameters } from './edit-parameters.ts';
import type { Invoke } from './invoke.ts';
import { objectKey } from './object-key.ts';

export type WantedEdits = { readonly edits: readonly Edit[]; readonly signal: AbortSignal | undefined };

/** One call, so that either all edits are made or none; the flag is never part of it. */
export async function editMailbox(invoke: Invoke, objectId: string, { edits, signal }: WantedEdits): Promise<void> {
  const parameters = { ...editParameters(edits), Identity: objectKey(objectId) };
  // A warning that nothing was modified means that it is already so: a success like any other.
  await invoke({ cmdlet: 'Set-Mailbox', parameters, signal });
}
