import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';

describe('a short run', () => {
  it('says nothing of the flags that it gives the engine', () => {
    const { stdout, stderr, status } = spawnSync(process.execPath, ['dist/cli.js', '--version'], { encoding: 'utf8' });
    assert.deepEqual([status, stderr], [0, '']);
    assert.match(stdout, /^\d+\.\d+\.\d+/);
  });
});

describe('a long run', () => {
  it('says nothing of the flags that it gives the engine', () => {
    const { stdout, stderr } = spawnSync(process.execPath, ['dist/server.js', '--stdio'], {
      encoding: 'utf8',
      input: '',
    });
    assert.deepEqual([stdout, stderr], ['', '']);
  });
});
