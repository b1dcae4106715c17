import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { findingsOf, open, rangeOf, ready, restore, rewrite, until, untilFindings, uriOf } from '../support/editor.js';

function documentsWithFindings(): string[] {
  const all = vscode.languages.getDiagnostics().map(([uri]) => uri);
  return all.filter((uri) => findingsOf({ uri }).length > 0).map(({ path }) => path);
}

describe('findings in VS Code', () => {
  before(ready);
  afterEach(restore);

  it('are none in the example as it is', async () => {
    for (const path of ['svtad.md', 'consultation.md', 'keeling.yaml', 'mtad.md']) await open(path);
    const document = await open('mtad.md');
    await rewrite(document, 'Clause 20.24 of the SMETS1 SVTAD', 'Clause 20.99 of the SMETS1 SVTAD');
    await until('one finding, there alone', () => documentsWithFindings().join() === document.uri.path);
    await rewrite(document, 'Clause 20.99 of the SMETS1 SVTAD', 'Clause 20.24 of the SMETS1 SVTAD');
    await until('none', () => documentsWithFindings().length === 0);
  });

  it('appear while one types, where they belong, and go when the text is right again', async () => {
    const document = await open('mtad.md');
    await rewrite(document, 'Clause 20.24 of the SMETS1 SVTAD', 'Clause 20.99 of the SMETS1 SVTAD');
    await untilFindings(document, ['reference.unresolved']);
    const [finding] = vscode.languages.getDiagnostics(document.uri);
    assert.deepEqual(finding?.range, rangeOf(document, '20.99'));
    assert.equal(finding?.severity, vscode.DiagnosticSeverity.Error);
    await rewrite(document, 'Clause 20.99 of the SMETS1 SVTAD', 'Clause 20.24 of the SMETS1 SVTAD');
    await untilFindings(document, []);
  });

  it('appear in another document that cites what was renumbered', async () => {
    const citing = await open('mtad.md');
    const cited = await open('svtad.md');
    await rewrite(cited, '20.24 Where a Supplier Party', '20.94 Where a Supplier Party');
    await until('the finding in the other', () => findingsOf(citing).includes('reference.unresolved'));
  });

  it('of the full checks come with saving, of all documents', async () => {
    const document = await open('mtad.md');
    await rewrite(document, 'Clause 20.24 of the SMETS1 SVTAD', 'Clause 20.23 of the SMETS1 SVTAD');
    await document.save();
    await untilFindings(document, ['reference.renumbered']);
    await until('findings there alone', () => documentsWithFindings().join() === document.uri.path);
    await rewrite(document, 'Clause 20.23 of the SMETS1 SVTAD', 'Clause 20.24 of the SMETS1 SVTAD');
    await untilFindings(document, []);
  });

  it('are not given for other Markdown', async () => {
    const uri = uriOf('notes.md');
    await vscode.workspace.fs.writeFile(uri, Buffer.from('# Notes\n\nSee Clause 99.9 of nothing.\n'));
    const notes = await open('notes.md');
    const draft = await open('mtad.md');
    await rewrite(notes, 'Clause 99.9', 'Clause 99.8');
    await rewrite(draft, 'Clause 20.24 of the SMETS1 SVTAD', 'Clause 20.99 of the SMETS1 SVTAD');
    // The server has seen both edits once it answers the second.
    await untilFindings(draft, ['reference.unresolved']);
    assert.deepEqual(findingsOf(notes), []);
    await vscode.workspace.fs.delete(uri);
  });
});
