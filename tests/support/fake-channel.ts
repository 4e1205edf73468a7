import {
  type Channel,
  ChannelError,
  type ChannelErrorClass,
  type ConversationRef,
  type OutMessage,
} from '../../bot/channel.ts';

export type Said = {
  readonly how: 'post' | 'update';
  readonly conversation: string;
  readonly message: string;
  readonly card: string;
  readonly summary: string;
};

/** Speaking first, in memory. A failure strikes in one conversation, or in all; `outcome-unknown` shows the message all the same. */
export type FakeChannel = Channel & {
  readonly said: readonly Said[];
  readonly failNext: (
    errorClass: ChannelErrorClass,
    where?: { readonly conversation?: string; readonly times?: number },
  ) => void;
};

type Trouble = { readonly errorClass: ChannelErrorClass; readonly conversation: string | undefined; left: number };

export function fakeChannel(): FakeChannel {
  const said: Said[] = [];
  const troubles: Trouble[] = [];
  let count = 0;

  const meet = (conversation: string): ChannelError | undefined => {
    const trouble = troubles.find((each) => each.conversation === undefined || each.conversation === conversation);
    if (!trouble) return undefined;
    trouble.left -= 1;
    if (trouble.left === 0) troubles.splice(troubles.indexOf(trouble), 1);
    return new ChannelError(trouble.errorClass, `The fake fails: ${trouble.errorClass}.`);
  };
  const say = (
    how: Said['how'],
    { to, message, shown }: { to: ConversationRef; message: string; shown: OutMessage },
  ) => {
    said.push({ how, conversation: to.id, message, card: JSON.stringify(shown.card), summary: shown.summary });
  };

  return {
    said,
    failNext: (errorClass, { conversation, times = 1 } = {}) =>
      void troubles.push({ errorClass, conversation, left: times }),
    post: async (to, shown) => {
      const error = meet(to.id);
      if (error && error.errorClass !== 'outcome-unknown') throw error;
      count += 1;
      say('post', { to, message: `m${count}`, shown });
      if (error) throw error;
      return `m${count}`;
    },
    update: async (to, message, shown) => {
      const error = meet(to.id);
      if (error) throw error;
      say('update', { to, message, shown });
    },
    openPersonal: async (from, personChannelId) => {
      const error = meet(`a:${personChannelId}`);
      if (error) throw error;
      return { ...from, id: `a:${personChannelId}`, kind: 'personal' };
    },
    objectIdOf: async () => undefined,
    handleOf: async () => undefined,
  };
}
