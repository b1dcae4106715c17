import { questionsOf } from '../analysis/references/questions.js';
import type { DraftComment } from '../comments.js';
import type { Comparison } from '../compare/change.js';
import { compareDrafts } from '../compare/compare.js';
import type { FindAwayLinks } from '../export/away-links.js';
import { renderDocx } from '../export/docx/render-docx.js';
import { renderHtml } from '../export/html/render-html.js';
import type { Source } from '../export/manuscript/manuscript.js';
import { renderMarkdown } from '../export/markdown/render-markdown.js';
import { renderOdtForm } from '../export/odt/render-odt-form.js';
import type { Paper } from '../export/paper.js';
import { renderPdf } from '../export/pdf/render-pdf.js';
import { Draft } from '../model/draft.js';
import { isIssued } from '../model/front-matter.js';
import type { FindFigure } from '../workspace/figures.js';
import type { AttachmentPlan, ComparisonPaperKind } from '../workspace/project-file.js';
import { endingOf } from '../workspace/uri.js';
import { makeComparisonPaper, namePaper } from './comparison-papers.js';
import { encodeUtf8, joinVersion } from './file-names.js';
import { bindNotification, type NotificationPlan, writeScheduleOf } from './notification-paper.js';
import { type PackInput, type PackSources, statusOf } from './pack-input.js';
import type { PackLinks } from './pack-links.js';
import type { PlannedAttachment } from './pack-summary.js';
import { nameConsultation, paperOfConclusions, paperOfConsultation, paperOfInstrument } from './papers.js';
import type { Instrument } from './project-facts.js';
import { writeResponseTemplate } from './response-template.js';

/** An attachment that is planned and ready to be made. */
export interface Making {
  readonly planned: PlannedAttachment;
  /** The title in its files' names. */
  readonly name: string;
  make(
    input: PackInput,
    step: FormReport,
    links: PackLinks,
  ): Promise<{ files: FormattedFile[]; comparison?: Comparison }>;
}

/** Called before each form of an attachment is made. */
type FormReport = (form: string) => Promise<void>;

interface FormattedFile {
  readonly extension: string;
  readonly bytes: Uint8Array;
}

/**
 * The attachments of a pack, in the order of their numbers, each ready to be made; first the
 * consultation document, where it has no number.
 * @throws Error that says what to put right where one cannot be made
 */
export function makingsOf(input: PackSources): Making[] {
  const { attachments, document, packsConsultation } = input;
  if (attachments.length === 0) throw new Error('keeling.yaml lists no attachments: add them under “attachments”');
  const makings = [...attachments].sort((a, b) => a.number - b.number).map((plan) => makingOf(input, plan));
  const hasKind = (kind: AttachmentPlan['content']['kind']) => attachments.some(({ content }) => content.kind === kind);
  if (input.report !== null && !hasKind('conclusions'))
    return [conclusionsMaking(input, { number: null, title: null }), ...makings];
  const isAttached = hasKind('consultation');
  return document && packsConsultation && !isAttached
    ? [consultationMaking(input, { number: null, title: null }, document), ...makings]
    : makings;
}

function makingOf(input: PackSources, plan: AttachmentPlan): Making {
  const { content } = plan;
  switch (content.kind) {
    case 'notification':
      return notificationMaking(input, plan, content);
    case 'response-template':
      return responseMaking(input, plan, content.template);
    case 'conclusions':
      return conclusionsMaking(input, plan);
    case 'file':
      return fileMaking(input, plan, content.path);
    case 'consultation':
      if (!input.document)
        throw new Error(
          `Attachment ${plan.number} is the consultation document: name it in keeling.yaml under “consultation”`,
        );
      return consultationMaking(input, plan, input.document);
    case 'table':
    case 'destinations':
    case 'derivations':
    case 'extract':
    case 'instructions':
    case 'clean':
    case 'marked': {
      const instrument = input.instruments.find((each) => each.id === content.document);
      if (!instrument) throw new Error(`Attachment ${plan.number} is of “${content.document}”, which cannot be read`);
      if (content.kind === 'instructions') return instructionsMaking(plan, instrument);
      if (content.kind === 'clean') return cleanMaking(plan, instrument);
      if (content.kind !== 'marked') return comparisonPaperMaking(plan, instrument, content.kind);
      return markedMaking(
        plan,
        instrument,
        content.against === 'circulated' ? findConsultedOn(input, instrument) : null,
      );
    }
  }
}

