import { messageOf, type Result } from '../failure.js';
import { decodeText } from './decode.js';

/**
 * The text of a draft from a file's bytes. A Word file is read as `keeling import` reads it, with
 * its tracked changes accepted.
 */
export async function readDraftText(bytes: Uint8Array): Promise<Result<{ readonly text: string }>> {
  if (!isPacked(bytes)) return decodeText(bytes);
  const { importWord } = await import('../import/word/write-draft.js');
  try {
    return { text: importWord(bytes, OPTIONS).text };
  } catch (error) {
    return { problem: `it ${messageOf(error)}` };
  }
}

/** The figures of a Word file by the paths that its text names; none of another file. */
export async function readPackedFigures(bytes: Uint8Array): Promise<ReadonlyMap<string, Uint8Array>> {
  if (!isPacked(bytes)) return new Map();
  const { importWord } = await import('../import/word/write-draft.js');
  try {
    return new Map(importWord(bytes, OPTIONS).figures.map((figure) => [figure.path, figure.bytes]));
  } catch {
    return new Map();
  }
}

const OPTIONS = {
  changes: 'accept',
  figureFolder: 'figures/figure',
  fallbackTitle: null,
  namesFiguresByContent: true,
} as const;

/** Whether a file is a zip file, or a Word file that is locked or too old, which is said so. */
function isPacked([first, second]: Uint8Array): boolean {
  return (first === 0x50 && second === 0x4b) || (first === 0xd0 && second === 0xcf);
}
