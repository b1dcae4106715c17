import type { ChangeKind } from '../compare/change.js';
import { escapeHtml } from '../export/escape.js';
import type { AttachmentPlan } from '../workspace/project-file.js';
import { describeEvent, type TimelineEvent } from './timeline.js';
import { timelinePicture } from './timeline-picture.js';

/** An attachment before it is made. */
export interface PlannedAttachment {
  /** Null for the consultation document, where it is no attachment. */
  readonly number: number | null;
  readonly title: string;
  readonly kind: AttachmentPlan['content']['kind'];
  /**
   * The instrument it shows, its version, and the version that changes are marked against; null
   * where there is none.
   */
  readonly document: string | null;
  readonly version: string | null;
  readonly against: string | null;
}

/** An attachment that was made, with the names of its files. */
export interface PackedAttachment extends PlannedAttachment {
  readonly files: readonly string[];
  /** Only for a change-marked attachment: how many changes there are of each kind. */
  readonly changes: Readonly<Record<ChangeKind, number>> | null;
  /** What the comparison could not show as closely as usual. */
  readonly notes: readonly string[];
}

/** What the summary of a pack shows. */
export interface SummaryFacts {
  readonly id: string | null;
  readonly title: string | null;
  readonly status: string | null;
  /** What stops the pack from being issued. */
  readonly reasons: readonly string[];
  readonly timeline: readonly TimelineEvent[];
  readonly attachments: readonly PackedAttachment[];
  /** The size of each file in bytes, and its SHA-256. */
  readonly sizes: ReadonlyMap<string, number>;
  readonly sums: ReadonlyMap<string, string>;
}

/** The attachments of a pack as a Markdown table. */
export function packSummary(attachments: readonly PackedAttachment[]): string {
  const tableCell = (words: string | null) => (words ?? '').replace(/[|\\]/g, '\\$&').replace(/\s+/g, ' ');
  const rows = attachments.map(({ number, title, version, against, files, changes }) =>
    [
      String(number ?? ''),
      tableCell(title),
      tableCell(version),
      tableCell(against),
      files.map(tableCell).join('<br>'),
      changes ? changesInWords(changes) : '',
    ].join(' | '),
  );
  return [
    '| No. | Attachment | Version | Against | Files | Changes |',
    '| --- | --- | --- | --- | --- | --- |',
    ...rows.map((row) => `| ${row} |`),
    '',
  ].join('\n');
}

/** How many changes there are of each kind: "3 amended, 1 moved", or "none". */
export function changesInWords(changes: Readonly<Record<ChangeKind, number>>): string {
  const told = Object.entries(changes).filter(([, count]) => count > 0);
  return told.length === 0 ? 'none' : told.map(([kind, count]) => `${count} ${kind}`).join(', ');
}

