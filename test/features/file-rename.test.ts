import assert from 'node:assert/strict';
import { followFileRenames } from '../../server/src/features/file-rename.js';
import { FOLDER } from '../support/memory-host.js';
import { MarkedProject } from '../support/open-project.js';

const PROJECT =
  'consultation: { document: "consultation.md" }\ndocuments:\n  - { id: A, path: a.md, baseline: in-force/a.md }\n  - { id: B, path: b.md }\n' +
  'attachments:\n  - { number: 1, notification: templates/n.md }\n  - { number: 2, file: "templates/map.pdf" }\n' +
  'exports: { word-template: templates/house.docx }\n';
const FILES = {
  'keeling.yaml': PROJECT,
  'consultation.md': '# C\n',
  'a.md': '## 1 A\n',
  'b.md': '---\ndocument: B\nbaseline: in-force/b.md\n---\n\n## 1 B\n',
  'in-force/a.md': '## 1 A\n',
  'in-force/b.md': '## 1 B\n',
};

async function edited(from: string, to: string) {
  const loaded = await MarkedProject.load(FILES);
  const { changes = {} } = followFileRenames(loaded.project, [{ from: `${FOLDER}/${from}`, to: `${FOLDER}/${to}` }]);
  const { projectFile } = loaded.project.workspace;
  assert.ok(projectFile);
  const project = (changes[`${FOLDER}/keeling.yaml`] ?? [])
    .toReversed()
    .reduce(
      (text, { range, newText }) =>
        text.slice(0, projectFile.lines.offsetAt(range.start)) +
        newText +
        text.slice(projectFile.lines.offsetAt(range.end)),
      projectFile.text,
    );
  return { project, b: loaded.edited('b.md', changes[`${FOLDER}/b.md`] ?? []) };
}

describe('where files are renamed', () => {
  it('the project file follows', async () => {
    assert.equal(
      (await edited('a.md', 'drafts/code.md')).project,
      PROJECT.replace('path: a.md', 'path: drafts/code.md'),
    );
    assert.equal((await edited('consultation.md', 'ftc.md')).project, PROJECT.replace('consultation.md', 'ftc.md'));
  });

  for (const name of ['templates/n.md', 'templates/map.pdf', 'templates/house.docx'])
    it(`the project file follows ${name}`, async () =>
      assert.equal((await edited(name, 'moved/x.y')).project, PROJECT.replace(name, 'moved/x.y')));

  it('every path of the project file follows a folder', async () =>
    assert.equal((await edited('templates', 'house')).project, PROJECT.replaceAll('templates/', 'house/')));

  it('a path at a git revision stays, as nothing moves there', async () => {
    const text = 'documents:\n  - { id: A, path: a.md, baseline: { git: v1, path: a.md } }\n';
    const loaded = await MarkedProject.load({ 'keeling.yaml': text, 'a.md': '## 1 A\n' });
    const { changes = {} } = followFileRenames(loaded.project, [{ from: `${FOLDER}/a.md`, to: `${FOLDER}/b.md` }]);
    const edits = changes[`${FOLDER}/keeling.yaml`] ?? [];
    assert.deepEqual(
      edits.map(({ range, newText }) => [range.start.character, newText]),
      [[text.indexOf('a.md') - text.indexOf('\n') - 1, 'b.md']],
    );
  });

  it('project file and front matter follow a folder', async () => {
    const { project, b } = await edited('in-force', 'designated');
    assert.equal(project, PROJECT.replace('in-force/a.md', 'designated/a.md'));
    assert.equal(b, FILES['b.md'].replace('in-force', 'designated'));
  });

  it('nothing is written that would lead out of the folder', async () => {
    const loaded = await MarkedProject.load(FILES);
    const { changes } = followFileRenames(loaded.project, [{ from: `${FOLDER}/a.md`, to: 'file:///elsewhere/a.md' }]);
    assert.deepEqual(changes, {});
  });
});
