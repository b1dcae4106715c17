import { tableRowsOf } from '../compare/rows.js';
import type { Block } from '../model/block.js';
import { changeByHunks, findOneHunk, type WordHunk } from './block-hunks.js';
import { type DerivedChange, MOST_REMOVED, shareOf, shareRemoved } from './derivation.js';
import { NumberDeriver } from './derive-numbers.js';
import type { Effect } from './effects.js';
import type { NamedPlace } from './name-places.js';
import { callPlace, type InstructionForm, sayOf } from './say-changes.js';
import { writeWordForms } from './word-forms.js';

/** Derives the changes to the rows and cells of tables. */
export class RowDeriver extends NumberDeriver {
  /** The rows of a table that change; false where they cannot be told one by one. */
  protected deriveRows(block: number, next: number): boolean {
    const { oldDraft, newDraft, names } = this;
    const [before, after] = [oldDraft.block(block), newDraft.block(next)];
    const [oldRows, newRows] = [tableRowsOf(before), tableRowsOf(after)];
    const pairs = this.fates.marked.get(block)?.find(({ table }) => table)?.table?.rows;
    if (!pairs || oldRows[0]?.cells.length !== newRows[0]?.cells.length) return this.substituteTable(block);
    const delimiterOf = (text: string, rows: readonly { start: number; end: number }[]) =>
      text.slice(rows[0]?.end ?? 0, rows[1]?.start ?? text.length).trim();
    if (before.kind !== after.kind || delimiterOf(before.text, oldRows) !== delimiterOf(after.text, newRows))
      return this.substituteTable(block);
    const lineOf = (text: string, row: { start: number; end: number }) => text.slice(row.start, row.end);
    const kept = new Map(pairs);
    const table = names.ofBlock(block);
    if (!table || !pairs.some(([i, j]) => i === 0 && j === 0)) return this.substituteTable(block);
    const changes: DerivedChange[] = [];
    let coming = 0;
    let anchor = 0;
    for (let row = 0; row <= oldRows.length; row++) {
      const to = row === oldRows.length ? newRows.length : kept.get(row);
      if (to === undefined) {
        const name = names.ofRow(block, row);
        if (!name) return this.substituteTable(block);
        changes.push(
          this.rowChange(
            block,
            'omit',
            { kind: 'replaceRow', block, row, text: '' },
            [sayOf(name, (words) => `omit ${words}`, null)],
            name,
          ),
        );
        continue;
      }
      if (to > coming) {
        const lines = newRows
          .slice(coming, to)
          .map((each) => lineOf(after.text, each))
          .join('\n');
        const name = names.ofRow(block, anchor);
        if (!name || (anchor === 0 && !names.ofRow(block, 0))) return this.substituteTable(block);
        changes.push(
          this.rowChange(
            block,
            'insert',
            { kind: 'insertRows', block, at: anchor + 1, text: lines },
            [sayOf(name, (words) => `after ${words} insert`, withHeading(before, lines))],
            name,
          ),
        );
      }
      coming = to + 1;
      anchor = row;
      if (row === oldRows.length) break;
      const [oldLine, newLine] = [lineOf(before.text, oldRows[row]!), lineOf(after.text, newRows[to]!)];
      if (oldLine === newLine) continue;
      const own = this.rowEdits(block, row, oldLine, newLine, after.text, newRows[to]!);
      if (!own) return this.substituteTable(block);
      changes.push(...own);
    }
    this.changes.push(...changes);
    return true;
  }

  protected rowChange(
    block: number,
    kind: 'omit' | 'insert' | 'substitute',
    effect: Effect,
    forms: readonly InstructionForm[],
    name: NamedPlace,
  ): DerivedChange {
    const row = 'row' in effect ? effect.row : 'at' in effect ? effect.at : 0;
    return this.withRootName({
      root: name.root,
      at: block + 0.0001 * Math.min(row + 1, 9000),
      effects: [effect],
      forms,
      kind,
      label: name.absolute,
      share: null,
    });
  }

  /** The cells of a row that change, or the row as a whole. */
  protected rowEdits(
    block: number,
    row: number,
    oldLine: string,
    newLine: string,
    newText: string,
    newRow: { cells: readonly { start: number; end: number }[] },
  ): DerivedChange[] | null {
    const { oldDraft, names } = this;
    const name = names.ofRow(block, row);
    if (!name) return null;
    const before = oldDraft.block(block);
    const { cells, start } = tableRowsOf(before)[row]!;
    const hunks: WordHunk[] = [];
    const isAlike = cells.length === newRow.cells.length;
    if (isAlike)
      cells.forEach((cell, column) => {
        const own = newRow.cells[column]!;
        hunks.push(
          ...findOneHunk(before.text.slice(cell.start, cell.end), newText.slice(own.start, own.end)).map((hunk) => ({
            start: hunk.start + cell.start,
            end: hunk.end + cell.start,
            text: hunk.text,
          })),
        );
      });
    const made = changeByHunks(
      oldLine,
      hunks.map((hunk) => ({ ...hunk, start: hunk.start - start, end: hunk.end - start })),
    );
    const share = shareOf({ oldText: oldLine, newText: newLine }, hunks);
    const whole = this.rowChange(
      block,
      'substitute',
      { kind: 'replaceRow', block, row, text: newLine },
      [sayOf(name, (words) => `for ${words} substitute`, row === 0 ? newLine : withHeading(before, newLine))],
      name,
    );
    if (row === 0 && (!isAlike || made !== newLine)) return null;
    if (!isAlike || made !== newLine || shareRemoved(oldLine, hunks) > MOST_REMOVED) return [{ ...whole, share }];
    const scope = names.resolve(name.absolute);
    if (!scope) return null;
    return hunks.map((hunk): DerivedChange => {
      const forms: InstructionForm[] = writeWordForms(oldDraft, names, block, hunk, scope).map(({ words, setOut }) => ({
        place: name,
        action: words,
        setOut,
      }));
      const column = cells.findIndex((cell) => cell.start <= hunk.start && hunk.end <= cell.end);
      const cell = this.nameCell(block, row, column, name);
      const cellScope = cell && names.resolve(cell.absolute);
      if (cell && cellScope)
        for (const { words, setOut } of writeWordForms(oldDraft, names, block, hunk, cellScope))
          forms.push({ place: cell, action: words, setOut });
      return { ...whole, kind: 'words', effects: [{ kind: 'words', block, ...hunk }], forms, share: null };
    });
  }

  /** "the column “Fee” of row 2 of Table 2.1". */
  protected nameCell(block: number, row: number, column: number, name: NamedPlace): NamedPlace | null {
    const before = this.oldDraft.block(block);
    const header = tableRowsOf(before)[0]?.cells[column];
    const title = header ? before.text.slice(header.start, header.end) : '';
    if (row === 0 || title === '' || /[“”]/.test(title)) return null;
    return callPlace(name, (words) => `the column “${title}” of ${words}`);
  }

  protected substituteTable(block: number): boolean {
    const whole = this.setOutWhole(block);
    if (whole) this.changes.push({ ...whole, share: 1 });
    return whole !== null;
  }
}

/** Rows of a table in Markdown below its heading, so that they are read as a table. */
function withHeading({ kind, text }: Block, rows: string): string {
  if (kind !== 'table') return rows;
  const [heading, delimiter] = text.split(/\r\n|\r|\n/);
  return `${heading?.trim()}\n${delimiter?.replace(/^[ \t>]+/, '').trim()}\n${rows}`;
}
