import { readProjectNumbers } from '../../consultation/change-numbering.js';
import { draftOverviewRows, overviewToJson, overviewToMarkdown } from '../../consultation/overview.js';
import { findQuestionRecords, numberQuestionChanges } from '../../consultation/question-changes.js';
import type { Options } from '../../node/arguments.js';
import { Checker } from '../../rules/check.js';
import { type Io, UsageError } from '../io.js';
import { inputsOf, loadSoundProject } from '../load.js';
import { findFormatByEnding } from '../values.js';

export const OVERVIEW_OPTIONS = { format: 'string', output: 'string' } as const;

/** Prints or writes the overview of a project's drafting changes, drafted from the comparisons. */
export async function printOverview(io: Io, paths: readonly string[], options: Options): Promise<number> {
  if (paths.length > 1) throw new UsageError('overview takes one folder: keeling overview DIR');
  const output = options.output === undefined ? null : String(options.output);
  const format = String(options.format ?? findFormatByEnding(output, 'an overview', ['md', 'json']));
  if (format !== 'md' && format !== 'json') throw new UsageError(`--format ${format}: choose md or json`);
  const workspace = await loadSoundProject(io, paths[0] ?? '.');
  const checker = new Checker(workspace);
  const numbers = await readProjectNumbers(io.host, workspace, checker.comparisons);
  const drafted = draftOverviewRows(workspace, checker, numbers);
  const questions =
    format === 'json' && numbers.byDocument.size > 0
      ? numberQuestionChanges(findQuestionRecords(workspace, checker), numbers)
      : [];
  const text =
    format === 'json'
      ? `${JSON.stringify(overviewToJson(drafted, questions), null, 2)}\n`
      : overviewToMarkdown(drafted);
  if (output === null) io.bytes(new TextEncoder().encode(text));
  else await io.write([{ path: output, bytes: new TextEncoder().encode(text) }], inputsOf(workspace));
  return 0;
}
