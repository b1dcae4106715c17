import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

/**
 * What the .vsix holds: `package.json`, and every file that one of these names; `*` stands for any
 * part of a name.
 */
const IN_VSIX = [
  'CHANGELOG.md',
  'LICENSE',
  'README.md',
  'dist/*.LEGAL.txt',
  'dist/*.css',
  'dist/THIRD-PARTY.txt',
  'dist/cli-helper.js',
  'dist/cli.js',
  'dist/cli/*.LEGAL.txt',
  'dist/cli/*.js',
  'dist/comparison.js',
  'dist/extension.js',
  'dist/live-preview.js',
  'dist/fonts/*',
  'dist/pdf-thread.js',
  'dist/reference-map.js',
  'dist/server.js',
  'dist/timeline.js',
  'dist/typesetter.js',
  'dist/typst.node',
  'dist/worker.js',
  'docs/*.md',
  'docs/checks/*.md',
  'docs/pictures/*.png',
  'l10n/*.json',
  'media/*',
  'media/walkthrough/*',
  'package.json',
  'package.nls.json',
  'schemas/*.json',
  'snippets/*.json',
  'syntaxes/*.json',
];

/** What the npm package of the command line holds, beside the pictures that its README shows. */
const IN_NPM_PACKAGE = [
  'CHANGELOG.md',
  'LICENSE',
  'README.md',
  'dist/*.LEGAL.txt',
  'dist/THIRD-PARTY.txt',
  'dist/cli-helper.js',
  'dist/cli.js',
  'dist/cli/*.LEGAL.txt',
  'dist/cli/*.js',
  'dist/fonts/*',
  'dist/pdf-thread.js',
  'dist/typesetter.js',
  'dist/typst.node',
  'dist/worker.js',
  'package.json',
];

describe('the top level', () => {
  it('has the layout that was asked for', () => {
    const wanted = [
      'client',
      'server',
      'syntaxes',
      'snippets',
      'test',
      'package.json',
      'tsconfig.json',
      '.vscodeignore',
    ];
    const top = readdirSync('.');
    assert.deepEqual(
      wanted.filter((name) => !top.includes(name)),
      [],
    );
  });
});

