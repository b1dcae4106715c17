import type { StyledWord } from './manuscript.js';
import { isSameMark, type RevisionMark } from './mark.js';

/** Words that stand next to each other and bear the same mark, or none. */
export interface Stretch {
  readonly mark: RevisionMark | null;
  readonly words: readonly StyledWord[];
}

/** Words, cut where their marks differ. */
export function cutStretches(words: readonly StyledWord[]): Stretch[] {
  const stretches: { mark: RevisionMark | null; words: StyledWord[] }[] = [];
  for (const word of words) {
    const last = stretches.at(-1);
    if (last && isSameMark(last.mark, word.mark)) last.words.push(word);
    else stretches.push({ mark: word.mark, words: [word] });
  }
  return stretches;
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

/** What a note says of a paragraph that is gone, before it quotes it. */
export function describeGone(movedTo: string | null): string {
  return movedTo === null ? 'Left out:' : `Moved to ${movedTo}:`;
}

/** What a note says after the words that it quotes. */
export function describeClass({ class: edits, move }: RevisionMark): string {
  return edits === 'substance' || move !== null ? '' : ` (${edits})`;
}
