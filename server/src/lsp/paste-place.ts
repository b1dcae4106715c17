import type { PastePlace } from '../import/html/paste-html.js';
import { type BlockKind, isBulletMarker } from '../model/block.js';
import type { Draft } from '../model/draft.js';
import { readTable } from '../model/table.js';
import type { Span } from '../model/text.js';
import type { PlaceRange } from '../protocol.js';

/** Where words are pasted, and where rows of a table go then. */
export interface FoundPastePlace {
  readonly place: PastePlace;
  /** Behind the row of the cursor; null outside of a table. */
  readonly afterRow: PlaceRange | null;
}

/** Where words stand as they are typed, whatever they look like. */
const TYPED_AS_IT_IS: ReadonlySet<BlockKind> = new Set(['frontMatter', 'code', 'html']);

/** A line without words, which can be in a quotation. */
const BLANK = /^[\s>]*$/;
/** An item of which only the bullet is there. */
const EMPTY_ITEM = /^([ \t>]*)[-*+][ \t]+$/;
/** The marker of the innermost list. */
const LAST_MARKER = /(?:[-*+]|\d{1,9}[.)])[ \t]*$/;

/**
 * What stands around a place that words are pasted at; null within front matter, code, comments and HTML, where only plain
 * text has a meaning.
 * @param span what they replace
 */
export function findPastePlace(draft: Draft, span: Span): FoundPastePlace | null {
  const lineStart = draft.lines.offsetAt({ line: draft.positionAt(span.start).line, character: 0 });
  const line = draft.positionAt(span.end).line;
  const lineEnd = draft.lines.offsetAt({ line, character: Number.MAX_SAFE_INTEGER });
  const index = draft.blocks.length === 0 ? -1 : draft.blockAt(span.start);
  const table = index < 0 ? null : readTable(draft.block(index));
  const isWithin = index >= 0 && span.end <= draft.startOf(index) + draft.block(index).text.length;
  if (index >= 0 && TYPED_AS_IT_IS.has(draft.block(index).kind)) {
    const start = draft.startOf(index);
    if (span.start > start && span.end < start + draft.block(index).text.length) return null;
  }
  if (table && isWithin && draft.block(index).kind === 'table') {
    const columns = span.start === span.end ? table.header.cells.length : 0;
    // No row can stand between the header and the line below it.
    const isInHeader = line === draft.positionAt(draft.startOf(index)).line;
    const end = isInHeader
      ? draft.positionAt(draft.lines.offsetAt({ line: line + 1, character: Number.MAX_SAFE_INTEGER }))
      : draft.positionAt(lineEnd);
    return {
      place: { kind: 'table', columns, indent: draft.block(index).text.slice(0, draft.block(index).prefix) },
      afterRow: { start: end, end },
    };
  }
  const before = draft.textBetween(lineStart, span.start);
  const after = draft.textBetween(span.end, lineEnd);
  const isBlank = (number: number) => {
    if (number < 0) return true;
    const start = draft.lines.offsetAt({ line: number, character: 0 });
    const end = draft.lines.offsetAt({ line: number, character: Number.MAX_SAFE_INTEGER });
    return BLANK.test(draft.textBetween(start, end));
  };
  const [, outside] = EMPTY_ITEM.exec(before) ?? [];
  const isEmptyItem = outside !== undefined && after.trim() === '';
  const indents = isEmptyItem
    ? { indent: hideMarkers(before), bulletIndent: outside }
    : findIndents(draft, { index, line: before });
  const isAtStart = BLANK.test(before);
  // A sign of a quotation without the blank that follows the others.
  const missing = indents.indent.length === before.length + 1 && before.endsWith('>') ? ' ' : '';
  const first = draft.positionAt(lineStart).line;
  const lineEndsBefore = () => {
    if (!isBlank(first - 1)) return '\n';
    // Other blanks at the start of a line would make code of what follows them.
    return `${before}${missing}` === indents.indent ? missing : '\n';
  };
  return {
    place: {
      kind: 'text',
      ...indents,
      isEmptyItem,
      before: isEmptyItem ? '' : isAtStart ? lineEndsBefore() : '\n\n',
      after: after.trim() === '' ? (isBlank(line + 1) ? '' : '\n') : '\n\n',
      headingLevel: levelOfSections(draft),
      takenNotes: draft.provisions.flatMap((each) =>
        each.kind === 'footnote' ? labelOfNoteBlock(draft, each.block) : [],
      ),
    },
    afterRow: null,
  };
}

/**
 * What the lines begin with that follow a block within a quotation or a list. Items with numbers are
 * provisions, so that what follows one stands beside it; what follows a bullet belongs to its item,
 * unless it is a bullet too.
 * @param place the block, or -1; and its line up to the place
 */
function findIndents(
  draft: Draft,
  { index, line }: { readonly index: number; readonly line: string },
): { readonly indent: string; readonly bulletIndent: string } {
  if (BLANK.test(line)) {
    const quotation = line.includes('>') ? `${line.trimEnd()} ` : '';
    return { indent: quotation, bulletIndent: quotation };
  }
  const block = index < 0 ? null : draft.block(index);
  if (!block || block.containers.length === 0) return { indent: '', bulletIndent: '' };
  let opener = index;
  while (opener > 0 && draft.block(opener).marker === null && draft.block(opener - 1).containers.length > 0) opener--;
  const { marker } = draft.block(opener);
  const isInItem = block.containers.at(-1) === 'item' && marker !== null;
  const own = block.text.slice(0, block.prefix);
  const markers = isInItem ? draft.block(opener).text.slice(0, draft.block(opener).prefix) : own;
  const beside = hideMarkers(markers.replace(LAST_MARKER, ''));
  if (!isInItem) return { indent: hideMarkers(own), bulletIndent: hideMarkers(own) };
  return { indent: isBulletMarker(marker) ? hideMarkers(markers) : beside, bulletIndent: beside };
}

/** Puts blanks in the place of the markers of lists. */
function hideMarkers(markers: string): string {
  return markers.replace(/[^>\t ]/g, ' ');
}

/** The highest level of headings with numbers. */
function levelOfSections(draft: Draft): number | null {
  const levels = draft.provisions.flatMap(({ kind, block }) =>
    kind === 'section' ? draft.block(block).level || [] : [],
  );
  return levels.length === 0 ? null : levels.reduce((least, level) => Math.min(least, level));
}

/** "3" of `[^3]: …`. */
function labelOfNoteBlock(draft: Draft, block: number): string[] {
  const [, label] = /^\s{0,3}\[\^([^\]\s]{1,60})\]:/.exec(draft.block(block).text) ?? [];
  return label === undefined ? [] : [label];
}
