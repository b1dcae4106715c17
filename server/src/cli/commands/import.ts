import { draftOfExtractedText } from '../../import/extracted-text.js';
import type { Options } from '../../node/arguments.js';
import { type Io, UsageError } from '../io.js';
import { readInputText } from '../read.js';

export const IMPORT_OPTIONS = { output: 'string' } as const;

/** Prints or writes extracted text as a draft. */
export async function importText(io: Io, paths: readonly string[], options: Options): Promise<number> {
  const [path, more] = paths;
  if (path === undefined || more !== undefined) throw new UsageError('import takes one file: keeling import FILE');
  if (/\.docx?$/i.test(path)) throw new UsageError(`${path}: it is a Word file; paste its text into a text file`);
  const text = draftOfExtractedText(await readInputText(io, path));
  if (options.output === undefined) io.bytes(new TextEncoder().encode(text));
  else await io.write([{ path: String(options.output), bytes: new TextEncoder().encode(text) }], [io.uri(path)]);
  return 0;
}
