import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import fc from 'fast-check';
import { CancellationTokenSource, type MessageConnection } from 'vscode-languageserver/node';
import { FOLDER, MemoryHost } from '../support/memory-host.js';
import { BrokenLaw, type Counts, expectLaw, expectSame, type Fuzzer } from './fuzzer.js';
import { hostileTexts, ordinaryTexts, typedText } from './hostile-texts.js';
import {
  connectInProcess,
  connectToProcess,
  type EditorHabits,
  initializeParams,
  type WildClient,
} from './protocol-client.js';

const PROJECT =
  'consultation: { id: FTC, document: c.md, effective: 2020-01-31 }\ndocuments:\n  - { id: SVTAD, path: a.md, version: V1.5, baseline: { path: old.md, version: V1.4 } }\n  - { id: MTAD, path: b.md }\nattachments:\n  - { number: 1, notification: true }\n  - { number: 2, marked: SVTAD }\n';
const PATHS = ['a.md', 'b.md', 'c.md', 'old.md', 'loose.md', 'keeling.yaml'] as const;

const POINT =
  'definition hover documentHighlight references completion prepareRename rename selectionRange prepareCallHierarchy'.split(
    ' ',
  );
const RANGE = ['codeAction', 'inlayHint', 'rangeFormatting', 'semanticTokens/range'];
const WHOLE = [
  'documentSymbol',
  'foldingRange',
  'codeLens',
  'documentLink',
  'formatting',
  'semanticTokens/full',
  'diagnostic',
];
const COMMANDS = ['compare', 'notify', 'citations', 'inForce', 'checklist', 'overview', 'timeline'].map(
  (each) => `keeling/${each}`,
);
const UNKNOWN = [
  'nothing/at/all',
  'textDocument/foo',
  '$/unknown',
  'keeling/none',
  '',
  'workspace/executeCommand',
  'constructor',
  '__proto__',
];
const GARBAGE: readonly unknown[] = [
  ...[
    null,
    [],
    {},
    { textDocument: null },
    { textDocument: {} },
    { textDocument: { uri: 5 } },
    { textDocument: { uri: '' } },
  ],
  ...[
    { textDocument: { uri: 'file:///%' } },
    { textDocument: { uri: 'untitled:x' } },
    { textDocument: { uri: 'http://a/b.md' } },
  ],
  ...[
    { textDocument: { uri: 'a.md' }, contentChanges: null },
    { position: { line: -1, character: -1 } },
    { items: 'x' },
  ],
];

/** One thing that an editor does. Places are counted as the server's client sees them. */
interface Step {
  readonly kind:
    | 'open'
    | 'close'
    | 'change'
    | 'full'
    | 'badVersion'
    | 'save'
    | 'disk'
    | 'gone'
    | 'ask'
    | 'garbage'
    | 'unknown'
    | 'wait'
    | 'settings'
    | 'folders';
  readonly path: number;
  readonly which: number;
  readonly at: number;
  readonly length: number;
  readonly text: string;
  readonly isCancelled: boolean;
}

interface Session extends EditorHabits {
  readonly texts: readonly string[];
  readonly steps: readonly Step[];
}

const KINDS: fc.Arbitrary<Step['kind']> = fc.oneof(
  { weight: 12, arbitrary: fc.constant('change' as const) },
  { weight: 8, arbitrary: fc.constant('ask' as const) },
  { weight: 5, arbitrary: fc.constant('open' as const) },
  { weight: 3, arbitrary: fc.constantFrom('close' as const, 'disk' as const, 'wait' as const) },
  {
    weight: 4,
    arbitrary: fc.constantFrom<Step['kind']>(
      'full',
      'badVersion',
      'save',
      'gone',
      'garbage',
      'unknown',
      'settings',
      'folders',
    ),
  },
);

function sessions(texts: readonly string[], most: number): fc.Arbitrary<Session> {
  return fc.record({
    pulls: fc.boolean(),
    isRefusing: fc.boolean(),
    texts: fc.tuple(ordinaryTexts(texts), ordinaryTexts(texts), hostileTexts(texts)),
    steps: fc.array(
      fc.record({
        kind: KINDS,
        path: fc.nat(PATHS.length - 1),
        which: fc.nat(999),
        at: fc.nat(999_999),
        length: fc.oneof({ weight: 4, arbitrary: fc.nat(3) }, { weight: 1, arbitrary: fc.nat(200) }),
        text: fc.oneof({ weight: 5, arbitrary: typedText }, { weight: 1, arbitrary: hostileTexts(texts) }),
        isCancelled: fc.boolean(),
      }),
      { minLength: 1, maxLength: most, size: 'max' },
    ),
  });
}

