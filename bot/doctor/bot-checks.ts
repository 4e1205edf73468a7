import type { Clock } from '../../services/clock.ts';
import type { Log } from '../../services/log.ts';
import { botTokens } from '../bot-tokens.ts';
import type { BotConfiguration } from '../configuration.ts';
import { fetchJson } from '../fetch-json.ts';
import { signingKeys } from '../signing-keys.ts';
import type { Check } from './check.ts';
import { type Part, withPart } from './part.ts';
import { fine, unknown, type Verdict } from './verdict.ts';

type Needs = { readonly configuration: Part<BotConfiguration>; readonly clock: Clock; readonly log: Log };

/** What only the bot needs: a token for what it sends, and the keys by which it knows what comes from Teams. */
export function botChecks({ configuration, clock, log }: Needs): readonly Check[] {
  return [
    {
      about: 'Bot credential',
      look: (signal) =>
        withPart(configuration, async (bot) => {
          await botTokens(bot).getToken({ signal });
          return fine('It obtains a token.');
        }),
      remedy: 'See that Entra ID, or the managed identity, can be reached from here.',
    },
    {
      about: 'Signing keys of Teams',
      look: () => withPart(configuration, (bot) => judgeKeys(bot, { clock, log })),
    },
  ];
}

async function judgeKeys({ bot }: BotConfiguration, { clock, log }: Pick<Needs, 'clock' | 'log'>): Promise<Verdict> {
  if (bot.BOT_AUTH === 'off') return fine('Not used: BOT_AUTH is off, for local work.');
  const keys = signingKeys({ openIdMetadataUrl: bot.BOT_OPENID_METADATA, fetchJson, clock, log });
  // Asking for any key reads them all.
  await keys.find('none');
  return keys.size() > 0
    ? fine(`${keys.size()} can be read.`)
    : unknown(
        'They could not be read, and without them nobody is answered: see that BOT_OPENID_METADATA is right and open from here.',
      );
}
