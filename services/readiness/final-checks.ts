import { momentWords } from '../preflight/date-words.ts';
import { isWithin } from '../preflight/looking.ts';
import type { Duration } from '../rules/rules.ts';
import { type Check, done, open, unknown } from './check.ts';
import type { ReadinessFacts } from './readiness-facts.ts';

/** "Just before" in Microsoft's second stage: Steward's own reading of it. */
const JUST_BEFORE: Duration = 'PT24H';

const RECOUNTED = {
  code: 'recounted',
  title: 'Everything was counted again just before',
  ends: ['uninstall', 'shut-down'],
} as const;

const DEFAULT_CLOUD = {
  code: 'default_cloud',
  title: 'To uninstall: new mailboxes begin cloud-managed',
  ends: ['uninstall'],
} as const;

const DEFAULT_ON_PREMISES = {
  code: 'default_on_premises',
  title: 'To only shut down: new mailboxes begin managed on-premises',
  ends: ['shut-down'],
} as const;

export function recountedChecks(
  { census, countedAt }: Pick<ReadinessFacts, 'census' | 'countedAt'>,
  now: Date,
): readonly Check[] {
  const help = 'An administrator types "census now".';
  if (census.kind === 'unknown') return [unknown(RECOUNTED, census.why, help)];
  if (countedAt.kind === 'unknown') return [unknown(RECOUNTED, countedAt.why, help)];
  const [oldest = ''] = [census.value.endedAt, countedAt.value].sort();
  const sentence = `The last count is of ${momentWords(oldest)}.`;
  return [isWithin(JUST_BEFORE, oldest, now) ? done(RECOUNTED, sentence) : open(RECOUNTED, { sentence, help })];
}

/**
 * The default goes to the cloud last, once nobody creates recipients on-premises any more; people who are synced before
 * can arrive without a mail user, which only Microsoft Support mends (Exchange Team, 3 August 2026). Whoever keeps the
 * management tools goes on creating them on-premises, so for that end it stays as it is. It never converts a mailbox
 * that is there, and switching it off heals nobody.
 */
export function defaultChecks({
  organization,
  wordOn,
}: Pick<ReadinessFacts, 'organization' | 'wordOn'>): readonly Check[] {
  const isCloud = organization.kind === 'unknown' ? null : organization.value.isCloudManagedByDefault;
  if (isCloud === null) {
    const why = organization.kind === 'unknown' ? organization.why : 'Exchange Online did not tell.';
    const help = 'Look at BlockExchangeProvisioningFromOnPremEnabled in Get-OrganizationConfig.';
    return [DEFAULT_CLOUD, DEFAULT_ON_PREMISES].map((about) => unknown(about, why, help));
  }
  const word = wordOn('on-premises-writers-none');
  const hasWriters = word.kind === 'unknown' || !word.value;
  return [cloudDefault(isCloud, hasWriters), onPremisesDefault(isCloud)];
}

function cloudDefault(isCloud: boolean, hasWriters: boolean): Check {
  if (!isCloud) {
    return open(DEFAULT_CLOUD, {
      sentence: 'They still begin managed on-premises. Switching converts no mailbox that is already there.',
      help: 'default cloud, as the last step of all',
    });
  }
  if (!hasWriters) return done(DEFAULT_CLOUD, 'They do, and nobody creates recipients on-premises, as was attested.');
  return open(DEFAULT_CLOUD, {
    sentence:
      'They do, but nobody has attested that none are created on-premises: such people can arrive without a mail user.',
    help: 'Stop creating them on-premises, then attest on-premises-writers-none yes. Only Microsoft Support heals those affected.',
  });
}

function onPremisesDefault(isCloud: boolean): Check {
  if (!isCloud) return done(DEFAULT_ON_PREMISES, 'They do, as the management tools need it.');
  return open(DEFAULT_ON_PREMISES, {
    sentence: 'They begin cloud-managed, which does not go together with creating them with the management tools.',
    help: 'default onprem. It does not heal those already affected.',
  });
}
