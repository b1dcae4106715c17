import { availableParallelism, freemem } from 'node:os';

/** No more memory is taken for threads, in bytes, however much the machine has. */
const MOST_MEMORY = 640e6;
const MOST_THREADS = 7;

/** Cores that a thread keeps busy: the engine compiles and frees memory on another one. */
const CORES_OF_ONE = 2;

/**
 * How many more threads this machine has cores and memory for.
 * @param bytesEach what each of them is expected to need
 */
export function countSpareThreads(bytesEach: number): number {
  const memory = Math.min(MOST_MEMORY, freemem() / 2);
  return Math.max(0, Math.min(availableParallelism() - CORES_OF_ONE, MOST_THREADS, Math.floor(memory / bytesEach)));
}
