// The whole story as people live it: three windows of a real browser, a real bot and worker, a real tenant behind them.
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { Browser, Locator, Page } from 'playwright-core';
import { openBrowser } from '../support/open-browser.ts';
import { startWholeWorld, type World } from '../support/world.ts';

const PICTURES = join(import.meta.dirname, '../../artifacts/story');

describe('One request, from the first word to the read-back', () => {
  let world: World;
  let browser: Browser;
  let page: Page;
  const complaints: string[] = [];
  const pane = (person: string): Locator => page.locator(`[data-person=${person}]`);
  const photograph = (name: string): Promise<unknown> => page.screenshot({ path: join(PICTURES, `${name}.png`) });
  const say = async (person: string, name: string, line: string): Promise<void> => {
    await pane(person).getByLabel(`Message to Steward as ${name}`).fill(line);
    await page.keyboard.press('Enter');
  };

  before(async () => {
    mkdirSync(PICTURES, { recursive: true });
    [world, browser] = await Promise.all([startWholeWorld(), openBrowser()]);
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

  it('begins with a look at the mailbox', async () => {
    await say('desk', 'Dana Whitfield', 'check alice@contoso.com');
    const card = pane('desk').locator('.card').last();
    await card.getByText('Managed on-premises').waitFor();
    await photograph('1-check');
    await card.getByRole('button', { name: 'Hand to the cloud' }).click();
  });

  it('is confirmed by its requester with a reason', async () => {
    const desk = pane('desk');
    await desk.getByRole('button', { name: /^Confirm/ }).waitFor();
    await desk
      .getByLabel(/Reason/)
      .last()
      .fill('The HR system moves to the cloud');
    await photograph('2-confirm');
    await desk.getByRole('button', { name: /^Confirm/ }).click();
    await desk.locator('.card:visible').getByText('Waiting for approval (0 of 1)').waitFor();
  });

  it('is read and approved on the phone', async () => {
    const phone = pane('oncall');
    await phone.getByRole('tab', { name: 'Mailbox approvals' }).click();
    await phone.getByText('The HR system moves to the cloud').waitFor();
    await photograph('3-approve-on-the-phone');
    await phone.getByRole('button', { name: /^Approve/ }).click();
    await phone.locator('.card:visible').getByText('✓ Done').waitFor();
  });

  it('is done for everybody, and for Exchange', async () => {
    await pane('desk').locator('.card:visible').getByText('✓ Done').first().waitFor();
    await pane('approver').getByRole('tab', { name: 'Mailbox approvals' }).click();
    await pane('approver').locator('.card:visible').getByText('✓ Done').waitFor();
    await photograph('4-done');
    assert.equal((await world.tenant.mailbox('alice@contoso.com')).cloud.IsExchangeCloudManaged, true);
  });

  it('leaves no button on the ended card, and nothing for the browser to complain about', async () => {
    assert.equal(
      await pane('oncall')
        .getByRole('button', { name: /^(Approve|Deny|Review)/ })
        .count(),
      0,
    );
    assert.deepEqual(complaints, []);
  });
});
