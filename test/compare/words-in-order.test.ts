import assert from 'node:assert/strict';
import { pairsInOrder } from '../../server/src/compare/words-in-order.js';
import { changeSummaries, compareTexts } from './marks.js';

/** A run of words, each another. */
function words(from: number, count: number): number[] {
  return Array.from({ length: count }, (_, i) => from + i);
}

/** The same text with every so many words replaced. */
function reworded(text: readonly number[], every: number): number[] {
  return text.map((word, i) => (i % every === 0 ? 10_000 + word : word));
}

function paired(oldTexts: readonly number[][], newTexts: readonly number[][], rest: readonly number[][] = []) {
  const lists = [oldTexts, newTexts, rest].map((texts) => texts.map((text) => Int32Array.from(text)));
  return pairsInOrder(lists[0] ?? [], lists[1] ?? [], () => lists[2] ?? []);
}

describe('texts that share most of their words in order', () => {
  const [a, b] = [words(0, 60), words(100, 60)];

  it('are paired', () => {
    assert.deepEqual(paired([a, b], [reworded(b, 3), reworded(a, 3)]), [
      [0, 1],
      [1, 0],
    ]);
  });

  it('are not where fewer words stayed, or their order did not', () => {
    assert.deepEqual(paired([a], [reworded(a, 2)]), []);
    assert.deepEqual(paired([a], [[...a].reverse()]), []);
  });

  it('are not where they are short', () => {
    assert.deepEqual(paired([words(0, 20)], [reworded(words(0, 20), 4)]), []);
  });

  it('are not where another text is nearly as like one of them', () => {
    assert.deepEqual(paired([a], [reworded(a, 3), reworded(a, 4)]), []);
    assert.deepEqual(paired([a], [reworded(a, 3)], [b, reworded(a, 4)]), []);
  });
});

describe('a clause deleted where another was inserted that has one long phrase of it', () => {
  it('did not move', () => {
    const phrases = [
      'each User shall keep a record of the tests',
      'the Panel may ask for a copy of the record',
      'the DCC shall publish the record on its website',
      'no person shall disclose the record to another',
      'the record shall be kept for at least two years',
      'the Authority may direct that the record be sent to it',
      'the costs of the record lie where they fall',
      'a copy of the record is as good as the record',
    ];
    const clause = (seed: number) =>
      Array.from({ length: 6 }, (_, k) => phrases[(seed * (k + 3) + ((seed * seed) >> k)) % phrases.length]).join(', ');
    const phrase = 'save where vessels moored upstream obstruct surveyors measuring tidal currents beneath bridges';
    const name = (i: number) => [i / 100, i / 10, i].map((each) => 'abcdefghij'[Math.floor(each) % 10]).join('');
    const others = Array.from({ length: 400 }, (_, i) => `${clause(i)}, for the tests of group ${name(i)}`);
    const text = (bodies: readonly string[]) => bodies.map((body, i) => `1.${i + 1} ${body}.\n`).join('\n');
    const without = [...others.slice(0, 300), `${phrase}, ${clause(1003)}`, ...others.slice(300)];
    const comparison = compareTexts(text([`${clause(1001)}, ${phrase}`, ...others]), text(without));
    assert.deepEqual(
      changeSummaries(comparison).filter((change) => !change.startsWith('renumbered: ')),
      ['deleted: Clause 1.1 → nothing', 'inserted: nothing → Clause 1.301'],
    );
  });
});
