import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const GENERATOR = resolve('../shared/bench/generate.mjs');

/** Whether the generator of large drafts lies beside the repository; tests that need it say so and skip where it does not. */
export function hasGenerator(): boolean {
  return existsSync(GENERATOR);
}

/**
 * A large draft and its revision, always the same for the same arguments.
 * @param rate how many times as many words are edited as usual
 */
export function generatedPair(
  name: string,
  bytes: number,
  operations: number,
  seed: number,
  rate = 1,
): { old: string; neu: string } {
  const folder = mkdtempSync(join(tmpdir(), 'keeling-large-'));
  try {
    const numbers = [bytes, operations, seed, rate].map(String);
    execFileSync(process.execPath, [GENERATOR, folder, name, ...numbers], { stdio: 'ignore' });
    return {
      old: readFileSync(join(folder, `${name}.old.md`), 'utf8'),
      neu: readFileSync(join(folder, `${name}.new.md`), 'utf8'),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
