import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseActivity, type ReadInbound, readInbound, readSeen } from '../../bot/activity.ts';
import type { Inbound } from '../../bot/inbound.ts';
import {
  ALICE_ID,
  BOB_ID,
  BOT_CHANNEL_ID,
  CHANNEL,
  channelMessage,
  execute,
  message,
  personal,
  TENANT_ID,
} from '../support/teams-activities.ts';

function read(given: unknown): ReadInbound {
  const activity = parseActivity(given);
  return activity ? readInbound(activity) : { ok: false, reason: 'unreadable' };
}

function inboundOf(given: unknown): Inbound {
  const result = read(given);
  if (!result.ok) throw new Error(`refused: ${result.reason}`);
  return result.inbound;
}

const saidOf = (given: unknown): Inbound['said'] => inboundOf(given).said;

describe('a typed message', () => {
  it('says who, where and what', () => {
    const { key, ...inbound } = inboundOf(message('  check  alice@contoso.com '));
    assert.match(key, /^[0-9a-f]{64}$/);
    assert.deepEqual(inbound, {
      actor: { tenantId: TENANT_ID, objectId: ALICE_ID, name: 'Alice', channelId: '29:alice' },
      place: {
        id: 'a:alice',
        replyTo: 'a:alice',
        kind: 'personal',
        serviceUrl: 'https://smba.trafficmanager.net/emea/',
        botId: BOT_CHANNEL_ID,
      },
      said: { kind: 'text', line: 'check alice@contoso.com', htmlAddresses: [], mentioned: [], folded: [] },
    });
  });

  it('in a channel keeps its thread for the answer and nowhere else', () => {
    const { place } = inboundOf(channelMessage('<at>Steward</at> pending'));
    assert.deepEqual([place.id, place.replyTo, place.kind], [CHANNEL, `${CHANNEL};messageid=1700000000000`, 'channel']);
  });

  it('is the same delivery with or without the thread, and another one with another id', () => {
    const inThread = inboundOf(channelMessage('x')).key;
    const conversation = { id: CHANNEL, conversationType: 'channel', tenantId: TENANT_ID };
    assert.equal(inboundOf(channelMessage('x', { conversation })).key, inThread);
    assert.notEqual(inboundOf(channelMessage('x', { id: '1700000000002' })).key, inThread);
    assert.notEqual(inboundOf(message('x')).key, inThread);
  });

  it('names the people mentioned besides the bot by their ids, each once', () => {
    const entities = [
      { type: 'mention', text: '<at>Steward</at>', mentioned: { id: BOT_CHANNEL_ID } },
      {
        type: 'mention',
        text: '<at>Bob Smith</at>',
        mentioned: { id: '29:bob', name: 'Bob Smith', aadObjectId: BOB_ID.toUpperCase() },
      },
      { type: 'mention', text: '<at>Smith</at>', mentioned: { id: '29:bob', name: 'Smith', aadObjectId: BOB_ID } },
      { type: 'mention', text: '<at>Carol</at>', mentioned: { id: '29:carol', aadObjectId: 'not an id' } },
      { type: 'clientInfo', platform: 'Web' },
    ];
    const said = saidOf(channelMessage('<at>Steward</at> check <at>Bob Smith</at> <at>Carol</at>', { entities }));
    assert.deepEqual(said, {
      kind: 'text',
      line: 'check',
      htmlAddresses: [],
      mentioned: [
        { channelId: '29:bob', objectId: BOB_ID },
        { channelId: '29:carol', objectId: null },
      ],
      folded: [],
    });
  });

  it('finds in its HTML twin the address that the plain text lost', () => {
    const attachments = [
      { contentType: 'image/png', contentUrl: 'x' },
      {
        contentType: 'text/html',
        content: '<p>check Alice &lt;<a href="mailto:alice@contoso.com">alice@contoso.com</a>&gt;</p>',
      },
    ];
    const lost = saidOf(message('check Alice ', { attachments }));
    assert.deepEqual(lost.kind === 'text' && lost.htmlAddresses, ['alice@contoso.com']);
    const kept = saidOf(message('check bob@contoso.com', { attachments }));
    assert.deepEqual(kept.kind === 'text' && kept.htmlAddresses, []);
  });

  it('with text is a line, whatever value comes along', () => {
    assert.equal(saidOf(message('status', { value: { verb: 'approve' } })).kind, 'text');
  });

  it('without text and value is an empty line', () => {
    const said = saidOf(message(undefined));
    assert.equal(said.kind === 'text' && said.line, '');
  });
});

