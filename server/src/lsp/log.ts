import type { Connection } from 'vscode-languageserver';

/** Writes what went wrong inside to the editor's log. */
export type Log = (message: string) => void;

/**
 * The log of the editor at the other end. Once that editor has gone nothing is written, and that is
 * no fault.
 */
export function logOf(connection: Connection): Log {
  return (message) => {
    try {
      connection.console.error(message);
    } catch {
      // The connection throws once it is closed.
    }
  };
}

/** Whatever was thrown, with the place where it was thrown: for the log, not for the user. */
export function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
