// A file as people meet it in a real browser: offered, allowed, opened; and a list that is read page by page.
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { Browser, Locator, Page } from 'playwright-core';
import { openBrowser } from '../support/open-browser.ts';
import { carriedOut } from '../support/story.ts';
import { startWholeWorld, type World } from '../support/world.ts';

const PICTURES = join(import.meta.dirname, '../../artifacts/story');
const MAILBOX = 'alice@contoso.com';

describe('A file from Steward', () => {
  let world: World;
  let browser: Browser;
  let page: Page;
  const complaints: string[] = [];
  const desk = (): Locator => page.locator('[data-person=desk]');
  const say = async (line: string): Promise<void> => {
    await desk().getByLabel('Message to Steward as Dana Whitfield').fill(line);
    await page.keyboard.press('Enter');
  };

  before(async () => {
    mkdirSync(PICTURES, { recursive: true });
    [world, browser] = await Promise.all([startWholeWorld(), openBrowser()]);
    await carriedOut(world, { mailbox: MAILBOX });
    await world.tenant.edit('cloud', MAILBOX, { MailTip: 'Only in the cloud' });
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

  it('is offered with Allow and Decline, and once allowed can be opened', async () => {
    await say(`carry ${MAILBOX}`);
    const offer = desk().locator('.file');
    await offer.getByText(/^carry-alice-[0-9a-f]{8}\.ps1$/).waitFor();
    await page.screenshot({ path: join(PICTURES, 'file-offer.png') });
    await offer.getByRole('button', { name: 'Allow' }).click();
    const link = desk().locator('a.file-name');
    await link.waitFor();
    await page.screenshot({ path: join(PICTURES, 'file-taken.png') });
    const response = await fetch((await link.getAttribute('href')) ?? '');
    assert.match(await response.text(), /-MailTip 'Only in the cloud'/);
    assert.equal(await desk().getByRole('button', { name: 'Allow' }).count(), 0);
  });

  it('that is declined goes away', async () => {
    await say(`carry ${MAILBOX}`);
    const decline = desk().getByRole('button', { name: 'Decline' });
    await decline.click();
    await decline.waitFor({ state: 'detached' });
  });

  it('and a long list is turned page by page on the card', async () => {
    const addresses = Array.from({ length: 300 }, (_, index) => `smtp:alias-${index}@contoso.com`);
    await world.tenant.edit('cloud', MAILBOX, { EmailAddresses: ['SMTP:alice@contoso.com', ...addresses] });
    await say(`diff ${MAILBOX}`);
    const card = desk().locator('.card:visible').last();
    await card.getByText(/^Page 1 of/).waitFor();
    await card.getByRole('button', { name: 'Next' }).click();
    await desk()
      .locator('.card:visible')
      .last()
      .getByText(/^Page 2 of/)
      .waitFor();
    await page.screenshot({ path: join(PICTURES, 'diff-page.png') });
    assert.deepEqual(complaints, []);
  });
});
