import * as vscode from 'vscode';

export const PROJECT_FILE = 'keeling.yaml';

/** How many lines are searched for the front matter's `document:`. */
const MOST_LINES = 60;

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
  let folder = vscode.Uri.joinPath(document.uri, '..');
  for (;;) {
    const text = await readStoredText(vscode.Uri.joinPath(folder, PROJECT_FILE));
    const path = document.uri.path.slice(folder.path.length).replace(/^\/+/, '');
    if (text?.includes(path)) return true;
    if (folder.path === '/') return false;
    folder = vscode.Uri.joinPath(folder, '..');
  }
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
