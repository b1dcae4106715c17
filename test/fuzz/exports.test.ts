import { exportsOfEverything } from './fuzz-everything.js';
import { exportsOfDrafts, exportsOfHostile } from './fuzz-pairs.js';
import { typesetting } from './fuzz-typesetting.js';
import { expectNoFailure } from './run-fuzzer.js';

describe('the exports of any pair', function () {
  this.timeout(120_000);

  it('show each word once, and both versions, of what drafters write', () =>
    expectNoFailure(exportsOfDrafts, 20_28, 100));
  it('do so of hostile texts', () => expectNoFailure(exportsOfHostile, 20_28, 150));
  it('do so of drafts that use everything', () => expectNoFailure(exportsOfEverything, 20_28, 60));
  it('are taken by the real typesetter', () => expectNoFailure(typesetting, 20_28, 8));
});
