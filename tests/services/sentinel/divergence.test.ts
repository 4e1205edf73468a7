import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type DivergenceKind, type FoundState, judge } from '../../../services/sentinel/divergence.ts';
import type { ApprovedState } from '../../../services/store/approved-state-store.ts';

const [HERE, THERE] = ['a'.repeat(64), 'b'.repeat(64)];
const AT = '2026-11-22T08:00:00.000Z';
const approved = (isCloudManaged: boolean): ApprovedState => ({
  request: '7Q4K-2M',
  hash: HERE,
  isCloudManaged,
  at: AT,
});

const CASES: readonly [string, ApprovedState | undefined, FoundState, DivergenceKind | undefined][] = [
  ['as approved in the cloud', approved(true), { hash: HERE, isCloudManaged: true }, undefined],
  ['other values in the cloud', approved(true), { hash: THERE, isCloudManaged: true }, 'values-changed'],
  ['back on-premises', approved(true), { hash: HERE, isCloudManaged: false }, 'authority-flipped'],
  ['back, with other values', approved(true), { hash: THERE, isCloudManaged: false }, 'authority-flipped'],
  ['as approved on-premises', approved(false), { hash: HERE, isCloudManaged: false }, undefined],
  ['other values by directory sync', approved(false), { hash: THERE, isCloudManaged: false }, undefined],
  ['in the cloud after a rollback', approved(false), { hash: THERE, isCloudManaged: true }, 'authority-flipped'],
  ['moved without Steward', undefined, { hash: THERE, isCloudManaged: true }, 'moved-outside'],
  ['never moved', undefined, { hash: THERE, isCloudManaged: false }, undefined],
  ['a flag that was not told', approved(true), { hash: THERE, isCloudManaged: null }, undefined],
  ['a flag that was not told, never approved', undefined, { hash: THERE, isCloudManaged: null }, undefined],
];

describe('The sentinel judges a mailbox', () => {
  for (const [name, state, found, verdict] of CASES) {
    it(`${name}: ${verdict ?? 'nothing to say'}`, () => assert.equal(judge(state, found), verdict));
  }
});
