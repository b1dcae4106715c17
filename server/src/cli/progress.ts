import type { Io } from './io.js';

/** Shows how far a piece of work is: `done` of `total` steps, and what is being done. */
export type ShowProgress = (done: number, total: number, what: string) => void;

/** Characters of the bar. */
const BAR = 24;

/**
 * Does some work with a bar that shows how far it is, where standard output is a terminal. The bar is gone when the work is done, or has failed.
 * @throws what the work throws
 */
export async function showProgress<Result>(io: Io, work: (show: ShowProgress) => Promise<Result>): Promise<Result> {
  const line = (words: string) => {
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
