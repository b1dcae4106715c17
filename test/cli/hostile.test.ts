import assert from 'node:assert/strict';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Io } from '../../server/src/cli/io.js';
import { guardOutput, showInLines, showOnOneLine } from '../../server/src/cli/visible.js';
import { builtKeelingIn, keelingIn } from '../support/command-line.js';

const ESC = '\u001b';
/** What a terminal would obey, or hide, in what a command prints. */
const UNSEEN = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]/;

describe('a project of somebody else', function () {
  this.timeout(60_000);
  let folder = '';
  const at = (...names: string[]) => join(folder, ...names);
  const put = (name: string, text: string | Uint8Array) => {
    mkdirSync(dirname(at(name)), { recursive: true });
    writeFileSync(at(name), text);
  };

  beforeEach(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), 'keeling-')));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const draft = (text: string) => `---\ndocument: X\nversion: V2\n---\n\n## 1 One\n\n${text}`;
  const GAPS = draft('1.1 See Clause 1.4.\n\n1.3 Text.\n\n1.4 Text.\n');

  describe('with links out of it', () => {
    beforeEach(function () {
      if (process.platform === 'win32') return this.skip();
      put('home/precious', 'precious');
      put('p/d.md', GAPS);
      put('p/in-force/d.md', GAPS.replaceAll('Text', 'Word'));
      put('p/c.md', '---\ndocument: C\n---\n\n# C\n\n**F Q1**\n\nDo you agree?\n');
      put(
        'p/keeling.yaml',
        'consultation: { id: F, document: c.md, published: 2019-12-19 }\ndocuments: [{ id: X, path: d.md, baseline: { path: in-force/d.md, version: V1 } }]\nattachments: [{ number: 1, clean: X }]\n',
      );
    });

    for (const [name, link, args] of [
      ['the way back of a renumbering', '.keeling-undo.json', ['renumber', 'd.md']],
      ['recorded findings', '.keeling-baseline.json', ['check', '.', '--record-baseline']],
      ['the lock', '.keeling-lock.json', ['renumber', 'd.md']],
    ] as const)
      it(`is written nowhere else: ${name}`, async () => {
        symlinkSync(at('home', 'precious'), at('p', link));
        const { status, error } = await keelingIn(at('p'), ...args);
        assert.equal(status, 2);
        assert.match(error, /^keeling: .*\.keeling-[a-z]+\.json[^\n]+\n$/);
        assert.equal(readFileSync(at('home', 'precious'), 'utf8'), 'precious');
        assert.equal(readFileSync(at('p', 'd.md'), 'utf8'), GAPS);
        assert.deepEqual(readdirSync(at('home')), ['precious']);
      });

    it('is written nowhere else: the pack', async () => {
      symlinkSync(at('home'), at('p', 'pack'));
      const { status, error } = await keelingIn(at('p'), 'pack', '.', '--draft');
      assert.equal(status, 2);
      assert.match(error, /pack\/.*: it leads out of the folder through a link: remove the link\n$/);
      assert.deepEqual(readdirSync(at('home')), ['precious']);
    });

    it('is written where the user says, though it is a link', async () => {
      symlinkSync(at('home'), at('out'));
      const { status, error } = await keelingIn(at('p'), 'pack', '.', '--draft', '--output', at('out'));
      assert.equal(status, 0, error);
      assert.ok(readdirSync(at('home')).length > 3);
    });

    it('undoes nothing by a file from outside', async () => {
      symlinkSync(at('home', 'precious'), at('p', '.keeling-undo.json'));
      const { status, error } = await keelingIn(at('p'), 'renumber', 'd.md', '--undo');
      assert.equal(status, 2);
      assert.match(error, /\.keeling-undo\.json: it is outside the project’s folder/);
    });
  });

  describe('with words that a terminal obeys', () => {
    const words = `Title${ESC}[2J${ESC}]0;x\u0007\u009b31m\u202e\u2066 end`;
    const commands: [name: string, args: string[]][] = [
      ['check', ['check', 'b.md']],
      ['check for a log', ['check', 'b.md', '--format', 'github']],
      ['outline', ['outline', 'b.md']],
      ['compare', ['compare', 'a.md', 'b.md']],
      ['renumber', ['renumber', 'b.md', '--dry-run']],
      ['a fault', ['check', `none${ESC}[31m.md`]],
    ];
    for (const [name, args] of commands)
      it(`shows them: ${name}`, async () => {
        put('a.md', draft('1.1 Old.\n'));
        put(
          'b.md',
          draft(`1.1 **${words}** means ${words}. See Clause 9.9${words}.\n\n1.3 See ${words}.\n`).replace(
            '## 1 One',
            `## 1 ${words}`,
          ),
        );
        const { out, error } = await keelingIn(folder, ...args);
        assert.doesNotMatch(out + error, UNSEEN);
      });

    it('shows the name of a file on one line, one line for each finding', async function () {
      if (process.platform === 'win32') return this.skip();
      const name = 'x\n::add-mask::y\r.md';
      put(name, draft('1.1 See Clause 9.9.\n'));
      for (const format of ['text', 'github']) {
        const { out } = await keelingIn(folder, 'check', name, '--format', format);
        assert.equal(out.trimEnd().split('\n').length, format === 'text' ? 2 : 1, out);
        assert.doesNotMatch(out, /^::add-mask/m);
        assert.doesNotMatch(out, UNSEEN);
      }
    });

    it('gives a document that is piped its very bytes, and a terminal what it can show', () => {
      const bytes: Uint8Array[] = [];
      const io = (terminal: boolean) =>
        guardOutput({ terminal, bytes: (data: Uint8Array) => void bytes.push(data), error: () => {} } as unknown as Io);
      const text = `a${ESC}b\n\tc\u202e`;
      io(false).bytes(new TextEncoder().encode(text));
      io(true).bytes(new TextEncoder().encode(text));
      assert.deepEqual(
        bytes.map((each) => new TextDecoder().decode(each)),
        [text, 'a<U+001B>b\n\tc<U+202E>'],
      );
      assert.equal(showOnOneLine('a\r\nb\tc\ud800'), 'a<U+000D><U+000A>b\tc\ufffd');
      assert.equal(showInLines('a\r\nb\rc'), 'a\nb<U+000D>c');
    });
  });

  describe('with odd files', () => {
    it('leaves write-protected ones alone', async function () {
      // Nothing is protected from the system's administrator.
      if (process.getuid?.() === 0) this.skip();
      put('d.md', GAPS);
      chmodSync(at('d.md'), 0o444);
      const { status, error } = await keelingIn(folder, 'renumber', 'd.md');
      assert.equal(status, 2);
      assert.match(error, /^keeling: d\.md: it is write-protected/);
      assert.deepEqual([readFileSync(at('d.md'), 'utf8'), readdirSync(folder)], [GAPS, ['d.md']]);
    });

    it('says that UTF-32 is none of its encodings', async () => {
      const text = [...'1.1 See Clause 9.9.\n'].flatMap((sign) => [sign.charCodeAt(0), 0, 0, 0]);
      put('little.md', Uint8Array.from([0xff, 0xfe, 0, 0, ...text]));
      put('big.md', Uint8Array.from([0, 0, 0xfe, 0xff, 0, 0, 0, 65]));
      for (const name of ['little.md', 'big.md']) {
        const { status, error } = await keelingIn(folder, 'check', name);
        assert.equal(status, 2);
        assert.equal(error, `keeling: ${name}: it is in UTF-32: save it as UTF-8\n`);
      }
    });

    it('renumbers a file named like a git revision, and takes that back', async function () {
      if (process.platform === 'win32') return this.skip();
      put('git:x:y.md', GAPS);
      assert.equal((await keelingIn(folder, 'renumber', 'git:x:y.md')).status, 0);
      const undone = await keelingIn(folder, 'renumber', 'git:x:y.md', '--undo');
      assert.equal(undone.error, '');
      assert.equal(readFileSync(at('git:x:y.md'), 'utf8'), GAPS);
    });

    it('checks the rest of a folder where one draft names half a pair of surrogates, or a NUL', async () => {
      put('s.md', '---\ndocument: X\nbaseline: "\\ud800.md"\n---\n\n1.1 x\n');
      put('n.md', '---\ndocument: Y\nbaseline: "a\\0b.md"\n---\n\n1.1 x\n');
      put('a.md', draft('1.1 See Clause 9.9.\n').replace('X', 'A'));
      const { out, error } = await keelingIn(folder, 'check', '.');
      assert.equal(error, '');
      assert.match(out, /^s\.md:3:\d+ error front-matter\.invalid .*its name is not valid Unicode/m);
      assert.match(out, /^n\.md:3:\d+ error front-matter\.invalid .*its name holds a NUL character/m);
      assert.match(out, /^a\.md:\d+:\d+ error reference\./m);
      assert.match(out, /^3 files checked/m);
    });

    for (const date of [
      '9999-12-31',
      '9999-12-31T23:59',
      '2020-01-01T00:00:00+99:99',
      '0001-01-01',
      '2020-01-01T00:00+14:60',
    ])
      it(`takes no date that Word cannot: ${date}`, async () => {
        put('a.md', GAPS);
        const { status, error } = await keelingIn(folder, 'compare', 'a.md', 'a.md', '-o', 'o.docx', '--date', date);
        assert.equal(status, 2);
        assert.match(error, /--date .*: write a date as YYYY-MM-DD, from 1601 to 9998\n$/);
        assert.equal(existsSync(at('o.docx')), false);
      });
  });

  it('is renumbered by one at a time: the other is refused, or comes after', async () => {
    for (const name of ['a', 'b']) {
      const other = name === 'a' ? 'b' : 'a';
      put(
        `${name}.md`,
        `---\ndocument: D${name}\n---\n\n## 1 One\n\n1.1 See Clause 1.4 of the D${other}.\n\n1.3 T.\n\n1.4 T.\n`,
      );
    }
    put('keeling.yaml', 'documents:\n  - { id: Da, path: a.md }\n  - { id: Db, path: b.md }\n');
    const outcomes = await Promise.all(['a.md', 'b.md'].map((name) => builtKeelingIn(folder, 'renumber', name)));
    for (const [i, { status, error }] of outcomes.entries()) {
      const text = readFileSync(at(i === 0 ? 'a.md' : 'b.md'), 'utf8');
      assert.equal(text.includes('\n1.3 T.\n') && !text.includes('\n1.4 T.\n'), status === 0, error);
      if (status !== 0) assert.match(error, /it has changed since it was read|has been writing here/);
    }
    assert.ok(outcomes.some(({ status }) => status === 0));
    assert.deepEqual(readdirSync(folder).sort(), ['.keeling-undo.json', 'a.md', 'b.md', 'keeling.yaml']);
  });
});
