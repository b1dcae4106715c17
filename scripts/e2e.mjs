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

/** How long the tests may take, in milliseconds, once VS Code is set up. */
const LIMIT = 600_000;

/** Settings that keep VS Code quiet during the tests. */
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

/** The folders of test/e2e, in the order in which their tests run. */
const FOLDERS = ['smoke', 'features', 'installed'];

/**
 * The tests in VS Code: all, or those whose path contains one of the words. VS Code is slow to
 * start, so only words that contain `e2e` count; `e2e/reading` leaves the folder between out.
 * @param {readonly string[]} words none for all
 * @returns {string[]} paths from the root
 */
export function endToEndTests(words) {
  const isMeant = (file, word) => word.includes('e2e') && word.split('/').every((part) => file.includes(part));
  return FOLDERS.flatMap(testFiles).filter((file) => words.length === 0 || words.some((word) => isMeant(file, word)));
}

/**
 * Prepares to run tests in VS Code, and sets it up if necessary. They test the extension as
 * installed from its .vsix.
 * @param {readonly string[]} files one at least
 * @returns {Promise<() => Promise<{ passed: number, failed: number, skipped: string[], output:
 * string }>>} packages the production bundles, which must be there, and runs the tests
 */
export async function prepareEndToEnd(files) {
  try {
    const code = await ensureVSCode();
    return () => runFiles(code, files);
  } catch (error) {
    if (!(error instanceof NoVSCode)) throw error;
    const output = `No test in VS Code: ${error.message}.\n`;
    return async () => ({ passed: 0, failed: 0, skipped: files.flatMap(titles), output });
  }
}

/** The tests of a folder of test/e2e, as paths from the root. */
function testFiles(folder) {
  const files = readdirSync(join(root, 'test', 'e2e', folder)).filter((file) => file.endsWith('.test.ts'));
  return files.map((file) => `test/e2e/${folder}/${file}`);
}

/** The names of the tests in a file, for when it cannot run. */
function titles(file) {
  const source = readFileSync(join(root, file), 'utf8');
  return [...source.matchAll(/^ *it\((['"`])(.+)\1,/gm)].map((match) => `${file}: ${match[2]}`);
}

async function runFiles(code, files) {
  const installed = join(root, 'out', 'keeling.vsix');
  await makePackage(installed, { output: 'ignore', built: true });
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
      // VS Code runs tests only beside an extension that is under development.
      development: join(root, 'test', 'e2e', 'driver'),
      installed,
      tests: join(root, 'out', 'e2e', 'run.js'),
      workspace: workspaceIn(folder),
      userData,
      extensions: join(folder, 'extensions'),
      env: { KEELING_E2E_FILES: files.join('\n'), KEELING_E2E_REPORT: report },
    };
    const ran = await runGroup([join(root, 'test', 'e2e', 'run.mjs'), JSON.stringify(run)], { limit: LIMIT });
    return countedIn(report, ran);
  } finally {
    remove();
    process.off('exit', remove);
  }
}

/**
 * A workspace with a copy of the example for the tests to edit, and a second copy beside it for
 * them to add.
 */
function workspaceIn(folder) {
  for (const name of ['further-testing', 'another-consultation'])
    cpSync(join(root, 'examples', 'further-testing'), join(folder, name), { recursive: true });
  const workspace = join(folder, 'drafts.code-workspace');
  writeFileSync(workspace, JSON.stringify({ folders: [{ path: 'further-testing' }] }));
  return workspace;
}

/**
 * The output of the tests and their counts. Tests that did not reach their end count as one
 * failure.
 */
function countedIn(report, { status, late, output }) {
  const read = (file) => (existsSync(join(report, file)) ? readFileSync(join(report, file), 'utf8') : '');
  const counts = { passed: 0, failed: 0, skipped: [], output: `\nIn VS Code\n${read('output.txt')}` };
  const results = read('results.jsonl')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));
  for (const { state, title } of results) {
    if (state === 'pending') counts.skipped.push(title);
    else if (state !== 'end') counts[state]++;
  }
  if (results.at(-1)?.state === 'end' && results.length > 1 && (status === 0 || counts.failed > 0)) return counts;
  counts.failed++;
  const end = late ? `was ended after ${LIMIT / 1000} s` : `ended with ${status}`;
  counts.output += `${output}\n✗ VS Code ${end} before its tests did.\n`;
  return counts;
}
