import { DocumentNames } from '../analysis/references/document-names.js';
import type { CitableDocument, ResolutionContext } from '../analysis/references/resolution.js';
import { hasFailed, type Result } from '../failure.js';
import type { Problem } from '../model/block.js';
import { Draft } from '../model/draft.js';
import { getOrCreate } from '../model/memo.js';
import { compareByCodeUnits, LineMap, type Span, type TextEdit } from '../model/text.js';
import { collectNames, describeByFrontMatter, WorkspaceDocument } from './document.js';
import type { Host } from './host.js';
import { type ProjectFile, parseProjectFile } from './project-file.js';
import { PROJECT_FILE } from './project-file-name.js';
import { NO_FONTS, type ProjectFonts, readProjectFonts } from './project-fonts.js';
import { type DraftOf, ProjectLoader } from './project-loader.js';
import { readAhead } from './read-ahead.js';
import { findReadingAround } from './reading-around.js';
import { parseRecorded, RECORDED_FILE, type RecordedFinding, type RecordedList } from './recorded-findings.js';
import { type FindOpenText, NO_FILE, TextFiles } from './text-files.js';
import { fileNameOf, folderOf, foldersAbove, pathFrom, registerFileOf, relativeTo, resolveUri } from './uri.js';

const NOWHERE: Span = { start: 0, end: 0 };
const NO_PROBLEMS: readonly Problem[] = [];
const NOTHING_OPEN: FindOpenText = () => null;

/** A register of changes, as it is written. */
export interface RegisterText {
  readonly text: string;
  readonly lines: LineMap;
}

export interface PlacedProblem {
  readonly uri: string;
  readonly problem: Problem;
}

const readAnew: DraftOf = (_, text, reading) => Draft.parse(text, reading);

/**
 * The documents of one project, or of a folder without one: drafts, their versions in force, and
 * how they name each other. Loading reads files. After that everything is in memory, and
 * `editDraft` and `setText` keep it up to date.
 */
export class Workspace {
  private readonly byUri = new Map<string, WorkspaceDocument>();
  private contexts = new Map<WorkspaceDocument, ResolutionContext>();
  private checked: readonly WorkspaceDocument[] | null = null;
  private shared: SharedNames | null = null;
  private readonly found = new Map<string, Problem[]>();
  /** By place, code and file; and of those in the project file by place alone. */
  private readonly foundKeys = new Set<string>();
  private readonly foundStarts = new Set<number>();
  private readonly loose = new Set<WorkspaceDocument>();
  /** The drafts whose front matter names another version in force than the one that was read. */
  private readonly stale = new Set<WorkspaceDocument>();
  private rereading: Promise<void> = Promise.resolve();
  private readonly files: TextFiles;
  private readonly loader: ProjectLoader;
  projectFile: ProjectFile | null = null;
  /** The fonts that the project file names. */
  fonts: ProjectFonts = NO_FONTS;
  /** By the path of the document, relative to the folder of the file that they are recorded in. */
  private recorded: {
    readonly uri: string;
    /** Of the whole file; null where it cannot be read. */
    readonly text: string | null;
    readonly byDocument: ReadonlyMap<string, RecordedList>;
  } | null = null;
  /** The registers of changes beside drafts, by their URIs. */
  readonly registers = new Map<string, RegisterText>();
  /** The folders that were searched for recorded findings. */
  private readonly searched = new Set<string>();
  /** The texts of the project files around loose drafts, by URI; null where there is none. */
  private readonly projectTexts = new Map<string, Promise<string | null>>();
  /**
   * A new object whenever documents come or go. A result that was computed for another one is
   * stale.
   */
  world: object = {};
  /** New objects whenever a draft changes as well, or its provisions do. */
  private moments: { readonly ofDrafts: object; readonly ofProvisions: object } = { ofDrafts: {}, ofProvisions: {} };

  private constructor(
    private readonly host: Host,
    readonly folder: string,
    openText: FindOpenText,
    private readonly draftOf: DraftOf,
  ) {
    this.files = new TextFiles(host, openText);
    this.loader = new ProjectLoader(host, this.files, folder, draftOf, {
      documents: this.byUri,
      add: (document) => this.add(document),
      report: (uri, code, message, span) => this.report(uri, code, message, span),
      hasProblemAt: (offset) => this.foundStarts.has(offset),
    });
  }

