import type { ChangeKind, Comparison } from '../compare/change.js';
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
import type { Instrument } from './project-facts.js';
import { questionsOf } from './questions.js';
import { responseTemplate } from './response-template.js';

export interface PackInput {
  readonly consultation: ConsultationEntry | null;
  readonly attachments: readonly AttachmentPlan[];
  readonly instruments: readonly Instrument[];
  /** The consultation document, whose questions the response template asks. */
  readonly document: Draft | null;
  /** The text of each template that the attachments name. */
  readonly templates: ReadonlyMap<string, string>;
  /** How the instruments are drawn. */
  readonly exports: Partial<ExportOptions>;
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

/** What an attachment will be, before anything is made. */
export interface PlannedAttachment {
  readonly number: number;
  readonly title: string;
  readonly kind: AttachmentPlan['content']['kind'];
  /** The instrument that it shows, its version, and the version that its changes are marked against; null where there is none. */
  readonly document: string | null;
  readonly version: string | null;
  readonly against: string | null;
}

export interface PackedAttachment extends PlannedAttachment {
  readonly files: readonly string[];
  /** For a change-marked attachment: how many changes there are of each kind. */
  readonly changes: Readonly<Record<ChangeKind, number>> | null;
  /** What the comparison could not show as closely as it should. */
  readonly notes: readonly string[];
}

export interface Pack {
  readonly files: readonly PackFile[];
  readonly attachments: readonly PackedAttachment[];
}

/** Told before each attachment is made, and before each of its forms; the work waits for what it returns, so that the caller can let the thread breathe. */
export type PackProgressReport = (done: number, total: number, what: string) => void | Promise<void>;

/**
 * The attachments of a consultation by their numbers, and what each will be.
 * @throws Error with what to mend where one cannot be made
 */
export function planPack(input: PackInput): PlannedAttachment[] {
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
  const files: PackFile[] = [];
  const attachments: PackedAttachment[] = [];
  for (const [index, { planned, name, make }] of makings.entries()) {
    const step = async (form?: string) => {
      const what = `Attachment ${planned.number} – ${planned.title}`;
      await progress(index, makings.length, form === undefined ? what : `${what}: ${form}`);
      if (cancelled()) throw new Error('cancelled');
    };
    await step();
    const stem = fileStem([id, `Attachment ${planned.number}`, name]);
    const made = await make(step);
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
  files.push({ name: `${fileStem([id, 'Pack Summary'])}.md`, bytes: encode(packSummary(attachments)) });
  files.push({
    name: `${fileStem([id, 'Pack Manifest'])}.json`,
    bytes: encode(`${JSON.stringify({ version: 1, consultation: id, attachments }, null, 2)}\n`),
  });
  return { files, attachments };
}

interface Making {
  readonly planned: PlannedAttachment;
  /** For the files' names. */
  readonly name: string;
  make(step: Step): Promise<{ files: FormattedFile[]; comparison?: Comparison }>;
}

/** Told before a form of an attachment is made. */
type Step = (form: string) => Promise<void>;

interface FormattedFile {
  readonly extension: string;
  readonly bytes: Uint8Array;
}

function makingsOf(input: PackInput): Making[] {
  if (input.attachments.length === 0)
    throw new Error('keeling.yaml lists no attachments: name them under “attachments”');
  return [...input.attachments].sort((a, b) => a.number - b.number).map((plan) => makingOf(input, plan));
}

function makingOf(input: PackInput, plan: AttachmentPlan): Making {
  const { content } = plan;
  switch (content.kind) {
    case 'notification':
      return notification(input, plan, content.template);
    case 'response-template':
      return response(input, plan, content.template);
    default: {
      const instrument = input.instruments.find((each) => each.id === content.document);
      if (!instrument) throw new Error(`Attachment ${plan.number} is of “${content.document}”, which cannot be read`);
      return content.kind === 'clean' ? clean(input, plan, instrument) : marked(input, plan, instrument);
    }
  }
}

function notification(input: PackInput, { number, title }: AttachmentPlan, name: string | null): Making {
  const template = name === null ? DEFAULT_NOTIFICATION : input.templates.get(name);
  if (template === undefined)
    throw new Error(`Attachment ${number}: the notification template “${name}” cannot be read`);
  const { consultation, instruments } = input;
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
    make: async () => {
      const text = notificationText(
        { name, text: template },
        consultation,
        instruments,
        consultation?.effective ?? null,
      );
      return { files: await wordAndMarkdown(input, text) };
    },
  };
}

function response(input: PackInput, { number, title }: AttachmentPlan, name: string | null): Making {
  const { consultation, document } = input;
  const own = name === null ? undefined : input.templates.get(name);
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
    make: async () => ({
      files: await wordAndMarkdown(
        input,
        own ??
          responseTemplate(consultation, document?.frontMatter.title ?? null, document ? questionsOf(document) : []),
      ),
    }),
  };
}

