import {
  isMap,
  isPair,
  isScalar,
  isSeq,
  type Node,
  parseDocument,
  visit,
  type YAMLMap,
  type YAMLParseError,
} from 'yaml';
import { exists } from '../analysis/dates.js';
import { editDistance } from '../analysis/edit-distance.js';
import type { Problem } from '../model/block.js';
import { LineMap, type Span } from '../model/text.js';

export type CheckSetting = 'error' | 'warning' | 'information' | 'hint' | 'off';

export interface ConsultationEntry {
  /** Under which its questions are labelled: "FTC". */
  readonly id: string | null;
  /** Path of the consultation document, relative to the project's folder. */
  readonly document: string | null;
  readonly documentSpan: Span;
  /** ISO dates (YYYY-MM-DD), `respondBy` with a time of day where one is given (YYYY-MM-DDTHH:MM). */
  readonly published: string | null;
  readonly respondBy: string | null;
  readonly effective: string | null;
  readonly title: string | null;
  /** "draft", "issued"; where it is not said here, the consultation document's front matter may. */
  readonly status: string | null;
  /** Who consults, as the notification names them: "DCC". */
  readonly by: string | null;
  /** Under what the amendments are made: "Clause 4.2 of the SMETS1 SVTAD". */
  readonly legalBasis: string | null;
  readonly milestones: readonly Milestone[];
}

/** A day of the consultation beyond those that every one has. */
export interface Milestone {
  readonly title: string;
  /** An ISO date, or one of the consultation's own. */
  readonly from: string | 'published' | 'respond-by' | 'effective';
  /** How long after that; null on that day itself. */
  readonly after: { readonly count: number; readonly unit: (typeof PERIODS)[number] } | null;
}

/** Where the version in force stands: in a file, or in a file at a git revision. */
export interface BaselinePlace {
  /** Null where it is the document's own path, at a revision. */
  readonly path: string | null;
  readonly git: string | null;
  readonly version: string | null;
  readonly span: Span;
}

export interface ProjectDocument {
  readonly id: string;
  /** Its full title, where the project file gives one; else its front matter may. */
  readonly title: string | null;
  readonly aliases: readonly string[];
  readonly path: string;
  readonly pathSpan: Span;
  readonly version: string | null;
  /** The letter of its annex to the notification: "A", or "[AAA]" while that is open; null for the next in turn. */
  readonly annex: string | null;
  readonly baseline: BaselinePlace | null;
}

export interface ExternalDocument {
  readonly id: string;
  readonly title: string | null;
  readonly aliases: readonly string[];
  readonly partOf: string | null;
}

export type AttachmentContent =
  | { readonly kind: 'notification'; readonly template: string | null }
  | { readonly kind: 'clean' | 'marked'; readonly document: string }
  /** A file that is sent as it is. */
  | { readonly kind: 'file'; readonly path: string }
  /** Made from the questions, or by a template of the team's own. */
  | { readonly kind: 'response-template'; readonly template: string | null };

export interface AttachmentPlan {
  readonly number: number;
  readonly content: AttachmentContent;
  readonly title: string | null;
  readonly span: Span;
}

/** How the attachments are to be drawn. */
export interface ExportsEntry {
  /** The classes of changes that bear no marks. */
  readonly without: readonly UnmarkedClass[];
  readonly listOfChanges: boolean;
  readonly legend: boolean;
  readonly watermark: boolean;
  readonly classification: string | null;
  /** The Word file whose look the Word files take, relative to the project's folder. */
  readonly wordTemplate: string | null;
}

export type UnmarkedClass = (typeof UNMARKED)[number];

/** What `keeling.yaml` says. */
export interface ProjectFile {
  readonly text: string;
  readonly lines: LineMap;
  readonly consultation: ConsultationEntry | null;
  readonly documents: readonly ProjectDocument[];
  readonly external: readonly ExternalDocument[];
  readonly attachments: readonly AttachmentPlan[];
  readonly exports: ExportsEntry | null;
  /** How the files of the pack are named: "{id}_Attachment_{number}_{title}_{status}". */
  readonly packName: string | null;
  readonly checks: Readonly<Record<string, CheckSetting>>;
  /** Where each code stands that a severity is set for. */
  readonly checkSpans: ReadonlyMap<string, Span>;
  readonly problems: readonly Problem[];
}

