import * as vscode from 'vscode';

/** What a thrown value says, whatever it is. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Shows the user why something could not be done. */
export function showFault(error: unknown): void {
  void vscode.window.showErrorMessage(`Keeling: ${messageOf(error)}`);
}
