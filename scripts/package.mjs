// npm run package [-- --target win32-x64]: makes keeling-SYSTEM-VERSION.vsix, which holds the files
// that .vscodeignore lists and nothing else. The PDF typesetter in it works on one system only:
// this one, or the one you name.
import { mkdirSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureInstalled, node, root } from './setup.mjs';
import { ownTarget } from './typesetter.mjs';

/**
 * Builds the extension and packages it.
 * @param {string} path the .vsix to write
 * @param {object} [options]
 * @param {'inherit' | 'ignore'} [options.output] `ignore` hides the list of files that vsce prints
 * @param {string} [options.target] the system to package for, by VS Code's name for it
 * @param {boolean} [options.built] true if the production bundles are there already
 */
export async function makePackage(path, { output = 'inherit', target = ownTarget(), built = false } = {}) {
  const staging = join(root, 'out', 'staging.vsix');
  mkdirSync(join(root, 'out'), { recursive: true });
  // Relative links in the README are kept, because its pictures are in the package.
  const links = ['--no-rewrite-relative-links', '--allow-missing-repository'];
  const args = ['package', '--target', target, '--no-dependencies', ...links, '--out', staging];
  const vsce = join(root, 'node_modules', '@vscode', 'vsce', 'vsce');
  const env = { ...process.env, KEELING_TARGET: target };
  if (!built && (await node(['esbuild.mjs', '--production'], { env })) !== 0)
    throw new Error('the extension could not be bundled: see the message above');
  const status = await node([vsce, ...args], { stdio: ['ignore', output, 'inherit'], env });
  if (status !== 0) throw new Error('the .vsix could not be made: see the message above');
  renameSync(staging, path);
}

if (process.argv[1] === import.meta.filename) {
  await ensureInstalled();
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const { values } = parseArgs({ options: { target: { type: 'string', default: ownTarget() } } });
  await makePackage(join(root, `keeling-${values.target}-${version}.vsix`), { target: values.target });
}
