import { type AdaptiveCardJson, cardBytes, MAX_CARD_BYTES } from './card-schema.ts';

/** Teams takes no more people than these; everybody else presses "Review". */
export const MOST_LISTED = 60;

/**
 * Adds for whom Teams asks by itself for a view of their own, by Teams' handles. Always with a list, because without
 * one Teams asks for everybody. Only the id rides along: what is shown is read when it is asked for, whichever edit the
 * client has seen.
 */
export function withRefresh(card: AdaptiveCardJson, request: string, handles: readonly string[]): AdaptiveCardJson {
  const usable = [...new Set(handles)].filter((handle) => handle.startsWith('29:'));
  const action = { type: 'Action.Execute', title: 'Review', verb: 'review', data: { request } } as const;
  return { ...card, refresh: { action, userIds: usable.slice(0, MOST_LISTED) } };
}

/** The card with as many of its people as there is room for. */
export function withFewerPeople(card: AdaptiveCardJson): AdaptiveCardJson {
  const { refresh } = card;
  if (!refresh || refresh.userIds.length === 0 || cardBytes(card) <= MAX_CARD_BYTES) return card;
  return withFewerPeople({ ...card, refresh: { ...refresh, userIds: refresh.userIds.slice(0, -1) } });
}
