import { tableRowsOf } from '../compare/rows.js';
import type { Draft } from '../model/draft.js';
import type { Provision } from '../model/provision.js';
import { formatMarker, readMarkerStyles } from '../model/structure/markers.js';
import { type Span, trimEndOf } from '../model/text.js';
import { findTextStart } from './block-beginnings.js';
import { type Effect, rankAfter, rankBefore } from './effects.js';
import { findPredecessor } from './find-predecessor.js';
import { findWordsIn, isInWord } from './find-words.js';
import { findLabelGap } from './label-gap.js';
import type { Action, NewText, Occurrence, Order, Place, PlacePart, Target } from './orders.js';
import { type DraftScope, isFault, joinFound, type PlaceFault } from './scope.js';
import type { ScopeFinder } from './scopes.js';
import { readNewRows } from './table-rows.js';

/** The effects of an order, or why it cannot be carried out. */
export type FoundEffects = readonly Effect[] | PlaceFault;

/** Finds what an order changes in a draft. */
export function findEffects(draft: Draft, finder: ScopeFinder, { within, action }: Order): FoundEffects {
  return new EffectFinder(draft, finder, within).find(action);
}

function notFound(reason: string): PlaceFault {
  return { state: 'not found', reason };
}

function reportAmbiguous(reason: string): PlaceFault {
  return { state: 'ambiguous', reason };
}

class EffectFinder {
  constructor(
    private readonly draft: Draft,
    private readonly finder: ScopeFinder,
    private readonly within: readonly Place[],
  ) {}

  find(action: Action): FoundEffects {
    switch (action.kind) {
      case 'substitute':
        return this.substitute(action.target, action.text);
      case 'omit':
        return this.substitute(action.target, null);
      case 'insert':
        return this.insert(action.target, action.side, action.text);
      case 'append':
      case 'prepend':
        return this.addAtEnd(action.place, action.kind, action.text);
      case 'file':
        return this.file(action.place, action.text);
      case 'number':
        return this.putByNumber(action.place, action.text);
      case 'indent':
        return this.indent(action.place, action.spaces);
      case 'gap':
        return this.setGap(action.place, action.spaces);
      default:
        return this.renumber(action.from, action.to);
    }
  }

  private scopesOf(place: Place): readonly DraftScope[] | PlaceFault {
    return this.finder.find(place.length === 0 ? this.within : [...this.within, place]);
  }

  // ---- substituting and omitting ----

