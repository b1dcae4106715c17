import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** Inputs with what a drafter expects, kept beside the project. */
const CASES = join('..', 'shared', 'cases');

interface CaseResult {
  readonly name: string;
  readonly kind: string;
  readonly holds: boolean;
  readonly wrong: readonly string[];
}

/**
 * What does not hold yet, which other parts of the program have to mend: a case that holds is taken
 * out of the list.
 */
const OPEN: ReadonlySet<string> = new Set([]);

describe('the cases of drafters', () => {
  if (!existsSync(join(CASES, 'run.mjs'))) {
    it.skip(`are not tried, as there is no ${CASES}`);
    return;
  }

  it('hold', function () {
    this.timeout(300_000);
    let printed: string;
    try {
      printed = execFileSync(process.execPath, [join(CASES, 'run.mjs'), CASES, '--json'], {
        encoding: 'utf8',
        maxBuffer: 1 << 26,
      });
    } catch (error) {
      // Its status tells that some do not hold.
      printed = String((error as { stdout?: unknown }).stdout ?? '');
    }
    const { cases } = JSON.parse(printed) as { cases: readonly CaseResult[] };
    const failing = cases.filter(({ holds, name }) => !holds && !OPEN.has(name));
    const told = failing.map(({ name, wrong }) => `${name}: ${wrong.join('; ')}`);
    assert.deepEqual(told, []);
  });
});
