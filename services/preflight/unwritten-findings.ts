import { type Finding, unknown, warn } from '../mailbox/finding.ts';
import type { Mailbox } from '../mailbox/mailbox.ts';
import type { Looking } from './looking.ts';

/**
 * Litigation hold and archive can be edited in the cloud and are not written back (attribute list of the writeback
 * announcement, 3 August 2026), so the two sides come apart, and on the way back the on-premises side wins.
 */
export function unwrittenFindings(
  { attributes }: Pick<Mailbox, 'attributes'>,
  { direction }: Looking,
): readonly Finding[] {
  const there = [
    { name: 'a litigation hold', is: attributes.LitigationHoldEnabled },
    { name: 'an archive', is: hasArchive(attributes.ArchiveGuid) },
  ];
  return there.flatMap(({ name, is }) => {
    if (is === undefined) return [notRead(name)];
    return is === true ? [unwritten(name, direction)] : [];
  });
}

function unwritten(name: string, direction: Looking['direction']): Finding {
  const code = name === 'an archive' ? 'archive_unwritten' : 'hold_unwritten';
  return direction === 'to-cloud'
    ? warn({
        code,
        sentence: `The mailbox has ${name}, which writeback does not carry to Active Directory.`,
        remedy: 'Nothing is lost now; note it, because a mailbox that goes back on-premises needs it set there.',
        override: 'requester',
      })
    : warn({
        code,
        sentence: `The mailbox has ${name}, which writeback has not carried to Active Directory.`,
        remedy: 'Check that Active Directory has it too: after the rollback its values win.',
        override: 'approver',
      });
}

function notRead(name: string): Finding {
  return unknown({
    code: name === 'an archive' ? 'archive_unknown' : 'hold_unknown',
    sentence: `Whether the mailbox has ${name} could not be read.`,
    remedy: 'Look at the mailbox in the Exchange admin center.',
    override: 'requester',
  });
}

/** Exchange shows an archive that is not there as a GUID of zeros. */
function hasArchive(guid: Mailbox['attributes']['ArchiveGuid']): boolean | undefined {
  if (guid === undefined) return undefined;
  return typeof guid === 'string' && !/^[0-]*$/.test(guid);
}
