import type { Node } from 'yaml';
import { isMap, isScalar } from 'yaml';
import { suggestClosest } from '../analysis/text/edit-distance.js';
import type { Problem } from '../model/block.js';
import { isSchemeId, SCHEME_IDS } from '../model/schemes/catalogue.js';
import {
  isBuiltInUnitWord,
  makeOwnUnits,
  OWN_NUMBERINGS,
  type OwnUnit,
  type OwnUnits,
} from '../model/schemes/own-units.js';
import type { SchemeId } from '../model/schemes/scheme.js';
import { UNIT_NAMES } from '../model/schemes/units.js';
import { LineMap, type Span, trimEndOf } from '../model/text.js';
import {
  ANNEXES,
  type BlockName,
  MARKINGS,
  NAME_PARTS,
  PERIODS,
  SETTINGS,
  type STARTS,
  type UNMARKED,
} from './project-fields.js';
import {
  isEmptyNode,
  type PathValue,
  type PlacedName,
  type PlacedPath,
  type ReadBlock,
  replaceControls,
  spanOfNode,
  textOfKey,
  ValueReader,
} from './project-values.js';
import { readYaml, spanWithin } from './project-yaml.js';
import { isInside } from './uri.js';

export type CheckSetting = (typeof SETTINGS)[number];

export interface ConsultationEntry {
  /** Its questions are labelled by it: "FTC". */
  readonly id: string | null;
  /** Path of the consultation document, relative to the project's folder. */
  readonly document: string | null;
  readonly documentSpan: Span;
  /**
   * ISO dates (YYYY-MM-DD), `respondBy` with a time of day where one is given (YYYY-MM-DDTHH:MM).
   */
  readonly published: string | null;
  readonly respondBy: string | null;
  readonly effective: string | null;
  readonly title: string | null;
  /** "draft", "issued"; null where it is left to the front matter of the consultation document. */
  readonly status: string | null;
  /** Who consults, as the notification names them: "DCC". */
  readonly by: string | null;
  /** The provision that the amendments are made under: "Clause 4.2 of the SMETS1 SVTAD". */
  readonly legalBasis: string | null;
  readonly reference: string | null;
  /** The ISO date of the notification. */
  readonly notified: string | null;
  /** To whom the notification is sent. */
  readonly addressees: readonly string[];
  readonly milestones: readonly Milestone[];
  /** The folder of the filled response templates, relative to the project's. */
  readonly responses: string | null;
  /** The drafts that were consulted on: a folder with copies of them, or a git revision. */
  readonly circulated: string | null;
  /** The consultation document of a consultation that is over. */
  readonly concluded: string | null;
}

/** Who issues the papers of the consultation. */
export interface IssuerEntry {
  readonly name: string | null;
  readonly address: readonly string[];
  /** A picture, relative to the project's folder. */
  readonly logo: string | null;
  /** A Word file with the letterhead, relative to the project's folder. */
  readonly letterhead: string | null;
  /** The author of the change marks and of the files. */
  readonly author: string | null;
  readonly signatory: { readonly name: string | null; readonly title: string | null };
}

/** A day of the consultation besides those that every one has. */
export interface Milestone {
  readonly title: string;
  /** An ISO date, or one of the consultation's own. */
  readonly from: string | (typeof STARTS)[number];
  /** How long after that; null on that day itself. */
  readonly after: { readonly count: number; readonly unit: (typeof PERIODS)[number] } | null;
}

/** Where the version in force stands: in a file, or in a file at a git revision. */
export interface BaselinePlace {
  /** Null where it is the document's own path, at a revision. */
  readonly path: string | null;
  readonly git: string | null;
  readonly version: string | null;
  /** The ISO date from which it is in force. */
  readonly from: string | null;
  readonly span: Span;
}

export interface ProjectDocument {
  readonly id: string;
  /** Its full title; null where it is left to its front matter. */
  readonly title: string | null;
  readonly aliases: readonly string[];
  readonly path: string;
  readonly pathSpan: Span;
  readonly version: string | null;
  /** The scheme of numbering that it follows; null where its text tells. */
  readonly scheme: SchemeId | null;
  /**
   * The letter of its annex to the notification: "A", or "[AAA]" while that is open; null for the
   * next letter.
   */
  readonly annex: string | null;
  /** Whether it is made for the first time, so that none is in force; never with a baseline. */
  readonly isNew: boolean;
  readonly baseline: BaselinePlace | null;
}