  private substitute(target: Target, text: NewText | null): FoundEffects {
    if (target.kind === 'places') return this.substitutePlaces(target.places, text);
    const spans = this.findSpans(target);
    if (isFault(spans)) return spans;
    if (target.kind === 'range' && target.to === null) {
      const lost = spans.some(({ end }) => /[.;:]/.test(this.draft.textBetween(Math.max(0, end - 1), end)));
      if (lost && !/[.;:,)”’"'\]]\s*(?:and|or)?$/.test(text?.text ?? ''))
        return reportAmbiguous('the words to the end have a mark after them; say whether it stays');
    }
    return joinFound(spans.map((span) => this.replaceSpan(span, text?.text ?? null)));
  }

  /** Where the words of a target stand. */
  private findSpans(target: Exclude<Target, { kind: 'places' }>): readonly Span[] | PlaceFault {
    const scopes = this.scopesOf(target.place);
    if (isFault(scopes)) return scopes;
    const spans: Span[] = [];
    for (const scope of scopes) {
      if (target.kind === 'range') {
        const span = this.findRange(scope, target.from, target.to);
        if (isFault(span)) return span;
        spans.push(target.isAfter && target.from !== null ? this.dropFirstWords(span, target.from) : span);
        continue;
      }
      for (const { text, occurrence } of target.words) {
        const found = this.findWords(scope, text, occurrence);
        if (isFault(found)) return found;
        spans.push(...found);
      }
    }
    return spans;
  }

  private findWords(scope: DraftScope, text: string, occurrence: Occurrence): readonly Span[] | PlaceFault {
    const { draft } = this;
    const where = scope.provision ? ` in ${scope.provision.label}` : '';
    const shown = shortenQuoted(text);
    if (occurrence === 'end') {
      const end = this.findAtEnd(scope, text);
      return end ? [end] : notFound(`“${shown}” does not stand at the end${where}`);
    }
    const found = findWordsIn(draft, scope.span, text);
    if (found.length === 0) return notFound(`“${shown}” does not occur${where}`);
    if (occurrence === 'each') return found;
    if (occurrence === 'both')
      return found.length === 2 ? found : reportAmbiguous(`“${shown}” occurs ${found.length} times${where}, not twice`);
    if (occurrence === 'only')
      return found.length === 1 ? found : reportAmbiguous(`“${shown}” occurs ${found.length} times${where}`);
    if (typeof occurrence === 'object') {
      const beside = this.findBeside(found, findWordsIn(draft, scope.span, occurrence.words), occurrence.side);
      return beside
        ? [beside]
        : reportAmbiguous(
            `“${shown}” ${occurrence.side} “${shortenQuoted(occurrence.words)}” is not one place${where}`,
          );
    }
    const one = occurrence === 'last' ? found.at(-1) : found[occurrence - 1];
    return one ? [one] : notFound(`“${shown}” occurs only ${found.length} times${where}`);
  }

  /** A stretch without the words with which it begins, and the space after them. */
  private dropFirstWords({ start, end }: Span, words: string): Span {
    const first = findWordsIn(this.draft, { start, end }, words)[0];
    const from = first?.end ?? start;
    const text = this.draft.textBetween(from, end);
    return { start: from + (text.length - text.trimStart().length), end };
  }

  /** Words right before or after others. */
  private findBeside(found: readonly Span[], anchors: readonly Span[], side: 'before' | 'after'): Span | null {
    const isGap = (from: number, to: number) => to >= from && /^[\s,]*$/.test(this.draft.textBetween(from, to));
    const [anchor] = anchors;
    if (!anchor || anchors.length > 1) return null;
    return (
      found.find(({ start, end }) => (side === 'before' ? isGap(end, anchor.start) : isGap(anchor.end, start))) ?? null
    );
  }

  /** Words that end a scope, no more than a stop or another mark after them. */
  private findAtEnd(scope: DraftScope, text: string): Span | null {
    const { draft } = this;
    const end = this.findTextEnd(scope);
    if (/^[.,;:]$/.test(text)) {
      const start = end - 1;
      return draft.textBetween(start, end) === text ? { start, end } : null;
    }
    const last = findWordsIn(draft, { start: Math.max(scope.span.start, end - text.length - 40), end }, text).at(-1);
    return last && /^(?:[\s.,;:—–-]|and\b|or\b)*$/.test(draft.textBetween(last.end, end)) ? last : null;
  }

  /** Where the words of a scope end: those of its first block where others are within it. */
  private findTextEnd(scope: DraftScope): number {
    const { draft } = this;
    if (scope.row !== null || scope.isWords) return scope.span.end;
    const { provision } = scope;
    const hasChildren = provision?.children.some(({ row }) => row === null);
    const end = hasChildren
      ? scope.span.end
      : Math.min(scope.span.end, draft.startOf(scope.to - 1) + draft.block(scope.to - 1).text.length);
    const last = draft.textBetween(Math.max(0, end - 40), end);
    return end - (last.length - last.trimEnd().length);
  }

  private findRange(scope: DraftScope, from: string | null, to: string | null): Span | PlaceFault {
    const { draft } = this;
    const where = scope.provision ? ` in ${scope.provision.label}` : '';
    let { start } = scope.span;
    if (from !== null) {
      const firsts = findWordsIn(draft, scope.span, from);
      if (firsts.length === 0) return notFound(`“${shortenQuoted(from)}” does not occur${where}`);
      if (firsts.length > 1) return reportAmbiguous(`“${shortenQuoted(from)}” occurs ${firsts.length} times${where}`);
      start = firsts[0]!.start;
    } else start = this.finder.textOf(scope).start;
    if (to === null) {
      const block = draft.blockAt(start);
      const end = Math.min(scope.span.end, draft.startOf(block) + draft.block(block).text.length);
      if (scope.to > block + 1 && !scope.isWords && scope.row === null)
        return reportAmbiguous(`where the end is${where} is not clear, as there are paragraphs within it`);
      return { start, end };
    }
    const lasts = findWordsIn(draft, { start, end: scope.span.end }, to);
    if (lasts.length === 0)
      return notFound(`“${shortenQuoted(to)}” does not occur${where} after “${shortenQuoted(from ?? '')}”`);
    if (lasts.length > 1) return reportAmbiguous(`“${shortenQuoted(to)}” occurs ${lasts.length} times${where}`);
    return { start, end: lasts[0]!.end };
  }

  /** Words replaced or, where `text` is null, left out with the space that they leave. */
  private replaceSpan(span: Span, text: string | null): FoundEffects {
    const { draft } = this;
    const block = draft.blockAt(span.start);
    const offset = draft.startOf(block);
    const whole = draft.block(block).text;
    let [start, end] = [span.start - offset, span.end - offset];
    if (end > whole.length) return reportAmbiguous('the words go on over more than one paragraph');
    if (text !== null) {
      const isMarked = /[.,;:]\s*$/.test(text) && /^\s*[.,;:](?!\S)/.test(whole.slice(end));
      if (isMarked && !/\b(?:etc|No|Ltd|Co)\.$/.test(text))
        return reportAmbiguous('two marks would stand together after the new words; say which of them goes');
      // Words that come in place of a comma are set off as it was.
      const isJoined =
        isInWord(`${whole.charAt(start - 1)}${text.charAt(0)}`, 1) && !isInWord(whole, start) && end > start;
      return [{ kind: 'words', block, start, end, text: isJoined ? ` ${text}` : text }];
    }
    if (whole.slice(0, start).trim() === '' && whole.slice(end).trim() === '')
      return [{ kind: 'replace', from: block, to: block + 1, text: '' }];
    const textStart = findTextStart(draft, block) - offset;
    if (start <= textStart && whole.slice(end).trim() === '' && start > 0)
      return reportAmbiguous('nothing but a number would be left; say whether it goes as well');
    const [before, after] = [whole.charAt(start - 1), whole.charAt(end)];
    const isSpace = (char: string) => /[ \t\n\u00a0]/.test(char);
    if (isSpace(before) && (after === '' || isSpace(after) || /[.,;:?!)\]”’|]/.test(after)) && !/[|]/.test(after)) {
      if (!(isSpace(after) && isLabelBefore(whole, start))) start--;
      else end++;
    } else if (isSpace(after) && (before === '' || /[([“‘|]/.test(before))) end++;
    else if (start > 0 && isSpace(before) && isSpace(after)) end++;
    if (/[.,;:]/.test(whole.charAt(start - 1)) && /[.,;:]/.test(whole.charAt(end)))
      return reportAmbiguous(`two marks would stand together where the words are left out; say which of them goes`);
    return [{ kind: 'words', block, start, end, text: '' }];
  }

  private substitutePlaces(places: readonly Place[], text: NewText | null): FoundEffects {
    const scopes = joinFound(places.map((place) => this.scopesOf(place)));
    if (isFault(scopes)) return scopes;
    if (scopes.length === 0) return notFound('no place is named');
    if (text === null) return joinFound(scopes.map((scope) => this.replaceScope(scope, null)));
    if (scopes.length === 1) return this.replaceScope(scopes[0]!, text);
    // "For Clauses 4 to 6 substitute—": all must stand together.
    for (let i = 1; i < scopes.length; i++)
      if (scopes[i]!.from !== scopes[i - 1]!.to || scopes[i]!.row !== null)
        return reportAmbiguous('the provisions that are replaced do not stand together');
    return [{ kind: 'replace', from: scopes[0]!.from, to: scopes.at(-1)!.to, text: text.text }];
  }

  private replaceScope(scope: DraftScope, text: NewText | null): FoundEffects {
    if (scope.isDraft) return reportAmbiguous('no place is named');
    if (scope.isWords) return this.replaceSpan(scope.span, text?.text ?? null);
    if (scope.row !== null) {
      if (text === null) return [{ kind: 'replaceRow', block: scope.from, row: scope.row, text: '' }];
      const rows = readNewRows(text.text);
      return rows === null
        ? reportAmbiguous('what is put in place of a row is no row of a table')
        : [{ kind: 'replaceRow', block: scope.from, row: scope.row, text: rows }];
    }
    if (text !== null && !this.fitsInPlace(scope, text.text))
      return reportAmbiguous(
        `what is put in place of ${scope.provision?.label ?? 'it'} does not begin with its number`,
      );
    return [{ kind: 'replace', from: scope.from, to: scope.to, text: text?.text ?? '' }];
  }

  /** Whether new text begins with a label, as the provision that it replaces does. */
  private fitsInPlace({ provision, from }: DraftScope, text: string): boolean {
    if (!provision || provision.kind === 'definition') return true;
    const label = this.draft.labelSpanOf(provision);
    const offset = this.draft.startOf(from);
    if (provision.kind === 'heading' || label.end === label.start || label.start < offset) return true;
    const written = this.draft.textBetween(label.start, label.end);
    if (!/^[\s(]*(?:[\d]|[a-zA-Z]{1,4}[).])/.test(written)) return true;
    return /^[\s>]*#\.|^[\s#*_(>-]*(?:[A-Z][a-z]+ )?[(\d]|^[\s#*_>-]*(?:[A-Z]{1,2}\d|[a-zA-Z]{1,4}[).])|^[\s#*_>-]*(?:Article|Section|Clause|Rule|Condition|Schedule|Appendix|Annex|Part)\b/.test(
      text,
    );
  }

