import { join } from 'node:path';

/** Where the bundle of the worker lies: beside the program that runs. */
export function findWorkerScript(): string {
  return join(__dirname, 'worker.js');
}
