import { questionsOf } from '../analysis/questions.js';
import type { Comparison } from '../compare/change.js';
import { summaryOf } from '../compare/comparison-json.js';
import { renderDocx } from '../export/docx.js';
import type { ExportOptions } from '../export/export-options.js';
import { renderHtml } from '../export/html.js';
import type { Source } from '../export/manuscript.js';
import { renderMarkdown } from '../export/markdown.js';
import { renderPdf } from '../export/pdf.js';
import type { Typesetter } from '../export/typesetter.js';
import { Draft } from '../model/draft.js';
import { withoutEnd } from '../model/text.js';
import type { Figures } from '../workspace/figures.js';
import type { AttachmentPlan, ConsultationEntry } from '../workspace/project-file.js';
import { DEFAULT_NOTIFICATION, notificationText } from './notification.js';
import {
  type PackedAttachment,
  type PlannedAttachment,
  packSummary,
  packSummaryHtml,
  type SummaryFacts,
} from './pack-summary.js';
import type { Instrument } from './project-facts.js';
import { writeResponseTemplate } from './response-template.js';
import { timelineOf } from './timeline.js';

/** What the attachments of a consultation are made from. */
export interface PackSources {
  readonly consultation: ConsultationEntry | null;
  readonly attachments: readonly AttachmentPlan[];
  readonly instruments: readonly Instrument[];
  /** The consultation document, whose questions the response template asks. */
  readonly document: Draft | null;
  /** The text of each template that the attachments name. */
  readonly templates: ReadonlyMap<string, string>;
  /** The bytes of each file that the attachments name. */
  readonly attached: ReadonlyMap<string, Uint8Array>;
  /** How files are named, or null for `DEFAULT_NAME`. */
  readonly packName: string | null;
}

export interface PackInput extends PackSources {
  /** What stands against the pack, each a line; a pack with any is made as a draft. */
  readonly reasons: readonly string[];
  /** How the instruments are drawn. */
  readonly exports: Partial<ExportOptions>;
  /** The Word file that the Word files look like, or null for our own look. */
  readonly template: Uint8Array | null;
  /** Whose tracked changes they are, and of when (ISO). */
  readonly author: string;
  readonly date: string;
  /** The figures of each instrument, by its id. */
  readonly figures: ReadonlyMap<string, Figures>;
  readonly typesetter: Typesetter;
}

