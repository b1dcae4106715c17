import type {
  Connection,
  Diagnostic,
  DocumentDiagnosticReport,
  PreviousResultId,
  PublishDiagnosticsParams,
  WorkspaceDiagnosticReport,
} from 'vscode-languageserver';
import { toDiagnostics } from '../features/diagnostics.js';
import { hashText } from '../model/text.js';
import type { Finding } from '../rules/finding.js';
import type { WorkspaceDocument } from '../workspace/document.js';
import { normalUri } from '../workspace/uri.js';
import type { Workspace } from '../workspace/workspace.js';
import type { Background } from './background.js';
import type { EditorClient } from './editor-client.js';
import type { OpenProjects } from './open-projects.js';

/**
 * How long after the last keystroke findings are sent to a client that does not ask for them, in
 * milliseconds.
 */
const PAUSE = 30;

/** How often a client that asks is told that a file has no findings any more. */
const TIMES_TAKEN_BACK = 3;

/** What the findings are made from. */
interface FindingParts {
  readonly connection: Connection;
  readonly client: EditorClient;
  readonly projects: OpenProjects;
  readonly background: Background;
}

/** Gives the client the findings: when it asks for them, or after something has changed. */
export class Findings {
  /** What was last sent of each file, as JSON. */
  private readonly sent = new Map<string, string>();
  /**
   * The files of which a client that asks was given findings, the client's URI of each, and how
   * often it was told that there are none any more.
   */
  private readonly shown = new Map<string, { readonly clientUri: string; readonly takenBack: number }>();
  private readonly edited = new Set<Workspace>();
  private timer: ReturnType<typeof setTimeout> | undefined;

  /**
   * The workspaces of which drafts that nobody has open are still to be reported; true where
   * something has changed since that began.
   */
  private readonly waiting = new Map<Workspace, boolean>();
  private readonly connection: Connection;
  private readonly client: EditorClient;
  private readonly projects: OpenProjects;
  private readonly background: Background;

  constructor({ connection, client, projects, background }: FindingParts) {
    this.connection = connection;
    this.client = client;
    this.projects = projects;
    this.background = background;
  }

  dispose(): void {
    clearTimeout(this.timer);
  }

  private show(workspace: Workspace, findings: readonly Finding[]): Diagnostic[] {
    return toDiagnostics(workspace, findings, this.client.settings.helpFolder);
  }

  // ---- sent to a client that does not ask

