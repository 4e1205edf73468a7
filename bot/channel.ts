import { AppError, type ErrorContext } from '../services/app-error.ts';
import type { CardJson } from './inbound.ts';

/** Enough to speak in a conversation later: kept from the last activity that came from it. */
export type ConversationRef = {
  readonly id: string;
  readonly serviceUrl: string;
  readonly botId: string;
  readonly tenantId: string;
  readonly kind: 'personal' | 'channel' | 'group';
};

export type OutMessage = { readonly card: CardJson; readonly summary: string };

/**
 * Why a message did not get through, by what can be done about it.
 * `gone`: the message or conversation no longer exists. `blocked`: the person or an administrator does not let the
 * bot in. `throttled` and `busy`: not done, try again later. `too-big` and `rejected`: never will be.
 * `outcome-unknown`: it may have been posted.
 */
export const CHANNEL_ERROR_CLASSES = [
  'gone',
  'blocked',
  'throttled',
  'busy',
  'too-big',
  'rejected',
  'outcome-unknown',
] as const;
export type ChannelErrorClass = (typeof CHANNEL_ERROR_CLASSES)[number];

export class ChannelError extends AppError {
  readonly errorClass: ChannelErrorClass;
  /** How long the channel asked to be left alone, in milliseconds. */
  readonly retryAfter: number | null;

  constructor(
    errorClass: ChannelErrorClass,
    message: string,
    details: { retryAfter?: number | null; context?: ErrorContext; cause?: unknown } = {},
  ) {
    super(`channel_${errorClass.replaceAll('-', '_')}`, message, details);
    this.errorClass = errorClass;
    this.retryAfter = details.retryAfter ?? null;
  }
}

/** Speaking first: one request per call, no hidden repeats. Every method may throw a `ChannelError`. */
export type Channel = {
  /** Posts a new message and returns its id. */
  readonly post: (to: ConversationRef, message: OutMessage) => Promise<string>;
  /** Replaces a message of the bot for everybody. */
  readonly update: (to: ConversationRef, messageId: string, message: OutMessage) => Promise<void>;
  /** Opens the personal chat with a person (by the channel's handle for them) and returns how to speak there. */
  readonly openPersonal: (from: ConversationRef, personChannelId: string) => Promise<ConversationRef>;
  /** The Entra object id of a member of the conversation; `undefined` when the roster does not say. */
  readonly objectIdOf: (from: ConversationRef, personChannelId: string) => Promise<string | undefined>;
  /** The channel's handle for a member of the conversation; `undefined` when the roster does not say. */
  readonly handleOf: (from: ConversationRef, objectId: string) => Promise<string | undefined>;
};
