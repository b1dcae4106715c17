import { ProvisionIndex } from '../analysis/provision-index.js';
import type { CitableDocument, Resolution } from '../analysis/resolve.js';
import type { Comparison } from '../compare/change.js';
import { factsOf } from '../model/facts.js';
import type { Provision } from '../model/provision.js';
import type { Reference } from '../model/reference.js';
import type { RuleContext } from './rule.js';

/** What became of a provision that is cited by its number in the version in force. */
export interface StaleTarget {
  readonly old: Provision;
  /** Null where it was deleted. */
  readonly now: Provision | null;
  readonly document: CitableDocument;
}

/**
 * The provision that bore a number in the version in force, and what it is now; null where none did or nothing is known yet.
 * @param block in which the reference stands
 */
export function stale(context: RuleContext, resolution: Resolution, number: string, block: number): StaleTarget | null {
  const { document } = resolution;
  const { reference } = resolution.found;
  if (!document?.draft || !document.uri || !document.baseline?.draft) return null;
  const comparison = context.comparisonOf(document.uri);
  if (!comparison) return null;
  const index = ProvisionIndex.of(comparison.old);
  const found = number.startsWith('(')
    ? lookUpWithin(index, reference, number, oldOwner(context, comparison, block))
    : provisionsNumbered(index, reference, number);
  if (found.length !== 1) return null;
  const old = found[0] as Provision;
  return { old, now: comparison.map.newOf(old), document };
}

/** What the provision that holds a block was in the version in force, where that is a version of the draft itself. */
function oldOwner({ draft }: RuleContext, comparison: Comparison, block: number): Provision | null {
  for (let at = comparison.new === draft ? draft.provisionOfBlock(block) : null; at; at = at.parent) {
    const old = comparison.map.oldOf(at);
    if (old) return old;
  }
  return null;
}

/** "paragraph (b)": of the clause that the words name, else of the innermost provision around them that has one. */
function lookUpWithin(
  index: ProvisionIndex,
  reference: Reference,
  number: string,
  owner: Provision | null,
): readonly Provision[] {
  const named = reference.of?.targets[0]?.number;
  if (named !== undefined) return index.numbered(named + number, null);
  if (reference.of) return [];
  for (let at = owner; at; at = at.parent) {
    const found = at.number === null ? [] : index.numbered(at.number + number, index.scopeOf(at));
    if (found.length > 0) return found;
  }
  return [];
}

const GONE = /\b(?:delet|remov|omit|revok|replac|mov(?:ed|es?|ing)\b|relocat|transfer|renumber)/i;

/**
 * Whether a row of a table in a consultation document says that what it cites is gone or elsewhere, and the number is one of the version in
 * force: then it cites that, as a list of changes must.
 */
export function saysGone(context: RuleContext, block: number, resolution: Resolution, number: string): boolean {
  const { found, document } = resolution;
  const { cell } = found.passage;
  if (!cell || context.resolution.self.role !== 'consultation' || !document?.baseline?.draft) return false;
  const row = factsOf(context.draft.block(block)).passages.filter((passage) => passage.cell?.row === cell.row);
  return (
    row.some(({ inline }) => GONE.test(inline.text)) &&
    provisionsNumbered(ProvisionIndex.of(document.baseline.draft), found.reference, number).length > 0
  );
}

/** The provisions of a draft that bear a number, as a reference from another document cites it. */
export function provisionsNumbered(index: ProvisionIndex, reference: Reference, number: string): readonly Provision[] {
  switch (reference.kind) {
    case 'clause':
    case 'section':
    case 'paragraph':
      return number.startsWith('(') ? [] : index.numbered(number, null);
    case 'table':
    case 'figure':
      return index.captioned(reference.kind, number);
    case 'row': {
      const table = reference.of?.targets[0];
      const host =
        table && (reference.of?.kind === 'table' || reference.of?.kind === 'figure')
          ? index.captioned(reference.of.kind, table.number)[0]
          : undefined;
      return host ? index.row(host, number) : [];
    }
    case 'footnote':
      return index.footnote(number);
    case 'question':
      return [];
    default:
      return index.division(reference.kind, number);
  }
}

/** A target as one would name it: "Clause 20.28", "Row 2A". */
export function citedLabel(reference: Reference, number: string): string {
  if (reference.kind === 'question') return `${reference.keyword} Q${number}`;
  const word = reference.kind.charAt(0).toUpperCase() + reference.kind.slice(1);
  if (reference.kind === 'row' && reference.of?.targets[0])
    return `Row ${number} of ${citedLabel(reference.of, reference.of.targets[0].number)}`;
  return `${word} ${number}`;
}

/** " in the MTAD", or nothing for the document itself. */
export function documentPhrase(context: RuleContext, document: CitableDocument | null): string {
  if (!document || document === context.resolution.self || document.id === '') return ' in this document';
  const inForce = document.uri !== null && document.id === context.resolution.self.id ? 'the version in force of ' : '';
  return ` in ${inForce}the ${document.id}`;
}
