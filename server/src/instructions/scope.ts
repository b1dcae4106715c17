import { tableRowsOf } from '../compare/rows.js';
import type { Draft } from '../model/draft.js';
import type { Provision } from '../model/provision.js';
import type { Span } from '../model/text.js';
import { findTextStart } from './block-beginnings.js';

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

/** Why a place cannot be found: nothing is there, or more than one thing is. */
export interface PlaceFault {
  readonly state: 'not found' | 'ambiguous';
  readonly reason: string;
}

export type FoundScopes = readonly DraftScope[] | PlaceFault;

/** How a draft may be called by texts that amend it. */
export interface AmendedDraft {
  readonly draft: Draft;
  /** The names that are its own, in small letters; any other name in an instruction is refused. */
  readonly names: ReadonlySet<string>;
}

/** Makes scopes of the parts of one draft. */
export class ScopeBuilder {
  protected readonly draft: Draft;

  constructor(readonly amended: AmendedDraft) {
    this.draft = amended.draft;
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
  protected findEndOfSubparagraphs(provision: Provision): number {
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

  protected scopeOfBlock(block: number): DraftScope {
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

  /** A block without its own label and marks of a heading. */
  protected scopeOfText(block: number): DraftScope {
    const scope = this.scopeOfBlock(block);
    return { ...scope, span: { start: findTextStart(this.draft, block), end: scope.span.end }, isWords: true };
  }

  protected scopeOfRow(block: number, row: number): DraftScope {
    const own = tableRowsOf(this.draft.block(block))[row]!;
    return { ...this.scopeOfBlock(block), span: this.draft.inText(block, own), row };
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

  protected nameAround({ provision }: DraftScope): string {
    return provision ? ` in ${provision.label}` : '';
  }

  /** The blocks of a scope that belong to none of the provisions within it, its first included. */
  protected listOwnBlocks({ provision, from, to }: DraftScope): number[] {
    const { draft } = this;
    const blocks: number[] = [];
    const end = provision ? findEndBlock(provision) : to;
    for (let block = from; block < to; block++)
      if (block >= end || draft.provisionOfBlock(block) === provision) blocks.push(block);
    return blocks;
  }

  protected listBlocks({ from, to }: DraftScope): number[] {
    return Array.from({ length: to - from }, (_, at) => from + at);
  }
}

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

function measureDepth(provision: Provision): number {
  let depth = 1;
  for (let at = provision.parent; at; at = at.parent) depth++;
  return depth;
}

export function isWithinBlocks({ block }: Pick<Provision, 'block'>, { from, to }: DraftScope): boolean {
  return from <= block && block < to;
}

/** The index after the last block of a provision. */
export function findEndBlock({ block, endBlock }: Provision): number {
  return Math.max(block + 1, endBlock);
}

/** Two provisions and all between them under one parent; null where they are no range. */
export function listSiblings(first: Provision, last: Provision): readonly Provision[] | null {
  if (first.parent !== last.parent || !first.parent) return null;
  const { children } = first.parent;
  const [from, to] = [children.indexOf(first), children.indexOf(last)];
  if (from < 0 || to < from) return null;
  return children.slice(from, to + 1).filter(({ kind, unit }) => kind === first.kind || unit === first.unit);
}
