import type { Draft } from '../model/draft.js';
import type { Span } from '../model/text.js';
import type { EditClass } from './change.js';
import { classOf } from './classify.js';
import type { EditList } from './edits.js';
import type { ReferenceFollower } from './follow-references.js';
import { type Hunk, invertedHunk } from './hunk.js';
import { findHunks } from './hunks.js';
import { haveOtherNumbers, keyByTarget, mayCite } from './number-tokens.js';
import { makeReadable } from './readable.js';
import { findSharedEnds, type SharedEnds } from './shared-ends.js';
import { NUMBER, type Tokens } from './tokens.js';

/** What the comparison of words needs to know of the two drafts. */
export interface TextComparisonContext {
  readonly old: Draft;
  readonly new: Draft;
  /**
   * Whether words are aligned from the new draft to the old one, so that comparing backwards gives
   * the same result.
   */
  readonly isSwapped: boolean;
  /** Filled again for each pair of texts. */
  readonly oldTokens: Tokens;
  readonly newTokens: Tokens;
  readonly references: ReferenceFollower;
  /**
   * Called with an offset in the new text where it differs too much to be compared word by word.
   */
  reportGivenUp(newOffset: number): void;
}

/** Texts that differ in more characters are not compared word by word. */
const MOST_CHARACTERS = 400_000;

/**
 * Compares two stretches of the drafts' texts word by word.
 * @param oldSpan the stretch of the old draft's text; `newSpan` that of the new one
 * @param edits receives the edits, in the order of the text
 */
export function compareWords(context: TextComparisonContext, oldSpan: Span, newSpan: Span, edits: EditList): void {
  const oldText = context.old.text.slice(oldSpan.start, oldSpan.end);
  const newText = context.new.text.slice(newSpan.start, newSpan.end);
  if (oldText === newText) edits.addEqual(oldText);
  else if (oldText === '' || newText === '')
    edits.addReplacement(oldText, newText, (oldText + newText).trim() === '' ? 'formatting' : 'substance');
  else {
    const isCode = mayHoldCode(oldText) || mayHoldCode(newText);
    const { start, end } = isCode
      ? findSharedEnds(oldText, newText)
      : withoutCutComments(oldText, findSharedEnds(oldText, newText));
    const deleted = { text: oldText.slice(start, oldText.length - end), at: oldSpan.start + start };
    const inserted = { text: newText.slice(start, newText.length - end), at: newSpan.start + start };
    edits.addEqual(oldText.slice(0, start));
    if (Math.max(deleted.text.length, inserted.text.length) > MOST_CHARACTERS) {
      context.reportGivenUp(inserted.at);
      edits.addReplacement(deleted.text, inserted.text, 'substance');
    } else new WordComparison(context, { deleted, inserted, isCode }, edits).compareTokens();
    edits.addEqual(oldText.slice(oldText.length - end));
  }
}

/** A part of a draft's text, and its offset there. */
interface PlacedText {
  readonly text: string;
  readonly at: number;
}

/** What two texts have between their shared ends. */
interface DifferingTexts {
  readonly deleted: PlacedText;
  readonly inserted: PlacedText;
  /** Whether what looks like a comment may be code, which a reader sees. */
  readonly isCode: boolean;
}

/** Whether the signs of a comment may stand in code, where they are text. */
function mayHoldCode(text: string): boolean {
  return text.includes('<!--') && text.includes('`');
}

/**
 * The ends that two texts share, without a comment that only begins or only ends there: it is
 * compared as a whole.
 */
function withoutCutComments(text: string, { start, end }: SharedEnds): SharedEnds {
  if (!text.includes('<!--')) return { start, end };
  const opened = text.lastIndexOf('<!--', Math.max(0, start - 1));
  const isCut = start > 0 && opened >= 0 && opened < start && !text.slice(opened, start).includes('-->');
  const tail = text.slice(text.length - end);
  const closed = tail.indexOf('-->');
  const reopened = tail.indexOf('<!--');
  const isTailCut = closed >= 0 && (reopened < 0 || closed < reopened);
  return { start: isCut ? opened : start, end: isTailCut ? end - closed - 3 : end };
}

class WordComparison {
  private readonly oldTokens: Tokens;
  private readonly newTokens: Tokens;
  private readonly oldAt: number;
  private readonly newAt: number;

  constructor(
    private readonly context: TextComparisonContext,
    { deleted: oldText, inserted: newText, isCode }: DifferingTexts,
    private readonly edits: EditList,
  ) {
    this.oldAt = oldText.at;
    this.newAt = newText.at;
    this.oldTokens = context.oldTokens;
    this.newTokens = context.newTokens;
    this.oldTokens.cutText(oldText.text, isCode);
    this.newTokens.cutText(newText.text, isCode);
    if (!haveOtherNumbers(this.oldTokens, this.newTokens)) return;
    const { references } = context;
    const spanOfPlaced = ({ text, at }: PlacedText): Span => ({ start: at, end: at + text.length });
    keyByTarget(this.oldTokens, oldText.at, references.oldTargets(spanOfPlaced(oldText)));
    keyByTarget(this.newTokens, newText.at, references.newTargets(spanOfPlaced(newText)));
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

  /** A number that stayed the same is no difference, even if it names another provision now. */
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

  /** Whether two tokens are equal by their letters, mark-up left out. */
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
      const [nextOld, nextNew] = [oldTokens.textBefore(i), newTokens.textBefore(j)];
      if (deleted === '')
        this.writeOneSided({ words: inserted, before: leadNew, after: nextNew, other: nextOld }, editClass, 'insert');
      else if (inserted === '')
        this.writeOneSided({ words: deleted, before: leadOld, after: nextOld, other: nextNew }, editClass, 'delete');
      else {
        edits.addRewriting(leadOld, leadNew, 'formatting');
        edits.addReplacement(deleted, inserted, editClass);
        after = editClass;
        continue;
      }
      after = 'formatting';
      // The text before the next pair of tokens is written already.
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
   * Writes tokens that both texts have, from `i` in the old and `j` in the new one, each with the
   * text before it.
   * @param after the class of a difference before the first of them
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

  /** Writes words that only one text has, up to the next word that both have. */
  private writeOneSided(
    { words, before, after, other }: OneSidedWords,
    editClass: EditClass,
    op: 'delete' | 'insert',
  ): void {
    const { edits } = this;
    const writeOnly = (piece: string) =>
      edits.addReplacement(op === 'delete' ? piece : '', op === 'insert' ? piece : '', editClass);
    if (other === after) {
      writeOnly(before + words);
      edits.addEqual(other);
      return;
    }
    let start = 0;
    while (start < before.length && start < other.length && before[start] === other[start]) start++;
    const rest = other.slice(start);
    if (after.endsWith(rest)) {
      edits.addEqual(other.slice(0, start));
      writeOnly(before.slice(start) + words + after.slice(0, after.length - rest.length));
      edits.addEqual(rest);
      return;
    }
    writeOnly(before + words);
    if (op === 'delete') edits.addRewriting(after, other, editClass);
    else edits.addRewriting(other, after, editClass);
  }
}

/**
 * Words that one text has and the other lacks, with the white space and mark-up around them. What
 * the other text has at this place is looked for before the words, after them, or partly at both.
 */
interface OneSidedWords {
  readonly words: string;
  readonly before: string;
  readonly after: string;
  /** What stands there in the other text. */
  readonly other: string;
}
