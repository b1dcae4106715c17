import assert from 'node:assert/strict';
import { takeDraftingStep } from '../../server/src/features/drafting-steps.js';
import type { DraftingStep } from '../../server/src/protocol.js';
import { markSpans } from '../support/marked.js';
import { FOLDER } from '../support/memory-host.js';
import { MarkedProject } from '../support/open-project.js';

type Files = Readonly<Record<string, string>>;

const draft = (text: string): Files => ({ 'draft.md': text });
const PROJECT =
  'documents:\n  - { id: SVTAD, path: svtad.md, baseline: { path: old.md } }\n  - { id: MTAD, path: mtad.md }\n';

interface Case {
  readonly name: string;
  readonly step: DraftingStep;
  /** The bar is the cursor. */
  readonly before: Files;
  /** The marks are what is selected. */
  readonly after: Files;
}

const CASES: readonly Case[] = [
  {
    name: 'a clause up, with every reference',
    step: 'moveUp',
    before: draft(
      '## 1 One\n\n1.1 A, see Clause 1.3.\n\n1.2 B.\n\n1.3 C¦ and Clause 1.2.\n\n1.4 Clauses 1.1 to 1.3, Clause 1.2.\n',
    ),
    after: draft(
      '## 1 One\n\n1.1 A, see Clause 1.2.\n\n1.2 C⟦⟧ and Clause 1.3.\n\n1.3 B.\n\n1.4 Clauses 1.1 to 1.3, Clause 1.3.\n',
    ),
  },
  {
    name: 'an amending order up, whose own words cite the text that is amended',
    step: 'moveUp',
    before: draft(
      '# Amending Act\n\n## 1 Ferries\n\n(1) Section 4 of the Ferries Act is amended as follows.\n\n(2) In subsection (3), for "two" substitute "three".\n\n(3) After¦ subsection (2) insert a heading.\n\n(4) Subsection (3) has effect in May.\n\n## 2 Commencement\n\nSection 1(2) has effect in June.\n',
    ),
    after: draft(
      '# Amending Act\n\n## 1 Ferries\n\n(1) Section 4 of the Ferries Act is amended as follows.\n\n(2) After⟦⟧ subsection (2) insert a heading.\n\n(3) In subsection (3), for "two" substitute "three".\n\n(4) Subsection (2) has effect in May.\n\n## 2 Commencement\n\nSection 1(3) has effect in June.\n',
    ),
  },
  {
    name: 'a section of bylaws that is put in, whose label is a word and a number',
    step: 'insert',
    before: draft(
      '# Bylaws\n\n## Article I. Members\n\nSection 1. A keeper¦ may join.\n\nSection 2. Dues are owed.\n\n## Article II. Meetings\n\nSection 1. Under Article I, Section 2, no debtor votes.\n',
    ),
    after: draft(
      '# Bylaws\n\n## Article I. Members\n\nSection 1. A keeper may join.\n\nSection 2. ⟦[●]⟧\n\nSection 3. Dues are owed.\n\n## Article II. Meetings\n\nSection 1. Under Article I, Section 3, no debtor votes.\n',
    ),
  },
  {
    name: 'a clause down, with its sub-paragraphs, cited in another document',
    step: 'moveDown',
    before: {
      'keeling.yaml': PROJECT,
      'old.md': '## 4 Old\n\n4.1 Old.\n\n4.2 Two:\n\n(a) x.\n',
      'svtad.md': '## 4 New\n\n¦4.1 New:\n\n(a) one; and\n\n(b) two.\n\n4.2 Old too.\n',
      'mtad.md':
        '## 1 One\n\n1.1 See Clause 4.1(b) and Clause 4.2 of the SVTAD, once existing Clause 4.1 of the SVTAD.\n',
    },
    after: {
      'svtad.md': '## 4 New\n\n4.1 Old too.\n\n⟦⟧4.2 New:\n\n(a) one; and\n\n(b) two.\n',
      'mtad.md':
        '## 1 One\n\n1.1 See Clause 4.2(b) and Clause 4.1 of the SVTAD, once existing Clause 4.1 of the SVTAD.\n',
    },
  },
  {
    name: 'the last item of a list up: what ends an item stays in its place',
    step: 'moveUp',
    before: draft(
      '## 1 One\n\n1.1 Thus:\n\n(a) one;\n\n(b) two; and\n\n(c) three¦.\n\n1.2 As Clause 1.1(b) and (c) say.\n',
    ),
    after: draft(
      '## 1 One\n\n1.1 Thus:\n\n(a) one;\n\n(b) thre⟦⟧e; and\n\n(c) two.\n\n1.2 As Clause 1.1(c) and (b) say.\n',
    ),
  },
  {
    name: 'a section, with the clauses in it',
    step: 'moveDown',
    before: draft(
      '## ¦1 One\n\n1.1 See Clause 2.1.\n\n## 2 Two\n\n2.1 See Section 1.\n\n## 3 Three\n\n3.1 Clause 1.1.\n',
    ),
    after: draft(
      '## 1 Two\n\n1.1 See Section 2.\n\n## ⟦⟧2 One\n\n2.1 See Clause 1.1.\n\n## 3 Three\n\n3.1 Clause 2.1.\n',
    ),
  },
  {
    name: 'an Article',
    step: 'moveUp',
    before: draft(
      '# Kite Regulation\n\n## Article 1 – Tails\n\n1. Kites have tails.\n\n## Article 2 – Lines\n\n1. See Article 1.¦\n\n## Article 3 – End\n\n1. Articles 1 and 2 end.\n'
        .replace('.¦', '.')
        .replace('Article 2 –', 'Article ¦2 –'),
    ),
    after: draft(
      '# Kite Regulation\n\n## Article ⟦⟧1 – Lines\n\n1. See Article 2.\n\n## Article 2 – Tails\n\n1. Kites have tails.\n\n## Article 3 – End\n\n1. Articles 2 and 1 end.\n',
    ),
  },
  {
    name: 'a row of a table',
    step: 'moveDown',
    before: draft(
      '## 1 One\n\n1.1 See row 1 of Table 1.1.\n\n**Table 1.1 – Things**\n\n| No | What |\n|---|---|\n| 1 | a¦pple |\n| 2 | pear |\n| 3 | plum |\n',
    ),
    after: draft(
      '## 1 One\n\n1.1 See row 2 of Table 1.1.\n\n**Table 1.1 – Things**\n\n| No | What |\n|---|---|\n| 1 | pear |\n| 2 | a⟦⟧pple |\n| 3 | plum |\n',
    ),
  },
  {
    name: 'a new clause: those behind it move on',
    step: 'insert',
    before: draft(
      '## 1 One\n\n1.1 A¦, see Clause 1.2.\n\n1.2 B.\n\n1.3 C, as Clauses 1.1 to 1.3.\n\n1.5 D, as Clause 1.5.\n',
    ),
    after: draft(
      '## 1 One\n\n1.1 A, see Clause 1.3.\n\n1.2 ⟦[●]⟧\n\n1.3 B.\n\n1.4 C, as Clauses 1.1 to 1.4.\n\n1.5 D, as Clause 1.5.\n',
    ),
  },
  {
    name: 'a new clause behind the last, its number in bold',
    step: 'insert',
    before: draft(
      '## 1 One\n\n**1.1** A.\n\n**1.2** B:\n\n(a) o¦ne.\n\n## 2 Two\n\n**2.1** C.\n'
        .replace('o¦ne', 'one')
        .replace('B:', 'B¦:'),
    ),
    after: draft('## 1 One\n\n**1.1** A.\n\n**1.2** B:\n\n(a) one.\n\n**1.3** ⟦[●]⟧\n\n## 2 Two\n\n**2.1** C.\n'),
  },
  {
    name: 'a new item of a list, in lines that stand together',
    step: 'insert',
    before: draft('## 1 One\n\n1.1 Thus:\n(a) one;\n(b) t¦wo; and\n(c) three.\n\n1.2 As Clause 1.1(c).\n'),
    after: draft('## 1 One\n\n1.1 Thus:\n(a) one;\n(b) two; and\n(c) ⟦[●]⟧\n(d) three.\n\n1.2 As Clause 1.1(d).\n'),
  },
  {
    name: 'a new row of a table',
    step: 'insert',
    before: draft(
      '## 1 One\n\n1.1 See row 2 of Table 1.1.\n\n**Table 1.1 – Things**\n\n| No | What | Why |\n|---|---|---|\n| 1 | a¦pple | red |\n| 2 | pear | green |\n',
    ),
    after: draft(
      '## 1 One\n\n1.1 See row 3 of Table 1.1.\n\n**Table 1.1 – Things**\n\n| No | What | Why |\n|---|---|---|\n| 1 | apple | red |\n| 2 | ⟦[●]⟧ |  |\n| 3 | pear | green |\n',
    ),
  },
  {
    name: 'a new clause behind one that was inserted with a letter',
    step: 'insert',
    before: draft('## 1 One\n\n1.1 A¦.\n\n1.1A B.\n\n1.2 C, as Clause 1.1A and Clause 1.2.\n'),
    after: draft('## 1 One\n\n1.1 A.\n\n1.1A ⟦[●]⟧\n\n1.2 B.\n\n1.3 C, as Clause 1.2 and Clause 1.3.\n'),
  },
  {
    name: 'a clause in two: what is within it goes with the second',
    step: 'split',
    before: draft(
      '## 1 One\n\n1.1 The first sentence. ¦The second:\n\n(a) one; and\n\n(b) two.\n\n1.2 Clause 1.1, Clause 1.1(b), Clause 1.2.\n',
    ),
    after: draft(
      '## 1 One\n\n1.1 The first sentence.\n\n1.2 ⟦⟧The second:\n\n(a) one; and\n\n(b) two.\n\n1.3 Clause 1.1, Clause 1.2(b), Clause 1.3.\n',
    ),
  },
  {
    name: 'an item in two',
    step: 'split',
    before: draft('## 1 One\n\n1.1 Thus:\n\n(a) one; ¦two; and\n\n(b) three.\n\n1.2 Clause 1.1(b).\n'),
    after: draft('## 1 One\n\n1.1 Thus:\n\n(a) one;\n\n(b) ⟦⟧two; and\n\n(c) three.\n\n1.2 Clause 1.1(c).\n'),
  },
  {
    name: 'two clauses in one: those behind close up',
    step: 'merge',
    before: draft('## 1 One\n\n1.1 A.\n\n1.2 B¦:\n\n(a) one.\n\n1.3 C, as Clause 1.1, Clause 1.2(a) and Clause 1.3.\n'),
    after: draft('## 1 One\n\n1.1 A. ⟦⟧B:\n\n(a) one.\n\n1.2 C, as Clause 1.1, Clause 1.1(a) and Clause 1.2.\n'),
  },
];

