import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Draft } from '../../server/src/model/draft.js';
import { readBlockFacts } from '../../server/src/model/facts.js';
import type { Provision } from '../../server/src/model/provision.js';
import type { TextEdit } from '../../server/src/model/text.js';
import { anyText } from '../support/markdown-lines.js';

/** All that a draft says of its text, as plain data. */
function readContents(draft: Draft) {
  return {
    blocks: draft.blocks.map(({ kind, text, hash, prefix, containers, marker, level, opensNode, head }) => ({
      kind,
      text,
      hash,
      prefix,
      containers,
      marker,
      level,
      opensNode,
      head,
    })),
    starts: [...draft.starts],
    lines: [...draft.lines.starts],
    provisions: draft.provisions.map((provision) => ({
      ...readFacts(provision),
      parent: provision.parent?.index ?? null,
      children: provision.children.map((child) => child.index),
      span: draft.spanOf(provision),
      label: draft.labelSpanOf(provision),
    })),
    owners: draft.blocks.map((_, block) => draft.provisionOfBlock(block)?.index ?? null),
    problems: draft.problems,
  };
}

function readFacts({ kind, label, number, marker, title, block, endBlock, row, index, attachment }: Provision) {
  return { kind, label, number, marker, title, block, endBlock, row, index, attachment };
}

const edits = (text: string): fc.Arbitrary<TextEdit> =>
  fc
    .record({
      a: fc.nat(text.length),
      b: fc.nat(text.length),
      near: fc.nat(5),
      wide: fc.boolean(),
      insert: fc.oneof(
        fc.constant(''),
        fc.constantFrom('x', '\n', '\n\n', ' ', '|', '\t', '-', '`', '20.28 ', '(a) ', '# ', '---\n', '<!--'),
        anyText,
      ),
    })
    .map(({ a, b, near, wide, insert }) => {
      const start = Math.min(a, wide ? b : a);
      return { start, end: wide ? Math.max(a, b) : Math.min(text.length, a + near), text: insert };
    });

describe('the front matter of a draft', () => {
  const FIELDS: [name: string, written: string, version: string][] = [
    ['a naught at the end', '1.0', '1.0'],
    ['two digits behind the point', '1.10', '1.10'],
    ['naughts in front', '007', '007'],
    ['a number with a sign', '+2', '+2'],
    ['a whole number', '4', '4'],
    ['words', 'V1.0', 'V1.0'],
    ['a number in quotation marks', '"2.50"', '2.50'],
    ['a number before a comment', '3.0 # of March', '3.0'],
  ];
  for (const [name, written, version] of FIELDS)
    it(`keeps ${name} of a version`, () =>
      assert.equal(Draft.parse(`---\ntitle: T\nversion: ${written}\n---\n\n1.1 A.\n`).frontMatter.version, version));
});

describe('a draft', () => {
  it('reads lines with tabs below a caption as a table, wherever near it is edited', () => {
    const text = '**Table 1.1 – Fees**\nFee\tSum\nday\t2\n\nWords.\n\n**Table 1.2 – Times**\n\nMore.\n';
    for (let at = 0; at < text.length; at++) {
      const edited = Draft.parse(text).applyEdit({ start: at, end: at + 1, text: '' });
      assert.deepEqual(readContents(edited), readContents(Draft.parse(text.slice(0, at) + text.slice(at + 1))));
    }
  });

  it('is read from any text without throwing, blocks in order and within the text', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const draft = Draft.parse(text);
        let end = 0;
        draft.blocks.forEach((block, index) => {
          const start = draft.startOf(index);
          assert.ok(start >= end);
          assert.match(text.slice(end, start), /^[\s\ufeff>]*$/);
          assert.equal(text.slice(start, start + block.text.length), block.text);
          end = start + block.text.length;
          readBlockFacts(block);
        });
        assert.match(text.slice(end), /^[\s>]*$/);
        for (const provision of draft.provisions) {
          draft.spanOf(provision);
          draft.labelSpanOf(provision);
          assert.ok(provision.endBlock > provision.block);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('that was edited equals one that was read anew', () => {
    fc.assert(
      fc.property(
        anyText.chain((text) => fc.tuple(fc.constant(text), edits(text))),
        ([text, edit]) => {
          const edited = Draft.parse(text).applyEdit(edit);
          const fresh = Draft.parse(text.slice(0, edit.start) + edit.text + text.slice(edit.end));
          assert.deepEqual(readContents(edited), readContents(fresh));
        },
      ),
      { numRuns: 3000 },
    );
  });

  const RUBBLE: [name: string, text: string][] = [
    ['brackets', '('.repeat(1_000_000)],
    ['square brackets', '['.repeat(200_000)],
    ['emphasis that never closes', '**a*_'.repeat(40_000)],
    ['backticks', Array.from({ length: 600 }, (_, i) => '`'.repeat(i)).join('x')],
    ['quotations in quotations', `${'>'.repeat(20_000)}x`],
    ['items in items', Array.from({ length: 600 }, (_, i) => `${'  '.repeat(i)}- a`).join('\n')],
    ['tags', '<b>'.repeat(50_000)],
    ['bars', `${'|'.repeat(100_000)}\n|-|\n${'| a | b |\n'.repeat(20_000)}`],
    ['tabs', 'a\tb\tc\n'.repeat(20_000)],
    ['sub-paragraphs that are all (a)', '(a) x\n\n'.repeat(5_000)],
    ['references', 'Clause 1.1, '.repeat(50_000)],
    ['capitals', `${'Alpha Beta of The '.repeat(20_000)}Clause 4.2 of the ${'Alpha Beta of '.repeat(20_000)}`],
    ['one long line', 'x'.repeat(20_000_000)],
  ];
  for (const [name, text] of RUBBLE) {
    it(`is read in bounded time from ${name}`, function () {
      this.timeout(60_000);
      const draft = Draft.parse(text);
      for (const block of draft.blocks) readBlockFacts(block);
      draft.applyEdit({ start: text.length >> 1, end: text.length >> 1, text: '(a) ' });
    });
  }

  it('keeps the blocks and the provisions that an edit did not touch', () => {
    const text = '## 1 One\n\n1.1 First words.\n\n1.2 Second words.\n\n1.3 Third words.\n';
    const before = Draft.parse(text);
    const after = before.applyEdit({ start: text.indexOf('Second'), end: text.indexOf('Second'), text: 'The ' });
    assert.equal(after.provisions, before.provisions);
    assert.equal(after.block(1), before.block(1));
    assert.equal(after.block(3), before.block(3));
    assert.notEqual(after.block(2), before.block(2));
  });
});