export interface ExternalDocument {
  readonly id: string;
  readonly title: string | null;
  readonly aliases: readonly string[];
  readonly partOf: string | null;
}

/** Papers that are made of the changes of one document. */
export const COMPARISON_PAPERS = ['table', 'destinations', 'derivations', 'extract'] as const;
export type ComparisonPaperKind = (typeof COMPARISON_PAPERS)[number];

/** What is bound to a notification: each instrument clean, its amending instructions, or nothing. */
export type AnnexForm = (typeof ANNEXES)[number];

export type AttachmentContent =
  | { readonly kind: 'notification'; readonly template: string | null; readonly annexes: AnnexForm }
  | { readonly kind: 'clean' | ComparisonPaperKind; readonly document: string }
  | { readonly kind: 'marked'; readonly document: string; readonly against: MarkedAgainst }
  /** The report on the responses and on what was decided. */
  | { readonly kind: 'conclusions' }
  /** The changes of a document as amending instructions. */
  | { readonly kind: 'instructions'; readonly document: string }
  /** The consultation document itself. */
  | { readonly kind: 'consultation' }
  /** A file that is sent as it is. */
  | { readonly kind: 'file'; readonly path: string }
  /** Made from the questions, or by a template of the team's own. */
  | { readonly kind: 'response-template'; readonly template: string | null };

/** What a change-marked attachment is marked against. */
export type MarkedAgainst = 'in force' | 'circulated';

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
  readonly marks: Marking;
  readonly listOfChanges: boolean;
  readonly legend: boolean;
  readonly watermark: boolean;
  readonly classification: string | null;
  /** The Word file whose look the Word files take, relative to the project's folder. */
  readonly wordTemplate: string | null;
}

/** The name of a way in which changes are marked. */
export type Marking = (typeof MARKINGS)[number];
export type UnmarkedClass = (typeof UNMARKED)[number];

/** What `keeling.yaml` says. */
export interface ProjectFile {
  readonly text: string;
  readonly lines: LineMap;
  readonly consultation: ConsultationEntry | null;
  readonly issuer: IssuerEntry | null;
  readonly documents: readonly ProjectDocument[];
  readonly external: readonly ExternalDocument[];
  /** The units that its drafts are divided into beside those of every scheme. */
  readonly ownUnits: OwnUnits;
  readonly attachments: readonly AttachmentPlan[];
  /** What is published with the decision; null where that is not said. */
  readonly decision: readonly AttachmentPlan[] | null;
  readonly exports: ExportsEntry | null;
  /** How the files of the pack are named: "{id}_Attachment_{number}_{title}_{status}". */
  readonly packName: string | null;
  /** Whether the consultation document is part of the pack. */
  readonly packsConsultation: boolean;
  /** The font files that PDFs are set in as well. */
  readonly fonts: readonly PathValue[];
  readonly checks: Readonly<Record<string, CheckSetting>>;
  /** Where each code stands that a severity is set for. */
  readonly checkSpans: ReadonlyMap<string, Span>;
  /** Every path of the project's folder that it names, in its order. */
  readonly paths: readonly PlacedPath[];
  /** Every name of a document that it holds, in its order. */
  readonly names: readonly PlacedName[];
  readonly problems: readonly Problem[];
}

/**
 * Reads a project file. Never throws: whatever cannot be read is reported as a problem, and the
 * rest is read without it.
 */
export function parseProjectFile(text: string): ProjectFile {
  return new ProjectReader(text).read();
}

/** A unit of the project's own, and where it stands. */
type PlacedUnit = OwnUnit & { readonly span: Span; readonly withinSpan: Span };

/** Words of letters, which no digit and no mark can make part of a number. */
const UNIT_NAME = /^\p{L}[\p{L}’'-]{1,29}(?: \p{L}[\p{L}’'-]{0,29}){0,2}$/u;

const BUILT_IN_NAMES = Object.values(UNIT_NAMES).map(({ one }) => one);

/** Whether a unit stands in one that stands in it. */
function standsInItself(units: readonly OwnUnit[], name: string): boolean {
  const start = name.toLowerCase();
  let at: string | undefined = start;
  for (let steps = 0; steps <= units.length; steps++) {
    at = units.find((unit) => unit.name.toLowerCase() === at)?.within?.toLowerCase();
    if (at === undefined) return false;
    if (at === start) return true;
  }
  return true;
}

