import assert from 'node:assert/strict';
import { Checker } from '../../server/src/rules/check.js';
import { Workspace } from '../../server/src/workspace/workspace.js';
import { findingsOf, load, mended, says } from '../support/marked.js';
import { FOLDER, MemoryHost } from '../support/memory-host.js';

const SVTAD = '---\ndocument: SMETS1 SVTAD\nversion: V1.5\n---\n\n';

/** A project of two instruments and a consultation document; texts are put in the place of the default ones. */
function project(texts: Readonly<Record<string, string>>): Record<string, string> {
  return {
    'keeling.yaml':
      'consultation: { id: FTC, document: consultation.md }\n' +
      'documents:\n' +
      '  - { id: SMETS1 SVTAD, aliases: [SVTAD], path: svtad.md, baseline: { path: old/svtad.md, version: V1.4 } }\n' +
      '  - { id: MTAD, path: mtad.md }\n' +
      'external:\n  - { id: SEC, title: Smart Energy Code, aliases: [the Code] }\n  - { id: SRPD }\n',
    'svtad.md':
      '## 4 Changes\n\n4.1 The first.\n\n4.2 The second.\n\n**Table 4.1 – Criteria**\n\n| Row | Criterion |\n|---|---|\n| 1 | one |\n| 2A | two |\n',
    'old/svtad.md':
      '## 4 Changes\n\n4.1 The first.\n\n4.2 The second.\n\n**Table 4.1 – Criteria**\n\n| Row | Criterion |\n|---|---|\n| 1 | one |\n| 2A | two |\n',
    'mtad.md': '## 1 General\n\n1.1 The only one.\n',
    'consultation.md': '## 1 Introduction\n\nWords.\n\n**FTC Q1**\n\n*Do you agree?*\n',
    ...texts,
  };
}

type Case = [name: string, files: string | Record<string, string>];