export interface PackFile {
  /** Its name, without a folder. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** How the files of a pack are named where the project file does not say. */
export const DEFAULT_NAME = '{id}_Attachment_{number}_{title}_{status}';

export interface Pack {
  readonly files: readonly PackFile[];
  readonly attachments: readonly PackedAttachment[];
  /** Whether it was made although something stands against it. */
  readonly isDraft: boolean;
}

/** "ISSUED", "DRAFT", or null where nobody says. */
export function statusOf({
  consultation,
  document,
  reasons,
}: Pick<PackInput, 'consultation' | 'document' | 'reasons'>): string | null {
  if (reasons.length > 0) return 'DRAFT';
  return (consultation?.status ?? document?.frontMatter.status ?? null)?.toUpperCase() ?? null;
}

/** Told before each attachment is made, and before each of its forms; the work waits for what it returns, so that the caller can let the thread breathe. */
export type PackProgressReport = (done: number, total: number, what: string) => void | Promise<void>;

/**
 * The attachments of a consultation by their numbers, and what each will be.
 * @throws Error with what to mend where one cannot be made
 */
export function planPack(input: PackSources): PlannedAttachment[] {
  return makingsOf(input).map(({ planned }) => planned);
}

/**
 * Makes every attachment of a consultation: clean and change-marked instruments, the notification text, the response template; and a
 * summary in Markdown and a manifest in JSON of what was made. All in memory: writing is for the caller, whole or not at all.
 * @param cancelled asked before each form of an attachment; true ends the work with an Error "cancelled"
 * @throws Error with what to mend where an attachment cannot be made
 */
export async function makePack(
  input: PackInput,
  progress: PackProgressReport = () => {},
  cancelled: () => boolean = () => false,
): Promise<Pack> {
  const makings = makingsOf(input);
  const id = input.consultation?.id ?? null;
  const status = statusOf(input);
  const files: PackFile[] = [];
  const attachments: PackedAttachment[] = [];
  for (const [index, { planned, name, make }] of makings.entries()) {
    const reportStep = async (form?: string) => {
      const what = `Attachment ${planned.number} – ${planned.title}`;
      await progress(index, makings.length, form === undefined ? what : `${what}: ${form}`);
      if (cancelled()) throw new Error('cancelled');
    };
    await reportStep();
    const stem = fileName(input.packName ?? DEFAULT_NAME, {
      id: id ?? '',
      number: String(planned.number),
      title: name,
      document: planned.document ?? '',
      version: planned.version ?? '',
      status: status ?? '',
    });
    const made = await make(input, reportStep);
    const own = made.files.map(({ extension, bytes }) => ({ name: `${stem}.${extension}`, bytes }));
    files.push(...own);
    const { comparison } = made;
    attachments.push({
      ...planned,
      files: own.map((file) => file.name),
      changes: comparison ? summaryOf(comparison.changes) : null,
      notes: comparison?.notes ?? [],
    });
  }
  await progress(makings.length, makings.length, 'Summary');
  if (cancelled()) throw new Error('cancelled');
  const twice = files.find(({ name }, index) => files.findIndex((other) => other.name === name) !== index);
  if (twice)
    throw new Error(`two files of the pack would be named ${twice.name}: mend “name” under “pack” in keeling.yaml`);
  const sums = new Map(await Promise.all(files.map(async ({ name, bytes }) => [name, await sha256Of(bytes)] as const)));
  const facts: SummaryFacts = {
    id,
    title: input.consultation?.title ?? input.document?.frontMatter.title ?? null,
    status,
    reasons: input.reasons,
    timeline: timelineOf(input.consultation, input.document),
    attachments,
    sizes: new Map(files.map(({ name, bytes }) => [name, bytes.length])),
    sums,
  };
  const summaries = [
    { name: `${fileStem([id, 'Pack Summary'])}.html`, bytes: encodeUtf8(packSummaryHtml(facts)) },
    { name: `${fileStem([id, 'Pack Summary'])}.md`, bytes: encodeUtf8(packSummary(attachments)) },
  ];
  for (const { name, bytes } of summaries) sums.set(name, await sha256Of(bytes));
  files.push(...summaries);
  const manifest = {
    version: 1,
    consultation: id,
    status,
    draft: input.reasons.length > 0,
    date: input.date,
    attachments,
    compared: await comparedVersions(input, makings),
    files: files.map(({ name, bytes }) => ({ name, size: bytes.length, sha256: sums.get(name) })),
  };
  files.push({
    name: `${fileStem([id, 'Pack Manifest'])}.json`,
    bytes: encodeUtf8(`${JSON.stringify(manifest, null, 2)}\n`),
  });
  return { files, attachments, isDraft: input.reasons.length > 0 };
}

/** Each instrument of the pack, the version that it is of, and the one that it was compared with; with the checksums of both texts. */
async function comparedVersions({ instruments }: PackInput, makings: readonly Making[]) {
  const shown = new Set(makings.map(({ planned }) => planned.document));
  const own = instruments.filter(({ id }) => shown.has(id));
  return Promise.all(
    own.map(async ({ id, version, draft, baseline }) => ({
      document: id,
      version,
      sha256: await sha256Of(encodeUtf8(draft.text)),
      against: baseline && { version: baseline.version, sha256: await sha256Of(encodeUtf8(baseline.draft.text)) },
    })),
  );
}

/** SHA-256, in hexadecimal digits. */
async function sha256Of(bytes: Uint8Array): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new Uint8Array(bytes));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

interface Making {
  readonly planned: PlannedAttachment;
  /** For the files' names. */
  readonly name: string;
  make(input: PackInput, step: FormReport): Promise<{ files: FormattedFile[]; comparison?: Comparison }>;
}

