import * as z from 'zod/v4';
import { isGuid } from '../http/guid.ts';
import { type AskGraph, answeredValue } from './ask-graph.ts';
import type { WritebackJob } from './directory-tenant.ts';
import type { GraphPages } from './graph-pages.ts';
import { parsedAnswer } from './parsed-answer.ts';

/** The gallery application that writeback configurations are made from (Microsoft, private-preview text of 2026). */
const APPLICATION_TEMPLATE = '3b99513e-0cee-4291-aea8-84356239fb82';
/**
 * Not `AAD2ADExchangeHybridWriteback`, the classic hybrid writeback of eight other attributes, which Microsoft Learn
 * prints on the same page ("Exchange hybrid writeback with cloud sync", 25 August 2026).
 */
const JOB_TEMPLATE = 'Entra2ADExchangeOnlineAttributeWriteback';

const principalSchema = z.object({ id: z.string().refine(isGuid) });

const jobSchema = z.object({
  // It becomes a part of a path, so dots alone are no id.
  id: z.string().regex(/^[\w.-]*[\w-][\w.-]*$/),
  templateId: z.string().nullish(),
  schedule: z.object({ interval: z.string().nullish(), state: z.string().nullish() }).nullish(),
  status: z
    .object({
      code: z.string().nullish(),
      lastExecution: z
        .object({ state: z.string().nullish(), timeEnded: z.iso.datetime({ offset: true }).nullish() })
        .nullish(),
    })
    .nullish(),
  synchronizationJobSettings: z.array(z.object({ name: z.string(), value: z.string().nullish() })).nullish(),
});
type Job = z.output<typeof jobSchema>;

const schemaSchema = z.object({
  synchronizationRules: z.array(
    z.object({
      objectMappings: z.array(
        z.object({ attributeMappings: z.array(z.object({ targetAttributeName: z.string().nullish() })) }),
      ),
    }),
  ),
});

type Wire = { readonly ask: AskGraph; readonly pages: GraphPages; readonly signal: AbortSignal | undefined };

/** Every job that writes Exchange attributes of cloud-managed mailboxes back, one per AD domain where all is well. */
export async function readWritebackJobs(wire: Wire): Promise<readonly WritebackJob[]> {
  const filter = encodeURIComponent(`applicationTemplateId eq '${APPLICATION_TEMPLATE}'`);
  const path = `v1.0/servicePrincipals?$filter=${filter}&$select=id&$top=999`;
  const found: WritebackJob[] = [];
  for await (const page of wire.pages({ name: 'writebackPrincipals', path, signal: wire.signal })) {
    for (const value of page) {
      const { id } = parsedAnswer(principalSchema, value, 'writebackPrincipals');
      found.push(...(await jobsOf(wire, id)));
    }
  }
  return found;
}

async function jobsOf(wire: Wire, principalId: string): Promise<readonly WritebackJob[]> {
  const path = `v1.0/servicePrincipals/${encodeURIComponent(principalId)}/synchronization/jobs`;
  const jobs: WritebackJob[] = [];
  for await (const page of wire.pages({ name: 'writebackJobs', path, signal: wire.signal })) {
    for (const value of page) {
      const job = parsedAnswer(jobSchema, value, 'writebackJobs');
      if (job.templateId !== JOB_TEMPLATE) continue;
      jobs.push(writebackJob(job, await mapsMail(wire, `${path}/${encodeURIComponent(job.id)}/schema`)));
    }
  }
  return jobs;
}

/**
 * Jobs made on or after 3 August 2026 map Mail to mail; older ones do so only after their mappings were restored
 * (Exchange Team, 3 August 2026). A schema that is refused or of another shape leaves it unknown.
 */
async function mapsMail({ ask, signal }: Wire, path: string): Promise<boolean | null> {
  const answer = await ask({ name: 'writebackSchema', path, signal });
  if (!answer.ok && answer.status === 401) answeredValue(answer, 'writebackSchema');
  const schema = answer.ok ? schemaSchema.safeParse(answer.value).data : undefined;
  if (schema === undefined) return null;
  return schema.synchronizationRules
    .flatMap((rule) => rule.objectMappings)
    .flatMap((mapping) => mapping.attributeMappings)
    .some((mapping) => mapping.targetAttributeName?.toLowerCase() === 'mail');
}

function writebackJob(job: Job, mapped: boolean | null): WritebackJob {
  const domain = job.synchronizationJobSettings?.find(({ name }) => name.toLowerCase() === 'domainfqdn')?.value;
  const last = job.status?.lastExecution;
  return {
    id: job.id,
    domain: domain?.toLowerCase() || null,
    status: job.status?.code || 'Unknown',
    schedule: job.schedule?.state || 'Unknown',
    interval: job.schedule?.interval ?? null,
    lastRunAt: last?.timeEnded ? new Date(last.timeEnded).toISOString() : null,
    lastRun: last?.state ?? null,
    mapsMail: mapped,
  };
}