const CONTINUED: readonly Case[] = [
  {
    name: 'behind the last clause',
    step: 'continue',
    before: draft('## 1 One\n\n1.1 A.\n\n1.2 B.¦\n'),
    after: draft('## 1 One\n\n1.1 A.\n\n1.2 B.\n\n1.3 ⟦⟧\n'),
  },
  {
    name: 'behind an item with others behind it: they move on',
    step: 'continue',
    before: draft('## 1 One\n\n1.1 Thus:\n\n(a) one;¦\n\n(b) two.\n\n1.2 As Clause 1.1(b).\n'),
    after: draft('## 1 One\n\n1.1 Thus:\n\n(a) one;\n\n(b) ⟦⟧\n\n(c) two.\n\n1.2 As Clause 1.1(c).\n'),
  },
  {
    name: 'behind words that lead into a list, as other lists begin',
    step: 'continue',
    before: draft('## 1 One\n\n1.1 Thus:\n\n(1) one;\n\n(2) two.\n\n1.2 And so:¦\n'),
    after: draft('## 1 One\n\n1.1 Thus:\n\n(1) one;\n\n(2) two.\n\n1.2 And so:\n\n(1) ⟦⟧\n'),
  },
  {
    name: 'behind the first words that lead into a list',
    step: 'continue',
    before: draft('## 1 One\n\n1.1 A.\n\n1.2 And so:¦\n'),
    after: draft('## 1 One\n\n1.1 A.\n\n1.2 And so:\n\n(a) ⟦⟧\n'),
  },
  {
    name: 'behind an item that leads into a list of its own',
    step: 'continue',
    before: draft('## 1 One\n\n1.1 Thus:\n\n(a) one; and\n\n(b) all of:¦\n'),
    after: draft('## 1 One\n\n1.1 Thus:\n\n(a) one; and\n\n(b) all of:\n\n(i) ⟦⟧\n'),
  },
  {
    name: 'behind a number without words, which is given up',
    step: 'continue',
    before: draft('## 1 One\n\n1.1 Thus:\n\n(a) one;\n\n(b) ¦\n\n1.2 B.\n'),
    after: draft('## 1 One\n\n1.1 Thus:\n\n(a) one;\n\n⟦⟧\n\n1.2 B.\n'),
  },
  {
    name: 'in a table: the next row',
    step: 'continue',
    before: draft('## 1 One\n\n**Table 1.1 – Things**\n\n| No | What |\n|---|---|\n| 1 | pear¦ |\n'),
    after: draft('## 1 One\n\n**Table 1.1 – Things**\n\n| No | What |\n|---|---|\n| 1 | pear |\n| 2 | ⟦[●]⟧ |\n'),
  },
  {
    name: 'an item into the one before it',
    step: 'indent',
    before: draft(
      '## 1 One\n\n1.1 Thus:\n\n(a) all of:\n\n(b¦) one; and\n\n(c) two.\n\n1.2 As Clause 1.1(c) and Clause 1.1(b).\n',
    ),
    after: draft(
      '## 1 One\n\n1.1 Thus:\n\n(a) all of:\n\n(i) ⟦⟧one; and\n\n(b) two.\n\n1.2 As Clause 1.1(b) and Clause 1.1(a)(i).\n',
    ),
  },
  {
    name: 'an item out of the one that holds it',
    step: 'outdent',
    before: draft(
      '## 1 One\n\n1.1 Thus:\n\n(a) all of:\n\n(i) one; and\n\n¦(ii) two; or\n\n(b) three.\n\n1.2 As Clause 1.1(a)(ii) and (b).\n',
    ),
    after: draft(
      '## 1 One\n\n1.1 Thus:\n\n(a) all of:\n\n(i) one; and\n\n(b) ⟦⟧two; or\n\n(c) three.\n\n1.2 As Clause 1.1(b) and (c).\n',
    ),
  },
];