/** An external document, and where its entry stands. */
type PlacedExternal = ExternalDocument & { readonly span: Span };

class ProjectReader {
  private readonly checkSpans = new Map<string, Span>();
  private readonly values: ValueReader;

  constructor(private readonly text: string) {
    this.values = new ValueReader(text);
  }

  read(): ProjectFile {
    const { node, problems } = readYaml(this.text);
    for (const { message, span } of problems) this.report(message, span);
    const root = node && !isEmptyNode(node) ? this.values.readBlock(node, 'root', 'keeling.yaml') : null;
    const has = root?.values;
    const documents = this.readEach(has?.documents, (item) => this.readDocument(item));
    const external = this.readEach(has?.external, (item) => this.readExternal(item));
    this.refuseSharedNames([...documents.map((document) => ({ ...document, span: document.pathSpan })), ...external]);
    const ids = documents.map(({ id }) => id);
    const attachments = this.readEach(has?.attachments, (item) => this.readAttachment(item, ids));
    this.refuseSharedNumbers(attachments);
    const decision = this.readEach(has?.decision, (item) => this.readAttachment(item, ids));
    this.refuseSharedNumbers(decision);
    return {
      text: this.text,
      lines: LineMap.of(this.text),
      consultation: has?.consultation ? this.readConsultation(has.consultation) : null,
      issuer: this.readIssuer(has?.issuer ?? null),
      documents,
      external,
      ownUnits: this.readUnits(has?.units),
      attachments,
      decision: decision.length > 0 ? decision : null,
      exports: this.readExports(has?.exports ?? null),
      ...this.readPack(has?.pack ?? null),
      fonts: has?.fonts ?? [],
      checks: this.readChecks(has?.checks ?? null),
      checkSpans: this.checkSpans,
      paths: sortByPlace(this.values.paths),
      names: sortByPlace(this.values.names),
      problems: this.values.problems.map(({ span, ...problem }) => ({
        ...problem,
        span: spanWithin(this.text, span.start, span.end),
      })),
    };
  }

  private readConsultation(node: Node): ConsultationEntry | null {
    const block = this.values.readBlock(node, 'consultation', 'consultation');
    if (!block) return null;
    const { document, milestones, ...values } = block.values;
    return {
      id: values.id,
      title: values.title,
      document: document?.path ?? null,
      documentSpan: document?.span ?? block.span,
      published: values.published,
      respondBy: values['respond-by'],
      effective: values.effective,
      status: values.status,
      by: values.by,
      legalBasis: values['legal-basis'],
      reference: values.reference,
      notified: values.notified,
      addressees: values.addressees,
      milestones: this.readEach(milestones, (item) => this.readMilestone(item)),
      responses: this.readOwnPath(values.responses, block.spanOf('responses')),
      circulated: values.circulated,
      concluded: this.readOwnPath(values.concluded, block.spanOf('concluded')),
    };
  }

  private readIssuer(node: Node | null): IssuerEntry | null {
    const block = this.readOptional(node, 'issuer');
    if (!block) return null;
    const { name, address, logo, letterhead, author, signatory } = block.values;
    const signs = this.readOptional(signatory, 'signatory')?.values;
    return {
      name,
      address,
      logo: logo?.path ?? null,
      letterhead: letterhead?.path ?? null,
      author,
      signatory: { name: signs?.name ?? null, title: signs?.title ?? null },
    };
  }

  /** A path that is looked into only by commands, so that nothing need be there. */
  private readOwnPath(path: string | null, span: Span): string | null {
    if (path === null) return null;
    if (isInside(path)) return trimEndOf(path, '/').replace(/^(?:\.\/)+/, '') || null;
    this.report(`“${replaceControls(path)}” is outside the project’s folder: name a path inside it.`, span);
    return null;
  }

  private readMilestone(node: Node): Milestone | null {
    const block = this.values.readBlock(node, 'milestone', 'a milestone');
    if (!block) return null;
    const { title, on, after: start } = block.values;
    const after = PERIODS.filter((unit) => block.has(unit)).map((unit) => ({ count: block.values[unit], unit }));
    const isOn = block.has('on');
    const from = isOn ? on : start;
    const isSound = isOn !== block.has('after') && after.length === (isOn ? 0 : 1);
    const period = after[0] ?? null;
    if (title !== null && from !== null && isSound) {
      if (period === null) return { title, from, after: null };
      const { count, unit } = period;
      if (isWholeNumber(count) && count <= 1000) return { title, from, after: { count, unit } };
    }
    this.report(
      'A milestone has a title and a day: { title: Review, after: effective, months: 6 }, or { title: …, on: 2020-01-20 }',
      block.span,
    );
    return null;
  }

