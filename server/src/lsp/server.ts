import {
  type CancellationToken,
  type Connection,
  DidChangeWatchedFilesNotification,
  ErrorCodes,
  type InitializeParams,
  type InitializeResult,
  LSPErrorCodes,
  type Position,
  ResponseError,
  TextDocumentSyncKind,
} from 'vscode-languageserver';
import { citationMap } from '../features/citation-map.js';
import { Citations } from '../features/citations.js';
import { KnownChanges } from '../features/known-changes.js';
import type { OpenProject } from '../features/open-project.js';
import { LineMap, type TextEdit } from '../model/text.js';
import {
  CHECKLIST_REQUEST,
  type ChecklistParams,
  CITATIONS_REQUEST,
  type CitationsParams,
  COMPARE_REQUEST,
  type CompareParams,
  type CompareResult,
  IN_FORCE_REQUEST,
  type InForceParams,
  type InForceResult,
  NOTIFY_REQUEST,
  type NotifyParams,
  OVERVIEW_REQUEST,
  type OverviewParams,
  PACK_PROGRESS,
  PACK_REQUEST,
  type PackParams,
  type PackResult,
  RESPONSES_REQUEST,
  type ResponsesParams,
  type ResponsesResult,
  type Settings,
} from '../protocol.js';
import { Checker } from '../rules/check.js';
import type { Host } from '../workspace/host.js';
import { PROJECT_FILE } from '../workspace/project-file-name.js';
import { RECORDED_FILE } from '../workspace/recorded-findings.js';
import { folderOf, normalUri } from '../workspace/uri.js';
import type { Workspace } from '../workspace/workspace.js';
import { Workspaces } from '../workspace/workspaces.js';
import { answerFeatureRequests, FEATURE_CAPABILITIES } from './feature-requests.js';
import { Findings } from './findings.js';
import { guarded } from './guard.js';
import type { Job, JobResults, JobRunner } from './jobs.js';
import { log } from './log.js';
import { OpenTexts } from './open-texts.js';

/** How many Markdown files of a folder are looked at for drafts that are not open. */
const MOST_FILES = 2000;

/** Wires the language server to a connection. The world is given: files and git by `host`, long work by `jobs`. */
export function startServer(connection: Connection, host: Host, jobs: JobRunner): void {
  new Server(connection, host, jobs).listen();
}

