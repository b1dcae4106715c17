import { type Block, isQuoted, type ListMarkerStyle } from '../block.js';
import { isPlaceholder } from '../facts.js';
import { cutCallsAtEnd } from '../head/calls-at-end.js';
import { saysKept } from '../head/kept-range.js';
import { isAboveWords, readLabelShape } from '../head/label-shape.js';
import { getOrCreate } from '../memo.js';
import type { Evidence } from '../schemes/evidence.js';
import { followsNumeral, isLetterLine, isNumeralLine, putsInDecimals } from '../schemes/evidence.js';
import type { Scheme, Unit, UnitId } from '../schemes/scheme.js';
import { findUnitOfWord } from '../schemes/unit-words.js';
import type { InnerLists } from './inner-lists.js';
import type { LoneLabel } from './lone-labels.js';
import { formatMarker, readMarkerStyles } from './markers.js';
import { readInnerMarker } from './nested-markers.js';
import { isTitleLine } from './title.js';

/** What only the text as a whole tells about how its labels are to be read. */
export interface ReadingPlan {
  readonly scheme: Scheme;
  /** The units, and "numeral" for headings such as A., under which numbers begin anew. */
  readonly restarts: ReadonlySet<UnitId | 'numeral'>;
  /** The headings I., II. … and A., B. … that are numbered, by the index of their block. */
  readonly numerals: ReadonlySet<number>;
  /** The paragraphs of Schedules that count from 1 to the end, by the index of their block. */
  readonly supplementRuns: ReadonlySet<number>;
  /** The Parts of Schedules in which the paragraphs begin at 1 again. */
  readonly anewInSupplements: ReadonlySet<number>;
  /** What the items of lists count to a reader, where each is written "1." or "#.". */
  readonly shownNumbers: ReadonlyMap<number, string>;
  /** Whether lists count on by "#.", and so nest by how far in they stand. */
  readonly countedLists: boolean;
  /** The heads of pages, "12 Harbours Bill": the same words with another number each time. */
  readonly pageHeads: ReadonlySet<number>;
  /** Items "2. (b) …" of lists whose own markers stand behind the numbers that Markdown needs. */
  readonly shadowed: ReadonlySet<number>;
  /** The items of lists that are provisions of a numbered heading, with the markers of each. */
  readonly listedItems: ReadonlyMap<number, readonly string[]>;
  /** Those that stand below the item before them, whatever their column is. */
  readonly innermostItems: ReadonlySet<number>;
  /** Whether the text has no numbers but those of lists below its headings. */
  readonly isOfLists: boolean;
  /** The lists that clauses hold and that count by themselves; those with levels are among them. */
  readonly innerLists: InnerLists;
  /** Whether paragraphs 1., 2. count on through the units that hold them: 3. is the first of Article 2. */
  readonly countsThroughUnits: boolean;
  /** The labels that stand alone on lines, their words below. */
  readonly loneLabels: ReadonlyMap<number, LoneLabel>;
  /** Whether Divisions stand in Parts or Articles of the text, and not around them. */
  readonly hasInnerDivisions: boolean;
  /** Whether Parts, which Conditions can hold, hold Conditions where neither is a heading below the other. */
  readonly hasOuterParts: boolean;
  /** Whether headings such as 28.1 are sections behind 28, and none of it. */
  readonly putsInDecimals: boolean;
  /** Whether labels without a space behind them are labels: "(2)Grants". */
  readonly acceptsTight: boolean;
  /** Whether sections are lines "14-41-109", with a title or above one. */
  readonly hasHyphenatedSections: boolean;
  /** Whether sections are lines "4. Kennels" above subsections (1), (2) …. */
  readonly hasTitledSections: boolean;
}

/** Fewer labels without a space behind them are slips. */
const LEAST_TIGHT = 3;

/** Fewer titles with subsections may be items of a list. */
const LEAST_TITLED = 2;

/** So many numbers with the same words and no others are the heads of pages. */
const LEAST_PAGES = 3;

