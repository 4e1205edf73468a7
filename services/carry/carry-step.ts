import { assertNever } from '../assert-never.ts';
import { ATTRIBUTES, type AttributeName, type Attributes, type AttributeValue } from '../mailbox/attribute.ts';
import { planAddresses } from './carry-addresses.ts';
import { CARRY_RULES, type CarryRule, REMOTE_TYPES } from './carry-attribute.ts';
import { commentText, powerShellLiteral } from './powershell-literal.ts';

/** What the script does about one attribute. */
export type CarryStep = {
  readonly name: AttributeName;
  /** Whether the lines set something; else they are a note for the administrator. */
  readonly sets: boolean;
  /** Whether the ActiveDirectory module is needed. */
  readonly needsDirectory: boolean;
  readonly lines: readonly string[];
};

const REMOTE = 'Set-RemoteMailbox -Identity $identity -WhatIf:$WhatIfPreference';
const USER = 'Set-ADUser -Identity $identity -Server $domain -WhatIf:$WhatIfPreference';

/** The lines for one attribute. Every value in them is a literal or stands in a comment behind words of ours. */
export function carryStep(name: AttributeName, attributes: Attributes): CarryStep {
  const rule = CARRY_RULES[name];
  const value = attributes[name];
  if (value === undefined) return byHand(name, value, 'It could not be read, so it is not carried.');
  switch (rule.how) {
    case 'remote-mailbox':
      return step(name, [`${REMOTE} -${rule.parameter} ${powerShellLiteral(settable(value))}`]);
    case 'recipients':
      return step(name, [`${REMOTE} -${rule.parameter} ${recipientsLiteral(value)}`]);
    case 'addresses':
      return addressStep(name, value);
    case 'type':
      return typeStep(name, value);
    case 'ad-user':
      return userStep(name, rule, value);
    case 'with':
      return byHand(name, value, `It is set together with ${ATTRIBUTES[rule.other].label} (${rule.other}).`);
    case 'by-hand':
      return byHand(name, value, rule.why);
    default:
      return assertNever(rule);
  }
}

function step(name: AttributeName, lines: readonly string[], needsDirectory = false): CarryStep {
  return { name, sets: true, needsDirectory, lines: [`# ${titleOf(name)}.`, ...lines] };
}

function byHand(name: AttributeName, value: AttributeValue | undefined, why: string): CarryStep {
  const lines = [`# ${titleOf(name)}: not done by this script. ${why}`, ...cloudValues(value)];
  return { name, sets: false, needsDirectory: false, lines };
}

const titleOf = (name: AttributeName): string => `${ATTRIBUTES[name].label} (${name})`;

/** The values in comments, one a line, so that nothing has to be looked up. */
function cloudValues(value: AttributeValue | undefined): readonly string[] {
  if (value === undefined) return [];
  const values = Array.isArray(value) ? value : [value === null ? 'not set' : String(value)];
  return values.map((item) => `#   In the cloud: ${commentText(item)}`);
}

/** "Not configured" is `$null` for every parameter: an empty list is not accepted by all of them. */
function settable(value: AttributeValue): AttributeValue {
  return value === '' || (Array.isArray(value) && value.length === 0) ? null : value;
}

/** Names as the cloud shows them are looked up before anything is set: each must be exactly one recipient. */
function recipientsLiteral(value: AttributeValue): string {
  const named = settable(value);
  if (named === null) return '$null';
  return `@(Find-OneRecipient -Name ${powerShellLiteral(Array.isArray(named) ? named : [String(named)])})`;
}

function addressStep(name: AttributeName, value: AttributeValue): CarryStep {
  const plan = planAddresses(value);
  if (!plan.ok) return byHand(name, value, plan.why);
  return step(name, [
    '# The whole list is replaced. Addresses of other kinds that Active Directory has stay there.',
    ...plan.leftOut.map((address) => `#   Left out: ${commentText(address)}`),
    `$wanted = ${powerShellLiteral(plan.carried)}`,
    `$own = @($mailbox.EmailAddresses | ForEach-Object { [string]$_ } | Where-Object { $_ -notmatch '^smtp:' -or $_ -match '\\.onmicrosoft\\.com$' })`,
    `$own = @($own | ForEach-Object { $_ -creplace '^SMTP:', 'smtp:' } | Where-Object { $wanted -notcontains $_ })`,
    `${REMOTE} -EmailAddressPolicyEnabled $false`,
    `${REMOTE} -EmailAddresses ($wanted + $own)`,
  ]);
}

function typeStep(name: AttributeName, value: AttributeValue): CarryStep {
  const word = REMOTE_TYPES.get(String(value));
  if (word === undefined) return byHand(name, value, 'Set-RemoteMailbox has no word for this type.');
  return step(name, [`${REMOTE} -Type ${powerShellLiteral(word)}`]);
}

function userStep(name: AttributeName, rule: Extract<CarryRule, { how: 'ad-user' }>, given: AttributeValue): CarryStep {
  const value = settable(given);
  if (value === null) return step(name, [`${USER} -Clear ${powerShellLiteral(rule.attribute)}`], true);
  const literal = userLiteral(rule.form, value);
  if (literal === undefined) return byHand(name, value, 'Its value has a form that Active Directory would not take.');
  return step(name, [`${USER} -Replace @{ ${powerShellLiteral(rule.attribute)} = ${literal} }`], true);
}

function userLiteral(
  form: Extract<CarryRule, { how: 'ad-user' }>['form'],
  value: NonNullable<AttributeValue>,
): string | undefined {
  switch (form) {
    case 'text':
      return typeof value === 'string' ? powerShellLiteral(value) : undefined;
    case 'flag':
      return typeof value === 'boolean' ? powerShellLiteral(value) : undefined;
    case 'number':
      return /^\d{1,9}$/.test(String(value)) ? `[int]${powerShellLiteral(String(value))}` : undefined;
    case 'recipient':
      return typeof value === 'string' ? `(Find-OneRecipient -Name ${powerShellLiteral(value)})` : undefined;
    default:
      return assertNever(form);
  }
}
