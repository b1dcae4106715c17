// Where the binary of the PDF typesetter lies: it is a package for one system alone, of which npm installs this system's.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { npm, root } from './setup.mjs';

const SCOPE = '@myriaddreamin';
const NAME = 'typst-ts-node-compiler';

/** The systems that VS Code knows and the typesetter is made for, and the ending of its package's name for each. */
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

/** The target that this system is. */
export function ownTarget() {
  const installed = packagesBelow(root);
  const found = Object.keys(TARGETS).find((target) => installed.includes(`${NAME}-${TARGETS[target]}`));
  if (!found) throw new Error('there is no PDF typesetter for this system: npm install brings it');
  return found;
}

/**
 * The path of the typesetter's binary for a system; another system's is installed below out/ first.
 * @param {string} target as VS Code names it: "win32-x64"
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
    // npm refuses a package for another system unless it is forced to.
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
