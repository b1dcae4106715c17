import assert from 'node:assert/strict';
import type { DocumentSymbol, FullDocumentDiagnosticReport, WorkspaceEdit } from 'vscode-languageserver';
import { TEXT_REQUEST } from '../../server/src/protocol.js';
import { LanguageClient } from '../support/language-client.js';
import { FOLDER, MemoryHost } from '../support/memory-host.js';

const PROJECT =
  'documents:\n  - { id: ADOC, path: a.md }\n  - { id: BDOC, path: b.md }\n  - { id: CDOC, path: c.md }\n';
const A = '## 1 One\n\n1.1 First, see Clause 1.1 of the BDOC and Clause 1.1 of the CDOC.\n\n1.2 Second.\n';
const B = '## 1 One\n\n1.1 Text.\n';
const PULLS = { textDocument: { diagnostic: {} }, workspace: { workspaceEdit: { documentChanges: true } } };

/** A host whose files come only when they are let through. */
class SlowHost extends MemoryHost {
  private waiting: (() => void)[] = [];
  isHeld = false;

  override async read(uri: string): Promise<Uint8Array | null> {
    const bytes = await super.read(uri);
    if (this.isHeld) await new Promise<void>((resolve) => this.waiting.push(resolve));
    return bytes;
  }

  release(): void {
    this.isHeld = false;
    for (const go of this.waiting.splice(0)) go();
  }
}

const pause = () => new Promise((resolve) => setTimeout(resolve, 20));

