import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { parseActivity } from '../../bot/activity.ts';
import { readFileConsent } from '../../bot/read-file-consent.ts';
import { type Edge, startEdge } from '../support/edge-of-bot.ts';
import { ALICE_ID, personal } from '../support/teams-activities.ts';

const FILE = '7e570000-0000-4000-9000-000000000001';
const uploadInfo = {
  contentUrl: 'https://contoso-my.sharepoint.com/carry.ps1',
  name: 'carry.ps1',
  uploadUrl: 'https://contoso-my.sharepoint.com/upload',
  uniqueId: '1150D938-8870-4044-9F2C-5BBDEBA70C8C',
  fileType: 'ps1',
  etag: '123',
};
const accept = { type: 'fileUpload', action: 'accept', context: { file: FILE }, uploadInfo };

const invoke = (value: unknown, fields: object = {}): Record<string, unknown> => ({
  ...personal(),
  type: 'invoke',
  name: 'fileConsent/invoke',
  id: 'f:consent-1',
  replyToId: 'offer-1',
  value,
  ...fields,
});

const read = (value: unknown, fields: object = {}) => {
  const activity = parseActivity(invoke(value, fields));
  assert.ok(activity);
  return readFileConsent(activity);
};

describe('The consent to a file', () => {
  let edge: Edge;
  before(async () => {
    edge = await startEdge();
  });
  after(() => edge.stop());

  it('is read with who it was, what for and where to', () => {
    const result = read(accept);
    assert.ok(result.ok);
    const { actor, file, messageId, upload } = result.consent;
    assert.deepEqual(
      [actor.objectId, file, messageId, upload?.uploadUrl],
      [ALICE_ID, FILE, 'offer-1', uploadInfo.uploadUrl],
    );
  });

  it('that was declined names no place', () => {
    const result = read({ type: 'fileUpload', action: 'decline', context: { file: FILE } });
    assert.ok(result.ok && result.consent.upload === null);
  });

  for (const [what, value] of [
    ['nothing', undefined],
    ['a list', []],
    ['another type', { ...accept, type: 'other' }],
    ['another action', { ...accept, action: 'maybe' }],
    ['no place', { ...accept, uploadInfo: undefined }],
    ['an id that is none', { ...accept, context: { file: '*' } }],
    ['no context', { ...accept, context: null }],
    ['an address that is a table', { ...accept, uploadInfo: { ...uploadInfo, uploadUrl: {} } }],
    ['an endless address', { ...accept, uploadInfo: { ...uploadInfo, uploadUrl: 'x'.repeat(5_000) } }],
  ] as const) {
    it(`with ${what} is dropped, with an answer and without a word`, async () => {
      assert.equal(read(value).ok, false);
      const calls = edge.connector.calls.length;
      const answered = await edge.deliver(invoke(value));
      assert.deepEqual([answered.status, answered.text], [200, '']);
      assert.equal(edge.connector.calls.length, calls);
    });
  }

  it('of nobody, or of nobody’s tenant, is refused', () => {
    assert.deepEqual(read(accept, { from: { id: '29:x' } }), { ok: false, reason: 'no_person' });
    const nowhere = { conversation: { id: 'a:alice', conversationType: 'personal' }, channelData: {} };
    assert.deepEqual(read(accept, nowhere), { ok: false, reason: 'no_tenant' });
  });

  it('without the channel’s token is nobody’s', async () => {
    assert.equal((await edge.post(invoke(accept))).status, 401);
  });
});
