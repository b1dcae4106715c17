import assert from 'node:assert/strict';
import { Draft } from '../../server/src/model/draft.js';

/** How public texts lay out their provisions, and the labels that are read from them. */
const LAYOUTS: readonly [name: string, text: string, labels: readonly string[]][] = [
  [
    'sections on lines of a list, clauses below',
    '1. Meaning of words\n\n1.1 “Licence” means this text.\n\n2. Scope\n\n2.1 It covers all uses.\n\n3. Term.\n\nIt has none.\n',
    ['Section 1', 'Clause 1.1', 'Section 2', 'Clause 2.1', 'Section 3'],
  ],
  [
    'a title and its text in one paragraph',
    '1. Grant of Rights. The owner lets you use the work.\n\n2. U.S. Government Users. They have no more rights than others.\n\n3. End. The licence ends when you break it.\n',
    ['Section 1', 'Section 2', 'Section 3'],
  ],
  [
    'paragraphs that bear a number and no title',
    ['  0. ', '  1. ', '  2. ']
      .map(
        (number) =>
          `${number}you may copy and pass on the work in any form that you choose, as long as all notices stay.\n`,
      )
      .join('\n'),
    ['Section 0', 'Section 1', 'Section 2'],
  ],
  [
    'a list within a section, further in or not',
    '1. Bodies\n\nDecisions are made by:\n\n    1. the members;\n    2. the chair.\n\n1.1 So be it.\n\n2. Members\n\n2.1 They may:\n\n1. vote\n2. resign\n',
    ['Section 1', 'Clause 1.1', 'Section 2', 'Clause 2.1'],
  ],
  [
    'labels in brackets, digits and stops as wide as the signs of Chinese, Japanese and Korean',
    '1.1 The fees:\n\n（1） a fee.\n\n（2) a due.\n\n(3） a toll.\n\n１．２ The clerk:\n\n（a） keeps a book（of ships）.\n\n(b） opens the gate.\n',
    ['Clause 1.1', 'Clause 1.1(1)', 'Clause 1.1(2)', 'Clause 1.1(3)', 'Clause 1.2', 'Clause 1.2(a)', 'Clause 1.2(b)'],
  ],
  [
    'Schedules of one paragraph',
    '## 1 Meaning\n\n1.1 A year.\n\n# Schedule 1 – Fees\n\n1 The fee is £45.\n\n# Schedule 2 – Forms\n\n1. A form shall\n\n(a) be short; and\n\n(b) be plain.\n',
    [
      'Section 1',
      'Clause 1.1',
      'Schedule 1',
      'paragraph 1 of Schedule 1',
      'Schedule 2',
      'paragraph 1 of Schedule 2',
      'paragraph 1(a)',
      'paragraph 1(b)',
    ],
  ],
  [
    'paragraphs of a Schedule that call notes last',
    '# Schedule 1 – Fees\n\n1 The fee is £45.[^1]\n\n2 It is paid in May.<sup>2</sup>\n\n[^1]: N.\n\n# Schedule 2 – Dates\n\n1 It ends in May.\n\n2 It begins in June.[^1]\n',
    [
      'Schedule 1',
      'paragraph 1 of Schedule 1',
      'paragraph 2 of Schedule 1',
      'Footnote 1',
      'Schedule 2',
      'paragraph 1 of Schedule 2',
      'paragraph 2 of Schedule 2',
    ],
  ],
  [
    'a list of one thing in a Schedule, and a number that is none of a paragraph',
    '## 1 Meaning\n\n1.1 A year.\n\n# Schedule 1 – Fees\n\nThese are the fees.\n\n1. A fee of £45.\n\n# Schedule 2 – Dates\n\n1 January each year\n',
    ['Section 1', 'Clause 1.1', 'Schedule 1', 'Schedule 2'],
  ],
  [
    'an Annex of a numeral with four letters and more',
    '## Article 1 – Kites\n\n1. This Regulation is for kites.\n\n## Article 2 – Lines\n\n1. Lines.\n\nANNEX VII\n\nTAILS\n\n## Annex VIII – Bows\n\nBows.\n\n**ANNEX XVIII**\n\nKnots.\n',
    ['Article 1', 'Article 1(1)', 'Article 2', 'Article 2(1)', 'Annex VII', 'Annex VIII', 'Annex XVIII'],
  ],
  [
    'a list of contents of which two entries say other words than the headings',
    '## TABLE OF CONTENTS\n\n**Section 1.** Title.  \n**Section 2.** Purpose.  \n**Section 3.** Terms.  \n**Section 4.** Fees of it.  \n**Section 5.** Ends.\n\n---\n\n### Section 1. Title.\nIt is one.\n\n### Section 2. Purpose.\nIt has one.\n\n### Section 3. Terms.\nThey are few.\n\n### Section 4. Fees.\nThey are paid.\n\n### Section 5. Penalties.\nThey are high.\n',
    ['TABLE OF CONTENTS', 'Section 1', 'Section 2', 'Section 3', 'Section 4', 'Section 5'],
  ],
  [
    'a comment over lines of a clause, signs of one in code, and one that has no end',
    '1.1 The fee is £45. <!-- to be settled:\n1.2 or rather\n(a) £46 -->\n1.3 It is paid.\n\n1.4 A page `<!--`\n1.5 ends --> so.\n\n1.6 It may <!-- be\n1.7 so.\n',
    ['Clause 1.1', 'Clause 1.3', 'Clause 1.4', 'Clause 1.5', 'Clause 1.6', 'Clause 1.7'],
  ],
  ['a list of things', 'We need:\n\n1. Apples\n2. Pears\n3. Plums\n', []],
  [
    'a clause right below its section’s line',
    '2. Scope\n2.1. This covers use.\n2.2. It does not cover sale.\n\n3. Notices\n3.1. Send them by post.\n',
    ['Section 2', 'Clause 2.1', 'Clause 2.2', 'Section 3', 'Clause 3.1'],
  ],
  [
    'a section on the next line of a paragraph',
    '1. SCOPE\nAll uses.\n\n2. GRANT\na) You may copy.\nb) You may sell.\n3. NOTICES\n3.1 Keep them.\n',
    ['Section 1', 'Section 2', 'Section 2(a)', 'Section 2(b)', 'Section 3', 'Clause 3.1'],
  ],
  [
    'numbers without a stop, and with a letter',
    '1 Meaning of words\n\n1.1 “Work” means this.\n\n2. Grant\n\nYou may use it.\n\n2A Other Rights\n\nAll are kept.\n\n2B Moral Rights\n\nThey stay.\n\n3. End\n\nIt has none.\n',
    ['Section 1', 'Clause 1.1', 'Section 2', 'Section 2A', 'Section 2B', 'Section 3'],
  ],
  [
    'chapters whose clauses bear their number',
    'Chapter 1. About this code\n\nIt is short.\n\nChapter 2. Files\n\n2.1. Names\n\nThey are short.\n\n2.2. Places\n\nThey are few.\n',
    ['Section 1', 'Section 2', 'Clause 2.1', 'Clause 2.2'],
  ],
  [
    'Section 1. on a line of its own',
    'Section 1. Meaning of Words\n\n1.1 “Data” means facts.\n',
    ['Section 1', 'Clause 1.1'],
  ],
  [
    'letters with a stop',
    '1. Grant\n\n  a. under copyright, to copy; and,\n  b. under patents, where\n     i. made; or\n     ii. sold.\n\n2. End\n\nNone.\n',
    ['Section 1', 'Section 1(a)', 'Section 1(b)', 'Section 1(b)(i)', 'Section 1(b)(ii)', 'Section 2'],
  ],
  [
    'a copyright sign',
    '1. Grant\n\n(a) one;\n\n(b) two.\n\n2. End\n\nNone.\n\n(C) THE SMALL COMPANY 2003\n',
    ['Section 1', 'Section 1(a)', 'Section 1(b)', 'Section 2'],
  ],
  [
    'a list of contents',
    'Contents\n\n1. Scope ........ 2\n\n  1.1. Terms\n\n  1.2. Uses that are\n    allowed\n\n2. End\n\n1. Scope\n\n1.1. Terms\n\nWords.\n\n1.2. Uses that are allowed\n\nAll.\n\n2. End\n\nIt has none.\n',
    ['Section 1', 'Clause 1.1', 'Clause 1.2', 'Section 2'],
  ],
  ['sizes in a list', '1.1 A page is:\n\n- 8.5 x 11 inches; or\n\n- 5.8 × 8.3 inches.\n', ['Clause 1.1']],
  ['sections called 1.0', '1.0 Scope\n\n1.1 All.\n\n1.2 More.\n', ['Clause 1.0', 'Clause 1.1', 'Clause 1.2']],
];

describe('the layout of', () => {
  for (const [name, text, labels] of LAYOUTS) {
    it(name, () => {
      const draft = Draft.parse(text);
      assert.deepEqual(
        draft.provisions.filter(({ kind }) => kind !== 'definition').map(({ label }) => label),
        labels,
      );
    });
  }
});
