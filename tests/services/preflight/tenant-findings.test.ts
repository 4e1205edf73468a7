import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Finding } from '../../../services/mailbox/finding.ts';
import { known, notKnown } from '../../../services/preflight/fact.ts';
import type { Looking } from '../../../services/preflight/looking.ts';
import type { TenantFacts } from '../../../services/preflight/tenant-facts.ts';
import { tenantFindings } from '../../../services/preflight/tenant-findings.ts';
import { RULES } from '../../../services/rules/rules.ts';
import type { Version } from '../../../services/rules/version.ts';
import { attested, job, looking, tenantFacts } from './sample-facts.ts';

function found(change: Partial<TenantFacts>, how: Partial<Looking> = {}): ReadonlyMap<string, Finding> {
  return new Map(tenantFindings(tenantFacts(change), looking(how)).map((finding) => [finding.code, finding]));
}

/** Codes and levels of all that is not simply fine, but for what nobody can read in any tenant. */
const telling = (change: Partial<TenantFacts>, how: Partial<Looking> = {}): Readonly<Record<string, string>> =>
  Object.fromEntries(
    [...found(change, how).values()]
      .filter(({ code, level }) => level !== 'pass' && code !== 'parameters_unknown')
      .map(({ code, level }) => [code, level]),
  );

const NOTHING = notKnown('Nobody told.');
const EVERYTHING_UNKNOWN: TenantFacts = {
  connectVersion: NOTHING,
  stagingServerIsCurrent: NOTHING,
  cloudSyncVersion: NOTHING,
  directorySync: NOTHING,
  permittedCmdlets: NOTHING,
  writebackJobs: NOTHING,
  isCloudManagedByDefault: NOTHING,
  hasNoOnPremisesWriters: NOTHING,
  cloudManaged: NOTHING,
  writebackDomainsCovered: NOTHING,
};

