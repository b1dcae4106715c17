import assert from 'node:assert/strict';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { keelingIn } from '../support/command-line.js';
import { copyExample, editFile, gitIn } from '../support/example-folder.js';

const COMPARED = ['compare', 'in-force/svtad-v1.4.md', 'svtad.md'];

describe('keeling number-changes', function () {
  this.timeout(60_000);
  let folder: string;
  const keeling = (...args: string[]) => keelingIn(folder, ...args);
  const read = (name: string) => readFileSync(join(folder, name), 'utf8');
  const edit = (name: string, from: string, to: string) => editFile(join(folder, name), from, to);
  const git = (...args: string[]) => gitIn(folder, ...args);
  beforeEach(() => {
    folder = copyExample();
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('writes a register beside each draft, and nothing else writes it', async () => {
    const plain = await keeling(...COMPARED, '--format', 'json');
    assert.equal(plain.out.includes('"number"'), false);
    const dry = await keeling('number-changes', '--dry-run');
    assert.match(dry.out, /svtad\.changes\.jsonl: numbers 1 to \d+ given\n[\s\S]*Nothing is written\./);
    assert.equal(existsSync(join(folder, 'svtad.changes.jsonl')), false);
    assert.equal((await keeling('number-changes')).status, 0);
    assert.match((await keeling('number-changes')).out, /^Every change has its number\.\n$/);
    const register = read('svtad.changes.jsonl');
    const numbered = await keeling(...COMPARED, '--format', 'json');
    const { changes } = JSON.parse(numbered.out);
    assert.deepEqual(
      changes.map(({ number }: { number: number }) => number),
      changes.map((_: unknown, index: number) => index + 1),
    );
    const overview = await keeling('overview', '--format', 'json');
    assert.deepEqual(JSON.parse(overview.out).rows[12].numbers, [{ document: 'SMETS1 SVTAD', numbers: [7, 8] }]);
    assert.deepEqual(JSON.parse(overview.out).questions[1], {
      question: 'FTC Q2',
      changes: [
        { document: 'SMETS1 SVTAD', numbers: [10] },
        { document: 'MTAD', numbers: [2] },
      ],
    });
    assert.equal((await keeling('pack')).status, 0);
    assert.equal(read('svtad.changes.jsonl'), register);
    assert.match(
      read('pack/FTC_Attachment_6_Response_Template_DRAFT.md'),
      /^About changes 7 to 9 and 11 to 13 of the SMETS1 SVTAD\.$/m,
    );
    // Another text to compare with has other changes.
    const other = await keeling('compare', 'svtad.md', 'svtad.md', '--format', 'json');
    assert.equal(other.out.includes('"number"'), false);
  });

  it('undoes the last numbering, and does it again', async () => {
    await keeling('number-changes');
    const register = read('mtad.changes.jsonl');
    assert.match((await keeling('number-changes', '--undo')).out, /^Undone in /);
    assert.equal(read('mtad.changes.jsonl'), '');
    assert.match((await keeling(...COMPARED, '--format', 'md')).out, /^(?!.*List of changes: 1 )/);
    await keeling('number-changes', '--undo');
    assert.equal(read('mtad.changes.jsonl'), register);
    edit('mtad.changes.jsonl', '{"number":1,', '{"number":9,');
    const refused = await keeling('number-changes', '--undo');
    assert.match(refused.error, /mtad\.changes\.jsonl: it has changed since/);
    assert.equal(refused.status, 2);
  });

  it('puts each number once beside the text and into the list', async () => {
    await keeling('number-changes');
    const html = (await keeling(...COMPARED, '--format', 'html')).out;
    const all = Array.from({ length: 44 }, (_, index) => index + 1);
    const beside = [...html.matchAll(/ data-change="([\d,–]+)"/g)].flatMap(([, words = '']) =>
      words.split(',').map(Number),
    );
    assert.deepEqual(
      [...beside].sort((a, b) => a - b),
      all,
    );
    const listed = [...html.matchAll(/<li[^>]*><b>([\d, to]+)<\/b>/g)].map(([, words]) => words);
    assert.deepEqual(listed.slice(0, 3), ['1', '2', '3']);
    assert.ok(listed.includes('30 to 42'));
    assert.match(
      (await keeling(...COMPARED, '--format', 'md', '--list-of-changes')).out,
      /List of changes: 1 Definition of/,
    );
    // Minor changes that are not marked have no number in the margin either.
    const without = (await keeling(...COMPARED, '--format', 'html', '--without', 'consequential')).out;
    assert.doesNotMatch(without, / data-change="5"/);
  });

  it('leaves the numbers out where a marked Word file is read back', async () => {
    assert.equal((await keeling(...COMPARED, '--output', 'plain.docx')).status, 0);
    await keeling('number-changes');
    assert.equal((await keeling(...COMPARED, '--output', 'numbered.docx')).status, 0);
    for (const name of ['plain', 'numbered'])
      assert.equal((await keeling('import', `${name}.docx`, '--output', `${name}.md`, '--changes', 'keep')).status, 0);
    assert.equal(
      read('numbered.md').replace(/[\s\S]*?## 1 Interp/, ''),
      read('plain.md').replace(/[\s\S]*?## 1 Interp/, ''),
    );
  });

  it('reports what two branches numbered independently, and mends it', async () => {
    await keeling('number-changes');
    git('init', '-q', '-b', 'main');
    git('add', '-A');
    git('commit', '-qm', 'start');
    const branch = async (name: string, after: string, words: string) => {
      git('checkout', '-q', '-b', name, 'main');
      edit('svtad.md', after, `${after}\n\n${words}`);
      assert.match((await keeling('number-changes')).out, /svtad\.changes\.jsonl: number 45 given/);
      git('commit', '-qam', name);
    };
    const first = '2.5 The Secretary of State may direct';
    const [, clause = ''] = new RegExp(`(${first}[^\\n]*)`).exec(read('svtad.md')) ?? [];
    await branch(
      'ours',
      clause,
      '2.6 Nothing in this document limits a power of the Authority to inspect a Test Environment.',
    );
    const [, last = ''] = /(22\.4 [^\n]*)/.exec(read('svtad.md')) ?? [];
    await branch('theirs', last, '22.5 The DCC shall keep a copy of each review for three years.');
    git('checkout', '-q', 'ours');
    assert.throws(() => git('merge', '-q', 'theirs'));
    const reported = await keeling('number-changes');
    assert.equal(reported.status, 1);
    assert.match(reported.out, /^svtad\.changes\.jsonl:46: two branches were merged, and git left a conflict$/m);
    assert.match(reported.out, /^svtad\.changes\.jsonl:49: the number 45 stands at line 47 too$/m);
    assert.match(reported.error, /number-changes --mend mends it/);
    const compared = await keeling(...COMPARED);
    assert.match(compared.error, /^keeling: svtad\.changes\.jsonl:46: two branches were merged/);
    const packed = await keeling('pack');
    assert.equal(packed.status, 1);
    assert.match(packed.out, /svtad\.changes\.jsonl:49: the number 45 stands at line 47 too/);
    const mended = await keeling('number-changes', '--mend');
    assert.match(
      mended.out,
      /The change to Clause 22\.5 \([^)]*\) has the number 46 now; it had 45, which is that of the change to Clause 2\.6/,
    );
    assert.equal(mended.status, 0);
    const { changes } = JSON.parse((await keeling(...COMPARED, '--format', 'json')).out);
    const numbers = changes.map(({ number }: { number: number }) => number);
    assert.equal(new Set(numbers).size, changes.length);
    assert.deepEqual(
      changes.flatMap(({ number, new: after }: { number: number; new: { label: string } | null }) =>
        number > 44 ? [`${after?.label} ${number}`] : [],
      ),
      ['Clause 2.6 45', 'Clause 22.5 46'],
    );
  });

  it('refuses to publish changes without numbers, once some have them', async () => {
    await keeling('number-changes');
    edit('mtad.md', '## 2', '1.9 A clause that came late.\n\n## 2');
    const packed = await keeling('pack');
    assert.equal(packed.status, 1);
    assert.match(
      packed.out,
      /^mtad\.changes\.jsonl: 1 change has no number yet; keeling number-changes gives it one$/m,
    );
  });

  it('begins anew with another version in force', async () => {
    await keeling('number-changes');
    edit('in-force/mtad-v1.2.md', 'version: V1.2', 'version: V1.2.1');
    const refused = await keeling('number-changes');
    assert.equal(refused.status, 2);
    assert.match(refused.error, /mtad\.changes\.jsonl: it numbers the changes against V1\.2; move it away/);
  });
});
