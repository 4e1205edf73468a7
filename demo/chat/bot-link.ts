// The way from the channel to the bot: one signed POST per activity. Several bot addresses are used in turn, as a load
// balancer would.
import type { Activity } from './activity-shapes.ts';
import type { ChannelKeys } from './channel-keys.ts';

/** The channel gives up after this long, like Teams. */
const PATIENCE_MS = 15_000;
const KEPT = 1000;

/** `status` is 0 when no bot listened and 504 when it did not answer in time. */
export type BotAnswer = { readonly status: number; readonly body: unknown };
export type Delivery = { readonly seq: number; readonly activity: Activity; readonly answer: BotAnswer };
export type BotLink = ReturnType<typeof createBotLink>;

export function createBotLink(options: { urls: readonly string[]; keys: ChannelKeys; serviceUrl: () => string }) {
  let urls = [...options.urls];
  let turn = 0;
  let deliveries: Delivery[] = [];

  const post = async (activity: Activity, token: string | null): Promise<BotAnswer> => {
    const url = urls[turn % urls.length];
    turn += 1;
    const auth = token === null ? {} : { Authorization: `Bearer ${token}` };
    try {
      const response = await fetch(`${url?.replace(/\/$/, '')}/api/messages`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json; charset=utf-8', ...auth },
        body: JSON.stringify(activity),
        signal: AbortSignal.timeout(PATIENCE_MS),
      });
      return { status: response.status, body: readBody(await response.text()) };
    } catch (error) {
      return { status: error instanceof Error && error.name === 'TimeoutError' ? 504 : 0, body: null };
    }
  };

  return {
    urls: () => urls,
    retarget: (next: readonly string[]) => {
      urls = [...next];
    },
    deliveries: () => deliveries,
    clearDeliveries: () => {
      deliveries = [];
    },
    /** @param token another token than the channel's own, or null for no Authorization header at all */
    deliver: async (activity: Activity, token?: string | null): Promise<BotAnswer> => {
      const answer = await post(
        activity,
        token === undefined ? await options.keys.current(options.serviceUrl()) : token,
      );
      deliveries.push({ seq: turn, activity, answer });
      if (deliveries.length > KEPT) deliveries.shift();
      return answer;
    },
  };
}

function readBody(text: string): unknown {
  if (text === '') return null;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
