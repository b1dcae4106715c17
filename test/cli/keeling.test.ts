import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import {
  cpSync,
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
import { dirname, join, resolve } from 'node:path';
import { builtKeelingIn, CLI, keelingIn, type Outcome } from '../support/command-line.js';

const EXAMPLE = resolve('examples/further-testing');

/** Fails with one line that says what to mend, and with status 2. */
async function refusesIn(cwd: string, args: readonly string[], message: RegExp): Promise<void> {
  const { status, error } = await keelingIn(cwd, ...args);
  assert.match(error, message);
  assert.match(error, /^keeling: [^\n]+\n$/);
  assert.doesNotMatch(error, /\bat .*:\d+:\d+|node:|undefined|\[object/);
  assert.equal(status, 2);
}

/** A test for each call that must be refused. All start at once in one folder, as none of them writes. */
function refusesAll(
  cases: readonly (readonly [args: string[], message: RegExp])[],
  files: Readonly<Record<string, string | Uint8Array>>,
): void {
  let place: string;
  let outcomes: Promise<unknown>[];
  before(() => {
    place = realpathSync(mkdtempSync(join(tmpdir(), 'keeling-')));
    for (const [name, data] of Object.entries(files)) writeFileSync(join(place, name), data);
    outcomes = cases.map(([args, message]) => refusesIn(place, args, message).catch((error: unknown) => error));
  });
  after(async () => {
    await Promise.all(outcomes);
    rmSync(place, { recursive: true, force: true });
  });
  for (const [index, [args]] of cases.entries()) {
    it(args.join(' '), async () => {
      const error = await outcomes[index];
      if (error) throw error;
    });
  }
}

describe('keeling', function () {
  this.timeout(60_000);
  let folder: string;
  const at = (...names: string[]) => join(folder, ...names);
  const put = (name: string, text: string | Uint8Array) => {
    mkdirSync(dirname(at(name)), { recursive: true });
    writeFileSync(at(name), text);
  };

  before(() => {
    if (!existsSync(CLI)) execFileSync(process.execPath, ['esbuild.mjs']);
  });
  beforeEach(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), 'keeling-')));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  /** The pack of the example, made once for the tests that read it alone. */
  let packed: Promise<{ outcome: Outcome; folder: string }> | undefined;
  let packedIn = '';
  const examplePack = () => {
    packedIn ||= realpathSync(mkdtempSync(join(tmpdir(), 'keeling-')));
    packed ??= builtKeelingIn(packedIn, 'pack', EXAMPLE, '--output', 'p').then((outcome) => ({
      outcome,
      folder: join(packedIn, 'p'),
    }));
    return packed;
  };
  after(() => packedIn && rmSync(packedIn, { recursive: true, force: true }));

  const keeling = (...args: string[]) => keelingIn(folder, ...args);
  const refuses = (args: readonly string[], message: RegExp) => refusesIn(folder, args, message);

  const OLD =
    '---\ndocument: A\nversion: V1\n---\n\n## 1 Things\n\n1.1 The first thing.\n\n1.2 As in Clause 1.1, it is red.\n';
  const NEW =
    '---\ndocument: A\nversion: V1\n---\n\n## 1 Things\n\n1.1 The first thing.\n\n1.2 As in Clause 1.1, it is blue.\n';
  const WRONG = '---\ndocument: A\n---\n\n## 1 Things\n\n1.1 See Clause 1.9, or not.\n\n1.2 From [DD MMM YYYY].\n';

  describe('as it is built', () => {
    // Most tests run commands in one process; here each is a process of its own, and must say the same.
    for (const args of [
      ['--version'],
      ['help', 'pack'],
      ['check', 'a.md', 'b.md'],
      ['check', 'a.md', '--format', 'sarif'],
      ['outline', 'a.md', '--format', 'json'],
      ['compare', 'a.md', 'b.md'],
      ['compare', 'a.md', 'b.md', '--format', 'html'],
      ['compare', 'a.md', 'b.md', '--format', 'docx', '--date', '2020-01-01'],
      ['compare', 'a.md', 'b.md', '--format', 'md'],
      ['fold', 'a.md', 'a.md', 'b.md'],
      ['overview', 'x'],
      ['notify', 'x'],
      ['pack', 'x', '--output', 'p'],
      ['renumber', 'a.md', '--dry-run'],
      ['responses', 'a.md'],
      ['import', 'a.md'],
      ['check', 'zeros.md'],
      ['check', '--format', 'xml'],
      ['chekc'],
    ])
      it(args.join(' '), async () => {
        put('a.md', OLD);
        put('b.md', NEW);
        put('zeros.md', new Uint8Array(100));
        put(
          'x/keeling.yaml',
          'documents:\n  - { id: A, path: a.md, baseline: { path: b.md } }\nattachments:\n  - { number: 1, notification: true }\n',
        );
        put('x/a.md', NEW);
        put('x/b.md', OLD);
        const { status, bytes, error } = await builtKeelingIn(folder, ...args);
        const told = await keeling(...args);
        assert.deepEqual([status, error], [told.status, told.error]);
        assert.ok(bytes.equals(told.bytes), `${bytes}\n${told.out}`);
        assert.ok(bytes.length + error.length > 0);
      });
  });

  describe('help', () => {
    it('lists the commands that there are', async () => {
      for (const { status, out } of await Promise.all([keeling('--help'), keeling('-h'), keeling('help')])) {
        assert.equal(status, 0);
        for (const name of [
          'check',
          'outline',
          'compare',
          'overview',
          'notify',
          'pack',
          'responses',
          'renumber',
          'import',
          'lsp',
        ])
          assert.match(out, new RegExp(`^  ${name} `, 'm'));
      }
    });

    it('tells of each command', async () => {
      const names = ['check', 'outline', 'compare', 'notify', 'pack', 'responses', 'renumber', 'import', 'lsp'];
      const told = await Promise.all(names.map((name) => keeling(name, '--help')));
      for (const [index, { status, out }] of told.entries()) {
        assert.equal(status, 0);
        assert.ok(out.startsWith(`keeling ${names[index]} `), out);
      }
      assert.equal((await keeling('help', 'pack')).out, told[4]?.out);
    });

    it('has lines of at most 100 characters, options in one column and an example', async () => {
      const names = ['check', 'compare', 'pack', 'instructions', 'bring-into-force', 'import'];
      for (const { out } of await Promise.all(names.map((name) => keeling(name, '--help')))) {
        assert.deepEqual(
          out.split('\n').filter((line) => line.length > 100),
          [],
        );
        assert.match(out, /\nFor example: keeling /);
      }
      const { out } = await keeling('instructions', '--help');
      assert.match(out, /^ {2}--output {22}the file to write$|^ {2}--output {2,}the file to write$/m);
      assert.match(out, /^ {2}--author, --date, --word-template$/m);
    });

    it('tells the version', async () => {
      const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
      assert.deepEqual(await keeling('--version').then(({ status, out }) => [status, out]), [0, `${version}\n`]);
    });

    it('is shown where no command is given, which is wrong usage', async () => {
      const { status, out } = await keeling();
      assert.equal(status, 2);
      assert.match(out, /keeling COMMAND --help/);
    });
  });

  describe('wrong usage', () => {
    const cases: [string[], RegExp][] = [
      [['chekc'], /no command “chekc”: did you mean “check”\? keeling --help lists them/],
      [['translate'], /no command “translate”; keeling --help lists them/],
      [['constructor'], /no command “constructor”/],
      [['help', 'toString'], /no command “toString”/],
      [['overview', 'a', 'b'], /overview takes one folder/],
      [['overview', '--format', 'html'], /--format html: choose md or json/],
      [['renumber'], /renumber takes one draft/],
      [['renumber', 'a.md', 'b.md'], /renumber takes one draft/],
      [['renumber', 'a.md', '--undo', '--dry-run'], /--undo and --dry-run do not go together/],
      [['import', 'a.docx'], /a\.docx: there is no such file/],
      [['import', 'a.doc'], /a\.doc: it is a \.doc file; open it in Word or LibreOffice and save it as \.docx/],
      [['import', 'a.docx', '--changes', 'some'], /--changes some: choose one of accept, reject, keep/],
      [['lsp'], /keeling lsp --stdio/],
      [['check', '--nope'], /there is no option --nope; keeling check --help lists the options/],
      [['check', '--fial-on', 'error'], /no option --fial-on: did you mean “--fail-on”\? keeling check --help lists/],
      [['check', '--format'], /--format needs a value/],
      [
        ['overview', '--output', 'a.docx'],
        /an overview is not written as \.docx\. Name a file that ends in \.md, \.json/,
      ],
      [
        ['notify', '--output', 'a.odt'],
        /a notification is not written as \.odt\. Name a file that ends in \.md, \.docx/,
      ],
      [
        ['instructions', 'a.md', 'a.md', '--output', 'a.html'],
        /is not written as \.html\. Name a file that ends in \.md/,
      ],
      [['import', 'a.docx', '--output', 'b.docx'], /a draft is not written as \.docx\. Name a file that ends in \.md/],
      [['responses', 'a.docx', '--output', 'b.docx'], /a list of responses is not written as \.docx/],
      [['check', '--format', '--recorded', 'a.json'], /--format needs a value/],
      [['pack', '--draft=yes'], /--draft takes no value/],
      [['check', '--format', 'xml'], /--format xml: choose one of text, json, sarif, github/],
      [['check', '--fail-on', 'valueOf'], /--fail-on valueOf: choose one of/],
      [['outline'], /outline takes one file/],
      [['outline', 'a.md', 'b.md'], /outline takes one file/],
      [['outline', 'a.md', '--format', 'xml'], /choose text or json/],
      [['compare', 'a.md'], /compare takes two files/],
      [['compare', 'a.md', 'a.md', '--format', 'rtf'], /choose one of/],
      [['compare', 'a.md', 'a.md', '--output', 'a.rtf'], /no comparison is written as \.rtf\. Name a \.docx file/],
      [['compare', 'a.md', 'a.md', '--without', 'substance'], /--without substance: choose from consequential, typo/],
      [['compare', 'a.md', 'a.md', '--segments'], /--segments goes with --format json/],
      [['compare', 'a.md', 'a.md', '--date', 'yesterday'], /--date yesterday: write a date/],
      [['notify', '.', '--effective', '2020-02-30'], /--effective 2020-02-30: write a date/],
      [['notify', 'a', 'b'], /notify takes one folder/],
      [['pack', 'a', 'b'], /pack takes one folder/],
      [['responses'], /responses takes the filled templates/],
      [['responses', 'a.docx', '--format', 'html'], /--format html: choose one of md, json, csv/],
    ];
    refusesAll(cases, {});
  });

  describe('input that cannot be read', () => {
    const files = {
      'a.md': NEW,
      'zeros.md': new Uint8Array([0x41, 0, 0, 1, 2]),
      'latin.md': Buffer.from('Caf\xe9 sold here\n', 'latin1'),
      'word.md': Buffer.from('PK\x03\x04rest'),
    };
    const cases: [string[], RegExp][] = [
      [['check', 'none.md'], /none\.md: there is no such file/],
      [['check', 'none/'], /none.*: there is no such file/],
      [['check', 'zeros.md'], /zeros\.md: it is not text/],
      [['check', 'latin.md'], /latin\.md: it is not valid UTF-8: save it as UTF-8/],
      [['check', 'word.md'], /word\.md: it is a damaged Word file/],
      [['check', 'a.md/b.md'], /a\.md\/b\.md: there is no such file/],
      [['outline', 'zeros.md'], /zeros\.md: it is not text/],
      [['outline', '.'], /it is a folder; name a file/],
      [['outline', 'none.md'], /none\.md: there is no such file/],
      [['compare', 'zeros.md', 'a.md'], /zeros\.md: it is not text/],
      [['compare', 'a.md', 'latin.md'], /latin\.md: it is not valid UTF-8/],
      [['compare', 'git:HEAD', 'a.md'], /is written git:REV:PATH/],
      [['compare', 'git:--help:a.md', 'a.md'], /“--help” is no git revision/],
      [['compare', 'git:HEAD:../a.md', 'a.md'], /is outside the folder/],
      [['notify'], /this folder: there is no keeling\.yaml in it, .*; name the folder that holds it/],
      [['notify', 'none'], /none: there is no such folder/],
      [['pack', 'a.md'], /a\.md: it is a file; name the folder that holds the keeling\.yaml/],
      [['responses', 'none.docx'], /none\.docx: there is no such file/],
      [['responses', 'a.md'], /a\.md: it is no Word file/],
    ];
    refusesAll(cases, files);

    it('does not keep the rest of a folder from being checked', async () => {
      for (const [name, data] of Object.entries(files)) put(name, data);
      put('wrong.md', WRONG);
      const { status, out, error } = await keeling('check', '.', '--format', 'json');
      assert.equal(status, 2);
      assert.equal(error.trim().split('\n').length, 3);
      assert.deepEqual(
        new Set((JSON.parse(out) as CheckJson).diagnostics.map(({ file }) => file)),
        new Set(['wrong.md']),
      );
    });
  });

  describe('strange drafts', () => {
    const cases: [string, string | (() => string)][] = [
      ['nothing', ''],
      ['a byte order mark', '\ufeff'],
      ['brackets', '((((('],
      ['a line of 20 MB', () => 'word '.repeat(4_000_000)],
      ['20 MB of brackets', () => '('.repeat(20_000_000)],
      ['no line end', '1.1 Words'],
    ];
    for (const [name, text] of cases) {
      it(`${name}: nothing is found, and nothing goes wrong`, async () => {
        put('a.md', typeof text === 'string' ? text : text());
        const checked = await keeling('check', 'a.md');
        assert.deepEqual([checked.status, checked.out, checked.error], [0, '1 file checked, no problems\n', '']);
        const outlined = await keeling('outline', 'a.md', '--format', 'json');
        assert.deepEqual([outlined.status, outlined.error], [0, '']);
      });
    }

    it('a file is outlined and compared by the units of the project around it', async () => {
      put('keeling.yaml', 'units: [{ name: Standard }]\n');
      put('old.md', '# Homes\n\n## Standard 1 – Food\n\nFood is good.\n');
      put(
        'new.md',
        '# Homes\n\n## Standard 1 – Warmth\n\nRooms are warm all day.\n\n## Standard 2 – Food\n\nFood is good.\n',
      );
      const outlined = await keeling('outline', 'new.md');
      assert.match(outlined.out, /Standard 1 – Warmth.*\n *Standard 2 – Food/);
      const compared = await keeling('compare', 'old.md', 'new.md', '--format', 'json');
      assert.match(compared.out, /"Standard 2"/);
    });

    it('UTF-16 is read', async () => {
      put('a.md', Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(WRONG, 'utf16le')]));
      assert.match((await keeling('check', 'a.md')).out, /^a\.md:7:16 error reference\.unresolved /m);
    });
  });

  describe('check', () => {
    it('finds nothing in the example', async () => {
      assert.deepEqual(await keeling('check', EXAMPLE).then(({ status, out, error }) => [status, out, error]), [
        0,
        '4 files checked, no problems\n',
        '',
      ]);
    });

    it('reports just the reference that was broken, on its line, and that no row of the overview declares that change', async () => {
      cpSync(EXAMPLE, at('x'), { recursive: true });
      const text = readFileSync(at('x', 'mtad.md'), 'utf8');
      const found = /Clause 20\.\d+ of the SMETS1 SVTAD/.exec(text);
      assert.ok(found);
      put('x/mtad.md', text.replace(found[0], found[0].replace(/20\.\d+/, '20.97')));
      const { status, out } = await keeling('check', 'x', '--format', 'json');
      assert.equal(status, 1);
      const { diagnostics } = JSON.parse(out) as CheckJson;
      const line = text.slice(0, found.index).split('\n').length - 1;
      assert.deepEqual(
        diagnostics
          .filter(({ severity }) => severity === 'error')
          .map(({ file, code, range }) => [file, code, ...(file === 'x/mtad.md' ? [range.start.line] : [])]),
        [
          ['x/mtad.md', 'reference.unresolved', line],
          ['x/consultation.md', 'overview.undeclared'],
        ],
      );
    });

    it('prints a line for each finding and a count', async () => {
      put('a.md', WRONG);
      const { status, out } = await keeling('check', 'a.md');
      assert.equal(status, 1);
      const [first, second, last, ...rest] = out.split('\n');
      assert.match(first as string, /^a\.md:7:16 error reference\.unresolved .*1\.9/);
      assert.match(second as string, /^a\.md:9:10 warning placeholder\.unfilled .*\[DD MMM YYYY\]/);
      assert.deepEqual([last, ...rest], ['1 file checked: 1 error, 1 warning', '']);
    });

    it('gives JSON as the interface says', async () => {
      put('sub/a.md', WRONG);
      const { out } = await keeling('check', 'sub', '--format', 'json');
      const { version, diagnostics, summary } = JSON.parse(out) as CheckJson;
      assert.equal(version, 1);
      assert.deepEqual(summary, { error: 1, warning: 1, information: 0, hint: 0 });
      assert.deepEqual(Object.keys(diagnostics[0] as object).sort(), [
        'code',
        'file',
        'message',
        'range',
        'related',
        'severity',
      ]);
      assert.deepEqual(
        diagnostics.map(({ file, range, severity, code, related }) => [file, range, severity, code, related]),
        [
          [
            'sub/a.md',
            { start: { line: 6, character: 15 }, end: { line: 6, character: 18 } },
            'error',
            'reference.unresolved',
            [],
          ],
          [
            'sub/a.md',
            { start: { line: 8, character: 9 }, end: { line: 8, character: 22 } },
            'warning',
            'placeholder.unfilled',
            [],
          ],
        ],
      );
    });

    it('gives workflow commands, escaped', async () => {
      put('a,b: 100%.md', WRONG);
      const { out } = await keeling('check', 'a,b: 100%.md', '--format', 'github');
      const [first, second] = out.split('\n');
      assert.match(
        first as string,
        /^::error file=a%2Cb%3A 100%25\.md,line=7,endLine=7,col=16,endColumn=19,title=reference\.unresolved::[^\n]+$/,
      );
      assert.match(second as string, /^::warning file=/);
    });

    it('gives SARIF, silenced findings as suppressed', async () => {
      put('a b.md', WRONG.replace('1.1 See', '<!-- keeling-disable-next-line reference.unresolved -->\n\n1.1 See'));
      const { status, out } = await keeling('check', 'a b.md', '--format', 'sarif');
      assert.equal(status, 0);
      const log = JSON.parse(out) as Sarif;
      assert.equal(log.version, '2.1.0');
      const [run] = log.runs;
      assert.ok(run);
      assert.equal(run.tool.driver.name, 'Keeling');
      assert.ok(run.tool.driver.rules.some(({ id }) => id === 'project.invalid'));
      assert.deepEqual(
        run.results.map(({ ruleId, ruleIndex, level, locations, suppressions }) => [
          ruleId,
          run.tool.driver.rules[ruleIndex]?.id,
          level,
          locations[0]?.physicalLocation.artifactLocation.uri,
          suppressions?.[0]?.kind,
        ]),
        [
          ['reference.unresolved', 'reference.unresolved', 'error', 'a%20b.md', 'inSource'],
          ['placeholder.unfilled', 'placeholder.unfilled', 'warning', 'a%20b.md', undefined],
        ],
      );
      assert.deepEqual(run.results[0]?.locations[0]?.physicalLocation.region, {
        startLine: 9,
        startColumn: 16,
        endLine: 9,
        endColumn: 19,
      });
    });

    it('fails on what --fail-on says', async () => {
      put('a.md', WRONG.replace('Clause 1.9', 'Clause 1.2'));
      const statuses = await Promise.all(
        ['error', 'warning', 'information', 'none'].map((each) =>
          keeling('check', 'a.md', '--fail-on', each).then(({ status }) => status),
        ),
      );
      assert.deepEqual(statuses, [0, 1, 1, 0]);
      put('b.md', WRONG);
      assert.equal((await keeling('check', 'b.md', '--fail-on', 'none')).status, 0);
    });

    it('takes the current folder where no path is given, and every Markdown file that git does not ignore', async () => {
      for (const name of ['a.md', 'b/c.md', 'out/d.md', 'node_modules/e.md', '.f/g.md']) put(name, WRONG);
      put('.gitignore', 'out\n');
      const { diagnostics } = JSON.parse((await keeling('check', '--format', 'json')).out) as CheckJson;
      assert.deepEqual([...new Set(diagnostics.map(({ file }) => file))], ['a.md', 'b/c.md']);
    });

    it('takes the documents of a project, and no other', async () => {
      put('x/keeling.yaml', 'documents:\n  - { id: A, path: a.md, baseline: old.md }\n');
      for (const name of ['x/a.md', 'x/old.md', 'x/other.md']) put(name, WRONG);
      for (const path of ['x', 'x/', 'x/keeling.yaml']) {
        const { diagnostics } = JSON.parse((await keeling('check', path, '--format', 'json')).out) as CheckJson;
        assert.deepEqual([...new Set(diagnostics.map(({ file }) => file))], ['x/a.md'], path);
      }
    });

    it('takes a file by name as part of the project that names it', async () => {
      put('x/keeling.yaml', 'documents:\n  - { id: A, path: a.md }\n  - { id: B, path: sub/b.md }\n');
      put('x/a.md', '## 1 A\n\n1.1 See Clause 2.1 of the B, and Clause 2.9 of the B.\n');
      put('x/sub/b.md', '## 2 B\n\n2.1 Words.\n');
      const { out } = await keeling('check', 'x/a.md');
      assert.match(out, /^x\/a\.md:3:\d+ error reference\.unresolved .*2\.9/);
      assert.match(out, /1 error\n$/);
    });

    it('takes a project below a folder as a project', async () => {
      put(
        'x/keeling.yaml',
        'documents:\n  - { id: A, path: a.md, baseline: old.md }\n  - { id: B, path: b.md, baseline: none.md }\n',
      );
      put('x/a.md', '## 1 A\n\n1.1 See Clause 2.1 of the B.\n');
      put('x/b.md', '## 2 B\n\n2.1 Words.\n');
      put('x/old.md', WRONG);
      put('x/templates/notification.md', WRONG);
      put('loose.md', WRONG);
      const { diagnostics } = JSON.parse((await keeling('check', '--format', 'json')).out) as CheckJson;
      assert.deepEqual(
        diagnostics.map(({ file, code }) => [file, code]),
        [
          ['x/keeling.yaml', 'project.invalid'],
          ['loose.md', 'reference.unresolved'],
          ['loose.md', 'placeholder.unfilled'],
        ],
      );
    });

    for (const [name, path, around] of [
      ['four folders down', 'a/b/c/d/code.md', {}],
      ['past a nearer project that does not name it', 'inner/sub/code.md', { 'inner/keeling.yaml': 'documents: []\n' }],
    ] as const) {
      it(`takes a file ${name} as part of the project that names it, by itself and with all`, async () => {
        put('keeling.yaml', `documents:\n  - { id: CODE, path: ${path} }\nchecks: { reference.unresolved: error }\n`);
        for (const [other, text] of Object.entries(around)) put(other, text);
        put(path, '## 1 One\n\n1.1 See Clause 7.7.\n');
        const alone = await keeling('check', path);
        const all = await keeling('check', '.');
        assert.deepEqual([alone.status, all.status], [1, 1]);
        const found = (out: string) => out.split('\n').filter((line) => line.includes('reference.unresolved'));
        assert.equal(found(alone.out).length, 1);
        assert.deepEqual(found(alone.out), found(all.out));
      });
    }

    it('checks each file once, however often it is named', async () => {
      put('a.md', WRONG);
      put('b.md', '---\ndocument: B\nbaseline: none.md\n---\n');
      const { out } = await keeling('check', 'a.md', './a.md', 'b.md', '.', 'b.md', 'a.md', './');
      assert.match(out, /\n2 files checked: 2 errors, 1 warning\n$/);
    });

    it('switches a check off, or makes it more serious, as the project file says', async () => {
      put(
        'keeling.yaml',
        'documents:\n  - { id: A, path: a.md }\nchecks:\n  reference.unresolved: off\n  placeholder.unfilled: error\n',
      );
      put('a.md', WRONG);
      assert.match(
        (await keeling('check')).out,
        /^a\.md:9:10 error placeholder\.unfilled .*\n2 files checked: 1 error\n$/,
      );
    });
  });

  describe('a project file with faults', () => {
    const cases: [name: string, yaml: string, message: RegExp][] = [
      ['invalid YAML', 'documents: [\n', /^x\/keeling\.yaml:1:13 error project\.invalid .*not valid YAML/],
      [
        'a path out of the folder',
        'documents:\n  - { id: A, path: ../a.md }\n',
        /^x\/keeling\.yaml:2:20 error project\.invalid “\.\.\/a\.md” is outside/,
      ],
      ['an absolute path', 'documents:\n  - { id: A, path: /etc/passwd }\n', /is outside the project’s folder/],
      [
        'a missing draft',
        'documents:\n  - { id: A, path: none.md }\n',
        /^x\/keeling\.yaml:2:20 error project\.invalid “none\.md” cannot be read: there is no such file/,
      ],
      [
        'a missing version in force',
        'documents:\n  - { id: A, path: a.md, baseline: none.md }\n',
        /“none\.md” cannot be read: there is no such file/,
      ],
      [
        'a version in force that is a folder',
        'documents:\n  - { id: A, path: a.md, baseline: sub }\n',
        /“sub” cannot be read: it is a folder/,
      ],
      [
        'a version in force that is no text',
        'documents:\n  - { id: A, path: a.md, baseline: zeros.md }\n',
        /“zeros\.md” cannot be read: it is not text/,
      ],
      [
        'a revision where there is no repository',
        'documents:\n  - { id: A, path: a.md, baseline: { git: v1 } }\n',
        /version in force of the A cannot be read: (?:the folder is not in a git repository|git is not installed)/,
      ],
      ['nothing but zeros', '\0\0\0', /keeling\.yaml cannot be read: it is not text/],
    ];
    for (const [name, yaml, message] of cases) {
      it(`${name}: a finding of check, and an end to notify and pack`, async () => {
        put('x/keeling.yaml', yaml);
        put('x/a.md', OLD);
        put('x/sub/b.md', OLD);
        put('x/zeros.md', new Uint8Array(9));
        put('a.md', OLD);
        const [{ status, out, error }] = await Promise.all([
          keeling('check', 'x'),
          refuses(['notify', 'x'], /keeling\.yaml/),
          refuses(['pack', 'x'], /keeling\.yaml/),
        ]);
        assert.match(out, message);
        assert.deepEqual([status, error], [1, '']);
        assert.equal(existsSync(at('x', 'pack')), false);
      });
    }

    it('a link out of the folder is not followed', async function () {
      put('secret.md', WRONG);
      put('x/keeling.yaml', 'documents:\n  - { id: A, path: a.md }\n  - { id: B, path: b/secret.md }\n');
      try {
        symlinkSync(at('secret.md'), at('x', 'a.md'));
        symlinkSync(folder, at('x', 'b'), 'dir');
      } catch {
        return this.skip();
      }
      const { status, out } = await keeling('check', 'x');
      assert.equal(status, 1);
      assert.match(out, /“a\.md” is outside the project’s folder.*\n.*“b\/secret\.md” is outside the project’s folder/);
      assert.doesNotMatch(out, /1\.9/);
    });

    it('front matter with faults is a finding', async () => {
      put('a.md', '---\ndocument: [\n---\n\n1.1 A.\n');
      put('b.md', '---\ndocument: B\nbaseline: none.md\n---\n\n1.1 A.\n');
      put('c.md', '---\ndocument: C\nbaseline: ../../none.md\n---\n\n1.1 A.\n');
      const { status, out } = await keeling('check');
      assert.equal(status, 1);
      for (const line of [
        /^a\.md:2:\d+ error front-matter\.invalid .*YAML/m,
        /^b\.md:3:11 error front-matter\.invalid .*no such file/m,
        /^c\.md:3:11 error front-matter\.invalid .*outside/m,
      ])
        assert.match(out, line);
    });
  });

  describe('outline', () => {
    const DRAFT =
      '---\ndocument: A\nversion: V2\n---\n\n# The Title\n\n## 1 Things\n\n1.1 One:\n\n(a) red; and\n\n(b) blue.\n\n### Loose\n\n**Table 1.1 – T**\n\n| Row | What |\n|---|---|\n| 2A | x |\n';

    it('gives JSON as the interface says; headings without a number give their place to what they hold', async () => {
      put('a.md', DRAFT);
      const { status, out } = await keeling('outline', 'a.md', '--format', 'json');
      assert.equal(status, 0);
      const leaf = (
        kind: string,
        label: string,
        number: string,
        line: number,
        title: string | null = null,
        children: unknown[] = [],
      ) => ({ kind, label, number, title, line, children });
      assert.deepEqual(JSON.parse(out), {
        version: 1,
        document: { id: 'A', version: 'V2' },
        provisions: [
          leaf('section', 'Section 1', '1', 7, 'Things', [
            leaf('clause', 'Clause 1.1', '1.1', 9, null, [
              leaf('paragraph', 'Clause 1.1(a)', '1.1(a)', 11),
              leaf('paragraph', 'Clause 1.1(b)', '1.1(b)', 13),
            ]),
            leaf('table', 'Table 1.1', '1.1', 17, 'T', [leaf('row', 'row 2A of Table 1.1', '2A', 21)]),
          ]),
        ],
      });
    });

    it('gives text that one can read', async () => {
      put('a.md', DRAFT);
      assert.match(
        (await keeling('outline', 'a.md')).out,
        /^Section 1 – Things {2}\(line 8\)\n {2}Clause 1\.1 {2}\(line 10\)\n {4}Clause 1\.1\(a\)/,
      );
    });
  });

  describe('compare', () => {
    beforeEach(() => {
      put('old.md', OLD);
      put('new.md', NEW);
    });

    it('prints what changed', async () => {
      const { status, out } = await keeling('compare', 'old.md', 'new.md');
      assert.equal(status, 0);
      assert.match(out, /^Clause 1\.2: amended\n.*\{--red--\}\{\+\+blue\+\+\}/);
      assert.match(out, /\n1 amended\n$/);
      assert.equal((await keeling('compare', 'old.md', 'old.md')).out, 'No changes.\n');
    });

    it('gives JSON whose segments are both texts', async () => {
      const { out } = await keeling('compare', 'old.md', 'new.md', '--format', 'json', '--segments');
      const { version, summary, changes, segments } = JSON.parse(out) as {
        version: number;
        summary: Record<string, number>;
        changes: unknown[];
        segments: { op: string; text: string }[];
      };
      const joined = (...ops: string[]) =>
        segments
          .filter(({ op }) => ops.includes(op))
          .map(({ text }) => text)
          .join('');
      assert.deepEqual([version, summary.amended, changes.length], [1, 1, 1]);
      assert.deepEqual([joined('equal', 'delete', 'moveFrom'), joined('equal', 'insert', 'moveTo')], [OLD, NEW]);
      assert.equal(
        'segments' in (JSON.parse((await keeling('compare', 'old.md', 'new.md', '--format', 'json')).out) as object),
        false,
      );
    });

    it('gives CriticMarkup, HTML and Word, to standard output or a file', async () => {
      assert.match((await keeling('compare', 'old.md', 'new.md', '--format', 'md')).out, /\{--red--\}\{\+\+blue\+\+\}/);
      assert.match(
        (await keeling('compare', 'old.md', 'new.md', '--format', 'md', '--list-of-changes', '--legend')).out,
        /\{>>Marks: [^\n]+\n\n\{>>List of changes: /,
      );
      assert.match(
        (await keeling('compare', 'old.md', 'new.md', '--format', 'html')).out,
        /<html[\s\S]*<del[\s\S]*red/,
      );
      assert.equal(
        (await keeling('compare', 'old.md', 'new.md', '--format', 'docx')).bytes.subarray(0, 2).toString(),
        'PK',
      );
      for (const name of ['x/y.docx', 'x/y.pdf', 'x/y.html', 'x/y.md', 'x/y.json']) {
        const { status, out } = await keeling('compare', 'old.md', 'new.md', '--output', name);
        assert.deepEqual([status, out], [0, '']);
      }
      assert.deepEqual(readdirSync(at('x')).sort(), ['y.docx', 'y.html', 'y.json', 'y.md', 'y.pdf']);
      assert.equal(readFileSync(at('x', 'y.pdf')).subarray(0, 5).toString(), '%PDF-');
      assert.equal(readFileSync(at('x', 'y.docx')).subarray(0, 2).toString(), 'PK');
      assert.equal((JSON.parse(readFileSync(at('x', 'y.json'), 'utf8')) as { version: number }).version, 1);
    });

    it('writes the same Word file for the same author and date', async () => {
      const args = ['compare', 'old.md', 'new.md', '--format', 'docx', '--author', 'A', '--date', '2020-01-02'];
      assert.ok((await keeling(...args)).bytes.equals((await keeling(...args)).bytes));
    });

    it('never writes over what it reads', async () => {
      put('sub/keep', '');
      for (const name of ['new.md', './old.md', 'sub/../new.md'])
        await refuses(['compare', 'old.md', 'new.md', '--format', 'md', '--output', name], /it is one of the inputs/);
      assert.deepEqual([readFileSync(at('old.md'), 'utf8'), readFileSync(at('new.md'), 'utf8')], [OLD, NEW]);
    });

    it('leaves nothing behind where it cannot write', async () => {
      put('file', '');
      await refuses(
        ['compare', 'old.md', 'new.md', '--output', 'file/x.md'],
        /a file stands where its folder should be/,
      );
      assert.deepEqual(readdirSync(folder).sort(), ['file', 'new.md', 'old.md']);
    });

    it('reads OLD at a git revision', async function () {
      const git = (...args: string[]) =>
        execFileSync(
          'git',
          ['-c', 'user.name=T', '-c', 'user.email=t@example.org', '-c', 'commit.gpgsign=false', ...args],
          { cwd: folder, stdio: 'ignore' },
        );
      try {
        git('init', '-q');
      } catch {
        return this.skip();
      }
      git('add', 'old.md');
      git('commit', '-q', '-m', 'one');
      git('tag', 'v1');
      rmSync(at('old.md'));
      assert.match((await keeling('compare', 'git:v1:old.md', 'new.md')).out, /^Clause 1\.2: amended/);
      await refuses(['compare', 'git:v9:old.md', 'new.md'], /there is no git revision “v9”/);
      await refuses(['compare', 'git:v1:none.md', 'new.md'], /there is no “none\.md” at the git revision “v1”/);
    });

    it('counts as the pack does where the project knows both', async () => {
      const { out } = await keeling(
        'compare',
        join(EXAMPLE, 'in-force', 'mtad-v1.2.md'),
        join(EXAMPLE, 'mtad.md'),
        '--format',
        'json',
      );
      const { summary } = JSON.parse(out) as { summary: Record<string, number> };
      assert.ok((summary.consequential ?? 0) > 0);
    });
  });

  describe('notify', () => {
    it('prints the text, or writes it', async () => {
      const { status, out } = await keeling('notify', EXAMPLE);
      assert.equal(status, 0);
      assert.match(out, /31 January 2020/);
      assert.doesNotMatch(out, /\{\{|\n\n\n/);
      assert.equal((await keeling('notify', EXAMPLE, '--effective', '2020-03-02', '--output', 'n.md')).out, '');
      assert.match(readFileSync(at('n.md'), 'utf8'), /2 March 2020/);
    });

    it('names the template and the line where it cannot be filled', async () => {
      put('keeling.yaml', 'attachments:\n  - { number: 1, notification: t.md }\n');
      put('t.md', 'A\n{{nmae}}\n');
      await refuses(['notify'], /t\.md:2: nothing is called “nmae”/);
      await refuses(['notify', '--output', 't.md'], /t\.md:2/);
    });

    it('leaves a visible placeholder for a missing fact, which is an error once it is issued', async () => {
      put('keeling.yaml', 'attachments:\n  - { number: 1, notification: t.md }\n');
      put('t.md', 'From {{effective}}, {{by}} amends.\n');
      assert.deepEqual(await keeling('notify').then(({ status, out }) => [status, out]), [
        0,
        'From [DD MMM YYYY], [insert who makes the amendments: “by” under “consultation” in keeling.yaml] amends.\n',
      ]);
      put(
        'keeling.yaml',
        'consultation: { status: issued, by: DCC }\nattachments:\n  - { number: 1, notification: t.md }\n',
      );
      const { status, out, error } = await keeling('notify');
      assert.deepEqual([status, out], [1, 'From [DD MMM YYYY], DCC amends.\n']);
      assert.match(error, /^keeling: the notification is issued, but \[DD MMM YYYY\] is not filled in/);
    });

    it('never writes over the template', async () => {
      put('keeling.yaml', 'attachments:\n  - { number: 1, notification: t.md }\n');
      put('t.md', 'A\n');
      await refuses(['notify', '--output', 't.md'], /it is one of the inputs/);
    });
  });

  describe('responses', () => {
    it('are read from the template of the pack, in each format', async () => {
      const template = join((await examplePack()).folder, 'FTC_Attachment_6_Response_Template_DRAFT.docx');
      const { status, out } = await keeling('responses', template, '--format', 'json');
      assert.equal(status, 0);
      const { version, counts, questions } = JSON.parse(out);
      assert.deepEqual([version, counts.responses, counts.confidentiality.unstated], [1, 1, 1]);
      assert.deepEqual(
        questions.map(({ question, answered }: { question: string; answered: number }) => [question, answered]),
        [1, 2, 3, 4, 5].map((number) => [`FTC Q${number}`, 0]),
      );
      assert.match((await keeling('responses', template)).out, /^## FTC Q1\n\nAnswered by 0 of 1\.$/m);
      await keeling('responses', template, '--format', 'csv', '--output', 'answers.csv');
      assert.match(readFileSync(at('answers.csv'), 'utf8'), /^"Question","Respondent",/);
      await refuses(['responses', template, '--format', 'md', '--output', template], /one of the inputs/);
    });
  });

  describe('pack', () => {
    it('writes the attachments of the example and says what it made', async () => {
      const { outcome, folder } = await examplePack();
      const { status, out, error } = outcome;
      assert.deepEqual([status, error], [0, '']);
      for (const number of [1, 2, 3, 4, 5, 6]) assert.match(out, new RegExp(`^Attachment ${number} `, 'm'));
      assert.match(out, /^Attachment 3 .*change marked against V1\.4\).*docx pdf html md\n +changes: \d+ \w+/m);
      assert.doesNotMatch(out, /[\u001b\r]/);
      const files = readdirSync(folder);
      assert.match(out, /^ +Further Testing Consultation +docx pdf html md$/m);
      assert.equal(files.filter((name) => name.endsWith('.docx')).length, 7);
      assert.ok(files.includes('FTC_Pack_Summary.md') && files.includes('FTC_Pack_Manifest.json'));
      assert.match(out, new RegExp(`\n${files.length} files written to p\n$`));
      assert.deepEqual(
        files.filter((name) => name.startsWith('.')),
        [],
      );
    });

    it('gives the same bytes twice, and within twenty seconds', async () => {
      const { folder } = await examplePack();
      const start = Date.now();
      await keeling('pack', EXAMPLE, '--output', 'p');
      assert.ok(Date.now() - start < 20_000);
      const names = readdirSync(folder);
      assert.deepEqual(readdirSync(at('p')), names);
      assert.equal(new Set(names.map((name) => /_Attachment_(\d)_/.exec(name)?.[1]).filter(Boolean)).size, 6);
      for (const name of names) assert.ok(readFileSync(join(folder, name)).equals(readFileSync(at('p', name))), name);
    });

    it('is refused with the reasons while errors stand, and made as a draft where that is asked for', async () => {
      cpSync(EXAMPLE, at('x'), { recursive: true });
      const file = at('x', 'consultation.md');
      const text = readFileSync(file, 'utf8');
      put(
        'x/consultation.md',
        text
          .replace('status: draft', 'status: issued')
          .replace(/^\| 7 \|.*\n/m, '')
          .replace('16:00 on Friday 17 January 2020', '[HH:MM] on Thursday 17 January 2020'),
      );
      const { status, out, error } = await keeling('pack', 'x', '--output', 'p');
      assert.equal(status, 1);
      assert.match(error, /^keeling: x: there are \d errors: .*\(--draft\)\n$/);
      for (const code of ['overview\\.undeclared', 'date\\.weekday', 'placeholder\\.unfilled'])
        assert.match(out, new RegExp(`^consultation\\.md:\\d+: .* \\(${code}\\)$`, 'm'));
      assert.equal(existsSync(at('p')), false);
      const draft = await keeling('pack', 'x', '--output', 'p', '--draft');
      assert.equal(draft.status, 0);
      assert.match(draft.out, /marked as a draft/);
      assert.ok(readdirSync(at('p')).includes('FTC_Attachment_1_Notification_DRAFT.docx'));
    });

    it('writes to “pack” in the folder where no other is named', async () => {
      put('x/keeling.yaml', 'attachments:\n  - { number: 1, notification: true }\n');
      assert.equal((await keeling('pack', 'x')).status, 0);
      assert.deepEqual(readdirSync(at('x', 'pack')).sort(), [
        'Attachment_1_Notification.docx',
        'Attachment_1_Notification.html',
        'Attachment_1_Notification.md',
        'Attachment_1_Notification.pdf',
        'Pack_Manifest.json',
        'Pack_Summary.html',
        'Pack_Summary.md',
      ]);
    });

    it('writes nothing where an attachment cannot be made', async () => {
      put(
        'keeling.yaml',
        'documents:\n  - { id: A, path: a.md }\nattachments:\n  - { number: 1, clean: A }\n  - { number: 2, marked: A }\n',
      );
      put('a.md', OLD);
      await refuses(['pack', '.', '--output', 'p'], /Attachment 2 marks the changes of the A, which has no baseline/);
      assert.equal(existsSync(at('p')), false);
    });
  });

  describe('renumber', () => {
    const FILES = {
      'keeling.yaml':
        'documents:\n  - { id: A, path: a.md, baseline: { path: old.md } }\n  - { id: B, path: sub/b.md }\nattachments:\n  - { number: 1, notification: templates/n.md }\n',
      'a.md': '## 1 One\r\n\r\n1.1 A.\r\n\r\n1.3 B, Clause 1.3.\r\n',
      'old.md': '## 1 One\n\n1.1 A.\n\n1.2 Gone.\n\n1.3 B, Clause 1.3.\n',
      'sub/b.md': '## 1 One\n\n1.1 As in Clause 1.3 of the A, once Clause 1.3 of the existing A.\n',
      'templates/n.md': '# Notice\n\nClause 1.3 of the A comes into effect.\n',
    };
    const texts = () =>
      Object.fromEntries(Object.keys(FILES).map((name) => [name, readFileSync(at(name), 'utf8')] as const));
    const names = () => readdirSync(folder, { recursive: true }).map(String).sort();

    beforeEach(() => {
      for (const [name, text] of Object.entries(FILES)) put(name, text);
    });

    it('follows every reference of the project, and can be taken back and done again', async () => {
      const renumbered = {
        ...FILES,
        'a.md': FILES['a.md'].replaceAll('1.3', '1.2'),
        'sub/b.md': FILES['sub/b.md'].replace('1.3', '1.2'),
        'templates/n.md': FILES['templates/n.md'].replace('1.3', '1.2'),
      };
      const before = names();
      const dry = await keeling('renumber', 'a.md', '--dry-run');
      assert.deepEqual([dry.status, dry.error], [0, '']);
      assert.match(dry.out, /^a\.md:5:1 1\.3 → 1\.2\na\.md:5:15 1\.3 → 1\.2\nsub\/b\.md:3:18 1\.3 → 1\.2\n/);
      assert.match(dry.out, /1 number and 3 references in 3 files would change; nothing is written\.\n$/);
      assert.deepEqual(texts(), FILES);
      assert.deepEqual(names(), before);

      assert.equal((await keeling('renumber', 'a.md')).status, 0);
      assert.deepEqual(texts(), renumbered);
      assert.match((await keeling('renumber', 'a.md')).out, /^Nothing to renumber/);
      assert.match((await keeling('renumber', 'a.md', '--undo')).out, /^Undone in a\.md, sub\/b\.md, templates/);
      assert.deepEqual(texts(), FILES);
      assert.equal((await keeling('renumber', 'sub/b.md', '--undo')).status, 0);
      assert.deepEqual(texts(), renumbered);
      assert.deepEqual(names(), [...before, '.keeling-undo.json'].sort());
    });

    it('follows the references of the project that names the draft, past a nearer one that does not', async () => {
      put('keeling.yaml', 'documents:\n  - { id: CODE, path: inner/sub/code.md }\n  - { id: OTHER, path: other.md }\n');
      put('inner/keeling.yaml', 'documents: []\n');
      put('inner/sub/code.md', '## 1 One\n\n1.1 A.\n\n1.3 B.\n');
      put('other.md', '## 1 One\n\n1.1 See Clause 1.3 of the CODE.\n');
      assert.equal((await keeling('renumber', 'inner/sub/code.md')).status, 0);
      assert.match(readFileSync(at('other.md'), 'utf8'), /Clause 1\.2 of the CODE/);
    });

    it('takes nothing back of a file that was changed since', async () => {
      await keeling('renumber', 'a.md');
      put('sub/b.md', `${readFileSync(at('sub/b.md'), 'utf8')}\n1.2 New.\n`);
      const before = texts();
      await refuses(['renumber', 'a.md', '--undo'], /^keeling: sub\/b\.md: it has changed since it was renumbered/);
      assert.deepEqual(texts(), before);
    });

    it('writes nothing where a reference would come to mean another provision', async () => {
      put('sub/b.md', '## 1 One\n\n1.1 See Clause 1.2 of the A.\n');
      const before = texts();
      await refuses(
        ['renumber', 'a.md'],
        /^keeling: a\.md: not renumbered: sub\/b\.md:3: “Clause 1\.2 of the A” would/,
      );
      assert.deepEqual(texts(), before);
    });

    it('writes nothing where one of the files cannot be written', async () => {
      const before = texts();
      // A folder in the place of the file that tells the way back.
      mkdirSync(at('.keeling-undo.json'));
      await refuses(['renumber', 'a.md'], /^keeling: \.keeling-undo\.json: it is a folder/);
      assert.deepEqual(texts(), before);
      assert.deepEqual(readdirSync(at('sub')), ['b.md']);
    });

    it('is refused with a reason', async () => {
      put('utf16.md', Buffer.from('\ufeff## 1 One\n\n1.1 A.\n\n1.3 B.\n', 'utf16le'));
      put('twice.md', '## 1 One\n\n1.1 A.\n\n1.1 B.\n');
      await refuses(['renumber', 'none.md'], /none\.md: there is no such file/);
      await refuses(['renumber', 'sub'], /sub: it is a folder; name a draft/);
      await refuses(['renumber', 'old.md'], /old\.md: it is a version in force/);
      await refuses(['renumber', 'utf16.md'], /utf16\.md: it is not in UTF-8: save it as UTF-8 first/);
      await refuses(['renumber', 'twice.md'], /twice\.md: not renumbered: Clause 1\.1 stands twice/);
      await refuses(['renumber', 'a.md', '--undo'], /\.keeling-undo\.json: there is no such file, so there is nothing/);
      for (const [name, undo] of [
        ['words', 'not JSON'],
        ['null', 'null'],
        ['another shape', '{"version":1,"files":[{"path":"a.md"}]}'],
        ['a way out', '{"version":1,"files":[{"path":"../a.md","text":"0","edits":[]}]}'],
      ] as const) {
        put('.keeling-undo.json', undo);
        await refuses(['renumber', 'a.md', '--undo'], /\.keeling-undo\.json: it does not say/).catch((error) => {
          throw new Error(`${name}: ${error}`);
        });
      }
      put('sub/keeling.yaml', 'documents: [');
      await refuses(['renumber', 'sub/b.md'], /^keeling: sub\/keeling\.yaml:1: keeling\.yaml is not valid YAML/);
      put('keeling.yaml', FILES['keeling.yaml'].replace('sub/b.md', 'sub/c.md'));
      await refuses(['renumber', 'a.md'], /^keeling: keeling\.yaml:3: “sub\/c\.md” cannot be read/);
    });
  });

  describe('places that are none', () => {
    it('links in a circle', async function () {
      if (process.platform === 'win32') this.skip();
      symlinkSync('two.md', at('one.md'));
      symlinkSync('one.md', at('two.md'));
      for (const command of ['check', 'outline', 'renumber'])
        await refuses([command, 'one.md'], /one\.md: its links lead in a circle/);
    });

    it('a disk that takes no folders', async function () {
      if (process.platform !== 'linux') this.skip();
      put('a.md', OLD);
      await refuses(
        ['compare', 'a.md', 'a.md', '--output', '/proc/none/x.html'],
        /^keeling: \/proc\/none\/x\.html: its folder cannot be made: name another place/,
      );
    });

    it('a project file that cannot be read', async () => {
      mkdirSync(at('keeling.yaml'));
      put('a.md', WRONG);
      await refuses(['renumber', 'a.md'], /^keeling: keeling\.yaml:1: keeling\.yaml cannot be read: it is a folder/);
      await refuses(['notify'], /^keeling: keeling\.yaml cannot be read: it is a folder/);
      const { status, out } = await keeling('check', 'a.md');
      assert.equal(status, 1);
      assert.match(out, /^keeling\.yaml:1:1 error project\.invalid keeling\.yaml cannot be read: it is a folder/);
      assert.match(out, /^a\.md:7:16 error reference\.unresolved/m);
    });

    it('a file in the place of a folder', async () => {
      put('a.md', OLD);
      for (const command of ['overview', 'notify', 'pack'])
        await refuses([command, 'a.md'], /a\.md: it is a file; name the folder that holds the keeling\.yaml/);
    });
  });

  describe('lsp', () => {
    it('answers over standard input and output', async () => {
      const child = spawn(process.execPath, [CLI, 'lsp', '--stdio'], { cwd: folder });
      const send = (message: object) => {
        const text = JSON.stringify({ jsonrpc: '2.0', ...message });
        child.stdin.write(`Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`);
      };
      let out = '';
      const answered = new Promise<void>((resolve, reject) => {
        child.stdout.on('data', (data: Buffer) => {
          out += data.toString();
          if (out.includes('"capabilities"')) resolve();
        });
        child.on('close', () => reject(new Error(`it ended: ${out}`)));
      });
      send({ id: 1, method: 'initialize', params: { processId: process.pid, rootUri: null, capabilities: {} } });
      await answered;
      const ended = new Promise((resolve) => child.on('close', resolve));
      send({ id: 2, method: 'shutdown' });
      send({ method: 'exit' });
      assert.equal(await ended, 0);
    });
  });
});

interface CheckJson {
  readonly version: number;
  readonly diagnostics: readonly {
    readonly file: string;
    readonly range: {
      readonly start: { readonly line: number; readonly character: number };
      readonly end: { readonly line: number; readonly character: number };
    };
    readonly severity: string;
    readonly code: string;
    readonly message: string;
    readonly related: readonly unknown[];
  }[];
  readonly summary: Readonly<Record<string, number>>;
}

interface Sarif {
  readonly version: string;
  readonly runs: readonly {
    readonly tool: { readonly driver: { readonly name: string; readonly rules: readonly { readonly id: string }[] } };
    readonly results: readonly {
      readonly ruleId: string;
      readonly ruleIndex: number;
      readonly level: string;
      readonly locations: readonly {
        readonly physicalLocation: {
          readonly artifactLocation: { readonly uri: string };
          readonly region: Readonly<Record<string, number>>;
        };
      }[];
      readonly suppressions?: readonly { readonly kind: string }[];
    }[];
  }[];
}
