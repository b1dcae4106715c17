import {
  type Connection,
  DidChangeWatchedFilesNotification,
  ErrorCodes,
  type InitializeParams,
  type InitializeResult,
  type Position,
  ResponseError,
  TextDocumentSyncKind,
} from 'vscode-languageserver';
import { definition } from '../features/definition.js';
import { diagnostics } from '../features/diagnostics.js';
import { foldingRanges } from '../features/folding.js';
import { hover } from '../features/hover.js';
import { outline } from '../features/outline.js';
import { references } from '../features/references.js';
import { LineMap, type TextEdit } from '../model/text.js';
import {
  COMPARE_REQUEST,
  type CompareParams,
  type CompareResult,
  NOTIFY_REQUEST,
  type NotifyParams,
  type NotifyResult,
  PACK_PROGRESS,
  PACK_REQUEST,
  type PackParams,
  type PackResult,
} from '../protocol.js';
import { Checker } from '../rules/check.js';
import type { Finding } from '../rules/finding.js';
import type { WorkspaceDocument } from '../workspace/document.js';
import type { Host } from '../workspace/host.js';
import { folderOf } from '../workspace/uri.js';
import { PROJECT_FILE, type Workspace } from '../workspace/workspace.js';
import { Workspaces } from '../workspace/workspaces.js';
import { guarded } from './guard.js';
import type { Job, JobRunner } from './jobs.js';
import { normalUri } from './uris.js';

interface OpenDocument {
  /** The URI as the client writes it. */
  readonly clientUri: string;
  text: string;
  version: number;
}

/** Wires the language server to a connection. The world is given: files and git by `host`, long work by `jobs`. */
export function startServer(connection: Connection, host: Host, jobs: JobRunner): void {
  new Server(connection, host, jobs).listen();
}

