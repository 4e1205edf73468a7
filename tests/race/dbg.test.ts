import { it, after } from 'node:test';
import { openStory } from '/work/main/tests/support/story.ts';
import { textOf } from '/work/main/tests/support/person.ts';
import { startWholeWorld } from '/work/main/tests/support/world.ts';
it('x', async () => {
  const world = await startWholeWorld();
  const story = await openStory(world, { mailbox: 'alice@contoso.com', how: 'typed' });
  await story.confirmed('typed');
  await story.channelShows('Waiting for approval');
  const heard = await story.denied('typed', 'migration freeze');
  console.log(heard.text, heard.status);
  await new Promise(r=>setTimeout(r,3000));
  for (const m of await world.desk.messages()) console.log('-----', m.id, m.revision, textOf(m).slice(0,200));
  for (const m of await world.desk.messages(world.channel)) console.log('-----C', m.id, m.revision, textOf(m).slice(0,200));
  await world.close();
});
