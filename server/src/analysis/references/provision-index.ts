import type { Draft } from '../../model/draft.js';
import { getOrCreate } from '../../model/memo.js';
import { capitaliseNumberWord, isNumberWord } from '../../model/number-words.js';
import { isWithinProvision, type Provision } from '../../model/provision.js';
import {
  chapterOfQuestion,
  foldQuestionNumber,
  isQuestionWord,
  seriesOfQuestion,
  WORDED_SERIES,
} from '../../model/references/question-series.js';
import { findBorrowedUnits, findCitedUnits } from '../../model/schemes/cited-units.js';
import { isOwnUnitId, type Scheme, type UnitId } from '../../model/schemes/scheme.js';

/**
 * Where numbers are counted from anew: the label of an appendix or a heading such as "Article II",
 * or null for the main text.
 */
export type Scope = string | null;

interface NumberedEnds {
  readonly first: Provision;
  readonly last: Provision;
}

/** All that can be cited in one draft, by number. */
export class ProvisionIndex {
  private readonly byKey = new Map<string, Provision[]>();
  private readonly scopes = new Map<Provision, Scope>();
  /** The rows of tables that are cited by their places. */
  private readonly countedRows = new Map<Provision, readonly Provision[]>();
  /** Those with a number that is counted, wherever it counts. */
  private readonly everywhere = new Map<string, Provision[]>();
  private readonly units = new Set<UnitId>();
  /** "FTC" of "FTC Q1", "Question" of "Question 1". */
  private readonly questionSeries = new Set<string>();
  /** Whether the questions are numbered anew in each chapter. */
  readonly countsQuestionsByChapter: boolean = false;
  /** Number of provisions of each kind. */
  private readonly counts = new Map<UnitId, number>();
  /** The headings whose sections are counted anew, by what they are cited by. */
  private readonly headings = new Set<string>();
  /** "Schedule" and "First Schedule", which have no number, by name. */
  private readonly named = new Map<string, Provision>();
  /** The numbers that stand under one of these headings. */
  private readonly underHeadings = new Set<string>();
  /** The first and the last provision of each unit whose number begins with a figure. */
  private readonly ends = new Map<UnitId, NumberedEnds>();
  /** What stands before the hyphens of numbers such as "24-101": "24". */
  readonly hyphenatedRoots = new Set<string>();
  /** Whether 1., 2. … count on through sections I, II …, as the paragraphs of a decision do. */
  readonly countsThroughNumerals: boolean = false;
  /** Whether sections have letters for numbers. */
  readonly hasLetteredSections: boolean = false;

  private constructor(
    provisions: readonly Provision[],
    private readonly scheme: Scheme,
  ) {
    for (const provision of provisions) {
      const scope = provision.parent ? this.innerScope(provision.parent) : null;
      this.scopes.set(provision, scope);
      this.counts.set(provision.kind, (this.counts.get(provision.kind) ?? 0) + 1);
      this.units.add(provision.unit);
      if (provision.kind === 'question') {
        this.questionSeries.add(seriesOfQuestion(provision.label));
        if (chapterOfQuestion(provision.label) !== null) this.countsQuestionsByChapter = true;
      }
      if (provision.countsAnew !== null) this.headings.add(provision.countsAnew);
      if (provision.kind === 'heading' && provision.marker !== '') this.headings.add(provision.marker);
      const { number } = provision;
      if (number === null && SUPPLEMENT_UNITS.has(provision.kind))
        this.named.set(provision.label.toLowerCase(), provision);
      if (number?.includes('-')) this.hyphenatedRoots.add(number.slice(0, number.indexOf('-')));
      if (number === '2' && provision.parent?.unit === provision.unit && scope === null)
        this.countsThroughNumerals ||= /^[IVX]+$/.test(provision.parent.number ?? '');
      if (provision.unit === 'section' && /^[A-Z]/.test(number ?? '')) this.hasLetteredSections = true;
      if (/^\d/.test(number ?? ''))
        this.ends.set(provision.unit, { first: this.ends.get(provision.unit)?.first ?? provision, last: provision });
      const key = indexKeyOf(provision, scope);
      if (key === null) continue;
      if (key.startsWith('n ') && provision.number !== null)
        getOrCreate(this.everywhere, foldNumber(provision.number), () => []).push(provision);
      const same = this.byKey.get(key);
      if (same) same.push(provision);
      else this.byKey.set(key, [provision]);
    }
    if (this.headings.size > 0)
      for (const [folded, all] of this.everywhere)
        if (all.some((each) => this.headings.has(this.scopeOf(each) ?? ''))) this.underHeadings.add(folded);
  }