/** What stands beside the words: marks, comments, notes. */
const BESIDE_WORDS: readonly Case[] = [
  {
    name: 'behind an item that begins in bold, which the next does not',
    step: 'continue',
    before: draft('1.1 Thus:\n\n(a) **one**;¦\n\n(b) two.\n'),
    after: draft('1.1 Thus:\n\n(a) **one**;\n\n(b) ⟦⟧\n\n(c) two.\n'),
  },
  {
    name: 'behind a clause that begins in italics, its number in bold',
    step: 'continue',
    before: draft('**1.1** *One* is.¦\n'),
    after: draft('**1.1** *One* is.\n\n**1.2** ⟦⟧\n'),
  },
  {
    name: 'within words in bold, which both clauses keep',
    step: 'split',
    before: draft('1.1 The **first word and ¦second word** are here.\n\n1.2 B.\n'),
    after: draft('1.1 The **first word and**\n\n1.2 **⟦⟧second word** are here.\n\n1.3 B.\n'),
  },
  {
    name: 'within words in italics, written by underscores',
    step: 'split',
    before: draft('1.1 The _first ¦second_ word.\n'),
    after: draft('1.1 The _first_\n\n1.2 _⟦⟧second_ word.\n'),
  },
  {
    name: 'between two words in bold',
    step: 'split',
    before: draft('1.1 The **first** word. ¦**Second** word.\n'),
    after: draft('1.1 The **first** word.\n\n1.2 ⟦⟧**Second** word.\n'),
  },
  {
    name: 'a clause that begins in bold: its bold stays',
    step: 'merge',
    before: draft('1.1 A.\n\n1.2 **B¦** is.\n'),
    after: draft('1.1 A. ⟦⟧**B** is.\n'),
  },
  {
    name: 'two clauses with a comment between, which goes above them',
    step: 'merge',
    before: draft('1.1 A.\n\n<!-- ask counsel -->\n\n1.2 B¦.\n\n1.3 C.\n'),
    after: draft('<!-- ask counsel -->\n\n1.1 A. ⟦⟧B.\n\n1.2 C.\n'),
  },
  {
    name: 'two clauses with a note at the foot between, which goes below them',
    step: 'merge',
    before: draft('1.1 A[^1].\n\n[^1]: Note.\n\n1.2 B¦.\n\n1.3 C.\n'),
    after: draft('1.1 A[^1]. ⟦⟧B.\n\n[^1]: Note.\n\n1.2 C.\n'),
  },
  {
    name: 'a clause with the comment above it',
    step: 'moveDown',
    before: draft('1.1 A.\n\n<!-- ask counsel -->\n\n1.2 B¦.\n\n1.3 C.\n'),
    after: draft('1.1 A.\n\n1.2 C.\n\n<!-- ask counsel -->\n\n1.3 B⟦⟧.\n'),
  },
  {
    name: 'a clause over one with a comment that silences a check',
    step: 'moveUp',
    before: draft(
      '1.1 A.\n\n<!-- keeling-disable-next-line reference.unresolved -->\n1.2 See Clause 9.9.\n\n1.3 C¦, Clause 1.2.\n',
    ),
    after: draft(
      '1.1 A.\n\n1.2 C⟦⟧, Clause 1.3.\n\n<!-- keeling-disable-next-line reference.unresolved -->\n1.3 See Clause 9.9.\n',
    ),
  },
  {
    name: 'a clause with the comment right below its words, which is on them',
    step: 'moveDown',
    before: draft('1.1 A¦.\n<!-- as agreed -->\n\n1.2 B.\n'),
    after: draft('1.1 B.\n\n1.2 A⟦⟧.\n<!-- as agreed -->\n'),
  },
  {
    name: 'a new clause before the comment on the next one',
    step: 'insert',
    before: draft('1.1 A¦.\n\n<!-- keeling-disable-next-line reference.unresolved -->\n1.2 See Clause 9.9.\n'),
    after: draft(
      '1.1 A.\n\n1.2 ⟦[●]⟧\n\n<!-- keeling-disable-next-line reference.unresolved -->\n1.3 See Clause 9.9.\n',
    ),
  },
  {
    name: 'a clause over the next one, not over the note at its foot',
    step: 'moveDown',
    before: draft('1.1 A¦[^1].\n\n[^1]: Note.\n\n1.2 B.\n'),
    after: draft('1.1 B.\n\n[^1]: Note.\n\n1.2 A⟦⟧[^1].\n'),
  },
];

