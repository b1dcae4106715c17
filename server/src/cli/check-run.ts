import { hasFailed, messageOf } from '../failure.js';
import { Checker } from '../rules/check.js';
import type { Finding } from '../rules/finding.js';
import { type FoundIn, makeRecord } from '../rules/recorded.js';
import type { WorkspaceDocument } from '../workspace/document.js';
import { type OwnedDocument, type ProjectAround, projectAround } from '../workspace/project-around.js';
import { PROJECT_FILE } from '../workspace/project-file-name.js';
import { fileNameOf, folderOf, isBelow } from '../workspace/uri.js';
import { Workspace } from '../workspace/workspace.js';
import type { Io } from './io.js';
import { projectIn } from './load.js';
import type { LocatedFinding } from './located-finding.js';

/**
 * The work of one `keeling check`: every file is checked once, however often and in whatever way it
 * is named.
 */
export class CheckRun {
  readonly located: LocatedFinding[] = [];
  /** The same findings, each with the workspace that it is of. */
  readonly found: { readonly workspace: Workspace; readonly finding: Finding }[] = [];
  /** URIs of what was checked, project files included. */
  readonly files = new Set<string>();
  /** What could not be read, each in one line. */
  readonly unreadable: string[] = [];
  /** The folders all drafts of which were checked. */
  readonly folders: string[] = [];
  readonly checkers = new Map<Workspace, Checker>();
  private readonly projects = new Map<string, Promise<Workspace | null>>();
  private readonly reported = new Set<string>();

  /**
   * @param recorded the file of recorded findings, instead of the one beside the project file or
   * the drafts
   */
  constructor(
    readonly io: Io,
    readonly recorded: string | null,
  ) {}

  /** Checks what a path names: a folder, a project file or a draft. */
  async checkPath(path: string): Promise<void> {
    const uri = this.io.uri(path).replace(/\/$/, '');
    try {
      if (await this.io.isFolder(uri)) await this.checkFolder(uri);
      else if (fileNameOf(uri) === PROJECT_FILE && (await this.projectIn(folderOf(uri))))
        await this.checkFolder(folderOf(uri));
      else await this.checkFile(path, uri);
    } catch (error) {
      this.unreadable.push(`${path}: ${messageOf(error)}`);
    }
  }

  private async checkFolder(folder: string): Promise<void> {
    this.folders.push(folder);
    const project = await this.projectIn(folder);
    if (project) {
      this.checkProjectFile(project);
      for (const document of project.listCheckedDocuments()) this.checkDocument(project, document);
      return;
    }
    const workspace = await this.emptyWorkspace(folder);
    for (const uri of await this.io.host.listMarkdown(folder)) {
      const around = await this.around(uri);
      const { owner, others } = around;
      // A version in force is there to compare with, not to mend. But a user who names the folder
      // it is kept in means it.
      if (owner && !owner.document.isChecked && isBelow(folder, owner.workspace.folder)) continue;
      if (owner) this.checkOwned(owner);
      else {
        this.reportUnsound(around);
        // What a project below does not name, its templates and notes, is none of its drafts.
        if (others.some((project) => isBelow(folder, project.folder))) continue;
        const document = await workspace.addLoose(uri);
        if (hasFailed(document)) this.unreadable.push(`${this.io.path(uri)}: ${document.problem}`);
      }
    }
    this.reportProblems(workspace);
    for (const document of workspace.listCheckedDocuments()) this.checkDocument(workspace, document);
  }

  /** A file by name: as part of the project that names it, else on its own. */
  private async checkFile(path: string, uri: string): Promise<void> {
    const around = await this.around(uri);
    if (around.owner) return this.checkOwned(around.owner);
    this.reportUnsound(around);
    const workspace = await this.emptyWorkspace(folderOf(uri));
    const document = await workspace.addLoose(uri);
    if (hasFailed(document)) {
      this.unreadable.push(`${path}: ${document.problem}`);
      return;
    }
    this.reportProblems(workspace);
    this.checkDocument(workspace, document);
  }

  private checkOwned({ workspace, document }: OwnedDocument): void {
    this.checkProjectFile(workspace);
    this.checkDocument(workspace, document);
  }

  private around(uri: string): Promise<ProjectAround> {
    return projectAround(uri, (folder) => this.projectIn(folder));
  }

  /** A file that no project names may be one that a project file names where it cannot be read. */
  private reportUnsound({ others }: ProjectAround): void {
    for (const project of others) if (project.problems.length > 0) this.checkProjectFile(project);
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
    const workspace = await projectIn(this.io, folder);
    if (workspace && this.recorded !== null) await workspace.readRecorded(this.recorded);
    return workspace;
  }

  private async emptyWorkspace(folder: string): Promise<Workspace> {
    const workspace = Workspace.empty(this.io.host, folder);
    if (this.recorded !== null) await workspace.readRecorded(this.recorded);
    return workspace;
  }

  private checkerOf(workspace: Workspace): Checker {
    let checker = this.checkers.get(workspace);
    if (!checker) {
      checker = new Checker(workspace);
      this.checkers.set(workspace, checker);
    }
    return checker;
  }

  private checkProjectFile(workspace: Workspace): void {
    if (this.isFirst(workspace.projectUri)) this.reportProblems(workspace);
  }

  private checkDocument(workspace: Workspace, document: WorkspaceDocument): void {
    if (this.isFirst(document.uri)) this.report(workspace, this.checkerOf(workspace).check(document, 'full'));
  }

  /** Whether a file was not checked before; from now on it was. */
  private isFirst(uri: string): boolean {
    if (this.files.has(uri)) return false;
    this.files.add(uri);
    return true;
  }

  /**
   * What is wrong with what project files and front matters name; each once, as there may be two
   * ways to a file.
   */
  private reportProblems(workspace: Workspace): void {
    const fresh = this.checkerOf(workspace)
      .projectFindings()
      .filter(({ uri, code, span, message }) => {
        const key = JSON.stringify([uri, code, span, message]);
        return !this.reported.has(key) && this.reported.add(key);
      });
    this.report(workspace, fresh);
  }

  private report(workspace: Workspace, findings: readonly Finding[]): void {
    for (const finding of findings) {
      this.located.push(locateFinding(this.io, workspace, finding));
      this.found.push({ workspace, finding });
    }
  }
}

/** What a finding's places are in: a draft, or the project file; null where it is another file. */
export function findText(workspace: Workspace, uri: string): FoundIn | null {
  return workspace.documents.get(uri)?.draft ?? (uri === workspace.projectUri ? workspace.projectFile : null);
}

function locateFinding(io: Io, workspace: Workspace, finding: Finding): LocatedFinding {
  const rangeOf = (uri: string, span: Finding['span']) => {
    const lines = workspace.documents.get(uri)?.draft.lines ?? workspace.projectFile?.lines;
    const zero = { line: 0, character: 0 };
    return lines?.rangeOf(span) ?? { start: zero, end: zero };
  };
  return {
    file: io.path(finding.uri),
    range: rangeOf(finding.uri, finding.span),
    finding,
    related: finding.related.map((each) => ({
      file: io.path(each.uri),
      range: rangeOf(each.uri, each.span),
      message: each.message,
    })),
    fixes: finding.fixes.map(({ title, edits }) => ({
      title,
      edits: edits.map((edit) => ({ range: rangeOf(finding.uri, edit), text: edit.text })),
    })),
    record: makeRecord(findText(workspace, finding.uri) ?? { text: '' }, io.path(finding.uri), finding),
  };
}