  /** The index of a draft; computed once for as long as edits leave its provisions as they are. */
  static of(draft: Draft): ProvisionIndex {
    return getOrCreate(indices, draft.provisions, () => new ProvisionIndex(draft.provisions, draft.scheme));
  }

  /** Clauses, sections and sub-paragraphs by number ("20.28(a)"), within a scope. */
  numbered(number: string, scope: Scope): readonly Provision[] {
    // Some texts write "4.0" above the clauses of what they cite as Section 4.
    const own = this.byKey.get(`n ${scope ?? ''} ${foldNumber(number)}`);
    const whole = own?.some(({ unit }) => isDistinct(unit)) ? dropDistinct(own) : own;
    return whole ?? (/^\d+$/.test(number) ? this.byKey.get(`n ${scope ?? ''} ${number}.0`) : undefined) ?? [];
  }

  /** What has a number within a scope, Articles included and Parts not, whatever word cites it. */
  countedAs(number: string, scope: Scope): readonly Provision[] {
    const found = this.byKey.get(`n ${scope ?? ''} ${foldNumber(number)}`)?.filter(({ kind }) => kind !== 'part') ?? [];
    return found.length > 0 ? found : this.numbered(number, scope);
  }

  /**
   * The provisions that a word and a number cite: of the first of the word's units that has the
   * number.
   * @param within as for `findUnits`
   */
  findCited(word: string, number: string, within: Provision | null): readonly Provision[] {
    for (const unit of this.citedUnits(word)) {
      const found = this.findUnits(unit, number, within);
      if (found.length > 0) return found;
    }
    return [];
  }

  /**
   * The provisions of a unit by number as it is cited: "3(2)(c)", "20.28(a)(i)", "II(A)(3)".
   * @param within the Schedule, Article, Condition or Part that the search is limited to; null for
   * the main text first, and then for all that is counted anew
   */
  findUnits(unit: UnitId, number: string, within: Provision | null): readonly Provision[] {
    const supplement = SUPPLEMENT_UNITS.has(unit) ? this.byKey.get(`${unit} ${number.toUpperCase()}`) : undefined;
    if (supplement) return within ? supplement.filter((each) => isWithinProvision(each, within)) : supplement;
    if (unit === 'table' || unit === 'figure') return this.captioned(unit, number);
    const own = within ? this.innerScope(within) : null;
    const inScope = this.pickUnits(unit, this.byKey.get(`n ${own ?? ''} ${foldNumber(number)}`) ?? []);
    if (within && own !== (within.countsAnew ?? own)) return inScope.filter((each) => isWithinProvision(each, within));
    if (within) {
      const here = inScope.filter((each) => isWithinProvision(each, within));
      return here.length > 0 ? here : this.findAnywhere(unit, number).filter((each) => isWithinProvision(each, within));
    }
    return inScope.length > 0 ? inScope : this.findAnywhere(unit, number);
  }

  private findAnywhere(unit: UnitId, number: string): readonly Provision[] {
    const found = this.pickUnits(unit, this.everywhere.get(foldNumber(number)) ?? []);
    // "Section A(2)" for what is headed A.2.
    const joined = /^([^()]+)\((\d+)\)$/.exec(number);
    return found.length > 0 || !joined ? found : this.numbered(`${joined[1]}.${joined[2]}`, null);
  }

  /** Of provisions with one number those of a unit, or counted from one: 3(2) of Article 3. */
  private pickUnits(unit: UnitId, found: readonly Provision[]): readonly Provision[] {
    if (found.length === 0) return found;
    if (!this.units.has(unit)) return isDistinct(unit) ? [] : dropDistinct(found);
    const same = found.filter(
      (each) => each.unit === unit || baseOf(each).unit === unit || (isDistinct(unit) && isOfUnit(each, unit)),
    );
    return same.length > 0 || isDistinct(unit) ? same : found.filter(({ unit: own }) => !isDistinct(own));
  }

  /** The units of this draft's scheme that a word such as "paras" or "§" cites. */
  citedUnits(word: string): readonly UnitId[] {
    return findCitedUnits(this.scheme, word);
  }

  /** The units that a word of another tradition finds. */
  borrowedUnits(word: string): readonly UnitId[] {
    return findBorrowedUnits(this.scheme, word);
  }

  /**
   * The scope of a heading "Article II" under which sections are counted anew, however its name is
   * written; null where there is none.
   */
  headingScope(name: string): Scope {
    if (this.headings.size === 0) return null;
    const [word = '', ...rest] = name.split(/\s+/);
    const number = rest.at(-1) ?? '';
    const own = isNumberWord(number) ? capitaliseNumberWord(number) : number.toUpperCase();
    const scope = `${word.charAt(0).toUpperCase()}${word.slice(1).toLowerCase()} ${own}`;
    return this.headings.has(scope) ? scope : null;
  }

