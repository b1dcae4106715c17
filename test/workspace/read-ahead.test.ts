import assert from 'node:assert/strict';
import { setImmediate } from 'node:timers/promises';
import { readAhead } from '../../server/src/workspace/read-ahead.js';

const FORTY = Array.from({ length: 40 }, (_, index) => index);

describe('reading ahead', () => {
  it('gives each entry with what was read of it, in the order of the list', async () => {
    const seen: string[] = [];
    const read = async (entry: number) => {
      // The later of two is read first.
      for (let turns = entry % 2 === 0 ? 3 : 0; turns > 0; turns--) await setImmediate();
      return `text ${entry}`;
    };
    for await (const { entry, content } of readAhead(FORTY, read)) seen.push(`${entry}: ${content}`);
    assert.deepEqual(
      seen,
      FORTY.map((entry) => `${entry}: text ${entry}`),
    );
  });

  it('reads each entry once, and sixteen at most that are not asked for yet', async () => {
    const begun: number[] = [];
    const ahead: number[] = [];
    const read = async (entry: number) => begun.push(entry);
    for await (const { entry } of readAhead(FORTY, read)) ahead.push(begun.length - entry);
    assert.deepEqual(begun, FORTY);
    assert.equal(Math.max(...ahead), 16);
  });

  it('throws what an entry fails with when its turn comes', async () => {
    const seen: number[] = [];
    const read = async (entry: number) => {
      if (entry === 3) throw new Error('it is a folder');
      return entry;
    };
    await assert.rejects(async () => {
      for await (const { entry } of readAhead(FORTY, read)) seen.push(entry);
    }, /it is a folder/);
    assert.deepEqual(seen, [0, 1, 2]);
  });

  it('does not end the process with the failure of an entry that nobody asks for', async () => {
    const failures: unknown[] = [];
    const note = (failure: unknown) => failures.push(failure);
    process.on('unhandledRejection', note);
    const read = async (entry: number) => {
      if (entry === 3) throw new Error('it is a folder');
      return entry;
    };
    for await (const { entry } of readAhead(FORTY, read)) if (entry === 1) break;
    await setImmediate();
    process.off('unhandledRejection', note);
    assert.deepEqual(failures, []);
  });
});
