import * as vscode from 'vscode';
import { messageOf } from '../../server/src/failure.js';

/** Shows the user why something could not be done. */
export function showFault(error: unknown): void {
  void vscode.window.showErrorMessage(vscode.l10n.t('Keeling: {0}', messageOf(error)));
}
