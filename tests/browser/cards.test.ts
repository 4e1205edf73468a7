import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { type Browser, chromium, type Page } from 'playwright-core';
import { GALLERY } from '../cards/gallery.ts';
import { photoPage } from './photo-page.ts';

// Draws every card in a real browser as wide as a phone and as a desktop, and looks whether it fits. The pictures in
// artifacts/cards are for people: look at them after changing a card.

const PICTURES = join(import.meta.dirname, '../../artifacts/cards');
const WIDTHS = [320, 360, 720] as const;
/** Cards that look like the requester's but for the buttons. */
const ALIKE = /^request-to-.*-reader$|^request-to-.*-(?!pending)[a-z]+-(approver|everyone)$/;
const ALSO_DARK = new Set([
  'request-to-on-premises-pending-approver',
  'mailbox-busy',
  'request-notice',
  'outcome-done',
]);

/** What does not fit: texts wider than their box, anything beyond the card's edge, buttons that cannot be seen. */
type Misfits = { readonly overflow: string[]; readonly hiddenButtons: string[]; readonly buttons: number };

let browser: Browser;
let page: Page;

before(async () => {
  mkdirSync(PICTURES, { recursive: true });
  browser = await chromium.launch({
    executablePath: process.env.STEWARD_BROWSER ?? '/usr/bin/chromium',
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--no-first-run',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
  page = await browser.newPage({ viewport: { width: 760, height: 1400 } });
  await page.setContent(photoPage());
});

after(async () => {
  await browser?.close();
});

async function draw(card: object, width: number, theme: 'light' | 'dark'): Promise<Misfits> {
  await page.evaluate(`window.show(${JSON.stringify(card)}, '${theme}', ${width})`);
  return page.evaluate(MEASURE);
}

async function photograph(name: string): Promise<void> {
  await page.locator('#frame').screenshot({ path: join(PICTURES, `${name}.png`) });
}

const MEASURE = `(() => {
  const frame = document.getElementById('frame');
  const edge = frame.getBoundingClientRect();
  const nodes = [...frame.querySelectorAll('*')];
  const overflow = nodes
    .filter((node) => node.scrollWidth > node.clientWidth + 1 && node.clientWidth > 0 && node.tagName !== 'BUTTON')
    .concat(nodes.filter((node) => node.getBoundingClientRect().right > edge.right + 1))
    .map((node) => node.tagName + '.' + node.className + ': ' + node.textContent.slice(0, 80));
  const buttons = [...frame.querySelectorAll('button')].filter((button) => button.checkVisibility());
  const hiddenButtons = buttons
    .filter((button) => {
      const box = button.getBoundingClientRect();
      return box.width < 40 || box.height < 24 || box.left < edge.left || box.right > edge.right || button.scrollWidth > button.clientWidth + 1;
    })
    .map((button) => button.textContent);
  return { overflow, hiddenButtons, buttons: buttons.length };
})()`;

/** Buttons that a card shows at first: of a pair that takes turns, one is hidden. */
function expectedButtons(node: unknown): number {
  if (Array.isArray(node)) return node.reduce<number>((sum, item) => sum + expectedButtons(item), 0);
  if (typeof node !== 'object' || node === null || ('isVisible' in node && node.isVisible === false)) return 0;
  if ('type' in node && String(node.type).startsWith('Action.')) return 1;
  return expectedButtons(Object.values(node));
}

for (const { name, card } of GALLERY) {
  test(`row 16: the card ${name} fits on phones and desktops`, async () => {
    for (const width of WIDTHS) {
      const { overflow, hiddenButtons, buttons } = await draw(card, width, 'light');
      if (width !== 320 && !ALIKE.test(name)) await photograph(`${name}-${width}`);
      assert.deepEqual(overflow, [], `nothing sticks out at ${width} px`);
      assert.deepEqual(hiddenButtons, [], `no button is cut at ${width} px`);
      const { refresh: _nobodyPressesIt, ...shown } = card;
      assert.equal(buttons, expectedButtons(shown), `every button is there at ${width} px`);
    }
  });
}

test('row 16: what a phone would cut off is noticed', async () => {
  const wide = {
    type: 'Column',
    width: '500px',
    items: [{ type: 'TextBlock', text: 'wider than a phone', wrap: true }],
  };
  const card = { type: 'AdaptiveCard', version: '1.5', body: [{ type: 'ColumnSet', columns: [wide] }] };
  const { overflow } = await draw(card, 320, 'light');
  assert.notDeepEqual(overflow, []);
});

for (const { name, card } of GALLERY.filter((exhibit) => ALSO_DARK.has(exhibit.name))) {
  test(`the card ${name} can be drawn on a dark ground`, async () => {
    const { overflow } = await draw(card, 360, 'dark');
    assert.deepEqual(overflow, []);
    await photograph(`${name}-360-dark`);
  });
}

const visible = (label: string): Promise<boolean> => page.getByText(label).first().isVisible();

test('the snapshot of a request opens and closes where it stands', async () => {
  await draw(exhibit('request-to-cloud-pending-approver'), 360, 'light');
  assert.equal(await visible('Object id'), false);
  await page.getByRole('button', { name: 'Show snapshot' }).click();
  assert.equal(await visible('Object id'), true);
  await photograph('request-snapshot-open-360');
  await page.getByRole('button', { name: 'Hide snapshot' }).click();
  assert.equal(await visible('Object id'), false);
  assert.equal(await visible('Show snapshot'), true);
});

test('denying asks for a reason first', async () => {
  await draw(exhibit('request-to-cloud-pending-approver'), 360, 'light');
  await page.getByRole('button', { name: 'Deny' }).click();
  await page.getByLabel('Why not?').fill('Not during the freeze.');
  assert.equal(await visible('Deny request'), true);
  await photograph('request-deny-open-360');
});

test('the rest of a mailbox is one tap away', async () => {
  await draw(exhibit('mailbox-many-addresses'), 360, 'light');
  assert.equal(await visible('MailTip'), false);
  await page.getByRole('button', { name: 'Show more' }).click();
  assert.equal(await visible('MailTip'), true);
  await photograph('mailbox-open-360');
});

function exhibit(name: string): object {
  const found = GALLERY.find((one) => one.name === name);
  assert.ok(found, `${name} is in the gallery`);
  return found.card;
}
