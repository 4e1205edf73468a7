import { ATTRIBUTE_NAMES, ATTRIBUTES, type AttributeName, type Attributes } from '../mailbox/attribute.ts';
import type { Loss } from '../mailbox/loss.ts';
import type { Snapshot } from '../mailbox/snapshot.ts';
import { CARRY_RULES } from './carry-attribute.ts';
import { type CarryStep, carryStep } from './carry-step.ts';
import { commentText, powerShellLiteral } from './powershell-literal.ts';

export type CarryInput = {
  /** The cloud values: the mailbox now, or an archived snapshot of it. */
  readonly snapshot: Snapshot;
  /** Its hash, under which the archive holds it. */
  readonly hash: string;
  /** What differs from the last on-premises values; `undefined` when those are not known. */
  readonly losses: readonly Loss[] | undefined;
  readonly madeAt: Date;
  /** The mailbox is managed on-premises again: then it is about undoing what the rollback overwrote. */
  readonly isHandedBack: boolean;
};

export type CarryScript = {
  /** Printable ASCII, lines ended by CR LF: a `.ps1` file for Windows PowerShell 5.1. */
  readonly text: string;
  /** Attributes that the script sets, and those that it leaves to people, each with its reason in a comment. */
  readonly carried: readonly AttributeName[];
  readonly byHand: readonly AttributeName[];
};

/**
 * The PowerShell that re-applies a mailbox's cloud values on-premises, for an administrator to read and run before a
 * rollback, or after one: then on-premises values win, and Exchange Online refuses to have them edited ("Cloud-managed remote
 * mailboxes", Exchange Team, 15 October 2025). One command per attribute, stopping at the first that fails; running it
 * again is harmless, because each command sets a whole value. Pure.
 */
export function carryScript(input: CarryInput): CarryScript {
  const { losses, snapshot } = input;
  const names = losses ? losses.map(({ name }) => name) : configuredNames(snapshot.attributes);
  const steps = [...new Set(names.map((name) => setWith(name, snapshot.attributes)))].map((name) =>
    carryStep(name, snapshot.attributes),
  );
  const setting = steps.filter(({ sets }) => sets);
  const lost = setting.filter(({ name }) => !ATTRIBUTES[name].writtenBack);
  const writtenBack = setting.filter(({ name }) => ATTRIBUTES[name].writtenBack);
  const noted = steps.filter(({ sets }) => !sets);
  const lines = [
    ...headerLines(input),
    ...startLines(snapshot, steps),
    ...section('Not written back: these would be lost.', lost),
    ...section('Written back: where writeback is healthy, Active Directory has these already.', writtenBack),
    ...section('To do by hand.', noted),
    ...(losses ? [] : emptyLines(snapshot.attributes)),
    '',
    input.isHandedBack
      ? "Write-Output 'Done. The next directory sync brings the values to the cloud.'"
      : "Write-Output 'Done. Hand the mailbox back in Steward now, then wait for the next directory sync.'",
    '',
  ];
  return {
    text: lines.join('\r\n'),
    carried: setting.map(({ name }) => name),
    byHand: noted.map(({ name }) => name),
  };
}

/** Without a baseline every value that is there may be one that only the cloud has. */
function configuredNames(attributes: Attributes): readonly AttributeName[] {
  return ATTRIBUTE_NAMES.filter((name) => attributes[name] === undefined || isConfigured(attributes, name));
}

function isConfigured(attributes: Attributes, name: AttributeName): boolean {
  const value = attributes[name];
  return value !== undefined && value !== null && value !== '' && !(Array.isArray(value) && value.length === 0);
}

/** The attribute that sets this one too, where there is one and it could be read. */
function setWith(name: AttributeName, attributes: Attributes): AttributeName {
  const rule = CARRY_RULES[name];
  return rule.how === 'with' && attributes[rule.other] !== undefined ? rule.other : name;
}

