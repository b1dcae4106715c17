import * as vscode from 'vscode';

interface Place {
  readonly line: number;
  readonly character: number;
}

/** What a code lens calls: the places that cite a provision, as plain data, shown as VS Code shows references. */
export async function showReferences(
  uri: string,
  position: Place,
  locations: readonly { readonly uri: string; readonly range: { readonly start: Place; readonly end: Place } }[],
): Promise<void> {
  const at = ({ line, character }: Place) => new vscode.Position(line, character);
  await vscode.commands.executeCommand(
    'editor.action.showReferences',
    vscode.Uri.parse(uri),
    at(position),
    locations.map(
      ({ uri: other, range }) =>
        new vscode.Location(vscode.Uri.parse(other), new vscode.Range(at(range.start), at(range.end))),
    ),
  );
}
