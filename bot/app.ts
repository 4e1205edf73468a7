import { randomUUID } from 'node:crypto';
import { Application } from '@microsoft/teams-ai/lib/Application.js';
import type { TurnContext } from 'botbuilder';
import { assertNever } from '../services/assert-never.ts';
import type { Log } from '../services/log.ts';
import { refusalSentence, refuse } from '../services/refusal.ts';
import {
  type Activity,
  type BoundaryRefusal,
  type Origin,
  originOf,
  parseActivity,
  readInbound,
  readSeen,
  type Seen,
} from './activity.ts';
import type { ChannelAdapter } from './adapter.ts';
import { ChannelError } from './channel.ts';
import type { ChannelClaims } from './channel-token.ts';
import type { AnswerConsent } from './file-consents.ts';
import type { Answer, Inbound, Receive } from './inbound.ts';
import type { IncomingActivity } from './incoming-activity.ts';
import { invokeBody } from './invoke-answer.ts';
import { cardActivity, textActivity } from './outgoing-activity.ts';
import { readFileConsent } from './read-file-consent.ts';
import type { ReplyInChannel } from './teams-channel.ts';

/** An answer that was ready and did not get through: to be kept and sent later. `inbound` is null for a refused one. */
export type Undelivered = {
  readonly origin: Origin;
  readonly inbound: Inbound | null;
  readonly answer: Answer;
  readonly error: ChannelError;
};

export type AppOptions = {
  readonly adapter: ChannelAdapter;
  readonly receive: Receive;
  readonly consent: AnswerConsent;
  readonly reply: ReplyInChannel;
  readonly seen: (seen: Seen) => Promise<void>;
  readonly undelivered: (lost: Undelivered) => Promise<void>;
  readonly log: Log;
};

/** What the HTTP answer to one activity is. */
export type TurnAnswer = { readonly status: number; readonly body: unknown };
export type RunTurn = (activity: IncomingActivity, claims: ChannelClaims | null) => Promise<TurnAnswer>;

const CARD_ACTION = 'adaptiveCard/action';
const FILE_CONSENT = 'fileConsent/invoke';

/**
 * The teams-ai application: messages and card actions of any verb become `Inbound` values and are answered, everything
 * else is acknowledged. Its own helpers for cards, mentions, typing and state stay off: each is wrong under concurrency in 1.7.4.
 */
export function createApp(options: AppOptions): { readonly run: RunTurn } {
  const { adapter } = options;
  const app = new Application({
    adapter,
    startTypingTimer: false,
    removeRecipientMention: false,
    longRunningMessages: false,
  });

  app.addRoute(
    async ({ activity }) => activity.type === 'invoke',
    async (context) => {
      if (context.activity.name === FILE_CONSENT) {
        await answerConsent(options, context);
        await context.sendActivity({ type: 'invokeResponse', value: { status: 200 } });
        return;
      }
      const body = invokeBody(await answerInvoke(options, context));
      await context.sendActivity({ type: 'invokeResponse', value: { status: 200, body } });
    },
    true,
  );
  app.addRoute(
    async ({ activity }) => activity.type === 'message',
    async (context) => answerMessage(options, context),
  );
  app.addRoute(
    async () => true,
    async (context) => noteSeen(options, parseActivity(context.activity)),
  );

  return {
    run: async (activity, claims) => {
      const response = await adapter.turn(activity, claims, async (context) => {
        await app.run(context);
      });
      return { status: response?.status ?? 200, body: response?.body };
    },
  };
}

async function answerInvoke(options: AppOptions, { activity: given }: TurnContext): Promise<Answer> {
  const activity = given.name === CARD_ACTION ? parseActivity(given) : undefined;
  if (!activity) return { kind: 'text', text: 'Steward has no answer to that.' };
  const [{ answer }] = await Promise.all([settle(options, activity), noteSeen(options, activity)]);
  return answer;
}

/** Allow and Decline on the offer of a file. What there is to say is said in the chat: the click itself has no answer. */
async function answerConsent(options: AppOptions, { activity: given }: TurnContext): Promise<void> {
  const activity = parseActivity(given);
  const read = activity && readFileConsent(activity);
  if (!read?.ok) {
    options.log.info({ event: 'consent_refused', reason: read?.reason ?? 'unreadable' }, 'a file consent was refused');
    return;
  }
  await Promise.all([options.consent(read.consent), noteSeen(options, activity)]);
}

async function answerMessage(options: AppOptions, { activity: given }: TurnContext): Promise<void> {
  const activity = parseActivity(given);
  if (!activity)
    return options.log.warn({ event: 'message_unreadable' }, 'a message could not be read and was dropped');
  const [settled] = await Promise.all([settle(options, activity), noteSeen(options, activity)]);
  await deliver(options, { ...settled, origin: originOf(activity) });
}

type Settled = { readonly inbound: Inbound | null; readonly answer: Answer };

/** The answer, whatever happens: a refusal of the boundary and even a defect inside become a sentence. */
async function settle({ receive, log }: AppOptions, activity: Activity): Promise<Settled> {
  const read = readInbound(activity);
  if (!read.ok) {
    log.info({ event: 'activity_refused', reason: read.reason }, 'an activity was refused at the boundary');
    return { inbound: null, answer: { kind: 'text', text: boundarySentence(read.reason) } };
  }
  const { inbound } = read;
  try {
    return { inbound, answer: await receive(inbound) };
  } catch (error) {
    const reference = randomUUID().slice(0, 8);
    log.error({ event: 'receive_failed', reference, key: inbound.key, err: error }, 'a turn failed inside');
    return { inbound, answer: { kind: 'text', text: refusalSentence(refuse('unexpected', { reference })) } };
  }
}

async function deliver({ reply, undelivered, log }: AppOptions, settled: Settled & { origin: Origin }): Promise<void> {
  const { answer, origin } = settled;
  const outgoing =
    answer.kind === 'card' ? cardActivity(answer) : textActivity(answer.kind === 'text' ? answer.text.trim() : '');
  if ('text' in outgoing && outgoing.text === '') return;
  const { replyTo: conversation, serviceUrl, botId } = origin.place;
  try {
    await reply({ conversation, serviceUrl, botId, activityId: origin.activityId }, outgoing);
  } catch (error) {
    if (!(error instanceof ChannelError)) throw error;
    log.warn({ event: 'reply_undelivered', code: error.code, ...error.context }, 'an answer did not get through');
    await undelivered({ ...settled, error });
  }
}

async function noteSeen({ seen, log }: AppOptions, activity: Activity | undefined): Promise<void> {
  const found = activity && readSeen(activity);
  if (!found) return;
  try {
    await seen(found);
  } catch (error) {
    log.warn({ event: 'seen_failed', err: error }, 'where the bot may speak could not be noted');
  }
}

function boundarySentence(reason: BoundaryRefusal): string {
  switch (reason) {
    case 'no_tenant':
    case 'tenant_mismatch':
      return refusalSentence(refuse('wrong_tenant'));
    case 'no_person':
      return refusalSentence(refuse('unknown_person'));
    case 'unreadable':
      return 'I could not read that card: type the command instead, or "help" to see them all.';
    default:
      return assertNever(reason);
  }
}
