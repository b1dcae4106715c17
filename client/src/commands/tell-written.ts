import * as vscode from 'vscode';

/** Says that a file is written, and offers to open it. */
export async function tellWritten(written: vscode.Uri): Promise<void> {
  const [open, show] = [vscode.l10n.t('Open'), vscode.l10n.t('Show in Folder')];
  const name = written.path.slice(written.path.lastIndexOf('/') + 1);
  const answer = await vscode.window.showInformationMessage(vscode.l10n.t('{0} is written.', name), open, show);
  if (answer === open) await vscode.env.openExternal(written);
  if (answer === show) await vscode.commands.executeCommand('revealFileInOS', written);
}
