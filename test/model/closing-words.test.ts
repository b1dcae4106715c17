import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Draft } from '../../server/src/model/draft.js';

const LIST = '1.1 Where a Party:\n\n(a) has not paid; or\n\n(b) has left,\n\n';

/** For the block that holds "[x]": what the text is called that it belongs to. */
const CASES: readonly [name: string, text: string, owner: string][] = [
  ['words after the last item', `${LIST}[x] the Body shall tell it.\n`, 'Clause 1.1'],
  ['a second paragraph after them', `${LIST}the Body shall tell it.\n\n[x] It shall do so soon.\n`, 'Clause 1.1'],
  [
    'words that a further item follows',
    '1.1 A Party:\n\n(a) pays;\n\n[x] it does so soon;\n\n(b) stays.\n',
    'Clause 1.1(a)',
  ],
  [
    'words after an item that ends with a colon',
    '1.1 It:\n\n(a) goes; or\n\n(b) says:\n\n[x] Hear.\n',
    'Clause 1.1(b)',
  ],
  ['words after an item that ends with a dash', '1.1 It:\n\n(a) goes; or\n\n(b) says—\n\n[x] Hear.\n', 'Clause 1.1(b)'],
  ['words that the source indents', '1.1 It:\n\n(a) goes; or\n\n(b) says so.\n\n  [x] Hear.\n', 'Clause 1.1(b)'],
  ['words within the item of a list', '1.1 It:\n\n- (a) goes; or\n\n- (b) says so.\n\n  [x] Hear.\n', 'Clause 1.1(b)'],
  ['words after the items of a list', '1.1 It:\n\n- (a) goes; or\n\n- (b) says so,\n\n[x] and stays.\n', 'Clause 1.1'],
  [
    'words between two levels',
    '1.1 It may:\n\n(a) where:\n\n(i) it is late; or\n\n(ii) it is dark,\n\n[x] stay; and\n\n(b) sleep.\n',
    'Clause 1.1(a)',
  ],
  [
    'words that complete the inner lead-in',
    '1.1 It may:\n\n(a) go; or\n\n(b) where:\n\n(i) it is late; or\n\n(ii) it is dark,\n\n[x] stay.\n',
    'Clause 1.1(b)',
  ],
  [
    'words that complete the outer lead-in',
    '1.1 If it:\n\n(a) goes; or\n\n(b) has lost:\n\n(i) its key; or\n\n(ii) its lamp,\n\n[x] it shall say so.\n',
    'Clause 1.1',
  ],
  [
    'a proviso after two levels',
    '1.1 It may:\n\n(a) go; or\n\n(b) take:\n\n(i) a key; or\n\n(ii) a lamp,\n\nprovided that [x] it says so.\n',
    'Clause 1.1',
  ],
  [
    'a lead-in to a list within the item',
    '1.1 It may:\n\n(a) go; or\n\n(b) stay.\n\n[x] It shall then:\n\n(i) say so; and\n\n(ii) rest.\n',
    'Clause 1.1(b)',
  ],
  ['the words of a label on a line of its own', '1.1 It may:\n\n(a)\n\n[x] go.\n', 'Clause 1.1(a)'],
  ['bullets after a list', '1.1 It may:\n\n(a) go; or\n\n(b) stay.\n\n- [x] Here.\n\n- There.\n', 'Clause 1.1'],
  [
    'bullets of the last item',
    '1.1 It may:\n\n(a) go; or\n\n(b) take:\n\n- [x] a key;\n\n- a lamp.\n',
    'Clause 1.1(b)',
  ],
  ['words after one item alone', '1.1 It may:\n\n(a) go,\n\n[x] and stay.\n', 'Clause 1.1'],
  ['words below two labels on one line', '1.1 (a) It may go,\n\n[x] and stay.\n', 'Section 1.1'],
  ['a definition after a list', '1.1 Here:\n\n**A** means:\n\n(a) x; or\n\n(b) y;\n\n**[x]** means z.\n', 'Clause 1.1'],
  [
    'the next number of the list that letters stand in',
    '## 2. Aims\n\nThey are:\n\n1. to run;\n2. to dig:\n   a. at once; and\n   b. by hand;\n3. [x] to rest.\n',
    'Section 2',
  ],
  [
    'the next number, with an empty line before it',
    '2.1 They are:\n\n1. to run;\n\n2. to dig\n\n   a. at once; and\n\n   b. by hand;\n\n3. [x] to rest.\n',
    'Clause 2.1',
  ],
  [
    'the number after the next',
    '2.1 They are:\n\n1. to dig\n   (a) at once; and\n   (b) by hand;\n2. to rest;\n3. [x] to run.\n',
    'Clause 2.1',
  ],
  [
    'numbers at the margin of letters at the margin',
    '2.1 They are:\n\n(a) to run; and\n\n(b) to dig\n\n1. [x] at once.\n\n2. by hand.\n',
    'Clause 2.1(b)',
  ],
  [
    'a definition after closing words',
    '1.1 Here:\n\n**A** means:\n\n(a) x where:\n\n(i) y,\n\nand no more;\n\n**[x]** means z.\n',
    'Clause 1.1',
  ],
];

const findMarked = (draft: Draft) => draft.blocks.findIndex(({ text }) => text.includes('[x]'));

describe('the words that close a list', () => {
  for (const [name, text, owner] of CASES)
    it(`give ${name} to ${owner}`, () => {
      const draft = Draft.parse(text);
      const block = findMarked(draft);
      const found = draft.provisionOfBlock(block);
      assert.equal(found?.kind === 'definition' ? found.parent?.label : found?.label, owner);
      // The item that a reference cites ends before the words, unless they are its own.
      const at = draft.provisionAt(draft.startOf(block) + draft.block(block).text.indexOf('x'));
      assert.equal(at?.kind === 'definition' ? at.parent?.label : at?.label, owner);
    });

  it('are found again by whatever is typed', () => {
    const edits = fc.array(
      fc.record({
        at: fc.nat(120),
        cut: fc.nat(3),
        text: fc.constantFrom('', ':', ' ', '—', '\n\n', 'shall', '(c) ', 'If ', 'provided '),
      }),
      { maxLength: 4 },
    );
    fc.assert(
      fc.property(fc.constantFrom(...CASES.map(([, text]) => text)), edits, (text, all) => {
        let draft = Draft.parse(text);
        for (const { at, cut, text: typed } of all)
          draft = draft.applyEdit({ start: at, end: Math.min(draft.length, at + cut), text: typed });
        const describeDraft = (each: Draft) => ({
          owners: each.blocks.map((_, block) => each.provisionOfBlock(block)?.label ?? null),
          provisions: each.provisions.map(({ label, block, endBlock }) => [label, block, endBlock]),
        });
        assert.deepEqual(describeDraft(draft), describeDraft(Draft.parse(draft.text)));
      }),
      { numRuns: 500 },
    );
  });
});
