import { plain } from '../../cards/plain-text.ts';
import { ExchangeError } from '../../services/exchange/exchange.ts';
import type { Services } from '../../services/open-services.ts';
import type { Check } from './check.ts';
import { ESSENTIAL_CMDLETS, FURTHER_CMDLETS } from './needed-cmdlets.ts';
import { type Part, withPart } from './part.ts';
import { fine, type Verdict, wrong } from './verdict.ts';

type Exchange = Services['exchange'];

const remedy = 'See that EXCHANGE_URL is right and, like Entra ID, can be reached from here.';

/** Whether Exchange Online takes Steward's identity, and what it lets it run. */
export function exchangeChecks(services: Part<Services>): readonly Check[] {
  return [
    {
      about: 'Exchange Online',
      look: (signal) => withPart(services, ({ exchange }) => judgeAnswer(exchange, signal)),
      remedy,
    },
    {
      about: 'Exchange permissions',
      look: (signal) =>
        withPart(services, async ({ exchange }) => judgeCmdlets(await exchange.permittedCmdlets(signal))),
      remedy,
    },
  ];
}

async function judgeAnswer(exchange: Exchange, signal: AbortSignal): Promise<Verdict> {
  try {
    const { name, displayName } = await exchange.organization(signal);
    return fine(`It takes the identity of Steward; the organisation is ${plain(displayName || name)}.`);
  } catch (error) {
    const isRefused = error instanceof ExchangeError && error.errorClass === 'authentication';
    if (!isRefused) throw error;
    return wrong(`${error.message} Grant it the permission Exchange.ManageAsApp, and see that TENANT_ID is right.`);
  }
}

/** Names in any case. Which parameters a role hides is not told beforehand: every change is read back. */
export function judgeCmdlets(permitted: ReadonlySet<string>): Verdict {
  const known = new Set([...permitted].map((name) => name.toLowerCase()));
  const isMissing = (name: string): boolean => !known.has(name.toLowerCase());
  const essential = ESSENTIAL_CMDLETS.filter(isMissing).join(' and ');
  if (essential !== '') return wrong(`It may not run ${essential}: give its identity an Exchange role that allows it.`);
  const further = Object.keys(FURTHER_CMDLETS).filter(isMissing);
  if (further.length === 0) return fine('It may run everything that Steward uses.');
  const without = [...new Set(further.map((name) => FURTHER_CMDLETS[name]))].join('; ');
  return fine(`It may read and change mailboxes, but not run ${further.join(', ')}, so ${without}.`);
}
