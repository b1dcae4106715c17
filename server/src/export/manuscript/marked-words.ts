import { findFirst } from '../../model/find-first.js';
import { isExponentAfter } from '../../model/inline/exponents.js';
import { type Inline, PLAIN, type Run, type Style } from '../../model/inline/inline.js';
import type { Span } from '../../model/text.js';
import type { AwayLink } from '../away-links.js';
import { makePlainWord, type StyledWord } from './manuscript.js';
import { isSameMark, type RevisionMark } from './mark.js';
import { makeUncalledKey } from './notes.js';
import type { ScriptPair, VersionSide } from './script-pairs.js';

/** How the words that are taken from an inline are to be marked and linked. */
export interface WordUse {
  readonly mark: RevisionMark | null;
  /** The anchor that they lead to, or null. */
  readonly target: string | null;
  /** What they cite in another text; null or missing where they do not. */
  readonly away?: AwayLink | null;
  /** Whether their footnotes are those of the old version. */
  readonly isOld: boolean;
  /** Whether raised numbers call notes of their text. */
  readonly hasRaisedNotes: boolean;
}

/** The words of a part of an inline in their styles; `span` is counted from the block's start. */
export function takeWords(
  inline: Inline,
  span: Span,
  { mark, target, away, isOld, hasRaisedNotes }: WordUse,
): StyledWord[] {
  const words: StyledWord[] = [];
  if (span.end <= span.start) return words;
  const { runs } = inline;
  for (let i = findFirst(runs, ({ source }) => source.end > span.start); i < runs.length; i++) {
    const run = runs[i]!;
    if (run.source.start >= span.end) break;
    const text = cutRun(run, span);
    const key = keyOfCall(inline, run, hasRaisedNotes);
    const note = key === null ? null : `${isOld ? 'old ' : ''}${key}`;
    if (text === '' && note === null) continue;
    // A call is taken with its first character, so that it is not written twice.
    if (note !== null && run.source.start < span.start) continue;
    const { kind, strong, emphasis, superscript, subscript, underline, link } = run;
    words.push({
      text,
      kind,
      strong,
      emphasis,
      superscript,
      subscript,
      underline,
      link,
      note,
      target,
      ...(away && { away }),
      mark,
      was: null,
    });
  }
  return words;
}

/**
 * The key of the note that a run calls, or of a raised number that calls none; null for any other
 * run. The same number can be the one in one version and the other in the next.
 */
function keyOfCall({ text }: Inline, run: Run, hasRaisedNotes: boolean): string | null {
  if (run.kind !== 'note' || run.note === null) return null;
  const isCall = !run.superscript || (hasRaisedNotes && !isExponentAfter(text.slice(0, run.at)));
  return isCall ? run.note : makeUncalledKey(run.note);
}

/** An inline, and an offset in its block at which a stretch begins. */
interface StretchStart {
  readonly inline: Inline;
  readonly start: number;
  /** Whether raised numbers call notes of its text. */
  readonly hasRaisedNotes: boolean;
}

/**
 * Splits a stretch that is the same in the sources of two blocks where they begin or end to show
 * the same for it; counted from the start of the stretch, in order.
 */
export function splitByShown(
  old: StretchStart,
  after: StretchStart,
  length: number,
): { readonly start: number; readonly end: number; readonly isSame: boolean }[] {
  const [plainBefore, plainNow] = [readPlainStretch(old, length), readPlainStretch(after, length)];
  if (plainBefore !== null && plainBefore === plainNow) return [{ start: 0, end: length, isSame: true }];
  const before = listShown(old, length);
  const now = listShown(after, length);
  const stretches: { start: number; end: number; isSame: boolean }[] = [];
  for (let at = 0; at < length; at++) {
    const isSame = before[at] === now[at];
    const last = stretches.at(-1);
    if (last?.isSame === isSame) last.end = at + 1;
    else stretches.push({ start: at, end: at + 1, isSame });
  }
  return stretches;
}

/** The words of a stretch that lies in one run which is read as it is written; null for any other. */
function readPlainStretch({ inline: { runs }, start }: StretchStart, length: number): string | null {
  const run = runs[findFirst(runs, ({ source }) => source.end > start)];
  if (run?.kind !== 'text' || run.offsets || run.source.start > start || run.source.end < start + length) return null;
  const { text, source } = run;
  if (text.length !== source.end - source.start) return null;
  return text.slice(start - source.start, start - source.start + length);
}

