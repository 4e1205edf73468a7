import assert from 'node:assert/strict';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { after, before, describe, it } from 'node:test';
import { serviceUrls } from '../../bot/service-url.ts';
import { fileUploader } from '../../bot/upload-file.ts';
import { uploadUrls } from '../../bot/upload-url.ts';
import { address, close, listen } from '../support/channel-issuer.ts';
import { testClock } from '../support/test-clock.ts';

const publicCloud = uploadUrls(serviceUrls([], { authOff: false }));

describe('Where a file may be put', () => {
  for (const url of [
    'https://contoso-my.sharepoint.com/personal/dana/_api/v2.0/drive/items/1/uploadSession?guid=1&tempauth=x',
    'https://contoso.sharepoint.us/x',
    'https://contoso.sharepoint-mil.us/x',
    'https://contoso.sharepoint.cn/x',
  ]) {
    it(`is ${url}`, () => assert.equal(publicCloud(url), true));
  }

  for (const url of [
    'http://contoso.sharepoint.com/x',
    'https://contoso.sharepoint.com:8443/x',
    'https://sharepoint.com.evil.example/x',
    'https://evilsharepoint.com/x',
    'https://sharepoint.com/x',
    'https://contoso.sharepoint.com@evil.example/x',
    'https://user:pass@contoso.sharepoint.com/x',
    'https://169.254.169.254/x',
    'https://localhost/x',
    'http://127.0.0.1:3978/x',
    'http://[::1]/x',
    'http://2130706433/x',
    'file:///etc/passwd',
    'data:text/plain,x',
    '//contoso.sharepoint.com/x',
    '',
    `https://contoso.sharepoint.com/${'x'.repeat(5_000)}`,
  ]) {
    it(`is not ${url.slice(0, 60)}`, () => assert.equal(publicCloud(url), false));
  }

  it('is this machine only where the service URLs say so, and only that port', () => {
    const allows = uploadUrls(serviceUrls(['127.0.0.1:3979'], { authOff: false }));
    assert.equal(allows('http://127.0.0.1:3979/drive/upload/1?x=1'), true);
    assert.equal(allows('http://127.0.0.1:3980/drive/upload/1'), false);
    assert.equal(allows('http://localhost:3979/drive/upload/1'), false);
  });
});

type Handle = (req: IncomingMessage, res: ServerResponse) => void;

describe('Uploading a file', () => {
  let handle: Handle;
  const seen: { method: string | undefined; headers: IncomingMessage['headers']; body: string }[] = [];
  const server = createServer(async (req, res) => {
    let body = '';
    for await (const chunk of req) body += chunk;
    seen.push({ method: req.method, headers: req.headers, body });
    handle(req, res);
  });
  before(() => listen(server));
  after(() => close(server));

  const answering =
    (status: number, headers: Record<string, string> = {}): Handle =>
    (_req, res) =>
      void res.writeHead(status, headers).end();

  it('is one PUT of the whole, counted in bytes, without any token', async () => {
    handle = answering(201);
    const upload = fileUploader({ clock: testClock({ heldFrom: 1 }) });
    assert.deepEqual(await upload(`${address(server)}/x`, 'M\u00fcller'), { ok: true });
    const put = seen.at(-1);
    assert.equal(put?.method, 'PUT');
    assert.equal(put?.body, 'M\u00fcller');
    assert.equal(put?.headers['content-range'], 'bytes 0-6/7');
    assert.equal(put?.headers['content-length'], '7');
    assert.equal(put?.headers.authorization, undefined);
  });

  for (const [status, headers] of [
    [202, {}],
    [302, { location: 'http://127.0.0.1:1/elsewhere' }],
    [401, {}],
    [507, {}],
  ] as const) {
    it(`is not done when the answer is ${status}, and nothing is followed`, async () => {
      handle = answering(status, headers);
      const before = seen.length;
      const upload = fileUploader({ clock: testClock({ heldFrom: 1 }) });
      assert.deepEqual(await upload(`${address(server)}/x`, 'x'), { ok: false, code: `HTTP ${status}` });
      assert.equal(seen.length, before + 1);
    });
  }

  it('gives up when nobody answers', async () => {
    const clock = testClock({ heldFrom: 1 });
    handle = () => clock.expire();
    const uploaded = await fileUploader({ clock })(`${address(server)}/x`, 'x');
    assert.equal(uploaded.ok, false);
  });

  it('says so when there is nobody at all', async () => {
    const upload = fileUploader({ clock: testClock({ heldFrom: 1 }) });
    assert.equal((await upload('http://127.0.0.1:1/x', 'x')).ok, false);
  });
});
