import type { Block } from '../model/block.js';
import { factsOf, MOST_READ, type Passage, wordsOf } from '../model/facts.js';
import { sourceSpan } from '../model/inline.js';
import { type Span, withoutEnd } from '../model/text.js';

/** Words with a capital that stand together: "Testing Issues Thresholds". */
export interface CapitalPhrase {
  readonly words: readonly string[];
  /** The words between its capitals that have none ("of", "for the"), as one string before each word; "" or " " where there is none. */
  readonly joints: readonly string[];
  /** Where each word stands in the text of the passage. */
  readonly at: readonly number[];
  readonly passage: Passage;
  /** Whether it stands where words have capitals for show, or names something: a heading, a whole cell, a link. */
  readonly title: boolean;
  /** Whether it stands between quotation marks. */
  readonly quoted: boolean;
}

const CAPITAL = /(?<![\p{L}\p{N}’'_@./-])\p{Lu}[\p{L}\p{N}’'&/-]*/gu;
const NONE: readonly CapitalPhrase[] = [];
const kept = new WeakMap<Block, readonly CapitalPhrase[]>();

/** The phrases with capitals in a block, in the order of the text; code and what is too long to be legal text aside. */
export function capitalsIn(block: Block): readonly CapitalPhrase[] {
  let found = kept.get(block);
  if (!found) kept.set(block, (found = block.text.length > MOST_READ ? NONE : read(block)));
  return found;
}

function read(block: Block): CapitalPhrase[] {
  return factsOf(block).passages.flatMap((passage) => {
    const text = wordsOf(passage.inline);
    const runs: { words: string[]; joints: string[]; at: number[] }[] = [];
    let end = -1;
    for (const match of text.matchAll(CAPITAL)) {
      const word = withoutEnd(match[0], "’'&/-");
      const joint = end < 0 ? null : jointOf(text, end, match.index);
      const last = runs[runs.length - 1];
      if (last && joint !== null) {
        last.words.push(word);
        last.joints.push(joint);
        last.at.push(match.index);
      } else runs.push({ words: [word], joints: [''], at: [match.index] });
      end = match.index + word.length;
    }
    if (runs.length === 0) return [];
    const wholly = block.kind === 'heading' || block.head.kind === 'caption' || isHeader(passage) || isTitle(text);
    return runs.map((run) => {
      const from = run.at[0] as number;
      const to = (run.at[run.at.length - 1] as number) + (run.words[run.words.length - 1] as string).length;
      const linked = passage.inline.runs.some(
        (each) => each.link !== null && each.at < to && each.at + each.text.length > from,
      );
      const alone = passage.cell !== null && text.slice(0, from).trim() === '' && text.slice(to).trim() === '';
      return {
        ...run,
        passage,
        title: wholly || linked || alone,
        quoted: isQuoted(text, from, to),
      };
    });
  });
}

/** What joins two words with capitals to a phrase: a space, or a few small words; null where they are two. */
function jointOf(text: string, from: number, to: number): string | null {
  if (to - from > 12) return null;
  const between = text.slice(from, to);
  if (/^[ \n\u00a0]$/.test(between)) return ' ';
  return /^[ \n\u00a0](?:(?:of|for|and|or|to|in|on|at|by|with|from)[ \n\u00a0])?(?:the[ \n\u00a0])?$/.test(between)
    ? between
    : null;
}

function isHeader({ cell }: Passage): boolean {
  return cell?.row === -1;
}

/** Whether a line is all in capitals but for its small words, and no sentence. */
function isTitle(text: string): boolean {
  const line = text.trim();
  if (line.length > 160 || /[.;:,]$/.test(line)) return false;
  const words = line.match(/\p{L}[\p{L}’'-]*/gu) ?? [];
  return words.every((word) => /^\p{Lu}/u.test(word) || SMALL.has(word)) && words.length > 0;
}

const SMALL: ReadonlySet<string> = new Set(
  'a an the of and or for to in on at by with from as into per v vs'.split(' '),
);

function isQuoted(text: string, from: number, to: number): boolean {
  return /["“‘']$/.test(text.slice(Math.max(0, from - 1), from)) || /^["”’'](?![\p{L}])/u.test(text.slice(to, to + 2));
}

/** Where some words of a phrase stand in their block, first and last included. */
export function spanOfWords({ words, at, passage }: CapitalPhrase, first: number, last: number): Span {
  return sourceSpan(passage.inline, at[first] as number, (at[last] as number) + (words[last] as string).length);
}
