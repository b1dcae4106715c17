import * as vscode from 'vscode';
import { showFault } from '../faults.js';
import type { ReferenceMap } from '../views/reference-map.js';

/** Shows who cites the provision under the cursor, and what it cites. */
export async function showReferenceMap(map: ReferenceMap): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  if (!editor) {
    void vscode.window.showInformationMessage(vscode.l10n.t('Open a draft first, and put the cursor in a clause.'));
    return;
  }
  try {
    await map.show(editor.document.uri, editor.selection.active);
  } catch (error) {
    showFault(error);
  }
}