/** Reads the text once for what its labels have in common. */
export function planReading(
  blocks: readonly Block[],
  isSkipped: (index: number) => boolean,
  scheme: Scheme,
  evidence: Evidence,
  listedItems: ReadingPlan['listedItems'],
): Omit<ReadingPlan, 'innerLists' | 'innermostItems' | 'isOfLists' | 'loneLabels'> {
  const numerals = findNumerals(blocks, isSkipped, evidence);
  const counted = blocks.some(isCounted) ? findCountedNumbers(blocks, isSkipped) : NO_NUMBERS;
  const hasLists = blocks.some(({ marker }) => marker !== null);
  return {
    scheme,
    restarts: findRestarts(blocks, (index) => isSkipped(index) || listedItems.has(index), scheme, numerals),
    numerals,
    ...findSupplementRuns(blocks, isSkipped, scheme.id === 'code'),
    shownNumbers: counted.size > 0 || !hasLists ? counted : findShownNumbers(blocks, isSkipped),
    countedLists: counted.size > 0,
    pageHeads: findPageHeads(blocks, isSkipped),
    shadowed: hasLists ? findShadowed(blocks, isSkipped) : NO_BLOCKS,
    listedItems,
    hasInnerDivisions: findFirstDivision(blocks, isSkipped) === 'inner',
    hasOuterParts: hasOuterParts(blocks, isSkipped, scheme),
    putsInDecimals: putsInDecimals(evidence),
    acceptsTight: evidence.tight >= LEAST_TIGHT || evidence.loneLabels > 0,
    hasHyphenatedSections: evidence.parted > LEAST_TITLED,
    countsThroughUnits: countsThroughUnits(blocks, isSkipped, scheme),
    hasTitledSections: evidence.titledSubsections >= LEAST_TITLED,
  };
}

/**
 * The numbered paragraphs of each Schedule or Annex in which the numbers at the margin are 1, 2, 3
 * to its end: where they begin anew, they are lists.
 * @param withExhibits whether Exhibits are read likewise
 */
function findSupplementRuns(
  blocks: readonly Block[],
  isSkipped: (index: number) => boolean,
  withExhibits: boolean,
): Pick<ReadingPlan, 'supplementRuns' | 'anewInSupplements'> {
  const anew = new Set<number>();
  let part: number | null = null;
  const found = new Set<number>();
  let members: number[] | null = null;
  let isRun = true;
  // Whether sentences stand between the heading and the first number.
  let hasSentence = false;
  // The number that the first paragraph of a Part may go on from, and that of the last paragraph.
  let before = 0;
  let last = 0;
  let isGapped = false;
  // A number whose words are no sentence.
  let begun: { readonly index: number; readonly number: number } | null = null;
  let lastPart: number | null = null;
  // The numbers that sections and clauses of the Schedule bear so far, and the Part that each stands in.
  const borne = new Map<string, number | null>();
  let isFirstOfPart = false;
  // Whether no number was met in the Part that is open, and the last one whose things are numbered from 1.
  let isFirstListed = false;
  let lastListed: number | null = null;
  const close = (): void => {
    // A number that stands alone is a paragraph where nothing is said before it.
    if (isRun && members && (members.length > 1 || part !== null || !hasSentence))
      for (const index of members) found.add(index);
    before = last;
    lastPart = part;
    members = null;
    part = null;
    isRun = true;
    hasSentence = false;
    last = 0;
    isGapped = false;
    begun = null;
  };
  for (const [index, block] of blocks.entries()) {
    if (isSkipped(index) || isQuoted(block)) continue;
    const { head } = block;
    const heading = members ? readHeadingWord(block) : null;
    if (heading === 'part' || heading === 'chapter') {
      close();
      members = [];
      part = index;
      isFirstOfPart = isFirstListed = true;
      continue;
    }
    const isExhibit = withExhibits && head.kind === 'heading' && readHeadingWord(block) === 'exhibit';
    if ((head.kind === 'division' && !head.listed) || isExhibit) {
      close();
      members = [];
      borne.clear();
      isFirstOfPart = isFirstListed = false;
      lastListed = null;
      continue;
    }
    if (members && (head.kind === 'section' || head.kind === 'clause')) {
      // 1.1 in Part A, and 1.1 again where Part B begins.
      const other = isFirstOfPart && /^(?:\d{1,3}\.)*1$/.test(head.number) ? borne.get(head.number) : undefined;
      if (other !== undefined && part !== null) {
        anew.add(part);
        if (other !== null) anew.add(other);
      }
      isFirstOfPart = false;
      if (!borne.has(head.number)) borne.set(head.number, part);
    }
    if (head.kind === 'section') isRun = false;
    else if (head.kind === 'clause' && !head.number.startsWith(`${last}.`)) isRun = false;
    if (!members) continue;
    const shape = readLabelShape(block);
    if (members.length === 0 && !shape && block.kind === 'paragraph' && !isTitleLine(block)) hasSentence = true;
    if (!shape || shape.word !== null || shape.on === 'heading' || shape.mark === 'brackets') continue;
    if (!/^\d{1,3}$/.test(shape.number) || shape.indent > 3 || shape.isTight) continue;
    if (
      !(
        isWorded(block, shape.body, part !== null) ||
        saysKept(block.text.slice(shape.body)) ||
        beginsMarkers(blocks[index + 1])
      )
    ) {
      begun = { index, number: Number(shape.number) };
      // "1. Lawnmowers" in Part A, and "1. Robots" where Part B begins.
      if (part !== null && shape.number === '1' && isFirstListed) {
        if (lastListed !== null) anew.add(part).add(lastListed);
        lastListed = part;
      }
      isFirstListed = false;
      continue;
    }
    isFirstListed = false;
    if (part !== null && shape.number === '1') anew.add(part);
    const number = Number(shape.number);
    if (part !== null && members.length === 0 && before > 0 && number === before + 1) {
      last = before;
      // The numbers run through the Parts.
      if (lastPart !== null) anew.delete(lastPart);
    }
    // One number may have been left out.
    const isBehindGap: boolean = number === last + 2 && members.length > 0 && !isGapped;
    if (number === last + 1 || isBehindGap) {
      // Between two paragraphs there is one whose words are still being written.
      if (isBehindGap && begun?.number === last + 1) members.push(begun.index);
      else isGapped ||= isBehindGap;
      begun = null;
      members.push(index);
      last = number;
    } else isRun = false;
  }
  close();
  return { supplementRuns: found, anewInSupplements: anew };
}

