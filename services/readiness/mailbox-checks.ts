import type { CensusSummary } from '../census/census-summary.ts';
import { type MovableCensus, movableCensus } from '../census/movable-census.ts';
import { countedType } from '../mailbox/type-words.ts';
import { dayWords } from '../preflight/date-words.ts';
import type { Rules } from '../rules/rules.ts';
import { type Check, done, open, unknown } from './check.ts';
import { counted, named } from './count-words.ts';
import type { ReadinessFacts } from './readiness-facts.ts';

const COUNT_NOW = 'An administrator types "census now".';

/** Every synced mailbox is cloud-managed (Microsoft Learn, "Decommission the last Exchange server", May 2026). */
const HANDED_OVER = {
  code: 'mailboxes_cloud_managed',
  title: 'Synced mailboxes are cloud-managed',
  ends: ['uninstall'],
} as const;

/** They stay on-premises until somebody makes another type of them (Exchange Team, 20 August 2025). */
const TYPES_MOVE = {
  code: 'types_cannot_move',
  title: 'Every synced mailbox is of a type that can change hands',
  ends: ['uninstall'],
} as const;

const WITHIN_LIMIT = {
  code: 'within_limit',
  title: 'No more cloud-managed mailboxes than Microsoft allows',
  ends: ['uninstall'],
} as const;

export function mailboxChecks({ census }: Pick<ReadinessFacts, 'census'>, rules: Rules): readonly Check[] {
  if (census.kind === 'unknown') {
    return [HANDED_OVER, TYPES_MOVE, WITHIN_LIMIT].map((about) => unknown(about, census.why, COUNT_NOW));
  }
  const movable = movableCensus(census.value, (type) => rules.movableTypes.value.includes(type));
  return [handedOver(movable, census.value), typesMove(movable), withinLimit(movable, rules)];
}

function handedOver({ counts, byType }: MovableCensus, { otherTypes }: CensusSummary): Check {
  const left = counts['on-premises'];
  const unread = counts.unknown === 0 ? '' : ` The authority of ${counted(counts.unknown, MAILBOX)} could not be read.`;
  if (left > 0) {
    const types = byType.flatMap(({ name, counts: own }) =>
      own['on-premises'] > 0 ? [countedType(own['on-premises'], name ?? 'unknown')] : [],
    );
    const others = otherTypes['on-premises'] > 0 ? [counted(otherTypes['on-premises'], ['other', 'others'])] : [];
    return open(HANDED_OVER, {
      sentence: `${counted(left, ['is', 'are'])} still managed on-premises: ${named([...types, ...others], 5)}.${unread}`,
      count: left,
      help: 'request <mailbox>',
    });
  }
  if (unread !== '') return unknown(HANDED_OVER, unread.trim(), COUNT_NOW);
  return done(HANDED_OVER, `All ${counted(counts.cloud, ['synced one is', 'synced ones are'])} cloud-managed.`);
}

function typesMove({ fixed }: MovableCensus): Check {
  const count = fixed.reduce((sum, each) => sum + each.count, 0);
  if (count === 0) return done(TYPES_MOVE, 'Each one that was counted is.');
  const types = named(
    fixed.map((each) => countedType(each.count, each.type)),
    5,
  );
  const help = 'Convert each to a user, shared, room or equipment mailbox, or remove it.';
  return open(TYPES_MOVE, { sentence: `${types} cannot change hands.`, count, help });
}

/** 600,000 since writeback became generally available on 3 August 2026; 200,000 in its preview. */
function withinLimit({ counts }: MovableCensus, { cloudManagedLimit }: Rules): Check {
  const { value: limit, date } = cloudManagedLimit;
  const all = counts.cloud + counts['on-premises'] + counts.unknown;
  const most = `${counted(limit, MAILBOX)} may be cloud-managed (as of ${dayWords(date)})`;
  if (all <= limit) return done(WITHIN_LIMIT, `${counted(all, ['is', 'are'])} synced; ${most}.`);
  return open(WITHIN_LIMIT, {
    sentence: `${counted(all, ['is', 'are'])} synced, and only ${most}.`,
    count: all - limit,
    help: 'Look up whether Microsoft has raised the limit, or ask for more.',
  });
}

const MAILBOX = ['mailbox', 'mailboxes'] as const;
