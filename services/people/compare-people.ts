import { type Directory, DirectoryError, type DirectoryPerson } from '../directory/directory.ts';
import { isSamePerson, type Person, type VoteWarning } from '../request/record.ts';

/**
 * Whether a voter's account looks like a second account of the requester that nobody has linked: the same employee
 * id, or the same display name. It warns and is written down; only a declared link stops a vote. A directory that
 * cannot say leaves them `not_compared`, never "different".
 */
export async function comparePeople(
  { directory }: { readonly directory: Pick<Directory, 'person'> },
  requester: Person,
  voter: Person,
): Promise<VoteWarning | undefined> {
  if (isSamePerson(requester, voter)) return undefined;
  try {
    const [one, other] = await Promise.all([directory.person(requester.objectId), directory.person(voter.objectId)]);
    return one && other ? likeness(one, other) : 'not_compared';
  } catch (error) {
    if (error instanceof DirectoryError) return 'not_compared';
    throw error;
  }
}

function likeness(one: DirectoryPerson, other: DirectoryPerson): VoteWarning | undefined {
  if (one.employeeId !== null && one.employeeId === other.employeeId) return 'same_employee_id';
  return plainName(one) === plainName(other) ? 'same_name' : undefined;
}

const plainName = ({ displayName }: DirectoryPerson): string => displayName.normalize('NFKC').trim().toLowerCase();
