import assert from 'node:assert/strict';
import { findingsOf, loadWorld } from '../support/marked.js';

/** Texts that may be read wrongly: what is found in them, with its severity. */
const CASES: readonly [name: string, text: string, found: readonly string[]][] = [
  [
    'sections that begin at 1 again and go on are counted in something that was not read',
    '## Appendix A – Rules\n\n##### Section 1. Tails.\n\nLong.\n\n##### Section 2. Bows.\n\nShort.\n\n##### Section 3. Lines.\n\nThin.\n\n---\n\n##### Section 1. Sails.\n\nWhite.\n\n##### Section 2. Oars.\n\nTwo.\n\n##### Section 3. Ropes.\n\nMany.\n',
    ['information numbering.duplicate'],
  ],
  [
    'sections that begin at 1 again below a title and go on are counted in what has the title',
    '## Appendix A – Rules\n\n#### Kites\n\n##### Section 1. Tails.\n\nLong.\n\n##### Section 2. Bows.\n\nShort.\n\n##### Section 3. Lines.\n\nThin.\n\n#### Boats\n\n##### Section 1. Sails.\n\nWhite.\n\n##### Section 2. Oars.\n\nTwo.\n\n##### Section 3. Ropes.\n\nMany.\n',
    [],
  ],
  [
    'one number that stands twice is a slip',
    '## 1 Kites\n\n1.1 Tails.\n\n1.2 Bows.\n\n1.2 Lines.\n',
    ['error numbering.duplicate'],
  ],
  [
    'a consolidated Act holds what was replaced beside what replaced it',
    '# Kite Act\n\n### 1. Tails\n\n(1) F1[Tails are long].\n\n### 2. Bows\n\n(1) F2[Bows are short].\n\n### 2. Bows of silk\n\n(1) F3[Bows are of silk].\n\n### 3. Lines\n\n(1) Lines are thin.\n',
    ['information numbering.duplicate'],
  ],
  [
    'a section that was repealed leaves a gap in what is pasted from a site of published law',
    `# Kite Act\n\n${[1, 2, 4, 5]
      .map(
        (n) =>
          `${n}Kites of sort ${n}\n\n(1)Kites of this sort fly high.\n\n(2)They fly far.\n\n(3)They fly under section ${n === 4 ? 3 : 1}.\n\n(4)They fall.\n\n(5)They rise.\n`,
      )
      .join('\n')}`,
    ['information reference.unresolved'],
  ],
  [
    'sections with letters are those of an Act in a licence that has none',
    '# Licence\n\n## 1 Visits\n\n1.1 The holder helps under section 18(2A)(b), as the Kites Directive says.\n\n1.2 A warden is named under section 17A.\n\n1.3 A kite is kept.\n',
    ['information reference.unresolved', 'information reference.unresolved'],
  ],
  [
    'a line with nothing but a label cites nothing for sure',
    '## 4 Kites\n\n4.1 Kites are flown.\n\nParagraph 1.1.2\n\n4.2 They fall, as Clause 4.9 says.\n',
    ['information reference.unresolved', 'error reference.unresolved'],
  ],
  [
    'tables of which none has a caption may be for layout',
    '## 1 Parties\n\n1.1 They sign.\n\n| Company | Name |\n|---|---|\n| A | B |\n',
    ['information table.caption'],
  ],
  [
    'an abbreviation before a word with a capital may be part of a name',
    '## 1 Tests\n\n1.1 A part of the ISD Guidelines holds, and the TSD meets.\n\n1.2 The Inspection and Sanitary Division (ISD) and the Traffic and Signs Division (TSD) meet.\n',
    ['information abbreviation.late', 'warning abbreviation.late'],
  ],
  [
    'an abbreviation of two titles that differ in a small word',
    '## 1 Names\n\n1.1 See Names for Domains in Applications (NDA).\n\n1.2 See Names of Domains for Applications (NDA) of May.\n',
    ['information abbreviation.duplicate'],
  ],
  [
    'a blank of a notice that is set out for others',
    '## 1 Notices\n\n1.1 The notice says:\n\n> [insert name] holds the licence.\n\n1.2 It is sent to [insert name].\n',
    ['information placeholder.unfilled', 'warning placeholder.unfilled'],
  ],
];

describe('findings where the reading is unsure', () => {
  for (const [name, text, expected] of CASES)
    it(name, async () => {
      const world = await loadWorld({ 'draft.md': text });
      const told = findingsOf(world)
        .filter(({ code }) => /^(?:numbering|reference|table|abbreviation|placeholder)\./.test(code))
        .map(({ severity, code }) => `${severity} ${code}`);
      assert.deepEqual(told, expected);
    });
});
