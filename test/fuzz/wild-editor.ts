import { CancellationTokenSource, type MessageConnection } from 'vscode-languageserver/node';
import type { AnnotatedTextEdit, TextEdit, WorkspaceEdit } from 'vscode-languageserver-types';
import type { ImportResult, NameDraftResult } from '../../server/src/protocol.js';
import { parseProjectFile } from '../../server/src/workspace/project-file.js';
import { FILE_REQUESTS, POINT_REQUESTS, RANGE_REQUESTS } from '../support/language-requests.js';
import { BrokenLaw, type Counts, expectLaw } from './fuzzer.js';
import type { WildClient } from './protocol-client.js';

/** The files of a session. */
export const PATHS = ['a.md', 'b.md', 'c.md', 'old.md', 'loose.md', 'keeling.yaml'] as const;

/** The project file at the start of a session. */
export const PROJECT =
  'consultation: { id: FTC, document: c.md, effective: 2020-01-31 }\ndocuments:\n  - { id: SVTAD, path: a.md, version: V1.5, baseline: { path: old.md, version: V1.4 } }\n  - { id: MTAD, path: b.md }\nattachments:\n  - { number: 1, notification: true }\n  - { number: 2, marked: SVTAD }\n';

/** What it may become: other documents, other ids, another version in force, no project of these files, none at all. */
const PROJECTS: readonly string[] = [
  PROJECT,
  PROJECT.replace('path: b.md', 'path: loose.md'),
  PROJECT.replace('SVTAD, path: a.md', 'MTAD, path: b.md').replace('MTAD, path: b.md }', 'SVTAD, path: a.md }'),
  PROJECT.replace('path: old.md', 'path: b.md'),
  PROJECT.replace(', baseline: { path: old.md, version: V1.4 }', ''),
  PROJECT.replace('consultation: { id: FTC, document: c.md, effective: 2020-01-31 }\n', ''),
  `${PROJECT}checks: { term.unused: off, reference.unresolved: warning }\nexternal:\n  - { id: SEC, title: Smart Energy Code }\n`,
  'documents:\n  - { id: LOOSE, path: loose.md, baseline: { path: old.md } }\n',
  'documents: []\n',
  '',
];

const COMMANDS =
  'compare notify citations inForce checklist overview pack export responses import draftingStep restore preview nameDraft paste markUps takeMarkUps role spelling conclude bringIntoForce changePaper apply numberChanges'
    .split(' ')
    .map((each) => `keeling/${each}`);
