import { typeName } from '../mailbox/type-words.ts';
import { momentWords } from '../preflight/date-words.ts';
import type { Check, CheckState } from './check.ts';
import { htmlText } from './html-text.ts';
import type { GroupProgress, ReadinessProgress } from './progress.ts';
import type { EndReport, ReadinessReport, ReadinessStage } from './readiness.ts';
import { nameOf } from './readiness-csv.ts';

// One page of A4 that loads nothing and runs nothing: it can be mailed, printed and filed. State is never told by colour
// alone: a mark and a word say the same.

const MARKS: Readonly<Record<CheckState, string>> = { done: '✓', open: '✕', attested: '◆', unknown: '?' };

const STYLE = `
@page { size: A4; margin: 10mm }
* { box-sizing: border-box }
body { font: 7.5pt/1.25 "Segoe UI", Arial, sans-serif; color: #1b1b1b; background: #fff; margin: 0 auto; max-width: 190mm }
h1 { font-size: 13pt; margin: 0 } h2 { font-size: 8.5pt; margin: 5pt 0 1pt }
p { margin: 1pt 0 } .quiet { color: #555 }
.pair { display: flex; gap: 6mm } .pair > * { flex: 1 }
.end { border: 1px solid #999; border-radius: 3px; padding: 3pt 5pt; margin-top: 4pt }
table { width: 100%; border-collapse: collapse } td { border-top: 1px solid #ddd; padding: 1pt 3pt; vertical-align: top }
td.state { width: 17mm; white-space: nowrap; font-weight: 600 } td.title { width: 52mm }
.done { color: #0b6a0b } .open { color: #a4262c } .attested { color: #0f548c } .unknown { color: #8a5a00 }
.bar { display: inline-block; width: 26mm; height: 6pt; border: 1px solid #555; vertical-align: middle }
.bar i { display: block; height: 100%; background: #0f548c }
.bar, .bar i { print-color-adjust: exact; -webkit-print-color-adjust: exact }
`;

/** The report as a self-contained HTML page. Every value is escaped; there is no script and no address in it. */
export function readinessPage({ stages, ends, progress, asOf }: ReadinessReport): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Last Exchange server: readiness</title>
<style>${STYLE}</style>
</head>
<body>
<h1>Last Exchange server: readiness</h1>
<p class="quiet">As of ${htmlText(momentWords(asOf))}. ✓ done, ✕ open, ◆ attested by somebody, ? unknown.</p>
<div class="pair">${ends.map(endBox).join('')}</div>
${progress ? progressBlock(progress) : '<p>No census has been taken yet, so there is no progress to show.</p>'}
${stages.map(stageBlock).join('\n')}
</body>
</html>
`;
}

function endBox({ title, rule, counts, isReady }: EndReport): string {
  const { done, open, attested, unknown } = counts;
  const verdict = isReady ? '✓ Ready' : '✕ Not ready';
  return `<div class="end"><h2>${htmlText(title)}</h2><p><b class="${isReady ? 'done' : 'open'}">${verdict}</b>: ${done} done, ${attested} attested, ${open} open, ${unknown} unknown.</p><p>${htmlText(rule)}</p></div>`;
}

function progressBlock({ all, byType, byUnit, unitSource, countedAt }: ReadinessProgress): string {
  const unit = unitSource === 'domain' ? 'domain' : unitSource;
  return `<h2>Cloud-managed mailboxes: ${barWords(all)}, counted ${htmlText(momentWords(countedAt))}</h2>
<div class="pair"><div>${barTable('By type', byType, typeOf)}</div><div>${barTable(`By unit (${unit})`, byUnit, nameOf)}</div></div>`;
}

type Label = (group: GroupProgress) => string;

const typeOf: Label = (group) => (group.name === null ? nameOf(group) : typeName(group.name));

function barTable(heading: string, groups: readonly GroupProgress[], label: Label): string {
  const rows = groups.map(
    (group) => `<tr><td>${htmlText(label(group))}</td><td>${bar(group)} ${barWords(group)}</td></tr>`,
  );
  return `<p><b>${htmlText(heading)}</b></p><table>${rows.join('')}</table>`;
}

const bar = ({ cloudManaged, synced }: GroupProgress): string =>
  `<span class="bar"><i style="width:${synced === 0 ? 0 : Math.floor((cloudManaged / synced) * 100)}%"></i></span>`;

const barWords = ({ cloudManaged, synced }: GroupProgress): string =>
  `${cloudManaged.toLocaleString('en-US')} of ${synced.toLocaleString('en-US')}`;

function stageBlock({ number, title, checks, waitsFor }: ReadinessStage): string {
  const notYet = waitsFor === null ? '' : ` (not yet: stage ${waitsFor} comes first)`;
  return `<h2>${number}. ${htmlText(title)}${notYet}</h2>\n<table>${checks.map(checkRow).join('\n')}</table>`;
}

function checkRow(check: Check): string {
  const { state, title, sentence } = check;
  return `<tr><td class="state ${state}">${MARKS[state]} ${state}</td><td class="title">${htmlText(title)}</td><td>${htmlText(sentence)}${besides(check)}</td></tr>`;
}

function besides(check: Check): string {
  if (check.state === 'attested') return ` (${htmlText(check.by)}, until ${htmlText(momentWords(check.until))})`;
  return check.state === 'done' ? '' : ` <b>→ ${htmlText(check.help)}</b>`;
}