/** What each character of a stretch shows: "" for mark-up, several characters for a run as a whole. */
function listShown({ inline, start, hasRaisedNotes }: StretchStart, length: number): string[] {
  const { runs } = inline;
  const shown = new Array<string>(length).fill('');
  const end = start + length;
  const show = (offset: number, text: string) => {
    if (offset >= start && offset < end) shown[offset - start] += text;
  };
  for (let i = findFirst(runs, ({ source }) => source.end > start); i < runs.length; i++) {
    const run = runs[i]!;
    const { source, text, offsets, kind } = run;
    if (source.start >= end) break;
    if (kind === 'note') show(source.start, `\0${keyOfCall(inline, run, hasRaisedNotes)}`);
    else if (!offsets && text.length !== source.end - source.start)
      show(source.start, kind === 'image' ? `\0${text}` : text);
    else
      for (let at = offsets ? 0 : Math.max(0, start - source.start); at < text.length; at++) {
        const offset = offsets ? offsets[at]! : source.start + at;
        if (offset >= end) break;
        show(offset, text.charAt(at));
      }
  }
  return shown;
}

/**
 * Splits a span where an inline changes its look, in order; the style is null where only mark-up
 * stands.
 */
export function* splitByLook(
  inline: Inline,
  { start, end }: Span,
): Iterable<{ readonly span: Span; readonly style: Style | null }> {
  let at = start;
  const first = findFirst(inline.runs, ({ source }) => source.end > start);
  for (let i = first; i < inline.runs.length && at < end; i++) {
    const run = inline.runs[i]!;
    const runStart = Math.min(end, Math.max(at, run.source.start));
    const runEnd = Math.min(end, run.source.end);
    if (runStart > at) yield { span: { start: at, end: runStart }, style: null };
    if (runEnd > runStart) yield { span: { start: runStart, end: runEnd }, style: run.text === '' ? null : run };
    at = Math.max(at, runEnd);
  }
  if (at < end) yield { span: { start: at, end }, style: null };
}

/** Whether any words of an inline look other than plain. */
export function hasStyle(inline: Inline): boolean {
  return inline.runs.some((run) => !looksLike(run, PLAIN));
}

/** Whether two styles look the same, whatever they link to. */
export function looksLike(a: Style, b: Style): boolean {
  return (
    a.strong === b.strong &&
    a.emphasis === b.emphasis &&
    a.superscript === b.superscript &&
    a.subscript === b.subscript &&
    a.underline === b.underline
  );
}

function cutRun({ source: { start, end }, text, offsets }: Run, span: Span): string {
  if (span.start <= start && span.end >= end) return text;
  if (offsets) {
    const from = countBelow(offsets, span.start, text.length);
    return text.slice(from, Math.max(from, countBelow(offsets, span.end, text.length)));
  }
  // A run such as a line end that reads as one space goes with its first character.
  if (text.length !== end - start) return start >= span.start ? text : '';
  return text.slice(Math.max(0, span.start - start), Math.max(0, span.end - start));
}

/** How many of the first offsets lie below a place. */
function countBelow(offsets: readonly number[], place: number, most: number): number {
  return Math.min(
    most,
    findFirst(offsets, (offset) => offset >= place),
  );
}

/**
 * Words with neighbours of one look and one mark joined, and without marks where both versions read
 * the same.
 */
export function joinStyledWords(words: StyledWord[]): StyledWord[] {
  if (words.length < 2) return words;
  const merged: StyledWord[] = [];
  for (const each of words) {
    let word = each;
    let last = merged.at(-1);
    if (last && isRespelt(last, word)) {
      word = { ...(last.mark?.op === 'insert' ? last : word), mark: null };
      merged.pop();
      last = merged.at(-1);
    }
    if (last && canJoin(last, word)) merged[merged.length - 1] = { ...last, text: last.text + word.text };
    else merged.push(word);
  }
  return merged;
}

/** Whether a label is words, as "Schedule 1 –" is: these are read on with the words after it. */
export function isWordy(label: readonly StyledWord[]): boolean {
  return /^\p{L}{2,}\s/u.test(label.map(({ text }) => text).join(''));
}

