import { NumberFinder } from '../analysis/references/number-finder.js';
import { ProvisionIndex } from '../analysis/references/provision-index.js';
import type { CitableDocument } from '../analysis/references/resolution.js';
import { Draft } from '../model/draft.js';
import { getOrCreate } from '../model/memo.js';
import { isWithinProvision, type Provision } from '../model/provision.js';
import { isAcronym } from '../model/references/document-names.js';
import type { Reference } from '../model/references/reference.js';
import {
  type AmendedDraft,
  type DraftScope,
  type FoundScopes,
  isFault,
  isWithinBlocks,
  listSiblings,
  type PlaceFault,
} from './scope.js';
import { foldTerm } from './terms.js';
import { TextPartFinder } from './text-parts.js';

/** Finds provisions by their numbers. */
export class NumberedPartFinder extends TextPartFinder {
  protected readonly document: CitableDocument;

  protected readonly elsewhere: CitableDocument;

  constructor(amended: AmendedDraft) {
    super(amended);
    this.document = makeCitable(this.draft);
    this.elsewhere = elsewhereThan(this.draft);
  }

  protected findCited(reference: Reference, words: string, around: DraftScope): FoundScopes {
    const foreign = this.findForeignName(reference);
    if (foreign !== null) return { state: 'not found', reason: `“${foreign}” is another document than this draft` };
    let scope = around;
    if (reference.of && !reference.of.isRelative) {
      const outer = this.findCited(reference.of, words, around);
      if (isFault(outer)) return outer;
      if (outer.length !== 1) return { state: 'ambiguous', reason: `“${words}” names several provisions` };
      scope = outer[0]!;
    }
    const found: Provision[] = [];
    for (const target of reference.targets) {
      const first = this.findNumber(reference, target.number, scope);
      if (isFault(first)) return first;
      if (!target.to) {
        found.push(...first);
        continue;
      }
      const last = this.findNumber(reference, target.to.number, scope);
      if (isFault(last)) return last;
      const range = listSiblings(first[0]!, last[0]!);
      if (!range) return { state: 'ambiguous', reason: `“${words}” is no range of provisions that stand together` };
      found.push(...range);
    }
    if (found.length === 0) return { state: 'not found', reason: `“${words}” names no provision of this draft` };
    return found.map((each) => this.scopeOf(each));
  }

  protected findNumber(reference: Reference, number: string, around: DraftScope): readonly Provision[] | PlaceFault {
    const called = `${reference.keyword} ${number}`;
    const candidates = this.listNumbered(reference, number, around);
    const distinct = [...new Set(candidates.length > 0 ? candidates : this.listHeaded(called, around))];
    if (distinct.length === 1) return distinct;
    if (distinct.length === 0) return { state: 'not found', reason: `there is no ${called}${this.nameAround(around)}` };
    return { state: 'ambiguous', reason: `there are ${distinct.length} of ${called}${this.nameAround(around)}` };
  }

  /** Provisions that are headed as they are cited, where their headings count for nothing else. */
  protected listHeaded(called: string, around: DraftScope): readonly Provision[] {
    const wanted = foldTerm(called);
    return this.draft.provisions.filter(
      ({ kind, title, block }) =>
        kind === 'heading' &&
        title !== null &&
        isWithinBlocks({ block }, around) &&
        (foldTerm(title) === wanted || foldTerm(title).startsWith(`${wanted} `)),
    );
  }

  protected listNumbered(reference: Reference, number: string, around: DraftScope): readonly Provision[] {
    const { draft, document } = this;
    const index = ProvisionIndex.of(draft);
    const container = around.provision;
    if (reference.kind === 'footnote') return index.footnote(number);
    if (reference.kind === 'row') return this.listRows(number, around);
    const inDefinition = this.listOfDefinition(number, around);
    if (inDefinition.length > 0) return inDefinition;
    if (container) {
      const finder = new NumberFinder(document, draft, container.block, draft.provisionOfBlock(container.block));
      const within = finder.findWithin(document, reference, number, container).filter((each) => each !== container);
      if (within.length > 0) return within;
      const below = listBelow(container, number);
      if (below.length > 0) return below;
      if (number.startsWith('(')) return [];
      // The number of the whole, "Clause 5.1" in Section 5, or of what is cited from elsewhere.
      const all = this.lookUp(reference, number);
      return all.filter((each) => isWithinProvision(each, container));
    }
    if (number.startsWith('(')) return draft.provisions.filter((each) => each.number === number && each.row === null);
    return this.lookUp(reference, number);
  }

