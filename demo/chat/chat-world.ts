// Everything the parts of the chat share, made once in start-chat.ts.
import type { Channel } from './activity-shapes.ts';
import type { BotLink } from './bot-link.ts';
import type { CallLog } from './call-log.ts';
import type { ChannelKeys } from './channel-keys.ts';
import type { EventHub } from './event-hub.ts';
import type { Faults } from './faults.ts';
import type { MessageStore } from './message-store.ts';
import type { Roster } from './roster.ts';
import type { Uploads } from './uploads.ts';

export type ChatWorld = {
  readonly bot: BotLink;
  readonly calls: CallLog;
  /** Asked each time: the service URL is known only once the server listens. */
  readonly channel: () => Channel;
  readonly faults: Faults;
  readonly hub: EventHub;
  readonly keys: ChannelKeys;
  readonly roster: Roster;
  readonly store: MessageStore;
  readonly uploads: Uploads;
};
