import assert from 'node:assert/strict';
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { ChecklistResult, PackResult } from '../../../server/src/protocol.js';
import { CONFIDENTIAL_WORDS, makeExampleResponses } from '../../support/example-responses.js';
import { open, ready, restore, rewrite, until, uriOf } from '../support/editor.js';

/** The chapter “From consultation to decision” of the guide, by the commands of VS Code that it names. */
describe('a consultation through its four stages', function () {
  this.timeout(120_000);
  const inFolder = (...names: string[]) => vscode.Uri.joinPath(uriOf('stages-in'), ...names);
  const pathOf = (...names: string[]) => inFolder(...names).fsPath;
  const read = (...names: string[]) => readFile(pathOf(...names), 'utf8');
  const replaceIn = async (name: string, from: string, to: string) => {
    const text = await read(name);
    assert.ok(text.includes(from), `${name} has no “${from}”`);
    await writeFile(
      pathOf(name),
      text.replace(from, () => to),
    );
  };
  const run = <Result>(command: string, ...args: unknown[]) => vscode.commands.executeCommand<Result>(command, ...args);
  /** Waits until the Consultation view shows a stage. */
  const untilStage = async (stage: string) => {
    await until(`the stage “${stage}”`, async () => {
      const known = await run<{ readonly result?: ChecklistResult }>('keeling.refreshChecklist');
      return known?.result?.stage.summary === stage;
    });
  };
  let front: vscode.TextDocument;

  before(async () => {
    await ready();
    const example = join(__dirname, '..', '..', '..', 'examples', 'further-testing');
    await cp(example, pathOf(), { recursive: true });
    front = await open(inFolder('svtad.md'));
  });
  after(async () => {
    await restore();
    await rm(pathOf(), { recursive: true, force: true });
  });

  it('has its changes numbered, and papers about them', async () => {
    assert.equal(await run('keeling.numberChanges'), true);
    assert.match(await read('svtad.changes.jsonl'), /"number":13/);
    for (const [command, name, words] of [
      ['exportComparisonTable', 'table.csv', /"Clause 20\.18/],
      ['exportInstructions', 'amendments.md', /In Clause 13\.3, /],
      ['exportDestinations', 'destinations.md', /Clause 20\.26/],
      ['exportDerivations', 'derivations.html', /Clause[ \u00a0]20\.18/],
      ['exportChangedProvisions', 'extract.md', /13\.3/],
    ] as const) {
      await vscode.window.showTextDocument(front);
      const written = await run<vscode.Uri>(`keeling.${command}`, inFolder(name).toString());
      assert.equal(written?.toString(), inFolder(name).toString(), command);
      assert.match(await read(name), words, command);
    }
    await writeFile(pathOf('order.md'), '1. In Clause 1.5(b), for “convenience” substitute “guidance”.\n');
    assert.equal(await run('keeling.applyInstructions', inFolder('order.md')), true);
    assert.match(front.getText(), /headings are for guidance only/);
    await run('undo');
    assert.match(front.getText(), /headings are for convenience only/);
    await front.save();
  });

  it('is drafted, then consulted on', async () => {
    await untilStage('drafting');
    await replaceIn('consultation.md', 'status: draft', 'status: issued');
    await replaceIn('keeling.yaml', 'respond-by: 2020-01-17T16:00', 'respond-by: 2099-01-17T16:00');
    await untilStage('consulting');
    await mkdir(pathOf('responses'));
    const responses = await makeExampleResponses(await read('consultation.md'));
    for (const [name, bytes] of responses) await writeFile(pathOf('responses', name), bytes);
    await run(
      'keeling.mergeResponses',
      [...responses.keys()].map((name) => inFolder('responses', name).toString()),
    );
    const merged = await until('the merged responses', () => {
      const document = vscode.window.activeTextEditor?.document;
      return document?.isUntitled ? document : null;
    });
    assert.match(merged.getText(), /Answered by 4 of 5/);
    await run('workbench.action.revertAndCloseActiveEditor');
  });

  it('is concluded: answers are written into the report and taken over', async () => {
    await replaceIn('keeling.yaml', 'respond-by: 2099-01-17T16:00', 'respond-by: 2020-01-17T16:00');
    await replaceIn(
      'keeling.yaml',
      '  document: consultation.md\n',
      '  document: consultation.md\n  circulated: sent\n',
    );
    await mkdir(pathOf('sent'));
    for (const name of ['svtad.md', 'mtad.md']) await cp(pathOf(name), pathOf('sent', name));
    await vscode.window.showTextDocument(front);
    await untilStage('concluding');
    await rewrite(front, 'within two Working Days, stating', 'within one Working Day, stating');
    await front.save();
    const written = await run<vscode.Uri>('keeling.conclude', 'md');
    assert.equal(written?.toString(), inFolder('conclusions.md').toString());
    const report = vscode.window.activeTextEditor?.document;
    assert.equal(report?.uri.toString(), written.toString());
    const text = report.getText();
    for (const words of CONFIDENTIAL_WORDS) assert.ok(!text.includes(words), words);
    const codes = () =>
      vscode.languages.getDiagnostics(written).map(({ code }) => String(typeof code === 'object' ? code.value : code));
    await until('the open places among the problems', () => codes().includes('conclusion.unanswered'));
    const edit = new vscode.WorkspaceEdit();
    const all = new vscode.Range(report.positionAt(0), report.positionAt(text.length));
    const answered = text
      .replace(/\[insert [^\]]+\]/g, 'It was considered.')
      .replace('status: draft', 'status: issued');
    edit.replace(written, all, answered);
    assert.ok(await vscode.workspace.applyEdit(edit));
    await run('keeling.conclude', 'md');
    assert.match(await read('consultation.answers.jsonl'), /"point":3,.*"answer":"It was considered\."/);
    assert.match(await read('conclusions.md'), /status: issued\n---/);
    await until('no open place among the problems', () => codes().length === 0);
  });

  it('has the papers of the decision', async () => {
    await vscode.window.showTextDocument(front);
    const made = await run<PackResult>('keeling.exportDecision', inFolder('decision').toString());
    assert.deepEqual(made?.refused, undefined);
    assert.ok(made.files.includes('FTC_Conclusions_ISSUED.docx'), made.files.join(' '));
    assert.ok(made.files.some((name) => /Attachment_4_SMETS1_SVTAD_V1\.5_changes_since_consultation/.test(name)));
  });

  it('is brought into force, and that is undone by one command', async () => {
    await vscode.window.showTextDocument(front);
    const before = await read('keeling.yaml');
    assert.equal(await run('keeling.bringIntoForce', { all: true, on: '2020-01-31' }), true);
    assert.match(await read('keeling.yaml'), /path: in-force\/svtad-v1\.5\.md, version: V1\.5, from: 2020-01-31/);
    await untilStage('in force');
    await until('the draft that begins', () => front.getText().includes('version: V1.6'));
    assert.equal(await run('keeling.undoBringIntoForce'), true);
    assert.equal(await read('keeling.yaml'), before);
    await untilStage('concluding');
  });
});