const SPEAKS: Record<string, Case[]> = {
  'reference.unresolved': [
    ['a clause', '## 1 A\n\n1.1 Under Clause ⟦1.2⟧ it is.\n'],
    ['a clause of which two sub-paragraphs are cited, once', '## 1 A\n\n1.1 See Clause ⟦9.1(a)⟧ and (b).\n'],
    ['a clause in a list', '## 1 A\n\n1.1 Under Clauses 1.1 and ⟦1.3⟧ it is.\n\n1.2 More.\n'],
    ['a sub-paragraph', '## 1 A\n\n1.1 The Company shall:\n\n(a) act under paragraph ⟦(c)⟧; and\n\n(b) stop.\n'],
    [
      'a sub-paragraph of a clause',
      '## 1 A\n\n1.1 The Company shall:\n\n(a) act; and\n\n(b) stop.\n\n1.2 See Clause ⟦1.1(c)⟧.\n',
    ],
    ['a table', '## 1 A\n\n1.1 See Table ⟦1.2⟧.\n\n**Table 1.1 – T**\n\n| A | B |\n|---|---|\n| 1 | x |\n'],
    ['a row', '## 1 A\n\n1.1 See row ⟦2B⟧ of Table 1.1.\n\n**Table 1.1 – T**\n\n| A | B |\n|---|---|\n| 2A | x |\n'],
    [
      'a reference in a cell',
      '## 1 A\n\n**Table 1.1 – T**\n\n| A | B |\n|---|---|\n| 1 | see **Clause ⟦1.9⟧** |\n\n1.1 Words.\n',
    ],
    ['over a line end', '## 1 A\n\n1.1 As in Clause\n⟦1.7⟧ of old.\n'],
    ['an attachment', '## 1 A\n\n- Attachment 1 – One\n- Attachment 2 – Two\n\nSee Attachment ⟦3⟧.\n'],
    ['a figure', '## 1 A\n\n1.1 See Figure ⟦1.2⟧.\n\nFigure 1.1 – Plan\n\n![plan](a.png)\n'],
    ['in another document', project({ 'mtad.md': '## 1 General\n\n1.1 See Clause ⟦4.9⟧ of the SMETS1 SVTAD.\n' })],
    [
      'in another document by its alias',
      project({ 'mtad.md': '## 1 General\n\n1.1 See SVTAD Table ⟦4.2⟧ and Clause 4.2 of the SVTAD.\n' }),
    ],
    [
      'in what the row of a consultation is about',
      project({
        'consultation.md':
          '## 1 A\n\n**Table 1.1 – T**\n\n| No. | Reference | What |\n|---|---|---|\n| 1 | SMETS1 SVTAD Clause 4.1 | Covered by Clause ⟦4.7⟧. |\n\n**FTC Q1**\n\n*Yes?*\n',
      }),
    ],
    ['a question', project({ 'consultation.md': '## 1 A\n\nSee FTC Q⟦2⟧.\n\n**FTC Q1**\n\n*Yes?*\n' })],
    [
      'in the version in force',
      project({ 'mtad.md': '## 1 General\n\n1.1 See Clause ⟦4.9⟧ of the existing SMETS1 SVTAD.\n' }),
    ],
  ],
  'reference.renumbered': [
    [
      'a clause that got another number',
      project({
        'svtad.md':
          '## 4 Changes\n\n4.1 The first provision of this section stands here.\n\n4.2 A wholly new provision about penguins, sea ice and the weather.\n\n4.3 The second provision, about notices given in writing to each party.\n',
        'old/svtad.md':
          '## 4 Changes\n\n4.1 The first provision of this section stands here.\n\n4.4 The second provision, about notices given in writing to each party.\n',
        'mtad.md': '## 1 General\n\n1.1 See Clause ⟦4.4⟧ of the SVTAD.\n',
      }),
    ],
    [
      'a reference left behind',
      project({
        'svtad.md':
          '## 4 Changes\n\n4.1 The parties keep to Clause ⟦4.2⟧ and act in good faith in all they do.\n\n4.2 A wholly new provision about penguins, sea ice and the weather.\n\n4.3 The second provision, about notices given in writing to each party.\n',
        'old/svtad.md':
          '## 4 Changes\n\n4.1 The parties keep to Clause 4.2 and act in good faith in all they do.\n\n4.2 The second provision, about notices given in writing to each party.\n',
      }),
    ],
  ],
  'reference.deleted': [
    [
      'a clause that is gone',
      project({
        'svtad.md': '## 4 Changes\n\n4.1 The first provision of this section stands here.\n',
        'old/svtad.md':
          '## 4 Changes\n\n4.1 The first provision of this section stands here.\n\n4.2 The second provision, about notices given in writing to each party.\n',
        'mtad.md': '## 1 General\n\n1.1 See Clause ⟦4.2⟧ of the SVTAD.\n',
      }),
    ],
  ],
  'reference.range': [
    ['backwards', '## 1 A\n\n1.1 See Clauses ⟦1.3 to 1.2⟧.\n\n1.2 B.\n\n1.3 C.\n'],
    ['without its end', '## 1 A\n\n1.1 See Clauses 1.2 to ⟦1.9⟧.\n\n1.2 B.\n'],
    ['without its beginning', '## 1 A\n\n1.1 See Clause ⟦1.8⟧ to Clause 1.2.\n\n1.2 B.\n'],
    ['without either', '## 1 A\n\n1.1 See Clauses ⟦1.8–1.9⟧.\n'],
  ],
  'reference.caption': [
    ['another title', '## 1 Testing Rules\n\n1.1 See Section 1 (⟦Test Rules⟧).\n'],
    [
      'a table’s title',
      '## 1 A\n\n1.1 See Table 1.1 (⟦Entry criteria⟧).\n\n**Table 1.1 – Exit criteria**\n\n| A | B |\n|---|---|\n| 1 | x |\n',
    ],
  ],
  'reference.style': [
    [
      'one among many',
      '## 1 A\n\n1.1 See Clause 1.1, Clause 1.2, Clause 1.3 and Table 1.\n\n1.2 See Clause 1.1. See Clause 1.1. See Clause 1.1. See Clause 1.1. See Clause 1.3. See Clause 1.2.\n\n1.3 See ⟦clause⟧ 1.1. See Clause 1.1. See Clause 1.1. See Clause 1.1.\n\n**Table 1 – T**\n\n| A | B |\n|---|---|\n| 1 | x |\n',
    ],
  ],
  'reference.unknown-document': [
    ['of a name', '## 1 A\n\n1.1 See Clause 4.2 of the ⟦Retail Energy Code⟧ and Clause 5 of the Retail Energy Code.\n'],
    ['an acronym before', '## 1 A\n\n1.1 See ⟦ETAD⟧ Clause 4.2.\n'],
  ],
  'numbering.duplicate': [
    ['a clause', '## 1 A\n\n1.1 B.\n\n⟦1.1⟧ C.\n'],
    ['a section', '## 1 A\n\nB.\n\n## ⟦1⟧ C\n\nD.\n'],
    ['a sub-paragraph', '## 1 A\n\n1.1 B:\n\n(a) one;\n\n(b) two;\n\n⟦(b)⟧ three.\n'],
    [
      'a table',
      '## 1 A\n\n**Table 1.1 – T**\n\n| A | B |\n|---|---|\n| 1 | x |\n\nWords.\n\n**⟦Table 1.1⟧ – U**\n\n| C | D |\n|---|---|\n| 1 | x |\n',
    ],
    ['a question', '## 1 A\n\n**FTC Q1**\n\n*One?*\n\n**⟦FTC Q1⟧**\n\n*Two?*\n'],
  ],
  'numbering.gap': [
    ['in clauses', '## 1 A\n\n1.1 B.\n\n⟦1.3⟧ C.\n'],
    ['in sections', '## 1 A\n\nB.\n\n## ⟦3⟧ C\n\nD.\n'],
    ['in letters', '## 1 A\n\n1.1 B:\n\n(a) one;\n\n⟦(c)⟧ two.\n'],
    ['in roman numerals', '## 1 A\n\n1.1 B:\n\n(i) one;\n\n(ii) two;\n\n⟦(iv)⟧ three.\n'],
    ['at the beginning', '## 1 A\n\n⟦1.2⟧ B.\n'],
    [
      'in tables',
      '## 1 A\n\n**Table 1.1 – T**\n\n| A | B |\n|---|---|\n| 1 | x |\n\nWords.\n\n**⟦Table 1.3⟧ – U**\n\n| C | D |\n|---|---|\n| 1 | x |\n',
    ],
    ['in questions', '## 1 A\n\n**FTC Q1**\n\n*One?*\n\n### ⟦FTC Q3⟧\n\n*Two?*\n'],
    ['in attachments', '## 1 A\n\n- Attachment 1 – One\n- ⟦Attachment 3⟧ – Two\n'],
  ],
  'numbering.order': [
    ['of clauses', '## 1 A\n\n1.1 B.\n\n1.2 C.\n\n1.3 D.\n\n⟦1.0⟧ E.\n'],
    [
      'of letters',
      '## 1 A\n\n1.1 B:\n\n(a) one;\n\n(b) two;\n\n(c) three;\n\n(d) four;\n\n(e) five.\n\n1.2 C:\n\n(a) one;\n\n(b) two.\n\n⟦1.1A⟧ D.\n',
    ],
  ],
  'numbering.level': [['a clause under another section', '## 20 A\n\n20.1 B.\n\n⟦21.1⟧ C.\n']],
  'table.caption': [
    ['none', '## 1 A\n\nWords.\n\n⟦| A | B |⟧\n|---|---|\n| 1 | x |\n'],
    ['of another section', '## 1 A\n\n**⟦Table 2.1⟧ – T**\n\n| A | B |\n|---|---|\n| 1 | x |\n'],
  ],
  'figure.caption': [['of another section', '## 1 A\n\n**⟦Figure 2.1⟧ – T**\n\n![x](x.png)\n']],
  'structure.ordered-list': [
    ['a section', '⟦20.⟧ Testing\n\n20.1 The clause.\n'],
    ['the next section', '## 19 One\n\nWords.\n\n⟦20.⟧ Device Testing\n\nWords.\n'],
    ['a wrapped line', 'The number of the rule is\n⟦1.⟧ and no other.\n'],
  ],
  'structure.indented-code': [['four spaces', 'Words.\n\n⟦    ⟧1.1 Indented.\n']],
  'structure.extracted-table': [['tabs', 'Figure 1 - Overview\n\n⟦No.\tReference\tWhat⟧\n1.\tone\ttwo\n']],
  'front-matter.invalid': [
    ['YAML', '---\ndocument: [a⟦\n⟧---\n\nWords.\n'],
    ['a list for a name', '---\ndocument: ⟦[a, b]⟧\n---\n\nWords.\n'],
    ['a baseline that is not there', '---\ndocument: X\nbaseline: ⟦old/x.md⟧\n---\n\nWords.\n'],
    ['a baseline outside', '---\ndocument: X\nbaseline: ⟦../x.md⟧\n---\n\nWords.\n'],
  ],
};

