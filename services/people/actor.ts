/**
 * The person who typed or clicked, as the channel's signed activity says. The key is tenant id and Entra object id;
 * nothing else ever decides anything. `channelId` is the chat's own handle for them, needed to open a personal chat.
 */
export type Actor = {
  readonly tenantId: string;
  readonly objectId: string;
  /** Display only. */
  readonly name: string;
  readonly channelId: string;
};