function headerLines({ snapshot, hash, losses, madeAt, isHandedBack }: CarryInput): readonly string[] {
  const moment = isHandedBack ? 'after it was handed back' : 'before it is handed back';
  const when = isHandedBack ? 'at any time' : 'BEFORE the rollback';
  return [
    `# Steward: puts cloud values of a mailbox into Active Directory, ${moment}.`,
    '#',
    `# Mailbox: ${commentText(snapshot.userPrincipalName)}`,
    `# Object id: ${commentText(snapshot.objectId)}`,
    `# Snapshot: ${commentText(hash)}, taken ${commentText(snapshot.takenAt)}`,
    `# Made: ${madeAt.toISOString()}`,
    '#',
    ...(losses
      ? ['# It carries what differs from the last values that Active Directory is known to have.']
      : [
          '# There is no snapshot from when the mailbox went to the cloud, so what differs is unknown:',
          '# it carries every value that is configured in the cloud.',
        ]),
    '#',
    '# Save it as a .ps1 file and read it. Run it in the Exchange Management Shell, or with the Exchange management',
    `# tools loaded, ${when}; with -WhatIf first, which shows every change and makes none.`,
    '# It stops at the first command that fails. Running it again is harmless.',
    '# A backslash, u and four digits stand for a character that is not plain ASCII.',
  ];
}

function startLines(snapshot: Snapshot, steps: readonly CarryStep[]): readonly string[] {
  const text = steps.flatMap(({ lines }) => lines).join('\n');
  return [
    '',
    '[CmdletBinding(SupportsShouldProcess)]',
    'param()',
    '',
    "$ErrorActionPreference = 'Stop'",
    `$userPrincipalName = ${powerShellLiteral(snapshot.userPrincipalName)}`,
    `$exchangeGuid = ${powerShellLiteral(snapshot.exchangeGuid)}`,
    '',
    'if (-not (Get-Command -Name Set-RemoteMailbox -ErrorAction SilentlyContinue)) {',
    "    throw 'Run this in the Exchange Management Shell: Set-RemoteMailbox is not there.'",
    '}',
    '$found = @(Get-RemoteMailbox -Identity $userPrincipalName -ResultSize 2)',
    'if ($found.Count -ne 1 -or [string]$found[0].UserPrincipalName -ne $userPrincipalName) {',
    "    throw ('Not exactly one remote mailbox has this user principal name: ' + $userPrincipalName)",
    '}',
    '$mailbox = $found[0]',
    '$guidHere = [string]$mailbox.ExchangeGuid',
    "if ($exchangeGuid -and $guidHere -and $guidHere -ne '00000000-0000-0000-0000-000000000000' -and $guidHere -ne $exchangeGuid) {",
    "    throw ('The remote mailbox belongs to another cloud mailbox: ' + $guidHere)",
    '}',
    '$identity = [string]$mailbox.DistinguishedName',
    ...(steps.some(({ needsDirectory }) => needsDirectory) ? DIRECTORY_LINES : []),
    ...(text.includes('Find-OneRecipient') ? FINDER_LINES : []),
  ];
}

const DIRECTORY_LINES: readonly string[] = [
  '',
  '# What Set-RemoteMailbox has no parameter for is set in Active Directory, in the domain of the user.',
  'Import-Module -Name ActiveDirectory',
  "$domain = (($identity -split '(?<!\\\\),' | Where-Object { $_ -like 'DC=*' }) -replace '^DC=', '') -join '.'",
];

const FINDER_LINES: readonly string[] = [
  '',
  '# Recipients stand here by the names that the cloud shows. Each must be exactly one recipient on-premises.',
  'function Find-OneRecipient {',
  '    param([string[]] $Name)',
  '    foreach ($one in $Name) {',
  '        $hits = @(Get-Recipient -Identity $one -ResultSize 2)',
  "        if ($hits.Count -ne 1) { throw ('Not exactly one recipient is found by: ' + $one) }",
  '        [string]$hits[0].DistinguishedName',
  '    }',
  '}',
];

function section(title: string, steps: readonly CarryStep[]): readonly string[] {
  if (steps.length === 0) return [];
  return ['', `# ---- ${title}`, ...steps.flatMap(({ lines }) => ['', ...lines])];
}

/** Said rather than done: clearing on a guess could destroy what Active Directory rightly has. */
function emptyLines(attributes: Attributes): readonly string[] {
  const empty = ATTRIBUTE_NAMES.filter((name) => attributes[name] !== undefined && !isConfigured(attributes, name));
  if (empty.length === 0) return [];
  return [
    '',
    '# Empty in the cloud, and not cleared here: look whether Active Directory still has values for',
    `# ${empty.join(', ')}.`,
  ];
}