  // ---- inserting ----

  private insert(target: Target, side: 'before' | 'after', text: NewText): FoundEffects {
    if (target.kind !== 'places') {
      const spans = this.findSpans(target);
      if (isFault(spans)) return spans;
      if (text.isSetOut && spans.length === 1 && beginsBlocks(text.text))
        return reportAmbiguous('paragraphs cannot be put in among words');
      return joinFound(spans.map((span) => this.insertWords(span, side, text.text)));
    }
    const scopes = joinFound(target.places.map((place) => this.scopesOf(place)));
    if (isFault(scopes)) return scopes;
    const scope = side === 'after' ? scopes.at(-1) : scopes[0];
    if (!scope) return notFound('no place is named');
    if (scopes.length > 1 && !scopes.every((each, i) => i === 0 || each.from === scopes[i - 1]!.to))
      return reportAmbiguous('several places are named where one is meant');
    if (scope.isWords) return this.insertWordsBesideScope(scope, side, text);
    if (scope.row !== null) {
      const rows = readNewRows(text.text);
      if (rows === null) return reportAmbiguous('what is put in beside a row is no row of a table');
      if (scope.row === 0 && side === 'before')
        return reportAmbiguous('a row cannot stand before the heading of a table');
      return [{ kind: 'insertRows', block: scope.from, at: side === 'after' ? scope.row + 1 : scope.row, text: rows }];
    }
    if (scope.isDraft) return reportAmbiguous('no place is named');
    return [
      side === 'after'
        ? { kind: 'insert', at: scope.end, text: text.text, rank: rankAfter(scope.depth) }
        : { kind: 'insert', at: scope.from, text: text.text, rank: rankBefore(scope.depth) },
    ];
  }

