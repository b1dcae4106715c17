import { readProjectNumbers } from '../../consultation/change-numbering.js';
import { readFilledTemplate } from '../../consultation/filled-template.js';
import { sayProjectConcerns } from '../../consultation/question-changes.js';
import { mergeByQuestion, type Response, responsesToCsv, responsesToMarkdown } from '../../consultation/responses.js';
import { messageOf } from '../../failure.js';
import type { Options } from '../../node/arguments.js';
import { Checker } from '../../rules/check.js';
import { type Io, UsageError } from '../io.js';
import { loadSoundProject } from '../load.js';
import { readInputBytes } from '../read.js';
import { findFormatByEnding } from '../values.js';

export const RESPONSES_OPTIONS = {
  format: 'string',
  confidential: 'boolean',
  output: 'string',
  project: 'string',
} as const;

const FORMATS = ['md', 'json', 'csv'];

/** Reads filled response templates and prints or writes their answers by question. */
export async function printResponses(io: Io, paths: readonly string[], options: Options): Promise<number> {
  if (paths.length === 0)
    throw new UsageError('responses takes the filled templates: keeling responses FILE.docx|FILE.odt…');
  const output = options.output === undefined ? null : String(options.output);
  const format = String(options.format ?? findFormatByEnding(output, 'a list of responses', FORMATS));
  if (!FORMATS.includes(format)) throw new UsageError(`--format ${format}: choose one of ${FORMATS.join(', ')}`);
  const read: Response[] = [];
  for (const path of paths) {
    try {
      read.push(readFilledTemplate(path.replace(/^.*[\\/]/, ''), await readInputBytes(io, path)));
    } catch (error) {
      if (error instanceof UsageError) throw error;
      throw new UsageError(`${path}: it ${messageOf(error)}`);
    }
  }
  const concerns = options.project === undefined ? undefined : await readConcerns(io, String(options.project));
  const merged = mergeByQuestion(read, options.confidential === true, concerns);
  const text =
    format === 'md'
      ? responsesToMarkdown(merged)
      : format === 'csv'
        ? responsesToCsv(merged)
        : `${JSON.stringify({ version: 1, ...merged }, null, 2)}\n`;
  if (output === null) io.bytes(new TextEncoder().encode(text));
  else
    await io.write(
      [{ path: output, bytes: new TextEncoder().encode(text) }],
      paths.map((path) => io.uri(path)),
    );
  return 0;
}

/** What each question of a project is about, by the numbers of the changes. */
async function readConcerns(io: Io, folder: string): Promise<ReadonlyMap<string, string>> {
  const workspace = await loadSoundProject(io, folder);
  const checker = new Checker(workspace);
  const numbers = await readProjectNumbers(io.host, workspace, checker.comparisons);
  return sayProjectConcerns(workspace, checker, numbers);
}