/** No project file is longer; what is, is some other file. */
const MOST_CHARACTERS = 1_000_000;
/** How many faults are told: beyond that the file is no project file, and each further one says nothing new. */
const MOST_PROBLEMS = 100;

const PERIODS = ['working-days', 'days', 'weeks', 'months'] as const;
/** What can stand in braces in the name of a file of the pack. */
export const NAME_PARTS: readonly string[] = ['id', 'number', 'title', 'document', 'version', 'status'];
const UNMARKED = ['consequential', 'typographical', 'formatting'] as const;
const SETTINGS: readonly string[] = ['error', 'warning', 'information', 'hint', 'off'];
const KEYS = {
  root: ['consultation', 'documents', 'external', 'attachments', 'exports', 'pack', 'checks'],
  consultation: [
    'id',
    'title',
    'document',
    'status',
    'by',
    'legal-basis',
    'published',
    'respond-by',
    'effective',
    'milestones',
  ],
  milestone: ['title', 'on', 'after', ...PERIODS],
  document: ['id', 'aliases', 'title', 'path', 'version', 'annex', 'baseline'],
  baseline: ['path', 'git', 'version'],
  external: ['id', 'title', 'aliases', 'part-of'],
  attachment: ['number', 'title', 'notification', 'clean', 'marked', 'response-template', 'file'],
  pack: ['name'],
  exports: ['without', 'list-of-changes', 'legend', 'watermark', 'classification', 'word-template'],
} as const;

/** Reads a project file. Never throws: what cannot be read is in `problems` with its place, and the rest is as if it were not there. */
export function parseProjectFile(text: string): ProjectFile {
  return new Reader(text).read();
}

class Reader {
  private readonly problems: Problem[] = [];
  private readonly checkSpans = new Map<string, Span>();

  constructor(private readonly text: string) {}

  read(): ProjectFile {
    const contents = this.contents();
    const root =
      contents === null || (isScalar(contents) && contents.value === null)
        ? null
        : this.map(contents, 'keeling.yaml', KEYS.root);
    const documents = this.each(root, 'documents', (item) => this.document(item));
    const external = this.each(root, 'external', (item) => this.externalDocument(item));
    this.unique([...documents, ...external]);
    this.uniqueNames([...documents, ...external]);
    const known = new Set(documents.map((document) => document.id));
    const attachments = this.each(root, 'attachments', (item) => this.attachment(item, known));
    this.uniqueNumbers(attachments);
    return {
      text: this.text,
      lines: LineMap.of(this.text),
      consultation: this.consultation(root),
      documents,
      external,
      attachments,
      exports: this.exports(root),
      packName: this.packName(root),
      checks: this.checks(root),
      checkSpans: this.checkSpans,
      problems: this.problems,
    };
  }

  /** What the YAML holds, or null where it holds nothing that can be read. */
  private contents(): Node | null {
    if (this.text.length > MOST_CHARACTERS) {
      this.problem('keeling.yaml is longer than a million characters: it names documents, it does not hold them.', {
        start: 0,
        end: 1,
      });
      return null;
    }
    try {
      const document = parseDocument(this.text, { prettyErrors: false, logLevel: 'error' });
      for (const error of document.errors) {
        const [from, to] = error.pos;
        this.problem(`keeling.yaml is not valid YAML: ${inOurWords(error)}`, {
          start: from,
          end: Math.max(to, from + 1),
        });
      }
      if (document.errors.length > 0) return null;
      let sound = true;
      visit(document, {
        Alias: (_, node) => {
          sound = false;
          this.problem(
            `“*${node.source}” stands for another entry: write the words out, keeling.yaml has no such shortcuts.`,
            spanOf(node),
          );
        },
      });
      return sound ? document.contents : null;
    } catch (error) {
      const deep = error instanceof RangeError;
      this.problem(
        deep
          ? 'keeling.yaml is nested too deeply to be read.'
          : `keeling.yaml cannot be read: ${error instanceof Error ? error.message : String(error)}`,
        { start: 0, end: 1 },
      );
      return null;
    }
  }

