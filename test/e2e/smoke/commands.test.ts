import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import * as vscode from 'vscode';
import type { PackResult } from '../../../server/src/protocol.js';
import { open, ready, restore, tabs, until, uriOf } from '../support/editor.js';

describe('the commands in VS Code', () => {
  before(ready);
  afterEach(restore);

  it('show the comparison with the version in force beside the draft', async () => {
    await open('svtad.md');
    await vscode.commands.executeCommand('keeling.compareWithVersionInForce');
    const panel = await until('the comparison', () =>
      tabs().find(({ input }) => input instanceof vscode.TabInputWebview),
    );
    assert.equal(panel.label, 'SMETS1 SVTAD V1.5 against V1.4');
    assert.equal(panel.group.viewColumn, vscode.ViewColumn.Two);
  });

  it('write every attachment to a folder', async () => {
    await open('svtad.md');
    const output = uriOf('../attachments');
    const result = await vscode.commands.executeCommand<PackResult>('keeling.exportAttachments', output.toString());
    const written = await vscode.workspace.fs.readDirectory(output);
    assert.deepEqual(written.map(([name]) => name).sort(), [...result.files].sort());
    const numbers = result.files.flatMap((name) => /Attachment_(\d+)/.exec(name)?.[1] ?? []);
    assert.deepEqual([...new Set(numbers)].sort(), ['1', '2', '3', '4', '5', '6']);
    await rm(output.fsPath, { recursive: true });
  });

  it('write no attachment where one cannot be made', async () => {
    const project = await open('keeling.yaml');
    const edit = new vscode.WorkspaceEdit();
    edit.insert(project.uri, project.lineAt(project.lineCount - 1).range.end, '\n  - { number: 7, marked: NOTHING }\n');
    await vscode.workspace.applyEdit(edit);
    const output = uriOf('../no-attachments');
    assert.equal(await vscode.commands.executeCommand('keeling.exportAttachments', output.toString()), undefined);
    assert.equal(existsSync(output.fsPath), false);
  });

  it('open the notification, filled in', async () => {
    await open('svtad.md');
    await vscode.commands.executeCommand('keeling.draftNotification');
    const document = vscode.window.activeTextEditor?.document;
    assert.ok(document?.isUntitled);
    assert.equal(document.languageId, 'markdown');
    assert.match(document.getText(), /31 January 2020/);
  });
});
