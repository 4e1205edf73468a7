import * as z from 'zod/v4';
import { attestations } from '../services/attestation/attest.ts';
import { defaultFindings } from '../services/change/default-findings.ts';
import { whyNot } from '../services/change/findings.ts';
import type { Organization } from '../services/exchange/exchange-tenant.ts';
import { attestedFact, attestedWords } from '../services/preflight/attested-fact.ts';
import { askedFor, type Fact } from '../services/preflight/fact.ts';
import { stateInWords } from '../services/request/state-words.ts';
import { reason } from './arguments.ts';
import { prepare } from './ask.ts';
import type { CommandContext, CommandResult } from './command.ts';
import { defineCommand } from './define-command.ts';
import { lastRequests } from './last-requests.ts';
import { mayNotAsk } from './role-to-ask.ts';

const example = 'default cloud --reason "the last mailbox has been moved"';

const ACTIONS = { cloud: 'default-to-cloud', onprem: 'default-to-on-premises' } as const;
const direction = z.enum(['cloud', 'onprem'], 'write "cloud" or "onprem", or nothing to see how it stands.').optional();

export const tenantDefault = defineCommand({
  name: 'default',
  aliases: [],
  summary: 'Shows what new mailboxes begin with; administrators can ask to change it.',
  usage: 'default [cloud|onprem] [--reason "…"]',
  examples: [example, 'default onprem', 'default'],
  who: 'viewer',
  changes: true,
  args: z.strictObject({ to: direction, reason }),
  positional: ['to'],
  run: async ({ to, reason: why }, context) => {
    if (to === undefined) return await standing(context);
    const action = ACTIONS[to];
    const refusal = mayNotAsk(context, { action, verb: `default ${to}` });
    if (refusal) return refusal;
    const { tenant } = context.services;
    return await prepare(context, { reason: why }, { action, kind: 'organization', objectId: tenant });
  },
});

async function standing(context: CommandContext): Promise<CommandResult> {
  const { exchange, tenant } = context.services;
  const [organization, writers, { openRequest, lastRequest }] = await Promise.all([
    askedFor(() => exchange.organization(context.signal)),
    writersOnPremises(context),
    lastRequests(context, tenant),
  ]);
  const request = openRequest ?? lastRequest;
  const value = told(organization);
  return {
    ok: true,
    reply: {
      kind: 'facts',
      title: organization.kind === 'unknown' ? 'New mailboxes' : `New mailboxes of ${organization.value.displayName}`,
      facts: [
        { label: 'They begin', value: value.begin },
        ...(organization.kind === 'unknown' ? [] : [{ label: 'Tenant', value: organization.value.name }]),
        { label: 'Made on-premises', value: writers },
        ...(request
          ? [
              {
                label: openRequest ? 'Open request' : 'Last request',
                value: `${request.id} · ${stateInWords(request)}`,
              },
            ]
          : []),
      ],
      notes: [value.means, ...warnings(value.isCloud), HOW],
    },
  };
}

const HOW =
  'An administrator asks for a change with "default cloud" or "default onprem", confirms it by typing the name of the tenant, and others approve it.';

type Value = { readonly begin: string; readonly means: string; readonly isCloud: boolean | null };

/** As Exchange shows it: `BlockExchangeProvisioningFromOnPremEnabled`. What was not told is unknown, never "off". */
function told(organization: Fact<Organization>): Value {
  const isCloud = organization.kind === 'unknown' ? null : organization.value.isCloudManagedByDefault;
  if (isCloud === null) {
    const why = organization.kind === 'unknown' ? organization.why : 'Exchange Online did not tell it.';
    const means = 'Look at BlockExchangeProvisioningFromOnPremEnabled of Get-OrganizationConfig, or try again.';
    return { begin: `unknown. ${why}`, means, isCloud };
  }
  return isCloud
    ? {
        begin: 'cloud-managed (BlockExchangeProvisioningFromOnPremEnabled is True)',
        means:
          'People who are synced anew arrive without Exchange attributes, and the mailbox that a licence makes is cloud-managed. Mailboxes that existed before stay as they are.',
        isCloud,
      }
    : {
        begin: 'managed on-premises (BlockExchangeProvisioningFromOnPremEnabled is False)',
        means: 'Directory sync brings the Exchange attributes of new mailboxes, until somebody hands them over.',
        isCloud,
      };
}

/** What stands on the request too, for the way that the default could go from here. */
function warnings(isCloud: boolean | null): readonly string[] {
  const heading = isCloud ? 'Before it goes back on-premises: ' : 'Before it goes to the cloud: ';
  return defaultFindings(isCloud !== true).map((finding) => `! ${heading}${whyNot(finding)}`);
}

async function writersOnPremises({ services }: CommandContext): Promise<string> {
  const now = services.clock.now();
  const isAnswer = (value: unknown): value is boolean => typeof value === 'boolean';
  const fact = attestedFact(
    { attestations: await attestations(services.store), now },
    'on-premises-writers-none',
    isAnswer,
  );
  if (fact.kind === 'unknown') return `not known to have ended. ${fact.why}`;
  return `${fact.value ? 'no recipients any more' : 'still some recipients'}${attestedWords(fact)}`;
}
