import { findFirst } from '../../model/find-first.js';
import type { PdfPage, PdfRule, PdfRun } from './pdf-page.js';

/** Words of one look within a line. */
export interface PdfPiece {
  readonly text: string;
  readonly left: number;
  readonly right: number;
  readonly isBold: boolean;
  readonly isItalic: boolean;
  /** Whether they stand higher and smaller: the sign of a note, a power. */
  readonly isRaised: boolean;
  readonly isStruck: boolean;
  readonly isUnderlined: boolean;
}

/** Words on one line, as far as no wide gap parts them. */
export interface PdfLine {
  readonly kind: 'line';
  readonly pieces: readonly PdfPiece[];
  readonly text: string;
  readonly left: number;
  readonly right: number;
  readonly base: number;
  readonly size: number;
  readonly isBold: boolean;
  /** Where the words after the first wide gap begin; null where there is none. */
  readonly indentAfterGap: number | null;
  /** The words before the first wide gap; '' where there is none. */
  readonly beforeGap: string;
}

interface PlacedRun extends PdfRun {
  readonly isRaised: boolean;
}

/** Runs that stand on one line of the page, whatever column they are in. */
interface RunRow {
  base: number;
  size: number;
  runs: PlacedRun[];
}

/** What stands raised: the number or sign of a note, a power, "th". */
const SIGN = /^[\w*†‡§,()+–−-]{1,5}$/;
/** So many times the size of the words is a gap between them wide. */
const WIDE_GAP = 1.4;
/** So many times the size of the words is a space between two runs. */
const SPACE = 0.13;

/** The lines of a page, from its head to its foot, wide gaps between columns as ends of lines. */
export function findFragments(runs: readonly PdfRun[], rules: readonly PdfRule[]): PdfLine[] {
  const rows = attachRaised(findRows(runs));
  const strokes = rules.filter(({ top, bottom }) => bottom - top <= 2.5).sort((a, b) => a.top - b.top);
  const lines: PdfLine[] = [];
  for (const row of rows) {
    const sorted = row.runs.sort((a, b) => a.left - b.left);
    const near = rulesNear(strokes, row);
    for (const part of splitAtGaps(sorted, row.size)) lines.push(makeLine(part, row, near));
  }
  return lines;
}

function findRows(runs: readonly PdfRun[]): RunRow[] {
  const rows: RunRow[] = [];
  const sorted = runs.filter(({ text }) => text.trim() !== '').sort((a, b) => a.base - b.base || a.left - b.left);
  for (const run of sorted) {
    const row = rows.at(-1);
    const placed = { ...run, isRaised: false };
    const isSmaller = row !== undefined && Math.min(run.size, row.size) < 0.82 * Math.max(run.size, row.size);
    if (row && !isSmaller && run.base - row.base <= 0.28 * Math.max(run.size, row.size)) {
      row.runs.push(placed);
      row.size = Math.max(row.size, run.size);
    } else if (row && isSmaller && run.base - row.base < 0.5) {
      // A smaller word on the very same line: small capitals.
      row.runs.push(placed);
      row.size = Math.max(row.size, run.size);
    } else rows.push({ base: run.base, size: run.size, runs: [placed] });
  }
  return rows;
}

/** Puts small words that stand a little above or below a line, and next to its words, into it. */
function attachRaised(rows: RunRow[]): RunRow[] {
  const kept: RunRow[] = [];
  rows.forEach((row, index) => {
    let [own, rest] = [row, row.runs];
    for (const [other, lowest, highest] of [
      [rows[index + 1], -0.25, 0.7],
      [kept.at(-1), -0.35, 0.25],
    ] as const) {
      if (!other || row.size > 0.82 * other.size) continue;
      const rise = (other.base - row.base) / other.size;
      if (rise < lowest || rise > highest) continue;
      const start = Math.min(...other.runs.map(({ left }) => left));
      const isNext = (run: PlacedRun) =>
        // The sign of a footnote stands some way before its words.
        (run.right <= start + 1 && start - run.left < 4 * other.size) ||
        other.runs.some(
          (each) =>
            Math.abs(each.right - run.left) < 0.5 * other.size || Math.abs(run.right - each.left) < 0.5 * other.size,
        );
      const near = rest.filter(isNext);
      other.runs.push(...near.map((run) => ({ ...run, isRaised: rise > 0.1 && SIGN.test(run.text.trim()) })));
      rest = rest.filter((run) => !near.includes(run));
      own = { ...row, runs: rest };
    }
    if (rest.length > 0) kept.push(own);
  });
  return kept;
}

