import assert from 'node:assert/strict';
import { CancellationTokenSource, ErrorCodes, LSPErrorCodes, ResponseError } from 'vscode-languageserver';
import { RenameRefused } from '../../server/src/features/rename.js';
import { Background } from '../../server/src/lsp/background.js';
import { Guard } from '../../server/src/lsp/guard.js';

describe('the guard around requests', () => {
  let logged: string[];
  let handled = 0;
  const requestOf = (kind: string, handle: () => Promise<string>) => {
    const guard = new Guard((message) => logged.push(message), new Background());
    guard.begin();
    const count = () => {
      handled++;
      return handle();
    };
    return kind === 'feature' ? guard.feature('a name', 'the fallback', count) : guard.command(count);
  };

  beforeEach(() => {
    logged = [];
    handled = 0;
  });

  /** What handling the request throws, and what the client gets: an answer, or an error's code and message. */
  const FAULTS: readonly [kind: string, fault: unknown, answer: unknown, log: RegExp | null][] = [
    ['feature', new RenameRefused('It is taken.'), [LSPErrorCodes.RequestFailed, 'It is taken.'], null],
    ['feature', new Error('a bug'), 'the fallback', /^a name: Error: a bug\n {4}at /],
    ['feature', 'words', 'the fallback', /^a name: words$/],
    ['command', new Error('No draft.'), [ErrorCodes.InvalidRequest, 'No draft.'], null],
    ['command', 'words', [ErrorCodes.InvalidRequest, 'words'], null],
  ];
  for (const [kind, fault, expected, log] of FAULTS)
    it(`answers a ${kind} that fails by ${fault}`, async () => {
      const answer = await requestOf(kind, () => Promise.reject(fault))({}, new CancellationTokenSource().token);
      assert.deepEqual(answer instanceof ResponseError ? [answer.code, answer.message] : answer, expected);
      if (log) assert.match(logged.join('\n'), log);
      else assert.deepEqual(logged, []);
    });

  for (const kind of ['feature', 'command']) {
    it(`gives a ${kind} its answer`, async () => {
      const request = requestOf(kind, async () => 'the answer');
      assert.equal(await request({}, new CancellationTokenSource().token), 'the answer');
    });

    for (const more of [[], [null], [null, new CancellationTokenSource().token]])
      it(`gives a ${kind} its answer where the client sends ${more.length} arguments more`, async () => {
        assert.equal(await requestOf(kind, async () => 'the answer')({}, ...more), 'the answer');
      });

    it(`does no work for a ${kind} that was cancelled before its turn`, async () => {
      const source = new CancellationTokenSource();
      source.cancel();
      const answer = await requestOf(kind, async () => 'the answer')({}, source.token);
      assert.ok(answer instanceof ResponseError);
      assert.equal(answer.code, LSPErrorCodes.RequestCancelled);
      assert.equal(handled, 0);
      assert.deepEqual(logged, []);
    });
  }

  it('tells a command that it was cancelled, and answers so', async () => {
    const source = new CancellationTokenSource();
    const guard = new Guard(() => {}, new Background());
    guard.begin();
    const request = guard.command(
      (_: object, signal) =>
        new Promise<string>((_resolve, reject) => signal.addEventListener('abort', () => reject(new Error('stopped')))),
    );
    const answering = request({}, source.token);
    source.cancel();
    const answer = await answering;
    assert.ok(answer instanceof ResponseError);
    assert.equal(answer.code, LSPErrorCodes.RequestCancelled);
  });
});
