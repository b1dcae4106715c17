import { type Block, isQuoted } from '../block.js';
import { BlockMemo } from '../block-memo.js';
import { isAboveWords, isPathLabel, type LabelShape, readLabelShape } from '../head/label-shape.js';
import { getOrCreate } from '../memo.js';
import { hasTitleBeforeFirst } from '../structure/inline-title.js';
import { readListTitle } from '../structure/list-sections.js';
import type { LoneLabel } from '../structure/lone-labels.js';

/** What the labels of a text, and what it calls itself, tell about its scheme. */
export interface Evidence {
  /** How often each word heads a unit: "article", "§". */
  readonly words: ReadonlyMap<string, number>;
  /** Numbers with a word that bear a stop or a hyphen within, by word. */
  readonly pointed: ReadonlyMap<string, number>;
  /** Those with a hyphen, by word. */
  readonly hyphened: ReadonlyMap<string, number>;
  /** Clauses such as 20.28, and headings such as 20.28. */
  readonly clauses: number;
  /** Headings such as 434.01: a title or a chapter of many sections, and its section. */
  readonly codified: number;
  /** Headings that begin with a plain number. */
  readonly sections: number;
  /** Headings such as 28.1 right at the level of 28: sections that were put in behind it, as Canada does. */
  readonly putIn: number;
  /** How many sections those were put in behind. */
  readonly putInBehind: number;
  /** (1) right below the head of a section. */
  readonly subsections: number;
  /** (1) right below a line "4. Kennels". */
  readonly titledSubsections: number;
  /** 2.—(1) and 12.(1). */
  readonly nested: number;
  /** (2)Grants, as pasted from a page. */
  readonly tight: number;
  /** Lines such as "A. …". */
  readonly capitals: number;
  /** Lines such as "4.2-1 …". */
  readonly hyphenated: number;
  /** Lines such as "14-41-109" and "14-41-119.1", of three parts. */
  readonly parted: number;
  /** Lines such as "1. …", at the margin. */
  readonly numbers: number;
  /** Whether those are 1, 2, 3 … through the text, with headings between. */
  readonly countsThrough: boolean;
  /** How many paragraphs 1., 2. … of whole sentences the text counts, from first to last. */
  readonly sentences: number;
  /** Numbers of a list within the item of a numbered list. */
  readonly nestedLists: number;
  /** Lines such as "1e1a) …". */
  readonly paths: number;
  /** Headings I., II., III. or A., B. in their order. */
  readonly numerals: number;
  /** Lines "I. Title", "II. Title" in their order. */
  readonly lineNumerals: number;
  /** Lines "**A. Fees**", "**B. Boats**" in their order, below each of which the numbers begin at 1. */
  readonly letterLines: number;
  /** Headings such as "EXHIBIT B". */
  readonly exhibits: number;
  /** How many units have parts whose numbers stand alone on lines, or have such a number themselves. */
  readonly loneLabels: number;
  /** Whether its title, the first words of all, is that of an Act. */
  readonly isTitledAct: boolean;
  /** Whether its title calls it Regulations, Rules, an Order or Articles. */
  readonly isTitledInstrument: boolean;
  /** Lines such as "12A. …", at the margin. */
  readonly lettered: number;
  /** How many Articles stand right below a Section 1 that stands in none. */
  readonly articlesInSections: number;
  /** What it calls itself, as "regulations", and how often. */
  readonly names: ReadonlyMap<string, number>;
}

const NAMES =
  /\b(?:this (Act|Regulation|Directive|Decision|Order|Agreement|Licence|License|Constitution|Code)|these (Regulations|Rules|Bylaws|By-laws|Articles|Terms)|(bylaws|by-laws)\b)/gi;
