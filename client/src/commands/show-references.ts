import * as vscode from 'vscode';

interface ReferencePlace {
  readonly line: number;
  readonly character: number;
}

/**
 * Shows the places that cite a provision, as VS Code shows references. A code lens calls this with
 * plain data.
 */
export async function showReferences(
  uri: string,
  position: ReferencePlace,
  locations: readonly {
    readonly uri: string;
    readonly range: { readonly start: ReferencePlace; readonly end: ReferencePlace };
  }[],
): Promise<void> {
  const at = ({ line, character }: ReferencePlace) => new vscode.Position(line, character);
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
