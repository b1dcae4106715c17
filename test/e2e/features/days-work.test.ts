import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { unzipSync } from 'fflate';
import * as vscode from 'vscode';
import { findingsOf, rangeOf, ready, restore, rewrite, until, uriOf } from '../support/editor.js';
import { byHand, hasHands } from '../support/hands.js';

const CODE = `---
document: CODE
version: V1.1
---

# Harbour Code

## 1 Berths

**Berth Entry** means an entry in the list of berths.

1.1 The harbour master shall keep all Berth Entries in order.

1.2 The owner of a vessel shall apply for a Berth Entry under Clause 1.3 within ten days.

1.3 An application shall name the vessel, and may be refused where Clause 2.1 of the CHARGES has not been met:

(a) by the harbour master; or

(b) by the Panel.

1.4 A refusal shall be given in writing. It shall name the reasons and the day.

1.5 The Panel shall publish the Berth Entries of each year under Clause 1.2.

**Table 1.1 – Lengths of berths**

| No. | Berth | Length |
| --- | --- | --- |
| 1 | North quay | 10 m |
| 2 | South quay | 12 m |
`;
const CHARGES = `---
document: CHARGES
version: V1.1
---

# Harbour Charges

## 1 General

1.1 A charge is due for each Berth Entry under Clause 1.2 of the CODE.

## 2 Amounts

2.1 The charge is five pounds a day, and is paid before an application under Clause 1.3 of the CODE.
`;
const FILES: Readonly<Record<string, string>> = {
  'code.md': CODE,
  'charges.md': CHARGES,
  'in-force/code-v1.0.md': CODE.replace('V1.1', 'V1.0').replace('within ten days', 'within five days'),
  'in-force/charges-v1.0.md': CHARGES.replace('V1.1', 'V1.0'),
};

