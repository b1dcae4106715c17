import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The longest text that stretches are taken from, in characters. */
const LONGEST = 4_000_000;

/** The texts of a folder and of those in it, in the order of their names. */
export function readTexts(folder: string): string[] {
  return (readdirSync(folder, { recursive: true }) as string[])
    .sort()
    .filter((name) => /\.(?:md|txt|markdown)$/i.test(name))
    .map((name) => readFileSync(join(folder, name), 'utf8').slice(0, LONGEST));
}

/** The drafts of the repository's own examples. */
export function readOwnTexts(): string[] {
  return readTexts('examples');
}
