import assert from 'node:assert/strict';
import { Background } from '../../server/src/lsp/background.js';

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

describe('work that nobody waits for', function () {
  this.timeout(60_000);

  it('waits for silence', async () => {
    const background = new Background();
    let done = 0;
    background.hear();
    for (const _ of [1, 2]) void background.whenQuiet().then(() => done++);
    await pause(20);
    assert.equal(done, 0);
    await pause(400);
    assert.equal(done, 2);
  });

  it('goes on, piece by piece, though the client is never silent', async () => {
    const background = new Background();
    background.hear();
    const talk = setInterval(() => background.hear(), 20);
    const done: number[] = [];
    for (const _ of [1, 2]) void background.whenQuiet().then(() => done.push(performance.now()));
    const end = performance.now() + 10_000;
    while (done.length < 2 && performance.now() < end) await pause(50);
    clearInterval(talk);
    background.dispose();
    assert.equal(done.length, 2);
    assert.ok(done[1]! - done[0]! > 1_000);
  });
});
