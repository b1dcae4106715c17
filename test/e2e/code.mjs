#!/usr/bin/env node
// Stands in for the VS Code executable where that cannot be downloaded: takes the arguments that `code` takes of
// @vscode/test-electron, and exits with the tests' status.
import { parseArgs } from 'node:util';
import { serveTests } from './hands.mjs';
import { installExtension, openWindow } from './window.mjs';

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
  process.exit(await installExtension({ userData, extensions, vsix: values['install-extension'] }));
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
  // The tests run where no key can be pressed: they ask for it by files in this folder.
  const wishes = process.env.KEELING_E2E_REPORT;
  if (wishes) process.env.KEELING_E2E_HANDS = wishes;
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
  if (wishes) serveTests(window.page, wishes);
  if (told !== undefined) await exit(told);
}
