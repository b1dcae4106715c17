import { type Block, isQuoted } from '../block.js';
import { measureIndent, readLabelShape } from '../head/label-shape.js';
import { readMarkerStyles } from './markers.js';
import { readInnerMarker, readNestedMarkersAt } from './nested-markers.js';

/** A number of several parts: 4.1, t.12, IV.2. */
const PARTED = /^[A-Za-z]{0,7}\d{0,4}\.\d/;
/** In a text with a clause for every so many headings, lists are things that a clause names. */
const HEADINGS_PER_CLAUSE = 4;
/** So many lists show that those of one text are provisions of its headings. */
const LEAST_LISTS = 3;

/** The most characters of a title above the words of its clause. */
const LONGEST_TITLE_LINE = 80;
/** The items of one list that is open, and where they stand. */
interface OpenNumbers {
  readonly indent: number;
  readonly isMarked: boolean;
  /** As each is written, where Markdown counts on by itself; null where they differ. */
  written: string | null;
  value: number;
  /** Whether words at the margin have come since its last item. */
  isEnded: boolean;
  readonly members: {
    readonly index: number;
    readonly markers: readonly string[];
    /** (b) of "2. b. …" and of "2. (b) …", which counts as the number of the list does. */
    readonly carried: string | null;
  }[];
}

/**
 * The items of numbered lists that are provisions of the heading above them: where only headings
 * bear the numbers of the text, 1., 2., 3. below "4.1 Duties" are 4.1(1), (2) and (3).
 * @param contents the blocks that look like entries of a list of contents, as items of two lists
 * that say the same do
 * @param quoted words that are put into another instrument
 */
