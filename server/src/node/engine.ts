import * as module from 'node:module';
import { setFlagsFromString } from 'node:v8';

/**
 * By the first number of V8's version, the flag that makes it compile later. Another engine might
 * not know it, and would say so.
 */
const LATE_COMPILING: Readonly<Record<string, string>> = {
  11: '--interrupt-budget=300000',
  12: '--invocation-count-for-turbofan=9000',
  13: '--invocation-count-for-turbofan=9000',
};

/**
 * Prepares the engine for a program that runs once and ends. V8 is made for pages that stay open,
 * and spends up to a third of a short run on machine code that hardly runs any more, so it is told
 * to compile later. Where Node can, it keeps what it compiled for the next run, in its own folder
 * for temporary files.
 */
export function prepareShortRun(): void {
  const flag = LATE_COMPILING[process.versions.v8.split('.')[0] ?? ''];
  if (flag !== undefined) setFlagsFromString(flag);
  // Node has it from version 22.1 on. Where it cannot write, it goes on without.
  if ('enableCompileCache' in module && typeof module.enableCompileCache === 'function') module.enableCompileCache();
}
