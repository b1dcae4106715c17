import { DocumentNames } from '../analysis/document-names.js';
import type { CitableDocument, ResolutionContext } from '../analysis/resolve.js';
import type { Problem } from '../model/block.js';
import { Draft } from '../model/draft.js';
import type { Span, TextEdit } from '../model/text.js';
import { decodeText } from './decode.js';
import { type DocumentRole, WorkspaceDocument } from './document.js';
import type { Host } from './host.js';
import { type BaselinePlace, type ProjectDocument, type ProjectFile, parseProjectFile } from './project-file.js';
import { PROJECT_FILE } from './project-file-name.js';
import { parseRecorded, RECORDED_FILE, type RecordedFinding, type RecordedList } from './recorded-findings.js';
import { folderOf, foldersAround, isBelow, nameOf, pathFrom, relativeTo, resolveBeside, resolveUri } from './uri.js';

const NO_FILE = 'there is no such file';
const NOWHERE: Span = { start: 0, end: 0 };

export interface PlacedProblem {
  readonly uri: string;
  readonly problem: Problem;
}

/** The text of a document that is open in an editor, which counts instead of the file's; null where it is not open. */
export type OpenText = (uri: string) => string | null;

/** Makes a draft of a document's text; the URI tells one that was read before. */
export type DraftOf = (uri: string, text: string) => Draft;

const readAnew: DraftOf = (_, text) => Draft.parse(text);

/**
 * The documents of one project, or of a folder without one: drafts, their versions in force, and how they name each other.
 * Loading reads files; from then on everything is in memory, and `edit` and `setText` keep it true.
 */
export class Workspace {
  private readonly byUri = new Map<string, WorkspaceDocument>();
  private contexts = new Map<WorkspaceDocument, ResolutionContext>();
  private readonly found: PlacedProblem[] = [];
  private readonly loose = new Set<WorkspaceDocument>();
  projectFile: ProjectFile | null = null;
  /** By the path of the document, relative to the folder of the file that they are recorded in. */
  private recorded: { readonly uri: string; readonly byDocument: ReadonlyMap<string, RecordedList> } | null = null;
  /** A new object whenever documents come or go, so that what was worked out before can be told to be stale. */
  world: object = {};

  private constructor(
    private readonly host: Host,
    readonly folder: string,
    private readonly openText: OpenText,
    private readonly draftOf: DraftOf,
  ) {}

  /** Loads the project of a folder, if it holds a `keeling.yaml`; else an empty workspace, to which `addLoose` adds drafts. */
  static async load(
    host: Host,
    folder: string,
    openText: OpenText = () => null,
    draftOf: DraftOf = readAnew,
  ): Promise<Workspace> {
    const workspace = new Workspace(host, folder, openText, draftOf);
    await workspace.loadProject();
    return workspace;
  }

  /** A workspace of loose drafts, whatever project file its folder holds. */
  static empty(host: Host, folder: string, openText: OpenText = () => null, draftOf: DraftOf = readAnew): Workspace {
    return new Workspace(host, folder, openText, draftOf);
  }

  get projectUri(): string {
    return resolveUri(this.folder, PROJECT_FILE);
  }

  get documents(): ReadonlyMap<string, WorkspaceDocument> {
    return this.byUri;
  }

  /** What is wrong with the project file and with what it and front matters name. */
  get problems(): readonly PlacedProblem[] {
    return this.found;
  }

  get severities(): Readonly<Record<string, 'error' | 'warning' | 'information' | 'hint' | 'off'>> {
    return this.projectFile?.checks ?? {};
  }

  /** The documents that are checked: those of the project in its order, then the loose ones; no versions in force, no templates. */
  checkedDocuments(): WorkspaceDocument[] {
    return [...this.byUri.values()].filter((document) => document.isChecked);
  }

  /** The team's own template for responses; null where it is made of the questions, or there is none. */
  get responseTemplate(): WorkspaceDocument | null {
    return [...this.byUri.values()].find((document) => document.isTemplate) ?? null;
  }

  /** The project's document with an id or an alias. */
  documentNamed(name: string): WorkspaceDocument | null {
    for (const document of this.byUri.values())
      if (document.isChecked && document.names.includes(name)) return document;
    return null;
  }

