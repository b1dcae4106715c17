import assert from 'node:assert/strict';
import type { TextEdit } from 'vscode-languageserver-types';
import { findCodeActions } from '../../server/src/features/code-actions.js';
import { prepareRename, RenameRefused, renameAt } from '../../server/src/features/rename.js';
import { readMarks } from '../support/marked.js';
import { FOLDER } from '../support/memory-host.js';
import { MarkedProject } from '../support/open-project.js';

type Files = Readonly<Record<string, string>>;

const draft = (text: string): Files => ({ 'draft.md': text });
const PROJECT =
  'documents:\n  - { id: SVTAD, aliases: [SMETS1 SVTAD], path: svtad.md, baseline: { path: old.md } }\n  - { id: MTAD, path: mtad.md }\n';

interface Case {
  readonly name: string;
  /** The bar is the cursor. */
  readonly before: Files;
  readonly to: string;
  readonly after: Files;
}

const CASES: readonly Case[] = [
  {
    name: 'a clause: what follows counts on, and every reference follows',
    before: draft(
      '## 1 One\n\n1.1 A, see Clause 1.3.\n\n1.¦2 B.\n\n1.3 C, as Clauses 1.1 to 1.3, and paragraph (a) of Clause 1.3:\n\n(a) x.\n\n1.4 Clause 1.3(a) and (b), Clauses 1.2, 1.3 and 1.1.\n\n## 2 Two\n\n2.1 Clause 1.2.\n',
    ),
    to: '1.4',
    after: draft(
      '## 1 One\n\n1.1 A, see Clause 1.5.\n\n1.4 B.\n\n1.5 C, as Clauses 1.1 to 1.5, and paragraph (a) of Clause 1.5:\n\n(a) x.\n\n1.6 Clause 1.5(a) and (b), Clauses 1.4, 1.5 and 1.1.\n\n## 2 Two\n\n2.1 Clause 1.4.\n',
    ),
  },
  {
    name: 'a clause, from a reference to it in another document; the version in force stays',
    before: {
      'keeling.yaml': PROJECT,
      'old.md': '## 4 Old\n\n4.1 Old.\n\n4.2 Old too.\n',
      'svtad.md': '## 4 New\n\n4.1 New.\n\n4.2 New too.\n',
      'mtad.md': '## 1 One\n\n1.1 See Clause 4.¦2 of the SVTAD, once existing Clause 4.2 of the SVTAD.\n',
    },
    to: '3',
    after: {
      'old.md': '## 4 Old\n\n4.1 Old.\n\n4.2 Old too.\n',
      'svtad.md': '## 4 New\n\n4.1 New.\n\n4.3 New too.\n',
      'mtad.md': '## 1 One\n\n1.1 See Clause 4.3 of the SVTAD, once existing Clause 4.2 of the SVTAD.\n',
    },
  },
  {
    name: 'an Article whose number is Roman',
    before: draft(
      '# Bylaws\n\n## Article I – Name\n\n**Section 1.** Otters.\n\n## Article I¦I – Members\n\n**Section 1.** All, under Article III.\n\n## Article III – Board\n\n**Section 1.** See Article II, Section 1.\n',
    ),
    to: 'IV',
    after: draft(
      '# Bylaws\n\n## Article I – Name\n\n**Section 1.** Otters.\n\n## Article IV – Members\n\n**Section 1.** All, under Article V.\n\n## Article V – Board\n\n**Section 1.** See Article IV, Section 1.\n',
    ),
  },
  {
    name: 'a label in wide brackets, which stay, as do those of references',
    before: draft('## 1 One\n\n1.1 A fee:\n\n（¦1) x.\n\n（2） y.\n\n1.2 See Clause 1.1（1） and Clause 1.1(2).\n'),
    to: '3',
    after: draft('## 1 One\n\n1.1 A fee:\n\n（3) x.\n\n（4） y.\n\n1.2 See Clause 1.1（3） and Clause 1.1(4).\n'),
  },
  {
    name: 'a label from its word, where numbers begin anew in each Article',
    before: draft(
      '# Bylaws\n\n## Article I. Members\n\nSection 1. Dues.\n\nSection 2. Votes.\n\n## Article II. Meetings\n\nSec¦tion 1. May.\n\nSection 2. Under Section 1 of this Article and Article I, Section 1.\n',
    ),
    to: '4',
    after: draft(
      '# Bylaws\n\n## Article I. Members\n\nSection 1. Dues.\n\nSection 2. Votes.\n\n## Article II. Meetings\n\nSection 4. May.\n\nSection 5. Under Section 4 of this Article and Article I, Section 1.\n',
    ),
  },
  {
    name: 'a label from its word in a heading',
    before: draft(
      '# Licence\n\n## Cond¦ition 2: Timetable\n\n2.1 As Condition 3.\n\n## Condition 3: Fares\n\n3.1 As Condition 2.1 and Condition 2.\n',
    ),
    to: '4',
    after: draft(
      '# Licence\n\n## Condition 4: Timetable\n\n4.1 As Condition 5.\n\n## Condition 5: Fares\n\n5.1 As Condition 4.1 and Condition 4.\n',
    ),
  },
  {
    name: 'a section, with the clauses and tables in it',
    before: draft(
      '## ¦1 One\n\n1.1 See Table 1.1.\n\n**Table 1.1 – Things**\n\n| No | What |\n|---|---|\n| 1 | Section 1 |\n\n## 2 Two\n\n2.1 Clause 2.1, Clause 1.1.\n',
    ),
    to: '3',
    after: draft(
      '## 3 One\n\n3.1 See Table 3.1.\n\n**Table 3.1 – Things**\n\n| No | What |\n|---|---|\n| 1 | Section 3 |\n\n## 4 Two\n\n4.1 Clause 4.1, Clause 3.1.\n',
    ),
  },
  {
    name: 'a question by its word, in the box it stands in',
    before: draft(
      '# A consultation\n\n**Question 1:** Do you agree?\n\n| Question ¦2: Do they? |\n| --- |\n\nQ3. Do we, as Q2 has it? See Question 3.\n',
    ),
    to: '3',
    after: draft(
      '# A consultation\n\n**Question 1:** Do you agree?\n\n| Question 3: Do they? |\n| --- |\n\nQ4. Do we, as Q3 has it? See Question 4.\n',
    ),
  },
  {
    name: 'an Article, whose heading is no reference to itself',
    before: draft(
      '# Kite Regulation\n\n## Article 1 – Tails\n\n1. Kites have tails.\n\n## Article ¦2 – Lines\n\n1. See Article 2.\n\n## Article 3 – End\n\n1. Articles 1 and 2 end.\n',
    ),
    to: '3',
    after: draft(
      '# Kite Regulation\n\n## Article 1 – Tails\n\n1. Kites have tails.\n\n## Article 3 – Lines\n\n1. See Article 3.\n\n## Article 4 – End\n\n1. Articles 1 and 3 end.\n',
    ),
  },
  {
    name: 'a clause to a number with a letter: what follows closes up',
    before: draft('## 1 One\n\n1.1 A.\n\n1.¦2 B.\n\n1.3 C, see Clause 1.2.\n'),
    to: '1.1A',
    after: draft('## 1 One\n\n1.1 A.\n\n1.1A B.\n\n1.2 C, see Clause 1.1A.\n'),
  },
  {
    name: 'a sub-paragraph, with those in it',
    before: draft(
      '## 1 One\n\n1.1 Thus:\n\n(a) one;\n\n(¦b) two:\n\n(i) three; and\n\n(c) as in paragraphs (b)(i) and (c).\n\n1.2 Clause 1.1(b)(i).\n',
    ),
    to: '(c)',
    after: draft(
      '## 1 One\n\n1.1 Thus:\n\n(a) one;\n\n(c) two:\n\n(i) three; and\n\n(d) as in paragraphs (c)(i) and (d).\n\n1.2 Clause 1.1(c)(i).\n',
    ),
  },
  {
    name: 'a defined term at every use, plurals kept',
    before: draft(
      '## 1 One\n\n**Testing Report** means a report.\n\n1.1 Each Test¦ing Report, or all Testing Reports.\n',
    ),
    to: 'Test Summary',
    after: draft('## 1 One\n\n**Test Summary** means a report.\n\n1.1 Each Test Summary, or all Test Summaries.\n'),
  },
  {
    name: 'a term in every number and possessive, across lines and mark-up, and no other words',
    before: draft(
      '## 1 One\n\n**Plann¦ed Entry** means an entry.\n\n**Planned Entry Date** means a date.\n\n1.1 All Planned Entries, a Planned Entry’s date, Planned Entries’ dates and the Planned\nEntry, **Planned** Entries.\n\n1.2 A Planned Entry Date, a planned entry, a Non-Planned Entry, Unplanned Entries and `Planned Entry` stay.\n',
    ),
    to: 'Candidate Day Slot',
    after: draft(
      '## 1 One\n\n**Candidate Day Slot** means an entry.\n\n**Planned Entry Date** means a date.\n\n1.1 All Candidate Day Slots, a Candidate Day Slot’s date, Candidate Day Slots’ dates and the Candidate\nDay Slot, **Candidate** Day Slots.\n\n1.2 A Planned Entry Date, a planned entry, a Non-Planned Entry, Unplanned Entries and `Planned Entry` stay.\n',
    ),
  },
  {
    name: 'a term whose noun is not its last word',
    before: draft(
      '## 1 One\n\n**Notice of Entry** means a notice.\n\n1.1 Two Notices of En¦try follow a Notice of Entry; a Notice does not.\n',
    ),
    to: 'Analysis of Risks',
    after: draft(
      '## 1 One\n\n**Analysis of Risks** means a notice.\n\n1.1 Two Analyses of Risks follow a Analysis of Risks; a Notice does not.\n',
    ),
  },
  {
    name: 'a term that is defined in the plural',
    before: draft(
      '## 1 One\n\n**Testing Parties** means all.\n\n1.1 Each Testing Par¦ty, and the Testing Parties together.\n',
    ),
    to: 'Trial Bodies',
    after: draft('## 1 One\n\n**Trial Bodies** means all.\n\n1.1 Each Trial Body, and the Trial Bodies together.\n'),
  },
  {
    name: 'a term in small letters, at the beginning of a sentence too',
    before: draft(
      '## 1 One\n\n“relevant person” means anyone.\n\n1.1 Relevant persons report. A relevant per¦son may.\n',
    ),
    to: 'named body',
    after: draft('## 1 One\n\n“named body” means anyone.\n\n1.1 Named bodies report. A named body may.\n'),
  },
  {
    name: 'a term in a document that has definitions of its own, but not where they define it',
    before: {
      'keeling.yaml':
        'documents:\n  - { id: SVTAD, path: svtad.md }\n  - { id: MTAD, path: mtad.md }\n  - { id: TMAD, path: tmad.md }\n',
      'svtad.md': '## 1 One\n\n**Planned En¦try** means an entry.\n\n1.1 The Planned Entry.\n',
      'mtad.md': '## 1 One\n\n**Report** means a report.\n\n1.1 Planned Entries and the Planned Entry’s end.\n',
      'tmad.md': '## 1 One\n\n1.1 No planned entry.\n',
    },
    to: 'Candidate Entry',
    after: {
      'svtad.md': '## 1 One\n\n**Candidate Entry** means an entry.\n\n1.1 The Candidate Entry.\n',
      'mtad.md': '## 1 One\n\n**Report** means a report.\n\n1.1 Candidate Entries and the Candidate Entry’s end.\n',
    },
  },
  {
    name: 'a term that another document defines for itself',
    before: {
      'keeling.yaml': 'documents:\n  - { id: SVTAD, path: svtad.md }\n  - { id: MTAD, path: mtad.md }\n',
      'svtad.md': '## 1 One\n\n**Planned En¦try** means an entry.\n\n1.1 The Planned Entry.\n',
      'mtad.md': '## 1 One\n\n**Planned Entry** means another.\n\n1.1 Planned Entries.\n',
    },
    to: 'Candidate Entry',
    after: { 'svtad.md': '## 1 One\n\n**Candidate Entry** means an entry.\n\n1.1 The Candidate Entry.\n' },
  },
  {
    name: 'a document’s short name, in the project file too',
    before: {
      'keeling.yaml': PROJECT,
      'old.md': '## 4 Old\n\n4.1 Old.\n',
      'svtad.md': '## 4 New\n\n4.1 New.\n',
      'mtad.md': '## 1 One\n\n1.1 Clause 4.1 of the SV¦TAD, and the SMETS1 SVTAD.\n',
    },
    to: 'TAD',
    after: {
      'keeling.yaml': PROJECT.replace('id: SVTAD', 'id: TAD'),
      'mtad.md': '## 1 One\n\n1.1 Clause 4.1 of the TAD, and the SMETS1 SVTAD.\n',
    },
  },
  {
    name: 'a regulation by the number that shares its line with its first paragraph',
    before: draft(
      '# The Fees Regulations 2030\n\n**Fees**\n\n¦3.—(1) The fee is £5.\n\n(2) See regulation 4(1).\n\n**Exemptions**\n\n4.—(1) A raft is exempt.\n\n(2) Regulation 3(2) has no effect.\n',
    ),
    to: '5',
    after: draft(
      '# The Fees Regulations 2030\n\n**Fees**\n\n5.—(1) The fee is £5.\n\n(2) See regulation 6(1).\n\n**Exemptions**\n\n6.—(1) A raft is exempt.\n\n(2) Regulation 5(2) has no effect.\n',
    ),
  },
  {
    name: 'a section in the same way, whose number is put in between',
    before: draft('# Act\n\n**2¦** (1) A fee is due.\n\n(2) It is paid.\n\n**3** (1) Section 2(2) binds all.\n'),
    to: '2A',
    after: draft('# Act\n\n**2A** (1) A fee is due.\n\n(2) It is paid.\n\n**3** (1) Section 2A(2) binds all.\n'),
  },
  {
    name: 'a term that a sentence of a licence defines, with its plurals and possessives',
    before: draft(
      '# Licence\n\n## Condition 1: Meanings\n\n1.1 In this licence "Cros¦sing" means a trip.\n\n## Condition 2: Trips\n\n2.1 Crossings are listed; a Crossing’s length is not. Crossingford is a town.\n',
    ),
    to: 'Passage',
    after: draft(
      '# Licence\n\n## Condition 1: Meanings\n\n1.1 In this licence "Passage" means a trip.\n\n## Condition 2: Trips\n\n2.1 Passages are listed; a Passage’s length is not. Crossingford is a town.\n',
    ),
  },
  {
    name: 'such a term, from a use of it',
    before: draft('## 1 One\n\n1.1 “Berth” shall mean a place.\n\n1.2 Each Ber¦th has a number.\n'),
    to: 'Mooring',
    after: draft('## 1 One\n\n1.1 “Mooring” shall mean a place.\n\n1.2 Each Mooring has a number.\n'),
  },
  {
    name: 'a term of a point of an Article, in single quotation marks',
    before: draft(
      '### Article 1\n\nFor the purposes of this Regulation:\n\n(a) ‘fer¦ry’ means a vessel;\n\n(b) ‘raft’ means a float.\n\n### Article 2\n\nFerries pay; a raft and a ferry differ.\n',
    ),
    to: 'ship',
    after: draft(
      '### Article 1\n\nFor the purposes of this Regulation:\n\n(a) ‘ship’ means a vessel;\n\n(b) ‘raft’ means a float.\n\n### Article 2\n\nShips pay; a raft and a ship differ.\n',
    ),
  },
  {
    name: 'a term that one section defines for itself stays what it is in others, and in quoted words',
    before: draft(
      '# Act\n\n### 1 Boats\n\n(1) A boat needs a licence.\n\n(2) In this section, "bo¦at" means a hull.\n\n### 2 Others\n\nNo boat may sink.\n\n> A boat is quoted.\n',
    ),
    to: 'craft',
    after: draft(
      '# Act\n\n### 1 Boats\n\n(1) A craft needs a licence.\n\n(2) In this section, "craft" means a hull.\n\n### 2 Others\n\nNo boat may sink.\n\n> A boat is quoted.\n',
    ),
  },
];