  /** Whether any heading is there for `headingScope` to find. */
  get hasHeadings(): boolean {
    return this.headings.size > 0;
  }

  /**
   * Whether a section under one of the headings whose sections are counted anew has this number.
   */
  isUnderHeading(number: string): boolean {
    return this.underHeadings.has(foldNumber(number));
  }

  /** Of all provisions of some units whose numbers begin with a figure the first and the last. */
  numberedEnds(units: readonly UnitId[]): NumberedEnds | null {
    let found: NumberedEnds | null = null;
    for (const unit of units) {
      const own = this.ends.get(unit);
      if (!own) continue;
      const first: Provision = found && found.first.index < own.first.index ? found.first : own.first;
      found = { first, last: found && found.last.index > own.last.index ? found.last : own.last };
    }
    return found;
  }

  captioned(kind: 'table' | 'figure', number: string): readonly Provision[] {
    return this.byKey.get(`${kind} ${number}`) ?? [];
  }

  /** A row by its number; where no row of the table has one, by its place: "row 3" is the third. */
  row(table: Provision, number: string): readonly Provision[] {
    const found = this.byKey.get(`row ${table.index} ${number}`);
    if (found || !/^[1-9]\d{0,3}$/.test(number)) return found ?? [];
    const rows = getOrCreate(this.countedRows, table, () => listCountedRows(table));
    return rows.slice(Number(number) - 1, Number(number));
  }

  division(kind: UnitId, number: string): readonly Provision[] {
    const found = this.byKey.get(`${kind} ${number}`) ?? [];
    if (found.length < 2) return found;
    // A line with the label alone, as in a table of what was where, holds nothing.
    const filled = found.filter(({ block, endBlock }) => endBlock - block > 2);
    return filled.length === 1 ? filled : found;
  }

  /** Whether a provision is the only one of its kind, and stands in no other. */
  isOnlyOfItsKind({ kind, parent }: Provision): boolean {
    return parent === null && this.counts.get(kind) === 1;
  }

  /** "Schedule", "First Schedule": one that is known by its name alone; null where there is none. */
  divisionCalled(name: string): Provision | null {
    return this.named.get(name.toLowerCase()) ?? null;
  }

  /** Whether it asks questions of a series, or by their word. */
  hasQuestionsOf(series: string): boolean {
    return this.questionSeries.has(series);
  }

  question(series: string, number: string): readonly Provision[] {
    return this.byKey.get(questionKey(series, number)) ?? [];
  }

  /** Whether "Question 5" can cite one of its questions: they are asked by their word, or all in one series, as "FTC Q5". */
  get hasQuestionsByWord(): boolean {
    return this.questionSeries.has(WORDED_SERIES) || this.questionSeries.size === 1;
  }

  /** The questions that "Question 5" or "Q5" cites: those asked by their word, or else those of the only series. */
  questionByWord(number: string): readonly Provision[] {
    if (this.questionSeries.has(WORDED_SERIES)) return this.question(WORDED_SERIES, number);
    const [only, ...others] = this.questionSeries;
    if (only === undefined || others.length > 0) return [];
    const folded = foldQuestionNumber(number);
    for (const written of [number, folded, folded.toUpperCase()]) {
      const found = this.question(only, written);
      if (found.length > 0) return found;
    }
    return [];
  }

  /** The questions that a keyword, "FTC" or "Question", and a number cite. */
  questionCited(keyword: string, number: string): readonly Provision[] {
    return isQuestionWord(keyword) ? this.questionByWord(number) : this.question(keyword, number);
  }

  /** The questions of a chapter that counts its own: "1" of the chapter "2". */
  questionOfChapter(chapter: string, number: string): readonly Provision[] {
    return this.question(WORDED_SERIES, number).filter(
      ({ label }) => chapterOfQuestion(label)?.endsWith(` ${chapter.toUpperCase()}`) === true,
    );
  }

  footnote(number: string): readonly Provision[] {
    return this.byKey.get(`footnote ${number}`) ?? [];
  }

  /**
   * Those that have `number` as `provision` has its own: of the same kind, and counted in the same
   * scope.
   */
  bearing(provision: Provision, number: string): readonly Provision[] {
    const key = indexKeyOf({ ...provision, number }, this.scopeOf(provision));
    const all = key === null ? [] : (this.byKey.get(key) ?? []);
    if (provision.kind !== 'question' || !this.countsQuestionsByChapter) return all;
    const chapter = chapterOfQuestion(provision.label);
    return all.filter(({ label }) => chapterOfQuestion(label) === chapter);
  }