describe('Findings about the tenant', () => {
  it('are all fine where everything is', () => {
    assert.deepEqual(telling({}), {});
    assert.deepEqual(telling({}, { direction: 'to-on-premises' }), {});
  });

  it('edge 54: what could not be read is unknown with its reason, never fine and never in the way', () => {
    const findings = tenantFindings(EVERYTHING_UNKNOWN, looking());
    assert.deepEqual(new Set(findings.map(({ level }) => level)), new Set(['unknown']));
    for (const { sentence, override } of findings) {
      assert.match(sentence, /Nobody told\.$/);
      assert.notEqual(override, 'nobody');
    }
  });

  it('are sentences with a remedy where there is something to do, and only a block cannot be overridden', () => {
    const worst = { connectVersion: attested<Version>('2.5.79.0'), permittedCmdlets: known(new Set<string>()) };
    for (const facts of [tenantFacts(), EVERYTHING_UNKNOWN, tenantFacts(worst)]) {
      for (const finding of tenantFindings(facts, looking())) {
        assert.match(finding.sentence, /^[A-Z].*\.$/);
        assert.ok(finding.sentence.length <= 240, finding.sentence);
        const isFine = finding.level === 'pass';
        assert.equal(finding.remedy === null, isFine, finding.code);
        assert.equal(finding.override === 'nobody', isFine || finding.level === 'block', finding.code);
        if (finding.remedy !== null) assert.match(finding.remedy, /^[A-Z].{1,129}[.")]$/);
      }
    }
  });
});

describe('Entra Connect Sync', () => {
  const connect = (version: Version, how: Partial<Looking> = {}) => telling({ connectVersion: attested(version) }, how);

  it('edge 9: a version below the minimum is in the way of the cloud, and only warns of the way back', () => {
    assert.deepEqual(connect('2.5.76.0'), { connect_too_old: 'block', connect_support_ended: 'warn' });
    assert.deepEqual(connect('2.5.76.0', { direction: 'to-on-premises' }), {
      connect_too_old: 'warn',
      connect_support_ended: 'warn',
    });
  });

  it('edge 9: the harmful build is named as such, besides being too old', () => {
    assert.deepEqual(connect('2.5.79.0'), {
      connect_too_old: 'block',
      connect_harmful: 'block',
      connect_support_ended: 'warn',
    });
  });

  it('edge 9: an unknown or expired attestation is unknown', () => {
    const connectVersion = notKnown('What Luis Ortega attested expired on 1 Nov 2026.');
    const finding = found({ connectVersion }).get('connect_version_unknown');
    assert.equal(finding?.level, 'unknown');
    assert.match(finding?.sentence ?? '', /expired on 1 Nov 2026/);
    assert.match(finding?.remedy ?? '', /attest connect-version/);
  });

  it('edge 9: an old or unknown staging server is said', () => {
    assert.deepEqual(telling({ stagingServerIsCurrent: attested(false) }), { staging_behind: 'warn' });
    assert.deepEqual(telling({ stagingServerIsCurrent: NOTHING }), { staging_unknown: 'unknown' });
  });

  it('edge 10: 2.5.76.0 is older than 2.5.190.0', () => {
    assert.equal(found({ connectVersion: attested('2.5.76.0') }).get('connect_too_old')?.level, 'block');
    assert.equal(found({ connectVersion: attested('2.5.190.0') }).get('connect_version')?.level, 'pass');
  });

  it('meets the minimum and is still told when its support ends', () => {
    const supported = (now: string) => {
      const findings = found({ connectVersion: attested('2.5.190.0') }, { now: new Date(now) });
      return [...findings.keys()].filter((code) => code.startsWith('connect_'));
    };
    assert.deepEqual(supported('2026-12-01T00:00:00Z'), ['connect_version', 'connect_supported']);
    assert.deepEqual(supported('2026-12-05T00:00:00Z'), ['connect_version', 'connect_support_ends']);
    assert.deepEqual(supported('2027-02-02T00:00:00Z'), ['connect_version', 'connect_support_ended']);
    assert.deepEqual(connect('2.7.1.0'), { connect_support_unknown: 'unknown' });
  });

  it('is always shown as attested, with who and until when', () => {
    const sentences = [...found({}).values()].filter(({ code }) => code.startsWith('connect_'));
    assert.equal(sentences.length, 2);
    for (const { sentence } of sentences) assert.match(sentence, /attested by Luis Ortega until 20 Dec 2026/);
  });

  it('is not asked for where it is not in use', () => {
    assert.deepEqual(telling({ connectVersion: attested('none'), stagingServerIsCurrent: NOTHING }), {});
  });

  it('edge 57: is judged by the rules in force, not by numbers in the code', () => {
    const rules = { ...RULES, connectSyncMinimum: { ...RULES.connectSyncMinimum, value: '2.7.0.0' as const } };
    assert.equal(connect('2.6.92.0', { rules }).connect_too_old, 'block');
  });
});

describe('The Cloud Sync agent', () => {
  const agent = (version: Version | 'none') => telling({ cloudSyncVersion: attested(version) });

  it('has one minimum for writeback and one for whole objects', () => {
    assert.deepEqual(agent('1.1.1107.0'), { cloud_sync_too_old_for_objects: 'warn' });
    assert.deepEqual(agent('1.1.999.0'), { cloud_sync_too_old: 'warn', cloud_sync_too_old_for_objects: 'warn' });
    assert.deepEqual(agent('none'), { cloud_sync_not_used: 'warn' });
  });
});

describe('Directory sync', () => {
  it('has to be on, and to have run of late', () => {
    const sync = (enabled: boolean | null, lastSyncAt: string | null) =>
      telling({ directorySync: known({ enabled, lastSyncAt }) });
    assert.deepEqual(sync(false, '2026-11-22T07:40:00.000Z'), { sync_off: 'block' });
    assert.deepEqual(sync(true, '2026-11-22T05:00:00.000Z'), {});
    assert.deepEqual(sync(true, '2026-11-22T04:59:59.000Z'), { sync_stale: 'warn' });
    assert.deepEqual(sync(true, null), { sync_unknown: 'unknown' });
    assert.deepEqual(sync(null, '2026-11-22T07:40:00.000Z'), { sync_unknown: 'unknown' });
  });
});

describe("Steward's own permission", () => {
  it('is needed for mailboxes, and for the tenant default', () => {
    assert.deepEqual(telling({ permittedCmdlets: known(new Set(['Get-Mailbox'])) }), {
      mailbox_permission_missing: 'block',
      default_permission_missing: 'warn',
    });
    assert.deepEqual(telling({ permittedCmdlets: known(new Set(['set-mailbox', 'set-organizationconfig'])) }), {});
  });

  it('is fine for the cmdlet only: that the parameters cannot be read is an unknown of its own', () => {
    assert.equal(found({}).get('mailbox_permission')?.sentence, 'Steward may run Set-Mailbox.');
    assert.equal(found({}).get('default_permission')?.sentence, 'Steward may run Set-OrganizationConfig.');
    const finding = found({}).get('parameters_unknown');
    assert.deepEqual([finding?.level, finding?.override], ['unknown', 'requester']);
    assert.match(finding?.sentence ?? '', /IsExchangeCloudManaged and the two switches .* cannot be read/);
    assert.equal(found({ permittedCmdlets: known(new Set<string>()) }).has('parameters_unknown'), false);
  });
});

describe('Writeback', () => {
  const jobs = (...all: readonly ReturnType<typeof job>[]) => telling({ writebackJobs: known(all) });

  it('edge 38: a job that is paused, quarantined, failing, stale or missing is not ready', () => {
    assert.deepEqual(jobs(), { writeback_missing: 'warn' });
    assert.deepEqual(jobs(job({ status: 'Paused' })), { writeback_not_running: 'warn' });
    assert.deepEqual(jobs(job({ status: 'Quarantine' })), { writeback_not_running: 'warn' });
    assert.deepEqual(jobs(job({ schedule: 'Disabled' })), { writeback_not_running: 'warn' });
    assert.deepEqual(jobs(job({ lastRun: 'Failed' })), { writeback_run_failed: 'warn' });
    assert.deepEqual(jobs(job({ lastRunAt: '2026-11-21T08:00:00.000Z' })), { writeback_stale: 'warn' });
    assert.deepEqual(jobs(job({ lastRun: null, lastRunAt: null })), { writeback_run_unknown: 'unknown' });
    assert.deepEqual(jobs(job({ interval: 'PT40M' })), { writeback_interval: 'warn' });
  });

  it('edge 38: a job from before the mail mapping is found, and one whose mapping was not read is unknown', () => {
    assert.deepEqual(jobs(job({ mapsMail: false })), { writeback_mail_unmapped: 'warn' });
    assert.deepEqual(jobs(job({ mapsMail: null })), { writeback_mapping_unknown: 'unknown' });
  });

  it('edge 39: restoring default mappings is left to people, with what it costs', () => {
    const finding = found({ writebackJobs: known([job({ mapsMail: false })]) }).get('writeback_mail_unmapped');
    assert.match(finding?.sentence ?? '', /before 3 Aug 2026/);
    assert.match(finding?.remedy ?? '', /by hand; note custom mappings and scoping filters first/);
  });

  it('edge 44: each domain is judged by itself', () => {
    const both = known([job(), job({ domain: 'fabrikam.lab', status: 'Paused' })]);
    const findings = found({ writebackJobs: both });
    assert.match(findings.get('writeback_not_running')?.sentence ?? '', /fabrikam\.lab/);
    assert.match(findings.get('writeback_ready')?.sentence ?? '', /contoso\.lab/);
  });

  it("edge 44: whether every domain has one is somebody's word, and unknown without it", () => {
    assert.deepEqual(telling({ writebackDomainsCovered: NOTHING }), { writeback_domains_unknown: 'unknown' });
    const asking = found({ writebackDomainsCovered: NOTHING }).get('writeback_domains_unknown');
    assert.match(asking?.remedy ?? '', /"attest writeback-domains-covered yes"/);
    assert.match(found({}).get('writeback_domains')?.sentence ?? '', /attested by Luis Ortega until 20 Dec 2026/);
    assert.deepEqual(telling({ writebackDomainsCovered: attested(false) }), { writeback_domains_uncovered: 'warn' });
  });
});

describe('The number of cloud-managed mailboxes', () => {
  const count = (mailboxes: number, unread = 0, how: Partial<Looking> = {}) =>
    telling({ cloudManaged: known({ mailboxes, unread, at: '2026-11-21T02:00:00.000Z' }) }, how);

  it('edge 42: may be 600,000 and not only the 200,000 of the preview', () => {
    assert.deepEqual(count(200_001), {});
    assert.deepEqual(count(540_000), { limit_near: 'warn' });
    assert.deepEqual(count(600_000), { limit_reached: 'block' });
    assert.deepEqual(count(600_000, 0, { direction: 'to-on-premises' }), {});
  });

  it('edge 42: counts those whose authority could not be read as a doubt', () => {
    assert.deepEqual(count(400_000, 150_000), { limit_near: 'warn' });
  });

  it('edge 42: is unknown before the first census', () => {
    assert.deepEqual(telling({ cloudManaged: notKnown('They have not been counted yet.') }), {
      count_unknown: 'unknown',
    });
    const { remedy } = found({ cloudManaged: NOTHING }).get('count_unknown') ?? {};
    assert.equal(remedy, 'An administrator types "census now".');
  });
});

describe('The tenant default', () => {
  it('edge 35: warns while recipients may still be made on-premises', () => {
    const isCloudManagedByDefault = known(true);
    for (const hasNoOnPremisesWriters of [NOTHING, attested(false)]) {
      assert.deepEqual(telling({ isCloudManagedByDefault, hasNoOnPremisesWriters }), {
        default_cloud_with_writers: 'warn',
      });
    }
    assert.deepEqual(telling({ isCloudManagedByDefault }), {});
  });

  it('edge 36: says that it does not convert what is there, and that switching it off heals nobody', () => {
    const isCloudManagedByDefault = known(true);
    assert.match(found({ isCloudManagedByDefault }).get('default_cloud')?.sentence ?? '', /before do not change/);
    const finding = found({ isCloudManagedByDefault, hasNoOnPremisesWriters: NOTHING });
    assert.match(
      finding.get('default_cloud_with_writers')?.remedy ?? '',
      /does not heal those affected: ask Microsoft/,
    );
  });

  it('edge 37: is what Exchange shows under its other name, and unknown where that is not told', () => {
    assert.deepEqual(telling({ isCloudManagedByDefault: NOTHING }), { default_unknown: 'unknown' });
    const finding = found({ isCloudManagedByDefault: NOTHING }).get('default_unknown');
    assert.match(finding?.remedy ?? '', /BlockExchangeProvisioningFromOnPremEnabled/);
  });
});
