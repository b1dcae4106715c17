import type {
  Connection,
  Diagnostic,
  DocumentDiagnosticReport,
  PreviousResultId,
  WorkspaceDiagnosticReport,
} from 'vscode-languageserver';
import { diagnostics } from '../features/diagnostics.js';
import type { OpenProject } from '../features/open-project.js';
import { hashText } from '../model/text.js';
import type { WorkspaceDocument } from '../workspace/document.js';
import { PROJECT_FILE } from '../workspace/project-file-name.js';
import { normalUri } from '../workspace/uri.js';
import type { Workspace } from '../workspace/workspace.js';
import type { Workspaces } from '../workspace/workspaces.js';
import type { CheckResult, JobRunner } from './jobs.js';
import { log } from './log.js';
import type { OpenTexts } from './open-texts.js';

/** How long after the last keystroke findings are told, where the client does not ask for them, in milliseconds. */
const PAUSE = 30;

/** What the client can take. */
export interface ClientAbilities {
  /** It asks for findings by itself; else they are told to it. */
  readonly pulls: boolean;
  /** It asks anew for what it shows when it is told to. */
  readonly refreshes: {
    readonly diagnostics: boolean;
    readonly codeLens: boolean;
    readonly inlayHints: boolean;
    readonly tokens: boolean;
  };
}

/** Tells the client what the checks found: when it asks, or when something changes; the full set once a worker has made it. */
export class Findings {
  abilities: ClientAbilities = {
    pulls: false,
    refreshes: { diagnostics: false, codeLens: false, inlayHints: false, tokens: false },
  };
  private readonly told = new Map<string, string>();
  private readonly fullChecks = new Map<
    string,
    { again: { readonly workspace: Workspace; readonly uri: string } | null }
  >();
  /** The texts that the last full check of a workspace saw. */
  private readonly seen = new Map<string, ReadonlyMap<string, string>>();
  private readonly waiting = new Set<Workspace>();
  private timer: ReturnType<typeof setTimeout> | undefined;

  /** @param take runs a change behind all that came before it */
  constructor(
    private readonly connection: Connection,
    private readonly jobs: JobRunner,
    private readonly open: OpenTexts,
    private readonly workspaces: Workspaces,
    private readonly projectWith: (workspace: Workspace) => OpenProject,
    private readonly take: (change: () => Promise<void> | void) => void,
  ) {}

  dispose(): void {
    clearTimeout(this.timer);
  }

