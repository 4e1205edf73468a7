import type { Inbound } from '../../bot/inbound.ts';
import { createPipeline, type PipelineNeeds } from '../../bot/pipeline.ts';
import type { CommandServices } from '../../commands/command-services.ts';
import type { Role } from '../../services/people/role.ts';
import { openRoleBook } from '../../services/people/role-book.ts';
import type { Person } from '../../services/request/record.ts';
import type { RateLimit, RateLimits } from '../../services/store/rate-limit-store.ts';
import type { SeenStore } from '../../services/store/seen-store.ts';
import { type RecordingLog, recordingLog } from './recording-log.ts';

const unlimited: RateLimit = { take: async () => ({ ok: true }) };
export const NO_LIMITS: RateLimits = { commands: unlimited, refreshes: unlimited };

export type PipelineOptions = {
  /** The object ids that have each role; nobody unless named. */
  readonly roles?: Partial<Readonly<Record<Role, readonly string[]>>>;
  readonly rates?: RateLimits;
};

/** The real pipeline over the services of a test; everything about the channel is in memory. */
export function pipelineOn(
  services: CommandServices,
  { roles = {}, rates = NO_LIMITS }: PipelineOptions = {},
): { readonly receive: ReturnType<typeof createPipeline>; readonly log: RecordingLog } {
  const log = recordingLog();
  const lists = { viewer: [], requester: [], approver: [], admin: [], ...roles };
  const { directory, clock } = services;
  const needs: PipelineNeeds = {
    services,
    roleBook: openRoleBook({ lists, directory, clock }),
    rates,
    seen: seenInMemory(),
    personalChats: { open: async () => true },
    delivery: { offerFile: async () => true, show: async () => true },
    channel: { objectIdOf: async () => undefined },
    log,
  };
  return { receive: createPipeline(needs), log };
}

function seenInMemory(): SeenStore {
  const keys = new Set<string>();
  return {
    first: async (key) => keys.size < keys.add(key).size,
    done: async () => undefined,
    forget: async () => undefined,
  };
}

type Said = Inbound['said'];
let deliveries = 0;

/** Something that this person says in their personal chat: each time another delivery. */
export function inboundOf(services: CommandServices, { objectId, name }: Person, said: Said): Inbound {
  deliveries += 1;
  const actor = { tenantId: services.tenant, objectId, name, channelId: `29:${objectId}` };
  const place = {
    id: `a:${objectId}`,
    replyTo: `a:${objectId}`,
    kind: 'personal' as const,
    serviceUrl: 'https://smba.trafficmanager.net/emea/',
    botId: '28:bot',
  };
  return { key: `delivery-${deliveries}`, actor, place, said };
}

export const typed = (line: string): Said => ({ kind: 'text', line, htmlAddresses: [], mentioned: [], folded: [] });

export const pressed = (
  verb: string,
  data: Readonly<Record<string, unknown>>,
  trigger: 'manual' | 'automatic' = 'manual',
): Said => ({ kind: 'click', verb, data, trigger, messageId: null });
