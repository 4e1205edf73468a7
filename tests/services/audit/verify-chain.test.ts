import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type AuditEntry, chain, EMPTY_HEAD, entryHash } from '../../../services/audit/entry.ts';
import { type ChainResult, verifyChain } from '../../../services/audit/verify-chain.ts';
import { fakeArchive } from '../../support/fake-archive.ts';
import {
  approveBy,
  BEN,
  CLEO,
  confirm,
  draftedRecord,
  liveToTheEnd,
  sampleSnapshot,
  sampleTrail,
} from './sample-life.ts';
import { rechained, textsOf } from './tamper-texts.ts';

const trail = sampleTrail();
trail.setPlace();
await liveToTheEnd(trail, fakeArchive(), '7Q4K-2M');
const two = trail.begin(draftedRecord('8R5M-3N', sampleSnapshot(), { approvalsRequired: 2 }));
for (const event of [confirm, approveBy(BEN), approveBy(CLEO)]) trail.step(two, event);
trail.step(two, { kind: 'delay', code: 'exchange_slow', nextAt: null });
trail.step(two, { kind: 'fail', code: 'gave_up', afterReceipt: null });

const { entries } = trail;
const whole = (list: readonly AuditEntry[]): Promise<ChainResult> => verifyChain(textsOf(list), { head: trail.head });
const at = (index: number): AuditEntry => entries.at(index) ?? assert.fail();
const without = (index: number): readonly AuditEntry[] => entries.toSpliced(index, 1);
const faultOf = async (result: Promise<ChainResult>): Promise<readonly [number, string]> => {
  const found = await result;
  assert.equal(found.ok, false);
  return found.ok ? assert.fail() : [found.seq, found.reason];
};

describe('A chain as it was written', () => {
  it('fits, as texts and as entries, with its count and its head', async () => {
    const fits = { ok: true, count: entries.length, head: trail.head(), earlier: { count: 1, first: 2 } };
    const result = await whole(entries);
    assert.deepEqual(result, { ...fits, earlier: result.ok ? result.earlier : null });
    assert.equal(
      (
        await verifyChain(
          (async function* () {
            yield* entries;
          })(),
        )
      ).ok,
      true,
    );
  });

  it('fits while it has no entries', async () => {
    const empty = { ok: true, count: 0, head: EMPTY_HEAD, earlier: { count: 0, first: null } };
    assert.deepEqual(await verifyChain(textsOf([]), { head: () => undefined }), empty);
  });

  it('may tell of clocks that differ', async () => {
    const late = rechained(
      entries.map((entry, index) => (index === 3 ? { ...entry, at: '2027-01-01T00:00:00Z' } : entry)),
    );
    const result = await verifyChain(textsOf(late));
    assert.equal(result.ok && result.earlier.first, 5);
  });
});