  private consultation(root: YAMLMap | null): ConsultationEntry | null {
    const node = root?.get('consultation', true) as Node | undefined;
    if (!node) return null;
    const map = this.map(node, 'consultation', KEYS.consultation);
    if (!map) return null;
    const document = this.path(map, 'document');
    return {
      id: this.words(map, 'id'),
      title: this.words(map, 'title'),
      document: document?.text ?? null,
      documentSpan: document?.span ?? spanOf(node),
      published: this.date(map, 'published'),
      respondBy: this.date(map, 'respond-by'),
      effective: this.date(map, 'effective'),
      status: this.words(map, 'status'),
      by: this.words(map, 'by'),
      legalBasis: this.words(map, 'legal-basis'),
      milestones: this.each(map, 'milestones', (item) => this.milestone(item)),
    };
  }

  private milestone(node: Node): Milestone | null {
    const map = this.map(node, 'a milestone', KEYS.milestone);
    if (!map) return null;
    const title = this.words(map, 'title');
    const from = map.has('on') ? this.date(map, 'on') : this.startOf(map);
    const periods = PERIODS.filter((unit) => map.has(unit));
    const [unit] = periods;
    const count = unit === undefined ? null : map.get(unit);
    if (
      title === null ||
      from === null ||
      map.has('on') === map.has('after') ||
      periods.length !== (map.has('on') ? 0 : 1) ||
      (unit !== undefined && !(typeof count === 'number' && Number.isInteger(count) && count > 0 && count <= 1000))
    ) {
      this.problem(
        'A milestone has a title and a day: { title: Appeals close, after: effective, working-days: 10 }, or { title: …, on: 2020-01-20 }',
        spanOf(node),
      );
      return null;
    }
    return { title, from, after: unit === undefined ? null : { count: count as number, unit } };
  }

  private startOf(map: YAMLMap): string | null {
    const words = this.words(map, 'after');
    return words === 'published' || words === 'respond-by' || words === 'effective' ? words : this.date(map, 'after');
  }

  private document(node: Node): ProjectDocument | null {
    const map = this.map(node, 'a document', KEYS.document);
    if (!map) return null;
    const id = this.words(map, 'id');
    const path = this.path(map, 'path');
    if (id === null)
      this.problem('A document needs an “id”, the short name by which others cite it: id: MTAD', spanOf(node));
    if (!path && !map.has('path')) this.problem(`The document ${id ?? ''} needs a “path”: path: mtad.md`, spanOf(node));
    if (id === null || !path) return null;
    return {
      id,
      title: this.words(map, 'title'),
      aliases: this.list(map, 'aliases'),
      path: path.text,
      pathSpan: path.span,
      version: this.words(map, 'version'),
      annex: this.words(map, 'annex'),
      baseline: this.baseline(map),
    };
  }

  private baseline(document: YAMLMap): BaselinePlace | null {
    const node = document.get('baseline', true) as Node | undefined;
    if (!node) return null;
    if (isScalar(node) && typeof node.value === 'string') {
      const path = this.path(document, 'baseline');
      return path && { path: path.text, git: null, version: null, span: path.span };
    }
    const map = this.map(node, 'baseline', KEYS.baseline);
    if (!map) return null;
    const path = this.path(map, 'path');
    const git = this.words(map, 'git');
    if (!path && git === null) {
      if (!map.has('path')) this.problem('A baseline needs a “path”, a “git” revision, or both.', spanOf(node));
      return null;
    }
    if (git !== null && /^-|[\s:\0-\x1f\x7f]/.test(git)) {
      this.problem(
        `“${shown(git)}” is no git revision: name a tag, a branch or a commit.`,
        spanOf(map.get('git', true) as Node),
      );
      return null;
    }
    return { path: path?.text ?? null, git, version: this.words(map, 'version'), span: path?.span ?? spanOf(node) };
  }

  private externalDocument(node: Node): (ExternalDocument & { span: Span }) | null {
    const map = this.map(node, 'an external document', KEYS.external);
    if (!map) return null;
    const id = this.words(map, 'id');
    if (id === null) {
      this.problem('An external document needs an “id”: id: SEC', spanOf(node));
      return null;
    }
    return {
      id,
      title: this.words(map, 'title'),
      aliases: this.list(map, 'aliases'),
      partOf: this.words(map, 'part-of'),
      span: spanOf(node),
    };
  }

