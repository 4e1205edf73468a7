import * as z from 'zod/v4';
import type { ServicesConfiguration } from '../../services/configuration.ts';
import type { Log } from '../../services/log.ts';
import type { Services } from '../../services/open-services.ts';
import type { Policy } from '../../services/policy/policy.ts';
import { requireSatisfiable } from '../../services/policy/require-satisfiable.ts';
import type { Check } from './check.ts';
import { type Part, withPart } from './part.ts';
import { fine, unknown, type Verdict, wrong } from './verdict.ts';

type Needs = {
  readonly services: Part<Services>;
  readonly configuration: Part<ServicesConfiguration>;
  readonly policy: Part<Policy>;
};

type Said = { readonly fields: object; readonly message: string };

/** A rule that is short of people, as the start of a bot logs it. */
const shortRule = z.object({ rule: z.string(), needed: z.number() });

/** Whether every rule of the policy can be fulfilled: exactly what a bot finds out when it starts. */
export function policyCheck({ services, configuration, policy }: Needs): Check {
  return {
    about: 'Approval policy',
    look: () =>
      withPart(configuration, (settings) => {
        if (!policy.ok) return wrong(policy.says);
        return withPart(services, (opened) => judge(opened, settings));
      }),
  };
}

async function judge(services: Services, settings: ServicesConfiguration): Promise<Verdict> {
  const said: Said[] = [];
  await requireSatisfiable(services, settings, warningsInto(said));
  const asked = said.filter(({ fields }) => isAskedFor(fields, settings));
  const sentences = (asked.length > 0 ? asked : said).map(({ message }) => message).join('; ');
  if (said.length === 0) return fine('Every rule can be fulfilled.');
  if (said.some(({ fields }) => !shortRule.safeParse(fields).success)) return unknown(`${inSentence(sentences)}.`);
  return asked.length > 0
    ? wrong(`${inSentence(sentences)}.`)
    : fine(`The rules that were set can be fulfilled; ${sentences}.`);
}

/** What is built in for rare requests wants more people than a small installation may ever have. */
function isAskedFor(fields: object, { POLICY_FILE, APPROVALS_REQUIRED }: ServicesConfiguration): boolean {
  const rule = shortRule.safeParse(fields);
  return !rule.success || POLICY_FILE !== undefined || rule.data.needed <= APPROVALS_REQUIRED;
}

function warningsInto(said: Said[]): Log {
  const nothing = (): void => undefined;
  return {
    ...{ debug: nothing, info: nothing, error: nothing },
    warn: (fields, message) => void said.push({ fields, message }),
  };
}

const inSentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
