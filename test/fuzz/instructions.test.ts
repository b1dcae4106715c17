import { instructions } from './fuzz-instructions.js';
import { expectNoFailure } from './run-fuzzer.js';

describe('instructions between any two texts', function () {
  this.timeout(120_000);

  it('give the new text when they are carried out on the old one', () => expectNoFailure(instructions, 13_03, 300));
});
