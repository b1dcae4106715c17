import type { Connection, TextDocumentContentChangeEvent } from 'vscode-languageserver';
import { LineMap, type TextEdit } from '../model/text.js';
import type { Host } from '../workspace/host.js';
import { RECORDED_FILE } from '../workspace/recorded-findings.js';
import { folderOf, normalUri } from '../workspace/uri.js';
import type { Workspace } from '../workspace/workspace.js';
import type { Findings } from './findings.js';
import type { FullChecks } from './full-checks.js';
import { isProjectFileUri, type OpenProjects } from './open-projects.js';

/** How many Markdown files of the open folders are looked at for drafts that are not open. */
const MOST_FILES = 2000;

/**
 * What the editor reports: texts that are opened, edited, saved and closed, and files that change
 * on disk.
 */
export class EditorEvents {
  constructor(
    private readonly host: Host,
    private readonly projects: OpenProjects,
    private readonly findings: Findings,
    private readonly fullChecks: FullChecks,
  ) {}

  /** Listens to a connection; each event is a change that runs after those before it. */
  listen(connection: Connection): void {
    const { projects } = this;
    connection.onDidOpenTextDocument(({ textDocument: { uri, text, version } }) =>
      projects.enqueue(() => this.openText(uri, text, version)),
    );
    connection.onDidChangeTextDocument(({ textDocument: { uri, version }, contentChanges }) =>
      projects.enqueue(() => this.editText(normalUri(uri), version, contentChanges)),
    );
    connection.onDidSaveTextDocument(({ textDocument: { uri } }) =>
      projects.enqueue(() => this.saveText(normalUri(uri))),
    );
    connection.onDidCloseTextDocument(({ textDocument: { uri } }) =>
      projects.enqueue(() => this.closeText(normalUri(uri))),
    );
    connection.onDidChangeWatchedFiles(({ changes }) =>
      projects.enqueue(() => this.readFiles(changes.map(({ uri }) => normalUri(uri)))),
    );
  }

  /** Finds the drafts of the open folders, so that those that nobody opened are checked too. */
  async meetDrafts(): Promise<void> {
    const { workspaces, folders } = this.projects;
    const files = (await Promise.all(folders.map((folder) => this.host.listMarkdown(folder).catch(() => [])))).flat();
    const begun = new Set<Workspace>();
    for (const uri of files.slice(0, MOST_FILES)) {
      const found = await workspaces.findDraft(uri);
      if (!found?.document.isChecked) continue;
      if (found.workspace.projectFile && begun.has(found.workspace)) continue;
      begun.add(found.workspace);
      this.fullChecks.start(found.workspace, uri);
    }
  }

  private async openText(clientUri: string, text: string, version: number): Promise<void> {
    const { texts, workspaces } = this.projects;
    const uri = normalUri(clientUri);
    texts.set(uri, { clientUri, text, saved: text, version, isUnreported: true });
    if (isProjectFileUri(uri)) return this.reload(uri);
    const found = await workspaces.findDraft(uri);
    if (!found) return;
    workspaces.setText(uri, text);
    this.findings.publish(found.workspace);
    this.fullChecks.start(found.workspace, uri);
  }

  private async editText(
    uri: string,
    version: number,
    changes: readonly TextDocumentContentChangeEvent[],
  ): Promise<void> {
    const { texts, workspaces } = this.projects;
    const open = texts.get(uri);
    if (!open) return;
    const known = workspaces.findKnown(uri);
    for (const change of changes) {
      const draft = known?.document.draft;
      const lines = draft && draft.text === open.text ? draft.lines : LineMap.of(open.text);
      const edit: TextEdit =
        'range' in change
          ? { start: lines.offsetAt(change.range.start), end: lines.offsetAt(change.range.end), text: change.text }
          : { start: 0, end: open.text.length, text: change.text };
      workspaces.editDraft(uri, edit);
      // One string for both: a text of megabytes is copied once an edit, and compared with itself
      // at no cost.
      open.text =
        draft && lines === draft.lines
          ? known.document.draft.text
          : open.text.slice(0, edit.start) + edit.text + open.text.slice(edit.end);
    }
    open.version = version;
    open.isUnreported = true;
    if (isProjectFileUri(uri)) return this.reload(uri);
    // A text becomes a draft as soon as its front matter says so.
    const found = known ?? (await workspaces.findDraft(uri));
    if (!found) return;
    this.findings.publishSoon(found.workspace);
    if (open.text === open.saved) this.fullChecks.startIfStale(found.workspace, found.document);
  }

  private async saveText(uri: string): Promise<void> {
    const { texts, workspaces } = this.projects;
    const open = texts.get(uri);
    if (open) open.saved = open.text;
    if (isProjectFileUri(uri)) return this.reload(uri);
    const found = await workspaces.findDraft(uri);
    if (found) this.fullChecks.start(found.workspace, uri);
  }

  private async closeText(uri: string): Promise<void> {
    const { texts, workspaces } = this.projects;
    const open = texts.get(uri);
    const found = workspaces.findKnown(uri);
    if (!open) return;
    if (found?.workspace.projectFile === null) {
      found.workspace.removeLoose(uri);
      this.findings.withdraw(uri);
    }
    texts.delete(uri);
    // What was typed and not saved is gone: the file on disk counts again.
    if (!found) return;
    await workspaces.forgetAround(uri);
    if (found.workspace.projectFile === null || open.text === open.saved) return;
    const onDisk = await workspaces.findDraft(uri);
    if (onDisk) this.fullChecks.startIfStale(onDisk.workspace, onDisk.document);
  }

  /** Reads files that another program changed; a text that is open counts instead of its file. */
  private async readFiles(uris: readonly string[]): Promise<void> {
    const { texts, workspaces } = this.projects;
    for (const uri of uris) {
      if (texts.has(uri)) continue;
      if (isProjectFileUri(uri) || uri.endsWith(`/${RECORDED_FILE}`) || workspaces.findKnown(uri))
        await this.reload(uri);
    }
  }

  /** Reads everything around a file again and checks what is open there. */
  private async reload(uri: string): Promise<void> {
    const { texts, workspaces } = this.projects;
    await workspaces.forgetAround(uri);
    const folder = folderOf(uri);
    for (const [each, open] of texts) {
      if (!each.startsWith(`${folder}/`) || isProjectFileUri(each)) continue;
      open.isUnreported = true;
      const found = await workspaces.findDraft(each);
      if (found) this.findings.publish(found.workspace);
    }
    const project = await workspaces.findProject(uri);
    if (project) this.fullChecks.start(project, uri);
  }
}
