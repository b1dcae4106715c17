import { hasFailed } from '../failure.js';
import type { Draft } from '../model/draft.js';
import type { FrontMatter } from '../model/front-matter.js';
import { getOrCreate } from '../model/memo.js';
import type { Reading } from '../model/reading.js';
import { NO_OWN_UNITS, type OwnUnits } from '../model/schemes/own-units.js';
import type { SchemeId } from '../model/schemes/scheme.js';
import type { Span } from '../model/text.js';
import { collectNames, type DocumentFacts, describeByFrontMatter, WorkspaceDocument } from './document.js';
import type { Host } from './host.js';
import type { BaselinePlace, ProjectDocument, ProjectFile } from './project-file.js';
import { PROJECT_FILE } from './project-file-name.js';
import { readAhead } from './read-ahead.js';
import type { TextFiles } from './text-files.js';
import { folderOf, isAbsolutePath, isBelow, isInside, resolveBeside, resolveUri } from './uri.js';

/** Makes a draft from a document's text. The URI identifies one that was read before. */
export type DraftOf = (uri: string, text: string, reading: Reading) => Draft;

/** Where loaded documents and the problems met on the way are put. */
export interface LoadTarget {
  readonly documents: ReadonlyMap<string, WorkspaceDocument>;
  add(document: WorkspaceDocument): void;
  /** Ignored if the same code is already reported at this place. */
  report(uri: string, code: string, message: string, span: Span): void;
  /** Whether a problem starts at a place. */
  hasProblemAt(offset: number): boolean;
}

/** The version in force that a draft's front matter names. */
interface NamedBaseline {
  /** A path, or `git:REV:PATH`; null where it names none. */
  readonly baseline: string | null;
  /** Where it stands in the text. */
  readonly span: Span;
  /** The id of the draft. */
  readonly id: string;
  isRefused: boolean;
}

/** The text of a file that a project file names, or why it has none that may be read. */
type ProjectText = { readonly text: string } | { readonly refusal: string };

/** What was read of an entry of a project file. */
interface EntryTexts {
  readonly draft: ProjectText;
  /** Of the version in force; null where it is no file of its own. */
  readonly inForce: ProjectText | null;
}

/** Reads the documents that a project file and front matters name. */
export class ProjectLoader {
  private readonly projectUri: string;
  /** The versions in force that were read, by scheme and URI: many entries can name one. */
  private readonly baselines = new Map<string, Draft>();
  /** Those of the project file that is being loaded. */
  private ownUnits: OwnUnits = NO_OWN_UNITS;
  /** The URIs of its own drafts, which are versions in force of none of them. */
  private drafts: ReadonlySet<string> = new Set();
  private readonly revisions = new Map<string, ReturnType<TextFiles['readRevision']>>();
  /** The drafts whose front matter may name a version in force, and what it named when it was read. */
  private readonly named = new WeakMap<WorkspaceDocument, NamedBaseline>();

  constructor(
    private readonly host: Host,
    private readonly files: TextFiles,
    private readonly folder: string,
    private readonly draftOf: DraftOf,
    private readonly target: LoadTarget,
  ) {
    this.projectUri = resolveUri(folder, PROJECT_FILE);
  }

  /**
   * Loads the documents of a project file, their versions in force, the consultation document and
   * the template.
   */
  async loadProject({ documents, consultation, attachments, ownUnits }: ProjectFile): Promise<void> {
    this.ownUnits = ownUnits;
    this.drafts = new Set(
      [...documents.map(({ path }) => path), consultation?.document ?? '']
        .filter((path) => path !== '')
        .map((path) => resolveUri(this.folder, path)),
    );
    for await (const { entry, content } of readAhead(documents, (each) => this.readEntry(each)))
      await this.loadEntry(entry, content);
    if (consultation && consultation.document !== null) {
      const found = await this.readUnlessLoaded(consultation.document, consultation.documentSpan, true);
      if (found) {
        this.target.add(new WorkspaceDocument(found.uri, describeConsultation, found.draft));
      }
    }
    for (const { content, span } of attachments) {
      if (content.kind !== 'response-template' || content.template === null) continue;
      const found = await this.readUnlessLoaded(content.template, span);
      if (found) this.target.add(new WorkspaceDocument(found.uri, describeTemplate, found.draft));
    }
  }

