import type { Block } from '../../model/block.js';
import { BlockMemo } from '../../model/block-memo.js';
import { blankCode, MOST_READ, type Passage, readBlockFacts } from '../../model/facts.js';
import { findSourceSpan, type Inline } from '../../model/inline/inline.js';
import { getOrCreate } from '../../model/memo.js';
import { type Span, trimEndOf } from '../../model/text.js';
import { ALPHANUMERIC, CAPITAL, kindAt, kindOf } from '../text/letters.js';
import { rememberByWord } from '../text/remember-words.js';

/** Words with a capital that stand together: "Testing Issues Thresholds". */
export interface CapitalPhrase {
  readonly words: readonly string[];
  /**
   * The words between its capitals that have none ("of", "for the"), as one string before each
   * word; "" or " " where there is none.
   */
  readonly joints: readonly string[];
  /** Where each word stands in the text of the passage. */
  readonly at: readonly number[];
  readonly passage: Passage;
  /** Whether its first word begins a sentence, so that it may have its capital only from that. */
  readonly startsSentence: boolean;
  /**
   * Whether it is in a heading or a link, or fills a cell: there, words have capitals in any case.
   */
  readonly isTitle: boolean;
  /** Whether it stands between quotation marks. */
  readonly isQuoted: boolean;
  /** The word before, in lower case; "" where a mark stands between. */
  readonly before: string;
  /** What follows it, a few characters. */
  readonly after: string;
}

const NONE: readonly CapitalPhrase[] = [];
const phrasesByBlock = new BlockMemo<readonly CapitalPhrase[]>();

/**
 * The phrases with capitals in a block, in the order of the text; none in code, nor in what is too
 * long to be legal text.
 */
export function capitalsIn(block: Block): readonly CapitalPhrase[] {
  return getOrCreate(phrasesByBlock, block, () => (block.text.length > MOST_READ ? NONE : readPhrases(block)));
}

function readPhrases(block: Block): readonly CapitalPhrase[] {
  const found: ReadPhrase[] = [];
  for (const passage of readBlockFacts(block).passages) {
    const text = blankCode(passage.inline);
    const first = found.length;
    let count = 0;
    const addPhrase = () => {
      if (count > 0) found.push(new ReadPhrase(passage, text, count));
      count = 0;
    };
    let end = 0;
    for (let at = nextCapital(text, 0); at >= 0; at = nextCapital(text, at)) {
      const stop = endOfWord(text, at);
      const word = keepOnce(trimEndOf(text.slice(at, stop), "’'&/-"));
      const joint: string | null = count > 0 ? jointOf(text, end, at) : null;
      if (joint === null) addPhrase();
      gathered.words[count] = word;
      gathered.joints[count] = joint ?? '';
      gathered.at[count++] = at;
      end = at + word.length;
      at = stop;
    }
    addPhrase();
    if (found.length === first) continue;
    const wholly =
      block.kind === 'heading' || block.head.kind === 'caption' || isHeader(passage) || isInTitleCase(text);
    const isLinked = linkTest(passage.inline);
    for (let i = first; i < found.length; i++) {
      const phrase = found[i]!;
      phrase.isTitle = wholly || isLinked(phrase) || phrase.isAlone();
    }
  }
  return found.length === 0 ? NONE : found;
}

/** The words of a phrase while it is read, and what is left of longer ones before. */
const gathered: { readonly words: string[]; readonly joints: string[]; readonly at: number[] } = {
  words: [],
  joints: [],
  at: [],
};

/** The same string for a word that comes again: drafts have few words, and phrases keep them. */
const keepOnce = rememberByWord((word) => word);

const NO_JOINTS: readonly string[] = [''];

/**
 * What few ask of a phrase is read when it is asked: there are thousands in a draft. So its lists
 * are copies, which have no room to grow.
 */
class ReadPhrase implements CapitalPhrase {
  readonly words: readonly string[];
  readonly joints: readonly string[];
  readonly at: readonly number[];
  isTitle = false;

  constructor(
    readonly passage: Passage,
    private readonly text: string,
    count: number,
  ) {
    this.words = gathered.words.slice(0, count);
    this.joints = count === 1 ? NO_JOINTS : gathered.joints.slice(0, count);
    this.at = gathered.at.slice(0, count);
  }

  get startsSentence(): boolean {
    return isSentenceStart(this.text, this.start);
  }

  get isQuoted(): boolean {
    return isBetweenQuotes(this.text, this.start, this.end);
  }

  get before(): string {
    return wordBefore(this.text, this.start);
  }

