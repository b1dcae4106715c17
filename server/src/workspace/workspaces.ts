import { hasFailed } from '../failure.js';
import type { Draft } from '../model/draft.js';
import { findFrontMatterEnd } from '../model/flow/flow.js';
import { isConclusionsReport } from '../model/front-matter.js';
import type { TextEdit } from '../model/text.js';
import type { Host } from './host.js';
import { holdsProject, type OwnedDocument, projectAround } from './project-around.js';
import { PROJECT_FILE } from './project-file-name.js';
import type { FindOpenText } from './text-files.js';
import { folderOf, foldersAbove, isBelow } from './uri.js';
import { Workspace } from './workspace.js';

/**
 * All the workspaces that an editor has open at once: one for each project file met, and one for
 * the loose drafts of each folder. `projectAround` says which of them a draft belongs to.
 */
export class Workspaces {
  /** By folder; null where the folder holds no project file. */
  private readonly projects = new Map<string, Promise<Workspace | null>>();
  /** By folder. */
  private readonly loose = new Map<string, Workspace>();
  private readonly owners = new Map<string, Workspace>();
  /** Those of loose drafts that lie in a project which does not name them. */
  private readonly leftOut = new WeakSet<Workspace>();
  /** A question that began before these were forgotten may still hold one of them. */
  private readonly forgotten = new WeakSet<Workspace>();

  constructor(
    private readonly host: Host,
    private readonly openText: FindOpenText,
  ) {}

  /**
   * The workspace and the document of a URI.
   * @returns null where it is no draft: neither named by a project nor with `document:` in its
   * front matter
   */
  async findDraft(uri: string): Promise<OwnedDocument | null> {
    const known = this.findKnown(uri);
    if (known) return known;
    const { owner, others } = await projectAround(uri, (folder) => this.projectIn(folder));
    if (owner && this.forgotten.has(owner.workspace)) return this.findDraft(uri);
    if (owner) {
      this.owners.set(uri, owner.workspace);
      return owner;
    }
    // Most Markdown that is no draft is told apart without being read as one.
    if (!mayNameDocument(this.openText(uri))) return null;
    const workspace = this.looseIn(folderOf(uri));
    if (others.length > 0) this.leftOut.add(workspace);
    const document = await workspace.addLoose(uri);
    if (this.forgotten.has(workspace)) return this.findDraft(uri);
    if (hasFailed(document)) return null;
    if (!namesItself(document.draft)) {
      workspace.removeLoose(uri);
      return null;
    }
    this.owners.set(uri, workspace);
    return { workspace, document };
  }

  /** The same without reading anything: null if `findDraft` has not found the document before. */
  findKnown(uri: string): OwnedDocument | null {
    const workspace = this.owners.get(uri);
    const document = workspace?.documents.get(uri);
    return workspace && document && !this.forgotten.has(workspace) ? { workspace, document } : null;
  }

  /**
   * Forgets a loose draft that an edit has made other Markdown.
   * @returns whether it was one
   */
  forgetIfNoDraft(uri: string): boolean {
    const known = this.findKnown(uri);
    if (!known || known.workspace.projectFile || namesItself(known.document.draft)) return false;
    known.workspace.removeLoose(uri);
    this.owners.delete(uri);
    return true;
  }

  /** The project whose file or document a URI names, or null. */
  async findProject(uri: string): Promise<Workspace | null> {
    if (uri.endsWith(`/${PROJECT_FILE}`)) return this.projectIn(folderOf(uri));
    const found = await this.findDraft(uri);
    if (found?.workspace.projectFile) return found.workspace;
    if (!found || !isConclusionsReport(found.document.draft.frontMatter)) return null;
    // The project that it reports on lies around it.
    for (const folder of foldersAbove(uri)) {
      const project = await this.projectIn(folder);
      if (project) return project;
    }
    return null;
  }

  /** Every workspace that is loaded. */
  async listLoaded(): Promise<readonly Workspace[]> {
    const projects = await Promise.all(this.projects.values());
    return [...projects.filter((workspace) => workspace !== null), ...this.loose.values()];
  }

