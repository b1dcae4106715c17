import type { Edit } from './edits.js';

/** Whether two edits only replace line ends by those of another system, as git does on Windows. */
function isLineEndChange(edit: Edit, next: Edit | undefined): boolean {
  return (
    edit.op === 'delete' &&
    next?.op === 'insert' &&
    edit.text.includes('\r') !== next.text.includes('\r') &&
    edit.text.replaceAll('\r\n', '\n') === next.text.replaceAll('\r\n', '\n')
  );
}

/**
 * The edits of a change without those that only change the form of line ends; the new text's line
 * ends stay.
 */
export function withoutLineEnds(edits: readonly Edit[]): readonly Edit[] {
  if (!edits.some(({ text }) => text.includes('\r'))) return edits;
  const shown: Edit[] = [];
  for (let i = 0; i < edits.length; i++) {
    const edit = edits[i]!;
    const next = edits[i + 1];
    const stays = isLineEndChange(edit, next);
    if (stays) i++;
    const { op, text } = stays ? { op: 'equal' as const, text: next?.text ?? '' } : edit;
    const last = shown.at(-1);
    if (op === 'equal' && last?.op === 'equal') shown[shown.length - 1] = { op, text: last.text + text };
    else shown.push(stays ? { op, text } : edit);
  }
  return shown;
}