  /** What a number with its unit means wherever it stands. */
  protected lookUp(reference: Reference, number: string): readonly Provision[] {
    const { elsewhere, document } = this;
    const draft = elsewhere.draft ?? this.draft;
    const finder = new NumberFinder(elsewhere, draft, 0, draft.provisionOfBlock(0));
    return finder.lookUp(document, reference, number);
  }

  protected listRows(number: string, around: DraftScope): readonly Provision[] {
    const { provision } = around;
    return this.draft.provisions.filter(
      (each) =>
        each.row !== null &&
        each.number === number &&
        (provision === null || isWithinProvision(each, provision)) &&
        isWithinBlocks(each, around),
    );
  }

  protected findMarkers(number: string, to: string | null, around: DraftScope): FoundScopes {
    const listed = (each: string): readonly Provision[] | PlaceFault => {
      const found = this.listMarked(each, around);
      if (found.length === 1) return found;
      return found.length === 0
        ? { state: 'not found', reason: `there is no ${each}${this.nameAround(around)}` }
        : { state: 'ambiguous', reason: `there are ${found.length} of ${each}${this.nameAround(around)}` };
    };
    const first = listed(number);
    if (isFault(first)) return first;
    if (to === null) return first.map((each) => this.scopeOf(each));
    const last = listed(to);
    if (isFault(last)) return last;
    const range = listSiblings(first[0]!, last[0]!);
    return range
      ? range.map((each) => this.scopeOf(each))
      : { state: 'ambiguous', reason: `${number} to ${to} are no provisions that stand together` };
  }

  protected listMarked(number: string, around: DraftScope): readonly Provision[] {
    const inDefinition = this.listOfDefinition(number, around);
    if (inDefinition.length > 0) return inDefinition;
    if (around.provision) return listBelow(around.provision, number);
    return this.draft.provisions.filter((each) => each.row === null && each.number === number);
  }

  /** The name of a document that a reference gives and that is not the draft's; null where none is. */
  protected findForeignName({ document }: Reference): string | null {
    if (!document || (document.side === 'before' && !document.isDescribed && !isAcronym(document.text))) return null;
    const name = document.text.trim().toLowerCase();
    if (name === '' || this.amended.names.has(name)) return null;
    const general =
      /^(?:(?:the|this|that|these|those|said|principal|main|same|present|existing|current) )*(?:acts?|agreement|articles of association|by-?laws?|code|constitution|directive|document|draft|instrument|lease|licen[cs]e|order|policy|regulations?|rules|scheme|standard|statutes?|terms)$/;
    if (general.test(name)) return null;
    for (const own of this.amended.names) if (own.includes(name) || name.endsWith(own)) return null;
    return document.text.trim();
  }
}

/** The provisions within another that bear a number such as "(a)(ii)", the nearest ones. */
function listBelow(container: Provision, number: string): readonly Provision[] {
  const whole = `${container.number ?? ''}${number}`;
  const exact: Provision[] = [];
  const ending: Provision[] = [];
  const visit = (children: readonly Provision[]) => {
    for (const child of children) {
      if (child.row === null && child.number !== null) {
        if (child.number === whole || child.number === number) exact.push(child);
        else if (number.startsWith('(') && child.number.endsWith(number)) ending.push(child);
      }
      visit(child.children);
    }
  };
  visit(container.children);
  return exact.length > 0 ? exact : ending;
}

const documents = new WeakMap<Draft, CitableDocument>();

function makeCitable(draft: Draft): CitableDocument {
  return getOrCreate(documents, draft, () => ({
    id: '',
    names: [],
    uri: null,
    draft,
    baseline: null,
    role: 'instrument' as const,
  }));
}

/** A text of no words that cites the draft from outside. */
function elsewhereThan(draft: Draft): CitableDocument {
  return {
    id: 'instructions',
    names: [],
    uri: null,
    draft: Draft.parse('', draft.reading),
    baseline: null,
    role: 'consultation',
  };
}
