import type { Draft } from '../model/draft.js';
import { type Span, trimEndOf } from '../model/text.js';
import type { WordHunk } from './block-hunks.js';
import { isInWord } from './find-words.js';
import { type PlaceNames, writeOrdinal } from './name-places.js';
import type { DraftScope } from './scope.js';

/** The words of one action, and what is set out below them. */
export interface ActionWords {
  readonly words: string;
  readonly setOut: string | null;
}

/** How many words beside a change are quoted with it, to say which place is meant. */
const MOST_CONTEXT = 9;
/** Words that are quoted whole; of more, the first and the last are. */
const MOST_QUOTED = 14;

/**
 * Ways to say that words of a block change, the best first. What is quoted occurs once in the scope
 * and begins and ends at a word.
 */
export function writeWordForms(
  draft: Draft,
  names: PlaceNames,
  block: number,
  hunk: WordHunk,
  scope: DraftScope,
): ActionWords[] {
  const writer = new ActionWriter(draft, names, block, scope);
  const forms: ActionWords[] = [];
  const text = draft.block(block).text;
  const deleted = text.slice(hunk.start, hunk.end);
  if (deleted.trim() === '') forms.push(...writer.writeInsertion(hunk));
  else if (hunk.text.trim() === '') forms.push(...writer.writeOmission(hunk));
  forms.push(...writer.writeSubstitution(hunk));
  return forms.filter(({ words }) => !/\n\s*\n/.test(words));
}

/** The stretch of a block that is quoted where a change is said as a substitution. */
export function findQuotedStretch(
  draft: Draft,
  names: PlaceNames,
  block: number,
  hunk: WordHunk,
  scope: DraftScope,
): Span {
  const { start, end } = hunk;
  if (draft.block(block).text.slice(start, end).trim() === '') return { start, end };
  const around = new ActionWriter(draft, names, block, scope).findAround(start, end);
  return around ? { start: around.from, end: around.to } : { start, end };
}

class ActionWriter {
  private readonly text: string;
  private readonly offset: number;

  constructor(
    draft: Draft,
    private readonly names: PlaceNames,
    block: number,
    private readonly scope: DraftScope,
  ) {
    this.text = draft.block(block).text;
    this.offset = draft.startOf(block);
  }

  private isOnly(words: string): boolean {
    return this.names.countPlacesOf(this.scope.span, words) === 1;
  }

  /** How far the words of the block reach that are within the scope. */
  private get from(): number {
    return Math.max(0, this.scope.span.start - this.offset);
  }

  private get to(): number {
    return Math.min(this.text.length, this.scope.span.end - this.offset);
  }

  writeInsertion({ start, end, text }: WordHunk): ActionWords[] {
    const forms: ActionWords[] = [];
    const coming = text.trim();
    // The white space may have come before or after.
    const at = start + (/^\s*/.exec(this.text.slice(start, end))?.[0].length ?? 0);
    for (const anchor of this.listBefore(start)) forms.push(...quoteNew(`after “${anchor}” insert`, coming));
    if (this.text.slice(end, this.to).trim() === '') forms.unshift(...quoteNew('at the end insert', coming));
    for (const anchor of this.listAfter(at)) forms.push(...quoteNew(`before “${anchor}” insert`, coming));
    return forms;
  }

  writeOmission({ start, end }: WordHunk): ActionWords[] {
    const deleted = this.text.slice(start, end).trim();
    const isWhole = /^[\p{L}\p{N}]/u.test(deleted) && /[\p{L}\p{N}]$/u.test(deleted);
    const forms: ActionWords[] = [];
    const sentence = /[.?!]$/.test(deleted) && countSpacedWords(deleted) > 3 ? this.findSentence(start, end) : null;
    if (sentence !== null) forms.push({ words: `omit the ${sentence} sentence`, setOut: null });
    if (countSpacedWords(deleted) > MOST_QUOTED)
      forms.push(...this.writeRange(deleted, start, end).map((words) => ({ words: `omit ${words}`, setOut: null })));
    if (this.isOnly(deleted) && closesAllMarks(deleted)) {
      const whole = { words: `omit “${deleted}”`, setOut: null };
      if (isWhole || countSpacedWords(deleted) >= 3) forms.push(whole);
    }
    if (this.text.slice(end, this.to).trim().length <= 1 && isWhole && countSpacedWords(deleted) === 1)
      forms.unshift({ words: `omit “${deleted}” at the end`, setOut: null });
    return forms;
  }

  /** Which sentence of its paragraph words are; null where they are none. */
  private findSentence(start: number, end: number): string | null {
    for (const [index, span] of this.names.finder.listSentences(this.scope).entries()) {
      const [from, to] = [span.start - this.offset, span.end - this.offset];
      if (from < start || to > end) continue;
      return this.text.slice(start, from).trim() === '' && this.text.slice(to, end).trim() === ''
        ? writeOrdinal(index + 1)
        : null;
    }
    return null;
  }

