import { NumberFinder } from '../analysis/references/number-finder.js';
import { ProvisionIndex } from '../analysis/references/provision-index.js';
import type { CitableDocument } from '../analysis/references/resolution.js';
import { tableRowsOf } from '../compare/rows.js';
import { Draft } from '../model/draft.js';
import { findFirst } from '../model/find-first.js';
import { getOrCreate } from '../model/memo.js';
import { isWithinProvision, type Provision } from '../model/provision.js';
import { isAcronym } from '../model/references/document-names.js';
import type { Reference } from '../model/references/reference.js';
import type { Span } from '../model/text.js';
import { isCalled } from './amended-names.js';
import { BlockBeginnings, findTextStart } from './block-beginnings.js';
import { type Effect, rankAfter, rankBefore } from './effects.js';
import type { Place, PlacePart } from './orders.js';
import { readNewRows } from './table-rows.js';

/** A part of a draft that an instruction names. */
export interface DraftScope {
  /** Offsets in the draft's text. */
  readonly span: Span;
  /** The blocks that it consists of; a row, a cell or a sentence is within one. */
  readonly from: number;
  readonly to: number;
  /** What is put in after it comes before this block. */
  readonly end: number;
  readonly provision: Provision | null;
  /** Its row in the table that its block is (0 is the header row), or null. */
  readonly row: number | null;
  /** Whether it is no more than some words of its block. */
  readonly isWords: boolean;
  readonly depth: number;
  /** Whether it is the draft itself, where no place in it is named. */
  readonly isDraft?: true;
}

/** Words whose full stop ends no sentence. */
const ABBREVIATED = /\b(?:No|Nos|cf|para|paras|Mr|Mrs|Ms|Dr|art|arts|e\.g|i\.e|reg|regs|St)\.$/;

/** Why a place cannot be found: nothing is there, or more than one thing is. */
export interface PlaceFault {
  readonly state: 'not found' | 'ambiguous';
  readonly reason: string;
}

export type FoundScopes = readonly DraftScope[] | PlaceFault;

/** Whether it is a fault, and not what was looked for. */
export function isFault(found: object): found is PlaceFault {
  return 'state' in found;
}

/** All that was found, or the first fault. */
export function joinFound<T>(found: readonly (readonly T[] | PlaceFault)[]): readonly T[] | PlaceFault {
  const all: T[] = [];
  for (const each of found) {
    if (isFault(each)) return each;
    all.push(...each);
  }
  return all;
}

/** How a draft may be called by texts that amend it. */
export interface AmendedDraft {
  readonly draft: Draft;
  /** The names that are its own, in small letters; any other name in an instruction is refused. */
  readonly names: ReadonlySet<string>;
}

/** Finds the places that instructions name in one draft. */
export class ScopeFinder {
  private readonly draft: Draft;
  private readonly document: CitableDocument;
  private readonly elsewhere: CitableDocument;

  constructor(readonly amended: AmendedDraft) {
    this.draft = amended.draft;
    this.document = makeCitable(this.draft);
    this.elsewhere = elsewhereThan(this.draft);
  }

  /** The whole draft. */
  get whole(): DraftScope {
    const { draft } = this;
    return {
      span: { start: 0, end: draft.length },
      from: 0,
      to: draft.blocks.length,
      end: draft.blocks.length,
      provision: null,
      row: null,
      isWords: false,
      depth: 0,
      isDraft: true,
    };
  }

  /**
   * What places name, each read within the one before it; a place that is not within the one before
   * it is looked for farther out.
   */
  find(places: readonly Place[]): FoundScopes {
    let around: readonly DraftScope[] = [this.whole];
    const outer: (readonly DraftScope[])[] = [around];
    for (const [index, place] of places.entries()) {
      // What names a place by itself does not need the heading above it.
      if (place[0]?.kind === 'lost' && isAbsolute(places[index + 1] ?? [])) continue;
      let found: FoundScopes = this.findPlace(place, around);
      for (
        let at = outer.length - 2;
        at >= 0 && isFault(found) && found.state === 'not found' && isAbsolute(place);
        at--
      )
        found = this.findPlace(place, outer[at]!);
      if (isFault(found)) return found;
      around = found;
      outer.push(found);
    }
    return around;
  }

