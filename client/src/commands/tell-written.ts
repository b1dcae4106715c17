import * as vscode from 'vscode';

/** Says that a file is written, and offers to open it. */
export async function tellWritten(written: vscode.Uri): Promise<void> {
  const [open, show] = ['Open', 'Show in Folder'];
  const name = written.path.slice(written.path.lastIndexOf('/') + 1);
  const answer = await vscode.window.showInformationMessage(`${name} is written.`, open, show);
  if (answer === open) await vscode.env.openExternal(written);
  if (answer === show) await vscode.commands.executeCommand('revealFileInOS', written);
}
