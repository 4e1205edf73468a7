import { block, type Finding, pass, unknown, warn } from '../mailbox/finding.ts';
import { after } from '../request/duration.ts';
import { compareVersions, type Version } from '../rules/version.ts';
import { attestedWords } from './attested-fact.ts';
import { dayWords } from './date-words.ts';
import type { Looking } from './looking.ts';
import type { TenantFacts } from './tenant-facts.ts';

const ATTEST = 'Read it on the Connect server; then an administrator types "attest connect-version" and the version.';

type ConnectFacts = Pick<TenantFacts, 'connectVersion' | 'stagingServerIsCurrent'>;

/**
 * Entra Connect Sync, whose version no API tells. Meeting the minimum of the feature and being supported are two
 * things (release history, 6 October 2026). With a build that is too old a rollback is what helps, so it only warns.
 */
export function connectFindings(facts: ConnectFacts, looking: Looking): readonly Finding[] {
  const { connectVersion } = facts;
  if (connectVersion.kind === 'unknown') {
    return [
      unknown({
        code: 'connect_version_unknown',
        sentence: `The version of Entra Connect Sync is not known. ${connectVersion.why}`,
        remedy: ATTEST,
        override: 'approver',
      }),
    ];
  }
  const words = attestedWords(connectVersion);
  const version = connectVersion.value;
  if (version === 'none') return [pass('connect_not_used', `Entra Connect Sync is not in use${words}.`)];
  return [
    minimumFinding(version, words, looking),
    ...harmfulFindings(version, words, looking),
    supportFinding(version, words, looking),
    stagingFinding(facts.stagingServerIsCurrent),
  ];
}

function minimumFinding(version: Version, words: string, looking: Looking): Finding {
  const minimum = looking.rules.connectSyncMinimum.value;
  if (compareVersions(version, minimum) >= 0) {
    return pass('connect_version', `Entra Connect Sync is version ${version}${words}: at least ${minimum} is needed.`);
  }
  const sentence = `Entra Connect Sync is version ${version}${words}: cloud-managed mailboxes need ${minimum} or later.`;
  return barring({ code: 'connect_too_old', sentence, remedy: upgrade(minimum) }, looking);
}

function harmfulFindings(version: Version, words: string, looking: Looking): readonly Finding[] {
  const { connectSyncHarmful, connectSyncMinimum } = looking.rules;
  if (!connectSyncHarmful.value.some((harmful) => compareVersions(harmful, version) === 0)) return [];
  const sentence = `Entra Connect Sync ${version}${words} is a harmful build: it stops the sync of people whose mailbox is cloud-managed.`;
  return [barring({ code: 'connect_harmful', sentence, remedy: upgrade(connectSyncMinimum.value) }, looking)];
}

function supportFinding(version: Version, words: string, { rules, now }: Looking): Finding {
  const build = rules.connectSyncSupport.value.find((each) => compareVersions(each.version, version) === 0);
  if (build === undefined) {
    return unknown({
      code: 'connect_support_unknown',
      sentence: `When the support of Entra Connect Sync ${version} ends is not in the table of rules.`,
      remedy: 'Look it up in the release history of Entra Connect and add it to the file in RULES_FILE.',
      override: 'requester',
    });
  }
  if (build.until === null) return pass('connect_supported', `Entra Connect Sync ${version}${words} is supported.`);
  const until = dayWords(build.until);
  const remedy = 'Plan the upgrade to a supported version of Entra Connect Sync.';
  if (Date.parse(build.until) <= now.getTime()) {
    const sentence = `The support of Entra Connect Sync ${version}${words} ended on ${until}.`;
    return warn({ code: 'connect_support_ended', sentence, remedy, override: 'requester' });
  }
  if (Date.parse(build.until) <= after(now, rules.connectSyncSupportWarning.value).getTime()) {
    const sentence = `The support of Entra Connect Sync ${version}${words} ends on ${until}.`;
    return warn({ code: 'connect_support_ends', sentence, remedy, override: 'requester' });
  }
  return pass('connect_supported', `Entra Connect Sync ${version}${words} is supported until ${until}.`);
}

function stagingFinding(fact: ConnectFacts['stagingServerIsCurrent']): Finding {
  const remedy = 'Check every staging server; then an administrator types "attest staging-server-current yes".';
  if (fact.kind === 'unknown') {
    const sentence = `Whether a staging server has an older version is not known. ${fact.why}`;
    return unknown({ code: 'staging_unknown', sentence, remedy, override: 'requester' });
  }
  const words = attestedWords(fact);
  return fact.value
    ? pass('staging_current', `No staging server is behind${words}.`)
    : warn({
        ...{ code: 'staging_behind', sentence: `A staging server is behind the active one${words}.` },
        ...{ remedy: 'Upgrade it before it takes over.', override: 'approver' },
      });
}

const upgrade = (minimum: Version): string =>
  `Upgrade every Entra Connect Sync server to ${minimum} or later, then attest the version.`;

/** In the way of a move to the cloud, and a warning on the way back. */
function barring(
  { code, sentence, remedy }: { readonly code: string; readonly sentence: string; readonly remedy: string },
  { direction }: Looking,
): Finding {
  return direction === 'to-cloud'
    ? block(code, sentence, remedy)
    : warn({ code, sentence, remedy, override: 'approver' });
}
