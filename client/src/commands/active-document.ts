import * as vscode from 'vscode';

/** The URI of the document in front; a message and undefined where there is none. */
export function activeDocumentUri(): vscode.Uri | undefined {
  const uri = vscode.window.activeTextEditor?.document.uri ?? tabUri();
  if (!uri) void vscode.window.showInformationMessage('Open a draft first.');
  return uri;
}

function tabUri(): vscode.Uri | undefined {
  const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  return input instanceof vscode.TabInputText ? input.uri : undefined;
}

/** Shows why something could not be done. */
export function showFault(error: unknown): void {
  void vscode.window.showErrorMessage(`Keeling: ${error instanceof Error ? error.message : String(error)}`);
}
