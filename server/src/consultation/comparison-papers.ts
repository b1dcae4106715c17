import type { Comparison } from '../compare/change.js';
import { withChangeNumbers } from '../compare/change-numbers.js';
import type { Source } from '../export/manuscript/manuscript.js';
import { Draft } from '../model/draft.js';
import { COMPARISON_PAPERS, type ComparisonPaperKind } from '../workspace/project-file.js';
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

/** Whether something is a paper that is made of the comparison of one instrument, besides the text itself. */
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
    return { source: { draft, isAboutAnother: true, turnedColumns: TABLE_COLUMNS }, csv: comparisonTableToCsv(table) };
  }
  const table = makeDestinationTable(comparison, kind, facts);
  const draft = Draft.parse(destinationsToMarkdown(table, titleOfDestinations(table, name)));
  return { source: { draft, isAboutAnother: true }, csv: destinationsToCsv(table) };
}

/** How a paper is called, after the name of its instrument. */
export function namePaper(
  kind: ComparisonPaperKind,
  against: string,
): { readonly title: string; readonly file: string } {
  switch (kind) {
    case 'table':
      return { title: `comparison table against ${against}`, file: 'comparison table' };
    case 'destinations':
      return { title: `table of destinations from ${against}`, file: 'table of destinations' };
    case 'derivations':
      return { title: `table of derivations from ${against}`, file: 'table of derivations' };
    case 'extract':
      return { title: `changed provisions, marked against ${against}`, file: 'changed provisions' };
  }
}
