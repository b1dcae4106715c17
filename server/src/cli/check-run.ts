import { hasFailed, messageOf } from '../failure.js';
import { Draft } from '../model/draft.js';
import { keepHeapsSmall } from '../node/engine.js';
import { RULE_PORTIONS } from '../rules/catalogue.js';
import { Checker, compareFindings } from '../rules/check.js';
import type { Finding } from '../rules/finding.js';
import { makeRecord } from '../rules/recorded.js';
import type { WorkspaceDocument } from '../workspace/document.js';
import { type OwnedDocument, type ProjectAround, projectAround } from '../workspace/project-around.js';
import { PROJECT_FILE } from '../workspace/project-file-name.js';
import type { DraftOf } from '../workspace/project-loader.js';
import { fileNameOf, folderOf, isBelow } from '../workspace/uri.js';
import { Workspace } from '../workspace/workspace.js';
import type { CheckHelpers, CheckTask, HelperPart } from './check-helpers.js';
import type { Io } from './io.js';
import { projectIn } from './load.js';
import type { LocatedFinding } from './located-finding.js';

/** Projects with more characters than this are checked in less memory, for a little more work. */
const MUCH_TEXT = 20_000_000;

/** Findings of a workspace; null where they are yet to be found. */
interface Part {
  readonly workspace: Workspace;
  located: readonly LocatedFinding[] | null;
}

interface DocumentPart extends Part {
  readonly document: WorkspaceDocument;
  /** What was found of a long text by portions of the checks. */
  readonly portions: (readonly LocatedFinding[] | undefined)[];
}

/**
 * The work of one `keeling check`: every file is checked once, however often and in whatever way it
 * is named. Paths are added first; `finish` then checks all that they name.
 */
export class CheckRun {
  readonly located: LocatedFinding[] = [];
  /** The same findings, each with the workspace that it is of. */
  readonly found: { readonly workspace: Workspace; readonly finding: Finding }[] = [];
  /** In the order of the report. */
  private readonly parts: Part[] = [];
  /** Those of the parts that are documents. */
  private readonly pending: DocumentPart[] = [];
  /** The document whose checks were last done by portions; what was read of it is kept. */
  private sharing: DocumentPart | null = null;
  /** URIs of what was checked, project files included. */
  readonly files = new Set<string>();
  /** What could not be read, each in one line. */
  readonly unreadable: string[] = [];
  /** The folders all drafts of which were checked. */
  readonly folders: string[] = [];
  readonly checkers = new Map<Workspace, Checker>();
  private readonly projects = new Map<string, Promise<Workspace | null>>();
  private readonly reported = new Set<string>();
  /** Of all texts loaded so far. */
  private characters = 0;

  /**
   * @param recorded the file of recorded findings, instead of the one beside the project file or
   * the drafts
   * @param helpers threads that share the checks
   */
  constructor(
    readonly io: Io,
    readonly recorded: string | null,
    private readonly helpers: CheckHelpers | null = null,
  ) {}

  /** Checks all that was added; `located` and `found` then hold the findings. */
  async finish(): Promise<void> {
    // What is recorded is counted off here, where the report is made.
    if (this.helpers && !this.parts.some(({ workspace }) => workspace.recordedFile)) {
      const lengths = this.pending.map(({ document }) => document.draft.length);
      for (const found of await this.helpers.shareChecks(lengths, (task) => void this.checkTask(task))) {
        const own = this.pending[found.index];
        if (own?.document.uri !== found.uri || own.document.draft.length !== found.length) continue;
        if (found.portion === null) own.located ??= found.located;
        else own.portions[found.portion] ??= found.located;
      }
    } else this.helpers?.stop();
    for (const [index, part] of this.pending.entries()) {
      // Of a document that was shared, what a thread failed to do.
      if (part.portions.length > 0) this.gatherPortions(index, part);
      else this.checkTask({ index, portion: null });
    }
    for (const { workspace, located } of this.parts)
      for (const each of located ?? []) {
        this.located.push(each);
        this.found.push({ workspace, finding: each.finding });
      }
  }

  /** Does a task by the place of its document among those that were added, if there is such a one. */
  checkTask(task: CheckTask): HelperPart | null {
    const { index, portion } = task;
    const part = this.pending[index];
    if (!part) return null;
    const { workspace, document, portions } = part;
    const { uri } = document;
    if (this.sharing !== part) this.releaseShared();
    let located = portion === null ? part.located : portions[portion];
    if (!located) {
      const checker = this.checkerOf(workspace);
      const findings = portion === null ? checker.check(document, 'full') : checker.checkPortion(document, portion);
      located = this.locate(workspace, findings);
      if (portion === null) {
        part.located = located;
        checker.release(document);
      } else {
        portions[portion] = located;
        // The other portions read much of the same.
        this.sharing = part;
      }
    }
    return { index, portion, uri, length: document.draft.length, located };
  }

  private gatherPortions(index: number, part: DocumentPart): void {
    for (const portion of RULE_PORTIONS.keys()) this.checkTask({ index, portion });
    part.located = part.portions
      .flatMap((located) => located ?? [])
      .sort((a, b) => compareFindings(a.finding, b.finding));
    this.releaseShared();
  }

