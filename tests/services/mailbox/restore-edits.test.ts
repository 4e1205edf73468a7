import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { editParameters } from '../../../services/exchange/edit-parameters.ts';
import {
  ATTRIBUTE_NAMES,
  ATTRIBUTES,
  type AttributeName,
  type Attributes,
  type AttributeValue,
} from '../../../services/mailbox/attribute.ts';
import { diffAttributes } from '../../../services/mailbox/diff.ts';
import { edited } from '../../../services/mailbox/edit.ts';
import type { Mailbox } from '../../../services/mailbox/mailbox.ts';
import { type Restoration, restoreEdits } from '../../../services/mailbox/restore-edits.ts';
import { attributes, snapshot } from '../../cards/samples.ts';

const DOMAINS = ['contoso.com', 'fabrikam.com', 'contoso.mail.onmicrosoft.com'];
const X500 = 'X500:/o=Contoso/ou=Exchange/cn=Recipients/cn=alice';

function restored(old: Attributes, now: Attributes, names?: readonly AttributeName[]): Restoration {
  return restoreEdits({
    snapshot: snapshot({ attributes: attributes(old) }),
    now: snapshot({ isExchangeCloudManaged: false, attributes: attributes(now) }),
    names,
    domains: DOMAINS,
    mailTipLength: 175,
  });
}

const whyOf = ({ impossible }: Restoration): readonly string[] => impossible.map(({ name, why }) => `${name}: ${why}`);

