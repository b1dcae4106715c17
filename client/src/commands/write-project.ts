import * as vscode from 'vscode';
import type { ImportResult } from '../../../server/src/protocol.js';

/**
 * Makes an edit, and writes a project file as part of it.
 * @returns whether it was made
 */
export async function writeProject(edit: vscode.WorkspaceEdit, project: ImportResult['project']): Promise<boolean> {
  if (project?.isNew)
    edit.createFile(vscode.Uri.parse(project.uri), { contents: Buffer.from(project.text), overwrite: false });
  else if (project) {
    const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(project.uri));
    const all = new vscode.Range(document.positionAt(0), document.positionAt(document.getText().length));
    if (document.getText() !== project.text) edit.replace(document.uri, all, project.text);
  }
  if (!(await vscode.workspace.applyEdit(edit))) return false;
  if (project && !project.isNew) await (await vscode.workspace.openTextDocument(vscode.Uri.parse(project.uri))).save();
  return true;
}
