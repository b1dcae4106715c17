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

/** The code actions of a kind that are offered at a place. */
const actionsAt = ({ uri }: vscode.TextDocument, range: vscode.Range, kind: vscode.CodeActionKind) =>
  vscode.commands.executeCommand<vscode.CodeAction[]>('vscode.executeCodeActionProvider', uri, range, kind.value);

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
    const actions = await actionsAt(
      document,
      rangeOf(document, '20.23 of the SMETS1 SVTAD'),
      vscode.CodeActionKind.QuickFix,
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
    const citing = await open('mtad.md');
    await rewrite(citing, CITING, CITING.replace('20.24', '20.24A'));
    const cited = await open('svtad.md');
    await rewrite(cited, '20.24 Where a Supplier Party', '20.24A Where a Supplier Party');
    await rewrite(cited, 'its place under Clause 20.24 shall', 'its place under Clause 20.24A shall');
    const actions = await actionsAt(
      cited,
      new vscode.Range(placeOf(cited, '20.24A Where', '20.24A'), placeOf(cited, '20.24A Where', '20.24A')),
      vscode.CodeActionKind.Refactor,
    );
    const renumber = actions.find(({ title }) => title === 'Renumber from here');
    assert.ok(renumber?.edit, `it is not among “${actions.map(({ title }) => title)}”`);
    await apply(renumber.edit);
    rangeOf(cited, '20.24 Where a Supplier Party');
    rangeOf(cited, 'its place under Clause 20.24 shall');
    rangeOf(citing, CITING);
  });

  it('“Renumber from here” is refused where a reference would come to mean another clause', async () => {
    const document = await open('svtad.md');
    await rewrite(document, '20.24 Where a Supplier Party', '20.24B Where a Supplier Party');
    await rewrite(document, '20.23 The DCC may also', '20.22A The DCC may also');
    const place = placeOf(document, '20.22A The DCC', '20.22A');
    const actions = await actionsAt(document, new vscode.Range(place, place), vscode.CodeActionKind.Refactor);
    // Clause 20.23 is cited in an appendix, and Clause 20.24 in the next clause: nothing has these numbers.
    assert.equal(actions.find(({ title }) => title === 'Renumber from here')?.edit, undefined);
  });

  it('the light bulb leads with the nearest numbers for a broken reference, and silences last', async () => {
    const document = await open('svtad.md');
    await rewrite(document, 'its place under Clause 20.24 shall', 'its place under Clause 20.94 shall');
    const place = placeOf(document, 'its place under Clause 20.94 shall', '20.94');
    const actions = await actionsAt(document, new vscode.Range(place, place), vscode.CodeActionKind.QuickFix);
    const titles = actions.map(({ title }) => title).filter((title) => /^(?:Write|Silence|Renumber|Fix)/.test(title));
    assert.match(titles[0] ?? '', /^Write 20\.\d+ \(“\p{Lu}[^”]+”\)$/u, titles.join('; '));
    assert.match(titles.at(-1) ?? '', /^Silence “reference\.unresolved”/, titles.join('; '));
  });
});
