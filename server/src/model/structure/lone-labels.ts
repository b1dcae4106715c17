import { type Block, isQuoted } from '../block.js';
import { readLabelShape } from '../head/label-shape.js';
import { introducesList } from './nested-markers.js';
import { isTitleLine } from './title.js';

/** A number or a letter that stands alone on its line, its words in the next block. */
export interface LoneLabel {
  /** "1", "2A", "b", and both parts of "2.a", outermost first. */
  readonly markers: readonly string[];
  /** Whether it numbers a unit, a section or a paragraph of a Schedule, and no part of one. */
  readonly isUnit: boolean;
  /** The title of the unit, where the number stands behind it: "Interpretation2". */
  readonly title: string | null;
  /** Whether the title is the next block. */
  readonly isAboveTitle: boolean;
}

const LONE = /^(?:(\d{1,3}[A-Z]{0,2})|([a-z]{1,2}|[ivx]{1,5})|(\d{1,3})\.([a-z]{1,2}))$/;
/** No such label is longer. */
const LONGEST = 8;
/** How the words of a provision end. */
const ENDS_AS_WORDS = /(?:[.;:,—–]|\b(?:and|or|but))[”"’')\]*_]{0,4}$/;
/** The notes of changes between a title and its number: "I1" of "ExtentI12". */
const ANNOTATIONS = /(?<=[\p{Ll})’.”"])(?:[A-Z]\d{1,3}){1,6}$/u;
const ENDS_TITLE = /[\p{Ll})’”"]$/u;
/** Fewer titles that end in a number count nothing. */
const LEAST_TITLES = 2;
const MOST_LEFT_OUT = 3;

/** Reads what a block is if it is no more than a number or a letter: its parts, outermost first. */
export function readLoneMarkers({ kind, text, prefix }: Block): readonly string[] | null {
  if (kind !== 'paragraph' || text.length - prefix > LONGEST * 2) return null;
  // "1. a", where a converter numbers what has markers of its own.
  const words = text.slice(prefix).trim();
  if (words.length > LONGEST) return null;
  const [, number, letter, outer, inner] = LONE.exec(words) ?? [];
  const only = number ?? letter;
  return only !== undefined ? [only] : outer !== undefined && inner !== undefined ? [outer, inner] : null;
}

/** Whether a block ends as the words of a provision do, and as no title and no cell of a table does. */
export function endsAsWords({ kind, text }: Block): boolean {
  return kind === 'paragraph' && ENDS_AS_WORDS.test(text.slice(-24).trimEnd());
}

/** All of a block that tells whether labels stand alone, as one string. */
export function readLoneKey(block: Block): string {
  const isEnded = isTitleLine(block) && /\d[A-Z]?\s*$/.test(block.text.slice(-8));
  return `${readLoneMarkers(block)?.join('.') ?? ''} ${endsAsWords(block)} ${isEnded ? block.text : ''}`;
}

/**
 * The labels of a text that stand alone on lines, as exports and pages of legislation.gov.uk have
 * them: "1" below the title of a section, "a" below words that lead into a list. Pages that are
 * numbered, and cells that were copied as lines, are none.
 */
export function findLoneLabels(
  blocks: readonly Block[],
  isSkipped: (index: number) => boolean,
): ReadonlyMap<number, LoneLabel> {
  const alone = new Map<number, readonly string[]>();
  for (const [index, block] of blocks.entries()) {
    const markers = isSkipped(index) || isQuoted(block) ? null : readLoneMarkers(block);
    if (markers) alone.set(index, markers);
  }
  const titles = findTitlesWithNumbers(blocks, isSkipped, alone);
  if (alone.size < 2 && titles.size === 0) return NO_LABELS;
  const hasWords = (index: number): boolean => {
    const next = blocks[index + 1];
    return next !== undefined && (alone.has(index + 1) || (endsAsWords(next) && !isSkipped(index + 1)));
  };
  const above = titles.size > 0 ? NO_LABELS : findNumbersAboveTitles(blocks, isSkipped, alone);
  const units = new Map([...titles, ...above]);
  const members = [...alone].filter(([index]) => hasWords(index) && !above.has(index));
  if (!countAsLists(blocks, members, units.size > 0)) return units;
  return new Map([...units, ...placeNumbers(blocks, members, units, isSkipped)].sort(([a], [b]) => a - b));
}

const NO_LABELS: ReadonlyMap<number, LoneLabel> = new Map();

/** Whether labels alone on lines are those of lists: (a) and (b) below a lead-in, or 1 and 2 more than once. */
function countAsLists(
  blocks: readonly Block[],
  members: readonly (readonly [number, readonly string[]])[],
  hasTitles: boolean,
): boolean {
  let [letters, numbers, lists, runs] = [0, 0, 0, 0];
  let last = '';
  for (const [index, markers] of members) {
    const [marker = ''] = markers;
    const before = blocks[index - 1];
    if (markers.length > 1) lists++;
    else if (marker === 'a' && before && (introducesList(before) || readLoneMarkers(before))) letters++;
    else if (marker === '1' && before && isAboveFirst(before)) numbers++;
    else if (letters > 0 && last === 'a' && marker === 'b') lists++;
    else if (numbers > 0 && marker === '2') runs++;
    last = marker;
  }
  return (letters > 0 && lists > 0) || lists > 1 || (numbers > 1 && runs > 1) || (hasTitles && numbers > 0 && runs > 0);
}

/** Whether a block is the head of a unit, or its title, and not the last words of a page. */
function isAboveFirst(block: Block): boolean {
  if (readLoneMarkers(block)) return true;
  return readLabelShape(block)?.isTitled === true || isTitleLine(block) || block.kind === 'heading';
}

/** Tells the numbers of units from those of the parts within them. */
function placeNumbers(
  blocks: readonly Block[],
  members: readonly (readonly [number, readonly string[]])[],
  titles: ReadonlyMap<number, LoneLabel>,
  isSkipped: (index: number) => boolean,
): Map<number, LoneLabel> {
  const found = new Map<number, LoneLabel>();
  const byIndex = new Map(members);
  let lastUnit = 0;
  let lastPart = 0;
  let isOpen = false;
  for (let index = 0; index < blocks.length; index++) {
    const block = blocks[index]!;
    const markers = byIndex.get(index);
    if (!markers) {
      if (isSkipped(index)) continue;
      const title = titles.get(index);
      if (title) lastUnit = Number.parseInt(title.markers[0] ?? '', 10);
      if (block.head.kind === 'division') [lastUnit, lastPart, isOpen] = [0, 0, false];
      else if (title || isHeadOfUnit(block)) [lastPart, isOpen] = [0, true];
      continue;
    }
    const [marker = ''] = markers;
    const value = /^\d/.test(marker) ? Number.parseInt(marker, 10) : 0;
    const place = { markers, isUnit: false, title: null, isAboveTitle: false };
    if (value === 0 || markers.length > 1) {
      found.set(index, place);
      continue;
    }
    const isAboveOne = byIndex.get(index + 1)?.[0] === '1';
    const isInserted = marker.length > String(value).length;
    const goesOn = (last: number): boolean => value === last + 1 || (isInserted && value === last);
    const isTitled = blocks[index - 1] !== undefined && isTitleLine(blocks[index - 1]!) && !titles.has(index - 1);
    const isPart = isOpen && goesOn(lastPart) && !isAboveOne && !(isTitled && lastUnit > 0 && goesOn(lastUnit));
    if (isPart) {
      found.set(index, place);
      lastPart = value;
    } else if (goesOn(lastUnit) || (lastUnit === 0 && (isTitled || isAboveOne))) {
      found.set(index, { ...place, isUnit: true });
      [lastUnit, lastPart, isOpen] = [value, 0, isAboveOne];
    }
  }
  return found;
}

/** Whether a block is "24 Orders", "24Orders" or "Article 3", below which parts begin at 1. */
function isHeadOfUnit(block: Block): boolean {
  const shape = readLabelShape(block);
  if (!shape || shape.mark === 'brackets') return false;
  if (shape.word !== null) return /^(?:article|art|section|sec|rule|regulation|§)$/.test(shape.word);
  return (shape.on === 'heading' || shape.isTitled) && /^\d/.test(shape.number);
}

/**
 * The numbers that stand alone above the titles of their units: they count from 1, words follow each
 * title, and nearly all numbers alone stand so. The head of a page is the same each time.
 */
function findNumbersAboveTitles(
  blocks: readonly Block[],
  isSkipped: (index: number) => boolean,
  alone: ReadonlyMap<number, readonly string[]>,
): ReadonlyMap<number, LoneLabel> {
  const found = new Map<number, LoneLabel>();
  const titles = new Set<string>();
  let last = 0;
  let others = 0;
  for (const [index, markers] of alone) {
    const [marker = ''] = markers;
    if (!/^\d/.test(marker) || markers.length > 1) continue;
    const title = blocks[index + 1];
    const words = blocks[index + 2];
    const isAbove = title && words && isTitleLine(title) && isWords(words) && !isSkipped(index + 1);
    const value = Number.parseInt(marker, 10);
    if (!isAbove || value < last || value > last + MOST_LEFT_OUT || titles.has(title.text)) {
      others++;
      continue;
    }
    titles.add(title.text);
    last = value;
    found.set(index, { markers, isUnit: true, title: null, isAboveTitle: true });
  }
  return found.size >= LEAST_TITLES && found.size > 3 * others ? found : NO_LABELS;
}

/** Whether a block is what may stand below a title: words, or the first label of a list. */
function isWords(block: Block): boolean {
  const { head } = block;
  const marker = head.kind === 'item' ? head.marker : readLoneMarkers(block)?.[0];
  return marker === undefined ? endsAsWords(block) : /^[1ai]$/.test(marker);
}

/**
 * The titles that end in the number of their unit, "Citation1", "Interpretation2": they count from 1
 * through the text, and words follow each.
 */
function findTitlesWithNumbers(
  blocks: readonly Block[],
  isSkipped: (index: number) => boolean,
  alone: ReadonlyMap<number, unknown>,
): ReadonlyMap<number, LoneLabel> {
  const found = new Map<number, LoneLabel>();
  let last = 0;
  for (const [index, block] of blocks.entries()) {
    if (isSkipped(index) || isQuoted(block) || block.head.kind === 'division') continue;
    const text = block.text.slice(-8).trimEnd();
    if (!/\d[A-Z]?$/.test(text) || !isTitleLine(block)) continue;
    const next = blocks[index + 1];
    if (!next || !(alone.has(index + 1) || endsAsWords(next))) continue;
    const letter = /\d([A-Z])$/.exec(text)?.[1] ?? '';
    const number = `${letter === '' ? last + 1 : last}${letter}`;
    const line = block.text.trim().replace(/^[#\s*_]{1,9}|[*_]{1,3}$/g, '');
    const rest = line.endsWith(number) ? line.slice(0, -number.length) : '';
    const title = rest.replace(ANNOTATIONS, '');
    if (!ENDS_TITLE.test(title)) continue;
    found.set(index, { markers: [number], isUnit: true, title, isAboveTitle: false });
    last = Number.parseInt(number, 10);
  }
  return found.size >= LEAST_TITLES ? found : NO_LABELS;
}

/** Whether the number of a clause is all of its line. */
export function isAloneOnLine({ head, text }: Block): boolean {
  return head.kind === 'clause' && /^[ \t.]{0,9}(?:[\r\n]|$)/.test(text.slice(head.label.end, head.label.end + 10));
}

/** Fewer clauses with words for each number alone show that such numbers are how clauses are written. */
const WORDED_PER_ALONE = 4;

/**
 * Clause numbers that stand alone on their lines, as references do in a margin, where another clause
 * bears each with its words.
 * @param isSkipped whether the block with an index makes no provisions
 */
export function findNumbersInMargins(
  blocks: readonly Block[],
  isSkipped: (index: number) => boolean,
): ReadonlySet<number> {
  const alone: { readonly index: number; readonly number: string }[] = [];
  const worded = new Set<string>();
  for (const [index, block] of blocks.entries()) {
    const { head } = block;
    if (head.kind !== 'clause' || isSkipped(index)) continue;
    if (isAloneOnLine(block)) alone.push({ index, number: head.number });
    else worded.add(head.number);
  }
  if (alone.length * WORDED_PER_ALONE > worded.size) return new Set();
  return new Set(alone.flatMap(({ index, number }) => (worded.has(number) ? [index] : [])));
}
