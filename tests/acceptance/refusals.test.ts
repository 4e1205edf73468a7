import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { BOT_APP_ID, PEOPLE } from '../../demo/people.ts';
import type { Person } from '../support/person.ts';
import { requestsEver } from '../support/proof.ts';
import { openStory, type Story } from '../support/story.ts';
import { startWorld, type World } from '../support/world.ts';

type Who = 'desk' | 'approver' | 'oncall';
type Row = readonly [code: string, who: Who, line: string, sentence: string | RegExp];

const ALICE_EXAMPLE = 'request alice@contoso.com --reason "HR system moves to the cloud"';

/** Lines that are refused before anything exists, each with the one sentence for people. */
const ROWS: readonly Row[] = [
  [
    'not_synced',
    'desk',
    'request carol@contoso.com',
    'carol@contoso.com is not synced from on-premises, so its authority cannot change hands.',
  ],
  [
    'type_cannot_move',
    'desk',
    'request linked@contoso.com',
    'linked@contoso.com is a LinkedMailbox: only user, shared, room and equipment mailboxes can change hands.',
  ],
  [
    'whole_object',
    'desk',
    'request wholeobject@contoso.com',
    'wholeobject@contoso.com has moved to the cloud as a whole object, so the mailbox flag no longer applies to it: type "check wholeobject@contoso.com --whole".',
  ],
  [
    'already_cloud',
    'desk',
    'request bob@contoso.com',
    'bob@contoso.com is already cloud-managed: there is nothing to do.',
  ],
  [
    'already_on_premises',
    'desk',
    'rollback alice@contoso.com',
    'alice@contoso.com is already managed on-premises: there is nothing to do.',
  ],
  [
    'mailbox_not_found',
    'desk',
    'request zzzz.nobody@contoso.com',
    'No mailbox "zzzz.nobody@contoso.com" was found in Exchange Online: check the spelling. A mailbox that is still on-premises is not listed there.',
  ],
  ['no_mailbox_named', 'desk', 'request', `Name the mailbox, for example: ${ALICE_EXAMPLE}`],
  [
    'several_addresses',
    'desk',
    'request alice@contoso.com bob@contoso.com',
    `That line names more than one mailbox: write one address at a time, for example: ${ALICE_EXAMPLE}`,
  ],
  [
    'reason_too_long',
    'desk',
    `request alice@contoso.com --reason "${'x'.repeat(1_001)}"`,
    'The reason is longer than 1000 characters: shorten it and try again.',
  ],
  [
    'reason_too_long (5,000 characters)',
    'desk',
    `request alice@contoso.com --reason "${'x'.repeat(5_000)}"`,
    /The reason is longer than 1000 characters|longer than/,
  ],
  [
    'not_in_role (the desk approves)',
    'desk',
    'approve 7Q4K-2M',
    'You need the role "approver" for "approve": ask your Steward administrator.',
  ],
  [
    'not_in_role (an approver asks)',
    'approver',
    'request alice@contoso.com',
    'You need the role "requester" for "request": ask your Steward administrator.',
  ],
  [
    'not_in_role (an approver sets the place)',
    'approver',
    'approvals here',
    'You need the role "admin" for "approvals": ask your Steward administrator.',
  ],
  [
    'request_not_found',
    'approver',
    'approve 7Q4K-2M',
    'There is no request "7Q4K-2M": type "pending" to see the open ones.',
  ],
  ['unclear_line (no id)', 'approver', 'approve 7Q', /^I could not read that line: "7Q" is not a request id/],
  ['unclear_line (too much)', 'approver', 'approve 7Q4K-2M now', /^I could not read that line: I did not expect "now"/],
  [
    'unclear_line (an option that is none)',
    'desk',
    'request alice@contoso.com --force yes',
    /^I could not read that line/,
  ],
  ['use_in_channel', 'oncall', 'approvals here', 'Type this in the channel where the approval cards should go.'],
];

