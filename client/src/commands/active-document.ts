import * as vscode from 'vscode';

/**
 * The URI of the document in front. Undefined, and a message to the user, if there is none or it is
 * not on disk.
 */
export function activeDocumentUri(): vscode.Uri | undefined {
  const uri = vscode.window.activeTextEditor?.document.uri ?? tabUri();
  if (!uri) void vscode.window.showInformationMessage('Open a draft first.');
  else if (uri.scheme !== 'file' && uri.scheme !== 'untitled') {
    void vscode.window.showInformationMessage(
      'This text is not on disk, so its project and version in force cannot be read. Clone or copy its folder first.',
    );
    return undefined;
  }
  return uri;
}

function tabUri(): vscode.Uri | undefined {
  const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  return input instanceof vscode.TabInputText ? input.uri : undefined;
}

/** Opens Markdown as a new, unsaved document. */
export async function showNewDocument(markdown: string): Promise<void> {
  const document = await vscode.workspace.openTextDocument({ language: 'markdown', content: markdown });
  await vscode.window.showTextDocument(document);
}
