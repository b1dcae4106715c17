import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { keelingIn } from '../support/command-line.js';
import { readPdf } from '../support/pdf-text.js';

const OLD = '# Rules\n\n1.1 A boat shall have a name.\n\n1.2 A boat may leave.\n';
const NEW = '# Rules\n\n1.1 A raft shall have a name.\n\n1.2 A boat may leave.\n\n1.3 It may return.\n';

describe('keeling instructions and keeling apply', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'keeling-instructions-'));
    writeFileSync(join(folder, 'old.md'), OLD);
    writeFileSync(join(folder, 'new.md'), NEW);
  });

  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const keeling = (...args: string[]) => keelingIn(folder, ...args);
  const write = (name: string, text: string) => writeFileSync(join(folder, name), text);
  const read = (name: string) => readFileSync(join(folder, name), 'utf8');

  it('write a schedule and carry it out', async () => {
    const written = await keeling('instructions', 'old.md', 'new.md', '--output', 'schedule.md');
    assert.equal(written.status, 0, written.error);
    assert.match(written.out, /^2 instructions; of 1 change .* 0 \(0 %\)/);
    assert.match(read('schedule.md'), /\(1\) In Clause 1\.1, for “boat” substitute “raft”\./);
    const applied = await keeling('apply', 'schedule.md', 'old.md', '--output', 'made.md');
    assert.equal(applied.status, 0, applied.error);
    assert.equal(read('made.md'), NEW);
    assert.match(applied.out, /schedule\.md:5: instruction 1: done/);
  });

  it('take a schedule in Word', async () => {
    assert.equal((await keeling('instructions', 'old.md', 'new.md', '--output', 'schedule.docx')).status, 0);
    const applied = await keeling('apply', 'schedule.docx', 'old.md');
    assert.equal(applied.status, 0, applied.error);
    assert.equal(applied.out, NEW);
  });

  it('leave front matter out of a PDF, which is for readers alone', async () => {
    const front = (version: string) => `---\ndocument: Rules\nversion: ${version}\n---\n\n`;
    write('old.md', front('V1.0') + OLD);
    write('new.md', front('V1.1') + NEW);
    for (const name of ['schedule.md', 'schedule.pdf'])
      assert.equal((await keeling('instructions', 'old.md', 'new.md', '--output', name)).status, 0);
    assert.match(read('schedule.md'), /\(1\) For the front matter substitute—/);
    const text = (await readPdf(readFileSync(join(folder, 'schedule.pdf')))).texts.join(' ');
    assert.match(text, /\(1\)\s*In Clause 1\.1, for “boat” substitute “raft”/);
    assert.doesNotMatch(text, /front matter/);
  });

  it('report in JSON', async () => {
    write('schedule.md', '1. In Clause 1.1, for "boat" substitute "raft".\n\n2. Omit Clause 9.\n');
    const { status, out } = await keeling('apply', 'schedule.md', 'old.md', '--format', 'json', '--output', 'made.md');
    assert.equal(status, 1);
    const { version, applied, summary, instructions } = JSON.parse(out);
    assert.deepEqual([version, applied, summary], [1, false, { done: 1, ambiguous: 0, notFound: 1, notUnderstood: 0 }]);
    assert.deepEqual(
      instructions.map(({ number, line, state }: { number: string; line: number; state: string }) => [
        number,
        line,
        state,
      ]),
      [
        ['1', 0, 'done'],
        ['2', 2, 'not found'],
      ],
    );
    assert.equal(existsSync(join(folder, 'made.md')), false);
  });

  it('mark each change with the number of its instruction', async () => {
    write('schedule.md', '1. In Clause 1.1, for "boat" substitute "raft".\n\n2. In Clause 1.2, omit "may".\n');
    const applied = await keeling('apply', 'schedule.md', 'old.md', '--output', 'made.md', '--marked', 'marked.html');
    assert.equal(applied.status, 0, applied.error);
    const page = read('marked.html');
    assert.match(page, /instruction 1/);
    assert.match(page, /instruction 2/);
  });

  it('refuse wrong usage', async () => {
    for (const args of [
      ['instructions', 'old.md'],
      ['instructions', 'old.md', 'new.md', '--format', 'html'],
      ['apply', 'old.md'],
      ['apply', 'old.md', 'new.md', '--format', 'md'],
      ['apply', 'schedule.md', 'old.md', '--output', 'made.docx'],
      ['apply', 'old.md', 'new.md'],
    ]) {
      const { status, error } = await keeling(...args);
      assert.equal(status, 2, args.join(' '));
      assert.match(error, /^keeling: [^\n]+\n$/);
    }
  });

  it('overwrite no input', async () => {
    write('schedule.md', '1. Omit Clause 1.2.\n');
    assert.equal((await keeling('apply', 'schedule.md', 'old.md', '--output', 'old.md')).status, 2);
    assert.equal(read('old.md'), OLD);
  });
});
