import { papers } from './fuzz-papers.js';
import { expectNoFailure } from './run-fuzzer.js';

describe('a paper', function () {
  this.timeout(120_000);

  it('gives both versions however it is marked, and comes back as a draft', () => expectNoFailure(papers, 13, 15));
});
