import { kills } from './fuzz-kills.js';
import { expectNoFailure } from './run-fuzzer.js';

describe('a command that is killed at any moment', function () {
  this.timeout(120_000);

  it('leaves all files as they were, or as they should become, at the latest after the next command', () =>
    expectNoFailure(kills, 20_28, 6));
});
