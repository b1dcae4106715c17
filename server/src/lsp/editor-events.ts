import { type Connection, FileChangeType, type TextDocumentContentChangeEvent } from 'vscode-languageserver';
import { LineMap, type TextEdit } from '../model/text.js';
import { decodeText } from '../workspace/decode.js';
import type { WorkspaceDocument } from '../workspace/document.js';
import type { Host } from '../workspace/host.js';
import { RECORDED_FILE } from '../workspace/recorded-findings.js';
import { isBelow, normalUri } from '../workspace/uri.js';
import type { Workspace } from '../workspace/workspace.js';
import type { Background } from './background.js';
import type { EditorClient } from './editor-client.js';
import type { Findings } from './findings.js';
import type { FullChecks } from './full-checks.js';
import type { Guard } from './guard.js';
import { type Log, stackOf } from './log.js';
import type { MemoryCare } from './memory-care.js';
import { isProjectFileUri, type OpenProjects } from './open-projects.js';
import { EditorText } from './open-texts.js';

/** How many Markdown files of the open folders are looked at for drafts that are not open. */
const MOST_FILES = 2000;

/** What the events of the editor are passed on to. */
interface EventParts {
  readonly host: Host;
  readonly log: Log;
  readonly client: EditorClient;
  readonly projects: OpenProjects;
  readonly findings: Findings;
  readonly fullChecks: FullChecks;
  readonly background: Background;
  readonly memoryCare: MemoryCare;
}

/**
 * What the editor reports: texts that are opened, edited, saved and closed, and files that change
 * on disk.
 */
export class EditorEvents {
  private readonly host: Host;
  private readonly log: Log;
  private readonly client: EditorClient;
  private readonly projects: OpenProjects;
  private readonly findings: Findings;
  private readonly fullChecks: FullChecks;
  private readonly background: Background;
  private readonly memoryCare: MemoryCare;
  /** The files that are still to be met, and what is meeting them. */
  private readonly unmet = new Set<string>();
  private meeting: Promise<void> | null = null;

  constructor({ host, log, client, projects, findings, fullChecks, background, memoryCare }: EventParts) {
    this.host = host;
    this.log = log;
    this.client = client;
    this.projects = projects;
    this.findings = findings;
    this.fullChecks = fullChecks;
    this.background = background;
    this.memoryCare = memoryCare;
  }

  /**
   * Listens to a connection; each event is a change that runs after those before it. What comes
   * before the client has introduced itself, or after its farewell, does not count.
   */
  listen(connection: Connection, guard: Guard): void {
    const projects = {
      enqueue: (change: () => Promise<void> | void) => {
        if (guard.admit()) this.projects.enqueue(change);
      },
    };
    connection.onDidOpenTextDocument(({ textDocument: { uri, text, version } }) =>
      projects.enqueue(() => this.openText(uri, text, version)),
    );
    connection.onDidChangeTextDocument(({ textDocument: { uri, version }, contentChanges }) =>
      projects.enqueue(() => this.editText(normalUri(uri), version, contentChanges)),
    );
    connection.onDidSaveTextDocument(({ textDocument: { uri }, text }) =>
      projects.enqueue(() => this.saveText(normalUri(uri), text)),
    );
    connection.onDidCloseTextDocument(({ textDocument: { uri } }) =>
      projects.enqueue(() => this.closeText(normalUri(uri))),
    );
    connection.onDidChangeWatchedFiles(({ changes }) =>
      projects.enqueue(async () => {
        const gone = changes.filter(({ type }) => type === FileChangeType.Deleted).map(({ uri }) => normalUri(uri));
        const below = gone.length > 0 ? await this.projects.workspaces.listBelow(new Set(gone)) : [];
        await this.readFiles([...changes.map(({ uri }) => normalUri(uri)), ...below]);
      }),
    );
  }

  /**
   * Finds the drafts of the open folders, so that those that nobody opened are checked too: one by
   * one, whenever the client is silent.
   */
  meetDrafts(): void {
    this.listDrafts().catch((error) => this.log(stackOf(error)));
  }

  private async listDrafts(): Promise<void> {
    await this.background.whenQuiet();
    const { folders } = this.projects;
    const files = (await Promise.all(folders.map((folder) => this.host.listMarkdown(folder).catch(() => [])))).flat();
    this.meetLater(files.slice(0, MOST_FILES));
  }

