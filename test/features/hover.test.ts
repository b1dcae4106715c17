import assert from 'node:assert/strict';
import { hoverAt } from '../../server/src/features/hover.js';
import { MarkedProject } from '../support/open-project.js';

type Files = Readonly<Record<string, string>>;

const PROJECT =
  'documents:\n  - { id: SVTAD, title: Transition Document, path: svtad.md, version: V1.5, baseline: { path: old.md, version: V1.4 } }\n  - { id: MTAD, path: mtad.md }\nexternal:\n  - { id: SEC, title: Smart Energy Code }\n';
const project = (mtad: string): Files => ({
  'keeling.yaml': PROJECT,
  'old.md':
    '## 4 Changes\n\n4.1 The words about the notice stand here.\n\n4.2 The second provision is of quite another kind.\n',
  'svtad.md':
    '## 4 Changes\n\n4.1 The words about the *report* stand here.\n\n4.2 Penguins live on ice.\n\n4.3 The second provision is of quite another kind.\n',
  'mtad.md': mtad,
});

const CASES: readonly [name: string, files: Files | string, told: string | null][] = [
  ['a clause', '## 1 One\n\n1.1 Words.\n\n1.2 As in Clause 1.¦1.\n', '**Clause 1.1**\n\n1.1 Words.'],
  [
    'several clauses',
    '## 1 One\n\n1.1 A.\n\n1.2 B.\n\n1.3 As in Cla¦uses 1.1 and 1.2.\n',
    '**Clause 1.1**\n\n1.1 A.\n\n---\n\n**Clause 1.2**\n\n1.2 B.',
  ],
  [
    'a clause that was amended, with its marks',
    project('## 1 One\n\n1.1 See Clause 4.¦1 of the SVTAD.\n'),
    '**Clause 4.1** · SVTAD V1.5\n\n*amended since V1.4*\n\n4.1 The words about the ~~notice~~**\\*report\\*** stand here.',
  ],
  [
    'a clause that was inserted',
    project('## 1 One\n\n1.1 See Clause 4.¦2 of the SVTAD.\n'),
    '**Clause 4.2** · SVTAD V1.5\n\n*inserted since V1.4*\n\n4.2 Penguins live on ice.',
  ],
  [
    'a clause of the version in force',
    project('## 1 One\n\n1.1 See existing Clause 4.¦2 of the SVTAD.\n'),
    '**Clause 4.2** · SVTAD V1.4 (in force)\n\n4.2 The second provision is of quite another kind.',
  ],
  [
    'a question by its word',
    '# A consultation\n\n**Question 1:** Do you agree?\n\nWords, as in Q¦1.\n',
    '**Question 1**\n\n**Question 1:** Do you agree?',
  ],
  ['a term', '## 1 One\n\n**Report** means a report.\n\n1.1 A Rep¦ort.\n', '**Report**\n\n**Report** means a report.'],
  [
    'a term of the document that the words have their meanings from, though the draft defines others',
    {
      'keeling.yaml': 'documents: [{ id: A, title: Side Code, path: a.md }, { id: B, title: Main Code, path: b.md }]\n',
      'a.md': '1.1 Words have the meanings given in the Main Code. A Rep¦ort.\n\n**Notice** means a notice.\n',
      'b.md': '**Report** means a report.\n\n**Notice** means another notice.\n',
    },
    '**Report** · B\n\n**Report** means a report.',
  ],
  [
    'an abbreviation',
    '## 1 One\n\n1.1 The Smart Energy Code (SEC) applies.\n\n1.2 The S¦EC.\n',
    '**SEC** · Smart Energy Code',
  ],
  [
    'an abbreviation that is said to be one from there on',
    '## 1 One\n\n1.1 The Site Transfer Plan (hereafter “STP”) applies.\n\n1.2 The S¦TP.\n',
    '**STP** · Site Transfer Plan',
  ],
  [
    'an abbreviation of words without capitals, in the plural',
    '## 1 One\n\n1.1 A distribution network operator (the “DNO”) reports.\n\n1.2 All D¦NOs.\n',
    '**DNO** · distribution network operator',
  ],
  [
    'an abbreviation whose long form comes through two documents',
    {
      'keeling.yaml':
        'documents: [{ id: A, title: Side Code, path: a.md }, { id: B, title: Main Code, path: b.md }, { id: C, path: c.md }]\n',
      'a.md': '1.1 Words have the meaning given in the Main Code. The S¦TP.\n',
      'b.md': '1.1 Words have the meaning given in the C.\n',
      'c.md': '1.1 The Site Transfer Plan (STP) applies.\n',
    },
    '**STP** · Site Transfer Plan',
  ],
  ['a document', project('## 1 One\n\n1.1 The SV¦TAD.\n'), '**Transition Document** · V1.5'],
  ['a document described only', project('## 1 One\n\n1.1 The S¦EC.\n'), '**Smart Energy Code** · not drafted here'],
  [
    'a provision of one',
    project('## 1 One\n\n1.1 Section A¦1 of the SEC.\n'),
    'A provision of the **Smart Energy Code**, which is not drafted here.',
  ],
  [
    'a document that nobody described',
    project('## 1 One\n\n1.1 Clause 4.¦1 of the Big Code.\n'),
    'No document called **Big Code** is described here, so this reference is not checked.',
  ],
  [
    'a provision at its own number',
    '## 1 One\n\n1.¦1 Words.\n\n1.2 As in Clause 1.1.\n',
    '**Clause 1.1** · cited once',
  ],
  ['a date', '## 1 One\n\n1.1 On 31 Janu¦ary 2020.\n', '**Friday 31 January 2020**'],
  ['a date that is none', '## 1 One\n\n1.1 On 31 Ap¦ril 2020.\n', 'There is no 31 April 2020.'],
  [
    'a date, counted from publication',
    {
      'keeling.yaml': 'consultation: { published: 2019-12-19 }\ndocuments: [{ id: A, path: a.md }]\n',
      'a.md': '1.1 By **Friday 17 Janu¦ary 2020**.\n',
    },
    '**Friday 17 January 2020**\n\n18 Working Days after publication on 19 December 2019',
  ],
  ['a bank holiday', '## 1 One\n\n1.1 On 26 Decem¦ber 2019.\n', '**Thursday 26 December 2019** · a bank holiday'],
  ['nothing of plain words', '## 1 One\n\n1.1 Wo¦rds.\n', null],
];

describe('the hover', () => {
  for (const [name, files, told] of CASES) {
    it(`shows ${name}`, async () => {
      const found = (await MarkedProject.load(files)).at(hoverAt);
      assert.equal(found && (found.contents as { value: string }).value, told);
    });
  }

  it('cuts what is long', async () => {
    const long = `1.1 ${'Many words stand here.\n'.repeat(200)}`;
    const found = (await MarkedProject.load(`## 1 One\n\n${long}\n1.2 As in Clause 1.¦1.\n`)).at(hoverAt);
    assert.ok(found);
    const { value } = found.contents as { value: string };
    assert.ok(value.length < 1600 && value.endsWith('…'));
  });
});
