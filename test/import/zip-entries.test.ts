import assert from 'node:assert/strict';
import { strFromU8, strToU8, zipSync } from 'fflate';
import { readZipEntries, unpackEntry } from '../../server/src/office/zip-entries.js';

const WORDS = 'A fee is due for each vessel. '.repeat(5000);
const FILES = { 'word/document.xml': strToU8(WORDS), 'word/empty.xml': strToU8(''), 'é.xml': strToU8('Fées') };

function partsOf(bytes: Uint8Array): Record<string, string> {
  return Object.fromEntries(
    Array.from(readZipEntries(bytes), ([name, entry]) => [name, strFromU8(unpackEntry(bytes, entry))]),
  );
}

/** The same file, whose directory states another size of its first part. */
function stateSize(bytes: Uint8Array, size: number): Uint8Array {
  const changed = Uint8Array.from(bytes);
  const view = new DataView(changed.buffer);
  for (let at = 0; at + 46 < changed.length; at++)
    if (view.getUint32(at, true) === 0x02014b50) {
      view.setUint32(at + 24, size, true);
      return changed;
    }
  return changed;
}

describe('the parts of a zip file', () => {
  const wanted = Object.fromEntries(Object.entries(FILES).map(([name, bytes]) => [name, strFromU8(bytes)]));
  for (const level of [0, 6] as const)
    it(`are read, packed at level ${level}`, () => assert.deepEqual(partsOf(zipSync(FILES, { level })), wanted));

  it('are read from the middle of other bytes', () => {
    const bytes = zipSync(FILES);
    const around = new Uint8Array(bytes.length + 20);
    around.set(bytes, 7);
    assert.deepEqual(partsOf(around.subarray(7, 7 + bytes.length)), wanted);
  });

  it('are read before a remark', () => {
    const bytes = zipSync(FILES);
    const remarked = new Uint8Array(bytes.length + 300);
    remarked.set(bytes);
    assert.deepEqual(partsOf(remarked), wanted);
  });

  for (const [size, why] of [
    [1000, /more than it states/],
    [1_000_000, /less than it states/],
  ] as const)
    it(`are refused where they lie about their size: ${size}`, () => {
      const bytes = stateSize(zipSync(FILES), size);
      assert.throws(() => partsOf(bytes), why);
    });

  for (const cut of [4, 30, 200])
    it(`are none, or those that are whole, in a file that lost its last ${cut} bytes`, () => {
      const bytes = zipSync(FILES);
      assert.deepEqual(partsOf(bytes.subarray(0, bytes.length - cut)), {});
    });
});
