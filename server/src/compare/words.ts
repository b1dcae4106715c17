import type { Draft } from '../model/draft.js';
import type { EditClass } from './change.js';
import { classOf } from './classify.js';
import type { EditList } from './edits.js';
import type { NamedSpan, ReferenceFollower } from './follow-references.js';
import { type Hunk, invertedHunk } from './hunk.js';
import { findHunks } from './hunks.js';
import { makeReadable } from './readable.js';
import { NUMBER, SIGN, type Tokens, WORD } from './tokens.js';

/** What the comparison of words needs to know of the two drafts. */
export interface TextComparisonContext {
  readonly old: Draft;
  readonly new: Draft;
  /** Whether words are aligned from the new draft to the old one, so that comparing backwards finds the same. */
  readonly isSwapped: boolean;
  /** Filled anew for each pair of texts. */
  readonly oldTokens: Tokens;
  readonly newTokens: Tokens;
  readonly references: ReferenceFollower;
  /** Is told where a text differs too much to be compared word by word. */
  reportGivenUp(newOffset: number): void;
}

/** Texts that differ in more characters than these are not searched for words that they share. */
const MOST_CHARACTERS = 400_000;

/**
 * Compares two stretches of the drafts' texts word by word.
 * @param oldStart and the other three: offsets in the drafts' texts
 * @param edits is given what came of them
 */
