import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { open, placeOf, rangeOf, ready, restore, rewrite, until, untilFindings } from '../support/editor.js';

const CITING = 'Clause 20.24 of the SMETS1 SVTAD';

/** Puts the cursor behind some words, and runs a command. */
async function runBehind(document: vscode.TextDocument, words: string, command: string): Promise<void> {
  const editor = await vscode.window.showTextDocument(document);
  const { end } = rangeOf(document, words);
  editor.selection = new vscode.Selection(end, end);
  await vscode.commands.executeCommand(command);
}

function cursorOf(document: vscode.TextDocument): string {
  const editor = vscode.window.activeTextEditor;
  assert.equal(editor?.document, document);
  return document.getText(editor?.selection);
}

describe('drafting in VS Code', () => {
  before(ready);
  afterEach(restore);

  it('a clause moves down, and every reference in both documents follows it', async () => {
    const citing = await open('mtad.md');
    const document = await open('svtad.md');
    await runBehind(document, '20.24 Where a Supplier Party', 'keeling.moveProvisionDown');
    rangeOf(document, '20.25 Where a Supplier Party');
    rangeOf(document, '20.24 A Planned Entry that has lost its place under Clause 20.25 shall');
    rangeOf(citing, CITING.replace('20.24', '20.25'));
    await untilFindings(citing, []);
    await runBehind(document, '20.25 Where a Supplier Party', 'keeling.moveProvisionUp');
    rangeOf(document, '20.25 A Planned Entry that has lost its place under Clause 20.24 shall');
    rangeOf(citing, CITING);
  });

  it('a new clause is inserted with its number, and its words are selected', async () => {
    const document = await open('svtad.md');
    const citing = await open('mtad.md');
    await runBehind(document, '20.23 The DCC may also', 'keeling.insertProvision');
    assert.equal(cursorOf(document), '[●]');
    rangeOf(document, '\n\n20.24 [●]\n\n20.25 Where a Supplier Party');
    rangeOf(document, '20.26 A Planned Entry that has lost its place under Clause 20.25 shall');
    rangeOf(citing, CITING.replace('20.24', '20.25'));
  });

  it('a clause is split, one that is cited is not joined to another, and the reason is told', async () => {
    const document = await open('svtad.md');
    const before = document.getText();
    await runBehind(document, 'for the Planned Entry. ', 'keeling.splitProvision');
    await until('the new clause', () => document.getText().includes('\n\n20.30 It shall record the reasons'));
    rangeOf(document, '20.31 Within 10 Working Days');
    await runBehind(document, '20.30 It shall', 'keeling.mergeProvision');
    assert.equal(document.getText(), before);
    await runBehind(document, '20.24 Where a Supplier Party', 'keeling.mergeProvision');
    assert.equal(document.getText(), before);
  });

  it('Enter goes on with the next item, Tab and Shift+Tab change its level, and undo takes all back', async () => {
    const document = await open('svtad.md');
    const before = document.getText();
    await runBehind(document, '(iii) for Severity Level 3, three; and', 'keeling.continueNumbers');
    rangeOf(document, 'three; and\n\n(iv) \n\n(v) for Severity Level 4, eight; and');
    await vscode.commands.executeCommand('undo');
    assert.equal(document.getText(), before);
    const editor = await vscode.window.showTextDocument(document);
    const item = placeOf(document, '(iv) for Severity Level 4, 24.', '(iv)');
    editor.selection = new vscode.Selection(item, item);
    await vscode.commands.executeCommand('keeling.outdentItem');
    rangeOf(document, '(d) for Severity Level 4, 24.');
    await vscode.commands.executeCommand('keeling.indentItem');
    assert.equal(document.getText(), before);
  });

  it('a changed clause gets its words in force back, from the editor and from the view of the changes', async () => {
    const document = await open('svtad.md');
    const before = document.getText();
    await rewrite(document, 'the DCC may give the place of', 'the DCC shall without delay give the place of');
    await runBehind(document, '20.24 Where a Supplier Party', 'keeling.restoreWords');
    await until('the words in force', () => document.getText() === before);
  });

  it('a comment stands beside the draft in a file, follows its words, and is resolved', async () => {
    const document = await open('svtad.md');
    await vscode.workspace.getConfiguration('keeling').update('author', 'A. Reader', vscode.ConfigurationTarget.Global);
    const controller = vscode.comments.createCommentController('test', 'test');
    const file = vscode.Uri.joinPath(document.uri, '..', 'svtad.comments.jsonl');
    const read = () =>
      vscode.workspace.fs.readFile(file).then(
        (bytes) => new TextDecoder().decode(bytes),
        () => '',
      );
    try {
      await runBehind(document, 'give the place of', 'keeling.comments.add');
      const thread = controller.createCommentThread(document.uri, rangeOf(document, 'give the place of'), []);
      await vscode.commands.executeCommand('keeling.comments.create', { thread, text: 'To whom?' });
      await rewrite(document, '20.24 Where a Supplier', 'New words.\n\n20.24 Where a Supplier');
      await document.save();
      const line = rangeOf(document, 'give the place of').start.line + 1;
      await until('the comment at its new line', async () => (await read()).includes(`"line":${line},`));
      const [comment] = (await read()).split('\n').map((line) => JSON.parse(line || 'null'));
      assert.deepEqual([comment.provision, comment.author, comment.text], ['Clause 20.24', 'A. Reader', 'To whom?']);
      assert.equal(comment.words, 'give the place of');
      await vscode.commands.executeCommand('keeling.comments.reply', { thread, text: 'The next.' });
      await vscode.commands.executeCommand('keeling.comments.resolve', thread);
      await until('the answer', async () => /"resolved":true.*The next\./.test(await read()));
      await vscode.commands.executeCommand('keeling.comments.reopen', thread);
      await until('that it is open again', async () => /"resolved":false.*The next\./.test(await read()));
      await vscode.commands.executeCommand('keeling.comments.delete', thread);
      await until('the file to go', async () => (await read()) === '');
    } finally {
      controller.dispose();
      await vscode.workspace.getConfiguration('keeling').update('author', undefined, vscode.ConfigurationTarget.Global);
    }
  });

  it('Enter within words, and Tab elsewhere, are the plain keys', async () => {
    const document = await open('svtad.md');
    await runBehind(document, '20.24 Where a Supplier', 'keeling.continueNumbers');
    rangeOf(document, '20.24 Where a Supplier\n Party');
    await runBehind(document, '20.23 The DCC', 'keeling.indentItem');
    assert.match(document.getText(), /20\.23 The DCC(?:\t| {1,4}) may also/);
  });
});
