import { projects } from './fuzz-projects.js';
import { expectNoFailure } from './run-fuzzer.js';

describe('a hostile project file', function () {
  this.timeout(120_000);

  it('is read without a throw, in bounded time, and leads nowhere outside', () =>
    expectNoFailure(projects, 20_28, 100));
});