/** Places where no number stands before the new one. */
const WITHOUT_NUMBER_BEFORE: readonly Case[] = [
  {
    name: 'in the header of a table: the first row, and the others move on',
    step: 'continue',
    before: draft(
      '1.1 See row 1 of Table 1.1.\n\n**Table 1.1 – Things**\n\n| No | What¦ |\n|---|---|\n| 1 | pear |\n| 2 | plum |\n',
    ),
    after: draft(
      '1.1 See row 2 of Table 1.1.\n\n**Table 1.1 – Things**\n\n| No | What |\n|---|---|\n| 1 | ⟦[●]⟧ |\n| 2 | pear |\n| 3 | plum |\n',
    ),
  },
  {
    name: 'in the line below the header of a table without rows',
    step: 'continue',
    before: draft('## 1 One\n\n| What | Why |\r\n|---|---¦|\r\n'),
    after: draft('## 1 One\n\n| What | Why |\r\n|---|---|\r\n| ⟦[●]⟧ |  |\r\n'),
  },
  {
    name: 'in a row without a number: a row like it, and no section',
    step: 'continue',
    before: draft('## 1 One\n\n| Berth | Fee |\n|---|---|\n| north | £5¦ |\n| south | £6 |\n\n## 2 Two\n'),
    after: draft('## 1 One\n\n| Berth | Fee |\n|---|---|\n| north | £5 |\n| ⟦[●]⟧ |  |\n| south | £6 |\n\n## 2 Two\n'),
  },
  {
    name: 'in a row that defines a term',
    step: 'insert',
    before: draft(
      '## 1 One\n\n| Term | Meaning |\n|---|---|\n| **Berth** | a pla¦ce |\n| **Quay** | a wall |\n\n1.1 A Berth.\n',
    ),
    after: draft(
      '## 1 One\n\n| Term | Meaning |\n|---|---|\n| **Berth** | a place |\n| ⟦[●]⟧ |  |\n| **Quay** | a wall |\n\n1.1 A Berth.\n',
    ),
  },
  {
    name: 'below the definitions of a section: its first clause',
    step: 'insert',
    before: draft('## 1 One\n\n**Berth** means a place.¦\n\n1.1 A Berth:\n\n(a) x.\n\n1.2 As Clause 1.1(a).\n'),
    after: draft(
      '## 1 One\n\n**Berth** means a place.\n\n1.1 ⟦[●]⟧\n\n1.2 A Berth:\n\n(a) x.\n\n1.3 As Clause 1.2(a).\n',
    ),
  },
];

