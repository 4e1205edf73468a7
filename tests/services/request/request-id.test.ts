import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { newRequestId, parseRequestId } from '../../../services/request/request-id.ts';

const ID = /^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{2}$/;
const random = fc.infiniteStream(fc.nat({ max: 31 })).map((stream) => () => Number(stream.next().value));

describe('A request id', () => {
  it('has six digits that nobody confuses, with a dash after the fourth', () => {
    fc.assert(fc.property(random, (next) => assert.match(newRequestId(next), ID)));
    for (let count = 0; count < 200; count += 1) assert.match(newRequestId(), ID);
  });

  it('uses all of its thirty-two digits', () => {
    const seen = new Set<string>();
    for (let digit = 0; digit < 32; digit += 1) seen.add(newRequestId(() => digit).charAt(0));
    assert.equal([...seen].sort().join(''), '0123456789ABCDEFGHJKMNPQRSTVWXYZ');
  });

  it('is read back however it is written: any case, with spaces, with or without the dash', () => {
    const writing = fc.constantFrom(
      (id: string) => id,
      (id: string) => id.toLowerCase(),
      (id: string) => id.replace('-', ''),
      (id: string) => id.replace('-', ' '),
      (id: string) => ` ${[...id].join(' ')} `,
    );
    fc.assert(
      fc.property(random, writing, (next, write) => {
        const id = newRequestId(next);
        assert.equal(parseRequestId(write(id)), id);
      }),
    );
  });

  it('is read back when O was heard for 0, and I or L for 1', () => {
    const wrong = fc.constantFrom(['O', 'I'], ['o', 'i'], ['O', 'L'], ['o', 'l']);
    fc.assert(
      fc.property(random, wrong, (next, [zero = '', one = '']) => {
        const id = newRequestId(next);
        assert.equal(parseRequestId(id.replaceAll('0', zero).replaceAll('1', one)), id);
      }),
    );
  });

  for (const text of ['', '7Q4K', '7Q4K-2', '7Q4K-2MM', '7Q4K-2U', '7Q4K_2M', '7Q4K-2Ä', '<at>x</at>', '7Q4K–2M']) {
    it(`"${text}" is none`, () => assert.equal(parseRequestId(text), undefined));
  }

  it('anything else is none, or one in its one spelling', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 12 }), (text) => {
        const id = parseRequestId(text);
        if (id !== undefined) assert.match(id, ID);
      }),
      { numRuns: 2_000 },
    );
  });
});
