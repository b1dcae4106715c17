import { ConservationCheck } from '../conservation.js';
import { escapeHtml } from '../escape.js';
import type { ExportOptions } from '../export-options.js';
import { isChanged } from '../manuscript/changed.js';
import { hasJoints, JOINT_MEANING, showJoints } from '../manuscript/joints.js';
import { layOutManuscript } from '../manuscript/lay-out.js';
import {
  LIST_OF_CHANGES,
  type ListedChange,
  type ListOfChanges,
  sayChange,
  sayProvision,
} from '../manuscript/list-of-changes.js';
import {
  dropRepeatedTitle,
  type Footnote,
  type LaidOutRow,
  type Layout,
  type Manuscript,
  type Source,
  type StyledWord,
} from '../manuscript/manuscript.js';
import type { RevisionMark } from '../manuscript/mark.js';
import { joinLabel } from '../manuscript/marked-words.js';
import { countHeaderRows, TableGrid } from '../manuscript/merged-cells.js';
import { indexCallableNotes, labelOfNoteKey } from '../manuscript/notes.js';
import { pictureOf } from '../pictures.js';
import { keepSafeLink, makePrintable } from '../printable.js';
import { encodeBase64, PAPER_STYLE, writePaperHead, writeSignature } from './paper-head.js';
import { STYLE } from './style-sheet.js';

