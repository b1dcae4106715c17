import { MONTH_NAMES } from '../analysis/dates.js';
import type { Draft } from '../model/draft.js';
import type { EditClass } from './change.js';
import { classOf } from './classify.js';
import type { EditList } from './edits.js';
import type { NamedSpan, ReferenceFollower } from './follow-references.js';
import { type Hunk, invertedHunk } from './hunk.js';
import { findHunks } from './hunks.js';
import { readable } from './readable.js';
import { NUMBER, SIGN, type Tokens, WORD } from './tokens.js';

/** What the comparison of words needs to know of the two drafts. */
export interface WordContext {
  readonly old: Draft;
  readonly new: Draft;
  /** Whether words are aligned from the new draft to the old one, so that comparing backwards finds the same. */
  readonly swapped: boolean;
  /** Filled anew for each pair of texts. */
  readonly oldTokens: Tokens;
  readonly newTokens: Tokens;
  readonly references: ReferenceFollower;
  /** Is told where a text differs too much to be compared word by word. */
  gaveUp(newOffset: number): void;
}

/** Texts that differ in more characters than these are not searched for words that they share. */
const MOST_CHARACTERS = 400_000;

/**
 * Compares two stretches of the drafts' texts word by word.
 * @param oldStart and the other three: offsets in the drafts' texts
 * @param edits is given what came of them
 */
export function compareWords(
  context: WordContext,
  oldStart: number,
  oldEnd: number,
  newStart: number,
  newEnd: number,
  edits: EditList,
): void {
  const oldText = context.old.text.slice(oldStart, oldEnd);
  const newText = context.new.text.slice(newStart, newEnd);
  if (oldText === newText) edits.equal(oldText);
  else if (oldText === '' || newText === '')
    edits.replace(oldText, newText, (oldText + newText).trim() === '' ? 'formatting' : 'substance');
  else {
    const { start, end } = sharedEnds(oldText, newText);
    const deleted = oldText.slice(start, oldText.length - end);
    const inserted = newText.slice(start, newText.length - end);
    edits.equal(oldText.slice(0, start));
    if (Math.max(deleted.length, inserted.length) > MOST_CHARACTERS) {
      context.gaveUp(newStart + start);
      edits.replace(deleted, inserted, 'substance');
    } else new WordComparison(context, deleted, oldStart + start, inserted, newStart + start, edits).run();
    edits.equal(oldText.slice(oldText.length - end));
  }
}

/** How many characters around a difference are read with it at least, and at most. */
const LEAST_AROUND = 24;
const MOST_AROUND = 4000;

/**
 * How much two texts that differ share at their starts and ends, less what must be read with the difference: as many characters as
 * differ, for words that were put in may be found again right before or behind them, and the numbers of a list, which are told by what
 * they name.
 */
function sharedEnds(old: string, neu: string): { start: number; end: number } {
  const most = Math.min(old.length, neu.length);
  let start = 0;
  while (start < most && old.charCodeAt(start) === neu.charCodeAt(start)) start++;
  let end = 0;
  while (end < most - start && old.charCodeAt(old.length - 1 - end) === neu.charCodeAt(neu.length - 1 - end)) end++;
  const around = Math.min(MOST_AROUND, LEAST_AROUND + Math.max(old.length, neu.length) - start - end);
  start = endOfWordBefore(old, start - around);
  end = old.length - startOfWordBehind(old, old.length - end + around);
  return { start, end };
}

/** Words between which no cut is made: numbers, what joins them, and dates. */
const RUNS_ON = new RegExp(`[\\d(]|^(?:and|or|to|and/or|${MONTH_NAMES})$`);

/** The end of a word that stands at an offset or before it, where a text can be cut; 0 where there is none. */
function endOfWordBefore(text: string, offset: number): number {
  let at = offset;
  for (;;) {
    while (at > 0 && !isSpace(text, at)) at--;
    while (at > 0 && isSpace(text, at - 1)) at--;
    if (at <= 0) return 0;
    let word = at;
    while (word > 0 && !isSpace(text, word - 1)) word--;
    if (!RUNS_ON.test(text.slice(word, at))) return at;
    at = word - 1;
  }
}

