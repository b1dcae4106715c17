import assert from 'node:assert/strict';
import { closeGaps } from '../../server/src/features/close-gaps.js';
import { documentAt, loadWorld } from '../support/marked.js';
import { FOLDER } from '../support/memory-host.js';

type Files = Readonly<Record<string, string>>;

/** Closes the gaps of a draft: the texts that change by path, or the reason why none does. */
async function closed(files: Files, path: string): Promise<Files | string> {
  const { workspace } = await loadWorld(files);
  const document = documentAt({ workspace } as never, path);
  const result = closeGaps(workspace, document);
  if (typeof result === 'string') return result;
  return Object.fromEntries([...result.texts].map(([{ uri }, { text }]) => [uri.slice(FOLDER.length + 1), text]));
}

const PROJECT =
  'documents:\n  - { id: SVTAD, path: svtad.md, baseline: { path: old.md } }\n  - { id: MTAD, path: mtad.md }\n';

const CASES: readonly (readonly [name: string, before: string, after: string])[] = [
  [
    'questions by their word, and those who cite them',
    '# A consultation\n\n**Question 1:** Do you agree?\n\nQ3: Do they?\n\n### Question 4\n\nDo we? See Q3, Question 4 and questions 3 to 4.\n\n| Question 6: Who? |\n| --- |\n',
    '# A consultation\n\n**Question 1:** Do you agree?\n\nQ2: Do they?\n\n### Question 3\n\nDo we? See Q2, Question 3 and questions 2 to 3.\n\n| Question 4: Who? |\n| --- |\n',
  ],
  [
    'parts of questions',
    '# A consultation\n\n**Question 1(a):** Do you?\n\n**Question 1(b):** Do they?\n\n**Question 3:** Do we? See Question 3 and 1(b).\n',
    '# A consultation\n\n**Question 1(a):** Do you?\n\n**Question 1(b):** Do they?\n\n**Question 2:** Do we? See Question 2 and 1(b).\n',
  ],
  [
    'a clause that was taken out',
    '## 1 One\n\n1.1 A, see Clauses 1.3 to 1.5.\n\n1.3 B.\n\n1.4 Clause 1.3, 1.4 or 1.5.\n\n1.5 C, as in Clause 1.1.\n',
    '## 1 One\n\n1.1 A, see Clauses 1.2 to 1.4.\n\n1.2 B.\n\n1.3 Clause 1.2, 1.3 or 1.4.\n\n1.4 C, as in Clause 1.1.\n',
  ],
  [
    'two gaps in one section, and a first clause that is missing',
    '## 1 One\n\n1.2 A.\n\n1.4 B.\n\n1.7 C, Clauses 1.2, 1.4 and 1.7.\n\n## 2 Two\n\n2.1 Clause 1.7.\n',
    '## 1 One\n\n1.1 A.\n\n1.2 B.\n\n1.3 C, Clauses 1.1, 1.2 and 1.3.\n\n## 2 Two\n\n2.1 Clause 1.3.\n',
  ],
  [
    'a section, with its clauses, tables, and gaps of their own',
    '## 1 One\n\n1.1 See Table 3.2.\n\n## 3 Three\n\n3.1 A.\n\n3.3 B, as Clause 3.3.\n\n**Table 3.2 – Things**\n\n| No | What |\n|---|---|\n| 1 | Section 3 |\n\n**Table 3.4 – More**\n\n| No | What |\n|---|---|\n| 1 | row 1 of Table 3.4 |\n',
    '## 1 One\n\n1.1 See Table 2.2.\n\n## 2 Three\n\n2.1 A.\n\n2.2 B, as Clause 2.2.\n\n**Table 2.2 – Things**\n\n| No | What |\n|---|---|\n| 1 | Section 2 |\n\n**Table 2.3 – More**\n\n| No | What |\n|---|---|\n| 1 | row 1 of Table 2.3 |\n',
  ],
  [
    'sub-paragraphs, to any depth',
    '## 1 One\n\n1.1 Thus:\n\n(a) one;\n\n(c) two:\n\n(i) three; and\n\n(iii) four; and\n\n(d) as in paragraphs (c)(iii) and (d).\n\n1.2 Clause 1.1(c)(iii).\n',
    '## 1 One\n\n1.1 Thus:\n\n(a) one;\n\n(b) two:\n\n(i) three; and\n\n(ii) four; and\n\n(c) as in paragraphs (b)(ii) and (c).\n\n1.2 Clause 1.1(b)(ii).\n',
  ],
  [
    'what was put in between the British way stays so',
    '## 1 One\n\n1.1 A.\n\n1.3 B.\n\n1.3A C.\n\n1.3B D, Clause 1.3A.\n\n1.4 E:\n\n(a) x;\n\n(c) y;\n\n(ca) z; and\n\n(d) Clause 1.4(ca).\n',
    '## 1 One\n\n1.1 A.\n\n1.2 B.\n\n1.2A C.\n\n1.2B D, Clause 1.2A.\n\n1.3 E:\n\n(a) x;\n\n(b) y;\n\n(ba) z; and\n\n(c) Clause 1.3(ba).\n',
  ],
  [
    'letters put in behind (a), beside letters behind (z)',
    `## 1 One\n\n1.1 A:\n\n(a) x;\n\n(aa) y;\n\n(ab) z; and\n\n(c) Clause 1.1(aa) and (c).\n\n1.2 B:\n\n${[...'abcdefghijklmnopqrstuvwxyz', 'bb', 'cc'].map((letter) => `(${letter}) ${letter};\n\n`).join('')}1.3 Clause 1.2(cc) and Clause 1.2(z).\n`,
    `## 1 One\n\n1.1 A:\n\n(a) x;\n\n(aa) y;\n\n(ab) z; and\n\n(b) Clause 1.1(aa) and (b).\n\n1.2 B:\n\n${[...'abcdefghijklmnopqrstuvwxyz', 'aa', 'bb'].map((letter, i) => `(${letter}) ${i < 26 ? letter : ['bb', 'cc'][i - 26]};\n\n`).join('')}1.3 Clause 1.2(bb) and Clause 1.2(z).\n`,
  ],
  [
    'an extract that begins in the middle begins there still',
    '## 20 Twenty\n\n20.1 A.\n\n## 22 Next\n\n22.1 Clause 20.1.\n',
    '## 20 Twenty\n\n20.1 A.\n\n## 21 Next\n\n21.1 Clause 20.1.\n',
  ],
  [
    'questions, and those that an annex asks once more',
    '## 1 Questions\n\n**FTC Q1**\n\n*Do you agree?*\n\n**FTC Q3**\n\n*And here?*\n\nSee FTC Q3.\n\n## 2 All questions\n\n**FTC Q1**\n\n*Do you agree?*\n\n**FTC Q3**\n\n*And here?*\n',
    '## 1 Questions\n\n**FTC Q1**\n\n*Do you agree?*\n\n**FTC Q2**\n\n*And here?*\n\nSee FTC Q2.\n\n## 2 All questions\n\n**FTC Q1**\n\n*Do you agree?*\n\n**FTC Q2**\n\n*And here?*\n',
  ],
  [
    'a list of contents',
    '# Contents\n\n1 One\n\n3 Three\n\n4 Four\n\n## 1 One\n\n1.1 A.\n\n## 3 Three\n\n3.1 B.\n\n## 4 Four\n\n4.1 Section 3.\n',
    '# Contents\n\n1 One\n\n2 Three\n\n3 Four\n\n## 1 One\n\n1.1 A.\n\n## 2 Three\n\n2.1 B.\n\n## 3 Four\n\n3.1 Section 2.\n',
  ],
  [
    'appendices by letter',
    '## Appendix A – One\n\nSee Appendix C.\n\n## Appendix C – Three\n\nSee Appendix A.\n',
    '## Appendix A – One\n\nSee Appendix B.\n\n## Appendix B – Three\n\nSee Appendix A.\n',
  ],
  [
    'line ends and a byte order mark stay as they are',
    '\ufeff## 1 One\r\n\r\n1.1 A.\r\n\r\n1.3 B, Clause 1.3.\r\n',
    '\ufeff## 1 One\r\n\r\n1.1 A.\r\n\r\n1.2 B, Clause 1.2.\r\n',
  ],
];

