import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ChannelError, type ChannelErrorClass } from '../../bot/channel.ts';
import type { Place } from '../../bot/inbound.ts';
import { type DeliveryNeeds, privateDelivery } from '../../bot/private-delivery.ts';

const ACTOR = { tenantId: 't', objectId: 'anna', name: 'Anna', channelId: '29:anna' };
const FILE = {
  name: 'carry.ps1',
  description: 'A script.',
  content: 'M\u00fcller',
  contentType: 'text/plain',
  who: 'requester',
  line: 'carry anna@contoso.com',
} as const;
const CHAT = { id: 'a:anna', serviceUrl: 'https://smba.trafficmanager.net/emea/', botId: '28:bot' };
const IN_CHANNEL: Place = { ...CHAT, id: '19:c', replyTo: '19:c;messageid=1', kind: 'channel' };
const IN_CHAT: Place = { ...CHAT, replyTo: CHAT.id, kind: 'personal' };

function delivering(options: { fails?: ChannelErrorClass; canOpen?: boolean } = {}) {
  const { fails, canOpen = true } = options;
  const posted: { conversation: string; body: string }[] = [];
  const kept: string[] = [];
  const needs: DeliveryNeeds = {
    personalChats: { open: async () => canOpen },
    contacts: {
      person: async () => ({ channelId: '29:anna', personal: CHAT.id }),
      conversation: async () => ({ ...CHAT, tenantId: 't', kind: 'personal' }),
    },
    offers: {
      offer: async (objectId) => {
        kept.push(objectId);
        return `file-${kept.length}`;
      },
      terms: async () => undefined,
      take: async () => ({ ok: false, why: 'gone' }),
      withdraw: async () => void kept.pop(),
    },
    reply: async ({ conversation }, activity) => {
      if (fails) throw new ChannelError(fails, 'The fake fails.');
      posted.push({ conversation, body: JSON.stringify(activity) });
      return 'm1';
    },
  };
  return { delivery: privateDelivery(needs), posted, kept };
}

describe('What goes to one person alone', () => {
  for (const place of [IN_CHAT, IN_CHANNEL]) {
    it(`goes to their chat when it was asked for in a ${place.kind} place`, async () => {
      const { delivery, posted, kept } = delivering();
      assert.equal(await delivery.offerFile(ACTOR, place, FILE), true);
      assert.equal(await delivery.show(ACTOR, place, { kind: 'notice', sentence: 'Hello.' }), true);
      assert.deepEqual(
        posted.map(({ conversation }) => conversation),
        [CHAT.id, CHAT.id],
      );
      assert.deepEqual(kept, ['anna']);
    });
  }

  it('offers a file by its id, its name and its size in bytes, and never by its content', async () => {
    const { delivery, posted } = delivering();
    await delivery.offerFile(ACTOR, IN_CHAT, FILE);
    assert.match(posted[0]?.body ?? '', /"sizeInBytes":7,"acceptContext":\{"file":"file-1"\}/);
    assert.doesNotMatch(posted[0]?.body ?? '', /ller/);
  });

  for (const fails of ['blocked', 'throttled', 'rejected'] as const) {
    it(`is not kept when the channel is ${fails}`, async () => {
      const { delivery, kept } = delivering({ fails });
      assert.equal(await delivery.offerFile(ACTOR, IN_CHAT, FILE), false);
      assert.deepEqual(kept, []);
    });
  }

  it('is kept when nobody knows whether the offer was posted', async () => {
    const { delivery, kept } = delivering({ fails: 'outcome-unknown' });
    assert.equal(await delivery.offerFile(ACTOR, IN_CHAT, FILE), true);
    assert.deepEqual(kept, ['anna']);
  });

  it('goes nowhere when there can be no chat with them', async () => {
    const { delivery, posted, kept } = delivering({ canOpen: false });
    assert.equal(await delivery.offerFile(ACTOR, IN_CHANNEL, FILE), false);
    assert.equal(await delivery.show(ACTOR, IN_CHANNEL, { kind: 'notice', sentence: 'Hello.' }), false);
    assert.deepEqual([posted, kept], [[], []]);
  });
});
