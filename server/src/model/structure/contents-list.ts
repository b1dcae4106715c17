import { type Block, isBulletMarker, isQuoted } from '../block.js';
import { BlockMemo } from '../block-memo.js';
import { readLabelShape } from '../head/label-shape.js';
import { getOrCreate } from '../memo.js';
import { isTitleLine } from './title.js';
import { findWordedContents } from './worded-contents.js';

/** The most characters of an entry in a list of contents. */
const LONGEST = 200;
/** An entry that leads to its heading, and how some end the lines of such lists. */
const LINK = /\[((?:[^\][]|\[[^\][]{0,40}\]){1,120})\]\([^()\s]{1,160}\)/g;
/** An entry that is one link, whose words may go on on a second line. */
const WHOLE_LINK = /^[ \t]{0,40}(?:[-*+][ \t]{1,8})?\[(?:[^\][]|\[[^\][]{0,40}\]){1,120}\]\(#[^()\s]{1,160}\)\s{0,9}$/;
/** "(Articles 59 to 74)" behind the title of a Chapter. */
const ARTICLES_HELD = /\((?:Articles?|Sections?|Rules?|Regulations?|Clauses?) \d[^()\r\n]{0,40}\)?\s{0,9}$/i;
const LINE_BREAK = /<\/?br ?\/?>\s*$/i;
/** So many characters of a title tell it from another. */
const TELLING = 40;

/**
 * What an entry in a list of contents and the heading that it announces have in common: number and
 * title, as one string. Null for a block that can be neither, as it says more than a title does.
 */
export function readContentsKey(block: Block): string | null {
  return getOrCreate(keys, block, () => makeContentsKey(block));
}

const keys = new BlockMemo<string | null>();

function makeContentsKey(block: Block): string | null {
  const { head, text } = block;
  const shape = head.kind === 'heading' || head.kind === 'none' ? readLabelShape(block) : null;
  const [line = ''] = shape ? text.slice(shape.body).split(/\r?\n/, 1) : [];
  const isBroken = LINE_BREAK.test(line);
  if (
    shape?.word &&
    (shape.isTitled || isBroken || shape.on === 'heading') &&
    text.length <= LONGEST &&
    !isQuoted(block)
  ) {
    const letters = (isBroken ? line.replace(LINE_BREAK, '') : text.slice(shape.body))
      .replace(ARTICLES_HELD, '')
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, '');
    return letters === '' ? null : `${shape.word}-${shape.number} ${letters.slice(0, TELLING)}`;
  }
  if (head.kind !== 'clause' && head.kind !== 'listNumber' && head.kind !== 'section' && head.kind !== 'caption')
    return null;
  const title = head.kind === 'clause' && !isWholeLink(text) ? readTitleAboveText(block, head.body) : null;
  if ((title ?? text).length > LONGEST || isQuoted(block)) return null;
  const words = (title ?? text.slice(head.body)).replace(LINK, '$1').replace(LINE_BREAK, '').trim();
  // An entry may end in dots and the number of a page.
  const unpaged = words.replace(/(?:[ .…·\t]{2,60}|\t)\d{1,4}$/, '');
  if (unpaged === words && /[;:,](?: (?:and|or))?$|\S{3}[.]\s+\S/.test(words)) return null;
  const letters = unpaged.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');
  const isSentence = head.kind !== 'section' && /\p{L}[.]$/u.test(words);
  return letters === ''
    ? null
    : isSentence
      ? `${head.number} ${letters}.`
      : `${head.number} ${letters.slice(0, TELLING)}`;
}

