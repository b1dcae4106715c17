import assert from 'node:assert/strict';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as vscode from 'vscode';

/** How long a state is waited for, in milliseconds. */
const PATIENCE = 20_000;
/** How often it is looked for, in milliseconds. */
const INTERVAL = 20;

/**
 * Waits for a state.
 * @param what the state in words, for the message where it does not come; said anew then where it is a function
 * @param look gives a value once the state is there, and something false before
 */
export async function until<Value>(
  what: string | (() => string),
  look: () => Value | Thenable<Value>,
): Promise<NonNullable<Value>> {
  const found = await waitFor(PATIENCE, look);
  return found || assert.fail(`waited ${PATIENCE / 1000} s for ${typeof what === 'string' ? what : what()}`);
}

/** Waits for a state, but no longer than some milliseconds; the last value that was seen, false where it did not come. */
export async function waitFor<Value>(
  milliseconds: number,
  look: () => Value | Thenable<Value>,
): Promise<Awaited<Value>> {
  const end = Date.now() + milliseconds;
  for (;;) {
    const found = await look();
    if (found || Date.now() > end) return found;
    await new Promise((resolve) => setTimeout(resolve, INTERVAL));
  }
}

/** The URI of a file in a workspace folder, the first where none is given. */
export function uriOf(path: string, folder = vscode.workspace.workspaceFolders?.[0]): vscode.Uri {
  assert.ok(folder, 'no folder is open');
  return vscode.Uri.joinPath(folder.uri, path);
}

/** Opens a file in an editor: one of the first workspace folder where its path is given. */
export async function open(file: string | vscode.Uri): Promise<vscode.TextDocument> {
  const document = await vscode.workspace.openTextDocument(typeof file === 'string' ? uriOf(file) : file);
  await vscode.window.showTextDocument(document);
  return document;
}

/** Waits until the language server answers, as it is started with the first draft. */
export async function ready(): Promise<void> {
  const { uri } = await open('svtad.md');
  const outline = () => vscode.commands.executeCommand<unknown[]>('vscode.executeDocumentSymbolProvider', uri);
  await until('the language server', async () => ((await outline()) ?? []).length > 0);
}

/** The place of some words, which the text must have. */
export function rangeOf(document: vscode.TextDocument, words: string): vscode.Range {
  const offset = document.getText().indexOf(words);
  assert.ok(offset >= 0, `“${words}” is not in ${document.uri.path}`);
  return new vscode.Range(document.positionAt(offset), document.positionAt(offset + words.length));
}

/** The place of a part within some words. */
export function placeOf(document: vscode.TextDocument, words: string, part: string): vscode.Position {
  const offset = words.indexOf(part);
  assert.ok(offset >= 0);
  return document.positionAt(document.offsetAt(rangeOf(document, words).start) + offset);
}

/** Replaces words of a document, as if they were typed. */
export async function rewrite(document: vscode.TextDocument, words: string, by: string): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, rangeOf(document, words), by);
  assert.ok(await vscode.workspace.applyEdit(edit));
}

/** The codes of a document's findings. */
export function findingsOf(document: { readonly uri: vscode.Uri }): string[] {
  const own = vscode.languages.getDiagnostics(document.uri).filter(({ source }) => source === 'keeling');
  return own.map(({ code }) => String(typeof code === 'object' ? code.value : code)).sort();
}

/** Waits for just these findings of a document. */
export async function untilFindings(document: { readonly uri: vscode.Uri }, codes: readonly string[]): Promise<void> {
  const wanted = [...codes].sort().join();
  const what = () => `the findings “${wanted}” in ${document.uri.path}; there are “${findingsOf(document)}”`;
  await until(what, () => findingsOf(document).join() === wanted);
}

/** Leaves everything as it was for the next test: nothing unsaved, no editor open, the files as the example has them. */
export async function restore(): Promise<void> {
  for (const document of vscode.workspace.textDocuments) {
    if (!document.isDirty) continue;
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  }
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  const example = join(__dirname, '..', '..', '..', 'examples', 'further-testing');
  for (const folder of vscode.workspace.workspaceFolders ?? []) {
    for (const entry of await readdir(example, { withFileTypes: true })) {
      if (!entry.isFile()) continue;
      const uri = uriOf(entry.name, folder);
      const text = await readFile(join(example, entry.name), 'utf8');
      if ((await readFile(uri.fsPath, 'utf8')) !== text) await writeFile(uri.fsPath, text);
      // A document stays in memory for a while after its editor is closed.
      const isOld = (document: vscode.TextDocument): boolean =>
        document.uri.toString() === uri.toString() && document.getText() !== text;
      await until(`the first text of ${entry.name}`, () => !vscode.workspace.textDocuments.some(isOld));
    }
  }
}

/** All tabs of all groups. */
export function tabs(): vscode.Tab[] {
  return vscode.window.tabGroups.all.flatMap((group) => group.tabs);
}
