import { datesOf } from '../../analysis/dates/block-dates.js';
import { type Day, dayExists, daysAfter, formatDay, isGregorian, weekdayOf } from '../../analysis/dates/calendar.js';
import type { BlockRule } from '../rule.js';
import { writeDay, writeWeekday } from '../shared/date-fixes.js';

/** "Friday 31 January 2019", which was a Thursday. */
export const weekdayOfDate: BlockRule = {
  codes: {
    'date.weekday': { severity: 'error', title: 'The weekday written beside a date is wrong.' },
  },
  concerns: (block, { draft }) => datesOf(draft.block(block)).moments.length > 0,
  *checkBlock(index, { draft }) {
    for (const moment of datesOf(draft.block(index)).moments) {
      const { date, exists: isDay, weekday, span } = moment.date;
      if (!isDay || weekday === null || !isGregorian(date)) continue;
      const right = weekdayOf(date);
      if (right === weekday) continue;
      yield {
        code: 'date.weekday',
        message: `${formatDay(date)} is a ${right}, not a ${weekday}.`,
        block: index,
        span: moment.toBlockSpan(span),
        fixes: [
          ...writeWeekday(index, moment, right),
          ...daysNear(date, weekday).flatMap((day) => writeDay(index, moment, day)),
        ],
      };
    }
  },
};

/**
 * The date near a day that falls on a weekday: a year earlier or later if possible, else within
 * three days.
 */
function daysNear(day: Day, weekday: string): Day[] {
  const years = [1, -1].map((count) => ({ ...day, year: day.year + count }));
  const days = [1, -1, 2, -2, 3, -3].map((count) => daysAfter(day, count));
  return [...years.filter(dayExists), ...days].filter((other) => weekdayOf(other) === weekday).slice(0, 1);
}