export function compareWords(
  context: TextComparisonContext,
  oldStart: number,
  oldEnd: number,
  newStart: number,
  newEnd: number,
  edits: EditList,
): void {
  const oldText = context.old.text.slice(oldStart, oldEnd);
  const newText = context.new.text.slice(newStart, newEnd);
  if (oldText === newText) edits.addEqual(oldText);
  else if (oldText === '' || newText === '')
    edits.addReplacement(oldText, newText, (oldText + newText).trim() === '' ? 'formatting' : 'substance');
  else {
    const { start, end } = sharedEnds(oldText, newText);
    const deleted = oldText.slice(start, oldText.length - end);
    const inserted = newText.slice(start, newText.length - end);
    edits.addEqual(oldText.slice(0, start));
    if (Math.max(deleted.length, inserted.length) > MOST_CHARACTERS) {
      context.reportGivenUp(newStart + start);
      edits.addReplacement(deleted, inserted, 'substance');
    } else new WordComparison(context, deleted, oldStart + start, inserted, newStart + start, edits).compareTokens();
    edits.addEqual(oldText.slice(oldText.length - end));
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
function sharedEnds(oldText: string, newText: string): { start: number; end: number } {
  const most = Math.min(oldText.length, newText.length);
  let start = 0;
  while (start < most && oldText.charCodeAt(start) === newText.charCodeAt(start)) start++;
  let end = 0;
  while (
    end < most - start &&
    oldText.charCodeAt(oldText.length - 1 - end) === newText.charCodeAt(newText.length - 1 - end)
  )
    end++;
  const around = Math.min(MOST_AROUND, LEAST_AROUND + Math.max(oldText.length, newText.length) - start - end);
  start = endOfWordBefore(oldText, start - around);
  end = oldText.length - startOfWordAfter(oldText, oldText.length - end + around);
  return { start, end };
}

/** Words between which no cut is made: numbers, what joins them, and dates. */
const RUNS_ON =
  /[\d(]|^(?:and|or|to|and\/or|January|February|March|April|May|June|July|August|September|October|November|December)$/;

/** The end of a word that stands at an offset or before it, where a text can be cut; 0 where there is none. */
function endOfWordBefore(text: string, offset: number): number {
  let at = offset;
  for (;;) {
    while (at > 0 && !isSpaceAt(text, at)) at--;
    while (at > 0 && isSpaceAt(text, at - 1)) at--;
    if (at <= 0) return 0;
    let word = at;
    while (word > 0 && !isSpaceAt(text, word - 1)) word--;
    if (!RUNS_ON.test(text.slice(word, at))) return at;
    at = word - 1;
  }
}

/** The start of a word that stands at an offset or behind it, where a text can be cut; the text's length where there is none. */
function startOfWordAfter(text: string, offset: number): number {
  const { length } = text;
  let at = offset;
  for (;;) {
    while (at < length && !isSpaceAt(text, at - 1)) at++;
    while (at < length && isSpaceAt(text, at)) at++;
    if (at >= length) return length;
    let word = at;
    while (word < length && !isSpaceAt(text, word)) word++;
    if (!RUNS_ON.test(text.slice(at, word))) return at;
    at = word + 1;
  }
}

function isSpaceAt(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code === 32 || code === 10 || code === 13 || code === 9;
}

class WordComparison {
  private readonly oldTokens: Tokens;
  private readonly newTokens: Tokens;

  constructor(
    private readonly context: TextComparisonContext,
    oldText: string,
    private readonly oldAt: number,
    newText: string,
    private readonly newAt: number,
    private readonly edits: EditList,
  ) {
    this.oldTokens = context.oldTokens;
    this.newTokens = context.newTokens;
    this.oldTokens.readText(oldText);
    this.newTokens.readText(newText);
    if (!numbersDiffer(this.oldTokens, this.newTokens)) return;
    const { references } = context;
    keyByTarget(this.oldTokens, oldAt, references.oldTargets({ start: oldAt, end: oldAt + oldText.length }));
    keyByTarget(this.newTokens, newAt, references.newTargets({ start: newAt, end: newAt + newText.length }));
  }

  compareTokens(): void {
    const { isSwapped: swapped } = this.context;
    const { hunks: found, gaveUp } = swapped
      ? findHunks(this.newTokens, this.oldTokens)
      : findHunks(this.oldTokens, this.newTokens);
    const hunks = swapped ? found.map(invertedHunk) : found;
    if (gaveUp) this.context.reportGivenUp(this.newAt);
    const differing = hunks.flatMap((hunk) => this.trimSame(hunk));
    const following = new Set(differing.filter((hunk) => this.isFollowing(hunk)));
    this.writeEdits(
      makeReadable(differing, this.oldTokens, this.newTokens, (hunk) => following.has(hunk)),
      following,
    );
  }

  /** A number that stayed as it was is no difference, even if it names another provision now. */
  private trimSame(hunk: Hunk): Hunk[] {
    let { oldStart, oldEnd, newStart, newEnd } = hunk;
    while (oldStart < oldEnd && newStart < newEnd && this.isSameToken(oldStart, newStart)) {
      oldStart++;
      newStart++;
    }
    while (oldStart < oldEnd && newStart < newEnd && this.isSameToken(oldEnd - 1, newEnd - 1)) {
      oldEnd--;
      newEnd--;
    }
    if (oldStart === hunk.oldStart && oldEnd === hunk.oldEnd) return [hunk];
    return oldStart === oldEnd && newStart === newEnd ? [] : [{ oldStart, oldEnd, newStart, newEnd }];
  }

  /** Whether two tokens are one by their letters alone, mark-up left out. */
  private isSameToken(oldToken: number, newToken: number): boolean {
    const [a, b] = [this.oldTokens.textAt(oldToken), this.newTokens.textAt(newToken)];
    return a === b || (this.oldTokens.kinds[oldToken] === NUMBER && a.replace(/\\/g, '') === b.replace(/\\/g, ''));
  }

  private isFollowing({ oldStart, oldEnd, newStart, newEnd }: Hunk): boolean {
    if (!mayCite(this.oldTokens, oldStart, oldEnd) || !mayCite(this.newTokens, newStart, newEnd)) return false;
    const tokenSpan = (tokens: Tokens, at: number, from: number, to: number) => ({
      start: at + tokens.starts[from]!,
      end: at + tokens.ends[to - 1]!,
    });
    return this.context.references.isSameTarget(
      tokenSpan(this.oldTokens, this.oldAt, oldStart, oldEnd),
      tokenSpan(this.newTokens, this.newAt, newStart, newEnd),
    );
  }

  private writeEdits(hunks: readonly Hunk[], following: ReadonlySet<Hunk>): void {
    const { oldTokens, newTokens, edits } = this;
    let i = 0;
    let j = 0;
    let after: EditClass = 'formatting';
    for (const hunk of hunks) {
      this.writeEqual(i, hunk.oldStart, j, after);
      const editClass = following.has(hunk) ? 'consequential' : classOf(hunk, oldTokens, newTokens);
      const deleted = oldTokens.textBetween(hunk.oldStart, hunk.oldEnd);
      const inserted = newTokens.textBetween(hunk.newStart, hunk.newEnd);
      const [leadOld, leadNew] = [oldTokens.textBefore(hunk.oldStart), newTokens.textBefore(hunk.newStart)];
      i = hunk.oldEnd;
      j = hunk.newEnd;
      if (deleted === '')
        this.writeOneSided(oldTokens.textBefore(i), leadNew, inserted, newTokens.textBefore(j), editClass, 'insert');
      else if (inserted === '')
        this.writeOneSided(newTokens.textBefore(j), leadOld, deleted, oldTokens.textBefore(i), editClass, 'delete');
      else {
        edits.addRewriting(leadOld, leadNew, 'formatting');
        edits.addReplacement(deleted, inserted, editClass);
        after = editClass;
        continue;
      }
      after = 'formatting';
      // What lies before the next pair of tokens is written already.
      if (i === oldTokens.count) return;
      this.writeToken(i++, j++);
    }
    this.writeEqual(i, oldTokens.count, j, after);
    edits.addRewriting(
      oldTokens.textBefore(oldTokens.count),
      newTokens.textBefore(newTokens.count),
      i === oldTokens.count ? after : 'formatting',
    );
  }

  /**
   * Tokens that both texts have, from `i` in the old and from `j` in the new one, each with what stands before it.
   * @param after what a difference before the first of them is told as
   */
  private writeEqual(i: number, oldEnd: number, j: number, after: EditClass): void {
    if (i === oldEnd) return;
    const { oldTokens, newTokens, edits } = this;
    edits.addRewriting(oldTokens.textBefore(i), newTokens.textBefore(j), after);
    const [a, b] = [oldTokens.textBetween(i, oldEnd), newTokens.textBetween(j, j + oldEnd - i)];
    if (a === b) {
      edits.addEqual(a);
      return;
    }
    for (let k = 0; i + k < oldEnd; k++) {
      if (k > 0) edits.addRewriting(oldTokens.textBefore(i + k), newTokens.textBefore(j + k), 'formatting');
      this.writeToken(i + k, j + k);
    }
  }

  private writeToken(i: number, j: number): void {
    const [a, b] = [this.oldTokens.textAt(i), this.newTokens.textAt(j)];
    if (a === b) this.edits.addEqual(a);
    else this.edits.addReplacement(a, b, this.isSameToken(i, j) ? 'formatting' : 'consequential');
  }

  /**
   * Words that one text alone has, up to the next word that both have. What lies before that one in the other text is found again
   * before the words, behind them, or in part at either place.
   */
  private writeOneSided(
    other: string,
    before: string,
    words: string,
    behind: string,
    editClass: EditClass,
    op: 'delete' | 'insert',
  ): void {
    const { edits } = this;
    const writeOnly = (piece: string) =>
      edits.addReplacement(op === 'delete' ? piece : '', op === 'insert' ? piece : '', editClass);
    if (other === behind) {
      writeOnly(before + words);
      edits.addEqual(other);
      return;
    }
    let start = 0;
    while (start < before.length && start < other.length && before[start] === other[start]) start++;
    const rest = other.slice(start);
    if (behind.endsWith(rest)) {
      edits.addEqual(other.slice(0, start));
      writeOnly(before.slice(start) + words + behind.slice(0, behind.length - rest.length));
      edits.addEqual(rest);
      return;
    }
    writeOnly(before + words);
    if (op === 'delete') edits.addRewriting(behind, other, editClass);
    else edits.addRewriting(other, behind, editClass);
  }
}

/** Whether both texts have numbers, and not the same ones: only then they are told by what they name. */
function numbersDiffer(oldTokens: Tokens, newTokens: Tokens): boolean {
  let i = nextNumber(oldTokens, 0);
  let j = nextNumber(newTokens, 0);
  if (i === oldTokens.count || j === newTokens.count) return false;
  while (i < oldTokens.count && j < newTokens.count) {
    if (oldTokens.keys[i] !== newTokens.keys[j]) return true;
    i = nextNumber(oldTokens, i + 1);
    j = nextNumber(newTokens, j + 1);
  }
  return i < oldTokens.count || j < newTokens.count;
}

function nextNumber(tokens: Tokens, from: number): number {
  let at = from;
  while (at < tokens.count && !isProvisionNumber(tokens, at)) at++;
  return at;
}

/** Whether a token can be the number of a provision, or the call of a footnote. */
function isProvisionNumber(tokens: Tokens, index: number): boolean {
  return tokens.kinds[index] === NUMBER || (tokens.kinds[index] === SIGN && isNoteCall(tokens, index));
}

function isNoteCall(tokens: Tokens, index: number): boolean {
  return tokens.ends[index]! - tokens.starts[index]! > 3;
}

/** Whether tokens can be numbers of provisions and nothing else: few, and each a number, a call or the letters of an appendix. */
function mayCite(tokens: Tokens, from: number, to: number): boolean {
  if (from === to || to - from > 8) return false;
  for (let i = from; i < to; i++) {
    if (isProvisionNumber(tokens, i)) continue;
    if (tokens.kinds[i] !== WORD || !/^[A-Z]{1,3}\d{0,2}$/.test(tokens.textAt(i))) return false;
  }
  return true;
}

/** Numbers that name a provision are told by the provision and not by their letters. */
function keyByTarget(tokens: Tokens, at: number, targets: ReadonlyMap<number, NamedSpan>): void {
  if (targets.size === 0) return;
  for (let i = 0; i < tokens.count; i++) {
    const target = targets.get(at + tokens.starts[i]!);
    if (target && target.end === at + tokens.ends[i]!) tokens.keys[i] = -1 - target.names;
  }
}
