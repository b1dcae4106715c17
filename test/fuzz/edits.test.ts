import { edits } from './fuzz-edits.js';
import { expectNoFailure } from './run-fuzzer.js';

describe('drafts that are edited', function () {
  this.timeout(120_000);

  it('equal fresh ones after each edit, and so do their findings', () => expectNoFailure(edits, 20_28, 150));
});
