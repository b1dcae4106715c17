import type { Draft } from '../model/draft.js';
import type { EditClass } from './change.js';
import { classOf } from './classify.js';
import { type Edit, EditList } from './edits.js';
import { type ReferenceFollower, spanKey } from './follow-references.js';
import { findHunks, type Hunk, invertedHunk } from './hunks.js';
import { readable } from './readable.js';
import { type Tokens, tokenise, type WordNumbers } from './tokens.js';

/** What the comparison of words needs to know of the two drafts. */
export interface WordContext {
  readonly old: Draft;
  readonly new: Draft;
  /** Whether words are aligned from the new draft to the old one, so that comparing backwards finds the same. */
  readonly swapped: boolean;
  readonly numbers: WordNumbers;
  readonly references: ReferenceFollower;
  /** Is told where a text differs too much to be compared word by word. */
  gaveUp(newOffset: number): void;
}

/** Longer texts are compared at their ends only. */
const MOST_CHARACTERS = 400_000;

/**
 * Compares two stretches of the drafts' texts word by word.
 * @param oldStart and the other three: offsets in the drafts' texts
 */
export function compareWords(
  context: WordContext,
  oldStart: number,
  oldEnd: number,
  newStart: number,
  newEnd: number,
): Edit[] {
  const edits = new EditList();
  const oldText = context.old.text.slice(oldStart, oldEnd);
  const newText = context.new.text.slice(newStart, newEnd);
  if (oldText === newText) edits.equal(oldText);
  else if (oldText === '' || newText === '')
    edits.replace(oldText, newText, (oldText + newText).trim() === '' ? 'formatting' : 'substance');
  else if (Math.max(oldText.length, newText.length) > MOST_CHARACTERS)
    compareEnds(context, oldText, newText, oldStart, newStart, edits);
  else new WordComparison(context, oldText, oldStart, newText, newStart, edits).run();
  return edits.take();
}

/** What two very long texts begin and end with, and between these words again, if so little is left that they can be compared. */
function compareEnds(
  context: WordContext,
  oldText: string,
  newText: string,
  oldAt: number,
  newAt: number,
  edits: EditList,
): void {
  const most = Math.min(oldText.length, newText.length);
  let start = 0;
  while (start < most && oldText.charCodeAt(start) === newText.charCodeAt(start)) start++;
  while (start > 0 && !isSpace(oldText, start - 1)) start--;
  let end = 0;
  while (
    end < most - start &&
    oldText.charCodeAt(oldText.length - 1 - end) === newText.charCodeAt(newText.length - 1 - end)
  )
    end++;
  while (end > 0 && !isSpace(oldText, oldText.length - end)) end--;
  const deleted = oldText.slice(start, oldText.length - end);
  const inserted = newText.slice(start, newText.length - end);
  edits.equal(oldText.slice(0, start));
  if (Math.max(deleted.length, inserted.length) <= MOST_CHARACTERS && deleted !== '' && inserted !== '') {
    new WordComparison(context, deleted, oldAt + start, inserted, newAt + start, edits).run();
  } else {
    context.gaveUp(newAt + start);
    edits.replace(deleted, inserted, 'substance');
  }
  edits.equal(oldText.slice(oldText.length - end));
}

function isSpace(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code === 32 || code === 10 || code === 13 || code === 9;
}

class WordComparison {
  private readonly old: Tokens;
  private readonly neu: Tokens;
  /** What each token says by its letters alone, where a number is told by what it names. */
  private readonly oldWords: readonly number[];
  private readonly newWords: readonly number[];

  constructor(
    private readonly context: WordContext,
    oldText: string,
    private readonly oldAt: number,
    newText: string,
    private readonly newAt: number,
    private readonly edits: EditList,
  ) {
    this.old = tokenise(oldText, context.numbers);
    this.neu = tokenise(newText, context.numbers);
    this.oldWords = this.old.keys;
    this.newWords = this.neu.keys;
    if (!hasDigitOrMarker(oldText) || !hasDigitOrMarker(newText)) return;
    const { references } = context;
    this.old = byTarget(
      this.old,
      oldAt,
      references.oldTargets({ start: oldAt, end: oldAt + oldText.length }),
      context.numbers,
    );
    this.neu = byTarget(
      this.neu,
      newAt,
      references.newTargets({ start: newAt, end: newAt + newText.length }),
      context.numbers,
    );
  }

  run(): void {
    const { swapped } = this.context;
    const { hunks: found, gaveUp } = swapped ? findHunks(this.neu, this.old) : findHunks(this.old, this.neu);
    const hunks = swapped ? found.map(invertedHunk) : found;
    if (gaveUp) this.context.gaveUp(this.newAt);
    const differing = hunks.flatMap((hunk) => this.trimmed(hunk));
    const following = new Set(differing.filter((hunk) => this.follows(hunk)).map(keyOf));
    const kept = readable(differing, this.old, this.neu, (hunk) => following.has(keyOf(hunk)));
    this.emit(kept, following);
  }

  /** A number that stayed as it was is no difference, even if it names another provision now. */
  private trimmed(hunk: Hunk): Hunk[] {
    let { oldStart, oldEnd, newStart, newEnd } = hunk;
    while (oldStart < oldEnd && newStart < newEnd && this.oldWords[oldStart] === this.newWords[newStart]) {
      oldStart++;
      newStart++;
    }
    while (oldStart < oldEnd && newStart < newEnd && this.oldWords[oldEnd - 1] === this.newWords[newEnd - 1]) {
      oldEnd--;
      newEnd--;
    }
    return oldStart === oldEnd && newStart === newEnd ? [] : [{ oldStart, oldEnd, newStart, newEnd }];
  }