  /** "After the opening words insert", "after the second sentence insert". */
  private insertWordsBesideScope(scope: DraftScope, side: 'before' | 'after', text: NewText): FoundEffects {
    const { draft } = this;
    const block = draft.block(scope.from);
    const isWholeText = scope.span.end === draft.startOf(scope.from) + block.text.length;
    if (text.isSetOut && isWholeText && side === 'after' && beginsBlocks(text.text))
      return [{ kind: 'insert', at: scope.from + 1, text: text.text, rank: rankAfter(scope.depth) }];
    return this.insertWords(scope.span, side, text.text);
  }

  private insertWords(span: Span, side: 'before' | 'after', text: string): FoundEffects {
    const { draft } = this;
    const block = draft.blockAt(span.start);
    const offset = draft.startOf(block);
    const whole = draft.block(block).text;
    const at = (side === 'after' ? span.end : span.start) - offset;
    if (at > whole.length) return reportAmbiguous('the words go on over more than one paragraph');
    return [{ kind: 'words', block, start: at, end: at, text: spaceOut(whole, at, text, side) }];
  }

  private addAtEnd(place: Place, kind: 'append' | 'prepend', text: NewText): FoundEffects {
    const scopes = this.scopesOf(place);
    if (isFault(scopes)) return scopes;
    return joinFound(scopes.map((scope) => this.addToScope(scope, kind, text)));
  }