const UNCHANGED: readonly (readonly [name: string, text: string])[] = [
  ['what has no gap', '## 1 One\n\n1.1 A.\n\n1.2 B.\n\n1.2A C.\n\n## 2 Two\n\n2.1 D.\n'],
  ['clauses kept with their words “not used”', '## 1 One\n\n1.1 A.\n\n1.2 Not used.\n\n1.3 B.\n'],
  [
    'a sub-paragraph in the midst of a sentence',
    '## 1 One\n\n1.1 Thus:\n\n(a) one; (b) two, and so on; and\n\n(c) three.\n',
  ],
  ['sums of money and versions', '## 1 One\n\n1.1 Pay £1.50 for V1.4.\n\n1.2 And 1.7 metres.\n'],
];

const REFUSED: readonly (readonly [name: string, files: Files, reason: RegExp])[] = [
  [
    'a number that stands twice',
    { 'svtad.md': '## 1 One\n\n1.1 A.\n\n1.1 B.\n\n1.3 C.\n' },
    /^Clause 1\.1 stands twice/,
  ],
  [
    'numbers out of order',
    { 'svtad.md': '## 1 One\n\n1.1 A.\n\n1.4 B.\n\n1.3 C.\n' },
    /^Clause 1\.3 comes after Clause 1\.4/,
  ],
  [
    'a reference to the number that was left out, which would come to mean another clause',
    { 'svtad.md': '## 1 One\n\n1.1 See Clause 1.2.\n\n1.3 B.\n' },
    /^svtad\.md:3: “Clause 1\.2” would come to mean another provision/,
  ],
  [
    'the same in another document',
    {
      'keeling.yaml': PROJECT,
      'old.md': '## 1 One\n\n1.1 A.\n',
      'svtad.md': '## 1 One\n\n1.1 A.\n\n1.3 B.\n',
      'mtad.md': '## 1 One\n\n1.1 A.\n\n1.2 Clause 1.2 of the SVTAD.\n',
    },
    /^mtad\.md:5: “Clause 1\.2 of the SVTAD” would come to mean/,
  ],
  [
    'questions that a template of responses names',
    {
      'keeling.yaml':
        'consultation: { id: FTC, document: svtad.md }\nattachments:\n  - { number: 1, response-template: response.md }\n',
      'svtad.md': '## 1 One\n\n**FTC Q1**\n\n*Do you agree?*\n\n**FTC Q3**\n\n*And here?*\n',
      'response.md': '| Question | Response |\n|---|---|\n| FTC Q1 | |\n| FTC Q3 | |\n',
    },
    /^FTC Q3 would get another number, but response\.md would keep it/,
  ],
];