export function findListedItems(
  blocks: readonly Block[],
  contents: ReadonlySet<number>,
  quoted: ReadonlySet<number>,
): ListedItems {
  const isSkipped = (index: number): boolean => contents.has(index) || quoted.has(index);
  const holds = findHoldingHeadings(blocks, isSkipped);
  const found = new Map<number, readonly string[]>();
  const innermost = new Set<number>();
  if (!holds) return { items: found, innermost, isOfLists: false };
  const { isOfLists, holdsNumbers } = holds;
  const led = findLedNumbers(blocks, isSkipped);
  let isOpen = false;
  let isNumberedAbove = false;
  let open: OpenNumbers[] = [];
  const letters: OpenLetters = { value: 0, members: [] };
  let runs = 0;
  // The last of the capitals below an item.
  let below = 0;
  const alone: number[] = [];
  const carriedAlone: { readonly index: number; readonly marker: string }[] = [];
  let carriers = 0;
  const close = (from: number): void => {
    if (from < 0) return;
    for (const { members, isMarked } of open.splice(from)) {
      const isCarrier = members.length > 1 && members.every(({ carried }) => carried !== null);
      if (isCarrier) carriers++;
      if (isMarked || members.length > 1)
        for (const { index, markers, carried } of members) {
          found.set(index, isCarrier && carried !== null ? [carried, ...markers.slice(2)] : markers);
          if (members.length === 1 && carried !== null) carriedAlone.push({ index, marker: carried });
        }
    }
  };
  const closeLetters = (): void => {
    const [first, second] = letters.members;
    if (second) {
      runs++;
      for (const { index, markers } of letters.members) found.set(index, markers);
    } else if (first) alone.push(first.index);
    letters.value = 0;
    letters.members = [];
  };
  for (const [index, block] of blocks.entries()) {
    if (isQuoted(block) || quoted.has(index)) continue;
    if (contents.has(index) && ((!isNumberedAbove && !isOfLists) || block.marker === null)) continue;
    const isClause = block.head.kind === 'clause' && !isOfLists;
    if (block.kind === 'heading' || block.head.kind === 'division' || isClause) {
      close(0);
      closeLetters();
      open = [];
      below = 0;
      isOpen =
        block.head.kind !== 'division' &&
        (block.kind === 'heading' || isTitleOfClause(block)) &&
        holds.isHolding(block);
      isNumberedAbove = isOpen && readLabelShape(block) !== null;
      continue;
    }
    const letter = isOpen && isNumberedAbove ? readCapital(block) : 0;
    // "A." below "i." of a list 1., (a), i. is a level of it.
    const isInnermost = below > 0 ? letter === below + 1 : letter === 1;
    if (letter > 0 && isInnermost && (below > 0 || isBelowItem(blocks, index, open.at(-1)?.value))) {
      below = letter;
      found.set(index, [String.fromCharCode(64 + letter)]);
      innermost.add(index);
      continue;
    }
    if (letter > 0 && (letter === letters.value + 1 || letter === 1)) {
      close(0);
      if (letter === 1) closeLetters();
      letters.value = letter;
      const marker = String.fromCharCode(64 + letter);
      letters.members.push({ index, markers: [marker] });
      continue;
    }
    if (block.head.kind === 'item' && !/^[A-Z]$/.test(block.head.marker)) below = 0;
    // "8. Charges" before 8.1 is no item of the list above it.
    if (led.has(index)) close(0);
    const number = isOpen && holdsNumbers && !led.has(index) ? readListNumber(block) : null;
    if (number === null) {
      // Words at the margin end a list that Markdown counts: the next one begins at 1.
      const list = block.kind === 'paragraph' && block.containers.length === 0 ? open.at(-1) : undefined;
      if (list) list.written = null;
      if (list) for (const each of open) each.isEnded = true;
      continue;
    }
    const isMarked = block.marker !== null;
    const value = Number(number);
    const written = measureIndent(block);
    // The next of a list may stand one column further in or out: Markdown takes it for the same list.
    const beside = open.findLast(
      (list) => list.isMarked && isMarked && Math.abs(list.indent - written) === 1 && list.value === value - 1,
    );
    const indent = beside && value > 1 ? beside.indent : written;
    // Words at the margin have ended the lists before.
    if (value === 1 && isMarked && countItems(block) === 1) close(open.findIndex(({ isEnded }) => isEnded));
    close(open.findLastIndex((list) => list.indent <= indent) + 1);
    let list = open.at(-1);
    const isSame = list?.indent === indent && list.isMarked === isMarked;
    if (list && isSame && isMarked && number === list.written) list.value++;
    else if (list && isSame && value === list.value + 1) {
      list.value++;
      list.written = null;
    } else if (list && isSame && !list.isEnded && value > 1 && (value === list.value || value === list.value + 2)) {
      // A number that is used twice, or left out once, is a slip in the list.
      list.value = value;
      list.written = null;
    } else if (value === 1 && (isMarked || indent < 4)) {
      if (list && list.indent === indent) close(open.length - 1);
      list = { indent, isMarked, written: number, value, isEnded: false, members: [] };
      open.push(list);
    } else continue;
    list?.members.push({
      index,
      markers: [String(list.value), ...readInnerMarkers(block)],
      carried: list.isMarked ? readCarriedMarker(block, list.value) : null,
    });
  }
  close(0);
  closeLetters();
  // "1. a. …" alone, in a text that writes its lists so.
  if (carriers >= LEAST_LISTS) for (const { index, marker } of carriedAlone) found.set(index, [marker]);
  // "A." alone, in a text that has many such lists.
  if (runs >= LEAST_LISTS) for (const index of alone) found.set(index, ['A']);
  // The same below "Article I", where the lists of other Articles are such.
  else if (runs > 0)
    for (const index of alone) {
      const above = blocks[index - 1];
      if (above?.kind === 'heading' && readLabelShape(above)?.word != null) found.set(index, ['A']);
    }
  return { items: found, innermost, isOfLists };
}

