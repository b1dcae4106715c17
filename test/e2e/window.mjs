// A VS Code window without VS Code's download: the server that npm has, opened in a headless Chromium. What is started here
// stays in the process group of its caller, which runGroup ends.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import { chromium } from 'playwright-core';
import { node } from '../../scripts/setup.mjs';
import { ensureBrowser, ensureServer } from '../../scripts/vscode.mjs';

const HOST = '127.0.0.1';
/** How long the server may take to end by itself, in milliseconds. */
const PATIENCE = 3000;

/**
 * Opens a window.
 * @param {object} what
 * @param {string} what.workspace a folder or a .code-workspace file
 * @param {string} what.userData the folder of the user's settings (`User/settings.json`) and of all that VS Code keeps
 * @param {string} what.extensions the folder of the installed extensions
 * @param {readonly (readonly [string, string])[]} [what.payload] what the window is told besides: paths under test
 * @param {{ width: number, height: number }} [what.viewport] in pixels of the page
 * @param {number} [what.scale] how many pixels of a picture one of them is
 * @param {boolean} [what.hasDialogs] whether VS Code shows modal dialogues, which it refuses in tests; false unless said
 * @param {(code: number) => void} [what.onExit] called with the exit status of the tests, or with 1 where the window was lost
 * @returns {Promise<{ page: import('playwright-core').Page, remote: (path: string) => string, log: () => string, close: () => Promise<void> }>}
 */
export async function openWindow({ workspace, userData, extensions, payload, viewport, scale, hasDialogs, onExit }) {
  const server = await startServer(userData, extensions, hasDialogs ?? false);
  let browser;
  const close = async () => {
    await browser?.close().catch(() => {});
    await server.stop();
  };
  try {
    browser = await chromium.launch({
      executablePath: await ensureBrowser(),
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-dev-shm-usage',
        '--disable-background-networking',
        '--disable-lcd-text',
      ],
      handleSIGINT: false,
      handleSIGTERM: false,
    });
    const context = await browser.newContext({
      viewport: viewport ?? { width: 1400, height: 900 },
      deviceScaleFactor: scale ?? 1,
    });
    // Nothing leaves this machine.
    await context.route(
      (url) => /^(?:http|ws)s?:$/.test(url.protocol) && url.hostname !== HOST,
      (route) => route.abort(),
    );
    const page = await context.newPage();
    page.on('crash', () => onExit?.(1));
    await page.exposeFunction('codeAutomationLog', () => {});
    await page.exposeFunction('codeAutomationExit', (code) => onExit?.(code));
    const remote = (path) => `vscode-remote://${HOST}:${server.port}${encodeURI(resolve(path))}`;
    const query = new URLSearchParams({
      [workspace.endsWith('.code-workspace') ? 'workspace' : 'folder']: resolve(workspace),
      payload: JSON.stringify([
        ['skipWelcome', 'true'],
        ['skipReleaseNotes', 'true'],
        ...(payload ?? []).map(([key, path]) => [key, remote(path)]),
      ]),
    });
    await page.goto(`http://${HOST}:${server.port}/?${query}`);
    return { page, remote, log: server.log, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/**
 * Installs an extension from a .vsix.
 * @param {{ userData: string, extensions: string, vsix: string }} what
 * @returns {Promise<number>} the exit status of the installer
 */
export async function installExtension({ userData, extensions, vsix }) {
  return node([await serverMain(), ...places(userData, extensions), '--install-extension', vsix], { stdio: 'ignore' });
}

async function startServer(userData, extensions, hasDialogs) {
  const args = ['--host', HOST, '--port', '0', '--without-connection-token', '--accept-server-license-terms'];
  const quiet = ['--telemetry-level', 'off', '--log', 'warn', ...(hasDialogs ? [] : ['--enable-smoke-test-driver'])];
  // Without an address it asks no gallery of extensions.
  const env = { ...process.env, EXTENSIONS_GALLERY: '{}' };
  const child = spawn(process.execPath, [await serverMain(), ...args, ...places(userData, extensions), ...quiet], {
    env,
  });
  let output = '';
  const port = await new Promise((resolve, reject) => {
    const hear = (data) => {
      output += data;
      const found = /Extension host agent listening on (\d+)/.exec(output);
      if (found) resolve(Number(found[1]));
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`the VS Code server ended with ${code}:\n${output}`)));
  });
  const stop = async () => {
    const ended = child.exitCode === null && child.signalCode === null ? once(child, 'exit') : null;
    child.kill('SIGTERM');
    const timer = setTimeout(() => child.kill('SIGKILL'), PATIENCE);
    await ended;
    clearTimeout(timer);
  };
  return { port, log: () => output, stop };
}

async function serverMain() {
  return join(await ensureServer(), 'out', 'server-main.js');
}

function places(userData, extensions) {
  return ['--server-data-dir', userData, '--user-data-dir', userData, '--extensions-dir', extensions];
}