  private readDocument(node: Node): ProjectDocument | null {
    const block = this.values.readBlock(node, 'document', 'a document');
    if (!block) return null;
    const { id, title, aliases, path, version, scheme, annex } = block.values;
    if (id === null)
      this.report('A document needs an “id”, the short name by which others cite it: id: MTAD', block.span);
    if (!block.has('path')) this.report(`The document ${id ?? ''} needs a “path”: path: mtad.md`, block.span);
    const baseline = this.readBaseline(block);
    if (id === null || !path) return null;
    if (scheme !== null && !isSchemeId(scheme))
      this.report(`“${scheme}” is no scheme of numbering: choose ${SCHEME_IDS.join(', ')}`, block.span);
    const named = isSchemeId(scheme) ? scheme : null;
    const place = { path: path.path, pathSpan: path.span };
    const isNew = block.values.new === true && baseline === null;
    return { id, title, aliases, ...place, version, scheme: named, annex, isNew, baseline };
  }

  private readBaseline(document: ReadBlock<'document'>): BaselinePlace | null {
    const place = document.values.baseline;
    if (!place) return null;
    if ('path' in place) return { path: place.path, git: null, version: null, from: null, span: place.span };
    const block = this.values.readBlock(place.block, 'baseline', 'baseline');
    if (!block) return null;
    const { path, git, version, from } = block.values;
    if (!path && git === null) {
      if (!block.has('path')) this.report('A baseline needs a “path”, a “git” revision, or both.', block.span);
      return null;
    }
    if (git !== null && /^-|[\s:\0-\x1f\x7f]/.test(git)) {
      this.report(
        `“${replaceControls(git)}” is no git revision: name a tag, a branch or a commit.`,
        block.spanOf('git'),
      );
      return null;
    }
    return { path: path?.path ?? null, git, version, from, span: path?.span ?? block.span };
  }

  private readExternal(node: Node): PlacedExternal | null {
    const block = this.values.readBlock(node, 'external', 'an external document');
    if (!block) return null;
    const { id, title, aliases, 'part-of': partOf } = block.values;
    if (id !== null) return { id, title, aliases, partOf, span: block.span };
    this.report('An external document needs an “id”: id: SEC', block.span);
    return null;
  }

  /** The units of the project's own that are sound. */
  private readUnits(nodes: readonly Node[] | undefined): OwnUnits {
    const read = this.readEach(nodes, (item) => this.readUnit(item));
    const names = read.map(({ name }) => name.toLowerCase());
    const known = [...new Set([...read.map(({ name }) => name), ...BUILT_IN_NAMES])];
    const sound = read.filter(({ name, within, span, withinSpan }, index) => {
      if (names.indexOf(name.toLowerCase()) < index) {
        this.report(`Two units are called “${name}”: each needs a name of its own.`, span);
        return false;
      }
      if (within === null || isBuiltInUnitWord(within)) return true;
      if (!names.includes(within.toLowerCase()))
        this.report(`“${replaceControls(within)}” is no unit${suggestClosest(within, known)}`, withinSpan);
      else if (standsInItself(read, name)) this.report(`“${name}” stands within itself: change “within”.`, withinSpan);
      else return true;
      return false;
    });
    return makeOwnUnits(sound.map(({ span, withinSpan, ...unit }) => unit));
  }

