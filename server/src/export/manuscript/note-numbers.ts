import type { Footnote, LaidOutRow, Layout, StyledWord } from './manuscript.js';
import { indexCallableNotes, isOldCall, labelOfNoteKey, markNoteLabel } from './notes.js';
import type { VersionSide } from './script-pairs.js';

interface Text {
  readonly layouts: readonly Layout[];
  readonly notes: ReadonlyMap<string, Footnote>;
}

/** A label that readers see as it is written: `[^6]`, `<sup>*</sup>`. Any other is a name, `[^panel]`. */
const SHOWN_LABEL = /^(?:\d+[a-z]?|[*†‡§]+)$/i;

/**
 * A text whose notes with a name have a number each: the next that no note bears, in the order in which they
 * are first called in each version, those that none calls last. Notes with numbers keep these.
 */
export function numberNamedNotes({ layouts, notes }: Text): Text {
  const isNamed = (label: string | null) => label !== null && !SHOWN_LABEL.test(label);
  if (![...notes.values()].some(({ label, was }) => isNamed(label) || isNamed(was))) return { layouts, notes };
  const signs = { old: countNotes('old', { layouts, notes }), new: countNotes('new', { layouts, notes }) };
  const findNote = indexCallableNotes(notes);
  const signWords = (words: readonly StyledWord[]): StyledWord[] =>
    words.map((word) => {
      const note = word.note === null ? null : findNote(word.note);
      const sign = note && signs[isOldCall(word.note ?? '') ? 'old' : 'new'].get(note);
      return sign === null || sign === undefined ? word : { ...word, sign };
    });
  const signRow = (row: LaidOutRow): LaidOutRow => ({ ...row, cells: row.cells.map(signWords) });
  const signed = layouts.map((layout): Layout => {
    if (layout.kind === 'table') return { ...layout, header: signRow(layout.header), rows: layout.rows.map(signRow) };
    if ('label' in layout) return { ...layout, label: signWords(layout.label), words: signWords(layout.words) };
    return 'words' in layout ? { ...layout, words: signWords(layout.words) } : layout;
  });
  const numbered = [...notes].map(([key, note]) => [key, signNote(note, signs, signWords)] as const);
  return { layouts: signed, notes: new Map(numbered) };
}

type NoteSigns = Readonly<Record<VersionSide, ReadonlyMap<Footnote, string>>>;

function signNote(
  note: Footnote,
  signs: NoteSigns,
  signWords: (words: readonly StyledWord[]) => StyledWord[],
): Footnote {
  const before = signs.old.get(note) ?? note.was;
  const now = signs.new.get(note) ?? (note.mark?.op === 'delete' ? (before ?? note.label) : note.label);
  return {
    ...note,
    words: signWords(note.words),
    marked: markNoteLabel(now, before, note.mark),
    signs: { old: before, new: now },
  };
}

/** The numbers of the notes with a name that a version has. */
function countNotes(side: VersionSide, { layouts, notes }: Text): Map<Footnote, string> {
  const labelOf = ({ label, was, mark }: Footnote) => (side === 'old' ? was : mark?.op === 'delete' ? null : label);
  const taken = new Set<string>();
  for (const note of notes.values()) taken.add(labelOf(note) ?? '');
  const numbers = new Map<Footnote, string>();
  let count = 0;
  for (const note of listInOrder(side, { layouts, notes })) {
    const label = labelOf(note);
    if (label === null || SHOWN_LABEL.test(label)) continue;
    do count++;
    while (taken.has(String(count)));
    numbers.set(note, String(count));
  }
  return numbers;
}

/** The notes in the order of their first calls in a version; then those that only notes call, and the others. */
function listInOrder(side: VersionSide, { layouts, notes }: Text): ReadonlySet<Footnote> {
  const findNote = indexCallableNotes(notes);
  const without = side === 'old' ? 'insert' : 'delete';
  const met = new Set<Footnote>();
  const meet = (words: readonly StyledWord[]) => {
    for (const { note: key, mark } of words) {
      const note = key === null || mark?.op === without ? null : findNote(key);
      if (note) met.add(note);
    }
  };
  for (const layout of layouts) {
    if (layout.kind === 'table') for (const { cells } of [layout.header, ...layout.rows]) cells.forEach(meet);
    else if ('words' in layout) meet('label' in layout ? [...layout.label, ...layout.words] : layout.words);
  }
  // A set that grows while it is read gives what was added as well.
  for (const note of met) meet(note.words);
  for (const note of notes.values()) met.add(note);
  return met;
}

/** What readers see for the call of a note: its number or sign. */
export function signOfCall({ note, sign }: Pick<StyledWord, 'note' | 'sign'>): string {
  return sign ?? (note === null ? '' : labelOfNoteKey(note));
}