/** Numbers with a stop, as Markdown counts them. */
const WITH_STOPS: readonly Case[] = [
  {
    name: 'behind a paragraph of an Article',
    step: 'continue',
    before: draft(
      '# Kite Regulation\n\n## Article 1\n\n1. Kites fly.¦\n\n2. See Article 1(2).\n\n## Article 2\n\n1. See Article 1(2).\n',
    ),
    after: draft(
      '# Kite Regulation\n\n## Article 1\n\n1. Kites fly.\n\n2. ⟦⟧\n\n3. See Article 1(3).\n\n## Article 2\n\n1. See Article 1(3).\n',
    ),
  },
  {
    name: 'a paragraph of an Article',
    step: 'moveUp',
    before: draft('# Kite Regulation\n\n## Article 1\n\n1. Kites fly.\n\n2. Lines hold¦, Article 1(1).\n'),
    after: draft('# Kite Regulation\n\n## Article 1\n\n1. Lines hold⟦⟧, Article 1(2).\n\n2. Kites fly.\n'),
  },
  {
    name: 'a paragraph of a Schedule',
    step: 'insert',
    before: draft(
      '1.1 See paragraph 2 of Schedule 1.\n\n## Schedule 1 – Fees\n\n1. A fee¦ is due.\n\n2. It is paid.\n',
    ),
    after: draft(
      '1.1 See paragraph 3 of Schedule 1.\n\n## Schedule 1 – Fees\n\n1. A fee is due.\n\n2. ⟦[●]⟧\n\n3. It is paid.\n',
    ),
  },
  {
    name: 'an item with one bracket',
    step: 'insert',
    before: draft('1.1 Thus:\n\na) o¦ne;\n\nb) two.\n\n1.2 As Clause 1.1(b).\n'),
    after: draft('1.1 Thus:\n\na) one;\n\nb) ⟦[●]⟧\n\nc) two.\n\n1.2 As Clause 1.1(c).\n'),
  },
];

