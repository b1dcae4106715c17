import type { Draft } from '../model/draft.js';
import type { EditClass } from './change.js';
import { classOf } from './classify.js';
import { type Edit, EditList } from './edits.js';
import type { ReferenceFollower } from './follow-references.js';
import { findHunks, type Hunk } from './hunks.js';
import { readable } from './readable.js';
import { type Tokens, tokenise, type WordNumbers } from './tokens.js';

/** What the comparison of words needs to know of the two drafts. */
export interface WordContext {
  readonly old: Draft;
  readonly new: Draft;
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
export function compareWords(context: WordContext, oldStart: number, oldEnd: number, newStart: number, newEnd: number): Edit[] {
  const edits = new EditList();
  const oldText = context.old.text.slice(oldStart, oldEnd);
  const newText = context.new.text.slice(newStart, newEnd);
  if (oldText === newText) edits.equal(oldText);
  else if (oldText === '' || newText === '') edits.replace(oldText, newText, (oldText + newText).trim() === '' ? 'formatting' : 'substance');
  else if (Math.max(oldText.length, newText.length) > MOST_CHARACTERS) compareEnds(context, oldText, newText, oldStart, newStart, edits);
  else new WordComparison(context, oldText, oldStart, newText, newStart, edits).run();
  return edits.take();
}

/** What two very long texts begin and end with, and between these words again, if so little is left that they can be compared. */
function compareEnds(context: WordContext, oldText: string, newText: string, oldAt: number, newAt: number, edits: EditList): void {
  const most = Math.min(oldText.length, newText.length);
  let start = 0;
  while (start < most && oldText.charCodeAt(start) === newText.charCodeAt(start)) start++;
  while (start > 0 && !isSpace(oldText, start - 1)) start--;
  let end = 0;
  while (end < most - start && oldText.charCodeAt(oldText.length - 1 - end) === newText.charCodeAt(newText.length - 1 - end)) end++;
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
  }

  run(): void {
    const { hunks, gaveUp } = findHunks(this.old, this.neu);
    if (gaveUp) this.context.gaveUp(this.newAt);
    const following = new Set<string>();
    const split = hunks.flatMap((hunk) => this.split(hunk, following));
    const kept = readable(split, this.old, this.neu, (hunk) => following.has(keyOf(hunk)));
    this.emit(kept, following);
  }

  /** Takes numbers that only follow their provisions out of a hunk at its ends. */
  private split(hunk: Hunk, following: Set<string>): Hunk[] {
    let { oldStart, oldEnd, newStart, newEnd } = hunk;
    const before: Hunk[] = [];
    const after: Hunk[] = [];
    const isNumber = (i: number, j: number) => this.old.kinds[i] === 'number' && this.neu.kinds[j] === 'number' || this.isCall(i, j);
    const take = (i: number, j: number): Hunk | null => {
      if (oldStart >= oldEnd || newStart >= newEnd || !isNumber(i, j)) return null;
      const own = { oldStart: i, oldEnd: i + 1, newStart: j, newEnd: j + 1 };
      if (!this.follows(own)) return null;
      following.add(keyOf(own));
      return own;
    };
    if (oldEnd - oldStart > 1 && newEnd - newStart > 1 && isNumber(oldStart, newStart) && this.follows(hunk)) {
      following.add(keyOf(hunk));
      return [hunk];
    }
    for (let own = take(oldStart, newStart); own; own = take(oldStart, newStart)) {
      before.push(own);
      oldStart++;
      newStart++;
    }
    for (let own = take(oldEnd - 1, newEnd - 1); own; own = take(oldEnd - 1, newEnd - 1)) {
      after.unshift(own);
      oldEnd--;
      newEnd--;
    }
    const rest = oldStart < oldEnd || newStart < newEnd ? [{ oldStart, oldEnd, newStart, newEnd }] : [];
    return [...before, ...rest, ...after];
  }

  private isCall(i: number, j: number): boolean {
    const call = (tokens: Tokens, index: number) => tokens.text.startsWith('[^', tokens.starts[index]);
    return call(this.old, i) && call(this.neu, j);
  }

  private follows({ oldStart, oldEnd, newStart, newEnd }: Hunk): boolean {
    const span = (tokens: Tokens, at: number, from: number, to: number) => ({
      start: at + (tokens.starts[from] as number),
      end: at + (tokens.ends[to - 1] as number),
    });
    return this.context.references.follows(span(this.old, this.oldAt, oldStart, oldEnd), span(this.neu, this.newAt, newStart, newEnd));
  }

  private emit(hunks: readonly Hunk[], following: ReadonlySet<string>): void {
    const { old, neu, edits } = this;
    let i = 0;
    let j = 0;
    let after: EditClass | null = null;
    const equalUpTo = (oldEnd: number): void => {
      for (; i < oldEnd; i++, j++) {
        this.between(i, j, after);
        after = null;
        const [a, b] = [text(old, i, i + 1), text(neu, j, j + 1)];
        if (a === b) edits.equal(a);
        else edits.replace(a, b, 'formatting');
      }
    };
    for (const hunk of hunks) {
      equalUpTo(hunk.oldStart);
      const editClass = following.has(keyOf(hunk)) ? 'consequential' : classOf(hunk, old, neu);
      const deleted = text(old, hunk.oldStart, hunk.oldEnd);
      const inserted = text(neu, hunk.newStart, hunk.newEnd);
      const [leadOld, leadNew] = [lead(old, hunk.oldStart), lead(neu, hunk.newStart)];
      if (deleted === '') edits.replace('', leadNew + inserted, editClass);
      else if (inserted === '') edits.replace(leadOld + deleted, '', editClass);
      else {
        this.between(hunk.oldStart, hunk.newStart, after);
        edits.replace(deleted, inserted, editClass);
      }
      i = hunk.oldEnd;
      j = hunk.newEnd;
      after = editClass;
    }
    equalUpTo(old.count);
    this.between(old.count, neu.count, after);
  }

  /** The white space before two tokens that are a pair. Right behind a hunk it is part of that, where it differs. */
  private between(i: number, j: number, after: EditClass | null): void {
    const [a, b] = [lead(this.old, i), lead(this.neu, j)];
    if (a === b || after === null) this.edits.reformat(a, b);
    else this.edits.replace(a, b, after);
  }
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
