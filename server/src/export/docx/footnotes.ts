import {
  type Footnote,
  type Layout,
  type Manuscript,
  makePlainWord,
  type StyledWord,
} from '../manuscript/manuscript.js';
import type { RevisionMark } from '../manuscript/mark.js';
import { signOfCall } from '../manuscript/note-numbers.js';
import { keyOfCalledNote } from '../manuscript/notes.js';
import type { VersionSide } from '../manuscript/script-pairs.js';
import { anchorOfCall } from './bookmarks.js';

/** A footnote that is called in the text. */
export interface CalledNote {
  /** Its id in the file. */
  readonly id: number;
  /** The sign for it in the text where Word's own count would give another number; else null. */
  readonly sign: string | null;
  readonly words: readonly StyledWord[];
  readonly anchor: string;
  /** The bookmark around the call, for later calls to lead to; null where there are none. */
  readonly bookmark: string | null;
  /** The note whose words it has of either version; null where it has none. */
  readonly gone: Footnote | null;
  readonly stays: Footnote | null;
}

/**
 * Matches footnote calls with the footnotes of a manuscript, and finds those that are never called.
 */
export class FootnoteCalls {
  readonly called: CalledNote[] = [];
  /** The notes that were called so far in either version, and their first calls. */
  private readonly calledOld = new Map<Footnote, CalledNote>();
  private readonly calledNew = new Map<Footnote, CalledNote>();
  /** The notes by their labels in the old version. */
  private readonly old = new Map<string, Footnote>();
  /** The old labels of calls that have a new one. */
  private readonly oldLabels = new WeakMap<StyledWord, string>();
  private readonly counted: boolean;
  /** Whether a number that only follows from others is shown as the new text has it. */
  private readonly hidesNumbers: boolean;
  /** The keys that more than one call has. */
  private readonly calledAgain = new Set<string>();

  /** The anchors of the notes whose pages the list of changes says. */
  private readonly listed: ReadonlySet<string | null>;

  constructor(
    private readonly manuscript: Manuscript,
    private readonly bookmarks: ReadonlyMap<string, string>,
  ) {
    const { front, changes, script } = manuscript;
    this.hidesNumbers = script?.without.has('consequential') ?? false;
    this.listed = new Set(front.listOfChanges ? changes?.entries.map(({ anchor }) => anchor) : []);
    for (const note of manuscript.notes.values())
      if (note.was !== null && !this.old.has(note.was)) this.old.set(note.was, note);
    this.counted = this.isInSequence();
  }

  /** The note of a call; null where there is none, or where it was called before. */
  callNote(word: StyledWord): CalledNote | null {
    if (word.note === null) return null;
    const label = signOfCall(word);
    const { gone, stays } = this.findNotes(word);
    const note = stays ?? gone;
    if (!note) return null;
    const words = word.mark ? takeSide(note, word.mark) : this.mergeVersions(note, gone);
    const called = {
      id: this.called.length + 1,
      sign: this.counted ? null : label,
      words,
      anchor: note.anchor,
      bookmark: this.nameCall(word.note, stays),
      gone,
      stays,
    };
    this.called.push(called);
    if (gone) this.calledOld.set(gone, called);
    if (stays) this.calledNew.set(stays, called);
    return called;
  }

  private nameCall(key: string, stays: Footnote | null): string | null {
    const listed = stays && this.listed.has(stays.anchor) ? this.bookmarks.get(anchorOfCall(stays.anchor)) : undefined;
    const again = this.calledAgain.has(keyOfCalledNote(key)) ? `_Keeling_note${this.called.length + 1}` : null;
    return listed ?? again;
  }

  /** The first call of the note that a word calls again; null where it calls none. */
  findFirstCall(word: StyledWord): CalledNote | null {
    const key = keyOfCalledNote(word.note ?? '');
    const isGone = word.mark?.op === 'delete';
    const note = isGone ? this.old.get(key) : this.manuscript.notes.get(key);
    return (note && (isGone ? this.calledOld : this.calledNew).get(note)) ?? null;
  }

