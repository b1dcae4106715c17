// Bundles: dist/extension.js, dist/server.js, dist/worker.js, dist/typesetter.js, and dist/cli.js with its parts; with --tests also every test into out/test and out/e2e.
import { chmodSync, cpSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import * as esbuild from 'esbuild';
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
  // The pages of the checks are part of the command line; the layout of a PDF is a program in Typst.
  loader: { '.md': 'text', '.typ': 'text' },
};

const programs = {
  ...common,
  format: 'cjs',
  outdir: 'dist',
  // The packages' own ES modules bundle smaller and start faster than their CommonJS twins.
  mainFields: ['module', 'main'],
  external: ['vscode'],
  entryPoints: {
    extension: 'client/src/extension.ts',
    server: 'server/src/lsp/main.ts',
    worker: 'server/src/lsp/worker.ts',
    typesetter: 'server/src/node/typesetter-main.ts',
  },
};

/** The command line: each command loads the parts that it needs, so that none waits for what it does not. */
const commandLine = {
  ...common,
  format: 'esm',
  splitting: true,
  outdir: 'dist',
  chunkNames: 'cli-[hash]',
  mainFields: programs.mainFields,
  external: programs.external,
  entryPoints: { cli: 'server/src/cli/main.ts' },
  sourcemap: production ? false : 'inline',
  write: false,
  plugins: [{ name: 'parts as CommonJS', setup: (build) => build.onEnd(writeAsCommonJS) }],
};

/** esbuild splits ES modules alone, and Node loads CommonJS in less time: what was split is rewritten. */
async function writeAsCommonJS({ outputFiles = [] }) {
  mkdirSync('dist', { recursive: true });
  for (const stale of filesBelow('dist', '').filter((path) => /^cli[.-]/.test(basename(path)))) rmSync(stale);
  for (const { path, text, contents } of outputFiles) {
    if (!path.endsWith('.js')) {
      writeFileSync(path, contents);
      continue;
    }
    const { code, map } = await esbuild.transform(text, {
      format: 'cjs',
      platform: 'node',
      target: common.target,
      charset: 'utf8',
      supported: { 'dynamic-import': false },
      minify: production,
      sourcemap: production ? false : 'external',
      sourcefile: basename(path),
    });
    writeFileSync(path, production ? code : `${code}//# sourceMappingURL=${basename(path)}.map\n`);
    if (!production) writeFileSync(`${path}.map`, map);
  }
  chmodSync(join('dist', 'cli.js'), 0o755);
}

/** The scripts and styles of the webviews, which run in a page of VS Code's. */
const pages = {
  ...common,
  platform: 'browser',
  target: 'chrome128',
  format: 'iife',
  outdir: 'dist',
  entryPoints: {
    comparison: 'client/webview/comparison.ts',
    'reference-map': 'client/webview/reference-map.ts',
    timeline: 'client/webview/timeline.ts',
  },
};

/** The tests that run inside VS Code, in its own form of module. */
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
  entryPoints: [...filesBelow('test', '.test.ts', ['fixtures', 'e2e']), 'test/support/command-host.ts'],
};

/** Lays the typesetter, its fonts and their licences beside the programs: for this system, or for the one that is packed for. */
async function layTypesetter() {
  const { resolve } = createRequire(import.meta.url);
  const typst = dirname(resolve('@myriaddreamin/typst-ts-node-compiler'));
  const arimo = dirname(resolve('@expo-google-fonts/arimo/package.json'));
  const binary = await typesetterFor(process.env.KEELING_TARGET ?? ownTarget());
  mkdirSync('dist/fonts', { recursive: true });
  // One that is in use stays where it is.
  if (statSync('dist/typst.node', { throwIfNoEntry: false })?.size !== statSync(binary).size)
    cpSync(binary, 'dist/typst.node');
  cpSync(join(typst, 'LICENSE'), 'dist/typst.LEGAL.txt');
  for (const style of ['400Regular', '400Regular_Italic', '700Bold', '700Bold_Italic'])
    cpSync(join(arimo, style, `Arimo_${style}.ttf`), `dist/fonts/Arimo_${style}.ttf`);
  cpSync(join(arimo, 'LICENSE_FONT'), 'dist/fonts/Arimo.LEGAL.txt');
}

function filesBelow(folder, ending, without = []) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return without.includes(entry.name) ? [] : filesBelow(path, ending, without);
    return entry.name.endsWith(ending) ? [path] : [];
  });
}

await layTypesetter();
if (flags.has('--watch')) {
  for (const options of [programs, commandLine, pages, tests, testsInVSCode])
    await (await esbuild.context({ ...options, logLevel: 'info' })).watch();
} else {
  const all = [programs, commandLine, pages, ...(flags.has('--tests') ? [tests, testsInVSCode] : [])];
  for (const { outdir } of all.slice(3)) rmSync(outdir, { recursive: true, force: true });
  await Promise.all(all.map((options) => esbuild.build(options)));
}
