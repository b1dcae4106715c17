import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { open, placeOf, rangeOf, ready, restore, uriOf } from '../support/editor.js';

/** A place in words, as a definition may be told in two ways. */
function placeToldBy(found: vscode.Location | vscode.LocationLink): string {
  const [uri, range] =
    'targetUri' in found
      ? [found.targetUri, found.targetSelectionRange ?? found.targetRange]
      : [found.uri, found.range];
  return `${uri} ${range.start.line}:${range.start.character}–${range.end.line}:${range.end.character}`;
}

describe('finding one’s way in VS Code', () => {
  before(ready);
  afterEach(restore);

  it('F12 goes from a reference to the clause in the other document', async () => {
    const document = await open('mtad.md');
    const found = await vscode.commands.executeCommand<(vscode.Location | vscode.LocationLink)[]>(
      'vscode.executeDefinitionProvider',
      document.uri,
      placeOf(document, 'Clause 20.24 of the SMETS1 SVTAD', '20.24'),
    );
    const cited = await open('svtad.md');
    const number = rangeOf(cited, '20.24 Where').start;
    assert.deepEqual(found.map(placeToldBy), [
      placeToldBy({ uri: cited.uri, range: new vscode.Range(number, number.translate(0, 5)) }),
    ]);
  });

  it('Shift-F12 finds what cites a clause in every document', async () => {
    const document = await open('svtad.md');
    const found = await vscode.commands.executeCommand<vscode.Location[]>(
      'vscode.executeReferenceProvider',
      document.uri,
      rangeOf(document, '20.24 Where a Supplier Party').start,
    );
    const paths = new Set(found.map(({ uri }) => uri.toString()));
    assert.deepEqual([...paths].sort(), [uriOf('mtad.md').toString(), uriOf('svtad.md').toString()]);
  });

  it('hover shows the text that is cited', async () => {
    const document = await open('mtad.md');
    const [hover] = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      document.uri,
      placeOf(document, 'Clause 20.24 of the SMETS1 SVTAD', '20.24'),
    );
    assert.ok(hover);
    const [shown] = hover.contents as vscode.MarkdownString[];
    assert.match(shown?.value ?? '', /Clause 20\.24.*SMETS1 SVTAD V1\.5/);
    assert.match(shown?.value ?? '', /Where a Supplier Party has not resolved a Testing Issue/);
  });
});
