// The tests in a real VS Code.
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runGroup } from './group.mjs';
import { makePackage } from './package.mjs';
import { root } from './setup.mjs';
import { ensureVSCode, NoVSCode } from './vscode.mjs';

/** How long all suites together may take, in milliseconds; setting up VS Code is not counted. */
const LIMIT = 180_000;

/** What keeps VS Code still while it is tested. */
const SETTINGS = {
  'telemetry.telemetryLevel': 'off',
  'workbench.startupEditor': 'none',
  'workbench.enableExperiments': false,
  'extensions.autoUpdate': false,
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'security.workspace.trust.enabled': false,
  'git.enabled': false,
  'files.autoSave': 'off',
};

/**
 * The suites: each a run of VS Code with the tests of some folders of test/e2e. The second is of the extension as it is installed, so
 * that another that does nothing stands in for one under development.
 */
const SUITES = [
  { name: 'the extension from this folder', folders: ['smoke', 'features'], development: root, workspace: oneFolder },
  {
    name: 'the .vsix as it is installed',
    folders: ['smoke', 'installed'],
    development: join(root, 'test', 'e2e', 'driver'),
    workspace: twoFolders,
    installed: join(root, 'out', 'keeling.vsix'),
  },
];

/**
 * Runs all tests, or those whose path contains one of the words. VS Code takes its time to start, so that only a word with `e2e` means them.
 * @param {readonly string[]} words none for all
 * @returns {Promise<{ passed: number, failed: number, skipped: string[] }>}
 */
export async function endToEnd(words) {
  const counts = { passed: 0, failed: 0, skipped: [] };
  const suites = SUITES.flatMap((suite) => {
    const files = suite.folders
      .flatMap(testFiles)
      .filter((file) => words.length === 0 || words.some((word) => word.includes('e2e') && file.includes(word)));
    return files.length > 0 ? [{ ...suite, files }] : [];
  });
  if (suites.length === 0) return counts;
  let code;
  try {
    code = await ensureVSCode();
  } catch (error) {
    if (!(error instanceof NoVSCode)) throw error;
    console.log(`No test in VS Code: ${error.message}.`);
    counts.skipped.push(...suites.flatMap(({ files }) => files.flatMap(titles)));
    return counts;
  }
  const end = Date.now() + LIMIT;
  for (const suite of suites) await runSuite(code, suite, end, counts);
  return counts;
}

/** The tests of a folder of test/e2e, as paths from the root. */
function testFiles(folder) {
  const files = readdirSync(join(root, 'test', 'e2e', folder)).filter((file) => file.endsWith('.test.ts'));
  return files.map((file) => `test/e2e/${folder}/${file}`);
}

/** The names of the tests in a file that cannot be run. */
function titles(file) {
  const source = readFileSync(join(root, file), 'utf8');
  return [...source.matchAll(/^ *it\((['"`])(.+)\1,/gm)].map((match) => `${file}: ${match[2]}`);
}

async function runSuite(code, { name, development, workspace, installed, files }, end, counts) {
  if (installed) await makePackage(installed, 'ignore');
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'keeling-e2e-')));
  const remove = () => rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  // Ctrl-C included.
  process.on('exit', remove);
  try {
    const userData = join(folder, 'data');
    const report = join(folder, 'report');
    mkdirSync(join(userData, 'User'), { recursive: true });
    mkdirSync(report);
    writeFileSync(join(userData, 'User', 'settings.json'), JSON.stringify(SETTINGS));
    const run = {
      code,
      development,
      installed,
      tests: join(root, 'out', 'e2e', 'run.js'),
      workspace: workspace(folder),
      userData,
      extensions: join(folder, 'extensions'),
      env: { KEELING_E2E_FILES: files.join('\n'), KEELING_E2E_REPORT: report },
    };
    console.log(`\nVS Code, ${name}`);
    const limit = Math.max(end - Date.now(), 1);
    const ran = await runGroup([join(root, 'test', 'e2e', 'run.mjs'), JSON.stringify(run)], { limit });
    count(report, ran, counts);
  } finally {
    remove();
    process.off('exit', remove);
  }
}

/** A copy of the example, which the tests may edit as they like. */
function oneFolder(folder, name = 'further-testing') {
  const copy = join(folder, name);
  cpSync(join(root, 'examples', 'further-testing'), copy, { recursive: true });
  return copy;
}

/** Two copies of the example, open side by side. */
function twoFolders(folder) {
  const folders = ['further-testing', 'another-consultation'].map((name) => ({ path: oneFolder(folder, name) }));
  const workspace = join(folder, 'two.code-workspace');
  writeFileSync(workspace, JSON.stringify({ folders }));
  return workspace;
}

/** Prints what the suite said, and counts its tests; a suite that did not come to its end is a failure. */
function count(report, { status, late, output }, counts) {
  const read = (file) => (existsSync(join(report, file)) ? readFileSync(join(report, file), 'utf8') : '');
  process.stdout.write(read('output.txt'));
  const results = read('results.jsonl')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));
  const failedBefore = counts.failed;
  for (const { state, title } of results) {
    if (state === 'pending') counts.skipped.push(title);
    else if (state !== 'end') counts[state]++;
  }
  if (results.at(-1)?.state === 'end' && results.length > 1 && (status === 0 || counts.failed > failedBefore)) return;
  counts.failed++;
  console.error(output);
  console.error(
    `✗ VS Code ${late ? `was ended after ${LIMIT / 1000} s` : `ended with ${status}`} before its tests did.`,
  );
}
