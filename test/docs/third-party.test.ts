import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

interface Notice {
  readonly name: string;
  readonly version: string;
  readonly license: string;
  readonly text: string;
}

interface ThirdParty {
  listBundledPackages(metafiles: readonly object[]): string[];
  readNotice(folder: string): Notice;
}

describe('the notices of what others made', () => {
  const written = readFileSync('dist/THIRD-PARTY.txt', 'utf8');
  let made: ThirdParty;
  let folder = '';

  before(async () => {
    made = (await import(pathToFileURL(resolve('scripts/third-party.mjs')).href)) as ThirdParty;
  });
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'keeling-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('name each bundled package, with the text of its licence', () => {
    const packages = ['diff', 'fflate', 'micromark', 'saxes', 'yaml', 'vscode-languageserver', 'vscode-languageclient'];
    for (const name of packages) {
      const notice = made.readNotice(join('node_modules', name));
      assert.ok(written.includes(`${name} ${notice.version} (${notice.license})`), name);
      assert.ok(written.includes(notice.text.trim()), name);
    }
    assert.ok(written.match(/^={80}$/gm)!.length > 80, 'more than forty notices');
  });

  it('name the typesetter, its fonts and its crates', () => {
    for (const words of [
      '@myriaddreamin/typst-ts-node-compiler',
      'the font Arimo (OFL-1.1)',
      'the font Noto Naskh Arabic (OFL-1.1)',
      'Libertinus Serif fonts',
      'GUST Font License',
      'Bitstream Vera',
      'Apache License',
      'krilla-',
      'tiny-skia-',
    ])
      assert.ok(written.includes(words), words);
  });

  it('find the packages that a bundle holds', () => {
    const inputs = [
      'server/src/a.ts',
      'node_modules/b/x.js',
      'node_modules/@c/d/y.js',
      'node_modules/b/node_modules/e/z.js',
    ];
    const metafile = { outputs: { 'dist/a.js': { inputs: Object.fromEntries(inputs.map((path) => [path, {}])) } } };
    assert.deepEqual(made.listBundledPackages([metafile]), [
      'node_modules/@c/d',
      'node_modules/b',
      'node_modules/b/node_modules/e',
    ]);
  });

  const refused: [string, object, string | null, RegExp][] = [
    [
      'without a licence file',
      { name: 'none', version: '1.0.0', license: 'MIT' },
      null,
      /none 1\.0\.0: it has no licence file/,
    ],
    ['with an empty one', { name: 'none', version: '1.0.0', license: 'MIT' }, '\n', /its licence file is empty/],
    ['of no licence', { name: 'none', version: '1.0.0' }, 'words', /its licence is “undefined”/],
    ['of a licence that binds others', { name: 'none', version: '1.0.0', license: 'GPL-3.0' }, 'words', /“GPL-3\.0”/],
  ];
  for (const [name, facts, text, message] of refused)
    it(`fail the build for a package ${name}`, () => {
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, 'package.json'), JSON.stringify(facts));
      if (text !== null) writeFileSync(join(folder, 'LICENSE'), text);
      assert.throws(() => made.readNotice(folder), message);
    });
});
