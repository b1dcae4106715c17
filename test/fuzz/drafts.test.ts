import { drafts } from './fuzz-drafts.js';
import { expectNoFailure } from './run-fuzzer.js';

describe('a hostile draft', function () {
  this.timeout(120_000);

  it('is read and checked without a throw, and all that is found stands in it', () =>
    expectNoFailure(drafts, 20_28, 300));
});
