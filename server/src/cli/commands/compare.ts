import type { Change, Comparison } from '../../compare/change.js';
import { compareDrafts } from '../../compare/compare.js';
import { comparisonToJson, summaryOf } from '../../compare/comparison-json.js';
import { renderDocx } from '../../export/docx.js';
import type { ExportOptions } from '../../export/export-options.js';
import { renderHtml } from '../../export/html.js';
import { renderMarkdown } from '../../export/markdown.js';
import type { Options } from '../../node/arguments.js';
import { Comparisons } from '../../rules/comparisons.js';
import { foldersAround } from '../../workspace/uri.js';
import { Workspace } from '../../workspace/workspace.js';
import { type Io, UsageError } from '../io.js';
import { readDraft } from '../load.js';
import { EXPORT_OPTIONS, exportOptions, isoDate } from '../values.js';

const FORMATS: readonly string[] = ['text', 'json', 'md', 'html', 'docx'];

export const COMPARE_OPTIONS = {
  format: 'string',
  segments: 'boolean',
  output: 'string',
  author: 'string',
  date: 'string',
  ...EXPORT_OPTIONS,
} as const;

/** Compares two drafts and prints or writes the result. */
export async function compare(io: Io, paths: readonly string[], options: Options): Promise<number> {
  const [oldPath, newPath, more] = paths;
  if (oldPath === undefined || newPath === undefined || more !== undefined)
    throw new UsageError('compare takes two files: keeling compare OLD NEW');
  const output = options.output === undefined ? null : String(options.output);
  const format = String(options.format ?? byExtension(output) ?? 'text');
  if (format === 'pdf') throw new UsageError('--format pdf: PDF comes in a later version; choose docx or html');
  if (!FORMATS.includes(format)) throw new UsageError(`--format ${format}: choose one of ${FORMATS.join(', ')}`);
  if (options.segments && format !== 'json') throw new UsageError('--segments goes with --format json');
  if (format === 'docx' && output === null && io.terminal) throw new UsageError('--format docx needs --output FILE');
  const date = isoDate(options.date, '--date') ?? io.now();
  const exports = exportOptions(options);
  const comparison =
    (await withinProject(io, oldPath, newPath)) ??
    compareDrafts(await readDraft(io, oldPath), await readDraft(io, newPath));
  const bytes = await render(comparison, format, {
    author: String(options.author ?? 'Keeling'),
    date,
    segments: options.segments === true,
    colour: io.colour && output === null,
    exports,
  });
  if (output === null) io.bytes(bytes);
  else
    await io.write(
      [{ path: output, bytes }],
      [oldPath, newPath].filter((path) => !path.startsWith('git:')).map(io.uri),
    );
  return 0;
}

/** The comparison of a project's document with its own version in force, which knows what became of the project's other documents. */
async function withinProject(io: Io, oldPath: string, newPath: string): Promise<Comparison | null> {
  const uri = io.uri(newPath);
  for (const folder of foldersAround(uri)) {
    // A project that cannot be read has nothing to say here: the two files are compared as they are.
    const workspace = await Workspace.load(io.host, folder).catch(() => null);
    if (!workspace?.projectFile) continue;
    const document = workspace.documents.get(uri);
    const old = oldPath.startsWith('git:') ? null : io.uri(oldPath);
    return document?.baseline && document.baseline.uri === old ? new Comparisons(workspace).of(document) : null;
  }
  return null;
}

/** The format that a file's name asks for, where no format is given. */
function byExtension(path: string | null): string | null {
  const extension = /\.([a-z]+)$/i.exec(path ?? '')?.[1]?.toLowerCase() ?? '';
  return [...FORMATS, 'pdf'].includes(extension) ? extension : null;
}

async function render(
  comparison: Comparison,
  format: string,
  options: { author: string; date: string; segments: boolean; colour: boolean; exports: Partial<ExportOptions> },
): Promise<Uint8Array> {
  const encode = (text: string) => new TextEncoder().encode(text);
  switch (format) {
    case 'json':
      return encode(`${JSON.stringify(comparisonToJson(comparison, { segments: options.segments }), null, 1)}\n`);
    case 'md':
      return encode(renderMarkdown({ comparison }, options.exports));
    case 'html':
      return encode(renderHtml({ comparison }, options.exports));
    case 'docx':
      return renderDocx({ comparison }, { ...options.exports, author: options.author, date: options.date });
    default:
      return encode(asText(comparison, options.colour));
  }
}

function asText(comparison: Comparison, colour: boolean): string {
  const paint = (code: string, words: string) => (colour ? `\u001b[${code}m${words}\u001b[0m` : words);
  const lines: string[] = [];
  for (const change of comparison.changes) {
    lines.push(paint('1', `${place(change)}: ${change.kinds.join(', ')}`));
    lines.push(`  ${marked(change, paint)}`, '');
  }
  const summary = Object.entries(summaryOf(comparison.changes)).filter(([, count]) => count > 0);
  lines.push(summary.length === 0 ? 'No changes.' : summary.map(([kind, count]) => `${count} ${kind}`).join(', '));
  for (const note of comparison.notes) lines.push(`Note: ${note}`);
  return `${lines.join('\n')}\n`;
}

function place({ old, new: neu }: Change): string {
  if (!neu) return old?.label ?? '';
  return old && old.label !== neu.label ? `${old.label} → ${neu.label}` : neu.label;
}

/** How many words are shown on each side of a change. */
const AROUND = 40;

/** The words of a change on one line, in the manner of CriticMarkup; long unchanged stretches are cut. */
function marked(change: Change, paint: (code: string, words: string) => string): string {
  const last = change.edits.length - 1;
  return change.edits
    .map(({ op, text }, i) => {
      if (op === 'delete') return paint('31', `{--${text}--}`);
      if (op === 'insert') return paint('32', `{++${text}++}`);
      if (text.length <= 2 * AROUND + 3) return text;
      const start = i === 0 ? '' : text.slice(0, AROUND);
      const end = i === last ? '' : text.slice(-AROUND);
      return `${start}…${end}`;
    })
    .join('')
    .replace(/\s+/g, ' ')
    .trim();
}
