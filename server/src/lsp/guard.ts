import { type CancellationToken, LSPErrorCodes, ResponseError } from 'vscode-languageserver';

/** Says what went wrong inside, for the log. */
export type Log = (message: string) => void;

/**
 * One guard around every request: a fault answers that request with nothing and is logged; it never ends the server.
 * @param fallback what the client gets instead
 */
export function guarded<P, R>(
  log: Log,
  name: string,
  fallback: R,
  handle: (params: P, token: CancellationToken) => R | Promise<R>,
) {
  return async (params: P, token: CancellationToken): Promise<R | ResponseError> => {
    if (token.isCancellationRequested) return new ResponseError(LSPErrorCodes.RequestCancelled, 'cancelled');
    try {
      return await handle(params, token);
    } catch (error) {
      log(`${name}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
      return fallback;
    }
  };
}