/** Whether a block ends as a sentence does. */
function endsWithStop({ text }: Block): boolean {
  return /[.:;][”"’)*_]{0,3}\s{0,6}$/.test(text.slice(-12));
}

/** How many labels of other kinds are passed on the way to the next number. */
const REACH_OF_NUMBER = 60;

/**
 * Whether a capital stands right below the item (a) or i. of a list, and its next number goes on with that
 * list, or no more numbers come: then it is a level of that item. Capitals that hold lists begin at 1.
 * @param last the last number of the list that is open
 */
function isBelowItem(blocks: readonly Block[], index: number, last: number | undefined): boolean {
  if (last === undefined || blocks[index - 1]?.head.kind !== 'item') return false;
  const end = Math.min(blocks.length, index + REACH_OF_NUMBER);
  for (let at = index + 1; at < end; at++) {
    const block = blocks[at]!;
    if (block.kind === 'heading' || block.head.kind === 'division' || block.head.kind === 'clause') return true;
    const number = readListNumber(block);
    if (number !== null) return Number(number) === last + 1;
  }
  return true;
}

/** In how many items of Markdown lists a block stands. */
function countItems({ containers }: Block): number {
  return containers.filter((kind) => kind === 'item').length;
}

/** The run of capitals A., B. … that is open, which can hold lists of numbers. */
interface OpenLetters {
  value: number;
  members: { readonly index: number; readonly markers: readonly string[] }[];
}

/** The items of lists that are provisions. */
export interface ListedItems {
  /** The markers that each block begins with, outermost first. */
  readonly items: ReadonlyMap<number, readonly string[]>;
  /** The capitals among them that are a level below the item before, and hold no lists of numbers. */
  readonly innermost: ReadonlySet<number>;
  /** Whether the text has no numbers but those of lists below its headings. */
  readonly isOfLists: boolean;
}

/** What "B. …" at the margin counts, 2; 0 for any other words. */
function readCapital(block: Block): number {
  if (block.kind !== 'paragraph' || block.head.kind !== 'none' || block.containers.length > 0) return 0;
  const shape = readLabelShape(block);
  const isCapital =
    shape?.on === 'text' && shape.word === null && shape.mark === 'stop' && /^[A-Z]$/.test(shape.number);
  return isCapital && shape.hasWords && shape.indent === 0 ? shape.number.charCodeAt(0) - 64 : 0;
}

/** The number of "1. …", and of "1 …" before words. */
function readListNumber(block: Block): string | null {
  const { head, marker } = block;
  // "2." alone, whose words are a list of their own.
  if (block.kind === 'empty') return /^(\d{1,3})[.)]$/.exec(marker ?? '')?.[1] ?? null;
  // "3. - a. …": the number stands before the bullet of the list within it.
  const outer = marker !== null && !/^\d/.test(marker) ? /^[ \t]{0,9}(\d{1,3})[.)] {1,4}[-*+] /.exec(block.text) : null;
  if (outer) return outer[1] ?? null;
  if (head.kind === 'listNumber') return /^\d{1,3}$/.test(head.number) ? head.number : null;
  if (head.kind === 'item') return marker !== null && /^\d{1,3}$/.test(head.marker) ? head.marker : null;
  if (head.kind !== 'none' && head.kind !== 'definition') return null;
  const shape = readLabelShape(block);
  const isNumbered = shape?.on === 'text' && shape.word === null && !shape.isTight && /^\d{1,3}$/.test(shape.number);
  return isNumbered && shape.hasWords ? shape.number : null;
}

/**
 * The marker behind the number of a Markdown list that counts as the number does, where a converter
 * had to number what has labels of its own: (b) of "2. b. …", (2) of "2. (2) …".
 */
function readCarriedMarker(block: Block, value: number): string | null {
  const shape = readLabelShape(block);
  if (shape?.on !== 'list') return null;
  const marker = /^\d/.test(shape.number) ? readInnerMarker(block, shape) : shape.number;
  return marker !== null && readMarkerStyles(marker).some((each) => each.value === value) ? marker : null;
}

/** (a) of "1. (a) …" and of "1. a. …". */
function readInnerMarkers(block: Block): readonly string[] {
  const shape = readLabelShape(block);
  if (!shape) return [];
  if (!/^\d/.test(shape.number)) return shape.number === 'a' || shape.number === 'i' ? [shape.number] : [];
  return readNestedMarkersAt(block, shape.body);
}

/** What the lists of a text are provisions of. */
interface Holding {
  readonly isHolding: (heading: Block) => boolean;
  readonly isOfLists: boolean;
  /** Whether lists of numbers are provisions, and not only those of capitals. */
  readonly holdsNumbers: boolean;
}