  /**
   * A call that stays as it is written: as one that goes and one that comes where only one version
   * calls its note here for the first time, and the other has its label alone.
   */
  splitCall(word: StyledWord): readonly StyledWord[] {
    if (word.note === null || word.mark !== null) return [word];
    const { gone, stays } = this.findNotes(word);
    if ((gone === null) === (stays === null)) return [word];
    const key = keyOfCalledNote(word.note);
    if (!this.old.has(this.oldLabels.get(word) ?? key) || !this.manuscript.notes.has(key)) return [word];
    const mark = { class: 'formatting', move: null } as const;
    return [
      { ...word, note: `old ${key}`, mark: { op: 'delete', ...mark } },
      { ...word, mark: { op: 'insert', ...mark } },
    ];
  }

  /** The notes that a call is the first to call in either version. */
  private findNotes(word: StyledWord): { readonly gone: Footnote | null; readonly stays: Footnote | null } {
    const key = keyOfCalledNote(word.note ?? '');
    const stays = word.mark?.op === 'delete' ? null : (this.manuscript.notes.get(key) ?? null);
    // Where new numbers bear no mark, a call without one may have had another number before.
    const hidden = word.mark === null && this.hidesNumbers ? stays?.was : null;
    const gone = word.mark?.op === 'insert' ? null : (this.old.get(this.oldLabels.get(word) ?? hidden ?? key) ?? null);
    return {
      gone: gone && !this.calledOld.has(gone) ? gone : null,
      stays: stays && !this.calledNew.has(stays) ? stays : null,
    };
  }

  /**
   * A deleted call and the call inserted in its place as one that stays, where they are the same
   * note with a new number, which Word counts itself; else null.
   */
  joinCalls(a: StyledWord, b: StyledWord | undefined): StyledWord | null {
    if (!this.counted || a.note === null || !b?.mark || b.note === null || !a.mark || a.mark.op === b.mark.op)
      return null;
    const [goes, comes] = a.mark.op === 'delete' ? [a, b] : [b, a];
    const { gone } = this.findNotes(goes);
    const { stays } = this.findNotes(comes);
    if (!gone || gone !== stays) return null;
    const joined = { ...comes, mark: null };
    this.oldLabels.set(joined, keyOfCalledNote(goes.note ?? ''));
    return joined;
  }

  /** The notes that are never called, each as far as a version has it and does not call it. */
  listUncalled(): Footnote[] {
    return [...this.manuscript.notes.values()].flatMap((note): Footnote[] => {
      const isLeftInOld = note.was !== null && !this.calledOld.has(note);
      const isInNew = note.mark?.op !== 'delete';
      const isLeftInNew = isInNew && !this.calledNew.has(note);
      if (!isLeftInOld && !isLeftInNew) return [];
      if ((isLeftInOld || note.was === null) && (isLeftInNew || !isInNew)) return [note];
      const mark: RevisionMark = { op: isLeftInOld ? 'delete' : 'insert', class: 'substance', move: null };
      const label = isLeftInOld ? (note.signs?.old ?? note.was ?? '') : (note.signs?.new ?? note.label);
      return [{ ...note, mark, marked: [makePlainWord(label, mark)], words: takeSide(note, mark) }];
    });
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

  /**
   * Whether Word's own count gives every note its number, in both versions. Notes which notes are
   * called again.
   */
  private isInSequence(): boolean {
    if (this.manuscript.notes.size === 0) return true;
    const signs = { new: new Map<string, string>(), old: new Map<string, string>() };
    const met = new Set<string>();
    for (const layout of this.manuscript.layouts) {
      for (const word of allWordsOf(layout)) {
        if (word.note === null) continue;
        const key = keyOfCalledNote(word.note);
        if (met.has(key)) this.calledAgain.add(key);
        met.add(key);
        const [now, before] = [this.manuscript.notes.get(key), this.old.get(key)];
        if (word.mark?.op !== 'delete' && now) signs.new.set(key, now.signs?.new ?? signOfCall(word));
        if (word.mark?.op !== 'insert' && before) signs.old.set(key, before.signs?.old ?? signOfCall(word));
      }
    }
    const isCounted = (side: VersionSide) =>
      [...signs[side].values()].every((sign, index) => sign === String(index + 1));
    return isCounted('new') && isCounted('old');
  }
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