/** What is to be filled in or sent as it is: it bears no watermark. */
async function wordAndMarkdown({ author, date, exports }: PackInput, text: string): Promise<FormattedFile[]> {
  const options = { ...exports, author, date, watermark: false };
  return [
    { extension: 'docx', bytes: await renderDocx({ draft: Draft.parse(text) }, options) },
    { extension: 'md', bytes: encode(text) },
  ];
}

/** An instrument in every form in which it is published. */
async function published(input: PackInput, id: string, source: Source, step: Step): Promise<FormattedFile[]> {
  const { author, date, exports, typesetter } = input;
  const figures = input.figures.get(id) ?? (() => null);
  await step('Word');
  const docx = await renderDocx(source, { ...exports, author, date, figures });
  await step('PDF');
  const pdf = await renderPdf(source, typesetter, { ...exports, figures });
  await step('HTML');
  const html = encode(renderHtml(source, { ...exports, figures }));
  await step('Markdown');
  const md = encode(renderMarkdown(source, exports));
  return Object.entries({ docx, pdf, html, md }).map(([extension, bytes]) => ({ extension, bytes }));
}

function clean(input: PackInput, { number, title }: AttachmentPlan, instrument: Instrument): Making {
  const { draft, id, version } = instrument;
  return {
    planned: {
      number,
      title: title ?? `${heading(instrument)} (clean)`,
      kind: 'clean',
      document: id,
      version,
      against: null,
    },
    name: [id, version, 'clean'].filter(Boolean).join(' '),
    make: async (step) => ({ files: await published(input, id, { draft }, step) }),
  };
}

function marked(input: PackInput, { number, title }: AttachmentPlan, instrument: Instrument): Making {
  const { baseline, id, version } = instrument;
  if (!baseline)
    throw new Error(
      `Attachment ${number} marks the changes of the ${id}, which has no baseline: name the version in force in keeling.yaml`,
    );
  const against = baseline.version ?? 'the version in force';
  return {
    planned: {
      number,
      title: title ?? `${heading(instrument)} (change marked against ${against})`,
      kind: 'marked',
      document: id,
      version,
      against,
    },
    name: [id, version, 'change marked'].filter(Boolean).join(' '),
    make: async (step) => {
      await step('comparison');
      const comparison = instrument.comparison() as Comparison;
      return { comparison, files: await published(input, id, { comparison }, step) };
    },
  };
}

function heading({ id, title, version }: Instrument): string {
  return [title ?? id, version].filter(Boolean).join(' ');
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
    length += encode(char).length;
    if (length > LONGEST_NAME) break;
    stem += char;
  }
  return withoutEnd(stem, '._');
}

/** A table of what was made, as Markdown. */
export function packSummary(attachments: readonly PackedAttachment[]): string {
  const cell = (words: string | null) => (words ?? '').replace(/[|\\]/g, '\\$&').replace(/\s+/g, ' ');
  const rows = attachments.map(({ number, title, version, against, files, changes }) =>
    [
      String(number),
      cell(title),
      cell(version),
      cell(against),
      files.map(cell).join('<br>'),
      changes ? changesInWords(changes) : '',
    ].join(' | '),
  );
  return [
    '| No. | Attachment | Version | Against | Files | Changes |',
    '| --- | --- | --- | --- | --- | --- |',
    ...rows.map((row) => `| ${row} |`),
    '',
  ].join('\n');
}

/** "3 amended, 1 moved"; "none" where there are none. */
export function changesInWords(changes: Readonly<Record<ChangeKind, number>>): string {
  const told = Object.entries(changes).filter(([, count]) => count > 0);
  return told.length === 0 ? 'none' : told.map(([kind, count]) => `${count} ${kind}`).join(', ');
}

function encode(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
