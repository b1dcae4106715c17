import { isComment } from '../model/comment.js';
import type { Draft } from '../model/draft.js';
import { definesLinks } from '../model/link-definitions.js';
import type { EditClass } from './change.js';

/** A piece of a compared text, before it is known whether it moved. */
export interface Edit {
  readonly op: 'equal' | 'delete' | 'insert';
  readonly class?: EditClass;
  /** Whether it is a provision's own number. */
  readonly label?: boolean;
  readonly text: string;
}

/**
 * Collects edits. It joins adjacent pieces of one kind, skips empty ones and puts deletions before
 * insertions.
 */
export class EditList {
  private readonly done: Edit[] = [];
  private deleted: Edit[] = [];
  private inserted: Edit[] = [];

  addEqual(text: string): void {
    if (text === '') return;
    this.flushChanges();
    appendEdit(this.done, { op: 'equal', text });
  }

  /**
   * Adds words and what replaced them. Either may be empty. What both begin or end with is marked
   * too.
   */
  addReplacement(deleted: string, inserted: string, editClass: EditClass, label = false): void {
    if (deleted !== '') appendEdit(this.deleted, makeChange('delete', deleted, editClass, label));
    if (inserted !== '') appendEdit(this.inserted, makeChange('insert', inserted, editClass, label));
  }

  /** Adds a difference of white space or mark-up. What both begin and end with stays equal. */
  addReformatting(deleted: string, inserted: string): void {
    this.addRewriting(deleted, inserted, 'formatting');
  }

  /** As `addReplacement`, but what both texts begin and end with stays equal. */
  addRewriting(deleted: string, inserted: string, editClass: EditClass): void {
    if (deleted === inserted) {
      this.addEqual(deleted);
      return;
    }
    const shorter = Math.min(deleted.length, inserted.length);
    let start = 0;
    while (start < shorter && deleted.charCodeAt(start) === inserted.charCodeAt(start)) start++;
    // A line end of two characters is never split, nor is a surrogate pair.
    if (start > 0 && (deleted.charCodeAt(start - 1) === 13 || isHighSurrogate(deleted.charCodeAt(start - 1)))) start--;
    let end = 0;
    while (
      end < shorter - start &&
      deleted.charCodeAt(deleted.length - 1 - end) === inserted.charCodeAt(inserted.length - 1 - end)
    )
      end++;
    if (end > 0 && isSplit(deleted, deleted.length - end)) end--;
    if (end > 0 && isSplit(inserted, inserted.length - end)) end--;
    this.addEqual(deleted.slice(0, start));
    this.addReplacement(
      deleted.slice(start, deleted.length - end),
      inserted.slice(start, inserted.length - end),
      editClass,
    );
    this.addEqual(deleted.slice(deleted.length - end));
  }

  addAll(edits: readonly Edit[]): void {
    for (const edit of edits) {
      if (edit.text === '') continue;
      if (edit.op === 'equal') {
        this.flushChanges();
        appendEdit(this.done, edit);
      } else appendEdit(edit.op === 'delete' ? this.deleted : this.inserted, edit);
    }
  }

  takeEdits(): Edit[] {
    this.flushChanges();
    return this.done;
  }

  private flushChanges(): void {
    for (const edit of this.deleted) appendEdit(this.done, edit);
    for (const edit of this.inserted) appendEdit(this.done, edit);
    if (this.deleted.length > 0) this.deleted = [];
    if (this.inserted.length > 0) this.inserted = [];
  }
}

function makeChange(op: 'delete' | 'insert', text: string, editClass: EditClass, label: boolean): Edit {
  return label ? { op, class: editClass, label, text } : { op, class: editClass, text };
}

/** The same edit with another text. */
export function withText({ op, class: editClass, label = false }: Edit, text: string): Edit {
  return op === 'equal' || !editClass ? { op, text } : makeChange(op, text, editClass, label);
}

/**
 * Adds an edit, or joins it to the last one. The last one is replaced and not changed, because
 * other lists may hold it.
 */
function appendEdit(edits: Edit[], edit: Edit): void {
  const last = edits[edits.length - 1];
  if (last && last.op === edit.op && last.class === edit.class && last.label === edit.label)
    edits[edits.length - 1] = withText(last, last.text + edit.text);
  else edits.push(edit);
}

function isHighSurrogate(code: number): boolean {
  return code >= 0xd800 && code <= 0xdbff;
}

function isSplit(text: string, at: number): boolean {
  const before = text.charCodeAt(at - 1);
  const after = text.charCodeAt(at);
  return (before === 13 && after === 10) || (isHighSurrogate(before) && after >= 0xdc00 && after <= 0xdfff);
}

/** The class of a block that is deleted or inserted: a comment and addresses are no part of the text. */
export function classOfWhole(draft: Draft, index: number): EditClass {
  const block = draft.block(index);
  return isComment(block) || definesLinks(draft, block) ? 'formatting' : 'substance';
}