  private attachment(node: Node, known: ReadonlySet<string>): AttachmentPlan | null {
    const map = this.map(node, 'an attachment', KEYS.attachment);
    if (!map) return null;
    const span = spanOf(node);
    const number = map.get('number');
    if (typeof number !== 'number' || !Number.isInteger(number) || number < 1) {
      this.problem('An attachment needs a whole “number” from 1 on: number: 2', span);
      return null;
    }
    const contents: AttachmentContent[] = [];
    for (const kind of ['notification', 'response-template'] as const) {
      if (!map.has(kind)) continue;
      const template = map.get(kind) === true ? null : this.path(map, kind);
      contents.push({ kind, template: template?.text ?? null });
    }
    for (const kind of ['clean', 'marked'] as const) {
      const document = map.has(kind) ? this.words(map, kind) : null;
      if (document === null) continue;
      if (!known.has(document)) {
        this.problem(
          `Attachment ${number} is of “${document}”, which is none of the documents${hint(document, [...known])}`,
          spanOf(map.get(kind, true) as Node),
        );
        return null;
      }
      contents.push({ kind, document });
    }
    const file = map.has('file') ? this.path(map, 'file') : null;
    if (file) contents.push({ kind: 'file', path: file.text });
    const content = contents[0];
    if (!content || contents.length > 1) {
      this.problem(
        `Attachment ${number} needs one of “notification”, “clean”, “marked”, “response-template” and “file”.`,
        span,
      );
      return null;
    }
    return { number, content, title: this.words(map, 'title'), span };
  }

  private packName(root: YAMLMap | null): string | null {
    const node = root?.get('pack', true) as Node | undefined;
    if (!node || (isScalar(node) && node.value === null)) return null;
    const map = this.map(node, 'pack', KEYS.pack);
    const name = map && this.words(map, 'name');
    if (!map || !name) return null;
    const unknown = [...name.matchAll(/\{([^{}]*)\}/g)]
      .map((found) => found[1] as string)
      .find((part) => !NAME_PARTS.includes(part));
    if (unknown === undefined && name.includes('{number}')) return name;
    this.problem(
      unknown === undefined
        ? 'The name of an attachment needs its {number}, so that each has its own: {id}_Attachment_{number}_{title}'
        : `“{${shown(unknown)}}” cannot stand in the name of an attachment; ${NAME_PARTS.map((part) => `{${part}}`).join(', ')} can.`,
      spanOf(map.get('name', true) as Node),
    );
    return null;
  }

  private exports(root: YAMLMap | null): ExportsEntry | null {
    const node = root?.get('exports', true) as Node | undefined;
    if (!node || (isScalar(node) && node.value === null)) return null;
    const map = this.map(node, 'exports', KEYS.exports);
    if (!map) return null;
    const without = this.list(map, 'without').filter((each): each is UnmarkedClass => {
      const known = (UNMARKED as readonly string[]).includes(each);
      if (!known)
        this.problem(
          `Changes without marks can be ${UNMARKED.join(', ')}; “${shown(each)}” is none of these${hint(each, UNMARKED)}`,
          spanOf(map.get('without', true) as Node),
        );
      return known;
    });
    return {
      without,
      listOfChanges: this.flag(map, 'list-of-changes', false),
      legend: this.flag(map, 'legend', false),
      watermark: this.flag(map, 'watermark', true),
      classification: this.words(map, 'classification'),
      wordTemplate: this.path(map, 'word-template')?.text ?? null,
    };
  }

  private checks(root: YAMLMap | null): Record<string, CheckSetting> {
    const node = root?.get('checks', true) as Node | undefined;
    const checks: Record<string, CheckSetting> = Object.create(null);
    if (!node || (isScalar(node) && node.value === null)) return checks;
    if (!isMap(node)) {
      this.problem('“checks” holds a line for each code: reference.style: off', spanOf(node));
      return checks;
    }
    for (const pair of node.items) {
      const code = String(isScalar(pair.key) ? pair.key.value : pair.key);
      this.checkSpans.set(code, spanOf(pair.key as Node));
      const value = isScalar(pair.value) ? (pair.value.value === false ? 'off' : String(pair.value.value)) : '';
      if (SETTINGS.includes(value)) checks[code] = value as CheckSetting;
      else
        this.problem(
          `“${code}” can be error, warning, information, hint or off.`,
          spanOf((pair.value ?? pair.key) as Node),
        );
    }
    return checks;
  }

