import type { Io } from './io.js';
import { showOnOneLine } from './visible.js';

/** Shows that `done` of `total` steps are done, and what is being done now. */
export type ShowProgress = (done: number, total: number, what: string) => void;

/** The length of the bar in characters. */
const BAR = 24;

/**
 * Does some work. If standard output is a terminal, a bar shows the progress until the work is done
 * or has failed.
 * @throws what the work throws
 */
export async function showProgress<Result>(io: Io, work: (show: ShowProgress) => Promise<Result>): Promise<Result> {
  const line = (unsafe: string) => {
    const words = showOnOneLine(unsafe);
    if (io.terminal)
      io.out(`\r\u001b[K${words.length < io.columns() ? words : `${words.slice(0, io.columns() - 2)}…`}`);
  };
  try {
    return await work((done, total, what) => {
      const filled = Math.round((BAR * done) / total);
      line(`[${'█'.repeat(filled)}${'░'.repeat(BAR - filled)}] ${what}`);
    });
  } finally {
    line('');
  }
}