  /**
   * Whether a workspace is of loose drafts that lie in a project which does not name them, as its
   * templates and notes do and what was made of it: no check of a folder looks at these.
   */
  isLeftOut(workspace: Workspace): boolean {
    return this.leftOut.has(workspace);
  }

  /** Whether a workspace is one of those that are loaded now. */
  isLoaded(workspace: Workspace): boolean {
    return !this.forgotten.has(workspace);
  }

  /** Whether any loaded workspace depends on a file, whoever was asked for last. */
  async dependOn(uri: string): Promise<boolean> {
    return (await this.listLoaded()).some((workspace) => workspace.dependsOn(uri));
  }

  /** Whether any loaded workspace needs a file that could not be read. */
  async lack(uri: string): Promise<boolean> {
    return (await this.listLoaded()).some((workspace) => workspace.lacks(uri));
  }

  /** The project files and documents that are known below one of some folders. */
  async listBelow(folders: ReadonlySet<string>): Promise<readonly string[]> {
    const known = new Set<string>();
    for (const workspace of await this.listLoaded()) {
      if (workspace.projectFile) known.add(workspace.projectUri);
      for (const uri of workspace.documents.keys()) known.add(uri);
    }
    return [...known].filter((uri) => [...foldersAbove(uri)].some((folder) => folders.has(folder)));
  }

  editDraft(uri: string, edit: TextEdit): void {
    this.owners.get(uri)?.editDraft(uri, edit);
  }

  setText(uri: string, text: string): void {
    this.owners.get(uri)?.setText(uri, text);
  }

  /**
   * Forgets what was read from disk because of a file that has changed: the workspaces of its
   * folder and of those above; where it is a project file, also the loose drafts below, which may
   * be its own now. The next question, once this is done, reads them again.
   * @returns the documents that were forgotten
   */
  async forgetAround(uri: string): Promise<readonly string[]> {
    const folder = folderOf(uri);
    const isProjectFile = uri.endsWith(`/${PROJECT_FILE}`);
    const forgotten = new Set<Workspace>();
    for (const [own, workspace] of this.loose) {
      if (!isBelow(own, uri) && !(isProjectFile && isBelow(folder, own))) continue;
      this.loose.delete(own);
      forgotten.add(workspace);
    }
    const loading: Promise<Workspace | null>[] = [];
    for (const [own, project] of this.projects) {
      if (!isBelow(own, uri)) continue;
      this.projects.delete(own);
      loading.push(project);
    }
    for (const workspace of await Promise.all(loading)) if (workspace) forgotten.add(workspace);
    for (const workspace of forgotten) this.forgotten.add(workspace);
    for (const [document, owner] of this.owners) if (forgotten.has(owner)) this.owners.delete(document);
    return [...forgotten].flatMap(({ documents }) => [...documents.keys()]);
  }

  private projectIn(folder: string): Promise<Workspace | null> {
    let loading = this.projects.get(folder);
    if (!loading) {
      loading = this.loadProject(folder);
      this.projects.set(folder, loading);
    }
    return loading;
  }

  private async loadProject(folder: string): Promise<Workspace | null> {
    if (await holdsProject(this.host, folder, this.openText)) return Workspace.load(this.host, folder, this.openText);
    return null;
  }

  private looseIn(folder: string): Workspace {
    let workspace = this.loose.get(folder);
    if (!workspace) {
      workspace = Workspace.empty(this.host, folder, this.openText);
      this.loose.set(folder, workspace);
    }
    return workspace;
  }
}

/**
 * Whether a draft names itself in its front matter. One that cannot be read at the moment, as while
 * it is typed, counts by its words.
 */
function namesItself({ frontMatter, problems, blocks: [first] }: Draft): boolean {
  if (frontMatter.document !== null) return true;
  return problems.length > 0 && first?.kind === 'frontMatter' && /^document:/m.test(first.text);
}

/** Whether the front matter of a text can have a `document:`; true of a text that is not known. */
function mayNameDocument(text: string | null): boolean {
  if (text === null) return true;
  return text.slice(0, findFrontMatterEnd(text)).includes('document');
}