describe('what is refused is refused in one sentence, and nothing is drafted', () => {
  let world: World;
  before(async () => {
    world = await startWorld();
    await world.startBot();
  });
  after(() => world.close());

  for (const [code, who, line, sentence] of ROWS) {
    it(`${code}: "${line.slice(0, 50)}"`, async () => {
      const { text } = await world[who].types(line);
      if (typeof sentence === 'string') assert.equal(text, sentence);
      else assert.match(text, sentence);
      assert.equal(await requestsEver(world), 0);
    });
  }

  it('authority_unknown: a mailbox whose flags cannot be read is not moved on a guess', async () => {
    await world.tenant.fault({ kind: 'status', status: 403, path: '/onPremisesSyncBehavior', times: 0 });
    const { text } = await world.desk.types('request wholeobject@contoso.com');
    await world.tenant.clearFaults();
    assert.match(text, /authority of wholeobject@contoso\.com could not be read/);
    assert.equal(await requestsEver(world), 0);
  });

  it('directory_unavailable: who cannot be looked up gains nothing by it', async () => {
    await world.tenant.fault({ kind: 'status', status: 400, path: '/checkMemberGroups', times: 0 });
    const { text } = await world.desk.types('request alice@contoso.com');
    await world.tenant.clearFaults();
    assert.match(text, /The directory could not be asked for your roles just now, so nothing was done/);
    assert.equal(await requestsEver(world), 0);
  });

  it('wrong_tenant: people of another organisation are told so', async () => {
    const foreign = '99999999-9999-4999-8999-999999999999';
    await assertSaid(world, foreigner(world, foreign), 'Steward serves one organisation only');
  });

  it('unknown_person: somebody whom Teams does not name can do nothing', async () => {
    const { from, ...rest } = foreigner(world, String(world.environment.TENANT_ID));
    await assertSaid(world, { ...rest, from: { id: from.id, name: from.name } }, 'Teams did not say who you are');
  });
});

describe('what is refused about a request that exists', () => {
  let world: World;
  let story: Story;
  before(async () => {
    world = await startWorld({ environment: { ROLE_APPROVER: everybody(), ROLE_REQUESTER: everybody() } });
    await world.startBot();
    story = await openStory(world, { mailbox: 'alice@contoso.com' });
    await story.confirmed();
    await story.channelShows('Waiting for approval');
  });
  after(() => world.close());

  const refused = async (who: Person, line: string, sentence: string): Promise<void> => {
    const { text } = await who.types(line);
    assert.ok(text.includes(sentence), `expected "${sentence}" in: ${text}`);
    await story.channelShows('Waiting for approval (0 of 1)');
  };

  it('request_open: a second request for the same mailbox names the first', () =>
    refused(
      world.desk,
      'request alice@contoso.com',
      `Request ${story.id} is already open for alice@contoso.com: decide or cancel that one first.`,
    ));

  it('own_approval: who asked cannot decide, typed', async () => {
    for (const verb of ['approve', 'deny'])
      await refused(
        world.desk,
        `${verb} ${story.id}`,
        `You asked for ${story.id} yourself, so somebody else has to decide it.`,
      );
  });

  it('own_approval: who asked cannot decide, clicked', async () => {
    const card = await story.channelShows('Waiting for approval', world.desk);
    const forged = { forged: true, data: { request: story.id, version: 2 } };
    const heard = await world.desk.presses('approve', card, { in: world.channel, ...forged });
    assert.match(heard.text, /You asked for .+ yourself, so somebody else has to decide it/);
    assert.equal(heard.isError, false);
  });

  it('not_requester: only who asked may cancel or confirm', () =>
    refused(world.oncall, `cancel ${story.id}`, 'was asked for by Dana Whitfield: only they can cancel it.'));

  it('wrong_state: what is behind it cannot happen again', () =>
    refused(world.desk, `confirm ${story.id}`, 'so it cannot be confirmed any more.'));

  it('already_voted cannot be said with one approval needed: the second click sees it approved', async () => {
    await story.approved('typed');
    const { text } = await world.approver.types(`approve ${story.id}`);
    assert.match(text, /is approved by Priya Raman, so it cannot be approved any more/);
  });
});

/** All three may ask and approve, so that only the rules about one's own request stand in their way. */
function everybody(): string {
  return PEOPLE.map(({ objectId }) => objectId).join(',');
}

function foreigner(world: World, tenantId: string) {
  return {
    type: 'message',
    id: `1700000000${tenantId.slice(0, 3).charCodeAt(0)}`,
    channelId: 'msteams',
    serviceUrl: `${world.chat.url}/`,
    from: { id: world.desk.mri, name: 'Mallory', aadObjectId: world.desk.objectId },
    recipient: { id: `28:${BOT_APP_ID}`, name: 'Steward' },
    conversation: { conversationType: 'personal', tenantId, id: world.desk.conversation },
    channelData: { tenant: { id: tenantId } },
    text: 'request alice@contoso.com',
  };
}

type Delivered = { readonly id: string; readonly from: object };

async function assertSaid(world: World, activity: Delivered, sentence: string): Promise<void> {
  await world.chat.deliver(activity);
  const said = (await world.chat.calls()).filter(({ path }) => path.endsWith(`/activities/${activity.id}`));
  assert.ok(JSON.stringify(said).includes(sentence), JSON.stringify(said));
  assert.equal(await requestsEver(world), 0);
}
