import type { Options } from '../../node/arguments.js';
import type { Severity } from '../../rules/finding.js';
import { CheckHelpers } from '../check-helpers.js';
import { recordFindings, reportGoneRecords } from '../check-records.js';
import { CheckRun } from '../check-run.js';
import { countSeverities, type FindingFormat, renderFindings } from '../finding-formats.js';
import { type Io, UsageError } from '../io.js';

const FORMATS: readonly string[] = ['text', 'json', 'sarif', 'github'];
const THRESHOLDS: Readonly<Record<string, readonly Severity[]>> = {
  error: ['error'],
  warning: ['error', 'warning'],
  information: ['error', 'warning', 'information'],
  none: [],
};

export const CHECK_OPTIONS = {
  format: 'string',
  'fail-on': 'string',
  recorded: 'string',
  // The next word is the file to write if it can be neither a draft nor a folder.
  'record-baseline': /\.json$/i,
} as const;

/**
 * Checks files and folders. Exit status 1: findings at or above the threshold; 2: something cannot
 * be read.
 */
export async function checkFiles(io: Io, paths: readonly string[], options: Options, version: string): Promise<number> {
  const format = String(options.format ?? 'text');
  const failOn = String(options['fail-on'] ?? 'error');
  if (!FORMATS.includes(format)) throw new UsageError(`--format ${format}: choose one of ${FORMATS.join(', ')}`);
  const threshold = Object.hasOwn(THRESHOLDS, failOn) ? THRESHOLDS[failOn] : undefined;
  if (!threshold) throw new UsageError(`--fail-on ${failOn}: choose one of ${Object.keys(THRESHOLDS).join(', ')}`);
  const record = options['record-baseline'] === undefined ? null : String(options['record-baseline']);
  if (record !== null && format !== 'text')
    throw new UsageError('--record-baseline records problems and prints none: leave --format out');
  if (record && options.recorded !== undefined)
    throw new UsageError('--recorded and --record-baseline name one file each: give one of them');
  const recorded = String(options.recorded ?? '') || record || null;
  if (
    options.recorded !== undefined &&
    (await io.host.read(io.uri(String(options.recorded))).catch(() => null)) === null
  )
    throw new UsageError(
      `${options.recorded}: there is no such file; keeling check --record-baseline=${options.recorded} makes it`,
    );
  const checked = paths.length > 0 ? paths : ['.'];
  // A pipe can be read only once.
  const canShare = io.helpers && recorded === null && !checked.some((path) => path.startsWith('/dev/'));
  const helpers = canShare && io.helpers ? new CheckHelpers(io.helpers, checked) : null;
  const run = new CheckRun(io, recorded === null ? null : io.uri(recorded), helpers);
  for (const path of checked) await run.addPath(path);
  await run.finish();
  const { located, files, unreadable } = run;
  if (record !== null && unreadable.length === 0) {
    await recordFindings(run);
    return 0;
  }
  if (unreadable.length === 0 || files.size > 0) {
    const about = { version, colour: io.colour, files: files.size, folder: io.uri('.') };
    const report = await renderFindings(located, format as FindingFormat, about);
    if (format === 'text' || format === 'github') io.out(report);
    else io.bytes(new TextEncoder().encode(report));
  }
  for (const line of unreadable) io.error(`keeling: ${line}`);
  if (files.size === 0 && unreadable.length === 0)
    io.error(
      `keeling: ${paths.length === 0 ? 'this folder' : paths.join(', ')}: there is no Markdown file to check; keeling import makes drafts of Word files and PDFs`,
    );
  if (unreadable.length > 0) return 2;
  reportGoneRecords(run);
  const summary = countSeverities(located.filter(({ finding }) => finding.suppressed === null));
  return threshold.some((severity) => summary[severity] > 0) ? 1 : 0;
}
