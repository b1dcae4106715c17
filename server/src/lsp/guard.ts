import { type CancellationToken, LSPErrorCodes, ResponseError } from 'vscode-languageserver';
import { RenameRefused } from '../features/rename.js';

/** Says what went wrong inside, for the log. */
export type Log = (message: string) => void;

/**
 * One guard around every request: a fault answers that request with nothing and is logged; it never ends the server. What is refused
 * with a reason is answered with that reason.
 * @param fallback what the client gets instead
 */
export function guarded<P, R>(
  log: Log,
  name: string,
  fallback: R,
  handle: (params: P, token: CancellationToken) => R | Promise<R>,
) {
  return async (params: P, token: CancellationToken): Promise<R | ResponseError<never>> => {
    if (token.isCancellationRequested) return new ResponseError<never>(LSPErrorCodes.RequestCancelled, 'cancelled');
    try {
      return await handle(params, token);
    } catch (error) {
      if (error instanceof RenameRefused) return new ResponseError<never>(LSPErrorCodes.RequestFailed, error.message);
      log(`${name}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
      return fallback;
    }
  };
}
