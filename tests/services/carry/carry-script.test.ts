import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { CARRY_RULES } from '../../../services/carry/carry-attribute.ts';
import { carryScript } from '../../../services/carry/carry-script.ts';
import {
  ATTRIBUTE_NAMES,
  ATTRIBUTES,
  type AttributeName,
  type Attributes,
} from '../../../services/mailbox/attribute.ts';
import { lossesOf } from '../../../services/mailbox/loss.ts';
import { type Snapshot, snapshotHash } from '../../../services/mailbox/snapshot.ts';
import { AT_FLIP, attributes, SINCE, snapshot } from '../../cards/samples.ts';
import { HOSTILE_VALUES } from '../../support/hostile-powershell.ts';
import { powerShellTokens, type Token } from '../../support/powershell-tokens.ts';

const MADE = new Date('2026-11-22T14:31:00.000Z');

function made(now: Snapshot, before: Snapshot | undefined = AT_FLIP) {
  return carryScript({
    snapshot: now,
    hash: snapshotHash(now),
    losses: lossesOf(before, now),
    madeAt: MADE,
    isHandedBack: false,
  });
}

const cloud = (changes: Attributes): Snapshot =>
  snapshot({ isExchangeCloudManaged: true, attributes: attributes(changes) });

/** A token with what the value was taken out, so that two scripts can be told apart by anything but values. */
function shape(text: string): readonly string[] {
  return powerShellTokens(text.replaceAll(/\(\[regex\]::Unescape\(('(?:[^']|'')*')\)\)/g, '$1')).flatMap(
    (token): string[] => {
      if (token.kind === 'comment') return [];
      if (token.kind === 'string') return ['string'];
      return [token.kind === 'newline' ? 'newline' : `${token.kind} ${token.text}`];
    },
  );
}

/** Every text and list of a mailbox filled with one value; flags and the closed words stay what they can be. */
function filledWith(value: string): Attributes {
  return Object.fromEntries(
    ATTRIBUTE_NAMES.map((name) => {
      if (name === 'EmailAddresses') {
        return [name, [`SMTP:${value}@contoso.com`, `smtp:${value}`, `X500:${value}`, `SPO:${value}`]];
      }
      const { form } = ATTRIBUTES[name];
      return [name, form === 'flag' ? true : form === 'text' ? value : [value, value]];
    }),
  );
}

const isString = (token: Token): token is Extract<Token, { kind: 'string' }> => token.kind === 'string';

describe('The script that carries cloud values back', () => {
  it('says for which mailbox and snapshot it is, when to run it, and stops unless exactly one remote mailbox is found', () => {
    const now = cloud(SINCE);
    const { text } = made(now);
    assert.match(text, /^# Steward: /);
    assert.match(text, new RegExp(`# Object id: ${now.objectId}`));
    assert.match(text, new RegExp(`# Snapshot: ${snapshotHash(now)}`));
    assert.match(text, /# Made: 2026-11-22T14:31:00.000Z/);
    assert.match(text, /Exchange Management Shell[\s\S]*BEFORE the rollback[\s\S]*-WhatIf/);
    assert.match(text, /\[CmdletBinding\(SupportsShouldProcess\)\]\r\nparam\(\)/);
    assert.match(text, /\$found\.Count -ne 1[\s\S]*throw/);
    const writes = text.split('\r\n').filter((line) => /^(Set-RemoteMailbox|Set-ADUser) /.test(line));
    assert.ok(writes.length > 0);
    for (const line of writes) assert.match(line, / -WhatIf:\$WhatIfPreference /);
  });

  it('edge 13: what writeback does not carry comes first, apart from what Active Directory should have already', () => {
    const { text, carried } = made(cloud(SINCE));
    const at = (name: AttributeName): number => text.indexOf(`(${name}).`);
    assert.ok(at('MailTip') > text.indexOf('Not written back'));
    assert.ok(at('CustomAttribute7') > text.indexOf('Written back'));
    assert.ok(text.indexOf('Written back:') > at('MailTip'));
    assert.deepEqual([...carried].sort(), [
      'CustomAttribute7',
      'EmailAddresses',
      'GrantSendOnBehalfTo',
      'HiddenFromAddressListsEnabled',
      'MailTip',
    ]);
    assert.match(text, /-MailTip 'Left the company; write to sales@contoso.com'/);
    assert.match(text, /-HiddenFromAddressListsEnabled \$true/);
    assert.match(text, /-GrantSendOnBehalfTo @\(Find-OneRecipient -Name @\('Bob Stone', 'Carla Diaz'\)\)/);
  });

  it('clears what the cloud has cleared', () => {
    const { text } = made(
      cloud({ MailTip: null, ExtensionCustomAttribute2: [], RetentionComment: null }),
      snapshot({ attributes: attributes({ RetentionComment: 'seven years' }) }),
    );
    assert.match(text, /-MailTip \$null\r\n/);
    assert.match(text, /-ExtensionCustomAttribute2 \$null\r\n/);
    assert.match(text, /Set-ADUser .* -Clear 'msExchRetentionComment'\r\n/);
    assert.match(text, /Import-Module -Name ActiveDirectory/);
  });

  it('edge 17: writes SMTP and X500 addresses, names what it leaves out, and keeps what Active Directory has of other kinds', () => {
    const EmailAddresses = [
      'smtp:second@contoso.com',
      'SMTP:first@contoso.com',
      'X500:/o=Contoso/cn=alice',
      'SIP:first@contoso.com',
      'SPO:SPO_1234@SPO_5678',
      'smtp:first@contoso.mail.onmicrosoft.com',
    ];
    const { text, carried } = made(cloud({ EmailAddresses, PrimarySmtpAddress: 'first@contoso.com' }));
    assert.ok(carried.includes('EmailAddresses') && !carried.includes('PrimarySmtpAddress'));
    assert.match(
      text,
      /\$wanted = @\('SMTP:first@contoso.com', 'smtp:second@contoso.com', 'X500:\/o=Contoso\/cn=alice'\)/,
    );
    for (const left of ['SIP:first@contoso.com', 'SPO:SPO_1234@SPO_5678', 'smtp:first@contoso.mail.onmicrosoft.com']) {
      assert.ok(text.includes(`#   Left out: ${left}\r\n`), left);
    }
    const policy = text.indexOf('-EmailAddressPolicyEnabled $false');
    assert.ok(policy > 0 && policy < text.indexOf('-EmailAddresses ($wanted + $own)'));
    assert.match(text, /\$own = .*-notmatch '\^smtp:' -or \$_ -match '\\\.onmicrosoft\\\.com\$'/);
  });

  it('edge 17: leaves the addresses to a person when the primary one is not in a domain of the organisation', () => {
    const { text, byHand } = made(cloud({ EmailAddresses: ['SMTP:a@contoso.onmicrosoft.com', 'smtp:b@contoso.com'] }));
    assert.ok(byHand.includes('EmailAddresses'));
    assert.doesNotMatch(text, /-EmailAddresses/);
    assert.match(text, /# Addresses \(EmailAddresses\): not done by this script\./);
  });

  it('says of what could not be read that it is not carried', () => {
    const { MailTip: _unread, ...others } = attributes();
    const { text, carried, byHand } = made(snapshot({ attributes: others }));
    assert.deepEqual([carried, byHand], [[], ['MailTip']]);
    assert.match(text, /# MailTip \(MailTip\): not done by this script\. It could not be read/);
  });

  it('edge 12: without a baseline carries every configured value, says so, and clears nothing', () => {
    const now = cloud({});
    const { text, carried } = carryScript({
      snapshot: now,
      hash: snapshotHash(now),
      losses: undefined,
      madeAt: MADE,
      isHandedBack: false,
    });
    assert.match(text, /no snapshot from when the mailbox went to the cloud, so what differs is unknown/);
    for (const name of ['MailTip', 'CustomAttribute1', 'Alias', 'HiddenFromAddressListsEnabled'] as const) {
      assert.ok(carried.includes(name), name);
    }
    assert.doesNotMatch(text, / \$null\r\n(Set|#)| -Clear /);
    assert.match(text, /# Empty in the cloud, and not cleared here[\s\S]*CustomAttribute2/);
  });

  it('edge 16: is made of cmdlets of the on-premises side only', () => {
    const now = cloud(filledWith('x'));
    const words = powerShellTokens(made(now).text).flatMap((token) => (token.kind === 'word' ? [token.text] : []));
    const cmdlets = new Set(words.filter((text) => /^[A-Z]\w+-[A-Z]/.test(text)));
    assert.deepEqual([...cmdlets].sort(), [
      'Find-OneRecipient',
      'ForEach-Object',
      'Get-Command',
      'Get-Recipient',
      'Get-RemoteMailbox',
      'Import-Module',
      'Set-ADUser',
      'Set-RemoteMailbox',
      'Where-Object',
      'Write-Output',
    ]);
  });

  it('has a rule for every attribute of a snapshot', () => {
    assert.deepEqual(Object.keys(CARRY_RULES).sort(), [...ATTRIBUTE_NAMES].sort());
  });

  const plainShape = (): readonly string[] => shape(hostileScript('plain'));

  for (const hostile of HOSTILE_VALUES.filter((value) => value !== '')) {
    it(`keeps its shape and its values whatever they are: ${JSON.stringify(hostile)}`, () => {
      const text = hostileScript(hostile);
      assert.match(text, /^[\x20-\x7e\r\n]*$/);
      assert.deepEqual(shape(text), plainShape());
      assert.ok(!powerShellTokens(text).some((token) => isString(token) && token.expands));
      for (const line of text.split('\r\n')) assert.doesNotMatch(line, /^#(requires| SIG #)/i);
    });
  }

  it('is cut by nothing: a list of a thousand addresses is written whole', () => {
    const EmailAddresses = [
      'SMTP:a@contoso.com',
      ...Array.from({ length: 1000 }, (_, index) => `smtp:a${index}@contoso.com`),
    ];
    const strings = powerShellTokens(made(cloud({ EmailAddresses })).text).filter(isString);
    assert.ok(EmailAddresses.every((address) => strings.some(({ value }) => value === address)));
  });
});

/** The script for a mailbox in which everything that people can write is this value. */
function hostileScript(value: string): string {
  const filled = { ...filledWith(value), RecipientTypeDetails: 'SharedMailbox', ResourceCapacity: '12' };
  const now = { ...cloud(filled), userPrincipalName: value, displayName: value, exchangeGuid: value };
  const hash = snapshotHash(now);
  const losses = lossesOf(snapshot({ attributes: {} }), now);
  return carryScript({ snapshot: now, hash, losses, madeAt: MADE, isHandedBack: false }).text;
}