describe('a day’s work in VS Code', function () {
  this.timeout(150_000);
  const place = (path: string) => vscode.Uri.joinPath(uriOf('days-work'), path);
  const texts = () => new Map(documents.map((document) => [document, document.getText()] as const));
  let documents: readonly vscode.TextDocument[] = [];
  let code: vscode.TextDocument;
  let charges: vscode.TextDocument;

  before(async function () {
    if (!hasHands) this.skip();
    await ready();
  });
  after(async () => {
    await restore();
    await vscode.workspace.fs.delete(uriOf('days-work'), { recursive: true });
  });

  /** No wrong reference anywhere, and one count in all places. */
  async function look(step: string): Promise<void> {
    await until(
      () => `${step}: no wrong reference; there are ${documents.map((each) => findingsOf(each)).join(' | ')}`,
      () => documents.every((each) => !findingsOf(each).some((each) => /^(?:reference|numbering)\./.test(each))),
    );
    await vscode.window.showTextDocument(code);
    await vscode.commands.executeCommand('keeling.refreshChanges');
    let seen = '';
    await until(
      () => `${step}: one count in all places; there are ${seen}`,
      async () => {
        const [status = ''] = await byHand({ text: '[id$="keeling.status"]' });
        const rows = await byHand({
          text: '.pane-body [aria-label*="Changes since"] .monaco-list-row[aria-level="1"] .label-description',
        });
        const own = vscode.languages.getDiagnostics(code.uri).filter(({ source }) => source === 'keeling');
        const count = (severity: vscode.DiagnosticSeverity) => own.filter((each) => each.severity === severity).length;
        const said = (what: RegExp) => Number(what.exec(status)?.[1] ?? 0);
        seen = `status “${status}”, view ${rows.join('+')}, problems ${own.length}`;
        return (
          said(/(\d+) errors?/) === count(vscode.DiagnosticSeverity.Error) &&
          said(/(\d+) warnings?/) === count(vscode.DiagnosticSeverity.Warning) &&
          said(/(\d+) changes? since/) === rows.reduce((sum, row) => sum + Number(row), 0)
        );
      },
    );
  }

  /** Does a step, looks at what is there, and tries that undo gives every file its text again, and redo the step. */
  async function step(name: string, does: () => Promise<unknown>, undos = 1): Promise<void> {
    const before = texts();
    await does();
    const after = texts();
    assert.ok(
      documents.some((each) => before.get(each) !== after.get(each)),
      `${name} changes nothing`,
    );
    await look(name);
    for (const [way, wanted] of [['undo', before] as const, ['redo', after] as const]) {
      for (let count = 0; count < undos; count++) {
        const front = documents.find((each) => before.get(each) !== after.get(each)) ?? code;
        await vscode.window.showTextDocument(front);
        const done = vscode.commands.executeCommand(way);
        if ([...after].filter(([each, text]) => before.get(each) !== text).length > 1)
          await byHand({ tryClick: '.monaco-dialog-box .monaco-button' });
        await done;
      }
      await until(
        () =>
          `${name}: ${way} in every file; not in ${documents.filter((each) => each.getText() !== wanted.get(each)).map(({ fileName }) => fileName)}`,
        () => documents.every((each) => each.getText() === wanted.get(each)),
      );
    }
  }

  async function behind(document: vscode.TextDocument, words: string, command: string): Promise<void> {
    const editor = await vscode.window.showTextDocument(document);
    const { end } = rangeOf(document, words);
    editor.selection = new vscode.Selection(end, end);
    await vscode.commands.executeCommand(command);
  }

  it('goes from texts to a consultation, through each kind of edit, to its papers, and on after another branch', async () => {
    for (const [path, text] of Object.entries(FILES))
      await vscode.workspace.fs.writeFile(place(path), new TextEncoder().encode(text));
    await vscode.commands.executeCommand('keeling.newConsultation', {
      folder: uriOf('days-work'),
      drafts: [place('code.md'), place('charges.md')],
      inForce: [place('in-force/code-v1.0.md'), place('in-force/charges-v1.0.md')],
      id: 'HC',
      published: '2026-01-05',
      respondBy: '2026-02-05',
      effective: '2026-03-02',
    });
    const project = new TextDecoder().decode(await vscode.workspace.fs.readFile(place('keeling.yaml')));
    assert.match(project, /id: HC[\s\S]*path: code\.md[\s\S]*in-force\/code-v1\.0\.md[\s\S]*path: charges\.md/);
    const consultation = await vscode.workspace.openTextDocument(place('consultation.md'));
    charges = await vscode.workspace.openTextDocument(place('charges.md'));
    code = await vscode.workspace.openTextDocument(place('code.md'));
    documents = [code, charges, consultation];
    for (const each of documents) await vscode.window.showTextDocument(each, { preview: false });
    await vscode.commands.executeCommand('keeling.changes.focus');
    await look('the new project');

    await step('insert a clause', () => behind(code, '1.1 The harbour master', 'keeling.insertProvision'));
    rangeOf(charges, 'Clause 1.3 of the CODE.');
    rangeOf(charges, 'application under Clause 1.4 of the CODE');
    await step('write its words', () => rewrite(code, '1.2 [●]', '1.2 The list is open to everybody.'));
    await step('move it down', () => behind(code, '1.2 The list', 'keeling.moveProvisionDown'));
    rangeOf(code, '1.3 The list is open');
    rangeOf(charges, 'each Berth Entry under Clause 1.2 of the CODE');
    await step('split a clause', () => behind(code, 'given in writing. ', 'keeling.splitProvision'));
    rangeOf(code, '1.6 It shall name the reasons');
    await step(
      'delete a clause, and close the gap',
      async () => {
        await rewrite(code, '1.3 The list is open to everybody.\n\n', '');
        const at = rangeOf(code, '1.4 An application');
        const action = await until('the offer to renumber', async () => {
          const range = new vscode.Range(at.start, at.start.translate(0, 3));
          const offers = await vscode.commands.executeCommand<vscode.CodeAction[]>(
            'vscode.executeCodeActionProvider',
            code.uri,
            range,
          );
          return offers.find(({ title, edit }) => edit !== undefined && title.startsWith('Renumber'));
        });
        assert.ok(action.edit && (await vscode.workspace.applyEdit(action.edit)));
      },
      2,
    );
    rangeOf(code, '1.3 An application');
    rangeOf(charges, 'application under Clause 1.3 of the CODE');
    await step('rename a term, its plurals too, in every document', async () => {
      const at = rangeOf(code, 'Berth Entry').start;
      const edit = await vscode.commands.executeCommand<vscode.WorkspaceEdit>(
        'vscode.executeDocumentRenameProvider',
        code.uri,
        at,
        'Mooring Entry',
      );
      assert.ok(await vscode.workspace.applyEdit(edit));
    });
    assert.doesNotMatch(code.getText() + charges.getText(), /Berth Entr/);
    rangeOf(code, 'all Mooring Entries in order');
    rangeOf(charges, 'each Mooring Entry under');
    await step('take back a change', () => behind(code, '1.2 The owner', 'keeling.restoreWords'));
    rangeOf(code, 'within five days');
    await step('write a row', () => behind(code, '| 2 | South quay | 12 m |', 'keeling.continueNumbers'));
    rangeOf(code, '| 3 |');
    await step('fill it in', () =>
      rewrite(
        code,
        code
          .getText()
          .split('\n')
          .find((line) => line.startsWith('| 3 |')) ?? '',
        '| 3 | Pier | 8 m |',
      ),
    );

    const controller = vscode.comments.createCommentController('days-work', 'test');
    await vscode.workspace.getConfiguration('keeling').update('author', 'A. Reader', vscode.ConfigurationTarget.Global);
    try {
      const thread = controller.createCommentThread(code.uri, rangeOf(code, 'in writing'), []);
      await vscode.commands.executeCommand('keeling.comments.create', { thread, text: 'On paper?' });
    } finally {
      controller.dispose();
      await vscode.workspace.getConfiguration('keeling').update('author', undefined, vscode.ConfigurationTarget.Global);
    }
    await look('comment');

    await step('put the overview into the consultation document', async () => {
      await vscode.commands.executeCommand('keeling.draftOverview');
      await until('the diff', () => vscode.window.activeTextEditor?.document.uri.scheme === 'keeling-proposed');
      await vscode.commands.executeCommand('keeling.takeProposal');
      await until('the overview', () => /^\| No\. \|/m.test(consultation.getText()));
    });
    for (const each of documents) await each.save();
    await look('all saved');

    for (const asked of [
      { form: 'docx', marked: true, comments: true },
      { form: 'docx', marked: false },
      { form: 'html', marked: true },
      { form: 'pdf', marked: true },
    ] as const) {
      const output = place(`out/${asked.marked}-${'comments' in asked}.${asked.form}`);
      await vscode.commands.executeCommand('keeling.exportDocument', code.uri, { ...asked, output: output.toString() });
      const bytes = await vscode.workspace.fs.readFile(output);
      const hasComments = asked.form === 'docx' && 'word/comments.xml' in unzipSync(bytes);
      assert.equal(hasComments, 'comments' in asked);
      if (asked.form === 'html') assert.doesNotMatch(new TextDecoder().decode(bytes), /On paper/);
    }
    await look('export');

    const git = (...words: readonly string[]) =>
      execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.org', ...words], {
        cwd: uriOf('days-work').fsPath,
      });
    git('init', '-q', '-b', 'main');
    git('add', '.');
    git('commit', '-qm', 'The day');
    git('checkout', '-qb', 'other');
    const other = code.getText().replace('1.4 A refusal', '1.4 Each refusal').replace('five days', 'nine days');
    await vscode.workspace.fs.writeFile(code.uri, new TextEncoder().encode(other));
    git('commit', '-qam', 'Other words');
    git('checkout', '-q', 'main');
    await until('the text of the branch', () => code.getText().includes('within five days'));
    await look('the first branch');
    git('checkout', '-q', 'other');
    await until('the text of the other branch', () => code.getText().includes('within nine days'));
    await look('another branch under an open editor');
    await step('go on: insert a clause', () => behind(code, '1.1 The harbour master', 'keeling.insertProvision'));
    await step('and put it out again', () => rewrite(code, '1.2 [●]', '1.2 The list is open to everybody.'));
    rangeOf(charges, 'application under Clause 1.4 of the CODE');
    for (const each of documents) await each.save();
    await look('the end of the day');
  });
});
