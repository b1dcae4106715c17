import { templateFault } from '../export/docx/house-template.js';
import type { ExportOptions } from '../export/export-options.js';
import type { Typesetter } from '../export/pdf/typesetter.js';
import { pictureOf } from '../export/pictures.js';
import { hasFailed, messageOf } from '../failure.js';
import { Draft } from '../model/draft.js';
import { readBlockFacts } from '../model/facts.js';
import type { Checker } from '../rules/check.js';
import type { Finding } from '../rules/finding.js';
import { decodeText } from '../workspace/decode.js';
import { type FindFigure, listFigurePaths, readFigures } from '../workspace/figures.js';
import type { Host } from '../workspace/host.js';
import { resolveUri } from '../workspace/uri.js';
import type { Workspace } from '../workspace/workspace.js';
import { findChangeFacts } from './change-facts.js';
import { readProjectNumbers } from './change-numbering.js';
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
import { consultationOf, findConsultation, instrumentsOf } from './project-facts.js';
import { changedInstrumentsOf, findQuestionRecords, sayQuestionChanges } from './question-changes.js';

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
  const sources = await readPackInput(host, workspace, checker);
  const consultation = findConsultation(workspace);
  const input = {
    ...sources,
    author: options.author || authorInProject(sources) || options.defaultAuthor || 'Keeling',
    date: options.date,
    typesetter: options.typesetter,
    // Markdown, which has nothing in front on its own, is an attachment like the others here.
    exports: { listOfChanges: true, legend: true, ...workspace.projectFile?.exports, ...options.exports },
    template: options.template ?? (await readWordTemplate(host, workspace)),
    letterhead: await readLetterhead(host, workspace),
    figures: await readAllFigures(host, workspace),
    consultationFigures: await readFigures(host, workspace.folder, consultation ? [consultation] : []),
    reasons: [],
  };
  planPack(input);
  const reasons = [...listReasonsAgainst(workspace, checker, input), ...listMissingFigures(workspace, input)];
  if (reasons.length > 0 && !options.draft) throw new PackRefused(reasons);
  return makePack({ ...input, reasons }, progress, isCancelled);
}

/**
 * What the attachments of a project are made from; reads the templates and files that they name.
 * @throws Error that names the file which cannot be read
 */
export async function readPackInput(host: Host, workspace: Workspace, checker: Checker): Promise<PackSources> {
  const file = workspace.projectFile;
  if (!file) throw new Error('there is no keeling.yaml to say what to pack');
  const numbers = await readProjectNumbers(host, workspace, checker.comparisons);
  let known: ReturnType<typeof findChangeFacts> | null = null;
  const templates = new Map<string, string>();
  const attached = new Map<string, Uint8Array>();
  for (const { content } of file.attachments) {
    if ('template' in content && content.template !== null)
      templates.set(content.template, await readTemplate(host, workspace, content.template));
    if (content.kind === 'file')
      attached.set(content.path, await readNamedFile(host, workspace, content.path, 'an attachment'));
  }
  return {
    consultation: file.consultation,
    issuer: file.issuer,
    logo: await readLogo(host, workspace),
    attachments: file.attachments,
    instruments: instrumentsOf(workspace, checker.comparisons, numbers.byDocument),
    numberReasons: numbers.reasons,
    changesOf: (id) => {
      const document = workspace.findDocument(id);
      const comparison = document && checker.comparisons.of(document);
      known ??= findChangeFacts(workspace, checker);
      return comparison ? { comparison, facts: { ...known, numbers: numbers.byDocument.get(document) ?? null } } : null;
    },
    concerns: () =>
      numbers.byDocument.size === 0
        ? new Map()
        : sayQuestionChanges(
            findQuestionRecords(workspace, checker, changedInstrumentsOf(workspace, checker)),
            numbers,
          ),
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

/**
 * What keeps a pack from being made: findings at error level, and once it is issued every
 * placeholder, in the notification too.
 */
function listReasonsAgainst(workspace: Workspace, checker: Checker, input: PackSources): string[] {
  const reasons = checker.checkAll().flatMap((finding) => {
    if (!standsAgainst(workspace, finding)) return [];
    const { uri, span, code, message } = finding;
    const lines = workspace.documents.get(uri)?.draft.lines ?? workspace.projectFile?.lines;
    return [`${workspace.pathOf(uri)}:${(lines?.positionAt(span.start).line ?? 0) + 1}: ${message} (${code})`];
  });
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
export function listPlaceholdersAgainst(workspace: Workspace, input: PackSources): string[] {
  if (!isIssuedProject(workspace)) return [];
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
  const common: CommonLook = {
    author: author || authorInProject(sources) || 'Keeling',
    date,
    template: template ?? (await readWordTemplate(host, workspace)),
    typesetter,
    exports: { ...workspace.projectFile?.exports, ...exports },
  };
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

/**
 * The logo that a project file names; null where it names none.
 * @throws Error that names the file where it is no picture
 */
export async function readLogo(host: Host, workspace: Workspace): Promise<Uint8Array | null> {
  const path = workspace.projectFile?.issuer?.logo ?? null;
  if (path === null) return null;
  const bytes = await readNamedFile(host, workspace, path, 'the logo');
  if (!pictureOf(bytes)) throw new Error(`${path}: it is no picture that can be published; use PNG, JPEG, GIF or SVG`);
  return bytes;
}

/**
 * The Word file whose look the project's Word files take; null where it names none.
 * @throws Error that names the file which cannot be read, or that is no such Word file
 */
export async function readWordTemplate(host: Host, workspace: Workspace): Promise<Uint8Array | null> {
  return readWordLook(
    host,
    workspace,
    workspace.projectFile?.exports?.wordTemplate ?? null,
    'the template of Word files',
  );
}

/** The Word file with the letterhead of the project's notification; null where it names none. */
async function readLetterhead(host: Host, workspace: Workspace): Promise<Uint8Array | null> {
  return readWordLook(host, workspace, workspace.projectFile?.issuer?.letterhead ?? null, 'the letterhead');
}

async function readWordLook(
  host: Host,
  workspace: Workspace,
  path: string | null,
  as: string,
): Promise<Uint8Array | null> {
  if (path === null) return null;
  const bytes = await readNamedFile(host, workspace, path, as);
  const fault = templateFault(bytes);
  if (fault !== null) throw new Error(`${path} ${fault}`);
  return bytes;
}

async function readTemplate(host: Host, workspace: Workspace, path: string): Promise<string> {
  const decoded = decodeText(await readNamedFile(host, workspace, path, 'a template'));
  if (hasFailed(decoded)) throw new Error(`${path}: ${decoded.problem}`);
  return decoded.text;
}

async function readNamedFile(host: Host, workspace: Workspace, path: string, as: string): Promise<Uint8Array> {
  const uri = resolveUri(workspace.folder, path);
  if (!(await host.isWithin(workspace.folder, uri))) throw new Error(`${path}: it is outside the project’s folder`);
  const bytes = await host.read(uri).catch((error: unknown) => {
    throw new Error(`${path}: ${messageOf(error)}`);
  });
  if (!bytes) throw new Error(`${path}: there is no such file; keeling.yaml names it as ${as}`);
  return bytes;
}