  /** Sends what an edit changed, once there is a pause. */
  publishSoon(workspace: Workspace): void {
    if (this.client.can.pullsFindings) return;
    this.edited.add(workspace);
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      this.projects.enqueue(() => {
        for (const each of this.edited) this.publish(each);
        this.edited.clear();
      });
    }, PAUSE);
  }

  /**
   * Sends the findings of the drafts that changed, and of those that cite what changed: of those
   * that are open at once, of the others one by one whenever the client is silent.
   */
  publish(workspace: Workspace): void {
    if (this.client.can.pullsFindings) return;
    for (const document of this.projects.listShownDocuments(workspace))
      if (this.projects.texts.has(document.uri)) this.publishDocument(workspace, document);
    if (this.waiting.has(workspace)) this.waiting.set(workspace, true);
    else void this.publishOthers(workspace);
  }

  private async publishOthers(workspace: Workspace): Promise<void> {
    this.waiting.set(workspace, false);
    for (const { uri } of this.projects.listShownDocuments(workspace)) {
      if (!this.isStale(workspace, uri)) continue;
      await this.background.whenQuiet();
      await this.projects.afterChanges();
      // It may have been forgotten meanwhile, or loaded again.
      const document = workspace.documents.get(uri);
      if (document && this.projects.workspaces.isLoaded(workspace)) this.publishDocument(workspace, document);
    }
    const isChanged = this.waiting.get(workspace);
    this.waiting.delete(workspace);
    if (isChanged) await this.publishOthers(workspace);
  }

  private isStale(workspace: Workspace, uri: string): boolean {
    const document = workspace.documents.get(uri);
    if (!document?.isChecked) return false;
    const { checker } = this.projects.projectFor(workspace);
    return !checker.isCurrent(document) || !this.sent.has(uri) || this.projects.texts.get(uri)?.isUnreported === true;
  }

  private publishDocument(workspace: Workspace, document: WorkspaceDocument): void {
    if (!this.isStale(workspace, document.uri)) return;
    this.send(document.uri, this.findDocument(workspace, document));
  }

  /** Sends the findings of the project file, if there is one. */
  publishProjectFile(workspace: Workspace): void {
    if (workspace.projectFile && !this.client.can.pullsFindings)
      this.send(workspace.projectUri, this.findProjectFile(workspace));
  }

  /**
   * Takes all findings of a file back: it is no draft any more, or it was closed and no project
   * names it.
   */
  withdraw(uri: string): void {
    if (!this.client.can.pullsFindings) this.send(uri, []);
  }

  private send(uri: string, found: readonly Diagnostic[]): void {
    const open = this.projects.texts.get(uri);
    const json = JSON.stringify(found);
    // The same findings are sent again only under a new version of an open text, since the client
    // waits for that version.
    const isKnown = (this.sent.get(uri) ?? '[]') === json && !open?.isUnreported;
    this.sent.set(uri, json);
    if (isKnown) return;
    if (open) open.isUnreported = false;
    const report = { uri: open?.clientUri ?? uri, diagnostics: [...found], ...(open && { version: open.version }) };
    void this.deliver(report);
  }

  private async deliver(report: PublishDiagnosticsParams): Promise<void> {
    try {
      await this.connection.sendDiagnostics(report);
    } catch {
      // An editor that has gone meanwhile gets nothing.
    }
  }

  // ---- asked for by the client

  /** The findings of one file; "unchanged" where they are those of the `previous` result. */
  async pull(clientUri: string, previous: string | undefined): Promise<DocumentDiagnosticReport> {
    const project = await this.projects.projectOfFile(clientUri);
    const found = project
      ? this.findProjectFile(project.workspace)
      : await this.projects.answerFrom(clientUri, ({ workspace }, document) => this.findDocument(workspace, document));
    if (found && found.length > 0) this.shown.set(normalUri(clientUri), { clientUri, takenBack: 0 });
    return found ? reportOf(found, previous) : { kind: 'full', items: [] };
  }

  /** The findings of all files met so far, against the `previous` results. */
  async pullAll(previous: readonly PreviousResultId[]): Promise<WorkspaceDiagnosticReport> {
    const known = new Map(previous.map(({ uri, value }) => [normalUri(uri), value]));
    // VS Code forgets the result of a file that is closed, and shows its findings on.
    const gone = new Map(this.shown);
    const items: WorkspaceDiagnosticReport['items'] = [];
    const isLeft = (workspace: Workspace, document: WorkspaceDocument) =>
      !this.projects.projectFor(workspace).checker.isCurrent(document);
    const addReport = (uri: string, found: readonly Diagnostic[]) => {
      const open = this.projects.texts.get(uri);
      const report = reportOf(found, known.get(uri));
      known.delete(uri);
      gone.delete(uri);
      const clientUri = open?.clientUri ?? uri;
      if (found.length > 0) this.shown.set(uri, { clientUri, takenBack: 0 });
      items.push({ ...report, uri: clientUri, version: open?.version ?? null });
    };
    for (const { workspace } of await this.projects.all()) {
      for (const document of this.projects.listShownDocuments(workspace)) {
        // If it has a tab, the editor asks for its findings by name.
        if (this.projects.texts.get(document.uri)?.isLeftOver) continue;
        // Nobody waits for the drafts that are not on the screen.
        if (isLeft(workspace, document)) await this.background.whenQuiet();
        addReport(document.uri, this.findDocument(workspace, document));
      }
      if (workspace.projectFile) addReport(workspace.projectUri, this.findProjectFile(workspace));
    }
    // What was reported of files that are gone is taken back, also of one whose tab alone is closed:
    // VS Code asks for no findings of it, and says that it is closed much later.
    for (const uri of known.keys()) if (!gone.has(uri)) gone.set(uri, { clientUri: uri, takenBack: 0 });
    for (const [uri, { clientUri, takenBack }] of gone) {
      items.push({ kind: 'full', items: [], uri: clientUri, version: null });
      // VS Code does not listen while the file is about to be closed: it is said more than once.
      if (takenBack + 1 < TIMES_TAKEN_BACK) this.shown.set(uri, { clientUri, takenBack: takenBack + 1 });
      else this.shown.delete(uri);
    }
    return { items };
  }

  private findDocument(workspace: Workspace, document: WorkspaceDocument): Diagnostic[] {
    if (!document.isChecked) return [];
    const { checker } = this.projects.projectFor(workspace);
    return this.show(workspace, [...checker.check(document, 'typing'), ...checker.problemsOf(document)]);
  }

  private findProjectFile(workspace: Workspace): Diagnostic[] {
    const findings = this.projects.projectFor(workspace).checker.projectFindings();
    return this.show(
      workspace,
      findings.filter(({ uri }) => workspace.documents.get(uri)?.isChecked !== true),
    );
  }
}

function reportOf(
  found: readonly Diagnostic[],
  previous: string | undefined,
): { kind: 'full'; resultId: string; items: Diagnostic[] } | { kind: 'unchanged'; resultId: string } {
  const resultId = String(hashText(JSON.stringify(found)));
  return resultId === previous ? { kind: 'unchanged', resultId } : { kind: 'full', resultId, items: [...found] };
}
