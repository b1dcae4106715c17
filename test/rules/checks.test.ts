import assert from 'node:assert/strict';
import { Checker } from '../../server/src/rules/check.js';
import { Workspace } from '../../server/src/workspace/workspace.js';
import { applyPreferredFix, assertFindings, findingsOf, loadWorld } from '../support/marked.js';
import { FOLDER, MemoryHost } from '../support/memory-host.js';

describe('checks', () => {
  it('say an unfilled placeholder louder once the document is issued', async () => {
    const [finding] = await assertFindings(
      'placeholder.unfilled',
      '---\ndocument: X\nstatus: issued\n---\n\nFrom ⟦[TBC]⟧ on.\n',
    );
    assert.equal(finding?.severity, 'error');
  });

  const DOUBTS: [code: string, text: string][] = [
    [
      'placeholder.unfilled',
      '# Boats Act 2031\n\n## 1. Form\n\n(1) The form is: I, ⟦[name of owner]⟧, own the boat.\n',
    ],
    [
      'date.deadline',
      '# Boats Act 2031\n\n## 1. Returns\n\n(1) The owner must make a return no later than ⟦26 December 2031⟧.\n',
    ],
    ['date.deadline', '2.1 The owner must file the form no later than ⟦December 28, 2019⟧.\n'],
  ];
  for (const [index, [code, text]] of DOUBTS.entries())
    it(`${code} is told as information where it is doubtful (${index + 1})`, async () => {
      const [finding] = await assertFindings(code, text);
      assert.equal(finding?.severity, 'information');
    });

  const PROJECTS: [name: string, yaml: string, message: RegExp][] = [
    ['YAML', 'documents: [', /not valid YAML/],
    ['a file that is not there', 'documents: [{ id: A, path: a.md }]', /“a\.md” cannot be read: there is no such file/],
    ['a path out of the folder', 'documents: [{ id: A, path: ../a.md }]', /is outside the project’s folder/],
    ['a link out of the folder', 'documents: [{ id: A, path: link.md }]', /is outside the project’s folder/],
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
    ['a draft that is the project file', 'documents: [{ id: A, path: keeling.yaml }]', /lists the drafts/],
    [
      'a version in force that is the project file',
      'documents: [{ id: A, path: mtad.md, baseline: ./keeling.yaml }]',
      /lists the drafts/,
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
    const files = {
      'keeling.yaml':
        'documents: [{ id: MTAD, path: mtad.md }]\nchecks: { reference.unresolved: hint, placeholder.unfilled: off }\n',
      'mtad.md': '## 1 A\n\n1.1 See Clause 1.9 and [TBC].\n',
    };
    const findings = findingsOf(await loadWorld(files));
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
      const world = await loadWorld({ 'draft.md': before });
      const finding = findingsOf(world).find((each) => each.code === code);
      assert.ok(finding);
      assert.equal(applyPreferredFix(world, finding), after);
      assert.deepEqual(findingsOf(await loadWorld({ 'draft.md': after })), []);
    });
  }
});
