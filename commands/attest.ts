import * as z from 'zod/v4';
import { attestations, attest as giveWord } from '../services/attestation/attest.ts';
import { type Attestation, attestedText, hasExpired, readAttestedValue } from '../services/attestation/attestation.ts';
import { isTopic, TOPIC_NAMES, TOPICS, type Topic } from '../services/attestation/topic.ts';
import { dateText } from '../services/moment-text.ts';
import { refuse } from '../services/refusal.ts';
import type { CommandContext, CommandResult } from './command.ts';
import { defineCommand } from './define-command.ts';

const example = 'attest connect-version 2.6.92.0';
/** Versions that preflight accepts: Entra Connect Sync and the Cloud Sync agent count differently. */
const VERSION_EXAMPLES: Partial<Readonly<Record<Topic, string>>> = {
  'connect-version': '2.6.92.0',
  'cloud-sync-version': '1.1.1370.0',
};
const FORMS = { version: 'a version of four numbers, or none', 'yes-no': 'yes or no' } as const;

/** What was true longer ago than this should be looked at again. */
const LONGEST_DAYS = 366;
const oddDays = `the number of days must be a whole number from 1 to ${LONGEST_DAYS}.`;

export const attest = defineCommand({
  name: 'attest',
  aliases: [],
  summary: 'Gives your word for what no API tells, for a number of days; alone, lists what was given.',
  usage: 'attest [topic] [value] [--days n]',
  examples: [example, 'attest smtp-relay-moved yes --days 90', 'attest'],
  who: 'admin',
  changes: true,
  args: z.strictObject({
    topic: z.string('the topic must be text.').max(60, 'that topic is too long.').optional(),
    value: z.string('the value must be text.').max(60, 'that value is too long.').optional(),
    days: z.coerce.number(oddDays).int(oddDays).min(1, oddDays).max(LONGEST_DAYS, oddDays).optional(),
  }),
  positional: ['topic', 'value'],
  run: async ({ topic, value, days }, context) => {
    if (topic === undefined) return await listed(context);
    const named = topic.toLowerCase();
    if (!isTopic(named)) {
      return refuse('no_such_topic', { topic: topic.slice(0, 40) });
    }
    return await given(context, { topic: named, text: value ?? '', days });
  },
});

type Word = { readonly topic: Topic; readonly text: string; readonly days: number | undefined };

async function given(context: CommandContext, { topic, text, days }: Word): Promise<CommandResult> {
  const { form } = TOPICS[topic];
  const value = readAttestedValue(topic, text);
  if (value === undefined) {
    return refuse('attestation_does_not_fit', {
      topic,
      form: FORMS[form],
      example: `attest ${topic} ${VERSION_EXAMPLES[topic] ?? 'yes'}`,
    });
  }
  const { rules } = context.services;
  const validFor = days === undefined ? rules.attestationValidity.value : `P${days}D`;
  const attestation = await giveWord(context.services, { topic, value, by: context.person, validFor });
  const sentence = `Noted as your word, until ${dateText(attestation.expiresAt)}: ${topic} is ${attestedText(value)}. It is shown as attested by you, never as read.`;
  return { ok: true, reply: { kind: 'notice', sentence } };
}

async function listed({ services }: CommandContext): Promise<CommandResult> {
  const words = await attestations(services.store);
  const now = services.clock.now();
  const facts = TOPIC_NAMES.map((topic) => ({ label: topic, value: wordText(words.get(topic), now) }));
  const notes = [`Give your word with, for example: ${example}`];
  return { ok: true, reply: { kind: 'facts', title: 'What has been attested', facts, notes } };
}

function wordText(word: Attestation | undefined, now: Date): string {
  if (word === undefined) return 'not attested';
  const until = `${hasExpired(word, now) ? 'expired on' : 'until'} ${dateText(word.expiresAt)}`;
  return `${attestedText(word.value)}, by ${word.by.name}, ${until}`;
}
