import type { StyledWord } from './manuscript.js';
import { isSameMark, type RevisionMark } from './mark.js';
import { isUncalledKey } from './notes.js';

/** Words that stand next to each other and bear the same mark, or none. */
export interface Stretch {
  readonly mark: RevisionMark | null;
  readonly words: readonly StyledWord[];
}

/**
 * Words, cut where their marks differ.
 * @param enclosed whether brackets are to stand around inserted words: then white space at their
 * edges is a stretch of its own, which has none
 */
export function cutStretches(words: readonly StyledWord[], enclosed = false): Stretch[] {
  const stretches: { mark: RevisionMark | null; words: StyledWord[] }[] = [];
  for (const word of words) {
    const last = stretches.at(-1);
    if (last && isSameMark(last.mark, word.mark)) last.words.push(word);
    else stretches.push({ mark: word.mark, words: [word] });
  }
  return enclosed ? stretches.flatMap(partEdges) : stretches;
}

/** Inserted words with the white space before and after them apart. */
function partEdges(stretch: Stretch): Stretch[] {
  const { mark, words } = stretch;
  const first = words[0];
  const last = words.at(-1);
  if (mark?.op !== 'insert' || !first || !last || words.every(isBlank)) return [stretch];
  const lead = isText(first) ? first.text.length - first.text.trimStart().length : 0;
  const inner = lead === 0 ? words : [{ ...first, text: first.text.slice(lead) }, ...words.slice(1)];
  const end = inner.at(-1) ?? last;
  const tail = isText(end) ? end.text.length - end.text.trimEnd().length : 0;
  const body = tail === 0 ? inner : [...inner.slice(0, -1), { ...end, text: end.text.slice(0, -tail) }];
  return [
    ...(lead > 0 ? [{ mark, words: [{ ...first, text: first.text.slice(0, lead) }] }] : []),
    { mark, words: body },
    ...(tail > 0 ? [{ mark, words: [{ ...end, text: end.text.slice(-tail) }] }] : []),
  ];
}

function isText({ kind, note }: StyledWord): boolean {
  return kind === 'text' && note === null;
}

function isBlank(word: StyledWord): boolean {
  return isText(word) && word.text.trim() === '';
}

/** Whether other words stand for deleted ones, at a place among stretches. */
export function isReplacedAt(stretches: readonly Stretch[], index: number): boolean {
  const isInserted = (stretch: Stretch | undefined) => stretch?.mark?.op === 'insert' && stretch.mark.move === null;
  return isInserted(stretches[index + 1]) || isInserted(stretches[index - 1]);
}

/** What a note says of deleted words before it quotes them, as consolidated legislation has it. */
export function describeDeletion(isReplaced: boolean): string {
  return isReplaced ? 'Words in square brackets substituted for' : 'Words left out:';
}

/** Which part of its block some words are, where the block has a label. */
export type BlockPartName = 'label' | 'rest' | 'all';

/**
 * Which brackets inserted words have in a scheme that encloses them: what is inserted as a whole is
 * enclosed as a whole, its number and its words together.
 */
export function findBrackets(
  stretches: readonly Stretch[],
  index: number,
  { whole, part }: { readonly whole: RevisionMark | null; readonly part: BlockPartName },
): { readonly opens: boolean; readonly closes: boolean } {
  const stretch = stretches[index];
  if (stretch?.mark?.op !== 'insert' || stretch.words.every(isBlank)) return { opens: false, closes: false };
  if (whole?.op !== 'insert') return { opens: true, closes: true };
  return { opens: part !== 'rest' && index === 0, closes: part !== 'label' && index === stretches.length - 1 };
}

/** Whether deleted words are worth a note: not a space, nor the sign of a joint. */
export function isQuotable({ words }: Stretch): boolean {
  return words.some(({ text, note }) => !/^[\s¶]*$/.test(text) || (note !== null && isUncalledKey(note)));
}

/** What a note says of a paragraph that is gone, before it quotes it. */
export function describeGone(movedTo: string | null): string {
  return movedTo === null ? 'Left out:' : `Moved to ${movedTo}:`;
}

/** How a note ends after the words that it quotes: with no second full stop after one of theirs. */
export function endNote(words: readonly StyledWord[], mark: RevisionMark): string {
  const kind = describeClass(mark);
  return kind === '' && /[.!?]\s*$/.test(words.at(-1)?.text.slice(-12) ?? '') ? '' : `${kind}.`;
}

function describeClass({ class: edits, move }: RevisionMark): string {
  return edits === 'substance' || move !== null ? '' : ` (${edits})`;
}