  // ---- values

  private map(node: Node, name: string, keys: readonly string[]): YAMLMap | null {
    if (!isMap(node)) {
      this.problem(`${name} must be a block of entries such as “${keys[0]}: …”.`, spanOf(node));
      return null;
    }
    for (const pair of node.items) {
      const key = String(isScalar(pair.key) ? pair.key.value : pair.key);
      if (!keys.includes(key)) this.problem(`“${key}” is not known here${hint(key, keys)}`, spanOf(pair.key as Node));
    }
    return node;
  }

  private each<T>(root: YAMLMap | null, key: string, read: (item: Node) => T | null): T[] {
    const node = root?.get(key, true) as Node | undefined;
    if (!node || (isScalar(node) && node.value === null)) return [];
    if (!isSeq(node)) {
      this.problem(`“${key}” must be a list, each entry led by a dash.`, spanOf(node));
      return [];
    }
    return node.items.flatMap((item) => read(item as Node) ?? []);
  }

  /** A short text; numbers such as a version 1.5 count as their digits. */
  private words(map: YAMLMap, key: string): string | null {
    const node = map.get(key, true) as Node | undefined;
    if (!node || (isScalar(node) && node.value === null)) return null;
    const value = isScalar(node) ? node.value : undefined;
    if (typeof value === 'string' && value.trim() !== '') return value.trim();
    if (typeof value === 'number')
      return isScalar(node) && typeof node.source === 'string' ? node.source : String(value);
    this.problem(`“${key}” must be words.`, spanOf(node));
    return null;
  }

  private list(map: YAMLMap, key: string): string[] {
    const node = map.get(key, true) as Node | undefined;
    if (!node || (isScalar(node) && node.value === null)) return [];
    if (isScalar(node) && typeof node.value === 'string') return [node.value];
    if (!isSeq(node)) {
      this.problem(`“${key}” must be a list: [SVTAD]`, spanOf(node));
      return [];
    }
    return node.items.flatMap((item) =>
      isScalar(item) && typeof item.value === 'string' && item.value.trim() !== '' ? [item.value.trim()] : [],
    );
  }

  private flag(map: YAMLMap, key: string, otherwise: boolean): boolean {
    const node = map.get(key, true) as Node | undefined;
    if (!node || (isScalar(node) && node.value === null)) return otherwise;
    if (isScalar(node) && typeof node.value === 'boolean') return node.value;
    this.problem(`“${key}” must be true or false.`, spanOf(node));
    return otherwise;
  }

  /** A relative path that stays within the folder, by its words; where links lead is for the reader of the file to see. */
  private path(map: YAMLMap, key: string): { text: string; span: Span } | null {
    const text = this.words(map, key);
    if (text === null) return null;
    const span = spanOf(map.get(key, true) as Node);
    if (/[\0-\x1f\x7f]/.test(text)) {
      this.problem(`“${shown(text)}” holds a character that no file's name can have.`, span);
      return null;
    }
    if (/^(?:[A-Za-z]:|[\\/])/.test(text) || text.split(/[\\/]/).includes('..')) {
      this.problem(`“${text}” leads out of the project’s folder: name files by a path within it.`, span);
      return null;
    }
    if (text.includes('\\')) {
      this.problem(
        `“${text}” is read on every system when it is written with forward slashes: ${text.replaceAll('\\', '/')}`,
        span,
      );
      return null;
    }
    return { text: text.replace(/^(?:\.\/)+/, ''), span };
  }

