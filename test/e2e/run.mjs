// One run of a suite in VS Code: node run.mjs JSON, as scripts/e2e.mjs calls it.
import { delimiter, dirname } from 'node:path';
import { runTests } from '@vscode/test-electron';
import { endWithParent } from '../../scripts/group.mjs';

endWithParent();
const { code, development, tests, workspace, userData, extensions, env } = JSON.parse(process.argv[2]);
// The stand-in is started by its first line, which names `node`: this very one is meant.
process.env.PATH = [dirname(process.execPath), process.env.PATH].join(delimiter);
try {
  await runTests({
    vscodeExecutablePath: code,
    extensionDevelopmentPath: development,
    extensionTestsPath: tests,
    extensionTestsEnv: env,
    launchArgs: [workspace, `--user-data-dir=${userData}`, `--extensions-dir=${extensions}`],
  });
} catch (error) {
  console.error(error.message);
  process.exit(1);
}