class Server {
  private readonly open = new Map<string, OpenDocument>();
  private readonly checkers = new WeakMap<Workspace, Checker>();
  private readonly workspaces: Workspaces;
  private readonly published = new Map<string, string>();
  private readonly fullChecks = new Map<string, { again: boolean }>();
  private watchesFiles = false;
  /** Changes are taken one after another, in the order in which they came. */
  private queue: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly connection: Connection,
    host: Host,
    private readonly jobs: JobRunner,
  ) {
    this.workspaces = new Workspaces(host, (uri) => this.open.get(uri)?.text ?? null, []);
  }

  listen(): void {
    const { connection } = this;
    const log = (message: string) => connection.console.error(message);
    connection.onInitialize((params) => this.initialize(params));
    connection.onInitialized(() => this.watchFiles());
    connection.onDidOpenTextDocument(({ textDocument }) =>
      this.take(() => this.opened(textDocument.uri, textDocument.text, textDocument.version)),
    );
    connection.onDidChangeTextDocument(({ textDocument, contentChanges }) =>
      this.take(() => this.changed(textDocument.uri, textDocument.version, contentChanges)),
    );
    connection.onDidSaveTextDocument(({ textDocument }) => this.take(() => this.saved(normalUri(textDocument.uri))));
    connection.onDidCloseTextDocument(({ textDocument }) => this.take(() => this.closed(normalUri(textDocument.uri))));
    connection.onDidChangeWatchedFiles(({ changes }) =>
      this.take(() => this.changedOutside(changes.map(({ uri }) => normalUri(uri)))),
    );
    connection.onDocumentSymbol(
      guarded(log, 'outline', null, async ({ textDocument }) =>
        this.with(textDocument.uri, ({ document }) => outline(document.draft)),
      ),
    );
    connection.onFoldingRanges(
      guarded(log, 'folding', null, async ({ textDocument }) =>
        this.with(textDocument.uri, ({ document }) => foldingRanges(document.draft)),
      ),
    );
    connection.onDefinition(
      guarded(log, 'definition', null, async ({ textDocument, position }) =>
        this.with(textDocument.uri, ({ workspace, checker, document }) =>
          definition(workspace, checker, document, offsetOf(document, position)),
        ),
      ),
    );
    connection.onHover(
      guarded(log, 'hover', null, async ({ textDocument, position }) =>
        this.with(textDocument.uri, ({ workspace, checker, document }) =>
          hover(workspace, checker, document, offsetOf(document, position)),
        ),
      ),
    );
    connection.onReferences(
      guarded(log, 'references', null, async ({ textDocument, position, context }) =>
        this.with(textDocument.uri, ({ workspace, checker, document }) =>
          references(workspace, checker, document, offsetOf(document, position), context.includeDeclaration),
        ),
      ),
    );
    connection.onRequest(COMPARE_REQUEST, ({ uri }: CompareParams) => this.compare(normalUri(uri)));
    connection.onRequest(PACK_REQUEST, (params: PackParams) => this.pack(params));
    connection.onRequest(NOTIFY_REQUEST, ({ uri }: NotifyParams) => this.notify(normalUri(uri)));
    connection.onShutdown(() => this.jobs.dispose());
    connection.listen();
  }

  private initialize(params: InitializeParams): InitializeResult {
    const folders = params.workspaceFolders?.map((folder) => folder.uri) ?? (params.rootUri ? [params.rootUri] : []);
    this.workspaces.setRoots(folders.map((folder) => normalUri(folder).replace(/\/$/, '')));
    this.watchesFiles = params.capabilities.workspace?.didChangeWatchedFiles?.dynamicRegistration === true;
    return {
      serverInfo: { name: 'keeling' },
      capabilities: {
        textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: true },
        documentSymbolProvider: true,
        foldingRangeProvider: true,
        definitionProvider: true,
        hoverProvider: true,
        referencesProvider: true,
        workspace: { workspaceFolders: { supported: true } },
      },
    };
  }

  private watchFiles(): void {
    if (!this.watchesFiles) return;
    const watchers = [{ globPattern: '**/*.md' }, { globPattern: `**/${PROJECT_FILE}` }];
    void this.connection.client.register(DidChangeWatchedFilesNotification.type, { watchers });
  }

  /** Runs a change behind all that came before it; a fault is logged and the next change goes on. */
  private take(change: () => Promise<void> | void): void {
    this.queue = this.queue
      .then(change)
      .catch((error) => this.connection.console.error(error instanceof Error ? (error.stack ?? '') : String(error)));
  }

  /** Answers from a document once all changes before the question are in; null where it is no draft. */
  private async with<R>(
    clientUri: string,
    answer: (found: { workspace: Workspace; checker: Checker; document: WorkspaceDocument }) => R,
  ): Promise<R | null> {
    await this.queue;
    const found = await this.workspaces.find(normalUri(clientUri));
    return found ? answer({ ...found, checker: this.checkerOf(found.workspace) }) : null;
  }

  private checkerOf(workspace: Workspace): Checker {
    let checker = this.checkers.get(workspace);
    if (!checker) this.checkers.set(workspace, (checker = new Checker(workspace)));
    return checker;
  }

  // ---- the long commands, done by a worker

  private async compare(uri: string): Promise<CompareResult | ResponseError> {
    return this.long(async () => {
      const found = await this.workspaces.find(uri);
      if (!found)
        throw new Error('this is no draft: give it front matter with a “document:” entry, or name it in keeling.yaml');
      return this.jobs.run({ kind: 'compare', uri, ...this.placeOf(found.workspace, uri) });
    });
  }

  private async pack({ uri, output, token }: PackParams): Promise<PackResult | ResponseError> {
    return this.long(async () => {
      const workspace = await this.projectOf(normalUri(uri));
      const job: Extract<Job, { kind: 'pack' }> = {
        kind: 'pack',
        output: output ?? null,
        ...this.placeOf(workspace, uri),
      };
      return this.jobs.run(
        job,
        (progress) => void this.connection.sendNotification(PACK_PROGRESS, { token, ...progress }),
      );
    });
  }

  private async notify(uri: string): Promise<NotifyResult | ResponseError> {
    return this.long(async () => this.jobs.run({ kind: 'notify', ...this.placeOf(await this.projectOf(uri), uri) }));
  }

  /** What cannot be done is told to the user in the words of the fault. */
  private async long<R>(work: () => Promise<R>): Promise<R | ResponseError> {
    await this.queue;
    try {
      return await work();
    } catch (error) {
      return new ResponseError(ErrorCodes.InvalidRequest, error instanceof Error ? error.message : String(error));
    }
  }

  private async projectOf(uri: string): Promise<Workspace> {
    const workspace = await this.workspaces.project(uri);
    if (!workspace?.projectFile)
      throw new Error('no keeling.yaml names this document: the project file says which attachments there are');
    const first = workspace.problems[0];
    if (first) throw new Error(first.problem.message);
    return workspace;
  }

  private placeOf(
    workspace: Workspace,
    uri: string,
  ): { folder: string; loose: string | null; open: readonly (readonly [string, string])[] } {
    return {
      folder: workspace.folder,
      loose: workspace.projectFile ? null : uri,
      open: [...this.open].map(([each, { text }]) => [each, text] as const),
    };
  }

  // ---- what the editor tells

  private async opened(clientUri: string, text: string, version: number): Promise<void> {
    const uri = normalUri(clientUri);
    this.open.set(uri, { clientUri, text, version });
    if (uri.endsWith(`/${PROJECT_FILE}`)) return this.reload(uri);
    const found = await this.workspaces.find(uri);
    if (!found) return;
    this.workspaces.setText(uri, text);
    this.publish(found.workspace, [found.document]);
    this.checkFully(found.workspace, uri);
  }

  private async changed(
    clientUri: string,
    version: number,
    changes: readonly { range?: { start: Position; end: Position }; text: string }[],
  ): Promise<void> {
    const uri = normalUri(clientUri);
    const open = this.open.get(uri);
    if (!open) return;
    const before = this.workspaces.known(uri);
    for (const change of changes) {
      const lines = before?.document.draft.text === open.text ? before.document.draft.lines : LineMap.of(open.text);
      const edit: TextEdit = change.range
        ? { start: lines.offsetAt(change.range.start), end: lines.offsetAt(change.range.end), text: change.text }
        : { start: 0, end: open.text.length, text: change.text };
      open.text = open.text.slice(0, edit.start) + edit.text + open.text.slice(edit.end);
      this.workspaces.edit(uri, edit);
    }
    open.version = version;
    if (uri.endsWith(`/${PROJECT_FILE}`)) return this.reload(uri);
    // A text becomes a draft when its front matter says so.
    const found = before ?? (await this.workspaces.find(uri));
    if (found) this.publish(found.workspace, this.openDocuments(found.workspace));
  }

  private async saved(uri: string): Promise<void> {
    if (uri.endsWith(`/${PROJECT_FILE}`)) return this.reload(uri);
    const found = await this.workspaces.find(uri);
    if (found) this.checkFully(found.workspace, uri);
  }

  private async closed(uri: string): Promise<void> {
    const open = this.open.get(uri);
    this.open.delete(uri);
    const found = this.workspaces.known(uri);
    if (!open || !found) return;
    if (found.workspace.projectFile === null) {
      found.workspace.removeLoose(uri);
      this.send(open.clientUri, [], undefined);
    }
    // What was typed and not saved is gone: the file on disk counts again.
    this.workspaces.forget(uri);
  }

  private async changedOutside(uris: readonly string[]): Promise<void> {
    for (const uri of uris) {
      if (this.open.has(uri)) continue;
      if (uri.endsWith(`/${PROJECT_FILE}`)) await this.reload(uri);
      else if (this.workspaces.known(uri)) await this.reload(uri);
    }
  }

  /** Reads everything around a file anew and checks what is open. */
  private async reload(uri: string): Promise<void> {
    this.workspaces.forget(uri);
    await Promise.resolve();
    const folder = folderOf(uri);
    for (const open of [...this.open.keys()]) {
      if (!open.startsWith(`${folder}/`) || open.endsWith(`/${PROJECT_FILE}`)) continue;
      const found = await this.workspaces.find(open);
      if (found) this.publish(found.workspace, [found.document]);
    }
    const project = await this.workspaces.project(uri);
    if (project) this.checkFully(project, uri);
  }

  // ---- what is told to the editor

  private openDocuments(workspace: Workspace): WorkspaceDocument[] {
    return workspace.checkedDocuments().filter((document) => this.open.has(document.uri));
  }

  private publish(workspace: Workspace, documents: readonly WorkspaceDocument[]): void {
    const checker = this.checkerOf(workspace);
    for (const document of documents) {
      if (document.isBaseline) continue;
      const open = this.open.get(document.uri);
      this.send(
        open?.clientUri ?? document.uri,
        diagnostics(workspace, checker.check(document, 'typing')),
        open?.version,
      );
    }
  }

  private send(uri: string, found: ReturnType<typeof diagnostics>, version: number | undefined): void {
    // The same findings again are said again only where the client waits for them: under a new version of an open text.
    const key = JSON.stringify(found);
    if (version === undefined && (this.published.get(uri) ?? '[]') === key) return;
    this.published.set(uri, key);
    void this.connection.sendDiagnostics({ uri, diagnostics: found, ...(version === undefined ? {} : { version }) });
  }

  /** The full set of checks, comparison included, done by a worker; only one at a time for a workspace. */
  private checkFully(workspace: Workspace, uri: string): void {
    const place = this.placeOf(workspace, uri);
    const key = place.loose ?? place.folder;
    const running = this.fullChecks.get(key);
    if (running) {
      running.again = true;
      return;
    }
    this.fullChecks.set(key, { again: false });
    const texts = new Map([...workspace.documents].map(([each, document]) => [each, document.draft.text]));
    void this.jobs
      .run({ kind: 'check', ...place })
      .then((findings) => this.take(() => this.adopt(workspace, findings, texts)))
      .catch((error) => this.connection.console.error(error instanceof Error ? error.message : String(error)))
      .finally(() => {
        const again = this.fullChecks.get(key)?.again;
        this.fullChecks.delete(key);
        if (again) this.checkFully(workspace, uri);
      });
  }

  private adopt(workspace: Workspace, findings: readonly Finding[], texts: ReadonlyMap<string, string>): void {
    const checker = this.checkerOf(workspace);
    const current = workspace.checkedDocuments().filter((document) => texts.get(document.uri) === document.draft.text);
    for (const document of current) {
      checker.adopt(
        document,
        findings.filter((finding) => finding.uri === document.uri),
      );
    }
    this.publish(workspace, current);
    if (workspace.projectFile) {
      const uri = this.open.get(workspace.projectUri)?.clientUri ?? workspace.projectUri;
      this.send(uri, diagnostics(workspace, checker.projectFindings()), this.open.get(workspace.projectUri)?.version);
    }
  }
}

function offsetOf(document: WorkspaceDocument, position: Position): number {
  return document.draft.lines.offsetAt(position);
}
