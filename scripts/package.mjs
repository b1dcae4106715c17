// npm run package: makes keeling-VERSION.vsix, which holds what package.json lists under `files` and nothing else.
import { mkdirSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { ensureInstalled, node, root } from './setup.mjs';

/**
 * Bundles the extension and packs it.
 * @param {string} path where to
 * @param {'inherit' | 'ignore'} [output] what becomes of vsce's list of what is in it
 */
export async function makePackage(path, output = 'inherit') {
  const staging = join(root, 'out', 'staging.vsix');
  mkdirSync(join(root, 'out'), { recursive: true });
  // Links in the README stay as they are: its pictures go with it.
  const links = ['--no-rewrite-relative-links', '--allow-missing-repository'];
  const args = ['package', '--no-dependencies', ...links, '--out', staging];
  const vsce = join(root, 'node_modules', '@vscode', 'vsce', 'vsce');
  const status = await node([vsce, ...args], { stdio: ['ignore', output, 'inherit'] });
  if (status !== 0) throw new Error('the .vsix could not be made: see the message above');
  renameSync(staging, path);
}

if (process.argv[1] === import.meta.filename) {
  await ensureInstalled();
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  await makePackage(join(root, `keeling-${version}.vsix`));
}
