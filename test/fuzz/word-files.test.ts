import { wordFiles } from './fuzz-word-files.js';
import { expectNoFailure } from './run-fuzzer.js';

describe('a damaged Word file', function () {
  this.timeout(120_000);

  it('is read, or refused in one plain line', () => expectNoFailure(wordFiles, 20_28, 60));
});
