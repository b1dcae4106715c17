import * as vscode from 'vscode';
import { isNamedByProject, PROJECT_FILE } from './project-files.js';

/** How many lines are searched for the front matter's `document:`. */
const MOST_LINES = 60;

/** Whether a document is a project file. */
export function isProjectFile(document: vscode.TextDocument): boolean {
  return document.uri.path.endsWith(`/${PROJECT_FILE}`);
}

/**
 * Whether a Markdown file looks like a draft: its front matter says which document it is, or a
 * project file in a folder above, however far, holds its path. The server decides; this is only for
 * whether to ask it.
 */
export async function isDraft(document: vscode.TextDocument): Promise<boolean> {
  if (document.languageId !== 'markdown') return false;
  if (hasDraftFrontMatter(document)) return true;
  if (document.uri.scheme !== 'file') return false;
  return isNamedByProject(document.uri.path, (folder) =>
    readStoredText(vscode.Uri.joinPath(document.uri.with({ path: folder }), PROJECT_FILE)),
  );
}

function hasDraftFrontMatter(document: vscode.TextDocument): boolean {
  if (
    !document
      .lineAt(0)
      .text.replace(/^\ufeff/, '')
      .startsWith('---')
  )
    return false;
  for (let line = 1; line < Math.min(document.lineCount, MOST_LINES); line++) {
    const { text } = document.lineAt(line);
    if (/^document\s*:/.test(text)) return true;
    if (/^(?:---|\.\.\.)\s*$/.test(text)) return false;
  }
  return false;
}

async function readStoredText(uri: vscode.Uri): Promise<string | undefined> {
  const open = vscode.workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());
  if (open) return open.getText();
  try {
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  } catch {
    return undefined;
  }
}
