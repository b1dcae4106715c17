import assert from 'node:assert/strict';
import { type Job, type JobResults, runJob } from '../../server/src/lsp/jobs.js';
import { KeptProject } from '../../server/src/lsp/kept-project.js';
import { consultationProject, projectFileWith } from '../consultation/project.js';
import { FOLDER } from '../support/memory-host.js';
import { echo } from '../support/typesetter.js';

type Written = { readonly uri: string; readonly bytes: Uint8Array };

function run<K extends Job['kind']>(
  job: Extract<Job, { kind: K }>,
  changes = {},
  write: (files: readonly Written[]) => Promise<void> = () => Promise.reject(new Error('nothing is written')),
): Promise<JobResults[K]> {
  const world = {
    host: consultationProject(changes),
    kept: new KeptProject(),
    typesetter: echo,
    write,
    now: () => '2020-01-02T03:04:05Z',
  };
  return runJob(world, job) as Promise<JobResults[K]>;
}

const PLACE = { folder: FOLDER, loose: null, open: [] };

describe('what the editor asks about a consultation', () => {
  it('has a checklist, each matter with its place, and a timeline with its picture', async () => {
    const { title, parts, timeline } = await run<'checklist'>(
      { kind: 'checklist', ...PLACE },
      { 'mtad.md': '## 4 Changes\n\n4.1 Under Clause 4.9 the DCC shall keep a plan.\n' },
    );
    assert.equal(title, 'Further Testing');
    const { label, detail, state, place } = parts[0]?.items[0] ?? assert.fail('nothing found');
    assert.deepEqual([detail, state], ['mtad.md:3', 'open']);
    assert.match(label, /Clause 4\.9 does not exist/);
    assert.deepEqual(place, {
      uri: `${FOLDER}/mtad.md`,
      range: { start: { line: 2, character: 17 }, end: { line: 2, character: 20 } },
    });
    assert.match(timeline.picture, /^<svg .*Responses close.*<\/svg>$/);
    assert.deepEqual(timeline.days[0], { title: 'Publication', description: 'Thursday 19 December 2019' });
  });

  it('has its overview drafted from the comparisons', async () =>
    assert.match((await run<'overview'>({ kind: 'overview', ...PLACE })).markdown, /SMETS1 SVTAD Clause 4\.3/));

  it('shows a draft as it will be published, with the place of each provision', async () => {
    const uri = `${FOLDER}/svtad.md`;
    const shown = await run<'preview'>({ kind: 'preview', uri, marked: true, author: '', ...PLACE });
    assert.match(shown.html, /<ins\b/);
    assert.equal(shown.note, null);
    for (const [line, id] of shown.places) assert.ok(shown.html.includes(`id="${id}"`), `${line}: ${id}`);
    const other = `${FOLDER}/consultation.md`;
    const plain = await run<'preview'>({ kind: 'preview', uri: other, marked: true, author: '', ...PLACE });
    assert.match(plain.note ?? '', /is the consultation document/);
    assert.doesNotMatch(plain.html, /<ins\b/);
  });

  for (const marked of [true, false])
    it(`exports one document as its project has its papers, ${marked ? 'change-marked' : 'clean'}`, async () => {
      const written: Written[] = [];
      const output = `${FOLDER}/out/svtad.html`;
      const uri = `${FOLDER}/svtad.md`;
      const job = { kind: 'export', uri, output, form: 'html', marked, author: '', ...PLACE } as const;
      assert.deepEqual(await run<'export'>(job, {}, async (files) => void written.push(...files)), { uri: output });
      assert.deepEqual(
        written.map((file) => file.uri),
        [output],
      );
      const page = new TextDecoder().decode(written[0]?.bytes);
      assert.match(page, /Variation Testing/);
      assert.match(page, /Further Testing/);
      assert.equal(/<del/.test(page), marked);
    });

  it('learns why a document cannot be exported', async () => {
    const job = { kind: 'export', output: `${FOLDER}/x.md`, form: 'md', marked: true, author: '', ...PLACE } as const;
    await assert.rejects(run<'export'>({ ...job, uri: `${FOLDER}/consultation.md` }), /is the consultation document/);
    await assert.rejects(run<'export'>({ ...job, uri: `${FOLDER}/other.md` }), /is not a draft/);
  });

  const without: readonly [what: string, path: string, changes: object, reason: RegExp][] = [
    ['the version in force itself', 'old/svtad.md', {}, /^This is the version in force, which svtad\.md changes/],
    ['the consultation document', 'consultation.md', {}, /^This is the consultation document/],
    ['a draft whose version in force is gone', 'svtad.md', { 'old/svtad.md': null }, /old\/svtad\.md/],
    [
      'a draft without one',
      'svtad.md',
      projectFileWith(', baseline: { path: old/svtad.md, version: V1.4 }', ''),
      /^No version in force is set/,
    ],
  ];
  for (const [what, path, changes, reason] of without)
    it(`learns why there are no changes to show of ${what}`, async () => {
      const uri = `${FOLDER}/${path}`;
      await assert.rejects(run<'compare'>({ kind: 'compare', uri, ...PLACE }, changes), { message: reason });
    });

  it('learns which response cannot be read, and why', async () => {
    const read = (name: string) =>
      run<'responses'>({ kind: 'responses', uris: [`${FOLDER}/${name}`], confidential: false });
    await assert.rejects(read('a%20b.docx'), { message: 'a b.docx: it is not there' });
    await assert.rejects(read('mtad.md'), { message: 'mtad.md: it is no Word file (.docx)' });
  });
});