function rulesNear(strokes: readonly PdfRule[], { base, size }: RunRow): PdfRule[] {
  const near: PdfRule[] = [];
  for (
    let at = findFirst(strokes, ({ top }) => top >= base - size);
    at < strokes.length && (strokes[at]?.top ?? 0) < base + 0.4 * size;
    at++
  ) {
    const rule = strokes[at];
    if (rule) near.push(rule);
  }
  return near;
}

function splitAtGaps(runs: readonly PlacedRun[], size: number): PlacedRun[][] {
  const parts: PlacedRun[][] = [];
  let end = Number.NEGATIVE_INFINITY;
  for (const run of runs) {
    const part = parts.at(-1);
    const last = part?.at(-1);
    // Words of another size some way off are a note in the margin.
    const isOther = last !== undefined && Math.min(run.size, last.size) < 0.93 * Math.max(run.size, last.size);
    if (part && run.left - end <= (isOther && !run.isRaised ? 0.45 : WIDE_GAP) * size) part.push(run);
    else parts.push([run]);
    end = Math.max(end, run.right);
  }
  return parts;
}

/** Signs of bullets in fonts of signs. */
const BULLETS = /^[\uf0b7\uf0a7\uf0d8\uf0fc\u2022\u25cf\u25aa\u25a0\u25e6\u2043\u00b7](?=\s|$)/;

function makeLine(runs: readonly PlacedRun[], row: RunRow, rules: readonly PdfRule[]): PdfLine {
  const pieces: PdfPiece[] = [];
  let end: number | null = null;
  let isSpaced = false;
  for (const run of runs) {
    const words = run.text.replace(/[\s\u00a0]+/g, ' ');
    const gap = end !== null && run.left - end > SPACE * row.size;
    const isApart = end !== null && (gap || isSpaced || words.startsWith(' '));
    isSpaced = words.endsWith(' ');
    end = run.right;
    const said = words.trim();
    const text = `${isApart ? ' ' : ''}${pieces.length === 0 ? said.replace(BULLETS, '•') : said}`;
    pieces.push(...strikeWords({ ...run, text, isStruck: false, isUnderlined: false }, rules, row));
  }
  const shown = pieces.filter(({ isRaised }) => !isRaised);
  const sizes = new Map<number, number>();
  for (const { size, text } of runs) sizes.set(size, (sizes.get(size) ?? 0) + text.length);
  const [size] = [...sizes].reduce((most, each) => (each[1] > most[1] ? each : most), [row.size, 0]);
  return {
    kind: 'line',
    pieces,
    text: pieces.map(({ text }) => text).join(''),
    left: pieces[0]?.left ?? 0,
    right: Math.max(...pieces.map(({ right }) => right)),
    base: row.base,
    size,
    isBold: shown.length > 0 && shown.every(({ isBold, text }) => isBold || !/[\p{L}\p{N}]/u.test(text)),
    indentAfterGap: null,
    beforeGap: '',
  };
}

