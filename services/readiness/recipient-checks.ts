import { type Fact, partOf } from '../preflight/fact.ts';
import { type Check, type CheckAbout, done, open, unknown } from './check.ts';
import { counted } from './count-words.ts';
import type { ReadinessFacts } from './readiness-facts.ts';
import type { SyncedCount } from './tenant-count.ts';

type Counted = Pick<ReadinessFacts, 'recipients' | 'objects' | 'wordOn'>;

const COUNT_NOW = 'An administrator types "census now".';

const ON_PREMISES = {
  code: 'on_premises_mailboxes',
  title: 'No mailbox is left on-premises',
  ends: ['uninstall', 'shut-down'],
} as const;

const ARCHIVES = {
  code: 'archives_alone',
  title: 'No archive is in the cloud without its mailbox',
  ends: ['uninstall', 'shut-down'],
} as const;

export function recipientChecks(facts: Counted): readonly Check[] {
  return [onPremisesMailboxes(facts), archivesAlone(facts), ...OBJECTS.map((kind) => syncedObjects(facts, kind))];
}

/**
 * The cloud counts what it can see, mail users with an Exchange GUID; system, arbitration and audit mailboxes it cannot.
 * So a number above zero is open whatever anybody attested, and zero still needs somebody's word.
 */
function onPremisesMailboxes({ recipients, wordOn }: Counted): Check {
  const word = wordOn('on-premises-mailboxes-none');
  const seen = recipients.kind === 'unknown' ? undefined : recipients.value.onPremisesMailboxes;
  const left = seen ? seen.synced + seen.unread : 0;
  if (left > 0) {
    return open(ON_PREMISES, {
      sentence: `${counted(left, ['mail user seems', 'mail users seem'])} to have a mailbox on-premises.`,
      count: left,
      help: 'Move them with New-MigrationBatch, or remove what is not needed.',
    });
  }
  const help = 'attest on-premises-mailboxes-none yes';
  if (word.kind === 'unknown') {
    const cloud = recipients.kind === 'unknown' ? recipients.why : 'Exchange Online shows none.';
    return unknown(ON_PREMISES, `${cloud} System mailboxes can only be seen on-premises. ${word.why}`, help);
  }
  if (!word.value) {
    const sentence = 'Mailboxes are left on-premises, as was attested.';
    return open(ON_PREMISES, { sentence, help: 'Get-Mailbox -Arbitration and -AuditLog on-premises show them.' });
  }
  const sentence = 'None is left, system mailboxes included.';
  return word.kind === 'known'
    ? done(ON_PREMISES, sentence)
    : { ...ON_PREMISES, state: 'attested', sentence, by: word.by, until: word.expiresAt };
}

function archivesAlone({ recipients }: Counted): Check {
  if (recipients.kind === 'unknown') return unknown(ARCHIVES, recipients.why, COUNT_NOW);
  const { archives } = recipients.value;
  if (archives === 0) return done(ARCHIVES, 'Exchange Online shows none.');
  return open(ARCHIVES, {
    sentence: `${counted(archives, ['archive is', 'archives are'])} in the cloud while the mailbox seems to be on-premises.`,
    count: archives,
    help: 'Move the primary mailboxes too, with New-MigrationBatch.',
  });
}

type ObjectKind = CheckAbout & {
  readonly of: 'distributionGroups' | 'securityGroups' | 'contacts' | 'publicFolders';
  readonly words: readonly [string, string];
  readonly help: string;
};

const OBJECTS: readonly ObjectKind[] = [
  {
    code: 'distribution_groups',
    title: 'Distribution groups are managed in the cloud',
    ends: ['uninstall'],
    of: 'distributionGroups',
    words: ['distribution group', 'distribution groups'],
    help: 'Hand each group over as a whole object, the nested ones first; then it is managed in Exchange Online.',
  },
  {
    code: 'security_groups',
    title: 'Mail-enabled security groups are managed in the cloud',
    ends: ['uninstall'],
    of: 'securityGroups',
    words: ['mail-enabled security group', 'mail-enabled security groups'],
    help: 'Hand each group over as a whole object; it cannot be written back to Active Directory.',
  },
  {
    code: 'contacts',
    title: 'Mail contacts are managed in the cloud',
    ends: ['uninstall'],
    of: 'contacts',
    words: ['contact', 'contacts'],
    help: 'Hand each contact over as a whole object.',
  },
  {
    code: 'mail_public_folders',
    title: 'No mail-enabled public folder is synced',
    ends: ['uninstall'],
    of: 'publicFolders',
    words: ['mail-enabled public folder', 'mail-enabled public folders'],
    help: 'Move public folders first, then stop syncing them from on-premises in Entra Connect.',
  },
];

type Told = { readonly who: string; readonly counts: Fact<SyncedCount> };

/** Exchange and Graph both tell; whichever sees more is believed, and one that cannot tell never counts as zero. */
function syncedObjects({ recipients, objects }: Counted, { of, words, help, ...about }: ObjectKind): Check {
  const fromExchange: Told = { who: 'Exchange Online', counts: partOf(recipients, (all) => all[of]) };
  const told: readonly Told[] =
    of === 'publicFolders'
      ? [fromExchange]
      : [fromExchange, { who: 'Entra ID', counts: partOf(objects, (all) => all[of]) }];
  const numbers = told.map(({ counts }) => (counts.kind === 'unknown' ? 0 : counts.value.synced));
  const most = Math.max(...numbers);
  if (most > 0) {
    const verb: readonly [string, string] = [`${words[0]} is`, `${words[1]} are`];
    const each = told.map(({ who, counts }) => `${who}: ${numberWords(counts)}`).join(', ');
    const differ = told.length > 1 && new Set(told.map(({ counts }) => numberWords(counts))).size > 1;
    const sentence = `${counted(most, verb)} still synced from on-premises${differ ? ` (${each})` : ''}.`;
    return open(about, { sentence, count: most, help });
  }
  const doubt = told.flatMap(({ who, counts }) => doubtOf(who, counts));
  if (doubt.length > 0) return unknown(about, doubt.join(' '), COUNT_NOW);
  return done(about, 'None is synced from on-premises any more.');
}

const numberWords = (counts: Fact<SyncedCount>): string =>
  counts.kind === 'unknown' ? 'unknown' : counts.value.synced.toLocaleString('en-US');

function doubtOf(who: string, counts: Fact<SyncedCount>): readonly string[] {
  if (counts.kind === 'unknown') return [`${who} could not be counted. ${counts.why}`];
  const { unread } = counts.value;
  return unread === 0 ? [] : [`${who} did not tell of ${counted(unread, ['object', 'objects'])} whether it is synced.`];
}