  private releaseShared(): void {
    if (this.sharing) this.checkerOf(this.sharing.workspace).release(this.sharing.document);
    this.sharing = null;
  }

  /** Adds what a path names: a folder, a project file or a draft. */
  async addPath(path: string): Promise<void> {
    const uri = this.io.uri(path).replace(/\/$/, '');
    try {
      if (await this.io.isFolder(uri)) await this.addFolder(uri);
      else if (fileNameOf(uri) === PROJECT_FILE && (await this.projectIn(folderOf(uri))))
        await this.addFolder(folderOf(uri));
      else await this.addFile(path, uri);
    } catch (error) {
      this.unreadable.push(`${path}: ${messageOf(error)}`);
    }
  }

  private async addFolder(folder: string): Promise<void> {
    this.folders.push(folder);
    const project = await this.projectIn(folder);
    if (project) {
      this.addProjectFile(project);
      for (const document of project.listCheckedDocuments()) this.addDocument(project, document);
      return;
    }
    const workspace = await this.emptyWorkspace(folder);
    const loose: string[] = [];
    for (const uri of await this.io.host.listMarkdown(folder)) {
      const around = await this.around(uri);
      const { owner, others } = around;
      // A version in force is there to compare with, not to mend. But a user who names the folder
      // it is kept in means it.
      if (owner && !owner.document.isChecked && isBelow(folder, owner.workspace.folder)) continue;
      if (owner) this.addOwned(owner);
      else {
        this.reportUnsound(around);
        // What a project below does not name, its templates and notes, is none of its drafts.
        if (!others.some((project) => isBelow(folder, project.folder))) loose.push(uri);
      }
    }
    for await (const { uri, document } of workspace.addLooseDrafts(loose))
      if (hasFailed(document)) this.unreadable.push(`${this.io.path(uri)}: ${document.problem}`);
    this.reportProblems(workspace);
    for (const document of workspace.listCheckedDocuments()) this.addDocument(workspace, document);
  }

  /** A file by name: as part of the project that names it, else on its own. */
  private async addFile(path: string, uri: string): Promise<void> {
    const around = await this.around(uri);
    if (around.owner) return this.addOwned(around.owner);
    this.reportUnsound(around);
    const workspace = await this.emptyWorkspace(folderOf(uri));
    const document = await workspace.addLoose(uri);
    if (hasFailed(document)) {
      this.unreadable.push(`${path}: ${document.problem}`);
      return;
    }
    this.reportProblems(workspace);
    this.addDocument(workspace, document);
  }

  private addOwned({ workspace, document }: OwnedDocument): void {
    this.addProjectFile(workspace);
    this.addDocument(workspace, document);
  }

  private around(uri: string): Promise<ProjectAround> {
    return projectAround(uri, (folder) => this.projectIn(folder));
  }

  /** A file that no project names may be one that a project file names where it cannot be read. */
  private reportUnsound({ others }: ProjectAround): void {
    for (const project of others) if (project.problems.length > 0) this.addProjectFile(project);
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
    const workspace = await projectIn(this.io, folder, this.draftOf);
    if (workspace && this.recorded !== null) await workspace.readRecorded(this.recorded);
    return workspace;
  }

  private async emptyWorkspace(folder: string): Promise<Workspace> {
    const workspace = Workspace.empty(this.io.host, folder, undefined, this.draftOf);
    if (this.recorded !== null) await workspace.readRecorded(this.recorded);
    return workspace;
  }

  private readonly draftOf: DraftOf = (_, text, reading) => {
    this.helpers?.noteText(text.length);
    const draft = Draft.parse(text, reading);
    const wasMuch = this.characters > MUCH_TEXT;
    this.characters += text.length;
    if (this.characters <= MUCH_TEXT) return draft;
    if (!wasMuch) keepHeapsSmall();
    return draft.withoutReadings();
  };

  private checkerOf(workspace: Workspace): Checker {
    let checker = this.checkers.get(workspace);
    if (!checker) {
      checker = new Checker(workspace);
      this.checkers.set(workspace, checker);
    }
    return checker;
  }

  private addProjectFile(workspace: Workspace): void {
    if (this.isFirst(workspace.projectUri)) this.reportProblems(workspace);
  }

  private addDocument(workspace: Workspace, document: WorkspaceDocument): void {
    if (!this.isFirst(document.uri)) return;
    this.checkerOf(workspace);
    const part: DocumentPart = { workspace, document, located: null, portions: [] };
    this.parts.push(part);
    this.pending.push(part);
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
    this.parts.push({ workspace, located: this.locate(workspace, fresh) });
  }

  private locate(workspace: Workspace, findings: readonly Finding[]): LocatedFinding[] {
    return findings.map((finding) => locateFinding(this.io, workspace, finding));
  }
}

function locateFinding(io: Io, workspace: Workspace, finding: Finding): LocatedFinding {
  const rangeOf = (uri: string, span: Finding['span']) => {
    const zero = { line: 0, character: 0 };
    return workspace.linesAt(uri)?.rangeOf(span) ?? { start: zero, end: zero };
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
    record: makeRecord(workspace.findTextAt(finding.uri) ?? { text: '' }, io.path(finding.uri), finding),
  };
}