  private findPlace(place: Place, around: readonly DraftScope[]): FoundScopes {
    let scopes = around;
    for (const part of place) {
      const found = joinFound(scopes.map((scope) => this.findPart(part, scope)));
      if (isFault(found)) return found;
      scopes = found;
    }
    return scopes;
  }

  private findPart(part: PlacePart, around: DraftScope): FoundScopes {
    switch (part.kind) {
      case 'cited':
        return this.findCited(part.reference, part.words, around);
      case 'marker':
        return this.findMarkers(part.number, part.to, around);
      case 'definition':
        return joinFound(part.terms.map((term) => this.findDefinition(term, around)));
      case 'entry':
        return joinFound(part.texts.map((text) => this.findEntry(text, around)));
      case 'heading':
        return this.findHeading(part.text, around);
      case 'under':
        return this.findUnder(part.text, around);
      case 'opening':
        return this.findOpening(around);
      case 'closing':
        return this.findClosing(around);
      case 'sentence':
        return this.findSentence(part.ordinal, around);
      case 'paragraph':
        return this.findParagraph(part.ordinal, part.beginning, around);
      case 'row':
        return this.findRow(part.ordinal, around);
      case 'column':
        return this.findColumn(part.ordinal, part.name, around);
      case 'table':
        return this.findTable(part.ordinal, around);
      case 'before':
        return this.findBefore(part.part, around);
      case 'lost':
        return { state: 'not found', reason: `the heading ${part.words} is not understood` };
      case 'document':
        return part.name === null || isCalled(part.name, this.amended.names)
          ? [this.whole]
          : { state: 'not found', reason: `“${part.name}” is another document than this draft` };
      case 'line':
        return this.findLine(part.line);
      case 'frontMatter':
        return this.draft.blocks[0]?.kind === 'frontMatter'
          ? [this.scopeOfBlock(0)]
          : { state: 'not found', reason: 'the draft has no front matter' };
      default:
        return [this.whole];
    }
  }

  /** A provision as a scope. */
  scopeOf(provision: Provision): DraftScope {
    const { draft } = this;
    const isRow = provision.row !== null;
    const to = isRow ? provision.block + 1 : this.findEndOfSubparagraphs(provision);
    const span = draft.spanOf(provision);
    const last = draft.startOf(to - 1) + draft.block(to - 1).text.length;
    return {
      span: isRow || to === findEndBlock(provision) ? span : { start: span.start, end: last },
      from: provision.block,
      to,
      end: to,
      provision,
      row: isRow ? (provision.row ?? 0) + 1 : null,
      isWords: false,
      depth: measureDepth(provision),
    };
  }

  /**
   * The index after the last block of a provision. In an act of the European Union what stands below
   * the last numbered paragraph of an Article, without a number, is a subparagraph of it.
   */
  private findEndOfSubparagraphs(provision: Provision): number {
    const { draft } = this;
    const { parent } = provision;
    const end = findEndBlock(provision);
    if (draft.scheme.id !== 'eu-act' || provision.unit !== 'paragraph' || !parent || parent.unit !== 'article')
      return end;
    if (parent.children.at(-1) !== provision) return end;
    let at = end;
    while (at < findEndBlock(parent) && draft.block(at).kind === 'paragraph') at++;
    return at;
  }

  /** A definition with the paragraphs that it leads on to, which the model has beside it. */
  scopeOfDefinition(definition: Provision): DraftScope {
    const { draft } = this;
    const scope = this.scopeOf(definition);
    const { parent } = definition;
    const end = parent ? Math.max(scope.to, findEndBlock(parent)) : scope.to;
    if (scope.row !== null || !/[—–:-]\s*$/.test(draft.textBetween(scope.span.start, scope.span.end))) return scope;
    let to = scope.to;
    while (to < end) {
      const own = draft.provisionOfBlock(to);
      if (own?.block === to && own.kind === 'definition') break;
      if (own === parent && this.readTermOf(to) !== null) break;
      to++;
    }
    const last = draft.startOf(to - 1) + draft.block(to - 1).text.length;
    return { ...scope, to, end: to, span: { start: scope.span.start, end: last } };
  }

