import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** What a run ended with, whether it failed or not. */
async function run(args: readonly string[]): Promise<{ status: number; output: string }> {
  try {
    const { stdout } = await promisify(execFile)(process.execPath, args);
    return { status: 0, output: stdout };
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
    return { status: code, output: stdout + stderr };
  }
}

describe('the grammar', () => {
  it('gives each word of a draft the scopes that are recorded', async function () {
    this.timeout(60_000);
    const args = [
      join('node_modules', 'vscode-tmgrammar-test', 'dist', 'snapshot.js'),
      '--grammar',
      'node_modules/tm-grammars/grammars/markdown.json',
      '--grammar',
      'node_modules/tm-grammars/grammars/yaml.json',
      '--config',
      'package.json',
      '--scope',
      'text.html.markdown',
      ...(process.env.UPDATE_SNAPSHOTS ? ['--updateSnapshot'] : []),
      'test/fixtures/grammar/*.md',
    ];
    const { status, output } = await run(args);
    assert.equal(status, 0, `${output}\nWhere that is meant, run again with UPDATE_SNAPSHOTS=1.`);
  });
});
