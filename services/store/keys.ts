// Every key of a tenant carries the same hash tag, so the scripts also run on Redis Cluster and tenants spread over it.

const tag = (tenant: string): string => `{steward:${tenant}}`;

export const recordKey = (tenant: string, id: string): string => `${tag(tenant)}:request:${id}`;
/** Sequence numbers of a request's audit entries, oldest first. */
export const trailKey = (tenant: string, id: string): string => `${tag(tenant)}:trail:${id}`;
/** Open requests by the time they were drafted. */
export const openKey = (tenant: string): string => `${tag(tenant)}:open`;
/** Requests that wait for a moment, by which: to expire, to be reminded of, to be looked at again. */
export const dueKey = (tenant: string): string => `${tag(tenant)}:due`;
/** Requests that failed or did not stay, by when that was found. */
export const attentionKey = (tenant: string): string => `${tag(tenant)}:attention`;
/** Break-glass changes that nobody has approved yet, by when that is due. */
export const debtsKey = (tenant: string): string => `${tag(tenant)}:debts`;
/** The id of the request that is open for a mailbox, or whatever else requests are about. */
export const mailboxLockKey = (tenant: string, objectId: string): string => `${tag(tenant)}:mailbox:${objectId}:open`;
/** All requests for a mailbox, or whatever else, by the time they were drafted. */
export const mailboxHistoryKey = (tenant: string, objectId: string): string =>
  `${tag(tenant)}:mailbox:${objectId}:history`;
/** The hash of the snapshot from when the mailbox went to the cloud. */
export const baselineKey = (tenant: string, objectId: string): string => `${tag(tenant)}:mailbox:${objectId}:baseline`;
/** Mailboxes that were handed over to the cloud, or are on their way, by when that was asked for; of the last days. */
export const handOversKey = (tenant: string): string => `${tag(tenant)}:hand-overs`;
export const auditStreamKey = (tenant: string): string => `${tag(tenant)}:audit`;
export const auditHeadKey = (tenant: string): string => `${tag(tenant)}:audit:head`;
export const outboxKey = (tenant: string): string => `${tag(tenant)}:outbox`;
/** What was set in chat. */
export const settingsKey = (tenant: string): string => `${tag(tenant)}:settings`;
export const conversationKey = (tenant: string, id: string): string => `${tag(tenant)}:conversation:${id}`;
/** The id of a conversation that is known. */
export const anyConversationKey = (tenant: string): string => `${tag(tenant)}:conversation`;
export const personKey = (tenant: string, objectId: string): string => `${tag(tenant)}:person:${objectId}`;
/** Where the cards of a request are, and which version each of them shows. */
export const placesKey = (tenant: string, id: string): string => `${tag(tenant)}:places:${id}`;
/** A file that is on offer to one person. */
export const fileOfferKey = (tenant: string, objectId: string, id: string): string =>
  `${tag(tenant)}:file:${objectId}:${id}`;
export const drawLockKey = (tenant: string, id: string): string => `${tag(tenant)}:drawing:${id}`;
export const seenKey = (tenant: string, key: string): string => `${tag(tenant)}:seen:${key}`;
/** What is counted apart: what a person types and presses, and the cards that redraw themselves for them. */
export type Rated = 'commands' | 'refreshes';
export const rateKey = (tenant: string, objectId: string, of: Rated): string =>
  `${tag(tenant)}:rate:${objectId}${of === 'commands' ? '' : `:${of}`}`;
/** What a census is doing, when one was asked for, and what became of the last that failed. */
export const censusStateKey = (tenant: string): string => `${tag(tenant)}:census`;
/** Summaries of whole censuses, newest first. */
export const censusHistoryKey = (tenant: string): string => `${tag(tenant)}:census:history`;
/** The rows of a whole census, sorted, by bucket. */
export const censusRowsKey = (tenant: string, run: string): string => `${tag(tenant)}:census:rows:${run}`;
/** The rows of one bucket of a census that is under way, in the order in which they came. */
export const censusDraftKey = (tenant: string, run: string, bucket: number): string =>
  `${tag(tenant)}:census:draft:${run}:${bucket}`;
/** What is in the tenant besides mailboxes, counted after the last census. */
export const tenantCountKey = (tenant: string): string => `${tag(tenant)}:census:tenant`;
/** By mailbox: the state that people last approved. */
export const approvedStatesKey = (tenant: string): string => `${tag(tenant)}:approved-states`;
/** By mailbox: where what was found is not what was approved. */
export const divergencesKey = (tenant: string): string => `${tag(tenant)}:divergences`;
/** Mailboxes that a census has its doubts about, and that wait for a second look. */
export const suspectsKey = (tenant: string): string => `${tag(tenant)}:divergences:suspects`;
/** By mailbox: the divergence that an approver told us to leave alone. */
export const ignoredKey = (tenant: string): string => `${tag(tenant)}:divergences:ignored`;
/** BullMQ's prefix: with the hash tag, or Redis Cluster answers CROSSSLOT. */
export const queuePrefix = (tenant: string): string => tag(tenant);
