import { getHeapStatistics, setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/**
 * The versions of V8, by their first numbers, that know how to let a heap grow by so many per cent
 * of what is alive before it is looked through: they would let a small one grow fourfold.
 */
const GROWS_BY = '--heap-growing-percent=30';
const KNOW_GROWTH: ReadonlySet<string> = new Set(['11', '12', '13']);

/**
 * Keeps the heaps of a program small that stays, or has very much to read, for a little more work.
 */
export function keepHeapsSmall(): void {
  if (KNOW_GROWTH.has(process.versions.v8.split('.')[0] ?? '')) setFlagsFromString(GROWS_BY);
}

/** So much more than one and a half times what is alive may a heap be, in bytes. */
const SLACK = 24 * 2 ** 20;

/**
 * The heap of a thread that stays. The engine lets it grow to several times what is alive before it
 * looks through it, since it does not know when nobody waits; whoever knows can do it before.
 */
export class Heap {
  private alive = 0;
  private run: (() => void) | null = null;

  /** Whether it is much larger than what was alive when it was last looked through. */
  get isLoose(): boolean {
    return getHeapStatistics().total_heap_size > 1.5 * this.alive + SLACK;
  }

  /** Frees what is not alive. Everything waits for it: a twentieth of a second for 50 MB. */
  collect(): void {
    this.run ??= findCollector();
    this.run();
    this.alive = getHeapStatistics().used_heap_size;
  }
}

function findCollector(): () => void {
  setFlagsFromString('--expose-gc');
  const found: unknown = runInNewContext('gc');
  return typeof found === 'function' ? () => void found() : () => {};
}
