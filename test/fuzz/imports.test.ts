import { imports } from './fuzz-imports.js';
import { expectNoFailure } from './run-fuzzer.js';

describe('a file that comes in', function () {
  this.timeout(120_000);

  it('keeps each word with its changes accepted, rejected or kept, or is refused in one line', () =>
    expectNoFailure(imports, 13, 60));
});
