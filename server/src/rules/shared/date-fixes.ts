import type { Moment } from '../../analysis/dates/block-dates.js';
import { type Day, formatDay, weekdayOf } from '../../analysis/dates/calendar.js';
import { inFormOf } from '../../analysis/dates/written-dates.js';
import type { ReportedFix } from '../rule.js';

/**
 * Offers to write another day in place of a date, in the same form and with the right weekday. Only
 * the drafter knows which day is meant, so none is preferred.
 * @returns nothing where the form cannot be kept, or the date shares its month or year with another
 */
export function writeDay(block: number, moment: Moment, day: Day): ReportedFix[] {
  const { text, toBlockSpan: place, date } = moment;
  const edits: ReportedFix['edits'][number][] = [];
  for (const part of ['day', 'month', 'year'] as const) {
    if (date.date[part] === day[part]) continue;
    const span = date.parts[part];
    const form = span && inFormOf(text.slice(span.start, span.end), part, day);
    if (!span || form === null) return [];
    edits.push({ block, span: place(span), text: form });
  }
  const weekday = weekdayOf(day);
  const edit = date.weekday === weekday ? null : weekdayEdit(block, moment, weekday);
  const all = edit ? [edit, ...edits] : edits;
  const named = date.weekday === null ? '' : `${weekday} `;
  return all.length === 0 ? [] : [{ title: `Write “${named}${formatDay(day)}”`, edits: all, preferred: false }];
}

/** Offers to write another weekday beside a date. */
export function writeWeekday(block: number, moment: Moment, weekday: string): ReportedFix[] {
  const edit = weekdayEdit(block, moment, weekday);
  return edit ? [{ title: `Write “${edit.text}”`, edits: [edit], preferred: false }] : [];
}

/** "Thu" for "Fri", "THURSDAY" for "FRIDAY". */
function weekdayEdit(
  block: number,
  { text, toBlockSpan: place, date }: Moment,
  weekday: string,
): ReportedFix['edits'][number] | null {
  const span = date.weekdaySpan;
  if (!span) return null;
  const form = text.slice(span.start, span.end);
  const name = form.length <= 5 ? weekday.slice(0, 3) : weekday;
  return { block, span: place(span), text: form === form.toUpperCase() ? name.toUpperCase() : name };
}