/** Told before a form of an attachment is made. */
type FormReport = (form: string) => Promise<void>;

interface FormattedFile {
  readonly extension: string;
  readonly bytes: Uint8Array;
}

function makingsOf(input: PackSources): Making[] {
  if (input.attachments.length === 0)
    throw new Error('keeling.yaml lists no attachments: name them under “attachments”');
  return [...input.attachments].sort((a, b) => a.number - b.number).map((plan) => makingOf(input, plan));
}

function makingOf(input: PackSources, plan: AttachmentPlan): Making {
  const { content } = plan;
  switch (content.kind) {
    case 'notification':
      return notificationMaking(input, plan, content.template);
    case 'response-template':
      return responseMaking(input, plan, content.template);
    case 'file':
      return fileMaking(input, plan, content.path);
    default: {
      const instrument = input.instruments.find((each) => each.id === content.document);
      if (!instrument) throw new Error(`Attachment ${plan.number} is of “${content.document}”, which cannot be read`);
      return content.kind === 'clean' ? cleanMaking(plan, instrument) : markedMaking(plan, instrument);
    }
  }
}

function notificationMaking(sources: PackSources, { number, title }: AttachmentPlan, name: string | null): Making {
  if (name !== null && !sources.templates.has(name))
    throw new Error(`Attachment ${number}: the notification template “${name}” cannot be read`);
  return {
    planned: {
      number,
      title: title ?? 'Draft Notification Text',
      kind: 'notification',
      document: null,
      version: null,
      against: null,
    },
    name: 'Notification',
    make: async (input) => ({ files: await wordAndMarkdown(input, notificationOf(sources, name)) }),
  };
}

/** The notification text, by a template that the project file names or the built-in one. */
export function notificationOf({ consultation, instruments, templates }: PackSources, name: string | null): string {
  const text = name === null ? DEFAULT_NOTIFICATION : (templates.get(name) ?? '');
  return notificationText({ name, text }, consultation, instruments, consultation?.effective ?? null);
}

function responseMaking(sources: PackSources, { number, title }: AttachmentPlan, name: string | null): Making {
  const { consultation, document, templates } = sources;
  const own = name === null ? undefined : templates.get(name);
  if (name !== null && own === undefined)
    throw new Error(`Attachment ${number}: the response template “${name}” cannot be read`);
  if (own === undefined && !document)
    throw new Error(
      `Attachment ${number}: the response template asks the questions of the consultation document; name that in keeling.yaml under “consultation”`,
    );
  return {
    planned: {
      number,
      title: title ?? 'Response Template',
      kind: 'response-template',
      document: null,
      version: null,
      against: null,
    },
    name: 'Response Template',
    make: async (input) => ({
      files: await wordAndMarkdown(
        input,
        own ??
          writeResponseTemplate(
            consultation,
            document?.frontMatter.title ?? null,
            document ? questionsOf(document) : [],
          ),
        true,
      ),
    }),
  };
}

/** A file that is sent as it is. */
function fileMaking({ attached: files }: PackSources, { number, title }: AttachmentPlan, path: string): Making {
  const bytes = files.get(path);
  if (!bytes) throw new Error(`Attachment ${number}: the file “${path}” cannot be read`);
  const name = path.slice(path.lastIndexOf('/') + 1);
  const dot = name.lastIndexOf('.');
  const stem = dot > 0 ? name.slice(0, dot) : name;
  return {
    planned: { number, title: title ?? stem, kind: 'file', document: null, version: null, against: null },
    name: title ?? stem,
    make: async () => ({ files: [{ extension: dot > 0 ? name.slice(dot + 1) : 'bin', bytes }] }),
  };
}

