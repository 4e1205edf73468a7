import * as z from 'zod/v4';
import type { Finding } from '../services/mailbox/finding.ts';
import type { ObjectReport } from '../services/object/object-report.ts';
import type { AdaptiveCardJson } from './card-schema.ts';
import { cardFrom } from './expand.ts';
import { requestText } from './mailbox.ts';
import { LEVELS } from './mailbox-words.ts';
import { momentText } from './moment.ts';
import { nextTitle } from './next-title.ts';
import template from './object.json' with { type: 'json' };
import { standingWords } from './object-words.ts';
import { clipped, grouped, plain } from './plain-text.ts';
import { actionWords } from './request-words.ts';
import { type Fact, fact, line, shown, tone } from './rows.ts';
import { target, targetOf } from './target.ts';

const MOST_HAZARDS = 9;

const spaced = line.extend({ spacing: z.enum(['None', 'Small']) });
type Spaced = z.infer<typeof spaced>;

export const objectView = z.strictObject({
  title: shown,
  identity: z.array(shown).max(1),
  kind: shown,
  standing: shown,
  tone,
  meaning: shown,
  open: z.array(z.strictObject({ text: shown, request: shown })).max(1),
  facts: z.array(fact).min(1),
  hazards: z.array(z.strictObject({ heading: shown, lines: z.array(spaced).min(1) })).max(1),
  readAt: shown,
  next: z.array(z.strictObject({ verb: shown, title: shown, data: target })).max(2),
});

const fill = cardFrom(template, objectView);

/** What `check` tells about a whole user, group or contact, with the buttons for what the asker may do next. */
export function objectCard(report: ObjectReport): AdaptiveCardJson {
  const { object, openRequest } = report;
  const { name, tone, meaning } = standingWords(report);
  return fill({
    title: plain(object.displayName, 80),
    identity: object.name === object.displayName ? [] : [plain(object.name)],
    kind: `${report.type}, as a whole · object ${object.objectId.slice(0, 8)}`,
    standing: name,
    tone,
    meaning,
    open: openRequest ? [{ text: requestText(openRequest), request: openRequest.id }] : [],
    facts: factsOf(report),
    hazards: hazardsOf(report),
    readAt: momentText(report.readAt),
    next: report.next.map((verb) => ({
      verb,
      title: nextTitle(verb),
      // Of a user the id alone would mean the mailbox. History is one for both.
      data: targetOf(object.objectId, object.kind === 'user' && verb !== 'history'),
    })),
  });
}

/** "Plant News: managed in the cloud as a whole", for the notification. */
export function summaryOfObject(report: ObjectReport): string {
  const words = standingWords(report).name.slice(2);
  return `${clipped(report.object.displayName, 60)}: ${words.charAt(0).toLowerCase()}${words.slice(1)}`;
}

function hazardsOf({ findings, direction }: ObjectReport): z.input<typeof objectView>['hazards'] {
  const telling = findings.filter(({ level }) => level !== 'pass');
  const more = telling.length - MOST_HAZARDS;
  const rest: Spaced[] = more > 0 ? [{ spacing: 'Small', strong: '… ', text: `and ${more} more` }] : [];
  const lines = [...telling.slice(0, MOST_HAZARDS).flatMap(linesOf), ...rest];
  return lines.length === 0 ? [] : [{ heading: actionWords(direction), lines }];
}

/** What is so, and below it what to do. */
function linesOf({ level, sentence, remedy }: Finding): Spaced[] {
  const what: Spaced = { spacing: 'Small', strong: `${LEVELS[level]}: `, text: plain(sentence, 300) };
  return remedy === null ? [what] : [what, { spacing: 'None', strong: '→ ', text: plain(remedy, 260) }];
}

function factsOf({ object, members, lastSyncAt, lastRequest }: ObjectReport): Fact[] {
  return [
    { label: 'Address', value: object.mail === null ? 'none' : plain(object.mail) },
    { label: 'Synced', value: `${object.isSynced ? 'yes' : 'no'}, last sync ${whenOrUnknown(lastSyncAt)}` },
    ...(object.kind === 'group' ? [{ label: 'Members', value: members === null ? 'unknown' : grouped(members) }] : []),
    { label: 'Last request', value: lastRequest ? requestText(lastRequest) : 'none' },
    { label: 'Object id', value: object.objectId },
  ];
}

const whenOrUnknown = (moment: string | null): string => (moment === null ? 'unknown' : momentText(moment));
