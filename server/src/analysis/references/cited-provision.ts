import { type Block, isQuoted } from '../../model/block.js';
import { BlockMemo } from '../../model/block-memo.js';
import type { Draft } from '../../model/draft.js';
import { readBlockFacts } from '../../model/facts.js';
import { findFirst } from '../../model/find-first.js';
import { getOrCreate } from '../../model/memo.js';
import type { Provision } from '../../model/provision.js';
import { isDivisionKind } from '../../model/references/citation-words.js';
import {
  type Reference,
  type ReferenceKind,
  type ReferenceTarget,
  treatAsBuiltIn,
} from '../../model/references/reference.js';
import { nameOfOwnUnit } from '../../model/schemes/own-units.js';
import { isOwnUnitId, type UnitId } from '../../model/schemes/scheme.js';
import { formatMarker, parseRoman } from '../../model/structure/markers.js';
import { AMENDMENT_MARK, isRevised } from '../text/amendment-marks.js';
import { readParting } from '../text/partings.js';
import { provesDocument } from './document-mentions.js';
import {
  hasNoRoot,
  isBesidePart,
  isOfForeignKind,
  isOfLostLevel,
  isOfOtherForm,
  isReadInPart,
  isSectionOfLaw,
  isWildlyBeyond,
  mayBeOthers,
  standsAlone,
} from './doubt.js';
import { hasLaws, LAW_MARK } from './other-laws.js';
import { followsQuotingWords, isBesideOtherText } from './other-texts.js';
import { ProvisionIndex, type Scope } from './provision-index.js';
import { markOfBlock, type Readings } from './readings.js';
import type { CitableDocument, TargetResolution } from './resolution.js';
import {
  isWrittenCaption,
  isWrittenDivision,
  listSoughtMarks,
  markOfCaption,
  markOfDivision,
  standsInText,
  standsUnderHeading,
} from './written-markers.js';

/** "Article II, " before a reference, " of Article II" after one. */
const HEADING_BEFORE = /\b([A-Za-z]{4,9}\s+[0-9IVXLCivxlcA-Z]{1,8}),?\s+$/;
const HEADING_AFTER = /^,?\s+(?:of|in|to|under)\s+([A-Za-z]{4,9}\s+[0-9IVXLCivxlcA-Z]{1,8})\b/;

