// Finds the binary of the PDF typesetter. There is a package for each system, and npm installs the
// one of this system.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { npm, root } from './setup.mjs';

const SCOPE = '@myriaddreamin';
const NAME = 'typst-ts-node-compiler';

/**
 * The systems that both VS Code and the typesetter support, with the ending of the typesetter's
 * package name for each.
 */
const TARGETS = {
  'darwin-arm64': 'darwin-arm64',
  'darwin-x64': 'darwin-x64',
  'linux-arm64': 'linux-arm64-gnu',
  'linux-armhf': 'linux-arm-gnueabihf',
  'linux-x64': 'linux-x64-gnu',
  'alpine-arm64': 'linux-arm64-musl',
  'alpine-x64': 'linux-x64-musl',
  'win32-arm64': 'win32-arm64-msvc',
  'win32-x64': 'win32-x64-msvc',
};

/** VS Code's name for this system. */
export function ownTarget() {
  const installed = packagesBelow(root);
  const found = Object.keys(TARGETS).find((target) => installed.includes(`${NAME}-${TARGETS[target]}`));
  if (!found) throw new Error('there is no PDF typesetter for this system: npm install brings it');
  return found;
}

/**
 * The path of the typesetter's binary for a system. If it is not this system, the binary is first
 * installed in out/.
 * @param {string} target VS Code's name for the system, such as "win32-x64"
 */
export async function typesetterFor(target) {
  const ending = TARGETS[target];
  if (!ending) throw new Error(`there is no target “${target}”: there are ${Object.keys(TARGETS).join(', ')}`);
  const name = `${NAME}-${ending}`;
  const own = packagesBelow(root).includes(name);
  const folder = own ? root : join(root, 'out', 'typesetters', target);
  if (!packagesBelow(folder).includes(name)) {
    const { devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    const wanted = `${SCOPE}/${name}@${devDependencies[`${SCOPE}/${NAME}`]}`;
    // Without --force npm refuses a package for another system.
    const status = await npm(['install', '--prefix', folder, '--no-save', '--force', '--loglevel=error', wanted]);
    if (status !== 0) throw new Error(`${wanted} cannot be installed: see the message above`);
  }
  const files = join(folder, 'node_modules', SCOPE, name);
  const binary = readdirSync(files).find((file) => file.endsWith('.node'));
  if (!binary) throw new Error(`${files} holds no binary`);
  return join(files, binary);
}

function packagesBelow(folder) {
  const scope = join(folder, 'node_modules', SCOPE);
  return existsSync(scope) ? readdirSync(scope) : [];
}
