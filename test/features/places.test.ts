import { findDefinition } from '../../server/src/features/definition.js';
import { findHighlights } from '../../server/src/features/document-highlight.js';
import { listReferences } from '../../server/src/features/references.js';
import { MarkedProject } from '../support/open-project.js';

type Files = Readonly<Record<string, string>>;

const draft = (text: string): Files => ({ 'draft.md': text });
const PROJECT =
  'documents:\n  - { id: SVTAD, aliases: [SMETS1 SVTAD], path: svtad.md, baseline: { path: old.md } }\n  - { id: MTAD, path: mtad.md }\n';
const project = (svtad: string, mtad: string, old = '## 4 Old\n\n4.1 Old words.\n'): Files => ({
  'keeling.yaml': PROJECT,
  'old.md': old,
  'svtad.md': svtad,
  'mtad.md': mtad,
});
const TABLE = (row: string) =>
  `## 1 One\n\n1.1 See row ${row} of Table 1.1.\n\n**Table 1.1 – Things**\n\n| No | What |\n|---|---|\n| 1 | a |\n`;

/** The bar is the cursor, the marks are what is found. */
const DEFINITIONS: readonly [name: string, files: Files][] = [
  ['of a clause', draft('## 1 One\n\n⟦1.1⟧ Words.\n\n1.2 As in Clause 1¦.1.\n')],
  [
    'of both ends of a range and of all between',
    draft('## 1 One\n\n⟦1.1⟧ A.\n\n⟦1.2⟧ B.\n\n⟦1.3⟧ C.\n\n1.4 Clauses 1¦.1 to 1.3 apply.\n'),
  ],
  [
    'of a range through sections: the clauses of that level, and not the items in them',
    draft(
      '## 1 One\n\n1.1 A.\n\n⟦1.2⟧ B.\n\n⟦1.3⟧ Thus:\n\n(a) x;\n\n(b) y.\n\n## 2 Two\n\n⟦2.1⟧ C.\n\n2.2 Clauses 1.2 to 2¦.1 apply.\n',
    ),
  ],
  [
    'of a range of regulations through their headings',
    draft(
      '# The Weirs Regulations 2031\n\n## Citation\n\n⟦1.⟧ These are the Weirs Regulations.\n\n## Duties\n\n⟦2⟧.—(1) Mend a weir.\n\n(2) Paint it.\n\n## End\n\n⟦3.⟧ See regulations ¦1 to 3.\n',
    ),
  ],
  [
    'of a range of items of two lists, which has none between',
    draft(
      '## 1 One\n\n1.1 Thus:\n\n⟦(a)⟧ x;\n\n(b) y.\n\n1.2 So:\n\n⟦(a)⟧ x;\n\n(b) y.\n\n1.3 Clauses 1.1(a) to 1.2¦(a) apply.\n',
    ),
  ],
  [
    'of a sub-paragraph named by its letter alone',
    draft('## 1 One\n\n1.1 Thus:\n\n⟦(a)⟧ one; and\n\n(b) as in paragraph (¦a).\n'),
  ],
  ['of a row of a table', draft(`${TABLE('¦2')}| ⟦2⟧ | b |\n`)],
  [
    'in another document',
    project('## 4 New\n\n⟦4.1⟧ New words.\n', '## 1 One\n\n1.1 See Clause 4.¦1 of the SMETS1 SVTAD.\n'),
  ],
  [
    'in the version in force where that is meant',
    project(
      '## 4 New\n\n4.1 New words.\n',
      '## 1 One\n\n1.1 See existing Clause 4.¦1 of the SVTAD.\n',
      '## 4 Old\n\n⟦4.1⟧ Old words.\n',
    ),
  ],
  ['of a note', draft('## 1 One\n\n1.1 Words[^¦1] go on.\n\n⟦[^1]:⟧ The note.\n')],
  [
    'of a term, its plural too',
    draft('## 1 One\n\n**⟦Testing Report⟧** means a report.\n\n1.1 All Testing Rep¦orts are kept.\n'),
  ],
  ['of plain words, which have none', draft('## 1 One\n\n1.1 Pl¦ain words.\n')],
];

const REFERENCES: readonly [name: string, files: Files][] = [
  [
    'to a clause, from its label',
    draft('## 1 One\n\n⟦¦1.1⟧ Words.\n\n1.2 Clause ⟦1.1⟧ and Clauses ⟦1.1 to 1.2⟧ apply; not Clause 1.2.\n'),
  ],
  [
    'to a clause of another document, from a reference',
    project(
      '## 4 New\n\n⟦4.1⟧ New words.\n\n4.2 Clause ⟦4.1⟧ stands.\n',
      '## 1 One\n\n1.1 See Clause ⟦4.¦1⟧ of the SVTAD.\n',
    ),
  ],
  ['to the clause that the cursor stands in', draft('## 1 One\n\n⟦1.1⟧ Some wo¦rds.\n\n1.2 Clause ⟦1.1⟧ applies.\n')],
  [
    'of a term: every use of it, and of no longer term that holds it',
    draft(
      '## 1 One\n\n**⟦Test⟧** means a test.\n\n**Test Plan** means a plan.\n\n1.1 A ⟦Te¦st⟧ follows a Test Plan, and ⟦Test⟧s do; a testing or `Test` does not.\n',
    ),
  ],
  ['to a note', draft('## 1 One\n\n1.1 Words⟦[^1]⟧ go on.\n\n⟦[^¦1]:⟧ The note.\n')],
  [
    'to a document by any of its names',
    project(
      '## 4 New\n\n4.1 New words.\n',
      '## 1 One\n\n1.1 The ⟦SV¦TAD⟧ applies, and so does Clause 4.1 of the ⟦SMETS1 SVTAD⟧, but not the MTAD.\n',
    ),
  ],
];

const HIGHLIGHTS: readonly [name: string, files: Files][] = [
  ['of a clause', draft('## 1 One\n\n⟦1.1⟧ Words.\n\n1.2 Clause ⟦1.¦1⟧ applies.\n')],
  [
    'in the same document alone',
    project(
      '## 4 New\n\n4.1 New words.\n',
      '## 1 One\n\n1.1 Clause ⟦4.¦1⟧ of the SVTAD and Clause ⟦4.1⟧ of the SVTAD.\n',
    ),
  ],
  ['of plain words: none', draft('## 1 One\n\n1.1 Pl¦ain words, plain words.\n')],
];

describe('the definition', () => {
  for (const [name, files] of DEFINITIONS) {
    it(name, async () => {
      const loaded = await MarkedProject.load(files);
      const links = loaded.at(findDefinition);
      loaded.assertMarked(
        links.map(({ targetUri, targetSelectionRange }) => ({ uri: targetUri, range: targetSelectionRange })),
      );
    });
  }
});

describe('references', () => {
  for (const [name, files] of REFERENCES) {
    it(name, async () => {
      const loaded = await MarkedProject.load(files);
      loaded.assertMarked(loaded.at((...place) => listReferences(...place, true)));
    });
  }
});

describe('highlights', () => {
  for (const [name, files] of HIGHLIGHTS) {
    it(name, async () => {
      const loaded = await MarkedProject.load(files);
      const found = loaded.at((open, document, offset) =>
        findHighlights(open, document, offset).map(({ range }) => ({ uri: document.uri, range })),
      );
      loaded.assertMarked(found);
    });
  }
});
