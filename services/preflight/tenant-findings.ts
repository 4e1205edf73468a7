import type { Finding } from '../mailbox/finding.ts';
import { capacityFindings } from './capacity-finding.ts';
import { cloudSyncFindings } from './cloud-sync-findings.ts';
import { connectFindings } from './connect-findings.ts';
import { defaultFinding } from './default-finding.ts';
import { directorySyncFinding } from './directory-sync-finding.ts';
import type { Looking } from './looking.ts';
import { permissionFindings } from './permission-findings.ts';
import type { TenantFacts } from './tenant-facts.ts';
import { writebackFindings } from './writeback-findings.ts';

/** What the tenant's facts mean for moving a mailbox in this direction. Nothing is left out that could not be told. */
export function tenantFindings(facts: TenantFacts, looking: Looking): readonly Finding[] {
  return [
    ...connectFindings(facts, looking),
    ...cloudSyncFindings(facts, looking),
    directorySyncFinding(facts, looking),
    ...permissionFindings(facts),
    ...writebackFindings(facts, looking),
    ...capacityFindings(facts, looking),
    defaultFinding(facts),
  ];
}
