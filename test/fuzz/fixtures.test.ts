import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FUZZERS } from './all-fuzzers.js';
import { tryInput } from './fuzzer.js';

const FOLDER = join('test', 'fixtures', 'fuzz');

interface Fixture {
  readonly fuzzer: string;
  readonly fault: string;
  readonly input: unknown;
  /** Why it fails still; the test is then skipped, and not lost. */
  readonly open?: string;
}

describe('what a fuzzer once found', function () {
  this.timeout(180_000);

  for (const name of existsSync(FOLDER) ? readdirSync(FOLDER).sort() : []) {
    const { fuzzer: called, fault, input, open } = JSON.parse(readFileSync(join(FOLDER, name), 'utf8')) as Fixture;
    it(`holds: ${name} (${fault.slice(0, 80)})`, async function () {
      const fuzzer = FUZZERS.find((each) => each.name === called);
      assert.ok(fuzzer, `there is no fuzzer ${called}`);
      const failure = await tryInput(fuzzer, input);
      if (failure && open !== undefined) return this.skip();
      assert.equal(failure, null, failure ? `${failure.fault}\n${failure.message}` : '');
    });
  }
});
