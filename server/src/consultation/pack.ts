import { summaryOf } from '../compare/comparison-json.js';
import { Cancelled } from '../failure.js';
import { DEFAULT_PACK_NAME, encodeUtf8, fileName, fileStem } from './file-names.js';
import { type Making, makingsOf } from './makings.js';
import { type PackInput, type PackSources, statusOf } from './pack-input.js';
import { PackLinks } from './pack-links.js';
import {
  type PackedAttachment,
  type PlannedAttachment,
  packSummary,
  packSummaryHtml,
  type SummaryFacts,
} from './pack-summary.js';
import { nameConsultation } from './papers.js';
import { timelineOf } from './timeline.js';

export { notificationOf } from './notification-paper.js';
export { type PackInput, type PackSources, statusOf } from './pack-input.js';

/** A file of a pack. */
export interface PackFile {
  /** The file name, without a folder. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** A pack in memory. */
export interface Pack {
  readonly files: readonly PackFile[];
  readonly attachments: readonly PackedAttachment[];
  /** Whether it was made although something stops it from being issued. */
  readonly isDraft: boolean;
}

/**
 * Called before each attachment and each of its forms. The work waits for the promise it returns,
 * so that the caller can let other work run.
 */
export type PackProgressReport = (done: number, total: number, what: string) => void | Promise<void>;

/**
 * The attachments of a consultation in the order of their numbers, and what each will be.
 * @throws Error that says what to put right where one cannot be made
 */
export function planPack(input: PackSources): PlannedAttachment[] {
  return makingsOf(input).map(({ planned }) => planned);
}

/**
 * Makes every attachment of a consultation (clean and change-marked instruments, the notification
 * text, the response template), and a summary and a JSON manifest of what was made. Everything is
 * made in memory, so that the caller can write all of it or nothing.
 * @param cancelled asked before each form of an attachment; true ends the work with
 *   Cancelled
 * @throws Error that says what to put right where an attachment cannot be made
 */
export async function makePack(
  input: PackInput,
  progress: PackProgressReport = () => {},
  cancelled: () => boolean = () => false,
): Promise<Pack> {
  const makings = makingsOf(input);
  const reportProgress = async (done: number, what: string): Promise<void> => {
    await progress(done, makings.length, what);
    if (cancelled()) throw new Cancelled();
  };
  const links = new PackLinks(
    makings.flatMap((making) => {
      const { document, kind } = making.planned;
      return document === null || (kind !== 'clean' && kind !== 'marked')
        ? []
        : [{ document, isMarked: kind === 'marked', file: `${stemOf(input, making)}.html` }];
    }),
    input.cites,
  );
  const files: PackFile[] = [];
  const attachments: PackedAttachment[] = [];
  for (const [index, making] of makings.entries()) {
    const { number, title } = making.planned;
    const what = number === null ? title : `Attachment ${number} – ${title}`;
    await reportProgress(index, what);
    const made = await making.make(input, (form) => reportProgress(index, `${what}: ${form}`), links);
    const stem = stemOf(input, making);
    const own = made.files.map(({ extension, bytes }) => ({ name: `${stem}.${extension}`, bytes }));
    files.push(...own);
    const { comparison } = made;
    attachments.push({
      ...making.planned,
      files: own.map((file) => file.name),
      changes: comparison ? summaryOf(comparison.changes) : null,
      notes: comparison?.notes ?? [],
    });
  }
  await reportProgress(makings.length, 'Summary');
  const names = new Set<string>();
  for (const { name } of files) {
    if (names.has(name))
      throw new Error(`two files of the pack would be named ${name}: change “name” under “pack” in keeling.yaml`);
    names.add(name);
  }
  files.push(...(await summariesOf(input, makings, attachments, files)));
  return { files, attachments, isDraft: input.reasons.length > 0 };
}

/** The name of an attachment's files, without their extensions. */
function stemOf(input: PackInput, { planned, name }: Making): string {
  // A pattern has a place for the number, which the consultation document need not have.
  if (planned.number === null) return fileStem([input.consultation?.id ?? null, name, statusOf(input)]);
  return fileName(input.packName ?? DEFAULT_PACK_NAME, {
    id: input.consultation?.id ?? '',
    number: String(planned.number),
    title: name,
    document: planned.document ?? '',
    version: planned.version ?? '',
    status: statusOf(input) ?? '',
  });
}

/** The summary of a pack as HTML and as Markdown, and its manifest. */
async function summariesOf(
  input: PackInput,
  makings: readonly Making[],
  attachments: readonly PackedAttachment[],
  files: readonly PackFile[],
): Promise<PackFile[]> {
  const id = input.consultation?.id ?? null;
  const status = statusOf(input);
  const sums = new Map<string, string>();
  for (const { name, bytes } of files) sums.set(name, await sha256Of(bytes));
  const facts: SummaryFacts = {
    id,
    title: nameConsultation(input),
    status,
    reasons: input.reasons,
    timeline: timelineOf(input.consultation, input.document),
    attachments,
    sizes: new Map(files.map(({ name, bytes }) => [name, bytes.length])),
    sums,
  };
  const stem = fileStem([id, 'Pack Summary']);
  const summaries = [
    { name: `${stem}.html`, bytes: encodeUtf8(packSummaryHtml(facts)) },
    { name: `${stem}.md`, bytes: encodeUtf8(packSummary(attachments)) },
  ];
  for (const { name, bytes } of summaries) sums.set(name, await sha256Of(bytes));
  const manifest = {
    version: 1,
    consultation: id,
    status,
    draft: input.reasons.length > 0,
    date: input.date,
    attachments,
    compared: await comparedVersions(input, makings),
    files: [...files, ...summaries].map(({ name, bytes }) => ({
      name,
      size: bytes.length,
      sha256: sums.get(name),
    })),
  };
  return [
    ...summaries,
    {
      name: `${fileStem([id, 'Pack Manifest'])}.json`,
      bytes: encodeUtf8(`${JSON.stringify(manifest, null, 2)}\n`),
    },
  ];
}

/**
 * Each instrument of the pack with its version and the version it was compared with, and the
 * checksums of both texts.
 */
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

/** The SHA-256 of bytes, in hexadecimal. */
async function sha256Of(bytes: Uint8Array): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new Uint8Array(bytes));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
