// Every key of a tenant carries the same hash tag, so the scripts also run on Redis Cluster and tenants spread over it.

const tag = (tenant: string): string => `{steward:${tenant}}`;

export const recordKey = (tenant: string, id: string): string => `${tag(tenant)}:request:${id}`;
/** Sequence numbers of a request's audit entries, oldest first. */
export const trailKey = (tenant: string, id: string): string => `${tag(tenant)}:trail:${id}`;
/** Open requests by the time they were drafted. */
export const openKey = (tenant: string): string => `${tag(tenant)}:open`;
/** Requests that end by themselves, by when. */
export const dueKey = (tenant: string): string => `${tag(tenant)}:due`;
/** The id of the request that is open for a mailbox. */
export const mailboxLockKey = (tenant: string, objectId: string): string => `${tag(tenant)}:mailbox:${objectId}:open`;
/** All requests for a mailbox by the time they were drafted. */
export const mailboxHistoryKey = (tenant: string, objectId: string): string =>
  `${tag(tenant)}:mailbox:${objectId}:history`;
/** The hash of the snapshot from when the mailbox went to the cloud. */
export const baselineKey = (tenant: string, objectId: string): string => `${tag(tenant)}:mailbox:${objectId}:baseline`;
export const auditStreamKey = (tenant: string): string => `${tag(tenant)}:audit`;
export const auditHeadKey = (tenant: string): string => `${tag(tenant)}:audit:head`;
export const outboxKey = (tenant: string): string => `${tag(tenant)}:outbox`;
/** What was set in chat. */
export const settingsKey = (tenant: string): string => `${tag(tenant)}:settings`;
export const conversationKey = (tenant: string, id: string): string => `${tag(tenant)}:conversation:${id}`;
export const personKey = (tenant: string, objectId: string): string => `${tag(tenant)}:person:${objectId}`;
/** Where the cards of a request are, and which version each of them shows. */
export const placesKey = (tenant: string, id: string): string => `${tag(tenant)}:places:${id}`;
export const drawLockKey = (tenant: string, id: string): string => `${tag(tenant)}:drawing:${id}`;
export const seenKey = (tenant: string, key: string): string => `${tag(tenant)}:seen:${key}`;
/** What is counted apart: what a person types and presses, and the cards that redraw themselves for them. */
export type Rated = 'commands' | 'refreshes';
export const rateKey = (tenant: string, objectId: string, of: Rated): string =>
  `${tag(tenant)}:rate:${objectId}${of === 'commands' ? '' : `:${of}`}`;
/** BullMQ's prefix: with the hash tag, or Redis Cluster answers CROSSSLOT. */
export const queuePrefix = (tenant: string): string => tag(tenant);
