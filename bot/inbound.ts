import type { Actor } from '../services/people/actor.ts';

/** Where something was said. `id` never has the `;messageid=` suffix; `replyTo` keeps it, to answer in the thread. */
export type Place = {
  readonly id: string;
  readonly replyTo: string;
  readonly kind: 'personal' | 'channel' | 'group';
  readonly serviceUrl: string;
  /** The bot's own handle in the channel, needed to speak later. */
  readonly botId: string;
};

/**
 * What reached the bot, after the trust boundary: a typed line or a clicked button. Both walk the same pipeline;
 * nothing behind the boundary sees an activity.
 */
export type Inbound = {
  /** The same delivery again has the same key. */
  readonly key: string;
  readonly actor: Actor;
  readonly place: Place;
  readonly said:
    | {
        readonly kind: 'text';
        /** One line, cleaned of mentions, markup and invisible characters. */
        readonly line: string;
        /** Addresses found in the HTML twin of the message, where the plain text had lost them. */
        readonly htmlAddresses: readonly string[];
        /** People mentioned besides the bot. */
        readonly mentioned: readonly { readonly channelId: string; readonly objectId: string | null }[];
        /** Whether cleaning changed letters of an address (look-alikes): then the person has to say it again. */
        readonly folded: readonly string[];
      }
    | {
        readonly kind: 'click';
        readonly verb: string;
        /** What the card carried and the inputs' values. Untrusted: parsed by the command's own schema. */
        readonly data: Readonly<Record<string, unknown>>;
        /** `automatic` refreshes never change anything. */
        readonly trigger: 'manual' | 'automatic';
        /** The message that holds the card. */
        readonly messageId: string | null;
      };
};

export type CardJson = Readonly<Record<string, unknown>>;

/** What the person gets back for it. `none`: nothing to say here, a card arrives by itself. */
export type Answer =
  | { readonly kind: 'card'; readonly card: CardJson; readonly summary: string }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'none' };

/** The rest of the bot, as the edge sees it. Never throws: what went wrong inside is an answer too. */
export type Receive = (inbound: Inbound) => Promise<Answer>;