  writeSubstitution(hunk: WordHunk): ActionWords[] {
    const { start, end, text } = hunk;
    const forms: ActionWords[] = [];
    const deleted = this.text.slice(start, end);
    if (countSpacedWords(deleted) > MOST_QUOTED)
      for (const range of this.writeRange(deleted.trim(), start, end))
        forms.push(...quoteNew(`for ${range} substitute`, text.trim()));
    for (const { from, to } of this.listAround(start, end)) {
      const before = this.text.slice(from, to);
      const after = this.text.slice(from, start) + text + this.text.slice(end, to);
      if (after.trim() === '' || before.trim() === '') continue;
      const lead = /^\s*/.exec(before)?.[0].length ?? 0;
      const tail = before.length - before.trimEnd().length;
      const quoted = before.slice(lead, before.length - tail);
      const own =
        after.startsWith(before.slice(0, lead)) &&
        after.endsWith(before.slice(before.length - tail)) &&
        after.length >= lead + tail
          ? after.slice(lead, after.length - tail)
          : after;
      forms.push(...quoteNew(`for “${quoted}” substitute`, own));
    }
    const words = this.text.slice(start, end).trim();
    const places = this.names.countPlacesOf(this.scope.span, words);
    if (words !== '' && places > 1 && places < 13 && text.trim() !== '') {
      const before = this.names.countPlacesOf({ start: this.scope.span.start, end: this.offset + start }, words);
      const ordinal = writeOrdinal(before + 1);
      if (ordinal)
        forms.push(...quoteNew(`for “${words}” in the ${ordinal} place where it occurs substitute`, text.trim()));
    }
    return forms;
  }

  /** "the words from “a” to “b”", "the words from “a” to the end". */
  private writeRange(deleted: string, start: number, end: number): string[] {
    const words = [...deleted.matchAll(/\S+/g)];
    const found: string[] = [];
    let first: string | null = null;
    for (let count = 1; count <= 8 && first === null; count++) {
      const last = words[count - 1];
      if (!last) break;
      const quoted = trimEndOf(deleted.slice(0, last.index + last[0].length), '.,;:');
      if (this.isOnly(quoted) && closesAllMarks(quoted)) first = quoted;
    }
    if (first === null) return found;
    const isToEnd = this.text.slice(end).trim() === '';
    if (isToEnd) found.push(`the words from “${first}” to the end`);
    const scope = { start: this.offset + start, end: this.scope.span.end };
    for (let count = 1; count <= 8; count++) {
      const begin = words.at(-count);
      if (!begin) break;
      const quoted = deleted.slice(begin.index);
      if (this.names.countPlacesOf(scope, quoted) === 1 && closesAllMarks(quoted)) {
        found.push(`the words from “${first}” to “${quoted}”`);
        break;
      }
    }
    return found;
  }

  /** Words right before a place that occur once, the shortest first. */
  private listBefore(at: number): string[] {
    const starts = [...this.text.slice(this.from, at).matchAll(/\S+/g)].map(({ index }) => index + this.from);
    for (let count = 1; count <= MOST_CONTEXT && count <= starts.length; count++) {
      const words = this.text.slice(starts.at(-count), at).trim();
      if (/[\p{L}\p{N}]/u.test(words) && this.isOnly(words) && closesAllMarks(words)) return [words];
    }
    return [];
  }

  /** Words right after a place that occur once, the shortest first. */
  private listAfter(at: number): string[] {
    const rest = this.text.slice(at, this.to);
    let count = 0;
    for (const { 0: word, index } of rest.matchAll(/\S+/g)) {
      if (++count > MOST_CONTEXT) break;
      const words = trimEndOf(rest.slice(0, index + word.length).trim(), '.,;:');
      if (/[\p{L}\p{N}]/u.test(words) && this.isOnly(words) && closesAllMarks(words)) return [words];
    }
    return [];
  }

  /** The first of the stretches around a change; null where none occurs once. */
  findAround(start: number, end: number): { from: number; to: number } | null {
    return this.listAround(start, end)[0] ?? null;
  }

  /** Stretches around a change that occur once and begin and end at a word, the shortest first. */
  private listAround(start: number, end: number): { from: number; to: number }[] {
    const befores = [
      start,
      ...[...this.text.slice(this.from, start).matchAll(/\S+/g)]
        .map(({ index }) => index + this.from)
        .filter((each) => each < start)
        .reverse(),
    ];
    const afters = [
      end,
      ...[...this.text.slice(end, this.to).matchAll(/\S+/g)].map(({ index, 0: word }) => end + index + word.length),
    ];
    const found: { from: number; to: number }[] = [];
    for (let extra = 0; extra <= MOST_CONTEXT && found.length < 2; extra++)
      for (let left = 0; left <= extra && found.length < 2; left++) {
        const from = befores[left];
        const last = afters[extra - left];
        if (from === undefined || last === undefined) continue;
        const to = this.trimStops(last, end);
        const words = this.text.slice(from, to).trim();
        if (words === '' || !closesAllMarks(words) || !this.isWhole(from, to, words) || !this.isOnly(words)) continue;
        found.push({ from, to });
      }
    return found;
  }

  /** A stop after a word that stays is not quoted. */
  private trimStops(to: number, end: number): number {
    let at = to;
    while (at > end && /[.,;:)]/.test(this.text.charAt(at - 1))) at--;
    return at;
  }

  private isWhole(from: number, to: number, words: string): boolean {
    if (isInWord(this.text, from) || isInWord(this.text, to)) return false;
    // Words that begin or end with a stop are quoted with the word beside it, where there is one.
    return /^[\p{L}\p{N}£$€([“‘"'*_<\\]/u.test(words) || from === this.from;
  }
}

/** An action with its new words in quotation marks, and with them set out; long ones set out first. */
function quoteNew(action: string, text: string): ActionWords[] {
  const inline = { words: `${action} “${text}”`, setOut: null };
  const below = { words: action, setOut: text };
  return text.length > 700 || /\n/.test(text) ? [below, inline] : [inline, below];
}

/** Whether each quotation mark within words has its other one there, so that they can be quoted. */
function closesAllMarks(words: string): boolean {
  let depth = 0;
  for (const mark of words.match(/[“”]/g) ?? []) {
    depth += mark === '“' ? 1 : -1;
    if (depth < 0) return false;
  }
  return depth === 0;
}

function countSpacedWords(text: string): number {
  return text.match(/\S+/g)?.length ?? 0;
}