/** "# The Mills Act 1999", "MILLS ACT, 1999". */
const TITLE_OF_ACT = /^[#*_ \t]{0,9}(?:[^\s]{1,40} ){1,20}(?:Act|ACT)(?:,? (?:1[5-9]|20)\d\d)?[*_ \t]{0,6}$/;
/** "The Lifts Regulations 2026", "RULES OF THE GUILD", "Articles of Association", "Supply Licence": what a title calls its text. */
const TITLE_OF_INSTRUMENT =
  /(?:^|\s)(?:(Articles|ARTICLES) (?:of|OF) (?:[Aa]ssociation|ASSOCIATION)(?: (?:of|OF|for|FOR) (?:the |THE )?\p{Lu}[^.;:]{0,80})?|(Regulations|REGULATIONS|Rules|RULES|Order|ORDER|Articles|ARTICLES|Licen[cs]e|LICEN[CS]E)(?: (?:of|OF) (?:the |THE )?\p{Lu}[^.;:]{0,80})?(?:,? (?:of )?(?:1[5-9]|20)\d\d)?)$/u;
/** A text of more names than this in one block is a table of them. */
const MOST_NAMES = 5;
/** What a text is called stands near the beginning of a block. */
const MOST_READ = 4000;
const NO_NAMES: readonly string[] = [];
const names = new BlockMemo<readonly string[]>();

/** What a block says that its text is: "these Regulations", "this Act". */
export function readInstrumentNames(block: Block): readonly string[] {
  return getOrCreate(names, block, () => {
    if (block.kind !== 'paragraph' && block.kind !== 'heading') return NO_NAMES;
    const text = block.text.slice(0, MOST_READ);
    // It is asked of each block: `matchAll` would copy the expression each time.
    NAMES.lastIndex = 0;
    let name = NAMES.exec(text);
    if (!name) return NO_NAMES;
    const found: string[] = [];
    for (; name && found.length < MOST_NAMES; name = NAMES.exec(text)) {
      const [, this_, these, plain] = name;
      found.push((this_ ?? these ?? plain ?? '').toLowerCase().replace('-', ''));
    }
    return found;
  });
}

/** Gathers the evidence of a text in one pass. */
export function gatherEvidence(
  blocks: readonly Block[],
  isSkipped: (index: number) => boolean,
  loneLabels: ReadonlyMap<number, LoneLabel>,
): Evidence {
  const words = new Map<string, number>();
  const pointed = new Map<string, number>();
  const hyphened = new Map<string, number>();
  const called = new Map<string, number>();
  const count = {
    clauses: 0,
    sections: 0,
    putIn: 0,
    putInBehind: 0,
    subsections: 0,
    titledSubsections: 0,
    nested: 0,
    tight: 0,
    hyphenated: 0,
    parted: 0,
    capitals: 0,
    numbers: 0,
    nestedLists: 0,
    numerals: 0,
    lineNumerals: 0,
    letterLines: 0,
    paths: 0,
    codified: 0,
    exhibits: 0,
    loneLabels: 0,
    lettered: 0,
    articlesInSections: 0,
  };
  const titled = readTitleOfInstrument(blocks);
  if (titled !== null) called.set(titled, 1);
  let section = { number: '', level: 0, isFollowed: false };
  let wordBefore = '';
  let last: LabelShape | null = null;
  let lastList: LabelShape | null = null;
  let lastNumeral = '';
  let lastLineNumeral = '';
  let isBelowLetter = false;
  let expected = 1;
  let headings = 0;
  let between = 0;
  let sentences = 0;
  for (const [index, block] of blocks.entries()) {
    if (isQuoted(block)) continue;
    for (const name of readInstrumentNames(block)) called.set(name, (called.get(name) ?? 0) + 1);
    if (block.kind === 'heading' || isEmphasisedLine(block)) headings++;
    if (isSkipped(index)) continue;
    const lone = loneLabels.get(index);
    if (lone) {
      if (lone.isUnit || lone.markers[0] === '1') count.loneLabels++;
      continue;
    }
    const { head } = block;
    if (head.kind === 'clause') count.clauses++;
    if (head.kind === 'section') {
      if (/[.-]/.test(head.number)) count.clauses++;
      else count.sections++;
      const [root = ''] = /^\d{1,4}(?=\.\d{1,3}$)/.exec(head.number) ?? [];
      if (root === '') section = { number: head.number, level: block.level, isFollowed: false };
      else if (section.number === root && section.level === block.level && block.level > 0) {
        count.putIn++;
        if (!section.isFollowed) count.putInBehind++;
        section.isFollowed = true;
      }
    }
    const shape = readLabelShape(block);
    if (!shape) continue;
    if (isPathLabel(shape)) {
      count.paths++;
      continue;
    }
    if (shape.word !== null) {
      words.set(shape.word, (words.get(shape.word) ?? 0) + 1);
      if (/^art(?:icle)?$/.test(shape.word) && wordBefore === 'first section') count.articlesInSections++;
      const isFirstSection = /^sec(?:tion)?$/.test(shape.word) && /^[1I]$/.test(shape.number);
      wordBefore = isFirstSection && !/^art(?:icle)?$/.test(wordBefore) ? 'first section' : shape.word;
      if (shape.word === 'exhibit' && shape.on === 'heading') count.exhibits++;
      if (/\d[–-]\d/.test(shape.number)) hyphened.set(shape.word, (hyphened.get(shape.word) ?? 0) + 1);
      if (/\d[.–-]\d/.test(shape.number)) pointed.set(shape.word, (pointed.get(shape.word) ?? 0) + 1);
    }
    if (shape.mark === 'brackets') {
      if (shape.isTight) count.tight++;
      if (shape.number === '1' && last && isSectionLike(last)) count.subsections++;
      if (shape.number === '1' && last && isTitledNumber(last)) count.titledSubsections++;
    } else if (shape.word === null) {
      if (shape.on === 'text' && shape.mark === 'stop' && /^[A-Z]$/.test(shape.number)) count.capitals++;
      if (isLetterLine(block, shape)) {
        isBelowLetter = followsNumeral(lastNumeral, shape.number);
        lastNumeral = shape.number;
      } else if (isBelowLetter && shape.number === '1') {
        // Numbers begin anew below "**B. Fees**".
        count.letterLines++;
        isBelowLetter = false;
      }
      if (isNumeralLine(block, shape)) {
        if (followsNumeral(lastLineNumeral, shape.number)) count.lineNumerals++;
        lastLineNumeral = shape.number;
      }
      if (shape.on === 'text' && /\d[–-]\d/.test(shape.number)) count.hyphenated++;
      if (shape.on === 'text' && /^\d{1,3}[A-Z]?-\d{1,4}[.-]\d/.test(shape.number)) count.parted++;
      if (shape.on === 'heading' && /^\d{4}\.\d|^\d+-\d/.test(shape.number)) count.hyphenated += 2;
      if (shape.on === 'heading' && /^\d{3,5}\.\d{2,3}$/.test(shape.number)) count.codified++;
      if (shape.on === 'heading' && /^[A-Z]+$/.test(shape.number)) {
        if (followsNumeral(lastNumeral, shape.number)) count.numerals++;
        lastNumeral = shape.number;
      }
      if ((shape.isNested && /^\d/.test(shape.number)) || hasTitleBeforeFirst(block, shape)) count.nested++;
      if (isAboveWords(block, shape) && /^\d/.test(shape.number)) count.loneLabels++;
      if (/^\d{1,3}[A-Z]{1,3}$/.test(shape.number) && shape.on !== 'heading' && shape.mark === 'stop') count.lettered++;
      if (/^\d{1,3}$/.test(shape.number) && shape.on !== 'heading') {
        if (shape.on === 'list' && lastList && shape.indent > lastList.indent + 1) count.nestedLists++;
        else {
          count.numbers++;
          if (beginsAsSentence(block, shape) && readListTitle(block).title === null) sentences++;
          if (Number(shape.number) === expected) {
            if (expected > 1 && headings > 0) between++;
            expected++;
            headings = 0;
          } else if (expected > 0) expected = -1;
        }
        if (shape.on === 'list' && (!lastList || shape.indent <= lastList.indent)) lastList = shape;
      }
    }
    last = shape;
  }
  return {
    words,
    pointed,
    hyphened,
    names: called,
    ...count,
    countsThrough: expected > 3 && between > 0,
    sentences: expected > 3 && sentences === count.numbers ? sentences : 0,
    isTitledAct: hasTitleOfAct(blocks),
    isTitledInstrument: titled !== null && !/^licen/.test(titled),
  };
}

/** Whether few sections have others behind them at their own level, 28.1 after 28, and sections have (1), (2). */
export function putsInDecimals({ putIn, putInBehind, sections, subsections }: Evidence): boolean {
  return putIn > 0 && subsections > 0 && putInBehind * 2 <= sections;
}

/** What the title of a text calls it: "regulations", "rules", "order", "articles", "licence"; null for any other. */
function readTitleOfInstrument(blocks: readonly Block[]): string | null {
  const first = blocks.find(({ kind }) => kind !== 'frontMatter');
  return first === undefined ? null : readInstrumentTitle(first);
}

/** What a block that is a title calls its text: "regulations" of "# The Lifts Regulations 2026"; null for any other. */
export function readInstrumentTitle({ kind, text, level }: Block): string | null {
  if (kind !== 'heading' || level !== 1) return null;
  const [, articles, other] =
    TITLE_OF_INSTRUMENT.exec(
      text
        .slice(0, 200)
        .replace(/^#\s+/, '')
        .replace(/[*_\s]{1,20}$/, ''),
    ) ?? [];
  return (articles ?? other)?.toLowerCase() ?? null;
}

function hasTitleOfAct(blocks: readonly Block[]): boolean {
  const first = blocks.find(({ kind }) => kind !== 'frontMatter');
  return first !== undefined && isTitleOfAct(first);
}

/** Whether a block is the title of an Act: "# The Mills Act 1999". */
export function isTitleOfAct({ kind, text }: Block): boolean {
  return (kind === 'heading' || kind === 'paragraph') && TITLE_OF_ACT.test(text.slice(0, 200).trim());
}

/** Whether words after a label begin as a sentence does, and end or lead on as one. */
export function beginsAsSentence({ text }: Block, { body }: LabelShape): boolean {
  const words = text.slice(body, body + 120);
  return (
    /^["“‘'(]?\p{Lu}/u.test(words) && words.split(/\s+/).length > 2 && /[.:;][”"’)*_]{0,4}\s*$/.test(text.slice(-12))
  );
}

/** A line that is nothing but words in bold or italics: "**Reasons**", "*The facts*". */
const EMPHASISED_LINE = /^(\*{1,3}|_{1,3})[\p{L}\d“"‘'(][^*_\r\n]{0,80}\1\s{0,4}$/u;

/** Whether a block is a line in bold or italics alone, as stands above numbers in place of a heading. */
export function isEmphasisedLine({ kind, text }: Block): boolean {
  return kind === 'paragraph' && text.length <= 96 && EMPHASISED_LINE.test(text);
}

/** "II. Title" on a line of its own, without the number of a page; its text may stand on the next. */
export function isNumeralLine({ text }: Block, { on, word, mark, number, body }: LabelShape): boolean {
  if (on !== 'text' || word !== null || mark !== 'stop' || !/^[IVXL]{1,7}$/.test(number)) return false;
  if (readBoldTitle(text, body) !== null) return true;
  const [line = ''] = text.slice(body, body + 130).split(/\r?\n/, 1);
  return line.length <= 120 && /^\p{Lu}/u.test(line) && !/[.;:,\d]\s*$/.test(line);
}

/** "**B. Fees**" or "**B – Fees**", in bold or italics alone on its line. */
export function isLetterLine(block: Block, { on, word, mark, number }: LabelShape): boolean {
  const isMarked = mark === 'stop' || mark === 'dash';
  return on === 'text' && word === null && isMarked && /^[A-Z]$/.test(number) && isEmphasisedLine(block);
}

/** What is in bold behind a number in bold, words following: "**II. MEMBERS.** A member …". */
const BOLD_TITLE = /^(\p{Lu}[^*\r\n]{1,80}?)[.:]?\*\*[.:]? {1,2}["“(]?\p{Lu}/u;

/**
 * The title of "**II. MEMBERS.** A member …", without its stop; null where the words of a block have
 * none.
 * @param body where the words after its number start
 */
export function readBoldTitle(text: string, body: number): string | null {
  if (!/^[ \t]{0,9}\*\*/.test(text.slice(0, 12))) return null;
  return BOLD_TITLE.exec(text.slice(body, body + 100))?.[1] ?? null;
}

function isSectionLike({ on, word, mark, number }: LabelShape): boolean {
  if (word !== null) return on !== 'list';
  return mark !== 'brackets' && on === 'heading' && /^\d+[A-Z]*$/.test(number);
}

/** "4. Kennels" and "4A. Runs" on lines of their own. */
function isTitledNumber({ on, word, mark, number, isTitled }: LabelShape): boolean {
  return word === null && on !== 'heading' && mark === 'stop' && isTitled && /^\d{1,3}[A-Z]{0,2}$/.test(number);
}

/** Whether A comes before B, I before II. */
export function followsNumeral(before: string, number: string): boolean {
  if (before === '') return number === 'A' || number === 'I';
  if (number.length === 1 && before.length === 1 && number.charCodeAt(0) === before.charCodeAt(0) + 1) return true;
  const [a, b] = [readRoman(before), readRoman(number)];
  return a > 0 && b > a && b <= a + 2;
}

function readRoman(text: string): number {
  let value = 0;
  let last = 0;
  for (let i = text.length - 1; i >= 0; i--) {
    const own = { I: 1, V: 5, X: 10, L: 50, C: 100 }[text.charAt(i)] ?? 0;
    if (own === 0) return 0;
    value += own < last ? -own : own;
    last = Math.max(own, last);
  }
  return value;
}
