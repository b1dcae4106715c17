import { tableRowsOf } from '../compare/rows.js';
import { type DraftScope, type FoundScopes, isFault, ScopeBuilder } from './scope.js';
import { foldTerm } from './terms.js';

/** Finds tables, and their rows, entries and cells. */
export class TablePartFinder extends ScopeBuilder {
  protected findTable(ordinal: number, around: DraftScope): FoundScopes {
    const blocks = this.findTables(around);
    const block =
      ordinal === 0 ? (blocks.length === 1 ? blocks[0] : undefined) : blocks.at(ordinal < 0 ? ordinal : ordinal - 1);
    if (block !== undefined) return [this.scopeOfBlock(block)];
    return blocks.length === 0
      ? { state: 'not found', reason: `there is no table${this.nameAround(around)}` }
      : { state: 'ambiguous', reason: `there are ${blocks.length} tables${this.nameAround(around)}` };
  }

  protected findRow(ordinal: number, around: DraftScope): FoundScopes {
    const table = this.findTable(0, around);
    if (isFault(table)) return table;
    const block = table[0]!.from;
    const rows = tableRowsOf(this.draft.block(block));
    const row = ordinal < 0 ? rows.length + ordinal : ordinal;
    if (row < 0 || row >= rows.length || (ordinal < 0 && row === 0))
      return { state: 'not found', reason: `the table${this.nameAround(around)} has no such row` };
    return [this.scopeOfRow(block, row)];
  }

  protected findColumn(ordinal: number, name: string | null, around: DraftScope): FoundScopes {
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

  protected findEntry(text: string, around: DraftScope): FoundScopes {
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
  protected findRowBy(isWanted: (cells: readonly string[]) => boolean, around: DraftScope): DraftScope[] {
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
}
