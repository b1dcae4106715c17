import { drafting } from './fuzz-drafting.js';
import { renumbering } from './fuzz-renumbering.js';
import { expectNoFailure } from './run-fuzzer.js';

describe('renumbering and renaming', function () {
  this.timeout(120_000);

  it('keep every provision, and what each reference leads to', () => expectNoFailure(renumbering, 20_28, 150));

  it('keep both after steps of drafting', () => expectNoFailure(drafting, 20_28, 120));
});
