import type { FindAwayLinks } from '../away-links.js';
import { ConservationCheck } from '../conservation.js';
import { escapeHtml } from '../escape.js';
import type { ExportOptions } from '../export-options.js';
import { showJoints } from '../manuscript/joints.js';
import { layOutManuscript } from '../manuscript/lay-out.js';
import {
  LIST_OF_CHANGES,
  type ListedChange,
  type ListOfChanges,
  sayChange,
  sayProvision,
} from '../manuscript/list-of-changes.js';
import { dropRepeatedTitle, type Layout, type Manuscript, type Source } from '../manuscript/manuscript.js';
import { sayNumbers } from '../manuscript/number-places.js';
import { listFamiliesWith } from '../own-fonts.js';
import { makePrintable } from '../printable.js';
import { nameListed, writeContents, writeFilters, writeLegend, writeRunningHead } from './page-parts.js';
import { PAPER_STYLE, writePaperHead } from './paper-head.js';
import { styleSheet } from './style-sheet.js';
import { type FindFigureBytes, TextWriter } from './text-writer.js';

/** What a page shows, and where its figures come from. */
export interface HtmlOptions extends Partial<ExportOptions> {
  /**
   * Returns the bytes of a figure by its path in the draft, or null. Without it, figures show their
   * alternative text.
   */
  readonly figures?: FindFigureBytes;
  /** Finds what the text cites in others that are published beside it. */
  readonly away?: FindAwayLinks;
  /** The author and the date (ISO) of the page; none without them. */
  readonly author?: string;
  readonly date?: string;
}

/**
 * A draft, clean or change-marked, as one self-contained page: no script, no request to anywhere.
 */
export function renderHtml(source: Source, options: HtmlOptions = {}): string {
  const manuscript = layOutManuscript(source, options);
  const title = manuscript.title ?? 'Draft';
  const layouts = dropRepeatedTitle(manuscript, title);
  const check = new ConservationCheck(manuscript, manuscript.layouts.length - layouts.length);
  const writer = new TextWriter(manuscript, options.figures ?? (() => null), check);
  const text = [...writer.writeBody(showJoints(layouts)), writer.writeNotes()];
  check.finish();
  const contents = manuscript.paper?.letter ? '' : writeContents(writer.contents);
  const { against, changes, marks, classification, watermark } = manuscript;
  const marked = against === null ? '' : ` (change marked against ${against})`;
  const name = [manuscript.document, manuscript.version].filter(Boolean).join(' ');
  const style = styleSheet(
    changes && marks,
    {
      title: makePrintable(title),
      name: makePrintable(name),
      classification: makePrintable(classification ?? ''),
    },
    listFamiliesWith(options.fonts ?? [], () => true),
  );
  return [
    '<!DOCTYPE html>',
    '<html lang="en-GB">',
    '<head>',
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${escapeHtml(`${title}${manuscript.version ? ` ${manuscript.version}` : ''}${marked}`)}</title>`,
    options.author ? `<meta name="author" content="${escapeHtml(options.author)}">` : '',
    `<style>${style}${manuscript.paper === null ? '' : PAPER_STYLE}</style>`,
    '</head>',
    contents || changes
      ? '<body>'
      : `<body class="plain${layouts.length > 0 && layouts.every(({ isLandscape }) => isLandscape) ? ' turned' : ''}">`,
    '<a class="skip" href="#_text">To the text</a>',
    watermark === null ? '' : `<div class="watermark" aria-hidden="true">${escapeHtml(watermark)}</div>`,
    changes ? '<span id="_in-force"></span><span id="_proposed"></span>' : '',
    writePaperHead(manuscript, title, options.date ?? null),
    manuscript.paper?.letter ? '' : writeRunningHead(manuscript, name || title),
    `<div class="${['page', contents && 'listed', changes && 'beside'].filter(Boolean).join(' ')}">`,
    contents,
    changes ? writeOverview(manuscript, changes) : '',
    isNumberedText(layouts) ? '<main id="_text" class="with-numbers">' : '<main id="_text">',
    ...text,
    '</main>',
    writer.writeAmendments(),
    '</div>',
    '</body>',
    '</html>',
    '',
  ]
    .filter((line) => line !== '')
    .join('\n');
}

/** Whether the number of a change stands in the margin somewhere. */
function isNumberedText(layouts: readonly Layout[]): boolean {
  return layouts.some(
    (layout) => layout.numbers || (layout.kind === 'table' && layout.rows.some(({ numbers }) => numbers)),
  );
}

/**
 * The number of changes, which of them are shown, the legend and the list of changes: beside the
 * text where there is room, else before it.
 */
function writeOverview(manuscript: Manuscript, { counts, entries, notes }: ListOfChanges): string {
  const { front, origins } = manuscript;
  const summary =
    counts.length === 0
      ? `<p>${LIST_OF_CHANGES.none}</p>`
      : `<ul class="counts">${counts.map(([kind, count]) => `<li><strong>${count}</strong> ${kind}</li>`).join('')}</ul>`;
  const whose = origins.length > 0 ? `<p>Changes of: ${escapeHtml(origins.join('; '))}.</p>` : '';
  const isNumbered = entries.some(({ numbers }) => numbers !== undefined);
  const list = entries.map((entry) => `<li${nameListed(entry.kinds)}>${writeListedChange(entry)}</li>`).join('');
  const printed = front.listOfChanges ? ' class="printed"' : '';
  const details =
    entries.length === 0
      ? ''
      : `<details open${printed}><summary>${LIST_OF_CHANGES.title}</summary><ol${isNumbered ? ' class="own-numbers"' : ''}>${list}</ol></details>`;
  const said = notes.map((note) => `<p>${escapeHtml(note)}</p>`).join('');
  return `<nav class="changes" aria-label="Changes"><h2>Changes</h2>${summary}${writeFilters(manuscript)}${writeLegend(manuscript)}${whose}${said}${details}</nav>`;
}

function writeListedChange(change: ListedChange): string {
  const { anchor } = change;
  const cited = escapeHtml(sayProvision(change));
  const number = change.numbers ? `<b>${sayNumbers(change.numbers)}</b> ` : '';
  return `${number}${anchor === null ? cited : `<a href="#${escapeHtml(anchor)}">${cited}</a>`} ${escapeHtml(sayChange(change))}`;
}
