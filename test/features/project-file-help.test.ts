import assert from 'node:assert/strict';
import { completeProjectFile, hoverProjectFile } from '../../server/src/features/project-file-help.js';
import { parseProjectFile } from '../../server/src/workspace/project-file.js';

/** The bar is the cursor. */
function at<R>(marked: string, feature: (file: ReturnType<typeof parseProjectFile>, offset: number) => R): R {
  return feature(parseProjectFile(marked.replace('¦', '')), marked.indexOf('¦'));
}

const labels = (marked: string) => at(marked, completeProjectFile).map(({ label }) => label);

const CASES: readonly [name: string, marked: string, offered: readonly string[]][] = [
  [
    'keys of the file',
    '¦',
    [
      'consultation',
      'issuer',
      'documents',
      'external',
      'units',
      'attachments',
      'decision',
      'pack',
      'exports',
      'fonts',
      'checks',
    ],
  ],
  [
    'keys that are not there yet',
    'consultation:\n  id: FTC\n¦\ndocuments: []\n',
    ['issuer', 'external', 'units', 'attachments', 'decision', 'pack', 'exports', 'fonts', 'checks'],
  ],
  [
    'keys within',
    'consultation:\n  id: FTC\n  ¦',
    [
      'title',
      'document',
      'status',
      'by',
      'legal-basis',
      'reference',
      'notified',
      'addressees',
      'published',
      'respond-by',
      'effective',
      'responses',
      'circulated',
      'concluded',
      'milestones',
    ],
  ],
  [
    'keys of an item in brackets',
    'documents:\n  - { id: A, ¦ }\n',
    ['title', 'aliases', 'path', 'version', 'scheme', 'annex', 'new', 'baseline'],
  ],
  [
    'keys of an item on lines',
    'documents:\n  - id: A\n    path: a.md\n    ¦\n',
    ['title', 'aliases', 'version', 'scheme', 'annex', 'new', 'baseline'],
  ],
  [
    'keys of brackets in brackets',
    'documents:\n  - { id: A, path: a.md, baseline: { ¦',
    ['path', 'git', 'version', 'from'],
  ],
  [
    'documents by their ids',
    'documents:\n  - { id: A, path: a.md }\n  - { id: B, path: b.md }\nattachments:\n  - { number: 2, marked: ¦ }\n',
    ['A', 'B'],
  ],
  ['severities', 'checks:\n  reference.style: ¦\n', ['error', 'warning', 'information', 'hint', 'off']],
  ['ways of numbering', 'units:\n  - { name: Standard, number: ¦ }\n', ['decimal', 'number', 'roman', 'letter']],
  ['nothing where any words may stand', 'consultation:\n  title: ¦\n', []],
];

describe('the project file', () => {
  for (const [name, marked, offered] of CASES)
    it(`is completed by ${name}`, () => assert.deepEqual(labels(marked), offered));

  it('is completed by the codes of the checks', () => assert.ok(labels('checks:\n  ¦').includes('reference.style')));

  it('says what a key is for', () => {
    const hover = at('consultation:\n  resp¦ond-by: 2020-01-17\n', hoverProjectFile);
    assert.ok(hover);
    assert.match((hover.contents as { value: string }).value, /Until when responses are taken/);
    assert.deepEqual(hover.range, { start: { line: 1, character: 2 }, end: { line: 1, character: 12 } });
    assert.equal(at('consultation:\n  respond-by: 2020-¦01-17\n', hoverProjectFile), null);
  });
});
