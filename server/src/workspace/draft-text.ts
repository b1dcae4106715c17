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
    return { text: importWord(bytes, { changes: 'accept', figureFolder: 'figures/figure', fallbackTitle: null }).text };
  } catch (error) {
    return { problem: `it ${messageOf(error)}` };
  }
}

/** Whether a file is a zip file, or a Word file that is locked or too old, which is said so. */
function isPacked([first, second]: Uint8Array): boolean {
  return (first === 0x50 && second === 0x4b) || (first === 0xd0 && second === 0xcf);
}
