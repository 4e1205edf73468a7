import type { TopicOf } from '../attestation/topic.ts';
import { answered, type Check, type CheckAbout, done, open } from './check.ts';
import type { ReadinessFacts } from './readiness-facts.ts';

type Word = CheckAbout & { readonly topic: TopicOf<'yes-no'>; readonly yes: string; readonly no: string };

const BOTH = ['uninstall', 'shut-down'] as const;

/** What only somebody on-premises, or outside, can know. */
const ROUTING: readonly Word[] = [
  {
    code: 'mx',
    title: 'Mail arrives at Exchange Online',
    ends: BOTH,
    topic: 'mx-moved',
    yes: 'The MX records point at Exchange Online.',
    no: 'The MX records do not all point at Exchange Online.',
  },
  {
    code: 'autodiscover',
    title: 'Autodiscover leads to Exchange Online',
    ends: BOTH,
    topic: 'autodiscover-moved',
    yes: 'It does, inside and outside.',
    no: 'It does not yet, inside or outside.',
  },
  {
    code: 'smtp_relay',
    title: 'Nothing relays mail through an on-premises server',
    ends: BOTH,
    topic: 'smtp-relay-moved',
    yes: 'Nothing does; message tracking shows no client any more.',
    no: 'Something still does: message tracking on-premises names it by ClientIp.',
  },
  {
    code: 'journaling',
    title: 'Journaling and compliance need no on-premises server',
    ends: BOTH,
    topic: 'journaling-reviewed',
    yes: 'They have been looked at, and need none.',
    no: 'They still need one, or have not been looked at.',
  },
  {
    code: 'writers',
    title: 'Nobody creates or changes recipients on-premises',
    ends: ['uninstall'],
    topic: 'on-premises-writers-none',
    yes: 'No script and no identity system does.',
    no: 'Scripts or identity systems still do, for example with Set-RemoteMailbox.',
  },
  {
    code: 'readers',
    title: 'Nothing on-premises reads what writeback does not carry',
    ends: ['uninstall'],
    topic: 'readers-of-unwritten-attributes-none',
    yes: 'Nothing does.',
    no: 'Something still does, for example the attribute that hides a mailbox from address lists.',
  },
];

const HYBRID: readonly Word[] = [
  {
    code: 'hybrid_configuration',
    title: 'The hybrid configuration is removed on-premises',
    ends: BOTH,
    topic: 'hybrid-configuration-removed',
    yes: 'Configuration object, federation trust, OAuth credentials and Hybrid Agent are gone.',
    no: 'Something of it is still there; remove it while Exchange still runs.',
  },
  {
    code: 'scp',
    title: 'The service connection point is empty',
    ends: BOTH,
    topic: 'scp-cleared',
    yes: 'It is, on every server.',
    no: 'It is not: Set-ClientAccessService -AutoDiscoverServiceInternalUri $null.',
  },
];

type Told = Pick<ReadinessFacts, 'wordOn' | 'organization'>;

export function routingChecks(facts: Told): readonly Check[] {
  return [publicFolders(facts), ...ROUTING.map((word) => checkOf(facts, word))];
}

export function hybridWordChecks(facts: Pick<Told, 'wordOn'>): readonly Check[] {
  return HYBRID.map((word) => checkOf(facts, word));
}

function checkOf({ wordOn }: Pick<Told, 'wordOn'>, { topic, yes, no, ...about }: Word): Check {
  return answered(about, wordOn(topic), { yes, no, help: `attest ${topic} yes` });
}

const FOLDERS = { code: 'public_folders', title: 'Public folders are in Exchange Online', ends: BOTH } as const;

/** `PublicFoldersEnabled` is `Remote` while Exchange Online sends people on-premises for them (Get-OrganizationConfig). */
function publicFolders({ organization, wordOn }: Told): Check {
  const where = organization.kind === 'unknown' ? null : organization.value.publicFolders;
  const word = wordOn('public-folders-moved');
  if (where?.toLowerCase() === 'remote') {
    return open(FOLDERS, {
      sentence: 'Exchange Online leads people to public folders on-premises.',
      help: 'Migrate them, then Set-OrganizationConfig -PublicFoldersEnabled Local.',
    });
  }
  const isDenied = word.kind !== 'unknown' && !word.value;
  if (where !== null && !isDenied) return done(FOLDERS, 'Exchange Online leads nobody to public folders on-premises.');
  return answered(FOLDERS, word, {
    yes: 'None is left on-premises.',
    no: 'Some are left on-premises.',
    help: 'attest public-folders-moved yes',
  });
}