/** The cover of a pack as one HTML page, without scripts or anything from outside. */
export function packSummaryHtml(facts: SummaryFacts): string {
  const { id, title, status, reasons, timeline, attachments } = facts;
  const name = title ?? (id ? `${id} consultation` : 'Consultation');
  const picture = timelinePicture(timeline);
  return [
    '<!doctype html>',
    '<html lang="en-GB">',
    '<head>',
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${escapeHtml(`${name}: pack`)}</title>`,
    `<style>${STYLE}</style>`,
    '</head>',
    '<body>',
    '<main>',
    `<h1>${escapeHtml(name)}</h1>`,
    `<p class="facts">${escapeHtml([id, status, `${attachments.filter(({ number }) => number !== null).length} attachments`].filter(Boolean).join(' · '))}</p>`,
    ...(reasons.length > 0
      ? [
          '<section class="against">',
          '<h2>Draft: this pack is not to be issued</h2>',
          `<ul>${reasons.map((reason) => `<li>${escapeHtml(reason)}</li>`).join('')}</ul>`,
          '</section>',
        ]
      : []),
    ...(picture === ''
      ? []
      : [
          '<h2 id="timeline">Timeline</h2>',
          wideHtml('timeline', picture),
          `<ul class="days">${timeline.map((event) => `<li><b>${escapeHtml(event.title)}</b>: ${escapeHtml(describeEvent(event))}</li>`).join('')}</ul>`,
        ]),
    '<h2 id="attachments">Attachments</h2>',
    attachmentTable(attachments),
    ...changeTable(attachments),
    '<h2 id="files">Files</h2>',
    fileTable(facts),
    '</main>',
    '</body>',
    '</html>',
    '',
  ].join('\n');
}

/** What may be wider than the page: a region that can be scrolled by keyboard, named by a heading. */
function wideHtml(heading: string, html: string): string {
  return `<div class="wide" role="region" aria-labelledby="${heading}" tabindex="0">${html}</div>`;
}

function htmlTable(heading: string, head: readonly string[], rows: readonly (readonly string[])[], kind = ''): string {
  const htmlCells = (row: readonly string[]) => row.map((cell) => `<td>${cell}</td>`).join('');
  return wideHtml(
    heading,
    `<table${kind === '' ? '' : ` class="${kind}"`}>\n<thead><tr>${head.map((cell) => `<th scope="col">${cell}</th>`).join('')}</tr></thead>\n<tbody>\n${rows.map((row) => `<tr>${htmlCells(row)}</tr>`).join('\n')}\n</tbody>\n</table>`,
  );
}

function attachmentTable(attachments: readonly PackedAttachment[]): string {
  return htmlTable(
    'attachments',
    ['No.', 'Attachment', 'Version', 'Against', 'Files'],
    attachments.map(({ number, title, version, against, files, notes }) => [
      String(number ?? ''),
      [escapeHtml(title), ...notes.map((note) => `<small>${escapeHtml(note)}</small>`)].join('<br>'),
      escapeHtml(version ?? ''),
      escapeHtml(against ?? ''),
      files
        .map(
          (file) =>
            `<a href="${escapeHtml(encodeURIComponent(file))}">${escapeHtml(file.slice(file.lastIndexOf('.') + 1))}</a>`,
        )
        .join(' '),
    ]),
  );
}

/** A table of how many changes of each kind each instrument has. */
function changeTable(attachments: readonly PackedAttachment[]): string[] {
  const changed = attachments.filter(({ changes }) => changes !== null);
  const [first] = changed;
  if (!first?.changes) return [];
  const kinds = Object.keys(first.changes) as ChangeKind[];
  return [
    '<h2 id="changes">Changes by kind</h2>',
    htmlTable(
      'changes',
      ['Instrument', ...kinds],
      changed.map(({ document, version, against, changes }) => [
        escapeHtml([document, version, against ? `against ${against}` : ''].filter(Boolean).join(' ')),
        ...kinds.map((kind) => String(changes?.[kind] ?? 0)),
      ]),
      'numbers',
    ),
  ];
}

function fileTable({ sums, sizes }: SummaryFacts): string {
  return htmlTable(
    'files',
    ['File', 'Bytes', 'SHA-256'],
    [...sums].map(([name, sum]) => [
      `<a href="${escapeHtml(encodeURIComponent(name))}">${escapeHtml(name)}</a>`,
      String(sizes.get(name) ?? ''),
      `<code>${sum}</code>`,
    ]),
    'files',
  );
}

const STYLE = `
:root { color-scheme: light dark; }
body { margin: 0; overflow-wrap: anywhere; font: 15px/1.5 Arial, Arimo, 'Liberation Sans', Helvetica, sans-serif; color: #1c232b; background: #fff; }
main { max-width: 72rem; margin: 0 auto; padding: 2rem 1.5rem 4rem; }
h1 { margin: 0; font-size: 1.8rem; }
h2 { margin: 2.2rem 0 .6rem; font-size: 1.15rem; }
.facts { margin: .2rem 0 0; color: #56626e; }
.against { margin-top: 1.5rem; padding: .2rem 1.2rem .6rem; border-left: .35rem solid #b3261e; background: #fbeceb; }
.against h2 { margin-top: .6rem; }
.wide { overflow-x: auto; }
svg { display: block; width: 100%; min-width: 42rem; height: auto; }
.wide:focus-visible, a:focus-visible { outline: 3px solid #1f5fa8; outline-offset: 2px; }
.days { columns: 2 20rem; padding-left: 1.2rem; }
table { border-collapse: collapse; width: 100%; overflow-wrap: normal; }
.files td { min-width: 6rem; } .files td:first-child { overflow-wrap: anywhere; min-width: 12rem; }
th, td { padding: .4rem .7rem; border-bottom: 1px solid #d7dde3; text-align: left; vertical-align: top; }
th { border-bottom: 2px solid #8a97a3; font-weight: 600; }
.numbers td:not(:first-child), .numbers th:not(:first-child), .files td:nth-child(2) { text-align: right; font-variant-numeric: tabular-nums; }
code { font-size: .78rem; overflow-wrap: anywhere; }
a { color: #1f5fa8; }
@media (prefers-color-scheme: dark) {
  body { color: #e6eaee; background: #171b20; }
  .facts { color: #a3afba; }
  .against { background: #3a1d1b; }
  th, td { border-color: #3a434c; }
  a { color: #84b6f0; }
  .wide:focus-visible, a:focus-visible { outline-color: #84b6f0; }
}
@page { size: A4; margin: 18mm 15mm; }
@media print { main { padding: 0; } .wide { overflow: visible; } svg { min-width: 0; } body { font-size: 12px; } .files td { font-size: 10px; } tr { break-inside: avoid; } }
`;
