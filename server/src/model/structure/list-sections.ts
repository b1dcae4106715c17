import type { Block } from '../block.js';
import { measureIndent } from '../head/label-shape.js';

/** A line such as "5. …", read as a section's. */
export interface ListTitle {
  /** The words that name the section; null where it begins with its text at once. */
  readonly title: string | null;
  /** Whether the block holds no more than those words. */
  readonly isWhole: boolean;
}

/** The most characters that are read as a title. */
const LONGEST = 120;
/**
 * A paragraph of at least so many characters is a provision, where a shorter one may be a thing in
 * a list.
 */
export const SHORTEST_PROVISION = 80;

/**
 * The title of a block that begins with "5.": all of "5. Term and Termination", the first words of
 * "5. Governing Law. This …". In the latter each word that matters begins with a capital.
 */
export function readListTitle(block: Block): ListTitle {
  const { head } = block;
  if (head.kind !== 'listNumber') return { title: null, isWhole: false };
  const text = block.text
    .slice(head.body, head.body + 3 * LONGEST)
    .replace(/[*_]|<\/?(?:span|a|b|strong|i|em|u)(?:\s[^<>]{0,120})?>/gi, '')
    .trim();
  const line = /^[^\r\n]*/.exec(text)?.[0].trim() ?? '';
  const whole = line.length === text.length && head.body + 3 * LONGEST >= block.text.length;
  if (!/^["“‘'(]?\p{Lu}/u.test(line)) return { title: null, isWhole: false };
  const end = findTitleEnd(line);
  const words = line.slice(0, end).trim();
  const rest = line.slice(end).replace(/^[.:–—-]+\s*/, '');
  const isSentence = line.endsWith('.') && words.split(' ').length > 6 && !isNamed(words);
  if (whole && rest === '' && words.length <= LONGEST && !/[;,:]$/.test(line) && !isSentence)
    return { title: words.replace(/[.:]$/, ''), isWhole: true };
  const ends = end < line.length || (line.length < text.length && !/[;,]$/.test(line));
  return { title: ends && words.length <= LONGEST && isNamed(words) ? words : null, isWhole: false };
}

/** Where the first sentence of a line ends, a stop within "U.S.", "No. 5" or "para. 5" aside. */
function findTitleEnd(line: string): number {
  const stop = /[.:](?=\s|$)| [–—-] /g;
  for (let found = stop.exec(line); found; found = stop.exec(line)) {
    const word = line.slice(line.lastIndexOf(' ', found.index - 1) + 1, found.index);
    const isCited =
      /^(?:arts?|cll?|cls|figs?|paras?|pts?|regs?|rr?|sch|secs?|ss?)$/i.test(word) &&
      /^\. [\d(]/.test(line.slice(found.index, found.index + 3));
    if (found[0] !== '.' || !(isCited || /^(?:\p{Lu}|.*\.\p{Lu}|Nos?|Inc|Art|Sec|v)$/u.test(word))) return found.index;
  }
  return line.length;
}

/** Whether all words of four letters and more begin with a capital. */
function isNamed(words: string): boolean {
  return !/(?:^|[\s(“"‘'/])\p{Ll}[\p{Ll}’'-]{3,}/u.test(
    words.replace(/\b(?:from|with|into|upon|under|over|between|other|than)\b/g, ''),
  );
}

interface SectionCandidate {
  readonly index: number;
  readonly number: number;
  /** The letter of "4A", or nothing. */
  readonly letter: string;
  /** Columns that it stands in from the margin. */
  readonly indent: number;
  /** Whether clauses of its number follow. */
  readonly led: boolean;
  /** Whether its words are those of a section's. */
  readonly titled: boolean;
  /** Whether it may stand between two sections at all. */
  readonly plain: boolean;
}

/**
 * The sections that a text numbers by lines such as "5. Term": the indices of their blocks.
 * Markdown, and the words alone, cannot tell them from the items of a list. What does: clauses 5.1,
 * 5.2 … that follow, a title, and that the numbers go on through the text.
 */
export function findListSections(blocks: readonly Block[], contents: ReadonlySet<number>): ReadonlySet<number> {
  const found = dropOutOfPlace(findSectionCandidates(blocks, contents), blocks, contents);
  const first = found.find(({ led }) => led) ?? found.find(({ titled }) => titled) ?? found[0];
  if (!first) return new Set();
  // What stands further in is a list within a section; numbers may be aligned at either end.
  const end = (each: SectionCandidate): number => each.indent + String(each.number).length;
  const all = found.filter((each) => each.led || each.indent === first.indent || end(each) === end(first));
  // Beside sections that are headings, a line is one only where its clauses stand right below.
  if (blocks.some(({ kind, head }) => kind === 'heading' && head.kind === 'section' && !head.number.includes('.')))
    return new Set(findAboveClauses(all, blocks).map(({ index }) => index));
  const anchors = findAscending(all.filter(({ led, titled }) => led || titled));
  if (anchors.length > 1 || anchors.some(({ led }) => led))
    return new Set(fillGaps(anchors, all).map(({ index }) => index));
  return new Set(findLoneParagraphs(all, blocks).map(({ index }) => index));
}

/** Those whose clauses stand right below, and the titles that go on with their numbers up to the next heading. */
function findAboveClauses(all: readonly SectionCandidate[], blocks: readonly Block[]): SectionCandidate[] {
  const found: SectionCandidate[] = [];
  for (const each of all) {
    const last = found.at(-1);
    const goesOn =
      last !== undefined &&
      each.titled &&
      each.number === last.number + 1 &&
      !blocks.slice(last.index + 1, each.index).some(({ kind }) => kind === 'heading');
    if ((each.led && hasClauseBelow(blocks, each.index)) || goesOn) found.push(each);
  }
  return found;
}

/**
 * Without the lines "5. …" between clauses 3.8 and 3.9, or 3.9 and 4.1: no section 5 can stand
 * there. Where clauses begin anew, whatever stands between may be one.
 */
function dropOutOfPlace(
  candidates: readonly SectionCandidate[],
  blocks: readonly Block[],
  contents: ReadonlySet<number>,
): readonly SectionCandidate[] {
  if (candidates.length === 0) return candidates;
  const clauses = [...blocks.entries()].flatMap(([index, { head }]) =>
    head.kind === 'clause' && !contents.has(index) && /^\d+\./.test(head.number)
      ? [{ index, section: Number.parseInt(head.number, 10) }]
      : [],
  );
  let passed = 0;
  return candidates.filter(({ index, number, led }) => {
    while (clauses[passed] && clauses[passed]!.index < index) passed++;
    const [before, after] = [clauses[passed - 1], clauses[passed]];
    if (led || !before || !after || after.section < before.section) return true;
    return number > before.section && number <= after.section;
  });
}

function findSectionCandidates(blocks: readonly Block[], contents: ReadonlySet<number>): SectionCandidate[] {
  let next: Block['head'] | null = null;
  const found: SectionCandidate[] = [];
  for (let index = blocks.length - 1; index >= 0; index--) {
    const block = blocks[index]!;
    const { head } = block;
    if (contents.has(index)) continue;
    if (head.kind === 'listNumber' && isOutermost(block)) {
      const { title, isWhole: whole } = readListTitle(block);
      const [, digits = '', letter = ''] = /^(\d{1,3})([A-Z]{0,2})$/.exec(head.number) ?? [];
      const led = (next?.kind === 'clause' || next?.kind === 'section') && isFirstWithin(next.number, head.number);
      // The stop may be escaped: "6\\.".
      const written = block.marker !== null || /[.\\]/.test(block.text.charAt(head.label.end - 1));
      // Short items one below the other are a list of things; a section has a text of its own.
      const bare = whole && (isListItem(blocks[index + 1]) || isListItem(blocks[index - 1]));
      const numbered = written || (whole && (letter !== '' || isSubdivided(blocks[index + 1])));
      const titled = title !== null && !bare && numbered;
      found.push({
        index,
        number: Number(digits),
        letter,
        indent: measureIndent(block),
        led,
        titled,
        plain: whole || written,
      });
    }
    if (head.kind !== 'none' && head.kind !== 'definition' && head.kind !== 'footnote') next = head;
  }
  return found.reverse();
}

/** Whether a number is that of the first clause in a section: 4.1 in 4. */
function isFirstWithin(number: string, section: string): boolean {
  return number.startsWith(`${section}.`) && /^[01](?!\d)/.test(number.slice(section.length + 1));
}

/**
 * Whether a block is the "(1) …" with which the sections of a statute begin: "5 Offences" above it
 * is no thing of a list.
 */
function isSubdivided(block: Block | undefined): boolean {
  return block?.head.kind === 'item' && block.head.marker === '1' && block.marker === null;
}

function isOutermost(block: Block): boolean {
  return block.containers.length === 0 || (block.containers.length === 1 && block.containers[0] === 'item');
}

function isListItem(block: Block | undefined): boolean {
  return block?.head.kind === 'listNumber' && isOutermost(block) && readListTitle(block).isWhole;
}

function hasClauseBelow(blocks: readonly Block[], index: number): boolean {
  return blocks.slice(index + 1, index + 4).some(({ head }) => head.kind === 'clause');
}

/**
 * Those that count on, from the first that can be a first; one with clauses of its number is a
 * section wherever it stands.
 */
function findAscending(strong: readonly SectionCandidate[]): SectionCandidate[] {
  const chain: SectionCandidate[] = [];
  const sure = strong.filter(({ led }) => led);
  let passed = 0;
  for (const each of strong) {
    const last = chain[chain.length - 1];
    const next = sure[passed];
    if (each.led) passed++;
    // A list of titles between 2 and 3 can itself go on with 3.
    else if (next && last && next.number > last.number && each.number >= next.number) continue;
    if (each.led || (last ? countsOn(last, each) : each.number <= 1)) chain.push(each);
  }
  return chain;
}

/** Whether a number follows another, perhaps with a few left out: 5 after 4, 4A after 4 or 3D. */
function countsOn(last: SectionCandidate, next: SectionCandidate): boolean {
  if (next.letter === '') return next.number > last.number && next.number <= last.number + 3;
  return next.number === last.number
    ? next.letter > last.letter
    : next.letter === 'A' && next.number === last.number + 1;
}

/**
 * The chain with the numbers that it lacks, where lines between bear them in their order; and with
 * those that go on after its end.
 */
function fillGaps(chain: readonly SectionCandidate[], all: readonly SectionCandidate[]): SectionCandidate[] {
  const whole: SectionCandidate[] = [];
  let at = 0;
  for (const anchor of [...chain, null]) {
    const before = whole[whole.length - 1];
    const between: SectionCandidate[] = [];
    const end = anchor?.index ?? Number.POSITIVE_INFINITY;
    for (let each = all[at]; each && each.index < end; each = all[++at]) between.push(each);
    if (anchor) {
      // From the end backwards: the nearest line with the number before.
      let wanted = anchor.number - 1;
      const missing: SectionCandidate[] = [];
      for (let i = between.length - 1; i >= 0 && wanted > (before?.number ?? -1); i--) {
        const each = between[i]!;
        if (each.number !== wanted || each.letter !== '' || !each.plain) continue;
        missing.unshift(each);
        wanted--;
      }
      if (wanted === before?.number || (!before && missing[0] && missing[0].number <= 1)) whole.push(...missing);
      whole.push(anchor);
      at++;
    } else if (before) {
      let last = before;
      for (const each of between) {
        if (each.number !== last.number + 1 || each.letter !== '' || !each.plain) continue;
        whole.push(each);
        last = each;
      }
    }
  }
  return whole;
}

/**
 * Paragraphs "0. …", "1. …" through a text that has no other numbers: provisions, where they are
 * long and the only such run.
 */
function findLoneParagraphs(all: readonly SectionCandidate[], blocks: readonly Block[]): SectionCandidate[] {
  const chain: SectionCandidate[] = [];
  for (const each of all) {
    const last = chain[chain.length - 1];
    if (last ? each.number === last.number + 1 : each.number <= 1) chain.push(each);
    else if (each.number <= 1) return [];
  }
  const long = chain.filter(({ index }) => blocks[index]!.text.length >= SHORTEST_PROVISION);
  return chain.length > 2 && long.length * 2 > chain.length ? chain : [];
}
