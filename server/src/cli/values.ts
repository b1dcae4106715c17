import { parseDay } from '../analysis/dates/calendar.js';
import { type ExportOptions, MINOR_CLASSES, type MinorClass } from '../export/export-options.js';
import { isMarkSchemeName, MARK_SCHEMES, type MarkSchemeName } from '../export/mark-schemes.js';
import type { Options } from '../node/arguments.js';
import { endingOf } from '../workspace/uri.js';
import { type Io, UsageError } from './io.js';

/** The options of the commands that write attachments; for `word-template` see `wordTemplate`. */
export const EXPORT_OPTIONS = {
  without: 'string',
  marks: 'string',
  'list-of-changes': 'boolean',
  legend: 'boolean',
  'no-list-of-changes': 'boolean',
  'no-legend': 'boolean',
  'no-watermark': 'boolean',
  classification: 'string',
  'word-template': 'string',
} as const;

/** The options of how attachments are drawn that are given; the others are left out. */
export function readExportOptions(options: Options): Partial<ExportOptions> {
  const listOfChanges = readSwitch(options, 'list-of-changes');
  const legend = readSwitch(options, 'legend');
  return {
    ...(options.without === undefined ? {} : { without: readMinorClasses(String(options.without)) }),
    ...(options.marks === undefined ? {} : { marks: readMarkScheme(String(options.marks)) }),
    ...(listOfChanges === undefined ? {} : { listOfChanges }),
    ...(legend === undefined ? {} : { legend }),
    ...(options['no-watermark'] ? { watermark: false } : {}),
    ...(options.classification === undefined ? {} : { classification: String(options.classification) }),
  };
}

/** How the names of files end that other programs open by their ending. */
const ENDING_OF_OTHERS = /\.(?:docx?|docm|dot[xm]?|odt|rtf|pdf|html?|xml|csv|json)$/i;

/**
 * Refuses to write Markdown, or one of a few forms, to a file whose name ends as that of another form.
 * @param said what is written: "an overview"
 * @param endings in which it can be written, without full stops
 * @throws UsageError that names the endings
 */
export function refuseOtherEnding(output: string | null, said: string, endings: readonly string[]): void {
  const ending = ENDING_OF_OTHERS.exec(output ?? '')?.[0].toLowerCase();
  if (ending === undefined || endings.includes(ending.slice(1))) return;
  const named = endings.map((each) => `.${each}`).join(', ');
  throw new UsageError(`--output ${output}: ${said} is not written as ${ending}. Name a file that ends in ${named}.`);
}

/**
 * The format that the name of an output ends in: the first of the formats where it tells none.
 * @throws UsageError where it tells another
 */
export function findFormatByEnding(output: string | null, said: string, formats: readonly string[]): string {
  refuseOtherEnding(output, said, formats);
  const ending = output === null ? '' : endingOf(output);
  return formats.find((format) => format === ending) ?? formats[0] ?? '';
}

/**
 * The Word file whose look the Word files take; null if the option is not given.
 * @throws UsageError if there is no such file, or if it is no Word file
 */
export async function readTemplateOption(io: Io, options: Options): Promise<Uint8Array | null> {
  const path = options['word-template'];
  if (path === undefined) return null;
  const bytes = await io.host.read(io.uri(String(path)));
  if (!bytes) throw new UsageError(`${path}: there is no such file`);
  const { templateFault } = await import('../export/docx/house-template.js');
  const fault = templateFault(bytes);
  if (fault !== null) throw new UsageError(`${path} ${fault}`);
  return bytes;
}

/** What an option that can be given or refused says; undefined where neither is given. */
function readSwitch(options: Options, name: string): boolean | undefined {
  const isAsked = options[name] === true;
  const isRefused = options[`no-${name}`] === true;
  if (isAsked && isRefused) throw new UsageError(`--${name} and --no-${name} do not go together`);
  return isAsked || isRefused ? isAsked : undefined;
}

function readMarkScheme(text: string): MarkSchemeName {
  if (isMarkSchemeName(text)) return text;
  throw new UsageError(`--marks ${text}: choose one of ${MARK_SCHEMES.join(', ')}`);
}

function readMinorClasses(text: string): MinorClass[] {
  return text
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '')
    .map((word) => {
      const known = MINOR_CLASSES.find((each) => each === word);
      if (!known) throw new UsageError(`--without ${text}: choose from ${MINOR_CLASSES.join(', ')}`);
      return known;
    });
}

/** Of dates that documents bear. Times of tracked changes are a little later, and in UTC. */
const FIRST_YEAR = 1601;
const LAST_YEAR = 9998;

/**
 * An option's value, which must be an ISO date, or date and time.
 * @returns undefined if the option is not given
 * @throws UsageError if it is no date
 */
export function readDateOption(value: string | boolean | undefined, option: string): string | undefined {
  if (value === undefined) return undefined;
  const text = String(value);
  const found =
    /^(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}):(\d{2})(?::(\d{2})(?:\.\d{1,3})?)?(?:Z|[+-](\d{2}):(\d{2}))?)?$/.exec(text);
  const [, , , , hour = '0', minute = '0', second = '0', zoneHour = '0', zoneMinute = '0'] = found ?? [];
  const year = Number(text.slice(0, 4));
  const sound =
    found &&
    parseDay(text) !== null &&
    Number(hour) < 24 &&
    Number(minute) < 60 &&
    Number(second) < 60 &&
    Number(zoneHour) < 15 &&
    Number(zoneMinute) < 60 &&
    // Word calls a file damaged that holds a date outside of these.
    year >= FIRST_YEAR &&
    year <= LAST_YEAR;
  if (!sound) throw new UsageError(`${option} ${text}: write a date as YYYY-MM-DD, from ${FIRST_YEAR} to ${LAST_YEAR}`);
  return text;
}
