import type { PdfLine } from './page-lines.js';

/** A footnote, as far as it stands on one page. */
export interface PageNote {
  /** Its number or sign; null where it goes on one of the page before. */
  readonly sign: string | null;
  readonly lines: readonly PdfLine[];
}

/** Words of a note are smaller than those of the text by so much. */
const SMALLER = 0.94;

/**
 * Takes the footnotes from the foot of a page: small lines, of which the first begins with a number
 * or a sign.
 * @param lines from head to foot, those at the head and foot of each page left out
 * @param goesOn whether the last note of the page before may go on
 */
export function takeNotes(
  lines: readonly PdfLine[],
  bodySize: number,
  goesOn: boolean,
): { readonly text: readonly PdfLine[]; readonly notes: readonly PageNote[] } {
  let from = lines.length;
  while (from > 0 && (lines[from - 1]?.size ?? bodySize) <= SMALLER * bodySize) from--;
  let first = from;
  while (first < lines.length && readNoteSign(lines[first]) === null) first++;
  // A page of small print alone is no page of notes.
  if (from === 0 || first >= lines.length) return { text: lines, notes: [] };
  const isCarried = goesOn && first > from;
  const notes: { sign: string | null; lines: PdfLine[] }[] = isCarried
    ? [{ sign: null, lines: lines.slice(from, first) }]
    : [];
  let last: number | null = null;
  for (const line of lines.slice(first)) {
    const sign = readNoteSign(line);
    const number = sign !== null && /^\d+$/.test(sign) ? Number(sign) : null;
    const isNext =
      sign !== null && (number === null || last === null || line.pieces[0]?.isRaised || number === last + 1);
    if (isNext) {
      notes.push({ sign, lines: [line] });
      last = number ?? last;
    } else notes.at(-1)?.lines.push(line);
  }
  return { text: lines.slice(0, isCarried ? from : first), notes };
}

/** The number or sign that a note begins with; null for none. */
function readNoteSign(line: PdfLine | undefined): string | null {
  if (!line) return null;
  const [first] = line.pieces;
  const raised = first?.isRaised ? first.text.trim() : '';
  if (/^(?:\d{1,3}|[*†‡§]{1,3}|[a-z])$/.test(raised)) return raised;
  return /^(\d{1,3}|[*†‡§]{1,3})[\s.)]/.exec(line.text)?.[1] ?? null;
}

/** A note's lines without the sign that they begin with. */
export function withoutNoteSign({ sign, lines }: PageNote): readonly PdfLine[] {
  const [first, ...rest] = lines;
  if (!first || sign === null) return lines;
  let left = first.text.indexOf(sign) + sign.length;
  const pieces = first.pieces.map((piece) => {
    const cut = Math.min(left, piece.text.length);
    left -= cut;
    return cut === 0 ? piece : { ...piece, text: piece.text.slice(cut).replace(/^[\s.)]+/, '') };
  });
  const kept = pieces.filter(({ text }) => text !== '');
  return [{ ...first, pieces: kept, text: kept.map(({ text }) => text).join('') }, ...rest];
}