const SILENT: Case[] = [
  [
    'a reference to what is there',
    '## 1 A\n\n1.1 See Clause 1.1(a) and paragraph (b), this Clause and Section 1.\n\n(a) one; and\n\n(b) two.\n',
  ],
  [
    '(h), (i), (j)',
    '## 1 A\n\n1.1 B:\n\n(a) a;\n\n(b) b;\n\n(c) c;\n\n(d) d;\n\n(e) e;\n\n(f) f;\n\n(g) g;\n\n(h) h;\n\n(i) i;\n\n(j) see paragraph (i).\n',
  ],
  [
    '(h), (i), (ii)',
    '## 1 A\n\n1.1 B:\n\n(a) a;\n\n(b) b;\n\n(c) c;\n\n(d) d;\n\n(e) e;\n\n(f) f;\n\n(g) g;\n\n(h) h:\n\n(i) i;\n\n(ii) see Clause 1.1(h)(i).\n',
  ],
  ['insertions', '## 1 A\n\n1.1 B:\n\n(a) a;\n\n(aa) b;\n\n(b) c.\n\n1.1A C.\n\n1.2 D, see Clause 1.1A and 1.1(aa).\n'],
  ['roman numerals in letters', '## 1 A\n\n1.1 B:\n\n(a) a:\n\n(i) one;\n\n(ii) two; and\n\n(b) c.\n'],
  [
    'a second list behind words of its own',
    '## 1 A\n\nThe first:\n\n(a) one;\n\n(b) two.\n\nThe second:\n\n(a) one;\n\n(b) two.\n',
  ],
  ['an extract that begins with section 9', '## 9 A\n\n9.1 B.\n\n## 10 C\n\n10.1 D.\n'],
  ['an ordered list', 'Steps:\n\n1. First.\n2. Second.\n3. Third.\n'],
  ['a decimal in a sentence', '## 1 A\n\n1.1 The fee is 3.5 per cent of Table A.\n'],
  ['code', `${SVTAD}## 1 A\n\n1.1 Written as \`Clause 9.9\`.\n`],
  [
    'an appendix with its own numbers',
    '## 1 A\n\n1.1 B, see Appendix A and paragraph 1.2 of Appendix A.\n\n## Appendix A – C\n\n1.1 D, see paragraph 1.2.\n\n1.2 E.\n',
  ],
  [
    'a table over two pages',
    '## 1 A\n\n**Table 1.1 – T**\n\n| A | B |\n|---|---|\n| 1 | x |\n\n---\n\n| A | B |\n|---|---|\n| 2 | see row 1 of Table 1.1 |\n',
  ],
  [
    'a consultation’s own sections and an instrument’s',
    project({
      'consultation.md':
        '## 1 A\n\nAs Section 2 says of Clause 4.2 of the SVTAD and row 2A of Table 4.1 of the SVTAD. The SRPD stays as it is, without the proposed Clause 6.6.\n\n## 2 B\n\n**FTC Q1**\n\n*Yes?*\n',
    }),
  ],
  [
    'a comment that silences',
    'Words.\n\n<!-- keeling-disable-next-line placeholder.unfilled -->\n\nFrom [DD MMM YYYY] on.\n',
  ],
  ['CRLF and a byte order mark', '\ufeff## 1 A\r\n\r\n1.1 See Clause 1.2.\r\n\r\n1.2 B.\r\n'],
];

