import type { Comparison, EditClass } from '../../server/src/compare/change.js';
import { compareDrafts } from '../../server/src/compare/compare.js';
import { segmentsOf } from '../../server/src/compare/comparison-json.js';
import { Draft } from '../../server/src/model/draft.js';

export function compareTexts(oldText: string, newText: string): Comparison {
  return compareDrafts(Draft.parse(oldText), Draft.parse(newText));
}

const CLASS_LETTER: Readonly<Record<EditClass, string>> = {
  substance: '',
  consequential: 'c',
  typographical: 't',
  formatting: 'f',
};

/**
 * The edit script as one text: `{--deleted--}{++inserted++}`, `{<<moved from here<<}`, `{>>moved to here>>}`; a letter behind the
 * bracket for what is no substance: `{c--` consequential, `{t--` typographical, `{f--` formatting.
 */
export function scriptMarks(comparison: Comparison): string {
  return segmentsOf(comparison)
    .map(({ op, class: editClass, text }) => {
      const letter = editClass ? CLASS_LETTER[editClass] : '';
      switch (op) {
        case 'equal':
          return text;
        case 'delete':
          return `{${letter}--${text}--}`;
        case 'insert':
          return `{${letter}++${text}++}`;
        case 'moveFrom':
          return `{<<${text}<<}`;
        default:
          return `{>>${text}>>}`;
      }
    })
    .join('');
}

/** The changes, one a line: "moved, amended: Clause 1.4 → Clause 1.2". */
export function changeSummaries(comparison: Comparison): string[] {
  return comparison.changes.map(
    ({ kinds, old: oldSide, new: newSide }) =>
      `${kinds.join(', ')}: ${oldSide?.label ?? 'nothing'} → ${newSide?.label ?? 'nothing'}`,
  );
}

/** Both texts as the edit script gives them back. */
export function bothTexts(comparison: Comparison): { readonly old: string; readonly new: string } {
  const segments = segmentsOf(comparison);
  const joined = (ops: readonly string[]) =>
    segments
      .filter((segment) => ops.includes(segment.op))
      .map((segment) => segment.text)
      .join('');
  return { old: joined(['equal', 'delete', 'moveFrom']), new: joined(['equal', 'insert', 'moveTo']) };
}
