import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { open, rangeOf, ready, restore, until } from '../support/editor.js';
import { byHand, hasHands } from '../support/hands.js';

const label = (words: string) =>
  `<![if !supportLists]><span><span style='mso-list:Ignore'>${words}<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; </span></span></span><![endif]>`;
const WORD = `<html xmlns:w="urn:schemas-microsoft-com:office:word"><body><!--StartFragment--><p class=MsoListParagraph style='mso-list:l0 level2 lfo1'>${label('20.30')}The DCC shall keep a book of <i>Planned
Entries</i>, with:<o:p></o:p></p><p class=MsoListParagraph style='mso-list:l0 level3 lfo1'>${label('(a)')}their places; and</p><p class=MsoListParagraph style='mso-list:l0 level3 lfo1'>${label('(b)')}their <del cite="mailto:A.%20Reviewer" datetime="2026-01-10T10:00">dates</del><ins cite="mailto:A.%20Reviewer" datetime="2026-01-10T10:00">days</ins>.</p><!--EndFragment--></body></html>`;
const EXCEL =
  '<html xmlns:x="urn:schemas-microsoft-com:office:excel"><body><table><!--StartFragment--><tr><td>9</td><td>Berth</td></tr><tr><td>10</td><td>Quay | pier</td></tr><!--EndFragment--></table></body></html>';
const BROWSER = '<meta charset="utf-8"><ol start="7"><li>One <b>rule</b></li><li>Another</li></ol>';

describe('pasting in VS Code', () => {
  before(async function () {
    if (!hasHands) this.skip();
    await ready();
  });
  afterEach(restore);

  async function pasteBehind(words: string, html: string, plain: string): Promise<vscode.TextDocument> {
    const document = await open('svtad.md');
    const editor = await vscode.window.showTextDocument(document);
    const { end } = rangeOf(document, words);
    editor.selection = new vscode.Selection(end, end);
    editor.revealRange(new vscode.Range(end, end), vscode.TextEditorRevealType.InCenter);
    await vscode.commands.executeCommand('workbench.action.focusActiveEditorGroup');
    await byHand({ paste: { html, plain } });
    return document;
  }

  it('clauses of Word come with their numbers, and undo takes them away', async () => {
    const document = await pasteBehind('20.24 Where', WORD, 'The DCC shall keep');
    const clauses =
      '20.24 Where\n\n20.30 The DCC shall keep a book of *Planned Entries*, with:\n\n(a) their places; and\n\n(b) their days.\n\n';
    await until('the clauses', () => document.getText().includes(clauses));
    await vscode.commands.executeCommand('undo');
    await until('the text before', () => !document.isDirty);
  });

  it('plain text, code and switched off, all is pasted as it is', async () => {
    const settings = vscode.workspace.getConfiguration('keeling');
    const document = await pasteBehind('20.24 Where', '<pre>(z) plain</pre>', '(z) plain');
    await until('the plain words', () => document.getText().includes('20.24 Where(z) plain'));
    await vscode.commands.executeCommand('undo');
    await settings.update('paste.clauses', false, vscode.ConfigurationTarget.Global);
    try {
      await pasteBehind('20.24 Where', BROWSER, 'One rule');
      await until('the plain words', () => document.getText().includes('20.24 WhereOne rule'));
    } finally {
      await settings.update('paste.clauses', undefined, vscode.ConfigurationTarget.Global);
    }
  });

  it('cells of a sheet become a table, and rows in a table', async () => {
    const document = await pasteBehind('20.24 Where', EXCEL, '9\tBerth\n10\tQuay | pier');
    const table = '\n\n| 9 | Berth |\n| --- | --- |\n| 10 | Quay \\| pier |\n\n';
    await until('the table', () => document.getText().includes(table));
    await pasteBehind('| 10 | Qu', EXCEL.replace('Berth', '<b>Dock</b>'), '9');
    const rows = '| 10 | Quay \\| pier |\n| 9 | **Dock** |\n| 10 | Quay \\| pier |\n';
    await until('the rows', () => document.getText().includes(rows));
  });

  it('a list of a page keeps its numbers', async () => {
    const document = await pasteBehind('20.24 Where', BROWSER, 'One rule\nAnother');
    await until('the list', () => document.getText().includes('\n\n7. One **rule**\n\n8. Another\n\n'));
    assert.ok(document.isDirty);
  });
});