describe('checks', () => {
  for (const [code, cases] of Object.entries(SPEAKS)) {
    describe(`${code} speaks of`, () => {
      for (const [name, files] of cases) it(name, () => says(code, files));
    });
  }

  describe('nothing speaks of', () => {
    for (const [name, files] of SILENT) it(name, () => says('', files));
  });

  it('say an unfilled placeholder louder once the document is issued', async () => {
    const [finding] = await says('placeholder.unfilled', '---\ndocument: X\nstatus: issued\n---\n\nFrom ⟦[TBC]⟧ on.\n');
    assert.equal(finding?.severity, 'error');
  });

  const PROJECTS: [name: string, yaml: string, message: RegExp][] = [
    ['YAML', 'documents: [', /not valid YAML/],
    ['a file that is not there', 'documents: [{ id: A, path: a.md }]', /“a\.md” cannot be read: there is no such file/],
    ['a path out of the folder', 'documents: [{ id: A, path: ../a.md }]', /leads out of the project’s folder/],
    ['a link out of the folder', 'documents: [{ id: A, path: link.md }]', /leads out of the project’s folder/],
    ['an unknown key', 'documents: [{ id: A, paht: mtad.md, path: mtad.md }]', /did you mean “path”/],
    ['an id twice', 'documents: [{ id: A, path: mtad.md }, { id: A, path: mtad.md }]', /Two documents have the id “A”/],
    ['a day that is none', 'consultation: { id: F, effective: 2020-02-30 }', /“2020-02-30” is no date/],
    [
      'an attachment of nothing',
      'documents: [{ id: A, path: mtad.md }]\nattachments: [{ number: 1, clean: B }]',
      /“B”, which is none of the documents/,
    ],
    [
      'a revision that begins with a dash',
      'documents: [{ id: A, path: mtad.md, baseline: { git: --output=x } }]',
      /no git revision/,
    ],
    [
      'a revision that is not there',
      'documents: [{ id: A, path: mtad.md, baseline: { git: v1 } }]',
      /there is no “mtad\.md” at the git revision “v1”/,
    ],
    ['a setting that is none', 'checks: { reference.style: loud }', /can be error, warning/],
    ['words where a block belongs', 'just words', /must be a block of entries/],
    ['a bomb of aliases', `a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\ndocuments: [*b,*b,*b]`, /./],
  ];
  for (const [name, yaml, message] of PROJECTS) {
    it(`project.invalid speaks of ${name}`, async () => {
      const host = new MemoryHost({ 'keeling.yaml': yaml, 'mtad.md': 'Words.\n', 'link.md': 'Words.\n' }, {}, [
        'link.md',
      ]);
      const workspace = await Workspace.load(host, FOLDER);
      const findings = new Checker(workspace).projectFindings();
      assert.ok(findings.length > 0);
      assert.equal(findings[0]?.code, 'project.invalid');
      assert.equal(findings[0]?.severity, 'error');
      assert.match(findings.map((finding) => finding.message).join('\n'), message);
    });
  }

  it('take severities from the project file', async () => {
    const files = project({ 'mtad.md': '## 1 A\n\n1.1 See Clause 1.9 and [TBC].\n' });
    files['keeling.yaml'] += 'checks: { reference.unresolved: hint, placeholder.unfilled: off }\n';
    const findings = findingsOf(await load(files));
    assert.deepEqual(
      findings.map(({ code, severity }) => [code, severity]),
      [['reference.unresolved', 'hint']],
    );
  });

  const MENDS: [code: string, before: string, after: string][] = [
    ['structure.ordered-list', '20. Testing\n\n20.1 The clause.\n', '## 20 Testing\n\n20.1 The clause.\n'],
    ['structure.ordered-list', 'The number is\n1. and no other.\n', 'The number is\n1\\. and no other.\n'],
    ['structure.indented-code', 'Words.\n\n    1.1 Indented.\n', 'Words.\n\n1.1 Indented.\n'],
    [
      'structure.extracted-table',
      'Figure 1 - O\n\nNo.\tRef\tWhat\n1.\tone|x\ttwo\n',
      'Figure 1 - O\n\n| No. | Ref | What |\n| --- | --- | --- |\n| 1. | one\\|x | two |\n',
    ],
    [
      'reference.caption',
      '## 1 Testing Rules\n\n1.1 See Section 1 (Test Rules).\n',
      '## 1 Testing Rules\n\n1.1 See Section 1 (Testing Rules).\n',
    ],
  ];
  for (const [code, before, after] of MENDS) {
    it(`mend ${code}, and then have nothing more to say`, async () => {
      const world = await load({ 'draft.md': before });
      const finding = findingsOf(world).find((each) => each.code === code);
      assert.ok(finding);
      assert.equal(mended(world, finding), after);
      assert.deepEqual(findingsOf(await load({ 'draft.md': after })), []);
    });
  }
});
