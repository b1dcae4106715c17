import * as vscode from 'vscode';
import { showFault } from '../faults.js';
import type { ReferenceMap } from '../views/reference-map.js';
import { chooseDraft, type LastInFront } from './active-document.js';

/**
 * Shows who cites the provision under the cursor, and what it cites: in the draft in front, or else
 * in the one that was in front last, which is shown again.
 */
export async function showReferenceMap(map: ReferenceMap, last: LastInFront): Promise<void> {
  try {
    const editor = vscode.window.activeTextEditor ?? (await showLastDraft(last));
    if (editor) await map.show(editor.document.uri, editor.selection.active);
  } catch (error) {
    showFault(error);
  }
}

async function showLastDraft(last: LastInFront): Promise<vscode.TextEditor | undefined> {
  const draft = await chooseDraft(last);
  return draft && vscode.window.showTextDocument(draft);
}