describe('a pressed button', () => {
  const decision = { request: '7Q4K-2M', version: 3 };

  it('says verb, data, trigger and the message that holds the card', () => {
    assert.deepEqual(saidOf(execute('approve', { ...decision, verb: 'approve', msteams: { type: 'x' } })), {
      kind: 'click',
      verb: 'approve',
      data: decision,
      trigger: 'manual',
      messageId: 'card-1',
    });
  });

  it('reads a submit whose value names a prototype, and takes nothing of it', () => {
    const value = JSON.parse('{"verb":"status","__proto__":{"request":"7Q4K-2M"}}');
    const said = saidOf(message('', { value }));
    assert.deepEqual(said.kind === 'click' && [said.verb, Object.keys(said.data)], ['status', []]);
    assert.equal(said.kind === 'click' && said.data.request, undefined);
  });

  it('tells an automatic refresh from a press', () => {
    const said = saidOf(execute('status', {}, { value: { action: { verb: 'status' }, trigger: 'automatic' } }));
    assert.deepEqual(said.kind === 'click' && [said.trigger, said.data], ['automatic', {}]);
  });

  const submits = [
    { name: 'without text', text: undefined },
    { name: 'with an empty text', text: '' },
    { name: 'with blanks', text: '\r\n ' },
    { name: 'with a null text', text: null },
  ];
  for (const { name, text } of submits) {
    it(`that arrives as a message ${name} is the same click`, () => {
      const value = { ...decision, verb: 'approve' };
      const pressed = saidOf(execute('approve', decision));
      assert.deepEqual(saidOf(message(text, { value, replyToId: 'card-1' })), pressed);
      assert.deepEqual(saidOf(channelMessage('', { text, value, entities: [], replyToId: 'card-1' })), pressed);
    });
  }

  it('comes from the same actor and place as a typed line', () => {
    const { actor, place } = inboundOf(execute('approve'));
    const typed = inboundOf(message('approve'));
    assert.deepEqual([actor, place], [typed.actor, typed.place]);
  });

  it('cannot smuggle a prototype in', () => {
    const said = saidOf(execute('approve', JSON.parse('{"__proto__": {"admin": true}, "request": "7Q4K-2M"}')));
    assert.deepEqual(said.kind === 'click' && Object.entries(said.data), [['request', '7Q4K-2M']]);
    assert.equal(said.kind === 'click' && 'admin' in said.data, false);
  });

  it('with a text that is only too long for its field is read: the command says by how much', () => {
    const reason = 'x'.repeat(5_000);
    const said = saidOf(execute('confirm', { request: '7Q4K-2M', reason }));
    assert.deepEqual(said.kind === 'click' && said.data, { request: '7Q4K-2M', reason });
  });

  it('outside the bounds of a card is not read', () => {
    const long = 'x'.repeat(20_001);
    const many = Object.fromEntries(Array.from({ length: 21 }, (_, index) => [`k${index}`, 1]));
    const deep = { a: { b: { c: { d: 1 } } } };
    const named = JSON.parse('{"a": {"__proto__": {"admin": true}}}');
    for (const data of [{ long }, many, deep, named, { constructor: 1 }, [1], 'x', 7]) {
      assert.deepEqual(read(execute('approve', data)), { ok: false, reason: 'unreadable' });
    }
    for (const value of [{}, { verb: 7 }, { verb: '' }, { verb: 'x', ...many }, { verb: 'x', long }, ['approve']]) {
      assert.deepEqual(read(message('', { value })), { ok: false, reason: 'unreadable' });
    }
  });
});

