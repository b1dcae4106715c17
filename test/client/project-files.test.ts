import assert from 'node:assert/strict';
import { isNamedByProject } from '../../client/src/project-files.js';

/** The project files, by folder; a file; and whether one of them names it. */
const CASES: readonly [name: string, projects: Readonly<Record<string, string>>, path: string, isNamed: boolean][] = [
  ['beside it', { '/p': '{ path: a.md }' }, '/p/a.md', true],
  ['four folders up', { '/p': '{ path: b/c/d/e/a.md }' }, '/p/b/c/d/e/a.md', true],
  [
    'twelve folders up',
    { '/p': '{ path: 1/2/3/4/5/6/7/8/9/10/11/12/a.md }' },
    '/p/1/2/3/4/5/6/7/8/9/10/11/12/a.md',
    true,
  ],
  ['at the top of the disk', { '/': '{ path: p/a.md }' }, '/p/a.md', true],
  ['above a nearer one that does not', { '/p': '{ path: b/a.md }', '/p/b': '{ path: other.md }' }, '/p/b/a.md', true],
  ['nowhere', { '/p': '{ path: other.md }' }, '/p/a.md', false],
  ['by the path of another folder', { '/p': '{ path: b/a.md }' }, '/p/c/a.md', false],
];

describe('whether a project file names a file, for the extension to start the server', () => {
  for (const [name, projects, path, isNamed] of CASES)
    it(`${isNamed ? 'it does' : 'it does not'}: ${name}`, async () => {
      assert.equal(await isNamedByProject(path, async (folder) => projects[folder]), isNamed);
    });
});
