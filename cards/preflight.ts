import * as z from 'zod/v4';
import type { Finding, FindingLevel } from '../services/mailbox/finding.ts';
import type { PreflightReport } from '../services/preflight/preflight.ts';
import { type AdaptiveCardJson, cardBytes, MAX_CARD_BYTES } from './card-schema.ts';
import { cardFrom } from './expand.ts';
import { momentText } from './moment.ts';
import { clipped, plain } from './plain-text.ts';
import template from './preflight.json' with { type: 'json' };
import { actionWords } from './request-words.ts';
import { capped, line, shown, type Tone, tone } from './rows.ts';

/** How many findings of a level are shown, and how long their texts may be; more are counted. */
type Room = Readonly<Record<FindingLevel | 'sentence' | 'remedy', number>>;

const FULL: Room = { block: 12, warn: 16, unknown: 16, pass: 20, sentence: 260, remedy: 160 };
/** For the rare card that would be too large: still some of every level, and the rest counted. */
const SHORT: Room = { block: 4, warn: 5, unknown: 4, pass: 6, sentence: 150, remedy: 100 };

const spaced = line.extend({ spacing: z.enum(['None', 'Small']) });
type Spaced = z.infer<typeof spaced>;

export const preflightView = z.strictObject({
  title: shown,
  identity: z.array(shown).max(1),
  verdict: shown,
  tone,
  groups: z.array(z.strictObject({ heading: shown, tone, lines: z.array(spaced).min(1) })).max(3),
  fine: z.array(z.strictObject({ show: shown, lines: z.array(line).min(1) })).max(1),
  readAt: shown,
  next: z.array(z.strictObject({ verb: shown, title: shown, mailbox: z.guid() })).max(2),
});

const fill = cardFrom(template, preflightView);

/** A finding, and whose it is. */
type Placed = { readonly finding: Finding; readonly of: string };

/** What stands in the way, what to look at, what is not known, and behind a button what is fine. */
export function preflightCard(report: PreflightReport): AdaptiveCardJson {
  const full = drawn(report, FULL);
  return cardBytes(full) <= MAX_CARD_BYTES ? full : drawn(report, SHORT);
}

function drawn(report: PreflightReport, room: Room): AdaptiveCardJson {
  const { mailbox } = report;
  const group = groupsIn(report, room);
  return fill({
    title: mailbox ? plain(mailbox.displayName, 80) : 'Ready for cloud-managed mailboxes?',
    identity: mailbox ? [plain(mailbox.userPrincipalName)] : [],
    ...verdictOf(report),
    groups: [
      ...group('block', { heading: '✕ Not possible', tone: 'Attention' }),
      ...group('warn', { heading: '! Warning', tone: 'Warning' }),
      ...group('unknown', { heading: '? Unknown', tone: 'Warning' }),
    ],
    fine: fineOf(placed(report, 'pass'), room),
    readAt: momentText(report.readAt),
    next: mailbox
      ? [
          { verb: 'check', title: 'Show the mailbox', mailbox: mailbox.objectId },
          { verb: 'prereqs', title: 'Look again', mailbox: mailbox.objectId },
        ]
      : [],
  });
}

/** "Alice Meyer: 2 things stand in the way", for the notification. */
export function summaryOfPreflight(report: PreflightReport): string {
  const name = report.mailbox ? clipped(report.mailbox.displayName, 60) : 'The tenant';
  return clipped(`${name}: ${verdictOf(report).verdict.slice(2)}`, 120);
}

function verdictOf(report: PreflightReport): { readonly verdict: string; readonly tone: Tone } {
  const blocks = placed(report, 'block').length;
  const doubts = placed(report, 'warn').length + placed(report, 'unknown').length;
  const what = report.mailbox ? `${actionWords(report.direction)}: ` : '';
  if (blocks > 0) {
    return {
      verdict: `✕ ${what}${blocks === 1 ? '1 thing stands' : `${blocks} things stand`} in the way`,
      tone: 'Attention',
    };
  }
  if (doubts === 0) return { verdict: `✓ ${what}everything is fine`, tone: 'Good' };
  return {
    verdict: `! ${what}possible, with ${doubts} ${doubts === 1 ? 'point' : 'points'} to look at`,
    tone: 'Warning',
  };
}

type Heading = { readonly heading: string; readonly tone: Tone };

function groupsIn(report: PreflightReport, room: Room) {
  return (level: Exclude<FindingLevel, 'pass'>, { heading, tone }: Heading) => {
    const items = placed(report, level);
    const more = items.length - room[level];
    const rest: Spaced[] = more > 0 ? [{ spacing: 'Small', strong: '… ', text: `and ${more} more` }] : [];
    const lines = [...items.slice(0, room[level]).flatMap((item) => linesOf(item, room)), ...rest];
    return items.length === 0 ? [] : [{ heading: `${heading} (${items.length})`, tone, lines }];
  };
}

/** What is so, and below it what to do. */
function linesOf({ finding: { sentence, remedy }, of }: Placed, room: Room): Spaced[] {
  const what: Spaced = { spacing: 'Small', strong: of, text: plain(sentence, room.sentence) };
  return remedy === null ? [what] : [what, { spacing: 'None', strong: '→ ', text: plain(remedy, room.remedy) }];
}

function fineOf(items: readonly Placed[], room: Room): z.input<typeof preflightView>['fine'] {
  if (items.length === 0) return [];
  const lines = capped(items, room.pass, ({ finding, of }) => ({
    strong: `✓ ${of}`,
    text: plain(finding.sentence, room.sentence),
  }));
  return [{ show: `Show what is fine (${items.length})`, lines }];
}

/** Those of one level; the mailbox's own come first. */
function placed({ mailbox, tenantFindings, mailboxFindings }: PreflightReport, level: FindingLevel): readonly Placed[] {
  const at = (findings: readonly Finding[], of: string): readonly Placed[] =>
    findings.filter((finding) => finding.level === level).map((finding) => ({ finding, of }));
  return [...at(mailboxFindings, 'Mailbox: '), ...at(tenantFindings, mailbox ? 'Tenant: ' : '· ')];
}