function consultationMaking(
  sources: PackSources,
  { number, title }: Pick<PlannedAttachment, 'number'> & { readonly title: string | null },
  document: Draft,
): Making {
  return {
    planned: {
      number,
      title: title ?? nameConsultation(sources) ?? 'Consultation',
      kind: 'consultation',
      document: null,
      version: null,
      against: null,
    },
    name: 'Consultation',
    make: async (input, step, links) => {
      const paper = paperOfConsultation(sources, number, statusOf(input));
      return {
        files: await renderForms(
          input,
          { draft: document },
          { paper, figures: input.consultationFigures, away: links.from(true) },
          step,
        ),
      };
    },
  };
}

/** The report on the responses, for the decision. */
function conclusionsMaking(
  sources: PackSources,
  { number, title }: Pick<PlannedAttachment, 'number'> & { readonly title: string | null },
): Making {
  const { report } = sources;
  if (report === null)
    throw new Error(
      `Attachment ${number} is the conclusions report, which belongs under “decision”: keeling pack --decision`,
    );
  return {
    planned: {
      number,
      title: title ?? 'Conclusions',
      kind: 'conclusions',
      document: null,
      version: null,
      against: null,
    },
    name: 'Conclusions',
    make: async (input, step) => {
      const draft = Draft.parse(report);
      const paper = paperOfConclusions(sources, number, input.reasons.length === 0 && isIssued(draft.frontMatter));
      return { files: await renderForms(input, { draft }, { paper, figures: () => null }, step) };
    },
  };
}

/** The draft of an instrument that was consulted on. */
function findConsultedOn({ circulated }: PackSources, { id }: Instrument): Draft {
  const draft = circulated.get(id);
  if (draft) return draft;
  throw new Error(
    `the draft of the ${id} that was consulted on is not known: name it under “circulated” in keeling.yaml, or by --circulated`,
  );
}

function notificationMaking(sources: PackSources, { number, title }: AttachmentPlan, plan: NotificationPlan): Making {
  const { template } = plan;
  if (template !== null && !sources.templates.has(template))
    throw new Error(`Attachment ${number}: the notification template “${template}” cannot be read`);
  return {
    planned: {
      number,
      title: title ?? (sources.report === null ? 'Draft Notification Text' : 'Notification Text'),
      kind: 'notification',
      document: null,
      version: null,
      against: null,
    },
    name: 'Notification',
    make: async (input, step) => {
      const { source, look } = bindNotification(input, plan, number);
      return { files: await renderForms(input, source, look, step) };
    },
  };
}

function responseMaking(sources: PackSources, { number, title }: AttachmentPlan, name: string | null): Making {
  const { consultation, document, templates } = sources;
  const own = name === null ? undefined : templates.get(name);
  if (name !== null && own === undefined)
    throw new Error(`Attachment ${number}: the response template “${name}” cannot be read`);
  if (own === undefined && !document)
    throw new Error(
      `Attachment ${number}: the response template asks the questions of the consultation document: name it in keeling.yaml under “consultation”`,
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
      files: await renderFormFiles(
        input,
        own ??
          writeResponseTemplate(
            consultation,
            document?.frontMatter.title ?? null,
            document ? questionsOf(document) : [],
            input.concerns(),
          ),
      ),
    }),
  };
}

/** A file that is attached as it is. */
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