  private readTermOf(block: number): string | null {
    const { text, kind, prefix } = this.draft.block(block);
    return kind === 'paragraph' ? readTerm(text.slice(prefix)) : null;
  }

  /** The numbered paragraphs that a definition leads on to; none for another scope. */
  private listOfDefinition(number: string, around: DraftScope): readonly Provision[] {
    const { provision } = around;
    if (provision?.kind !== 'definition' || around.to <= findEndBlock(provision)) return [];
    const all = this.draft.provisions.filter(
      (each) =>
        each.row === null && each !== provision && isWithinBlocks(each, around) && each.number?.endsWith(number),
    );
    return all.filter((each) => !all.some((other) => other !== each && isWithinProvision(each, other)));
  }

  private scopeOfBlock(block: number): DraftScope {
    const { draft } = this;
    const start = draft.startOf(block);
    const owner = draft.provisionOfBlock(block);
    return {
      span: { start, end: start + draft.block(block).text.length },
      from: block,
      to: block + 1,
      end: block + 1,
      provision: null,
      row: null,
      isWords: false,
      depth: owner ? measureDepth(owner) + 1 : 1,
    };
  }

  /** The words of a scope without the label that they begin with. */
  textOf(scope: DraftScope): Span {
    if (scope.isWords || scope.row !== null) return scope.span;
    return { start: findTextStart(this.draft, scope.from), end: scope.span.end };
  }

  /** The blocks of a scope that are tables. */
  findTables(around: DraftScope): number[] {
    return this.listBlocks(around).filter((block) => tableRowsOf(this.draft.block(block)).length > 0);
  }

  /** What puts new entries or definitions at their places in the alphabet. */
  fileInOrder(around: DraftScope, text: string): readonly Effect[] | PlaceFault {
    const rows = readNewRows(text);
    return rows === null ? this.fileDefinitions(around, text) : this.fileRows(around, rows.split('\n'));
  }

  private fileRows(around: DraftScope, rows: readonly string[]): readonly Effect[] | PlaceFault {
    const tables = this.findTables(around);
    const [block] = tables;
    if (block === undefined || tables.length > 1)
      return {
        state: tables.length === 0 ? 'not found' : 'ambiguous',
        reason: `there are ${tables.length} tables${this.nameAround(around)}`,
      };
    const { text: whole } = this.draft.block(block);
    const known = tableRowsOf(this.draft.block(block))
      .slice(1)
      .map(({ cells }) => foldTerm(whole.slice(cells[0]?.start ?? 0, cells[0]?.end ?? 0)));
    if (!isInOrder(known))
      return { state: 'ambiguous', reason: 'the entries of the table are in no alphabetical order' };
    return rows.map((row): Effect => {
      const own = foldTerm(/^\s*\|?\s*([^|\t]*)/.exec(row)?.[1] ?? '');
      return { kind: 'insertRows', block, at: 1 + countTermsBefore(known, own), text: row };
    });
  }

  private fileDefinitions(around: DraftScope, text: string): readonly Effect[] | PlaceFault {
    const terms = this.draft.provisions.filter(
      (each) =>
        each.kind === 'definition' &&
        each.row === null &&
        isWithinBlocks(each, around) &&
        (!around.provision || isWithinProvision(each, around.provision)),
    );
    const blocks =
      terms.length > 0
        ? terms.map((each) => ({ term: foldTerm(each.number ?? ''), scope: this.scopeOfDefinition(each) }))
        : this.listTermBlocks(around);
    if (blocks.length === 0)
      return { state: 'not found', reason: `there are no definitions${this.nameAround(around)}` };
    const known = blocks.map(({ term }) => term);
    if (!isInOrder(known)) return { state: 'ambiguous', reason: 'the definitions are in no alphabetical order' };
    const effects: Effect[] = [];
    for (const definition of cutDefinitions(text)) {
      const term = readTerm(definition);
      if (term === null) return { state: 'ambiguous', reason: 'what is put in alphabetical order is no definition' };
      const at = countTermsBefore(known, term);
      const [before, after] = [blocks[at - 1], blocks[at]];
      if (after) effects.push({ kind: 'insert', at: after.scope.from, text: definition, rank: rankBefore(0) });
      else if (before)
        effects.push({ kind: 'insert', at: before.scope.end, text: definition, rank: rankAfter(before.scope.depth) });
    }
    return effects;
  }