/** What is to be filled in or sent as it is: it bears no watermark. */
async function wordAndMarkdown(
  { author, date, exports, template }: PackInput,
  text: string,
  isForm = false,
): Promise<FormattedFile[]> {
  const options = { ...exports, author, date, template, watermark: false, isForm };
  const source = { draft: Draft.parse(text) };
  return [
    { extension: 'docx', bytes: await renderDocx(source, options) },
    { extension: 'md', bytes: encodeUtf8(renderMarkdown(source)) },
  ];
}

/** An instrument in every form in which it is published. */
async function renderForms(input: PackInput, id: string, source: Source, step: FormReport): Promise<FormattedFile[]> {
  const { author, date, exports, template, typesetter } = input;
  const figures = input.figures.get(id) ?? (() => null);
  await step('Word');
  const reportWord = (done: number, total: number) =>
    done > 0 ? step(`Word, ${Math.floor((100 * done) / total)} %`) : undefined;
  const docx = await renderDocx(source, { ...exports, author, date, template, figures, progress: reportWord });
  await step('PDF');
  const pdf = await renderPdf(source, typesetter, { ...exports, figures });
  await step('HTML');
  const html = encodeUtf8(renderHtml(source, { ...exports, figures }));
  await step('Markdown');
  const md = encodeUtf8(renderMarkdown(source, exports));
  return Object.entries({ docx, pdf, html, md }).map(([extension, bytes]) => ({ extension, bytes }));
}

function cleanMaking({ number, title }: AttachmentPlan, instrument: Instrument): Making {
  const { draft, id, version } = instrument;
  return {
    planned: {
      number,
      title: title ?? `${instrumentHeading(instrument)} (clean)`,
      kind: 'clean',
      document: id,
      version,
      against: null,
    },
    name: [id, version, 'clean'].filter(Boolean).join(' '),
    make: async (input, step) => ({ files: await renderForms(input, id, { draft }, step) }),
  };
}

function markedMaking({ number, title }: AttachmentPlan, instrument: Instrument): Making {
  const { baseline, id, version } = instrument;
  if (!baseline)
    throw new Error(
      `Attachment ${number} marks the changes of the ${id}, which has no baseline: name the version in force in keeling.yaml`,
    );
  const against = baseline.version ?? 'the version in force';
  return {
    planned: {
      number,
      title: title ?? `${instrumentHeading(instrument)} (change marked against ${against})`,
      kind: 'marked',
      document: id,
      version,
      against,
    },
    name: [id, version, 'change marked'].filter(Boolean).join(' '),
    make: async (input, step) => {
      await step('comparison');
      const comparison = instrument.comparison() as Comparison;
      return { comparison, files: await renderForms(input, id, { comparison }, step) };
    },
  };
}

function instrumentHeading({ id, title, version }: Instrument): string {
  return [title ?? id, version].filter(Boolean).join(' ');
}

/** A name by a pattern; parts that are empty leave no sign behind. */
export function fileName(pattern: string, parts: Readonly<Record<string, string>>): string {
  // Signs between parts are kept apart from those within a part, so that an empty part takes just its own with it.
  const pieces = pattern.split(/\{([^{}]*)\}/);
  const words: string[] = [];
  pieces.forEach((piece, index) => {
    if (index % 2 === 0) words.push(piece);
    else if (parts[piece]) words.push(parts[piece]);
    else words.push((words.pop() ?? '').replace(/[_. -]$/, ''));
  });
  return fileStem([words.join('')]);
}

/** Bytes of a name that every file system takes, with room for an extension. */
const LONGEST_NAME = 180;

/** A file name that every system takes: "FTC_Attachment_2_SMETS1_SVTAD_V1.5_clean". */
export function fileStem(parts: readonly (string | null)[]): string {
  const name = parts
    .filter((part): part is string => part !== null && part !== '')
    .join('_')
    .normalize('NFC')
    .replace(/[^\p{L}\p{N}._-]+/gu, '_')
    .replace(/^[._]+/, '');
  let stem = '';
  let length = 0;
  for (const char of name) {
    length += encodeUtf8(char).length;
    if (length > LONGEST_NAME) break;
    stem += char;
  }
  return withoutEnd(stem, '._');
}

function encodeUtf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
