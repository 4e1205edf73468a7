import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { SeenMessage } from '../support/chat-client.ts';
import { type Person, showing } from '../support/person.ts';
import { startWholeWorld, type World } from '../support/world.ts';

const isOffer = (message: SeenMessage): boolean => message.consent !== undefined;
const isFile = (message: SeenMessage): boolean => message.file !== undefined;

describe('The report on the last Exchange server', () => {
  let world: World;
  before(async () => {
    world = await startWholeWorld();
  });
  after(() => world.close());

  /** Asks until a worker has counted. */
  async function until(by: Person, line: string, wanted: RegExp): Promise<string> {
    for (;;) {
      const { text } = await by.types(line);
      if (wanted.test(text)) return text;
    }
  }

  async function accepted(by: Person): Promise<string> {
    const offer = (await by.messages()).findLast(isOffer);
    assert.ok(offer);
    await world.chat.consent('desk', by.conversation, { messageId: offer.id, decision: 'accept' });
    const { file } = await by.sees(isFile);
    const response = await fetch(file?.contentUrl ?? '');
    assert.equal(response.status, 200);
    return await response.text();
  }

  it('edge 54: begins with what is unknown, and says what makes it known', async () => {
    const { text } = await world.desk.types('readiness');
    assert.match(text, /Mailboxes have not been counted yet: an administrator can type census now/);
    assert.match(text, /Source of authority moved: uninstall\n✕ Not ready/);
    assert.match(text, /Management tools kept: only shut down\n✕ Not ready/);
    assert.doesNotMatch(text, /✓ Ready/);
  });

  it('edges 2, 23 and 32: counts the tenant with a census: mailboxes, on-premises ones, archives, groups, contacts', async () => {
    await world.oncall.types('census now');
    const text = await until(world.desk, 'readiness 1', /mail users seem to have a mailbox on-premises/);
    assert.match(text, /✕ Synced mailboxes are cloud-managed: \nOpen\. \d+ are still managed on-premises: /);
    assert.match(text, /No mailbox is left on-premises: \nOpen\. \d+ mail users seem to have a mailbox on-premises/);
    assert.match(text, /1 archive is in the cloud while the mailbox seems to be on-premises/);
    assert.match(
      text,
      /Distribution groups are managed in the cloud: \nOpen\. \d+ distribution groups are still synced/,
    );
    assert.match(text, /Mail contacts are managed in the cloud: \nOpen\. \d+ contacts are still synced/);
    assert.match(text, /No migration batch is left: \nOpen\. 1 migration batch is left: Wave 1 \(Completed\)/);
    const overview = (await world.desk.types('readiness')).text;
    assert.match(overview, /By type\nUser mailbox\n[█░]{8}\n \d+ of \d+ \(/);
    assert.match(overview, /By unit \(domain\)\ncontoso\.com/);
  });

  it('shows what is left of the hybrid set-up, stage by stage, by button too', async () => {
    await world.desk.types('readiness');
    const card = await world.desk.sees(showing('Can the last Exchange server go?', 'readiness'));
    assert.match((await world.desk.presses('readiness', card)).text, /Stage 1: Prerequisites/);
    const text = (await world.desk.types('readiness 3')).text;
    assert.match(text, /1 inbound connector is left: Inbound from/);
    assert.match(text, /1 organization relationship is left: O365 to On-premises/);
    assert.match(text, /1 intra-organization connector is left/);
    assert.match((await world.desk.types('readiness 5')).text, /1 migration endpoint is left/);
  });

  it('shows somebody’s word as such, with name and day, and a "no" as open', async () => {
    await world.oncall.types('attest mx-moved yes --days 30');
    await world.oncall.types('attest smtp-relay-moved no');
    const { text } = await world.desk.types('readiness 1');
    assert.match(
      text,
      /◆ Mail arrives at Exchange Online[^\n]*: \nAttested[^\n]*\n◆ \nLuis Ortega gave their word until/,
    );
    assert.match(text, /✕ Nothing relays mail through an on-premises server[^\n]*: \nOpen/);
  });

  it('edges 35 and 36: asks for the tenant default last, and says what it does not do', async () => {
    const { text } = await world.desk.types('readiness 4');
    assert.match(text, /Switching converts no mailbox that is already there/);
    assert.match(text, /default cloud, as the last step of all/);
    assert.match(text, /✓ To only shut down: new mailboxes begin managed on-premises[^\n]*: \nDone/);
  });

  it('is handed out as a table in the personal chat, also when it was asked for in a channel', async () => {
    const heard = await world.desk.types('readiness csv', world.channel);
    assert.match(heard.text, /^readiness-\d{4}-\d\d-\d\d\.csv is ready: press Allow in our personal chat/);
    const table = await accepted(world.desk);
    assert.match(table, /^\uFEFF?section,item,state,count,of,/);
    assert.match(table, /stage 1,Synced mailboxes are cloud-managed,open,\d+,/);
    assert.match(table, /end,Management tools kept: only shut down,not ready,/);
    assert.match(table, /unit \(domain\),contoso\.com,cloud-managed,\d+,\d+,/);
    assert.ok(table.split('\r\n').length > 30);
  });

  it('is handed out as a page to print that loads nothing', async () => {
    const { text } = await world.desk.types('readiness report');
    assert.match(text, /\.html is ready: press Allow below/);
    const offer = (await world.desk.messages()).findLast(isOffer);
    assert.match(offer?.consent?.name ?? '', /^readiness-.*\.html$/);
    await world.chat.consent('desk', world.desk.conversation, { messageId: offer?.id ?? '', decision: 'accept' });
    const last = (await world.desk.messages()).findLast(isFile);
    const page = await (await fetch(last?.file?.contentUrl ?? '')).text();
    assert.match(page, /<h1>Last Exchange server: readiness<\/h1>/);
    assert.doesNotMatch(page, /<script|https?:/);
  });
});