  /**
   * Loads the project of a folder. Without a `keeling.yaml` the workspace is empty, and `addLoose`
   * adds drafts to it.
   */
  static async load(
    host: Host,
    folder: string,
    openText: FindOpenText = NOTHING_OPEN,
    draftOf: DraftOf = readAnew,
  ): Promise<Workspace> {
    const workspace = new Workspace(host, folder, openText, draftOf);
    await workspace.loadProject();
    return workspace;
  }

  /** A workspace of loose drafts, whatever project file its folder holds. */
  static empty(
    host: Host,
    folder: string,
    openText: FindOpenText = NOTHING_OPEN,
    draftOf: DraftOf = readAnew,
  ): Workspace {
    return new Workspace(host, folder, openText, draftOf);
  }

  get projectUri(): string {
    return resolveUri(this.folder, PROJECT_FILE);
  }

  /** Whether it depends on a file, which may be missing. */
  dependsOn(uri: string): boolean {
    return this.byUri.has(uri) || this.files.asked.has(uri);
  }

  /** Whether it needs a file that could not be read. */
  lacks(uri: string): boolean {
    return this.files.unread.has(uri);
  }

  get documents(): ReadonlyMap<string, WorkspaceDocument> {
    return this.byUri;
  }

  /** What is wrong with the project file and with what it and front matters name. */
  get problems(): readonly PlacedProblem[] {
    return [...this.found].flatMap(([uri, problems]) => problems.map((problem) => ({ uri, problem })));
  }

  /** What is wrong with what a file names. */
  problemsOf(uri: string): readonly Problem[] {
    return this.found.get(uri) ?? NO_PROBLEMS;
  }

  get severities(): Readonly<Record<string, 'error' | 'warning' | 'information' | 'hint' | 'off'>> {
    return this.projectFile?.checks ?? {};
  }

  /**
   * The documents that are checked: those of the project in its order, then the loose ones by URI.
   * Their order decides which one a name or a question belongs to, so it does not follow that in
   * which they were opened.
   */
  listCheckedDocuments(): readonly WorkspaceDocument[] {
    this.checked ??= [...this.byUri.values()]
      .filter((document) => document.isChecked)
      .sort((one, other) =>
        this.loose.has(one) && this.loose.has(other)
          ? compareByCodeUnits(one.uri, other.uri)
          : Number(this.loose.has(one)) - Number(this.loose.has(other)),
      );
    return this.checked;
  }

  /** The team's own template for responses; null if there is none. */
  get responseTemplate(): WorkspaceDocument | null {
    return [...this.byUri.values()].find((document) => document.isTemplate) ?? null;
  }

  /** The project's document with an id or an alias. */
  findDocument(name: string): WorkspaceDocument | null {
    this.shared ??= this.shareNames();
    return this.shared.byName.get(name) ?? null;
  }

  /** Adds a draft that no project names, and its version in force if its front matter names one. */
  async addLoose(uri: string): Promise<Result<WorkspaceDocument>> {
    return this.byUri.get(uri) ?? this.addLooseText(uri, await this.files.read(uri));
  }

  /** The same for many drafts, in their order; each answer is given when its draft is added. */
  async *addLooseDrafts(
    uris: readonly string[],
  ): AsyncGenerator<{ readonly uri: string; readonly document: Result<WorkspaceDocument> }> {
    for await (const { entry, content } of readAhead(uris, (uri) => this.files.read(uri)))
      yield { uri: entry, document: this.byUri.get(entry) ?? (await this.addLooseText(entry, content)) };
  }

  private async addLooseText(uri: string, read: Result<{ readonly text: string }>): Promise<Result<WorkspaceDocument>> {
    if (hasFailed(read)) return read;
    await this.findRecorded(uri);
    const draft = this.draftOf(uri, read.text, await findReadingAround(uri, (each) => this.readProjectText(each)));
    const document = new WorkspaceDocument(uri, describeByFrontMatter, draft);
    this.loose.add(document);
    this.add(document);
    await this.loader.loadFrontMatterBaseline(document);
    await this.readRegister(document);
    return document;
  }