/** What a page shows, and where its figures come from. */
export interface HtmlOptions extends Partial<ExportOptions> {
  /**
   * Returns the bytes of a figure by its path in the draft, or null. Without it, figures show their
   * alternative text.
   */
  readonly figures?: (path: string) => Uint8Array | null;
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
  const writer = new HtmlWriter(manuscript, options, check);
  const text = [...writer.writeBody(showJoints(layouts)), writer.writeNotes()];
  check.finish();
  const marked = manuscript.against === null ? '' : ` (change marked against ${manuscript.against})`;
  return [
    '<!DOCTYPE html>',
    '<html lang="en-GB">',
    '<head>',
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${escapeHtml(`${title}${manuscript.version ? ` ${manuscript.version}` : ''}${marked}`)}</title>`,
    options.author ? `<meta name="author" content="${escapeHtml(options.author)}">` : '',
    `<style>${STYLE}${manuscript.paper === null ? '' : PAPER_STYLE}</style>`,
    '</head>',
    '<body>',
    '<a class="skip" href="#text">To the text</a>',
    manuscript.watermark === null
      ? ''
      : `<div class="watermark" aria-hidden="true">${escapeHtml(manuscript.watermark)}</div>`,
    `<div class="page${manuscript.changes ? ' beside' : ''}">`,
    writePaperHead(manuscript, title, options.date ?? null),
    manuscript.changes ? writeOverview(manuscript, manuscript.changes) : '',
    '<main id="text">',
    ...text,
    '</main>',
    '</div>',
    '</body>',
    '</html>',
    '',
  ]
    .filter((line) => line !== '')
    .join('\n');
}

/**
 * The number of changes, the legend and the list of changes: beside the text where there is room,
 * else before it.
 */
function writeOverview(
  { legend, front, origins, layouts }: Manuscript,
  { counts, entries, notes }: ListOfChanges,
): string {
  const summary =
    counts.length === 0
      ? `<p>${LIST_OF_CHANGES.none}</p>`
      : `<ul>${counts.map(([kind, count]) => `<li><strong>${count}</strong> ${kind}</li>`).join('')}</ul>`;
  const marks = `<p>Marks: ${legend.map(({ mark, meaning }) => markHtml(escapeHtml(meaning), mark)).join(', ')}.${hasJoints(layouts) ? ` ${JOINT_MEANING}` : ''}</p>`;
  const whose = origins.length > 0 ? `<p>Changes of: ${escapeHtml(origins.join('; '))}.</p>` : '';
  const list = entries.map((entry) => `<li>${writeListedChange(entry)}</li>`).join('');
  const printed = front.listOfChanges ? ' class="printed"' : '';
  const details =
    entries.length === 0
      ? ''
      : `<details open${printed}><summary>${LIST_OF_CHANGES.title}</summary><ol>${list}</ol></details>`;
  const said = notes.map((note) => `<p>${escapeHtml(note)}</p>`).join('');
  return `<nav class="changes" aria-label="Changes"><h2>Changes</h2>${summary}${marks}${whose}${said}${details}</nav>`;
}

function writeListedChange(change: ListedChange): string {
  const { anchor } = change;
  const cited = escapeHtml(sayProvision(change));
  return `${anchor === null ? cited : `<a href="#${escapeHtml(anchor)}">${cited}</a>`} ${escapeHtml(sayChange(change))}`;
}

class HtmlWriter {
  /** The notes called so far, with the number of the first call of each. */
  private readonly called = new Map<Footnote, number>();
  private readonly findNote: (key: string) => Footnote | null;
  private depth = 1;

  constructor(
    private readonly manuscript: Manuscript,
    private readonly options: HtmlOptions,
    private readonly check: ConservationCheck,
  ) {
    this.findNote = indexCallableNotes(manuscript.notes);
  }

  /**
   * The blocks of the text. List items are put in lists, and a table takes its name from the
   * caption above.
   */
  writeBody(layouts: readonly Layout[]): string[] {
    const lines: string[] = [];
    let isInList = false;
    const closeList = () => {
      if (isInList) lines.push('</div>');
      isInList = false;
    };
    const letter = this.manuscript.paper?.letter;
    for (const [index, layout] of layouts.entries()) {
      const before = layouts[index - 1];
      if (layout.kind !== 'item' || layout.moved) closeList();
      if (layout.moved) {
        const { moved } = layout;
        const words = 'to' in moved ? `Moved to ${moved.to}` : `Moved from ${moved.from}`;
        lines.push(`<p class="moved">${escapeHtml(words)}</p>`);
      }
      if (layout.startsPage) lines.push('<div class="starts-page"></div>');
      if (layout.kind === 'item' && !isInList) {
        lines.push('<div role="list">');
        isInList = true;
      }
      lines.push(this.writeElement(layout, before?.kind === 'caption' ? before.anchor : null));
      if (letter && layout.endsLetter) {
        closeList();
        lines.push(writeSignature(letter.signature));
      }
    }
    closeList();
    return lines;
  }

  private writeElement(layout: Layout, caption: string | null): string {
    const id = layout.anchor === null ? '' : ` id="${escapeHtml(layout.anchor)}"`;
    const changed = isChanged(layout) ? ' changed' : '';
    switch (layout.kind) {
      case 'heading': {
        // Heading levels are never skipped. A heading without words is left out.
        if (![...layout.label, ...layout.words].some(({ text }) => makePrintable(text).trim() !== '')) return '';
        this.depth = Math.min(6, layout.depth + 1, this.depth + 1);
        const tag = `h${this.depth}`;
        const label =
          layout.label.length > 0 ? `<span class="heading-label">${this.writeWords(layout.label)}</span>` : '';
        return `<${tag}${id}${changed ? ` class="${changed.trim()}"` : ''}>${label}${this.writeWords(layout.words)}</${tag}>`;
      }
      case 'provision': {
        const level = layout.level === 0 ? '' : ` level-${Math.min(4, layout.level)}`;
        return `<div class="provision${level}${changed}"${id}><span class="label">${this.writeWords(layout.label)}</span><span>${this.writeWords(layout.words)}</span></div>`;
      }
      case 'paragraph': {
        const under = layout.level < 0 ? '' : `under-${Math.min(4, layout.level)}`;
        const classes = `${under}${changed}`.trim();
        return `<p${classes ? ` class="${classes}"` : ''}${id}>${this.writeWords(joinLabel(layout.label, layout.words))}</p>`;
      }
      case 'item':
        return `<div role="listitem" class="item${layout.level > 0 ? ` item-${Math.min(2, layout.level)}` : ''}${changed}"${id}>${this.writeItem(layout)}</div>`;
      case 'caption':
        return `<p class="caption${changed}"${id}>${this.writeWords(removeBold(joinLabel(layout.label, layout.words)))}</p>`;
      case 'question':
        return `<p class="question${changed}"${id}>${this.writeWords(removeBold(joinLabel(layout.label, layout.words)))}</p>`;
      case 'table':
        return this.writeTable(
          layout,
          `${id}${caption === null ? ' aria-label="Table"' : ` aria-labelledby="${escapeHtml(caption)}"`}`,
          changed,
        );
      case 'figure':
        return this.writeFigure(layout, id);
      case 'code':
        return `<pre${changed ? ` class="${changed.trim()}"` : ''}${id}><code>${this.writeWords(layout.words)}</code></pre>`;
      case 'rule':
        return layout.mark ? `<div class="changed">${markHtml('<hr>', layout.mark)}</div>` : '<hr>';
    }
  }

  private writeTable(
    { header, rows, merges }: Extract<Layout, { kind: 'table' }>,
    name: string,
    changed: string,
  ): string {
    const grid = new TableGrid(merges);
    const headers = countHeaderRows(merges);
    // A merged cell is written where it begins, and not again where it reaches.
    const writeCells = (
      row: LaidOutRow,
      index: number,
      write: (words: readonly StyledWord[], reach: string) => string,
    ) =>
      row.cells
        .map((words, column) => {
          const place = grid.placeOf(index, column);
          if (place.isBelow || place.isBeside) return '';
          const across = place.columns > 1 ? ` colspan="${place.columns}"` : '';
          return write(words, place.rows > 1 ? `${across} rowspan="${place.rows}"` : across);
        })
        .join('');
    const cell = (tag: string, words: readonly StyledWord[], attributes = '') =>
      `<${tag}${attributes}>${this.writeWords(words)}</${tag}>`;
    const head = [header, ...rows.slice(0, headers - 1)]
      .map((row, index) =>
        writeCells(row, index, (words, reach) =>
          words.length === 0 ? `<td${reach}></td>` : cell('th', words, `${reach} scope="col"`),
        ),
      )
      .join('</tr>\n<tr>');
    const body = rows
      .slice(headers - 1)
      .map((row, index) => `<tr>${writeCells(row, index + headers, (words, reach) => cell('td', words, reach))}</tr>`)
      .join('\n');
    return `<div class="table${changed}"${name} tabindex="0" role="group"><table>\n<thead><tr>${head}</tr></thead>\n<tbody>\n${body}\n</tbody>\n</table></div>`;
  }

  /** The sign or the number of an item of a list, and its words. */
  private writeItem({ marker, label, words }: Extract<Layout, { kind: 'item' }>): string {
    if (marker === '')
      return `<span aria-hidden="false">${this.writeWords(label)}</span><span>${this.writeWords(words)}</span>`;
    return `<span aria-hidden="true">${marker}</span><span>${this.writeWords(joinLabel(label, words))}</span>`;
  }

  private writeFigure({ alt: said, path, mark }: Extract<Layout, { kind: 'figure' }>, id: string): string {
    this.check.writeText(said, mark?.op ?? null);
    const alt = makePrintable(said).trim() || 'Figure';
    const bytes = this.options.figures?.(path) ?? null;
    const kind = bytes && pictureOf(bytes)?.extension;
    const picture =
      bytes && kind
        ? `<img src="data:image/${kind === 'svg' ? 'svg+xml' : kind};base64,${encodeBase64(bytes)}" alt="${escapeHtml(alt)}">`
        : `<div class="stand-in" role="img" aria-label="${escapeHtml(alt)}">${escapeHtml(alt)}</div>`;
    return `<figure${mark ? ' class="changed"' : ''}${id}>${markHtml(picture, mark)}</figure>`;
  }

  writeWords(words: readonly StyledWord[]): string {
    return words.map((word) => this.writeWord(word)).join('');
  }

  private writeWord(word: StyledWord): string {
    this.check.writeWord(word);
    let html = word.kind === 'break' ? '<br>' : word.note !== null ? this.writeCall(word.note) : escapeHtml(word.text);
    if (word.kind === 'image')
      html = `<span role="img" aria-label="${escapeHtml(word.text)}">${escapeHtml(word.text)}</span>`;
    if (word.kind === 'code') html = `<code>${html}</code>`;
    if (word.superscript) html = `<sup>${html}</sup>`;
    if (word.subscript) html = `<sub>${html}</sub>`;
    if (word.underline) html = `<u>${html}</u>`;
    if (word.emphasis) html = `<em>${html}</em>`;
    if (word.strong) html = `<strong>${html}</strong>`;
    const link = word.kind === 'image' ? null : keepSafeLink(word.link);
    if (link !== null) html = `<a href="${escapeHtml(link)}">${html}</a>`;
    return markHtml(html, word.mark);
  }

  private writeCall(key: string): string {
    const note = this.findNote(key);
    const label = escapeHtml(labelOfNoteKey(key));
    if (!note) return `<sup>${label}</sup>`;
    const isFirst = !this.called.has(note);
    if (isFirst) this.called.set(note, this.called.size + 1);
    const id = isFirst ? ` id="call-${this.called.get(note)}"` : '';
    return `<sup><a href="#${note.anchor}"${id} aria-label="Note ${label}">${label}</a></sup>`;
  }

  /** The footnotes in the order of their calls, then those that are never called. */
  writeNotes(): string {
    const uncalled = [...this.manuscript.notes.values()].filter((note) => !this.called.has(note));
    const notes = [...this.called.keys(), ...uncalled];
    if (notes.length === 0) return '';
    const items = notes.map((note) => {
      const number = this.called.get(note);
      const back = number === undefined ? '' : ` <a href="#call-${number}" aria-label="Back to the text">↩</a>`;
      const label = note.marked.map(({ text, mark }) => markHtml(escapeHtml(text), mark)).join('');
      const words = this.check.writeNote(note, note, () => this.writeWords(note.words));
      return `<p id="${note.anchor}"><sup>${label}</sup> ${words}${back}</p>`;
    });
    return `<section class="notes" aria-label="Notes">\n${items.join('\n')}\n</section>`;
  }
}

/** Captions and questions are bold by their style, so their words need not be. */
function removeBold(words: readonly StyledWord[]): StyledWord[] {
  return words.map((word) => ({ ...word, strong: false }));
}

function markHtml(html: string, mark: RevisionMark | null): string {
  if (!mark) return html;
  const tag = mark.op === 'insert' ? 'ins' : 'del';
  const kind = mark.move !== null ? ' class="move"' : mark.class === 'substance' ? '' : ' class="minor"';
  const whose = mark.origin === undefined ? '' : ` title="${escapeHtml(mark.origin)}"`;
  return `<${tag}${kind}${whose}>${html}</${tag}>`;
}
