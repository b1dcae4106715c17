import type { Draft } from '../../model/draft.js';
import { CARDINALS } from '../../model/number-words.js';
import type { Provision } from '../../model/provision.js';
import { isDivisionKind } from '../../model/references/citation-words.js';
import type { Reference, ReferenceTarget } from '../../model/references/reference.js';
import type { UnitId } from '../../model/schemes/scheme.js';
import { AMENDMENT_MARK, isRevised } from '../text/amendment-marks.js';
import { readParting } from '../text/partings.js';
import { isInOrderBelow } from './amended-words.js';
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
import { ExpectedNumbers, type TargetInDocument } from './expected-numbers.js';
import { isUnreadLabel, listLabelMarks, rootOfNumber } from './line-labels.js';
import { runsOfLists, standSideBySide } from './namesakes.js';
import { NumberFinder, putInBrackets } from './number-finder.js';
import { hasLaws, LAW_MARK } from './other-laws.js';
import { followsQuotingWords, isBesideOtherText, isListedFromLaw } from './other-texts.js';
import { ProvisionIndex } from './provision-index.js';
import { markOfBlock, type Readings } from './readings.js';
import { hasNeighbours, isOfForeignForm } from './reference-forms.js';
import { DIVISION_KINDS, isTextKind } from './reference-kinds.js';
import type { CitableDocument, TargetResolution } from './resolution.js';
import { resolveTargetBy, targetInState } from './resolve-target.js';
import {
  hasMarkers,
  isWrittenCaption,
  isWrittenDivision,
  listSoughtMarks,
  markOfCaption,
  markOfDivision,
  standsInText,
  standsUnderHeading,
} from './written-markers.js';

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

/** "An older version of these Terms that has a rule on prices (in " before a number, in one sentence. */
const OLDER_VERSION =
  /\b(?:an?|the|any) (?:older|earlier|previous|former|prior|superseded) (?:version|edition|issue) of [^.;]{0,160}$/i;

/** "of section seventeen", "of subsection (1) of section twenty-two" behind a number. */
const OF_WORD_NUMBER = new RegExp(
  `^(?: of (?:sub-?section|paragraph) \\([\\da-z]{1,4}\\)){0,2},? of (?:article|clause|regulation|rule|section)s? (?:${CARDINALS.join('|')}|(?:twen|thir|for|fif|six|seven|eigh|nine)ty(?:-[a-z]{3,5})?|(?:one|a) hundred)\\b`,
);

