import { CancellationToken, ErrorCodes, LSPErrorCodes, ResponseError } from 'vscode-languageserver';
import { messageOf } from '../failure.js';
import { RenameRefused } from '../features/rename.js';
import type { Background } from './background.js';
import { type Log, stackOf } from './log.js';

type GuardedAnswer<R> = Promise<R | ResponseError<never>>;

/**
 * The one guard around every request: no fault ends the server, and a request that was cancelled is
 * not worked on.
 */
export class Guard {
  /** Whether the client has introduced itself and not said farewell: only then is it answered. */
  private phase: 'new' | 'open' | 'ended' = 'new';

  constructor(
    private readonly log: Log,
    private readonly background: Background,
  ) {}

  /** Notes that the client said something; whether it counts. */
  admit(): boolean {
    this.background.hear();
    return this.phase === 'open';
  }

  /**
   * Notes that the client introduces itself.
   * @returns the refusal where it has done so before
   */
  begin(): ResponseError<never> | null {
    const refusal = this.phase === 'new' ? null : new ResponseError<never>(ErrorCodes.InvalidRequest, BEGUN);
    if (!refusal) this.phase = 'open';
    return refusal;
  }

  /** Notes that the client said farewell. */
  end(): void {
    this.phase = 'ended';
  }

  /** Why no request can be answered now; null where it can. */
  refuse(): ResponseError<never> | null {
    if (this.phase === 'open') return null;
    return this.phase === 'new'
      ? new ResponseError<never>(ErrorCodes.ServerNotInitialized, 'The server has not been initialized.')
      : new ResponseError<never>(ErrorCodes.InvalidRequest, 'The server has been shut down.');
  }

  /**
   * Guards a feature, which the editor asks for by itself. A fault is logged, and the user never
   * sees it; a refusal is shown with its reason.
   * @param fallback what the client gets after a fault
   */
  feature<P, R>(name: string, fallback: R, handle: (params: P, token: CancellationToken) => R | Promise<R>) {
    return (params: P, ...more: readonly unknown[]): GuardedAnswer<R> => {
      const token = findToken(more);
      return this.unlessRefused(token, async () => {
        try {
          return await handle(params, token);
        } catch (error) {
          if (error instanceof RenameRefused)
            return new ResponseError<never>(LSPErrorCodes.RequestFailed, error.message);
          this.log(`${name}: ${stackOf(error)}`);
          return fallback;
        }
      });
    };
  }

  /**
   * Guards a command, which the user asks for. Why it cannot be done is answered in words.
   * @param handle is told by `signal` that the request was cancelled
   */
  command<P, R>(handle: (params: P, signal: AbortSignal) => Promise<R>) {
    return (params: P, ...more: readonly unknown[]): GuardedAnswer<R> => {
      const token = findToken(more);
      return this.unlessRefused(token, async () => {
        const controller = new AbortController();
        const listening = token.onCancellationRequested(() => controller.abort());
        try {
          return await handle(params, controller.signal);
        } catch (error) {
          if (controller.signal.aborted) return cancelledError();
          return new ResponseError<never>(ErrorCodes.InvalidRequest, messageOf(error));
        } finally {
          listening.dispose();
        }
      });
    };
  }

  private async unlessRefused<R>(token: CancellationToken, answer: () => GuardedAnswer<R>): GuardedAnswer<R> {
    this.background.hear();
    const refusal = this.refuse() ?? (token.isCancellationRequested ? cancelledError() : null);
    if (refusal) return refusal;
    const answered = await answer();
    // While it waited, the client was not silent by its own choice.
    this.background.hear();
    return answered;
  }
}

const BEGUN = 'The server has been initialized already.';

/**
 * The token among the arguments after the parameters. A client may send more parameters than one,
 * such as a null in place of a token of its own: the token then stands after them.
 */
function findToken(more: readonly unknown[]): CancellationToken {
  return more.find(CancellationToken.is) ?? CancellationToken.None;
}

function cancelledError(): ResponseError<never> {
  return new ResponseError<never>(LSPErrorCodes.RequestCancelled, 'cancelled');
}
