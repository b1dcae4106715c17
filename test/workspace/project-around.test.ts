import assert from 'node:assert/strict';
import { holdsProject, projectAround } from '../../server/src/workspace/project-around.js';
import { foldersAbove, resolveUri } from '../../server/src/workspace/uri.js';
import { Workspace } from '../../server/src/workspace/workspace.js';
import { Workspaces } from '../../server/src/workspace/workspaces.js';
import { FOLDER, MemoryHost } from '../support/memory-host.js';

const names = (path: string) => `documents:\n  - { id: A, path: ${path} }\n`;
const DRAFT = '---\ndocument: A\n---\n\n## 1 A\n';

/** Whose project a file is in: the folder of its owner, then those of the others around it. */
const CASES: readonly [
  name: string,
  files: Readonly<Record<string, string>>,
  file: string,
  owner: string | null,
  others: readonly string[],
][] = [
  ['a project in its own folder', { 'keeling.yaml': names('a.md') }, 'a.md', '', []],
  ['a project three folders above', { 'keeling.yaml': names('b/c/d/a.md') }, 'b/c/d/a.md', '', []],
  ['a project six folders above', { 'keeling.yaml': names('b/c/d/e/f/g/a.md') }, 'b/c/d/e/f/g/a.md', '', []],
  [
    'the nearer of two that name it',
    { 'keeling.yaml': names('b/a.md'), 'b/keeling.yaml': names('a.md') },
    'b/a.md',
    'b',
    [],
  ],
  [
    'the one that names it, past nearer ones that do not',
    { 'keeling.yaml': names('b/c/a.md'), 'b/keeling.yaml': names('other.md'), 'b/c/keeling.yaml': '' },
    'b/c/a.md',
    '',
    ['b/c', 'b'],
  ],
  ['no project, past one that does not name it', { 'keeling.yaml': names('other.md') }, 'b/a.md', null, ['']],
  ['no project beside it or below', { 'b/keeling.yaml': names('c/a.md') }, 'a.md', null, []],
  ['no project at all', {}, 'a.md', null, []],
];

describe('whose project a file is in', () => {
  for (const [name, files, file, owner, others] of CASES) {
    const host = new MemoryHost({ ...files, [file]: DRAFT });
    const uri = `${FOLDER}/${file}`;
    const folder = (path: string) => (path === '' ? FOLDER : `${FOLDER}/${path}`);

    it(`${name}`, async () => {
      const around = await projectAround(uri, async (each) =>
        (await holdsProject(host, each)) ? Workspace.load(host, each) : null,
      );
      assert.equal(around.owner?.workspace.folder ?? null, owner === null ? null : folder(owner));
      if (around.owner) assert.equal(around.owner.document.uri, uri);
      assert.deepEqual(
        around.others.map((workspace) => workspace.folder),
        others.map(folder),
      );
    });

    it(`${name}, for the editor`, async () => {
      const found = await new Workspaces(host, () => null).findDraft(uri);
      assert.equal(found?.workspace.projectFile ? found.workspace.folder : null, owner === null ? null : folder(owner));
    });
  }

  it('a project file that cannot be read is one', async () => {
    const host = new MemoryHost({});
    host.read = () => Promise.reject(new Error('reading it is not allowed'));
    assert.equal(await holdsProject(host, FOLDER), true);
    assert.equal(await holdsProject(new MemoryHost({}), FOLDER), false);
  });

  it('a project file that is open and not saved yet is one', async () => {
    const open = (uri: string) => (uri === `${FOLDER}/keeling.yaml` ? names('b/a.md') : null);
    const found = await new Workspaces(new MemoryHost({ 'b/a.md': DRAFT }), open).findDraft(`${FOLDER}/b/a.md`);
    assert.equal(found?.workspace.folder, FOLDER);
  });

  it('a draft joins a project that comes later, however deep it lies', async () => {
    const host = new MemoryHost({ 'b/c/d/e/a.md': DRAFT });
    const workspaces = new Workspaces(host, () => null);
    const uri = `${FOLDER}/b/c/d/e/a.md`;
    assert.equal((await workspaces.findDraft(uri))?.workspace.projectFile, null);
    host.set('keeling.yaml', names('b/c/d/e/a.md'));
    await workspaces.forgetAround(`${FOLDER}/keeling.yaml`);
    assert.equal((await workspaces.findDraft(uri))?.workspace.folder, FOLDER);
    host.set('b/keeling.yaml', names('c/d/e/a.md'));
    await workspaces.forgetAround(`${FOLDER}/b/keeling.yaml`);
    assert.equal((await workspaces.findDraft(uri))?.workspace.folder, `${FOLDER}/b`);
  });

  it('recorded findings are found however deep a loose draft lies, the nearest first', async () => {
    const recorded = '{ "version": 1, "findings": [] }';
    const host = new MemoryHost({
      '.keeling-baseline.json': recorded,
      'b/.keeling-baseline.json': recorded,
      'b/c/d/e/f/a.md': DRAFT,
    });
    const workspace = Workspace.empty(host, `${FOLDER}/b/c/d/e/f`);
    await workspace.addLoose(`${FOLDER}/b/c/d/e/f/a.md`);
    assert.equal(workspace.recordedFile?.uri, `${FOLDER}/b/.keeling-baseline.json`);
  });
});

describe('the folders above a file', () => {
  const cases: readonly [uri: string, folders: readonly string[]][] = [
    ['file:///a/b/c.md', ['file:///a/b', 'file:///a', 'file://']],
    ['file:///c%3A/a/c.md', ['file:///c%3A/a', 'file:///c%3A', 'file://']],
    ['file:///c.md', ['file://']],
    ['file://server/share/c.md', ['file://server/share']],
    ['untitled:Untitled-1', []],
    ['git:v1:a/b.md', []],
  ];
  for (const [uri, folders] of cases) it(uri, () => assert.deepEqual(foldersAbove(uri), folders));

  it('give the URIs of files in them, in the root as well', () => {
    const files = foldersAbove('file:///a/c.md').map((folder) => resolveUri(folder, 'keeling.yaml'));
    assert.deepEqual(files, ['file:///a/keeling.yaml', 'file:///keeling.yaml']);
  });
});
