// Installs and builds what a fresh clone lacks. It uses only Node's own modules, because nothing
// else is there yet.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = join(dirname(fileURLToPath(import.meta.url)), '..');

const stamp = join(root, 'node_modules', '.keeling-lock');

/**
 * Runs a program by argument list, without a shell; resolves to its exit status.
 * @param {string} program
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnOptions} [options]
 * @returns {Promise<number>}
 */
export function run(program, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd: root, stdio: 'inherit', ...options });
    child.on('error', reject);
    child.on('close', (code, signal) => resolve(signal ? 1 : (code ?? 1)));
  });
}

/** Runs a script with the Node that runs this one. */
export function node(args, options) {
  return run(process.execPath, args, options);
}

/** Runs the npm that started this script or, if none did, the one that came with Node. */
export function npm(args, options) {
  const cli = [
    process.env.npm_execpath,
    join(dirname(process.execPath), 'node_modules', 'npm', 'bin', 'npm-cli.js'),
    join(dirname(process.execPath), '..', 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js'),
  ].find((path) => path?.endsWith('.js') && existsSync(path));
  return cli ? node([cli, ...args], options) : run('npm', args, options);
}

function lockHash() {
  return createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
}

/** Installs the packages of package-lock.json, unless they are installed already. */
export async function ensureInstalled() {
  const hash = lockHash();
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return;
  console.log('Installing packages …');
  const status = await npm(['ci', '--no-audit', '--no-fund', '--loglevel=error']);
  if (status !== 0) {
    console.error('npm ci failed: see its message above.');
    process.exit(status);
  }
  writeFileSync(stamp, hash);
}

/**
 * Bundles the extension, the server and the command line; `production` as they are published,
 * `tests` with the tests.
 */
export async function ensureBuilt({ tests = false, production = false } = {}) {
  const status = await node(['esbuild.mjs', ...(tests ? ['--tests'] : []), ...(production ? ['--production'] : [])]);
  if (status !== 0) process.exit(status);
}
