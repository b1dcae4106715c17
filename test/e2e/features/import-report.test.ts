import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { buildWordFile, inList, paragraph, run } from '../../support/word-builder.js';
import { ready, restore, until, uriOf } from '../support/editor.js';
import { byHand, hasHands } from '../support/hands.js';

/** A file with hidden words in its last clause, and a reference to a place that is not there. */
const FERRIES = buildWordFile(
  [
    paragraph('Ferries', inList(0)),
    paragraph('A ferry leaves each hour.', inList(1)),
    paragraph(
      `${run('The fares are in section ')}<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> REF gone \\r </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>${run('4')}<w:r><w:fldChar w:fldCharType="end"/></w:r>${run('.')}`,
      inList(1),
    ),
    paragraph(`${run('A dog travels free')}${run(' of charge', '<w:vanish/>')}${run('.')}`, inList(1)),
  ].join(''),
);

describe('the report of an import, in VS Code', function () {
  this.timeout(60_000);
  const place = (path: string) => vscode.Uri.joinPath(uriOf('ferries'), path);

  before(async function () {
    if (!hasHands) this.skip();
    await ready();
  });
  after(async () => {
    await restore();
    await vscode.workspace.fs.delete(uriOf('ferries'), { recursive: true });
  });

  /** The line of the draft, from 0, that the cursor stands on. */
  const lineOf = (uri: vscode.Uri): number | null => {
    const editor = vscode.window.activeTextEditor;
    return editor?.document.uri.toString() === uri.toString() ? editor.selection.active.line : null;
  };

  it('opens from the message, and each entry leads to its place until it is ticked off', async () => {
    await vscode.workspace.fs.writeFile(place('ferries.docx'), FERRIES);
    await vscode.commands.executeCommand('keeling.importDocuments', undefined, [place('ferries.docx')]);
    const draft = await vscode.workspace.openTextDocument(place('ferries.md'));
    await byHand({ click: '.notification-toast .monaco-button >> text=Show Report' });

    // Imports of other tests may be listed as well.
    const rowOf = (words: string) => `.monaco-list-row[aria-label*="${words}"]`;
    const lineWith = (words: string) => draft.positionAt(draft.getText().indexOf(words)).line;
    await byHand({ click: rowOf('of charge') });
    await until('the place of the hidden words', () => lineOf(draft.uri) === lineWith('A dog travels'));

    // The places follow what is typed above them.
    const edit = new vscode.WorkspaceEdit();
    edit.insert(draft.uri, new vscode.Position(lineWith('A ferry leaves'), 0), 'Ferries run all year.\n\n');
    assert.ok(await vscode.workspace.applyEdit(edit));
    await until('the report after the edit', async () => {
      const [row = ''] = await byHand({ text: rowOf('target is gone') });
      return row.includes(`line ${lineWith('The fares are in') + 1}`);
    });
    await byHand({ click: rowOf('target is gone') });
    await until('the place of the reference', () => lineOf(draft.uri) === lineWith('The fares are in'));
    await byHand({ click: rowOf('of charge') });
    await until('the place after the edit', () => lineOf(draft.uri) === lineWith('A dog travels'));

    await byHand({ click: `${rowOf('of charge')} .action-label[aria-label="Looked At"]` });
    await until('the report without the entry', async () => {
      const left = await byHand({ text: '.monaco-list-row[aria-label*=", line "]' });
      return left.length > 0 && !left.some((words) => words.includes('of charge'));
    });
  });
});
