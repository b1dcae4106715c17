import { trimEndOf } from '../model/text.js';
import type { ChangeKind } from './change.js';
import type { Edit } from './edits.js';
import { withoutLineEnds } from './line-ends.js';

/** A row without the line end after it. */
export function withoutLastLineEnd(edits: readonly Edit[]): Edit[] {
  const kept = [...edits];
  for (let i = kept.length - 1; i >= 0; i--) {
    const edit = kept[i]!;
    const text = trimEndOf(edit.text, '\r\n');
    if (text === edit.text) break;
    if (text === '') kept.splice(i, 1);
    else kept[i] = { ...edit, text };
    if (text !== '') break;
  }
  return kept;
}

/**
 * The kinds of a change by its edits.
 * @param first the kind it has whatever its edits are: inserted, deleted or moved; else null
 */
export function kindsOf(edits: readonly Edit[], first: ChangeKind | null): ChangeKind[] {
  if (first === 'inserted' || first === 'deleted') return [first];
  const found = new Set<ChangeKind>();
  for (const edit of withoutLineEnds(edits)) {
    if (edit.op === 'equal') continue;
    if (edit.class === 'substance') found.add('amended');
    else if (edit.label) found.add('renumbered');
    else if (edit.class) found.add(edit.class);
  }
  const kinds: ChangeKind[] = first ? [first] : [];
  for (const kind of ['renumbered', 'amended', 'consequential', 'typographical'] as const) {
    // What moved has a new number as a matter of course.
    if (found.has(kind) && !(kind === 'renumbered' && first === 'moved')) kinds.push(kind);
  }
  if (kinds.length === 0 && found.has('formatting')) kinds.push('formatting');
  return kinds;
}
