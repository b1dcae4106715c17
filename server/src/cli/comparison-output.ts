import { commentFileOf, type DraftComment, readCommentFile } from '../comments.js';
import type { Change, Comparison } from '../compare/change.js';
import { comparisonToJson, summaryOf } from '../compare/comparison-json.js';
import { withoutLineEnds } from '../compare/line-ends.js';
import type { ProjectPaper } from '../consultation/export-document.js';
import type { ExportOptions } from '../export/export-options.js';
import { equipTypesetter, NO_OWN_FONTS } from '../export/own-fonts.js';
import type { Options } from '../node/arguments.js';
import { type FindFigure, readFigures } from '../workspace/figures.js';
import { holdsProject } from '../workspace/project-around.js';
import { endingOf, folderOf, foldersAbove } from '../workspace/uri.js';
import { type Io, UsageError } from './io.js';
import { streamJson } from './json-text.js';
import { showProgress } from './progress.js';
import { readFileText } from './read.js';
import { EXPORT_OPTIONS, readDateOption, readExportOptions, readTemplateOption } from './values.js';
import { showOnOneLine } from './visible.js';

/** The author of changes that nobody names. */
export const NO_AUTHOR = 'Keeling';

const FORMATS: readonly string[] = ['text', 'json', 'md', 'html', 'docx', 'pdf'];

/** What else the name of a file of a format ends with. */
const OTHER_EXTENSIONS: Readonly<Record<string, string>> = { htm: 'html', markdown: 'md', txt: 'text' };

/** The options of the commands that show a comparison. */
export const COMPARISON_OPTIONS = {
  format: 'string',
  segments: 'boolean',
  comments: 'boolean',
  output: 'string',
  author: 'string',
  date: 'string',
  ...EXPORT_OPTIONS,
} as const;

/** How a comparison is to be shown, as the options of a command say. */
export interface ComparisonOutput {
  readonly format: string;
  /** The file to write; null for standard output. */
  readonly output: string | null;
  /** The author that is given; null for the one that the project names. */
  readonly author: string | null;
  readonly date: string;
  readonly segments: boolean;
  /** Whether a Word file has the comments that stand beside the new version. */
  readonly comments: boolean;
  readonly colour: boolean;
  readonly exports: Partial<ExportOptions>;
  /** The Word file that a Word file is to look like, or null. */
  readonly template: Uint8Array | null;
}

/**
 * @param others what else `--format` may name, which another reader reads
 * @throws UsageError where the options do not go together
 */
export async function readComparisonOutput(
  io: Io,
  options: Options,
  others: readonly string[] = [],
): Promise<ComparisonOutput> {
  const output = options.output === undefined ? null : String(options.output);
  const other = options.format === undefined ? /\.(docm?|dotx?|odt|rtf|xml)$/i.exec(output ?? '')?.[0] : undefined;
  if (other) throw new UsageError(`--output ${output}: no comparison is written as ${other}. Name a .docx file.`);
  const format = String(options.format ?? findFormat(output) ?? 'text');
  if (!FORMATS.includes(format))
    throw new UsageError(`--format ${format}: choose one of ${[...FORMATS, ...others].join(', ')}`);
  if (options.segments && format !== 'json') throw new UsageError('--segments goes with --format json');
  if (options.comments && format !== 'docx') throw new UsageError('--comments goes with --format docx');
  if ((format === 'docx' || format === 'pdf') && output === null && io.terminal)
    throw new UsageError(`--format ${format} needs --output FILE`);
  return {
    format,
    output,
    author: options.author === undefined ? null : String(options.author),
    date: readDateOption(options.date, '--date') ?? io.now(),
    segments: options.segments === true,
    comments: options.comments === true,
    colour: io.colour && output === null,
    exports: readExportOptions(options),
    template: await readTemplateOption(io, options),
  };
}

/**
 * Makes a comparison, then prints it or writes it to the --output file. While a file is written, a
 * terminal shows the progress.
 * @param inputs the names of what is read, first the old and the new version. None of them is
 * overwritten.
 */
export async function showComparison(
  io: Io,
  make: () => Promise<Comparison>,
  how: ComparisonOutput,
  inputs: readonly string[],
): Promise<void> {
  const { format, output } = how;
  const bytesOf = (comparison: Comparison) => renderComparisonFile(io, comparison, how, inputs);
  if (output === null && format === 'text') {
    io.out(renderComparisonText(await make(), how.colour));
    return;
  }
  if (output === null) {
    for (const piece of await bytesOf(await make())) io.bytes(piece);
    return;
  }
  const bytes = await showProgress(io, async (show) => {
    show(0, 2, 'comparing');
    const comparison = await make();
    show(1, 2, `making ${output}`);
    return bytesOf(comparison);
  });
  await io.write([{ path: output, bytes }], inputs.filter((path) => !path.startsWith('git:')).map(io.uri));
}

/** A comparison in the format that is asked for, as the bytes of a file. */
export async function renderComparisonFile(
  io: Io,
  comparison: Comparison,
  how: ComparisonOutput,
  inputs: readonly string[],
): Promise<Iterable<Uint8Array>> {
  const { format } = how;
  if (format === 'json') return renderComparisonJson(comparison, how);
  if (format === 'text' || format === 'md') return [await renderComparison(io, comparison, how, inputs)];
  const { author, paper, fonts } = await readProjectPaper(io, inputs[1]);
  const papered = { ...how, author: how.author ?? author, exports: { ...how.exports, paper, fonts: fonts.fonts } };
  return [
    await renderComparison({ ...io, typesetter: equipTypesetter(io.typesetter, fonts) }, comparison, papered, inputs),
  ];
}

