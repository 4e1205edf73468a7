import type { Loss } from '../services/mailbox/loss.ts';
import type { RequestReport } from '../services/request/report.ts';
import { isOpen } from '../services/request/state.ts';
import { type SubjectChange, subjectLabel } from '../services/snapshot/subject-snapshot.ts';
import { changeText, type Telling } from './attribute-text.ts';
import type { Detail } from './detail.ts';
import { findingLines } from './mailbox-words.ts';
import { plain } from './plain-text.ts';
import { progressLines } from './request-progress.ts';
import { capped, type Line, type Section, type Tone } from './rows.ts';

// What an approver weighs: what had changed, what would be lost, what was found, and how far it is.

const NO_BASELINE = 'There is no snapshot from when it went to the cloud.';
const UNREAD_BASELINE = 'The snapshot from when it went to the cloud could not be read just now.';
const NO_DIFFERENCE = 'Everything that Steward reads is as it was when it went to the cloud.';
const UNREAD_DRIFT = 'What changed is unknown: it could not be read just now.';

/** The sections of a request's card in reading order; a draft has no progress to show yet. */
export function sectionsFor(report: RequestReport, detail: Detail): Section[] {
  const { record, drift } = report;
  return [
    ...(record.state === 'drifted' ? [driftSection('Changed since approval', drift, detail)] : []),
    ...(record.state === 'reverted' ? [driftSection('Moved back', drift, detail)] : []),
    ...(isOpen(record.state) || isMade(record.state) ? lossSections(report, detail) : []),
    ...(isOpen(record.state) ? listed('Found', findingLines(record.findings, detail.findings)) : []),
    ...(record.state === 'drafted' ? [] : listed('Progress', progressLines(record, detail.votes))),
  ];
}

function listed(heading: string, lines: Line[]): Section[] {
  return lines.length === 0 ? [] : [{ heading, tone: 'Default', notes: [], lines }];
}

function noted(heading: string, tone: Tone, note: string): Section {
  return { heading, tone, notes: [note], lines: [] };
}

function driftSection(heading: string, drift: readonly SubjectChange[] | null, detail: Detail): Section {
  if (drift === null || drift.length === 0) return noted(heading, 'Warning', UNREAD_DRIFT);
  const notes = [`${heading === 'Moved back' ? 'As it was read back' : 'As it was shown'} → as it was found`];
  const lines = capped(drift, detail.drifted, (change) => changeLine(change, 'before-after', detail));
  return { heading, tone: 'Warning', notes, lines };
}

function lossSections({ record, losses }: RequestReport, detail: Detail): Section[] {
  if (record.action !== 'to-on-premises') return [];
  if (losses === null) {
    const why = record.baselineHash === null ? NO_BASELINE : UNREAD_BASELINE;
    return [{ ...noted('What would be lost is unknown', 'Warning', why), lines: carryLines(record) }];
  }
  if (losses.length === 0) return [noted('Nothing would be lost', 'Default', NO_DIFFERENCE)];
  return [...lostSection(fated(losses, 'lost'), detail), ...keptSection(fated(losses, 'written-back'), detail)];
}

/** What can still be done about a loss that nobody can foresee. */
function carryLines({ state, subject }: RequestReport['record']): Line[] {
  if (!isOpen(state)) return [];
  const text = `type "carry ${plain(subject.name)}" to have the cloud values written down first.`;
  return [{ strong: 'Next: ', text }];
}

function fated(losses: readonly Loss[], fate: Loss['fate']): readonly Loss[] {
  return losses.filter((loss) => loss.fate === fate);
}

function lostSection(losses: readonly Loss[], detail: Detail): Section[] {
  if (losses.length === 0) return [];
  const notes = ['In the cloud now → when it went to the cloud'];
  const lines = capped(losses, detail.lost, (loss) => changeLine(loss, 'after-before', detail));
  return [{ heading: 'Lost at the next sync', tone: 'Warning', notes, lines }];
}

function keptSection(losses: readonly Loss[], detail: Detail): Section[] {
  if (losses.length === 0) return [];
  const notes = ['In the cloud now (when it went to the cloud)'];
  const lines = capped(losses, detail.kept, (loss) => changeLine(loss, 'was', detail));
  return [{ heading: 'Written back, stays where writeback is healthy', tone: 'Default', notes, lines }];
}

const isMade = (state: RequestReport['record']['state']): boolean => state === 'done' || state === 'verified';

function changeLine(change: SubjectChange, telling: Telling, { value }: Detail): Line {
  return { strong: `${subjectLabel(change.name)}: `, text: changeText(change, telling, value) };
}
