import type { CardJson } from './inbound.ts';

/**
 * What the bot posts: one card and nothing beside it, because Teams splits text and card and then returns no id; or
 * one plain text, never Markdown, because it may hold what people typed.
 */
export type OutgoingActivity = CardActivity | TextActivity;

type CardActivity = {
  readonly type: 'message';
  readonly summary: string;
  readonly attachments: readonly [{ readonly contentType: string; readonly content: CardJson }];
};
type TextActivity = { readonly type: 'message'; readonly text: string; readonly textFormat: 'plain' };

export const CARD_TYPE = 'application/vnd.microsoft.card.adaptive';

export function cardActivity({ card, summary }: { card: CardJson; summary: string }): CardActivity {
  return { type: 'message', summary, attachments: [{ contentType: CARD_TYPE, content: card }] };
}

export function textActivity(text: string): TextActivity {
  return { type: 'message', text, textFormat: 'plain' };
}