/** Where the files of a session are. */
interface Files {
  readonly folder: string;
  set(path: string, text: string): void;
  delete(path: string): void;
}

/** An editor's side: the texts that are open, and what is done to them. */
class Editor {
  readonly open = new Map<string, { text: string; version: number }>();
  readonly answers: Promise<unknown>[] = [];

  constructor(
    private readonly client: WildClient,
    private readonly files: Files,
    private readonly counts: Counts,
  ) {}

  private get connection(): MessageConnection {
    return this.client.connection;
  }

  uri(path: string): string {
    return `${this.files.folder}/${path}`;
  }

  async do(step: Step): Promise<void> {
    const isTyping = ['change', 'full', 'badVersion', 'close'].includes(step.kind);
    const paths: readonly string[] = isTyping && this.open.size > 0 ? [...this.open.keys()] : PATHS;
    const path = pick(paths, step.path);
    const textDocument = { uri: this.uri(path) };
    const own = this.open.get(path);
    switch (step.kind) {
      case 'open':
        return own ? undefined : this.openText(path, step.text);
      case 'close':
        if (own) await this.tell('textDocument/didClose', { textDocument });
        this.open.delete(path);
        return;
      case 'change':
      case 'full':
      case 'badVersion':
        return own ? this.change(path, own, step) : undefined;
      case 'save':
        return this.tell('textDocument/didSave', { textDocument });
      case 'disk':
        this.files.set(path, step.text);
        return this.tell('workspace/didChangeWatchedFiles', { changes: [{ ...textDocument, type: 2 }] });
      case 'gone':
        this.files.delete(path);
        return this.tell('workspace/didChangeWatchedFiles', { changes: [{ ...textDocument, type: 3 }] });
      case 'ask':
        return this.ask(path, step);
      case 'garbage': {
        const method = pick([...POINT, ...RANGE, ...WHOLE, 'didOpen', 'didChange', 'didClose', 'didSave'], step.which);
        const params = pick(GARBAGE, step.at);
        if (method.startsWith('did')) await this.tell(`textDocument/${method}`, params);
        else this.send(`textDocument/${method}`, params, step.isCancelled);
        return;
      }
      case 'unknown':
        if (step.isCancelled) return this.tell(pick(UNKNOWN, step.which), pick(GARBAGE, step.at));
        this.send(pick(UNKNOWN, step.which), pick(GARBAGE, step.at), false);
        return;
      case 'settings':
        return this.tell('workspace/didChangeConfiguration', {
          settings: pick([null, {}, { keeling: null }, { keeling: { x: 1 } }, 5], step.at),
        });
      case 'folders':
        return this.tell('workspace/didChangeWorkspaceFolders', { event: { added: [], removed: [] } });
      case 'wait':
        await Promise.all(this.answers.splice(0));
    }
  }

  async openText(path: string, text: string): Promise<void> {
    this.open.set(path, { text, version: 1 });
    await this.tell('textDocument/didOpen', {
      textDocument: { uri: this.uri(path), languageId: 'markdown', version: 1, text },
    });
  }

  async saveAll(): Promise<void> {
    for (const path of this.open.keys())
      await this.tell('textDocument/didSave', { textDocument: { uri: this.uri(path) } });
    await answerOf(this.client, 'workspace/symbol', { query: '' });
  }

  private async change(path: string, own: { text: string; version: number }, step: Step): Promise<void> {
    const { text } = own;
    const from = Math.floor((step.at * (text.length + 1)) / 1_000_000);
    // Editors count lines: no place is between a CR and its LF.
    const clear = (offset: number) => (text[offset - 1] === '\r' && text[offset] === '\n' ? offset + 1 : offset);
    const start = clear(from);
    const end = Math.max(start, clear(Math.min(text.length, start + step.length)));
    // Some editors skip versions, some do not count at all.
    own.version += step.kind === 'badVersion' ? ([5, 0, -1][step.which % 3] ?? 1) : 1;
    const isFull = step.kind === 'full';
    own.text = isFull ? step.text : text.slice(0, start) + step.text + text.slice(end);
    const range = { start: positionIn(text, start), end: positionIn(text, end) };
    await this.tell('textDocument/didChange', {
      textDocument: { uri: this.uri(path), version: own.version },
      contentChanges: [isFull ? { text: step.text } : { range, text: step.text }],
    });
  }