  get after(): string {
    return this.text.slice(this.end, this.end + 24);
  }

  /** Whether it is all of a cell. */
  isAlone(): boolean {
    if (this.passage.cell === null || this.end - this.start < this.text.trim().length) return false;
    return this.text.slice(0, this.start).trim() === '' && this.text.slice(this.end).trim() === '';
  }

  get start(): number {
    return this.at[0]!;
  }

  get end(): number {
    const last = this.at.length - 1;
    return this.at[last]! + this.words[last]!.length;
  }
}

/** Whether phrases, asked about in the order of the text, stand in a link. */
function linkTest({ runs }: Inline): (phrase: ReadPhrase) => boolean {
  let next = 0;
  return ({ start, end }) => {
    while (next < runs.length && runs[next]!.at + runs[next]!.text.length <= start) next++;
    for (let i = next; i < runs.length && runs[i]!.at < end; i++)
      if (runs[i]!.link !== null && runs[i]!.text !== '') return true;
    return false;
  };
}

/** Where the next word with a capital begins, at a place or after it; −1 where there is none. */
function nextCapital(text: string, from: number): number {
  for (let at = from; at < text.length; at++)
    if (
      kindOf(text.charCodeAt(at)) & CAPITAL &&
      !(kindAt(text, at - 1) & ALPHANUMERIC || isOneOf("’'_@./-", text, at - 1))
    )
      return at;
  return -1;
}

function endOfWord(text: string, from: number): number {
  let end = from + 1;
  for (; end < text.length; end++) {
    const code = text.charCodeAt(end);
    if (!(kindOf(code) & ALPHANUMERIC) && (code === 32 || !isOneOf("’'&/-", text, end))) break;
  }
  return end;
}

function isOneOf(marks: string, text: string, at: number): boolean {
  return at >= 0 && marks.includes(text.charAt(at));
}

/**
 * What joins two words with capitals to a phrase: a space, or a few small words; null where they
 * are two.
 */
function jointOf(text: string, from: number, to: number): string | null {
  if (to - from > 12 || to === from || !isPhraseSpace(text.charCodeAt(from)) || !isPhraseSpace(text.charCodeAt(to - 1)))
    return null;
  if (to - from === 1) return ' ';
  const between = text.slice(from, to);
  return /^[ \n\u00a0](?:(?:of|for|and|or|to|in|on|at|by|with|from)[ \n\u00a0])?(?:the[ \n\u00a0])?$/.test(between)
    ? between
    : null;
}

function isPhraseSpace(code: number): boolean {
  return code === 32 || code === 10 || code === 0xa0;
}

function isHeader({ cell }: Passage): boolean {
  return cell?.row === -1;
}

/** Whether a line is all in capitals but for its small words, and no sentence. */
function isInTitleCase(text: string): boolean {
  const line = text.trim();
  if (line.length > 160 || /[.;:,]$/.test(line)) return false;
  const words = line.match(/\p{L}[\p{L}’'-]*/gu) ?? [];
  return words.every((word) => /^\p{Lu}/u.test(word) || SMALL.has(word)) && words.length > 0;
}

const SMALL: ReadonlySet<string> = new Set(
  'a an the of and or for to in on at by with from as into per v vs'.split(' '),
);

/** Whether a sentence, an item or a quotation begins at a place. */
function isSentenceStart(text: string, at: number): boolean {
  const before = trimEndOf(text.slice(Math.max(0, at - 40), at), '"“‘\'([ \n\u00a0');
  if (before === '' || /[.?!:;–—•\n]["”’)]{0,2}$/.test(before)) return true;
  // A label before the words is no word of the sentence: "20.1 The", "(a) Where".
  return at <= 14 && /^\s{0,3}\(?(?:\d[\d.]{0,9}|[a-z]{1,4}|[A-Z])[.)]{0,2}$/.test(before);
}

function isBetweenQuotes(text: string, from: number, to: number): boolean {
  if (isOneOf('"“‘\'', text, from - 1)) return true;
  return to < text.length && isOneOf('"”’\'', text, to) && !/^\p{L}/u.test(text.charAt(to + 1));
}

function wordBefore(text: string, at: number): string {
  return /(\p{L}[\p{L}’'-]{0,30})[ \n\u00a0]$/u.exec(text.slice(Math.max(0, at - 34), at))?.[1]?.toLowerCase() ?? '';
}

/** Where some words of a phrase stand in their block, first and last included. */
export function spanOfWords({ words, at, passage }: CapitalPhrase, first: number, last: number): Span {
  return findSourceSpan(passage.inline, at[first]!, at[last]! + words[last]!.length);
}
