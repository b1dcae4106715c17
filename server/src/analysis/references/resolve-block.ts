import type { Draft } from '../../model/draft.js';
import { type FoundReference, readBlockFacts } from '../../model/facts.js';
import { findFirst } from '../../model/find-first.js';
import { getOrCreate } from '../../model/memo.js';
import type { Provision } from '../../model/provision.js';
import { isDivisionKind } from '../../model/references/citation-words.js';
import { isQuestionWord, isShortQuestionWord, WORDED_SERIES } from '../../model/references/question-series.js';
import type { Reference } from '../../model/references/reference.js';
import { narrowSigns } from '../../model/wide-signs.js';
import { type DocumentChoice, DocumentChooser } from './cited-document.js';
import { ProvisionFinder } from './cited-provision.js';
import { ProvisionIndex } from './provision-index.js';
import { Readings } from './readings.js';
import { DIVISION_KINDS, PARTS_OF_TEXT } from './reference-kinds.js';
import type { CitableDocument, Resolution, ResolutionContext, TargetResolution } from './resolution.js';
import { resolveTargetBy, targetInState } from './resolve-target.js';
import { isWrittenDivision } from './written-markers.js';

/**
 * Resolves every reference of one block of the context's own document, in the order of the text.
 * @param readings gets what is read outside the block
 */
export function resolveBlock(
  block: number,
  context: ResolutionContext,
  readings: Readings = new Readings(),
): Resolution[] {
  const { draft } = context.self;
  if (!draft) return [];
  const { references } = readBlockFacts(draft.block(block));
  const resolver = new Resolver(context, draft, block, readings);
  const byFound = new Map<FoundReference, Resolution>();
  // "Clause 4 of Schedule 1": what is part of another needs the result for that one.
  const resolve = (found: FoundReference, depth: number): Resolution =>
    getOrCreate(byFound, found, () => {
      const outer = depth < MOST_NESTED ? outerOf(found.reference, references) : null;
      return resolver.resolve(found, outer && outer !== found ? resolve(outer, depth + 1) : null);
    });
  return references.map((found) => resolve(found, 0));
}

