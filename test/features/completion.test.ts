import assert from 'node:assert/strict';
import { completeAt } from '../../server/src/features/completion.js';
import { MarkedProject } from '../support/open-project.js';

type Files = Readonly<Record<string, string>>;

const ONE = '## 1 One\n\n1.1 The first thing.\n\n1.2 The second thing:\n\n(a) red; or\n\n(b) blue.\n\n';
const TABLE = '**Table 1.1 – Exit criteria**\n\n| No | What |\n|---|---|\n| 1 | a |\n\n';
const PROJECT =
  'consultation: { id: FTC, document: consultation.md }\ndocuments:\n  - { id: SVTAD, path: svtad.md, aliases: [Transition Document] }\n  - { id: MTAD, path: mtad.md }\nexternal:\n  - { id: SEC, title: Smart Energy Code }\n';
const project = (mtad: string, consultation = '**FTC Q1**\n\nDo you agree?\n'): Files => ({
  'keeling.yaml': PROJECT,
  'svtad.md': '## 4 Changes\n\n4.1 Old words.\n\n4.2 New words.\n',
  'mtad.md': mtad,
  'consultation.md': consultation,
});

/** The bar is the cursor; expected are the labels with their details, and the text once the first is taken. */
const CASES: readonly [name: string, files: Files | string, items: readonly string[], taken: string | null][] = [
  [
    'clauses behind “Clause ”, the nearest first',
    `${ONE}1.3 See Clause ¦`,
    ['1.2: The second thing:', '1.1: The first thing.', '1: One'],
    '1.3 See Clause 1.2',
  ],
  ['only those that begin so', `${ONE}1.3 See Clause 1.2¦ too`, ['1.2: The second thing:'], '1.3 See Clause 1.2 too'],
  [
    'further numbers of a list',
    `${ONE}1.3 See Clauses 1.1 and 1.¦`,
    ['1.2: The second thing:', '1.1: The first thing.'],
    '1.3 See Clauses 1.1 and 1.2',
  ],
  ['tables', `${ONE}${TABLE}1.3 See Table ¦`, ['1.1: Exit criteria'], '1.3 See Table 1.1'],
  [
    'sub-paragraphs of the clause around',
    `${ONE.trimEnd()} As paragraph (¦`,
    ['(a): red; or', '(b): blue. As paragraph ('],
    '(b) blue. As paragraph (a)',
  ],
  [
    'clauses of the document named before',
    project('## 1 One\n\n1.1 See SVTAD Clause ¦'),
    ['4: Changes', '4.1: Old words.', '4.2: New words.'],
    null,
  ],
  [
    'documents behind “of the ”',
    project('## 1 One\n\n1.1 See Clause 4.1 of the ¦'),
    ['SVTAD: Transition Document', 'SEC: Smart Energy Code'],
    '1.1 See Clause 4.1 of the SVTAD',
  ],
  [
    'every instrument’s clauses in a consultation, with its name',
    project('## 1 One\n\n1.1 Words.\n', '**FTC Q1**\n\nOn Clause 4.1¦?\n'),
    ['4.1: SVTAD – Old words.'],
    'On Clause 4.1 of the SVTAD?',
  ],
  ['questions', project('## 1 One\n\n1.1 See FTC Q¦'), ['Q1: Do you agree?'], '1.1 See FTC Q1'],
  [
    'questions by their word',
    project('## 1 One\n', '# A consultation\n\n**Question 1:** Do you agree?\n\nAs question ¦'),
    ['1: Question 1: Do you agree?'],
    'As question 1',
  ],
  [
    'defined terms',
    '## 1 One\n\n**Testing Report** means a report.\n\n**Tester** means one who tests.\n\n1.1 Each Test¦',
    ['Testing Report: a report.', 'Tester: one who tests.'],
    '1.1 Each Testing Report',
  ],
  [
    'a defined term of which words are typed already',
    '## 1 One\n\n**Testing Report** means a report.\n\n1.1 Each Testing R¦',
    ['Testing Report: a report.'],
    '1.1 Each Testing Report',
  ],
  ['nothing behind other words', `${ONE}1.3 see what ¦`, [], null],
];

describe('completion', () => {
  for (const [name, files, items, taken] of CASES) {
    it(`offers ${name}`, async () => {
      const loaded = await MarkedProject.load(files);
      const list = loaded.at(completeAt);
      assert.deepEqual(
        list.items.map(({ label, detail }) => (detail ? `${label}: ${detail}` : label)),
        items,
      );
      if (taken === null) return;
      const [path] =
        typeof files === 'string'
          ? ['draft.md']
          : (Object.entries(files).find(([, text]) => text.includes('¦')) as [string, string]);
      const edit = list.items[0]?.textEdit;
      assert.ok(edit && 'range' in edit);
      const lines = loaded.edited(path, [edit]).trimEnd().split('\n');
      assert.equal(lines[lines.length - 1], taken);
    });
  }

  it('offers the first of many, and more as one types on', async () => {
    const many = Array.from({ length: 400 }, (_, i) => `1.${i + 1} Words.\n\n`).join('');
    const list = (await MarkedProject.load(`## 1 One\n\n${many}1.401 See Clause 1.¦`)).at(completeAt);
    assert.equal(list.items.length, 200);
    assert.equal(list.isIncomplete, true);
  });
});
