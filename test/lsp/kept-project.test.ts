import assert from 'node:assert/strict';
import { type JobPlace, KeptProject } from '../../server/src/lsp/kept-project.js';
import { consultationProject } from '../consultation/project.js';
import { FOLDER } from '../support/memory-host.js';

const PLACE: JobPlace = { folder: FOLDER, loose: null, open: [] };
const MTAD = '## 4 Changes\n\n4.1 Under Clause 4.9 the DCC shall keep a plan.\n';

/** What has changed since the project was loaded, and which documents are read again; null where everything is kept. */
const CHANGES: readonly [
  what: string,
  files: Readonly<Record<string, string>>,
  place: Partial<JobPlace>,
  anew: readonly string[] | null,
][] = [
  ['nothing', {}, {}, null],
  ['a text that is open as it is saved', {}, { open: [[`${FOLDER}/mtad.md`, MTAD]] }, []],
  ['a file', { 'mtad.md': `${MTAD}\n4.2 More.\n` }, {}, ['mtad.md']],
  ['a letter of a file', { 'mtad.md': MTAD.replace('plan', 'plot') }, {}, ['mtad.md']],
  ['a text that is open', {}, { open: [[`${FOLDER}/mtad.md`, `${MTAD}\n4.2 More.\n`]] }, ['mtad.md']],
  ['a text that no project names', {}, { open: [[`${FOLDER}/other.md`, 'Other.']] }, null],
  ['a file that no project names', { 'other.md': 'Other.' }, {}, null],
  ['the place: a loose draft', {}, { loose: `${FOLDER}/mtad.md` }, []],
];

describe('the project of the last job', () => {
  for (const [what, files, place, anew] of CHANGES) {
    const expected =
      anew === null ? 'all is kept' : anew.length === 0 ? 'its drafts are kept' : `${anew} is read again`;
    it(`${what} has changed: ${expected}`, async () => {
      const kept = new KeptProject();
      const before = await kept.load(consultationProject({ 'mtad.md': MTAD }), PLACE);
      const drafts = new Map([...before.workspace.documents].map(([uri, { draft }]) => [uri, draft]));
      const found = before.checker.checkAll();
      const host = consultationProject({ 'mtad.md': MTAD, ...files });
      const now = await kept.load(host, { ...PLACE, ...place });
      assert.equal(now.workspace === before.workspace, anew === null);
      for (const [uri, { draft }] of now.workspace.documents)
        assert.equal(draft !== drafts.get(uri), anew?.includes(uri.slice(FOLDER.length + 1)) ?? false, uri);
      // What is kept is what would be found without it.
      const fresh = await new KeptProject().load(host, { ...PLACE, ...place });
      assert.deepEqual(now.checker.checkAll(), fresh.checker.checkAll());
      if (anew === null) assert.deepEqual(now.checker.checkAll(), found);
    });
  }

  it('keeps nothing of a file that cannot be read any more', async () => {
    const kept = new KeptProject();
    const host = consultationProject({ 'mtad.md': MTAD });
    const before = await kept.load(host, PLACE);
    const read = host.read.bind(host);
    host.read = (uri) => (uri.endsWith('/mtad.md') ? Promise.reject(new Error('it is locked')) : read(uri));
    const now = await kept.load(host, PLACE);
    assert.notEqual(now.workspace, before.workspace);
    assert.ok(now.workspace.problems.some(({ problem }) => problem.message.includes('it is locked')));
  });
});
