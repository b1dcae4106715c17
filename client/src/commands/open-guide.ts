import * as vscode from 'vscode';

/** Opens the guide, which is part of the extension. */
export async function openGuide(context: vscode.ExtensionContext): Promise<void> {
  const guide = vscode.Uri.joinPath(context.extensionUri, 'docs', 'guide.md');
  await vscode.commands.executeCommand('markdown.showPreview', guide);
}
