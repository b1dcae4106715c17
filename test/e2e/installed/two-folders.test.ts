import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { findingsOf, open, placeOf, ready, restore, rewrite, until, untilFindings, uriOf } from '../support/editor.js';

describe('two workspace folders in VS Code', () => {
  let first: vscode.WorkspaceFolder;
  let second: vscode.WorkspaceFolder;

  before(async () => {
    await ready();
    // The workspace is a file, so that VS Code does not restart for the second folder.
    assert.ok(vscode.workspace.updateWorkspaceFolders(1, 0, { uri: uriOf('../another-consultation') }));
    await until('the second folder', () => vscode.workspace.workspaceFolders?.length === 2);
    [first, second] = vscode.workspace.workspaceFolders as [vscode.WorkspaceFolder, vscode.WorkspaceFolder];
  });
  afterEach(restore);
  after(async () => {
    assert.ok(vscode.workspace.updateWorkspaceFolders(1, 1));
    await until('the one folder', () => vscode.workspace.workspaceFolders?.length === 1);
  });

  it('each have their own project: a change in one is reported only there', async () => {
    const citing = [await open(uriOf('mtad.md', first)), await open(uriOf('mtad.md', second))];
    const cited = await open(uriOf('svtad.md', second));
    await rewrite(cited, '20.24 Where a Supplier Party', '20.94 Where a Supplier Party');
    await until('the finding in the other draft', () => findingsOf(citing[1]!).includes('reference.unresolved'));
    await vscode.commands.executeCommand('vscode.executeDocumentSymbolProvider', citing[0]!.uri);
    // What a full check of the tests before found, if it was still running, goes with the next.
    await untilFindings(citing[0]!, []);
  });

  it('each have their own documents: F12 stays in the folder', async () => {
    for (const folder of [first, second]) {
      const document = await open(uriOf('mtad.md', folder));
      const found = await vscode.commands.executeCommand<(vscode.Location | vscode.LocationLink)[]>(
        'vscode.executeDefinitionProvider',
        document.uri,
        placeOf(document, 'Clause 20.24 of the SMETS1 SVTAD', '20.24'),
      );
      const uris = found.map((each) => ('targetUri' in each ? each.targetUri : each.uri).toString());
      assert.deepEqual(uris, [uriOf('svtad.md', folder).toString()]);
    }
  });

  it('have drafts checked that nobody opened', async () => {
    const cited = await open(uriOf('svtad.md', second));
    const uri = uriOf('consultation.md', second);
    assert.ok(vscode.workspace.textDocuments.every((document) => document.uri.toString() !== uri.toString()));
    await rewrite(cited, '20.28 The testing of a Planned Entry', '20.98 The testing of a Planned Entry');
    await until('the finding in the closed draft', () => findingsOf({ uri }).includes('reference.unresolved'));
    await restore();
    await untilFindings({ uri }, []);
  });
});