  /** The text of a project file around a draft that no project names; each is read once. */
  private readProjectText(uri: string): Promise<string | null> {
    return getOrCreate(this.projectTexts, uri, async () => {
      const read = await this.files.read(uri);
      return hasFailed(read) ? null : read.text;
    });
  }

  /** The findings of a document, or of the project file, that are recorded. */
  recordedOf(uri: string): RecordedList {
    if (!this.recorded) return [];
    return this.recorded.byDocument.get(pathFrom(folderOf(this.recorded.uri), uri)) ?? [];
  }

  /** The file that recorded findings were read from, and all of them; null where there is none. */
  get recordedFile(): {
    readonly uri: string;
    readonly text: string | null;
    readonly findings: RecordedList;
  } | null {
    if (!this.recorded) return null;
    const { uri, text, byDocument } = this.recorded;
    return { uri, text, findings: [...byDocument.values()].flat() };
  }

  /**
   * Reads recorded findings from a file. What is wrong with the file is a problem of the workspace.
   * @returns whether there is such a file
   */
  async readRecorded(uri: string): Promise<boolean> {
    const file = await this.files.read(uri);
    if (hasFailed(file) && file.problem === NO_FILE) return false;
    const list = hasFailed(file) ? file : parseRecorded(file.text);
    const byDocument = new Map<string, RecordedFinding[]>();
    if (hasFailed(list))
      this.report(uri, 'project.invalid', `${fileNameOf(uri)} cannot be read: ${list.problem}.`, NOWHERE);
    else
      for (const finding of list.findings) {
        const own = byDocument.get(finding.document);
        if (own) own.push(finding);
        else byDocument.set(finding.document, [finding]);
      }
    this.recorded = { uri, text: hasFailed(file) ? null : file.text, byDocument };
    return true;
  }

  /** Reads the recorded findings of a folder, unless a link leads out of it. */
  private async readOwnRecorded(folder: string): Promise<void> {
    const uri = resolveUri(folder, RECORDED_FILE);
    if (await this.host.isWithin(folder, uri)) await this.readRecorded(uri);
  }

  /**
   * Reads the recorded findings beside a loose draft, or those of the nearest folder above that has
   * some.
   */
  private async findRecorded(uri: string): Promise<void> {
    for (const folder of foldersAbove(uri)) {
      if (this.recorded || this.searched.has(folder)) return;
      this.searched.add(folder);
      await this.readOwnRecorded(folder);
    }
  }

  /** Forgets a draft that no project names. */
  removeLoose(uri: string): void {
    const document = this.byUri.get(uri);
    if (!document || !this.loose.delete(document)) return;
    this.byUri.delete(uri);
    this.stale.delete(document);
    this.releaseBaseline(document);
    this.withdrawProblems(uri);
    this.forgetContexts();
  }

  /**
   * Reads the versions in force again that edited front matters name. What depends on them is to be
   * asked once this is done.
   */
  async readStaleBaselines(): Promise<void> {
    const stale = [...this.stale];
    this.stale.clear();
    if (stale.length > 0)
      this.rereading = this.rereading
        .catch(() => {})
        .then(async () => {
          for (const document of stale) await this.rereadBaseline(document);
        });
    await this.rereading;
  }

  private async rereadBaseline(document: WorkspaceDocument): Promise<void> {
    if (this.byUri.get(document.uri) !== document) return;
    this.releaseBaseline(document);
    this.withdrawProblems(document.uri);
    await this.loader.loadFrontMatterBaseline(document);
    this.forgetContexts();
  }

  /** Takes its version in force from a draft, and out of the workspace where no other draft has it. */
  private releaseBaseline(document: WorkspaceDocument): void {
    const { baseline } = document;
    document.baseline = null;
    const isWanted = [...this.byUri.values()].some((other) => other.baseline === baseline);
    if (baseline && !isWanted) this.byUri.delete(baseline.uri);
  }

  /** Replaces the whole text of a document. What did not change keeps what was computed for it. */
  setText(uri: string, text: string): void {
    const document = this.byUri.get(uri);
    if (!document || document.draft.text === text) return;
    this.replaceDraft(document, document.draft.applyEdit(findDifference(document.draft.text, text)));
  }