  /**
   * Adds a draft that no project names, and its version in force if its front matter names one.
   * @returns the document, or the problem that kept it from being read
   */
  async addLoose(uri: string): Promise<WorkspaceDocument | string> {
    const known = this.byUri.get(uri);
    if (known) return known;
    const text = await this.readText(uri);
    if (typeof text !== 'string') return text.problem;
    await this.findRecorded(uri);
    const draft = this.draftOf(uri, text);
    const { document: id, title, version } = draft.frontMatter;
    const role: DocumentRole = draft.frontMatter.values.kind === 'consultation' ? 'consultation' : 'instrument';
    const document = new WorkspaceDocument(uri, id ?? '', names(id, title), version, role, draft);
    this.add(document);
    this.loose.add(document);
    await this.loadFrontMatterBaseline(document);
    return document;
  }

  /** What is recorded of a document, or of the project file, as found already. */
  recordedOf(uri: string): RecordedList {
    if (!this.recorded) return [];
    return this.recorded.byDocument.get(pathFrom(folderOf(this.recorded.uri), uri)) ?? [];
  }

  /** The file that recorded findings were read from, and all of them; null where there is none. */
  get recordedFile(): { readonly uri: string; readonly findings: RecordedList } | null {
    return this.recorded && { uri: this.recorded.uri, findings: [...this.recorded.byDocument.values()].flat() };
  }

  /**
   * Takes the recorded findings from a file; what is wrong with it is a problem of the workspace.
   * @returns whether there is such a file
   */
  async readRecorded(uri: string): Promise<boolean> {
    const text = await this.readText(uri);
    if (typeof text !== 'string' && text.problem === NO_FILE) return false;
    const read = typeof text === 'string' ? parseRecorded(text) : text;
    const byDocument = new Map<string, RecordedFinding[]>();
    if ('problem' in read)
      this.problem(uri, 'project.invalid', `${nameOf(uri)} cannot be read: ${read.problem}.`, NOWHERE);
    else
      for (const finding of read.findings) {
        const own = byDocument.get(finding.document);
        if (own) own.push(finding);
        else byDocument.set(finding.document, [finding]);
      }
    this.recorded = { uri, byDocument };
    return true;
  }

  /** Takes the recorded findings of the folder of a loose draft, or of one above it. */
  private async findRecorded(uri: string): Promise<void> {
    for (const folder of foldersAround(uri)) {
      if (this.recorded || this.searched.has(folder)) return;
      this.searched.add(folder);
      await this.readRecorded(resolveUri(folder, RECORDED_FILE));
    }
  }

  private readonly searched = new Set<string>();

  /** Forgets a draft that no project names. */
  removeLoose(uri: string): void {
    const document = this.byUri.get(uri);
    if (!document || !this.loose.delete(document)) return;
    this.byUri.delete(uri);
    if (document.baseline && !this.projectNames(document.baseline)) this.byUri.delete(document.baseline.uri);
    this.changed();
  }

  /** Puts a whole new text in a document's place; what it shares with the old is kept. */
  setText(uri: string, text: string): void {
    const document = this.byUri.get(uri);
    if (!document || document.draft.text === text) return;
    this.replaceDraft(document, document.draft.edited(difference(document.draft.text, text)));
  }

  edit(uri: string, edit: TextEdit): void {
    const document = this.byUri.get(uri);
    if (document) this.replaceDraft(document, document.draft.edited(edit));
  }

  /** What resolving the references of a document needs. */
  resolutionContextOf(document: WorkspaceDocument): ResolutionContext {
    let context = this.contexts.get(document);
    if (!context) this.contexts.set(document, (context = this.makeContext(document)));
    return context;
  }

  // ---- loading

  private async loadProject(): Promise<void> {
    const text = await this.readText(this.projectUri);
    if (typeof text !== 'string') {
      if (text.problem !== NO_FILE)
        this.problem(this.projectUri, 'project.invalid', `keeling.yaml cannot be read: ${text.problem}.`, NOWHERE);
      return;
    }
    const file = parseProjectFile(text);
    this.projectFile = file;
    await this.readRecorded(resolveUri(this.folder, RECORDED_FILE));
    for (const problem of file.problems) this.found.push({ uri: this.projectUri, problem });
    const consultation = file.consultation?.document ?? null;
    for (const entry of file.documents) await this.loadEntry(entry);
    if (consultation !== null && file.consultation) {
      const uri = resolveUri(this.folder, consultation);
      const draft = this.byUri.has(uri) ? null : await this.readDraft(consultation, file.consultation.documentSpan);
      if (draft) {
        const { document: id, title, version } = draft.frontMatter;
        this.add(new WorkspaceDocument(uri, id ?? '', names(id, title), version, 'consultation', draft));
      }
    }
    for (const { content, span } of file.attachments) {
      if (content.kind !== 'response-template' || content.template === null) continue;
      const uri = resolveUri(this.folder, content.template);
      const draft = this.byUri.has(uri) ? null : await this.readDraft(content.template, span);
      if (draft) this.add(new WorkspaceDocument(uri, '', [], null, 'template', draft));
    }
  }