/** In each a reference would come to mean another provision, or a number would not be read. */
const CHANGED_MEANINGS: readonly (readonly [name: string, files: Files, to: string | null, reason: RegExp])[] = [
  [
    'a reference to a clause that was deleted, by “Renumber from here”',
    draft('## 1 One\n\n1.1 As Clause 1.2 has it.\n\n¦1.3 B.\n\n1.4 C.\n'),
    null,
    /^draft\.md:3: “Clause 1\.2” would come to mean another provision: change it first\.$/,
  ],
  [
    'a reference to a clause that was deleted, by a new number',
    draft('## 1 One\n\n1.1 As Clause 1.2 has it.\n\n1.¦3 B.\n\n1.4 C.\n'),
    '1.2',
    /^draft\.md:3: “Clause 1\.2” would come to mean/,
  ],
  [
    'a reference to a number that nothing has yet',
    draft('## 1 One\n\n1.1 A.\n\n1.¦2 B.\n\n1.3 As Clause 1.4 has it.\n'),
    '1.3',
    /^draft\.md:7: “Clause 1\.4” would come to mean/,
  ],
  [
    'a reference in another document of the project',
    {
      'keeling.yaml': PROJECT,
      'old.md': '## 4 Old\n\n4.1 Old.\n\n4.2 Old too.\n',
      'svtad.md': '## 4 New\n\n4.1 New.\n\n¦4.3 New too.\n',
      'mtad.md': '## 1 One\n\n1.1 See Clause 4.2 of the SVTAD.\n',
    },
    null,
    /^mtad\.md:3: “Clause 4\.2 of the SVTAD” would come to mean/,
  ],
  [
    'an end of a range',
    draft('## 1 One\n\n1.1 As Clauses 1.2 to 1.4 have it.\n\n¦1.3 B.\n\n1.4 C.\n'),
    null,
    /^draft\.md:3: “Clauses 1\.2 to 1\.4” would come to mean/,
  ],
  [
    'a sub-paragraph that was deleted',
    draft('## 1 One\n\n1.1 Thus:\n\n(a) one;\n\n(¦c) two; and\n\n(d) three.\n\n1.2 As in Clause 1.1(b).\n'),
    null,
    /^draft\.md:11: “Clause 1\.1\(b\)” would come to mean/,
  ],
  [
    'a question that the template of responses names',
    {
      'keeling.yaml':
        'consultation: { id: FTC, document: svtad.md }\nattachments:\n  - { number: 1, response-template: response.md }\n',
      'svtad.md': '## 1 One\n\n**FTC Q1**\n\n*Do you agree?*\n\n**FTC ¦Q3**\n\n*And here?*\n',
      'response.md': '| Question | Response |\n|---|---|\n| FTC Q1 | |\n| FTC Q3 | |\n',
    },
    null,
    /response\.md would keep it/,
  ],
  [
    'two clauses of one number, where the editor cannot ask which is meant',
    draft('## 1 One\n\n1.1 As Clause 1.2 has it.\n\n1.2 B.\n\n1.¦2 C.\n'),
    '1.3',
    /^draft\.md:3: “Clause 1\.2” would come to mean/,
  ],
];