describe('The first entry that does not fit is named when', () => {
  const changes: Readonly<Record<keyof AuditEntry, unknown>> = {
    schema: 2,
    seq: 99,
    at: '2026-11-22T09:00:01.000Z',
    tenant: 'another',
    kind: 'denied',
    request: '7Q4K-2N',
    version: 9,
    actor: 'somebody else',
    from: 'elsewhere',
    to: 'elsewhere',
    facts: { plan: 'x' },
    prev: 'f'.repeat(64),
    hash: 'f'.repeat(64),
  };
  for (const [field, value] of Object.entries(changes)) {
    it(`"${field}" of any entry was changed`, async () => {
      for (const [index, entry] of entries.entries()) {
        const changed = entries.with(index, { ...entry, [field]: value });
        assert.equal((await faultOf(whole(changed)))[0], index + 1);
      }
    });
  }

  it('any character of an entry was changed', async () => {
    const text = JSON.stringify(at(3));
    for (let place = 0; place < text.length; place += 1) {
      const other = text.slice(0, place) + (text[place] === '1' ? '2' : '1') + text.slice(place + 1);
      const texts = async function* (): AsyncGenerator<string> {
        for (const [index, entry] of entries.entries()) yield index === 3 ? other : JSON.stringify(entry);
      };
      const [seq] = await faultOf(verifyChain(texts(), { head: trail.head }));
      assert.equal(seq, 4, other);
    }
  });

  it('an entry was changed and hashed anew: the next one no longer follows it', async () => {
    const { hash, ...rest } = { ...at(4), actor: 'somebody else' };
    const changed = entries.with(4, { ...rest, hash: entryHash(rest) });
    assert.deepEqual(await faultOf(whole(changed)), [6, 'wrong_prev']);
  });

  it('edge 55: our own ledger is append-only: all entries were hashed anew, and the head no longer fits', async () => {
    const forged = rechained(entries.with(4, { ...at(4), actor: 'somebody else' }));
    assert.deepEqual(await faultOf(whole(forged)), [entries.length, 'wrong_head']);
  });

  it('the first, one in the middle or the last is missing', async () => {
    assert.deepEqual(await faultOf(whole(without(0))), [1, 'missing_first']);
    assert.deepEqual(await faultOf(whole(without(5))), [6, 'gap']);
    assert.deepEqual(await faultOf(whole(without(entries.length - 1))), [entries.length, 'cut_tail']);
    assert.deepEqual(await faultOf(whole([])), [1, 'cut_tail']);
  });

  it('two changed places, one was doubled, one was put in', async () => {
    const swapped = entries.with(3, at(4)).with(4, at(3));
    assert.deepEqual(await faultOf(whole(swapped)), [4, 'gap']);
    assert.deepEqual(await faultOf(whole(entries.toSpliced(4, 0, at(3)))), [5, 'repeated']);
    assert.deepEqual(await faultOf(whole(entries.toSpliced(4, 0, { ...at(3), seq: 5 }))), [5, 'wrong_prev']);
  });

  it('it cannot be read', async () => {
    for (const item of ['', 'no JSON', '{}', undefined, 7, JSON.stringify({ ...at(0), more: 1 })]) {
      const items = async function* (): AsyncGenerator<unknown> {
        yield item;
      };
      assert.deepEqual(await faultOf(verifyChain(items())), [1, 'unreadable']);
    }
  });

  it('the head was changed, taken away or set back', async () => {
    const { seq, hash } = trail.head();
    const withHead = (head: { seq: number; hash: string } | undefined) =>
      verifyChain(textsOf(entries), { head: () => head });
    assert.deepEqual(await faultOf(withHead(undefined)), [1, 'no_head']);
    assert.deepEqual(await faultOf(withHead({ seq, hash: 'f'.repeat(64) })), [seq, 'wrong_head']);
    assert.deepEqual(await faultOf(withHead({ seq: seq + 2, hash })), [seq + 1, 'cut_tail']);
    assert.deepEqual(await faultOf(withHead({ seq: seq - 2, hash: at(-3).hash })), [seq - 1, 'behind_head']);
  });

  it('tail and head were cut together, which only a witness knows', async () => {
    const cut = entries.slice(0, -2);
    const head = () => ({ seq: cut.length, hash: at(-3).hash });
    assert.equal((await verifyChain(textsOf(cut), { head })).ok, true);
    const witnesses = [{ ...trail.head(), by: 'the witness' }];
    assert.deepEqual(await faultOf(verifyChain(textsOf(cut), { head, witnesses })), [
      cut.length + 1,
      'cut_before_witness',
    ]);
    const forged = rechained(entries.with(0, { ...at(0), actor: 'x' }));
    assert.deepEqual(await faultOf(verifyChain(textsOf(forged), { witnesses })), [entries.length, 'wrong_witness']);
  });

  it('it is of another tenant', async () => {
    const moved = rechained(entries.with(4, { ...at(4), tenant: 'another' }));
    assert.deepEqual(await faultOf(verifyChain(textsOf(moved))), [5, 'other_tenant']);
    assert.deepEqual(await faultOf(verifyChain(textsOf(entries), { tenant: 'another' })), [1, 'other_tenant']);
  });
});

describe('A chain that agrees with itself still has to tell a life that is possible', () => {
  const lie = (index: number, change: Partial<AuditEntry>) =>
    faultOf(verifyChain(textsOf(rechained(entries.with(index, { ...at(index), ...change })))));

  it('in the states', async () => {
    assert.deepEqual(await lie(1, { kind: 'confirmed' }), [2, 'wrong_transition']);
    assert.deepEqual(await lie(1, { to: 'pending' }), [2, 'wrong_transition']);
    assert.deepEqual(await lie(2, { to: 'approved' }), [3, 'wrong_transition']);
    assert.deepEqual(await lie(3, { from: 'drafted' }), [4, 'wrong_transition']);
    assert.deepEqual(await lie(4, { kind: 'completed', to: 'done' }), [5, 'wrong_transition']);
    assert.deepEqual(await lie(0, { request: '7Q4K-2M' }), [1, 'wrong_transition']);
    assert.deepEqual(await lie(0, { version: 1 }), [1, 'wrong_version']);
    assert.deepEqual(await lie(0, { kind: 'drafted' }), [1, 'wrong_transition']);
  });

  it('in the versions', async () => {
    assert.deepEqual(await lie(1, { version: 2 }), [2, 'wrong_version']);
    assert.deepEqual(await lie(3, { version: 4 }), [4, 'wrong_version']);
    assert.deepEqual(await lie(3, { version: null }), [4, 'wrong_version']);
  });

  it('and an ended request stays ended, its id is never used again', async () => {
    const again = [...entries, chain(trail.head(), { ...draftOf(at(1)) })];
    assert.deepEqual(await faultOf(verifyChain(textsOf(again))), [again.length, 'wrong_transition']);
    const deciding = [...entries, chain(trail.head(), { ...draftOf(at(-1)), from: 'failed' })];
    assert.deepEqual(await faultOf(verifyChain(textsOf(deciding))), [deciding.length, 'wrong_transition']);
  });
});

function draftOf({ schema, seq, prev, hash, ...draft }: AuditEntry) {
  return draft;
}