  private ask(path: string, { which, at, length, text, isCancelled }: Step): void {
    const position = { line: at % 60, character: which % 70 };
    const range = { start: position, end: { line: position.line + (length % 5), character: length } };
    const params = {
      textDocument: { uri: this.uri(path) },
      ...{
        uri: this.uri(path),
        position,
        positions: [position],
        range,
        query: text.slice(0, 5),
        previousResultIds: [],
      },
      newName: pick(['4.9', '(d)', '', 'New Name', '4.1A', text], at),
      context: { includeDeclaration: true, diagnostics: [] },
      options: { tabSize: 2, insertSpaces: true },
    };
    const methods = [...POINT, ...RANGE, ...WHOLE].map((each) => `textDocument/${each}`);
    this.send(pick([...methods, ...COMMANDS, 'workspace/symbol', 'workspace/diagnostic'], which), params, isCancelled);
  }

  send(method: string, params: unknown, isCancelled: boolean): void {
    const source = new CancellationTokenSource();
    this.counts.add('requests');
    const asked = Promise.race([this.connection.sendRequest(method, params, source.token), this.client.end]);
    const answer = asked.catch((error: { code?: number; message: string }) => {
      const isPlain = !/undefined|\bat .+:\d+:\d+|Cannot read|is not a function/.test(error.message);
      if (!isPlain) throw new BrokenLaw('an answer shows nothing of the inside', `${method}: ${error.message}`);
    });
    if (isCancelled) source.cancel();
    this.answers.push(answer);
    answer.catch(() => {});
  }

  private async tell(method: string, params: unknown): Promise<void> {
    this.counts.add('notifications');
    await Promise.race([this.connection.sendNotification(method, params).catch(() => {}), this.client.end]);
  }
}

function pick<T>(from: readonly T[], at: number): T {
  return from[at % from.length] as T;
}

function positionIn(text: string, offset: number): { line: number; character: number } {
  const lines = text.slice(0, offset).split(/\r\n|\r|\n/);
  return { line: lines.length - 1, character: lines.at(-1)?.length ?? 0 };
}

/** Asks with patience: a server that does not answer is dead. */
async function answerOf(client: WildClient, method: string, params: object): Promise<unknown> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => {
      reject(new BrokenLaw('the server lives', `${method} is not answered; ${client.ended() ?? 'it runs'}`));
    }, 20_000);
  });
  try {
    const died = client.end.then(() => {
      throw new BrokenLaw('the server lives', client.ended() ?? '');
    });
    return await Promise.race([client.connection.sendRequest(method, params), late, died]);
  } catch (error) {
    if (error instanceof BrokenLaw) throw error;
    await Promise.race([client.end, new Promise((resolve) => setTimeout(resolve, 10))]);
    if (client.ended() !== null) throw new BrokenLaw('the server lives', client.ended() ?? '');
    return `refused: ${error instanceof Error ? error.message : String(error)}`;
  } finally {
    clearTimeout(timer);
  }
}

/** How long two servers have to come to the same, in milliseconds: the full checks run beside the others. */
const PATIENCE = 8_000;

/** What waits for them, and for the drafts that nobody has open to be met: where references lead is known then. */
const LATE = /^(?:diagnostic|semanticTokens)/;

/** How long they are left alone between two questions: work that nobody waits for goes on when they are. */
const PAUSE = 200;

/** Fails unless two servers say the same of the open texts, at the latest when their full checks are done. */
async function expectSameState({ first, second, editor, fresh, pulls }: Both): Promise<void> {
  const end = Date.now() + PATIENCE;
  for (;;) {
    const [state, expected] = [await readState(first, editor, pulls), await readState(second, fresh, pulls)];
    const differing = [...expected].filter(([what, answer]) => state.get(what) !== answer);
    const [worst] = differing.filter(([what]) => !LATE.test(what));
    if (differing.length === 0) return;
    for (const [what, answer] of worst ? [worst] : Date.now() > end ? differing : [])
      expectSame(
        `the server equals a fresh one (${what.split(' ')[0]})`,
        `${what}: ${state.get(what)}`,
        `${what}: ${answer}`,
      );
    await new Promise((resolve) => setTimeout(resolve, PAUSE));
  }
}

