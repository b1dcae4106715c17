import type { Moment } from '../../analysis/dates/block-dates.js';
import {
  compareDays,
  type Day,
  daysAfter,
  formatDay,
  isBankHoliday,
  isGregorian,
  isWorkingDay,
  parseDay,
  weekdayOf,
} from '../../analysis/dates/calendar.js';
import { datedBlocksOf } from '../../analysis/dates/dated-events.js';
import type { SchemeId } from '../../model/schemes/scheme.js';
import type { DraftRule, Report, RuleContext } from '../rule.js';
import { writeDay } from '../shared/date-fixes.js';
import { findHeadEnd } from '../shared/document-head.js';

/**
 * The last day for something, where it falls on a weekend or a bank holiday of England and Wales,
 * or before publication.
 */
export const dateDeadline: DraftRule = {
  codes: {
    'date.deadline': {
      severity: 'warning',
      title: 'A deadline falls on a weekend, on a bank holiday of England and Wales, or before publication.',
    },
  },
  costly: false,
  *checkDraft(context) {
    const { draft } = context;
    const published = publicationOf(context);
    const isLaw = LAWS.has(draft.scheme.id);
    const span = draft.frontMatter.places.get('respond-by');
    const value = draft.frontMatter.values['respond-by'];
    const day = typeof value === 'string' ? parseDay(value) : null;
    if (span && day) {
      const message = describeFault(day, false, published);
      if (message) yield { code: 'date.deadline', message, block: 0, span };
    }
    for (const { block, value } of datedBlocksOf(draft)) {
      const { deadlines, mentions } = value;
      if (deadlines.length === 0) continue;
      const closing = new Set(mentions.filter(({ event }) => event === 'respond-by').map(({ moment }) => moment));
      for (const moment of deadlines) {
        const before = closing.has(moment) ? published : null;
        // A law, and who writes the month first, knows other days of rest, and runs on all the same.
        const isLate = before !== null && compareDays(moment.date.date, before) < 0;
        for (const report of reportDeadline(block, moment, before))
          yield !isLate && (isLaw || moment.date.monthFirst) ? { ...report, severity: 'information' } : report;
      }
    }
  },
};

/** Schemes of texts that hold on whatever day a date of theirs falls. */
const LAWS: ReadonlySet<SchemeId> = new Set<SchemeId>(['act', 'statutory-instrument', 'eu-act', 'bylaws']);

function* reportDeadline(block: number, moment: Moment, published: Day | null): Generator<Report> {
  const { date, weekday, span, monthFirst } = moment.date;
  // A date with a wrong weekday is left to its own check: which day is meant is not known.
  if (weekday !== null && isGregorian(date) && weekdayOf(date) !== weekday) return;
  const message = describeFault(date, monthFirst, published);
  if (!message) return;
  const near = published && compareDays(date, published) < 0 ? [] : [nextWorkingDay(date, -1), nextWorkingDay(date, 1)];
  yield {
    code: 'date.deadline',
    message,
    block,
    span: moment.toBlockSpan(span),
    fixes: near.flatMap((day) => writeDay(block, moment, day)),
  };
}

/**
 * What is wrong with a day as a deadline, or null.
 * @param isAmerican whether the date is written month first: then British bank holidays do not
 * count
 */
function describeFault(day: Day, isAmerican: boolean, published: Day | null): string | null {
  if (published && compareDays(day, published) < 0)
    return `This deadline is before the date of publication, ${formatDay(published)}.`;
  if (!isGregorian(day) || isWorkingDay(day)) return null;
  if (!isBankHoliday(day)) return `This deadline falls on a ${weekdayOf(day)}.`;
  return isAmerican ? null : `This deadline falls on a bank holiday: ${weekdayOf(day)} ${formatDay(day)}.`;
}

function nextWorkingDay(day: Day, step: 1 | -1): Day {
  let at = daysAfter(day, step);
  while (!isWorkingDay(at)) at = daysAfter(at, step);
  return at;
}

/** The day of publication by the project file, the front matter or the head of the document. */
function publicationOf({ draft, project, resolution }: RuleContext): Day | null {
  const fact = resolution.self.role === 'consultation' ? parseDay(project?.consultation?.published ?? null) : null;
  if (fact) return fact;
  const { published } = draft.frontMatter.values;
  const own = typeof published === 'string' ? parseDay(published) : null;
  if (own) return own;
  const head = findHeadEnd(draft);
  for (const { block, value } of datedBlocksOf(draft)) {
    if (block >= head) break;
    for (const { event, moment } of value.mentions) if (event === 'published') return moment.date.date;
  }
  return null;
}