  /**
   * Reads a document again, from the editor or from disk.
   * @returns whether it could be read; otherwise it stays as it was
   */
  async readAgain(uri: string): Promise<boolean> {
    const read = await this.files.read(uri);
    if (hasFailed(read)) return false;
    this.setText(uri, read.text);
    return true;
  }

  /**
   * What the workspace would be with other texts, for a question about an edit before it is made:
   * documents and names, without problems and recorded findings. This one stays as it is.
   * @param texts by the URI of their documents
   */
  copyWith(texts: ReadonlyMap<string, string>): Workspace {
    const copy = new Workspace(this.host, this.folder, NOTHING_OPEN, this.draftOf);
    copy.projectFile = this.projectFile;
    copy.fonts = this.fonts;
    for (const document of this.byUri.values()) {
      const { draft } = document;
      const text = texts.get(document.uri) ?? null;
      const own = document.copyWith(text === null ? draft : draft.applyEdit(findDifference(draft.text, text)));
      copy.byUri.set(own.uri, own);
      if (this.loose.has(document)) copy.loose.add(own);
    }
    for (const { uri, baseline } of this.byUri.values()) {
      const own = copy.byUri.get(uri);
      if (own && baseline) own.baseline = copy.byUri.get(baseline.uri) ?? baseline;
    }
    return copy;
  }

  editDraft(uri: string, edit: TextEdit): void {
    const document = this.byUri.get(uri);
    if (document) this.replaceDraft(document, document.draft.applyEdit(edit));
  }

  /** What resolving the references of a document needs. */
  resolutionContextOf(document: WorkspaceDocument): ResolutionContext {
    let context = this.contexts.get(document);
    if (!context) {
      context = this.makeContext(document);
      this.contexts.set(document, context);
    }
    return context;
  }

  /** A document's path as a person would write it: relative to the folder. */
  pathOf(uri: string): string {
    return relativeTo(this.folder, uri);
  }

  /** The lines of a draft or a register, or otherwise of the project file; null where there is neither. */
  linesAt(uri: string): LineMap | null {
    return this.documents.get(uri)?.draft.lines ?? this.registers.get(uri)?.lines ?? this.projectFile?.lines ?? null;
  }

  /** What a finding's places are in: a draft, a register, or the project file; null where it is another file. */
  findTextAt(uri: string): Draft | { readonly text: string } | null {
    const own = this.documents.get(uri)?.draft ?? this.registers.get(uri);
    return own ?? (uri === this.projectUri ? this.projectFile : null);
  }

  /** A place in a draft or in the project file as a person would write it: "svtad.md:12". */
  namePlace(uri: string, { start }: Span): string {
    return `${this.pathOf(uri)}:${(this.linesAt(uri)?.positionAt(start).line ?? 0) + 1}`;
  }

  private async loadProject(): Promise<void> {
    const read = await this.files.read(this.projectUri);
    if (hasFailed(read)) {
      if (read.problem !== NO_FILE)
        this.report(this.projectUri, 'project.invalid', `keeling.yaml cannot be read: ${read.problem}.`, NOWHERE);
      return;
    }
    this.projectFile = parseProjectFile(read.text);
    await this.readOwnRecorded(this.folder);
    for (const problem of this.projectFile.problems) this.addProblem(this.projectUri, problem);
    this.fonts = await readProjectFonts(this.host, this.folder, this.projectFile.fonts, (message, { span }) =>
      this.report(this.projectUri, 'project.invalid', message, span),
    );
    await this.loader.loadProject(this.projectFile);
    for (const document of this.byUri.values()) await this.readRegister(document);
  }

  /** Reads the register of changes beside a draft that has a version in force. */
  private async readRegister({ uri, role, baseline }: WorkspaceDocument): Promise<void> {
    if (role !== 'instrument' || !baseline || !uri.startsWith('file:')) return;
    const register = registerFileOf(uri);
    if (!(await this.host.isWithin(this.folder, register))) return;
    const read = await this.files.read(register);
    if (!hasFailed(read)) this.registers.set(register, { text: read.text, lines: LineMap.of(read.text) });
  }

