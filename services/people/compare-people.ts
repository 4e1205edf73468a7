import { type Directory, DirectoryError, type DirectoryPerson } from '../directory/directory.ts';
import { isSamePerson, type Person, type VoteWarning } from '../request/record.ts';

/** `entry` is what the directory has just said of the voter, where it was asked. */
export type Voter = { readonly person: Person; readonly entry: DirectoryPerson | undefined };

/**
 * Whether a voter's account looks like a second account of the requester that nobody has linked: the same employee
 * id, or the same display name. It warns and is written down; only a declared link stops a vote. A directory that
 * cannot say leaves them `not_compared`, never "different".
 */
export async function comparePeople(
  { directory }: { readonly directory: Pick<Directory, 'person'> },
  requester: Person,
  voter: Voter,
): Promise<VoteWarning | undefined> {
  if (isSamePerson(requester, voter.person)) return undefined;
  try {
    const [one, other] = await Promise.all([
      directory.person(requester.objectId),
      voter.entry ?? directory.person(voter.person.objectId),
    ]);
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
