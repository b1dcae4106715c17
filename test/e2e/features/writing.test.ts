import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { open, placeOf, rangeOf, ready, restore, rewrite, untilFindings } from '../support/editor.js';

const CITING = 'Clause 20.24 of the SMETS1 SVTAD';

/** Applies edits as they are after the user agreed to each. */
async function apply(edit: vscode.WorkspaceEdit): Promise<void> {
  const agreed = new vscode.WorkspaceEdit();
  for (const [uri, edits] of edit.entries()) agreed.set(uri, edits);
  assert.ok(await vscode.workspace.applyEdit(agreed));
}

describe('writing in VS Code', () => {
  before(ready);
  afterEach(restore);

  it('completion offers the clauses of the document that is named, with their first words', async () => {
    const document = await open('mtad.md');
    await rewrite(document, CITING, 'SMETS1 SVTAD Clause 20.2');
    const { items } = await vscode.commands.executeCommand<vscode.CompletionList>(
      'vscode.executeCompletionItemProvider',
      document.uri,
      rangeOf(document, 'SMETS1 SVTAD Clause 20.2').end,
    );
    const offered = items.find(({ label }) => label === '20.24');
    assert.match(offered?.detail ?? '', /^Where a Supplier Party has not resolved a Testing Issue/);
  });

  it('rename gives a clause another number, with what follows and every reference in both documents', async () => {
    const cited = await open('svtad.md');
    const citing = await open('mtad.md');
    const edit = await vscode.commands.executeCommand<vscode.WorkspaceEdit>(
      'vscode.executeDocumentRenameProvider',
      cited.uri,
      rangeOf(cited, '20.24 Where a Supplier Party').start,
      '20.25',
    );
    await apply(edit);
    rangeOf(cited, '20.25 Where a Supplier Party');
    rangeOf(cited, '20.26 A Planned Entry that has lost its place under Clause 20.25 shall');
    rangeOf(citing, 'a Planned Entry that has lost its place under Clause 20.25 of the SMETS1 SVTAD');
    await untilFindings(citing, []);
  });

  it('rename is refused, with the reason, where two clauses would bear one number', async () => {
    const document = await open('svtad.md');
    const renamed = vscode.commands.executeCommand(
      'vscode.executeDocumentRenameProvider',
      document.uri,
      rangeOf(document, '20.24 Where a Supplier Party').start,
      '20.3',
    );
    await assert.rejects(async () => renamed, /would stand after Clause 20\.23/);
  });

  it('a quick fix puts a reference right that was left behind', async () => {
    const document = await open('mtad.md');
    await rewrite(document, CITING, 'Clause 20.23 of the SMETS1 SVTAD');
    await document.save();
    await untilFindings(document, ['reference.renumbered']);
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      document.uri,
      rangeOf(document, '20.23 of the SMETS1 SVTAD'),
      vscode.CodeActionKind.QuickFix.value,
    );
    const mend = actions.find(({ isPreferred }) => isPreferred);
    assert.ok(mend?.edit, `there is no preferred mend among “${actions.map(({ title }) => title)}”`);
    await apply(mend.edit);
    rangeOf(document, CITING);
    await untilFindings(document, []);
  });

  it('formatting changes white space and no word', async () => {
    const document = await open('mtad.md');
    const before = document.getText();
    await rewrite(document, 'the DCC shall review the Test Plan', 'the  DCC shall   review the Test Plan');
    const edits = await vscode.commands.executeCommand<vscode.TextEdit[]>(
      'vscode.executeFormatDocumentProvider',
      document.uri,
      { tabSize: 2, insertSpaces: true },
    );
    const edit = new vscode.WorkspaceEdit();
    edit.set(document.uri, edits);
    await apply(edit);
    rangeOf(document, 'the DCC shall review the Test Plan');
    const words = (text: string) => text.replace(/[\s|-]+/g, ' ');
    assert.equal(words(document.getText()), words(before));
  });

  it('“Renumber from here” closes a gap, and the references follow', async () => {
    const cited = await open('svtad.md');
    await rewrite(cited, '20.24 Where a Supplier Party', '20.24A Where a Supplier Party');
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      cited.uri,
      new vscode.Range(placeOf(cited, '20.24A Where', '20.24A'), placeOf(cited, '20.24A Where', '20.24A')),
      vscode.CodeActionKind.Refactor.value,
    );
    const renumber = actions.find(({ title }) => title === 'Renumber from here');
    assert.ok(renumber?.edit, `it is not among “${actions.map(({ title }) => title)}”`);
    await apply(renumber.edit);
    rangeOf(cited, '20.24 Where a Supplier Party');
  });
});
