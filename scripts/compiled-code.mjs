// Runs the commands that are used most on the example, and writes the compiled code of the chunks that
// they needed beside them, for the next runs, or into the folder that is named. `npm run build` calls
// it, where Node keeps no such code.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const require = createRequire(import.meta.url);
const chunks = resolve('dist/cli');
const example = 'examples/further-testing';
const pair = [join(example, 'in-force/svtad-v1.4.md'), join(example, 'svtad.md')];

const { recordShortRun } = require(join(chunks, 'short-run.js'));
const takeFiles = recordShortRun(chunks);
const { startCommand } = require(join(chunks, 'start.js'));
const output = mkdtempSync(join(tmpdir(), 'keeling-compiled-'));
try {
  for (const format of ['text', 'json']) await startCommand(['check', example, '--format', format]);
  await startCommand(['outline', pair[1]]);
  for (const format of ['text', 'json', 'md', 'html', 'docx'])
    await startCommand(['compare', ...pair, '--format', format, '--output', join(output, `svtad.${format}`)]);
} finally {
  rmSync(output, { recursive: true, force: true });
}
for (const { file, content } of takeFiles()) writeFileSync(join(process.argv[2] ?? chunks, file), content);
process.exitCode = 0;