describe('Restoring values from a snapshot', () => {
  it('sets what differs and can be set, and nothing else', () => {
    const { edits, impossible } = restored(
      {
        MailTip: 'Away',
        CustomAttribute1: null,
        HiddenFromAddressListsEnabled: true,
        ExtensionCustomAttribute2: ['vip'],
      },
      { MailTip: null },
    );
    assert.deepEqual(edits, [
      { kind: 'set', name: 'CustomAttribute1', value: null },
      { kind: 'set', name: 'ExtensionCustomAttribute2', value: ['vip'] },
      { kind: 'set', name: 'HiddenFromAddressListsEnabled', value: true },
      { kind: 'set', name: 'MailTip', value: 'Away' },
    ]);
    assert.deepEqual(impossible, []);
  });

  it('changes nothing where nothing differs', () => {
    assert.deepEqual(restored({}, {}), { edits: [], impossible: [] });
  });

  it('keeps to the names that were given', () => {
    const old = { MailTip: 'Away', CustomAttribute1: 'x', LitigationHoldEnabled: true };
    assert.deepEqual(restored(old, {}, ['MailTip']), {
      edits: [{ kind: 'set', name: 'MailTip', value: 'Away' }],
      impossible: [],
    });
  });

  it('edge 17: brings aliases back by adding and removing, and leaves SIP, SPO and X500 entries of today alone', () => {
    const old = { EmailAddresses: ['SMTP:alice.meyer@contoso.com', 'smtp:old@contoso.com', 'SIP:gone@contoso.com'] };
    const now = {
      EmailAddresses: [
        'SMTP:alice.meyer@contoso.com',
        'smtp:new@contoso.com',
        'SIP:alice@contoso.com',
        'SPO:1@2',
        X500,
      ],
    };
    const result = restored(old, now);
    assert.deepEqual(result.edits, [
      { kind: 'list', name: 'EmailAddresses', add: ['smtp:old@contoso.com'], remove: ['smtp:new@contoso.com'] },
    ]);
    assert.deepEqual(whyOf(result), [
      'EmailAddresses: Written by the service that uses it: SIP:gone@contoso.com.',
      `EmailAddresses: No mail address, so it stays: SIP:alice@contoso.com, SPO:1@2, ${X500}.`,
    ]);
  });

  it('edge 17: brings an X500 entry of the snapshot back, because replies to old mail need it', () => {
    const now = {
      EmailAddresses: attributes()
        .EmailAddresses?.toString()
        .split(',')
        .filter((entry) => entry !== X500),
    };
    const { edits } = restored({}, now.EmailAddresses ? { EmailAddresses: now.EmailAddresses } : {});
    assert.deepEqual(edits, [{ kind: 'list', name: 'EmailAddresses', add: [X500], remove: [] }]);
  });

  it('edge 17: never removes an address of the tenant itself', () => {
    const result = restored(
      { EmailAddresses: ['SMTP:alice.meyer@contoso.com'] },
      {
        EmailAddresses: ['SMTP:alice.meyer@contoso.com', 'smtp:alice@contoso.mail.onmicrosoft.com'],
      },
    );
    assert.deepEqual(result.edits, []);
    assert.deepEqual(whyOf(result), [
      "EmailAddresses: The tenant's own, so it stays: alice@contoso.mail.onmicrosoft.com.",
    ]);
  });

  it('edge 18: adds no address of a domain that is not accepted any more, and says which', () => {
    const old = {
      PrimarySmtpAddress: 'alice@sold.example',
      WindowsEmailAddress: 'alice@sold.example',
      EmailAddresses: ['SMTP:alice@sold.example', 'smtp:a@sold.example', 'smtp:a@fabrikam.com'],
    };
    const result = restored(old, { EmailAddresses: ['SMTP:alice.meyer@contoso.com'] });
    assert.deepEqual(result.edits, [
      { kind: 'list', name: 'EmailAddresses', add: ['smtp:a@fabrikam.com'], remove: [] },
    ]);
    const said = whyOf(result).join('\n');
    assert.match(said, /PrimarySmtpAddress: In no domain that your organisation accepts: alice@sold\.example\./);
    assert.match(said, /EmailAddresses: In no domain that your organisation accepts: .*a@sold\.example/);
  });

  it('keeps exactly one primary address; the present one becomes an alias and says so', () => {
    const old = { EmailAddresses: ['SMTP:first@contoso.com'], PrimarySmtpAddress: 'first@contoso.com' };
    const now = { EmailAddresses: ['SMTP:second@contoso.com', 'smtp:first@contoso.com'] };
    const result = restored({ ...old, WindowsEmailAddress: 'first@contoso.com' }, now);
    assert.deepEqual(result.edits, [{ kind: 'set', name: 'WindowsEmailAddress', value: 'first@contoso.com' }]);
    assert.deepEqual(whyOf(result), [
      'EmailAddresses: Primary until this is done, so it stays as an alias: second@contoso.com.',
    ]);
  });

  it('brings only the primary address back when only that was asked for', () => {
    const old = {
      PrimarySmtpAddress: 'first@contoso.com',
      WindowsEmailAddress: 'first@contoso.com',
      EmailAddresses: ['SMTP:first@contoso.com', 'smtp:alias@contoso.com'],
    };
    assert.deepEqual(restored(old, {}, ['PrimarySmtpAddress']).edits, [
      { kind: 'set', name: 'WindowsEmailAddress', value: 'first@contoso.com' },
    ]);
  });

  it('edge 54: says of what is not known on either side that it is not known', () => {
    const known = attributes();
    const { MailTip: _, ...without } = known;
    const wish = { names: ['MailTip'] as const, domains: DOMAINS, mailTipLength: 175 };
    const whole = snapshot();
    const partial = snapshot({ attributes: without });
    assert.deepEqual(restoreEdits({ snapshot: partial, now: whole, ...wish }).impossible, [
      { name: 'MailTip', why: 'The snapshot does not know it.' },
    ]);
    assert.deepEqual(restoreEdits({ snapshot: whole, now: partial, ...wish }), {
      edits: [],
      impossible: [{ name: 'MailTip', why: 'It could not be read now.' }],
    });
  });

  const impossible: readonly (readonly [string, Attributes, Attributes, RegExp])[] = [
    ['a hold', { LitigationHoldEnabled: true }, {}, /^LitigationHoldEnabled: Holds/],
    ['the archive itself', { ArchiveGuid: 'a' }, { ArchiveGuid: 'b' }, /^ArchiveGuid: /],
    ['the type', { RecipientTypeDetails: 'SharedMailbox' }, {}, /^RecipientTypeDetails: .*converted/],
    ['names that several may have', { GrantSendOnBehalfTo: ['Bob'] }, {}, /^GrantSendOnBehalfTo: .*by hand/],
    ['the recipient of forwarding, by name', { ForwardingAddress: 'Bob' }, {}, /^ForwardingAddress: .*by hand/],
    ['a missing alias', { Alias: null }, {}, /^Alias: It cannot be emptied/],
    ['a MailTip with HTML', { MailTip: 'a <b>b</b>' }, {}, /^MailTip: .*HTML/],
    ['a MailTip that is too long', { MailTip: 'x'.repeat(176) }, {}, /^MailTip: It is longer than the 175/],
    ['moderation without moderators', { ModerationEnabled: true }, {}, /^ModerationEnabled: .*moderators first/],
    ['characters that cannot be sent', { CustomAttribute1: 'a\u0000b' }, {}, /^CustomAttribute1: .*cannot be sent/],
    ['a forwarding address that is none', { ForwardingSmtpAddress: 'fax:1' }, {}, /^ForwardingSmtpAddress: /],
  ];
  for (const [what, old, now, why] of impossible) {
    it(`does not bring back ${what}, and says why`, () => {
      const result = restored(old, now);
      assert.deepEqual(result.edits, []);
      assert.equal(result.impossible.length, 1);
      assert.match(whyOf(result)[0] ?? '', why);
    });
  }

  it('brings back recipients that are named by an identifier, and empties lists of them', () => {
    const id = '3b1f0c52-77aa-4c1e-9a43-5f0d2b6c8e11';
    assert.deepEqual(restored({ GrantSendOnBehalfTo: [id] }, { ModeratedBy: ['Bob'] }).edits, [
      { kind: 'set', name: 'GrantSendOnBehalfTo', value: [id] },
      { kind: 'set', name: 'ModeratedBy', value: null },
    ]);
  });

  it('says of identity that it is mastered elsewhere, and of authority how it changes', () => {
    const old: Partial<Mailbox> = { userPrincipalName: 'old@contoso.com', isExchangeCloudManaged: true };
    const result = restoreEdits({
      snapshot: snapshot(old),
      now: snapshot(),
      domains: DOMAINS,
      mailTipLength: 175,
    });
    assert.deepEqual(result.edits, []);
    assert.match(
      whyOf(result).join('\n'),
      /^userPrincipalName: .*Active Directory.*\nisExchangeCloudManaged: .*"rollback"/,
    );
  });

  it('says of lists that follow from another what they follow from', () => {
    assert.deepEqual(whyOf(restored({ AcceptMessagesOnlyFrom: ['Bob'] }, {})), [
      'AcceptMessagesOnlyFrom: It follows from Accept only from senders or members.',
    ]);
  });
});

