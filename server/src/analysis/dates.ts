import type { Span } from '../model/text.js';
import { BANK_HOLIDAYS } from './bank-holidays.js';

/** A day of the calendar. Months count from 1. */
export interface Day {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

/** A date as it is written. */
export interface WrittenDate {
  /** The day meant, which may not exist: "31 April". */
  readonly date: Day;
  /** Whether there is such a day. */
  readonly exists: boolean;
  /** The weekday written beside it, or null. */
  readonly weekday: string | null;
  readonly weekdaySpan: Span | null;
  /** Relative to the text that was searched. */
  readonly span: Span;
}

export const WEEKDAYS: readonly string[] = 'Sunday Monday Tuesday Wednesday Thursday Friday Saturday'.split(' ');
const MONTHS: readonly string[] =
  'January February March April May June July August September October November December'.split(' ');

const WRITTEN =
  /\b(?:(Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,? {1,3}(?:the )?)?(\d{1,2})(?:st|nd|rd|th)?,? {1,3}(?:of )?(January|February|March|April|May|June|July|August|September|October|November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec),? {1,3}(\d{4})\b/g;
const ISO = /\b(\d{4})-(\d{2})-(\d{2})\b/g;

/** Every date written in a text, in order; white space in it is taken as single spaces. */
export function datesIn(text: string): WrittenDate[] {
  const plain = text.replace(/\s/g, ' ');
  const found: WrittenDate[] = [];
  for (const match of plain.matchAll(WRITTEN)) {
    const [whole, weekday, day, month, year] = match;
    const date = {
      year: Number(year),
      month: MONTHS.findIndex((name) => name.startsWith((month as string).slice(0, 3))) + 1,
      day: Number(day),
    };
    const named = weekday === undefined ? null : `${weekday}day`;
    found.push({
      date,
      exists: exists(date),
      weekday: named,
      weekdaySpan: named === null ? null : { start: match.index, end: match.index + named.length },
      span: { start: match.index, end: match.index + whole.length },
    });
  }
  for (const match of plain.matchAll(ISO)) {
    const [whole, year, month, day] = match;
    const date = { year: Number(year), month: Number(month), day: Number(day) };
    if (date.year < 1800 || date.month > 19) continue;
    const span = { start: match.index, end: match.index + whole.length };
    found.push({ date, exists: exists(date), weekday: null, weekdaySpan: null, span });
  }
  return found.sort((a, b) => a.span.start - b.span.start);
}

/** A day of an ISO date, a time of day behind it left out; null where it is none. */
export function dayOf(iso: string | null): Day | null {
  const found = iso === null ? null : /^(\d{4})-(\d{2})-(\d{2})/.exec(iso);
  if (!found) return null;
  const day = { year: Number(found[1]), month: Number(found[2]), day: Number(found[3]) };
  return exists(day) ? day : null;
}

export function exists({ year, month, day }: Day): boolean {
  return month >= 1 && month <= 12 && day >= 1 && day <= new Date(Date.UTC(year, month, 0)).getUTCDate();
}

export function weekdayOf(day: Day): string {
  return WEEKDAYS[new Date(number(day)).getUTCDay()] as string;
}

/** "31 January 2020". */
export function written({ year, month, day }: Day): string {
  return `${day} ${MONTHS[month - 1]} ${year}`;
}

/** Whether a day is neither on a weekend nor a bank holiday of England and Wales, as far as those are known. */
export function isWorkingDay(day: Day): boolean {
  const weekday = new Date(number(day)).getUTCDay();
  return weekday > 0 && weekday < 6 && !isBankHoliday(day);
}

export function isBankHoliday({ year, month, day }: Day): boolean {
  const two = (value: number) => String(value).padStart(2, '0');
  return BANK_HOLIDAYS[year]?.split(' ').includes(`${two(month)}-${two(day)}`) ?? false;
}

/** How many working days after `from` a day is, negative where it is before; null where they are more than ten years apart. */
export function workingDaysBetween(from: Day, to: Day): number | null {
  const [first, last] = [number(from), number(to)];
  if (Math.abs(last - first) > 3660 * DAY) return null;
  let count = 0;
  for (let at = Math.min(first, last) + DAY; at <= Math.max(first, last); at += DAY)
    if (isWorkingDay(dayAt(at))) count++;
  return last < first ? -count : count;
}

const DAY = 86_400_000;

function number({ year, month, day }: Day): number {
  return Date.UTC(year, month - 1, day);
}

function dayAt(time: number): Day {
  const date = new Date(time);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}
