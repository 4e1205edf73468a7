// Makes docs/screenshot.png from a demo that runs: `node demo/take-screenshot.ts [address]`. What it shows is real: Dana
// asks, Priya approves, and the worker has changed the demo tenant before the picture is taken. Start with an empty
// DEMO_DATA folder, so that Alice is still managed on-premises.

import { join } from 'node:path';
import { type Browser, chromium, type Locator, type Page } from 'playwright-core';
import { ROOT } from './demo-settings.ts';

const [address = 'http://127.0.0.1:3979'] = process.argv.slice(2);
const PICTURE = join(ROOT, 'docs/screenshot.png');
const APPROVALS = 'Mailbox approvals';

const pane = (page: Page, person: string): Locator => page.locator(`[data-person=${person}]`);

async function tryThing(page: Page, what: string): Promise<void> {
  await page.getByRole('button', { name: what }).click();
  await page.keyboard.press('Enter');
}

async function openApprovals(page: Page, person: string): Promise<Locator> {
  const window = pane(page, person);
  await window.getByRole('tab', { name: APPROVALS }).click();
  return window;
}

async function play(page: Page): Promise<void> {
  const dana = pane(page, 'desk');
  await tryThing(page, 'Hand it to the cloud');
  await dana.getByRole('button', { name: /^Confirm/ }).click();
  const priya = await openApprovals(page, 'approver');
  await openApprovals(page, 'oncall');
  await priya.getByRole('button', { name: /^Approve/ }).click();
  for (const person of ['desk', 'approver', 'oncall']) {
    await pane(page, person).locator('.card:visible').getByText('✓ Done').first().waitFor();
  }
  // Nothing is under the pointer and nothing has the focus.
  await page.mouse.move(0, 0);
  await page.locator('h1').click();
}

async function photograph(browser: Browser): Promise<void> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, colorScheme: 'light' });
  await page.goto(address);
  await page.waitForSelector('body[data-ready]');
  await play(page);
  await page.screenshot({ path: PICTURE });
}

const executablePath = process.env.STEWARD_BROWSER ?? '/usr/bin/chromium';
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
try {
  await photograph(browser);
} finally {
  await browser.close();
}