/** A form to be filled in, so without a watermark. */
async function renderFormFiles({ author, date, exports, template }: PackInput, text: string): Promise<FormattedFile[]> {
  const options = { ...exports, author, date, template, watermark: false, isForm: true };
  const draft = Draft.parse(text);
  return [
    { extension: 'docx', bytes: await renderDocx({ draft }, options) },
    { extension: 'odt', bytes: renderOdtForm(draft, { author, date }) },
    { extension: 'md', bytes: encodeUtf8(renderMarkdown({ draft })) },
  ];
}

/** What a paper says of itself, and its figures. */
export interface PaperLook {
  readonly paper: Paper | null;
  /** The Word file with the head of a letter, in the place of the house template; or null. */
  readonly letterhead?: Uint8Array | null;
  readonly figures: FindFigure;
  /** Comments of colleagues, for a Word file that is not published. */
  readonly comments?: readonly DraftComment[];
  /** Where its page leads besides. */
  readonly away?: FindAwayLinks;
}

/** The forms in which a paper is published, by the extension of the file. */
const PAPER_FORMS = ['docx', 'pdf', 'html', 'md'] as const;
export type PaperForm = (typeof PAPER_FORMS)[number];

/** The form that the name of a paper's file ends in; null where it is none of these. */
export function findPaperForm(name: string): PaperForm | null {
  return PAPER_FORMS.find((form) => form === endingOf(name)) ?? null;
}

/** A paper in every form in which it is published. */
async function renderForms(
  input: PackInput,
  source: Source,
  look: PaperLook,
  step: FormReport,
): Promise<FormattedFile[]> {
  const forms = [
    ['docx', 'Word'],
    ['pdf', 'PDF'],
    ['html', 'HTML'],
    ['md', 'Markdown'],
  ] as const;
  const files: FormattedFile[] = [];
  for (const [extension, name] of forms) {
    // An extract is drawn on pages; in the draft's own mark-up there is no sign for what is left out.
    if (extension === 'md' && 'comparison' in source && source.isExtract) continue;
    await step(name);
    files.push({ extension, bytes: await renderForm(extension, input, source, { ...look, step }) });
  }
  return files;
}

/** What every paper of a project has in common. */
export type CommonLook = Pick<PackInput, 'author' | 'date' | 'template' | 'typesetter' | 'exports'>;

/** A paper in one form. */
export async function renderForm(
  form: PaperForm,
  { author, date, template, typesetter, exports: common }: CommonLook,
  source: Source,
  { paper, letterhead = null, figures, comments, away, step }: PaperLook & { readonly step?: FormReport },
): Promise<Uint8Array> {
  const exports = { ...common, paper, author, date };
  switch (form) {
    case 'docx': {
      const progress = (done: number, total: number) =>
        done > 0 ? step?.(`Word, ${Math.floor((100 * done) / total)} %`) : undefined;
      const look = letterhead ? { paper: withoutHead(paper), template: letterhead } : { template };
      return renderDocx(source, { ...exports, ...look, figures, comments: comments ?? [], typesetter, progress });
    }
    case 'pdf':
      return renderPdf(source, typesetter, { ...exports, figures });
    case 'html':
      return encodeUtf8(renderHtml(source, { ...exports, figures, ...(away && { away }) }));
    case 'md':
      return encodeUtf8(renderMarkdown(source, exports));
  }
}

/** A letter whose head stands in the header of its template. */
function withoutHead(paper: Paper | null): Paper | null {
  return paper && { ...paper, logo: null, letter: paper.letter && { ...paper.letter, sender: null, address: [] } };
}

function lookOfInstrument(input: PackInput, { id, draft }: Instrument, number: number): PaperLook {
  return {
    paper: paperOfInstrument(input, draft, number, input.reasons.length > 0),
    figures: input.figures.get(id) ?? (() => null),
  };
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
    name: `${joinVersion(id, version)} clean`,
    make: async (input, step, links) => ({
      files: await renderForms(
        input,
        { draft },
        { ...lookOfInstrument(input, instrument, number), away: links.from(false) },
        step,
      ),
    }),
  };
}

