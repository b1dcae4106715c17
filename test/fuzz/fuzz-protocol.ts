import { existsSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import fc from 'fast-check';
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
import { CHANGED_WORD_FILE } from './tracked-bodies.js';
import { Editor, type Files, PATHS, PROJECT, type Step } from './wild-editor.js';

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
  { weight: 6, arbitrary: fc.constantFrom<Step['kind']>('several', 'apply', 'apply', 'follow', 'project') },
);

/** What makes one document depend on another, and on its own front matter. */
const CITING: readonly string[] = [
  ...[
    'Clause 1.1 of the MTAD',
    'SVTAD Clause 1.2',
    'Table 1.1 of the SVTAD',
    'FTC Q1',
    'Clause 1.1',
    'Clause 9.9 of the LOOSE',
  ],
  ...[
    '\n\n1.1 Words.\n\n',
    '\n\n## 1 One\n\n',
    '“MTAD” means the Clause 1.1 of the SVTAD',
    '[^1]',
    '\n\n[^1]: Note.\n\n',
  ],
  ...[
    '---\ndocument: MTAD\n---\n\n',
    '---\ndocument: LOOSE\nbaseline: old.md\n---\n\n1.1 See Clause 1.1 of the MTAD.\n',
    '---\n',
  ],
  ...[
    '---\ndocument: LOOSE\nscheme: articles\nversion: V2\n---\n\n',
    '---\ndocument: { a: b }\n---\n\n',
    '---\ndocument:\n  - MTAD\nbaseline: { path: old.md, version: V1 }\n---\n\n',
    '---\nbaseline: a.md\ndocument: SELF\n---\n\n',
    '---\nbaseline: { git: HEAD, path: a.md }\nkind: consultation\n---\n\n',
    'document: "x\n',
    'title: >\n  folded\n  title\naliases: [The LOOSE, MTAD]\n',
    '---\r\ndocument: CRLF\r\nstatus: draft\r\n---\r\n',
    '\ufeff---\ndocument: BOM\nwatermark: false\n---\n',
    '---\n&a document: &b *a\n...\n',
    'units:\n  - { name: Rule, number: "1.1" }\n',
  ],
];

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
        text: fc.oneof(
          { weight: 5, arbitrary: typedText },
          { weight: 2, arbitrary: fc.constantFrom(...CITING) },
          { weight: 1, arbitrary: hostileTexts(texts) },
        ),
        isCancelled: fc.boolean(),
      }),
      { minLength: 1, maxLength: most, size: 'max' },
    ),
  });
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
const PATIENCE = 30_000;

/** What waits for them, and for the drafts that nobody has open to be met: where references lead is known then. */
const LATE = /^(?:diagnostic|semanticTokens|inlayHint|codeLens|documentLink)/;

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

const STATED = 'documentSymbol foldingRange semanticTokens/full inlayHint codeLens documentLink keeling/preview'.split(
  ' ',
);

/** What a server says of the open texts. */
async function readState(client: WildClient, editor: Editor, pulls: boolean): Promise<Map<string, string>> {
  const state = new Map<string, string>();
  for (const path of [...editor.open.keys()].sort()) {
    const textDocument = { uri: editor.uri(path) };
    const range = { start: { line: 0, character: 0 }, end: { line: 1_000_000, character: 0 } };
    for (const method of [...STATED, ...(pulls ? ['diagnostic'] : [])]) {
      const isOwn = method.startsWith('keeling/');
      const params = isOwn ? { ...textDocument, marked: pulls } : { textDocument, range };
      const answer = await answerOf(client, isOwn ? method : `textDocument/${method}`, params);
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
    for (const each of [first, second]) await answerOf(each, 'workspace/symbol', { query: '' });
    await expectSameState({ first, second, editor, fresh, pulls: session.pulls });
    // What makes no sense may fail inside, if nobody sees it.
    if (session.steps.some(({ kind }) => kind === 'garbage' || kind === 'unknown')) return;
    const [fault] = [...first.logged, ...second.logged].filter((message) => /\n\s+at /.test(message));
    expectLaw('nothing fails inside', fault === undefined, () => fault?.slice(0, 600) ?? '');
    counts.add('sessions');
  } finally {
    first.stop();
    second?.stop();
  }
}

const contentsOf = (texts: readonly string[]): Readonly<Record<string, string | Uint8Array>> => ({
  'keeling.yaml': PROJECT,
  'in.docx': CHANGED_WORD_FILE,
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
      get: (path) => host.textOf(path),
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
        get: (path) => (existsSync(join(folder, path)) ? readFileSync(join(folder, path), 'utf8') : null),
        set: (path, text) => writeFileSync(join(folder, path), text),
        delete: (path) => rmSync(join(folder, path), { force: true }),
      };
      await checkSession(session, files, () => connectToProcess(resolve('dist/server.js'), session), counts);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};
