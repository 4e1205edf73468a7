import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { GROUPS, PEOPLE } from '../../demo/people.ts';
import { personIn } from '../support/person.ts';
import { entriesOf } from '../support/proof.ts';
import { openStory } from '../support/story.ts';
import { type ChatPerson, startWorld, type World } from '../support/world.ts';

const id = (number: number): string => `7e570000-0000-4000-9000-00000000000${number}`;
const [desk] = PEOPLE;
assert.ok(desk);

const someone = (number: number, rest: Partial<ChatPerson> = {}): ChatPerson => ({
  key: `someone-${number}`,
  objectId: id(number),
  name: `Someone ${number}`,
  upn: `someone.${number}@contoso.com`,
  groups: [],
  ...rest,
});

async function withWorld(
  options: { readonly people?: readonly ChatPerson[]; readonly environment?: Readonly<Record<string, string>> },
  test: (world: World) => Promise<void>,
): Promise<void> {
  const world = await startWorld(options);
  try {
    await world.startBot();
    await test(world);
  } finally {
    await world.close();
  }
}

describe('Who a person is', () => {
  let world: World;
  before(async () => {
    world = await startWorld({
      people: [
        someone(1, { guest: true, upn: 'guest_fabrikam.com#EXT#@contoso.onmicrosoft.com', groups: [GROUPS.approvers] }),
        someone(2, { guest: true, groups: [] }),
        someone(3),
      ],
      environment: { ROLE_VIEWER: id(2) },
    });
    await world.startBot();
  });
  after(() => world.close());

  it('tells people their roles and where they come from', async () => {
    const { text } = await world.oncall.types('whoami');
    assert.match(text, /Luis Ortega/);
    assert.match(text, new RegExp(`Role approver[\\s\\S]*through group ${GROUPS.approvers}`));
    assert.match(text, /Role admin/);
  });

  it('refuses a guest who has a role through a group only', async () => {
    const guest = await personIn(world.chat, 'someone-1');
    for (const line of ['help', 'pending', 'approve 7Q4K-2M']) {
      assert.equal((await guest.types(line)).text, 'Guests cannot use Steward: ask somebody inside the organisation.');
    }
  });

  it('serves a guest who is listed by their own id, in that role only', async () => {
    const listed = await personIn(world.chat, 'someone-2');
    assert.match((await listed.types('pending')).text, /Nothing is open/);
    assert.match((await listed.types('request alice@contoso.com')).text, /You need the role "requester"/);
  });

  it('lists in help only what somebody may run', async () => {
    const nobody = await personIn(world.chat, 'someone-3');
    const { text } = await nobody.types('help');
    assert.match(text, /whoami/);
    assert.doesNotMatch(text, /approve <id>|request <mailbox>|check <mailbox>/);
    assert.doesNotMatch((await world.desk.types('help')).text, /approve <id>|freeze/);
  });

  it('names somebody by the directory, whatever the chat shows', async () => {
    const story = await openStory(world, { mailbox: 'alice@contoso.com' });
    assert.match((await story.cardShows('Asked by')).summary ?? '', new RegExp(story.id));
    const [entry] = await entriesOf(world, story.id);
    assert.equal(entry?.actor, desk.objectId);
  });
});

describe('One human with two accounts', () => {
  const second = someone(4, { name: 'Dana Whitfield (admin)', groups: [GROUPS.approvers] });
  const namesake = someone(5, { name: 'Dana Whitfield', groups: [GROUPS.approvers] });

  it('cannot approve with the linked one what they asked for with the other', async () => {
    const environment = { PEOPLE_LINKS: `${desk.objectId}=${second.objectId}` };
    await withWorld({ people: [second], environment }, async (world) => {
      const linked = await personIn(world.chat, second.key);
      const story = await openStory(world, { mailbox: 'alice@contoso.com' });
      await story.confirmed();
      const refused = await linked.types(`approve ${story.id}`);
      assert.match(refused.text, /You asked for .* yourself, so somebody else has to decide it/);
      assert.match((await linked.types(`why ${story.id}`)).text, /You asked for .* yourself/);
      assert.match((await linked.types('whoami')).text, /Counts as one person with/);
    });
  });

  it('is warned about where the accounts are not linked but look alike', async () => {
    await withWorld({ people: [namesake] }, async (world) => {
      const other = await personIn(world.chat, namesake.key);
      const story = await openStory(world, { mailbox: 'alice@contoso.com' });
      await story.confirmed();
      await other.types(`approve ${story.id}`);
      const approval = (await entriesOf(world, story.id)).find(({ kind }) => kind === 'approved');
      assert.equal(approval?.facts.warning, 'same_name');
      assert.match((await world.desk.types(`why ${story.id}`)).text, /has the same name as the requester/);
    });
  });
});

describe('A policy', () => {
  it('tells the requester at once when nobody could approve', async () => {
    await withWorld({ environment: { ROLE_APPROVER: desk.objectId } }, async (world) => {
      const { text } = await world.desk.types('request alice@contoso.com');
      assert.match(text, /Too few people could approve this: it needs 1 besides you, and nobody could/);
    });
    await withWorld({ environment: { ROLE_APPROVER: '' } }, async (world) => {
      assert.match((await world.desk.types('request alice@contoso.com')).text, /nobody could/);
      assert.match((await world.desk.types('pending')).text, /Nothing is open/);
    });
  });

  it('from a file decides how many people, and what the reason must look like', async () => {
    const world = await startWorld();
    try {
      const file = join(world.archiveFolder, '..', 'policy.json');
      const rules = [
        { name: 'rollback', when: { action: 'to-on-premises' }, approvals: 2 },
        { name: 'default for new mailboxes', when: { kind: 'organization' }, approvals: 2 },
        { name: 'usual', approvals: 1, reason: { required: true, pattern: '^INC\\d+', example: 'INC123 why' } },
      ];
      writeFileSync(file, JSON.stringify({ rules }));
      world.environment.POLICY_FILE = file;
      await world.startBot();
      await world.desk.types('request alice@contoso.com');
      const card = await world.desk.sees(/to confirm it/);
      const story = /Request ([0-9A-Z]{4}-[0-9A-Z]{2})/.exec(JSON.stringify(card.card))?.[1] ?? '';
      assert.match((await world.desk.types(`confirm ${story}`)).text, /needs a reason/);
      assert.match((await world.desk.types(`confirm ${story} --reason "because"`)).text, /for example INC123 why/);
      assert.match(
        (await world.desk.types(`confirm ${story} --reason "INC7 new tool"`)).text,
        /Waiting for approval \(0 of 1\)/,
      );
      assert.match((await world.approver.types(`why ${story}`)).text, /usual \(policy [0-9a-f]{12}\)/);

      const rollback = await openStory(world, { mailbox: 'bob@contoso.com', verb: 'rollback' });
      assert.match((await rollback.confirmed()).text, /0 of 2/);
      assert.match((await rollback.approved()).text, /1 of 2: needs 1 more person/);
      assert.match((await world.approver.types(`approve ${rollback.id}`)).text, /already approved/);
      assert.match((await rollback.approved('typed', world.oncall)).text, /Approved by Priya Raman and Luis Ortega/);
    } finally {
      await world.close();
    }
  });
});
