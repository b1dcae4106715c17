import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Comparison } from '../../server/src/compare/change.js';
import { segmentsOf } from '../../server/src/compare/comparison-json.js';
import { generatedDraft, generatedRestyling, generatedRevision, generatedRubble } from '../support/generated-drafts.js';
import { bothTexts, changeSummaries, compareTexts } from './marks.js';

describe('every comparison', () => {
  it('gives both texts back, character for character', () => {
    fc.assert(
      fc.property(generatedRevision, ([oldText, newText]) => {
        assert.deepEqual(bothTexts(compareTexts(oldText, newText)), { old: oldText, new: newText });
      }),
      { numRuns: 300 },
    );
  });

  it('gives both texts back, however broken they are', () => {
    fc.assert(
      fc.property(generatedRubble, generatedRubble, (oldText, newText) => {
        assert.deepEqual(bothTexts(compareTexts(oldText, newText)), { old: oldText, new: newText });
      }),
      { numRuns: 500 },
    );
  });

  it('finds nothing between a text and itself', () => {
    fc.assert(
      fc.property(fc.oneof(generatedDraft, generatedRubble), (text) => {
        const comparison = compareTexts(text, text);
        assert.deepEqual(comparison.changes, []);
        assert.ok(segmentsOf(comparison).every((segment) => segment.op === 'equal'));
      }),
      { numRuns: 200 },
    );
  });

  it('marks backwards the same characters as forwards, and as moved the same ones', () => {
    /** For each character of one side whether it is kept (=), marked (x) or marked as moved (m). */
    const marked = (comparison: Comparison, [only, moved]: readonly [string, string]) =>
      segmentsOf(comparison)
        .filter(({ op }) => op === 'equal' || op === only || op === moved)
        .map(({ op, text }) => (op === 'equal' ? '=' : op === moved ? 'm' : 'x').repeat(text.length))
        .join('');
    fc.assert(
      fc.property(generatedRevision, ([oldText, newText]) => {
        const [forwards, backwards] = [compareTexts(oldText, newText), compareTexts(newText, oldText)];
        assert.equal(marked(backwards, ['insert', 'moveTo']), marked(forwards, ['delete', 'moveFrom']));
        assert.equal(marked(backwards, ['delete', 'moveFrom']), marked(forwards, ['insert', 'moveTo']));
      }),
      { numRuns: 200 },
    );
  });

  it('finds nothing of substance where only the style of the text differs', () => {
    fc.assert(
      fc.property(generatedRestyling, ([oldText, newText]) => {
        const kinds = new Set(compareTexts(oldText, newText).changes.flatMap((change) => change.kinds));
        kinds.delete('formatting');
        assert.deepEqual([...kinds], []);
      }),
      { numRuns: 200 },
    );
  });

  it('tells no change of line ends that are written as another system does', () => {
    const elsewhere = (text: string) => text.replaceAll('\n', '\r\n');
    fc.assert(
      fc.property(generatedRevision, (pair) => {
        const [oldText, newText] = pair.map((text) => text.replaceAll('\r\n', '\n')) as [string, string];
        const rewritten = compareTexts(oldText, elsewhere(oldText));
        assert.deepEqual(changeSummaries(rewritten), []);
        assert.deepEqual(bothTexts(rewritten), { old: oldText, new: elsewhere(oldText) });
        const isFormatting = (change: string) => change.startsWith('formatting:');
        if (!changeSummaries(compareTexts(oldText, newText)).some(isFormatting))
          assert.ok(!changeSummaries(compareTexts(oldText, elsewhere(newText))).some(isFormatting));
      }),
      { numRuns: 100 },
    );
  });

  it('has the words of each change in its edits, and joins no two edits of one sort within a block', () => {
    fc.assert(
      fc.property(generatedRevision, ([oldText, newText]) => {
        const comparison = compareTexts(oldText, newText);
        for (const { kinds, edits } of comparison.changes) {
          assert.equal(
            kinds.includes('amended'),
            !kinds.includes('inserted') &&
              !kinds.includes('deleted') &&
              edits.some((edit) => edit.class === 'substance'),
          );
          const [before, after] = ['delete', 'insert'].map((op) =>
            edits
              .filter((edit) => edit.op === 'equal' || edit.op === op)
              .map((edit) => edit.text)
              .join(''),
          );
          if (kinds.length === 1 && kinds[0] === 'deleted') assert.ok(oldText.includes(before as string));
          if (kinds.length === 1 && kinds[0] === 'inserted') assert.ok(newText.includes(after as string));
        }
        for (const { segments } of comparison.blocks) {
          segments.forEach((segment, index) => {
            const last = segments[index - 1];
            assert.ok(segment.text !== '');
            assert.ok(last?.op !== 'insert' || segment.op !== 'delete', 'deletions come before insertions');
          });
        }
      }),
      { numRuns: 150 },
    );
  });
});