describe('the texts of the language server and of its editor', () => {
  let host: SlowHost;
  let client: LanguageClient;

  const start = async (capabilities: object = PULLS) => {
    host = new SlowHost({ 'keeling.yaml': PROJECT, 'a.md': A, 'b.md': B, 'c.md': B });
    client = await LanguageClient.start(host, capabilities);
  };
  beforeEach(() => start());
  afterEach(() => {
    host.release();
    client.stop();
  });

  const outline = async (path: string) => {
    const symbols = await client.request<DocumentSymbol[]>('textDocument/documentSymbol', path);
    return symbols.flatMap(({ children = [] }) => children.map(({ name, range }) => `${name} ${range.start.line}`));
  };
  const unresolved = async (path: string) => {
    const { items } = await client.request<FullDocumentDiagnosticReport>('textDocument/diagnostic', path);
    return items.filter(({ code }) => code === 'reference.unresolved').map(({ message }) => message);
  };

  /** How the project comes to be loaded again while the user types. */
  const RELOADS: Readonly<Record<string, () => Promise<void>>> = {
    'the project file changed': () => client.watched('keeling.yaml', 2),
    'another draft changed on disk': () => client.watched('b.md', 2),
    'the project file was opened': () => client.open('keeling.yaml', PROJECT),
  };
  for (const [name, reload] of Object.entries(RELOADS))
    it(`stay the same while the project is loaded again: ${name}`, async () => {
      await client.open('a.md', A);
      await client.open('c.md', B);
      await outline('a.md');
      host.isHeld = true;
      await reload();
      const hover = client.request('textDocument/hover', 'a.md', { position: { line: 2, character: 2 } });
      await pause();
      const line = { line: 2, character: 0 };
      await client.change('a.md', { start: line, end: line }, 'New words.\n\n');
      await client.change('c.md', { start: line, end: line }, 'New words.\n\n');
      await pause();
      host.release();
      await hover;
      const last = { line: 4, character: 4 };
      await client.change('a.md', { start: last, end: last }, 'The ');
      assert.deepEqual(await outline('a.md'), ['Clause 1.1 4', 'Clause 1.2 6']);
      assert.deepEqual(await outline('c.md'), ['Clause 1.1 4']);
    });

  it('are the same on disk again once a tab is closed unsaved, though a question was being answered', async () => {
    await client.open('a.md', A);
    await client.open('b.md', B.replace('1.1', '1.4'));
    host.isHeld = true;
    await client.watched('c.md', 2);
    const asked = client.request('textDocument/documentSymbol', 'b.md');
    await client.close('b.md');
    await pause();
    host.release();
    await asked;
    assert.deepEqual(await unresolved('a.md'), []);
  });

  it('keep up with files that are changed outside, one after another, and with those that come', async () => {
    await client.open('a.md', A);
    assert.deepEqual(await unresolved('a.md'), []);
    host.set('b.md', B.replace('1.1', '1.2'));
    await client.watched('b.md', 2);
    assert.equal((await unresolved('a.md')).length, 1);
    host.set('c.md', B.replace('1.1', '1.2'));
    await client.watched('c.md', 2);
    assert.equal((await unresolved('a.md')).length, 2);
    host.delete('b.md');
    await client.watched('b.md', 3);
    await unresolved('a.md');
    host.set('b.md', B);
    await client.watched('b.md', 1);
    assert.equal((await unresolved('a.md')).length, 1);
  });

  it('are no draft once they are opened as other Markdown than there is on disk', async () => {
    host.set('loose.md', `---\ndocument: LOOSE\n---\n\n${B}`);
    assert.deepEqual(await outline('loose.md'), ['Clause 1.1 6']);
    await client.open('loose.md', B);
    assert.equal(await client.request('textDocument/documentSymbol', 'loose.md'), null);
  });

  it('stay drafts of their project where another draft names one as its version in force, and no longer', async () => {
    const naming = `---\nbaseline: b.md\n---\n\n${A}`;
    await client.open('a.md', naming);
    assert.deepEqual(await outline('b.md'), ['Clause 1.1 2']);
    const { items } = await client.request<FullDocumentDiagnosticReport>('textDocument/diagnostic', 'a.md');
    assert.deepEqual(
      items.filter(({ code }) => code === 'front-matter.invalid').map(({ message }) => message),
      ['“b.md” is a draft of this project, so it cannot be the version in force of the ADOC.'],
    );
    await client.change('a.md', { start: { line: 0, character: 0 }, end: { line: 4, character: 0 } }, '');
    assert.deepEqual(await outline('b.md'), ['Clause 1.1 2']);
  });

  it('are those of a project whose file is no text on disk, for as long as they are open', async () => {
    host.set('b.md', '\0');
    await client.open('a.md', A);
    assert.deepEqual(await unresolved('a.md'), []);
    await client.open('b.md', B.replace('1.1', '1.2'));
    assert.deepEqual(await outline('b.md'), ['Clause 1.2 2']);
    assert.equal((await unresolved('a.md')).length, 1);
    await client.close('b.md');
    assert.deepEqual(await unresolved('a.md'), []);
  });

  const LOOSE = '---\ndocument: LOOSE\n---\n\n1.1 See Clause 1.9 of the OTHER.\n';
  const OTHER = '---\ndocument: OTHER\n---\n\n1.9 One.\n';
  const setOnDisk = async (path: string, text: string, type: 1 | 2) => {
    host.set(path, text);
    await client.watched(path, type);
  };
  /** What happens to a file that nobody has open, and whether a reference of an open draft leads to it then. */
  const OUTSIDE: Readonly<Record<string, readonly [change: () => Promise<void>, leads: boolean]>> = {
    'a draft comes': [() => setOnDisk('other.md', OTHER, 1), true],
    'the project file goes, and leaves a draft loose': [
      async () => {
        await setOnDisk('keeling.yaml', 'documents:\n  - { id: OTHER, path: other.md }\n', 2);
        await setOnDisk('other.md', OTHER, 1);
        await unresolved('other.md');
        host.delete('keeling.yaml');
        await client.watched('keeling.yaml', 3);
      },
      true,
    ],
    'another draft of its folder is changed': [
      async () => {
        await setOnDisk('other.md', OTHER, 1);
        await setOnDisk('third.md', OTHER.replace('OTHER', 'THIRD'), 1);
        await Promise.all([unresolved('other.md'), unresolved('third.md')]);
        await setOnDisk('third.md', OTHER.replace('OTHER', 'FOURTH'), 2);
      },
      true,
    ],
    'a draft gets another name': [
      async () => {
        await setOnDisk('other.md', OTHER, 1);
        await unresolved('other.md');
        await setOnDisk('other.md', OTHER.replace('OTHER', 'THIRD'), 2);
      },
      false,
    ],
  };
  for (const [name, [change, leads]] of Object.entries(OUTSIDE))
    it(`are found again where ${name}`, async () => {
      const position = { line: 4, character: 11 };
      const isLed = async () =>
        JSON.stringify(await client.request('textDocument/definition', 'loose.md', { position })).includes('other.md');
      await client.open('loose.md', LOOSE);
      assert.equal(await isLed(), false);
      // The files of the folder are listed once the editor is silent: what comes then is new.
      await new Promise((resolve) => setTimeout(resolve, 500));
      await change();
      for (let times = 0; times < 20 && (await isLed()) !== leads; times++)
        await new Promise((resolve) => setTimeout(resolve, 200));
      assert.equal(await isLed(), leads);
    });

  it('loads a project once for many files that were changed outside', async () => {
    await client.open('a.md', A);
    await unresolved('a.md');
    let loads = 0;
    const read = host.read.bind(host);
    host.read = (uri) => {
      if (uri === `${FOLDER}/keeling.yaml`) loads++;
      return read(uri);
    };
    await client.watchedAll(['b.md', 'c.md', 'b.md'], 2);
    await unresolved('a.md');
    assert.ok(loads <= 3, `${loads} readings`);
  });

  it('are compared where the editor says how much it replaced, and read again where they differ', async () => {
    const now = B.replace('Text', 'Other');
    let asked = 0;
    client.onRequest(TEXT_REQUEST, () => {
      asked++;
      return { text: now, version: 3 };
    });
    await client.open('b.md', '## 1 One\n\n1.1 Lost.\n\n1.2 Lost.\n');
    await client.raw('textDocument/documentSymbol', { textDocument: { uri: client.uri('b.md') } });
    const place = { line: 2, character: 4 };
    await client.changeOfLength('b.md', { start: place, end: { line: 2, character: 20 } }, 16, 'x');
    // This one is in the text that the editor sent.
    await client.changeOfLength('b.md', { start: place, end: place }, 0, 'y');
    assert.deepEqual(await outline('b.md'), ['Clause 1.1 2']);
    assert.equal(asked, 1);
  });

  it('are edited alike where a range is said from its end to its start', async () => {
    await client.open('b.md', B);
    const range = { start: { line: 2, character: 3 }, end: { line: 2, character: 2 } };
    await client.changeOfVersion('b.md', 2, range, '7');
    assert.deepEqual(await outline('b.md'), ['Clause 1.7 2']);
  });

  it('are doubted where the editor cannot say: nothing is renamed until it saves', async () => {
    await client.open('b.md', B);
    await client.changeOfLength(
      'b.md',
      { start: { line: 2, character: 4 }, end: { line: 2, character: 9 } },
      999,
      'Text.',
    );
    const rename = () =>
      client.request<WorkspaceEdit>('textDocument/rename', 'b.md', {
        position: { line: 2, character: 1 },
        newName: '1.3',
      });
    await assert.rejects(rename(), /Save b\.md first/);
    await client.save('b.md', B);
    assert.ok((await rename()).documentChanges);
  });

  for (const version of [1, 0, -3, null])
    it(`keep what an editor types that does not count, but are doubted: version ${version}`, async () => {
      await client.open('b.md', B);
      const place = { line: 2, character: 0 };
      for (const text of ['1.3 More.\n\n', '1.2 New.\n\n'])
        await client.changeOfVersion('b.md', version, { start: place, end: place }, text);
      assert.deepEqual(await outline('b.md'), ['Clause 1.2 2', 'Clause 1.3 4', 'Clause 1.1 6']);
      const rename = { position: { line: 2, character: 1 }, newName: '1.9' };
      await assert.rejects(client.request('textDocument/rename', 'b.md', rename), /Save b\.md first/);
    });

  it('have versions in every edit of files', async () => {
    await client.open('a.md', A);
    await client.open('b.md', B);
    const place = { line: 2, character: 5 };
    await client.change('b.md', { start: place, end: place }, 'x');
    const edit = await client.request<WorkspaceEdit>('textDocument/rename', 'b.md', {
      position: { line: 2, character: 1 },
      newName: '1.3',
    });
    const versions = (edit.documentChanges ?? []).map((each) =>
      'textDocument' in each ? [each.textDocument.uri, each.textDocument.version] : [],
    );
    assert.deepEqual(versions.sort(), [
      [client.uri('a.md'), 1],
      [client.uri('b.md'), 2],
    ]);
    const moved = await client.raw<WorkspaceEdit>('workspace/willRenameFiles', {
      files: [{ oldUri: client.uri('c.md'), newUri: client.uri('d.md') }],
    });
    assert.deepEqual(
      moved.documentChanges?.map((each) => ('textDocument' in each ? each.textDocument : null)),
      [{ uri: client.uri('keeling.yaml'), version: null }],
    );
  });

  it('have no versions for an editor that cannot use them', async () => {
    client.stop();
    await start({ textDocument: { diagnostic: {} } });
    await client.open('b.md', B);
    const edit = await client.request<WorkspaceEdit>('textDocument/rename', 'b.md', {
      position: { line: 2, character: 1 },
      newName: '1.3',
    });
    assert.deepEqual([Object.keys(edit.changes ?? {}).length, edit.documentChanges], [2, undefined]);
  });
});

