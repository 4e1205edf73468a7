// Everything the tenant remembers, as plain data: it is written to the state file as it is.

import { buildDirectory } from './build-directory.ts';
import type { DirectoryObject } from './directory-object.ts';
import type { TenantHybridPart, TenantMove } from './hybrid-state.ts';
import { seededMoves, seededParts } from './hybrid-state.ts';

export const WRITEBACK_STATUSES = ['Active', 'Paused', 'Quarantine', 'NotRun', 'NotConfigured', 'Absent'] as const;

/** The template of the job for cloud-managed mailboxes; a job of any other template writes other attributes. */
export const WRITEBACK_TEMPLATE = 'Entra2ADExchangeOnlineAttributeWriteback';

/** Where the public folders are, as Get-OrganizationConfig spells it. */
export const PUBLIC_FOLDERS = ['Local', 'Remote', 'None'] as const;

export type TenantSettings = {
  syncPaused: boolean;
  /** Whether writeback copies values to Active Directory. */
  writeback: boolean;
  /** What Graph reports for the writeback job; `Absent` means there is no such job. */
  writebackStatus: (typeof WRITEBACK_STATUSES)[number];
  /** What Graph reports as the template of the writeback jobs. */
  writebackTemplate: string;
  /** Whether the jobs map Mail to mail, as those made since 3 August 2026 do. */
  writebackMapsMail: boolean;
  /** Whether everything of Fabrikam is in an Active Directory domain of its own. */
  secondDomain: boolean;
  /** Whether that domain has a writeback job too. */
  secondDomainWriteback: boolean;
  /** Entra refuses to let a cycle take a user back whose whole object had moved to the cloud; on unless switched off. */
  hardMatchBlocked: boolean;
  /** Whether the tenant synchronises with Active Directory at all, as Graph's organization shows it. */
  organizationSynced: boolean;
  publicFoldersEnabled: (typeof PUBLIC_FOLDERS)[number];
  /** Whether a filter may name IsExchangeCloudManaged; not documented, so refused unless switched on. */
  flagFilterable: boolean;
  /** What Set-Mailbox answers to IsExchangeCloudManaged on a mailbox that is not synced; Microsoft's text is not known. */
  notSyncedErrorType: string;
  notSyncedErrorMessage: string;
};

export type TenantState = {
  version: 2;
  seed: number;
  clock: string;
  lastSync: string;
  nextSync: string;
  cycles: number;
  settings: TenantSettings;
  /** Get-OrganizationConfig shows this as BlockExchangeProvisioningFromOnPremEnabled. */
  cloudManagedByDefault: boolean;
  moves: TenantMove[];
  hybridParts: TenantHybridPart[];
  objects: DirectoryObject[];
};

export const CYCLE_MINUTES = 30;
const MINUTE = 60_000;

/** Moves an instant by minutes. */
export function plusMinutes(instant: string, minutes: number): string {
  return new Date(Date.parse(instant) + minutes * MINUTE).toISOString();
}

/** A tenant as it stands before anybody touched it; the last sync cycle ran eight minutes ago. */
export function createState(options: { seed: number; size: number; start: Date }): TenantState {
  const clock = options.start.toISOString();
  const lastSync = plusMinutes(clock, -8);
  const objects = buildDirectory(options.seed, options.size);
  for (const object of objects) if (object.isDirSynced) object.lastSynced = lastSync;
  return {
    version: 2,
    seed: options.seed,
    clock,
    lastSync,
    nextSync: plusMinutes(lastSync, CYCLE_MINUTES),
    cycles: 0,
    settings: {
      syncPaused: false,
      writeback: true,
      writebackStatus: 'Active',
      writebackTemplate: WRITEBACK_TEMPLATE,
      writebackMapsMail: true,
      secondDomain: false,
      secondDomainWriteback: false,
      hardMatchBlocked: true,
      organizationSynced: true,
      publicFoldersEnabled: 'Local',
      flagFilterable: false,
      notSyncedErrorType: 'Microsoft.Exchange.Configuration.Tasks.TaskInvalidOperationException',
      notSyncedErrorMessage:
        'The IsExchangeCloudManaged parameter can only be used on mailboxes of users that are synchronized from your on-premises organization.',
    },
    cloudManagedByDefault: false,
    moves: seededMoves(objects),
    hybridParts: seededParts(),
    objects,
  };
}