describe('the build', () => {
  it('puts the programs into dist/, and the chunks of the command line into dist/cli/', () => {
    const programs = IN_VSIX.flatMap((path) => /^dist\/([\w-]+\.js)$/.exec(path)?.[1] ?? []);
    const scripts = readdirSync('dist').filter((name) => name.endsWith('.js'));
    assert.deepEqual(scripts.sort(), programs.sort());
    const unnamed = readdirSync('dist/cli').filter(
      (name) =>
        !/^(?:(?:[\w.-]+-[A-Z0-9]{8}|late-html|late-markdown|late-yaml|short-run|start)\.js(?:\.|$)|compiled\.)/.test(
          name,
        ) || /^chunk-/.test(name),
    );
    assert.deepEqual(unnamed, []);
  });

  it('reads the parsers of Markdown and YAML only where a text needs them', () => {
    const folder = mkdtempSync(join(tmpdir(), 'keeling-parsers-'));
    try {
      const tellLoaded = join(folder, 'tell.cjs');
      writeFileSync(
        tellLoaded,
        "process.on('exit', () => console.error(Object.keys(require.cache).join(' ').match(/late-\\w+/g) ?? 'none'));",
      );
      const loadedFor = (text: string) => {
        const path = join(folder, 'draft.md');
        writeFileSync(path, text);
        const args = ['-r', tellLoaded, 'dist/cli.js', 'check', path, '--fail-on', 'none'];
        return spawnSync(process.execPath, args, { encoding: 'utf8' }).stderr.trim();
      };
      assert.equal(loadedFor('# Rules\n\n1.1 The Panel **shall** meet.\n'), 'none');
      assert.match(loadedFor('---\nversion: V1\n---\n\n1.1 The Panel shall meet.\n'), /late-yaml/);
      assert.match(loadedFor('# Rules\n\n1.1 See the [rules](https://example.org/) &amp; more.\n'), /late-markdown/);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe('what is published', () => {
  it('is named by allow-lists', () => {
    assert.equal(Object.hasOwn(JSON.parse(readFileSync('package.json', 'utf8')), 'files'), false);
    assert.deepEqual(
      ['.vscodeignore', '.npmignore'].map((list) => readFileSync(list, 'utf8').match(/^[^#\s].*$/m)?.[0]),
      ['**', '/*'],
    );
  });

  it('is, in the .vsix, what the extension and the command line need', () => {
    const vsce = join('node_modules', '@vscode', 'vsce', 'vsce');
    const listed = outputOf(vsce, 'ls', '--no-dependencies').split(/\r?\n/).filter(Boolean);
    assert.deepEqual(listed.sort(), filesNamedBy(IN_VSIX));
  });

  describe('on npm', () => {
    let packed: string[] = [];
    let folder = '';

    before(function () {
      this.timeout(300_000);
      const npm = findNpm();
      if (!npm) return this.skip();
      const listed = JSON.parse(outputOf(npm, 'pack', '--dry-run', '--json', '--ignore-scripts')) as [
        { files: { path: string }[] },
      ];
      packed = listed[0].files.map(({ path }) => path).sort();
      folder = realpathSync(mkdtempSync(join(tmpdir(), 'keeling-packed-')));
      for (const path of packed) cpSync(path, join(folder, path));
    });
    after(() => rmSync(folder, { recursive: true, force: true }));

    it('is the command line, and the pictures that its README shows', () => {
      const pictures = [...readFileSync('README.md', 'utf8').matchAll(/!\[[^\]]*\]\((?!https?:)([^)\s]+)/g)];
      const wanted = [...filesNamedBy(IN_NPM_PACKAGE), ...pictures.map(([, path]) => path ?? '')];
      assert.deepEqual(packed, [...new Set(wanted)].sort());
    });

    it('runs from these files alone: checks a project, and writes a PDF', () => {
      const example = resolve('examples', 'further-testing');
      const keeling = join(folder, 'dist', 'cli.js');
      assert.match(outputOf(keeling, 'check', example), /4 files checked/);
      assert.match(outputOf(keeling, 'help', 'check'), /keeling check/);
      const pdf = join(folder, 'changes.pdf');
      outputOf(
        keeling,
        'compare',
        join(example, 'in-force', 'mtad-v1.2.md'),
        join(example, 'mtad.md'),
        '--output',
        pdf,
      );
      assert.equal(readFileSync(pdf).subarray(0, 5).toString(), '%PDF-');
    });
  });
});

/** What a script for Node prints on standard output; it must end with status 0. */
function outputOf(script: string, ...args: string[]): string {
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...args], { encoding: 'utf8' });
  assert.equal(status, 0, stderr);
  return stdout;
}

/** The program of npm: the one that runs these tests, or the one that came with Node. */
function findNpm(): string | undefined {
  const folder = dirname(process.execPath);
  return [
    process.env.npm_execpath ?? '',
    join(folder, 'node_modules', 'npm', 'bin', 'npm-cli.js'),
    join(folder, '..', 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js'),
  ].find((path) => path.endsWith('.js') && existsSync(path));
}

/**
 * The files in this folder that patterns name, sorted; each pattern must name one at least, unless
 * it is of licences.
 */
function filesNamedBy(patterns: readonly string[]): string[] {
  const named = patterns.flatMap((pattern) => {
    const folder = dirname(pattern);
    const name = new RegExp(
      `^${pattern
        .slice(folder === '.' ? 0 : folder.length + 1)
        .replaceAll('.', '\\.')
        .replace('*', '.*')}$`,
    );
    const files = readdirSync(folder, { withFileTypes: true }).filter(
      (entry) => entry.isFile() && name.test(entry.name),
    );
    if (!pattern.endsWith('.LEGAL.txt')) assert.ok(files.length > 0, `no file is named by ${pattern}`);
    return files.map((entry) => (folder === '.' ? entry.name : `${folder}/${entry.name}`));
  });
  return [...new Set(named)].sort();
}