/** What the project that names a draft says of its papers; nothing where none does. */
export async function readProjectPaper(io: Io, path: string | undefined): Promise<ProjectPaper> {
  const uri = path === undefined ? null : io.uri(path);
  const held = uri === null ? [] : await Promise.all(foldersAbove(uri).map((folder) => holdsProject(io.host, folder)));
  // What reads projects takes a while to load, so it is loaded only where there may be one.
  if (uri === null || !held.includes(true)) return { author: null, paper: null, fonts: NO_OWN_FONTS };
  const { paperInProject } = await import('./project-comparison.js');
  return paperInProject(io, uri);
}

/** The comments in the file beside a draft. @throws UsageError where there is none */
async function readCommentsBeside(io: Io, path: string | undefined): Promise<readonly DraftComment[]> {
  const file = commentFileOf(path ?? '');
  return readCommentFile(await readFileText(io, file)).comments;
}

/** The format that a file's extension stands for; null if there is none. */
function findFormat(path: string | null): string | null {
  const extension = endingOf(path ?? '');
  return FORMATS.includes(extension) ? extension : (OTHER_EXTENSIONS[extension] ?? null);
}

/** In pieces, as the whole is larger than both drafts. */
function* renderComparisonJson(comparison: Comparison, { segments }: ComparisonOutput): Generator<Uint8Array> {
  for (const piece of streamJson(comparisonToJson(comparison, { segments }))) yield encodeText(piece);
}

function encodeText(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

/**
 * The figures of both versions, relative to their files. All must be below the folder of the new
 * one.
 */
async function readComparedFigures(
  io: Io,
  comparison: Comparison,
  [oldPath, newPath]: readonly string[],
): Promise<FindFigure> {
  if (newPath === undefined) return () => null;
  const drafts = [{ draft: comparison.new, uri: io.uri(newPath) }];
  if (oldPath !== undefined && !oldPath.startsWith('git:'))
    drafts.push({ draft: comparison.old, uri: io.uri(oldPath) });
  return readFigures(io.host, folderOf(io.uri(newPath)), drafts);
}

/** Loads only the renderer that is needed. */
async function renderComparison(
  io: Io,
  comparison: Comparison,
  how: ComparisonOutput,
  inputs: readonly string[],
): Promise<Uint8Array> {
  switch (how.format) {
    case 'md':
      return encodeText(
        (await import('../export/markdown/render-markdown.js')).renderMarkdown({ comparison }, how.exports),
      );
    case 'html': {
      const { renderHtml } = await import('../export/html/render-html.js');
      return encodeText(
        renderHtml({ comparison }, { ...how.exports, figures: await readComparedFigures(io, comparison, inputs) }),
      );
    }
    case 'docx': {
      const { renderDocx } = await import('../export/docx/render-docx.js');
      const { date, template } = how;
      const author = how.author ?? NO_AUTHOR;
      const figures = await readComparedFigures(io, comparison, inputs);
      const comments = how.comments ? await readCommentsBeside(io, inputs[1]) : [];
      const look = { author, date, template, figures, comments, typesetter: io.typesetter };
      return renderDocx({ comparison }, { ...how.exports, ...look });
    }
    case 'pdf': {
      const { renderPdf } = await import('../export/pdf/render-pdf.js');
      const figures = await readComparedFigures(io, comparison, inputs);
      const { date } = how;
      return renderPdf({ comparison }, io.typesetter, {
        ...how.exports,
        author: how.author ?? NO_AUTHOR,
        date,
        figures,
      });
    }
    default:
      return encodeText(renderComparisonText(comparison, how.colour));
  }
}

function renderComparisonText(comparison: Comparison, colour: boolean): string {
  const paint = (code: string, words: string) => (colour ? `\u001b[${code}m${words}\u001b[0m` : words);
  const lines: string[] = [];
  for (const change of comparison.changes) {
    const from = change.origins && change.origins.length > 0 ? ` (${showOnOneLine(change.origins.join(', '))})` : '';
    lines.push(paint('1', `${showOnOneLine(labelChange(change))}: ${change.kinds.join(', ')}${from}`));
    lines.push(`  ${renderMarkedWords(change, paint)}`, '');
  }
  const summary = Object.entries(summaryOf(comparison.changes)).filter(([, count]) => count > 0);
  lines.push(summary.length === 0 ? 'No changes.' : summary.map(([kind, count]) => `${count} ${kind}`).join(', '));
  for (const note of comparison.notes) lines.push(`Note: ${showOnOneLine(note)}`);
  return `${lines.join('\n')}\n`;
}

function labelChange({ old: before, new: after }: Change): string {
  if (!after) return before?.label ?? '';
  return before && before.label !== after.label ? `${before.label} → ${after.label}` : after.label;
}

/** How many words are shown on each side of a change. */
const AROUND = 40;

/**
 * The words of a change on one line, marked as in CriticMarkup. Long unchanged stretches are
 * shortened.
 */
function renderMarkedWords(change: Change, paint: (code: string, words: string) => string): string {
  const edits = withoutLineEnds(change.edits);
  const last = edits.length - 1;
  return edits
    .map((edit, i) => {
      const { op } = edit;
      const text = showOnOneLine(edit.text.replace(/\s+/g, ' '));
      if (op === 'delete') return paint('31', `{--${text}--}`);
      if (op === 'insert') return paint('32', `{++${text}++}`);
      if (text.length <= 2 * AROUND + 3) return text;
      const start = i === 0 ? '' : text.slice(0, AROUND);
      const end = i === last ? '' : text.slice(-AROUND);
      return `${start}…${end}`;
    })
    .join('')
    .replace(/ +/g, ' ')
    .trim();
}
