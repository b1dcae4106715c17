import { pairs } from './fuzz-pairs.js';
import { expectNoFailure } from './run-fuzzer.js';

describe('the edit script of any pair', function () {
  this.timeout(120_000);

  it('gives both texts back, in both directions', () => expectNoFailure(pairs, 20_28, 400));
});
