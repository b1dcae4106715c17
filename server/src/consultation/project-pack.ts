import type { ExportOptions } from '../export/export-options.js';
import { addFonts, allowNumbersOfSigns } from '../export/own-fonts.js';
import type { Typesetter } from '../export/pdf/typesetter.js';
import { pictureOf } from '../export/pictures.js';
import { Draft } from '../model/draft.js';
import { readBlockFacts } from '../model/facts.js';
import type { Checker } from '../rules/check.js';
import type { Finding } from '../rules/finding.js';
import { type FindFigure, listFigurePaths, readFigures } from '../workspace/figures.js';
import type { Host } from '../workspace/host.js';
import type { AttachmentPlan } from '../workspace/project-file.js';
import type { Workspace } from '../workspace/workspace.js';
import { findChangeFacts } from './change-facts.js';
import { readProjectNumbers } from './change-numbering.js';
import { type CirculatedPlace, circulatedInProject, readCirculated } from './conclusions/circulated.js';
import { ConclusionsRefused, concludeProject } from './conclusions/conclude.js';
import { type CommonLook, type PaperForm, renderForm } from './makings.js';
import { defaultNotification, notificationText } from './notification.js';
import { bindNotification, type NotificationPlan } from './notification-paper.js';
import {
  makePack,
  notificationOf,
  type Pack,
  type PackInput,
  type PackProgressReport,
  type PackSources,
  planPack,
  statusOf,
} from './pack.js';
import { authorInProject } from './papers.js';
import { consultationOf, findConsultation, instrumentsOf, sayFinding } from './project-facts.js';
import {
  readLetterhead,
  readLogo,
  readNamedFile,
  readOwnFonts,
  readTemplate,
  readWordTemplate,
} from './project-files.js';
import { sayProjectConcerns } from './question-changes.js';

/** A project and its checker, whose findings and comparisons the pack uses again. */
export interface CheckedProject {
  readonly workspace: Workspace;
  readonly checker: Checker;
}

/** Errors stand against a pack: it is made only as a draft. */
export class PackRefused extends Error {
  constructor(readonly reasons: readonly string[]) {
    super(
      reasons.length === 1
        ? 'there is an error: mend it, or make the pack as a draft'
        : `there are ${reasons.length} errors: mend them, or make the pack as a draft`,
    );
  }
}

export interface PackOptions {
  /** The author of the marks and of the files, instead of the one that the project file names. */
  readonly author?: string | null;
  readonly date: string;
  readonly typesetter: Typesetter;
  /** How attachments are drawn, where that differs from the project file. */
  readonly exports?: Partial<ExportOptions>;
  /**
   * The Word file whose look the Word files take, instead of the one that the project file names.
   */
  readonly template?: Uint8Array | null;
  /** Whether it is made, marked as a draft, although there are findings at error level. */
  readonly draft?: boolean;
  /** Whether it is the pack of the decision, with the conclusions report. */
  readonly isDecision?: boolean;
  /** The drafts that were consulted on, instead of what the project file says. */
  readonly circulated?: CirculatedPlace | null;
  /** The author where neither `author` nor the project file names one. */
  readonly defaultAuthor?: string;
}

/**
 * Makes the pack of a project: reads the templates, files and figures that it names, and makes
 * every attachment in memory.
 * @throws PackRefused while there are findings at error level; Cancelled
 */
export async function packProject(
  host: Host,
  project: CheckedProject,
  options: PackOptions,
  progress?: PackProgressReport,
  isCancelled?: () => boolean,
): Promise<Pack> {
  const { workspace, checker } = project;
  const decision = options.isDecision ? await readDecision(host, project, options) : null;
  const sources = { ...(await readPackInput(host, workspace, checker, decision?.attachments)), ...decision?.sources };
  const consultation = findConsultation(workspace);
  const input = addFonts(
    {
      ...sources,
      author: options.author || authorInProject(sources) || options.defaultAuthor || 'Keeling',
      date: options.date,
      typesetter: options.draft ? allowNumbersOfSigns(options.typesetter) : options.typesetter,
      // Markdown, which has nothing in front on its own, is an attachment like the others here.
      exports: { listOfChanges: true, legend: true, ...workspace.projectFile?.exports, ...options.exports },
      template: options.template ?? (await readWordTemplate(host, workspace)),
      letterhead: await readLetterhead(host, workspace),
      figures: await readAllFigures(host, workspace),
      consultationFigures: await readFigures(host, workspace.folder, consultation ? [consultation] : []),
      reasons: [],
    },
    await readOwnFonts(host, workspace),
  );
  planPack(input);
  const reasons = [
    ...listReasonsAgainst(workspace, checker, input),
    ...listMissingFigures(workspace, input),
    ...(decision?.reasons ?? []),
  ];
  if (reasons.length > 0 && !options.draft) throw new PackRefused(reasons);
  return makePack({ ...input, reasons }, progress, isCancelled);
}

/**
 * What the attachments of a project are made from; reads the templates and files that they name.
 * @throws Error that names the file which cannot be read
 */
