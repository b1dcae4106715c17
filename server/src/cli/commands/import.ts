import { messageOf } from '../../failure.js';
import { draftOfExtractedText } from '../../import/extracted-text.js';
import type { ImportedFiles } from '../../import/word/import-files.js';
import type { PlacedNotice } from '../../import/word/write-draft.js';
import type { Options } from '../../node/arguments.js';
import { type Io, UsageError } from '../io.js';
import { isWordFileName, readInputBytes, readInputText } from '../read.js';
import { refuseOtherEnding } from '../values.js';

export const IMPORT_OPTIONS = { output: 'string', changes: 'string', report: 'string' } as const;

const CHANGES = ['accept', 'reject', 'keep'] as const;

/** Prints or writes a Word document, or extracted text, as a draft. */
export async function importText(io: Io, paths: readonly string[], options: Options): Promise<number> {
  const [path, more] = paths;
  refuseOtherEnding(options.output === undefined ? null : String(options.output), 'a draft', ['md', 'txt']);
  if (path === undefined || more !== undefined) throw new UsageError('import takes one file: keeling import FILE');
  if (isWordFileName(path)) return importWordFile(io, path, options);
  if (/\.pdf$/i.test(path)) return importPdfFile(io, path, options);
  const older = /\.(doc|rtf|odt)$/i.exec(path)?.[1];
  if (older !== undefined)
    throw new UsageError(`${path}: it is a .${older} file; open it in Word or LibreOffice and save it as .docx`);
  if (options.changes !== undefined || options.report !== undefined)
    throw new UsageError(`${path}: --changes is for Word files, and --report for Word files and PDFs`);
  const text = draftOfExtractedText(await readInputText(io, path));
  if (options.output === undefined) io.bytes(new TextEncoder().encode(text));
  else await io.write([{ path: String(options.output), bytes: new TextEncoder().encode(text) }], [io.uri(path)]);
  return 0;
}

async function importWordFile(io: Io, path: string, options: Options): Promise<number> {
  const changes = CHANGES.find((each) => each === (options.changes ?? 'accept'));
  if (!changes) throw new UsageError(`--changes ${options.changes}: choose one of ${CHANGES.join(', ')}`);
  const { importAsFiles } = await import('../../import/word/import-files.js');
  const bytes = await readInputBytes(io, path);
  return writeImported(io, path, options, async (name) => importAsFiles(bytes, name, changes));
}

async function importPdfFile(io: Io, path: string, options: Options): Promise<number> {
  if (options.changes !== undefined)
    throw new UsageError(`${path}: --changes is for Word files; a PDF does not say who changed what`);
  const bytes = await readInputBytes(io, path);
  const { importPdfInThread } = await import('../../lsp/pdf-import.js');
  const { listImportedFiles } = await import('../../import/word/import-files.js');
  return writeImported(io, path, options, async (name) => listImportedFiles(await importPdfInThread(bytes), name));
}

/** Prints or writes what a file was made into, and what is to be said of it. */
async function writeImported(
  io: Io,
  path: string,
  options: Options,
  make: (name: string) => Promise<ImportedFiles>,
): Promise<number> {
  const output = options.output === undefined ? null : String(options.output);
  const stem = (output ?? path).replace(/^.*[\\/]/, '').replace(/\.[^.]*$/, '');
  let draft: ImportedFiles;
  try {
    draft = await make(output?.replace(/^.*[\\/]/, '') ?? `${stem}.md`);
  } catch (error) {
    throw new UsageError(`${path}: it ${messageOf(error)}`);
  }
  const encoder = new TextEncoder();
  const files = [];
  if (output === null) io.out(draft.text);
  else {
    const folder = output.slice(0, Math.max(output.lastIndexOf('/'), output.lastIndexOf('\\')) + 1);
    for (const file of draft.files) files.push({ path: `${folder}${file.path}`, bytes: file.bytes });
  }
  if (options.report !== undefined)
    files.push({
      path: String(options.report),
      bytes: encoder.encode(`${JSON.stringify({ version: 1, notices: draft.notices }, null, 2)}\n`),
    });
  if (files.length > 0) await io.write(files, [io.uri(path)]);
  for (const line of describeNotices(draft.notices, output ?? path)) io.error(line);
  if (output === null && draft.files.length > 1)
    io.error(`${path}: its pictures and comments are not written; give --output to have them beside the draft`);
  return 0;
}

/** One line for each thing to look at; what is said of many places is said once, with a count. */
function describeNotices(notices: readonly PlacedNotice[], file: string): string[] {
  const byMessage = new Map<string, PlacedNotice[]>();
  for (const notice of notices) byMessage.set(notice.message, [...(byMessage.get(notice.message) ?? []), notice]);
  return [...byMessage].map(([message, [first, ...rest]]) => {
    const place = first?.line == null ? file : `${file}:${first.line + 1}`;
    return `${place}: ${message}${rest.length > 0 ? ` (and ${rest.length} more)` : ''}`;
  });
}
