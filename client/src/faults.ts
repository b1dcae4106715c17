import * as vscode from 'vscode';
import { messageOf } from '../../server/src/failure.js';

/** Shows the user why something could not be done. */
export function showFault(error: unknown): void {
  void vscode.window.showErrorMessage(`Keeling: ${messageOf(error)}`);
}
