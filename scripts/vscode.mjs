// Finds a VS Code for the tests and sets up what is missing: a downloaded VS Code or, if it cannot
// be downloaded, the VS Code server from npm with Chromium as its window. Everything is kept in
// .cache, which git ignores.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { npm, root, run } from './setup.mjs';

/** The version in both cases: the oldest that the extension supports. */
const VERSION = '1.100.3';
/**
 * The npm package that holds the VS Code server of that version; later ones need a later Node than
 * 20.
 */
const SERVER = {
  name: 'code-server',
  version: '4.100.3',
  sha512: 'q/Fh2DOxCRNhC/WiG/6sAhSKnj7ZACTVBaeeZ+rWjol//0FCbl/qg1ln5ecZ99jYcfqMxZZAyWcN+YBIo0DgpA==',
};
/** The search program that the server starts, by processor. */
const RIPGREP = {
  x64: {
    name: '@vscode/ripgrep-linux-x64',
    version: '1.18.0',
    sha512: 'mQ3bVrUpnD2vs7QT0vX90Lt0cnUq467uFtEktIdsJJmW296RoSULRGqWgzG1AKxyBpNDD6l4ZO4qKf6SgyC23Q==',
  },
  arm64: {
    name: '@vscode/ripgrep-linux-arm64',
    version: '1.18.0',
    sha512: 'lQ/5zTG++U0E3IhVgS4EPTTn/U4okncaRMM5GOFfOYZywS4nuD31GhkHbNYlDk5CuDC68+hYJ0/eQeyCKJDA+g==',
  },
};
const BROWSERS = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];

/** How long to wait for the download server, in milliseconds. */
const DOWNLOAD_PATIENCE = 5000;

const cache = join(root, '.cache');

/** There is no VS Code on this machine; the message is one line that says what to install. */
export class NoVSCode extends Error {}

/**
 * The program to give to `@vscode/test-electron`: VS Code itself, or the stand-in that opens the
 * server in a browser.
 * @returns {Promise<string>} its path
 * @throws {NoVSCode} if neither is available
 */
export async function ensureVSCode() {
  if (process.env.KEELING_VSCODE !== 'server' && hasDisplay()) {
    const downloaded = await download();
    if (downloaded) return downloaded;
  }
  await ensureServer();
  await ensureBrowser();
  return join(root, 'test', 'e2e', 'code.mjs');
}

/**
 * On Linux VS Code needs a display (or Xvfb). Without one, the server with a headless browser is
 * used.
 */
function hasDisplay() {
  return process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}

async function download() {
  const { downloadAndUnzipVSCode } = await import('@vscode/test-electron');
  const cachePath = join(cache, 'vscode');
  mkdirSync(cachePath, { recursive: true });
  const reporter = { report() {}, error() {} };
  try {
    return await downloadAndUnzipVSCode({ version: VERSION, cachePath, timeout: DOWNLOAD_PATIENCE, reporter });
  } catch {
    return undefined;
  }
}

/**
 * The VS Code server. If it is not there yet, it is set up in a temporary folder, which gets its
 * name when complete.
 * @returns {Promise<string>} its folder
 */
export async function ensureServer() {
  const ripgrep = RIPGREP[process.arch];
  if (process.platform !== 'linux' || !ripgrep)
    throw new NoVSCode(
      'VS Code could not be downloaded: allow update.code.visualstudio.com, or run on Linux (x64, arm64)',
    );
  const folder = join(cache, `vscode-server-${SERVER.version}`);
  if (existsSync(folder)) return folder;
  console.log('Setting up a VS Code server …');
  const staging = `${folder}.${process.pid}`;
  try {
    await unpack(SERVER, 'package/lib/vscode', staging);
    const quiet = ['--no-audit', '--no-fund', '--loglevel=error'];
    if ((await npm(['install', '--omit=dev', '--ignore-scripts', ...quiet], { cwd: staging })) !== 0)
      throw new NoVSCode('the packages of the VS Code server could not be installed: npm’s registry is needed');
    await unpack(ripgrep, 'package', join(staging, 'ripgrep'));
    symlinkSync(join('..', '..', '..', 'ripgrep', 'bin'), join(staging, 'node_modules', '@vscode', 'ripgrep', 'bin'));
    // If two processes set it up at once, the folder of the first stays.
    if (!existsSync(folder)) renameSync(staging, folder);
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
  return folder;
}

/** Fetches a package, checks its checksum, and unpacks one of its folders. */
async function unpack({ name, version, sha512 }, inside, folder) {
  mkdirSync(folder, { recursive: true });
  const status = await npm(['pack', `${name}@${version}`, '--silent', '--pack-destination', folder], {
    stdio: 'ignore',
  });
  const archive = join(folder, `${name.replace(/^@/, '').replace('/', '-')}-${version}.tgz`);
  if (status !== 0 || !existsSync(archive))
    throw new NoVSCode(`neither VS Code nor ${name}@${version} could be downloaded: allow npm’s registry`);
  if (createHash('sha512').update(readFileSync(archive)).digest('base64') !== sha512)
    throw new NoVSCode(`what npm gave for ${name}@${version} is not that package: its checksum differs`);
  const depth = inside.split('/').length;
  if ((await run('tar', ['xzf', archive, '-C', folder, `--strip-components=${depth}`, inside])) !== 0)
    throw new NoVSCode(`${name}@${version} could not be unpacked: install tar and gzip`);
  rmSync(archive);
}

/**
 * Chromium, which is installed first if this is Debian and the user is root.
 * @returns {Promise<string>} its path
 */
export async function ensureBrowser() {
  const found = findBrowser();
  if (found) return found;
  const debian = existsSync('/etc/os-release') && /^ID=debian$/m.test(readFileSync('/etc/os-release', 'utf8'));
  if (debian && process.getuid?.() === 0) {
    console.log('Installing Chromium …');
    const options = { stdio: 'ignore', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } };
    await run('apt-get', ['update'], options);
    await run('apt-get', ['install', '--yes', '--no-install-recommends', 'chromium', 'fonts-liberation'], options);
  }
  const installed = findBrowser();
  if (!installed)
    throw new NoVSCode(
      `no browser for the tests in VS Code: install Chromium${debian ? ' (apt-get install chromium)' : ' or Chrome'}`,
    );
  return installed;
}

function findBrowser() {
  const folders = (process.env.PATH ?? '').split(delimiter);
  return BROWSERS.flatMap((name) => folders.map((folder) => join(folder, name))).find((path) => existsSync(path));
}