  /** Whether the draft has a provision of a unit of its scheme. */
  hasUnit(unit: UnitId): boolean {
    return this.units.has(unit);
  }

  /** Whether provisions of one of some units are numbered I, II … */
  hasNumerals(units: readonly UnitId[]): boolean {
    return units.some(
      (unit) => this.units.has(unit) && this.pickUnits(unit, this.everywhere.get('II') ?? []).length > 0,
    );
  }

  /** The units that the draft's provisions are. */
  listUnits(): Iterable<UnitId> {
    return this.units;
  }

  has(kind: UnitId): boolean {
    return this.counts.has(kind);
  }

  /** The scope that a provision's own number counts in. */
  scopeOf(provision: Provision): Scope {
    return this.scopes.get(provision) ?? null;
  }

  /** The scope that provisions within this one count in. */
  innerScope(provision: Provision): Scope {
    const begins =
      provision.kind === 'appendix' ||
      provision.kind === 'annex' ||
      provision.kind === 'schedule' ||
      (provision.kind === 'attachment' && provision.children.length > 0) ||
      (provision.kind === 'heading' && provision.marker !== '');
    if (provision.countsAnew !== null) return provision.countsAnew;
    return begins ? provision.marker : (this.scopes.get(provision) ?? null);
  }
}

const indices = new WeakMap<readonly Provision[], ProvisionIndex>();

function indexKeyOf(provision: Provision, scope: Scope): string | null {
  const { kind, number } = provision;
  if (number === null) return null;
  switch (kind) {
    case 'section':
    case 'clause':
    case 'paragraph':
    case 'part':
      return `n ${scope ?? ''} ${foldNumber(number)}`;
    case 'row':
    case 'definition':
      return provision.row !== null && provision.parent ? `row ${provision.parent.index} ${number}` : null;
    case 'question':
      return questionKey(seriesOfQuestion(provision.label), number);
    case 'heading':
      return null;
    default:
      return `${kind} ${number}`;
  }
}

/** "Question 2a" is how some cite "Question 2(a)". */
/** The rows of a table where none has a number of its own; else none. */
function listCountedRows({ children }: Provision): readonly Provision[] {
  const rows = children.filter(({ kind }) => kind === 'row');
  return rows.some(({ number }) => ROW_NUMBER.test(number ?? '')) ? [] : rows;
}

/** "2A", "K1", "1.1", "(3)": a number of its own, and no words that hold one. */
const ROW_NUMBER = /^\(?[A-Z]{0,2}\d[\d.]{0,6}[A-Za-z]{0,2}[.)]?$/;

function questionKey(series: string, number: string): string {
  return `question ${series} ${series === WORDED_SERIES ? foldQuestionNumber(number) : number}`;
}

const SUPPLEMENT_UNITS: ReadonlySet<UnitId> = new Set(['schedule', 'appendix', 'annex', 'attachment']);
/** Units that no other is cited as. */
const DISTINCT_UNITS: ReadonlySet<UnitId> = new Set([
  'part',
  'chapter',
  'title',
  'book',
  'division',
  'subpart',
  'subchapter',
  'subtitle',
  'article',
  'condition',
  'exhibit',
  'recital',
]);

function isDistinct(unit: UnitId): boolean {
  return DISTINCT_UNITS.has(unit) || isOwnUnitId(unit);
}

/** Without Articles, Parts and such, which are cited by their own word alone. */
function dropDistinct(found: readonly Provision[]): readonly Provision[] {
  return found.filter(({ unit }) => !isDistinct(unit));
}

/** Numbers are the same in whatever case; (a) and (A) are not. */
function foldNumber(number: string): string {
  const bracket = number.indexOf('(');
  return bracket < 0 ? number.toUpperCase() : number.slice(0, bracket).toUpperCase() + number.slice(bracket);
}

/** The numbered provision that a sub-paragraph is counted from. */
function baseOf(provision: Provision): Provision {
  let at = provision;
  while (at.kind === 'paragraph' && at.parent && at.number?.startsWith(at.parent.number ?? '\u0000')) at = at.parent;
  return at;
}

/** Whether a provision stands in one of a unit: 4.2 of Article 4, which is cited as Article 4.2. */
function isOfUnit({ parent, number }: Provision, unit: UnitId): boolean {
  for (let at = parent; at; at = at.parent)
    if (at.unit === unit) return at.number !== null && number?.startsWith(`${at.number}.`) === true;
  return false;
}
