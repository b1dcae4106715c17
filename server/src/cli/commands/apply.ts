import { compareDrafts } from '../../compare/compare.js';
import { type AppliedInstructions, applyInstructions, type InstructionReport } from '../../instructions/apply.js';
import { markInstructions, nameInstruction } from '../../instructions/mark-instructions.js';
import { Draft } from '../../model/draft.js';
import type { Options } from '../../node/arguments.js';
import type { OutputFile } from '../../node/whole-files.js';
import { COMPARISON_OPTIONS, readComparisonOutput, renderComparisonFile } from '../comparison-output.js';
import { type Io, UsageError } from '../io.js';
import { isWordFileName, readInputDraft, readInputText } from '../read.js';
import { showOnOneLine } from '../visible.js';

const { segments: _, ...MARKING_OPTIONS } = COMPARISON_OPTIONS;

export const APPLY_OPTIONS = { ...MARKING_OPTIONS, marked: 'string' } as const;

/** Carries out amending instructions on a draft, all of them or none. */
export async function applyAmendments(io: Io, paths: readonly string[], options: Options): Promise<number> {
  const [instructionsPath, oldPath, more] = paths;
  if (instructionsPath === undefined || oldPath === undefined || more !== undefined)
    throw new UsageError('apply takes two files: keeling apply INSTRUCTIONS OLD [--output NEW]');
  const format = String(options.format ?? 'text');
  if (format !== 'text' && format !== 'json') throw new UsageError(`--format ${format}: choose one of text, json`);
  const output = options.output === undefined ? null : String(options.output);
  if (output !== null && (isWordFileName(output) || /\.pdf$/i.test(output)))
    throw new UsageError(`--output ${output}: the amended draft is Markdown. Use --marked for a marked Word file.`);
  const marked = options.marked === undefined ? null : String(options.marked);
  const how =
    marked === null ? null : await readComparisonOutput(io, { ...options, format: undefined, output: marked });
  if (how?.format === 'text') throw new UsageError(`--marked ${marked}: name a .docx, .html, .md or .pdf file`);
  const source = await readInputText(io, instructionsPath);
  const oldDraft = await readInputDraft(io, oldPath);
  const applied = applyInstructions(source, oldDraft);
  const { result, reports } = applied;
  if (reports.length === 0) throw new UsageError(`${instructionsPath}: it holds no amending instruction`);
  const files: OutputFile[] = [];
  if (result && output !== null) files.push({ path: output, bytes: new TextEncoder().encode(result.text) });
  if (result && marked !== null && how) {
    const comparison = compareDrafts(oldDraft, Draft.parse(result.text, oldDraft.reading));
    const bytes = await renderComparisonFile(io, markInstructions(comparison, applied, result), how, [
      oldPath,
      oldPath,
    ]);
    files.push({ path: marked, bytes });
  }
  if (files.length > 0)
    await io.write(files, [instructionsPath, oldPath].filter((path) => !path.startsWith('git:')).map(io.uri));
  showReports(io, applied, { path: instructionsPath, isJson: format === 'json', isPrinting: files.length === 0 });
  return result ? 0 : 1;
}

/** What is printed of a run, and where: with the new text on standard output it goes to the other. */
function showReports(
  io: Io,
  { reports, result }: AppliedInstructions,
  { path, isJson, isPrinting }: { readonly path: string; readonly isJson: boolean; readonly isPrinting: boolean },
): void {
  if (isJson) {
    const count = (wanted: InstructionReport['state']) => reports.filter(({ state }) => state === wanted).length;
    const summary = {
      done: count('done'),
      ambiguous: count('ambiguous'),
      notFound: count('not found'),
      notUnderstood: count('not understood'),
    };
    const text = isPrinting && result ? { text: result.text } : {};
    io.bytes(
      new TextEncoder().encode(
        `${JSON.stringify({ version: 1, applied: result !== null, summary, instructions: reports, ...text }, null, 2)}\n`,
      ),
    );
    return;
  }
  const lines = reports.map((report) => describeCarriedOut(path, report));
  const done = reports.filter(({ state }) => state === 'done').length;
  lines.push(
    result
      ? `${done} ${done === 1 ? 'instruction' : 'instructions'} carried out`
      : `nothing is written: ${reports.length - done} of ${reports.length} instructions cannot be carried out`,
  );
  if (result && isPrinting) io.bytes(new TextEncoder().encode(result.text));
  const show = isPrinting ? (line: string) => io.error(line) : (line: string) => io.out(`${line}\n`);
  for (const line of lines) show(line);
}

function describeCarriedOut(path: string, report: InstructionReport): string {
  const { line, state, reason, words } = report;
  const said = state === 'done' ? words : `${reason}. ${words}`;
  return showOnOneLine(`${path}:${line + 1}: ${nameInstruction(report)}: ${state}: ${said}`);
}