  private async loadEntry(entry: ProjectDocument): Promise<void> {
    const draft = await this.readDraft(entry.path, entry.pathSpan);
    if (!draft) return;
    const uri = resolveUri(this.folder, entry.path);
    const other = this.byUri.get(uri);
    if (other) {
      if (this.found.some(({ problem }) => problem.span.start === entry.pathSpan.start)) return;
      const what = other.isBaseline ? `as the version in force of the ${other.id}` : `as the ${other.id}`;
      const message = `“${entry.path}” is named already, ${what}: each draft and each version in force is a file of its own.`;
      this.problem(this.projectUri, 'project.invalid', message, entry.pathSpan);
      return;
    }
    const all = names(entry.id, entry.title, draft.frontMatter.title, ...entry.aliases, draft.frontMatter.document);
    const document = new WorkspaceDocument(
      uri,
      entry.id,
      all,
      entry.version ?? draft.frontMatter.version,
      'instrument',
      draft,
    );
    this.add(document);
    if (entry.baseline) document.baseline = await this.loadBaseline(entry, entry.baseline);
    else await this.loadFrontMatterBaseline(document);
  }

  private async loadBaseline(entry: ProjectDocument, place: BaselinePlace): Promise<WorkspaceDocument | null> {
    const path = place.path ?? entry.path;
    if (place.git === null) {
      const draft = await this.readDraft(path, place.span);
      if (draft && this.byUri.get(resolveUri(this.folder, path))?.isBaseline === false) {
        const message = `“${path}” is a draft of this project, so it cannot be the version in force of the ${entry.id}.`;
        this.problem(this.projectUri, 'project.invalid', message, place.span);
        return null;
      }
      return draft && this.addBaseline(resolveUri(this.folder, path), entry.id, place.version, draft);
    }
    try {
      const decoded = decodeText(await this.host.readRevision(this.folder, place.git, path));
      if ('problem' in decoded) throw new Error(decoded.problem);
      const uri = `git:${place.git}:${path}`;
      return this.addBaseline(uri, entry.id, place.version, this.draftOf(uri, decoded.text));
    } catch (error) {
      this.problem(
        this.projectUri,
        'project.invalid',
        `The version in force of the ${entry.id} cannot be read: ${words(error)}`,
        place.span,
      );
      return null;
    }
  }

  private async loadFrontMatterBaseline(document: WorkspaceDocument): Promise<void> {
    const { baseline, places } = document.draft.frontMatter;
    if (baseline === null) return;
    const span = places.get('baseline') ?? { start: 0, end: 3 };
    const wrong = (message: string) => this.problem(document.uri, 'front-matter.invalid', message, span);
    const git = /^git:([^:]+):(.+)$/.exec(baseline);
    let text: string;
    let uri: string | null;
    if (git) {
      uri = baseline;
      try {
        const decoded = decodeText(
          await this.host.readRevision(folderOf(document.uri), git[1] as string, git[2] as string),
        );
        if ('problem' in decoded) throw new Error(decoded.problem);
        text = decoded.text;
      } catch (error) {
        wrong(`The version in force cannot be read: ${words(error)}`);
        return;
      }
    } else {
      uri = /^(?:[a-z]:|[\\/])/i.test(baseline) ? null : resolveBeside(document.uri, baseline);
      if (uri === null || !isBelow(this.folder, uri) || !(await this.host.isWithin(this.folder, uri))) {
        wrong(
          `The version in force “${baseline}” lies outside of the folder: keep it within, and name it by a relative path.`,
        );
        return;
      }
      if (uri === document.uri) {
        wrong('The draft names itself as its version in force: name the file of that version, or git:REV:PATH.');
        return;
      }
      const read = await this.readText(uri);
      if (typeof read !== 'string') {
        wrong(`The version in force “${baseline}” cannot be read: ${read.problem}.`);
        return;
      }
      text = read;
    }
    const known = this.byUri.get(uri);
    document.baseline = known?.isBaseline ? known : this.addBaseline(uri, document.id, null, this.draftOf(uri, text));
    this.changed();
  }

