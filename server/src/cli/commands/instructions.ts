import { compareDrafts } from '../../compare/compare.js';
import { withFrontMatterOf } from '../../consultation/notification-paper.js';
import { equipTypesetter } from '../../export/own-fonts.js';
import { type InstructionSchedule, UnsayableChange, writeInstructions } from '../../instructions/instructions.js';
import { namesOfDrafts, writeSchedulePaper } from '../../instructions/schedule-paper.js';
import { Draft } from '../../model/draft.js';
import type { Options } from '../../node/arguments.js';
import { NO_AUTHOR, readProjectPaper } from '../comparison-output.js';
import { type Io, UsageError } from '../io.js';
import { readInputDraft } from '../read.js';
import { findFormatByEnding, readDateOption, readTemplateOption } from '../values.js';

export const INSTRUCTIONS_OPTIONS = {
  format: 'string',
  output: 'string',
  author: 'string',
  date: 'string',
  'word-template': 'string',
} as const;

const FORMATS = ['md', 'docx', 'pdf', 'json'];

/** Writes the changes between two drafts as a schedule of amending instructions. */
export async function writeAmendments(io: Io, paths: readonly string[], options: Options): Promise<number> {
  const [oldPath, newPath, more] = paths;
  if (oldPath === undefined || newPath === undefined || more !== undefined)
    throw new UsageError('instructions takes two files: keeling instructions OLD NEW');
  const output = options.output === undefined ? null : String(options.output);
  const format = String(options.format ?? findFormatByEnding(output, 'a schedule of amendments', FORMATS));
  if (!FORMATS.includes(format)) throw new UsageError(`--format ${format}: choose one of ${FORMATS.join(', ')}`);
  if ((format === 'docx' || format === 'pdf') && output === null && io.terminal)
    throw new UsageError(`--format ${format} needs --output FILE`);
  const oldDraft = await readInputDraft(io, oldPath);
  const newDraft = await readInputDraft(io, newPath);
  // Nobody carries out a PDF, and its readers know nothing of front matter.
  const from = format === 'pdf' ? withFrontMatterOf(newDraft, oldDraft) : oldDraft;
  const schedule = makeSchedule(from, newDraft, newPath);
  const paper = writeSchedulePaper(schedule, namesOfDrafts(oldDraft, newDraft));
  const bytes = await renderSchedulePaper(io, { schedule, paper, format, newPath }, options);
  if (output === null) io.bytes(bytes);
  else {
    await io.write(
      [{ path: output, bytes }],
      paths.filter((path) => !path.startsWith('git:')).map((path) => io.uri(path)),
    );
    io.out(`${summariseSchedule(schedule)}\n`);
  }
  return 0;
}

function makeSchedule(oldDraft: Draft, newDraft: Draft, path: string): InstructionSchedule {
  try {
    return writeInstructions(compareDrafts(oldDraft, newDraft));
  } catch (error) {
    if (error instanceof UnsayableChange) throw new UsageError(`${path}: ${error.message}`);
    throw error;
  }
}

/** How many instructions there are, and how many changes needed a whole provision. */
function summariseSchedule({ instructions, smallChanges, wholesOfSmallChanges }: InstructionSchedule): string {
  const count = instructions.length;
  const said = count === 1 ? '1 instruction' : `${count} instructions`;
  if (smallChanges === 0) return said;
  const share = Math.round((1000 * wholesOfSmallChanges) / smallChanges) / 10;
  const small = smallChanges === 1 ? '1 change' : `${smallChanges} changes`;
  return `${said}; of ${small} to a small part of a provision, ${wholesOfSmallChanges} (${share} %) had to set out the whole of it`;
}

interface ScheduleOutput {
  readonly schedule: InstructionSchedule;
  readonly paper: string;
  readonly format: string;
  readonly newPath: string;
}

async function renderSchedulePaper(
  io: Io,
  { schedule, paper, format, newPath }: ScheduleOutput,
  options: Options,
): Promise<Uint8Array> {
  if (format === 'md') return new TextEncoder().encode(paper);
  if (format === 'json') {
    const { instructions, smallChanges, wholesOfSmallChanges } = schedule;
    const summary = { instructions: instructions.length, smallChanges, wholesOfSmallChanges };
    return new TextEncoder().encode(`${JSON.stringify({ version: 1, summary, instructions }, null, 2)}\n`);
  }
  const source = { draft: Draft.parse(paper) };
  const project = await readProjectPaper(io, newPath);
  const author = options.author === undefined ? (project.author ?? NO_AUTHOR) : String(options.author);
  const date = readDateOption(options.date, '--date') ?? io.now();
  const look = { author, date, paper: project.paper, watermark: false, fonts: project.fonts.fonts };
  const typesetter = equipTypesetter(io.typesetter, project.fonts);
  if (format === 'pdf') {
    const { renderPdf } = await import('../../export/pdf/render-pdf.js');
    return renderPdf(source, typesetter, look);
  }
  const { renderDocx } = await import('../../export/docx/render-docx.js');
  return renderDocx(source, { ...look, template: await readTemplateOption(io, options), typesetter });
}