describe('the language server beside an editor that refuses', () => {
  for (const feature of ['diagnostics', 'codeLens', 'inlayHint', 'semanticTokens'])
    it(`lives on after a refused refresh of ${feature}`, async () => {
      const lost: unknown[] = [];
      const note = (error: unknown) => void lost.push(error);
      process.on('unhandledRejection', note);
      const host = new MemoryHost({ 'keeling.yaml': PROJECT, 'a.md': A, 'b.md': B, 'c.md': B });
      const client = await LanguageClient.start(host, {
        textDocument: { diagnostic: {} },
        workspace: { [feature]: { refreshSupport: true } },
      });
      try {
        client.refusesRefresh = true;
        await client.open('a.md', A);
        await client.until('the refresh', () => client.refreshed.length > 0);
        await pause();
        assert.ok(await client.request('textDocument/documentSymbol', 'a.md'));
        assert.deepEqual(lost, []);
      } finally {
        process.off('unhandledRejection', note);
        client.stop();
      }
    });
});

describe('the language server before it is greeted and after the farewell', () => {
  const codeOf = (answer: Promise<unknown>) =>
    answer.then(
      () => 'answered',
      (error: { code?: number }) => error.code,
    );
  const REQUESTS = ['textDocument/hover', 'keeling/compare', 'workspace/symbol', 'unknown/method'];

  it('refuses requests, and passes over notifications', async () => {
    const host = new MemoryHost({ 'a.md': A });
    const client = await LanguageClient.connect(host);
    const params = { textDocument: { uri: client.uri('a.md') }, position: { line: 0, character: 0 } };
    await client.open('a.md', `---\ndocument: A\n---\n\n${A}`);
    for (const method of REQUESTS) assert.equal(await codeOf(client.raw(method, params)), -32002, method);
    await client.initialize({});
    assert.equal(await codeOf(client.initialize({})), -32600);
    assert.equal(await codeOf(client.raw('unknown/method', {})), -32601);
    assert.equal(await client.request('textDocument/documentSymbol', 'a.md'), null);
    await client.raw('shutdown', {});
    for (const method of REQUESTS) assert.equal(await codeOf(client.raw(method, params)), -32600, method);
    client.stop();
  });
});
