import { escapeHtml } from '../escape.js';
import { listMarks } from '../manuscript/changed.js';
import type { Layout } from '../manuscript/manuscript.js';
import type { RevisionMark } from '../manuscript/mark.js';

/** The kinds of change that a page can show or leave unmarked, in the order in which it lists them. */
export const SHOWN_KINDS = ['substance', 'moved', 'consequential', 'typographical', 'formatting'] as const;

/** A kind of change that a page can show or leave unmarked. */
export type ShownKind = (typeof SHOWN_KINDS)[number];

/** Which of the kinds a mark is of. */
export function findShownKind({ class: edits, move }: RevisionMark): ShownKind {
  return move === null ? edits : 'moved';
}

/** HTML within the element that says it was inserted or deleted. */
export function markHtml(html: string, mark: RevisionMark | null, more = ''): string {
  if (!mark) return html;
  const tag = mark.op === 'insert' ? 'ins' : 'del';
  const kind = mark.move !== null ? 'move' : mark.class === 'substance' ? '' : `minor ${mark.class}`;
  const classes = [kind, more].filter(Boolean).join(' ');
  const whose = mark.origin === undefined ? '' : ` title="${escapeHtml(mark.origin)}"`;
  return `<${tag}${classes === '' ? '' : ` class="${classes}"`}${whose}>${html}</${tag}>`;
}

/**
 * The class names by which a page finds what has to go with a version: a block, row or column that
 * was inserted or deleted as a whole, and one with changes of one kind alone.
 */
export function nameWhole(mark: RevisionMark | null): string[] {
  return mark === null ? [] : [mark.op === 'insert' ? 'new' : 'gone', `of-${findShownKind(mark)}`];
}

/** The class names of a block: whether it is changed, and of which kind all its changes are. */
export function nameChanges(layout: Layout): string[] {
  let only: ShownKind | null = null;
  for (const mark of listMarks(layout)) {
    const kind = findShownKind(mark);
    if (only !== null && kind !== only) return ['changed', ...nameWhole(layout.mark)];
    only = kind;
  }
  return only === null ? [] : ['changed', `only-${only}`, ...nameWhole(layout.mark)];
}