const domain = fc.constantFrom('contoso.com', 'fabrikam.com', 'sold.example', 'contoso.mail.onmicrosoft.com');
const address = fc.tuple(fc.constantFrom('a', 'b', 'c', 'D'), domain).map(([local, at]) => `${local}@${at}`);
const entry = fc.oneof(
  address.map((text) => `smtp:${text}`),
  fc.constantFrom('SIP:a@contoso.com', 'SPO:SPO_1@SPO_2', 'X500:/o=a', 'X500:/o=b', 'EUM:1', 'smtp:', 'x', ''),
  fc.string({ unit: 'binary', maxLength: 8 }),
);
const addresses = fc
  .tuple(address, fc.array(entry, { maxLength: 6 }))
  .map(([primary, others]) => [`SMTP:${primary}`, ...others.filter((one) => !one.startsWith('SMTP:'))]);
const text = fc.oneof(
  fc.constantFrom(null, '', 'x', '<b>', 'smtp:a@example.net'),
  fc.string({ unit: 'binary', maxLength: 12 }),
);
const strings = fc.oneof(fc.constant(null), fc.array(fc.string({ unit: 'binary', maxLength: 6 }), { maxLength: 3 }));

function valueFor(name: AttributeName): fc.Arbitrary<AttributeValue> {
  switch (ATTRIBUTES[name].form) {
    case 'text':
      return text;
    case 'flag':
      return fc.boolean();
    case 'set':
      return strings;
    case 'addresses':
      return addresses;
  }
}

