import { bearsForm } from '../analysis/references/reference-forms.js';
import type { Draft } from '../model/draft.js';
import { getOrCreate } from '../model/memo.js';
import { shortenWords } from './message.js';
import type { Report, ReportForm } from './rule.js';
import { findSilencingComment } from './suppression.js';

/** A report, and the block that it is on now. */
export interface PlacedReport {
  readonly report: Report;
  readonly block: number;
}

/** Reports of one code and form. */
interface FormGroup {
  readonly form: ReportForm;
  readonly placed: PlacedReport[];
}

/** So many references of a form that none is found of are no slips of a drafter. */
const FEWEST_OF_UNKNOWN = 2;
/** So many failures of a form are none if more than one in so many of it fails. */
const FEWEST_FAILURES = 4;
const ONE_IN = 5;
/** So few references of a form that the draft itself has can all be slips, */
const MOST_SLIPS = 6;
/** and of so few every second one. */
const MOST_OF_SHORT = 12;
const ONE_IN_SHORT = 2;
/** Of references so many different ones: one provision that was deleted can be cited over and over. */
const FEWEST_DIFFERENT = 3;
/** As many become one finding. */
const FEWEST_JOINED = 4;
/** How many of the places a finding points to. */
const MOST_SHOWN = 20;

/**
 * The reports of a draft, of which those of a form that often fails are information, and many of
 * them one: such a form was not read as its author meant it, or is another text's.
 * @param countFound of each form of references how many were found; asked only where some failed
 */
export function sayOnce(
  placed: readonly PlacedReport[],
  draft: Draft,
  countFound: () => ReadonlyMap<string, number>,
): readonly PlacedReport[] {
  const instead = new Map<PlacedReport, PlacedReport | null>();
  for (const group of groupByForm(placed, draft)) {
    if (group.placed.length < FEWEST_OF_UNKNOWN) continue;
    const { key, count } = group.form;
    const isOneCause = ONE_CAUSE.has(group.placed[0]?.report.code ?? '');
    if (isOneCause && group.placed.length < FEWEST_JOINED) continue;
    const whole = count ?? (countFound().get(key) ?? 0) + group.placed.length;
    if (!isOneCause && !isMisread(group, whole, draft)) continue;
    if (group.placed.length < FEWEST_JOINED) for (const each of group.placed) instead.set(each, asInformation(each));
    else
      for (const [at, each] of group.placed.entries()) instead.set(each, at === 0 ? joinReports(group, whole) : null);
  }
  if (instead.size === 0) return placed;
  return placed.flatMap((each) => {
    const other = instead.get(each);
    return other === undefined ? each : (other ?? []);
  });
}

/** The reports that have a form, by code and form; those that a comment silences are left out. */
function groupByForm(placed: readonly PlacedReport[], draft: Draft): Iterable<FormGroup> {
  const groups = new Map<string, FormGroup>();
  for (const each of placed) {
    const { code, form, span } = each.report;
    if (!form || findSilencingComment(draft, each.block, span.start, code)) continue;
    getOrCreate(groups, `${code} ${form.key}`, () => ({ form, placed: [] })).placed.push(each);
  }
  return groups.values();
}

/** @param whole how many there are of the form, those that failed included */
function isMisread({ form, placed }: FormGroup, whole: number, draft: Draft): boolean {
  const { length } = placed;
  // What numbers its provisions so was read, and a reference beside them is a slip.
  const isOwn = form.count === null && whole <= MOST_OF_SHORT && bearsForm(draft, form.key);
  if (isOwn && (whole <= MOST_SLIPS || length * ONE_IN_SHORT <= whole)) return false;
  // Whatever bears a number twice, the number was read.
  if (form.count === null && length === whole && placed[0]?.report.code !== 'reference.ambiguous') return true;
  if (length < FEWEST_FAILURES || length * ONE_IN <= whole) return false;
  return new Set(placed.map(({ report }) => report.message)).size >= FEWEST_DIFFERENT;
}

function asInformation({ report, block }: PlacedReport): PlacedReport {
  return { block, report: report.severity === 'information' ? report : { ...report, severity: 'information' } };
}

/**
 * Codes whose many reports have one cause and one mend, which is the key of their form; joined, they
 * weigh as much as each.
 */
const ONE_CAUSE: ReadonlySet<string> = new Set(['text.sign']);

/** What is said of many reports of one code at once. */
const SAID: Readonly<Record<string, (count: string, name: string) => string>> = {
  'reference.ambiguous': (count, name) => `${count} references like “${name}” find more than one provision`,
  'numbering.gap': (count, name) => `Numbers are missing before ${count} provisions like ${name}`,
  'numbering.duplicate': (count, name) => `${count} provisions like ${name} have a number that another has`,
  'term.unused': (count) => `${count} defined terms are never used, as where a text is a part of a longer one`,
  'numbering.order': (count, name) => `${count} provisions like ${name} are out of order`,
};

function joinReports({ form, placed }: FormGroup, whole: number): PlacedReport | null {
  const [first, ...others] = placed;
  if (!first) return null;
  const { report, block } = first;
  const related = others.slice(0, MOST_SHOWN).map((each) => ({
    uri: null,
    place: { block: each.block, span: each.report.span },
    message: each.report.message,
  }));
  if (ONE_CAUSE.has(report.code)) {
    const message = `The PDF has no font for ${form.name} and others, in ${placed.length} places: ${form.key}.`;
    return { block, report: { ...report, message, related } };
  }
  const say = SAID[report.code] ?? ((count, name) => `${count} references like “${name}” find nothing`);
  const said = say(`${placed.length} of ${whole}`, shortenWords(form.name, 24));
  return {
    block,
    report: {
      code: report.code,
      severity: 'information',
      message: report.code === 'term.unused' ? `${said}.` : `${said}. If the text is read wrongly, name its “scheme”.`,
      block,
      span: report.span,
      related,
    },
  };
}