/** "part" for "Part 2 – Fees", a heading or a line of its own; null for any other block. */
export function readHeadingWord(block: Block): string | null {
  const shape = readLabelShape(block);
  return shape && (shape.on === 'heading' || shape.on === 'line') ? shape.word : null;
}

/** Whether a block ends as a sentence, an item or a lead-in does. */
export function endsSentence({ text }: Block): boolean {
  return /[.:;][”"’)\]*_]{0,4}(?:\s{0,3}\b(?:and|or))?\s{0,6}$/.test(cutCallsAtEnd(text.slice(-240)).slice(-20));
}

/** Whether the words after a label begin a sentence, lead on to a list, or are to come. */
export function isWorded(block: Block, body: number, isInPart: boolean): boolean {
  if (isToCome(block.text.slice(body, body + 90))) return true;
  const words = block.text.slice(body, body + 24).replace(/^(?:\([\da-zA-Z]{1,4}\)\s?){1,3}/, '');
  return (isInPart || /^[*_"“‘'([]{0,3}\p{Lu}/u.test(words.slice(0, 6))) && endsSentence(block);
}

/** Whether all that is said stands for words to come: "[●]". */
function isToCome(words: string): boolean {
  const [, content] = /^\[([^[\]]{1,80})\][.;]?\s*$/.exec(words) ?? [];
  return content !== undefined && isPlaceholder(content);
}

/** Whether a block is the first of a list: (a), (i) or (1). */
function beginsMarkers(block: Block | undefined): boolean {
  const shape = block ? readLabelShape(block) : null;
  return shape?.mark === 'brackets' && /^[ai1]$/.test(shape.number);
}

/** So many characters of a page's head are looked at. */
const LONGEST_HEAD = 100;

function findPageHeads(blocks: readonly Block[], isSkipped: (index: number) => boolean): ReadonlySet<number> {
  const byWords = new Map<string, Map<string, number>>();
  for (const [index, block] of blocks.entries()) {
    if (isSkipped(index)) continue;
    const shape = readLabelShape(block);
    if (shape?.on !== 'text' || shape.mark !== 'plain' || shape.isTight) continue;
    // The number of a page and its head, with what is on the page below.
    const isPaged =
      !shape.isTitled &&
      (isAboveWords(block, shape) || /^[ \t]{1,3}\p{Lu}{2}/u.test(block.text.slice(shape.label.end)));
    if (!shape.isTitled && !isPaged) continue;
    const [line = ''] = isPaged
      ? block.text.slice(shape.body, shape.body + LONGEST_HEAD).split(/\r?\n/, 1)
      : [block.text.slice(shape.body)];
    const words = line.trim();
    getOrCreate(byWords, words, () => new Map<string, number>()).set(shape.number, index);
  }
  const found = new Set<number>();
  for (const pages of byWords.values())
    if (pages.size >= LEAST_PAGES) for (const index of pages.values()) found.add(index);
  return found;
}

/**
 * The items of lists such as "1. (a) … 2. (b) …", where a converter had to number what has markers
 * of its own: each marker counts as its number does, or goes on from the list before.
 */
function findShadowed(blocks: readonly Block[], isSkipped: (index: number) => boolean): ReadonlySet<number> {
  const found = new Set<number>();
  const runs = new Map<number, { readonly index: number; readonly number: number; readonly value: number }>();
  for (const [index, block] of blocks.entries()) {
    if (isSkipped(index)) continue;
    if (block.kind === 'heading') runs.clear();
    const shape = readLabelShape(block);
    if (shape?.on !== 'list' || !/^\d{1,3}$/.test(shape.number)) continue;
    const marker = readInnerMarker(block, shape);
    if (marker === null) {
      runs.delete(shape.indent);
      continue;
    }
    const number = Number(shape.number);
    const last = runs.get(shape.indent);
    const values = readMarkerStyles(marker).map(({ value }) => value);
    if (last && number === last.number + 1 && values.includes(last.value + 1)) found.add(last.index).add(index);
    else if (number === 1 && values[0] !== undefined && values[0] > 1) found.add(index);
    runs.set(shape.indent, {
      index,
      number,
      value: last && values.includes(last.value + 1) ? last.value + 1 : (values[0] ?? 0),
    });
  }
  return found;
}

/** A list that is open, by how its items are written. */
interface OpenShown {
  readonly indent: number;
  readonly written: string;
  value: number;
  /** Whether the next of the same number is the next item, and not one that is numbered twice. */
  readonly isUniform: boolean;
  hasEqual: boolean;
}

/** Lists whose items are all written "1.", which Markdown counts on. */
function findShownNumbers(
  blocks: readonly Block[],
  isSkipped: (index: number) => boolean,
): ReadonlyMap<number, string> {
  const found = new Map<number, string>();
  // Whether the items of a list are all written alike so far: 3 behind 1, 2 and 3 is a slip.
  const open: OpenShown[] = [];
  for (const [index, block] of blocks.entries()) {
    if (isSkipped(index)) continue;
    if (block.containers.length === 0 || block.head.kind === 'division') open.length = 0;
    const shape = readLabelShape(block);
    const isListed = shape?.on === 'list' || (block.kind === 'heading' && block.marker !== null);
    if (!shape || !isListed || !/^\d+$/.test(shape.number)) continue;
    while (open.length > 0 && open.at(-1)!.indent > shape.indent) open.pop();
    const last = open.at(-1);
    if (last?.indent !== shape.indent)
      open.push({
        indent: shape.indent,
        written: shape.number,
        value: Number(shape.number),
        isUniform: true,
        hasEqual: false,
      });
    else if (shape.number === last.written && last.isUniform) {
      last.value++;
      last.hasEqual = true;
      found.set(index, String(last.value));
    } else
      open[open.length - 1] = {
        indent: shape.indent,
        written: shape.number,
        value: Number(shape.number),
        isUniform:
          last.hasEqual || (Number(shape.number) !== Number(last.written) + 1 && shape.number !== last.written),
        hasEqual: last.hasEqual,
      };
  }
  return found;
}

const NO_BLOCKS: ReadonlySet<number> = new Set();
const NO_NUMBERS: ReadonlyMap<number, string> = new Map();

/** Whether a block has the label "#." or "(#)". */
function isCounted(block: Block): boolean {
  return readLabelShape(block)?.number === '#';
}

/** What "#." and "(#)" stand for: the marker after the one that stands as far in. */
function findCountedNumbers(
  blocks: readonly Block[],
  isSkipped: (index: number) => boolean,
): ReadonlyMap<number, string> {
  const found = new Map<number, string>();
  let open: { readonly indent: number; readonly style: ListMarkerStyle; value: number }[] = [];
  for (const [index, block] of blocks.entries()) {
    if (isSkipped(index)) continue;
    const shape = readLabelShape(block);
    if (shape?.on === 'heading') open = [];
    if (!shape || shape.word !== null || shape.on === 'heading') continue;
    const last = open.findLast(({ indent }) => indent <= shape.indent);
    open = open.slice(0, last ? open.indexOf(last) + 1 : 0);
    const isNext = last?.indent === shape.indent;
    if (shape.number === '#') {
      if (last && isNext) found.set(index, formatMarker(last.style, ++last.value));
      else {
        found.set(index, '1');
        open.push({ indent: shape.indent, style: 'decimal', value: 1 });
      }
      continue;
    }
    const styles = readMarkerStyles(shape.number);
    const [first] = styles;
    const style = (isNext && styles.find((each) => each.style === last.style)) || first;
    if (!style) continue;
    if (isNext) open.pop();
    open.push({ indent: shape.indent, ...style });
  }
  return found;
}

/** Whether the first Division of a text comes after a Part or an Article, or before all. */
function findFirstDivision(blocks: readonly Block[], isSkipped: (index: number) => boolean): 'inner' | 'outer' | null {
  let hasOther = false;
  for (const [index, block] of blocks.entries()) {
    if (isSkipped(index) || isQuoted(block)) continue;
    const word = readHeadingWord(block);
    if (word === 'division') return hasOther ? 'inner' : 'outer';
    hasOther ||= word === 'part' || word === 'article';
  }
  return null;
}

/** The unit that divisions of a kind both hold and stand in, as Parts do with Conditions; null where there is none. */
export function findHolderOf(scheme: Scheme, division: Unit): Unit | null {
  if (!division.isDivision) return null;
  return (
    scheme.units.find(
      (unit) => !unit.isDivision && division.inside.includes(unit.id) && unit.inside.includes(division.id),
    ) ?? null
  );
}

/** Whether the first division that a unit can hold, and stand in, comes before all such units. */
function hasOuterParts(blocks: readonly Block[], isSkipped: (index: number) => boolean, scheme: Scheme): boolean {
  const divisions = scheme.units.filter((unit) => findHolderOf(scheme, unit) !== null);
  if (divisions.length === 0) return false;
  for (const [index, block] of blocks.entries()) {
    if (isSkipped(index) || isQuoted(block)) continue;
    const word = readHeadingWord(block);
    const unit = word === null ? null : findUnitOfWord(scheme, word);
    if (unit && divisions.includes(unit)) return true;
    if (unit && divisions.some((each) => findHolderOf(scheme, each) === unit)) return false;
  }
  return false;
}

/** Fewer units that begin with the next number are slips. */
const LEAST_THROUGH = 2;

/**
 * Whether the plain numbers in units with a word, "Article 2", go on from those of the unit before,
 * and do not begin at 1.
 */
function countsThroughUnits(blocks: readonly Block[], isSkipped: (index: number) => boolean, scheme: Scheme): boolean {
  let [last, through, anew] = [0, 0, 0];
  let isFirst = false;
  for (const [index, block] of blocks.entries()) {
    if (isSkipped(index) || isQuoted(block)) continue;
    const shape = readLabelShape(block);
    if (!shape || shape.indent > 3) continue;
    const unit = shape.word === null ? null : findUnitOfWord(scheme, shape.word);
    if (unit && !unit.isDivision) isFirst = true;
    if (shape.word !== null || shape.on === 'heading' || shape.mark !== 'stop' || !/^\d{1,3}$/.test(shape.number))
      continue;
    const value = Number(shape.number);
    if (isFirst && value === 1) anew++;
    else if (isFirst && value === last + 1) through++;
    isFirst = false;
    if (value === 1 || (value > last && value <= last + LEAST_THROUGH + 1)) last = value;
  }
  return through >= LEAST_THROUGH && anew <= 1;
}

/** The level of the run that is made of lines. */
const LINE_RUN = 9;

/** Runs of headings at one level whose numerals count on from A or I, two at least. */
function findNumerals(
  blocks: readonly Block[],
  isSkipped: (index: number) => boolean,
  { lineNumerals, letterLines }: Evidence,
): ReadonlySet<number> {
  const withLines = lineNumerals > 2 || letterLines > 1;
  const found = new Set<number>();
  const runs = new Map<number, { last: string; members: number[] }>();
  let letter = '';
  const close = (level: number): void => {
    const run = runs.get(level);
    if (run && run.members.length > 1) for (const index of run.members) found.add(index);
    runs.delete(level);
  };
  for (const [index, block] of blocks.entries()) {
    if ((block.kind !== 'heading' && !withLines) || isSkipped(index) || isQuoted(block)) continue;
    const shape = readLabelShape(block);
    const isLine = block.kind !== 'heading';
    const isLetter = isLine && letterLines > 1 && shape !== null && isLetterLine(block, shape);
    if (isLine && !isLetter && shape?.mark === 'stop' && /^[A-Z]$/.test(shape.number)) {
      // "I." after H. is a letter.
      const isNext = letter !== '' && shape.number.charCodeAt(0) === letter.charCodeAt(0) + 1;
      if (isNext || !/[IVXL]/.test(shape.number)) letter = shape.number;
      if (isNext) continue;
    }
    if (isLine && !isLetter && !(shape && isNumeralLine(block, shape))) continue;
    letter = '';
    const own = isLine ? LINE_RUN : block.level;
    for (const level of [...runs.keys()]) if (level > own) close(level);
    if (!shape || shape.word !== null || shape.mark === 'brackets' || !/^[A-Z]+$/.test(shape.number)) continue;
    const run = runs.get(own);
    if (run && followsNumeral(run.last, shape.number)) {
      run.last = shape.number;
      run.members.push(index);
    } else if (followsNumeral('', shape.number)) {
      close(own);
      runs.set(own, { last: shape.number, members: [index] });
    }
  }
  for (const level of [...runs.keys()]) close(level);
  return found;
}

/**
 * The units under which the plain numbers below them begin at 1 more than once: the Articles of
 * bylaws, each with its Section 1.
 */
function findRestarts(
  blocks: readonly Block[],
  isSkipped: (index: number) => boolean,
  scheme: Scheme,
  numerals: ReadonlySet<number>,
): ReadonlySet<UnitId | 'numeral'> {
  const counts = new Map<UnitId | 'numeral', { anew: number; on: number }>();
  const open = new Set<UnitId | 'numeral'>();
  for (const [index, block] of blocks.entries()) {
    if (isSkipped(index) || isQuoted(block)) continue;
    if (block.head.kind === 'division' && !block.head.listed) open.clear();
    const shape = readLabelShape(block);
    if (!shape || shape.mark === 'brackets' || shape.indent > 3) continue;
    const unit = shape.word === null ? null : findUnitOfWord(scheme, shape.word);
    const isHolder = unit !== null && mayCountWithin(scheme, unit.id);
    if (numerals.has(index)) open.add('numeral');
    else if (/^\d{1,3}[A-Z]?$/.test(shape.number) && (shape.word === null || unit)) {
      for (const id of open) {
        // The Divisions of a Part say nothing of its sections.
        if (unit?.isDivision && id !== 'numeral' && !unit.countsWithin.includes(id)) continue;
        // An Article that holds sections may itself be counted within a Chapter.
        if (isHolder && (id === 'numeral' || id === unit.id || !unit.countsWithin.includes(id))) continue;
        const count = counts.get(id) ?? { anew: 0, on: 0 };
        if (shape.number === '1') count.anew++;
        else count.on++;
        counts.set(id, count);
        open.delete(id);
      }
    }
    if (isHolder && !numerals.has(index)) open.add(unit.id);
  }
  const found = new Set<UnitId | 'numeral'>();
  for (const [id, { anew, on }] of counts) if (anew > 1 && anew > 3 * on) found.add(id);
  return found;
}

/** Whether the table of a scheme lets the numbers of its text begin anew within a unit. */
function mayCountWithin({ units }: Scheme, id: UnitId): boolean {
  return units.some(
    ({ isCitedThrough, isDivision, countsWithin }) => !isCitedThrough && !isDivision && countsWithin.includes(id),
  );
}
