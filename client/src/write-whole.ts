import * as vscode from 'vscode';

/** Writes a file beside its place and puts it there, so that nobody reads half of it; deletes it for ''. */
export async function writeFileWhole(file: vscode.Uri, text: string): Promise<void> {
  if (text === '') {
    await vscode.workspace.fs.delete(file);
    return;
  }
  const beside = besideOf(file);
  await vscode.workspace.fs.writeFile(beside, new TextEncoder().encode(text));
  await vscode.workspace.fs.rename(beside, file, { overwrite: true });
}

/** The text of a file; '' where there is none. */
export async function readFileWhole(file: vscode.Uri): Promise<string> {
  const read = (uri: vscode.Uri) =>
    vscode.workspace.fs.readFile(uri).then(
      (bytes) => new TextDecoder().decode(bytes),
      () => null,
    );
  // VS Code takes the old file away before it puts the new one in its place.
  return (await read(file)) ?? (await read(besideOf(file))) ?? (await read(file)) ?? '';
}

function besideOf(file: vscode.Uri): vscode.Uri {
  return file.with({ path: `${file.path}.new` });
}
