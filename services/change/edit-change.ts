import { isEdited } from '../mailbox/edit.ts';
import { isMailboxSnapshot } from '../snapshot/subject-snapshot.ts';
import type { ChangeKind } from './change.ts';
import { inspectEdit } from './inspect-edit.ts';
import { lookAtMailbox } from './look-at-mailbox.ts';

/** Values of a cloud-managed mailbox. */
export const editChange: ChangeKind = {
  look: lookAtMailbox,
  inspect: inspectEdit,
  isMade: ({ edits }, snapshot) => isMailboxSnapshot(snapshot) && isEdited(snapshot.attributes, edits),
  make: ({ exchange }, { subject, edits }, signal) => exchange.edit(subject.objectId, edits, signal),
};
