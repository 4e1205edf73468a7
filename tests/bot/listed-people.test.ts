import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ChannelError } from '../../bot/channel.ts';
import { type ListNeeds, listedPeople } from '../../bot/listed-people.ts';
import { DirectoryError } from '../../services/directory/directory.ts';
import { peopleLinks } from '../../services/people/people-links.ts';
import { STATES } from '../../services/request/state.ts';
import type { ContactStore, KnownPerson } from '../../services/store/contact-store.ts';
import { ANNA, BEN, CLEO, lived } from '../support/lived-request.ts';
import { recordingLog } from '../support/recording-log.ts';

const AT = { id: '19:c', serviceUrl: 'https://x/', botId: '28:b', tenantId: 't', kind: 'channel' as const };
const number = (index: number): string => `7e570000-0000-4000-8000-${String(index).padStart(12, '0')}`;
const crowd = (count: number): string[] => Array.from({ length: count }, (_, index) => number(index));
const handle = (objectId: string): string => `29:${objectId}`;

type Scene = {
  readonly pool?: readonly string[];
  readonly known?: readonly string[];
  readonly links?: string;
  readonly roster?: (objectId: string) => Promise<string | undefined>;
};

function scene({ pool = [ANNA, BEN, CLEO].map((one) => one.objectId), known = pool, links = '', roster }: Scene = {}) {
  const asked: string[] = [];
  const people = new Map<string, KnownPerson>(known.map((id) => [id, { channelId: handle(id) }]));
  const contacts: ContactStore = {
    conversation: async () => undefined,
    rememberConversation: async () => undefined,
    anywhere: async () => undefined,
    person: async (id) => people.get(id),
    rememberPerson: async (id, person) => void people.set(id, person),
  };
  const log = recordingLog();
  const needs: ListNeeds = {
    pools: { admin: { people: async () => [] }, approver: { people: async () => pool } },
    links: peopleLinks(links),
    contacts,
    channel: {
      handleOf: async (at, objectId) => {
        assert.equal(at, AT);
        asked.push(objectId);
        return await (roster ?? (async (id) => handle(id)))(objectId);
      },
    },
    log,
  };
  return { needs, asked, people, log };
}

const listed = (needs: ListNeeds, record = lived('pending')) => listedPeople(needs, record, AT);

describe('The people for whom Teams asks by itself', () => {
  it('are those who may decide, without the one who asked', async () => {
    assert.deepEqual(await listed(scene().needs), [handle(BEN.objectId), handle(CLEO.objectId)]);
  });

  it('are never an account of the one who asked', async () => {
    const { needs } = scene({ links: `${BEN.objectId}=${ANNA.objectId}` });
    assert.deepEqual(await listed(needs), [handle(CLEO.objectId)]);
  });

  it('are not those who have voted, nor another account of theirs', async () => {
    const vote = { person: BEN, decision: 'approve' as const, reason: null, at: '2026-11-22T09:05:00.000Z' };
    const record = lived('pending', { approvalsRequired: 2, votes: [vote] });
    assert.deepEqual(await listed(scene().needs, record), [handle(CLEO.objectId)]);
    assert.deepEqual(await listed(scene({ links: `${BEN.objectId}=${CLEO.objectId}` }).needs, record), []);
  });

  it('are nobody when the request no longer waits, and then nobody is asked', async () => {
    for (const state of STATES.filter((each) => each !== 'pending')) {
      const { needs, asked } = scene({ known: [] });
      assert.deepEqual(await listed(needs, lived(state)), [], state);
      assert.deepEqual(asked, []);
    }
  });

  it('are sixty at most, and then the roster is not asked for more', async () => {
    const { needs, asked } = scene({ pool: crowd(70), known: crowd(65) });
    assert.deepEqual(await listed(needs), crowd(60).map(handle));
    assert.deepEqual(asked, []);
  });

  it('are looked up where the bot has not met them, as many as there is room for, once', async () => {
    const { needs, asked } = scene({ pool: crowd(70), known: crowd(50) });
    assert.equal((await listed(needs)).length, 60);
    assert.deepEqual(asked, crowd(60).slice(50));
    assert.equal((await listed(needs)).length, 60);
    assert.equal(asked.length, 10, 'what was learnt is remembered');
  });

  it('leave out who is not in the conversation', async () => {
    const gone = async (): Promise<never> => {
      throw new ChannelError('gone', 'not a member');
    };
    const { needs, asked } = scene({ known: [BEN.objectId], roster: gone });
    assert.deepEqual(await listed(needs), [handle(BEN.objectId)]);
    assert.deepEqual(asked, [CLEO.objectId]);
    assert.deepEqual(await listed(scene({ known: [], roster: async () => undefined }).needs), []);
  });

  it('leave out whom a roster that is busy does not tell, and it is not pressed further', async () => {
    const busy = async (): Promise<never> => {
      throw new ChannelError('throttled', 'slow down');
    };
    const { needs, asked } = scene({ pool: crowd(60), known: [], roster: busy });
    assert.deepEqual(await listed(needs), []);
    assert.ok(asked.length < 10, String(asked.length));
  });

  it('are nobody while the directory cannot be asked: the card is drawn all the same', async () => {
    const { needs, log } = scene();
    const people = async (): Promise<never> => {
      throw new DirectoryError('directory_unavailable', 'down');
    };
    const pools = { approver: { people }, admin: { people } };
    assert.deepEqual(await listed({ ...needs, pools }), []);
    assert.match(JSON.stringify(log), /directory_unavailable|nobody is listed/);
  });

  it('hide no defect', async () => {
    const broken = async (): Promise<never> => {
      throw new TypeError('defect');
    };
    await assert.rejects(listed(scene({ known: [], roster: broken }).needs), TypeError);
    const { needs } = scene();
    const pools = { approver: { people: broken }, admin: { people: broken } };
    await assert.rejects(listed({ ...needs, pools }), TypeError);
  });
});
