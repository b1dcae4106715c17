import * as vscode from 'vscode';
import type { ReferenceMap } from '../views/reference-map.js';
import { showFault } from './active-document.js';

/** Draws who cites the provision under the cursor, and what it cites. */
export async function showReferenceMap(map: ReferenceMap): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  if (!editor) {
    void vscode.window.showInformationMessage('Open a draft first, and put the cursor into a clause.');
    return;
  }
  try {
    await map.show(editor.document.uri, editor.selection.active);
  } catch (error) {
    showFault(error);
  }
}