const OTHER_LINE_ENDS: readonly Case[] = [
  {
    name: 'a new clause where lines end in CRLF',
    step: 'insert',
    before: draft('1.1 A¦.\r\n\r\n1.2 B, as Clause 1.2.\r\n'),
    after: draft('1.1 A.\r\n\r\n1.2 ⟦[●]⟧\r\n\r\n1.3 B, as Clause 1.3.\r\n'),
  },
];

/** Numbers as other families of texts have them. */
const IN_OTHER_FAMILIES: readonly Case[] = [
  {
    name: 'a regulation with the heading above it',
    step: 'moveUp',
    before: draft(
      '# The Weirs Regulations 2031\n\n## Citation\n\n1. These are the Weirs Regulations.\n\n## Duties\n\n2.—(1) Mend¦ a weir.\n\n(2) See regulation 2(1) and regulation 1.\n\n## End\n\n3. See regulations 1 to 3.\n',
    ),
    after: draft(
      '# The Weirs Regulations 2031\n\n## Duties\n\n1.—(1) Mend⟦⟧ a weir.\n\n(2) See regulation 1(1) and regulation 2.\n\n## Citation\n\n2. These are the Weirs Regulations.\n\n## End\n\n3. See regulations 1 to 3.\n',
    ),
  },
  {
    name: 'a heading with two regulations below it over one with one',
    step: 'moveUp',
    before: draft(
      '# The Weirs Regulations 2031\n\n## Duties\n\n1. Mend a weir.\n\n2. See regulation 3.\n\n## Cita¦tion\n\n3. These are the Weirs Regulations.\n\n## End\n\n4. See regulation 2.\n',
    ),
    after: draft(
      '# The Weirs Regulations 2031\n\n## Cita⟦⟧tion\n\n1. These are the Weirs Regulations.\n\n## Duties\n\n2. Mend a weir.\n\n3. See regulation 1.\n\n## End\n\n4. See regulation 3.\n',
    ),
  },
  {
    name: 'a Part through which the sections count',
    step: 'moveDown',
    before: draft(
      '# Lamps Act\n\n## Pa¦rt 1 Title\n\n### 1 Short title\n\nThis is the Lamps Act.\n\n## Part 2 Lamps\n\n### 2 Sale\n\n(1) Sell lamps.\n\n### 3 Use\n\nUse lamps under section 2(1) and Part 2.\n',
    ),
    after: draft(
      '# Lamps Act\n\n## Part 1 Lamps\n\n### 1 Sale\n\n(1) Sell lamps.\n\n### 2 Use\n\nUse lamps under section 1(1) and Part 1.\n\n## Pa⟦⟧rt 2 Title\n\n### 3 Short title\n\nThis is the Lamps Act.\n',
    ),
  },
  {
    name: 'a paragraph from the line of its regulation: the number of that stays',
    step: 'moveDown',
    before: draft(
      '# The Pond Order 2031\n\n**1.**—(1) A po¦nd is deep.\n\n(2) See paragraph (1).\n\n**2.** See article 1(2).\n',
    ),
    after: draft(
      '# The Pond Order 2031\n\n**1.**—(1) See paragraph (2).\n\n(2) A po⟦⟧nd is deep.\n\n**2.** See article 1(1).\n',
    ),
  },
  {
    name: 'a regulation, from the number on the line that it shares',
    step: 'moveDown',
    before: draft(
      '# The Pond Order 2031\n\n¦1.—(1) A pond is deep.\n\n(2) See paragraph (1).\n\n2. See article 1(2).\n',
    ),
    after: draft(
      '# The Pond Order 2031\n\n1. See article 2(2).\n\n⟦⟧2.—(1) A pond is deep.\n\n(2) See paragraph (1).\n',
    ),
  },
  {
    name: 'an item on the line of its clause',
    step: 'moveDown',
    before: draft('## 1 One\n\n1.1 (a) o¦ne;\n\n(b) two.\n'),
    after: draft('## 1 One\n\n1.1 (a) two;\n\n(b) o⟦⟧ne.\n'),
  },
  {
    name: 'behind a paragraph on the line of its regulation',
    step: 'insert',
    before: draft('# The Pond Order 2031\n\n1.—(1) A pond is deep¦.\n\n(2) It is wide.\n\n2. See article 1(2).\n'),
    after: draft(
      '# The Pond Order 2031\n\n1.—(1) A pond is deep.\n\n(2) ⟦[●]⟧\n\n(3) It is wide.\n\n2. See article 1(3).\n',
    ),
  },
  {
    name: 'behind a regulation with paragraphs, one that has none yet',
    step: 'insert',
    before: draft(
      '# The Pond Order 2031\n\n**1¦.**—(1) A pond is deep.\n\n(2) It is wide.\n\n**2.** See article 1(2).\n',
    ),
    after: draft(
      '# The Pond Order 2031\n\n**1.**—(1) A pond is deep.\n\n(2) It is wide.\n\n**2.** ⟦[●]⟧\n\n**3.** See article 1(2).\n',
    ),
  },
  {
    name: 'within a paragraph on the line of its regulation',
    step: 'split',
    before: draft('# The Pond Order 2031\n\n1.—(1) A pond is deep. ¦It is wide.\n\n2. See article 1(1).\n'),
    after: draft('# The Pond Order 2031\n\n1.—(1) A pond is deep.\n\n(2) ⟦⟧It is wide.\n\n2. See article 1(1).\n'),
  },
  {
    name: 'an Article whose number is Roman',
    step: 'insert',
    before: draft(
      '# Bylaws\n\n## Article I – Name\n\n**Section 1.** Otters.\n\n## Article II – Memb¦ers\n\n**Section 1.** All, under Article III.\n\n## Article III – Board\n\n**Section 1.** See Article I, Section 1.\n'
        .replace('Memb¦ers', 'Members')
        .replace('Article II ', 'Article II¦ '),
    ),
    after: draft(
      '# Bylaws\n\n## Article I – Name\n\n**Section 1.** Otters.\n\n## Article II – Members\n\n**Section 1.** All, under Article IV.\n\n## Article III – ⟦[●]⟧\n\n## Article IV – Board\n\n**Section 1.** See Article I, Section 1.\n',
    ),
  },
  {
    name: 'a Chapter behind the only one',
    step: 'insert',
    before: draft(
      '# Regulation on Kites\n\n## CHAPTER ¦I\nGENERAL\n\n### Article 1\nScope\n\n1. Kites.\n\n### Article 2\nLines\n\n1. Lines.\n',
    ),
    after: draft(
      '# Regulation on Kites\n\n## CHAPTER I\nGENERAL\n\n### Article 1\nScope\n\n1. Kites.\n\n### Article 2\nLines\n\n1. Lines.\n\n## CHAPTER II\n⟦[●]⟧\n',
    ),
  },
  {
    name: 'a section of bylaws, label and stop in bold',
    step: 'insert',
    before: draft(
      '# Bylaws\n\n## Article I – Name\n\n**Section 1.** Otters¦.\n\n**Section 2.** Wells.\n\n## Article II – Board\n\n**Section 1.** See Article I, Section 2.\n',
    ),
    after: draft(
      '# Bylaws\n\n## Article I – Name\n\n**Section 1.** Otters.\n\n**Section 2.** ⟦[●]⟧\n\n**Section 3.** Wells.\n\n## Article II – Board\n\n**Section 1.** See Article I, Section 3.\n',
    ),
  },
  {
    name: 'an Article whose title is below its number',
    step: 'insert',
    before: draft(
      '# Regulation on Kites\n\n### Arti¦cle 1\nScope\n\n1. See Article 2(1).\n\n### Article 2\nLines\n\n1. Lines hold.\n',
    ),
    after: draft(
      '# Regulation on Kites\n\n### Article 1\nScope\n\n1. See Article 3(1).\n\n### Article 2\n⟦[●]⟧\n\n### Article 3\nLines\n\n1. Lines hold.\n',
    ),
  },
  {
    name: 'in a list within a list, which counts 1.1, 1.2',
    step: 'insert',
    before: draft(
      '# Terms\n\n1. Use\n   1. You ma¦y use it under section 2.1.\n   2. You may not copy it.\n2. Payment\n   1. You pay as section 1.2 says.\n',
    ),
    after: draft(
      '# Terms\n\n1. Use\n   1. You may use it under section 2.1.\n   2. ⟦[●]⟧\n   3. You may not copy it.\n2. Payment\n   1. You pay as section 1.3 says.\n',
    ),
  },
  {
    name: 'a section of a list within a list: the numbers within it stay as they are written',
    step: 'moveUp',
    before: draft(
      '# Terms\n\n1. Use\n   1. You may use it under section 2.1.\n   2. You may not copy it.\n2. Pay¦ment\n   1. You pay as section 1.2 says.\n',
    ),
    after: draft(
      '# Terms\n\n1. Pay⟦⟧ment\n   1. You pay as section 2.2 says.\n2. Use\n   1. You may use it under section 1.1.\n   2. You may not copy it.\n',
    ),
  },
];

