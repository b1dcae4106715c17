import { importPdf } from '../import/pdf/import-pdf.js';
import type { ImportedDraft } from '../import/word/write-draft.js';
import { answerRequests } from '../node/threads.js';

// Of a damaged file the library may leave a promise behind that nobody waits for: what is waited for
// fails by itself, and says which page it was.
process.on('unhandledRejection', () => undefined);

/** Reads PDFs in a thread of its own: it loads a large library, and a hostile file may never end. */
answerRequests<Uint8Array, ImportedDraft>(importPdf);
