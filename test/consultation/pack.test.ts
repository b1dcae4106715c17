import assert from 'node:assert/strict';
import { fileStem, type Pack, packSummary } from '../../server/src/consultation/pack.js';
import { packProject } from '../../server/src/consultation/project-pack.js';
import { Workspace } from '../../server/src/workspace/workspace.js';
import { FOLDER, type MemoryHost } from '../support/memory-host.js';
import { echo } from '../support/typesetter.js';
import { consultation, projectFile } from './project.js';

const OPTIONS = { author: 'Drafter', date: '2020-01-02T03:04:05Z', typesetter: echo };

async function pack(
  host: MemoryHost,
  progress?: Parameters<typeof packProject>[3],
  cancelled?: () => boolean,
): Promise<Pack> {
  return packProject(host, await Workspace.load(host, FOLDER), OPTIONS, progress, cancelled);
}

const text = (made: Pack, name: string) =>
  new TextDecoder().decode(made.files.find((file) => file.name === name)?.bytes);

describe('the pack', () => {
  it('holds every attachment in each of its forms, a summary and a manifest', async () => {
    const made = await pack(consultation());
    assert.deepEqual(
      made.files.map(({ name }) => name),
      [
        'FTC_Attachment_1_Notification.docx',
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
        'FTC_Attachment_6_Response_Template.md',
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

  it('says what each attachment is, and counts its changes', async () => {
    const { attachments } = await pack(consultation());
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
        [1, 'Draft Notification Text', 'notification', null, null, null],
        [2, 'Variation Testing V1.5 (clean)', 'clean', 'SMETS1 SVTAD', 'V1.5', null],
        [3, 'Variation Testing V1.5 (change marked against V1.4)', 'marked', 'SMETS1 SVTAD', 'V1.5', 'V1.4'],
        [5, 'The MTAD | as it changes', 'marked', 'MTAD', 'V1.3', 'V1.2'],
        [6, 'Response Template', 'response-template', null, null, null],
      ],
    );
    const [, , svtad, mtad] = attachments;
    assert.equal(svtad?.changes?.inserted, 1);
    assert.ok((svtad?.changes?.amended ?? 0) >= 1);
    assert.equal(mtad?.changes?.amended, 1);
    assert.equal(attachments[0]?.changes, null);
  });

  it('has a manifest that tells the same', async () => {
    const made = await pack(consultation());
    assert.deepEqual(JSON.parse(text(made, 'FTC_Pack_Manifest.json')), {
      version: 1,
      consultation: 'FTC',
      attachments: made.attachments,
    });
  });

  it('has a summary that is a table, whatever the titles hold', async () => {
    const rows = packSummary((await pack(consultation())).attachments)
      .trimEnd()
      .split('\n');
    assert.equal(rows.length, 7);
    for (const row of rows) assert.equal(row.replace(/\\\|/g, '').split('|').length, 8, row);
    assert.match(rows[5] as string, /The MTAD \\\| as it changes \| V1\.3 \| V1\.2 \|/);
  });

  it('is drawn as the project file says, or as is asked for instead', async () => {
    const host = consultation(
      projectFile('attachments:\n', 'exports: { list-of-changes: true, without: [consequential] }\nattachments:\n'),
    );
    const marked = 'FTC_Attachment_3_SMETS1_SVTAD_V1.5_change_marked.md';
    assert.match(text(await pack(host), marked), /\{>>Changes: [^\n]*Clause 4\.3: inserted/);
    const exports = { listOfChanges: false };
    const made = await packProject(host, await Workspace.load(host, FOLDER), { ...OPTIONS, exports });
    assert.doesNotMatch(text(made, marked), /Changes:/);
  });

  it('is the same twice', async () => {
    const [one, two] = [await pack(consultation()), await pack(consultation())];
    for (const [index, { name, bytes }] of one.files.entries())
      assert.ok(Buffer.from(bytes).equals(two.files[index]?.bytes as Uint8Array), name);
  });

  it('tells how far it is', async () => {
    const told: [number, number, string][] = [];
    await pack(consultation(), (done, total, what) => {
      told.push([done, total, what]);
    });
    assert.deepEqual(
      [...new Set(told.map(([done, total]) => `${done} of ${total}`))],
      [0, 1, 2, 3, 4, 5].map((done) => `${done} of 5`),
    );
    assert.equal(told[0]?.[2], 'Attachment 1 – Draft Notification Text');
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
      pack(consultation(), progress, () => done === 2),
      /^Error: cancelled$/,
    );
    assert.equal(done, 2);
  });

  it('holds the team’s own response template where the project file names one', async () => {
    const own = '## Answers\n\n**FTC Q1**\n\n| Your answer |\n| --- |\n| |\n';
    const changes = projectFile('response-template: true', 'response-template: templates/answers.md');
    const made = await pack(consultation({ ...changes, 'templates/answers.md': own }));
    assert.equal(text(made, 'FTC_Attachment_6_Response_Template.md'), own);
    await assert.rejects(
      pack(consultation(changes)),
      /^Error: templates\/answers\.md: there is no such file; keeling\.yaml names it as a template/,
    );
  });

  const wrong: [name: string, host: MemoryHost, message: RegExp][] = [
    [
      'no attachments are listed',
      consultation({ 'keeling.yaml': 'consultation: { id: X }\n' }),
      /lists no attachments/,
    ],
    ['there is no project file', consultation({ 'keeling.yaml': null }), /no keeling\.yaml/],
    [
      'a document has no version in force',
      consultation(projectFile(', baseline: { git: v1.2, path: mtad.md, version: V1.2 }', '')),
      /Attachment 5 marks the changes of the MTAD, which has no baseline/,
    ],
    ['a document cannot be read', consultation({ 'mtad.md': null }), /Attachment 5 is of “MTAD”, which cannot be read/],
    [
      'there is no consultation document',
      consultation({ 'consultation.md': null }),
      /Attachment 6: the response template asks the questions/,
    ],
    [
      'the template is missing',
      consultation({ 'templates/notification.md': null }),
      /^Error: templates\/notification\.md: there is no such file/,
    ],
    [
      'the template lies elsewhere',
      consultation({}, ['templates/notification.md']),
      /^Error: templates\/notification\.md: it leads out of the project’s folder/,
    ],
    [
      'the template is no text',
      consultation({ 'templates/notification.md': 'a\0b' }),
      /^Error: templates\/notification\.md: it is not text/,
    ],
    [
      'the template has a fault',
      consultation({ 'templates/notification.md': 'A\n{{nmae}}\n' }),
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

  it('is short enough for every disk', () => {
    const name = fileStem(['検'.repeat(300)]);
    assert.ok(Buffer.byteLength(name) <= 180 && Buffer.byteLength(name) > 170);
    assert.equal(fileStem(['😀a'.repeat(10)]).includes('\ufffd'), false);
  });
});