const REFUSED: readonly [name: string, text: string, to: string, reason: RegExp][] = [
  ['a number that stands before', '## 1 One\n\n1.1 A.\n\n1.¦2 B.\n', '1.1', /would stand after Clause 1\.1/],
  ['a number of another section', '## 1 One\n\n1.1 A.\n\n1.¦2 B.\n', '2.2', /another part of the draft/],
  ['what is no number', '## 1 One\n\n1.1 A.\n\n1.¦2 B.\n', 'two', /cannot have the number “two”/],
  ['a marker of another kind', '## 1 One\n\n1.1 A:\n\n(¦a) one.\n', '(1)', /same kind/],
  ['plain words', '## 1 One\n\n1.1 Pl¦ain.\n', 'x', /Only the number/],
  [
    'a term that is taken',
    '## 1 One\n\n**Alpha** means a.\n\n**Beta** means b.\n\n1.1 Al¦pha.\n',
    'Beta',
    /already defined/,
  ],
  [
    'a term whose plural is taken',
    '## 1 One\n\n**Alpha** means a.\n\n**Party** means b.\n\n1.1 Al¦pha.\n',
    'Parties',
    /already defined/,
  ],
  ['no name', '## 1 One\n\n**Alpha** means a.\n\n1.1 Al¦pha.\n', ' ', /single line/],
];