describe('who it is', () => {
  const other = 'ffffffff-bbbb-4ccc-8ddd-eeeeeeeeeeee';
  const cases: readonly { readonly name: string; readonly fields: object; readonly reason: string | null }[] = [
    { name: 'a tenant in the conversation only', fields: { channelData: undefined }, reason: null },
    { name: 'a tenant in the channel data only', fields: { conversation: { id: 'a:alice' } }, reason: null },
    { name: 'no tenant', fields: { conversation: { id: 'a:alice' }, channelData: {} }, reason: 'no_tenant' },
    { name: 'two tenants', fields: { channelData: { tenant: { id: other } } }, reason: 'tenant_mismatch' },
    {
      name: 'one tenant in two spellings',
      fields: { channelData: { tenant: { id: TENANT_ID.toUpperCase() } } },
      reason: null,
    },
    {
      name: 'a tenant that is no id',
      fields: { conversation: { id: 'a:alice', tenantId: 'contoso' } },
      reason: 'unreadable',
    },
    { name: 'no object id', fields: { from: { id: '29:alice', name: 'Alice' } }, reason: 'no_person' },
    {
      name: 'an object id that is a name',
      fields: { from: { id: '29:alice', aadObjectId: 'alice@contoso.com' } },
      reason: 'no_person',
    },
    { name: 'no activity id', fields: { id: undefined }, reason: 'unreadable' },
  ];
  for (const { name, fields, reason } of cases) {
    it(`${name} is ${reason ?? 'enough'}`, () => {
      const result = read(message('status', { ...fields }));
      assert.equal(result.ok ? null : result.reason, reason);
    });
  }

  it('an id that ends within a character is unreadable, because nothing could be addressed with it', () => {
    assert.equal(parseActivity(message('x', { conversation: { id: 'a:\ud800', tenantId: TENANT_ID } })), undefined);
    const activity = parseActivity(message('x', { id: '1\udfff' }));
    assert.deepEqual(activity && readInbound(activity), { ok: false, reason: 'unreadable' });
  });

  it('is told by ids in lower case and never by names', () => {
    const { actor } = inboundOf(
      message('x', { from: { id: '29:eve', name: 'Alice', aadObjectId: BOB_ID.toUpperCase() } }),
    );
    assert.equal(actor.objectId, BOB_ID);
  });
});

describe('where it is', () => {
  const kinds: readonly (readonly [object, string])[] = [
    [{ conversationType: 'personal', id: 'a:1' }, 'personal'],
    [{ conversationType: 'groupChat', id: '19:1@thread.v2' }, 'group'],
    [{ conversationType: 'channel', id: '19:1@thread.tacv2' }, 'channel'],
    [{ id: 'a:1' }, 'personal'],
    [{ id: '19:1@thread.v2' }, 'group'],
    [{ id: 'a:1', isGroup: true }, 'group'],
    [{ conversationType: 'unheardOf', id: 'a:1' }, 'group'],
  ];
  for (const [conversation, kind] of kinds) {
    it(`${JSON.stringify(conversation)} is ${kind}`, () => {
      assert.equal(
        inboundOf(message('x', { conversation: { tenantId: TENANT_ID, ...conversation } })).place.kind,
        kind,
      );
    });
  }
});

describe('what an activity shows about people and places', () => {
  const seenIn = (given: unknown) => {
    const activity = parseActivity(given);
    return activity && readSeen(activity);
  };

  it('is where the bot may speak and whom it met', () => {
    const membersAdded = [{ id: '29:bob', aadObjectId: BOB_ID }, { id: BOT_CHANNEL_ID }];
    const seen = seenIn({ ...personal(), type: 'conversationUpdate', membersAdded });
    assert.deepEqual(
      seen?.people.map(({ objectId }) => objectId),
      [ALICE_ID, BOB_ID],
    );
    assert.equal(seen?.tenantId, TENANT_ID);
    assert.equal(seen?.place.id, 'a:alice');
    assert.equal(seen?.removed, false);
  });

  it('is that the bot was removed', () => {
    for (const [action, removed] of [
      ['add', false],
      ['add-upgrade', false],
      ['remove', true],
      ['remove-upgrade', true],
    ] as const) {
      assert.equal(seenIn({ ...personal(), type: 'installationUpdate', action })?.removed, removed, action);
    }
  });

  it('is nothing without a tenant, or for what others do to messages', () => {
    assert.equal(seenIn({ ...personal(), type: 'message', conversation: { id: 'x' }, channelData: {} }), undefined);
    assert.equal(seenIn({ ...personal(), type: 'messageReaction' }), undefined);
  });
});
