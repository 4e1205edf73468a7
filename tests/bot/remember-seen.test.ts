import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Seen } from '../../bot/activity.ts';
import type { Place } from '../../bot/inbound.ts';
import { rememberSeen } from '../../bot/remember-seen.ts';
import type { Contact, ContactStore, KnownPerson } from '../../services/store/contact-store.ts';

const TENANT = '5c1a0b1e-0000-4000-8000-000000000001';
const ANN = { tenantId: TENANT, objectId: 'aaaaaaaa-0000-4000-8000-000000000001', name: 'Ann', channelId: '29:ann' };
const BEN = { ...ANN, objectId: 'bbbbbbbb-0000-4000-8000-000000000002', name: 'Ben', channelId: '29:ben' };

function seenIn(kind: Place['kind'], change: Partial<Seen> = {}): Seen {
  const place = { id: 'here', replyTo: 'here;messageid=1', kind, serviceUrl: 'https://x/', botId: '28:b' };
  return { place, tenantId: TENANT, people: [ANN, BEN], removed: false, ...change };
}

async function remembered(seen: Seen) {
  const places: Contact[] = [];
  const people: [string, KnownPerson][] = [];
  const contacts: ContactStore = {
    conversation: async () => undefined,
    person: async () => undefined,
    rememberConversation: async (contact) => void places.push(contact),
    anywhere: async () => places[0],
    rememberPerson: async (id, person) => void people.push([id, person]),
  };
  await rememberSeen({ contacts, tenant: TENANT }, seen);
  return { places, people };
}

describe('What is learnt from an activity', () => {
  for (const kind of ['channel', 'group'] as const) {
    it(`in a ${kind}: the handles of people, and nothing about their personal chats`, async () => {
      const { places, people } = await remembered(seenIn(kind));
      assert.deepEqual(places, [{ id: 'here', serviceUrl: 'https://x/', botId: '28:b', tenantId: TENANT, kind }]);
      assert.deepEqual(people, [
        [ANN.objectId, { channelId: '29:ann' }],
        [BEN.objectId, { channelId: '29:ben' }],
      ]);
    });
  }

  it('in a personal chat: also that it is theirs', async () => {
    const { people } = await remembered(seenIn('personal', { people: [ANN] }));
    assert.deepEqual(people, [[ANN.objectId, { channelId: '29:ann', personal: 'here' }]]);
  });

  it('of another organisation, or from where the bot was removed: nothing', async () => {
    const nothing = { places: [], people: [] };
    assert.deepEqual(await remembered(seenIn('channel', { tenantId: ANN.objectId })), nothing);
    assert.deepEqual(await remembered(seenIn('channel', { removed: true })), nothing);
  });
});
