import type { Connection } from 'vscode-languageserver';

/** Writes a line to the editor's log. An editor that has gone meanwhile is told nothing, and that is no fault. */
export function log(connection: Connection, message: string): void {
  try {
    connection.console.error(message);
  } catch {
    // The connection throws once it is closed.
  }
}