  private follows({ oldStart, oldEnd, newStart, newEnd }: Hunk): boolean {
    if (oldStart === oldEnd || newStart === newEnd || oldEnd - oldStart > 8 || newEnd - newStart > 8) return false;
    const span = (tokens: Tokens, at: number, from: number, to: number) => ({
      start: at + (tokens.starts[from] as number),
      end: at + (tokens.ends[to - 1] as number),
    });
    return this.context.references.follows(
      span(this.old, this.oldAt, oldStart, oldEnd),
      span(this.neu, this.newAt, newStart, newEnd),
    );
  }

  private emit(hunks: readonly Hunk[], following: ReadonlySet<string>): void {
    const { old, neu, edits } = this;
    let i = 0;
    let j = 0;
    let after: EditClass | null = null;
    const equalUpTo = (oldEnd: number): void => {
      for (; i < oldEnd; i++, j++) {
        edits.rewrite(lead(old, i), lead(neu, j), after ?? 'formatting');
        after = null;
        const [a, b] = [text(old, i, i + 1), text(neu, j, j + 1)];
        if (a === b) edits.equal(a);
        else edits.replace(a, b, this.oldWords[i] === this.newWords[j] ? 'formatting' : 'consequential');
      }
    };
    for (const hunk of hunks) {
      equalUpTo(hunk.oldStart);
      const editClass = following.has(keyOf(hunk)) ? 'consequential' : classOf(hunk, old, neu);
      const deleted = text(old, hunk.oldStart, hunk.oldEnd);
      const inserted = text(neu, hunk.newStart, hunk.newEnd);
      const [leadOld, leadNew] = [lead(old, hunk.oldStart), lead(neu, hunk.newStart)];
      i = hunk.oldEnd;
      j = hunk.newEnd;
      if (deleted === '') this.alone(lead(old, i), leadNew, inserted, lead(neu, j), editClass, 'insert');
      else if (inserted === '') this.alone(lead(neu, j), leadOld, deleted, lead(old, i), editClass, 'delete');
      else {
        edits.rewrite(leadOld, leadNew, after ?? 'formatting');
        edits.replace(deleted, inserted, editClass);
      }
      after = editClass;
      if (deleted !== '' && inserted !== '') continue;
      // What lies before the next pair of tokens is written already.
      after = null;
      if (i < old.count) {
        const [a, b] = [text(old, i, i + 1), text(neu, j, j + 1)];
        if (a === b) edits.equal(a);
        else edits.replace(a, b, this.oldWords[i] === this.newWords[j] ? 'formatting' : 'consequential');
      } else return;
      i++;
      j++;
    }
    equalUpTo(old.count);
    edits.rewrite(lead(old, old.count), lead(neu, neu.count), after ?? 'formatting');
  }

  /**
   * Words that one text alone has, up to the next word that both have. What lies before that one in the other text is found again
   * before the words, behind them, or in part at either place.
   */
  private alone(
    other: string,
    before: string,
    words: string,
    behind: string,
    editClass: EditClass,
    op: 'delete' | 'insert',
  ): void {
    const { edits } = this;
    const only = (piece: string) =>
      edits.replace(op === 'delete' ? piece : '', op === 'insert' ? piece : '', editClass);
    if (other === behind) {
      only(before + words);
      edits.equal(other);
      return;
    }
    let start = 0;
    while (start < before.length && start < other.length && before[start] === other[start]) start++;
    const rest = other.slice(start);
    if (behind.endsWith(rest)) {
      edits.equal(other.slice(0, start));
      only(before.slice(start) + words + behind.slice(0, behind.length - rest.length));
      edits.equal(rest);
      return;
    }
    only(before + words);
    if (op === 'delete') edits.rewrite(behind, other, editClass);
    else edits.rewrite(other, behind, editClass);
  }
}

function hasDigitOrMarker(text: string): boolean {
  return /\d|\([A-Za-z]{1,4}\)/.test(text);
}

/** The tokens, with numbers that name a provision told by the provision and not by their letters. */
function byTarget(tokens: Tokens, at: number, targets: ReadonlyMap<string, number>, numbers: WordNumbers): Tokens {
  if (targets.size === 0) return tokens;
  const keys = tokens.keys.map((key, index) => {
    const target = targets.get(
      spanKey({ start: at + (tokens.starts[index] as number), end: at + (tokens.ends[index] as number) }),
    );
    return target === undefined ? key : numbers.of(`\u0000${target}`);
  });
  return { ...tokens, keys };
}

function keyOf(hunk: Hunk): string {
  return `${hunk.oldStart} ${hunk.oldEnd} ${hunk.newStart} ${hunk.newEnd}`;
}

function text(tokens: Tokens, from: number, to: number): string {
  return from >= to ? '' : tokens.text.slice(tokens.starts[from], tokens.ends[to - 1]);
}

/** The white space before a token, or behind the last. */
function lead(tokens: Tokens, index: number): string {
  const start = index === 0 ? 0 : (tokens.ends[index - 1] as number);
  return tokens.text.slice(start, index < tokens.count ? tokens.starts[index] : tokens.text.length);
}
