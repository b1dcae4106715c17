import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { open, placeOf, rangeOf, ready, restore, rewrite, tabs, until, uriOf, waitFor } from '../support/editor.js';
import { byHand, hasHands } from '../support/hands.js';

const root = join(__dirname, '..', '..', '..');

interface Manifest {
  readonly contributes: {
    readonly commands: readonly { readonly command: string; readonly title: string }[];
    readonly menus: { readonly commandPalette: readonly { readonly command: string; readonly when: string }[] };
  };
}

/** The titles of all commands that the palette can offer, by what `package.json` says. */
function listOffered(): string[] {
  const { contributes } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Manifest;
  const words = JSON.parse(readFileSync(join(root, 'package.nls.json'), 'utf8')) as Record<string, string>;
  const hidden = contributes.menus.commandPalette.flatMap(({ command, when }) => (when === 'false' ? [command] : []));
  return contributes.commands
    .filter(({ command }) => !hidden.includes(command))
    .map(({ title }) => words[title.slice(1, -1)] ?? title);
}

/** What shows that a command has done something: a part of the window, or a state. */
type Evidence = string | ((document: vscode.TextDocument) => boolean);

const hasTab = (words: RegExp) => () => tabs().some(({ label }) => words.test(label));
const isInFront = (words: RegExp) => () => words.test(vscode.window.activeTextEditor?.document.getText() ?? '');
const hasWords = (words: string) => (document: vscode.TextDocument) => document.getText().includes(words);
const asks = (words: string) => `.quick-input-widget:visible >> text=${words}`;
const says = (words: string) => `.notification-toast >> text=${words}`;
/** Each command of the palette, the words that the cursor stands in, and what it leads to. */
const COMMANDS: Readonly<Record<string, readonly [words: string, evidence: Evidence]>> = {
  'Compare with Version in Force': ['20.24 Where', hasTab(/Changes since|changes since|V1\.4/)],
  'Show Both Versions Side by Side': ['20.24 Where', hasTab(/changes since V1\.4/)],
  'Export This Document…': ['20.24 Where', asks('Word')],
  'Export Change-Marked Attachments': ['20.24 Where', asks('How Changes Are Marked')],
  'Write Conclusions Report': ['20.24 Where', asks('Word')],
  'Export Papers of the Decision': ['20.24 Where', asks('How Changes Are Marked')],
  'Bring into Force…': ['20.24 Where', asks('All drafts of the project')],
  'Undo Bringing into Force': ['20.24 Where', says('undone')],
  'Export Comparison Table…': ['20.24 Where', asks('Comparison Table')],
  'Export Amending Instructions…': ['20.24 Where', asks('Amending Instructions')],
  'Export Table of Destinations…': ['20.24 Where', asks('Table of Destinations')],
  'Export Table of Derivations…': ['20.24 Where', asks('Table of Derivations')],
  'Export Changed Provisions…': ['20.24 Where', asks('Changed Provisions')],
  'Apply Amending Instructions…': ['20.24 Where', asks('Apply Amending Instructions')],
  'Number Changes': ['20.24 Where', says('number')],
  'Draft Notification Text': ['20.24 Where', isInFront(/^# Notification/m)],
  'Draft Overview of Changes': ['20.24 Where', isInFront(/^\| No\. \|/m)],
  'Import Word Documents…': ['20.24 Where', '.quick-input-widget:visible .quick-input-action >> text=Import'],
  'Merge Responses': ['20.24 Where', '.quick-input-widget:visible .quick-input-action >> text=Merge Responses'],
  'Show Timeline': ['20.24 Where', hasTab(/^Timeline of the/)],
  'Refresh Checklist': ['20.24 Where', hasTab(/svtad/)],
  'Show Reference Map': ['20.24 Where', hasTab(/^References of Clause 20\.24/)],
  'Refresh Changes': ['20.24 Where', '[id$="keeling.status"] >> text=changes since'],
  'New Consultation Project': ['20.24 Where', asks('Start Consultation Here')],
  'Restart Language Server': ['20.24 Where', '[id$="keeling.status"] >> text=changes since'],
  'Open Guide': ['20.24 Where', hasTab(/guide\.md/)],
  'Move Clause Up': ['20.25 A Planned', hasWords('20.24 A Planned Entry that has lost its place under Clause 20.25')],
  'Move Clause Down': ['20.24 Where', hasWords('20.25 Where a Supplier Party')],
  'Insert Clause Here': ['20.24 Where', hasWords('\n\n20.25 [●]')],
  'Split Clause at Cursor': ['for the Planned Entry. ', hasWords('\n\n20.30 It shall record the reasons')],
  'Join Clause to the One Before': ['20.11 The DCC', (document) => !document.getText().includes('\n\n20.40 ')],
  'Restore the Words in Force': ['20.24 Where', hasWords('20.24 Where a Supplier Party has not resolved')],
  'Show Preview as Published': ['20.24 Where', hasTab(/^Preview of svtad\.md/)],
  'Choose Version in Force…': ['20.24 Where', asks('Version in Force')],
  'Use This File as a Draft…': ['20.24 Where', asks('short name')],
  'Write Dictionary of Defined Terms': ['20.24 Where', says('words of your terms')],
  'Fold In Mark-ups of Respondents…': ['20.24 Where', asks('Choose Mark-ups')],
  'Comment on Selection': ['give the place of', '.review-widget'],
};

describe('each command of the palette, pressed by hand in VS Code', function () {
  this.timeout(60_000);
  before(async function () {
    if (!hasHands) this.skip();
    await ready();
  });
  afterEach(async () => {
    for (let times = 0; times < 2; times++) await byHand({ keys: ['Escape'] });
    await vscode.commands.executeCommand('notifications.clearAll');
    await restore();
    const own = await vscode.workspace.findFiles('{*.changes.jsonl,cspell.json,keeling-words.txt}');
    for (const uri of own) await vscode.workspace.fs.delete(uri);
  });

  it('has a row here', () => assert.deepEqual(Object.keys(COMMANDS).sort(), listOffered().sort()));

  for (const [title, [words, evidence]] of Object.entries(COMMANDS))
    it(title, async () => {
      const document = await openDraft();
      if (title === 'Restore the Words in Force')
        await rewrite(document, 'has not resolved a Testing Issue', 'has resolved no Testing Issue');
      const editor = await vscode.window.showTextDocument(document);
      const { start, end } = rangeOf(document, words);
      editor.selection =
        title === 'Comment on Selection' ? new vscode.Selection(start, end) : new vscode.Selection(end, end);
      await press(title);
      if (typeof evidence === 'string') await byHand({ wait: evidence });
      else await until(`what “${title}” leads to`, () => evidence(document));
    });
});

describe('questions that a page of the walkthrough begins', function () {
  this.timeout(60_000);
  before(async function () {
    if (!hasHands) this.skip();
    await ready();
  });
  afterEach(async () => {
    for (let times = 0; times < 2; times++) await byHand({ keys: ['Escape'] });
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  it('keep the keys from the first to the last', async () => {
    await openDraft();
    await vscode.commands.executeCommand('workbench.action.openWalkthrough', 'keeling.keeling#firstSteps');
    await openStep('Export the whole pack');
    await byHand({ click: '.getting-started-step.expanded >> text=Export Attachments' });
    await byHand({ wait: '.quick-input-widget:visible >> text=How Changes Are Marked' });
    // The question is seen a moment before it has the keys.
    await byHand({ wait: '.quick-input-widget:visible input:focus' });
    await byHand({ keys: ['Enter'] });
    await byHand({ wait: asks('Write Attachments Here') });
    await byHand({ wait: '.quick-input-widget:visible input:focus' });
  });

  it('lead from its button to the map of the draft that was in front last', async () => {
    const document = await openDraft();
    const editor = await vscode.window.showTextDocument(document);
    const { end } = rangeOf(document, '20.24 Where');
    editor.selection = new vscode.Selection(end, end);
    await vscode.commands.executeCommand('workbench.action.openWalkthrough', 'keeling.keeling#firstSteps');
    await openStep('See what cites what');
    await byHand({ click: '.getting-started-step.expanded >> text=Show Reference Map' });
    await until('the map of Clause 20.24', () => hasTab(/^References of Clause 20\.24/)());
  });
});

/** Opens a step of the walkthrough: it takes the keys a moment after the click, and from whatever has them then. */
async function openStep(title: string): Promise<void> {
  await byHand({ click: `.getting-started-step >> text=${title}` });
  await byHand({ wait: `.getting-started-step.expanded:focus >> text=${title}` });
}

/** Opens the draft and waits until it is known as one. */
async function openDraft(): Promise<vscode.TextDocument> {
  const document = await open('svtad.md');
  await until('the changes of the draft', async () =>
    (await byHand({ text: '[id$="keeling.status"]' })).some((each) => each.includes('changes since')),
  );
  await vscode.window.showTextDocument(document);
  return document;
}

/** Puts the cursor to a place, and waits until the window shows it there. */
async function putCursor(editor: vscode.TextEditor, place: vscode.Position): Promise<void> {
  editor.selection = new vscode.Selection(place, place);
  const words = `Ln ${place.line + 1}, Col ${place.character + 1}`;
  await until(`the cursor at ${words}`, async () =>
    (await byHand({ text: '[id="status.editor.selection"]' })).some((each) => each.startsWith(words)),
  );
}

/** Runs a command as the palette does. */
async function press(title: string): Promise<void> {
  await byHand({ keys: ['F1'] });
  await byHand({ wait: '.quick-input-widget:visible input' });
  await byHand({ type: `Keeling: ${title}` });
  await byHand({ wait: `.quick-input-list .monaco-list-row.focused[aria-label*="${title}"]` });
  await byHand({ keys: ['Enter'] });
}

describe('what stands in no palette, pressed by hand in VS Code', function () {
  this.timeout(60_000);
  before(async function () {
    if (!hasHands) this.skip();
    await ready();
  });
  afterEach(restore);

  it('Enter, Tab and Shift+Tab', async () => {
    const document = await openDraft();
    const before = document.getText();
    const editor = await vscode.window.showTextDocument(document);
    await putCursor(editor, rangeOf(document, '(iii) for Severity Level 3, three; and').end);
    await byHand({ keys: ['Enter'] });
    await until('the next number', () => document.getText() !== before);
    rangeOf(document, 'three; and\n\n(iv) \n\n(v) for Severity Level 4, eight; and');
    await byHand({ keys: ['Control+z'] });
    await until('the text before', () => document.getText() === before);
    await putCursor(editor, placeOf(document, '(iv) for Severity Level 4, 24.', '(iv)'));
    await byHand({ keys: ['Shift+Tab'] });
    await until('one level up', () => document.getText().includes('(d) for Severity Level 4, 24.'));
    await byHand({ keys: ['Tab'] });
    await until(
      () =>
        `one level down; there is ${document
          .getText()
          .slice(document.getText().indexOf('for Severity Level 4, 24.') - 80)
          .slice(0, 120)}`,
      () => document.getText() === before,
    );
  });

  it('the entries of a change: its words in force, and its place there', async () => {
    const document = await openDraft();
    const before = document.getText();
    const rowOf = (clause: string) =>
      `.pane-body [aria-label*="Changes since"] .monaco-list-row[aria-label*="${clause}"]`;
    await until('the changes that amend', async () => {
      await vscode.commands.executeCommand('keeling.changes.focus');
      // From the first kind to the third: each before it is closed, so that its entries are in sight.
      await byHand({ keys: ['Home', 'ArrowLeft', 'ArrowDown', 'ArrowLeft'] });
      return (await byHand({ text: rowOf('Clause 13.3') })).length > 0;
    });
    await byHand({ click: rowOf('Clause 13.3') });
    await byHand({ click: `${rowOf('Clause 13.3')} .action-label[aria-label="Restore the Words in Force"]` });
    await until('the words in force', () => document.getText().includes('13.3 In respect of IOC and MOC, a Device'));
    await vscode.commands.executeCommand('undo');
    await until('the words before', () => document.getText() === before);
    await until(
      'the change that is there again',
      async () => (await byHand({ text: rowOf('Clause 13.3') })).length > 0,
    );
    const isThere = () => {
      const front = vscode.window.activeTextEditor?.document;
      return (
        front !== undefined && front !== document && front.getText().includes('13.4 In respect of IOC and MOC, the')
      );
    };
    await until('the version in force', async () => {
      // The list is drawn anew at times, and a click can miss its entry.
      await byHand({ tryClick: rowOf('Clause 13.4') });
      await byHand({ tryClick: `${rowOf('Clause 13.4')} .action-label[aria-label="Open in Version in Force"]` });
      // What was opened takes a moment to come, and another click on the entry would hide it.
      return waitFor(3000, isThere);
    });
  });

  it('a mark-up that is decided is decided again', async () => {
    const document = await openDraft();
    const sent = document.getText();
    const record = uriOf('svtad.mark-ups.jsonl');
    const source = { respondent: 'Acme Energy', file: 'acme.txt', sent: 'svtad.md' };
    const bytes = (text: string) => new TextEncoder().encode(text);
    // VS Code takes the old file away before it puts the new one in its place.
    const read = () =>
      vscode.workspace.fs.readFile(record).then(
        (bytes) => new TextDecoder().decode(bytes),
        () => '',
      );
    try {
      const markUp = sent.replace('Within 10 Working Days', 'Within 15 Working Days');
      await vscode.workspace.fs.writeFile(uriOf('acme.txt'), bytes(markUp));
      await vscode.workspace.fs.writeFile(record, bytes(`${JSON.stringify(source)}\n`));
      await vscode.commands.executeCommand('keeling.refreshChanges');
      await vscode.commands.executeCommand('keeling.markUps.focus');
      const row = '.monaco-list-row[aria-label*="Acme Energy, Clause"]';
      await byHand({ click: row });
      await byHand({ click: `${row} .action-label[aria-label="Leave This Change"]` });
      await until('that it is left', async () => (await read()).includes('"decision":"left"'));
      const decided = '.monaco-list-row[aria-label*="Clause 20.30"]';
      // The list may be drawn anew just then. A click opens its row or closes it, and the key opens it.
      await until('what is decided', async () => {
        await byHand({ tryClick: '.monaco-list-row[aria-label*="Decided"]' });
        await byHand({ keys: ['ArrowRight'] });
        return (await byHand({ text: decided })).length > 0;
      });
      await byHand({ click: decided });
      await byHand({ click: `${decided} .action-label[aria-label="Decide Again"]` });
      await until('that it is open', async () => {
        const text = await read();
        return text !== '' && !text.includes('"decision"');
      });
    } finally {
      for (const each of [record, uriOf('acme.txt')]) await rm(each.fsPath, { force: true });
    }
  });

  it('the changes view speaks of a version in force only while it is open, and of a folder while it is there', async () => {
    await open('svtad.md');
    await vscode.commands.executeCommand('keeling.changes.focus');
    const spoken = async () => (await byHand({ text: '.pane-body .message, .pane-header .title' })).join(' | ');
    await until('the changes', async () => /Changes since V1\.4/.test(await spoken()));
    await open('in-force/svtad-v1.4.md');
    await until('the reason', async () => /This is the version in force/.test(await spoken()));
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    let last = '';
    await until(
      () => `the changes of the draft before; there is ${last}`,
      async () => {
        last = await spoken();
        return /Changes since V1\.4/.test(last) && !/This is the version in force/.test(last);
      },
    );
  });

  it('the problems of a folder go with it', async () => {
    const folder = uriOf('harbour');
    const draft = vscode.Uri.joinPath(folder, 'drafts', 'hsa.md');
    const write = (uri: vscode.Uri, text: string) => vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
    await write(draft, '## 1 General\n\n1.1 See Clause 1.9.\n');
    await write(
      vscode.Uri.joinPath(folder, 'keeling.yaml'),
      'documents:\n  - { id: HSA, path: drafts/hsa.md, version: V1 }\n',
    );
    const problems = () => vscode.languages.getDiagnostics(draft).filter(({ source }) => source === 'keeling').length;
    await open(draft);
    await until('the problem', () => problems() > 0);
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await vscode.workspace.fs.delete(folder, { recursive: true });
    await until(
      () => `no problem; open: ${vscode.workspace.textDocuments.map(({ uri }) => uri.path).join()}, ${problems()}`,
      () => problems() === 0,
    );
  });
});