export async function readPackInput(
  host: Host,
  workspace: Workspace,
  checker: Checker,
  attachments?: readonly AttachmentPlan[],
): Promise<PackSources> {
  const file = workspace.projectFile;
  if (!file) throw new Error('there is no keeling.yaml to say what to pack');
  const plans = attachments ?? file.attachments;
  const numbers = await readProjectNumbers(host, workspace, checker.comparisons);
  let known: ReturnType<typeof findChangeFacts> | null = null;
  const templates = new Map<string, string>();
  const attached = new Map<string, Uint8Array>();
  for (const { content } of plans) {
    if ('template' in content && content.template !== null)
      templates.set(content.template, await readTemplate(host, workspace, content.template));
    if (content.kind === 'file')
      attached.set(content.path, await readNamedFile(host, workspace, content.path, 'an attachment'));
  }
  return {
    consultation: file.consultation,
    issuer: file.issuer,
    logo: await readLogo(host, workspace),
    attachments: plans,
    circulated: new Map(),
    report: null,
    instruments: instrumentsOf(workspace, checker.comparisons, numbers.byDocument),
    numberReasons: numbers.reasons,
    changesOf: (id) => {
      const document = workspace.findDocument(id);
      const comparison = document && checker.comparisons.of(document);
      known ??= findChangeFacts(workspace, checker);
      return comparison ? { comparison, facts: { ...known, numbers: numbers.byDocument.get(document) ?? null } } : null;
    },
    concerns: () => sayProjectConcerns(workspace, checker, numbers),
    document: consultationOf(workspace),
    templates,
    attached,
    packName: file.packName,
    packsConsultation: file.packsConsultation,
    cites: (draft, block) => {
      const citing = workspace.listCheckedDocuments().find((each) => each.draft === draft);
      return citing ? checker.resolutionsOf(citing)(block) : [];
    },
  };
}

/** What the pack of a decision has besides. */
interface Decision {
  readonly attachments: readonly AttachmentPlan[];
  readonly sources: Pick<PackSources, 'circulated' | 'report' | 'packsConsultation'>;
  /** What the conclusions report leaves open. */
  readonly reasons: readonly string[];
}

/**
 * The conclusions report as it is now, and the attachments of the decision: those that the project
 * file lists, or the notification and each instrument clean, marked against the version in force,
 * and marked against the draft that was consulted on.
 */
async function readDecision(
  host: Host,
  { workspace, checker }: CheckedProject,
  { date, typesetter, circulated: given = null }: PackOptions,
): Promise<Decision> {
  const place = given ?? circulatedInProject(workspace);
  const circulated = place === null ? new Map<string, Draft>() : await readCirculated(host, workspace, place);
  const made = await concludeProject(
    host,
    { workspace, checker },
    { output: null, circulated: place, date, typesetter },
  ).catch((error: unknown) => {
    throw error instanceof ConclusionsRefused ? new PackRefused(error.reasons) : error;
  });
  const file = workspace.projectFile;
  return {
    attachments: file?.decision ?? planDecision(workspace, circulated),
    sources: { circulated, report: made.markdown, packsConsultation: false },
    reasons: made.findings.map(({ message, code }) => `the conclusions report: ${message} (${code})`),
  };
}

function planDecision(workspace: Workspace, circulated: ReadonlyMap<string, Draft>): AttachmentPlan[] {
  const { documents = [] } = workspace.projectFile ?? {};
  const contents: AttachmentPlan['content'][] = [
    { kind: 'notification', ...planOfNotification(workspace) },
    ...documents.flatMap(({ id }): AttachmentPlan['content'][] => [
      { kind: 'clean', document: id },
      ...(workspace.findDocument(id)?.baseline ? [{ kind: 'marked', document: id, against: 'in force' } as const] : []),
      ...(circulated.has(id) ? [{ kind: 'marked', document: id, against: 'circulated' } as const] : []),
    ]),
  ];
  return contents.map((content, index) => ({ number: index + 1, content, title: null, span: { start: 0, end: 0 } }));
}

/**
 * What keeps a pack from being made: findings at error level, and once it is issued every
 * placeholder, in the notification too.
 */
function listReasonsAgainst(workspace: Workspace, checker: Checker, input: PackSources): string[] {
  const findings = checker.checkAll().filter((finding) => standsAgainst(workspace, finding));
  const reasons = findings.map((finding) => sayFinding(workspace, finding));
  return [...reasons, ...input.numberReasons, ...listPlaceholdersAgainst(workspace, input)];
}

/** The pictures that drafts of the pack name and that cannot be published, a line each. */
function listMissingFigures(
  workspace: Workspace,
  { figures, consultationFigures }: Pick<PackInput, 'figures' | 'consultationFigures'>,
): string[] {
  const consultation = findConsultation(workspace);
  const shown = [
    ...(workspace.projectFile?.documents ?? []).map(({ id }) => ({
      document: workspace.findDocument(id),
      find: figures.get(id),
    })),
    ...(consultation ? [{ document: consultation, find: consultationFigures }] : []),
  ];
  return shown.flatMap(({ document, find }) => {
    if (!document) return [];
    const { draft, uri } = document;
    return [...listFigurePaths(draft)].flatMap(([path, index]) => {
      const bytes = find?.(path) ?? null;
      if (bytes && pictureOf(bytes)) return [];
      const line = draft.lines.positionAt(draft.startOf(index)).line + 1;
      return [`${workspace.pathOf(uri)}:${line}: the picture “${path}” is not there, or is no PNG, JPEG, GIF or SVG`];
    });
  });
}