  /**
   * Whether an edit of a draft's front matter has made it name another version in force than the
   * one that was loaded, or has moved the place of what is wrong with it.
   */
  hasStaleBaseline(document: WorkspaceDocument): boolean {
    const named = this.named.get(document);
    const { baseline, span } = placeBaseline(document);
    if (!named) return false;
    const hasMoved = named.isRefused && (named.span.start !== span.start || named.span.end !== span.end);
    return named.baseline !== baseline || named.id !== document.id || hasMoved;
  }

  /** Loads the version in force that a draft's front matter names, if it names one. */
  async loadFrontMatterBaseline(document: WorkspaceDocument): Promise<void> {
    const { baseline, span } = placeBaseline(document);
    const named = { baseline, id: document.id, span, isRefused: false };
    this.named.set(document, named);
    if (baseline === null) return;
    const refuse = (message: string) => {
      named.isRefused = true;
      this.target.report(document.uri, 'front-matter.invalid', message, span);
    };
    const [, revision, path] = /^git:([^:]+):(.+)$/.exec(baseline) ?? [];
    if (revision !== undefined && path !== undefined) {
      const read = await this.readRevision(folderOf(document.uri), revision, path);
      if (hasFailed(read)) refuse(`The version in force cannot be read: ${read.problem}`);
      else this.useAsBaseline(document, baseline, read.text);
      return;
    }
    const uri = isAbsolutePath(baseline) ? null : resolveBeside(document.uri, baseline);
    if (uri === null || !isBelow(this.folder, uri) || !(await this.host.isWithin(this.folder, uri)))
      return refuse(
        `The version in force “${baseline}” is outside the folder: move it inside, and give a relative path.`,
      );
    if (uri === document.uri)
      return refuse('The draft names itself as its version in force: name the file of that version, or git:REV:PATH.');
    if (this.drafts.has(uri)) return refuse(this.whyOwnDraft(baseline, document.id));
    const read = await this.files.read(uri);
    if (hasFailed(read)) refuse(`The version in force “${baseline}” cannot be read: ${read.problem}.`);
    else this.useAsBaseline(document, uri, read.text);
  }

  private useAsBaseline(document: WorkspaceDocument, uri: string, text: string): void {
    const known = this.target.documents.get(uri);
    document.baseline = known?.isBaseline
      ? known
      : this.addBaseline(uri, document.id, null, this.readBaseline(uri, text, document.draft.reading));
  }

  private readBaseline(uri: string, text: string, reading: Reading): Draft {
    return getOrCreate(this.baselines, `${reading.scheme} ${reading.isConsultation} ${uri}`, () =>
      this.draftOf(uri, text, reading),
    );
  }

  private readRevision(folder: string, revision: string, path: string): ReturnType<TextFiles['readRevision']> {
    const read = () => this.files.readRevision(folder, revision, path);
    return getOrCreate(this.revisions, `${folder} ${revision}:${path}`, read);
  }

  /** Reads the files that an entry names, and reports nothing yet. */
  private async readEntry({ path, baseline }: ProjectDocument): Promise<EntryTexts> {
    const isFile = baseline !== null && baseline.git === null;
    const [draft, inForce] = await Promise.all([
      this.readInside(path),
      isFile ? this.readInside(baseline.path ?? path) : null,
    ]);
    return { draft, inForce };
  }

  private async loadEntry(entry: ProjectDocument, texts: EntryTexts): Promise<void> {
    const uri = resolveUri(this.folder, entry.path);
    const other = this.target.documents.get(uri);
    const text = other ? null : this.takeText(texts.draft, entry.pathSpan);
    const draft = other?.draft ?? (text === null ? null : this.draftOf(uri, text, this.readingBy(entry.scheme)));
    if (!draft) return;
    if (other) {
      if (this.target.hasProblemAt(entry.pathSpan.start)) return;
      const what = other.isBaseline ? `as the version in force of the ${other.id}` : `as the ${other.id}`;
      this.refuse(`“${entry.path}” is already listed, ${what}: each entry needs its own file.`, entry.pathSpan);
      return;
    }
    const document = new WorkspaceDocument(uri, (frontMatter) => describeEntry(entry, frontMatter), draft);
    this.target.add(document);
    if (entry.baseline) document.baseline = await this.loadBaseline(entry, entry.baseline, texts.inForce);
    else await this.loadFrontMatterBaseline(document);
  }