/** The start of a word that stands at an offset or behind it, where a text can be cut; the text's length where there is none. */
function startOfWordBehind(text: string, offset: number): number {
  const { length } = text;
  let at = offset;
  for (;;) {
    while (at < length && !isSpace(text, at - 1)) at++;
    while (at < length && isSpace(text, at)) at++;
    if (at >= length) return length;
    let word = at;
    while (word < length && !isSpace(text, word)) word++;
    if (!RUNS_ON.test(text.slice(at, word))) return at;
    at = word + 1;
  }
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
    this.old = context.oldTokens;
    this.neu = context.newTokens;
    this.old.fill(oldText);
    this.neu.fill(newText);
    if (!numbersDiffer(this.old, this.neu)) return;
    const { references } = context;
    byTarget(this.old, oldAt, references.oldTargets({ start: oldAt, end: oldAt + oldText.length }));
    byTarget(this.neu, newAt, references.newTargets({ start: newAt, end: newAt + newText.length }));
  }

  run(): void {
    const { swapped } = this.context;
    const { hunks: found, gaveUp } = swapped ? findHunks(this.neu, this.old) : findHunks(this.old, this.neu);
    const hunks = swapped ? found.map(invertedHunk) : found;
    if (gaveUp) this.context.gaveUp(this.newAt);
    const differing = hunks.flatMap((hunk) => this.trimmed(hunk));
    const following = new Set(differing.filter((hunk) => this.follows(hunk)));
    this.emit(
      readable(differing, this.old, this.neu, (hunk) => following.has(hunk)),
      following,
    );
  }

  /** A number that stayed as it was is no difference, even if it names another provision now. */
  private trimmed(hunk: Hunk): Hunk[] {
    let { oldStart, oldEnd, newStart, newEnd } = hunk;
    while (oldStart < oldEnd && newStart < newEnd && this.saysTheSame(oldStart, newStart)) {
      oldStart++;
      newStart++;
    }
    while (oldStart < oldEnd && newStart < newEnd && this.saysTheSame(oldEnd - 1, newEnd - 1)) {
      oldEnd--;
      newEnd--;
    }
    if (oldStart === hunk.oldStart && oldEnd === hunk.oldEnd) return [hunk];
    return oldStart === oldEnd && newStart === newEnd ? [] : [{ oldStart, oldEnd, newStart, newEnd }];
  }

  /** Whether two tokens are one by their letters alone, mark-up left out. */
  private saysTheSame(old: number, neu: number): boolean {
    const [a, b] = [this.old.at(old), this.neu.at(neu)];
    return a === b || (this.old.kinds[old] === NUMBER && a.replace(/\\/g, '') === b.replace(/\\/g, ''));
  }

  private follows({ oldStart, oldEnd, newStart, newEnd }: Hunk): boolean {
    if (!mayCite(this.old, oldStart, oldEnd) || !mayCite(this.neu, newStart, newEnd)) return false;
    const span = (tokens: Tokens, at: number, from: number, to: number) => ({
      start: at + (tokens.starts[from] as number),
      end: at + (tokens.ends[to - 1] as number),
    });
    return this.context.references.follows(
      span(this.old, this.oldAt, oldStart, oldEnd),
      span(this.neu, this.newAt, newStart, newEnd),
    );
  }

  private emit(hunks: readonly Hunk[], following: ReadonlySet<Hunk>): void {
    const { old, neu, edits } = this;
    let i = 0;
    let j = 0;
    let after: EditClass = 'formatting';
    for (const hunk of hunks) {
      this.equal(i, hunk.oldStart, j, after);
      const editClass = following.has(hunk) ? 'consequential' : classOf(hunk, old, neu);
      const deleted = old.slice(hunk.oldStart, hunk.oldEnd);
      const inserted = neu.slice(hunk.newStart, hunk.newEnd);
      const [leadOld, leadNew] = [old.lead(hunk.oldStart), neu.lead(hunk.newStart)];
      i = hunk.oldEnd;
      j = hunk.newEnd;
      if (deleted === '') this.alone(old.lead(i), leadNew, inserted, neu.lead(j), editClass, 'insert');
      else if (inserted === '') this.alone(neu.lead(j), leadOld, deleted, old.lead(i), editClass, 'delete');
      else {
        edits.rewrite(leadOld, leadNew, 'formatting');
        edits.replace(deleted, inserted, editClass);
        after = editClass;
        continue;
      }
      after = 'formatting';
      // What lies before the next pair of tokens is written already.
      if (i === old.count) return;
      this.token(i++, j++);
    }
    this.equal(i, old.count, j, after);
    edits.rewrite(old.lead(old.count), neu.lead(neu.count), i === old.count ? after : 'formatting');
  }

  /**
   * Tokens that both texts have, from `i` in the old and from `j` in the new one, each with what stands before it.
   * @param after what a difference before the first of them is told as
   */
  private equal(i: number, oldEnd: number, j: number, after: EditClass): void {
    if (i === oldEnd) return;
    const { old, neu, edits } = this;
    edits.rewrite(old.lead(i), neu.lead(j), after);
    const [a, b] = [old.slice(i, oldEnd), neu.slice(j, j + oldEnd - i)];
    if (a === b) {
      edits.equal(a);
      return;
    }
    for (let k = 0; i + k < oldEnd; k++) {
      if (k > 0) edits.rewrite(old.lead(i + k), neu.lead(j + k), 'formatting');
      this.token(i + k, j + k);
    }
  }

  private token(i: number, j: number): void {
    const [a, b] = [this.old.at(i), this.neu.at(j)];
    if (a === b) this.edits.equal(a);
    else this.edits.replace(a, b, this.saysTheSame(i, j) ? 'formatting' : 'consequential');
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

/** Whether both texts have numbers, and not the same ones: only then they are told by what they name. */
function numbersDiffer(old: Tokens, neu: Tokens): boolean {
  let i = nextNumber(old, 0);
  let j = nextNumber(neu, 0);
  if (i === old.count || j === neu.count) return false;
  while (i < old.count && j < neu.count) {
    if (old.keys[i] !== neu.keys[j]) return true;
    i = nextNumber(old, i + 1);
    j = nextNumber(neu, j + 1);
  }
  return i < old.count || j < neu.count;
}

function nextNumber(tokens: Tokens, from: number): number {
  let at = from;
  while (at < tokens.count && !isNumber(tokens, at)) at++;
  return at;
}

/** Whether a token can be the number of a provision, or the call of a footnote. */
function isNumber(tokens: Tokens, index: number): boolean {
  return tokens.kinds[index] === NUMBER || (tokens.kinds[index] === SIGN && isNoteCall(tokens, index));
}

function isNoteCall(tokens: Tokens, index: number): boolean {
  return (tokens.ends[index] as number) - (tokens.starts[index] as number) > 3;
}

/** Whether tokens can be numbers of provisions and nothing else: few, and each a number, a call or the letters of an appendix. */
function mayCite(tokens: Tokens, from: number, to: number): boolean {
  if (from === to || to - from > 8) return false;
  for (let i = from; i < to; i++) {
    if (isNumber(tokens, i)) continue;
    if (tokens.kinds[i] !== WORD || !/^[A-Z]{1,3}\d{0,2}$/.test(tokens.at(i))) return false;
  }
  return true;
}

/** Numbers that name a provision are told by the provision and not by their letters. */
function byTarget(tokens: Tokens, at: number, targets: ReadonlyMap<number, NamedSpan>): void {
  if (targets.size === 0) return;
  for (let i = 0; i < tokens.count; i++) {
    const target = targets.get(at + (tokens.starts[i] as number));
    if (target && target.end === at + (tokens.ends[i] as number)) tokens.keys[i] = -1 - target.names;
  }
}