  private listTermBlocks(around: DraftScope): { term: string; scope: DraftScope }[] {
    return this.listBlocks(around).flatMap((block) => {
      const term = this.readTermOf(block);
      return term === null ? [] : [{ term, scope: this.scopeOfTermBlock(block) }];
    });
  }

  // ---- by number ----

  private findCited(reference: Reference, words: string, around: DraftScope): FoundScopes {
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

  private findNumber(reference: Reference, number: string, around: DraftScope): readonly Provision[] | PlaceFault {
    const called = `${reference.keyword} ${number}`;
    const candidates = this.listNumbered(reference, number, around);
    const distinct = [...new Set(candidates.length > 0 ? candidates : this.listHeaded(called, around))];
    if (distinct.length === 1) return distinct;
    if (distinct.length === 0) return { state: 'not found', reason: `there is no ${called}${this.nameAround(around)}` };
    return { state: 'ambiguous', reason: `there are ${distinct.length} of ${called}${this.nameAround(around)}` };
  }

  /** Provisions that are headed as they are cited, where their headings count for nothing else. */
  private listHeaded(called: string, around: DraftScope): readonly Provision[] {
    const wanted = foldTerm(called);
    return this.draft.provisions.filter(
      ({ kind, title, block }) =>
        kind === 'heading' &&
        title !== null &&
        isWithinBlocks({ block }, around) &&
        (foldTerm(title) === wanted || foldTerm(title).startsWith(`${wanted} `)),
    );
  }

  private nameAround({ provision }: DraftScope): string {
    return provision ? ` in ${provision.label}` : '';
  }

  private listNumbered(reference: Reference, number: string, around: DraftScope): readonly Provision[] {
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
  private lookUp(reference: Reference, number: string): readonly Provision[] {
    const { elsewhere, document } = this;
    const draft = elsewhere.draft ?? this.draft;
    const finder = new NumberFinder(elsewhere, draft, 0, draft.provisionOfBlock(0));
    return finder.lookUp(document, reference, number);
  }

  private listRows(number: string, around: DraftScope): readonly Provision[] {
    const { provision } = around;
    return this.draft.provisions.filter(
      (each) =>
        each.row !== null &&
        each.number === number &&
        (provision === null || isWithinProvision(each, provision)) &&
        isWithinBlocks(each, around),
    );
  }

  private findMarkers(number: string, to: string | null, around: DraftScope): FoundScopes {
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

  private listMarked(number: string, around: DraftScope): readonly Provision[] {
    const inDefinition = this.listOfDefinition(number, around);
    if (inDefinition.length > 0) return inDefinition;
    if (around.provision) return listBelow(around.provision, number);
    return this.draft.provisions.filter((each) => each.row === null && each.number === number);
  }

  /** The name of a document that a reference gives and that is not the draft's; null where none is. */
  private findForeignName({ document }: Reference): string | null {
    if (!document || (document.side === 'before' && !document.isDescribed && !isAcronym(document.text))) return null;
    const name = document.text.trim().toLowerCase();
    if (name === '' || this.amended.names.has(name)) return null;
    const general =
      /^(?:(?:the|this|that|these|those|said|principal|main|same|present|existing|current) )*(?:acts?|agreement|articles of association|by-?laws?|code|constitution|directive|document|draft|instrument|lease|licen[cs]e|order|policy|regulations?|rules|scheme|standard|statutes?|terms)$/;
    if (general.test(name)) return null;
    for (const own of this.amended.names) if (own.includes(name) || name.endsWith(own)) return null;
    return document.text.trim();
  }

  // ---- by words ----

  private findDefinition(term: string, around: DraftScope): FoundScopes {
    const wanted = foldTerm(term);
    const found = this.draft.provisions.filter(
      (each) =>
        each.kind === 'definition' &&
        foldTerm(each.number ?? '') === wanted &&
        isWithinBlocks(each, around) &&
        (around.provision === null || isWithinProvision(each, around.provision)),
    );
    if (found.length === 1) return [this.scopeOfDefinition(found[0]!)];
    if (found.length > 1) return { state: 'ambiguous', reason: `“${term}” is defined ${found.length} times` };
    const blocks = this.listBlocks(around).filter((block) => this.beginsWithTerm(block, wanted));
    if (blocks.length === 1) return [this.scopeOfTermBlock(blocks[0]!)];
    if (blocks.length > 1) return { state: 'ambiguous', reason: `“${term}” is defined ${blocks.length} times` };
    const rows = this.findRowBy((cells) => foldTerm(cells[0] ?? '') === wanted, around);
    if (rows.length === 1) return rows;
    return { state: 'not found', reason: `there is no definition of “${term}”${this.nameAround(around)}` };
  }

  private scopeOfTermBlock(block: number): DraftScope {
    const owner = this.draft.provisionOfBlock(block);
    return owner?.block === block ? this.scopeOf(owner) : this.scopeOfBlock(block);
  }

  private beginsWithTerm(block: number, wanted: string): boolean {
    const { text, prefix, kind, head } = this.draft.block(block);
    if (kind !== 'paragraph') return false;
    const from = 'body' in head && head.kind !== 'definition' ? head.body : prefix;
    const found = /^[*_]{0,3}[“"‘'][*_]{0,3}([^”"’'*_]{1,120})[*_]{0,3}[”"’']|^[*_]{1,3}([^*_]{1,120})[*_]{1,3}/.exec(
      text.slice(from),
    );
    return found !== null && foldTerm(found[1] ?? found[2] ?? '') === wanted;
  }

  private findEntry(text: string, around: DraftScope): FoundScopes {
    const wanted = foldTerm(text);
    const inFirst = this.findRowBy((cells) => foldTerm(cells[0] ?? '') === wanted, around);
    if (inFirst.length === 1) return inFirst;
    const inAny =
      inFirst.length > 0 ? inFirst : this.findRowBy((cells) => cells.some((cell) => foldTerm(cell) === wanted), around);
    const begins =
      inAny.length > 0 ? inAny : this.findRowBy((cells) => foldTerm(cells[0] ?? '').startsWith(`${wanted} `), around);
    if (begins.length === 1) return begins;
    return begins.length === 0
      ? { state: 'not found', reason: `there is no entry for “${text}”${this.nameAround(around)}` }
      : { state: 'ambiguous', reason: `there are ${begins.length} entries for “${text}”${this.nameAround(around)}` };
  }

  /** Rows whose cells, as they are written, are what is wanted. */
  private findRowBy(isWanted: (cells: readonly string[]) => boolean, around: DraftScope): DraftScope[] {
    const found: DraftScope[] = [];
    for (const block of this.listBlocks(around)) {
      const { text } = this.draft.block(block);
      tableRowsOf(this.draft.block(block)).forEach(({ cells }, row) => {
        if (row === 0 || (around.row !== null && around.row !== row)) return;
        if (isWanted(cells.map(({ start, end }) => text.slice(start, end)))) found.push(this.scopeOfRow(block, row));
      });
    }
    return found;
  }

  private scopeOfRow(block: number, row: number): DraftScope {
    const own = tableRowsOf(this.draft.block(block))[row]!;
    return { ...this.scopeOfBlock(block), span: this.draft.inText(block, own), row };
  }

  private findHeading(text: string | null, around: DraftScope): FoundScopes {
    const { draft } = this;
    if (text === null) {
      const { provision } = around;
      const block = provision ? provision.block : draft.blocks.findIndex(({ kind }) => kind === 'heading');
      const head = provision === null && around.from > 0 ? around.from : block;
      if (
        head >= 0 &&
        head < draft.blocks.length &&
        (draft.block(head).kind === 'heading' || provision?.title != null || provision?.kind === 'table')
      )
        return [this.scopeOfText(head)];
      return { state: 'not found', reason: `there is no heading${this.nameAround(around)}` };
    }
    const found = this.findUnder(text, around);
    return isFault(found) ? found : found.map(({ from }) => this.scopeOfBlock(from));
  }

  /** The provision that a heading stands above of. */
  private findUnder(text: string, around: DraftScope): FoundScopes {
    const { draft } = this;
    const wanted = foldTerm(text);
    const found = draft.provisions.filter(
      (each) =>
        each.row === null &&
        each.title !== null &&
        (foldTerm(each.title) === wanted || foldTerm(each.label) === wanted) &&
        isWithinBlocks(each, around),
    );
    if (found.length === 1) return [this.scopeOf(found[0]!)];
    return found.length === 0
      ? { state: 'not found', reason: `there is no heading “${text}”` }
      : { state: 'ambiguous', reason: `there are ${found.length} headings “${text}”` };
  }

  /** A block without its own label and marks of a heading. */
  private scopeOfText(block: number): DraftScope {
    const scope = this.scopeOfBlock(block);
    return { ...scope, span: { start: findTextStart(this.draft, block), end: scope.span.end }, isWords: true };
  }

  private findOpening({ provision, from, row }: DraftScope): FoundScopes {
    if (row !== null) return { state: 'not found', reason: 'a row has no opening words' };
    return [this.scopeOfText(provision ? provision.block : from)];
  }

  private findClosing(around: DraftScope): FoundScopes {
    const own = this.listOwnBlocks(around);
    const last = own.at(-1);
    const children = around.provision?.children ?? [];
    if (last === undefined || last === around.from || !children.some(({ block }) => block < last))
      return { state: 'not found', reason: `there are no closing words${this.nameAround(around)}` };
    return [this.scopeOfBlock(last)];
  }

  /** The blocks of a scope that belong to none of the provisions within it, its first included. */
  private listOwnBlocks({ provision, from, to }: DraftScope): number[] {
    const { draft } = this;
    const blocks: number[] = [];
    const end = provision ? findEndBlock(provision) : to;
    for (let block = from; block < to; block++)
      if (block >= end || draft.provisionOfBlock(block) === provision) blocks.push(block);
    return blocks;
  }

  /** The sentences of a scope that is one paragraph; none where it is more. */
  listSentences(around: DraftScope): Span[] {
    const blocks = this.listOwnBlocks(around).filter(
      (each) => this.draft.block(each).kind !== 'heading' || around.to === each + 1,
    );
    const block = around.row === null ? blocks[0] : undefined;
    if (block === undefined || blocks.length > 1 || around.isWords) return [];
    const { start: from, end } = this.scopeOfText(block).span;
    const text = this.draft.textBetween(from, end);
    const sentences: Span[] = [];
    let start = 0;
    for (const found of text.matchAll(/[.?!][”"’')\]]{0,2}(?:\[\^[^\]\s]{1,20}\])?\s+(?=[A-Z“"‘(])/g)) {
      const stop = found.index + found[0].trimEnd().length;
      if (ABBREVIATED.test(text.slice(Math.max(start, stop - 8), stop))) continue;
      sentences.push({ start: from + start, end: from + stop });
      start = found.index + found[0].length;
    }
    sentences.push({ start: from + start, end });
    return sentences;
  }

  private findSentence(ordinal: number, around: DraftScope): FoundScopes {
    const sentences = this.listSentences(around);
    if (sentences.length === 0 || (ordinal === 0 && sentences.length > 1))
      return { state: 'ambiguous', reason: `which sentence is meant${this.nameAround(around)} is not clear` };
    const own = ordinal < 0 ? sentences.at(ordinal) : sentences[Math.max(0, ordinal - 1)];
    if (!own) return { state: 'not found', reason: `there is no such sentence${this.nameAround(around)}` };
    return [{ ...this.scopeOfBlock(this.draft.blockAt(own.start)), span: own, isWords: true }];
  }

  private findParagraph(ordinal: number, beginning: string | null, around: DraftScope): FoundScopes {
    const { draft } = this;
    if (beginning !== null) {
      const found = this.listBeginning(beginning, around);
      const one =
        ordinal === 0 ? (found.length === 1 ? found[0] : undefined) : found.at(ordinal < 0 ? ordinal : ordinal - 1);
      if (one !== undefined) return [this.scopeOfBlock(one)];
      return found.length === 0
        ? { state: 'not found', reason: `no paragraph${this.nameAround(around)} begins “${beginning}”` }
        : { state: 'ambiguous', reason: `${found.length} paragraphs${this.nameAround(around)} begin “${beginning}”` };
    }
    const own = this.listOwnBlocks(around).filter((block) => {
      const { kind } = draft.block(block);
      return kind === 'paragraph' || (kind !== 'heading' && kind !== 'table' && kind !== 'frontMatter');
    });
    const block = own.at(ordinal < 0 ? ordinal : ordinal - 1);
    if (block === undefined || own.length < 2)
      return { state: 'not found', reason: `there is no such paragraph${this.nameAround(around)}` };
    return [
      block === around.from && around.provision?.block === block ? this.scopeOfText(block) : this.scopeOfBlock(block),
    ];
  }

  /** The blocks of a part of the draft that begin with words. */
  listBeginning(beginning: string, { from, to }: Pick<DraftScope, 'from' | 'to'>): readonly number[] {
    const all = BlockBeginnings.of(this.draft).find(beginning);
    return all.slice(
      findFirst(all, (block) => block >= from),
      findFirst(all, (block) => block >= to),
    );
  }

  private listBlocks({ from, to }: DraftScope): number[] {
    return Array.from({ length: to - from }, (_, at) => from + at);
  }

  // ---- tables ----

  private findTable(ordinal: number, around: DraftScope): FoundScopes {
    const blocks = this.findTables(around);
    const block =
      ordinal === 0 ? (blocks.length === 1 ? blocks[0] : undefined) : blocks.at(ordinal < 0 ? ordinal : ordinal - 1);
    if (block !== undefined) return [this.scopeOfBlock(block)];
    return blocks.length === 0
      ? { state: 'not found', reason: `there is no table${this.nameAround(around)}` }
      : { state: 'ambiguous', reason: `there are ${blocks.length} tables${this.nameAround(around)}` };
  }

  private findRow(ordinal: number, around: DraftScope): FoundScopes {
    const table = this.findTable(0, around);
    if (isFault(table)) return table;
    const block = table[0]!.from;
    const rows = tableRowsOf(this.draft.block(block));
    const row = ordinal < 0 ? rows.length + ordinal : ordinal;
    if (row < 0 || row >= rows.length || (ordinal < 0 && row === 0))
      return { state: 'not found', reason: `the table${this.nameAround(around)} has no such row` };
    return [this.scopeOfRow(block, row)];
  }

  private findColumn(ordinal: number, name: string | null, around: DraftScope): FoundScopes {
    const table = around.row === null ? this.findTable(0, around) : [around];
    if (isFault(table)) return table;
    const block = table[0]!.from;
    const rows = tableRowsOf(this.draft.block(block));
    const { text } = this.draft.block(block);
    const header = rows[0]?.cells.map(({ start, end }) => foldTerm(text.slice(start, end))) ?? [];
    const column =
      name === null ? (ordinal < 0 ? header.length + ordinal : ordinal - 1) : header.indexOf(foldTerm(name));
    if (column < 0 || column >= header.length || (name !== null && header.lastIndexOf(foldTerm(name)) !== column))
      return { state: 'not found', reason: `the table${this.nameAround(around)} has no such column` };
    if (around.row === null) return { state: 'ambiguous', reason: 'a column is named, and not the row' };
    const cell = rows[around.row]?.cells[column];
    if (!cell) return { state: 'not found', reason: 'the row has no such cell' };
    return [{ ...this.scopeOfRow(block, around.row), span: this.draft.inText(block, cell), isWords: true }];
  }

  private findLine(line: number): FoundScopes {
    const { draft } = this;
    const start =
      line >= 1 && line <= draft.lines.lineCount ? draft.lines.offsetAt({ line: line - 1, character: 0 }) : -1;
    const block = start < 0 ? -1 : draft.blockAt(start);
    if (
      block < 0 ||
      start > draft.startOf(block) + draft.block(block).text.length ||
      draft
        .textBetween(start, draft.startOf(block) + draft.block(block).text.length)
        .split('\n')[0]
        ?.trim() === ''
    )
      return { state: 'not found', reason: `there is no text on line ${line}` };
    return [this.scopeOfBlock(block)];
  }

  private findBefore(part: PlacePart, around: DraftScope): FoundScopes {
    const found = this.findPart(part, around);
    if (isFault(found)) return found;
    const first = found[0]?.from ?? 0;
    if (first === 0) return { state: 'not found', reason: 'nothing stands before it' };
    return [this.scopeOfBlock(first - 1)];
  }
}

/** A place that names a provision by a number of its own, and no part of another. */
function isAbsolute([part]: Place): boolean {
  if (!part) return false;
  if (part.kind === 'cited')
    return part.reference.of !== null || part.reference.targets.some(({ number }) => !number.startsWith('('));
  return (
    part.kind === 'definition' ||
    part.kind === 'entry' ||
    part.kind === 'frontMatter' ||
    part.kind === 'document' ||
    part.kind === 'heading' ||
    part.kind === 'paragraph'
  );
}

/** The words of a term or a cell without mark-up and quotation marks. */
function foldTerm(text: string): string {
  return text
    .replace(/[*_`“”"‘’']/g, '')
    .replace(/\\(?=[^\w\s])/g, '')
    .replace(/\s+/g, ' ')
    .trim()
    .toLowerCase();
}

function isInOrder(terms: readonly string[]): boolean {
  return terms.every((term, index) => index === 0 || compareTerms(terms[index - 1]!, term) <= 0);
}

function countTermsBefore(terms: readonly string[], own: string): number {
  return findFirst(terms, (term) => compareTerms(term, own) > 0);
}

function compareTerms(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The term that a paragraph defines, in small letters; null where it defines none. */
function readTerm(text: string): string | null {
  const found =
    /^\s*(?:[-*+] )?[*_]{0,3}(?:[“"‘'][*_]{0,3}([^”"’'*_]{1,120})[*_]{0,3}[”"’']|[*_]{1,3}([^*_]{1,120})[*_]{1,3})/.exec(
      text,
    );
  return found ? foldTerm(found[1] ?? found[2] ?? '') : null;
}

/** Text cut where a further definition begins. */
function cutDefinitions(text: string): string[] {
  const found: string[] = [];
  for (const paragraph of text.split(/\n\s*\n/)) {
    if (found.length === 0 || readTerm(paragraph) !== null) found.push(paragraph);
    else found[found.length - 1] += `\n\n${paragraph}`;
  }
  return found;
}

function measureDepth(provision: Provision): number {
  let depth = 1;
  for (let at = provision.parent; at; at = at.parent) depth++;
  return depth;
}

function isWithinBlocks({ block }: Pick<Provision, 'block'>, { from, to }: DraftScope): boolean {
  return from <= block && block < to;
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

/** The index after the last block of a provision. */
export function findEndBlock({ block, endBlock }: Provision): number {
  return Math.max(block + 1, endBlock);
}

/** Two provisions and all between them under one parent; null where they are no range. */
function listSiblings(first: Provision, last: Provision): readonly Provision[] | null {
  if (first.parent !== last.parent || !first.parent) return null;
  const { children } = first.parent;
  const [from, to] = [children.indexOf(first), children.indexOf(last)];
  if (from < 0 || to < from) return null;
  return children.slice(from, to + 1).filter(({ kind, unit }) => kind === first.kind || unit === first.unit);
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
