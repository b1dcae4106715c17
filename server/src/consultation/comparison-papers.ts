import type { Comparison } from '../compare/change.js';
import { withChangeNumbers } from '../compare/change-numbers.js';
import type { Source } from '../export/manuscript/manuscript.js';
import { Draft } from '../model/draft.js';
import {
  type ChangeFacts,
  comparisonTableToCsv,
  comparisonTableToMarkdown,
  makeComparisonTable,
  TABLE_COLUMNS,
  titleOfTable,
} from './comparison-table.js';
import {
  destinationsToCsv,
  destinationsToMarkdown,
  makeDestinationTable,
  titleOfDestinations,
} from './destinations.js';

/** The papers that are made of the comparison of one instrument, besides the text itself. */
export const COMPARISON_PAPERS = ['table', 'destinations', 'derivations', 'extract'] as const;
export type ComparisonPaperKind = (typeof COMPARISON_PAPERS)[number];

export function isComparisonPaper(kind: string): kind is ComparisonPaperKind {
  return COMPARISON_PAPERS.some((each) => each === kind);
}

/** A paper, as the writers take it, and as comma-separated values where it is a table. */
export interface ComparisonPaper {
  readonly source: Source;
  readonly csv: string | null;
}

/**
 * Makes a paper of a comparison.
 * @param facts by the changes of this very comparison
 * @param name of the instrument with its version; null for what its front matter says
 */
export function makeComparisonPaper(
  kind: ComparisonPaperKind,
  comparison: Comparison,
  facts: ChangeFacts,
  name: string | null = null,
): ComparisonPaper {
  if (kind === 'extract') {
    const shown = facts.numbers ? withChangeNumbers(comparison, facts.numbers) : comparison;
    return { source: { comparison: shown, isExtract: true }, csv: null };
  }
  if (kind === 'table') {
    const table = makeComparisonTable(comparison, facts);
    const draft = Draft.parse(comparisonTableToMarkdown(table, titleOfTable(comparison, name)));
    return { source: { draft, turnedColumns: TABLE_COLUMNS }, csv: comparisonTableToCsv(table) };
  }
  const table = makeDestinationTable(comparison, kind, facts);
  const draft = Draft.parse(destinationsToMarkdown(table, titleOfDestinations(table, name)));
  return { source: { draft }, csv: destinationsToCsv(table) };
}