  private readUnit(node: Node): PlacedUnit | null {
    const block = this.values.readBlock(node, 'unit', 'a unit');
    if (!block) return null;
    const { name, plural, short, number, within } = block.values;
    if (name === null) {
      this.report('A unit needs a “name”, the word before its number: { name: Standard, number: decimal }', block.span);
      return null;
    }
    const words = [name, ...(plural === null ? [] : [plural]), ...short].map((word) => word.replace(/\.$/, ''));
    const wrong = words.find((word) => !UNIT_NAME.test(word));
    if (wrong !== undefined) {
      const key = wrong === name ? 'name' : wrong === plural ? 'plural' : 'short';
      this.report(
        `“${replaceControls(wrong.slice(0, 40))}” is no word for a unit: use one to three words of letters.`,
        block.spanOf(key),
      );
      return null;
    }
    const taken = words.find((word) => isBuiltInUnitWord(word));
    if (taken !== undefined) {
      const message = `“${taken}” is a unit already, in every project: take it out of “units”.`;
      this.report(message, block.spanOf(taken === name ? 'name' : taken === plural ? 'plural' : 'short'));
      return null;
    }
    const numbering = OWN_NUMBERINGS.find((each) => each === number);
    if (numbering === undefined && number !== null)
      this.report(
        `“${replaceControls(number)}” is no way of numbering: choose ${OWN_NUMBERINGS.join(', ')}`,
        block.spanOf('number'),
      );
    return {
      name,
      plural: plural ?? `${name}s`,
      short: short.map((word) => word.replace(/\.$/, '')),
      number: numbering ?? 'decimal',
      within,
      span: block.span,
      withinSpan: block.has('within') ? block.spanOf('within') : block.span,
    };
  }

  private readAttachment(node: Node, ids: readonly string[]): AttachmentPlan | null {
    const block = this.values.readBlock(node, 'attachment', 'an attachment');
    if (!block) return null;
    const { number, title } = block.values;
    if (!isWholeNumber(number)) {
      this.report('An attachment needs a whole “number” from 1 on: number: 2', block.span);
      return null;
    }
    const contents = this.readContents(block, number, ids);
    if (!contents) return null;
    const [content] = contents;
    if (content && contents.length === 1) return { number, content, title, span: block.span };
    this.report(
      `Attachment ${number} needs one of “notification”, “clean”, “marked”, “instructions”, “table”, “destinations”, “derivations”, “extract”, “response-template”, “consultation”, “conclusions” and “file”.`,
      block.span,
    );
    return null;
  }

  /**
   * Everything that an attachment is said to hold. Null, and a problem, if its document is not
   * known.
   */
  private readContents(
    block: ReadBlock<'attachment'>,
    number: number,
    ids: readonly string[],
  ): readonly AttachmentContent[] | null {
    const contents: AttachmentContent[] = [];
    const { notification, 'response-template': response } = block.values;
    if (!notification && block.values.annexes !== null)
      this.report('“annexes” goes beside “notification”, which they are bound to.', block.spanOf('annexes'));
    const annexes = this.readAnnexes(block);
    if (notification) contents.push({ kind: 'notification', template: notification.path, annexes });
    if (response) contents.push({ kind: 'response-template', template: response.path });
    for (const kind of ['clean', 'marked', 'instructions', ...COMPARISON_PAPERS] as const) {
      const document = block.values[kind];
      if (document === null) continue;
      if (!ids.includes(document)) {
        const hint = suggestClosest(document, ids);
        this.report(
          `Attachment ${number} is of “${document}”, which is none of the documents${hint}`,
          block.spanOf(kind),
        );
        return null;
      }
      contents.push(kind === 'marked' ? { kind, document, against: this.readAgainst(block) } : { kind, document });
    }
    const { file, consultation, conclusions } = block.values;
    if (conclusions) contents.push({ kind: 'conclusions' });
    if (consultation) contents.push({ kind: 'consultation' });
    if (file) contents.push({ kind: 'file', path: file.path });
    return contents;
  }

  private readAnnexes(block: ReadBlock<'attachment'>): AnnexForm {
    const name = block.values.annexes;
    const known = ANNEXES.find((each) => each === name);
    if (known === undefined && name !== null)
      this.report(
        `“${replaceControls(name)}” cannot be bound to a notification: choose ${ANNEXES.join(', ')}`,
        block.spanOf('annexes'),
      );
    return known ?? 'clean';
  }

  private readAgainst(block: ReadBlock<'attachment'>): MarkedAgainst {
    const { against } = block.values;
    if (against === null || against === 'in force') return 'in force';
    if (against !== 'circulated')
      this.report(
        `“${replaceControls(against)}” is nothing to mark against: choose circulated or in force.`,
        block.spanOf('against'),
      );
    return 'circulated';
  }

  private readPack(node: Node | null): Pick<ProjectFile, 'packName' | 'packsConsultation'> {
    const block = this.readOptional(node, 'pack');
    return {
      packName: block && this.readPackName(block),
      packsConsultation: block?.values.consultation ?? true,
    };
  }

