import assert from 'node:assert/strict';
import { Worker } from 'node:worker_threads';
import { FAMILIES } from './families.js';

/** Four times as much may take four times the work, and a little for sorting. */
const MOST = 5;

interface Counted {
  readonly name: string;
  readonly counts?: readonly [number, number];
  readonly problem?: string;
}

describe('four times as much takes hardly more than four times the work', () => {
  const counted = new Map<string, Counted>();

  before('the work is counted', async function countWork() {
    this.timeout(1_200_000);
    const worker = new Worker(new URL('./count-work.mjs', import.meta.url));
    worker.on('message', (each: Counted) => counted.set(each.name, each));
    await new Promise((resolve, reject) => worker.once('exit', resolve).once('error', reject));
  });

  for (const { name } of FAMILIES)
    it(name, () => {
      const { counts, problem } = counted.get(name) ?? {};
      assert.ok(counts, problem ?? 'it was not counted');
      const [few, many] = counts;
      assert.ok(many < MOST * few, `${few} steps, then ${many}: ${(many / few).toFixed(1)} times as many`);
    });
});