  private date(map: YAMLMap, key: string): string | null {
    const text = this.words(map, key);
    if (text === null) return null;
    const found = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2}))?$/.exec(text);
    if (
      found &&
      exists({ year: Number(found[1]), month: Number(found[2]), day: Number(found[3]) }) &&
      Number(found[4] ?? 0) < 24 &&
      Number(found[5] ?? 0) < 60
    ) {
      return text.replace(' ', 'T');
    }
    const mend = key === 'respond-by' ? '2020-01-17T16:00' : '2020-01-31';
    this.problem(`“${text}” is no date: write ${key}: ${mend}`, spanOf(map.get(key, true) as Node));
    return null;
  }

  private unique(documents: readonly { id: string; pathSpan?: Span; span?: Span }[]): void {
    const seen = new Set<string>();
    for (const { id, pathSpan, span } of documents) {
      if (seen.has(id))
        this.problem(
          `Two documents have the id “${id}”: each needs its own.`,
          pathSpan ?? span ?? { start: 0, end: 1 },
        );
      seen.add(id);
    }
  }

  /** A name that two documents share says of neither which one is cited. */
  private uniqueNames(
    documents: readonly { id: string; aliases: readonly string[]; pathSpan?: Span; span?: Span }[],
  ): void {
    const owners = new Map(documents.map(({ id }) => [id, id]));
    for (const { id, aliases, pathSpan, span } of documents) {
      for (const alias of aliases) {
        const owner = owners.get(alias) ?? id;
        if (owner !== id)
          this.problem(
            `“${alias}” is a name of both the ${owner} and the ${id}: each needs names of its own.`,
            pathSpan ?? span ?? { start: 0, end: 1 },
          );
        owners.set(alias, owner);
      }
    }
  }

  private uniqueNumbers(attachments: readonly AttachmentPlan[]): void {
    const seen = new Set<number>();
    for (const { number, span } of attachments) {
      if (seen.has(number)) this.problem(`Two attachments have the number ${number}.`, span);
      seen.add(number);
    }
  }

  private problem(message: string, span: Span): void {
    if (this.problems.length < MOST_PROBLEMS) this.problems.push({ code: 'project.invalid', message, span });
  }
}

/** What the YAML reader says, without what it says to programmers. */
function inOurWords({ code, message }: YAMLParseError): string {
  if (code === 'MULTIPLE_DOCS') return 'a line “---” begins a second document in it; take the line out.';
  return /call stack/i.test(message) ? 'it is nested too deeply.' : message;
}

/** Words from the file, fit for one line of a message. */
function shown(text: string): string {
  return text.replace(/[\0-\x1f\x7f]/g, '�');
}

function spanOf(node: Node | null | undefined): Span {
  const range = node?.range;
  return range ? { start: range[0], end: Math.max(range[1], range[0] + 1) } : { start: 0, end: 1 };
}

/** ": did you mean “x”?", where one of the words known is close; a full stop otherwise. */
function hint(word: string, known: readonly string[]): string {
  const most = Math.min(20, Math.max(2, Math.floor(word.length / 3)));
  const close = known
    .map((each) => ({ each, distance: editDistance(word.toLowerCase(), each.toLowerCase(), most) }))
    .sort((a, b) => a.distance - b.distance)[0];
  return close && close.distance <= most ? `: did you mean “${close.each}”?` : '.';
}

/** The keys whose values name a document of the project. */
const NAMING: ReadonlySet<string> = new Set(['id', 'aliases', 'title', 'clean', 'marked']);
/** The keys whose values are paths. */
const PATHS: ReadonlySet<string> = new Set([
  'path',
  'baseline',
  'document',
  'notification',
  'response-template',
  'file',
]);

/** Where a document's name stands in the text of a project file, quotation marks left out. */
export function placesOfName(text: string, name: string): Span[] {
  return placesOfValue(text, NAMING, (value) => value === name);
}

/** Where paths stand in the text of a project file, those of which `isMeant` holds; quotation marks left out. */
export function placesOfPath(text: string, isMeant: (path: string) => boolean): Span[] {
  return placesOfValue(text, PATHS, isMeant);
}

function placesOfValue(text: string, keys: ReadonlySet<string>, isMeant: (value: string) => boolean): Span[] {
  const found: Span[] = [];
  visit(parseDocument(text, { logLevel: 'error' }), {
    Scalar(key, node, path) {
      if (key === 'key' || typeof node.value !== 'string' || !node.range || !isMeant(node.value)) return;
      const pair = path.findLast((each) => isPair(each));
      if (!pair || !isScalar(pair.key) || !keys.has(String(pair.key.value))) return;
      const [start, end] = node.range;
      const quoted = /^["']/.test(text.slice(start, end)) ? 1 : 0;
      found.push({ start: start + quoted, end: end - quoted });
    },
  });
  return found;
}
