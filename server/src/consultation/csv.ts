import { makePrintable } from '../export/printable.js';

/** Rows as comma-separated values (RFC 4180), for a spreadsheet. */
export function writeCsv(rows: readonly (readonly string[])[]): string {
  return rows.map((row) => `${row.map(quoteCsv).join(',')}\r\n`).join('');
}

/** A value in quotation marks. One that a spreadsheet would read as a formula becomes text. */
function quoteCsv(value: string): string {
  const shown = makePrintable(value);
  const words = /^[=+\-@\t\r]/.test(shown) ? `'${shown}` : shown;
  return `"${words.replace(/"/g, '""')}"`;
}