  private addBaseline(uri: string, id: string, version: string | null, draft: Draft): WorkspaceDocument {
    const { document, title } = draft.frontMatter;
    const baseline = new WorkspaceDocument(
      uri,
      id || (document ?? ''),
      names(id, document, title),
      version ?? draft.frontMatter.version,
      'baseline',
      draft,
    );
    this.add(baseline);
    return baseline;
  }

  /** A file that the project file names, by its path; a problem at `span` where it cannot be read or leads out of the folder. */
  private async readDraft(path: string, span: Span): Promise<Draft | null> {
    const uri = resolveUri(this.folder, path);
    const wrong = (message: string) => this.problem(this.projectUri, 'project.invalid', message, span);
    if (
      /^(?:[a-z]:|[\\/])/i.test(path) ||
      path.split(/[\\/]/).includes('..') ||
      !(await this.host.isWithin(this.folder, uri))
    ) {
      wrong(`“${path}” leads out of the project’s folder: keep all drafts within it.`);
      return null;
    }
    const text = await this.readText(uri);
    if (typeof text === 'string') return this.draftOf(uri, text);
    wrong(`“${path}” cannot be read: ${text.problem}.`);
    return null;
  }

  private async readText(uri: string): Promise<string | { problem: string }> {
    const open = this.openText(uri);
    if (open !== null) return open;
    let bytes: Uint8Array | null;
    try {
      bytes = await this.host.read(uri);
    } catch (error) {
      return { problem: words(error) };
    }
    if (!bytes) return { problem: NO_FILE };
    const decoded = decodeText(bytes);
    return 'problem' in decoded ? decoded : decoded.text;
  }

  // ---- keeping true

  private add(document: WorkspaceDocument): void {
    this.byUri.set(document.uri, document);
    this.changed();
  }

  private projectNames(document: WorkspaceDocument): boolean {
    return [...this.byUri.values()].some((other) => other.baseline === document);
  }

  private replaceDraft(document: WorkspaceDocument, draft: Draft): void {
    const before = document.draft.frontMatter;
    document.draft = draft;
    const { document: id, title } = draft.frontMatter;
    if (before.document !== id || before.title !== title) this.changed();
  }

  private changed(): void {
    this.world = {};
    this.contexts = new Map();
  }

  private problem(uri: string, code: string, message: string, span: Span): void {
    // Told once: the project file's reader may have seen the same place already.
    if (
      this.found.some(
        (each) => each.uri === uri && each.problem.span.start === span.start && each.problem.code === code,
      )
    )
      return;
    this.found.push({ uri, problem: { code, message, span } });
  }

  private makeContext(self: WorkspaceDocument): ResolutionContext {
    const own = [...this.byUri.values()].filter(
      (document) => document.isChecked && (document !== self || document.names.length > 0),
    );
    const external: CitableDocument[] = (this.projectFile?.external ?? []).map((each) => ({
      id: each.id,
      names: names(each.id, each.title, ...each.aliases),
      uri: null,
      draft: null,
      baseline: null,
      role: 'external',
    }));
    const named: CitableDocument[] = self.isBaseline
      ? [self, ...own.filter((document) => document.id !== self.id)]
      : own;
    const instruments = own.filter((document) => document.role === 'instrument' && document !== self);
    const consultation = own.find((document) => document.role === 'consultation') ?? null;
    return { self, names: new DocumentNames([...named, ...external]), instruments, consultation };
  }

  /** A document's path as a person would write it. */
  pathOf(uri: string): string {
    return relativeTo(this.folder, uri);
  }
}

function names(...candidates: readonly (string | null | undefined)[]): string[] {
  return [...new Set(candidates.filter((name): name is string => !!name && name.trim() !== ''))];
}

function words(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** The one edit that makes `to` of `from`: all between their common beginning and end. */
export function difference(from: string, to: string): TextEdit {
  let start = 0;
  const shorter = Math.min(from.length, to.length);
  while (start < shorter && from.charCodeAt(start) === to.charCodeAt(start)) start++;
  let end = 0;
  while (end < shorter - start && from.charCodeAt(from.length - 1 - end) === to.charCodeAt(to.length - 1 - end)) end++;
  return { start, end: from.length - end, text: to.slice(start, to.length - end) };
}
