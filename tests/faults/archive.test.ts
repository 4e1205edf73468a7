import assert from 'node:assert/strict';
import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { requestsEver, storyInTrail } from '../support/proof.ts';
import { openStory } from '../support/story.ts';
import { startWholeWorld, startWorld, type World } from '../support/world.ts';

describe('an archive that cannot be written', () => {
  let world: World;
  const folder = mkdtempSync(join(tmpdir(), 'steward-no-archive-'));
  before(async () => {
    writeFileSync(join(folder, 'file'), 'in the way');
    world = await startWorld({ environment: { ARCHIVE_URL: `file:${join(folder, 'file', 'archive')}` } });
    await world.startBot();
  });
  after(async () => {
    await world.close();
    rmSync(folder, { recursive: true });
  });

  it('edge 14: lets nobody ask for anything: without a snapshot nothing is drafted, in either direction', async () => {
    for (const line of ['request alice@contoso.com', 'rollback bob@contoso.com']) {
      assert.equal(
        (await world.desk.types(line)).text,
        'The archive for snapshots cannot be written, so no request can be made. Nothing was changed: tell your Steward administrator.',
      );
    }
    assert.equal(await requestsEver(world), 0);
  });

  it('does not hinder looking', async () => {
    assert.match((await world.desk.types('check alice@contoso.com')).text, /Alice Archer/);
  });
});

describe('an archive that goes away after the approval', () => {
  let world: World;
  before(async () => {
    world = await startWholeWorld();
  });
  after(() => world.close());

  it('stops the change before it is made: no receipt, no change; and it goes on when the archive is back', async () => {
    const story = await openStory(world, { mailbox: 'alice@contoso.com' });
    await story.confirmed();
    await story.channelShows('Waiting for approval');
    const aside = `${world.archiveFolder}-aside`;
    renameSync(world.archiveFolder, aside);
    writeFileSync(world.archiveFolder, 'in the way');
    await story.approved();
    await story.cardShows('Steward tries again by itself');
    assert.equal(await world.tenant.writes(), 0);
    rmSync(world.archiveFolder);
    renameSync(aside, world.archiveFolder);
    await story.outcome();
    assert.equal(await world.tenant.writes(), 1);
    const trail = await storyInTrail(world, story.id);
    assert.deepEqual(
      trail.filter((kind) => kind !== 'delayed'),
      ['drafted', 'confirmed', 'approved', 'started', 'completed'],
    );
  });
});
