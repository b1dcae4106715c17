import type { Footnote, Layout, Manuscript, StyledWord } from '../manuscript/manuscript.js';
import type { RevisionMark } from '../manuscript/mark.js';

/** A footnote that is called in the text. */
export interface CalledNote {
  /** Its id in the file. */
  readonly id: number;
  /** The sign for it in the text where Word's own count would give another number; else null. */
  readonly sign: string | null;
  readonly words: readonly StyledWord[];
  readonly anchor: string;
}

/**
 * Matches footnote calls with the footnotes of a manuscript, and finds those that are never called.
 */
export class FootnoteCalls {
  readonly called: CalledNote[] = [];
  private readonly ids = new Set<string>();
  private readonly used = new Set<Footnote>();
  /** The notes by their labels in the old version. */
  private readonly old = new Map<string, Footnote>();
  private readonly counted: boolean;

  constructor(private readonly manuscript: Manuscript) {
    for (const note of manuscript.notes.values()) if (note.was !== null) this.old.set(note.was, note);
    this.counted = this.isInSequence();
  }

  /** The note of a call; null where there is none, or where it was called before. */
  callNote(word: StyledWord): CalledNote | null {
    const key = word.note;
    if (key === null || this.ids.has(key)) return null;
    const label = labelOfNoteKey(key);
    const gone = this.old.get(label) ?? null;
    const stays = this.manuscript.notes.get(label) ?? null;
    const note = word.mark?.op === 'delete' ? gone : (stays ?? gone);
    if (!note) return null;
    this.ids.add(key);
    this.used.add(note);
    const words = word.mark ? takeSide(note, word.mark) : this.mergeVersions(note, gone);
    if (!word.mark && gone) this.used.add(gone);
    const called = { id: this.called.length + 1, sign: this.counted ? null : label, words, anchor: note.anchor };
    this.called.push(called);
    return called;
  }

  /**
   * Whether a deleted call and the call inserted in its place are the same note with a new number.
   * Word counts that number itself.
   */
  isRenumbering(a: StyledWord, b: StyledWord | undefined): boolean {
    if (!this.counted || a.note === null || !b?.mark || b.note === null || !a.mark || a.mark.op === b.mark.op)
      return false;
    const [goes, comes] = a.mark.op === 'delete' ? [a.note, b.note] : [b.note, a.note];
    return this.manuscript.notes.get(labelOfNoteKey(comes))?.was === labelOfNoteKey(goes);
  }

  /** The notes that are never called. */
  listUncalled(): Footnote[] {
    return [...this.manuscript.notes.values()].filter((note) => !this.used.has(note));
  }

  /**
   * The words of a note whose call stays, with its edits. Where the two versions were not matched,
   * all the old words and then all the new ones.
   */
  private mergeVersions(note: Footnote, gone: Footnote | null): readonly StyledWord[] {
    if (note.was !== null || !gone) return note.words;
    const [before, after] = [gone.words, note.words].map((words) => words.map((word) => word.text).join(''));
    if (before === after) return note.words.map((word) => ({ ...word, mark: null }));
    return [
      ...takeSide(gone, { op: 'delete', class: 'substance', move: null }),
      ...takeSide(note, { op: 'insert', class: 'substance', move: null }),
    ];
  }

  /** Whether Word's own count gives every note its number, in both versions. */
  private isInSequence(): boolean {
    const orders = { insert: new Set<string>(), delete: new Set<string>() };
    for (const layout of this.manuscript.layouts) {
      for (const word of allWordsOf(layout)) {
        if (word.note === null) continue;
        const label = labelOfNoteKey(word.note);
        if (word.mark?.op !== 'delete' && this.manuscript.notes.has(label)) orders.insert.add(label);
        if (word.mark?.op !== 'insert' && this.old.has(label)) orders.delete.add(label);
      }
    }
    const counts = (labels: ReadonlySet<string>) =>
      [...labels].every((label, index) => !/^(?:\d+|[*†‡§]+)$/.test(label) || label === String(index + 1));
    return counts(orders.insert) && counts(orders.delete);
  }
}

/** The label of a note by its key. */
export function labelOfNoteKey(key: string): string {
  return key.replace(/^old /, '');
}

/** The words of a note in one version, all marked as inserted or deleted. */
function takeSide(note: Footnote, mark: RevisionMark): StyledWord[] {
  const other = mark.op === 'insert' ? 'delete' : 'insert';
  return note.words
    .filter((word) => word.mark?.op !== other)
    .map((word) => ({ ...word, mark: { op: mark.op, class: mark.class, move: null } }));
}

/** All words of a block. */
export function* allWordsOf(layout: Layout): Iterable<StyledWord> {
  if (layout.kind === 'table') {
    for (const row of [layout.header, ...layout.rows]) for (const cell of row.cells) yield* cell;
  } else {
    if ('label' in layout) yield* layout.label;
    if ('words' in layout) yield* layout.words;
  }
}
