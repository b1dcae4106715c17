import assert from 'node:assert/strict';
import { listMatches } from '../../server/src/model/list-matches.js';

describe('matches of an expression', () => {
  it('are those that matchAll gives, with their groups and places', () => {
    const pattern = /(\d+)([a-z])?/g;
    for (const text of ['', 'none', '12a and 3', '7', 'a1b2'])
      assert.deepEqual(listMatches(text, pattern), [...text.matchAll(pattern)], text);
  });

  it('begin at the start of each text, whatever was found before', () => {
    const pattern = /b/g;
    pattern.lastIndex = 5;
    assert.equal(listMatches('b', pattern).length, 1);
    assert.equal(pattern.lastIndex, 0);
  });
});
