import { findUnitBlanks, NO_BREAK } from '../model/references/bound-units.js';
import type { StyledWord } from './manuscript/manuscript.js';
import type { RevisionMark } from './manuscript/mark.js';

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
    const [oldPlaces, newPlaces] = [new Set(old), new Set(after)];
    const disputed = [...old, ...after].filter((at) => oldPlaces.has(at) !== newPlaces.has(at));
    const agreed = after.filter((at) => oldPlaces.has(at));
    const bound = { ...word, text: putBlanks(word.text, agreed) };
    return disputed.length === 0 ? [bound] : partWord(bound, disputed, newPlaces);
  });
}

const NONE: readonly number[] = [];

/** A text in which no line ends between the word of a unit and its number. */
export function bindNumbersInText(text: string): string {
  return putBlanks(text, findUnitBlanks(text));
}

/** The blanks before numbers in the words of one version: for each word their places in its text. */
function findBlanks(words: readonly StyledWord[], without: RevisionMark['op']): ReadonlyMap<number, readonly number[]> {
  const sayWord = ({ text, kind, note, mark }: StyledWord) => {
    if (mark?.op === without) return '';
    return kind === 'text' && note === null ? text : '\u0000'.repeat(text.length);
  };
  let said = '';
  for (const word of words) said += sayWord(word);
  const blanks = findUnitBlanks(said);
  if (blanks.length === 0) return NOWHERE;
  const found = new Map<number, number[]>();
  let word = 0;
  let start = 0;
  for (const blank of blanks) {
    for (;;) {
      const { length } = sayWord(words[word]!);
      if (start + length > blank) break;
      start += length;
      word++;
    }
    const places = found.get(word);
    if (places) places.push(blank - start);
    else found.set(word, [blank - start]);
  }
  return found;
}

const NOWHERE: ReadonlyMap<number, readonly number[]> = new Map();

/** @param places in their order */
function putBlanks(text: string, places: readonly number[]): string {
  let bound = '';
  let from = 0;
  for (const at of places) {
    bound += text.slice(from, at) + NO_BREAK;
    from = at + 1;
  }
  return bound + text.slice(from);
}

/** A word that stays, with the blanks that only one version binds as deleted and inserted ones. */
function partWord(word: StyledWord, disputed: readonly number[], after: ReadonlySet<number>): StyledWord[] {
  const parts: StyledWord[] = [];
  let from = 0;
  for (const at of [...disputed].sort((a, b) => a - b)) {
    const isNow = after.has(at);
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
