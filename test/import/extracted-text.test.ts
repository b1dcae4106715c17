import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { draftOfExtractedText } from '../../server/src/import/extracted-text.js';
import { Draft } from '../../server/src/model/draft.js';
import { anyText } from '../support/markdown-lines.js';
import { findingsOf, loadWorld } from '../support/marked.js';

const CORPUS = '../shared/corpus/further-testing-consultation.txt';

describe('extracted text as a draft', () => {
  const CASES: [name: string, text: string, draft: string][] = [
    [
      'a table over a page break',
      'Figure 4.1 - Changes\n\nNo.\tRef\tWhat\n1.\tA|B\tx\n\n\n\nNo.\tRef\tWhat\n2.\tC\n\nEnd.\n',
      'Figure 4.1 - Changes\n\n| No. | Ref | What |\n| --- | --- | --- |\n| 1. | A\\|B | x |\n| 2. | C |\n\nEnd.\n',
    ],
    ['a section', '20. Testing\n\n20.1 The clause.\n', '## 20 Testing\n\n20.1 The clause.\n'],
    ['indentation', 'Words.\n\n     1.1 Indented.\n', 'Words.\n\n1.1 Indented.\n'],
    [
      'a paragraph that the notes of a page broke',
      'The harbour master shall tell the owner of each vessel that<sup>1</sup> lies\n\n<sup>1</sup> A note.\n\n---\n\n<sup>2</sup> Another.\n\nin the harbour of the fee.\n\nEnd.\n',
      'The harbour master shall tell the owner of each vessel that<sup>1</sup> lies in the harbour of the fee.\n\n<sup>1</sup> A note.\n\n---\n\n<sup>2</sup> Another.\n\nEnd.\n',
    ],
    [
      'a paragraph that blank lines broke',
      'The harbour master shall tell the owner of each vessel that you\n\n\n\nhave named as yours.\n',
      'The harbour master shall tell the owner of each vessel that you have named as yours.\n',
    ],
    [
      'closing words of a list that notes stand before',
      'An owner shall:\n\n- a) pay the fee, or\n- b) leave the harbour,\n\n<sup>6</sup> A note.\n\nand shall tell the master.\n',
      'An owner shall:\n\n- a) pay the fee, or\n- b) leave the harbour,\n\nand shall tell the master.\n\n<sup>6</sup> A note.\n',
    ],
    [
      'none of what is whole',
      'The harbour master shall tell the owner of each vessel.\n\nand so on\n\nFees of the harbour\n\nof the year\n\n1.1 The fee for a vessel that lies in the harbour is\n\n(a) five pounds\n',
      'The harbour master shall tell the owner of each vessel.\n\nand so on\n\nFees of the harbour\n\nof the year\n\n1.1 The fee for a vessel that lies in the harbour is\n\n(a) five pounds\n',
    ],
    ['a draft', '## 1 A\n\n1.1 B:\n\n- item\n\n      more of it\n', '## 1 A\n\n1.1 B:\n\n- item\n\n      more of it\n'],
  ];
  for (const [name, text, draft] of CASES) it(`mends ${name}`, () => assert.equal(draftOfExtractedText(text), draft));

  it('never fails', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        draftOfExtractedText(text);
      }),
      { numRuns: 1000 },
    );
  });

  it('keeps what a real consultation says, and leaves nothing that Markdown reads differently', async function () {
    if (!existsSync(CORPUS)) {
      console.log('      skipped: ../shared/corpus is not there');
      this.skip();
    }
    const text = readFileSync(CORPUS, 'utf8');
    const draft = draftOfExtractedText(text);
    const labels = (source: string) => Draft.parse(source).provisions.map((provision) => provision.label);
    assert.deepEqual([...labels(draft)].sort(), [...labels(text)].sort());
    const open = draft.split(/\n{2,}/).filter((each) => /^\p{Ll}/u.test(each));
    assert.deepEqual(
      open.map((each) => each.slice(0, 24)),
      ['and should their view be'],
    );
    assert.match(draft, /highlighted that this represents the only firmware/);
    assert.match(draft, / resultant DMC was not yet on the EPCL/);
    assert.match(draft, /issues should be included,\n+and should their view be upheld[^\n]*\n+<sup>6<\/sup>/);
    assert.match(draft, /the information you have provided as confidential/);
    // A table that goes on over a page has its header once.
    const wordsOf = (source: string) =>
      [...(source.replace(/^(?:\||[^\n]*\t).*$/gm, '').match(/[\p{L}\p{N}]+/gu) ?? [])].sort().join(' ');
    assert.equal(wordsOf(draft), wordsOf(text));
    const codes = findingsOf(await loadWorld({ 'draft.md': draft })).map((finding) => finding.code);
    assert.deepEqual(
      codes.filter((code) => code.startsWith('structure.')),
      [],
    );
  });
});
