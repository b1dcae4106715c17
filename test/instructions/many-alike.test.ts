import assert from 'node:assert/strict';
import { writeInstructionsBetween } from '../../server/src/instructions/instructions.js';
import { Draft } from '../../server/src/model/draft.js';
import { startProcessorClock } from '../support/processor-time.js';

describe('instructions for a text of lines that are all alike', function () {
  this.timeout(120_000);

  it('are written in good time', () => {
    const old = '1. one\n3. three\n2. two\n'.repeat(250);
    const neu = `${'1. one\n3. three\n2. two\n'.repeat(120)}4. four\n${'1. one\n2. two\n3. three\n'.repeat(130)}`;
    const readClock = startProcessorClock();
    assert.ok(writeInstructionsBetween(Draft.parse(old), Draft.parse(neu)).instructions.length > 0);
    assert.ok(readClock() < 25_000);
  });
});