/** How a line begins that goes on with what the last words of the line before cite. */
const NAMED_BELOW = /^[\s*_]{0,6}(?:of|to|in) (?:the|that) [*_]{0,2}(?:\p{Lu}[\p{L}’'-]{1,24} ){1,6}/u;

/**
 * Which provisions of a document the references of one block lead to, once the document is known.
 */
export class ProvisionFinder {
  /** The provision that the block belongs to. */
  private readonly owner: Provision | null;
  readonly numbers: NumberFinder;
  readonly expected: ExpectedNumbers;

  constructor(
    private readonly self: CitableDocument,
    private readonly draft: Draft,
    private readonly block: number,
    /** Whether no other document is at hand that could hold what is cited. */
    private readonly isAlone: boolean,
    private readonly readings: Readings,
  ) {
    const owner = draft.provisionOfBlock(block);
    this.owner = owner;
    this.numbers = new NumberFinder(self, draft, block, owner);
    this.expected = new ExpectedNumbers(this.numbers, { self, draft, block, owner, isAlone, readings });
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

  resolveTarget(written: TargetInDocument): TargetResolution {
    const target = this.joinNumber(written);
    const cited = target === written.target ? written : { ...written, target };
    const { reference, document } = cited;
    if (target.isPlaceholder) return targetInState(target, 'placeholder');
    if (!document.draft) return targetInState(target, 'unchecked');
    if (
      document === this.self &&
      isInOrderBelow(this.draft, this.block, this.owner, reference, (block) =>
        this.noteMarks(this.self, [markOfBlock(block)]),
      )
    )
      return targetInState(target, 'unchecked');
    const all = resolveTargetBy(target, document.draft.provisions, (number) =>
      this.numbers.lookUp(document, reference, number),
    );
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
      !reference.isBackward &&
      this.expected.mustBeHere(cited, document.draft) &&
      !this.isWritten(cited, document.draft);
    if (!isFault || this.isOthers(reference)) return targetInState(target, 'unchecked');
    return document === this.self ? this.withDoubts(result, cited) : result;
  }

  /** A number that the draft lacks, with what may be said against its being a fault. */
  private withDoubts(result: TargetResolution, cited: TargetInDocument): TargetResolution {
    return { ...result, ...this.remoteness(cited), ...(this.isDoubtful(cited) ? { isDoubtful: true } : {}) };
  }

  private remoteness({ reference, target, document }: TargetInDocument): { readonly isRemote?: true } {
    // A second Appendix is missing where there is a first one, whatever its number.
    if (!isTextKind(reference.kind) && ProvisionIndex.of(this.draft).has(reference.kind)) return {};
    const has = (number: string) => this.numbers.lookUp(document, reference, number).length > 0;
    const numbers = [target.number, ...(target.to ? [target.to.number] : [])];
    return numbers.some((number) => hasNeighbours(number, has)) ? {} : { isRemote: true };
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
          isOfForeignForm(draft, reference, number) ||
          standsAlone(draft.block(block)) ||
          (isSectionOfLaw(draft, reference, number) && this.seesLaws()))
      );
    // An amendment speaks of the text that it amends.
    for (let at = owner; at; at = at.parent) if (at.unit === 'amendment') return true;
    this.noteMarks(this.self, [AMENDMENT_MARK, LAW_MARK]);
    if (!isTextKind(reference.kind) && !DIVISION_KINDS.has(reference.kind) && !isDivisionKind(reference.kind))
      return false;
    const missing = { draft, block, owner, reference, number, readings: this.readings, self: this.self };
    if (!isExplicit) return mayBeOthers(missing) || isOfForeignForm(draft, reference, number);
    return isRevised(draft) || isOfForeignKind(missing) || isOfOtherForm(draft, reference, number);
  }

  /** Whether the words around a reference give it to another text. */
  private isOthers({ span }: Reference): boolean {
    const { draft, block, readings } = this;
    if (isBesideOtherText(draft.block(block), span) || followsQuotingWords(draft, block, readings)) return true;
    if (isListedFromLaw(draft, block, span.start, readings)) return true;
    const { text } = draft.block(block);
    if (OLDER_VERSION.test(text.slice(Math.max(0, span.start - 200), span.start))) return true;
    // The number of what holds it is not read.
    if (OF_WORD_NUMBER.test(text.slice(span.end, span.end + 60))) return true;
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
   * @param has whether a number is within it
   */
  doubtWithin(
    result: TargetResolution,
    reference: Reference,
    whole: Reference,
    container: Provision,
    has: (number: string) => boolean,
  ): TargetResolution {
    const { target } = result;
    if (!target) return result;
    // A Schedule of nothing but a table or a form tells no numbers.
    if (isSupplement(container) && !holdsNumber(this.draft, container, null)) return { ...result, isDoubtful: true };
    if (this.draft.scheme.id === 'code') return result;
    // "Subparagraph (A) of this paragraph", as one calls what another calls sub-paragraphs.
    if (whole.isRelative && target.number.startsWith('(') && !target.to) {
      const near = this.numbers.lookUp(this.self, reference, target.number);
      if (near.length === 1) return { ...result, state: 'found', provisions: near };
    }
    const part = { reference, target, document: this.self, isExplicit: whole.isRelative };
    const index = ProvisionIndex.of(this.draft);
    const isDivision = DIVISION_KINDS.has(reference.kind);
    // "Chapters 2 to 6 of this Annex", whose numbers are read as those of other units; but Part 3 of a
    // Schedule that has Parts is none of its paragraphs.
    const isOtherUnit =
      !(isDivision && container.children.some(({ unit }) => unit === reference.kind)) &&
      (index
        .numbered(target.number, index.innerScope(container))
        .some(({ block }) => block >= container.block && block < container.endBlock) ||
        (isDivision && holdsNumber(this.draft, container, target.number)));
    // "Chapter V, Article 29", in a list of what else holds, where Articles count on through the Chapters.
    const isElsewhere =
      DIVISION_KINDS.has(whole.kind) &&
      whole.keywordSpan.start < reference.keywordSpan.start &&
      this.numbers.lookUp(this.self, reference, target.number).length > 0;
    const isOpen =
      isOtherUnit ||
      isElsewhere ||
      isReadInPart(this.draft, container) ||
      this.isDoubtful(part) ||
      (!whole.isRelative && this.isDoubtful({ ...part, reference: whole }));
    const remote = hasNeighbours(target.number, has) ? {} : ({ isRemote: true } as const);
    return { ...result, ...remote, ...(isOpen ? { isDoubtful: true } : {}) };
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

  /** "Clause 2-5" of a draft that numbers 2-1, 2-2 and has no 2: one number, though the words could be a range. */
  private joinNumber({ reference, target, document }: TargetInDocument): ReferenceTarget {
    const { to, number, span } = target;
    if (!to || !document.draft || !/^\d{1,4}$/.test(number) || !/^\d{1,4}[A-Z]?(?:\(|$)/.test(to.number)) return target;
    if (this.draft.block(this.block).text.slice(span.end, to.span.start) !== '-') return target;
    const index = ProvisionIndex.of(document.draft);
    const has = (each: string) => this.numbers.lookUp(document, reference, each).length > 0;
    if (!index.hyphenatedRoots.has(number) || has(number)) return target;
    return { ...target, number: `${number}-${to.number}`, span: { start: span.start, end: to.span.end }, to: null };
  }

  /** "Sec. 2-8": outside of a code one number rather than a range, where it makes no range. */
  private isJoinedNumber({ target, document }: TargetInDocument, { range }: TargetResolution): boolean {
    if (!target.to || !range || document.draft?.scheme.id === 'code') return false;
    if (range.from && range.to && !range.backwards) return false;
    return this.draft.block(this.block).text.slice(target.span.end, target.to.span.start) === '-';
  }

  /** Whether the markers of a number stand in the text of a provision, in a sentence or a list. */
  isWrittenIn(document: CitableDocument, container: Provision, { number, to }: ReferenceTarget): boolean {
    const { draft } = document;
    if (!draft) return false;
    const index = ProvisionIndex.of(draft);
    const scope = index.scopeOf(container);
    // The number of a Schedule is none of the main text.
    if (index.innerScope(container) !== scope)
      return [number, ...(to ? [to.number] : [])].every((each) =>
        hasMarkers(draft, container, each.replace(/^\(|\)$/g, '').split(/\)?\(/)),
      );
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
    this.noteMarks(
      document,
      numbers.flatMap((number) => [...listSoughtMarks(number), ...listLabelMarks(kind, number)]),
    );
    const isOwn = document === this.self;
    const owner = isOwn ? this.owner : null;
    const scope = owner ? ProvisionIndex.of(draft).innerScope(owner) : null;
    // "Paragraph 3 of Chapter 1" is none of the chapter that the words stand in.
    const isUnderOwnHeading = isOwn && this.numbers.headingNamed(reference) === null;
    return numbers.every(
      (number) =>
        this.numbers.lookUp(document, reference, number).length > 0 ||
        (isOwn && this.numbers.isWrittenOtherwise(reference, number)) ||
        standsInText(draft, number, scope, owner) ||
        this.isUnread(reference, document, number) ||
        (isUnderOwnHeading && kind === 'paragraph' && standsUnderHeading(draft, number, this.block)) ||
        (scope !== null && standsInText(draft, number, null, null)),
    );
  }

  /** Whether what bears a number was not read, though a line begins with it. */
  private isUnread(reference: Reference, document: CitableDocument, number: string): boolean {
    const root = rootOfNumber(number);
    if (root === '' || !document.draft || this.numbers.lookUp(document, reference, root).length > 0) return false;
    return isUnreadLabel(document.draft, reference.kind, root);
  }

  /** "ARTICLE I – In general": the label of one of those that have the number. */
  private isOwnLabel({ keywordSpan }: Reference, { provisions }: TargetResolution): boolean {
    const isAtStart = !/[\p{L}\p{N}]/u.test(this.draft.block(this.block).text.slice(0, keywordSpan.start));
    return isAtStart && provisions.some(({ block }) => block === this.block);
  }
}
