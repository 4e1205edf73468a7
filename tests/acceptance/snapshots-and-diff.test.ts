import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { cardBytes, MAX_CARD_BYTES } from '../../cards/card-schema.ts';
import { buttonsOf } from '../support/card-parts.ts';
import type { Heard, Person } from '../support/person.ts';
import { carriedOut, openStory } from '../support/story.ts';
import { startWholeWorld, type World } from '../support/world.ts';

const MAILBOX = 'alice@contoso.com';

describe('snapshots, diff and losses', () => {
  let world: World;
  before(async () => {
    world = await startWholeWorld();
    await world.tenant.edit('on-premises', MAILBOX, { MailTip: 'Old tip', CustomAttribute7: 'Berlin' });
    await world.tenant.sync();
    await carriedOut(world, { mailbox: MAILBOX });
    await world.tenant.edit('cloud', MAILBOX, { MailTip: 'Only in the cloud', CustomAttribute7: 'Lisbon' });
  });
  after(() => world.close());

  /** Every page of an answer in one text, by pressing Next as long as there is one. */
  const everyPage = async (person: Person, line: string): Promise<{ text: string; pages: number }> => {
    let heard: Heard = await person.types(line);
    const texts = [heard.text];
    const at = (await person.messages()).findLast(({ card }) => card !== undefined);
    assert.ok(at);
    for (;;) {
      assert.ok(heard.card && cardBytes(heard.card) <= MAX_CARD_BYTES);
      const next = buttonsOf(heard.card).find(({ title }) => title === 'Next');
      if (!next) return { text: texts.join('\n'), pages: texts.length };
      heard = await person.presses(next.verb, at, { title: 'Next' });
      texts.push(heard.text);
    }
  };

  it('lists each snapshot with its hash, who managed the mailbox then, and why it was taken', async () => {
    const heard = await world.approver.types(`snapshots ${MAILBOX}`);
    assert.match(heard.text, /^2 snapshots\n/);
    assert.match(
      heard.text,
      /[0-9a-f]{8} · \d+ \w+ \d{4}, \d\d:\d\d UTC\nManaged on-premises then\nTaken: \nfor request /,
    );
    assert.match(heard.text, /Cloud-managed then\nTaken: \nafter request [0-9A-Z-]+ was carried out/);
    const [compare] = buttonsOf(heard.card);
    assert.equal(compare?.verb, 'diff');
  });

  it('compares the latest snapshot with the mailbox as it is, and says what is written back', async () => {
    const heard = await world.approver.types(`diff ${MAILBOX}`);
    assert.match(heard.text, /^2 differences\n/);
    assert.match(
      heard.text,
      /MailTip \(MailTip\)\nNot written back\n[0-9a-f]{8}: \n“Old tip”\nlive: \n“Only in the cloud”/,
    );
    assert.match(
      heard.text,
      /Custom attribute 7 \(CustomAttribute7\)\nWritten back to Active Directory\n[\s\S]*“Berlin”[\s\S]*“Lisbon”/,
    );
  });

  it('comes to the same by its button', async () => {
    await world.approver.types(`snapshots ${MAILBOX}`);
    const card = await world.approver.sees(/Compare with now/);
    const heard = await world.approver.presses('diff', card);
    assert.match(heard.text, /^2 differences\n/);
  });

  it('knows snapshots by the beginning of their hash, and refuses one that is short, unknown or of something else', async () => {
    const listed = await world.approver.types(`snapshots ${MAILBOX}`);
    const hash = /([0-9a-f]{8}) · /.exec(listed.text)?.[1] ?? '';
    assert.match((await world.approver.types(`diff ${MAILBOX} ${hash.slice(0, 6)} live`)).text, /^2 differences/);
    assert.match((await world.approver.types(`diff ${MAILBOX} live ${hash}`)).text, /^2 differences/);
    assert.match((await world.approver.types(`diff ${MAILBOX} ${hash} ${hash}`)).text, /^Nothing differs/);
    const [, older] = [...listed.text.matchAll(/([0-9a-f]{8}) · /g)];
    const journey = await world.approver.types(`diff ${MAILBOX} ${older?.[1]} ${hash}`);
    assert.match(
      journey.text,
      /^1 difference\n[\s\S]*Cloud-managed \(isExchangeCloudManaged\)[\s\S]*\nno\n[\s\S]*\nyes/,
    );
    assert.match((await world.approver.types(`diff ${MAILBOX} ${hash.slice(0, 5)}`)).text, /at least 6 characters/);
    assert.match((await world.approver.types(`diff ${MAILBOX} ffffff`)).text, /There is no snapshot "ffffff"/);
    assert.match((await world.approver.types('diff bob@contoso.com')).text, /There is no snapshot of bob@contoso.com/);
    assert.match((await world.approver.types(`diff bob@contoso.com ${hash} live`)).text, /There is no snapshot/);
  });

  it('hides nothing: a list of hundreds and a very long value are shown to their ends, page by page', async () => {
    const tip = `begins ${'word '.repeat(1_500)}ends`;
    const addresses = Array.from({ length: 300 }, (_, index) => `smtp:alias-${index}@contoso.com`);
    await world.tenant.edit('cloud', MAILBOX, {
      MailTip: tip,
      EmailAddresses: ['SMTP:alice@contoso.com', ...addresses],
    });
    const { text, pages } = await everyPage(world.approver, `diff ${MAILBOX}`);
    assert.ok(pages > 2, `${pages} pages`);
    for (const address of addresses) assert.ok(text.includes(`“${address}”`), address);
    assert.equal(text.match(/word/g)?.length, 1_500);
    assert.match(text, /ends”/);
    assert.match(text, /Page 2 of/);
  });

  it('begins again when the mailbox changes between two pages', async () => {
    await world.approver.types(`diff ${MAILBOX}`);
    const first = await world.approver.sees(/Page 1 of/);
    await world.tenant.edit('cloud', MAILBOX, { CustomAttribute8: 'changed meanwhile' });
    const heard = await world.approver.presses('diff', first, { title: 'Next' });
    assert.match(heard.text, /The mailbox has changed since the page before, so this begins again\./);
    assert.match(heard.text, /Page 1 of/);
  });

  it('edge 13: shows for every attribute of a rollback whether it is kept or lost, with both values', async () => {
    const story = await openStory(world, { mailbox: MAILBOX, verb: 'rollback' });
    const hidden = await world.approver.types(`losses ${story.id}`);
    assert.match(hidden.text, /There is no request/, 'a draft is its requester’s alone');
    await story.confirmed();
    const { text } = await everyPage(world.approver, `losses ${story.id}`);
    assert.match(text, /MailTip \(MailTip\)\n✕ Lost at the next sync\non-premises: \n“Old tip”/);
    assert.match(text, /Custom attribute 7 \(CustomAttribute7\)\n✓ Kept where writeback is healthy/);
    assert.match(text, /Alias \(Alias\)\n✓ Kept: the same on both sides/);
    await story.cancelled();
  });

  it('edge 54: shows for a rollback without a baseline every attribute as unknown, never as kept', async () => {
    const story = await openStory(world, { mailbox: 'bob@contoso.com', verb: 'rollback' });
    await story.confirmed();
    const { text } = await everyPage(world.desk, `losses ${story.id}`);
    assert.match(text, /0 lost, \d+ unknown, 0 kept/);
    assert.doesNotMatch(text, /✓ Kept/);
    await story.cancelled();
  });

  it('says of a request that is no rollback that it overwrites nothing', async () => {
    const story = await openStory(world, { mailbox: 'sales@contoso.com' });
    await story.confirmed();
    assert.match((await world.desk.types(`losses ${story.id}`)).text, /is no rollback, so it overwrites no values/);
    await story.cancelled();
  });

  it('does not believe a snapshot whose file was changed', async () => {
    const { objectId } = await world.tenant.mailbox('sales@contoso.com');
    const folder = join(world.archiveFolder, 'snapshots', objectId.toLowerCase());
    const [name = ''] = readdirSync(folder);
    const path = join(folder, name);
    writeFileSync(path, readFileSync(path, 'utf8').replace('"MailTip":null', '"MailTip":"x"'));
    const listed = await world.desk.types('snapshots sales@contoso.com');
    assert.match(listed.text, /Its file was changed after it was written: it is not believed\./);
    const compared = await world.desk.types(`diff sales@contoso.com ${name.slice(0, 8)}`);
    assert.match(compared.text, /was changed after it was written, so it is not shown/);
  });
});
