import type { Overview } from '../../analysis/references/overview-table.js';
import { writePipeRow } from '../../model/table.js';
import { describeChange } from './change-description.js';
import type { ChangedProvision } from './changed-instruments.js';

/** A placeholder for the reason of a change, which only the drafter knows. */
export const UNKNOWN_RATIONALE = '[insert rationale]';

/**
 * A row for a change, in the form of the table, with the number that comes `place` after the last
 * one.
 */
export function writeOverviewRow(
  kind: string,
  { columns, header, rows }: Overview,
  changed: ChangedProvision,
  place: number,
): string {
  const last = rows.at(-1)?.number ?? null;
  const counted = last === null ? null : /^(\d+)(\D*)$/.exec(last);
  const cells = header.map((_, column) => {
    if (column === columns.number)
      return counted ? `${Number(counted[1]) + place}${counted[2]}` : String(rows.length + place);
    if (column === columns.document) return changed.instrument.document.id;
    if (column === columns.reference) return columns.document === null ? citeOf(changed) : changed.label;
    if (column === columns.description) return describeChange(changed);
    return column === columns.rationale ? UNKNOWN_RATIONALE : '';
  });
  return kind === 'table' ? writePipeRow(cells.map(escapeTableCell)) : cells.join('\t');
}

/** "MTAD Clause 4.2", and "Regulation 3 of the Regulations", whose name would be read as a word of the number. */
function citeOf({ instrument, label }: ChangedProvision): string {
  const { id } = instrument.document;
  const [word = ''] = label.split(' ', 1);
  const last = id.slice(id.lastIndexOf(' ') + 1).toLowerCase();
  return last === word.toLowerCase() || last === `${word.toLowerCase()}s` ? `${label} of the ${id}` : `${id} ${label}`;
}

/** Words as a cell of a Markdown table holds them. */
export function escapeTableCell(words: string): string {
  return words.replace(/[\\|]/g, '\\$&').replace(/\s+/g, ' ');
}