interface Both {
  readonly first: WildClient;
  readonly second: WildClient;
  readonly editor: Editor;
  readonly fresh: Editor;
  readonly pulls: boolean;
}

/** What a server says of the open texts. */
async function readState(client: WildClient, editor: Editor, pulls: boolean): Promise<Map<string, string>> {
  const state = new Map<string, string>();
  for (const path of [...editor.open.keys()].sort()) {
    const textDocument = { uri: editor.uri(path) };
    for (const method of ['documentSymbol', 'semanticTokens/full', 'foldingRange', ...(pulls ? ['diagnostic'] : [])]) {
      const answer = await answerOf(client, `textDocument/${method}`, { textDocument });
      const { items, data } = (answer ?? {}) as { items?: readonly unknown[]; data?: unknown };
      state.set(
        `${method} of ${path}`,
        JSON.stringify(items ? items.map((item) => JSON.stringify(item)).sort() : (data ?? answer)),
      );
    }
  }
  return state;
}

async function checkSession(session: Session, files: Files, connect: () => WildClient, counts: Counts): Promise<void> {
  const first = connect();
  let second: WildClient | null = null;
  try {
    await answerOf(first, 'initialize', initializeParams(files.folder, session));
    await first.connection.sendNotification('initialized', {});
    const editor = new Editor(first, files, counts);
    await editor.openText('a.md', session.texts[0] ?? '');
    for (const step of session.steps) {
      expectLaw('the server lives', first.ended() === null, () => first.ended() ?? '');
      await editor.do(step);
    }
    await answerOf(first, 'workspace/symbol', { query: '' });
    await Promise.all(editor.answers.splice(0));
    second = connect();
    await answerOf(second, 'initialize', initializeParams(files.folder, session));
    await second.connection.sendNotification('initialized', {});
    const fresh = new Editor(second, files, counts);
    for (const [path, { text }] of editor.open) await fresh.openText(path, text);
    for (const each of [editor, fresh]) await each.saveAll();
    await expectSameState({ first, second, editor, fresh, pulls: session.pulls });
    counts.add('sessions');
  } finally {
    first.stop();
    second?.stop();
  }
}

const contentsOf = (texts: readonly string[]): Readonly<Record<string, string>> => ({
  'keeling.yaml': PROJECT,
  'old.md': texts[1] ?? '',
  'a.md': texts[0] ?? '',
  'b.md': texts[1] ?? '',
  'c.md': `---\ndocument: FTC\nkind: consultation\n---\n\n## 1 Questions\n\n**FTC Q1**\n\n*Do you agree with Clause 1.2 of the SVTAD?*\n`,
  'loose.md': texts[2] ?? '',
});

/** An editor that types, asks, cancels, closes, reloads and sends rubbish, to a server in this process. */
export const protocol: Fuzzer<Session> = {
  name: 'protocol',
  inputs: (texts) => sessions(texts, 40),
  async check(session, counts) {
    const host = new MemoryHost(contentsOf(session.texts));
    const files: Files = {
      folder: FOLDER,
      set: (path, text) => host.set(path, text),
      delete: (path) => host.delete(path),
    };
    await checkSession(session, files, () => connectInProcess(host, session), counts);
  },
};

/** The same with a server process and files on disk. */
export const serverProcess: Fuzzer<Session> = {
  name: 'server-process',
  inputs: (texts) => sessions(texts, 60),
  async check(session, counts) {
    const folder = realpathSync(mkdtempSync(join(tmpdir(), 'keeling-fuzz-')));
    try {
      for (const [path, text] of Object.entries(contentsOf(session.texts))) writeFileSync(join(folder, path), text);
      const files: Files = {
        folder: pathToFileURL(folder).href,
        set: (path, text) => writeFileSync(join(folder, path), text),
        delete: (path) => rmSync(join(folder, path), { force: true }),
      };
      await checkSession(session, files, () => connectToProcess(resolve('dist/server.js'), session), counts);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};
