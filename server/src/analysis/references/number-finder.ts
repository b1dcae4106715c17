import type { Draft } from '../../model/draft.js';
import { findFirst } from '../../model/find-first.js';
import { getOrCreate } from '../../model/memo.js';
import { listNumberWords, NUMBER_WORDS, readNumberWord } from '../../model/number-words.js';
import type { Provision } from '../../model/provision.js';
import { type Reference, type ReferenceTarget, treatAsBuiltIn } from '../../model/references/reference.js';
import type { UnitId } from '../../model/schemes/scheme.js';
import { formatMarker, parseRoman, readMarkerStyles } from '../../model/structure/markers.js';
import { ProvisionIndex, type Scope } from './provision-index.js';
import type { CitableDocument } from './resolution.js';

/** "Article II, " before a reference, " of Article II" after one. */
const HEADING_NAME = `[A-Za-z]{4,9}\\s+(?:[0-9IVXLCivxlcA-Z]{1,8}|(?:[Tt]he )?(?:${NUMBER_WORDS}))`;
const HEADING_BEFORE = new RegExp(String.raw`\b(${HEADING_NAME}),?\s+$`);
const HEADING_AFTER = new RegExp(String.raw`^,?\s+(?:of|in|to|under)\s+(${HEADING_NAME})\b`);

/** Units that hold no sub-paragraphs that a bare "(b)" could mean. */
export const NO_TEXT_UNITS: ReadonlySet<UnitId> = new Set<UnitId>([
  'table',
  'figure',
  'row',
  'definition',
  'question',
  'footnote',
  'attachment',
]);

/** A number that was looked for, and what it cites. */
interface FoundNumber {
  readonly document: CitableDocument;
  readonly reference: Reference;
  readonly number: string;
  readonly provisions: readonly Provision[];
}

/** Looks for numbers in a document, as the words of one block cite them. */
export class NumberFinder {
  /** The last number that was looked for: whether it is there is asked first, and then what it is. */
  private last: FoundNumber | null = null;
  /** The last heading that was looked for, which is asked several times for one reference. */
  private lastHeading: { readonly reference: Reference; readonly scope: Scope } | null = null;

  constructor(
    private readonly self: CitableDocument,
    private readonly draft: Draft,
    private readonly block: number,
    /** The provision that the block belongs to. */
    private readonly owner: Provision | null,
  ) {}

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
    if (number.startsWith('(')) return [];
    const own = container.number ?? '';
    const inBrackets = index.numbered(`${own}${putInBrackets(number)}`, index.scopeOf(container));
    // "Paragraph 2 of condition 21" is 21.2.
    return inBrackets.length > 0 || !/^\d{1,3}(?:\(|$)/.test(number)
      ? inBrackets
      : index.numbered(`${own}.${number}`, index.innerScope(container)).filter((each) => isWithin(each, container));
  }

  /**
   * The heading of this document that the words name and under which sections are counted anew:
   * "Section 3 of Article II", "Article II, Section 3". Null where they name none.
   */
  headingNamed(reference: Reference): Scope {
    if (this.lastHeading?.reference !== reference) this.lastHeading = { reference, scope: this.findHeading(reference) };
    return this.lastHeading.scope;
  }

  private findHeading({ keywordSpan, targets }: Reference): Scope {
    const last = targets.at(-1);
    const index = ProvisionIndex.of(this.draft);
    if (!last || !index.hasHeadings) return null;
    const { text } = this.draft.block(this.block);
    const end = (last.to ?? last).span.end;
    const name =
      HEADING_AFTER.exec(text.slice(end, end + 40))?.[1] ??
      HEADING_BEFORE.exec(text.slice(Math.max(0, keywordSpan.start - 24), keywordSpan.start))?.[1];
    return name === undefined ? null : index.headingScope(name);
  }

  /** What a number cites; of several in the draft's own text those that are nearest to the words. */
  lookUp(document: CitableDocument, reference: Reference, number: string): readonly Provision[] {
    const { last } = this;
    if (last?.reference === reference && last.number === number && last.document === document) return last.provisions;
    const all = this.findAll(document, reference, number);
    const isOwn = document === this.self;
    const provisions = all.length > 1 && isOwn ? pickNearest(all, this.owner, this.draft) : all;
    this.last = { document, reference, number, provisions };
    return provisions;
  }

