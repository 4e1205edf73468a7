// The page in a real browser: what a person sees and presses, under the strict content security policy.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type Browser, chromium, type Page } from 'playwright-core';
import { card, cardActivity, cardAnswer, startChatWithBot } from './chat-fake-bot.ts';

const QUIET = ['--disable-gpu', '--disable-background-networking', '--no-first-run', '--disable-component-update'];
const CHANNEL = '19:approvals@thread.tacv2';
const reason = { type: 'Input.Text', id: 'reason', label: 'Reason' };
const approve = { type: 'Action.Execute', title: 'Approve', verb: 'approve', data: { request: '7Q4K-2M' } };

let world: Awaited<ReturnType<typeof startChatWithBot>>;
let browser: Browser;
let page: Page;
const complaints: string[] = [];

before(async () => {
  world = await startChatWithBot();
  const executablePath = process.env.STEWARD_BROWSER ?? '/usr/bin/chromium';
  browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-sync', ...QUIET] });
  page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  page.on('console', (line) => complaints.push(line.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(world.chat.url);
  await page.waitForSelector('body[data-ready]');
});
after(async () => {
  await browser.close();
  await world.close();
});

test('three people are shown at once, the phone exactly 360 pixels wide inside', async () => {
  const names = await page.locator('.pane h2').allTextContents();
  assert.deepEqual(names, ['Dana Whitfield', 'Priya Raman', 'Luis Ortega']);
  assert.equal(await page.locator('.phone').evaluate((pane: { clientWidth: number }) => pane.clientWidth), 360);
});

test('a line sent with Enter reaches the bot and its answer appears', async () => {
  const conversation = await world.personal('desk');
  world.bot.answer(async () => {
    await world.post(conversation, { type: 'message', text: 'Hello **Dana**, <b>not HTML</b>' });
    return { status: 200 };
  });
  const desk = page.locator('[data-person=desk]');
  await desk.getByLabel('Message to Steward as Dana Whitfield').fill('hello');
  await page.keyboard.press('Enter');
  await desk.getByText('Hello Dana, <b>not HTML</b>').waitFor();
  assert.equal(world.bot.activities.at(-1)?.text, 'hello');
});

test('a card in the channel marks the tab unread, and a press shows the answer to that person only', async () => {
  await world.post(CHANNEL, cardActivity(card('waiting', { body: [reason], actions: [approve] })));
  world.bot.answer(() => cardAnswer(card('You approved it')));
  const approver = page.locator('[data-person=approver]');
  await approver.locator('.unread:visible').getByText('1').waitFor();
  await approver.getByRole('tab', { name: 'Mailbox approvals' }).click();
  assert.equal(await approver.locator('.unread:visible').count(), 0);
  await approver.getByLabel('Reason').fill('agreed');
  await approver.getByRole('button', { name: 'Approve' }).click();
  await approver.getByText('You approved it').waitFor();
  assert.deepEqual(world.bot.activities.at(-1)?.value?.action.data, { ...approve.data, reason: 'agreed' });
  const oncall = page.locator('[data-person=oncall]');
  await oncall.getByRole('tab', { name: 'Mailbox approvals' }).click();
  await oncall.getByRole('button', { name: 'Approve' }).waitFor();
});

test('a refusal is a note that only the one who pressed sees', async () => {
  const body = { statusCode: 200, type: 'application/vnd.microsoft.activity.message', value: 'Not your own request.' };
  world.bot.answer(() => ({ status: 200, body }));
  await page.locator('[data-person=oncall]').getByRole('button', { name: 'Approve' }).click();
  await page.locator('[data-person=oncall] .toast').getByText('Not your own request.').waitFor();
  assert.equal(await page.locator('.toast').count(), 1);
  assert.equal(await page.locator('[data-person=oncall] .card button:disabled').count(), 0);
});

test('one card is drawn in the width and theme asked for', async () => {
  const { json } = await world.request('POST', '/render', { body: { card: card('Alone') } });
  const single = await browser.newPage();
  await single.goto(`${world.chat.url}${json.path}?width=320&theme=dark`);
  await single.waitForSelector('body[data-ready]');
  const box = await single.locator('.card').boundingBox();
  assert.equal(box?.width, 320);
  assert.equal(await single.locator('html').getAttribute('data-theme'), 'dark');
  const encoded = Buffer.from(JSON.stringify(card('In the address'))).toString('base64url');
  await single.goto(`${world.chat.url}/render?card=${encoded}&width=360&theme=light`);
  await single.getByText('In the address').waitFor();
  await single.close();
});

test('the browser had nothing to complain about', () => {
  assert.deepEqual(complaints, []);
});
