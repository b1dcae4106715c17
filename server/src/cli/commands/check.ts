import type { Options } from '../../node/arguments.js';
import { Checker } from '../../rules/check.js';
import type { Finding, Severity } from '../../rules/finding.js';
import { type FoundIn, recordOf } from '../../rules/recorded.js';
import type { WorkspaceDocument } from '../../workspace/document.js';
import { PROJECT_FILE } from '../../workspace/project-file-name.js';
import { RECORDED_FILE, type RecordedFinding, writeRecorded } from '../../workspace/recorded-findings.js';
import { folderOf, foldersAround, isBelow, nameOf, pathFrom, resolveBeside, resolveUri } from '../../workspace/uri.js';
import { Workspace } from '../../workspace/workspace.js';
import { counts, type FindingFormat, renderFindings } from '../finding-formats.js';
import { type Io, UsageError } from '../io.js';
import { holdsProject } from '../load.js';
import type { LocatedFinding } from '../located-finding.js';

const FORMATS: readonly string[] = ['text', 'json', 'sarif', 'github'];
const THRESHOLDS: Readonly<Record<string, readonly Severity[]>> = {
  error: ['error'],
  warning: ['error', 'warning'],
  information: ['error', 'warning', 'information'],
  none: [],
};

export const CHECK_OPTIONS = {
  format: 'string',
  'fail-on': 'string',
  recorded: 'string',
  // The word behind it is the file to write where it can be no draft and no folder.
  'record-baseline': /\.json$/i,
} as const;

/** Checks files and folders; 1 where there are findings at or above the threshold, 2 where something named cannot be read. */
export async function check(io: Io, paths: readonly string[], options: Options, version: string): Promise<number> {
  const format = String(options.format ?? 'text');
  const failOn = String(options['fail-on'] ?? 'error');
  if (!FORMATS.includes(format)) throw new UsageError(`--format ${format}: choose one of ${FORMATS.join(', ')}`);
  const threshold = Object.hasOwn(THRESHOLDS, failOn) ? THRESHOLDS[failOn] : undefined;
  if (!threshold) throw new UsageError(`--fail-on ${failOn}: choose one of ${Object.keys(THRESHOLDS).join(', ')}`);
  const record = options['record-baseline'] === undefined ? null : String(options['record-baseline']);
  if (record !== null && format !== 'text')
    throw new UsageError('--record-baseline records and prints no findings: leave --format out');
  if (record && options.recorded !== undefined)
    throw new UsageError('--recorded and --record-baseline name one file each: give one of them');
  const recorded = String(options.recorded ?? '') || record || null;
  if (
    options.recorded !== undefined &&
    (await io.host.read(io.uri(String(options.recorded))).catch(() => null)) === null
  )
    throw new UsageError(
      `${options.recorded}: there is no such file; keeling check --record-baseline=${options.recorded} makes it`,
    );
  const checking = new Checking(io, recorded === null ? null : io.uri(recorded));
  for (const path of paths.length > 0 ? paths : ['.']) await checking.take(path);
  const { located, files, unreadable } = checking;
  if (record !== null && unreadable.length === 0) return checking.record();
  if (unreadable.length === 0 || files.size > 0)
    io.out(
      await renderFindings(located, format as FindingFormat, {
        version,
        colour: io.colour,
        files: files.size,
        folder: io.uri('.'),
      }),
    );
  for (const line of unreadable) io.error(`keeling: ${line}`);
  if (unreadable.length > 0) return 2;
  checking.tellGone();
  const summary = counts(located.filter(({ finding }) => finding.suppressed === null));
  return threshold.some((severity) => summary[severity] > 0) ? 1 : 0;
}

interface Project {
  readonly workspace: Workspace;
  readonly checker: Checker;
}

interface Named extends Project {
  readonly document: WorkspaceDocument;
}

/** The work of one run: every file is checked once, however often and by whatever way it is named. */
class Checking {
  readonly located: LocatedFinding[] = [];
  /** URIs of what was checked, project files included. */
  readonly files = new Set<string>();
  /** What could not be read, each in one line. */
  readonly unreadable: string[] = [];
  private readonly projects = new Map<string, Promise<Project | null>>();
  private readonly reported = new Set<string>();
  private readonly checkers = new Map<Workspace, Checker>();
  /** The folders all drafts of which were checked. */
  private readonly folders: string[] = [];

  /** @param recorded where recorded findings are read from, instead of the file beside the project file or the drafts */
  constructor(
    private readonly io: Io,
    private readonly recorded: string | null,
  ) {}

