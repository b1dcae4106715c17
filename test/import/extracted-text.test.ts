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
    assert.deepEqual(labels(draft), labels(text));
    const codes = findingsOf(await loadWorld({ 'draft.md': draft })).map((finding) => finding.code);
    assert.deepEqual(
      codes.filter((code) => code.startsWith('structure.')),
      [],
    );
  });
});