  /**
   * Whether the draft has what is cited under a number that Markdown writes in another way: "(3)(b)"
   * is the second item of a list 1., 2. below 3, and "4.4.3" of lists below section 4 is 4(4)(3).
   */
  isWrittenOtherwise(reference: Reference, number: string): boolean {
    for (const each of listOtherForms(number, this.owner))
      for (const { block } of this.lookUp(this.self, reference, each))
        if (!each.includes('(') || /^\d/.test(this.draft.block(block).marker ?? '')) return true;
    return false;
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
        if (number.startsWith('('))
          return isOwn ? this.nearestNumbered(index, number, scope) : index.numbered(number, null);
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
      case 'bylaw':
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
      case 'question':
        return index.questionCited(reference.keyword, number);
      default:
        // "Schedule 2" of a text whose Schedules are One and Two.
        for (const each of [number, ...listOtherNumerals(number)]) {
          const found = index.division(kind, each);
          if (found.length > 0) return found;
        }
        return [];
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
    const own = all.filter((unit) => index.hasUnit(unit));
    const isThroughNumerals = kind === 'paragraph' && index.countsThroughNumerals && /^\d/.test(number);
    const units = isThroughNumerals
      ? (['section', ...own] as const)
      : own.length > 0
        ? own
        : index.borrowedUnits(keyword).filter((unit) => index.hasUnit(unit));
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
    for (const each of [number, ...listOtherNumerals(number)])
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
}

/** (B)(2) for B.2 and (B) for B; null for any other number. */
function readLetteredLevels(number: string): string | null {
  const [, letter, rest] = /^([A-Z])(?:\.(\d{1,2}))?$/.exec(number) ?? [];
  return letter === undefined ? null : `(${letter})${rest === undefined ? '' : `(${rest})`}`;
}

/** What stands for a number in a text that writes its lists, or its chapters, in another way. */
function listOtherForms(number: string, owner: Provision | null): readonly string[] {
  // "§060" in 2.56.040 is 2.56.060.
  if (/^\d{3}$/.test(number)) {
    for (let at = owner; at; at = at.parent) {
      const above = /^(\d{1,4}(?:\.\d{1,4})*\.)\d{3}(?:$|\()/.exec(at.number ?? '')?.[1];
      if (above) return [above + number];
    }
    return [];
  }
  const [root, ...levels] = number.split('.');
  if (root && levels.length > 0 && levels.every((each) => /^\d{1,2}$/.test(each)))
    return [
      `${root}(${levels.join(')(')})`,
      ...(levels.length > 1 ? [`${[root, ...levels.slice(0, -1)].join('.')}(${levels.at(-1)})`] : []),
    ];
  const markers = number.match(/\([^()]*\)/g) ?? [];
  const isLettered = (each: string) => /^\([a-z]+\)$/.test(each);
  if (!markers.some(isLettered)) return [];
  const before = number.slice(0, number.indexOf('('));
  const byStyle = (style: string) =>
    before +
    markers
      .map((each) => {
        if (!isLettered(each)) return each;
        const all = readMarkerStyles(each.slice(1, -1));
        const found = all.find((one) => one.style === style) ?? all[0];
        return found ? `(${found.value})` : each;
      })
      .join('');
  return [...new Set([byStyle('alpha'), byStyle('roman')])];
}

/** 4 and "Four" for IV, IV and "Fourth" for 4; none for what is no numeral. */
function listOtherNumerals(number: string): string[] {
  const roman = /^[IVXLC]{1,7}$/.test(number) ? parseRoman(number.toLowerCase()) : 0;
  const value = /^[1-9]\d?$/.test(number) ? Number(number) : Math.max(roman, readNumberWord(number));
  if (value <= 0) return [];
  const all = [String(value), formatMarker('ROMAN', value), ...listNumberWords(value)];
  return all.filter((each) => each !== number);
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

function isWithin(provision: Provision, container: Provision): boolean {
  return provision.index > container.index && provision.block < container.endBlock;
}

/** "2(a)" as a part of what is cited through: "(2)(a)". */
export function putInBrackets(number: string): string {
  return number.replace(/^[^(]+/, (root) => `(${root})`);
}

export function tableOrFigureAround(owner: Provision | null): Provision | null {
  for (let at = owner; at; at = at.parent) if (at.kind === 'table' || at.kind === 'figure') return at;
  return null;
}