  /** Checks what a path names. */
  async take(path: string): Promise<void> {
    const uri = this.io.uri(path).replace(/\/$/, '');
    try {
      if (await this.io.isFolder(uri)) await this.folder(uri);
      else if (nameOf(uri) === PROJECT_FILE && (await this.project(folderOf(uri)))) await this.folder(folderOf(uri));
      else await this.file(path, uri);
    } catch (error) {
      this.unreadable.push(`${path}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }

  private async folder(folder: string): Promise<void> {
    this.folders.push(folder);
    const project = await this.project(folder);
    if (project) {
      const { workspace, checker } = project;
      this.projectFile(workspace, checker);
      for (const document of workspace.checkedDocuments()) this.document(workspace, checker, document);
      return;
    }
    const workspace = await this.loose(folder);
    for (const uri of await this.io.host.listMarkdown(folder)) {
      const named = await this.named(uri);
      // A version in force is there to be compared with, not to be mended; who names the folder that it is kept in means it all the same.
      if (named && !named.document.isChecked && isBelow(folder, named.workspace.folder)) continue;
      if (named) this.inProject(named);
      // What a project below does not name, its templates and notes, is none of its drafts.
      else if (isBelow(folder, (await this.projectAround(uri))?.workspace.folder ?? '')) continue;
      else {
        const document = await workspace.addLoose(uri);
        if (typeof document === 'string') this.unreadable.push(`${this.io.path(uri)}: ${document}`);
      }
    }
    const checker = this.checker(workspace);
    this.problems(workspace, checker);
    for (const document of workspace.checkedDocuments()) this.document(workspace, checker, document);
  }

  /** A file by name: as part of the project that names it, else on its own. */
  private async file(path: string, uri: string): Promise<void> {
    const named = await this.named(uri);
    if (named) return this.inProject(named);
    const workspace = await this.loose(folderOf(uri));
    const document = await workspace.addLoose(uri);
    if (typeof document === 'string') {
      this.unreadable.push(`${path}: ${document}`);
      return;
    }
    const checker = this.checker(workspace);
    this.problems(workspace, checker);
    this.document(workspace, checker, document);
  }

  private inProject({ workspace, checker, document }: Named): void {
    this.projectFile(workspace, checker);
    this.document(workspace, checker, document);
  }

  /** The document that a project in its folder or up to three above names at a place, or null. */
  private async named(uri: string): Promise<Named | null> {
    const project = await this.projectAround(uri);
    if (!project) return null;
    const document = project.workspace.documents.get(uri);
    if (document) return { ...project, document };
    // It may be one that the project file names where it cannot be read.
    if (project.workspace.problems.length > 0) this.projectFile(project.workspace, project.checker);
    return null;
  }

  /** The project in whose folder, or up to three below it, a file lies, or null. */
  private async projectAround(uri: string): Promise<Project | null> {
    for (const folder of foldersAround(uri)) {
      const project = await this.project(folder).catch(() => null);
      if (project) return project;
    }
    return null;
  }

  /** The project of a folder, or null where the folder holds no project file. */
  private project(folder: string): Promise<Project | null> {
    let project = this.projects.get(folder);
    if (!project) this.projects.set(folder, (project = this.load(folder)));
    return project;
  }

  private async load(folder: string): Promise<Project | null> {
    if (!(await holdsProject(this.io, folder))) return null;
    const workspace = await Workspace.load(this.io.host, folder);
    if (this.recorded !== null) await workspace.readRecorded(this.recorded);
    return { workspace, checker: this.checker(workspace) };
  }

  private async loose(folder: string): Promise<Workspace> {
    const workspace = Workspace.empty(this.io.host, folder);
    if (this.recorded !== null) await workspace.readRecorded(this.recorded);
    return workspace;
  }

  private checker(workspace: Workspace): Checker {
    const checker = new Checker(workspace);
    this.checkers.set(workspace, checker);
    return checker;
  }

  private projectFile(workspace: Workspace, checker: Checker): void {
    if (!this.once(workspace.projectUri)) return;
    this.problems(workspace, checker);
  }

  private document(workspace: Workspace, checker: Checker, document: WorkspaceDocument): void {
    if (this.once(document.uri)) this.report(workspace, checker.check(document, 'full'));
  }

  private once(uri: string): boolean {
    if (this.files.has(uri)) return false;
    this.files.add(uri);
    return true;
  }

  /** What is wrong with what project files and front matters name; told once, as two ways of checking a file come by it. */
  private problems(workspace: Workspace, checker: Checker): void {
    const fresh = checker.projectFindings().filter(({ uri, code, span, message }) => {
      const key = JSON.stringify([uri, code, span, message]);
      return !this.reported.has(key) && this.reported.add(key);
    });
    this.report(workspace, fresh);
  }

  private report(workspace: Workspace, findings: readonly Finding[]): void {
    for (const finding of findings) this.located.push(locate(this.io, workspace, finding));
    this.found.push(...findings.map((finding) => ({ workspace, finding })));
  }

  private readonly found: { readonly workspace: Workspace; readonly finding: Finding }[] = [];

  // ---- recorded findings

  /** Says which recorded findings are found no more: what is recorded and mended need not stay silenced. */
  tellGone(): void {
    const gone = [...this.checkers].flatMap(([workspace, checker]) => [
      ...checker.recordedAndGone(),
      ...(workspace.recordedFile?.findings ?? []).filter((each) => this.isLeft(workspace, each)),
    ]);
    const [first] = gone;
    if (!first) return;
    const what = `${first.code} in ${first.provision === '' ? '' : `${first.provision} of `}${first.document}`;
    this.io.error(
      gone.length === 1
        ? `keeling: a recorded finding is found no more (${what}); --record-baseline takes it out`
        : `keeling: ${gone.length} recorded findings are found no more (the first: ${what}); --record-baseline takes them out`,
    );
  }

  /** Writes down all that is found now, so that it is silenced from now on until its text changes; what was not checked stays recorded. */
  async record(): Promise<number> {
    const files = new Map<string, RecordedFinding[]>();
    for (const workspace of this.checkers.keys()) {
      const uri = this.recordedIn(workspace);
      if (this.recorded !== null && workspace.problems.some((each) => each.uri === uri))
        throw new UsageError(`${this.io.path(uri)}: it holds something else than recorded findings: name another file`);
      const before = workspace.recordedFile?.findings ?? [];
      if (!files.has(uri))
        files.set(
          uri,
          before.filter(({ document }) => !this.covers(resolveBeside(uri, document) ?? '')),
        );
    }
    let count = 0;
    for (const { workspace, finding } of this.found) {
      const uri = this.recordedIn(workspace);
      if ((finding.suppressed && finding.suppressed.by !== 'record') || finding.uri === uri) continue;
      const text = textOf(workspace, finding.uri);
      if (text) files.get(uri)?.push(recordOf(text, pathFrom(folderOf(uri), finding.uri), finding));
      count++;
    }
    await this.io.write(
      [...files].map(([uri, findings]) => ({
        path: this.io.path(uri),
        bytes: new TextEncoder().encode(writeRecorded(findings)),
      })),
      [...this.files],
    );
    const names = [...files.keys()].map((uri) => this.io.path(uri)).join(', ');
    this.io.out(`${count} finding${count === 1 ? '' : 's'} recorded in ${names}\n`);
    return 0;
  }

  private recordedIn(workspace: Workspace): string {
    return this.recorded ?? workspace.recordedFile?.uri ?? resolveUri(workspace.folder, RECORDED_FILE);
  }

  /** Whether a document was checked, or would have been if it were still there. */
  private covers(uri: string): boolean {
    return this.files.has(uri) || this.folders.some((folder) => isBelow(folder, uri));
  }

  /** Whether a record is of a document that the project, or the folder, holds no more. */
  private isLeft(workspace: Workspace, { document }: RecordedFinding): boolean {
    const uri = resolveBeside(this.recordedIn(workspace), document) ?? '';
    return !this.files.has(uri) && this.folders.some((folder) => isBelow(folder, uri) && folder === workspace.folder);
  }
}

function textOf(workspace: Workspace, uri: string): FoundIn | null {
  return workspace.documents.get(uri)?.draft ?? (uri === workspace.projectUri ? workspace.projectFile : null);
}

function locate(io: Io, workspace: Workspace, finding: Finding): LocatedFinding {
  const range = (uri: string, span: Finding['span']) => {
    const lines = workspace.documents.get(uri)?.draft.lines ?? workspace.projectFile?.lines;
    const zero = { line: 0, character: 0 };
    return lines?.rangeOf(span) ?? { start: zero, end: zero };
  };
  return {
    file: io.path(finding.uri),
    range: range(finding.uri, finding.span),
    finding,
    related: finding.related.map((each) => ({
      file: io.path(each.uri),
      range: range(each.uri, each.span),
      message: each.message,
    })),
    fixes: finding.fixes.map(({ title, edits }) => ({
      title,
      edits: edits.map((edit) => ({ range: range(finding.uri, edit), text: edit.text })),
    })),
    record: recordOf(textOf(workspace, finding.uri) ?? { text: '' }, io.path(finding.uri), finding),
  };
}