const anyAttributes: fc.Arbitrary<Attributes> = fc
  .record(Object.fromEntries(ATTRIBUTE_NAMES.map((name) => [name, valueFor(name)])), {
    requiredKeys: ['EmailAddresses'],
  })
  .map((values) => {
    const [primary = ''] = Array.isArray(values.EmailAddresses) ? values.EmailAddresses : [];
    const bare = String(primary).slice('SMTP:'.length);
    return { ...values, PrimarySmtpAddress: bare, WindowsEmailAddress: bare };
  });

const listed = (value: AttributeValue | undefined): readonly string[] =>
  Array.isArray(value) ? value.map(String) : [];
const wishOf = (old: Attributes, now: Attributes) => ({
  snapshot: snapshot({ attributes: old }),
  now: snapshot({ attributes: now }),
  domains: DOMAINS,
  mailTipLength: 175,
});

describe('Whatever a snapshot and a mailbox hold', () => {
  it('what comes of it is something that Exchange can be asked for', () => {
    fc.assert(
      fc.property(anyAttributes, anyAttributes, (old, now) => {
        const { edits } = restoreEdits(wishOf(old, now));
        if (edits.length > 0) editParameters(edits);
      }),
      { numRuns: 200 },
    );
  });

  it('nothing that differs is passed over: afterwards it is as it was, or its reason is told', () => {
    fc.assert(
      fc.property(anyAttributes, anyAttributes, (old, now) => {
        const wish = wishOf(old, now);
        const { edits, impossible } = restoreEdits(wish);
        const left = diffAttributes(wish.snapshot, snapshot({ attributes: edited(now, edits) }));
        const told = new Set<string>(impossible.map(({ name }) => name));
        // The three names of an address are told of as one.
        const isTold = (name: string): boolean =>
          told.has(name) ||
          (/SmtpAddress$|Email/.test(name) && (told.has('EmailAddresses') || told.has('PrimarySmtpAddress')));
        const follows = /^(AcceptMessagesOnlyFrom|RejectMessagesFrom)/;
        for (const { name } of left) assert.ok(isTold(name) || follows.test(name), name);
      }),
      { numRuns: 200 },
    );
  });

  it('edge 17: there is one primary address afterwards, and no entry of another service is lost', () => {
    fc.assert(
      fc.property(anyAttributes, anyAttributes, (old, now) => {
        const { edits } = restoreEdits(wishOf(old, now));
        const result = listed(edited(now, edits).EmailAddresses);
        assert.equal(result.filter((one) => one.startsWith('SMTP:')).length, 1);
        for (const one of listed(now.EmailAddresses)) {
          if (/^[a-z0-9]+:/i.test(one) && !/^smtp:/i.test(one)) assert.ok(result.includes(one), one);
        }
        const known = result.map((one) => one.toLowerCase());
        const x500 = listed(old.EmailAddresses).filter((one) => /^x500:/i.test(one));
        for (const one of x500) assert.ok(known.includes(one.toLowerCase()), one);
      }),
      { numRuns: 200 },
    );
  });

  it('edge 18: no address of a domain that is not accepted is ever added', () => {
    fc.assert(
      fc.property(anyAttributes, anyAttributes, (old, now) => {
        const added = restoreEdits(wishOf(old, now)).edits.flatMap((edit) => {
          if (edit.kind === 'list') return edit.add.filter((one) => /^smtp:/i.test(one));
          return edit.name === 'WindowsEmailAddress' ? [String(edit.value)] : [];
        });
        for (const one of added) assert.ok(DOMAINS.includes(one.slice(one.lastIndexOf('@') + 1)), one);
      }),
      { numRuns: 200 },
    );
  });
});