function changed(loaded: MarkedProject, changes: Readonly<Record<string, readonly TextEdit[]>>, path: string): string {
  const edits = changes[`${FOLDER}/${path}`] ?? [];
  if (!path.endsWith('.yaml')) return loaded.edited(path, edits);
  const { text, lines } = loaded.project.workspace.projectFile as NonNullable<
    typeof loaded.project.workspace.projectFile
  >;
  return [...edits]
    .reverse()
    .reduce(
      (so, { range, newText }) =>
        so.slice(0, lines.offsetAt(range.start)) + newText + so.slice(lines.offsetAt(range.end)),
      text,
    );
}

function findRenumberFromHere(loaded: MarkedProject) {
  return loaded
    .at((project, document, offset) =>
      findCodeActions(project, document, { span: { start: offset, end: offset }, only: null, confirmsEdits: false }),
    )
    .find(({ title }) => title === 'Renumber from here');
}

describe('renaming', () => {
  for (const { name, before, to, after } of CASES) {
    it(name, async () => {
      const loaded = await MarkedProject.load(before);
      loaded.at(prepareRename);
      const { changes } = loaded.at((...place) => renameAt(...place, to, false));
      for (const [path, text] of Object.entries(after)) assert.equal(changed(loaded, changes ?? {}, path), text);
      const touched = Object.keys(changes ?? {});
      assert.deepEqual(
        touched.filter((uri) => !Object.keys(after).includes(uri.slice(FOLDER.length + 1))),
        [],
      );
    });
  }

  for (const [name, text, to, reason] of REFUSED) {
    it(`is refused for ${name}`, async () => {
      const loaded = await MarkedProject.load(text);
      assert.throws(
        () => loaded.at((...place) => renameAt(...place, to, false)),
        (error: unknown) => error instanceof RenameRefused && reason.test(error.message),
      );
    });
  }

  it('ticks what it changes in another document', async () => {
    const loaded = await MarkedProject.load((CASES[1] as Case).before);
    const { documentChanges, changeAnnotations } = loaded.at((...place) => renameAt(...place, '4.3', true));
    const told = (documentChanges ?? []).map((change) =>
      'edits' in change
        ? [
            change.textDocument.uri.slice(FOLDER.length + 1),
            change.edits.map((edit) => 'annotationId' in edit && edit.annotationId),
          ]
        : [],
    );
    assert.deepEqual(told, [
      ['svtad.md', ['numbers']],
      ['mtad.md', ['others']],
    ]);
    assert.equal(changeAnnotations?.others?.needsConfirmation, undefined, 'what is certain is ticked');
    assert.equal(changeAnnotations?.numbers?.needsConfirmation, undefined);
  });

  describe('never changes what is meant:', () => {
    for (const [name, files, to, reason] of CHANGED_MEANINGS) {
      it(name, async () => {
        const loaded = await MarkedProject.load(files);
        if (to === null) {
          const action = findRenumberFromHere(loaded);
          assert.equal(action?.edit, undefined);
          assert.match(action?.disabled?.reason ?? 'not refused', reason);
        } else
          assert.throws(
            () => loaded.at((...place) => renameAt(...place, to, false)),
            (error: unknown) => error instanceof RenameRefused && reason.test(error.message),
          );
      });
    }

    it('an editor that can ask is asked which of two clauses of one number is meant', async () => {
      const loaded = await MarkedProject.load('## 1 One\n\n1.1 As Clause 1.2 has it.\n\n1.2 B.\n\n1.¦2 C.\n');
      const { changeAnnotations } = loaded.at((...place) => renameAt(...place, '1.3', true));
      const asked = Object.values(changeAnnotations ?? {}).filter(({ needsConfirmation }) => needsConfirmation);
      assert.deepEqual(
        asked.map(({ label }) => label),
        ['References to a number that two provisions have'],
      );
    });
  });

  it('asks about words that may be another name', async () => {
    const text =
      '## 1 One\n\n**En¦try** means an entry.\n\n1.1 The Entry, Entries and an Entry Window. A Late Entry, and each Entry.\n';
    const loaded = await MarkedProject.load(text);
    const { documentChanges, changeAnnotations } = loaded.at((...place) => renameAt(...place, 'Slot', true));
    const edits = (documentChanges ?? []).flatMap((change) => ('edits' in change ? change.edits : []));
    assert.deepEqual(
      edits.map((edit) => [
        'newText' in edit && edit.newText,
        'annotationId' in edit && changeAnnotations?.[edit.annotationId ?? '']?.needsConfirmation === true,
      ]),
      [
        ['Slot', false],
        ['Slot', false],
        ['Slots', false],
        ['Slot', true],
        ['Slot', true],
        ['Slot', false],
      ],
    );
  });

  it('renumbers from a provision on, without gaps', async () => {
    const loaded = await MarkedProject.load(
      '## 1 One\n\n1.1 A, see Clause 1.5.\n\n¦1.3 B.\n\n1.3A C.\n\n1.5 D, see Clauses 1.3 and 1.3A.\n',
    );
    const action = findRenumberFromHere(loaded);
    assert.equal(
      changed(loaded, action?.edit?.changes ?? {}, 'draft.md'),
      readMarks('## 1 One\n\n1.1 A, see Clause 1.4.\n\n1.2 B.\n\n1.3 C.\n\n1.4 D, see Clauses 1.2 and 1.3.\n').text,
    );
  });
});