/** The words of a piece, those that a line goes through or under on their own. */
function strikeWords(piece: PdfPiece, rules: readonly PdfRule[], { base, size }: RunRow): PdfPiece[] {
  const width = piece.right - piece.left;
  const touching = rules.filter(({ left, right }) => left < piece.right - 0.5 && right > piece.left + 0.5);
  if (touching.length === 0 || width <= 0) return [piece];
  const marked: PdfPiece[] = [];
  let at = 0;
  for (const text of piece.text.split(/(?<=\S)(?= )/)) {
    const middle = piece.left + (width * (at + (text.length + (text.startsWith(' ') ? 1 : 0)) / 2)) / piece.text.length;
    const [from, to] = [at, (at += text.length)];
    const over = touching.filter(({ left, right }) => left <= middle && right >= middle);
    const isAt = (high: number, low: number) =>
      over.some(({ top, bottom }) => (top + bottom) / 2 > base - high * size && (top + bottom) / 2 < base - low * size);
    const [isStruck, isUnderlined] = [isAt(0.5, 0.12), isAt(-0.01, -0.28)];
    const last = marked.at(-1);
    if (last && last.isStruck === isStruck && last.isUnderlined === isUnderlined)
      marked[marked.length - 1] = {
        ...last,
        text: last.text + text,
        right: piece.left + (width * to) / piece.text.length,
      };
    else {
      const [left, right] = [from, to].map((each) => piece.left + (width * each) / piece.text.length);
      marked.push({ ...piece, text, isStruck, isUnderlined, left: left ?? piece.left, right: right ?? piece.right });
    }
  }
  return marked;
}

/** Fragments of one line and one column as a line. @param parts from left to right */
function joinIntoLine(parts: readonly PdfLine[]): PdfLine {
  const [first, second] = parts;
  if (!first || !second) return first!;
  const pieces = parts.flatMap(({ pieces: own }, index) =>
    index === 0 ? own : own.map((piece, at) => (at === 0 ? { ...piece, text: ` ${piece.text.trimStart()}` } : piece)),
  );
  const longest = parts.reduce((most, each) => (each.text.length > most.text.length ? each : most), first);
  return {
    ...first,
    pieces,
    text: pieces.map(({ text }) => text).join(''),
    right: Math.max(...parts.map(({ right }) => right)),
    size: longest.size,
    isBold: parts.every(({ isBold }) => isBold),
    indentAfterGap: second.left,
    beforeGap: first.text,
  };
}

/** What stands on a page: its left, the line that it stands on, and the size of its words. */
interface PlacedWords {
  readonly left: number;
  readonly base: number;
  readonly size: number;
}

/** Words that stand side by side as rows, each from left to right. @param words from head to foot */
export function groupRows<Words extends PlacedWords>(words: readonly Words[]): Words[][] {
  const rows: Words[][] = [];
  for (const each of words) {
    const row = rows.at(-1);
    const first = row?.[0];
    if (row && first && Math.abs(first.base - each.base) < 0.3 * Math.max(first.size, each.size)) row.push(each);
    else rows.push([each]);
  }
  for (const row of rows) row.sort((a, b) => a.left - b.left);
  return rows;
}

/** Fragments that stand side by side as lines. @param fragments from head to foot */
export function joinRows(fragments: readonly PdfLine[]): PdfLine[] {
  return groupRows(fragments).map(joinIntoLine);
}

/** What a page has beside its columns of text. */
export interface PageParts {
  /** In reading order, column by column. */
  readonly columns: readonly (readonly PdfLine[])[];
  /** Notes in the margin. */
  readonly sidenotes: readonly PdfLine[];
  /** Numbers of lines in the margin. */
  readonly lineNumbers: readonly PdfLine[];
}

/**
 * Parts the lines of a page into columns, notes in the margin and numbers of lines.
 * @param hasNumberedLines whether lines are numbered on another page
 */
export function findColumns(fragments: readonly PdfLine[], bodySize: number, hasNumberedLines: boolean): PageParts {
  const { kept, lineNumbers } = takeLineNumbers(fragments, hasNumberedLines);
  const { text, sidenotes } = takeSidenotes(kept, bodySize);
  return { columns: splitColumns(text, 0), sidenotes: joinRows(sidenotes), lineNumbers };
}

