import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Redis } from 'ioredis';
import { GROUPS } from '../../demo/people.ts';
import type { SeenMessage } from '../support/chat-client.ts';
import { type Person, personIn, textOf } from '../support/person.ts';
import { powerShellTokens } from '../support/powershell-tokens.ts';
import { carriedOut, openStory } from '../support/story.ts';
import { startWholeWorld, type World } from '../support/world.ts';

const MAILBOX = 'alice@contoso.com';
const CLOUD_ONLY = 'carol@contoso.com';
const HOSTILE = "it's gone\u2019; Stop-Computer; \u2018";

/** Somebody else who may ask for scripts too. */
const COLLEAGUE = {
  key: 'colleague',
  objectId: '7e570000-0000-4000-9000-000000000001',
  name: 'Cleo Ruiz',
  upn: 'cleo.ruiz@contoso.com',
  groups: [GROUPS.requesters],
};

const isOffer = (message: SeenMessage): boolean => message.consent !== undefined;
const isFile = (message: SeenMessage): boolean => message.file !== undefined;

describe('carry', () => {
  let world: World;
  let redis: Redis;
  let colleague: Person;
  before(async () => {
    world = await startWholeWorld({ people: [COLLEAGUE] });
    colleague = await personIn(world.chat, COLLEAGUE.key);
    redis = new Redis(world.redis.url);
    await world.tenant.edit('on-premises', MAILBOX, { MailTip: 'Old tip', CustomAttribute7: 'Berlin' });
    await world.tenant.sync();
    await carriedOut(world, { mailbox: MAILBOX });
    await world.tenant.edit('cloud', MAILBOX, { MailTip: HOSTILE, CustomAttribute7: 'Lisbon' });
  });
  after(async () => {
    redis.disconnect();
    await world.close();
  });

  const latest = async (person: Person, fits: (message: SeenMessage) => boolean): Promise<SeenMessage> => {
    const found = (await person.messages()).findLast(fits);
    assert.ok(found);
    return found;
  };
  const offered = async (person = world.desk, place = person.conversation): Promise<SeenMessage> => {
    await person.types(`carry ${MAILBOX}`, place);
    return await latest(person, isOffer);
  };
  const answer = (
    decision: 'accept' | 'decline',
    offer: SeenMessage,
    forged?: { context?: unknown; uploadUrl?: string },
  ) =>
    world.chat.consent('desk', world.desk.conversation, {
      messageId: offer.id,
      decision,
      ...(forged ? { forged } : {}),
    });
  const lastSaid = async (person = world.desk): Promise<string> =>
    textOf(await latest(person, ({ from }) => from === 'bot'));
  const files = async (): Promise<number> => (await world.desk.messages()).filter(isFile).length;
  const offers = (): Promise<string[]> => redis.keys('*:file:*');

  it('edge 15: writes the cloud edits as a script, shows it as text, and hands the whole of it out as a file', async () => {
    const heard = await world.desk.types(`carry ${MAILBOX}`);
    assert.match(heard.text, /2 values are set by the script/);
    assert.match(heard.text, /Set-RemoteMailbox -Identity \$identity/);
    const offer = await latest(world.desk, isOffer);
    assert.match(offer.consent?.name ?? '', /^carry-alice-[0-9a-f]{8}\.ps1$/);
    assert.doesNotMatch(JSON.stringify(offer), /Stop-Computer|Lisbon/, 'the offer carries an id, never a value');

    assert.equal((await answer('accept', offer)).status, 200);
    const { file } = await latest(world.desk, isFile);
    const response = await fetch(file?.contentUrl ?? '');
    const text = await response.text();
    assert.equal(response.status, 200);
    const strings = powerShellTokens(text).flatMap((token) => (token.kind === 'string' ? [token.value] : []));
    assert.ok(strings.includes('Lisbon'));
    assert.match(text, /-MailTip \(\[regex\]::Unescape\('it''s gone\\u2019; Stop-Computer; \\u2018'\)\)/);
    assert.match(text, new RegExp(`# Object id: ${(await world.tenant.mailbox(MAILBOX)).objectId}`, 'i'));
    assert.ok(!(await world.desk.messages()).some(({ id }) => id === offer.id), 'the offer is taken away');
  });

  it('hands a file out once: a second press gets nothing more', async () => {
    const offer = await offered();
    const before = await files();
    await answer('accept', offer);
    const accepted = (await world.chat.deliveries()).at(-1);
    assert.equal(await files(), before + 1);
    assert.ok(accepted);
    const again = await world.chat.deliver({ ...accepted, id: 'f:once-more' });
    assert.equal(again.status, 200);
    assert.equal(await files(), before + 1);
  });

  it('puts nothing anywhere when the offer is declined', async () => {
    const offer = await offered();
    const before = await files();
    assert.equal((await answer('decline', offer)).status, 200);
    assert.equal(await files(), before);
    assert.ok(!(await world.desk.messages()).some(({ id }) => id === offer.id));
    await world.chat.deliver(acceptOf(offer, world.desk));
    assert.match(await lastSaid(), /^That file is no longer on offer/);
  });

  it('gives a stranger nothing, even one who knows the id of the offer', async () => {
    const offer = await offered();
    for (const [person, sentence] of [
      [colleague, 'That file is no longer on offer: type the line again that asked for it.'],
      [world.oncall, 'That file is no longer on offer: type the line again that asked for it.'],
    ] as const) {
      assert.equal((await world.chat.deliver(acceptOf(offer, person))).status, 200);
      assert.equal(await lastSaid(person), sentence);
      assert.equal((await person.messages()).filter(isFile).length, 0);
    }
    const before = await files();
    await answer('accept', offer);
    assert.equal(await files(), before + 1, 'and it is still there for the one who asked');
  });

  it('says of an offer that has expired that it is gone', async () => {
    const offer = await offered();
    const keys = await offers();
    for (const key of keys) {
      const left = await redis.ttl(key);
      assert.ok(left > 0 && left <= 3_600, `${left} seconds`);
      await redis.expire(key, 0);
    }
    const before = await files();
    await answer('accept', offer);
    assert.equal(await lastSaid(), 'That file is no longer on offer: type the line again that asked for it.');
    assert.equal(await files(), before);
  });

  it('says what to do when the upload is refused', async () => {
    const offer = await offered();
    const before = await files();
    await world.chat.fault({ kind: '503', method: 'PUT', conversation: world.desk.conversation, times: 1 });
    await answer('accept', offer);
    assert.match(await lastSaid(), /^Teams did not take the file \(HTTP 503\): type "carry alice@contoso\.com"/);
    assert.equal(await files(), before);
  });

  for (const uploadUrl of [
    'https://files.example.com/upload',
    'https://contoso.sharepoint.com.example.com/upload',
    'http://contoso.sharepoint.com/upload',
    'https://user@contoso.sharepoint.com/upload',
    'http://169.254.169.254/metadata',
    'http://127.0.0.1:1/upload',
    'file:///etc/passwd',
    'not an address',
  ]) {
    it(`puts no byte to ${uploadUrl}, and keeps the offer`, async () => {
      const offer = await offered();
      const before = await files();
      assert.equal((await answer('accept', offer, { uploadUrl })).status, 200);
      assert.match(await lastSaid(), /^Teams did not take the file \(host not allowed\)/);
      assert.equal(await files(), before);
      await answer('accept', offer);
      assert.equal(await files(), before + 1);
    });
  }

  it('asked for in a channel, goes to the personal chat and leaves no value in the channel', async () => {
    const heard = await world.desk.types(`carry ${MAILBOX}`, world.channel);
    assert.equal(heard.text, 'I sent the script to our personal chat: look at it there.');
    await world.desk.sees(/Script for .*[\s\S]*Set-RemoteMailbox/);
    await world.desk.sees(isOffer);
    const inChannel = (await world.chat.messages('approver', world.channel)).map((message) => JSON.stringify(message));
    assert.ok(!inChannel.some((text) => text.includes('Set-RemoteMailbox') || text.includes('MailTip (MailTip)')));
  });

  it('is for requesters', async () => {
    const heard = await world.approver.types(`carry ${MAILBOX}`);
    assert.match(heard.text, /You need the role "requester"/);
    assert.ok(!(await world.approver.messages()).some(isOffer));
  });

  it('edge 12: without a baseline says that the loss is unknown and carries every configured value', async () => {
    const heard = await world.desk.types('carry bob@contoso.com');
    assert.match(heard.text, /What would be lost is unknown, so it carries every value that is configured/);
    assert.match(heard.text, /-HiddenFromAddressListsEnabled/);
  });

  it('edge 1: refuses a mailbox that is not synced, and one that is managed on-premises unless a snapshot is named', async () => {
    const own = await world.desk.types('carry reception@contoso.com');
    assert.match(own.text, /is managed on-premises, so the cloud has no values of its own/);
    const cloudOnly = await world.desk.types(`carry ${CLOUD_ONLY}`);
    assert.match(cloudOnly.text, /is not synced from on-premises/);
  });

  it('edge 16: after a rollback carries a snapshot back by its hash, with a script for the on-premises side', async () => {
    const mailbox = 'sales@contoso.com';
    await carriedOut(world, { mailbox });
    await world.tenant.edit('cloud', mailbox, { MailTip: 'Only in the cloud' });
    const story = await openStory(world, { mailbox, verb: 'rollback' });
    await story.confirmed();
    await story.channelShows('Waiting for approval');
    await story.approved();
    await story.outcome();
    await world.tenant.sync();
    const listed = await world.desk.types(`snapshots ${mailbox}`);
    const hash = /([0-9a-f]{8}) · [^\n]*\nCloud-managed then/.exec(listed.text)?.[1];
    assert.ok(hash, listed.text);
    const heard = await world.desk.types(`carry ${mailbox} ${hash}`);
    assert.match(heard.text, /after it was handed back/);
    assert.match(heard.text, /-MailTip 'Only in the cloud'/);
    assert.doesNotMatch(heard.text, /Set-Mailbox/);
  });

  it('says when there is nothing to carry', async () => {
    const mailbox = 'room.berlin@contoso.com';
    await carriedOut(world, { mailbox });
    const heard = await world.desk.types(`carry ${mailbox}`);
    assert.match(heard.text, /There is nothing to carry/);
  });

  /** An acceptance as the channel signs it, by whoever is named. */
  function acceptOf(offer: SeenMessage, person: Person): Record<string, unknown> {
    return {
      type: 'invoke',
      name: 'fileConsent/invoke',
      id: `f:${crypto.randomUUID()}`,
      channelId: 'msteams',
      serviceUrl: `${world.chat.url}/`,
      from: { id: person.mri, name: person.name, aadObjectId: person.objectId },
      recipient: { id: `28:${world.environment.MicrosoftAppId}`, name: 'Steward' },
      conversation: {
        conversationType: 'personal',
        tenantId: world.environment.TENANT_ID,
        id: person.conversation,
      },
      channelData: { tenant: { id: world.environment.TENANT_ID } },
      replyToId: offer.id,
      value: {
        type: 'fileUpload',
        action: 'accept',
        context: offer.consent?.acceptContext,
        uploadInfo: {
          contentUrl: `${world.chat.url}/drive/files/x/x.ps1`,
          name: 'x.ps1',
          uploadUrl: `${world.chat.url}/drive/upload/x`,
          uniqueId: 'x',
          fileType: 'ps1',
        },
      },
    };
  }
});
