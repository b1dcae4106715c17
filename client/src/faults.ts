import * as vscode from 'vscode';
import { messageOf } from '../../server/src/failure.js';

/** VS Code cuts a message without buttons to one line, of about so many characters. */
const LONGEST_LINE = 55;

/** Shows the user why something could not be done. */
export function showFault(error: unknown): void {
  const message = vscode.l10n.t('Keeling: {0}', messageOf(error));
  void vscode.window.showErrorMessage(message, ...buttonsOf(message));
}

/** Tells the user something, in whole. */
export function tellUser(message: string): void {
  void vscode.window.showInformationMessage(message, ...buttonsOf(message));
}

/** Warns the user of something, in whole. */
export function warnUser(message: string): void {
  void vscode.window.showWarningMessage(message, ...buttonsOf(message));
}

/** With a button a long message is shown in as many lines as it needs. */
function buttonsOf(message: string): string[] {
  return message.length > LONGEST_LINE ? [vscode.l10n.t('OK')] : [];
}
