// One run of a suite in VS Code: node run.mjs JSON, as scripts/e2e.mjs calls it.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { delimiter, dirname } from 'node:path';
import { resolveCliPathFromVSCodeExecutablePath, runTests } from '@vscode/test-electron';
import { endWithParent } from '../../scripts/group.mjs';

endWithParent();
const { code, development, installed, tests, workspace, userData, extensions, env } = JSON.parse(process.argv[2]);
// The stand-in is started by its first line, which names `node`: this very one is meant.
process.env.PATH = [dirname(process.execPath), process.env.PATH].join(delimiter);
const places = [`--user-data-dir=${userData}`, `--extensions-dir=${extensions}`];
try {
  await install();
  await runTests({
    vscodeExecutablePath: code,
    extensionDevelopmentPath: development,
    extensionTestsPath: tests,
    extensionTestsEnv: env,
    launchArgs: [workspace, ...places],
  });
} catch (error) {
  console.error(error.message);
  process.exit(1);
}

/** Installs a .vsix as people do: by VS Code's command. */
async function install() {
  const command = code.endsWith('.mjs') ? code : resolveCliPathFromVSCodeExecutablePath(code);
  const shell = process.platform === 'win32';
  const quoted = (words) => (shell ? words.map((word) => `"${word}"`) : words);
  const [program, ...args] = quoted([command, ...places, '--install-extension', installed]);
  const [status] = await once(spawn(program, args, { shell, stdio: 'inherit' }), 'exit');
  if (status !== 0) throw new Error(`the .vsix was not installed: code ended with ${status}`);
}
