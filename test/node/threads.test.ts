import assert from 'node:assert/strict';
import { fileURLToPath } from 'node:url';
import { isMainThread } from 'node:worker_threads';
import { Cancelled } from '../../server/src/failure.js';
import { answerRequests, Thread } from '../../server/src/node/threads.js';

type Request = 'echo' | 'fail' | 'wait';

// This file is the thread's script, too: there it answers, and tests nothing.
if (!isMainThread)
  answerRequests<Request, string>(async (request, progress, signal) => {
    if (request === 'fail') throw new Error('it cannot be done');
    for (let step = 0; request === 'wait' && !signal.aborted; step++) await progress(step);
    if (signal.aborted) throw new Cancelled();
    return request;
  });
else
  describe('a thread', () => {
    let thread: Thread<Request, string>;
    beforeEach(() => {
      thread = new Thread(fileURLToPath(import.meta.url));
    });
    afterEach(() => thread.stop());

    it('answers requests, each with its own reply', async () => {
      const replies = await Promise.allSettled([thread.ask('echo'), thread.ask('fail'), thread.ask('echo')]);
      assert.deepEqual(
        replies.map((reply) => (reply.status === 'fulfilled' ? reply.value : reply.reason.message)),
        ['echo', 'it cannot be done', 'echo'],
      );
    });

    it('gives up a request while it works, and answers the next one', async () => {
      const controller = new AbortController();
      const waiting = thread.ask('wait', (step) => step === 2 && controller.abort(), controller.signal);
      await assert.rejects(waiting, Cancelled);
      assert.equal(await thread.ask('echo'), 'echo');
    });

    it('gives up a request that was cancelled before it was asked', async () => {
      await assert.rejects(thread.ask('wait', undefined, AbortSignal.abort()), Cancelled);
      assert.equal(await thread.ask('echo'), 'echo');
    });

    it('lets nobody wait when it is stopped, and starts again', async () => {
      const waiting = thread.ask('wait', () => thread.stop());
      await assert.rejects(waiting, Cancelled);
      assert.equal(await thread.ask('echo'), 'echo');
      const other = thread.ask('wait', () => thread.stop('the server is shutting down'));
      await assert.rejects(other, /^Error: the server is shutting down$/);
    });
  });