const REFUSED: readonly (readonly [name: string, step: DraftingStep, files: Files, reason: RegExp])[] = [
  [
    'the first clause up',
    'moveUp',
    draft('## 1 One\n\n1.1 A¦.\n\n1.2 B.\n'),
    /^Clause 1\.1 is the first of Section 1: it cannot move up\.$/,
  ],
  ['the last clause down', 'moveDown', draft('## 1 One\n\n1.1 A.\n\n1.2 B¦.\n'), /^Clause 1\.2 is the last/],
  [
    'a clause out of a range that another one cites',
    'moveDown',
    draft('## 1 One\n\n1.1 A.\n\n1.2 B¦.\n\n1.3 C.\n\n1.4 As Clauses 1.1 to 1.2.\n'),
    /^draft\.md:9: “Clauses 1\.1 to 1\.2” would come to mean another provision/,
  ],
  [
    'a clause that is cited, into the one before it',
    'merge',
    draft('## 1 One\n\n1.1 A.\n\n1.2 B¦.\n\n1.3 C, as Clause 1.2.\n'),
    /^draft\.md:7: “Clause 1\.2” would come to mean another provision: change it first\.$/,
  ],
  [
    'a clause into one with paragraphs',
    'merge',
    draft('## 1 One\n\n1.1 A:\n\n(a) one.\n\n1.2 B¦.\n'),
    /^Clause 1\.1 has paragraphs of its own/,
  ],
  ['a place before the words', 'split', draft('## 1 One\n\n1.1 ¦A.\n'), /^Put the cursor between the words/],
  [
    'an item on the line of its clause, the number in bold around both',
    'moveDown',
    draft('## 1 One\n\n**1.1** **(a)** o¦ne;\n\n**(b)** two.\n'),
    /stand on one line/,
  ],
  [
    'an item on the line of its clause, into a level of its own',
    'indent',
    draft('## 1 One\n\n1.1 (a) o¦ne;\n\n(b) two.\n'),
    /1\.1\(a\) stands on the line of/,
  ],
  ...(
    [
      ['a link', '1.1 The [first ¦word](https://a.example) is.\n'],
      ['code', '1.1 The `first ¦word` is.\n'],
      ['a comment', '1.1 The <!-- first ¦word --> is.\n'],
      ['the call of a note', '1.1 The word[^¦1] is.\n\n[^1]: Note.\n'],
      ['a tracked change', '1.1 The {++first ¦word++} is.\n'],
    ] as const
  ).map(
    ([name, text]) =>
      [`a place within ${name}`, 'split', draft(text), /^The cursor is within a link, code, a comment/] as const,
  ),
  [
    'a clause into one that ends in a list without numbers',
    'merge',
    draft('1.1 A:\n\n- x\n- y\n\n1.2 B¦.\n'),
    /^Clause 1\.1 ends in a list, a table or a quotation/,
  ],
  ['plain words', 'insert', draft('Plain¦ words.\n'), /^There is no provision here/],
];

