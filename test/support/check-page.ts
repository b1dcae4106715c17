import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readFiles } from './check-corpus.js';

export const PAGES = join('docs', 'checks');

const EXAMPLES =
  /^A problem, between ⟦ and ⟧:\n\n```text\n(?<bad>[^`]+)\n```\n\nNo problem:\n\n```text\n(?<good>[^`]+)\n```$/m;

/** The two examples of a check's page: text by path, the one with a problem marked. */
export function examplesOf(code: string): { bad: Record<string, string>; good: Record<string, string> } {
  const found = EXAMPLES.exec(readFileSync(join(PAGES, `${code}.md`), 'utf8'))?.groups;
  assert.ok(
    found,
    `docs/checks/${code}.md must have “A problem, between ⟦ and ⟧:” and “No problem:” with an example each`,
  );
  return { bad: readFiles((found.bad as string).split('\n')), good: readFiles((found.good as string).split('\n')) };
}
