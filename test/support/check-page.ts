import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readFiles } from './check-corpus.js';

export const PAGES = join('docs', 'checks');

const EXAMPLES =
  /^Speaks of what stands between ⟦ and ⟧:\n\n```text\n(?<bad>[^`]+)\n```\n\nIs silent on:\n\n```text\n(?<good>[^`]+)\n```$/m;

/** The examples of a check's page: text by path, the one that must speak with its marks. */
export function examplesOf(code: string): { bad: Record<string, string>; good: Record<string, string> } {
  const found = EXAMPLES.exec(readFileSync(join(PAGES, `${code}.md`), 'utf8'))?.groups;
  assert.ok(found, `docs/checks/${code}.md must have a “Speaks of …” and an “Is silent on” with an example each`);
  return { bad: readFiles((found.bad as string).split('\n')), good: readFiles((found.good as string).split('\n')) };
}
