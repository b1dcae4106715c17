// npm test [PATH…]: installs, builds, checks types and style, and runs every test, those in VS Code last, or the tests whose path contains
// one of the words given.
// The last line is always "N passed, N failed, N skipped".
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { endToEnd } from './e2e.mjs';
import { ensureBuilt, ensureInstalled, node, root } from './setup.mjs';

const words = process.argv.slice(2).filter((word) => !word.startsWith('-'));
const counts = { passed: 0, failed: 0, skipped: 0 };

await ensureInstalled();

if (words.length === 0) {
  const checks = [
    ['types', [join('node_modules', 'typescript', 'bin', 'tsc'), '--noEmit']],
    ['types of the webviews', [join('node_modules', 'typescript', 'bin', 'tsc'), '-p', join('client', 'webview')]],
    ['style', [join('node_modules', '@biomejs', 'biome', 'bin', 'biome'), 'check', '--error-on-warnings']],
  ];
  for (const [name, args] of checks) {
    const passed = (await node(args)) === 0;
    counts[passed ? 'passed' : 'failed']++;
    console.log(`${passed ? '✓' : '✗'} ${name}`);
  }
}

await ensureBuilt({ tests: true });
process.chdir(root);
process.setSourceMapsEnabled(true);
const { default: Mocha } = await import('mocha');
const { default: fc } = await import('fast-check');
// The same generated input on every machine, so that a failure is of the change and not of the day; others are tried with SEED=random.
if (process.env.SEED !== 'random') fc.configureGlobal({ seed: Number(process.env.SEED ?? 20_28) });
const mocha = new Mocha({
  timeout: 30_000,
  reporter: words.length > 0 ? 'spec' : 'dot',
  color: process.stdout.isTTY === true,
});
const files = existsSync('out/test') ? testFiles(join('out', 'test')) : [];
for (const file of files) {
  const path = file.replaceAll('\\', '/');
  if (words.length === 0 || words.some((word) => path.includes(word))) mocha.addFile(file);
}
await mocha.loadFilesAsync();
const skipped = [];
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
const inVSCode = await endToEnd(words);
counts.passed += inVSCode.passed;
counts.failed += inVSCode.failed;
counts.skipped += inVSCode.skipped.length;
skipped.push(...inVSCode.skipped);
for (const title of skipped) console.log(`skipped: ${title}`);
if (counts.passed + counts.failed + counts.skipped === 0) {
  console.error('No test ran.');
  counts.failed = 1;
}
console.log(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
process.exit(counts.failed > 0 ? 1 : 0);

function testFiles(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return testFiles(path);
    return entry.name.endsWith('.test.mjs') ? [path] : [];
  });
}
