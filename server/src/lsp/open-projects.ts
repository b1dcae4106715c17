import { createOpenProject, type OpenProject } from '../features/open-project.js';
import { getOrCreate } from '../model/memo.js';
import type { WorkspaceDocument } from '../workspace/document.js';
import type { Host } from '../workspace/host.js';
import type { OwnedDocument } from '../workspace/project-around.js';
import { PROJECT_FILE } from '../workspace/project-file-name.js';
import { normalUri } from '../workspace/uri.js';
import type { Workspace } from '../workspace/workspace.js';
import { Workspaces } from '../workspace/workspaces.js';
import { type Log, stackOf } from './log.js';
import { OpenTexts } from './open-texts.js';

/**
 * What the editor has open: its folders and texts, the workspaces that they belong to, and what is
 * known of each workspace.
 *
 * Changes run one after another, in the order in which they came. A question waits for the changes
 * before it, so that it is answered from the text that the editor shows. A change itself must not
 * ask such a question: it would wait for itself.
 */
export class OpenProjects {
  /** The texts that are open in the editor. */
  readonly texts = new OpenTexts();
  /** Ask these directly only within a change. */
  readonly workspaces: Workspaces;
  private readonly byWorkspace = new WeakMap<Workspace, OpenProject>();
  private folderUris: readonly string[] = [];
  private queue: Promise<unknown> = Promise.resolve();

  /** @param onNoDraft told of each open text that was a draft and is none any more */
  constructor(
    host: Host,
    private readonly log: Log,
    private readonly onNoDraft: (uri: string) => void = () => {},
  ) {
    this.workspaces = new Workspaces(host, (uri) => this.texts.get(uri)?.text ?? null);
  }

  // ---- changes

  /** Runs a change after those before it. If it fails, that is logged and the next one runs. */
  enqueue(change: () => Promise<void> | void): void {
    this.queue = this.queue.then(change).catch((error) => this.log(stackOf(error)));
  }

  /** The folders that the editor has open, in the server's form, without a slash at the end. */
  get folders(): readonly string[] {
    return this.folderUris;
  }

  setFolders(uris: readonly string[]): void {
    this.folderUris = uris.map(toFolderUri);
  }

  changeFolders(added: readonly string[], removed: readonly string[]): void {
    const gone = new Set(removed.map(toFolderUri));
    this.setFolders([...this.folderUris.filter((uri) => !gone.has(uri)), ...added]);
  }

  /** What is known of a workspace. It stays the same object until the workspace is loaded again. */
  projectFor(workspace: Workspace): OpenProject {
    return getOrCreate(this.byWorkspace, workspace, () => createOpenProject(workspace));
  }

  /**
   * The documents of a workspace that are checked and are to be seen where nobody asked for them by
   * name: what the project around it leaves out is so only while it is open.
   */
  listShownDocuments(workspace: Workspace): readonly WorkspaceDocument[] {
    const checked = workspace.listCheckedDocuments();
    return this.workspaces.isLeftOut(workspace) ? checked.filter(({ uri }) => this.texts.has(uri)) : checked;
  }

  /**
   * Within a change: the draft that a URI names, and its workspace; null where it names none. The
   * drafts that are open have the text of the editor.
   */
  async findDraft(uri: string): Promise<OwnedDocument | null> {
    const found = await this.workspaces.findDraft(uri);
    if (!found) return null;
    await this.takeOverTexts(found.workspace);
    return found.workspace.documents.get(uri) === found.document ? found : null;
  }

  /**
   * Has the open drafts of a workspace be the very texts of the editor, and those in force the ones
   * that they name: a workspace can have read them before an edit that came while it was loaded, or
   * from disk before they were opened. A loose one that names itself no longer is none.
   */
  private async takeOverTexts(workspace: Workspace): Promise<void> {
    for (const [uri, open] of this.texts) {
      const document = workspace.documents.get(uri);
      if (!document || open.isTextOf(document.draft)) continue;
      workspace.setText(uri, open.text);
      open.takeFrom(document.draft);
      if (this.workspaces.forgetIfNoDraft(uri)) this.onNoDraft(uri);
    }
    await workspace.readStaleBaselines();
  }

  // ---- questions, by the URI as the client writes it

  /** Resolves once all changes that came before are made. */
  async afterChanges(): Promise<void> {
    await this.queue;
  }

  /** Answers from a draft; null where the URI names none. */
  async answerFrom<R>(
    uri: string,
    answer: (project: OpenProject, document: WorkspaceDocument) => R,
  ): Promise<R | null> {
    await this.queue;
    const found = await this.findDraft(normalUri(uri));
    return found ? answer(this.projectFor(found.workspace), found.document) : null;
  }

  /** Every project met so far, loose drafts included. */
  async all(): Promise<readonly OpenProject[]> {
    await this.queue;
    const loaded = await this.workspaces.listLoaded();
    for (const workspace of loaded) await this.takeOverTexts(workspace);
    return loaded.map((workspace) => this.projectFor(workspace));
  }

  /** The project whose keeling.yaml a URI names; null for any other file. */
  async projectOfFile(uri: string): Promise<OpenProject | null> {
    await this.queue;
    const ownUri = normalUri(uri);
    const workspace = isProjectFileUri(ownUri) ? await this.workspaces.findProject(ownUri) : null;
    if (workspace) await this.takeOverTexts(workspace);
    return workspace && this.projectFor(workspace);
  }
}

/** Whether a URI names a keeling.yaml. */
export function isProjectFileUri(uri: string): boolean {
  return uri.endsWith(`/${PROJECT_FILE}`);
}

function toFolderUri(uri: string): string {
  return normalUri(uri).replace(/\/$/, '');
}
