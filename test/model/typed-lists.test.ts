import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Draft } from '../../server/src/model/draft.js';

/** Lines of drafts that number their sections as a list, and what stands between these. */
const LINES = [
  '1. Definitions',
  '2. Grant of Rights',
  '3. Term',
  '4 Offences',
  '4A Penalties',
  '5) Notices',
  '6. the parties agree to each of these things, and shall keep to them at all times',
  '2.1 The Licensee may use it.',
  '3.1 It lasts a year.',
  '(1) A person commits an offence.',
  '(a) one; and',
  'The words.',
  '## 7 Payment',
  '## Notes',
  '- apples',
  '1. 1. twice',
  '',
];

const lines = fc
  .array(fc.tuple(fc.constantFrom('', '', '', ' ', '   ', '\t', '> '), fc.constantFrom(...LINES)), {
    minLength: 4,
    maxLength: 16,
  })
  .map((all) => all.map((parts) => parts.join('')));

/** What is typed or deleted at the head of a line, or just after its number. */
const TYPED = [' ', '  ', '    ', '\t', '> ', '- ', '.', ')', '1', '(', '\n', 'x', '*', '#', '| '];

describe('a draft whose sections are the items of a list', () => {
  it('has one section less once a space stands before one of them', () => {
    const text = '1. Definitions\n\nThe words.\n\n2. Grant of Rights\n\nEach.\n\n3. Term\n\nEnd.\n';
    const at = text.indexOf('2.');
    const edited = Draft.parse(text).applyEdit({ start: at, end: at, text: ' ' });
    assert.deepEqual(readTree(edited), readTree(Draft.parse(edited.text)));
  });

  it('has the paragraph of a Schedule once a sentence ends, or the words before it no more', () => {
    const text = '1 A\n\n1.1 B.\n\n# Schedule 1 – Fees\n\nAll fees are paid\n\n1 The fee is due\n\n(b) C.\n';
    const typed = [' due', ' paid'].map((words) => text.indexOf(words) + words.length);
    let draft = Draft.parse(text);
    for (const at of typed) {
      for (const edit of [
        { start: at, end: at, text: '.' },
        { start: at, end: at + 1, text: '' },
        { start: at, end: at, text: '.' },
      ]) {
        draft = draft.applyEdit(edit);
        assert.deepEqual(readTree(draft), readTree(Draft.parse(draft.text)));
      }
    }
    const marker = draft.text.indexOf('(b)') + 1;
    draft = draft.applyEdit({ start: marker, end: marker + 1, text: 'a' });
    assert.deepEqual(readTree(draft), readTree(Draft.parse(draft.text)));
  });

  it('that was typed in at the head of a line equals one that was read anew', () => {
    fc.assert(
      fc.property(
        lines,
        fc.constantFrom('\n\n', '\n', '\r\n\r\n'),
        fc.array(fc.tuple(fc.nat(15), fc.nat(3), fc.nat(2), fc.constantFrom('', ...TYPED)), {
          minLength: 1,
          maxLength: 4,
        }),
        (all, end, edits) => {
          let draft = Draft.parse(all.join(end));
          for (const [line, column, deleted, typed] of edits) {
            const { text } = draft;
            const before = text.split('\n').slice(0, line).join('\n');
            const start = Math.min(text.length, before.length + (line > 0 ? 1 : 0) + column);
            draft = draft.applyEdit({ start, end: start + deleted, text: typed });
            assert.deepEqual(readTree(draft), readTree(Draft.parse(draft.text)));
          }
        },
      ),
      { numRuns: 2500 },
    );
  });
});

function readTree(draft: Draft) {
  return {
    blocks: draft.blocks.map(({ kind, text, head }) => ({ kind, text, head })),
    provisions: draft.provisions.map(({ kind, label, number, block, endBlock, row, parent }) => ({
      kind,
      label,
      number,
      block,
      endBlock,
      row,
      parent: parent?.index ?? null,
    })),
    owners: draft.blocks.map((_, block) => draft.provisionOfBlock(block)?.index ?? null),
  };
}
