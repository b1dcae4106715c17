import { type DocumentSymbol, SymbolKind } from 'vscode-languageserver-types';
import type { Draft } from '../model/draft.js';
import type { Provision, ProvisionKind } from '../model/provision.js';
import { readOpeningWords } from './display-text.js';

const SYMBOL_KINDS: Readonly<Record<ProvisionKind, SymbolKind>> = {
  section: SymbolKind.Module,
  part: SymbolKind.Namespace,
  heading: SymbolKind.Namespace,
  clause: SymbolKind.Class,
  paragraph: SymbolKind.Field,
  table: SymbolKind.Struct,
  row: SymbolKind.EnumMember,
  figure: SymbolKind.Struct,
  appendix: SymbolKind.Package,
  annex: SymbolKind.Package,
  schedule: SymbolKind.Package,
  attachment: SymbolKind.File,
  question: SymbolKind.Event,
  footnote: SymbolKind.String,
  definition: SymbolKind.Constant,
};

const FIRST_WORDS = 40;

/**
 * In drafts with more provisions than this, sub-paragraphs, rows and definitions are left out:
 * nobody finds one among so many.
 */
const MOST_SYMBOLS = 10_000;

/** What of a draft is shown in its outline. */
export interface OutlineScope {
  /** Whether sub-paragraphs, rows and definitions are shown too. */
  readonly isWhole: boolean;
  /** How many characters of a provision's first words. */
  readonly most: number;
}

/** The provisions of a draft as nested symbols. */
export function buildOutline(draft: Draft): DocumentSymbol[] {
  const scope = findOutlineScope(draft);
  const symbols = (provisions: readonly Provision[]): DocumentSymbol[] =>
    listShownProvisions(provisions, scope).map((provision) => ({
      ...describeSymbol(draft, provision, scope),
      ...(provision.children.length > 0 ? { children: symbols(provision.children) } : {}),
    }));
  return symbols(draft.roots);
}

/** How much of a draft its outline shows. */
export function findOutlineScope({ provisions }: Draft): OutlineScope {
  const isWhole = provisions.length <= MOST_SYMBOLS;
  return { isWhole, most: isWhole ? FIRST_WORDS : FIRST_WORDS / 2 };
}

/** Those of some provisions that an outline shows. */
export function listShownProvisions(provisions: readonly Provision[], { isWhole }: OutlineScope): readonly Provision[] {
  if (isWhole) return provisions;
  return provisions.filter(({ kind }) => kind !== 'paragraph' && kind !== 'row' && kind !== 'definition');
}

/** A provision as a symbol, without those within it. */
export function describeSymbol(draft: Draft, provision: Provision, { most }: OutlineScope): DocumentSymbol {
  const detail = symbolDetailOf(draft, provision, most);
  const range = draft.rangeOf(draft.spanOf(provision));
  const label = draft.rangeOf(draft.labelSpanOf(provision));
  return {
    name: symbolNameOf(provision),
    ...(detail ? { detail } : {}),
    kind: SYMBOL_KINDS[provision.kind],
    range,
    selectionRange: containsRange(range, label) ? label : { start: range.start, end: range.start },
  };
}

function symbolDetailOf(draft: Draft, provision: Provision, most: number): string {
  if (provision.kind === 'heading' || provision.kind === 'row' || provision.kind === 'definition') return '';
  if (provision.kind === 'question') return '';
  return readOpeningWords(draft, provision, most);
}

/** The kind of symbol that stands for a kind of provision. */
export function symbolKindOf(kind: ProvisionKind): SymbolKind {
  return SYMBOL_KINDS[kind];
}

function symbolNameOf(provision: Provision): string {
  if (provision.kind === 'paragraph') return provision.marker;
  if (provision.kind === 'row') return `row ${provision.number ?? ''}`.trim();
  return provision.label.trim() || provision.kind;
}

function containsRange(outer: DocumentSymbol['range'], inner: DocumentSymbol['range']): boolean {
  const before = (a: { line: number; character: number }, b: { line: number; character: number }) =>
    a.line < b.line || (a.line === b.line && a.character <= b.character);
  return before(outer.start, inner.start) && before(inner.end, outer.end);
}
