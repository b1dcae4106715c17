// npm test [-- WORD…]: installs, builds, checks types and style, and runs every test. With words it
// runs only the tests whose path contains one of them. Tests in VS Code run beside the others; if
// there are any, the bundles are built for production, otherwise for debugging. The last line is
// always "N passed, N failed, N skipped".
import { spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { endToEndTests, prepareEndToEnd } from './e2e.mjs';
import { ensureBuilt, ensureInstalled, root } from './setup.mjs';

/** The tests that take longest. They start first, so that none is left to run alone at the end. */
const LONGEST = ['/regex.', '/scaling/', '/cli/', '/export/', '/model/', '/compare/'];

const words = process.argv.slice(2).filter((word) => !word.startsWith('-'));
const counts = { passed: 0, failed: 0, skipped: 0 };

await ensureInstalled();

const checks = [
  ['types', [join('node_modules', 'typescript', 'bin', 'tsc'), '--noEmit']],
  ['types of the webviews', [join('node_modules', 'typescript', 'bin', 'tsc'), '-p', join('client', 'webview')]],
  ['style', [join('node_modules', '@biomejs', 'biome', 'bin', 'biome'), 'check', '--error-on-warnings']],
];
const inVSCode = endToEndTests(words);
// VS Code is set up before any test begins: a test could otherwise find a browser that is half
// installed.
const [checked, , endToEnd] = await Promise.all([
  Promise.all((words.length === 0 ? checks : []).map(([name, args]) => check(name, args))),
  ensureBuilt({ tests: true, production: inVSCode.length > 0 }),
  inVSCode.length > 0 ? prepareEndToEnd(inVSCode) : null,
]);
for (const { name, status, output } of checked) {
  counts[status === 0 ? 'passed' : 'failed']++;
  if (status !== 0) console.log(output);
  console.log(`${status === 0 ? '✓' : '✗'} ${name}`);
}

process.chdir(root);
const { default: Mocha } = await import('mocha');
const mocha = new Mocha({
  timeout: 60_000,
  reporter: words.length > 0 ? 'spec' : 'dot',
  color: process.stdout.isTTY === true,
  // One file for each processor at a time.
  parallel: true,
  jobs: Math.max(2, availableParallelism()),
  require: [join(root, 'scripts', 'test-process.mjs')],
});
const files = existsSync('out/test') ? testFiles(join('out', 'test')) : [];
const weight = (path) => LONGEST.findIndex((part) => path.includes(part)) >>> 0;
for (const [file, path] of files
  .map((file) => [file, file.replaceAll('\\', '/')])
  .sort(([, a], [, b]) => weight(a) - weight(b)))
  if (words.length === 0 || words.some((word) => path.includes(word))) mocha.addFile(join(root, file));
const skipped = [];
const endedInVSCode = endToEnd?.();
if (mocha.files.length > 0)
  await new Promise((resolve) => {
    const runner = mocha.run(resolve);
    runner.on('pass', () => counts.passed++);
    runner.on('fail', () => counts.failed++);
    runner.on('pending', (test) => {
      counts.skipped++;
      skipped.push(test.fullTitle());
    });
  });
if (endedInVSCode) {
  const { passed, failed, skipped: left, output } = await endedInVSCode;
  process.stdout.write(output);
  counts.passed += passed;
  counts.failed += failed;
  counts.skipped += left.length;
  skipped.push(...left);
}
for (const title of skipped) console.log(`skipped: ${title}`);
if (counts.passed + counts.failed + counts.skipped === 0) {
  console.error('No test ran.');
  counts.failed = 1;
}
console.log(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
process.exit(counts.failed > 0 ? 1 : 0);

/**
 * Runs one of the checks and keeps its output, so that checks running together do not mix theirs.
 */
function check(name, args) {
  return new Promise((resolve) => {
    let output = '';
    const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text) => {
        output += text;
      });
    child.on('close', (status) => resolve({ name, status, output }));
  });
}

function testFiles(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return testFiles(path);
    return entry.name.endsWith('.test.mjs') ? [path] : [];
  });
}