describe('closing gaps', () => {
  for (const [name, before, after] of CASES) {
    it(name, async () => {
      assert.deepEqual(await closed({ 'svtad.md': before }, 'svtad.md'), { 'svtad.md': after });
      assert.deepEqual(await closed({ 'svtad.md': after }, 'svtad.md'), {}, 'twice is once');
    });
  }

  it('in every document of the project, but not in the version in force', async () => {
    const files = {
      'keeling.yaml': PROJECT,
      'old.md': '## 4 Old\n\n4.1 Old.\n\n4.2 Old, Clause 4.1.\n\n4.3 Old too.\n',
      'svtad.md': '## 4 New\n\n4.1 New.\n\n4.3 Old too, once existing Clause 4.3.\n',
      'mtad.md': '## 1 One\n\n1.1 Clause 4.3 of the SVTAD, once Clause 4.3 of the existing SVTAD.\n\n1.3 Clause 1.3.\n',
    };
    assert.deepEqual(await closed(files, 'svtad.md'), {
      'svtad.md': '## 4 New\n\n4.1 New.\n\n4.2 Old too, once existing Clause 4.3.\n',
      'mtad.md': '## 1 One\n\n1.1 Clause 4.2 of the SVTAD, once Clause 4.3 of the existing SVTAD.\n\n1.3 Clause 1.3.\n',
    });
  });

  describe('leaves alone', () => {
    for (const [name, text] of UNCHANGED)
      it(name, async () => assert.deepEqual(await closed({ 'svtad.md': text }, 'svtad.md'), {}));
  });

  describe('is refused with a reason for', () => {
    for (const [name, files, reason] of REFUSED)
      it(name, async () => {
        const result = await closed(files, 'svtad.md');
        assert.equal(typeof result, 'string', JSON.stringify(result));
        assert.match(String(result), reason);
      });
  });
});