  /** @param inForce what was read of its file; null where it is at a git revision */
  private async loadBaseline(
    entry: ProjectDocument,
    place: BaselinePlace,
    inForce: ProjectText | null,
  ): Promise<WorkspaceDocument | null> {
    const path = place.path ?? entry.path;
    if (place.git !== null) {
      const read = await this.readRevision(this.folder, place.git, path);
      if (hasFailed(read)) {
        this.refuse(`The version in force of the ${entry.id} cannot be read: ${read.problem}`, place.span);
        return null;
      }
      const uri = `git:${place.git}:${path}`;
      return this.addBaseline(
        uri,
        entry.id,
        place.version,
        this.readBaseline(uri, read.text, this.readingBy(entry.scheme)),
      );
    }
    const uri = resolveUri(this.folder, path);
    const text = this.takeText(inForce ?? (await this.readInside(path)), place.span);
    if (text === null) return null;
    if (this.target.documents.get(uri)?.isBaseline === false) {
      this.refuse(this.whyOwnDraft(path, entry.id), place.span);
      return null;
    }
    return this.addBaseline(uri, entry.id, place.version, this.readBaseline(uri, text, this.readingBy(entry.scheme)));
  }

  private whyOwnDraft(path: string, id: string): string {
    return `“${path}” is a draft of this project, so it cannot be the version in force of the ${id}.`;
  }

  private addBaseline(uri: string, id: string, version: string | null, draft: Draft): WorkspaceDocument {
    const describe = ({ document, title, version: ownVersion }: FrontMatter): DocumentFacts => ({
      id: id || (document ?? ''),
      names: collectNames(id, document, title),
      version: version ?? ownVersion,
      role: 'baseline',
    });
    const baseline = new WorkspaceDocument(uri, describe, draft);
    this.target.add(baseline);
    return baseline;
  }

  private async readUnlessLoaded(
    path: string,
    span: Span,
    isConsultation = false,
  ): Promise<{ uri: string; draft: Draft } | null> {
    const uri = resolveUri(this.folder, path);
    const draft = this.target.documents.has(uri)
      ? null
      : await this.readDraft(path, span, this.readingBy(null, isConsultation));
    return draft && { uri, draft };
  }

  private async readDraft(path: string, span: Span, reading: Reading): Promise<Draft | null> {
    const text = this.takeText(await this.readInside(path), span);
    return text === null ? null : this.draftOf(resolveUri(this.folder, path), text, reading);
  }

  private readingBy(scheme: SchemeId | null, isConsultation = false): Reading {
    return { scheme, ownUnits: this.ownUnits, isConsultation };
  }

  /** The text at a path of the project file, which must be inside the folder. */
  private async readInside(path: string): Promise<ProjectText> {
    const uri = resolveUri(this.folder, path);
    if (!isInside(path) || !(await this.host.isWithin(this.folder, uri)))
      return { refusal: `“${path}” is outside the project’s folder: keep all drafts inside it.` };
    if (uri === this.projectUri)
      return { refusal: `“${path}” is this file, which lists the drafts: name the file of a draft.` };
    const read = await this.files.read(uri);
    return hasFailed(read) ? { refusal: `“${path}” cannot be read: ${read.problem}.` } : read;
  }

  /** What was read, or null and a problem at `span`. */
  private takeText(read: ProjectText, span: Span): string | null {
    if ('text' in read) return read.text;
    this.refuse(read.refusal, span);
    return null;
  }

  private refuse(message: string, span: Span): void {
    this.target.report(this.projectUri, 'project.invalid', message, span);
  }
}

function placeBaseline({ draft }: WorkspaceDocument): Pick<NamedBaseline, 'baseline' | 'span'> {
  const { baseline, places } = draft.frontMatter;
  return { baseline, span: places.get('baseline') ?? { start: 0, end: 3 } };
}

function describeEntry(entry: ProjectDocument, { title, document, version }: FrontMatter): DocumentFacts {
  const { id, aliases } = entry;
  const names = collectNames(id, entry.title, title, ...aliases, document);
  return { id, names, version: entry.version ?? version, role: 'instrument' };
}

function describeConsultation(frontMatter: FrontMatter): DocumentFacts {
  return { ...describeByFrontMatter(frontMatter), role: 'consultation' };
}

function describeTemplate(): DocumentFacts {
  return { id: '', names: [], version: null, role: 'template' };
}
