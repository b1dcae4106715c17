/** How many files are asked for before the one in hand is done with. */
const AHEAD = 16;

/**
 * Reads a list in its order, and begins with the entries to come while the one in hand is worked
 * on: a disk answers many questions in the time of one.
 * @param read reads one entry; a failure is thrown when its turn comes
 */
export async function* readAhead<Entry, Content>(
  entries: readonly Entry[],
  read: (entry: Entry) => Promise<Content>,
): AsyncGenerator<{ readonly entry: Entry; readonly content: Content }> {
  const begun: Promise<Content>[] = [];
  for (const [index, entry] of entries.entries()) {
    for (const next of entries.slice(begun.length, index + AHEAD)) {
      const reading = read(next);
      // Whoever stops early never asks for the rest, whose failure must not end the process.
      reading.catch(() => {});
      begun.push(reading);
    }
    const reading = begun[index];
    if (reading) yield { entry, content: await reading };
    // What was read is not kept longer than it is needed.
    delete begun[index];
  }
}
