import { protocol, serverProcess } from './fuzz-protocol.js';
import { expectNoFailure } from './run-fuzzer.js';

describe('the language server, whatever an editor does', function () {
  this.timeout(120_000);

  it('equals a fresh one after any session', () => expectNoFailure(protocol, 20_28, 25));
  it('does so as a process of its own', () => expectNoFailure(serverProcess, 20_28, 4));
});
