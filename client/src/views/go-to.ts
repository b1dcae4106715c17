import * as vscode from 'vscode';
import type { PlaceRange } from '../../../server/src/protocol.js';

/**
 * Shows a range of a text: where the text is visible already, or else in the editor's first column.
 */
export async function goToRange(uri: vscode.Uri, range: PlaceRange): Promise<void> {
  const selection = toRange(range);
  const shown = vscode.window.visibleTextEditors.find(({ document }) => document.uri.toString() === uri.toString());
  const document = await vscode.workspace.openTextDocument(uri);
  await vscode.window.showTextDocument(document, {
    viewColumn: shown?.viewColumn ?? vscode.ViewColumn.One,
    selection,
    preview: true,
  });
}

/** A range of the server's, for VS Code. */
export function toRange({ start, end }: PlaceRange): vscode.Range {
  return new vscode.Range(start.line, start.character, end.line, end.character);
}
