import assert from 'node:assert/strict';
import type { Io } from '../../server/src/cli/io.js';
import { showProgress } from '../../server/src/cli/progress.js';

const CLEAR = '\r\u001b[K';

function told(terminal: boolean): { io: Io; said: () => string } {
  let said = '';
  const io = { terminal, columns: () => 40, out: (text: string) => (said += text) } as unknown as Io;
  return { io, said: () => said };
}

describe('how far a command is', () => {
  it('is shown by a bar that is gone at the end', async () => {
    const { io, said } = told(true);
    const result = await showProgress(io, async (show) => {
      show(0, 2, 'comparing');
      show(1, 2, 'making a file of a long name.pdf');
      return 7;
    });
    assert.equal(result, 7);
    assert.deepEqual(said().split(CLEAR), [
      '',
      `[${'░'.repeat(24)}] comparing`,
      `[${'█'.repeat(12)}${'░'.repeat(12)}] making a fi…`,
      '',
    ]);
  });

  it('is gone before a fault is told', async () => {
    const { io, said } = told(true);
    const work = showProgress(io, async (show) => {
      show(0, 1, 'comparing');
      throw new Error('no');
    });
    await assert.rejects(work, /^Error: no$/);
    assert.ok(said().endsWith(CLEAR));
  });

  it('is shown on a terminal alone', async () => {
    const { io, said } = told(false);
    await showProgress(io, async (show) => show(0, 1, 'comparing'));
    assert.equal(said(), '');
  });
});