/** @param circulated the draft that was consulted on, to mark against; null for the version in force */
function markedMaking({ number, title }: AttachmentPlan, instrument: Instrument, circulated: Draft | null): Making {
  const { baseline, id, version } = instrument;
  if (!baseline && !circulated)
    throw new Error(
      `Attachment ${number} marks the changes of the ${id}, which has no baseline: name its version in force in keeling.yaml`,
    );
  const against = circulated ? 'the draft consulted on' : (baseline?.version ?? 'the version in force');
  return {
    planned: {
      number,
      title: title ?? `${instrumentHeading(instrument)} (change marked against ${against})`,
      kind: 'marked',
      document: id,
      version,
      against,
    },
    name: `${joinVersion(id, version)} ${circulated ? 'changes since consultation' : 'change marked'}`,
    make: async (input, step, links) => {
      await step('comparison');
      const comparison = circulated ? compareDrafts(circulated, instrument.draft) : instrument.comparison();
      if (!comparison) throw new Error(`Attachment ${number}: the ${id} could not be compared`);
      const { paper, figures } = lookOfInstrument(input, instrument, number);
      const own = paper && circulated ? { ...paper, against } : paper;
      const look = { paper: own, figures, away: links.from(true) };
      return { comparison, files: await renderForms(input, { comparison }, look, step) };
    },
  };
}

/** A paper that is made of the changes of an instrument: a table of them, or an extract. */
function comparisonPaperMaking(
  { number, title }: AttachmentPlan,
  instrument: Instrument,
  kind: ComparisonPaperKind,
): Making {
  const { baseline, id, version } = instrument;
  if (!baseline)
    throw new Error(
      `Attachment ${number} is about the changes of the ${id}, which has no baseline: name its version in force in keeling.yaml`,
    );
  const against = baseline.version ?? 'the version in force';
  const name = namePaper(kind, against);
  return {
    planned: {
      number,
      title: title ?? `${instrumentHeading(instrument)} (${name.title})`,
      kind,
      document: id,
      version,
      against,
    },
    name: `${joinVersion(id, version)} ${name.file}`,
    make: async (input, step) => {
      await step('comparison');
      const known = input.changesOf(id);
      if (!known) throw new Error(`Attachment ${number}: the ${id} could not be compared`);
      const { source, csv } = makeComparisonPaper(kind, known.comparison, known.facts, nameOf(instrument));
      const files = await renderForms(input, source, lookOfInstrument(input, instrument, number), step);
      return { files: csv === null ? files : [...files, { extension: 'csv', bytes: encodeUtf8(csv) }] };
    },
  };
}

/** The changes of an instrument as a schedule of amending instructions. */
function instructionsMaking({ number, title }: AttachmentPlan, instrument: Instrument): Making {
  const { baseline, id, version } = instrument;
  if (!baseline)
    throw new Error(
      `Attachment ${number} is the amendments to the ${id}, which has no baseline: name its version in force in keeling.yaml`,
    );
  return {
    planned: {
      number,
      title: title ?? `${instrumentHeading(instrument)} (amending instructions)`,
      kind: 'instructions',
      document: id,
      version,
      against: baseline.version ?? 'the version in force',
    },
    name: `${joinVersion(id, version)} amending instructions`,
    make: async (input, step) => {
      await step('comparison');
      const text = writeScheduleOf(instrument);
      if (text === null) throw new Error(`Attachment ${number}: the ${id} could not be compared`);
      const { paper } = lookOfInstrument(input, instrument, number);
      return { files: await renderForms(input, { draft: Draft.parse(text) }, { paper, figures: () => null }, step) };
    },
  };
}

/** An instrument by its short name: "SMETS1 SVTAD V1.5". */
function nameOf({ id, version }: Instrument): string {
  return joinVersion(id, version);
}

function instrumentHeading({ id, title, version }: Instrument): string {
  return joinVersion(title ?? id, version);
}
