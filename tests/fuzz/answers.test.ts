import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import fc from 'fast-check';
import { Redis } from 'ioredis';
import type { Answer } from '../../bot/inbound.ts';
import { typedLine } from '../../bot/typed-line.ts';
import { cardSchema } from '../../cards/card-schema.ts';
import { COMMANDS } from '../../commands/index.ts';
import { oddText } from '../support/arbitrary-activities.ts';
import { fuzzRuns } from '../support/fuzz-runs.ts';
import { inProcess, mailboxOf } from '../support/in-process.ts';
import { ANNA, BEN } from '../support/lived-request.ts';
import { inboundOf, pipelineOn, typed } from '../support/pipeline-in-process.ts';
import { startRedis, type TestRedis } from '../support/redis.ts';

const NAMES = ['Alice Meyer', 'Alice Müller', '](https://evil.example) x', '${displayName} y', '\u202eecilA z'];
const MAILBOXES = NAMES.map((name) => mailboxOf(name));

const word = fc.constantFrom(...COMMANDS.flatMap(({ name, aliases }) => [name, ...aliases]), 'soa', 'chek');
const argument = fc.oneof(
  fc.constantFrom(
    ...MAILBOXES.flatMap(({ primaryAddress, objectId, displayName }) => [primaryAddress, objectId, displayName]),
  ),
  fc.constantFrom(
    'ali',
    'alice',
    '7Q4K-2M',
    '0000-00',
    'here',
    '"',
    '--reason',
    '--reason=x',
    '--mailbox',
    '--version 1',
  ),
  fc.emailAddress(),
  oddText,
);
const line = fc.oneof(
  { weight: 4, arbitrary: fc.tuple(word, fc.array(argument, { maxLength: 4 })).map((parts) => parts.flat().join(' ')) },
  oddText,
);

function assertPresentable(answer: Answer): void {
  if (answer.kind === 'card') {
    const parsed = cardSchema.safeParse(answer.card);
    assert.ok(parsed.success, parsed.error?.message);
    assert.notEqual(answer.summary.trim(), '');
    return;
  }
  assert.equal(answer.kind, 'text');
  if (answer.kind !== 'text') return;
  assert.match(answer.text, /\S/);
}

describe('Whatever a requester types', () => {
  let server: TestRedis;
  let redis: Redis;
  before(async () => {
    server = await startRedis();
    redis = new Redis(server.socket);
  });
  after(async () => {
    redis.disconnect();
    await server.stop();
  });

  for (const how of ['as it was typed', 'after the line was cleaned'] as const) {
    it(`is answered with a sentence or with a card that Teams shows, ${how}`, async () => {
      const services = inProcess(redis, { mailboxes: MAILBOXES, heldFrom: 8_000 });
      const { receive, log } = pipelineOn(services, {
        roles: { requester: [ANNA.objectId], approver: [BEN.objectId] },
      });
      await fc.assert(
        fc.asyncProperty(line, async (text) => {
          const said = how === 'as it was typed' ? text : typedLine({ text, mentions: [] }).line;
          const answer = await receive(inboundOf(services, ANNA, typed(said)));
          assert.deepEqual(
            log.lines.filter(({ level }) => level === 'error'),
            [],
          );
          assertPresentable(answer);
        }),
        fuzzRuns(1_000),
      );
    });
  }
});