  private addToScope(scope: DraftScope, kind: 'append' | 'prepend', text: NewText): FoundEffects {
    const { draft } = this;
    const isEnd = kind === 'append';
    const rows = readNewRows(text.text);
    const [table, ...others] = rows !== null && scope.row === null ? this.finder.findTables(scope) : [];
    if (rows !== null && table !== undefined && others.length === 0)
      return [{ kind: 'insertRows', block: table, at: isEnd ? tableRowsOf(draft.block(table)).length : 1, text: rows }];
    const isWhole = scope.isDraft === true;
    if (beginsBlocks(text.text) && scope.row === null && !scope.isWords && (text.isSetOut || !isWhole)) {
      if (isEnd) return [{ kind: 'insert', at: scope.end, text: text.text, rank: rankAfter(scope.depth + 1) }];
      const first =
        isWhole && draft.blocks[0]?.kind === 'frontMatter' ? 1 : scope.provision ? scope.from + 1 : scope.from;
      return [{ kind: 'insert', at: first, text: text.text, rank: rankBefore(0) }];
    }
    if (isWhole) {
      if (!text.isSetOut) return reportAmbiguous('no place is named');
      const first = draft.blocks[0]?.kind === 'frontMatter' && !text.text.startsWith('---') ? 1 : 0;
      return [
        { kind: 'insert', at: isEnd ? scope.end : first, text: text.text, rank: isEnd ? rankAfter(1) : rankBefore(0) },
      ];
    }
    if (
      text.isSetOut &&
      scope.row === null &&
      !scope.isWords &&
      isEnd &&
      (scope.to > scope.from + 1 || /^[\s#*_“"(]*[\p{Lu}\d]/u.test(text.text))
    )
      return [{ kind: 'insert', at: scope.end, text: text.text, rank: rankAfter(scope.depth + 1) }];
    if (!isEnd) {
      const span = this.finder.textOf(scope);
      return this.insertWords({ start: span.start, end: span.start }, 'before', text.text);
    }
    if (scope.row === null && !scope.isWords && scope.to > scope.from + 1)
      return reportAmbiguous(
        `where the end of ${scope.provision?.label ?? 'it'} is, is not clear: it has paragraphs within it`,
      );
    const end = this.findTextEnd(scope);
    const before = draft.textBetween(Math.max(0, end - 1), end);
    if (/[.;:,]/.test(before) && /^\s*(?:[.;:,]|$)/.test(text.text))
      return reportAmbiguous(`the words end with “${before}” already; say which mark goes`);
    if (before === ';' && !/^\s*(?:and|or|but|nor)[;,:]?\s*$/.test(text.text))
      return reportAmbiguous('the words end with a semi-colon; say which mark goes');
    if (before === '.' && /^\s*\p{Ll}/u.test(text.text))
      return reportAmbiguous('the words end with a full stop; say which mark goes');
    return this.insertWords({ start: end, end }, 'after', text.text);
  }

  /** New definitions or entries at their place in the alphabet. */
  private file(place: Place, text: NewText): FoundEffects {
    const scopes = this.scopesOf(place);
    if (isFault(scopes)) return scopes;
    if (scopes.length !== 1) return reportAmbiguous('several places are named where one is meant');
    return this.finder.fileInOrder(scopes[0]!, text.text);
  }

  /** New provisions where their numbers say. */
  private putByNumber(place: Place, text: NewText): FoundEffects {
    const scopes = this.scopesOf(place);
    if (isFault(scopes)) return scopes;
    if (scopes.length !== 1) return reportAmbiguous('several places are named where one is meant');
    const before = findPredecessor(this.draft, scopes[0]!.provision, text.text);
    if (!before) return reportAmbiguous('where it is to be inserted is not said, and its number does not show it');
    const { end, depth } = this.finder.scopeOf(before);
    return [{ kind: 'insert', at: end, text: text.text, rank: rankAfter(depth) }];
  }

  private indent(place: Place, spaces: number): FoundEffects {
    const scopes = this.scopesOf(place);
    if (isFault(scopes)) return scopes;
    return scopes.map(({ from }): Effect => {
      const end = /^[ \t]*/.exec(this.draft.block(from).text)?.[0].length ?? 0;
      return { kind: 'words', block: from, start: 0, end, text: ' '.repeat(spaces) };
    });
  }

  private setGap(place: Place, spaces: number): FoundEffects {
    const scopes = this.scopesOf(place);
    if (isFault(scopes)) return scopes;
    return joinFound(
      scopes.map(({ from }): FoundEffects => {
        const gap = findLabelGap(this.draft.block(from).text);
        return gap
          ? [{ kind: 'words', block: from, ...gap, text: ' '.repeat(spaces) }]
          : notFound('there is no number that words are set off from');
      }),
    );
  }

  // ---- renumbering ----

  private renumber(from: Place, to: readonly Place[]): FoundEffects {
    const scopes = this.scopesOf(from);
    if (isFault(scopes)) return scopes;
    const numbers = listNewNumbers(to, scopes.length);
    if (!numbers) return reportAmbiguous(`there are ${scopes.length} provisions, and not as many new numbers`);
    return joinFound(scopes.map((scope, index) => this.renumberOne(scope, numbers[index]!)));
  }

  private renumberOne(scope: DraftScope, number: string): FoundEffects {
    const { draft } = this;
    const { provision } = scope;
    if (!provision?.number) return notFound('what is renumbered has no number');
    const label = draft.labelSpanOf(provision);
    const written = draft.textBetween(label.start, label.end);
    const own = ownNumber(written, provision);
    const next = own === null ? null : newOwnNumber(own, number);
    if (own === null || next === null) return reportAmbiguous(`${provision.label} cannot be renumbered as ${number}`);
    const at = written.lastIndexOf(own) + label.start;
    const block = draft.blockAt(at);
    const start = at - draft.startOf(block);
    return [{ kind: 'words', block, start, end: start + own.length, text: next }];
  }
}

/** The part of a label that is the number itself: "20.28", "a" of "(a)", "9.3" of "Table 9.3". */
function ownNumber(written: string, { number }: Provision): string | null {
  if (number === null) return null;
  if (written.includes(number)) return number;
  const last = /\(([^()]+)\)[^()]*$/.exec(written)?.[1];
  if (last !== undefined && number.endsWith(`(${last})`)) return last;
  const bare = trimEndOf(written, '.)*_ \t')
    .split(/[\s*_(]/)
    .at(-1);
  return bare === undefined || bare === '' ? null : bare;
}

/** A new number in the form of the old one; null where it has another form. */
function newOwnNumber(own: string, number: string): string | null {
  const last = /\(([^()]+)\)$/.exec(number)?.[1];
  const isBracketed = last !== undefined && !own.includes('(');
  const next = isBracketed ? last : number;
  const isSameForm = /\d/.test(own) === /\d/.test(next) && own.split('.').length === next.split('.').length;
  return isSameForm ? next : null;
}

/** The numbers that places name, as many as there are to be; null where they are not so many. */
function listNewNumbers(places: readonly Place[], count: number): string[] | null {
  const numbers: string[] = [];
  for (const place of places) {
    const part = place.at(-1);
    for (const { number, to } of part ? numbersOfRange(part) : []) {
      if (to === null) {
        numbers.push(number);
        continue;
      }
      let next: string | null = number;
      for (let i = 0; i <= count && next !== null && next !== to; i++) {
        numbers.push(next);
        next = followNumber(next);
      }
      if (next !== to) return null;
      numbers.push(to);
    }
  }
  return numbers.length === count ? numbers : null;
}

function numbersOfRange(part: PlacePart): { number: string; to: string | null }[] {
  if (part.kind === 'marker') return [{ number: part.number, to: part.to }];
  if (part.kind !== 'cited') return [];
  return part.reference.targets.map(({ number, to }) => ({ number, to: to?.number ?? null }));
}

/** The number after another: "20.29" after "20.28", "(b)" after "(a)", "(iv)" after "(iii)". */
export function followNumber(number: string): string | null {
  const found = /(\d{1,6}|[a-zA-Z]{1,5})(\)?)$/.exec(number);
  if (!found) return null;
  const [, last = '', close = ''] = found;
  const before = number.slice(0, found.index);
  const readings = readMarkerStyles(last);
  const reading =
    /^[ivx]+$/i.test(last) && last !== 'i' && last !== 'I' && last !== 'v' && last !== 'x'
      ? readings[0]
      : (readings.find(({ style }) => style.toLowerCase() !== 'roman') ?? readings[0]);
  return reading ? `${before}${formatMarker(reading.style, reading.value + 1)}${close}` : null;
}

/** Whether text is paragraphs, a list or a table of its own, and no run of words. */
function beginsBlocks(text: string): boolean {
  if (/\n\s*\n/.test(text) || /^\s*(?:#{1,6} |\||>|[-*+] |```)/.test(text)) return true;
  return (
    /^\s*\*{0,2}(?:\([a-zA-Z\d]{1,5}\)|\d{1,3}[A-Z]{0,2}(?:\.\d{1,3}[A-Z]{0,2}){0,3}[.)]?|[a-z#]{1,4}[.)]|(?:Article|Section|Clause|Rule|Condition|Schedule|Appendix|Annex|Part|Chapter|Table|Figure) [\dA-Z]+\b)\*{0,2}(?:\s|$)/.test(
      text,
    ) ||
    /^\s*(?:[“"‘']|\*\*)[^”"’*]{1,100}(?:[”"’]|\*\*)[^.]{0,40}\b(?:means?|has the|have the|includes?|is|are)\b/.test(
      text,
    )
  );
}

function isLabelBefore(text: string, at: number): boolean {
  return /^[\s#>*_-]*(?:\(?[\da-zA-Z.]{1,8}[.)]?)\s$/.test(text.slice(0, at)) && at < 16;
}

/** Words with the space that sets them off from their neighbours. */
function spaceOut(whole: string, at: number, text: string, side: 'before' | 'after'): string {
  const before = whole.charAt(at - 1);
  const after = whole.charAt(at);
  const isJoined = (left: string, right: string) =>
    left === '' ||
    right === '' ||
    /\s/.test(left) ||
    /\s/.test(right) ||
    /[.,;:?!)\]”’]/.test(right) ||
    /[([“‘]/.test(left) ||
    /^\[\^/.test(right);
  if (side === 'after') {
    const gap = isJoined(before, text.startsWith('[^') ? ',' : text.charAt(0)) ? '' : ' ';
    const end = !/\s$/.test(text) && isInWord(`${text.slice(-1)}${after}`, 1) ? ' ' : '';
    return `${gap}${text}${end}`;
  }
  const gap = isJoined(text.slice(-1), after) ? '' : ' ';
  return `${text}${gap}`;
}

function shortenQuoted(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > 50 ? `${line.slice(0, 50)}…` : line;
}
