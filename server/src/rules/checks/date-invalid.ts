import { datesOf } from '../../analysis/dates/block-dates.js';
import { type Day, dayExists, daysAfter } from '../../analysis/dates/calendar.js';
import { shortenWords } from '../message.js';
import type { BlockRule } from '../rule.js';
import { writeDay } from '../shared/date-fixes.js';

/** 31 April, 29 February 2019, 25:00. */
export const invalidDate: BlockRule = {
  codes: {
    'date.invalid': { severity: 'error', title: 'A date or a time of day does not exist.' },
  },
  concerns: (block, { draft }) => {
    const { moments, impossible } = datesOf(draft.block(block));
    return moments.length + impossible.length > 0;
  },
  *checkBlock(index, { draft }) {
    const block = draft.block(index);
    const { moments, impossible } = datesOf(block);
    for (const moment of moments) {
      const { exists: isDay, date, span } = moment.date;
      if (isDay) continue;
      const place = moment.toBlockSpan(span);
      yield {
        code: 'date.invalid',
        message: `There is no ${shortenWords(block.text.slice(place.start, place.end))}.`,
        block: index,
        span: place,
        fixes: daysAroundEnd(date).flatMap((day) => writeDay(index, moment, day)),
      };
    }
    for (const { what, span } of impossible) {
      const words = shortenWords(block.text.slice(span.start, span.end));
      const message = what === 'day' ? `There is no ${words}.` : `${words} is not a time of day.`;
      yield { code: 'date.invalid', message, block: index, span };
    }
  },
};

/** The last day of the month that a date overruns, and the first of the next month. */
function daysAroundEnd(day: Day): Day[] {
  const last = [31, 30, 29, 28].map((each) => ({ ...day, day: each })).find(dayExists);
  return last ? [last, daysAfter(last, 1)] : [];
}
