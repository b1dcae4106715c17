import assert from 'node:assert/strict';
import { type Job, type JobResults, runJob } from '../../server/src/lsp/jobs.js';
import { KeptProject } from '../../server/src/lsp/kept-project.js';
import type { MarkUpChange } from '../../server/src/protocol.js';
import { FOLDER, MemoryHost } from '../support/memory-host.js';
import { echo } from '../support/typesetter.js';
import { buildWordFile, inList, inStyle, paragraph, run } from '../support/word-builder.js';

const SENT = `# Code

1.1 The owner shall pay within ten days under Clause 1.3.

1.2 The master may refuse a vessel that has not paid the fee.

1.3 The fee for each day and each vessel is five pounds, or six on a Sunday.
`;
const NEW_CLAUSE = '1.2 A flag is shown by every vessel that lies at a berth.\n\n';
const ACME = SENT.replace('ten days', '15 days')
  .replace('1.3 The fee', '1.4 The fee')
  .replace('1.2 The', `${NEW_CLAUSE}1.3 The`)
  .replace('Clause 1.3', 'Clause 1.4');
const GRID = SENT.replace('ten days', '20 days').replace('five pounds', 'seven pounds');

/** A project whose draft went on since it was sent out. */
class MarkedUpProject {
  readonly host: MemoryHost;

  constructor(
    public draft: string,
    files: Record<string, string | Uint8Array> = {},
  ) {
    this.host = new MemoryHost({
      'keeling.yaml': 'documents:\n  - { id: Code, path: code.md }\n',
      'code.md': draft,
      'sent.md': SENT,
      'acme.md': ACME,
      'grid.md': GRID,
      ...files,
    });
  }

  private run<K extends Job['kind']>(job: Extract<Job, { kind: K }>): Promise<JobResults[K]> {
    const kept = new KeptProject();
    const world = { host: this.host, kept, typesetter: echo, write: async () => {}, now: () => '2026-01-01T00:00:00Z' };
    return runJob(world, job) as Promise<JobResults[K]>;
  }

  private about(names: readonly string[], sent: string | null) {
    const markUps = names.map((name) => ({
      name,
      uri: `${FOLDER}/${name}`,
      sent: sent === null ? null : `${FOLDER}/${sent}`,
    }));
    return { uri: `${FOLDER}/code.md`, markUps };
  }

  private get place() {
    return { folder: FOLDER, loose: null, open: [[`${FOLDER}/code.md`, this.draft]] as const };
  }

  list(names: readonly string[], sent: string | null = 'sent.md') {
    return this.run<'markUps'>({ kind: 'markUps', asked: this.about(names, sent), ...this.place });
  }

  /** Takes changes; why not, where it is refused. */
  async take(chosen: readonly MarkUpChange[], names: readonly string[], left: readonly MarkUpChange[] = []) {
    const keys = (changes: readonly MarkUpChange[]) => changes.map(({ key }) => key);
    const asked = { ...this.about(names, 'sent.md'), keys: keys(chosen), left: keys(left) };
    const answer = await this.run<'takeMarkUps'>({ kind: 'takeMarkUps', asked, ...this.place });
    if ('refused' in answer) return answer.refused;
    const lines = this.draft.split('\n');
    const offsetOf = ({ line, character }: { line: number; character: number }) =>
      lines.slice(0, line).reduce((sum, each) => sum + each.length + 1, 0) + character;
    let out = '';
    let done = 0;
    for (const { range, newText } of answer.edit.changes?.[`${FOLDER}/code.md`] ?? []) {
      out += this.draft.slice(done, offsetOf(range.start)) + newText;
      done = offsetOf(range.end);
    }
    this.draft = out + this.draft.slice(done);
    return null;
  }
}

const shown = (changes: readonly MarkUpChange[]) =>
  changes.map(({ respondent, kind, label, deleted, inserted }) =>
    `${respondent}: ${kind} ${label} ${deleted.trim()} → ${inserted.trim()}`.trim(),
  );

