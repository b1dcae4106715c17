import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { open, placeOf, rangeOf, ready, restore, until, uriOf } from '../support/editor.js';
import { byHand, hasHands } from '../support/hands.js';

const CITED = '20.24 Where a Supplier Party';
const CITING = 'Clause 20.24 of the SMETS1 SVTAD';

describe('reading in VS Code', () => {
  before(ready);
  afterEach(restore);

  it('a version in force is read-only, says so, and is no draft', async function () {
    if (!hasHands) return this.skip();
    const [path] = (await vscode.workspace.findFiles('in-force/svtad*.md')).map((uri) =>
      vscode.workspace.asRelativePath(uri, false),
    );
    const document = await open(path ?? '');
    await byHand({ wait: '.notification-toast >> text=This is the version in force of' });
    const before = document.getText();
    await vscode.commands.executeCommand('workbench.action.focusActiveEditorGroup');
    await byHand({ type: 'x' });
    await vscode.commands.executeCommand('keeling.insertProvision');
    assert.equal(document.getText(), before);
    await byHand({ click: '.notification-toast .monaco-button >> text=Edit All the Same' });
    await until('the words that are typed', async () => {
      await byHand({ type: 'x' });
      return document.getText() !== before;
    });
  });

  it('a lens over each clause counts its references and says how it was amended', async () => {
    const document = await open('svtad.md');
    const { line } = rangeOf(document, CITED).start;
    const lensAt = async () => {
      const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
        'vscode.executeCodeLensProvider',
        document.uri,
        1000,
      );
      return lenses.find(({ range, command }) => range.start.line === line && command);
    };
    const title = await until('the lens with the change', async () => {
      const lens = await lensAt();
      return lens?.command?.title.includes('since') ? lens.command.title : null;
    });
    assert.match(title, /^\d+ references · .*renumbered.* since V1\.4$/);
  });

  it('no empty line stands above a clause that nothing cites and that is as in force', async () => {
    const { uri } = await open('svtad.md');
    const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', uri, 1000);
    assert.ok(lenses.length > 20);
    assert.deepEqual(
      lenses.filter(({ command }) => !command?.title).map(({ range }) => range.start.line),
      [],
    );
  });

  it('the breadcrumbs name the clause at the cursor, whatever is typed', async function () {
    if (!hasHands) return this.skip();
    const document = await open('svtad.md');
    const crumbs = async () => (await byHand({ text: '.breadcrumbs-control .monaco-breadcrumb-item' })).join(' > ');
    let last = '';
    const { start } = rangeOf(document, CITED);
    const editor = vscode.window.activeTextEditor;
    assert.ok(editor);
    editor.selection = new vscode.Selection(start, start);
    await until(
      () => `the breadcrumbs of the clause; there are ${last}`,
      async () => {
        last = await crumbs();
        return /Keeling > .*Clause 20\.24/.test(last);
      },
    );
    for (let i = 0; i < 4; i++) {
      await byHand({ click: '.editor-instance .view-lines' });
      editor.selection = new vscode.Selection(start, start);
      await byHand({ type: 'x' });
      // VS Code asks for the outline 350 ms after the last key, and later on a busy machine.
      for (let look = 0; look < 8; look++) {
        await new Promise((resolve) => setTimeout(resolve, 150));
        assert.doesNotMatch(await crumbs(), /Markdown Language Features/);
      }
    }
  });

  it('what is done with a change is in its menu, which keys open', async function () {
    if (!hasHands) return this.skip();
    await open('svtad.md');
    await until('the changes', async () => {
      await vscode.commands.executeCommand('keeling.changes.focus');
      return (await byHand({ text: '.pane.expanded .monaco-list-row' })).some((row) => /Inserted/.test(row));
    });
    // From the first kind to the third: each is closed, and the next one is below it.
    await byHand({ keys: ['Home', 'ArrowLeft', 'ArrowDown', 'ArrowLeft', 'ArrowDown', 'Shift+F10'] });
    await byHand({ wait: '.monaco-menu .action-label' });
    const offered = await byHand({ text: '.monaco-menu .action-label' });
    await byHand({ keys: ['Escape'] });
    assert.ok(offered.includes('Restore the Words in Force'), offered.join());
  });

  it('all references to a clause are highlighted', async () => {
    const document = await open('svtad.md');
    const found = await vscode.commands.executeCommand<vscode.DocumentHighlight[]>(
      'vscode.executeDocumentHighlights',
      document.uri,
      rangeOf(document, CITED).start,
    );
    assert.deepEqual(new Set(found.map(({ range }) => document.getText(range))), new Set(['20.24']));
    assert.ok(found.length >= 2);
  });

  it('references and defined terms are coloured by meaning', async () => {
    const document = await open('mtad.md');
    const legend = await vscode.commands.executeCommand<vscode.SemanticTokensLegend>(
      'vscode.provideDocumentSemanticTokensLegend',
      document.uri,
    );
    const tokens = await vscode.commands.executeCommand<vscode.SemanticTokens>(
      'vscode.provideDocumentSemanticTokens',
      document.uri,
    );
    const place = placeOf(document, CITING, '20.24');
    const found: string[] = [];
    let [line, character] = [0, 0];
    for (let i = 0; i < tokens.data.length; i += 5) {
      const [lines, characters, length, type] = tokens.data.subarray(i, i + 4) as unknown as number[];
      character = lines ? (characters as number) : character + (characters as number);
      line += lines as number;
      if (line !== place.line) continue;
      const text = document.getText(new vscode.Range(line, character, line, character + (length as number)));
      found.push(`${legend.tokenTypes[type as number]} ${text}`);
    }
    assert.ok(found.includes('reference 20.24'), String(found));
    assert.ok(found.includes('definedTerm Cohort'), String(found));
  });

  it('a hint gives the title of what is cited, where somebody wants it', async () => {
    const document = await open('mtad.md');
    const settings = vscode.workspace.getConfiguration('keeling');
    await settings.update('inlayHints.enabled', true, vscode.ConfigurationTarget.Global);
    const { range } = document.lineAt(rangeOf(document, CITING).start.line);
    const [hint] = await until('the hint', async () => {
      const hints = await vscode.commands.executeCommand<vscode.InlayHint[]>(
        'vscode.executeInlayHintProvider',
        document.uri,
        range,
      );
      return hints.length > 0 ? hints : undefined;
    });
    await settings.update('inlayHints.enabled', undefined, vscode.ConfigurationTarget.Global);
    assert.equal(hint?.label, 'Device Model Combination Testing');
    assert.ok(hint.position.isEqual(placeOf(document, CITING, ' of the')));
  });

  it('the call hierarchy tells who cites a clause, and what it cites', async () => {
    const document = await open('svtad.md');
    const [item] = await vscode.commands.executeCommand<vscode.CallHierarchyItem[]>(
      'vscode.prepareCallHierarchy',
      document.uri,
      rangeOf(document, CITED).start,
    );
    assert.equal(item?.name, 'Clause 20.24');
    const calls = await vscode.commands.executeCommand<vscode.CallHierarchyIncomingCall[]>(
      'vscode.provideIncomingCalls',
      item,
    );
    const citing = calls.map(({ from }) => `${from.uri.path.split('/').at(-1)} ${from.name}`).sort();
    assert.deepEqual(citing, ['mtad.md Clause 6.4', 'svtad.md Clause 20.25']);
    const called = await vscode.commands.executeCommand<vscode.CallHierarchyOutgoingCall[]>(
      'vscode.provideOutgoingCalls',
      item,
    );
    assert.deepEqual(
      called.map(({ to }) => to.name),
      ['Clause 20.21(a)'],
    );
  });

  it('the outline has sections, clauses and sub-paragraphs', async () => {
    const document = await open('svtad.md');
    const symbols = await vscode.commands.executeCommand<vscode.DocumentSymbol[]>(
      'vscode.executeDocumentSymbolProvider',
      document.uri,
    );
    const names = (list: readonly vscode.DocumentSymbol[], path: string): string[] =>
      list.flatMap(({ name, children }) => [`${path}${name}`, ...names(children, `${path}${name} › `)]);
    const found = names(symbols, '').map((name) => name.replace(/^.*(?=Section)/, ''));
    assert.ok(found.includes('Section 20 › Clause 20.28 › (b) › (iv)'), String(found));
  });

  it('a clause is found by its number in all documents', async () => {
    const found = await vscode.commands.executeCommand<vscode.SymbolInformation[]>(
      'vscode.executeWorkspaceSymbolProvider',
      'Clause 6.4',
    );
    const places = found.filter(({ name }) => name.startsWith('Clause 6.4 ')).map(({ location }) => location.uri.path);
    assert.deepEqual(places.sort(), [uriOf('mtad.md').path, uriOf('svtad.md').path]);
  });

  it('a clause folds with its sub-paragraphs', async () => {
    const document = await open('svtad.md');
    const ranges = await vscode.commands.executeCommand<vscode.FoldingRange[]>(
      'vscode.executeFoldingRangeProvider',
      document.uri,
    );
    const start = rangeOf(document, '20.28 The testing').start.line;
    const last = rangeOf(document, '(iv) for Severity Level 4, 24.').start.line;
    assert.ok(ranges.some((range) => range.start === start && range.end === last));
  });

  it('a selection grows from the word to the provision', async () => {
    const document = await open('svtad.md');
    const [range] = await vscode.commands.executeCommand<vscode.SelectionRange[]>(
      'vscode.executeSelectionRangeProvider',
      document.uri,
      [placeOf(document, CITED, 'Supplier')],
    );
    const steps: string[] = [];
    for (let at = range; at; at = at.parent as vscode.SelectionRange) steps.push(document.getText(at.range));
    assert.equal(steps[0], 'Supplier');
    assert.ok(steps.some((text) => text.trim() === document.lineAt(rangeOf(document, CITED).start.line).text));
    assert.equal(steps.at(-1), document.getText());
  });

  it('the paths in the project file are links', async () => {
    const project = await open('keeling.yaml');
    const links = await vscode.commands.executeCommand<vscode.DocumentLink[]>(
      'vscode.executeLinkProvider',
      project.uri,
    );
    const targets = links.map(({ target }) => target?.toString());
    for (const path of ['svtad.md', 'in-force/svtad-v1.4.md', 'consultation.md'])
      assert.ok(targets.includes(uriOf(path).toString()), path);
  });
});