  /** Has some files met, whether they are drafts or not, whenever the client is silent. */
  private meetLater(uris: readonly string[]): void {
    for (const uri of uris) this.unmet.add(uri);
    this.meeting ??= this.meetEach()
      .catch((error) => this.log(stackOf(error)))
      .finally(() => {
        this.meeting = null;
        if (this.unmet.size > 0) this.meetLater([]);
      });
  }

  private async meetEach(): Promise<void> {
    const begun = new Set<Workspace>();
    for (const uri of this.unmet) {
      await this.background.whenQuiet();
      this.unmet.delete(uri);
      const found = await this.projects.answerFrom(uri, ({ workspace }, document) => {
        if (!document.isChecked || (workspace.projectFile && begun.has(workspace))) return true;
        if (!this.projects.listShownDocuments(workspace).includes(document)) return true;
        begun.add(workspace);
        this.fullChecks.start(workspace, uri);
        return true;
      });
      if (!found) this.findings.withdraw(uri);
    }
  }

  private async openText(clientUri: string, text: string, version: number): Promise<void> {
    const { texts, workspaces } = this.projects;
    // Some clients send no text with what they cannot show.
    if (typeof text !== 'string') return;
    const uri = normalUri(clientUri);
    texts.set(uri, new EditorText(clientUri, text, version));
    // A project can name a file that is not on disk yet, or is no text there: now there is one.
    if (isProjectFileUri(uri) || (await workspaces.lack(uri))) return this.reload([uri]);
    const found = await this.projects.findDraft(uri);
    if (!found) return;
    this.findings.publish(found.workspace);
    this.fullChecks.start(found.workspace, uri);
  }

  private async editText(
    uri: string,
    version: number | null,
    changes: readonly TextDocumentContentChangeEvent[],
  ): Promise<void> {
    const { texts, workspaces } = this.projects;
    const open = texts.get(uri);
    if (!open) return;
    if (version !== null && version <= open.readAt) return;
    this.memoryCare.noteEdit();
    const wasDoubtful = open.isDoubtful;
    // Some clients do not count: what they type counts all the same.
    if (version === null || version <= open.version) open.isDoubtful = true;
    const known = workspaces.findKnown(uri);
    for (const change of changes) this.applyChange(uri, open, known?.document ?? null, change);
    open.version = version ?? open.version;
    if (open.isDoubtful && !wasDoubtful) await this.readAnew(open);
    open.isUnreported = true;
    if (isProjectFileUri(uri)) return this.reload([uri]);
    if (workspaces.forgetIfNoDraft(uri)) this.findings.withdraw(uri);
    // A text becomes a draft as soon as its front matter says so, and is one no longer than that.
    const found = await this.projects.findDraft(uri);
    if (!found) return;
    this.findings.publishSoon(found.workspace);
    if (open.isSaved) this.fullChecks.startIfStale(found.workspace, found.document);
  }

  /** Makes one change to an open text and, where it has the same text, to its draft. */
  private applyChange(
    uri: string,
    open: EditorText,
    document: WorkspaceDocument | null,
    change: TextDocumentContentChangeEvent,
  ): void {
    const isSame = document !== null && open.isTextOf(document.draft);
    const edit = isSame ? toEdit(document.draft.lines, open, change) : toEdit(LineMap.of(open.text), open, change);
    if (!('range' in change)) open.isDoubtful = false;
    else if (change.rangeLength !== undefined && change.rangeLength !== edit.end - edit.start) open.isDoubtful = true;
    if (isSame) {
      this.projects.workspaces.editDraft(uri, edit);
      open.takeFrom(document.draft);
    } else open.text = open.text.slice(0, edit.start) + edit.text + open.text.slice(edit.end);
  }

  /** Reads a text from the editor again, after a change that cannot have been made to this text. */
  private async readAnew(open: EditorText): Promise<void> {
    const answer = await this.client.readText(open.clientUri);
    if (!answer || answer.version < open.version) {
      this.log(`${open.clientUri}: version ${open.version} does not fit the text of the version before it.`);
      return;
    }
    open.text = answer.text;
    open.version = open.readAt = answer.version;
    open.isDoubtful = false;
  }

  /** @param text what was saved, from a client that says it */
  private async saveText(uri: string, text: string | undefined): Promise<void> {
    const { texts } = this.projects;
    const open = texts.get(uri);
    if (open && text !== undefined) {
      if (open.text !== text) open.text = text;
      open.isDoubtful = false;
    }
    if (open) {
      open.saved = open.text;
      open.isFileGone = false;
    }
    if (isProjectFileUri(uri)) return this.reload([uri]);
    const found = await this.projects.findDraft(uri);
    if (found) this.fullChecks.start(found.workspace, uri);
  }