  private add(document: WorkspaceDocument): void {
    this.byUri.set(document.uri, document);
    this.forgetContexts();
  }

  private replaceDraft(document: WorkspaceDocument, draft: Draft): void {
    const { facts, role } = document;
    const keepsProvisions = document.draft.provisions === draft.provisions;
    this.moments = { ofDrafts: {}, ofProvisions: keepsProvisions ? this.moments.ofProvisions : {} };
    document.draft = draft;
    // The first question that is asked, or the last that goes, makes another document the consultation.
    if (document.facts !== facts || document.role !== role) this.forgetContexts();
    if (this.loader.hasStaleBaseline(document)) this.stale.add(document);
  }

  /** How documents name each other has changed. */
  private forgetContexts(): void {
    this.world = {};
    this.moments = { ofDrafts: {}, ofProvisions: {} };
    this.shared = null;
    this.checked = null;
    this.contexts = new Map();
  }

  private report(uri: string, code: string, message: string, span: Span): void {
    // The reader of the project file may have reported this place already.
    const key = `${span.start} ${code} ${uri}`;
    if (!this.foundKeys.has(key)) this.addProblem(uri, { code, message, span });
  }

  private addProblem(uri: string, problem: Problem): void {
    const { code, span } = problem;
    getOrCreate(this.found, uri, () => []).push(problem);
    this.foundKeys.add(`${span.start} ${code} ${uri}`);
    if (uri === this.projectUri) this.foundStarts.add(span.start);
  }

  /** Takes back what was wrong with what a draft's front matter names. */
  private withdrawProblems(uri: string): void {
    for (const { code, span } of this.problemsOf(uri)) this.foundKeys.delete(`${span.start} ${code} ${uri}`);
    this.found.delete(uri);
  }

  private makeContext(self: WorkspaceDocument): ResolutionContext {
    this.shared ??= this.shareNames();
    const { checked, external, names, consultations } = this.shared;
    const moments = () => this.moments;
    let instruments: readonly CitableDocument[] | null = null;
    return {
      self,
      // A version in force takes the place of the document that it is the version of.
      names: self.isBaseline
        ? new DocumentNames([self, ...checked.filter((document) => document.id !== self.id), ...external])
        : names,
      // Few ask for them, and each list would be as long as the project.
      get instruments() {
        instruments ??= checked.filter((document) => document.role === 'instrument' && document !== self);
        return instruments;
      },
      consultation: consultations.find((document) => document !== self || self.names.length > 0) ?? null,
      get moment() {
        return moments().ofDrafts;
      },
      get provisionsMoment() {
        return moments().ofProvisions;
      },
    };
  }

  private shareNames(): SharedNames {
    const checked = this.listCheckedDocuments();
    const external = (this.projectFile?.external ?? []).map(
      (each): CitableDocument => ({
        id: each.id,
        names: collectNames(each.id, each.title, ...each.aliases),
        uri: null,
        draft: null,
        baseline: null,
        role: 'external',
      }),
    );
    const byName = new Map<string, WorkspaceDocument>();
    for (const document of checked)
      for (const name of document.names) if (!byName.has(name)) byName.set(name, document);
    return {
      checked,
      external,
      names: new DocumentNames([...checked, ...external]),
      consultations: checked.filter((document) => document.role === 'consultation'),
      byName,
    };
  }
}

/** What all documents of a workspace share, as long as none comes or goes. */
interface SharedNames {
  readonly checked: readonly WorkspaceDocument[];
  readonly external: readonly CitableDocument[];
  readonly names: DocumentNames<CitableDocument>;
  readonly consultations: readonly WorkspaceDocument[];
  readonly byName: ReadonlyMap<string, WorkspaceDocument>;
}

/**
 * The one edit that turns the text `before` into `after`: everything between what they share at the
 * start and at the end.
 */
export function findDifference(before: string, after: string): TextEdit {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before.charCodeAt(start) === after.charCodeAt(start)) start++;
  let shared = 0;
  while (
    shared < shorter - start &&
    before.charCodeAt(before.length - 1 - shared) === after.charCodeAt(after.length - 1 - shared)
  )
    shared++;
  return { start, end: before.length - shared, text: after.slice(start, after.length - shared) };
}
