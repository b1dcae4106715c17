import type { ImportedDraft } from '../import/word/write-draft.js';
import { Thread } from '../node/threads.js';
import { findBundle } from '../node/worker-script.js';

/** How long a PDF may take, in milliseconds, and how much memory, in megabytes. */
const LONGEST = 120_000;
const MOST_MEMORY = 1024;

/**
 * Makes a draft of a PDF in a thread, which is ended if it takes too long or too much memory.
 * @param script the bundle of `pdf-thread.ts`
 * @throws Error in words that follow the file's name
 */
export async function importPdfInThread(
  bytes: Uint8Array,
  script: string = findBundle('pdf-thread.js'),
): Promise<ImportedDraft> {
  const thread = new Thread<Uint8Array, ImportedDraft>(script, true, { maxOldGenerationSizeMb: MOST_MEMORY });
  const late = setTimeout(() => thread.stop(`took longer than ${LONGEST / 1000} seconds to read`), LONGEST);
  try {
    return await thread.ask(bytes);
  } catch (error) {
    const isFull = error instanceof Error && /memory limit/i.test(error.message);
    throw isFull ? new Error(`needs more than ${MOST_MEMORY} MB of memory to read`) : error;
  } finally {
    clearTimeout(late);
    thread.stop();
  }
}
