import { comments } from './fuzz-comments.js';
import { expectNoFailure } from './run-fuzzer.js';

describe('a file of comments', () => {
  it('comes back as it was written, and follows its words', () => expectNoFailure(comments, 13, 100));
});