/** A title on the line of a number: each long word has a capital. */
const TITLE_LINE =
  /^(?:[\p{Lu}\d“"'‘(][^\s;:]{0,30}|\p{Ll}{1,4}|[-–—&/])(?: (?:[\p{Lu}\d“"'‘(][^\s;:]{0,30}|\p{Ll}{1,4}|[-–—&/])){0,14}$/u;

/** "2.04.050 Pay of Officers", whose text begins on the next line; null where the lines are one sentence. */
function readTitleAboveText({ text }: Block, body: number): string | null {
  const [line = '', next] = text.slice(body, body + 2 * LONGEST).split(/\r?\n/, 2);
  const title = line.trim();
  return next !== undefined && /^\s{0,9}["“‘'(]?\p{Lu}/u.test(next) && !title.endsWith('.') && TITLE_LINE.test(title)
    ? title
    : null;
}

/** Whether a block says no more than one line: an entry does not. */
export function isOneLine({ text }: Block): boolean {
  return !/\n[ \t]{0,99}\S/.test(text) || isWholeLink(text);
}

/** Whether a block is the item of a list that is one link into the text itself. */
export function isLinkItem(block: Block | undefined): boolean {
  return block?.kind === 'paragraph' && block.marker !== null && isWholeLink(block.text);
}

function isWholeLink(text: string): boolean {
  return text.length <= 2 * LONGEST && WHOLE_LINK.test(text);
}

/** Whether a block is as "[5](#5). Fees": what follows links into the text itself. */
export function isLinkedEntry(block: Block | undefined): boolean {
  return block?.kind === 'paragraph' && /^[ \t]{0,8}\[[^\]\r\n]{1,20}\]\(#/.test(block.text);
}

/** The lists of contents in a text. */
export interface ContentsList {
  /** The blocks that are entries, by index. */
  readonly entries: ReadonlySet<number>;
  /** The numbers that more than one title bears. */
  readonly twice: ReadonlySet<string>;
  /** The index after the last block that was asked whether it ends in the number of a page. */
  readonly pagedUntil: number;
}

/**
 * Finds the entries of lists of contents, of the one in front and of those of a chapter: lines that
 * say no more than a number and a title, one below the other, each of which comes again further
 * down. They are no provisions of their own.
 */
export function findContentsLists(blocks: readonly Block[]): ContentsList {
  const found = blocks.map(readContentsKey);
  const last = new Map<string, number>();
  const seen = new Set<string>();
  const twice = new Set<string>();
  found.forEach((key, index) => {
    if (key === null) return;
    last.set(key, index);
    const number = key.slice(0, key.indexOf(' '));
    if (seen.has(number)) twice.add(number);
    seen.add(number);
  });
  const entries = new Set<number>();
  const isLedIn = findLedInItems(blocks);
  let pagedUntil = 0;
  const isRepeated = (index: number): boolean => {
    const key = found[index];
    return key != null && last.get(key) !== index;
  };
  found.forEach((key, index) => {
    if (
      key === null ||
      last.get(key) === index ||
      isLedIn[index] ||
      (blocks[index]!.head.kind === 'clause' && !isOneLine(blocks[index]!))
    )
      return;
    const [before, after] = [passItems(blocks, index, -1), passItems(blocks, index, 1)];
    const above = entries.has(before) || isLinkedEntry(blocks[before]);
    // "DIVISION 1. - GENERALLY" of two Articles, each above its sections.
    const below = (DIVISION_KEY.test(key) ? isRepeated(after) : found[after] != null) || isLinkedEntry(blocks[after]);
    // Sections of one title in two Articles are no entries.
    const isHeading = blocks[index]!.kind === 'heading';
    if (isHeading && !entries.has(index - 1) && !isRepeated(index + 1)) return;
    // A sentence that stands twice is a slip, but for one in the midst of entries.
    if (key.endsWith('.') ? above && below : above || below) entries.add(index);
  });
  const pagedTitles = new Set(blocks.flatMap((block, index) => (isPagedTitle(block) ? [index] : [])));
  const titles = blocks.flatMap((block, index) => (pagedTitles.has(index) || isArrangementTitle(block) ? [index] : []));
  const isTitle = new Set(titles);
  for (let index = 0; index < blocks.length; index++) {
    if (!isTitle.has(index)) continue;
    const paged = pagedTitles.has(index) ? findPagedEnd(blocks, index + 1) : null;
    if (paged) pagedUntil = paged.until;
    const listed = paged?.end === index + 1 ? findListedEnd(found, entries, index + 1) : null;
    const titled = paged && (listed ?? paged.end) === index + 1 ? findTitledEnd(blocks, index + 1) : null;
    if (titled) pagedUntil = Math.max(pagedUntil, titled.until);
    const end = titled?.end ?? listed ?? paged?.end ?? findArrangementEnd(blocks, index + 1);
    for (index++; index < end; index++) entries.add(index);
  }
  for (const index of findBulletedContents(blocks)) entries.add(index);
  const chapters = findContentsByChapter(blocks, pagedTitles, found, last);
  for (const index of chapters.entries) entries.add(index);
  for (const number of chapters.numbers) twice.add(number);
  const worded = findWordedContents(blocks, titles);
  for (const index of worded.entries) entries.add(index);
  pagedUntil = Math.max(pagedUntil, chapters.until, worded.until);
  const led = blocks.flatMap((block, index) => (isLedEntry(block) ? [index] : []));
  if (led.length >= LEAST_PAGES) for (const index of led) entries.add(index);
  // Items that are links into the text, one below the other, announce headings and are none.
  for (let index = 0; index < blocks.length; index++)
    if (isLinkItem(blocks[index]!) && (isLinkItem(blocks[index - 1]) || isLinkItem(blocks[index + 1])))
      entries.add(index);
  // "(a) When" below an entry.
  for (let index = 1; index < blocks.length; index++)
    if (entries.has(index - 1) && isTitleItem(blocks[index]!)) entries.add(index);
  for (const index of findLostTables(blocks)) entries.add(index);
  return { entries, twice, pagedUntil };
}

/** The key of a head such as "DIVISION 1. - GENERALLY" and "ARTICLE I. - IN GENERAL". */
const DIVISION_KEY = /^(?:article|chapter|division|part|subdivision)-/;

/** What a list of contents is called. */
const CALLS_CONTENTS = /\b(?:agenda|arrangement|chapters|contents|index|parts|schedules|sections|structure)\b/i;

/** For each block whether it is the item of a list that words of the text lead into: "The officers are:". */
function findLedInItems(blocks: readonly Block[]): readonly boolean[] {
  const found: boolean[] = [];
  for (const [index, block] of blocks.entries()) {
    const isItem = block.kind === 'paragraph' && block.marker !== null && block.containers.length === 1;
    found.push(isItem && ((found[index - 1] ?? false) || leadsIntoList(blocks[index - 1])));
  }
  return found;
}

function leadsIntoList(block: Block | undefined): boolean {
  if (block?.kind !== 'paragraph' || block.containers.length > 0) return false;
  return /\p{L}:[*_]{0,3}\s*$/u.test(block.text.slice(-12)) && !CALLS_CONTENTS.test(block.text.slice(-300));
}

/**
 * The entries of contents whose lines "Chapter 2 Walls" stand between the numbers, or at the end of the
 * entry above: every number with a title from the title of contents to the first heading, if most of
 * them are those of headings further down.
 * @param titles the blocks that are titles of contents
 */
function findContentsByChapter(
  blocks: readonly Block[],
  titles: ReadonlySet<number>,
  keys: readonly (string | null)[],
  last: ReadonlyMap<string, number>,
): { readonly entries: readonly number[]; readonly numbers: ReadonlySet<string>; readonly until: number } {
  const entries: number[] = [];
  const numbers = new Set<string>();
  let until = 0;
  for (const index of titles) {
    if (index < until - 1) continue;
    const run: number[] = [];
    let known = 0;
    let at = index + 1;
    for (; at < blocks.length && blocks[at]!.kind === 'paragraph' && isPagedEntry(blocks[at]!); at++) {
      const { head } = blocks[at]!;
      if (head.kind !== 'clause') continue;
      run.push(at);
      numbers.add(head.number);
      const key = keys[at] ?? `${head.number} ${readEntryLetters(blocks[at]!)}`;
      if ((last.get(key) ?? -1) > at) known++;
    }
    until = at + 1;
    if (known >= LEAST_LED && known * 3 >= run.length * 2 && blocks[at]?.kind === 'heading') entries.push(...run);
  }
  return { entries, numbers, until };
}

/** The letters of the title on the line of a number, whatever stands on the next. */
export function readEntryLetters({ head, text }: Block): string {
  if (head.kind !== 'clause') return '';
  const [line = ''] = text.slice(head.body, head.body + LONGEST).split(/\r?\n/, 1);
  const letters = line.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');
  return letters.slice(0, TELLING);
}

/** Fewer bullets with numbers are no contents. */
const LEAST_BULLETS = 4;

/**
 * The bullets "- 3.1.2 - Awareness" of contents, one below the other, of whose numbers most are those
 * of headings further down, whatever their titles say.
 */
function findBulletedContents(blocks: readonly Block[]): number[] {
  const headed = new Map<string, number>();
  for (const [index, { kind, head }] of blocks.entries())
    if (kind === 'heading' && head.kind === 'section') headed.set(head.number, index);
  const found: number[] = [];
  let run: number[] = [];
  const close = (): void => {
    const known = run.filter((index) => (headed.get(numberOf(blocks[index]!)) ?? -1) > index).length;
    if (run.length >= LEAST_BULLETS && known * 3 >= run.length * 2) found.push(...run);
    run = [];
  };
  for (const [index, block] of blocks.entries()) {
    if (isNumberedBullet(block)) run.push(index);
    else close();
  }
  close();
  return found;
}

function numberOf(block: Block): string {
  return block.head.kind === 'clause' ? block.head.number : (readBulletNumber(block) ?? '');
}

/** "1" of the bullet "- 1 - Boats", which is no clause; null for any other block. */
export function readBulletNumber({ kind, marker, head, text, prefix }: Block): string | null {
  if (kind !== 'paragraph' || head.kind !== 'none' || !isBulletMarker(marker)) return null;
  return /^(\d{1,3})(?: [-–—]|[.:])? \p{L}[^\r\n]{0,90}$/u.exec(text.slice(prefix, prefix + 100))?.[1] ?? null;
}

function isNumberedBullet(block: Block): boolean {
  if (readBulletNumber(block) !== null) return true;
  return (
    block.kind === 'paragraph' &&
    block.head.kind === 'clause' &&
    isBulletMarker(block.marker) &&
    readContentsKey(block) !== null
  );
}

/** So many items stand below one entry at most. */
const MOST_ITEMS = 30;
const LONGEST_ITEM = 90;

/** Whether a block is an item that says no more than a title: "(a) When". */
export function isTitleItem({ head, text }: Block): boolean {
  return head.kind === 'item' && text.length <= LONGEST_ITEM && /[\p{L}\p{N})’”"*_][ \t]{0,9}$/u.test(text.slice(-12));
}

/** The nearest block before or after one, items that are no more than titles passed. */
function passItems(blocks: readonly Block[], index: number, step: 1 | -1): number {
  let at = index + step;
  for (let passed = 0; passed < MOST_ITEMS && blocks[at] && isTitleItem(blocks[at]!); passed++) at += step;
  return at;
}

/** Fewer lines below each other that name Articles and Annexes are the headings of divisions. */
const LEAST_NAMED = 8;
/** A line with more characters says more than a cell of such a table. */
const LONGEST_NAMED = 90;

/**
 * The lines of tables that lost their form, "Annex III" below "Annex V, Parts A and B": they name
 * divisions again and again, with nothing of them between, and begin none.
 */
function findLostTables(blocks: readonly Block[]): number[] {
  const found: number[] = [];
  let run: { readonly index: number; readonly name: string }[] = [];
  const close = (): void => {
    const counts = new Map<string, number>();
    for (const { name } of run) counts.set(name, (counts.get(name) ?? 0) + 1);
    const recurs = ({ name }: { readonly name: string }): boolean => (counts.get(name) ?? 0) > 1;
    // A heading may stand right above the table, or below it.
    run = run.slice(Math.max(run.findIndex(recurs), 0), run.findLastIndex(recurs) + 1);
    const names = new Set(run.map(({ name }) => name));
    if (run.length >= LEAST_NAMED && names.size * 3 <= run.length * 2) found.push(...run.map(({ index }) => index));
    run = [];
  };
  for (const [index, block] of blocks.entries()) {
    if (block.kind === 'paragraph' && /^[\s—–-]{1,9}$/.test(block.text) && run.length > 0) continue;
    const name = block.kind === 'paragraph' && block.text.length <= LONGEST_NAMED ? NAMED.exec(block.text)?.[0] : null;
    if (name) run.push({ index, name });
    else close();
  }
  close();
  return found;
}

/** "Annex III", "Annex VII, Parts A and B", "Article 16(8)" at the beginning of a line. */
const NAMED = /^ {0,3}(?:Annex|Article|Part|Chapter|Section|Schedule|Appendix) (?:\d{1,3}|[IVXLC]{1,8}|[A-Z])\b/;

/** "ARRANGEMENT OF CLAUSES": what follows are the titles of a bill, which stand above their numbers. */
export function isArrangementTitle({ kind, text }: Block): boolean {
  return (
    (kind === 'paragraph' || kind === 'heading') &&
    // The name of the instrument may stand above it, and "Section" below, as pages are pasted.
    /(?:^|[\r\n])[#*_ ]{0,12}arrangement of (?:sections|clauses|regulations|rules|articles|paragraphs)[*_ ]{0,4}(?:[\r\n]|$)/i.test(
      text.slice(0, 2 * LONGEST).trim(),
    )
  );
}

/** Fewer lines that end in a number are no list with the numbers of pages. */
const LEAST_PAGES = 5;
/** The points that lead to the number of a page, "Fees ........ 5", and leave little doubt. */
const LEADER = /[.·…](?:[ \t]?[.·…]){3,60}[ \t]{0,9}\d{1,4}\s{0,9}$/;
const LED_LINE = /^[^\r\n]{3,120}?[.·…](?:[ \t]?[.·…]){5,180}[ \t]{0,9}\d{1,4}[ \t]{0,9}(?:[\r\n]|$)/;
const LONGEST_LEADER = 140;
const LEAST_LED = 2;
/** A block of so many characters that ends as a sentence does is no entry. */
const SENTENCE = 120;

/** Whether the first line of a block ends in points that lead to the number of a page. */
export function isLedEntry(block: Block): boolean {
  const { kind, head, text } = block;
  if (kind !== 'paragraph' || (head.kind !== 'listNumber' && head.kind !== 'clause' && head.kind !== 'none'))
    return false;
  return getOrCreate(ledByBlock, block, () => text.length <= 2 * LONGEST && LED_LINE.test(text));
}

const ledByBlock = new BlockMemo<boolean>();

/** "Table of Contents": what follows may be titles with the numbers of their pages. */
export function isPagedTitle({ kind, text }: Block): boolean {
  return (
    (kind === 'paragraph' || kind === 'heading') &&
    (/^[#*_ ]{0,12}(?:table of )?(?:contents|provisions|sections|articles|clauses)[*_ ]{0,4}$/i.test(
      text.slice(0, LONGEST).trim(),
    ) ||
      // Below the name of the instrument, as pages are pasted.
      /[\r\n][ \t]{0,20}(?:TABLE OF )?(?:CONTENTS|PROVISIONS)[ \t]{0,9}(?:[\r\n]|$)/.test(text.slice(0, 2 * LONGEST)))
  );
}

/** Whether a block stands between the title of paged contents and the text: neither long, nor a sentence. */
export function isPagedEntry({ kind, text }: Block): boolean {
  if (kind === 'table' || kind === 'extractedTable') return true;
  return text.length <= 2 * LONGEST && !(text.length > SENTENCE && /[.;:]\s*$/.test(text.slice(-20)));
}

/** Whether a block ends in the number of a page, or is one. */
export function hasPageNumber({ text }: Block): boolean {
  return text.length <= LONGEST && /(?:^|[\s.])\d{1,4}\s{0,9}$/.test(text.slice(-20));
}

/** The index after the last entry of contents with the numbers of pages, each maybe a line of its own. */
function findPagedEnd(blocks: readonly Block[], from: number): { readonly end: number; readonly until: number } {
  let end = from;
  let [pages, led] = [0, 0];
  let at = from;
  for (; at < blocks.length && isPagedEntry(blocks[at]!); at++) {
    if (!hasPageNumber(blocks[at]!)) continue;
    pages++;
    if (LEADER.test(blocks[at]!.text.slice(-LONGEST_LEADER))) led++;
    end = at + 1;
  }
  return { end: pages < LEAST_PAGES && (led < LEAST_LED || led < pages) ? from : end, until: at + 1 };
}

/** So many entries that come again show that all the lines with them are entries. */
const LEAST_LISTED = 3;

/**
 * The index after the lines below a title of contents, each no more than a number and a title, of
 * which most come again further down: the rest are entries whose headings say something else.
 */
function findListedEnd(keys: readonly (string | null)[], entries: ReadonlySet<number>, from: number): number {
  let end = from;
  let known = 0;
  const seen = new Set<string>();
  for (; end < keys.length; end++) {
    const key = keys[end];
    // Where the first entry comes again the text begins.
    if (key == null || seen.has(key)) break;
    seen.add(key);
    if (entries.has(end)) known++;
  }
  return known >= LEAST_LISTED && known * 2 > end - from ? end : from;
}

/** Fewer numbers with titles below the title of contents are not its entries. */
const LEAST_TITLED = 5;

/**
 * The index after the last entry of contents whose titles stand above their numbers in the text,
 * as those of Acts do: "3 Purpose", "4 Application", until the first number comes again, or a lower
 * one, as some entries may have lost theirs.
 * @returns `until`: the index after the last block that was looked at
 */
function findTitledEnd(blocks: readonly Block[], from: number): { readonly end: number; readonly until: number } {
  let first: string | null = null;
  let end = from;
  let count = 0;
  let sentences = 0;
  let at = from;
  for (; at < blocks.length; at++) {
    const block = blocks[at]!;
    const shape = block.kind === 'paragraph' || block.kind === 'empty' ? readLabelShape(block) : null;
    const isNumber = shape?.word === null && shape.mark !== 'brackets' && /^\d/.test(shape.number);
    if (
      isNumber &&
      first !== null &&
      Number.parseInt(shape.number, 10) < Number.parseInt(first, 10) + Number(shape.number === first)
    )
      return { end: count >= LEAST_TITLED && sentences * 4 <= count ? end : from, until: at + 1 };
    if (!isPagedEntry(block) || shape?.isNested) break;
    if (!isNumber) continue;
    first ??= shape.number;
    count++;
    // "1." may stand alone above its title.
    const next = block.kind === 'empty' ? blocks[at + 1] : undefined;
    if (!shape.isTitled && !(next && isTitleLine(next))) sentences++;
    end = at + 1;
  }
  return { end: from, until: at + 1 };
}

/** So many long paragraphs stand between an arrangement and the first section at most. */
const MOST_BETWEEN = 8;

/** Whether a block says more than an entry can. */
export function isLong({ text }: Block): boolean {
  return text.length > 2 * LONGEST;
}

/** The index after the last entry of an arrangement: the numbers begin at 1 anew behind it. */
function findArrangementEnd(blocks: readonly Block[], from: number): number {
  let end = from;
  let seen = 0;
  let between = 0;
  for (let at = from; at < blocks.length; at++) {
    const block = blocks[at]!;
    const shape = isLong(block) ? null : readLabelShape(block);
    // What the text begins with before its first section: "WHEREAS …".
    if (isLong(block) && !/^[*_\s]*1\./.test(block.text) && (seen === 0 || ++between > MOST_BETWEEN)) return from;
    const isFirst = shape === null ? /^[*_\s]*1\./.test(block.text) : shape.number === '1' && shape.mark !== 'brackets';
    if (isFirst && shape?.word == null) {
      if (seen > 0) return seen > 1 ? end : from;
      seen = 1;
      end = at + 1;
    } else if (
      between === 0 &&
      shape?.word === null &&
      /^\d/.test(shape.number) &&
      shape.mark !== 'brackets' &&
      seen > 0
    ) {
      seen++;
      end = at + 1;
    }
  }
  return from;
}