/** Which headings the lists below are provisions of; null where lists are only lists. */
function findHoldingHeadings(blocks: readonly Block[], isSkipped: (index: number) => boolean): Holding | null {
  let clauses = 0;
  let numbered = 0;
  let parted = 0;
  let others = 0;
  let lists = 0;
  let plain = 0;
  let points = 0;
  let hasNested = false;
  let wasHeading = false;
  // Runs A., B. right below a heading.
  let capitals = 0;
  let letter = 0;
  for (const [index, block] of blocks.entries()) {
    if (isSkipped(index) || isQuoted(block)) continue;
    if (block.kind === 'heading' || isTitleOfClause(block)) {
      const shape = readLabelShape(block);
      if (shape && shape.word === null && PARTED.test(shape.number)) parted++;
      if (shape) numbered++;
      if (shape?.on === 'heading' && shape.word === null && /^\d{1,3}$/.test(shape.number)) plain++;
      if (block.head.kind === 'division') others++;
      if (block.kind === 'heading' && block.head.kind === 'item') points++;
    } else if (block.head.kind === 'clause') clauses++;
    else if (block.marker !== null && readListNumber(block) === '1') {
      if (wasHeading) lists++;
      hasNested ||= block.containers.length > 1 && /^\d/.test(blocks[index - 1]?.marker ?? '');
    }
    const own = readCapital(block);
    if (own === 2 && letter === 1 && endsWithStop(block)) capitals++;
    if (block.kind === 'heading') letter = 0;
    else if (own > 0) letter = own === 1 && !wasHeading ? 0 : own;
    wasHeading = block.kind === 'heading';
  }
  const byNumber = { isHolding, isOfLists: false, holdsNumbers: true };
  // A clause or two that lists of a text without numbers quote are none of it.
  const isOfLists = numbered === 0 && others === 0 && lists >= LEAST_LISTS;
  if (clauses > 0 && clauses * HEADINGS_PER_CLAUSE > (isOfLists ? lists : numbered)) return null;
  if (parted > 1 || (points > 1 && points >= numbered - points && lists > 0)) return byNumber;
  // "## 6. Posts" with lists 1., 2. that hold lists of their own.
  if (clauses === 0 && plain === numbered && plain > 1 && lists > 1 && hasNested) return byNumber;
  if (isOfLists) return { isHolding: () => true, isOfLists, holdsNumbers: true };
  // "A. …" and "B. …" below "## 14 Liability", where lists of numbers are things.
  return capitals > 0 && clauses === 0 && plain === numbered && plain > 1 ? { ...byNumber, holdsNumbers: false } : null;
}

/** "4.1 Duties" and "(A) Duties", and the "4 Conduct" or "Bylaw 4" that such headings stand in. */
function isHolding(heading: Block): boolean {
  if (heading.kind === 'heading' && heading.head.kind === 'item') return true;
  const shape = readLabelShape(heading);
  return shape !== null && (shape.word !== null || /\d/.test(shape.number));
}

/**
 * "**7.1 Duties**" on a line of its own, or above the words of the clause: a heading though
 * Markdown has it as words.
 */
export function isTitleOfClause(block: Block): boolean {
  if (block.head.kind !== 'clause') return false;
  if (readLabelShape(block)?.isTitled === true) return true;
  const words = block.text.slice(block.head.body, block.head.body + 2 * LONGEST_TITLE_LINE);
  if (!words.includes('\n')) return false;
  const [title = '', below = ''] = words.split(/\r?\n/, 2);
  const isTitle = title.length <= LONGEST_TITLE_LINE && /^\p{Lu}/u.test(title) && !/[.;:,]\s*$/.test(title);
  return isTitle && !/\s\p{Ll}\p{L}{3}/u.test(title) && /^\s{0,9}["“‘(]?\p{Lu}/u.test(below);
}

/** The lines "8. …" whose next number is 8.1, by index. */
function findLedNumbers(blocks: readonly Block[], isSkipped: (index: number) => boolean): ReadonlySet<number> {
  const found = new Set<number>();
  let next = '';
  for (let index = blocks.length - 1; index >= 0; index--) {
    const { head } = blocks[index]!;
    if (isSkipped(index)) continue;
    if (head.kind === 'listNumber' && next === `${head.number}.1`) found.add(index);
    if (head.kind === 'listNumber' || head.kind === 'clause' || head.kind === 'section') next = head.number;
  }
  return found;
}
