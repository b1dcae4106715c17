import type { TextEdit } from '../model/text.js';
import type { WorkspaceDocument } from './document.js';
import type { Host } from './host.js';
import { PROJECT_FILE } from './project-file-name.js';
import { folderOf, isBelow, resolveUri } from './uri.js';
import { type OpenText, Workspace } from './workspace.js';

/**
 * All the workspaces that an editor has open at once: one for each project file met, and one for the loose drafts of each folder.
 * A draft belongs to the nearest project above it that names it.
 */
export class Workspaces {
  private readonly byFolder = new Map<string, Promise<Workspace>>();
  private readonly owners = new Map<string, Workspace>();

  /** @param roots the folders that the editor has open; a search for a project file does not leave them */
  constructor(
    private readonly host: Host,
    private readonly openText: OpenText,
    private roots: readonly string[],
  ) {}

  setRoots(roots: readonly string[]): void {
    this.roots = roots;
  }

  /** The workspace and the document of a URI; null where it is no draft: neither named by a project nor with `document:` in its front matter. */
  async find(uri: string): Promise<{ workspace: Workspace; document: WorkspaceDocument } | null> {
    const known = this.known(uri);
    if (known) return known;
    for (const folder of this.foldersAbove(uri)) {
      if (!(await this.hasProject(folder))) continue;
      const workspace = await this.workspaceOf(folder);
      const document = workspace.documents.get(uri);
      if (!document) continue;
      this.owners.set(uri, workspace);
      return { workspace, document };
    }
    const workspace = await this.workspaceOf(`${folderOf(uri)}#loose`);
    const document = await workspace.addLoose(uri);
    if (typeof document === 'string') return null;
    if (document.draft.frontMatter.document === null) {
      workspace.removeLoose(uri);
      return null;
    }
    this.owners.set(uri, workspace);
    return { workspace, document };
  }

  /** The same without reading anything: null where the document was not met yet. */
  known(uri: string): { workspace: Workspace; document: WorkspaceDocument } | null {
    const workspace = this.owners.get(uri);
    const document = workspace?.documents.get(uri);
    return workspace && document ? { workspace, document } : null;
  }

  /** The project whose file or document a URI names, or null. */
  async project(uri: string): Promise<Workspace | null> {
    if (uri.endsWith(`/${PROJECT_FILE}`)) return this.workspaceOf(folderOf(uri));
    const found = await this.find(uri);
    return found?.workspace.projectFile ? found.workspace : null;
  }

  /** Every workspace that was met and not forgotten. */
  async loaded(): Promise<readonly Workspace[]> {
    return Promise.all(this.byFolder.values());
  }

  edit(uri: string, edit: TextEdit): void {
    this.owners.get(uri)?.edit(uri, edit);
  }

  setText(uri: string, text: string): void {
    this.owners.get(uri)?.setText(uri, text);
  }

  /** Forgets what was read from disk of a folder and everything below it, so that the next question, once this is done, reads it anew. */
  async forget(uri: string): Promise<void> {
    const folder = folderOf(uri);
    const forgotten = [...this.byFolder].filter(([key]) => {
      const own = key.replace(/#loose$/, '');
      return isBelow(own, uri) || own === folder;
    });
    for (const [key] of forgotten) this.byFolder.delete(key);
    for (const [, loading] of forgotten) {
      const workspace = await loading;
      for (const [document, owner] of this.owners) if (owner === workspace) this.owners.delete(document);
    }
  }

  private workspaceOf(key: string): Promise<Workspace> {
    let loading = this.byFolder.get(key);
    if (!loading) {
      const loose = key.endsWith('#loose');
      loading = loose
        ? Promise.resolve(Workspace.empty(this.host, key.slice(0, -'#loose'.length), this.openText))
        : Workspace.load(this.host, key, this.openText);
      this.byFolder.set(key, loading);
    }
    return loading;
  }

  private async hasProject(folder: string): Promise<boolean> {
    if (this.byFolder.has(folder)) return true;
    const uri = resolveUri(folder, PROJECT_FILE);
    return this.openText(uri) !== null || (await this.host.read(uri).catch(() => null)) !== null;
  }

  private foldersAbove(uri: string): string[] {
    const folders: string[] = [];
    const root = this.roots.find((each) => isBelow(each, uri));
    for (let folder = folderOf(uri); folder.length > 'file://'.length; folder = folderOf(folder)) {
      folders.push(folder);
      if (root ? folder === root || !isBelow(root, folder) : folders.length >= 3) break;
    }
    return folders;
  }
}
