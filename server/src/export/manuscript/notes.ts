import type { Draft } from '../../model/draft.js';
import { raiseDigits } from '../../model/inline/exponents.js';
import { getOrCreate } from '../../model/memo.js';
import { noteLabelOf } from './block-roles.js';
import { type Footnote, makePlainWord, type StyledWord } from './manuscript.js';
import type { RevisionMark } from './mark.js';
import type { ScriptPair, VersionSide } from './script-pairs.js';

/** A note that more words can be added to. */
interface OpenNote extends Footnote {
  readonly words: StyledWord[];
}

/** The footnotes of a manuscript, by key and by the block that each begins with. */
export class NoteList {
  private readonly notes = new Map<string, OpenNote>();
  private readonly byBlock = { old: new Map<number, OpenNote>(), new: new Map<number, OpenNote>() };

  /** A call has the key of its label; that of a note that only the old version has begins "old ". */
  get byKey(): ReadonlyMap<string, Footnote> {
    return this.notes;
  }

  /** Adds a note. Of notes with one label only the first can be called. */
  add({ old, new: after }: ScriptPair, note: OpenNote): void {
    const base = after === null ? `old ${note.label}` : note.label;
    let key = base;
    while (this.notes.has(key)) key = `${base} ${this.notes.size}`;
    this.notes.set(key, note);
    if (old !== null) this.byBlock.old.set(old, note);
    if (after !== null) this.byBlock.new.set(after, note);
  }

  /** The note that a block of one version begins. */
  find(side: VersionSide, block: number): OpenNote | undefined {
    return this.byBlock[side].get(block);
  }
}

/** The label of a note with its mark: where it changed, the old one and the new one. */
export function markNoteLabel(label: string, was: string | null, mark: RevisionMark | null): StyledWord[] {
  if (was === null || was === label || mark) return [makePlainWord(label, mark)];
  return [
    makePlainWord(was, { op: 'delete', class: 'consequential', move: null }),
    makePlainWord(label, { op: 'insert', class: 'consequential', move: null }),
  ];
}

/**
 * Finds the note that a call leads to, by the key of the call. A deleted call leads to the note that
 * the old version gave its label, which may stay, or have another label now.
 */
export function indexCallableNotes(notes: ReadonlyMap<string, Footnote>): (key: string) => Footnote | null {
  const old = new Map<string, Footnote>();
  for (const note of notes.values()) if (note.was !== null && !old.has(note.was)) old.set(note.was, note);
  return (key) => (isOldCall(key) ? old.get(keyOfCalledNote(key)) : notes.get(key)) ?? null;
}

const OLD_CALL = 'old ';

/** Whether a key is that of a call which only the old version has. */
export function isOldCall(key: string): boolean {
  return key.startsWith(OLD_CALL);
}

/** The label of a note by the key of its call. */
export function labelOfNoteKey(key: string): string {
  const own = keyOfCalledNote(key);
  return own.slice(own.lastIndexOf(WITHIN) + 1);
}

/** The key that a note has in the version that a call of it is in. */
export function keyOfCalledNote(key: string): string {
  return isOldCall(key) ? key.slice(OLD_CALL.length) : key;
}

/** Stands between the index of a bound text and the key of a note within it. */
const WITHIN = '\u001f';

/** The key of a note of a text that is bound to others. */
export function bindNoteKey(index: number, key: string): string {
  return `${index}${WITHIN}${key}`;
}

/** The key of a raised number that calls no note, though a note may have it: m², 10⁶. */
export function makeUncalledKey(label: string): string {
  return `${WITHIN}${label}`;
}

/** Whether a key is that of a raised number that calls no note. */
export function isUncalledKey(key: string): boolean {
  return keyOfCalledNote(key).startsWith(WITHIN);
}

/** The words of a text without its calls of notes, for where they are said once more. */
export function leaveOutCalls(words: readonly StyledWord[]): StyledWord[] {
  return words.filter(({ note }) => note === null || isUncalledKey(note));
}

/** What words say in plain letters: their calls left out, and numbers raised that are powers. */
export function sayWords(words: readonly StyledWord[]): string {
  return leaveOutCalls(words)
    .map(({ note, text }) => (note === null ? text : raiseDigits(labelOfNoteKey(note))))
    .join('');
}

const raised = new WeakMap<Draft, boolean>();

/** Whether a draft has a note whose number is raised; else raised numbers call none of its notes. */
export function hasRaisedNotes(draft: Draft): boolean {
  return getOrCreate(raised, draft, () =>
    draft.blocks.some(({ head, containers }) => head.kind === 'footnote' && !containers.includes('note')),
  );
}

/** Finds out whether a call that stays leads to the same note in both versions of a text. */
export function findKeptNotes(old: Draft, after: Draft, pairs: readonly ScriptPair[]): (label: string) => boolean {
  const was = new Map<string, string | null>();
  const became = new Map<string, string | null>();
  for (const pair of pairs) {
    const oldLabel = pair.old === null ? '' : noteLabelOf(old.block(pair.old));
    const newLabel = pair.new === null ? '' : noteLabelOf(after.block(pair.new));
    // The first note with a label is the one that is called.
    if (newLabel !== '' && !was.has(newLabel)) was.set(newLabel, oldLabel || null);
    if (oldLabel !== '' && !became.has(oldLabel)) became.set(oldLabel, newLabel || null);
  }
  return (label) => {
    const [before, now] = [was.get(label) ?? null, became.get(label) ?? null];
    return before === null && now === null ? was.has(label) === became.has(label) : before === label && now === label;
  };
}