/** What stands between a table and one of its rows: "Table 1, row 3", "Table 1 (row 3)", "Table 1 – row 3". */
const BEFORE_ROW = /^(?:[,:;]? ?| ?[–—-] ?| \()$/;

/** "Table 1 of paragraph 2 of Schedule 3, row 4": so many references name a table at most. */
const MOST_PARTS_OF_TABLE = 3;

/** How deep references are part of each other; no text of law goes so far. */
const MOST_NESTED = 12;

/** The reference that another one is nested in, as it was found by itself. */
function outerOf({ of }: Reference, references: readonly FoundReference[]): FoundReference | null {
  if (!of) return null;
  const { start } = of.keywordSpan;
  const at = findFirst(references, ({ reference }) => reference.keywordSpan.start >= start);
  for (let i = at; i < references.length && references[i]!.reference.keywordSpan.start === start; i++)
    if (references[i]!.reference.kind === of.kind) return references[i]!;
  return null;
}

/**
 * Resolves the references of one block: asks first which document each leads into, then which
 * provisions of it.
 */
class Resolver {
  private readonly provisions: ProvisionFinder;
  private readonly documents: DocumentChooser;

  constructor(
    private readonly context: ResolutionContext,
    private readonly draft: Draft,
    private readonly block: number,
    private readonly readings: Readings,
  ) {
    this.provisions = new ProvisionFinder(context.self, draft, block, hasNoOthers(context), readings);
    this.documents = new DocumentChooser(context, draft, block, this.provisions, readings);
  }

  /** @param outer what the reference is nested in, resolved */
  resolve(found: FoundReference, outer: Resolution | null): Resolution {
    const { reference } = found;
    if (this.documents.isOthersWord(found)) return this.resolveIn(this.documents.chooseOwnerOfWords(), found);
    if (reference.isRelative)
      return resolutionIn(this.context.self, found, [this.provisions.resolveRelative(reference)]);
    // "Paragraph 1.7 of this condition, as it stood before May": of another version of it.
    const isOfOtherVersion = reference.version === 'baseline' && outer?.found.reference.isRelative === true;
    if (isOfOtherVersion) return this.resolveIn(this.documents.choose(found), found);
    const container = outer ?? (reference.kind === 'row' ? this.resolveTableOfRow(found) : null);
    // "this Regulation" is the document itself where no provision around the words is called so.
    const isWithinNothing = outer?.found.reference.isRelative && outer.targets[0]?.state !== 'found';
    // "Subsection (2) of this section", where no section around the words was read as one.
    if (isWithinNothing && PARTS_OF_TEXT.has(outer.found.reference.kind)) return uncheckedIn(this.context.self, found);
    if (chapterCited(found) !== null && this.countsQuestionsByChapter()) return this.resolveQuestion(found);
    const isUnderHeading = this.provisions.numbers.headingNamed(reference) !== null;
    if (container && !isWithinNothing && !isUnderHeading) return this.resolveWithin(container, found);
    const named = this.findNamedDivision(found);
    if (named) return this.resolveWithin(named, found);
    if (reference.kind === 'question') return this.resolveQuestion(found);
    return this.resolveOfNumber(found) ?? this.resolveIn(this.documents.choose(found), found);
  }

  private resolveIn(choice: DocumentChoice, found: FoundReference): Resolution {
    const { reference } = found;
    switch (choice.kind) {
      case 'unknown':
        return { ...uncheckedIn(null, found), unknown: { name: choice.name, span: choice.span } };
      case 'foreign':
      case 'open':
        return uncheckedIn(null, found);
      case 'missing':
        // Of "Clauses 4 and 5" one may be there.
        return resolutionIn(
          choice.document,
          found,
          reference.targets.map((target) => {
            const result = this.provisions.resolveTarget({
              reference,
              target,
              document: choice.document,
              isExplicit: false,
            });
            return result.state === 'found' ? result : targetInState(target, 'missing');
          }),
        );
      case 'document': {
        const { document, isExplicit } = choice;
        const citesBaseline = reference.version === 'baseline';
        const inForce = citesBaseline ? document.baseline : null;
        // Of a version in force that is not at hand nothing is known.
        if (citesBaseline && !inForce && document.role === 'instrument') return uncheckedIn(document, found);
        const cited = inForce ?? document;
        const targets = reference.targets.map((target) =>
          this.provisions.resolveTarget({ reference, target, document: cited, isExplicit }),
        );
        // Which document's version in force is meant is a guess where nothing names it.
        const isGuess = inForce !== null && !isExplicit && document !== this.context.self;
        if (isGuess && targets.some(({ state }) => state !== 'found')) return uncheckedIn(document, found);
        return resolutionIn(cited, found, targets);
      }
    }
  }

  /** "Clause 4" in "Clause 4 of Schedule 1", where that is the container. */
  private resolveWithin(
    { document, targets, found: { reference: whole } }: Resolution,
    found: FoundReference,
  ): Resolution {
    const { reference } = found;
    const number = reference.of?.targets[0]?.number;
    const outer = targets.find(({ target }) => target?.number === number) ?? targets[0];
    const [around, second] = outer?.state === 'found' ? outer.provisions : [];
    if (!around || second || !document?.draft) return uncheckedIn(document, found);
    const { draft } = document;
    const index = ProvisionIndex.of(draft);
    const container = this.findDivisionBefore(found, around, index) ?? around;
    const scope = index.innerScope(container);
    const countsAnew = scope !== index.scopeOf(container);
    // An appendix without numbered paragraphs says nothing of the numbers cited in it.
    if ((countsAnew || isDivision(container, draft)) && !container.children.some(holdsNumbers))
      return uncheckedIn(document, found);
    const isExact = reference.kind === 'row' || reference.kind === 'table' || reference.kind === 'figure';
    const isInside = ({ block }: Provision) => block >= container.block && block < container.endBlock;
    const provisionsOf = (number: string): readonly Provision[] => {
      if (reference.kind === 'row') return index.row(container, number);
      if (reference.kind === 'table' || reference.kind === 'figure') {
        const all = index.captioned(reference.kind, number);
        const inside = all.filter(isInside);
        return inside.length > 0 ? inside : all;
      }
      // Part 3 of a Schedule is none of its paragraphs, where it has Parts.
      const { kind } = reference;
      if (DIVISION_KINDS.has(kind) && container.children.some(({ unit }) => unit === kind))
        return index.findUnits(kind, number, container).filter(isInside);
      // An Appendix that is a document of its own has its Annexes behind its clauses, at its level.
      if (isDivisionKind(kind) && isDivisionKind(container.kind) && index.isOnlyOfItsKind(container)) {
        const all = index.division(kind, number);
        const inside = all.filter(isInside);
        if (all.length > 0) return inside.length > 0 ? inside : all.filter(({ block }) => block > container.block);
      }
      const isPart = number.startsWith('(') && !(scope !== null && countsAnew);
      const all = index.numbered(isPart ? `${container.number ?? ''}${number}` : number, scope);
      // In a code numbers say themselves what they stand in.
      const found = isPart || draft.scheme.id === 'code' ? all : all.filter(isInside);
      if (found.length > 0) return found;
      return this.provisions.numbers.findWithin(document, reference, number, container);
    };
    return resolutionIn(
      document,
      found,
      reference.targets.map((target) => {
        const result = resolveTargetBy(target, draft.provisions, provisionsOf);
        if (result.state !== 'missing' || isExact) return result;
        const isSure =
          (isWholeSure(whole, reference) || this.isInSupplementAlone(whole, target.number, document)) &&
          !(
            isDivision(container, draft) && this.provisions.expected.isOfOtherNumbers(reference, target.number, draft)
          ) &&
          !(DIVISION_KINDS.has(reference.kind)
            ? isWrittenDivision(draft, reference.kind, target)
            : this.provisions.isWrittenIn(document, container, target));
        if (!isSure) return targetInState(target, 'unchecked');
        const isOwn = document === this.context.self;
        const has = (number: string) => provisionsOf(number).length > 0;
        return isOwn ? this.provisions.doubtWithin(result, reference, whole, container, has) : result;
      }),
    );
  }

  /** "Section A" of "Section A, point 2, of Annex I", within that Annex; null where none stands before the words. */
  private findDivisionBefore({ visible, passage }: FoundReference, around: Provision, index: ProvisionIndex) {
    const [, word = '', number = ''] =
      DIVISION_BEFORE.exec(passage.inline.text.slice(Math.max(0, visible.start - 24), visible.start)) ?? [];
    const unit = around.children.find((child) => child.unit === word.toLowerCase())?.unit;
    if (unit === undefined) return null;
    const [only, second] = index
      .findUnits(unit, number, around)
      .filter(({ block }) => block >= around.block && block < around.endBlock);
    return only && !second ? only : null;
  }

  /**
   * Whether a number that stands behind a Schedule or the like can only be one within it: "Schedule 3,
   * clause 2.2", where the draft has no other 2.2.
   */
  private isInSupplementAlone({ kind }: Reference, number: string, document: CitableDocument): boolean {
    if (!isDivisionKind(kind) || document !== this.context.self) return false;
    return ProvisionIndex.of(this.draft).numbered(number, null).length === 0;
  }

  /** "Paragraph 2 of the First Schedule" of this draft. */
  private findNamedDivision(found: FoundReference): Resolution | null {
    const { reference } = found;
    const { document: name, targets } = reference;
    if (name?.side !== 'after' || targets.length === 0) return null;
    const division = ProvisionIndex.of(this.draft).divisionCalled(name.text);
    if (!division) return null;
    const whole: FoundReference = { ...found, reference: { ...reference, keywordSpan: name.span, of: null } };
    return resolutionIn(this.context.self, whole, [
      { target: null, state: 'found', provisions: [division], range: null },
    ]);
  }

  /** "paragraph (3) of 1.1", where the clause is cited by its number alone; null for any other words. */
  private resolveOfNumber(found: FoundReference): Resolution | null {
    const { reference, passage, visible } = found;
    const { targets } = reference;
    if (reference.of || targets.length === 0 || !targets.every(({ number }) => number.startsWith('('))) return null;
    const behind = narrowSigns(passage.inline.text.slice(visible.end, visible.end + 40));
    const [, number] = OF_NUMBER.exec(behind) ?? [];
    if (number === undefined || this.context.self.role === 'consultation') return null;
    const index = ProvisionIndex.of(this.draft);
    const [clause, second] = index.numbered(number, null);
    if (!clause || second || !clause.children.some(({ kind }) => kind === 'paragraph')) return null;
    return resolutionIn(
      this.context.self,
      found,
      targets.map((target) =>
        resolveTargetBy(target, this.draft.provisions, (part) => index.numbered(`${number}${part}`, null)),
      ),
    );
  }

  /**
   * The table of a row that does not say it by itself: right before it, "Table 9.3, row 2A", or in another cell of
   * the row of an overview.
   */
  private resolveTableOfRow(found: FoundReference): Resolution | null {
    const { passage, visible, reference } = found;
    const { references } = readBlockFacts(this.draft.block(this.block));
    const at = findFirst(references, (other) => other.reference.keywordSpan.start >= reference.keywordSpan.start);
    const endOf = (table: FoundReference): number =>
      Math.max(table.visible.end, outerOf(table.reference, references)?.visible.end ?? 0);
    const before = references
      .slice(Math.max(0, at - MOST_PARTS_OF_TABLE), at)
      .find(
        (other) =>
          other.reference.kind === 'table' &&
          other.passage === passage &&
          BEFORE_ROW.test(passage.inline.text.slice(endOf(other), visible.start)),
      );
    if (before) return this.resolve(before, null);
    const { cell } = passage;
    if (!cell || this.context.self.role !== 'consultation') return null;
    const beside = references.find(
      (other) => other.reference.kind === 'table' && other.passage.cell?.row === cell.row && other.passage !== passage,
    );
    return beside ? this.resolve(beside, null) : null;
  }

  private resolveQuestion(found: FoundReference): Resolution {
    const { keyword, targets } = found.reference;
    if (isQuestionWord(keyword)) return this.resolveWordedQuestion(found);
    const asking = [this.context.self, this.context.consultation].find(
      (document) => document?.draft && ProvisionIndex.of(document.draft).has('question'),
    );
    if (asking !== this.context.self) this.readings.areAllDocumentsRead = true;
    if (!asking?.draft) return uncheckedIn(null, found);
    const { provisions } = asking.draft;
    const index = ProvisionIndex.of(asking.draft);
    if (!index.hasQuestionsOf(keyword)) return uncheckedIn(asking, found);
    return resolutionIn(
      asking,
      found,
      targets.map((target) => resolveTargetBy(target, provisions, (number) => index.question(keyword, number))),
    );
  }

  /** "Questions 4 to 6", "Q4": of the document itself, or of the one that the words name. */
  private resolveWordedQuestion(found: FoundReference): Resolution {
    const { keyword, targets } = found.reference;
    const choice = this.documents.choose(found);
    const asking = choice.kind === 'document' ? choice.document : null;
    const index = asking?.draft ? ProvisionIndex.of(asking.draft) : null;
    if (!asking?.draft || !index?.hasQuestionsByWord) return uncheckedIn(null, found);
    const { provisions } = asking.draft;
    const chapter = chapterCited(found);
    const lookUp = (number: string) => this.lookUpQuestion(index, chapter, number, asking === this.context.self);
    const resolved = targets.map((target) => resolveTargetBy(target, provisions, lookUp));
    // "Q4" may be a quarter of a year, "question one" no number, and "question 4" beside "FTC Q1" that of another text.
    const isShort =
      isShortQuestionWord(keyword) ||
      targets.some(({ number }) => /^[a-z]/.test(number)) ||
      (keyword.startsWith('q') && !index.hasQuestionsOf(WORDED_SERIES));
    return resolutionIn(
      asking,
      found,
      resolved.map((each, i) =>
        each.state !== 'missing' || !isShort ? each : targetInState(targets[i]!, 'unchecked'),
      ),
    );
  }

  /** Whether the questions of the draft are numbered anew in each chapter. */
  private countsQuestionsByChapter(): boolean {
    return ProvisionIndex.of(this.draft).countsQuestionsByChapter;
  }

  /**
   * The questions of a number: where each chapter counts its own, those of the chapter that is cited,
   * of "Q2.1", or of the one that the words stand in.
   */
  private lookUpQuestion(
    index: ProvisionIndex,
    chapter: string | null,
    number: string,
    isOwn: boolean,
  ): readonly Provision[] {
    if (!index.countsQuestionsByChapter) return index.questionByWord(number);
    const cited = chapter === null ? [] : index.questionOfChapter(chapter, number);
    if (cited.length > 0 || (chapter !== null && !number.includes('.'))) return cited;
    const all = index.question(WORDED_SERIES, number);
    if (all.length === 0) {
      const [, above = '', last = ''] = /^(\d{1,2})\.(\d.*)$/.exec(number) ?? [];
      return index.questionOfChapter(above, last);
    }
    const near = isOwn ? findNearest(all, this.block) : null;
    return near ? all.filter(({ label }) => label === near.label) : all;
  }
}

/** The one of several provisions that shares the innermost provision with a block; null where two do. */
function findNearest(provisions: readonly Provision[], block: number): Provision | null {
  let [nearest, start, isShared]: [Provision | null, number, boolean] = [null, -1, false];
  for (const provision of provisions) {
    let at = provision.parent;
    while (at && !(at.block <= block && block < at.endBlock)) at = at.parent;
    const own = at?.block ?? -1;
    if (own === start) isShared ||= nearest?.label !== provision.label;
    else if (own > start) [nearest, start, isShared] = [provision, own, false];
  }
  return isShared ? null : nearest;
}

/** "2" of "question 1 of chapter 2", "Chapter 2, Question 1" and "Section 2 Question 1". */
function chapterCited({ reference, passage, visible }: FoundReference): string | null {
  if (reference.kind !== 'question' || !isQuestionWord(reference.keyword)) return null;
  const { of } = reference;
  if (of) return /^(?:chapter|section|part)$/.test(of.kind) ? (of.targets[0]?.number ?? null) : null;
  const before = passage.inline.text.slice(Math.max(0, visible.start - 30), visible.start);
  return (
    /(?<!\b(?:of|in) )\b(?:chapter|section|part) (\d{1,2}|[IVX]{1,5}|[A-Z])(?:,|[:’']s?)? $/i.exec(before)?.[1] ?? null
  );
}

/** "Section A, ", "Part 2, " before a number of what it stands in. */
const DIVISION_BEFORE = /\b(Section|Part|Chapter|Division|Title) ([A-Z]|[IVX]{1,5}|\d{1,2}[A-Z]?), $/;

/** "of 1.1", "of 20.28A", and no number of something else behind it. */
const OF_NUMBER =
  /^ of (\d{1,3}(?:\.\d{1,3}){1,4}[A-Z]?)(?![\w(]|\.\d| (?:of|in|to) the \p{Lu}| ?(?:%|million|billion|metres?|percent|per cent))/u;

/** Whether a document is the only one, and no version of it is at hand either. */
export function hasNoOthers(context: ResolutionContext): boolean {
  const { self, names, consultation } = context;
  if (self.role !== 'instrument' || self.baseline !== null || (consultation && consultation !== self)) return false;
  const isSelf = (other: CitableDocument) => other === self;
  // The list of instruments is as long as the project, and made when it is asked for.
  return names.documents.every(isSelf) && context.instruments.every(isSelf);
}

/** Whether a provision has a number, or is a heading above some that have. */
function holdsNumbers({ number, kind, children }: Provision): boolean {
  return number !== null || (kind === 'heading' && children.some(holdsNumbers));
}

/** Whether a provision only groups others, whose numbers run through it. */
function isDivision({ kind }: Provision, { scheme }: Draft): boolean {
  return scheme.units.some((unit) => unit.id === kind && unit.isDivision);
}

/**
 * Whether the words leave no doubt that one is looked for in the other; "Part 2, section 12" can be
 * a list of two.
 */
function isWholeSure(whole: Reference, part: Reference): boolean {
  if (part.isBackward) return false;
  if (whole.keywordSpan.start > part.keywordSpan.start) return true;
  // "Article 2, Section 2.6": the number itself says what it is part of.
  const [around] = whole.targets;
  return part.targets.every(
    ({ number }) => !/^\d+\./.test(number) || (around !== undefined && number.startsWith(`${around.number}.`)),
  );
}

function resolutionIn(
  document: CitableDocument | null,
  found: FoundReference,
  targets: readonly TargetResolution[],
): Resolution {
  return { found, document, unknown: null, targets };
}

/** A reference of which nothing can be said but its document, if that. */
function uncheckedIn(document: CitableDocument | null, found: FoundReference): Resolution {
  return resolutionIn(
    document,
    found,
    found.reference.targets.map((target) => targetInState(target, 'unchecked')),
  );
}
