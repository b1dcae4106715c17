import assert from 'node:assert/strict';
import type { Comparison } from '../../server/src/compare/change.js';
import { startProcessorClock } from '../support/processor-time.js';
import { bothTexts, changeSummaries, compareTexts } from './marks.js';

/** Words without end, the same on every run. */
function babble(count: number, seed: number): string[] {
  const words: string[] = [];
  let state = seed;
  for (let i = 0; i < count; i++) {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    words.push((state >>> 8).toString(36).slice(0, 3 + (state % 5)));
  }
  return words;
}

function clauses(words: readonly string[], each: number): string {
  const blocks: string[] = [];
  for (let i = 0; i * each < words.length; i++)
    blocks.push(`${1 + Math.floor(i / 40)}.${1 + (i % 40)} ${words.slice(i * each, (i + 1) * each).join(' ')}.`);
  return `${blocks.join('\n\n')}\n`;
}

function compareWithin(milliseconds: number, oldText: string, newText: string): Comparison {
  const readClock = startProcessorClock();
  const comparison = compareTexts(oldText, newText);
  const took = readClock();
  const texts = bothTexts(comparison);
  assert.ok(texts.old === oldText && texts.new === newText, 'the texts are given back');
  assert.ok(took < milliseconds, `took ${Math.round(took)} ms`);
  return comparison;
}

/** The notes on what the comparison could not do. */
function within(milliseconds: number, oldText: string, newText: string): readonly string[] {
  return compareWithin(milliseconds, oldText, newText).notes;
}

function toldWithin(milliseconds: number, oldText: string, newText: string): string[] {
  return changeSummaries(compareWithin(milliseconds, oldText, newText));
}

describe('a comparison without hope', () => {
  it('of two texts with nothing in common ends, and says what it could not do', function () {
    this.timeout(120_000);
    const notes = within(8_000, clauses(babble(120_000, 1), 30), clauses(babble(120_000, 2), 30));
    assert.equal(notes.length, 1);
  });

  it('of two hundred long clauses each, all of the same few words, ends', function () {
    this.timeout(120_000);
    const few = babble(12, 9);
    const text = (seed: number) => {
      const words = babble(60_000, seed).map((word) => few[word.charCodeAt(0) % few.length]!);
      return clauses(words, 300);
    };
    within(8_000, text(1), text(2));
  });

  it('of two paragraphs with nothing in common in their second halves ends, and says so', function () {
    this.timeout(120_000);
    const half = babble(12_000, 5).join(' ');
    const notes = within(
      5_000,
      `4.1 ${half} ${babble(9_000, 1).join(' ')}\n`,
      `4.1 ${half} ${babble(9_000, 2).join(' ')}\n`,
    );
    assert.equal(notes.length, 1);
    assert.match(notes[0]!, /^Clause 4\.1 differs too much/);
  });

  it('of a megabyte of one word ends', function () {
    this.timeout(120_000);
    within(5_000, 'shall '.repeat(170_000), 'shall '.repeat(160_000));
    within(5_000, `${'shall '.repeat(170_000)}may`, `may ${'shall '.repeat(160_000)}`);
    within(8_000, '4.1 The DCC shall test.\n\n'.repeat(8_000), '4.1 The DCC shall test.\n\n'.repeat(7_000));
  });

  it('of one line of twenty megabytes ends', function () {
    this.timeout(60_000);
    const line = babble(4_000_000, 3).join(' ');
    within(15_000, line, `${line.slice(0, 9_000_000)} amended ${line.slice(9_000_000)}`);
    within(15_000, line, babble(4_000_000, 4).join(' '));
  });

  it('of a table of twenty thousand rows ends', function () {
    this.timeout(120_000);
    const table = (seed: number) =>
      `| A | B |\n|---|---|\n${babble(20_000, seed)
        .map((word) => `| ${word} | ${word} |`)
        .join('\n')}\n`;
    within(8_000, table(1), table(2));
  });

  it('of a clause with five thousand sub-paragraphs ends', function () {
    this.timeout(120_000);
    const list = (seed: number) =>
      `4.1 The DCC shall:\n\n${babble(20_000, seed)
        .join(' ')
        .replace(/((?:\S+ ){4})/g, '(a) $1\n\n')}\n`;
    within(8_000, list(1), list(2));
  });

  it('of a hundred thousand clauses that are all alike ends, and tells the one that differs', function () {
    this.timeout(90_000);
    const alike = Array.from({ length: 100_000 }, (_, i) => `${1 + Math.floor(i / 1000)}.${1 + (i % 1000)}`);
    const text = (words: (index: number) => string, numbers: readonly string[] = alike) =>
      numbers.map((number, i) => `${number} ${words(i)}\n\n`).join('');
    const same = () => 'The DCC shall test.';
    const oldText = text(same);
    const amended = text((i) => (i === 50_000 ? 'The DCC may test.' : same()));
    assert.deepEqual(toldWithin(30_000, oldText, amended), ['amended: Clause 51.1 → Clause 51.1']);
    assert.deepEqual(toldWithin(30_000, oldText, text(same, [...alike, '101.1'])), [
      'inserted: nothing → Clause 101.1',
    ]);
  });

  it('of a hundred thousand paragraphs without a number, all alike, ends, and tells the one that is more', function () {
    this.timeout(60_000);
    const all = (count: number) => 'The DCC shall test.\n\n'.repeat(count);
    assert.deepEqual(toldWithin(30_000, all(100_000), all(100_001)), ['inserted: nothing → preamble']);
  });

  it('of lists nested a thousand deep ends, and tells the one item that differs', function () {
    this.timeout(60_000);
    const indented = (word: string) =>
      Array.from({ length: 1000 }, (_, i) => `${'  '.repeat(i)}- ${i === 999 ? word : 'item'} ${i}\n`).join('');
    assert.equal(toldWithin(20_000, indented('first'), indented('last')).length, 1);
    const quoted = (word: string) => `4.1 The DCC shall test.\n\n${'> '.repeat(3000)}${word}\n`;
    within(20_000, quoted('first'), quoted('last'));
  });

  it('of twenty thousand sub-paragraphs, the levels changing with each, ends, and tells the one that differs', function () {
    this.timeout(60_000);
    const markers = ['(a)', '(i)', '(A)', '(1)', '(aa)'];
    const nested = (verb: string) =>
      `4.1 The DCC:\n\n${Array.from(
        { length: 20_000 },
        (_, i) => `${markers[i % 5]} ${i === 10_000 ? verb : 'shall'} test item\n\n`,
      ).join('')}`;
    assert.equal(toldWithin(20_000, nested('shall'), nested('may')).length, 1);
  });
});
