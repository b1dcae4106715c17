// Bundles the programs into dist/: extension.js, server.js, worker.js, typesetter.js, and cli.js
// with its chunks in dist/cli/, compiled for this Node. With --tests it also bundles every test, into out/test and out/e2e.
import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import Module, { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { parse } from 'acorn';
import { full } from 'acorn-walk';
import * as esbuild from 'esbuild';
import { makeThirdParty } from './scripts/third-party.mjs';
import { ownTarget, typesetterFor } from './scripts/typesetter.mjs';

const flags = new Set(process.argv.slice(2));
const production = flags.has('--production');

const common = {
  bundle: true,
  platform: 'node',
  target: 'node20',
  charset: 'utf8',
  logLevel: 'warning',
  sourcemap: production ? false : 'linked',
  minify: production,
  legalComments: production ? 'linked' : 'none',
  // The command line shows the pages of the checks; the layout of a PDF is a program in Typst.
  loader: { '.md': 'text', '.typ': 'text' },
};

const programs = {
  ...common,
  format: 'cjs',
  outdir: 'dist',
  metafile: true,
  // The ES modules of a package bundle smaller and start faster than its CommonJS ones.
  mainFields: ['module', 'main'],
  external: ['vscode'],
  entryPoints: {
    extension: 'client/src/extension.ts',
    server: 'server/src/lsp/main.ts',
    worker: 'server/src/lsp/worker.ts',
    typesetter: 'server/src/node/typesetter-main.ts',
  },
};

/** What is put in the place of words of pdfjs, file by file. */
const MENDS = {
  // It looks for a package to draw with, which is not published with Keeling, and warns that it is missing.
  'pdf.mjs': ['canvas = require("@napi-rs/canvas");', 'canvas = null;'],
  // It begins to read pages before it is asked for them. Nobody waits for one that is damaged.
  'pdf.worker.mjs': [
    'pageDictCache.put(lastKid, xref.fetchAsync(lastKid));',
    'const early = xref.fetchAsync(lastKid); early.catch(() => {}); pageDictCache.put(lastKid, early);',
  ],
};

const mendedPdfjs = {
  name: 'mended-pdfjs',
  setup(build) {
    build.onLoad({ filter: /pdfjs-dist[\\/]legacy[\\/]build[\\/]pdf(?:\.worker)?\.mjs$/ }, ({ path }) => {
      const text = readFileSync(path, 'utf8');
      const [asked, instead] = MENDS[basename(path)];
      if (!text.includes(asked)) throw new Error(`${path} is not as it was: see whether it needs ${asked} mended`);
      return { contents: text.replace(asked, instead), loader: 'js' };
    });
  },
};

/**
 * The thread that reads PDFs, in a bundle of its own: few need it, and it is large. The library asks
 * an ES module for its own place, and would look there for its other half, which is bundled too.
 */
const pdfReader = {
  ...programs,
  sourcemap: false,
  entryPoints: { 'pdf-thread': 'server/src/lsp/pdf-thread.ts' },
  plugins: [mendedPdfjs],
  define: { 'import.meta.url': '__ownPlace' },
  banner: { js: 'const __ownPlace = require("node:url").pathToFileURL(__filename).href;' },
};

/**
 * The command line: dist/cli.js starts it, dist/cli-helper.js is the thread that helps to check, and
 * each command loads the chunks in dist/cli/ that it needs. One file would take longer to start.
 */
const commandLine = {
  ...common,
  format: 'esm',
  splitting: true,
  outdir: 'dist',
  chunkNames: 'cli/[name]-[hash]',
  mainFields: programs.mainFields,
  external: programs.external,
  entryPoints: {
    cli: 'server/src/cli/main.ts',
    'cli-helper': 'server/src/cli/check-thread-main.ts',
    'cli/short-run': 'server/src/node/short-run.ts',
    'cli/start': 'server/src/cli/start.ts',
  },
  sourcemap: production ? false : 'inline',
  write: false,
  metafile: true,
  plugins: [
    { name: 'late packages', setup: loadLate },
    { name: 'chunks as CommonJS', setup: (build) => build.onEnd(writeAsCommonJS) },
  ],
};

/**
 * Large packages that few runs of the command line need, by the bundle in dist/cli/ that holds them,
 * each with what is taken from it. A bundle is read when one of its names is first used.
 */
const LATE_BUNDLES = {
  'late-html': { parse5: ['parse'] },
  'late-markdown': { 'remark-parse': ['default'], unified: ['unified'] },
  'late-yaml': {
    yaml: ['isMap', 'isPair', 'isScalar', 'isSeq', 'LineCounter', 'parseDocument', 'visit', 'YAMLParseError'],
  },
};

function loadLate(build) {
  for (const [bundle, packages] of Object.entries(LATE_BUNDLES)) {
    const filter = new RegExp(`^(?:${Object.keys(packages).join('|')})$`);
    build.onResolve({ filter }, ({ path, importer }) =>
      importer.includes('node_modules') ? undefined : { path, namespace: bundle },
    );
    build.onLoad({ filter, namespace: bundle }, ({ path }) => {
      const held = `require(__dirname + '/cli/${bundle}.js')['${path}']`;
      const names = packages[path].map(
        (name) => `Object.defineProperty(exports, '${name}', { enumerable: true, get: () => ${held}.${name} });`,
      );
      return { contents: `exports.__esModule = true;\n${names.join('\n')}`, loader: 'js' };
    });
  }
}

/** Writes the late bundles, beside the chunks; gives their metafiles. */
async function writeLateBundles() {
  const built = Object.entries(LATE_BUNDLES).map(([bundle, packages]) => {
    const all = Object.keys(packages).map((name) => `export * as "${name}" from '${name}';`);
    return esbuild.build({
      ...common,
      stdin: { contents: all.join('\n'), resolveDir: '.', sourcefile: `${bundle}.js` },
      format: 'cjs',
      outfile: `dist/cli/${bundle}.js`,
      mainFields: programs.mainFields,
      minifyWhitespace: true,
      minifySyntax: true,
      metafile: true,
    });
  });
  return (await Promise.all(built)).map(({ metafile }) => metafile);
}

/** The folder of the programs, in place of a chunk's own `__dirname`: they are one folder up. */
const PROGRAM_FOLDER = 'const __programFolder = require("node:path").dirname(__dirname);';

/**
 * esbuild can only split ES modules, but Node loads CommonJS faster, so each chunk is rewritten.
 */
let lateMetafiles = [];
async function writeAsCommonJS({ outputFiles = [], metafile }) {
  const nameChunks = chunkNamer(metafile);
  rmSync('dist/cli', { recursive: true, force: true });
  mkdirSync('dist/cli', { recursive: true });
  for (const stale of readdirSync('dist').filter((name) => /^cli[.-]/.test(name))) rmSync(join('dist', stale));
  for (const { path, text } of outputFiles) {
    const file = nameChunks(path);
    if (!path.endsWith('.js')) {
      writeFileSync(file, nameChunks(text));
      continue;
    }
    const isChunk = basename(dirname(path)) === 'cli';
    const { code, map } = await esbuild.transform(prepareChunk(nameChunks(text)), {
      format: 'cjs',
      platform: 'node',
      target: common.target,
      charset: 'utf8',
      supported: { 'dynamic-import': false },
      // Every start reads the chunks. Names stay, for stack traces and profiles.
      minifyWhitespace: true,
      minifySyntax: true,
      minifyIdentifiers: production,
      sourcemap: production ? false : 'external',
      sourcefile: basename(file),
      ...(isChunk && text.includes('__dirname')
        ? { define: { __dirname: '__programFolder' }, banner: PROGRAM_FOLDER }
        : {}),
    });
    writeFileSync(file, production ? code : `${code}//# sourceMappingURL=${basename(file)}.map\n`);
    if (!production) writeFileSync(`${file}.map`, map);
  }
  chmodSync(join('dist', 'cli.js'), 0o755);
  lateMetafiles = await writeLateBundles();
}

/**
 * A text with other words in place of some parts of it, from one place up to another. Its lines stay
 * where they are, for the map of its sources.
 */
function replaceParts(text, parts) {
  const pieces = [];
  let at = 0;
  for (const { start, end, by } of parts.sort((a, b) => a.start - b.start)) {
    pieces.push(text.slice(at, start), by, text.slice(start, end).replace(/[^\n]+/g, ''));
    at = end;
  }
  return [...pieces, text.slice(at)].join('');
}

/**
 * Prepares the text of a chunk for CommonJS, so that it starts and runs faster.
 *
 * What one chunk takes from another becomes a constant of its own: esbuild would ask a getter for it
 * each time it is used. V8 reads each literal expression when it reads a file and again when it runs,
 * and one with classes of Unicode takes up to a tenth of a millisecond each time: each is made when
 * it is first used, and kept. Those that remember where they stopped stay as they are.
 */
function prepareChunk(text) {
  const parts = [];
  const names = [];
  const exported = new Set();
  const program = parse(text, { ecmaVersion: 'latest', sourceType: 'module' });
  for (const { type, specifiers, source, start, end } of program.body) {
    if (type === 'ImportDeclaration' && source.value.startsWith('.')) {
      // A chunk of which no name is taken has nothing that is needed here.
      const pairs = specifiers.map(({ imported, local }) => `${imported.name}: ${local.name}`);
      const by = pairs.length === 0 ? '' : `const { ${pairs.join(', ')} } = require(${JSON.stringify(source.value)});`;
      parts.push({ start, end, by });
    }
    if (type === 'ExportNamedDeclaration') {
      const given = specifiers.map(({ exported, local }) => `${exported.name}: ${local.name}`);
      // Whoever imports it when it runs is told that its default is one of these names.
      const all = `Object.defineProperty({ ${given.join(', ')} }, '__esModule', { value: true })`;
      parts.push({ start, end, by: `module.exports = ${all};` });
      for (const { local } of specifiers) exported.add(local.name);
    }
  }
  full(program, ({ type, regex, start, end, left, argument }) => {
    const changed = type === 'AssignmentExpression' ? left : type === 'UpdateExpression' ? argument : null;
    if (changed?.type === 'Identifier' && exported.has(changed.name))
      throw new Error(`${changed.name} is exported and then changed: other chunks would keep the value it had`);
    if (type !== 'Literal' || !regex?.pattern.includes('\\p{') || /[gy]/.test(regex.flags)) return;
    const name = `__expression${names.length}`;
    names.push(name);
    const made = `new RegExp(${JSON.stringify(regex.pattern)}, ${JSON.stringify(regex.flags)})`;
    parts.push({ start, end, by: `(${name} ??= ${made})` });
  });
  const declared = names.length === 0 ? '' : `var ${names.join(', ')}; `;
  return declared + replaceParts(text, parts);
}

/**
 * esbuild names a chunk that is loaded on demand after its source file, but calls every shared one
 * "chunk". These are named after the largest source file in them.
 * @returns {(text: string) => string} puts the names in place of esbuild's in a path or a text
 */
function chunkNamer({ outputs }) {
  const names = new Map();
  for (const [path, { inputs }] of Object.entries(outputs)) {
    const shared = /\/(chunk-[A-Z0-9]{8})\.js$/.exec(path)?.[1];
    if (!shared) continue;
    const [largest] = Object.entries(inputs).sort(([, a], [, b]) => b.bytesInOutput - a.bytesInOutput);
    names.set(shared, shared.replace('chunk', largest ? nameOfSource(largest[0]) : 'runtime'));
  }
  return (text) => text.replace(/\bchunk-[A-Z0-9]{8}\b/g, (name) => names.get(name) ?? name);
}

/** The name of a source file; of a file in a package, the name of the package. */
function nameOfSource(path) {
  const ofPackage = /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1];
  return (ofPackage ?? basename(path).replace(/\.\w+$/, '')).replace(/[^\w]+/g, '-');
}

