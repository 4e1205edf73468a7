import assert from 'node:assert/strict';
import { after, beforeEach, describe, it } from 'node:test';
import { ChannelAdapter } from '../../bot/adapter.ts';
import { type Edge, startEdge } from '../support/edge-of-bot.ts';
import { APP_ID, channelMessage, execute, message, personal } from '../support/teams-activities.ts';

const CARD_TYPE = 'application/vnd.microsoft.card.adaptive';
const MESSAGE_TYPE = 'application/vnd.microsoft.activity.message';
const card = { type: 'AdaptiveCard', version: '1.5', refresh: { action: {}, userIds: ['29:alice'] }, body: [] };

const edges: Edge[] = [];
let edge: Edge;
beforeEach(async () => {
  edge = await startEdge();
  edges.push(edge);
});
after(() => Promise.all(edges.map((one) => one.stop())));

describe('a typed line', () => {
  it('is answered with one plain text in the conversation it came from', async () => {
    const answer = await edge.deliver(message('status'));
    assert.deepEqual([answer.status, answer.text], [200, '']);
    assert.equal(edge.received.length, 1);
    const [call, ...more] = edge.connector.calls;
    assert.equal(more.length, 0);
    assert.equal(call?.method, 'POST');
    assert.equal(call?.path, '/emea/v3/conversations/a%3Aalice/activities/1700000000001');
    assert.equal(call?.headers.authorization, 'Bearer the-bots-own-token');
    assert.deepEqual(call?.body, {
      type: 'message',
      text: 'understood',
      textFormat: 'plain',
      from: { id: `28:${APP_ID}` },
      replyToId: '1700000000001',
    });
  });

  it('is answered with a card alone, never with text beside it', async () => {
    edge.answerWith(async () => ({ kind: 'card', card, summary: 'Request 7Q4K-2M' }));
    await edge.deliver(message('status'));
    const [call] = edge.connector.calls;
    assert.equal(call?.body.summary, 'Request 7Q4K-2M');
    assert.equal(call?.body.text, undefined);
    assert.deepEqual(call?.body.attachments, [{ contentType: CARD_TYPE, content: card }]);
  });

  it('is answered in its thread of a channel', async () => {
    await edge.deliver(channelMessage('<at>Steward</at> status'));
    assert.match(edge.connector.calls[0]?.path ?? '', /approvals%40thread\.tacv2%3Bmessageid%3D1700000000000\//);
  });

  it('is answered with nothing when there is nothing to say', async () => {
    edge.answerWith(async () => ({ kind: 'none' }));
    assert.equal((await edge.deliver(message('status'))).status, 200);
    assert.equal(edge.connector.calls.length, 0);
  });

  it('is handed over for later when the answer does not get through, and Teams is not asked to send it again', async () => {
    edge.connector.answer({ status: 429, headers: { 'retry-after': '7' } });
    const answer = await edge.deliver(message('status'));
    assert.equal(answer.status, 200);
    assert.equal(edge.connector.calls.length, 1);
    const [lost] = edge.undelivered;
    assert.equal(lost?.error.errorClass, 'throttled');
    assert.equal(lost?.error.retryAfter, 7000);
    assert.deepEqual(lost?.answer, { kind: 'text', text: 'understood' });
    assert.equal(lost?.inbound?.key, edge.received[0]?.key);
  });

  it('gets a sentence with a number when something breaks inside, and the log has the same number', async () => {
    edge.answerWith(() => Promise.reject(new Error('a defect')));
    assert.equal((await edge.deliver(message('status'))).status, 200);
    const text = String(edge.connector.calls[0]?.body.text);
    const reference = /\(([0-9a-f]{8})\)/.exec(text)?.[1];
    assert.ok(reference, text);
    const line = edge.log.lines.find(({ level }) => level === 'error');
    assert.match(JSON.stringify(line?.fields), new RegExp(reference));
  });
});

describe('a pressed button', () => {
  it('gets its card in the answer, and nobody else sees it', async () => {
    edge.answerWith(async () => ({ kind: 'card', card, summary: 'x' }));
    const answer = await edge.deliver(execute('approve', { request: '7Q4K-2M' }));
    assert.equal(answer.status, 200);
    assert.deepEqual(JSON.parse(answer.text), { statusCode: 200, type: CARD_TYPE, value: card });
    assert.equal(edge.connector.calls.length, 0);
  });

  it('never gives a private card away, refreshed automatically or not', async () => {
    edge.answerWith(async () => ({ kind: 'card', card, summary: 'x' }));
    for (const trigger of ['automatic', 'manual', 'automatic']) {
      await edge.deliver(execute('status', {}, { value: { action: { verb: 'status', data: {} }, trigger } }));
    }
    assert.equal(edge.connector.calls.length, 0);
  });

  const answers = [
    { name: 'a text', answer: { kind: 'text', text: 'Already decided.' }, value: 'Already decided.' },
    { name: 'an empty text', answer: { kind: 'text', text: '  ' }, value: 'Done.' },
    { name: 'nothing', answer: { kind: 'none' }, value: 'Done.' },
  ] as const;
  for (const { name, answer, value } of answers) {
    it(`is answered "${value}" when there is ${name} to say`, async () => {
      edge.answerWith(async () => answer);
      const { status, text } = await edge.deliver(execute('approve'));
      assert.equal(status, 200);
      assert.deepEqual(JSON.parse(text), { statusCode: 200, type: MESSAGE_TYPE, value });
    });
  }

  it('is answered with a sentence when something breaks inside, never with an HTTP error', async () => {
    edge.answerWith(() => Promise.reject(new Error('a defect')));
    const { status, text } = await edge.deliver(execute('approve'));
    assert.equal(status, 200);
    const body = JSON.parse(text);
    assert.equal(body.type, MESSAGE_TYPE);
    assert.match(body.value, /Something went wrong on our side \([0-9a-f]{8}\)/);
  });

  const unreadable = [
    { name: 'no action', value: {} },
    { name: 'a verb that is no text', value: { action: { verb: 7, data: {} }, trigger: 'manual' } },
    { name: 'data that is no object', value: { action: { verb: 'approve', data: 'x' }, trigger: 'manual' } },
    { name: 'an unknown trigger', value: { action: { verb: 'approve', data: {} }, trigger: 'ghost' } },
    { name: 'too long a text', value: { action: { verb: 'approve', data: { reason: 'x'.repeat(20_001) } } } },
    {
      name: 'too many keys',
      value: { action: { verb: 'approve', data: Object.fromEntries(Array.from({ length: 21 }, (_, i) => [i, 1])) } },
    },
    { name: 'data that is too deep', value: { action: { verb: 'approve', data: { a: { b: { c: { d: 1 } } } } } } },
  ];
  for (const { name, value } of unreadable) {
    it(`is answered with a sentence when it has ${name}`, async () => {
      const { status, text } = await edge.deliver(execute('approve', {}, { value }));
      assert.equal(status, 200);
      assert.match(JSON.parse(text).value, /could not read that card/);
      assert.equal(edge.received.length, 0);
    });
  }
});

describe('anything else that Teams sends', () => {
  const others = [
    'conversationUpdate',
    'installationUpdate',
    'messageUpdate',
    'messageDelete',
    'messageReaction',
    'typing',
    'event',
    'unheardOf',
  ];
  for (const type of others) {
    it(`${type} is acknowledged and starts nothing`, async () => {
      const answer = await edge.deliver({ ...personal(), type, id: '1' });
      assert.deepEqual([answer.status, answer.text], [200, '']);
      assert.equal(edge.received.length, 0);
      assert.equal(edge.connector.calls.length, 0);
    });
  }

  it('an unknown invoke gets a typed body, never 501', async () => {
    const { status, text } = await edge.deliver({ ...execute('x'), name: 'composeExtension/query' });
    assert.equal(status, 200);
    const body = JSON.parse(text);
    assert.equal(body.type, MESSAGE_TYPE);
    assert.notEqual(body.value, '');
    assert.equal(edge.received.length, 0);
  });

  it('a wish for buffered replies does not change how answers travel', async () => {
    const { text } = await edge.deliver(execute('approve', {}, { deliveryMode: 'expectReplies' }));
    assert.equal(JSON.parse(text).value, 'understood');
  });

  it('is told to whoever keeps conversations and people', async () => {
    const bob = { id: '29:bob', name: 'Bob', aadObjectId: '0b0b0000-0000-4000-8000-00000000000b' };
    await edge.deliver({ ...personal(), type: 'conversationUpdate', membersAdded: [bob] });
    await edge.deliver({ ...personal(), type: 'installationUpdate', action: 'remove' });
    await edge.deliver({ ...personal(), type: 'messageReaction' });
    assert.deepEqual(
      edge.seen.map(({ people, removed }) => [people.map(({ channelId }) => channelId), removed]),
      [
        [['29:alice', '29:bob'], false],
        [['29:alice'], true],
      ],
    );
    assert.equal(edge.seen[0]?.place.serviceUrl, edge.connector.url);
  });
});

/** Reaches for the way in that the SDK's own samples use. */
class OpenAdapter extends ChannelAdapter {
  withOwnAuthentication(): Promise<unknown> {
    return this.botFrameworkAuthentication.authenticateChannelRequest('Bearer a.b.c');
  }
}

describe('the SDK inside', () => {
  it('can neither authenticate nor post by itself', async () => {
    const adapter = new ChannelAdapter(APP_ID);
    const conversation = { id: 'a:alice', isGroup: false, conversationType: 'personal', name: '' };
    const reference = { channelId: 'msteams', serviceUrl: edge.connector.url, conversation };
    await assert.rejects(
      adapter.continueConversationAsync(APP_ID, reference, async (context) => {
        await context.sendActivity('hello');
      }),
      { code: 'sdk_shut' },
    );
    await assert.rejects(
      adapter.continueConversationAsync(APP_ID, reference, async (context) => {
        await context.updateActivity({ id: 'm1', type: 'message', text: 'hello' });
      }),
      { code: 'sdk_shut' },
    );
    await assert.rejects(new OpenAdapter(APP_ID).withOwnAuthentication(), { code: 'sdk_shut' });
    assert.equal(edge.connector.calls.length, 0);
  });
});
