import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { fileName, fileStem, joinVersion } from '../../server/src/consultation/file-names.js';
import type { Pack } from '../../server/src/consultation/pack.js';
import { packSummary } from '../../server/src/consultation/pack-summary.js';
import { PackRefused, packProject } from '../../server/src/consultation/project-pack.js';
import { Checker } from '../../server/src/rules/check.js';
import { Workspace } from '../../server/src/workspace/workspace.js';
import { FOLDER, type MemoryHost } from '../support/memory-host.js';
import { echo } from '../support/typesetter.js';
import { consultationProject, projectFileWith, readProjectFile } from './project.js';

const OPTIONS = { author: 'Drafter', date: '2020-01-02T03:04:05Z', typesetter: echo };

async function loadChecked(host: MemoryHost) {
  const workspace = await Workspace.load(host, FOLDER);
  return { workspace, checker: new Checker(workspace) };
}

async function pack(
  host: MemoryHost,
  progress?: Parameters<typeof packProject>[3],
  cancelled?: () => boolean,
): Promise<Pack> {
  return packProject(host, await loadChecked(host), OPTIONS, progress, cancelled);
}

interface Manifest {
  readonly draft: boolean;
  readonly status: string | null;
  readonly files: readonly { readonly name: string; readonly size: number; readonly sha256: string }[];
  readonly compared: readonly {
    readonly document: string;
    readonly version: string;
    readonly sha256: string;
    readonly against: { readonly version: string; readonly sha256: string } | null;
  }[];
}

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

const text = (made: Pack, name: string) =>
  new TextDecoder().decode(made.files.find((file) => file.name === name)?.bytes);