class Server {
  private readonly open = new OpenTexts();
  private readonly projects = new WeakMap<Workspace, OpenProject>();
  private readonly workspaces: Workspaces;
  private readonly findings: Findings;
  private roots: readonly string[] = [];
  private settings: Settings = { inlayHints: true, codeLens: true };
  private watchesFiles = false;
  private tellsFolders = false;
  /** Whether the client asks before it applies edits that are marked so. */
  private asks = false;
  /** Changes are taken one after another, in the order in which they came. */
  private queue: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly connection: Connection,
    private readonly host: Host,
    private readonly jobs: JobRunner,
  ) {
    this.workspaces = new Workspaces(host, (uri) => this.open.get(uri)?.text ?? null);
    this.findings = new Findings(
      connection,
      jobs,
      this.open,
      this.workspaces,
      (workspace) => this.projectWith(workspace),
      (change) => this.take(change),
    );
  }

  listen(): void {
    const { connection } = this;
    const logged = (message: string) => log(connection, message);
    connection.onInitialize((params) => this.initialize(params));
    connection.onInitialized(() => {
      this.watchFiles();
      this.followFolders();
      this.take(() => this.meetDrafts());
    });
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
    const asked = async (uri: string) => {
      await this.queue;
      return this.workspaces.find(normalUri(uri));
    };
    answerFeatureRequests(
      connection,
      {
        with: async (uri, answer) => {
          const found = await asked(uri);
          return found ? answer(this.projectWith(found.workspace), found.document) : null;
        },
        projects: async () => {
          await this.queue;
          return (await this.workspaces.loaded()).map((workspace) => this.projectWith(workspace));
        },
        projectFileOf: async (uri) => {
          await this.queue;
          const own = normalUri(uri);
          return own.endsWith(`/${PROJECT_FILE}`) ? this.workspaces.project(own) : null;
        },
        asks: () => this.asks,
        settings: () => this.settings,
      },
      logged,
    );
    connection.languages.diagnostics.on(
      guarded(logged, 'findings', { kind: 'full', items: [] }, async ({ textDocument, previousResultId }) => {
        await this.queue;
        return this.findings.pulled(textDocument.uri, previousResultId);
      }),
    );
    connection.languages.diagnostics.onWorkspace(
      guarded(logged, 'findings', { items: [] }, async ({ previousResultIds }) => {
        await this.queue;
        return this.findings.pulledOfAll(previousResultIds);
      }),
    );
    connection.onRequest(COMPARE_REQUEST, ({ uri }: CompareParams) => this.compare(normalUri(uri)));
    connection.onRequest(IN_FORCE_REQUEST, (params: InForceParams) => this.inForce(params));
    connection.onRequest(
      CITATIONS_REQUEST,
      guarded(logged, 'citations', null, async ({ uri, position }: CitationsParams) => {
        const found = await asked(uri);
        return (
          found &&
          citationMap(this.projectWith(found.workspace), found.document, found.document.draft.lines.offsetAt(position))
        );
      }),
    );
    connection.onRequest(PACK_REQUEST, (params: PackParams, given: CancellationToken) => this.pack(params, given));
    connection.onRequest(NOTIFY_REQUEST, ({ uri }: NotifyParams) => this.ofProject('notify', normalUri(uri)));
    connection.onRequest(OVERVIEW_REQUEST, ({ uri }: OverviewParams) => this.ofProject('overview', normalUri(uri)));
    connection.onRequest(CHECKLIST_REQUEST, ({ uri }: ChecklistParams) => this.ofProject('checklist', normalUri(uri)));
    connection.onRequest<ResponsesResult, void>(RESPONSES_REQUEST, (params: ResponsesParams) => this.responses(params));
    connection.onDidChangeConfiguration(({ settings }) => {
      this.settings = { ...this.settings, ...(settings as { keeling?: Partial<Settings> } | null)?.keeling };
      this.findings.refresh();
    });
    connection.onShutdown(() => {
      this.findings.dispose();
      this.jobs.dispose();
    });
    connection.listen();
  }

  private initialize(params: InitializeParams): InitializeResult {
    const folders = params.workspaceFolders?.map((folder) => folder.uri) ?? (params.rootUri ? [params.rootUri] : []);
    this.setRoots(folders);
    this.settings = { ...this.settings, ...(params.initializationOptions as Partial<Settings> | undefined) };
    const { textDocument, workspace } = params.capabilities;
    const pulls = textDocument?.diagnostic !== undefined;
    this.watchesFiles = workspace?.didChangeWatchedFiles?.dynamicRegistration === true;
    this.tellsFolders = workspace?.workspaceFolders === true;
    this.asks = workspace?.workspaceEdit?.changeAnnotationSupport !== undefined;
    this.findings.abilities = {
      pulls,
      refreshes: {
        diagnostics: workspace?.diagnostics?.refreshSupport === true,
        codeLens: workspace?.codeLens?.refreshSupport === true,
        inlayHints: workspace?.inlayHint?.refreshSupport === true,
        tokens: workspace?.semanticTokens?.refreshSupport === true,
      },
    };
    const findings = { identifier: 'keeling', interFileDependencies: true, workspaceDiagnostics: true };
    return {
      serverInfo: { name: 'keeling' },
      capabilities: {
        textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: true },
        ...FEATURE_CAPABILITIES,
        ...(pulls ? { diagnosticProvider: findings } : {}),
        workspace: {
          workspaceFolders: { supported: true, changeNotifications: true },
          fileOperations: { willRename: { filters: [{ scheme: 'file', pattern: { glob: '**/*' } }] } },
        },
      },
    };
  }

  private setRoots(uris: readonly string[]): void {
    this.roots = uris.map((uri) => normalUri(uri).replace(/\/$/, ''));
  }

  private watchFiles(): void {
    if (!this.watchesFiles) return;
    const watchers = [{ globPattern: '**/*.md' }, { globPattern: `**/{${PROJECT_FILE},${RECORDED_FILE}}` }];
    void this.connection.client.register(DidChangeWatchedFilesNotification.type, { watchers }).catch(() => {});
  }

  private followFolders(): void {
    if (!this.tellsFolders) return;
    this.connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
      const gone = new Set(removed.map(({ uri }) => normalUri(uri).replace(/\/$/, '')));
      this.setRoots([...this.roots.filter((root) => !gone.has(root)), ...added.map(({ uri }) => uri)]);
      this.take(() => this.meetDrafts());
    });
  }

  /** Finds the drafts of the folders that are open, so that those that nobody opened are checked too. */
  private async meetDrafts(): Promise<void> {
    const files = (await Promise.all(this.roots.map((root) => this.host.listMarkdown(root).catch(() => [])))).flat();
    const begun = new Set<Workspace>();
    for (const uri of files.slice(0, MOST_FILES)) {
      const found = await this.workspaces.find(uri);
      if (!found?.document.isChecked) continue;
      if (found.workspace.projectFile && begun.has(found.workspace)) continue;
      begun.add(found.workspace);
      this.findings.checkFully(found.workspace, uri);
    }
  }

  /** Runs a change behind all that came before it; a fault is logged and the next change goes on. */
  private take(change: () => Promise<void> | void): void {
    this.queue = this.queue
      .then(change)
      .catch((error) => log(this.connection, error instanceof Error ? (error.stack ?? '') : String(error)));
  }

  private projectWith(workspace: Workspace): OpenProject {
    let project = this.projects.get(workspace);
    if (!project) {
      const checker = new Checker(workspace);
      project = { workspace, checker, citations: new Citations(workspace, checker), changes: new KnownChanges() };
      this.projects.set(workspace, project);
    }
    return project;
  }

  // ---- the long commands, done by a worker

  private async compare(uri: string): Promise<CompareResult | ResponseError> {
    return this.long(async () => {
      const found = await this.workspaces.find(uri);
      if (!found)
        throw new Error('this is no draft: give it front matter with a “document:” entry, or name it in keeling.yaml');
      return this.jobs.run({ kind: 'compare', uri, ...this.open.placeOf(found.workspace, uri) });
    });
  }

  private async inForce({ uri, aligned }: InForceParams): Promise<InForceResult | ResponseError> {
    return this.long(async () => {
      const own = normalUri(uri);
      const found = await this.workspaces.find(own);
      if (!found) throw new Error('this is no draft');
      return this.jobs.run({ kind: 'inForce', uri: own, aligned, ...this.open.placeOf(found.workspace, own) });
    });
  }

  private async pack(
    { uri, output, draft, token }: PackParams,
    given: CancellationToken,
  ): Promise<PackResult | ResponseError> {
    const controller = new AbortController();
    const listening = given.onCancellationRequested(() => controller.abort());
    const answer = await this.long(async () => {
      const workspace = await this.projectOf(normalUri(uri));
      const job: Extract<Job, { kind: 'pack' }> = {
        kind: 'pack',
        output: output ?? null,
        draft: draft ?? false,
        ...this.open.placeOf(workspace, uri),
      };
      return this.jobs.run(
        job,
        (progress) => this.connection.sendNotification(PACK_PROGRESS, { token, ...progress }).catch(() => {}),
        controller.signal,
      );
    });
    listening.dispose();
    const isCancelled = answer instanceof ResponseError && controller.signal.aborted;
    return isCancelled ? new ResponseError(LSPErrorCodes.RequestCancelled, 'cancelled') : answer;
  }

  private async ofProject<K extends 'notify' | 'overview' | 'checklist'>(
    kind: K,
    uri: string,
  ): Promise<JobResults[K] | ResponseError> {
    return this.long(async () =>
      this.jobs.run<K>({ kind, ...this.open.placeOf(await this.projectOf(uri), uri) } as Extract<Job, { kind: K }>),
    );
  }

  private async responses({ uris, confidential }: ResponsesParams): Promise<ResponsesResult | ResponseError> {
    return this.long(async () => this.jobs.run({ kind: 'responses', uris: uris.map(normalUri), confidential }));
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

  // ---- what the editor tells

  private async opened(clientUri: string, text: string, version: number): Promise<void> {
    const uri = normalUri(clientUri);
    this.open.set(uri, { clientUri, text, saved: text, version, isUntold: true });
    if (uri.endsWith(`/${PROJECT_FILE}`)) return this.reload(uri);
    const found = await this.workspaces.find(uri);
    if (!found) return;
    this.workspaces.setText(uri, text);
    this.findings.publish(found.workspace);
    this.findings.checkFully(found.workspace, uri);
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
      const draft = before?.document.draft;
      const lines = draft && draft.text === open.text ? draft.lines : LineMap.of(open.text);
      const edit: TextEdit = change.range
        ? { start: lines.offsetAt(change.range.start), end: lines.offsetAt(change.range.end), text: change.text }
        : { start: 0, end: open.text.length, text: change.text };
      this.workspaces.edit(uri, edit);
      // One string for both: a text of megabytes is copied once an edit, and compared with itself at no cost.
      open.text =
        draft && lines === draft.lines
          ? before.document.draft.text
          : open.text.slice(0, edit.start) + edit.text + open.text.slice(edit.end);
    }
    open.version = version;
    open.isUntold = true;
    if (uri.endsWith(`/${PROJECT_FILE}`)) return this.reload(uri);
    // A text becomes a draft when its front matter says so.
    const found = before ?? (await this.workspaces.find(uri));
    if (!found) return;
    this.findings.edited(found.workspace);
    if (open.text === open.saved) this.findings.takenBack(found.workspace, found.document);
  }

  private async saved(uri: string): Promise<void> {
    const open = this.open.get(uri);
    if (open) open.saved = open.text;
    if (uri.endsWith(`/${PROJECT_FILE}`)) return this.reload(uri);
    const found = await this.workspaces.find(uri);
    if (found) this.findings.checkFully(found.workspace, uri);
  }

  private async closed(uri: string): Promise<void> {
    const open = this.open.get(uri);
    const found = this.workspaces.known(uri);
    if (!open) return;
    if (found?.workspace.projectFile === null) {
      found.workspace.removeLoose(uri);
      this.findings.withdraw(uri);
    }
    this.open.delete(uri);
    // What was typed and not saved is gone: the file on disk counts again.
    if (!found) return;
    await this.workspaces.forget(uri);
    if (found.workspace.projectFile === null || open.text === open.saved) return;
    const onDisk = await this.workspaces.find(uri);
    if (onDisk) this.findings.takenBack(onDisk.workspace, onDisk.document);
  }

  private async changedOutside(uris: readonly string[]): Promise<void> {
    for (const uri of uris) {
      if (this.open.has(uri)) continue;
      if (uri.endsWith(`/${PROJECT_FILE}`) || uri.endsWith(`/${RECORDED_FILE}`)) await this.reload(uri);
      else if (this.workspaces.known(uri)) await this.reload(uri);
    }
  }

  /** Reads everything around a file anew and checks what is open. */
  private async reload(uri: string): Promise<void> {
    await this.workspaces.forget(uri);
    const folder = folderOf(uri);
    for (const [each, open] of this.open) {
      if (!each.startsWith(`${folder}/`) || each.endsWith(`/${PROJECT_FILE}`)) continue;
      open.isUntold = true;
      const found = await this.workspaces.find(each);
      if (found) this.findings.publish(found.workspace);
    }
    const project = await this.workspaces.project(uri);
    if (project) this.findings.checkFully(project, uri);
  }
}