/** Whether a page has numbers of lines, and so many that they can be nothing else. */
export function numbersLines(fragments: readonly PdfLine[]): boolean {
  return takeLineNumbers(fragments, false).lineNumbers.length > 0;
}

/** Numbers at one edge that count up by a constant step number the lines. */
function takeLineNumbers(
  fragments: readonly PdfLine[],
  isExpected: boolean,
): { kept: readonly PdfLine[]; lineNumbers: readonly PdfLine[] } {
  const numbers = fragments.filter(({ text }) => /^\d{1,3}$/.test(text));
  for (const side of ['left', 'right'] as const) {
    const edge =
      side === 'left'
        ? Math.min(...fragments.map(({ left }) => left))
        : Math.max(...fragments.map(({ right }) => right));
    const found = numbers.filter((each) => Math.abs((side === 'left' ? each.right : each.left) - edge) < 24);
    const values = found.map(({ text }) => Number(text));
    // One number alone is the fifth line, or the first.
    const step = values.length === 1 ? (values[0] ?? 0) : (values[1] ?? 0) - (values[0] ?? 0);
    const counts = values.every((value, index) => index === 0 || value - (values[index - 1] ?? 0) === step);
    const isLong = found.length >= (isExpected ? 1 : step === 5 ? 3 : 15);
    const taken = new Set(found);
    const rest = fragments.filter((each) => !taken.has(each));
    const widths = rest.map((each) => each.right - each.left);
    // Numbers of items stand beside short lines, those of lines beside running text.
    const isProse = isExpected || medianOf(widths) > 0.6 * Math.max(...widths);
    if (!isLong || !isProse || !counts || (step !== 1 && step !== 5)) continue;
    return { kept: rest, lineNumbers: found };
  }
  return { kept: fragments, lineNumbers: [] };
}

interface Strip {
  readonly start: number;
  readonly end: number;
  readonly crossing: number;
}

/** Upright strips of a page that few lines cross, widest last. */
function findStrips(fragments: readonly PdfLine[], least: number): Strip[] {
  const start = Math.min(...fragments.map(({ left }) => left));
  const end = Math.max(...fragments.map(({ right }) => right));
  const bins = Math.min(4000, Math.ceil((end - start) / 2));
  if (!(bins > 0)) return [];
  const steps = new Array<number>(bins + 2).fill(0);
  const binOf = (x: number) => Math.max(0, Math.min(bins, Math.floor((x - start) / 2)));
  for (const { left, right } of fragments) {
    steps[binOf(left)]!++;
    steps[binOf(right) + 1]!--;
  }
  const most = Math.max(1, Math.floor(fragments.length * 0.1));
  const strips: Strip[] = [];
  let [covered, from, worst] = [0, -1, 0];
  for (let bin = 0; bin <= bins; bin++) {
    covered += steps[bin] ?? 0;
    if (covered <= most && bin < bins) {
      if (from < 0) [from, worst] = [bin, 0];
      worst = Math.max(worst, covered);
    } else if (from >= 0) {
      if ((bin - from) * 2 >= least) strips.push({ start: start + from * 2, end: start + bin * 2, crossing: worst });
      from = -1;
    }
  }
  return strips.sort((a, b) => a.end - a.start - (b.end - b.start));
}

function medianOf(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;
}