/** The scripts and styles of the webviews. They run in a page, not in Node. */
const pages = {
  ...common,
  platform: 'browser',
  target: 'chrome128',
  format: 'iife',
  outdir: 'dist',
  metafile: true,
  entryPoints: {
    comparison: 'client/webview/comparison.ts',
    'reference-map': 'client/webview/reference-map.ts',
    timeline: 'client/webview/timeline.ts',
    'live-preview': 'client/webview/live-preview.ts',
  },
};

/** The tests that run inside VS Code, which loads CommonJS. */
const testsInVSCode = {
  ...common,
  format: 'cjs',
  outdir: 'out/e2e',
  outbase: 'test/e2e',
  packages: 'external',
  sourcemap: 'linked',
  minify: false,
  entryPoints: ['test/e2e/run.ts', ...filesBelow('test/e2e', '.test.ts')],
};

const tests = {
  ...common,
  format: 'esm',
  outdir: 'out/test',
  outbase: 'test',
  outExtension: { '.js': '.mjs' },
  splitting: true,
  packages: 'external',
  sourcemap: 'linked',
  minify: false,
  entryPoints: [
    ...filesBelow('test', '.test.ts', ['fixtures', 'e2e']),
    'test/support/command-host.ts',
    'test/scaling/count-work.ts',
    'test/fuzz/run.ts',
    'test/oracles/run.ts',
  ],
};

