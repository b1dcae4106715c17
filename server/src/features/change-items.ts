import type { ChangeSide, Comparison } from '../compare/change.js';
import { withoutLineEnds } from '../compare/line-ends.js';
import { describeEditsBriefly } from '../export/manuscript/words-of-change.js';
import type { Draft } from '../model/draft.js';
import type { ChangeItem, PlaceRange } from '../protocol.js';

/** The changes of a comparison as the editor's views show them, in the order of the draft. */
export function listChangeItems(comparison: Comparison): ChangeItem[] {
  return comparison.changes.map((change) => {
    const label = (change.new ?? change.old)?.label ?? '';
    return {
      kinds: change.kinds,
      label,
      oldLabel: change.old && change.new && change.old.label !== label ? change.old.label : null,
      range: rangeOfSide(comparison.new, change.new),
      oldRange: rangeOfSide(comparison.old, change.old),
      edits: withoutLineEnds(change.edits),
      words: change.old && change.new ? describeEditsBriefly(change) : '',
      number: change.number ?? null,
    };
  });
}

function rangeOfSide(draft: Draft, side: ChangeSide | null): PlaceRange | null {
  if (!side) return null;
  if (side.provision) return draft.rangeOf(draft.labelSpanOf(side.provision));
  const start = { line: side.line, character: 0 };
  return { start, end: start };
}