/** Whether a finding keeps a pack from being made. */
export function standsAgainst(workspace: Workspace, { severity, code, suppressed }: Finding): boolean {
  return (
    suppressed === null && (severity === 'error' || (code === 'placeholder.unfilled' && isIssuedProject(workspace)))
  );
}

/** The placeholders that are left in the notifications of an issued project, a line each. */
function listPlaceholdersAgainst(workspace: Workspace, input: PackSources): string[] {
  return isIssuedProject(workspace) ? listPlaceholdersLeft(input) : [];
}

/** The placeholders that are left in the notifications of a project, a line each. */
export function listPlaceholdersLeft(input: PackSources): string[] {
  return input.attachments.flatMap(({ number, content }) =>
    content.kind === 'notification'
      ? findPlaceholders(notificationOf(input, content)).map(
          (placeholder) =>
            `Attachment ${number}, the notification: ${placeholder} is not filled in (placeholder.unfilled)`,
        )
      : [],
  );
}

/**
 * Whether a consultation is issued, by its project file or otherwise by its document's front
 * matter.
 */
export function isIssuedProject(workspace: Workspace): boolean {
  const document = consultationOf(workspace);
  const consultation = workspace.projectFile?.consultation ?? null;
  return statusOf({ consultation, document, reasons: [] }) === 'ISSUED';
}

/** The placeholders that a text still has. */
export function findPlaceholders(text: string): string[] {
  return Draft.parse(text).blocks.flatMap((block) =>
    readBlockFacts(block).placeholders.map((placeholder) => placeholder.text),
  );
}

/**
 * The notification text of a project.
 * @param effective an ISO date, instead of the project file's
 */
export async function notifyProject(host: Host, workspace: Workspace, effective?: string): Promise<string> {
  const file = workspace.projectFile;
  if (!file) throw new Error('there is no keeling.yaml to take the facts from');
  const { template: path, annexes } = planOfNotification(workspace);
  const text = path === null ? defaultNotification(annexes) : await readTemplate(host, workspace, path);
  return notificationText(
    { name: path, text },
    {
      consultation: file.consultation,
      issuer: file.issuer,
      instruments: instrumentsOf(workspace),
      effective: effective ?? file.consultation?.effective ?? null,
      annexes,
    },
  );
}

/** The notification that the project file plans, or the built-in one with the instruments as its annexes. */
function planOfNotification({ projectFile }: Workspace): NotificationPlan {
  for (const { content } of projectFile?.attachments ?? []) if (content.kind === 'notification') return content;
  return { template: null, annexes: 'clean' };
}

/** How a notification is assembled, besides what the project says. */
export interface NotificationOptions {
  readonly form: PaperForm;
  /** An ISO date, instead of the project file's; null for that. */
  readonly effective: string | null;
  readonly author: string | null;
  readonly date: string;
  readonly template: Uint8Array | null;
  readonly typesetter: Typesetter;
  readonly exports: Partial<ExportOptions>;
}

/**
 * The notification of a project in one file: the letter, and its annexes.
 * @throws Error that names the file which cannot be read
 */
export async function assembleNotification(
  host: Host,
  { workspace, checker }: CheckedProject,
  { form, effective, author, date, template, typesetter, exports }: NotificationOptions,
): Promise<Uint8Array> {
  const sources = await readPackInput(host, workspace, checker);
  const { consultation } = sources;
  const input = {
    ...sources,
    consultation: consultation && { ...consultation, effective: effective ?? consultation.effective },
    reasons: [],
    figures: await readAllFigures(host, workspace),
    letterhead: await readLetterhead(host, workspace),
  };
  const { source, look } = bindNotification(input, planOfNotification(workspace), null);
  const common: CommonLook = addFonts(
    {
      author: author || authorInProject(sources) || 'Keeling',
      date,
      template: template ?? (await readWordTemplate(host, workspace)),
      typesetter,
      exports: { ...workspace.projectFile?.exports, ...exports },
    },
    await readOwnFonts(host, workspace),
  );
  return renderForm(form, common, source, look);
}

/**
 * The figures of each document of a project, by its id; its own come before those of its version in
 * force.
 */
async function readAllFigures(host: Host, workspace: Workspace): Promise<Map<string, FindFigure>> {
  const figures = new Map<string, FindFigure>();
  for (const { id } of workspace.projectFile?.documents ?? []) {
    const document = workspace.findDocument(id);
    if (!document) continue;
    const drafts = document.baseline ? [document, document.baseline] : [document];
    figures.set(id, await readFigures(host, workspace.folder, drafts));
  }
  return figures;
}