describe('the pack', () => {
  it('holds every attachment in each of its forms, a summary and a manifest', async () => {
    const made = await pack(consultationProject());
    assert.deepEqual(
      made.files.map(({ name }) => name),
      [
        'FTC_Consultation.docx',
        'FTC_Consultation.pdf',
        'FTC_Consultation.html',
        'FTC_Consultation.md',
        'FTC_Attachment_1_Notification.docx',
        'FTC_Attachment_1_Notification.pdf',
        'FTC_Attachment_1_Notification.html',
        'FTC_Attachment_1_Notification.md',
        'FTC_Attachment_2_SMETS1_SVTAD_V1.5_clean.docx',
        'FTC_Attachment_2_SMETS1_SVTAD_V1.5_clean.pdf',
        'FTC_Attachment_2_SMETS1_SVTAD_V1.5_clean.html',
        'FTC_Attachment_2_SMETS1_SVTAD_V1.5_clean.md',
        'FTC_Attachment_3_SMETS1_SVTAD_V1.5_change_marked.docx',
        'FTC_Attachment_3_SMETS1_SVTAD_V1.5_change_marked.pdf',
        'FTC_Attachment_3_SMETS1_SVTAD_V1.5_change_marked.html',
        'FTC_Attachment_3_SMETS1_SVTAD_V1.5_change_marked.md',
        'FTC_Attachment_5_MTAD_V1.3_change_marked.docx',
        'FTC_Attachment_5_MTAD_V1.3_change_marked.pdf',
        'FTC_Attachment_5_MTAD_V1.3_change_marked.html',
        'FTC_Attachment_5_MTAD_V1.3_change_marked.md',
        'FTC_Attachment_6_Response_Template.docx',
        'FTC_Attachment_6_Response_Template.odt',
        'FTC_Attachment_6_Response_Template.md',
        'FTC_Pack_Summary.html',
        'FTC_Pack_Summary.md',
        'FTC_Pack_Manifest.json',
      ],
    );
    for (const { name, bytes } of made.files) {
      assert.ok(bytes.length > 0, name);
      if (name.endsWith('.docx')) assert.equal(Buffer.from(bytes.subarray(0, 2)).toString(), 'PK', name);
      if (name.endsWith('.html')) assert.match(new TextDecoder().decode(bytes), /<html/i, name);
    }
    assert.equal(
      text(made, 'FTC_Attachment_1_Notification.md'),
      'With effect from 31 January 2020, the SMETS1 SVTAD and the MTAD are amended.\n',
    );
    assert.match(
      text(made, 'FTC_Attachment_3_SMETS1_SVTAD_V1.5_change_marked.md'),
      /each \{--month--\}\{\+\+week\+\+\}/,
    );
    assert.match(text(made, 'FTC_Attachment_2_SMETS1_SVTAD_V1.5_clean.md'), /each week/);
  });

  it('holds the changes of an instrument as amending instructions', async () => {
    const made = await pack(
      consultationProject(
        projectFileWith('{ number: 2, clean: SMETS1 SVTAD }', '{ number: 2, instructions: SMETS1 SVTAD }'),
      ),
    );
    const [, , schedule] = made.attachments;
    assert.deepEqual(
      [schedule?.number, schedule?.title, schedule?.kind, schedule?.against],
      [2, 'Variation Testing V1.5 (amending instructions)', 'instructions', 'V1.4'],
    );
    const paper = text(made, 'FTC_Attachment_2_SMETS1_SVTAD_V1.5_amending_instructions.md');
    assert.match(paper, /^# Amendments to the SMETS1 SVTAD, V1\.4 to V1\.5\n/);
    assert.match(paper, /In Clause 4\.2, for “month” substitute “week”\./);
    assert.match(paper, /After Clause 4\.2 insert—\n\n> “4\.3 The plan shall be published\.”\./);
    for (const form of ['docx', 'pdf', 'html'])
      assert.ok(
        made.files.some(({ name }) => name === `FTC_Attachment_2_SMETS1_SVTAD_V1.5_amending_instructions.${form}`),
      );
  });

  it('says what each attachment is, and counts its changes', async () => {
    const { attachments } = await pack(consultationProject());
    assert.deepEqual(
      attachments.map(({ number, title, kind, document, version, against }) => [
        number,
        title,
        kind,
        document,
        version,
        against,
      ]),
      [
        [null, 'Further Testing', 'consultation', null, null, null],
        [1, 'Draft Notification Text', 'notification', null, null, null],
        [2, 'Variation Testing V1.5 (clean)', 'clean', 'SMETS1 SVTAD', 'V1.5', null],
        [3, 'Variation Testing V1.5 (change marked against V1.4)', 'marked', 'SMETS1 SVTAD', 'V1.5', 'V1.4'],
        [5, 'The MTAD | as it changes', 'marked', 'MTAD', 'V1.3', 'V1.2'],
        [6, 'Response Template', 'response-template', null, null, null],
      ],
    );
    const [, , , svtad, mtad] = attachments;
    assert.equal(svtad?.changes?.inserted, 1);
    assert.ok((svtad?.changes?.amended ?? 0) >= 1);
    assert.equal(mtad?.changes?.amended, 1);
    assert.equal(attachments[0]?.changes, null);
  });

  it('tells and counts nothing of the comments of the drafters, wherever they stand', async () => {
    const plain = await pack(consultationProject());
    const [draft, old] = ['svtad.md', 'old/svtad.md'].map((path) => readProjectFile(path));
    const noted = (text: string) =>
      text
        .replace('4.1 The', '<!-- secret: ask legal -->\n\n4.1 The')
        .replace('4.2 The DCC', '<!-- keeling-disable-next-line term.unused: secret -->\n\n4.2 The <!-- secret -->DCC')
        .concat('\n<!-- secret -->\n');
    const commented: Record<string, string>[] = [
      { 'svtad.md': noted(draft ?? '') },
      { 'old/svtad.md': noted(old ?? '') },
    ];
    for (const files of commented) {
      const made = await pack(consultationProject(files));
      assert.deepEqual(
        made.attachments.map(({ changes }) => changes),
        plain.attachments.map(({ changes }) => changes),
      );
      for (const { name } of made.files)
        if (/\.(?:md|html|csv|json)$/.test(name)) assert.doesNotMatch(text(made, name), /secret/, name);
    }
  });

  it('has a manifest that tells the same', async () => {
    const made = await pack(consultationProject());
    const { files, compared, ...rest } = JSON.parse(text(made, 'FTC_Pack_Manifest.json')) as Manifest;
    assert.deepEqual(rest, {
      version: 1,
      consultation: 'FTC',
      status: null,
      draft: false,
      date: OPTIONS.date,
      attachments: made.attachments,
    });
    assert.deepEqual(
      files,
      made.files.slice(0, -1).map(({ name, bytes }) => ({ name, size: bytes.length, sha256: sha256(bytes) })),
    );
    const sums = (words: string) => sha256(Buffer.from(words));
    assert.deepEqual(
      compared.map(({ document, version, against }) => [document, version, against?.version]),
      [
        ['SMETS1 SVTAD', 'V1.5', 'V1.4'],
        ['MTAD', 'V1.3', 'V1.2'],
      ],
    );
    const workspace = await Workspace.load(consultationProject(), FOLDER);
    assert.equal(compared[0]?.sha256, sums(workspace.findDocument('SVTAD')?.draft.text ?? ''));
    assert.equal(compared[1]?.against?.sha256, sums(workspace.findDocument('MTAD')?.baseline?.draft.text ?? ''));
  });

  it('holds files of any kind as they are', async () => {
    const host = consultationProject({
      ...projectFileWith(
        'attachments:\n',
        'attachments:\n  - { number: 7, file: annexes/impact.xlsx, title: Impact }\n',
      ),
    });
    const bytes = Uint8Array.from([0, 1, 2, 255]);
    host.set('annexes/impact.xlsx', bytes);
    const made = await pack(host);
    const own = made.files.find(({ name }) => name === 'FTC_Attachment_7_Impact.xlsx');
    assert.deepEqual(own?.bytes, bytes);
    assert.deepEqual(made.attachments.at(-1), {
      number: 7,
      title: 'Impact',
      kind: 'file',
      document: null,
      version: null,
      against: null,
      files: ['FTC_Attachment_7_Impact.xlsx'],
      changes: null,
      notes: [],
    });
    await assert.rejects(
      pack(consultationProject(projectFileWith('attachments:\n', 'attachments:\n  - { number: 7, file: gone.pdf }\n'))),
      /^Error: gone\.pdf: there is no such file; keeling\.yaml names it as an attachment/,
    );
  });

  it('is named by the pattern of the project file and bears its status', async () => {
    const host = consultationProject({
      ...projectFileWith('  title: Further Testing\n', '  title: Further Testing\n  status: issued\n'),
    });
    const yaml = new TextDecoder().decode((await host.read(`${FOLDER}/keeling.yaml`)) ?? undefined);
    assert.ok((await pack(host)).files.some(({ name }) => name === 'FTC_Attachment_6_Response_Template_ISSUED.docx'));
    host.set('keeling.yaml', `${yaml}pack: { name: "{number} {document} {version} ({status})" }\n`);
    const names = (await pack(host)).files.map(({ name }) => name);
    assert.ok(
      names.includes('2_SMETS1_SVTAD_V1.5_ISSUED.docx') || names.includes('2_SMETS1_SVTAD_V1.5_ISSUED_.docx'),
      names.join(),
    );
  });

  it('does not say a version twice where the name of an instrument ends with it', () => {
    const cases: [string, string | null, string][] = [
      ['Lighthouse Rules 2027', '2027', 'Lighthouse Rules 2027'],
      ['Lighthouse Rules (2027)', '(2027)', 'Lighthouse Rules (2027)'],
      ['Code v2.0', 'V2.0', 'Code v2.0'],
      ['Lighthouse Rules 2027', '2028', 'Lighthouse Rules 2027 2028'],
      ['Code 12', '2', 'Code 12 2'],
      ['Code', 'V2.0', 'Code V2.0'],
      ['Code', null, 'Code'],
    ];
    for (const [name, version, joined] of cases) assert.equal(joinVersion(name, version), joined);
  });

  describe('that something stands against', () => {
    const against: [name: string, changes: Record<string, string>, reasons: RegExp[]][] = [
      [
        'a broken reference',
        { 'mtad.md': '## 4 Changes\n\n4.1 Under Clause 4.9 the DCC shall keep a plan.\n' },
        [/^mtad\.md:3: Clause 4\.9 does not exist in this document\. \(reference\.unresolved\)$/],
      ],
      [
        'a change that no row declares',
        {
          'consultation.md':
            '## 1 Changes\n\n**Table 1.1 – Overview of Changes**\n\n| No. | Reference | Change |\n|---|---|---|\n| 1 | SMETS1 SVTAD Clause 4.2 | Weekly |\n| 2 | MTAD Clause 4.1 | Article added |\n',
        },
        [
          /^consultation\.md:5: Clause 4\.3 of the SMETS1 SVTAD changed, and no row declares it: new Clause\. \(overview\.undeclared\)$/,
        ],
      ],
      [
        'a wrong date',
        { 'consultation.md': '---\ntitle: C\n---\n\nReply by Friday 18 January 2020.\n\n**FTC Q1**\n\n*Yes?*\n' },
        [/^consultation\.md:5: .*\(date\.weekday\)$/],
      ],
      [
        'what no attachment can show',
        {
          'mtad.md':
            '## 4 Changes\n\n4.1 The DCC shall keep these.\n\n+-----+-----+\n| Fee | 100 |\n+-----+-----+\n| Tax of all|\n+-----+-----+\n\n<ol><li>Plan</li></ol>\n',
        },
        [/^mtad\.md:5: This table cannot be read: .*\(structure\.unset\)$/, /^mtad\.md:11: .*\(structure\.unset\)$/],
      ],
      [
        'a picture that is not there',
        {
          'mtad.md':
            '## 4 Changes\n\n4.1 The DCC shall keep a plan.\n\n4.2 The DCC shall review the plan each month.\n\n![A plan](plan.png)\n\n**Figure 4.1 – Plan**\n',
        },
        [/^mtad\.md:7: the picture “plan\.png” is not there, or is no PNG/],
      ],
      [
        'placeholders, once it is issued',
        {
          ...projectFileWith('  effective: 2020-01-31\n', '  status: issued\n'),
          'mtad.md':
            '## 4 Changes\n\n4.1 The DCC shall keep a plan from [DD MMM YYYY].\n\n4.2 The DCC shall review the plan each month.\n',
        },
        [
          /^mtad\.md:3: \[DD MMM YYYY\] is still to be filled in\. \(placeholder\.unfilled\)$/,
          /^Attachment 1, the notification: \[DD MMM YYYY\] is not filled in \(placeholder\.unfilled\)$/,
        ],
      ],
    ];
    for (const [name, changes, reasons] of against) {
      it(`is refused with the reasons: ${name}`, async () => {
        const refused = await pack(consultationProject(changes)).catch((error: unknown) => error);
        assert.ok(refused instanceof PackRefused, String(refused));
        assert.equal(refused.reasons.length, reasons.length, refused.reasons.join('\n'));
        for (const [index, reason] of reasons.entries()) assert.match(refused.reasons[index]!, reason);
      });
    }

    it('is made as a draft where that is asked for, and says so', async () => {
      const host = consultationProject(against[0]?.[1]);
      const made = await packProject(host, await loadChecked(host), { ...OPTIONS, draft: true });
      assert.equal(made.isDraft, true);
      assert.ok(made.files.some(({ name }) => name === 'FTC_Attachment_3_SMETS1_SVTAD_V1.5_change_marked_DRAFT.docx'));
      assert.match(text(made, 'FTC_Pack_Summary.html'), /not to be issued[\s\S]*Clause 4\.9 does not exist/);
      const manifest = JSON.parse(text(made, 'FTC_Pack_Manifest.json')) as Manifest;
      assert.deepEqual([manifest.draft, manifest.status], [true, 'DRAFT']);
    });
  });

  it('has a summary that is a table, whatever the titles hold', async () => {
    const rows = packSummary((await pack(consultationProject())).attachments)
      .trimEnd()
      .split('\n');
    assert.equal(rows.length, 8);
    for (const row of rows) assert.equal(row.replace(/\\\|/g, '').split('|').length, 8, row);
    assert.match(rows[6]!, /The MTAD \\\| as it changes \| V1\.3 \| V1\.2 \|/);
  });

  it('is drawn as the project file says, or as is asked for instead', async () => {
    const host = consultationProject(
      projectFileWith('attachments:\n', 'exports: { list-of-changes: true, without: [consequential] }\nattachments:\n'),
    );
    const marked = 'FTC_Attachment_3_SMETS1_SVTAD_V1.5_change_marked.md';
    assert.match(text(await pack(host), marked), /\{>>List of changes: [^\n]*Clause 4\.3: inserted/);
    const exports = { listOfChanges: false };
    const made = await packProject(host, await loadChecked(host), { ...OPTIONS, exports });
    assert.doesNotMatch(text(made, marked), /List of changes:/);
  });

  it('is made from the comparisons that were made for the checks', async () => {
    const host = consultationProject();
    const project = await loadChecked(host);
    const { workspace, checker } = project;
    checker.checkAll();
    const known = workspace.listCheckedDocuments().map((document) => checker.comparisons.of(document));
    const asked: unknown[] = [];
    const of = checker.comparisons.of.bind(checker.comparisons);
    checker.comparisons.of = (document) => {
      const comparison = of(document);
      if (comparison) asked.push(comparison);
      return comparison;
    };
    await packProject(host, project, OPTIONS);
    assert.ok(asked.length > 0);
    for (const comparison of asked) assert.ok(known.includes(comparison as never));
  });

  it('is the same twice', async () => {
    const [one, two] = [await pack(consultationProject()), await pack(consultationProject())];
    for (const [index, { name, bytes }] of one.files.entries())
      assert.ok(Buffer.from(bytes).equals(two.files[index]?.bytes as Uint8Array), name);
  });

  it('tells how far it is', async () => {
    const told: [number, number, string][] = [];
    await pack(consultationProject(), (done, total, what) => {
      told.push([done, total, what]);
    });
    assert.deepEqual(
      [...new Set(told.map(([done, total]) => `${done} of ${total}`))],
      [0, 1, 2, 3, 4, 5, 6].map((done) => `${done} of 6`),
    );
    assert.equal(told[0]?.[2], 'Further Testing');
    assert.ok(told.some(([, , what]) => what === 'Attachment 1 – Draft Notification Text'));
    assert.deepEqual(
      told.filter(([, , what]) => what.startsWith('Attachment 5')).map(([, , what]) => what.replace(/^.* changes/, '')),
      ['', ': comparison', ': Word', ': PDF', ': HTML', ': Markdown'],
    );
  });

  it('ends when it is cancelled, and asks for no more', async () => {
    let done = 0;
    const progress = async (count: number) => {
      done = count;
      await new Promise((resolve) => setImmediate(resolve));
    };
    await assert.rejects(
      pack(consultationProject(), progress, () => done === 2),
      /^Error: cancelled$/,
    );
    assert.equal(done, 2);
  });

  it('holds the team’s own response template where the project file names one', async () => {
    const own = '## Answers\n\n**FTC Q1**\n\n| Your answer |\n| --- |\n| |\n';
    const changes = projectFileWith('response-template: true', 'response-template: templates/answers.md');
    const made = await pack(consultationProject({ ...changes, 'templates/answers.md': own }));
    assert.equal(text(made, 'FTC_Attachment_6_Response_Template.md'), own);
    await assert.rejects(
      pack(consultationProject(changes)),
      /^Error: templates\/answers\.md: there is no such file; keeling\.yaml names it as a template/,
    );
  });

  const wrong: [name: string, host: MemoryHost, message: RegExp][] = [
    [
      'no attachments are listed',
      consultationProject({ 'keeling.yaml': 'consultation: { id: X }\n' }),
      /lists no attachments/,
    ],
    ['there is no project file', consultationProject({ 'keeling.yaml': null }), /no keeling\.yaml/],
    [
      'a document has no version in force',
      consultationProject(projectFileWith(', baseline: { git: v1.2, path: mtad.md, version: V1.2 }', '')),
      /Attachment 5 marks the changes of the MTAD, which has no baseline/,
    ],
    [
      'a document cannot be read',
      consultationProject({ 'mtad.md': null }),
      /Attachment 5 is of “MTAD”, which cannot be read/,
    ],
    [
      'there is no consultation document',
      consultationProject({ 'consultation.md': null }),
      /Attachment 6: the response template asks the questions/,
    ],
    [
      'the template is missing',
      consultationProject({ 'templates/notification.md': null }),
      /^Error: templates\/notification\.md: there is no such file/,
    ],
    [
      'the template lies elsewhere',
      consultationProject({}, ['templates/notification.md']),
      /^Error: templates\/notification\.md: it is outside the project’s folder/,
    ],
    [
      'the template is no text',
      consultationProject({ 'templates/notification.md': 'a\0b' }),
      /^Error: templates\/notification\.md: it is not text/,
    ],
    [
      'the template has a fault',
      consultationProject({ 'templates/notification.md': 'A\n{{nmae}}\n' }),
      /^Error: templates\/notification\.md:2: nothing is called “nmae”/,
    ],
  ];
  for (const [name, host, message] of wrong)
    it(`says what to mend where ${name}`, () => assert.rejects(pack(host), message));
});

describe('the name of a file', () => {
  const cases: [(string | null)[], string][] = [
    [['FTC', 'Attachment 2', 'SMETS1 SVTAD V1.5 clean'], 'FTC_Attachment_2_SMETS1_SVTAD_V1.5_clean'],
    [[null, 'Attachment 2', ''], 'Attachment_2'],
    [['a/b\\c:d*e?f"g<h>i|j', 'k\n\0l'], 'a_b_c_d_e_f_g_h_i_j_k_l'],
    [['../..', 'x'], 'x'],
    [['x', 'V1.'], 'x_V1'],
    [['Überprüfung', '検査'], 'Überprüfung_検査'],
  ];
  for (const [parts, name] of cases) it(`is ${name}`, () => assert.equal(fileStem(parts), name));

  const patterns: [string, Record<string, string>, string][] = [
    [
      '{id}_Attachment_{number}_{title}_{status}',
      { id: 'FTC', number: '2', title: 'A B', status: 'ISSUED' },
      'FTC_Attachment_2_A_B_ISSUED',
    ],
    ['{id}_Attachment_{number}_{title}_{status}', { number: '2', title: 'A B' }, 'Attachment_2_A_B'],
    ['{number}-{version}-{title}', { number: '2', version: '', title: 'A' }, '2-A'],
    ['{number} {title}', { number: '2', title: '../x' }, '2_.._x'],
  ];
  for (const [pattern, parts, name] of patterns)
    it(`by ${pattern} is ${name}`, () => assert.equal(fileName(pattern, parts), name));

  it('is short enough for every disk', () => {
    const name = fileStem(['検'.repeat(300)]);
    assert.ok(Buffer.byteLength(name) <= 180 && Buffer.byteLength(name) > 170);
    assert.equal(fileStem(['😀a'.repeat(10)]).includes('\ufffd'), false);
  });
});
