import * as vscode from 'vscode';
import type { ComparisonPanels } from '../views/comparison-panel.js';

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

/** Shows the change of a provision in the comparison beside the draft, which follows the cursor. A code lens calls this. */
export async function showChange(
  panels: ComparisonPanels,
  uri: string,
  { line, character }: ReferencePlace,
): Promise<void> {
  const at = new vscode.Position(line, character);
  const draft = vscode.Uri.parse(uri);
  await vscode.window.showTextDocument(draft, {
    selection: new vscode.Range(at, at),
    viewColumn: vscode.ViewColumn.One,
  });
  await panels.show(draft);
}