  private readPackName(block: ReadBlock<'pack'>): string | null {
    const { name } = block.values;
    if (!name) return null;
    const parts = [...name.matchAll(/\{([^{}]*)\}/g)].map(([, part = '']) => part);
    const unknown = parts.find((part) => !NAME_PARTS.includes(part));
    if (unknown === undefined && parts.includes('number')) return name;
    this.report(
      unknown === undefined
        ? 'The name of an attachment needs its {number}, so that each has its own: {id}_Attachment_{number}_{title}'
        : `“{${replaceControls(unknown)}}” cannot stand in the name of an attachment; ${NAME_PARTS.map((part) => `{${part}}`).join(', ')} can.`,
      block.spanOf('name'),
    );
    return null;
  }

  private readExports(node: Node | null): ExportsEntry | null {
    const block = this.readOptional(node, 'exports');
    if (!block) return null;
    const { without, marks, legend, watermark, classification } = block.values;
    return {
      without,
      marks: this.readMarking(marks, block.spanOf('marks')),
      listOfChanges: block.values['list-of-changes'] ?? true,
      legend: legend ?? true,
      watermark: watermark ?? true,
      classification,
      wordTemplate: block.values['word-template']?.path ?? null,
    };
  }

  private readMarking(name: string | null, span: Span): Marking {
    const known = MARKINGS.find((each) => each === name);
    if (known === undefined && name !== null)
      this.report(`“${replaceControls(name)}” is no way of marking changes: choose ${MARKINGS.join(', ')}`, span);
    return known ?? 'house';
  }

  private readChecks(node: Node | null): Record<string, CheckSetting> {
    const checks: Record<string, CheckSetting> = Object.create(null);
    if (!node || isEmptyNode(node)) return checks;
    if (!isMap(node)) {
      this.report('“checks” holds a line for each code: reference.style: off', spanOfNode(node));
      return checks;
    }
    for (const { key, value } of node.items) {
      const code = textOfKey(key);
      this.checkSpans.set(code, spanOfNode(key as Node));
      // YAML reads a bare `off` as false.
      const words = isScalar(value) ? (value.value === false ? 'off' : String(value.value)) : '';
      const setting = SETTINGS.find((each) => each === words);
      if (setting) checks[code] = setting;
      else
        this.report(`“${code}” can be error, warning, information, hint or off.`, spanOfNode((value ?? key) as Node));
    }
    return checks;
  }

  /** A block that may be empty; its title is its name. */
  private readOptional<Name extends BlockName>(node: Node | null, name: Name): ReadBlock<Name> | null {
    return node && !isEmptyNode(node) ? this.values.readBlock(node, name, name) : null;
  }

  private readEach<T>(items: readonly Node[] = [], read: (item: Node) => T | null): T[] {
    return items.flatMap((item) => read(item) ?? []);
  }

  /** If two documents share a name, a citation by it is ambiguous. */
  private refuseSharedNames(
    documents: readonly { readonly id: string; readonly aliases: readonly string[]; readonly span: Span }[],
  ): void {
    const owners = new Map<string, string>();
    for (const { id, span } of documents) {
      if (owners.has(id)) this.report(`Two documents have the id “${id}”: each needs its own.`, span);
      owners.set(id, id);
    }
    for (const { id, aliases, span } of documents) {
      for (const alias of aliases) {
        const owner = owners.get(alias) ?? id;
        if (owner !== id)
          this.report(`“${alias}” is a name of both the ${owner} and the ${id}: each needs names of its own.`, span);
        owners.set(alias, owner);
      }
    }
  }

  private refuseSharedNumbers(attachments: readonly AttachmentPlan[]): void {
    const seen = new Set<number>();
    for (const { number, span } of attachments) {
      if (seen.has(number)) this.report(`Two attachments have the number ${number}.`, span);
      seen.add(number);
    }
  }

  private report(message: string, span: Span): void {
    this.values.report(message, span);
  }
}

function isWholeNumber(value: number | null): value is number {
  return value !== null && Number.isInteger(value) && value >= 1;
}

function sortByPlace<Placed extends { readonly span: Span }>(placed: readonly Placed[]): Placed[] {
  return [...placed].sort((a, b) => a.span.start - b.span.start);
}
