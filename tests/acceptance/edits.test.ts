import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { type ManualTime, MINUTE, manualTime } from '../support/manual-time.ts';
import { textOf } from '../support/person.ts';
import { requestsEver, storyInTrail } from '../support/proof.ts';
import { carriedOut, preparedId, type Story, storyOf } from '../support/story.ts';
import { startWorld, type World } from '../support/world.ts';

const BOB = 'bob@contoso.com';

describe('An everyday edit of a cloud-managed mailbox', () => {
  let world: World;
  let time: ManualTime;
  before(async () => {
    time = manualTime();
    world = await startWorld({ clocks: { bot: manualTime().bot, worker: time.worker } });
    await Promise.all([world.startBot(), world.startWorker()]);
  });
  after(() => world.close());

  /** Somebody types a line; resolves with the request that it prepared. */
  async function asked(line: string): Promise<Story> {
    const story = storyOf(world, world.desk, preparedId(await world.desk.types(line)));
    await story.cardShows('to confirm it');
    return story;
  }

  /** Nobody else is needed. */
  async function done(line: string): Promise<Story> {
    const story = await asked(line);
    await story.confirmed();
    assert.match(textOf(await story.outcome()), /It is changed, read back at/);
    return story;
  }

  async function approved(line: string): Promise<Story> {
    const story = await asked(line);
    await story.confirmed();
    await story.channelShows('Waiting for approval');
    await story.approved();
    assert.match(textOf(await story.outcome()), /It is changed, read back at/);
    return story;
  }

  const cloud = async (mailbox = BOB) => (await world.tenant.mailbox(mailbox)).cloud;
  const addresses = async (mailbox = BOB): Promise<readonly string[]> =>
    [(await cloud(mailbox)).EmailAddresses].flat().map(String);
  /** The newest snapshot of a mailbox, as people name it. */
  const newest = async (mailbox: string): Promise<string> => {
    const hash = /([0-9a-f]{8}) · /.exec((await world.desk.types(`snapshots ${mailbox}`)).text)?.[1];
    assert.ok(hash);
    return hash;
  };

  it('of the hidden flag is confirmed by its requester alone, made, and read back', async () => {
    const story = await asked(`set ${BOB} hidden off --reason "Back from leave"`);
    const card = textOf(await story.cardShows('Hidden from address lists'));
    assert.match(card, /Hidden from address lists: yes → no/);
    assert.match(card, /Back from leave/);
    assert.equal((await cloud()).HiddenFromAddressListsEnabled, true, 'nothing happens before it is confirmed');
    await story.confirmed();
    assert.match(textOf(await story.outcome()), /It is changed, read back at/);
    assert.equal((await cloud()).HiddenFromAddressListsEnabled, false);
    assert.deepEqual(await storyInTrail(world, story.id), ['drafted', 'confirmed', 'started', 'completed']);
  });

  it('is carried by its line when confirmed by typing as well', async () => {
    const story = await asked(`set ${BOB} attribute 7 "Lisbon, 3rd floor"`);
    await story.confirmed('typed');
    await story.outcome();
    assert.equal((await cloud()).CustomAttribute7, 'Lisbon, 3rd floor');
  });

  it('of a MailTip is read back although Exchange makes HTML of it', async () => {
    await done(`set ${BOB} mailtip Ask "sales & support" first`);
    assert.match(String((await cloud()).MailTip), /<body>\s*Ask sales & support first\s*<\/body>/);
    assert.match(
      (await world.desk.types(`set ${BOB} mailtip Ask sales & support first`)).text,
      /already has exactly that/,
    );
    await done(`set ${BOB} mailtip --clear`);
    assert.equal((await cloud()).MailTip, null);
  });

  it('of an extension attribute adds, removes and replaces values', async () => {
    await done(`set ${BOB} extension 2 add "blue team" night`);
    await done(`set ${BOB} extension 2 remove night`);
    assert.deepEqual((await cloud()).ExtensionCustomAttribute2, ['blue team']);
    await done(`set ${BOB} extension 2 set one "two three"`);
    assert.deepEqual((await cloud()).ExtensionCustomAttribute2, ['one', 'two three']);
    await done(`set ${BOB} extension 2 --clear`);
    assert.deepEqual((await cloud()).ExtensionCustomAttribute2, []);
  });

  it('of an alias needs an approver', async () => {
    const story = await asked(`set ${BOB} alias add b.becker@fabrikam.com`);
    assert.match(textOf(await story.cardShows('Addresses')), /Addresses: \+ “smtp:b\.becker@fabrikam\.com”/);
    await story.confirmed();
    await story.channelShows('Waiting for approval');
    assert.ok(!(await addresses()).includes('smtp:b.becker@fabrikam.com'));
    assert.match((await world.desk.types(`approve ${story.id}`)).text, /You need the role|somebody else has to decide/);
    await story.approved();
    await story.outcome();
    assert.ok((await addresses()).includes('smtp:b.becker@fabrikam.com'));
  });

  it('edge 17: of the primary address keeps the old one as an alias and every X500, SIP and SPO entry', async () => {
    const before = await addresses();
    const special = before.filter((entry) => /^(X500|SIP|SPO):/.test(entry));
    assert.ok(special.length > 0);
    await approved(`set ${BOB} primary robert.becker@contoso.com`);
    const entries = await addresses();
    assert.deepEqual(
      entries.filter((entry) => entry.startsWith('SMTP:')),
      ['SMTP:robert.becker@contoso.com'],
    );
    assert.ok(entries.includes(`smtp:${BOB}`));
    for (const entry of special) assert.ok(entries.includes(entry), entry);
    const refused = await world.desk.types(`set ${BOB} alias remove robert.becker@contoso.com`);
    assert.match(refused.text, /is the primary address of bob@contoso\.com: make another one primary first/);
    await approved(`set ${BOB} primary ${BOB}`);
    await approved(`set ${BOB} alias remove robert.becker@contoso.com`);
    assert.ok(!(await addresses()).some((entry) => entry.includes('robert.becker')));
  });

  it('of forwarding shows what stays, keeps a copy unless told otherwise, and clears both ways of it', async () => {
    await world.tenant.edit('cloud', BOB, { ForwardingAddress: 'alice' });
    const story = await asked(`set ${BOB} forward someone@example.net`);
    const card = textOf(await story.cardShows('Forwarding address'));
    assert.match(card, /Forwarding address: not set → “someone@example\.net”/);
    assert.match(card, /someone@example\.net is outside your organisation: mail leaves it/);
    assert.match(card, /Forwarding to: “alice” → not set/);
    assert.match(card, /Deliver and forward: no → yes/);
    await story.confirmed();
    await story.channelShows('Waiting for approval');
    await story.approved();
    await story.outcome();
    const { ForwardingSmtpAddress, ForwardingAddress, DeliverToMailboxAndForward } = await cloud();
    assert.deepEqual(
      [ForwardingSmtpAddress, ForwardingAddress, DeliverToMailboxAndForward],
      ['smtp:someone@example.net', null, true],
    );
    const off = await asked(`set ${BOB} forward off`);
    const withdrawn = textOf(await off.cardShows('Forwarding address'));
    assert.match(withdrawn, /Forwarding address: “smtp:someone@example\.net” → not set/);
    assert.doesNotMatch(withdrawn, /Forwarding to: stays|outside your organisation/);
    await off.confirmed();
    await off.channelShows('Waiting for approval');
    await off.approved();
    await off.outcome();
    assert.equal((await cloud()).ForwardingSmtpAddress, null);
  });

  it('survives the sync cycle, and the same card says so', async () => {
    const story = await done(`set ${BOB} attribute 3 "from the cloud"`);
    await world.tenant.edit('on-premises', BOB, { HiddenFromAddressListsEnabled: true });
    await world.tenant.later(30);
    time.advance(2 * MINUTE);
    await story.cardShows(/✓ \nStill so after the next directory sync/);
    const values = await cloud();
    assert.deepEqual([values.CustomAttribute3, values.HiddenFromAddressListsEnabled], ['from the cloud', false]);
  });

  it('edge 1: of a mailbox that was born in the cloud is made as well', async () => {
    await done('set carol@contoso.com attribute 1 "born here"');
    assert.equal((await cloud('carol@contoso.com')).CustomAttribute1, 'born here');
  });

  it('is not made when the mailbox changed between approval and execution', async () => {
    const story = await asked(`set ${BOB} alias add late@contoso.com`);
    await story.confirmed();
    await story.channelShows('Waiting for approval');
    await world.tenant.edit('cloud', BOB, { CustomAttribute9: 'meanwhile' });
    await story.approved();
    assert.match(textOf(await story.outcome()), /no longer as it was shown for approval/);
    assert.ok(!(await addresses()).includes('smtp:late@contoso.com'));
  });

  const REFUSED: readonly (readonly [string, string, RegExp])[] = [
    [
      'edge 18: a domain that is not accepted',
      `set ${BOB} alias add bob@wingtiptoys.com`,
      /is in no domain that your organisation accepts: use one of contoso\.com/,
    ],
    [
      'edge 18: such a domain for the primary address',
      `set ${BOB} primary bob@wingtiptoys.com`,
      /is in no domain that your organisation accepts/,
    ],
    [
      'an address that somebody else has',
      `set ${BOB} alias add a.archer@fabrikam.com`,
      /already belongs to Alice Archer: take it from there first/,
    ],
    ['an alias that is not there', `set ${BOB} alias remove nobody@contoso.com`, /has no address nobody@contoso\.com/],
    [
      'edge 17: an entry of another service',
      `set ${BOB} alias add X500:/o=Contoso/cn=bob`,
      /X500, SIP and SPO entries stay as they are/,
    ],
    [
      'edge 47: an identity attribute',
      `set ${BOB} department Sales`,
      /The department of a synced person is mastered in Active Directory/,
    ],
    [
      'edge 47: an identity attribute to be restored',
      `restore ${BOB} 1a2b3c4d display name`,
      /The display name of a synced person is mastered/,
    ],
    [
      'edge 59: a mailbox managed on-premises, before Exchange answers in whatever language',
      'set alice@contoso.com hidden on',
      /is managed on-premises, so the next directory sync would undo this: .*hand it over first with "request alice@contoso\.com"/,
    ],
    ['what is already so', `set ${BOB} hidden off`, /already has exactly that: there is nothing to do/],
    [
      'edge 48: a name that fits several mailboxes',
      'set "Alex Smith" hidden on',
      /"Alex Smith" is not the exact name of one mailbox: write its whole address, for example alex\.smith@/,
    ],
    ['a name that only begins like one', 'set bo hidden on', /write its whole address/],
    [
      'a mailbox that is not there',
      'set zzzz.nobody@contoso.com hidden on',
      /No mailbox "zzzz\.nobody@contoso\.com" was found/,
    ],
    ['a look-alike address', `set ${BOB} alias add \u0430lice@contoso.com`, /contains look-alike letters/],
    ['too long a MailTip', `set ${BOB} mailtip ${'x'.repeat(176)}`, /MailTip takes 175 characters and yours has 176/],
    [
      'no value',
      `set ${BOB} attribute 7`,
      /I could not read that line: write the new text, or "--clear" to empty it\. Try set /,
    ],
    ['an option of something else', `set ${BOB} hidden on --colour red`, /it does not take "--colour"/],
  ];
  for (const [what, line, sentence] of REFUSED) {
    it(`refuses ${what}, and prepares nothing`, async () => {
      const before = await requestsEver(world);
      const heard = await world.desk.types(line);
      assert.match(heard.text, sentence);
      assert.equal(await requestsEver(world), before);
    });
  }

  it('is for requesters', async () => {
    assert.match((await world.approver.types(`set ${BOB} hidden on`)).text, /You need the role "requester" for "set"/);
    assert.match((await world.approver.types(`restore ${BOB} 1a2b3c4d`)).text, /You need the role "requester"/);
  });

  it('in a channel leads to the personal chat', async () => {
    const heard = await world.desk.types(`set ${BOB} attribute 11 x`, world.channel);
    assert.match(heard.text, /^I prepared .* and sent it to our personal chat/);
    const story = storyOf(world, world.desk, preparedId(heard));
    await story.cardShows('to confirm it');
    await story.cancelled();
  });

  describe('restore', () => {
    const MAILBOX = 'sales@contoso.com';
    let hash: string;
    before(async () => {
      await carriedOut(world, { mailbox: MAILBOX });
      await done(`set ${MAILBOX} attribute 7 Berlin`);
      await approved(`set ${MAILBOX} alias add sales.team@contoso.com`);
      hash = await newest(MAILBOX);
    });

    it('brings back by name what edits have changed since, and leaves the rest', async () => {
      await done(`set ${MAILBOX} attribute 7 Lisbon`);
      await done(`set ${MAILBOX} attribute 8 new`);
      const story = await asked(`restore ${MAILBOX} ${hash} custom attribute 7`);
      assert.match(textOf(await story.cardShows('Custom attribute 7')), /Custom attribute 7: “Lisbon” → “Berlin”/);
      await story.confirmed();
      await story.outcome();
      const values = await cloud(MAILBOX);
      assert.deepEqual([values.CustomAttribute7, values.CustomAttribute8], ['Berlin', 'new']);
    });

    it('edge 17: brings everything back, addresses by adding and removing', async () => {
      const before = await addresses(MAILBOX);
      await done(`set ${MAILBOX} hidden on`);
      await approved(`set ${MAILBOX} alias remove sales.team@contoso.com`);
      await approved(`set ${MAILBOX} alias add other@contoso.com`);
      const story = await asked(`restore ${MAILBOX} ${hash} --reason "as before"`);
      const card = textOf(await story.cardShows('Addresses'));
      assert.match(card, /Addresses: \+ “smtp:sales\.team@contoso\.com”, − “smtp:other@contoso\.com”/);
      await story.confirmed();
      await story.channelShows('Waiting for approval');
      await story.approved();
      await story.outcome();
      const values = await cloud(MAILBOX);
      assert.deepEqual([values.HiddenFromAddressListsEnabled, values.CustomAttribute8], [false, '']);
      assert.deepEqual((await addresses(MAILBOX)).toSorted(), before.toSorted());
      assert.match(
        (await world.desk.types(`restore ${MAILBOX} ${hash}`)).text,
        /already has what the snapshot .* would bring back/,
      );
    });

    it('says plainly what does not come back', async () => {
      await world.tenant.edit('cloud', MAILBOX, { LitigationHoldEnabled: true, GrantSendOnBehalfTo: ['alice'] });
      await done(`set ${MAILBOX} attribute 7 Lisbon`);
      const held = await newest(MAILBOX);
      await world.tenant.edit('cloud', MAILBOX, { LitigationHoldEnabled: false, GrantSendOnBehalfTo: [] });
      assert.match(
        (await world.desk.types(`restore ${MAILBOX} ${held} litigation hold`)).text,
        /Nothing of [0-9a-f]{8} can be restored\.\nLitigation hold\nHolds and what they keep are not changed here/,
      );
      await done(`set ${MAILBOX} attribute 7 Porto`);
      const heard = await world.desk.types(`restore ${MAILBOX} ${held}`);
      assert.match(heard.text, /I prepared .*: look at it below and confirm it\. This does not come back:/);
      assert.match(heard.text, /Litigation hold\nHolds/);
      assert.match(heard.text, /Send on behalf\nExchange shows it by names that several people may have/);
      const story = storyOf(world, world.desk, preparedId(heard));
      await story.cardShows('to confirm it');
      await story.cancelled();
    });

    it('refuses a snapshot that is not there, a short name of one, and words that name nothing', async () => {
      assert.match(
        (await world.desk.types(`restore ${MAILBOX} ffffff`)).text,
        /There is no snapshot "ffffff" of sales@/,
      );
      assert.match((await world.desk.types(`restore ${MAILBOX} fff`)).text, /at least 6 characters/);
      assert.match((await world.desk.types(`restore ${MAILBOX}`)).text, /name the snapshot, as "snapshots" shows it/);
      assert.match((await world.desk.types(`restore ${MAILBOX} ${hash} colour`)).text, /"colour" is no attribute/);
    });

    it('edge 16: on a mailbox that was handed back names the script that can', async () => {
      const mailbox = 'reception@contoso.com';
      await carriedOut(world, { mailbox });
      const kept = await newest(mailbox);
      await carriedOut(world, { mailbox, verb: 'rollback' });
      const heard = await world.desk.types(`restore ${mailbox} ${kept}`);
      assert.match(heard.text, new RegExp(`is managed on-premises, .*type "carry ${mailbox} ${kept}" for the script`));
    });
  });
});