/** A label and the words after it, with a blank between them that goes and comes with the label. */
export function joinLabel(label: readonly StyledWord[], words: readonly StyledWord[]): readonly StyledWord[] {
  const last = label.at(-1);
  if (!last) return words;
  const isIn = (op: RevisionMark['op']) => label.some((word) => word.mark?.op !== op);
  const stays = isIn('insert') && isIn('delete');
  return [...label, makePlainWord(' ', stays ? null : last.mark), ...words];
}

/**
 * Whether a line was only broken elsewhere or a character written otherwise, so that a reader sees
 * the same in both versions.
 */
function isRespelt(first: StyledWord, second: StyledWord): boolean {
  const [deleted, inserted] = first.mark?.op === 'delete' ? [first, second] : [second, first];
  return (
    deleted.mark?.op === 'delete' &&
    inserted.mark?.op === 'insert' &&
    deleted.mark.move === null &&
    inserted.mark.move === null &&
    deleted.text === inserted.text &&
    deleted.kind === inserted.kind &&
    deleted.note === null &&
    inserted.note === null &&
    deleted.link === inserted.link &&
    looksLike(deleted, inserted)
  );
}

function canJoin(a: StyledWord, b: StyledWord): boolean {
  return (
    a.note === null &&
    b.note === null &&
    a.kind === b.kind &&
    a.kind !== 'image' &&
    looksLike(a, b) &&
    (a.was === b.was ||
      (a.was !== null && b.was !== null && looksLike(a.was, b.was) && a.was.origin === b.was.origin)) &&
    a.link === b.link &&
    a.target === b.target &&
    a.away === b.away &&
    isSameMark(a.mark, b.mark)
  );
}

/**
 * Words without white space at either edge, in either version; but not at an edge where a version
 * goes on.
 */
export function trimWords(
  words: readonly StyledWord[],
  { joinsPrevious = null, joinsNext = null }: Partial<Pick<ScriptPair, 'joinsPrevious' | 'joinsNext'>> = {},
): readonly StyledWord[] {
  return trimEdge(trimEdge(words, 'start', joinsPrevious), 'end', joinsNext);
}

/**
 * Words without white space at one edge. A space that only one version shows at its edge, as the
 * word beside it is gone or not yet there, does not stay: it goes or comes with that word.
 * @param goesOn the version in which this is no edge
 */
function trimEdge(
  words: readonly StyledWord[],
  edge: 'start' | 'end',
  goesOn: VersionSide | null,
): readonly StyledWord[] {
  if (words.length === 0) return words;
  const first = edge === 'start' ? words[0] : words.at(-1);
  // Most words have no white space at their edges, and both versions show them.
  if (first?.mark === null && first.note === null && first.kind !== 'break') {
    const { text } = first;
    if (text !== '' && (edge === 'start' ? text.trimStart() : text.trimEnd()).length === text.length) return words;
  }
  const inward = edge === 'start' ? words : [...words].reverse();
  const kept: StyledWord[] = [];
  // Whether either version has shown anything yet.
  let oldBegun = goesOn === 'old';
  let newBegun = goesOn === 'new';
  for (const word of inward) {
    const isInOld = word.mark?.op !== 'insert';
    const isInNew = word.mark?.op !== 'delete';
    if (oldBegun && newBegun) {
      kept.push(word);
      continue;
    }
    const isFixed = word.note !== null || word.kind === 'break';
    const solid = isFixed ? word.text : edge === 'start' ? word.text.trimStart() : word.text.trimEnd();
    const width = word.text.length - solid.length;
    const space = edge === 'start' ? word.text.slice(0, width) : word.text.slice(word.text.length - width);
    if (space !== '' && ((isInOld && oldBegun) || (isInNew && newBegun))) {
      kept.push({
        ...word,
        text: space,
        mark: word.mark ?? { op: oldBegun ? 'delete' : 'insert', class: 'formatting', move: null },
      });
    }
    if (solid === '' && !isFixed) continue;
    kept.push({ ...word, text: solid });
    oldBegun ||= isInOld;
    newBegun ||= isInNew;
  }
  return joinStyledWords(edge === 'start' ? kept : kept.reverse());
}