/** Whether words are just a label: "1.1", "(a)", "•". */
export function isLabelAlone(text: string): boolean {
  return (
    text.length <= 14 && /^(?:[([“"]{0,2}[\dA-Za-z]{1,5}(?:[.-][\dA-Za-z]{1,4}){0,6}[.)\]:]{0,2}|[•–—*-])$/.test(text)
  );
}

/** Small words in a narrow strip beside the text are notes in the margin. */
function takeSidenotes(
  fragments: readonly PdfLine[],
  bodySize: number,
): { text: readonly PdfLine[]; sidenotes: readonly PdfLine[] } {
  const isSmall = ({ size }: PdfLine) => size < 0.93 * bodySize;
  const body = fragments.filter((each) => !isSmall(each));
  const small = fragments.filter((each) => isSmall(each) && /\p{L}{3}/u.test(each.text));
  if (body.length < 4 || small.length === 0) return { text: fragments, sidenotes: [] };
  const width = Math.max(...fragments.map(({ right }) => right)) - Math.min(...fragments.map(({ left }) => left));
  const [first, last] = [body[0]?.base ?? 0, body.at(-1)?.base ?? 0];
  const isBeside = ({ base }: PdfLine) => base > first - 2 * bodySize && base < last + 4 * bodySize;
  const lefts = body.map(({ left }) => left).sort((a, b) => a - b);
  const rights = body.map(({ right }) => right).sort((a, b) => b - a);
  const tenth = Math.floor(body.length * 0.1);
  for (const side of [
    small.filter(({ right }) => right <= (lefts[tenth] ?? 0) + 1),
    small.filter(({ left }) => left >= (rights[tenth] ?? 0) - 1),
  ]) {
    const wide = Math.max(...side.map(({ right }) => right)) - Math.min(...side.map(({ left }) => left));
    if (side.length === 0 || wide > 0.36 * width || !side.every(isBeside)) continue;
    const taken = new Set(side);
    return { text: fragments.filter((each) => !taken.has(each)), sidenotes: side };
  }
  return { text: fragments, sidenotes: [] };
}

/** Columns of running text, in the order they are read; what crosses them parts them. */
function splitColumns(fragments: readonly PdfLine[], depth: number): PdfLine[][] {
  const strip = depth < 3 ? findGutter(fragments) : null;
  if (!strip) return fragments.length === 0 ? [] : [joinRows(fragments)];
  const columns: PdfLine[][] = [];
  let [left, right]: [PdfLine[], PdfLine[]] = [[], []];
  const end = (): void => {
    columns.push(...splitColumns(left, depth + 1), ...splitColumns(right, depth + 1));
    [left, right] = [[], []];
  };
  for (const fragment of fragments) {
    if (fragment.right <= strip.end) left.push(fragment);
    else if (fragment.left >= strip.start) right.push(fragment);
    else {
      end();
      columns.push([fragment]);
    }
  }
  end();
  return columns;
}

/** The strip between two columns of running text; null where the page has one column. */
function findGutter(fragments: readonly PdfLine[]): Strip | null {
  if (fragments.length < 12) return null;
  const start = Math.min(...fragments.map(({ left }) => left));
  const end = Math.max(...fragments.map(({ right }) => right));
  for (const strip of findStrips(fragments, 7).reverse()) {
    const left = fragments.filter(({ right }) => right <= strip.end);
    const right = fragments.filter((each) => each.left >= strip.start);
    if (Math.min(left.length, right.length) < 6) continue;
    if (strip.start - start < 0.2 * (end - start) || end - strip.end < 0.2 * (end - start)) continue;
    const widthsOf = (side: readonly PdfLine[]) => medianOf(side.map((each) => each.right - each.left));
    const isProse = (side: readonly PdfLine[], width: number) => widthsOf(side) >= 0.6 * width;
    if (isProse(left, strip.start - start) && isProse(right, end - strip.end)) return strip;
  }
  return null;
}

/** The size of most of the words. */
export function findBodySize(pages: readonly PdfPage[]): number {
  const counts = new Map<number, number>();
  for (const { runs } of pages)
    for (const { size, text } of runs) {
      const rounded = Math.round(size * 2) / 2;
      counts.set(rounded, (counts.get(rounded) ?? 0) + text.length);
    }
  return [...counts].reduce((most, each) => (each[1] > most[1] ? each : most), [10, 0])[0];
}
