import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { ChecklistResult } from '../../../server/src/protocol.js';
import { open, ready, restore, rewrite, tabs, until } from '../support/editor.js';

interface Known {
  readonly kind: 'known' | 'none';
  readonly result: ChecklistResult;
}

/** The checklist that the view shows, made anew. */
async function states(): Promise<string[]> {
  const known = await vscode.commands.executeCommand<Known | undefined>('keeling.refreshChecklist');
  return known?.kind === 'known' ? known.result.parts.map(({ key, state }) => `${key} ${state}`) : [];
}

const GREEN = ['checks done', 'changes done', 'questions done', 'dates done', 'attachments done'];

describe('the consultation in VS Code', () => {
  before(ready);
  afterEach(restore);

  it('has a checklist that is green where all is in order', async () => {
    await open('consultation.md');
    await vscode.commands.executeCommand('keeling.consultation.focus');
    assert.deepEqual(await states(), GREEN);
  });

  it('has one that tells what stands against the pack, and is green again once that is mended', async () => {
    const document = await open('consultation.md');
    await rewrite(document, '| MTAD Table 9.3 |', '| MTAD Table 9.2 |');
    await rewrite(document, 'Friday 17 January 2020', 'Thursday 17 January 2020');
    assert.deepEqual(await states(), [
      'checks done',
      'changes open',
      'questions done',
      'dates open',
      'attachments done',
    ]);
    await rewrite(document, '| MTAD Table 9.2 |', '| MTAD Table 9.3 |');
    await rewrite(document, 'Thursday 17 January 2020', 'Friday 17 January 2020');
    assert.deepEqual(await states(), GREEN);
  });

  it('has its timeline beside the text', async () => {
    await open('consultation.md');
    await vscode.commands.executeCommand('keeling.showTimeline');
    const panel = await until('the timeline', () =>
      tabs().find(({ input }) => input instanceof vscode.TabInputWebview),
    );
    assert.equal(panel.label, 'Timeline of the Further Testing Consultation');
  });

  it('has its overview drafted, and takes it through a diff, in one step that can be undone', async () => {
    const consultation = await open('consultation.md');
    await rewrite(consultation, '| 11 | MTAD Table 9.3 |', '| 11 | MTAD Table 9.2 |');
    const before = consultation.getText();
    await vscode.commands.executeCommand('keeling.draftOverview');
    const tab = await until('the two versions', () =>
      tabs().find(({ input }) => input instanceof vscode.TabInputTextDiff),
    );
    assert.match(tab.label, /Overview of Drafting Changes/);
    const proposed = vscode.window.activeTextEditor?.document;
    assert.equal(proposed?.uri.scheme, 'keeling-proposed');
    assert.match(proposed?.getText() ?? '', /^\| 15 \| MTAD Table 9\.3 \|/m);
    assert.equal(consultation.getText(), before);
    await vscode.commands.executeCommand('keeling.takeProposal');
    await until('the overview in the document', () => /^\| 15 \| MTAD Table 9\.3 \|/m.test(consultation.getText()));
    // Rows that still hold stay as they are written.
    assert.ok(consultation.getText().includes(before.split('\n').find((line) => line.startsWith('| 10 |')) ?? '-'));
    await vscode.commands.executeCommand('undo');
    await until('the text before', () => consultation.getText() === before);
  });
});