const STEPS = ['moveUp', 'moveDown', 'insert', 'split', 'merge', 'continue', 'indent', 'outdent'];
const OF_WORKSPACE = ['workspace/symbol', 'workspace/diagnostic', 'workspace/willRenameFiles'];
const UNKNOWN = [
  'nothing/at/all',
  'textDocument/foo',
  'textDocument/onTypeFormatting',
  'codeAction/resolve',
  'completionItem/resolve',
  'keeling/timeline',
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

/** What commands of Keeling's answer. */
interface Answered extends Partial<NameDraftResult> {
  readonly edit?: WorkspaceEdit;
  readonly files?: ImportResult['files'];
  readonly project?: ImportResult['project'];
}

/** One thing that an editor does. Places are counted as the server's client sees them. */
export interface Step {
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
    | 'folders'
    /** Two changes in one notification. */
    | 'several'
    /** Asks for edits, and makes them as an editor does. */
    | 'apply'
    /** Asks for things, and then for more about each of them. */
    | 'follow'
    /** The project file changes on disk or in its tab. */
    | 'project';
  readonly path: number;
  readonly which: number;
  readonly at: number;
  readonly length: number;
  readonly text: string;
  readonly isCancelled: boolean;
}

/** Where the files of a session are. */
export interface Files {
  readonly folder: string;
  get(path: string): string | null;
  set(path: string, text: string): void;
  delete(path: string): void;
}

interface OpenText {
  text: string;
  version: number;
}

/** An editor's side: the texts that are open, and what is done to them. */
export class Editor {
  readonly open = new Map<string, OpenText>();
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
    const isTyping = ['change', 'full', 'badVersion', 'close', 'several', 'apply', 'follow'].includes(step.kind);
    const paths: readonly string[] = isTyping && this.open.size > 0 ? [...this.open.keys()] : PATHS;
    const path = pick(paths, step.path);
    const textDocument = { uri: this.uri(path) };
    const own = this.open.get(path);
    switch (step.kind) {
      case 'open':
        return own ? undefined : this.openText(path, textFor(path, step));
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
        this.files.set(path, textFor(path, step));
        return this.tell('workspace/didChangeWatchedFiles', { changes: [{ ...textDocument, type: 2 }] });
      case 'gone':
        this.files.delete(path);
        return this.tell('workspace/didChangeWatchedFiles', { changes: [{ ...textDocument, type: 3 }] });
      case 'ask':
        return this.ask(path, step);
      case 'garbage': {
        const method = pick(
          [...POINT_REQUESTS, ...RANGE_REQUESTS, ...FILE_REQUESTS, 'didOpen', 'didChange', 'didClose', 'didSave'],
          step.which,
        );
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
      case 'several':
        return own ? this.changeTwice(path, own, step) : undefined;
      case 'apply':
        return this.applyEdits(path, step);
      case 'follow':
        return this.follow(path, step);
      case 'project':
        return this.changeProject(step);
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
  }

  private async change(path: string, own: OpenText, step: Step): Promise<void> {
    const { text } = own;
    const start = startOfCharacter(text, Math.floor((step.at * (text.length + 1)) / 1_000_000));
    const end = Math.max(start, startOfCharacter(text, Math.min(text.length, start + step.length)));
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

  private async changeTwice(path: string, own: OpenText, { at, length, text }: Step): Promise<void> {
    const changes: object[] = [];
    for (const place of [at, (at * 7) % 1_000_000]) {
      const { text: before } = own;
      const start = startOfCharacter(before, Math.floor((place * (before.length + 1)) / 1_000_000));
      const end = Math.max(start, startOfCharacter(before, Math.min(before.length, start + length)));
      own.text = before.slice(0, start) + text + before.slice(end);
      changes.push({ range: { start: positionIn(before, start), end: positionIn(before, end) }, text });
    }
    own.version += 1;
    await this.tell('textDocument/didChange', {
      textDocument: { uri: this.uri(path), version: own.version },
      contentChanges: changes,
    });
  }

  /** Asks for edits of one kind, and makes them all where the texts are still what they were. */
  private async applyEdits(path: string, { which, at, length, text }: Step): Promise<void> {
    const textDocument = { uri: this.uri(path) };
    const own = this.open.get(path)?.text ?? '';
    const position = positionIn(own, Math.floor((at * (own.length + 1)) / 1_000_000));
    const range = { start: position, end: length > 3 ? positionIn(own, own.length) : position };
    const options = { tabSize: 2, insertSpaces: true };
    const context = { diagnostics: [], ...(which % 3 === 0 && { only: ['source.fixAll'] }) };
    const newName = pick(['4.9', '(d)', '(b)', '1.2', '3', 'New Name', text], at);
    const moves = [
      { oldUri: textDocument.uri, newUri: this.uri('moved/new name.md') },
      { oldUri: this.uri('old.md'), newUri: this.uri('../outside.md') },
    ];
    const [method, params] = pick<readonly [string, object]>(
      [
        ['textDocument/codeAction', { textDocument, range, context }],
        ['textDocument/formatting', { textDocument, options }],
        ['textDocument/rangeFormatting', { textDocument, range, options }],
        ['textDocument/rename', { textDocument, position, newName }],
        ['workspace/willRenameFiles', { files: moves }],
        ['textDocument/codeAction', { textDocument, range, context }],
        ['keeling/draftingStep', { ...textDocument, position, step: pick(STEPS, at) }],
        ['keeling/draftingStep', { ...textDocument, position, step: pick(STEPS, at) }],
        ['keeling/restore', { ...textDocument, ranges: [range] }],
        ['keeling/import', { uris: [this.uri(pick(['in.docx', 'in.docx', 'none.docx'], at))] }],
        ['keeling/nameDraft', { ...textDocument, id: pick(['NEW', 'MTAD', text], at), version: '', inForce: null }],
      ],
      which,
    );
    const answer = await this.answerTo(method, params);
    if (answer === null || typeof answer !== 'object') return;
    if (method.startsWith('keeling/')) return this.makeAnswered(answer);
    if (method.endsWith('ormatting')) return this.make({ changes: { [textDocument.uri]: answer as TextEdit[] } });
    if (method === 'textDocument/codeAction') {
      const edits = (answer as { edit?: WorkspaceEdit }[]).flatMap(({ edit }) => (edit ? [edit] : []));
      return edits.length === 0 ? undefined : this.make(pick(edits, at));
    }
    return this.make(answer as WorkspaceEdit);
  }

  /** Makes what a command of Keeling's answered: an edit, new files, or the text of a project file. */
  private async makeAnswered(answer: Answered): Promise<void> {
    const { edit, files, project } = answer;
    if (edit) return this.make(edit);
    for (const { uri: made, base64 } of files ?? []) {
      expectLaw('a new file is in the folder', made.startsWith(`${this.files.folder}/`), () => made);
      this.files.set(made.slice(this.files.folder.length + 1), Buffer.from(base64, 'base64').toString());
      await this.tell('workspace/didChangeWatchedFiles', { changes: [{ uri: made, type: 1 }] });
    }
    const { uri, text } = project ?? answer;
    if (uri === undefined || text === undefined) return;
    const path = uri.slice(this.files.folder.length + 1);
    const before = this.open.get(path)?.text ?? this.files.get(path) ?? '';
    const idsOf = (file: string) => parseProjectFile(file).documents.map(({ id }) => id);
    const ids = idsOf(text);
    expectLaw(
      'what a project names stays named',
      idsOf(before).every((id) => ids.includes(id)),
      () => JSON.stringify([before, text]),
    );
    const end = positionIn(before, before.length);
    const edits = [{ range: { start: { line: 0, character: 0 }, end }, newText: text }];
    if (before === '') {
      this.files.set(path, text);
      await this.tell('workspace/didChangeWatchedFiles', { changes: [{ uri, type: 1 }] });
    } else await this.make({ changes: { [uri]: edits } });
  }

  /** Makes edits as an editor does: in the texts that are open, and else on disk. */
  private async make(edit: WorkspaceEdit): Promise<void> {
    const byUri = new Map<string, readonly (TextEdit | AnnotatedTextEdit)[]>(Object.entries(edit.changes ?? {}));
    for (const change of edit.documentChanges ?? []) {
      if (!('edits' in change)) continue;
      const { uri, version } = change.textDocument;
      const own = this.open.get(uri.slice(this.files.folder.length + 1));
      const isCounted = version === null || own === undefined || version <= own.version;
      expectLaw('an edit is of a version that there is', isCounted, () => `${uri} ${version}, ${own?.version}`);
      byUri.set(uri, change.edits as TextEdit[]);
    }
    for (const [uri, edits] of byUri) {
      const isInside = uri.startsWith(`${this.files.folder}/`) && !uri.includes('..');
      expectLaw('an edit is of a file of the folder', isInside, () => uri);
      const path = uri.slice(this.files.folder.length + 1);
      const own = this.open.get(path);
      const text = own?.text ?? this.files.get(path);
      if (text === null) continue;
      const placed = edits.map(({ range, newText }) => ({
        start: offsetIn(text, range.start),
        end: offsetIn(text, range.end),
        newText,
      }));
      placed.sort((a, b) => a.start - b.start || a.end - b.end);
      let end = 0;
      for (const each of placed) {
        const isSound = each.start >= end && each.end >= each.start && each.end <= text.length;
        expectLaw('edits stand in the text and not in one another', isSound, () => JSON.stringify([path, placed]));
        end = each.end;
      }
      const after = placed.reduceRight((so, each) => so.slice(0, each.start) + each.newText + so.slice(each.end), text);
      this.counts.add('files that were edited as the server said');
      if (own) {
        own.text = after;
        own.version += 1;
        await this.tell('textDocument/didChange', {
          textDocument: { uri, version: own.version },
          contentChanges: [{ text: after }],
        });
      } else {
        this.files.set(path, after);
        await this.tell('workspace/didChangeWatchedFiles', { changes: [{ uri, type: 2 }] });
      }
    }
  }

  /** Asks for a list of things, and then for more about each. */
  private async follow(path: string, { which, at }: Step): Promise<void> {
    const textDocument = { uri: this.uri(path) };
    const own = this.open.get(path)?.text ?? '';
    const position = positionIn(own, Math.floor((at * (own.length + 1)) / 1_000_000));
    if (which % 2 === 0) {
      const lenses = await this.answerTo('textDocument/codeLens', { textDocument });
      for (const lens of (lenses as object[] | null)?.slice(0, 4) ?? []) this.send('codeLens/resolve', lens, false);
      return;
    }
    const items = await this.answerTo('textDocument/prepareCallHierarchy', { textDocument, position });
    for (const item of (items as object[] | null) ?? [])
      for (const way of ['incomingCalls', 'outgoingCalls']) this.send(`callHierarchy/${way}`, { item }, false);
  }

  private async changeProject({ which, at }: Step): Promise<void> {
    const text = pick(PROJECTS, at);
    const uri = this.uri('keeling.yaml');
    const own = this.open.get('keeling.yaml');
    if (own) {
      own.text = text;
      own.version += 1;
      return this.tell('textDocument/didChange', {
        textDocument: { uri, version: own.version },
        contentChanges: [{ text }],
      });
    }
    if (which % 4 === 0) return this.openText('keeling.yaml', text);
    this.files.set('keeling.yaml', text);
    return this.tell('workspace/didChangeWatchedFiles', { changes: [{ uri, type: 2 }] });
  }

  /** Asks and waits; null where it is refused. */
  private async answerTo(method: string, params: object): Promise<unknown> {
    this.send(method, params, false);
    return this.answers.at(-1);
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
      ...{
        aligned: at % 2 === 0,
        marked: length % 2 === 0,
        form: pick(['docx', 'pdf', 'html', 'md'], at),
        output: this.uri(pick(['made/x.docx', 'made/x.pdf', 'made/x.html', '../x.md'], at)),
      },
      ...{
        step: pick([...STEPS, text], at),
        ranges: [range],
        id: text.slice(0, 9),
        version: '',
        inForce: at % 2 === 0 ? null : this.uri(path),
      },
      ...{ uris: [this.uri(path)], confidential: isCancelled, token: 'x', draft: at % 3 === 0 },
      ...{
        html: pick([`<p>${text}</p>`, `<table><tr><td>${text}<td>b</table>`, text, '<ol><li>a<li>b</ol>'], at),
        plain: text,
        markUps: [{ name: 'Acme', uri: this.uri(pick(PATHS, at)), sent: at % 2 === 0 ? this.uri('old.md') : null }],
        ...{ keys: [text], left: [] },
      },
      ...{ decision: at % 5 === 0, all: length % 3 === 0, on: pick(['2020-01-31', text], at), next: 'V9' },
      ...{ paper: pick(['table', 'instructions', 'destinations', 'extract', text], at), instructions: this.uri(path) },
      what: pick(['plan', 'bring', 'undo', text], at),
      files: [{ oldUri: this.uri(path), newUri: this.uri(`new/${path}`) }],
    };
    const methods = [...POINT_REQUESTS, ...RANGE_REQUESTS, ...FILE_REQUESTS].map((each) => `textDocument/${each}`);
    this.send(pick([...methods, ...COMMANDS, ...OF_WORKSPACE], which), params, isCancelled);
  }

  send(method: string, params: unknown, isCancelled: boolean): void {
    const source = new CancellationTokenSource();
    this.counts.add('requests');
    const asked = Promise.race([this.connection.sendRequest(method, params, source.token), this.client.end]);
    const answer = asked.catch((error: { code?: number; message: string }) => {
      const isPlain = !/undefined|\bat .+:\d+:\d+|Cannot read|is not a function/.test(error.message);
      if (!isPlain) throw new BrokenLaw('an answer shows nothing of the inside', `${method}: ${error.message}`);
      return null;
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

/** Any text for a draft; one that means something for the project file, every other time. */
function textFor(path: string, { text, which, at }: Step): string {
  return path === 'keeling.yaml' && which % 2 === 0 ? pick(PROJECTS, at) : text;
}

/** Editors count lines: no place is between a CR and its LF. */
function startOfCharacter(text: string, offset: number): number {
  return text[offset - 1] === '\r' && text[offset] === '\n' ? offset + 1 : offset;
}

function offsetIn(text: string, { line, character }: { line: number; character: number }): number {
  let start = 0;
  for (const lineEnd of text.matchAll(/\r\n|\r|\n/g)) {
    if (line === 0) return Math.min(lineEnd.index, start + character);
    line--;
    start = lineEnd.index + lineEnd[0].length;
  }
  return line > 0 ? text.length : Math.min(text.length, start + character);
}

function pick<T>(from: readonly T[], at: number): T {
  return from[at % from.length] as T;
}

function positionIn(text: string, offset: number): { line: number; character: number } {
  const lines = text.slice(0, offset).split(/\r\n|\r|\n/);
  return { line: lines.length - 1, character: lines.at(-1)?.length ?? 0 };
}