  /** After an edit: what is said of the workspace's drafts is told anew where it no longer holds, once there is a pause. */
  edited(workspace: Workspace): void {
    if (this.abilities.pulls) return;
    this.waiting.add(workspace);
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      this.take(() => {
        for (const each of this.waiting) this.publish(each);
        this.waiting.clear();
      });
    }, PAUSE);
  }

  /** Tells what no longer holds of what was told of a workspace: the drafts that changed, and those that cite what changed. */
  publish(workspace: Workspace): void {
    if (this.abilities.pulls) return;
    const { checker } = this.projectWith(workspace);
    for (const document of workspace.checkedDocuments()) {
      const open = this.open.get(document.uri);
      if (checker.isCurrent(document) && this.told.has(document.uri) && !open?.isUntold) continue;
      this.tell(document.uri, diagnostics(workspace, checker.check(document, 'typing')));
    }
  }

  /** A file is no draft any more, or is closed and belongs to no project. */
  withdraw(uri: string): void {
    if (!this.abilities.pulls) this.tell(uri, []);
  }

  /** The full set of checks, comparison included, done by a worker; only one at a time for a workspace. */
  checkFully(workspace: Workspace, uri: string): void {
    const place = this.open.placeOf(workspace, uri);
    const key = place.loose ?? place.folder;
    const running = this.fullChecks.get(key);
    if (running) {
      // The workspace may have been loaded anew meanwhile: what is found then is of the new one.
      running.again = { workspace, uri };
      return;
    }
    this.fullChecks.set(key, { again: null });
    const texts = new Map([...workspace.documents].map(([each, document]) => [each, document.draft.text]));
    this.seen.set(key, texts);
    void this.jobs
      .run({ kind: 'check', ...place })
      .then((result) => this.take(() => this.adopt(workspace, result, texts)))
      .catch((error) => log(this.connection, error instanceof Error ? error.message : String(error)))
      .finally(() => {
        const again = this.fullChecks.get(key)?.again;
        this.fullChecks.delete(key);
        if (again) this.checkFully(again.workspace, again.uri);
      });
  }

  /** After what was typed and not saved was taken back: a full check that saw it is done again, as it told other drafts of it, too. */
  takenBack(workspace: Workspace, { uri, draft }: WorkspaceDocument): void {
    const place = this.open.placeOf(workspace, uri);
    const seen = this.seen.get(place.loose ?? place.folder)?.get(uri);
    if (seen !== undefined && seen !== draft.text) this.checkFully(workspace, uri);
  }

  private adopt(workspace: Workspace, { findings, changes }: CheckResult, texts: ReadonlyMap<string, string>): void {
    const project = this.projectWith(workspace);
    const isCurrent = (document: WorkspaceDocument) => texts.get(document.uri) === document.draft.text;
    for (const document of workspace.checkedDocuments().filter(isCurrent)) {
      project.checker.adopt(
        document,
        findings.filter((finding) => finding.uri === document.uri),
      );
      const own = changes.find(({ uri }) => uri === document.uri);
      if (own) project.changes.adopt(document.draft, own.changes);
    }
    this.publish(workspace);
    if (workspace.projectFile && !this.abilities.pulls)
      this.tell(workspace.projectUri, diagnostics(workspace, project.checker.projectFindings()));
    this.refresh();
  }

  /** Has the client ask anew for all that depends on more than one text. */
  refresh(): void {
    const { refreshes, pulls } = this.abilities;
    const { languages } = this.connection;
    if (pulls && refreshes.diagnostics) languages.diagnostics.refresh();
    if (refreshes.codeLens) void this.connection.sendRequest('workspace/codeLens/refresh').catch(() => {});
    if (refreshes.inlayHints) void languages.inlayHint.refresh().catch(() => {});
    if (refreshes.tokens) languages.semanticTokens.refresh();
  }

  private tell(uri: string, found: readonly Diagnostic[]): void {
    const open = this.open.get(uri);
    // The same findings again are said again only where the client waits for them: under a new version of an open text.
    const key = JSON.stringify(found);
    if (!open?.isUntold && (this.told.get(uri) ?? '[]') === key) {
      this.told.set(uri, key);
      return;
    }
    this.told.set(uri, key);
    if (open) open.isUntold = false;
    const told = { uri: open?.clientUri ?? uri, diagnostics: [...found], ...(open ? { version: open.version } : {}) };
    // An editor that has gone meanwhile is told nothing.
    void this.connection.sendDiagnostics(told).catch(() => {});
  }

  // ---- asked by the client

  async pulled(clientUri: string, previous: string | undefined): Promise<DocumentDiagnosticReport> {
    const uri = normalUri(clientUri);
    if (uri.endsWith(`/${PROJECT_FILE}`)) {
      const workspace = await this.workspaces.project(uri);
      return workspace ? report(this.ofProjectFile(workspace), previous) : { kind: 'full', items: [] };
    }
    const found = await this.workspaces.find(uri);
    return found ? report(this.ofDocument(found.workspace, found.document), previous) : { kind: 'full', items: [] };
  }

  async pulledOfAll(previous: readonly PreviousResultId[]): Promise<WorkspaceDiagnosticReport> {
    const known = new Map(previous.map(({ uri, value }) => [normalUri(uri), value]));
    const items: WorkspaceDiagnosticReport['items'] = [];
    const add = (uri: string, found: readonly Diagnostic[]) => {
      const open = this.open.get(uri);
      const told = report(found, known.get(uri));
      known.delete(uri);
      items.push({ ...told, uri: open?.clientUri ?? uri, version: open?.version ?? null });
    };
    for (const workspace of await this.workspaces.loaded()) {
      for (const document of workspace.checkedDocuments()) add(document.uri, this.ofDocument(workspace, document));
      if (workspace.projectFile) add(workspace.projectUri, this.ofProjectFile(workspace));
    }
    // What was told of files that are gone is taken back.
    for (const uri of known.keys()) items.push({ kind: 'full', items: [], uri, version: null });
    return { items };
  }

  private ofDocument(workspace: Workspace, document: WorkspaceDocument): Diagnostic[] {
    return document.isChecked
      ? diagnostics(workspace, this.projectWith(workspace).checker.check(document, 'typing'))
      : [];
  }

  private ofProjectFile(workspace: Workspace): Diagnostic[] {
    return diagnostics(workspace, this.projectWith(workspace).checker.projectFindings());
  }
}

function report(
  found: readonly Diagnostic[],
  previous: string | undefined,
): { kind: 'full'; resultId: string; items: Diagnostic[] } | { kind: 'unchanged'; resultId: string } {
  const resultId = String(hashText(JSON.stringify(found)));
  return resultId === previous ? { kind: 'unchanged', resultId } : { kind: 'full', resultId, items: [...found] };
}
