import { join } from 'node:path';

/** Where the bundle of the worker lies: beside the program that runs. */
export function findWorkerScript(): string {
  return findBundle('worker.js');
}

/** Where a bundle lies that was made with the program that runs. */
export function findBundle(name: string): string {
  return join(__dirname, name);
}
