// Bundles: dist/extension.js, dist/server.js, dist/worker.js and dist/cli.js; with --tests also every test into out/test.
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import * as esbuild from 'esbuild';

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
    cli: 'server/src/cli/main.ts',
  },
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
  entryPoints: testFiles('test'),
};

function testFiles(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return entry.name === 'fixtures' || entry.name === 'e2e' ? [] : testFiles(path);
    return entry.name.endsWith('.test.ts') ? [path] : [];
  });
}

if (flags.has('--watch')) {
  for (const options of [programs, tests]) await (await esbuild.context({ ...options, logLevel: 'info' })).watch();
} else {
  if (flags.has('--tests')) rmSync('out/test', { recursive: true, force: true });
  await Promise.all([esbuild.build(programs), flags.has('--tests') ? esbuild.build(tests) : null]);
}
