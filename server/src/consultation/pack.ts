import type { ChangeKind, Comparison } from '../compare/change.js';
import { summaryOf } from '../compare/comparison-json.js';
import { renderDocx } from '../export/docx.js';
import { renderHtml } from '../export/html.js';
import { renderMarkdown } from '../export/markdown.js';
import { Draft } from '../model/draft.js';
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
  /** The text of each notification template that the attachments name. */
  readonly templates: ReadonlyMap<string, string>;
  /** Whose tracked changes they are, and of when (ISO). */
  readonly author: string;
  readonly date: string;
}

export interface PackFile {
  /** Its name, without a folder. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

export interface PackedAttachment {
  readonly number: number;
  readonly title: string;
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

export type PackProgressReport = (done: number, total: number, what: string) => void;

/**
 * Makes every attachment of a consultation: clean and change-marked instruments, the notification text, the response template. All
 * in memory: writing is for the caller, whole or not at all.
 * @param cancelled asked between two files; true ends the work with an Error "cancelled"
 * @throws Error with what to mend where an attachment cannot be made
 */
export async function makePack(input: PackInput, progress: PackProgressReport = () => {}, cancelled: () => boolean = () => false): Promise<Pack> {
  const attachments = [...input.attachments].sort((a, b) => a.number - b.number);
  if (attachments.length === 0) throw new Error('keeling.yaml lists no attachments: name them under “attachments”');
  const files: PackFile[] = [];
  const packed: PackedAttachment[] = [];
  for (const [index, plan] of attachments.entries()) {
    const { title, name, make } = attachmentOf(input, plan);
    progress(index, attachments.length, `Attachment ${plan.number} – ${title}`);
    // Between two attachments the thread is free, so that a wish to cancel is heard.
    await Promise.resolve();
    if (cancelled()) throw new Error('cancelled');
    const stem = fileStem([input.consultation?.id ?? null, `Attachment ${plan.number}`, name]);
    const made = await make();
    const own = made.files.map(({ extension, bytes }) => ({ name: `${stem}.${extension}`, bytes }));
    files.push(...own);
    packed.push({ number: plan.number, title, files: own.map((file) => file.name), changes: made.comparison ? summaryOf(made.comparison.changes) : null, notes: made.comparison?.notes ?? [] });
  }
  progress(attachments.length, attachments.length, 'Summary');
  const summary = { name: `${fileStem([input.consultation?.id ?? null, 'Pack Summary'])}.md`, bytes: encode(packSummary(packed)) };
  return { files: [...files, summary], attachments: packed };
}

interface Making {
  readonly title: string;
  readonly name: string;
  make(): Promise<{ files: { extension: string; bytes: Uint8Array }[]; comparison?: Comparison }>;
}

function attachmentOf(input: PackInput, plan: AttachmentPlan): Making {
  const { content } = plan;
  const { author, date } = input;
  switch (content.kind) {
    case 'notification':
      return {
        title: plan.title ?? 'Draft Notification Text',
        name: 'Notification',
        make: async () => {
          const template = content.template === null ? DEFAULT_NOTIFICATION : input.templates.get(content.template);
          if (template === undefined) throw new Error(`the notification template “${content.template}” cannot be read`);
          const text = notificationText(template, input.consultation, input.instruments, input.consultation?.effective ?? null);
          return { files: [{ extension: 'docx', bytes: await renderDocx({ draft: Draft.parse(text) }, { author, date }) }, { extension: 'md', bytes: encode(text) }] };
        },
      };
    case 'response-template':
      return {
        title: plan.title ?? 'Response Template',
        name: 'Response Template',
        make: async () => {
          if (!input.document) throw new Error('the response template needs the consultation document: name it in keeling.yaml under “consultation”');
          const text = responseTemplate(input.consultation, input.document.frontMatter.title, questionsOf(input.document));
          return { files: [{ extension: 'docx', bytes: await renderDocx({ draft: Draft.parse(text) }, { author, date }) }, { extension: 'md', bytes: encode(text) }] };
        },
      };
    default: {
      const instrument = input.instruments.find((each) => each.id === content.document);
      if (!instrument) throw new Error(`Attachment ${plan.number} is of “${content.document}”, which cannot be read`);
      return content.kind === 'clean' ? cleanAttachment(plan, instrument, author, date) : markedAttachment(plan, instrument, author, date);
    }
  }
}

function cleanAttachment(plan: AttachmentPlan, instrument: Instrument, author: string, date: string): Making {
  const { draft, id, version } = instrument;
  return {
    title: plan.title ?? `${heading(instrument)} (clean)`,
    name: [id, version, 'clean'].filter(Boolean).join(' '),
    make: async () => ({
      files: [
        { extension: 'docx', bytes: await renderDocx({ draft }, { author, date }) },
        { extension: 'html', bytes: encode(renderHtml({ draft })) },
        { extension: 'md', bytes: encode(renderMarkdown({ draft })) },
      ],
    }),
  };
}

function markedAttachment(plan: AttachmentPlan, instrument: Instrument, author: string, date: string): Making {
  const { baseline, id, version } = instrument;
  if (!baseline) throw new Error(`Attachment ${plan.number} marks the changes of the ${id}, which has no baseline: name the version in force in keeling.yaml`);
  const against = baseline.version ?? 'the version in force';
  return {
    title: plan.title ?? `${heading(instrument)} (change marked against ${against})`,
    name: [id, version, 'change marked'].filter(Boolean).join(' '),
    make: async () => {
      const comparison = instrument.comparison() as Comparison;
      return {
        comparison,
        files: [
          { extension: 'docx', bytes: await renderDocx({ comparison }, { author, date }) },
          { extension: 'html', bytes: encode(renderHtml({ comparison })) },
          { extension: 'md', bytes: encode(renderMarkdown({ comparison })) },
        ],
      };
    },
  };
}

function heading({ id, title, version }: Instrument): string {
  return [title ?? id, version].filter(Boolean).join(' ');
}

/** A file name that every system takes: "FTC_Attachment_2_SMETS1_SVTAD_V1.5_clean". */
export function fileStem(parts: readonly (string | null)[]): string {
  return parts
    .filter((part): part is string => part !== null && part !== '')
    .join('_')
    .normalize('NFC')
    .replace(/[^\p{L}\p{N}._-]+/gu, '_')
    .replace(/^[._]+|[._]+$/g, '')
    .slice(0, 150);
}

/** A table of what was made, as Markdown. */
export function packSummary(attachments: readonly PackedAttachment[]): string {
  const rows = attachments.map(({ number, title, files, changes }) => `| ${number} | ${title} | ${files.join('<br>')} | ${changes ? changesInWords(changes) : ''} |`);
  return ['| No. | Attachment | Files | Changes |', '| --- | --- | --- | --- |', ...rows, ''].join('\n');
}

/** "3 amended, 1 moved"; "none" where there are none. */
export function changesInWords(changes: Readonly<Record<ChangeKind, number>>): string {
  const told = Object.entries(changes).filter(([, count]) => count > 0);
  return told.length === 0 ? 'none' : told.map(([kind, count]) => `${count} ${kind}`).join(', ');
}

function encode(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
