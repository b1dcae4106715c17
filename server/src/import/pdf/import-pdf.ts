import type { ImportedDraft } from '../word/write-draft.js';
import { readPdfText } from './read-pages.js';
import { writePdfDraft } from './write-pdf-draft.js';

/**
 * Makes a draft of a PDF. What makes no text of it is said in the notices.
 * @throws Error in words that follow the file's name
 */
export async function importPdf(bytes: Uint8Array): Promise<ImportedDraft> {
  return writePdfDraft(await readPdfText(bytes));
}
