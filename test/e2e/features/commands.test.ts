import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { ChangeItem } from '../../../server/src/protocol.js';
import { buildWordFile, inList, paragraph, run } from '../../support/word-builder.js';
import {
  open,
  placeOf,
  rangeOf,
  ready,
  restore,
  rewrite,
  tabs,
  until,
  untilFindings,
  uriOf,
} from '../support/editor.js';

const outlineOf = (uri: vscode.Uri) =>
  vscode.commands.executeCommand<vscode.DocumentSymbol[] | undefined>('vscode.executeDocumentSymbolProvider', uri);

describe('the commands in VS Code', () => {
  before(ready);
  afterEach(restore);

  it('shows who cites the provision under the cursor, and then another in the same panel', async () => {
    const document = await open('svtad.md');
    const labels: string[] = [];
    for (const number of ['20.28', '20.29']) {
      const place = placeOf(document, `\n${number} `, number);
      await vscode.window.showTextDocument(document, vscode.ViewColumn.One);
      const front = vscode.window.activeTextEditor;
      assert.ok(front);
      front.selection = new vscode.Selection(place, place);
      await vscode.commands.executeCommand('keeling.showReferenceMap');
      const panel = await until(`the map of ${number}`, () =>
        tabs().find(({ input, label }) => input instanceof vscode.TabInputWebview && label.includes(number)),
      );
      labels.push(panel.label);
    }
    assert.deepEqual(labels, ['References of Clause 20.28', 'References of Clause 20.29']);
    assert.equal(tabs().filter(({ input }) => input instanceof vscode.TabInputWebview).length, 1);
  });

  it('shows the draft as it will be published, beside its text, and keeps one panel', async () => {
    for (const path of ['svtad.md', 'mtad.md']) {
      await open(path);
      await vscode.commands.executeCommand('keeling.showPreview');
      await until(`the preview of ${path}`, () =>
        tabs().some(({ input, label }) => input instanceof vscode.TabInputWebview && label === `Preview of ${path}`),
      );
    }
    assert.equal(tabs().filter(({ label }) => label.startsWith('Preview of')).length, 1);
  });

  it('makes a draft of a Markdown file, in the project file above it', async () => {
    const text = uriOf('notes.md');
    const project = await open('keeling.yaml');
    const before = project.getText();
    try {
      await vscode.workspace.fs.writeFile(text, new TextEncoder().encode('# Notes\n\n1.1 As Clause 1.9 says.\n'));
      await vscode.commands.executeCommand('keeling.useAsDraft', text, { id: 'NOTES', version: 'V1', inForce: null });
      assert.match(project.getText(), /id: NOTES\n\s+path: notes\.md\n\s+version: V1\n/);
      await untilFindings({ uri: text }, ['reference.unresolved']);
    } finally {
      const edit = new vscode.WorkspaceEdit();
      edit.replace(project.uri, new vscode.Range(0, 0, project.lineCount, 0), before);
      await vscode.workspace.applyEdit(edit);
      await project.save();
      await vscode.workspace.fs.delete(text);
    }
  });

  // VS Code keeps a text of the test before as it was, so that this one has a name of its own.
  it('names the version in force that a draft is compared with, in its front matter', async () => {
    const [text, older] = [uriOf('berths.md'), uriOf('in-force/berths-v1.md')];
    const write = (uri: vscode.Uri, words: string) =>
      vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(words));
    try {
      await write(older, '---\nversion: V1\n---\n\n# Berths\n\n## 1 Berths\n\n1.1 A berth is short.\n');
      await write(text, '---\ndocument: BERTHS\nversion: V2\n---\n\n# Berths\n\n## 1 Berths\n\n1.1 A berth is long.\n');
      await vscode.commands.executeCommand('keeling.chooseVersionInForce', text, older);
      const document = await vscode.workspace.openTextDocument(text);
      assert.match(document.getText(), /^---\nbaseline: in-force\/berths-v1\.md\ndocument: BERTHS\nversion: V2\n---\n/);
      await vscode.commands.executeCommand('keeling.compareWithVersionInForce', text);
      await until('the comparison', () => tabs().some(({ label }) => /BERTHS|berths/.test(label) && /V1/.test(label)));
    } finally {
      await vscode.commands.executeCommand('workbench.action.closeAllEditors');
      for (const uri of [text, older]) await vscode.workspace.fs.delete(uri);
    }
  });

  it('restarts the server, which then answers as before', async () => {
    const { uri } = await open('svtad.md');
    const before = (await outlineOf(uri))?.length;
    await vscode.commands.executeCommand('keeling.restartServer');
    await until('the outline', async () => (await outlineOf(uri))?.length === before);
  });

  it('refreshes the changes, and opens one in the version in force', async () => {
    const document = await open('svtad.md');
    await vscode.commands.executeCommand('keeling.refreshChanges');
    const range = rangeOf(document, '20.28 ');
    const change: ChangeItem = {
      kinds: ['amended'],
      label: 'Clause 20.28',
      oldLabel: 'Clause 20.28',
      range,
      oldRange: { start: { line: 6, character: 0 }, end: { line: 6, character: 1 } },
      edits: [],
      number: null,
      words: '',
    };
    await vscode.commands.executeCommand('keeling.changes.openInForce', change);
    await until('the version in force', () => {
      const front = vscode.window.activeTextEditor?.document;
      return front !== undefined && front.uri.toString() !== document.uri.toString();
    });
  });

  it('leads from the code of a problem to the page of its check, and has its guide', async () => {
    const document = await open('svtad.md');
    await rewrite(document, 'Clause 13.2', 'Clause 20.99');
    const code = await until('the problem', () => {
      const [found] = vscode.languages.getDiagnostics(document.uri).filter(({ source }) => source === 'keeling');
      return typeof found?.code === 'object' ? found.code : null;
    });
    assert.equal(code.value, 'reference.unresolved');
    const page = new TextDecoder().decode(await vscode.workspace.fs.readFile(code.target));
    assert.match(page, /reference\.unresolved/);
    await vscode.commands.executeCommand('keeling.openGuide');
    await until('the guide', () => tabs().find(({ label }) => label.includes('guide.md')));
  });

  it('shows a draft side by side with its version in force, clause beside clause', async () => {
    const document = await open('svtad.md');
    await vscode.commands.executeCommand('keeling.compareSideBySide');
    const tab = await until('the two versions', () =>
      tabs().find(({ input }) => input instanceof vscode.TabInputTextDiff),
    );
    assert.ok(tab.input instanceof vscode.TabInputTextDiff);
    assert.equal(tab.input.modified.toString(), document.uri.toString());
    assert.match(tab.label, /changes since V1\.4/);
    const before = await vscode.workspace.openTextDocument(tab.input.original);
    assert.match(before.getText(), /^20\.28 /m);
  });

  it('exports the draft in front, change-marked and clean', async () => {
    const document = await open('svtad.md');
    for (const [form, marked] of [
      ['html', true],
      ['docx', true],
      ['md', false],
    ] as const) {
      const output = vscode.Uri.joinPath(document.uri, '..', `exported.${form}`);
      const asked = { output: output.toString(), form, marked };
      await vscode.commands.executeCommand('keeling.exportDocument', undefined, asked);
      const bytes = await vscode.workspace.fs.readFile(output);
      assert.ok(bytes.length > 1000);
      if (form === 'html') assert.match(new TextDecoder().decode(bytes), /<ins/);
      await vscode.workspace.fs.delete(output);
    }
  });

  it('knows its project and its draft where neither is in front', async () => {
    const document = await open('svtad.md');
    await until('the changes', async () => {
      const known = await vscode.commands.executeCommand<{ kind: string } | undefined>('keeling.refreshChecklist');
      return known?.kind === 'known';
    });
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ content: 'notes' }));
    await vscode.commands.executeCommand('keeling.draftOverview');
    assert.match(vscode.window.activeTextEditor?.document.getText() ?? '', /^\| No\. \|/m);
    // The overview is now in front, and is no draft either.
    const output = vscode.Uri.joinPath(document.uri, '..', 'again.md');
    const asked = { output: output.toString(), form: 'md', marked: false };
    await vscode.commands.executeCommand('keeling.exportDocument', undefined, asked);
    assert.ok((await vscode.workspace.fs.readFile(output)).length > 1000);
    await vscode.workspace.fs.delete(output);
  });

  it('imports Word documents beside them, names them in keeling.yaml and leads to what needs a look', async () => {
    const folder = uriOf('word-in');
    const place = (name: string) => vscode.Uri.joinPath(folder, name);
    const words = paragraph('Fees', inList(0)) + paragraph(run('unseen', '<w:vanish/>'));
    await vscode.workspace.fs.writeFile(place('rules.docx'), buildWordFile(words));
    await vscode.workspace.fs.writeFile(place('keeling.yaml'), new TextEncoder().encode('# ours\n'));
    await vscode.commands.executeCommand('keeling.importDocuments', place('rules.docx'));
    const document = await until('the draft', () => {
      const front = vscode.window.activeTextEditor?.document;
      return front?.uri.path.endsWith('/word-in/rules.md') ? front : null;
    });
    assert.match(document.getText(), /^1\. Fees\n/);
    const project = new TextDecoder().decode(await vscode.workspace.fs.readFile(place('keeling.yaml')));
    assert.match(project, /path: rules\.md/);
    const notice = vscode.languages.getDiagnostics(document.uri).find(({ source }) => source === 'Keeling import');
    assert.deepEqual([notice?.range.start.line, notice?.message], [2, 'Hidden text: “unseen”']);
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
    await vscode.workspace.fs.delete(folder, { recursive: true });
  });

  it('writes a dictionary of the defined terms for a speller', async () => {
    await open('svtad.md');
    await vscode.commands.executeCommand('keeling.refreshChecklist');
    void vscode.commands.executeCommand('keeling.writeDictionary');
    const read = (name: string) =>
      vscode.workspace.fs.readFile(uriOf(name)).then(
        (bytes) => new TextDecoder().decode(bytes),
        () => '',
      );
    await until('the settings', async () => (await read('cspell.json')).includes('keeling-words.txt'));
    assert.match(await read('keeling-words.txt'), /^SVTAD$/m);
    await vscode.workspace.fs.delete(uriOf('cspell.json'));
    await vscode.workspace.fs.delete(uriOf('keeling-words.txt'));
  });

  it('tells why responses cannot be merged, and does no harm', async () => {
    const { uri } = await open('svtad.md');
    const merging = vscode.commands.executeCommand('keeling.mergeResponses', [uri.toString()]);
    await Promise.race([merging, new Promise((resolve) => setTimeout(resolve, 5000))]);
    assert.ok(((await outlineOf(uri)) ?? []).length > 0);
  });
});