/**
 * Copies the typesetter, its fonts and their licences to dist/, where the programs look for them.
 * The typesetter is the one of this system, or of the system in KEELING_TARGET, for which a package
 * is being made.
 * @returns the folders of the packages, and the binary, for their notices
 */
async function copyTypesetter() {
  const { resolve } = createRequire(import.meta.url);
  const typst = dirname(resolve('@myriaddreamin/typst-ts-node-compiler'));
  const [arimo, naskh] = ['arimo', 'noto-naskh-arabic'].map((name) =>
    dirname(resolve(`@expo-google-fonts/${name}/package.json`)),
  );
  const binary = await typesetterFor(process.env.KEELING_TARGET ?? ownTarget());
  mkdirSync('dist/fonts', { recursive: true });
  // A running program may have it open, so it is only replaced when it differs.
  if (statSync('dist/typst.node', { throwIfNoEntry: false })?.size !== statSync(binary).size)
    cpSync(binary, 'dist/typst.node');
  cpSync(join(typst, 'LICENSE'), 'dist/typst.LEGAL.txt');
  for (const style of ['400Regular', '400Regular_Italic', '700Bold', '700Bold_Italic'])
    cpSync(join(arimo, style, `Arimo_${style}.ttf`), `dist/fonts/Arimo_${style}.ttf`);
  cpSync(join(arimo, 'LICENSE_FONT'), 'dist/fonts/Arimo.LEGAL.txt');
  for (const style of ['400Regular', '700Bold'])
    cpSync(join(naskh, style, `NotoNaskhArabic_${style}.ttf`), `dist/fonts/NotoNaskhArabic_${style}.ttf`);
  cpSync(join(naskh, 'LICENSE_FONT'), 'dist/fonts/NotoNaskhArabic.LEGAL.txt');
  const fonts = { Arimo: arimo, 'Noto Naskh Arabic': naskh };
  return { typesetter: typst, fonts, binary };
}

function filesBelow(folder, ending, without = []) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return without.includes(entry.name) ? [] : filesBelow(path, ending, without);
    return entry.name.endsWith(ending) ? [path] : [];
  });
}

const typesetter = await copyTypesetter();
if (flags.has('--watch')) {
  for (const options of [programs, pdfReader, commandLine, pages, tests, testsInVSCode])
    await (await esbuild.context({ ...options, logLevel: 'info' })).watch();
} else {
  const all = [programs, pdfReader, commandLine, pages, ...(flags.has('--tests') ? [tests, testsInVSCode] : [])];
  for (const { outdir } of all.slice(4)) rmSync(outdir, { recursive: true, force: true });
  const built = await Promise.all(all.map((options) => esbuild.build(options)));
  const metafiles = [...built.slice(0, 4).map(({ metafile }) => metafile), ...lateMetafiles];
  writeFileSync('dist/THIRD-PARTY.txt', makeThirdParty({ metafiles, ...typesetter }));
  // A package is for many versions of Node; a checkout for the one that builds it.
  if (!production && !('enableCompileCache' in Module))
    execFileSync(process.execPath, ['scripts/compiled-code.mjs'], { stdio: ['ignore', 'ignore', 'inherit'] });
}
