import { importPdf } from '../import/pdf/import-pdf.js';
import type { ImportedDraft } from '../import/word/write-draft.js';
import { answerRequests } from '../node/threads.js';

/** Reads PDFs in a thread of its own: it loads a large library, and a hostile file may never end. */
answerRequests<Uint8Array, ImportedDraft>(importPdf);
