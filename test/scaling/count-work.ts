import { parentPort, workerData } from 'node:worker_threads';
import { WorkCounter } from './counter.js';

/** Runs in a thread of its own: counts the work of each family, at its size and at four times that. */
const counter = new WorkCounter();
const { FAMILIES } = await import('./families.js');
for (const { name, size, prepare } of FAMILIES) {
  if (typeof workerData === 'string' && !name.includes(workerData)) continue;
  try {
    // What is made only once, such as tables of characters, is made before.
    await (await prepare(Math.ceil(size / 4)))();
    const counts: number[] = [];
    for (const each of [size, 4 * size]) counts.push(await counter.count(await prepare(each)));
    parentPort?.postMessage({ name, counts });
  } catch (error) {
    parentPort?.postMessage({ name, problem: String(error) });
  }
}