/** "(Amended 3 of 1990 " before "s. 2", in a text that tells how it came about. */
const HISTORY =
  /[([](?:Added|Amended|Enacted|Inserted|Originally|Repealed|Replaced|Renumbered|Revoked|Substituted|Am\.|Ins\.|Rep\.|Subs\.)[^()[\]]{0,80}$/;

/** Kinds of provision that Acts have, and whose numbers are so cited without their name. */
const DIVISION_KINDS: ReadonlySet<ReferenceKind> = new Set<ReferenceKind>(['part', 'chapter', 'title', 'schedule']);
const LEGISLATION_KINDS: ReadonlySet<ReferenceKind> = new Set<ReferenceKind>([
  'section',
  'subsection',
  'article',
  'regulation',
  'rule',
  'part',
  'chapter',
  'title',
  'schedule',
]);
/** "the Harbours Act 1971", "that Act", "the Act of 2000"; not "this Act". */
const ACT_NAMED =
  /(?<!\b[Tt]his |\b[Tt]hese )\b(?:(?:Acts?|Code|Directive|Order|Regulations?|Rules|Ordinance|Statute|Treaty|Convention)(?: of)? (?:1[5-9]|20)\d\d|Pub\. ?L\.|C\.? ?M\.? ?R\b|M\. ?G\. ?L\.|Charter references?\b|General Laws\b|\d Stat\.|(?:[Tt]hat|[Ss]aid|[Pp]rincipal) (?:Act|Code|Regulations?|Order|Directive|Ordinance))\b/;

/** "of that subsection", "and (ii) of either section", "of the definition of". */
const OF_OTHER =
  /^[ *_]{0,3}(?:,? ?(?:or|and)[ *_]{1,3}\([a-zA-Z0-9]{1,4}\)[ *_]{0,3})?,? ?of (?:that|those|either|it\b|the definition)/;

/** What a Schedule is that does not stand in the text that cites it. */
const IS_ELSEWHERE =
  /\b(?:attached|annexed|appended|enclosed|accompan(?:y|ies|ied|ying)|separate(?:ly)?|published|hereto|available)\b/i;

/** Schemes of texts that seldom cite the Schedules of others. */
const WHOLE_SCHEMES: ReadonlySet<string> = new Set(['code', 'standard']);

/** How far before a closing bracket the opening one is looked for. */
const REACH_OF_BRACKET = 400;

/** "Chapter 442, Acts of 1947", "chapter 31 of the general laws". */
const LAWS_AFTER = /^[^.;]{0,24}(?:\bActs of\b|\b[Gg]eneral [Ll]aws\b)/;

/** One number or range of a reference, and the document that it is looked for in. */
export interface TargetInDocument {
  readonly reference: Reference;
  readonly target: ReferenceTarget;
  readonly document: CitableDocument;
  /** Whether the reference itself names the document. */
  readonly isExplicit: boolean;
}

function isSupplement({ kind }: Provision): boolean {
  return kind === 'schedule' || kind === 'annex' || kind === 'appendix';
}

/** Whether anything within a provision, in whatever Part of it, has a number, or the one that is given. */
function holdsNumber({ provisions }: Draft, { index, endBlock }: Provision, wanted: string | null): boolean {
  for (let at = index + 1; at < provisions.length && provisions[at]!.block < endBlock; at++) {
    const { number } = provisions[at]!;
    if (wanted === null ? number !== null : number === wanted) return true;
  }
  return false;
}

/** How a line begins that goes on with what the last words of the line before cite. */
const NAMED_BELOW = /^[\s*_]{0,6}(?:of|to|in) (?:the|that) [*_]{0,2}(?:\p{Lu}[\p{L}’'-]{1,24} ){1,6}/u;

/**
 * Which provisions of a document the references of one block lead to, once the document is known.
 */
export class ProvisionFinder {
  /** The provision that the block belongs to. */
  private readonly owner: Provision | null;

  constructor(
    private readonly self: CitableDocument,
    private readonly draft: Draft,
    private readonly block: number,
    /** Whether no other document is at hand that could hold what is cited. */
    private readonly isAlone: boolean,
    private readonly readings: Readings,
  ) {
    this.owner = draft.provisionOfBlock(block);
  }

  /** "this Clause": the nearest provision of that kind around the words. */
  resolveRelative(reference: Reference): TargetResolution {
    const cited = ProvisionIndex.of(this.draft).citedUnits(reference.keyword);
    const wanted: readonly UnitId[] =
      reference.kind === 'clause' || reference.kind === 'section'
        ? ['clause', 'section', ...cited]
        : [reference.kind, ...cited];
    // A point of an Act of the Union is no paragraph there, though it is read as one.
    const isCode = this.draft.scheme.id === 'code';
    const around: Provision[] = [];
    for (let at = this.owner; at; at = at.parent) around.push(at);
    const nearest =
      (isCode ? undefined : around.find(({ unit }) => unit === reference.kind)) ??
      around.find(({ kind, unit }) => wanted.includes(isCode ? kind : unit));
    if (nearest) return { target: null, state: 'found', provisions: [nearest], range: null };
    return { target: null, state: 'unchecked', provisions: [], range: null };
  }

  resolveTarget(cited: TargetInDocument): TargetResolution {
    const { reference, target, document } = cited;
    if (target.isPlaceholder) return targetInState(target, 'placeholder');
    if (!document.draft) return targetInState(target, 'unchecked');
    const all = resolveTargetBy(target, (number) => this.lookUp(document, reference, number));
    const result = document === this.self ? this.pickOfLists(all) : all;
    if (result.state === 'ambiguous' && this.isOwnLabel(reference, result)) return targetInState(target, 'unchecked');
    // Which of several "(2)" is meant, or which Part I, the words do not say.
    const isOpen =
      result.state === 'ambiguous' &&
      (DIVISION_KINDS.has(reference.kind) || !standSideBySide(result.provisions) || result.provisions.some(hasNoRoot));
    if (isOpen || this.isVagueRange(result) || this.isJoinedNumber(cited, result))
      return targetInState(target, 'unchecked');
    if (result.state === 'ambiguous' && document === this.self) return this.doubtNamesakes(result, target);
    if (result.state !== 'missing') return result;
    const isFault =
      !reference.isBackward && this.mustBeHere(cited, document.draft) && !this.isWritten(cited, document.draft);
    if (!isFault || this.isOthers(reference)) return targetInState(target, 'unchecked');
    return document === this.self && this.isDoubtful(cited) ? { ...result, isDoubtful: true } : result;
  }

  /** Whether a number that the draft lacks may be another text's. */
  private isDoubtful({ reference, target: { number }, isExplicit }: TargetInDocument): boolean {
    const { draft, block, owner } = this;
    if (draft.scheme.id === 'code')
      return (
        !isExplicit &&
        ((this.hasNoOthers() && isBesidePart(draft, number)) ||
          isWildlyBeyond(draft, number) ||
          isOfLostLevel(draft, number) ||
          standsAlone(draft.block(block)) ||
          (isSectionOfLaw(draft, reference, number) && this.seesLaws()))
      );
    // An amendment speaks of the text that it amends.
    for (let at = owner; at; at = at.parent) if (at.unit === 'amendment') return true;
    this.noteMarks(this.self, [AMENDMENT_MARK, LAW_MARK]);
    if (!isTextKind(reference.kind) && !DIVISION_KINDS.has(reference.kind) && !isDivisionKind(reference.kind))
      return false;
    const missing = { draft, block, owner, reference, number, readings: this.readings, self: this.self };
    if (!isExplicit) return mayBeOthers(missing);
    return isRevised(draft) || isOfForeignKind(missing) || isOfOtherForm(draft, reference, number);
  }

  /** Whether the words around a reference give it to another text. */
  private isOthers({ span }: Reference): boolean {
    const { draft, block, readings } = this;
    if (isBesideOtherText(draft.block(block), span) || followsQuotingWords(draft, block, readings)) return true;
    // "subsection 2(5)" at the end of a line, and "of the Barns Act" on the next after a page's end.
    if (block + 1 >= draft.blocks.length || draft.block(block).text.slice(span.end).trim() !== '') return false;
    this.noteMarks(this.self, [markOfBlock(block + 1)]);
    return NAMED_BELOW.test(draft.block(block + 1).text.slice(0, 80));
  }

  /** Provisions of one number that are a choice, or of which one may have replaced the other. */
  private doubtNamesakes(result: TargetResolution, target: ReferenceTarget): TargetResolution {
    this.noteMarks(this.self, [AMENDMENT_MARK, ...result.provisions.map(({ block }) => markOfBlock(block - 1))]);
    const isChoice = result.provisions.some(
      ({ block }) => block > 0 && readParting(this.draft.block(block - 1)) === 'choice',
    );
    // Chapters 1, 2 … with clauses of their own come after paragraphs 1, 2 … of the same Annex.
    const chapters = result.provisions.filter(({ children, number }) =>
      children.some((child) => child.number?.startsWith(`${number}.`)),
    );
    if (isChoice || (chapters.length > 0 && chapters.length < result.provisions.length))
      return targetInState(target, 'unchecked');
    return isRevised(this.draft) ? { ...result, isDoubtful: true } : result;
  }

  private seesLaws(): boolean {
    this.noteMarks(this.self, [LAW_MARK]);
    return hasLaws(this.draft);
  }

  private hasNoOthers(): boolean {
    this.readings.isAloneMatters = true;
    return this.isAlone;
  }

  /**
   * A result for what was looked for within another provision of the draft, and is not there.
   * @param whole what cites that provision
   */
  doubtWithin(
    result: TargetResolution,
    reference: Reference,
    whole: Reference,
    container: Provision,
  ): TargetResolution {
    const { target } = result;
    if (!target) return result;
    // A Schedule of nothing but a table or a form tells no numbers.
    if (isSupplement(container) && !holdsNumber(this.draft, container, null)) return { ...result, isDoubtful: true };
    if (this.draft.scheme.id === 'code') return result;
    // "Subparagraph (A) of this paragraph", as one calls what another calls sub-paragraphs.
    if (whole.isRelative && target.number.startsWith('(') && !target.to) {
      const near = this.lookUp(this.self, reference, target.number);
      if (near.length === 1) return { ...result, state: 'found', provisions: near };
    }
    const part = { reference, target, document: this.self, isExplicit: whole.isRelative };
    const index = ProvisionIndex.of(this.draft);
    // "Chapters 2 to 6 of this Annex", whose numbers are read as those of other units.
    const isOtherUnit =
      index.numbered(target.number, index.innerScope(container)).length > 0 ||
      (DIVISION_KINDS.has(reference.kind) && holdsNumber(this.draft, container, target.number));
    const isOpen =
      isOtherUnit ||
      isReadInPart(this.draft, container) ||
      this.isDoubtful(part) ||
      (!whole.isRelative && this.isDoubtful({ ...part, reference: whole }));
    return isOpen ? { ...result, isDoubtful: true } : result;
  }

  /**
   * Of several items "(a)" in lists one after the other that of the list that the words stand in,
   * or of the last one before them.
   */
  private pickOfLists(result: TargetResolution): TargetResolution {
    const [first] = result.provisions;
    if (result.state !== 'ambiguous' || first?.kind !== 'paragraph' || !first.parent) return result;
    const { children } = first.parent;
    if (result.provisions.some(({ parent, kind }) => parent !== first.parent || kind !== 'paragraph')) return result;
    const runs = runsOfLists(children);
    const before = children.findLast(({ block }) => block <= this.block) ?? children[0];
    const run = before && runs.get(before);
    const near = result.provisions.filter((each) => runs.get(each) === run);
    return near.length === 1 ? { ...result, state: 'found', provisions: near } : result;
  }

  /** A range between bare markers, one of which was found in another provision than the other. */
  private isVagueRange({ target, range }: TargetResolution): boolean {
    return (
      range?.backwards === true && target?.number.startsWith('(') === true && range.from?.parent !== range.to?.parent
    );
  }

  /** "Sec. 2-8": outside of a code one number rather than a range, where it makes no range. */
  private isJoinedNumber({ target, document }: TargetInDocument, { range }: TargetResolution): boolean {
    if (!target.to || !range || document.draft?.scheme.id === 'code') return false;
    if (range.from && range.to && !range.backwards) return false;
    return this.draft.block(this.block).text.slice(target.span.end, target.to.span.start) === '-';
  }

  /**
   * Whether the words are a part of what was spoken of before ("paragraph (a) of that subsection"),
   * or of a definition.
   */
  private isPartOfOther({ keywordSpan, targets }: Reference): boolean {
    const { text } = this.draft.block(this.block);
    const last = targets.at(-1);
    const end = last ? (last.to ?? last).span.end : keywordSpan.end;
    return (
      /\b(?:that|those)[ *_]{1,3}$/.test(text.slice(Math.max(0, keywordSpan.start - 12), keywordSpan.start)) ||
      OF_OTHER.test(text.slice(end, end + 60))
    );
  }

  /** Whether a document has the number of a target, for a range the first one. */
  hasStart(
    document: CitableDocument,
    reference: Reference,
    { number, isPlaceholder: placeholder }: ReferenceTarget,
  ): boolean {
    return !placeholder && this.lookUp(document, reference, number).length > 0;
  }

  /** Whether a document has the number of a target, for a range both. */
  hasTarget(document: CitableDocument, reference: Reference, target: ReferenceTarget): boolean {
    const { to } = target;
    return (
      this.hasStart(document, reference, target) && (!to || this.lookUp(document, reference, to.number).length > 0)
    );
  }

  /**
   * The provisions with a number within another one, by the units that the keyword can mean in the
   * scheme of the document.
   */
  findWithin(
    { draft }: CitableDocument,
    { keyword }: Reference,
    number: string,
    container: Provision,
  ): readonly Provision[] {
    if (!draft) return [];
    const index = ProvisionIndex.of(draft);
    for (const unit of index.citedUnits(keyword)) {
      const found = index.findUnits(unit, number, container).filter((each) => isWithin(each, container));
      if (found.length > 0) return found;
    }
    // "Paragraph 2 of Article 5" is Article 5(2).
    return number.startsWith('(')
      ? []
      : index.numbered(`${container.number ?? ''}${putInBrackets(number)}`, index.scopeOf(container));
  }

  /** Whether the markers of a number stand in the text of a provision, in a sentence or a list. */
  isWrittenIn(document: CitableDocument, container: Provision, { number, to }: ReferenceTarget): boolean {
    const { draft } = document;
    if (!draft) return false;
    const scope = ProvisionIndex.of(draft).scopeOf(container);
    const whole = (each: string) => `${container.number ?? ''}${each.startsWith('(') ? each : putInBrackets(each)}`;
    return [number, ...(to ? [to.number] : [])].every((each) => {
      this.noteMarks(document, listSoughtMarks(whole(each)));
      return standsInText(draft, whole(each), scope, null);
    });
  }

  private noteMarks(document: CitableDocument, marks: readonly string[]): void {
    for (const mark of marks) this.readings.noteMark(document, mark);
  }

  /**
   * The heading of this document that the words name and under which sections are counted anew:
   * "Section 3 of Article II", "Article II, Section 3". Null where they name none.
   */
  headingNamed({ keywordSpan, targets }: Reference): Scope {
    const last = targets.at(-1);
    if (!last) return null;
    const { text } = this.draft.block(this.block);
    const index = ProvisionIndex.of(this.draft);
    const end = (last.to ?? last).span.end;
    const name =
      HEADING_AFTER.exec(text.slice(end, end + 40))?.[1] ??
      HEADING_BEFORE.exec(text.slice(Math.max(0, keywordSpan.start - 24), keywordSpan.start))?.[1];
    return name === undefined ? null : index.headingScope(name);
  }

  /** What a number cites; of several in the draft's own text those that are nearest to the words. */
  lookUp(document: CitableDocument, reference: Reference, number: string): readonly Provision[] {
    const found = this.findAll(document, reference, number);
    return found.length > 1 && document === this.self ? pickNearest(found, this.owner, this.draft) : found;
  }

  private findAll(document: CitableDocument, reference: Reference, number: string): readonly Provision[] {
    if (!document.draft) return [];
    const index = ProvisionIndex.of(document.draft);
    const isOwn = document === this.self;
    const heading = isOwn ? this.headingNamed(reference) : null;
    const scope: Scope = heading ?? (isOwn && this.owner ? index.innerScope(this.owner) : null);
    const kind = treatAsBuiltIn(reference.kind);
    switch (kind) {
      case 'clause':
      case 'section':
      case 'paragraph': {
        if (number.startsWith('(')) return isOwn ? this.nearestNumbered(index, number, scope) : [];
        // In a code all of them are cited by any of these words.
        if (document.draft.scheme.id !== 'code' && heading === null)
          return this.findCitedUnits(document, reference, number);
        if (scope !== null) {
          const inner = index.numbered(number, scope);
          if (inner.length > 0) return inner;
          // "Section 2 of Exhibit B", whose items are (1) and (2) to the reader of its text.
          if (heading !== null) return index.numbered(putInBrackets(number), scope);
        }
        const main = index.numbered(number, null);
        if (main.length > 0) return main;
        const sections = kind === 'section' ? index.division('section', number) : [];
        return sections.length > 0 ? sections : this.findCitedUnits(document, reference, number);
      }
      case 'subsection':
      case 'article':
      case 'rule':
      case 'regulation':
      case 'condition':
      case 'point':
      case 'item':
      case 'recital':
      case 'part':
      case 'chapter':
      case 'title':
      case 'exhibit':
        return number.startsWith('(')
          ? isOwn
            ? this.nearestNumbered(index, number, scope)
            : []
          : this.findCitedUnits(document, reference, number);
      case 'table':
      case 'figure':
        return index.captioned(kind, number);
      case 'row': {
        const table = isOwn ? tableOrFigureAround(this.owner) : null;
        return table ? index.row(table, number) : [];
      }
      case 'footnote':
        return index.footnote(number);
      default:
        return index.division(kind, number);
    }
  }

  /**
   * By the units that a word means in the scheme of the document; a unit whose numbers begin anew
   * is looked for around the words first.
   */
  private findCitedUnits(
    document: CitableDocument,
    { keyword, kind }: Reference,
    number: string,
  ): readonly Provision[] {
    if (!document.draft) return [];
    const index = ProvisionIndex.of(document.draft);
    const cited = index.citedUnits(keyword);
    // "Rule 2" of a code whose headings are called so.
    const all = cited.length > 0 ? cited : [kind, ...index.borrowedUnits(keyword)];
    const units = all.filter((unit) => index.hasUnit(unit));
    if (units.length === 0) return [];
    const owner = document === this.self ? this.owner : null;
    // "Paragraph 2" of the Article that the words stand in is its (2).
    const isThrough = document.draft.scheme.units.some(
      ({ id, isCitedThrough }) => isCitedThrough && units.includes(id),
    );
    const part = isThrough && /^\d/.test(number) ? putInBrackets(number) : null;
    for (let at = owner; at; at = at.parent) {
      if (at.children.length === 0) continue;
      for (const unit of units) {
        const found = index.findUnits(unit, number, at).filter((each) => isWithin(each, at));
        if (found.length > 0) return found;
      }
      if (part === null || at.number === null || NO_TEXT_UNITS.has(at.kind)) continue;
      const found = index.numbered(`${at.number}${part}`, index.innerScope(at));
      if (found.length > 0) return found;
    }
    if (owner && part !== null) {
      const found = index.numbered(part, index.innerScope(owner));
      if (found.length > 0) return found;
    }
    // "Section B.2" of the Article that the words stand in, whose levels are A., B. and 1., 2.
    const lettered = owner ? readLetteredLevels(number) : null;
    for (let at = lettered === null ? null : owner; at; at = at.parent) {
      const found = at.number === null ? [] : index.numbered(`${at.number}${lettered}`, index.scopeOf(at));
      if (found.length > 0) return found;
    }
    // "Article 1" of a text whose Articles are I, II and III.
    const numeral = toOtherNumerals(number);
    for (const each of numeral === null ? [number] : [number, numeral])
      for (const unit of units) {
        const found = index.findUnits(unit, each, null);
        if (found.length > 0) return found;
      }
    // "Article 20(3)" where Section 3 is counted within Article 20.
    const [, root = '', first = '', rest = ''] = /^([^()]+)\(([^()]+)\)(.*)$/.exec(number) ?? [];
    if (root === '') return [];
    for (const unit of units)
      for (const container of index.findUnits(unit, root, null)) {
        if (container.countsAnew === null) continue;
        const found = index.numbered(first + rest, container.countsAnew).filter((each) => isWithin(each, container));
        if (found.length > 0) return found;
      }
    return [];
  }

  /**
   * "paragraph (b)": of the sub-paragraph that the words stand in, else of the one around it, and
   * so on up to the clause.
   */
  private nearestNumbered(index: ProvisionIndex, number: string, scope: Scope): readonly Provision[] {
    for (let at = this.owner; at; at = at.parent) {
      if (at.number === null || NO_TEXT_UNITS.has(at.kind)) continue;
      const found = index.numbered(`${at.number}${number}`, scope);
      if (found.length > 0) return found;
    }
    return index.numbered(number, scope);
  }

  /**
   * Whether what is cited stands in the text, though not as a provision of its own: "(i) … and (ii)
   * …" in one sentence.
   */
  private isWritten({ reference, target, document }: TargetInDocument, draft: Draft): boolean {
    const { kind } = reference;
    const numbers = target.to ? [target.number, target.to.number] : [target.number];
    if (kind === 'table' || kind === 'figure') {
      this.noteMarks(
        document,
        numbers.map((number) => markOfCaption(kind, number)),
      );
      return isWrittenCaption(draft, kind, target);
    }
    if (isDivisionKind(kind) || DIVISION_KINDS.has(kind)) {
      this.noteMarks(
        document,
        numbers.flatMap((number) => [markOfDivision(kind, number), number.toUpperCase()]),
      );
      return isWrittenDivision(draft, kind, target);
    }
    if (!isTextKind(kind)) return false;
    this.noteMarks(document, numbers.flatMap(listSoughtMarks));
    const isOwn = document === this.self;
    const owner = isOwn ? this.owner : null;
    const scope = owner ? ProvisionIndex.of(draft).innerScope(owner) : null;
    return numbers.every(
      (number) =>
        this.lookUp(document, reference, number).length > 0 ||
        standsInText(draft, number, scope, owner) ||
        (isOwn && kind === 'paragraph' && standsUnderHeading(draft, number, this.block)) ||
        (scope !== null && standsInText(draft, number, null, null)),
    );
  }

  /**
   * Whether a number would have to be in the document, so that its absence is a fault: it cannot
   * belong to another text.
   */
  private mustBeHere({ reference, target, document, isExplicit }: TargetInDocument, draft: Draft): boolean {
    const { kind } = reference;
    const index = ProvisionIndex.of(draft);
    const isOwn = document === this.self;
    // A word in small letters may mean any standard, and not the project's own unit.
    if (isOwnUnitId(kind) && /^\p{Ll}/u.test(reference.keyword) && /^\p{Lu}/u.test(nameOfOwnUnit(kind))) return false;
    // What a quotation cites is the business of the text that it is from.
    if (isQuoted(this.draft.block(this.block)) || this.isLabelOfHeading(reference)) return false;
    if (isOwn && this.isReservedLabel(reference)) return false;
    // "(Amended 3 of 1990 s. 2)": where the words come from.
    if (isOwn && !isExplicit && this.standsInHistory(reference)) return false;
    // "Section 7, Township 1 South": a piece of surveyed land.
    if (kind === 'section' && isOwn && this.isOfLand(target)) return false;
    // "Subparagraph 3a)": a list of another form.
    if (isOwn && this.hasBracketOfLabel(target)) return false;
    if (!isExplicit && isOwn && this.amendsOtherText(reference)) return false;
    if (!isExplicit && isOwn && this.standsByLegislation(reference)) return false;
    // The title of a part of a code: "Title 42, Chapter 23".
    if (
      isOwn &&
      this.draft.block(this.block).kind === 'heading' &&
      !this.owner?.parent &&
      this.block === this.owner?.block
    )
      return draft.scheme.id === 'code' && this.owner.kind !== 'part';
    if (!isExplicit && isOwn && draft.scheme.id !== 'code') {
      // A heading holds its own label, in marks of amendment as it may be.
      if (this.draft.block(this.block).kind === 'heading' || this.isPartOfOther(reference)) return false;
    }
    if (kind === 'row') return isOwn && tableOrFigureAround(this.owner) !== null;
    if (isExplicit) return true;
    if (kind === 'appendix' || kind === 'annex' || kind === 'schedule' || kind === 'attachment')
      return (
        (index.has(kind) || (kind !== 'attachment' && isOwn && this.standsWhole(draft))) &&
        !speaksOfOtherDocument(reference)
      );
    // "Section 3", where each article has one and the words stand in none of them.
    if (this.headingNamed(reference) === null && index.isUnderHeading(target.number)) return false;
    if (kind === 'section' && /^[A-Z]/.test(target.number)) return index.hasLetteredSections;
    if (isOwn && this.isNumberOfOtherForm(target.number, index)) return false;
    if (target.number.startsWith('(')) return isOwn && this.isAmongParagraphs();
    if (document.role === 'consultation') {
      if (kind === 'figure' || kind === 'table') return index.has(kind);
      return kind === 'footnote' || (kind === 'section' && index.has('section'));
    }
    if (this.isOfOtherNumbers(reference, target.number, draft)) return false;
    if (SCHEME_KINDS.has(kind) || isOwnUnitId(kind) || draft.scheme.id !== 'code')
      return (
        [...index.citedUnits(reference.keyword), kind].some((unit) => index.hasUnit(unit)) ||
        (kind === 'paragraph' && isOwn && standsUnderHeading(draft, '1', this.block))
      );
    if (kind === 'paragraph' || kind === 'section' || kind === 'clause')
      return index.has('clause') || index.has('section');
    return kind === 'footnote' ? index.has('footnote') : true;
  }

  /** "ARTICLE I – In general": the label of one of those that have the number. */
  private isOwnLabel({ keywordSpan }: Reference, { provisions }: TargetResolution): boolean {
    const isAtStart = !/[\p{L}\p{N}]/u.test(this.draft.block(this.block).text.slice(0, keywordSpan.start));
    return isAtStart && provisions.some(({ block }) => block === this.block);
  }

  /** "Secs. 22-1—22-18. Reserved.": a label of what is left free. */
  private isReservedLabel({ keywordSpan, targets }: Reference): boolean {
    const { text } = this.draft.block(this.block);
    const last = targets.at(-1);
    const end = last ? (last.to ?? last).span.end : keywordSpan.end;
    return (
      !/[\p{L}\p{N}]/u.test(text.slice(0, keywordSpan.start)) &&
      /^[\s\d.:–—*_[(-]{1,12}(?:Reserved|Repealed|Deleted|Omitted|Not used)\b/i.test(text.slice(end, end + 24))
    );
  }

  /** Whether a bracket around the words says by what they were put in or changed. */
  private standsInHistory({ keywordSpan: { start } }: Reference): boolean {
    return HISTORY.test(this.draft.block(this.block).text.slice(Math.max(0, start - REACH_OF_BRACKET), start));
  }

  private isOfLand({ span, to }: ReferenceTarget): boolean {
    const { end } = (to ?? { span }).span;
    return /^,? (?:in )?(?:Township|T\. ?\d)/.test(this.draft.block(this.block).text.slice(end, end + 16));
  }

  /** Whether a bracket closes right after a number that none opened before. */
  private hasBracketOfLabel({ span, to }: ReferenceTarget): boolean {
    const { text } = this.draft.block(this.block);
    const { end } = (to ?? { span }).span;
    if (text.charAt(end) !== ')') return false;
    const before = text.slice(Math.max(0, span.start - REACH_OF_BRACKET), span.start);
    return before.lastIndexOf('(') <= before.lastIndexOf(')');
  }

  /** "# Chapter 2 – Members": a label, though of no provision that was read. */
  private isLabelOfHeading({ keywordSpan }: Reference): boolean {
    const { kind, text } = this.draft.block(this.block);
    return kind === 'heading' && !/[\p{L}\p{N}]/u.test(text.slice(0, keywordSpan.start));
  }

  /**
   * Whether a draft is all there is of its text, so that a Schedule that it lacks is nowhere: it
   * begins with its first clause, and says of nothing that it is attached or published elsewhere.
   */
  private standsWhole(draft: Draft): boolean {
    this.readings.isAloneMatters = true;
    if (!this.isAlone || !WHOLE_SCHEMES.has(draft.scheme.id)) return false;
    const first = draft.provisions.find(({ number, parent }) => number !== null && parent === null);
    const { text } = this.draft.block(this.block);
    return /^1\b/.test(first?.number ?? '') && !IS_ELSEWHERE.test(text);
  }

  /**
   * Whether the words amend another text: "In clause 4.1, for “ten” substitute “twelve”", "For
   * clause 4.1 put:".
   */
  private amendsOtherText({ keywordSpan }: Reference): boolean {
    const block = this.draft.block(this.block);
    const words = amendmentIn(block);
    if (words === 'repeals') return true;
    const before = block.text.slice(Math.max(0, keywordSpan.start - 16), keywordSpan.start);
    return words === 'amends' && /\b(?:in|for|after|before|of|omit) (?:the )?$/i.test(before);
  }

  /**
   * Whether an Act or the like is spoken of before the words in the same paragraph, or right behind
   * them in a list: then a section may well be one of it.
   */
  private standsByLegislation({ kind, keywordSpan, targets }: Reference): boolean {
    if (!LEGISLATION_KINDS.has(kind)) return false;
    const { text } = this.draft.block(this.block);
    const before = text.slice(Math.max(0, keywordSpan.start - 400), keywordSpan.start);
    if (ACT_NAMED.test(before)) return true;
    const last = targets.at(-1);
    const end = last ? (last.to ?? last).span.end : keywordSpan.end;
    if (LAWS_AFTER.test(text.slice(end, end + 60))) return true;
    const next = readBlockFacts(this.draft.block(this.block)).references.find(
      ({ reference }) => reference.keywordSpan.start > end,
    )?.reference;
    if (!next?.document || !LEGISLATION_KINDS.has(next.kind)) return false;
    const between = text.slice(end, next.keywordSpan.start);
    return (
      /^(?: of|,)?,? ?(?:(?:and|or|nor) )?(?:to |of |in |under )?$/.test(between) && provesDocument(next.document, next)
    );
  }

  /**
   * Whether the draft is a part of an Act ("sections 107 to 112"), and the number is none of those
   * that it covers.
   */
  isOfOtherNumbers({ keyword }: Reference, number: string, draft: Draft): boolean {
    if (draft.scheme.id === 'code') return false;
    const index = ProvisionIndex.of(draft);
    const ends = index.numberedEnds(index.citedUnits(keyword));
    // Paragraphs of an Article are 9(1), 9(2): they begin at 1 in each.
    if (ends?.first.number?.includes('(') && !number.includes('(')) return false;
    const lowest = Number.parseInt(ends?.first.number ?? '', 10);
    const cited = Number.parseInt(number, 10);
    return (
      lowest > 1 && /^\d/.test(number) && !(cited >= lowest && cited <= Number.parseInt(ends?.last.number ?? '', 10))
    );
  }

  /**
   * Whether no number of the draft has the form that a number is cited in: "§ 1396a" or "24-101"
   * where sections are 1 to 20.
   */
  private isNumberOfOtherForm(number: string, index: ProvisionIndex): boolean {
    return number.includes('-') && !index.has('table') && !index.hasHyphenatedNumbers;
  }

  /** Whether the words stand in a sub-paragraph, or in a clause that has some. */
  private isAmongParagraphs(): boolean {
    for (let at = this.owner; at; at = at.parent) {
      if (at.number !== null && !NO_TEXT_UNITS.has(at.kind) && at.children.some(isPartInBrackets)) return true;
      if (isPartInBrackets(at)) return true;
    }
    return false;
  }
}

/**
 * Whether the sentence speaks of another document: "included in the Smart Energy Code as Appendix
 * AK".
 */
function speaksOfOtherDocument(reference: Reference): boolean {
  return reference.document !== null && provesDocument(reference.document, reference);
}

/**
 * What a block's words do to another text; read once, as a block can hold any number of references.
 */
function amendmentIn(block: Block): 'repeals' | 'amends' | 'none' {
  return getOrCreate(amendments, block, () => readAmendment(block));
}

const amendments = new BlockMemo<'repeals' | 'amends' | 'none'>();

function readAmendment({ text }: Block): 'repeals' | 'amends' | 'none' {
  if (/\b(?:is|are) repealed\b/.test(text)) return 'repeals';
  const amends =
    (/\b(?:substitute|insert|omit)\b/i.test(text) || /\b(?:put|read):[*_]*\s*$/.test(text.slice(-16))) &&
    !/\b(?:may|shall|must|to|not|can|could|would|will) (?:substitute|insert|omit)\b/.test(text);
  return amends ? 'amends' : 'none';
}

/** (B)(2) for B.2 and (B) for B; null for any other number. */
function readLetteredLevels(number: string): string | null {
  const [, letter, rest] = /^([A-Z])(?:\.(\d{1,2}))?$/.exec(number) ?? [];
  return letter === undefined ? null : `(${letter})${rest === undefined ? '' : `(${rest})`}`;
}

/** 4 for IV and IV for 4; null for what is neither. */
function toOtherNumerals(number: string): string | null {
  if (/^[1-9]\d?$/.test(number)) return formatMarker('ROMAN', Number(number));
  const value = /^[IVXLC]{1,7}$/.test(number) ? parseRoman(number.toLowerCase()) : 0;
  return value > 0 ? String(value) : null;
}

const runsByChildren = new WeakMap<readonly Provision[], ReadonlyMap<Provision, number>>();

/** Which list each sub-paragraph of a provision belongs to, where one begins again at (a) after another. */
function runsOfLists(children: readonly Provision[]): ReadonlyMap<Provision, number> {
  return getOrCreate(runsByChildren, children, () => {
    const runs = new Map<Provision, number>();
    let run = 0;
    for (const child of children) {
      if (/^\(?[a1iAI][).]/.test(child.marker)) run++;
      runs.set(child, run);
    }
    return runs;
  });
}

/** Units that hold no sub-paragraphs that a bare "(b)" could mean. */
const NO_TEXT_UNITS: ReadonlySet<UnitId> = new Set<UnitId>([
  'table',
  'figure',
  'row',
  'definition',
  'question',
  'footnote',
  'attachment',
]);
/** Kinds of reference that only a scheme with such units knows. */
const SCHEME_KINDS: ReadonlySet<ReferenceKind> = new Set<ReferenceKind>([
  'article',
  'rule',
  'regulation',
  'condition',
  'point',
  'item',
  'recital',
  'part',
  'chapter',
  'title',
  'subsection',
  'exhibit',
]);
const TEXT_KINDS: ReadonlySet<ReferenceKind> = new Set<ReferenceKind>([
  'clause',
  'section',
  'paragraph',
  'subsection',
  'article',
  'rule',
  'regulation',
  'condition',
  'point',
  'item',
]);

function isTextKind(kind: ReferenceKind): boolean {
  return TEXT_KINDS.has(kind) || isOwnUnitId(kind);
}

/** Whether a provision is one that a bare "(b)" can mean. */
function isPartInBrackets({ kind, number }: Provision): boolean {
  return kind === 'paragraph' || (number?.endsWith(')') === true && !NO_TEXT_UNITS.has(kind));
}

/**
 * Of provisions with one number those that the words can mean: within the nearest provision around
 * them that has some.
 */
function pickNearest(found: readonly Provision[], owner: Provision | null, draft: Draft): readonly Provision[] {
  for (let at = owner; at; at = at.parent) {
    const around = at;
    const here = found.filter((each) => isWithin(each, around));
    if (here.length > 0) return here;
  }
  if (!owner) return found;
  const run = runOf(owner, draft);
  const near = found.filter((each) => runOf(each, draft) === run);
  return near.length > 0 ? near : found;
}

const runStarts = new WeakMap<readonly Provision[], readonly number[]>();

/** How often the numbers at the outside of the text have begun again at 1 before a provision. */
function runOf({ index }: Provision, { provisions }: Draft): number {
  const starts = getOrCreate(runStarts, provisions, () =>
    provisions
      .filter(({ parent, kind, number }) => number === '1' && kind === 'section' && !parent?.number)
      .map((each) => each.index),
  );
  return findFirst(starts, (start) => start > index);
}

/**
 * Whether provisions with one number stand in one series, so that one of them has the wrong one;
 * those in different Parts or Schedules do not.
 */
function standSideBySide(provisions: readonly Provision[]): boolean {
  const [first, ...others] = provisions;
  return first !== undefined && others.every((each) => isInSeries(first, each));
}

function isInSeries(a: Provision, b: Provision): boolean {
  const [outer, other] = [a.parent, b.parent];
  if (outer === other) return outer === null || !countsAgain(outer);
  return (
    outer !== null &&
    other !== null &&
    outer.number !== null &&
    outer.number === other.number &&
    isInSeries(outer, other)
  );
}

const countingAgain = new WeakMap<Provision, boolean>();

/** Whether numbers begin at 1 more than once in a Schedule: they count in something that was not read. */
function countsAgain(container: Provision): boolean {
  const { kind } = container;
  if (kind !== 'schedule' && kind !== 'annex' && kind !== 'appendix') return false;
  return getOrCreate(
    countingAgain,
    container,
    () => container.children.filter(({ number }) => number === '1' || number === '(1)').length > 1,
  );
}

function isWithin(provision: Provision, container: Provision): boolean {
  return provision.index > container.index && provision.block < container.endBlock;
}

/** "2(a)" as a part of what is cited through: "(2)(a)". */
export function putInBrackets(number: string): string {
  return number.replace(/^[^(]+/, (root) => `(${root})`);
}

function tableOrFigureAround(owner: Provision | null): Provision | null {
  for (let at = owner; at; at = at.parent) if (at.kind === 'table' || at.kind === 'figure') return at;
  return null;
}

/** A target of which nothing is known but a state. */
export function targetInState(target: ReferenceTarget, value: TargetResolution['state']): TargetResolution {
  return { target, state: target.isPlaceholder ? 'placeholder' : value, provisions: [], range: null };
}

/**
 * What a target cites, for a range its ends and all between.
 * @param lookUp the provisions that have a number
 */
export function resolveTargetBy(
  target: ReferenceTarget,
  lookUp: (number: string) => readonly Provision[],
): TargetResolution {
  if (target.isPlaceholder) return targetInState(target, 'placeholder');
  const first = lookUp(target.number);
  if (!target.to) {
    return {
      target,
      state: first.length === 0 ? 'missing' : first.length === 1 ? 'found' : 'ambiguous',
      provisions: first,
      range: null,
    };
  }
  const last = lookUp(target.to.number);
  const from = first[0] ?? null;
  const to = last[0] ?? null;
  const backwards = from !== null && to !== null && from.index > to.index;
  const provisions =
    from && to && !backwards
      ? provisionsBetween(from, to)
      : [from, to].filter((each): each is Provision => each !== null);
  return { target, state: from && to ? 'found' : 'missing', provisions, range: { from, to, backwards } };
}

/** The provisions of a range: both ends and their siblings between them. */
function provisionsBetween(from: Provision, to: Provision): readonly Provision[] {
  const siblings = from.parent === to.parent ? from.parent?.children : undefined;
  if (!siblings) return [from, to];
  return siblings.filter((each) => each.index >= from.index && each.index <= to.index && each.kind === from.kind);
}