describe('steps of drafting', () => {
  it('are refused where a client asks for one that is no step of this server', async () => {
    const loaded = await MarkedProject.load('## 1 One\n\n1.1 A¦.\n');
    assert.equal(
      loaded.at((...place) => takeDraftingStep(...place, 'fold' as never)),
      'There is no such step.',
    );
  });

  for (const { name, step, before, after } of [
    ...CASES,
    ...CONTINUED,
    ...BESIDE_WORDS,
    ...WITHOUT_NUMBER_BEFORE,
    ...WITH_STOPS,
    ...OTHER_LINE_ENDS,
    ...IN_OTHER_FAMILIES,
  ])
    it(`${step}: ${name}`, async () => {
      const loaded = await MarkedProject.load(before);
      const result = loaded.at((...place) => takeDraftingStep(...place, step));
      if (typeof result === 'string') return assert.fail(result);
      const marked: Record<string, string> = {};
      for (const [{ uri }, text] of result.texts) {
        const path = uri.slice(FOLDER.length + 1);
        marked[path] = after[path]?.includes('⟦') ? markSpans(text, [result.selection]) : text;
      }
      assert.deepEqual(marked, after);
    });

  for (const [name, step, files, reason] of REFUSED)
    it(`${step} is refused for ${name}`, async () => {
      const loaded = await MarkedProject.load(files);
      const result = loaded.at((...place) => takeDraftingStep(...place, step));
      assert.match(typeof result === 'string' ? result : 'not refused', reason);
    });
});
