import { folds } from './fuzz-folds.js';
import { expectNoFailure } from './run-fuzzer.js';

describe('a mark-up folded in', function () {
  this.timeout(120_000);

  it('leaves each word as both sides have it', () => expectNoFailure(folds, 13, 30));
});