  private async closeText(uri: string): Promise<void> {
    const { texts, workspaces } = this.projects;
    const open = texts.get(uri);
    if (!open) return;
    texts.delete(uri);
    // What was typed and not saved is gone: the file on disk counts again.
    let isGone = isProjectFileUri(uri);
    for (const workspace of await workspaces.listLoaded()) {
      if (workspace.projectFile && workspace.documents.has(uri)) isGone ||= !(await workspace.readAgain(uri));
      else if (workspace.documents.has(uri)) {
        workspace.removeLoose(uri);
        this.findings.withdraw(uri);
        isGone = true;
      }
    }
    if (isGone) {
      const forgotten = await workspaces.forgetAround(uri);
      // The draft on disk is known without being open, as the others of the folders are.
      const isInFolder = uri.endsWith('.md') && this.projects.folders.some((folder) => isBelow(folder, uri));
      this.meetClosed(isInFolder ? [uri, ...forgotten] : forgotten);
    }
    const found = workspaces.findKnown(uri);
    if (!open.isSaved && found?.workspace.projectFile) this.fullChecks.startIfStale(found.workspace, found.document);
  }

  /** Reads files that another program changed; a text that is open counts instead of its file. */
  private async readFiles(uris: readonly string[]): Promise<void> {
    const { texts, workspaces } = this.projects;
    const changed: string[] = [];
    for (const uri of new Set(uris)) {
      const open = texts.get(uri);
      if (open) {
        await this.noteStored(uri, open);
        continue;
      }
      const isRead = isProjectFileUri(uri) || uri.endsWith(`/${RECORDED_FILE}`) || (await workspaces.dependOn(uri));
      if (isRead) changed.push(uri);
      else if (uri.endsWith('.md')) this.meetLater([uri]);
    }
    if (changed.length > 0) await this.reload(changed);
  }

  /**
   * Takes what is on disk for what was saved last: an editor takes over an open file that another
   * program changed, and says neither that nor that it is saved.
   */
  private async noteStored(uri: string, open: EditorText): Promise<void> {
    const bytes = await this.host.read(uri).catch(() => null);
    open.isFileGone = bytes === null;
    const stored = bytes && decodeText(bytes);
    if (!stored || !('text' in stored)) return;
    open.saved = stored.text;
    const found = open.isSaved ? await this.projects.findDraft(uri) : null;
    if (found) this.fullChecks.startIfStale(found.workspace, found.document);
  }

  /** Reads everything around some files again and checks what is open there. */
  private async reload(uris: readonly string[]): Promise<void> {
    const { texts, workspaces } = this.projects;
    const forgotten: string[] = [];
    for (const uri of uris) forgotten.push(...(await workspaces.forgetAround(uri)));
    const begun = new Set<Workspace>();
    for (const [each, open] of texts) {
      if (isProjectFileUri(each) || workspaces.findKnown(each)) continue;
      const found = await this.projects.findDraft(each);
      if (!found) continue;
      open.isUnreported = true;
      this.findings.publish(found.workspace);
      // A project around a file that came or went is read again as well, and checked as a whole; loose
      // drafts are checked one by one.
      if (found.workspace.projectFile && begun.has(found.workspace)) continue;
      begun.add(found.workspace);
      this.fullChecks.start(found.workspace, each);
    }
    for (const uri of uris) {
      const project = await workspaces.findProject(uri);
      if (!project || begun.has(project)) continue;
      begun.add(project);
      this.fullChecks.start(project, uri);
    }
    this.meetClosed(forgotten);
    // What is gone has no full check, at the end of which the editor would ask again.
    if (begun.size > 0) return;
    this.client.refresh();
    this.client.tellChecked();
  }

  /** Has what nobody has open known again, to whatever project it belongs now. */
  private meetClosed(uris: readonly string[]): void {
    this.meetLater(uris.filter((uri) => !this.projects.texts.has(uri)));
  }
}

function toEdit(lines: LineMap, open: EditorText, change: TextDocumentContentChangeEvent): TextEdit {
  if (!('range' in change)) return { start: 0, end: open.length, text: change.text };
  const [from, to] = [lines.offsetAt(change.range.start), lines.offsetAt(change.range.end)];
  // Some say a range from its end to its start, and mean the same one.
  return { start: Math.min(from, to), end: Math.max(from, to), text: change.text };
}
