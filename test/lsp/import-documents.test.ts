import assert from 'node:assert/strict';
import { importPdf } from '../../server/src/import/pdf/import-pdf.js';
import { importDocuments, nameAsDraft } from '../../server/src/lsp/import-documents.js';
import { addDocuments } from '../../server/src/workspace/extend-project.js';
import { FOLDER, MemoryHost } from '../support/memory-host.js';
import { buildPdf, linesAt } from '../support/pdf-builder.js';
import { buildWordFile, inList, paragraph, run } from '../support/word-builder.js';

const RULES = buildWordFile(paragraph('Fees', inList(0)) + paragraph(run('unseen', '<w:vanish/>')));

describe('Word documents imported in the editor', () => {
  it('become drafts beside them, in a project file of their own', async () => {
    const host = new MemoryHost({ 'rules.docx': RULES, 'code.docx': RULES });
    const { drafts, files, notices, project } = await importDocuments(host, [
      `${FOLDER}/rules.docx`,
      `${FOLDER}/code.docx`,
    ]);
    assert.deepEqual(drafts, [`${FOLDER}/rules.md`, `${FOLDER}/code.md`]);
    assert.equal(
      Buffer.from(files[0]?.base64 ?? '', 'base64')
        .toString()
        .split('\n')[0],
      '1. Fees',
    );
    assert.deepEqual(
      notices.map(({ uri, line }) => [uri, line]),
      drafts.map((uri) => [uri, 2]),
    );
    assert.deepEqual(project, {
      uri: `${FOLDER}/keeling.yaml`,
      text: 'documents:\n  - id: rules\n    path: rules.md\n  - id: code\n    path: code.md\n',
      isNew: true,
    });
  });

  it('may be plain texts, whose headings are read as in text taken out of a PDF', async () => {
    const text = '1. Fees\n\n1.1 A fee is due under Clause 1.1.\n';
    const host = new MemoryHost({ 'rules.TXT': `\ufeff${text}` });
    const { drafts, files, project } = await importDocuments(host, [`${FOLDER}/rules.TXT`]);
    assert.deepEqual(drafts, [`${FOLDER}/rules.md`]);
    assert.match(Buffer.from(files[0]?.base64 ?? '', 'base64').toString(), /^\ufeff?## 1 Fees\n/);
    assert.match(project?.text ?? '', /path: rules\.md/);
  });

  it('are refused in one line where a plain text is none', async () => {
    const host = new MemoryHost({ 'rules.txt': new Uint8Array([0xc3, 0x28, 0x41]) });
    await assert.rejects(importDocuments(host, [`${FOLDER}/rules.txt`]), /^Error: rules\.txt: it is not valid UTF-8/);
  });

  it('become attachments where that is asked for, marked against a version in force that is named', async () => {
    const texts = {
      'keeling.yaml': 'consultation:\n  id: ABC\nattachments:\n  - { number: 1, notification: true }\n',
      'rules.docx': RULES,
      'code.docx': RULES,
      'old/code-v1.docx': RULES,
    };
    const { project } = await importDocuments(
      new MemoryHost(texts),
      [`${FOLDER}/rules.docx`, `${FOLDER}/code.docx`],
      undefined,
      undefined,
      { inForce: [null, `${FOLDER}/old/code-v1.docx`], isAttached: true },
    );
    assert.equal(
      project?.text,
      `consultation:
  id: ABC
attachments:
  - { number: 1, notification: true }
  - { number: 2, clean: rules }
  - { number: 3, clean: code }
  - { number: 4, marked: code }
documents:
  - id: rules
    path: rules.md
  - id: code
    path: code.md
    baseline:
      path: old/code-v1.docx
      version: V1
`,
    );
  });

  it('may be PDFs, whatever their names', async () => {
    const pdf = buildPdf([{ words: linesAt(70, 80, ['1.1 A fee is due.']) }]);
    const host = new MemoryHost({ 'rules.pdf': pdf });
    const { files } = await importDocuments(host, [`${FOLDER}/rules.pdf`], undefined, importPdf);
    assert.equal(Buffer.from(files[0]?.base64 ?? '', 'base64').toString(), '1.1 A fee is due.\n');
  });

  it('take a free name, and extend the project above them', async () => {
    const host = new MemoryHost({
      'keeling.yaml': '# ours\ndocuments:\n  - { id: rules, path: texts/rules.md }\n',
      'texts/rules.md': '1. Fees\n',
      'texts/rules.docx': RULES,
    });
    const { drafts, project } = await importDocuments(host, [`${FOLDER}/texts/rules.docx`]);
    assert.deepEqual(drafts, [`${FOLDER}/texts/rules-2.md`]);
    assert.deepEqual(project, {
      uri: `${FOLDER}/keeling.yaml`,
      text: '# ours\ndocuments:\n  - { id: rules, path: texts/rules.md }\n  - id: rules-2\n    path: texts/rules-2.md\n',
      isNew: false,
    });
  });

  it('are attached in a list of their own where there is none, and not where it is no list', () => {
    const added = [{ id: 'CODE', path: 'code.md', version: null, isAttached: true }];
    assert.equal(
      addDocuments('', added),
      'documents:\n  - id: CODE\n    path: code.md\nattachments:\n  - { number: 1, clean: CODE }\n',
    );
    assert.throws(() => addDocuments('attachments: all\n', added), /“attachments” must be a list/);
  });

  it('are refused by name where they cannot be read', () =>
    assert.rejects(importDocuments(new MemoryHost({ 'a.docx': 'words' }), [`${FOLDER}/a.docx`]), {
      message: 'a.docx: it is no Word file (.docx)',
    }));
});

describe('a project file that gets more documents', () => {
  const added = [{ id: 'A', path: 'a.md', version: 'V1' }];
  const CASES: readonly (readonly [title: string, before: string, after: string])[] = [
    ['that is empty', '', 'documents:\n  - id: A\n    path: a.md\n    version: V1\n'],
    ['of remarks alone', '# ours\n', '# ours\n\ndocuments:\n  - id: A\n    path: a.md\n    version: V1\n'],
    [
      'without documents',
      'consultation:\n  id: X # ours\n',
      'consultation:\n  id: X # ours\ndocuments:\n  - id: A\n    path: a.md\n    version: V1\n',
    ],
    [
      'that has the name already',
      'documents:\n  - { id: A, path: b.md }\n',
      'documents:\n  - { id: A, path: b.md }\n  - id: A (2)\n    path: a.md\n    version: V1\n',
    ],
    ['that names the file', 'documents:\n  - { id: B, path: a.md }\n', 'documents:\n  - { id: B, path: a.md }\n'],
  ];
  for (const [title, before, after] of CASES) it(title, () => assert.equal(addDocuments(before, added), after));

  it('that is no project file is left alone', () => {
    assert.throws(() => addDocuments('a: [', added), /not valid YAML/);
    assert.throws(() => addDocuments('documents: words', added), /must be a list/);
  });
});

describe('a text that is named as a draft', () => {
  const name = (files: Record<string, string>) =>
    nameAsDraft(new MemoryHost(files), {
      uri: `${FOLDER}/texts/code.md`,
      id: 'CODE',
      version: 'V1.1',
      inForce: `${FOLDER}/texts/old.md`,
    });

  it('gets a project file beside it where there is none', async () =>
    assert.deepEqual(await name({ 'texts/code.md': '1.1 A.\n' }), {
      uri: `${FOLDER}/texts/keeling.yaml`,
      text: 'documents:\n  - id: CODE\n    path: code.md\n    version: V1.1\n    baseline: old.md\n',
      isNew: true,
    }));

  it('is added to the project file above it, whose words stay', async () => {
    const { uri, text, isNew } = await name({ 'keeling.yaml': '# Ours\ndocuments:\n  - { id: A, path: a.md }\n' });
    assert.deepEqual([uri, isNew], [`${FOLDER}/keeling.yaml`, false]);
    assert.match(text, /^# Ours\ndocuments:\n {2}- \{ id: A, path: a\.md \}\n/);
    assert.match(text, /path: texts\/code\.md\n {4}version: V1\.1\n {4}baseline: texts\/old\.md\n$/);
  });

  it('has the version of the one in force that its name tells, unless its front matter tells it', async () => {
    const baselineOf = async (inForce: string, text: string) => {
      const host = new MemoryHost({ [inForce]: text });
      const named = { uri: `${FOLDER}/a.md`, id: 'A', version: '', inForce: `${FOLDER}/${inForce}` };
      return (await nameAsDraft(host, named)).text.split('baseline:')[1];
    };
    assert.equal(await baselineOf('old/a-v1.0.md', '1.1 A.\n'), '\n      path: old/a-v1.0.md\n      version: V1.0\n');
    assert.equal(
      await baselineOf('a_V2.md', '---\ntitle: A\n---\n\n1.1 A.\n'),
      '\n      path: a_V2.md\n      version: V2\n',
    );
    assert.equal(await baselineOf('a-v1.0.md', '---\nversion: V1.1\n---\n\n1.1 A.\n'), ' a-v1.0.md\n');
    assert.equal(await baselineOf('a-final.md', '1.1 A.\n'), ' a-final.md\n');
  });

  it('is added to the project file as it stands in the editor, unsaved', async () => {
    const host = new MemoryHost({ 'keeling.yaml': '# Old\n' });
    const named = { uri: `${FOLDER}/a.md`, id: 'A', version: '', inForce: null };
    const openText = (uri: string) => (uri.endsWith('/keeling.yaml') ? '# New\n' : null);
    const { text } = await nameAsDraft(host, named, openText);
    assert.equal(text, '# New\n\ndocuments:\n  - id: A\n    path: a.md\n');
    host.delete('keeling.yaml');
    assert.equal((await nameAsDraft(host, named, openText)).isNew, false);
    host.set('rules.docx', RULES);
    const { project } = await importDocuments(host, [`${FOLDER}/rules.docx`], openText);
    assert.match(project?.text ?? '', /^# New\n/);
  });

  it('is not named twice', () =>
    assert.rejects(
      name({ 'keeling.yaml': 'documents:\n  - { id: A, path: texts/code.md }\n' }),
      /code\.md is named in keeling\.yaml already/,
    ));

  it('is no project file', async () => {
    const host = new MemoryHost({ 'keeling.yaml': 'documents: []\n' });
    const named = { uri: `${FOLDER}/keeling.yaml`, id: 'A', version: '', inForce: null };
    await assert.rejects(nameAsDraft(host, named), /keeling\.yaml lists the drafts and is none/);
  });
});
