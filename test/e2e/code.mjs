#!/usr/bin/env node
// Stands in for the VS Code executable where that cannot be downloaded: takes the arguments that `code` takes of
// @vscode/test-electron, and exits with the tests' status.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureServer } from '../../scripts/vscode.mjs';
import { openWindow } from './window.mjs';

const { values, positionals } = parseArgs({
  strict: false,
  allowPositionals: true,
  options: {
    extensionDevelopmentPath: { type: 'string' },
    extensionTestsPath: { type: 'string' },
    'user-data-dir': { type: 'string' },
    'extensions-dir': { type: 'string' },
    'install-extension': { type: 'string' },
  },
});
const userData = values['user-data-dir'];
const extensions = values['extensions-dir'];

if (values['install-extension']) {
  const places = ['--server-data-dir', userData, '--user-data-dir', userData, '--extensions-dir', extensions];
  const main = join(await ensureServer(), 'out', 'server-main.js');
  const installer = spawn(process.execPath, [main, ...places, '--install-extension', values['install-extension']], {
    stdio: 'inherit',
  });
  installer.on('close', (code) => process.exit(code ?? 1));
} else {
  let window;
  let told;
  const exit = async (code) => {
    told ??= code;
    if (!window) return;
    if (told !== 0) process.stderr.write(window.log());
    await window.close();
    process.exit(told);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => exit(130));
  window = await openWindow({
    workspace: positionals[0],
    userData,
    extensions,
    payload: [
      ['extensionDevelopmentPath', values.extensionDevelopmentPath],
      ['extensionTestsPath', values.extensionTestsPath],
    ],
    onExit: exit,
  });
  if (told !== undefined) await exit(told);
}