describe('the mark-ups of respondents', () => {
  it('are listed as changes of the draft as it is now, those of each respondent for itself', async () => {
    const project = new MarkedUpProject(SENT.replace('the fee.', 'the fee in full.'));
    const { changes, notes } = await project.list(['acme.md', 'grid.md']);
    assert.deepEqual(shown(changes), [
      'acme.md: words Clause 1.1 ten → 15',
      'acme.md: numbers Clause 1.1 1.31.21.3 → 1.41.31.4',
      `acme.md: block Clause 1.2  → ${NEW_CLAUSE.trim()}`,
      'grid.md: words Clause 1.1 ten → 20',
      'grid.md: words Clause 1.3 five → seven',
    ]);
    assert.deepEqual(notes, []);
  });

  it('are taken one by one, and what was taken is no change any more', async () => {
    const project = new MarkedUpProject(SENT);
    const names = ['acme.md', 'grid.md'];
    const { changes } = await project.list(names);
    assert.equal(await project.take(changes.slice(4), names), null);
    assert.equal(project.draft, SENT.replace('five', 'seven'));
    const left = await project.list(names);
    assert.equal(left.changes.length, 4);
    assert.ok(left.changes.every(({ key }) => changes.some((each) => each.key === key)));
  });

  it('a new clause brings the numbers that follow it, unless another of its kind is still open', async () => {
    const project = new MarkedUpProject(SENT);
    const { changes } = await project.list(['acme.md']);
    const block = changes.filter(({ kind }) => kind === 'block');
    assert.equal(await project.take(block, ['acme.md']), null);
    assert.equal(project.draft, ACME.replace('15 days', 'ten days'));
  });

  it('all of a respondent are that mark-up', async () => {
    const project = new MarkedUpProject(SENT);
    assert.equal(await project.take((await project.list(['acme.md'])).changes, ['acme.md']), null);
    assert.equal(project.draft, ACME);
  });

  it('of the same words are refused together, and named where the draft changed them too', async () => {
    const project = new MarkedUpProject(SENT);
    const names = ['acme.md', 'grid.md'];
    const { changes } = await project.list(names);
    const same = changes.filter(({ deleted }) => deleted === 'ten');
    assert.equal(same.length, 2);
    assert.match((await project.take(same, names)) ?? '', /the same words in Clause 1\.1: take one of them/);
    assert.equal(await project.take(same.slice(0, 1), names), null);
    const { notes } = await project.list(['grid.md']);
    assert.match(notes.join(), /Clause 1\.1: grid\.md and the draft changed the same words/);
    assert.match((await project.take(same.slice(0, 1), names)) ?? '', /has this change already/);
  });

  it('of a Word file that tracks them need no text that was sent out, and have their authors', async () => {
    const by = 'w:author="A. Reviewer" w:date="2026-01-10T10:00:00Z"';
    const words = run('within ').replace('</w:p>', '');
    const changed = `<w:del w:id="1" ${by}><w:r><w:delText>ten</w:delText></w:r></w:del><w:ins w:id="2" ${by}>${run('12')}</w:ins>`;
    const bytes = buildWordFile(
      paragraph('Code', inStyle('Heading1')) +
        paragraph(`${run('The owner shall pay ')}${words}${changed}${run(' days.')}`, inList(0)),
    );
    const project = new MarkedUpProject('# Code\n\n1. The owner of a vessel shall pay within ten days.\n', {
      'acme.docx': bytes,
    });
    const { changes } = await project.list(['acme.docx'], null);
    assert.deepEqual(
      changes.map(({ author, date, deleted, inserted }) => [author, date, deleted, inserted]),
      [['A. Reviewer', '2026-01-10T10:00:00Z', 'ten', '12']],
    );
    await assert.rejects(
      project.list(['acme.md'], null),
      /acme\.md: has no tracked changes: name the text that was sent/,
    );
    await assert.rejects(project.list(['none.md']), /none\.md: there is no such file/);
  });
});
