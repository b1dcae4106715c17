import type { Footnote, LaidOutRow, Layout, LayoutBase, Manuscript, StyledWord } from './manuscript.js';
import { bindNoteKey } from './notes.js';

type Text = Pick<Manuscript, 'layouts' | 'notes'>;

/** A text that follows another in one file. */
export interface BoundText extends Text {
  /** How many blocks the draft has that it is laid out from. */
  readonly blocks: number;
}

/**
 * Texts as one, in order. The names within each are kept apart, so that two clauses or notes with
 * one number do not meet. A figure of the text with index 2 has the path "2:figures/plan.svg"; the
 * first text keeps its names.
 */
export function bindTexts(texts: readonly BoundText[]): Text {
  const layouts: Layout[] = [];
  const notes = new Map<string, Footnote>();
  let blocks = 0;
  texts.forEach((text, index) => {
    const naming = new Naming(index);
    layouts.push(...text.layouts.map((layout) => naming.nameLayout(layout)));
    for (const [key, note] of text.notes) notes.set(naming.nameNote(key), naming.nameFootnote(note, blocks));
    blocks += text.blocks;
  });
  return { layouts, notes };
}

/** The index of the bound text that a figure belongs to, and its path there. */
export function splitFigurePath(path: string): { readonly index: number; readonly path: string } {
  const [, index, own] = /^(\d{1,4}):(.*)$/s.exec(path) ?? [];
  return index === undefined || own === undefined ? { index: 0, path } : { index: Number(index), path: own };
}

/** Gives what is named in a bound text its name in the whole. */
class Naming {
  constructor(private readonly index: number) {}

  nameNote(key: string): string {
    return this.index === 0 ? key : bindNoteKey(this.index, key);
  }

  nameFootnote(note: Footnote, offset: number): Footnote {
    const { anchor, block, was, words } = note;
    return {
      ...note,
      anchor: this.nameAnchor(anchor),
      block: { old: shiftBlock(block.old, offset), new: shiftBlock(block.new, offset) },
      was: was === null ? null : this.nameNote(was),
      words: this.nameWords(words),
    };
  }

  nameLayout(layout: Layout): Layout {
    if (this.index === 0) return layout;
    const base: LayoutBase = { ...layout, anchor: layout.anchor === null ? null : this.nameAnchor(layout.anchor) };
    switch (layout.kind) {
      case 'table':
        return {
          ...layout,
          ...base,
          header: this.nameRow(layout.header),
          rows: layout.rows.map((row) => this.nameRow(row)),
        };
      case 'figure':
        return { ...layout, ...base, path: `${this.index}:${layout.path}` };
      case 'rule':
        return { ...layout, ...base };
      case 'code':
        return { ...layout, ...base, words: this.nameWords(layout.words) };
      default:
        return { ...layout, ...base, label: this.nameWords(layout.label), words: this.nameWords(layout.words) };
    }
  }

  private nameRow(row: LaidOutRow): LaidOutRow {
    return { ...row, cells: row.cells.map((cell) => this.nameWords(cell)) };
  }

  private nameWords(words: readonly StyledWord[]): StyledWord[] {
    return words.map((word) => ({
      ...word,
      note: word.note === null ? null : this.nameNote(word.note),
      target: word.target === null ? null : this.nameAnchor(word.target),
    }));
  }

  private nameAnchor(anchor: string): string {
    return this.index === 0 ? anchor : `text-${this.index + 1}-${anchor}`;
  }
}

function shiftBlock(block: number | null, by: number): number | null {
  return block === null ? null : block + by;
}
