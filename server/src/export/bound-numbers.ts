import type { StyledWord } from './manuscript/manuscript.js';
import type { RevisionMark } from './manuscript/mark.js';

/** A unit's word and the blank before its number: a line must not end between them. */
const UNIT =
  /(?<![\p{L}-])(?:[Ss]ub-?)?(?:[Cc]lause|[Ss]ection|[Pp]aragraph|[Aa]rticle|[Rr]egulation|[Rr]ule|[Cc]ondition|[Pp]oint|[Ii]tem|[Rr]ecital|[Pp]art|[Cc]hapter|[Tt]itle|[Tt]able|[Rr]ow|[Ff]igure|[Aa]ppendix|[Aa]nnex|[Ss]chedule|[Ee]xhibit|[Aa]ttachment|[Ff]ootnote|[Qq]uestion)s? (?=\d|\(\w{1,5}\)|[A-Z]{1,2}\d{0,3}(?!\p{L}))/gu;
const NO_BREAK = '\u00a0';

/**
 * Words in which no line ends between the word of a unit and its number, "Clause 8.7". Only blanks
 * are replaced. Where a blank that stays is such a one in one version alone, it goes and comes.
 */
export function bindNumbers(words: readonly StyledWord[]): readonly StyledWord[] {
  const isMarked = words.some(({ mark }) => mark !== null);
  const now = findBlanks(words, 'delete');
  const before = isMarked ? findBlanks(words, 'insert') : now;
  if (now.size === 0 && before.size === 0) return words;
  return words.flatMap((word, index) => {
    const [old, after] = [before.get(index) ?? NONE, now.get(index) ?? NONE];
    if (old.length === 0 && after.length === 0) return [word];
    if (word.mark) return [{ ...word, text: putBlanks(word.text, word.mark.op === 'insert' ? after : old) }];
    const disputed = new Set([...old, ...after].filter((at) => old.includes(at) !== after.includes(at)));
    if (disputed.size === 0) return [{ ...word, text: putBlanks(word.text, after) }];
    return partWord(
      {
        ...word,
        text: putBlanks(
          word.text,
          after.filter((at) => !disputed.has(at)),
        ),
      },
      disputed,
      after,
    );
  });
}

const NONE: readonly number[] = [];

/** The blanks before numbers in the words of one version: for each word their places in its text. */
function findBlanks(words: readonly StyledWord[], without: RevisionMark['op']): ReadonlyMap<number, readonly number[]> {
  const found = new Map<number, number[]>();
  const pieces = words.map(({ text, kind, note, mark }) => {
    if (mark?.op === without) return '';
    return kind === 'text' && note === null ? text : '\u0000'.repeat(text.length);
  });
  const said = pieces.join('');
  let word = 0;
  let start = 0;
  for (const { 0: unit, index } of said.matchAll(UNIT)) {
    const blank = index + unit.length - 1;
    while (start + pieces[word]!.length <= blank) start += pieces[word++]!.length;
    const places = found.get(word);
    if (places) places.push(blank - start);
    else found.set(word, [blank - start]);
  }
  return found;
}

function putBlanks(text: string, places: readonly number[]): string {
  let bound = text;
  for (const at of places) bound = `${bound.slice(0, at)}${NO_BREAK}${bound.slice(at + 1)}`;
  return bound;
}

/** A word that stays, with the blanks that only one version binds as deleted and inserted ones. */
function partWord(word: StyledWord, disputed: ReadonlySet<number>, after: readonly number[]): StyledWord[] {
  const parts: StyledWord[] = [];
  let from = 0;
  for (const at of [...disputed].sort((a, b) => a - b)) {
    const isNow = after.includes(at);
    const mark = { class: 'formatting', move: null } as const;
    const style = { ...word, was: null };
    parts.push(
      { ...word, text: word.text.slice(from, at) },
      { ...style, text: isNow ? ' ' : NO_BREAK, mark: { op: 'delete', ...mark } },
      { ...style, text: isNow ? NO_BREAK : ' ', mark: { op: 'insert', ...mark } },
    );
    from = at + 1;
  }
  parts.push({ ...word, text: word.text.slice(from) });
  return parts.filter(({ text }) => text !== '');
}
