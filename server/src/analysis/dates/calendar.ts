import { BANK_HOLIDAYS } from './bank-holidays.js';

/** A day of the calendar. Months count from 1. */
export interface Day {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

/** The names of the weekdays, from Sunday. */
export const WEEKDAYS: readonly string[] = 'Sunday Monday Tuesday Wednesday Thursday Friday Saturday'.split(' ');
/** The names of the months, from January. */
export const MONTHS: readonly string[] =
  'January February March April May June July August September October November December'.split(' ');
/** The names of the months as alternatives of a regular expression. */
export const MONTH_NAMES = MONTHS.join('|');

/**
 * The day of an ISO date, with or without a time of day; null where it is no date, or there is no
 * such day.
 */
export function parseDay(iso: string | null): Day | null {
  const found = iso === null ? null : /^(\d{4})-(\d{2})-(\d{2})/.exec(iso);
  if (!found) return null;
  const day = { year: Number(found[1]), month: Number(found[2]), day: Number(found[3]) };
  return dayExists(day) ? day : null;
}

/** Whether the calendar has such a day. */
export function dayExists({ year, month, day }: Day): boolean {
  const length = month === 2 && isLeapYear(year) ? 29 : (MONTH_LENGTHS[month - 1] ?? 0);
  return day >= 1 && day <= length;
}

const MONTH_LENGTHS: readonly number[] = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

function isLeapYear(year: number): boolean {
  // Until 1752 England had the Julian calendar, with a leap day every fourth year.
  return year % 4 === 0 && (year <= 1752 || year % 100 !== 0 || year % 400 === 0);
}

/**
 * Whether a day is in the calendar that England has had since 14 September 1752: only of such days
 * is the weekday known.
 */
export function isGregorian({ year, month, day }: Day): boolean {
  return year > 1752 || (year === 1752 && (month > 9 || (month === 9 && day >= 14)));
}

/** −1 where `a` is before `b`, 0 where they are the same day, 1 where `a` is after `b`. */
export function compareDays(a: Day, b: Day): number {
  return Math.sign(a.year - b.year || a.month - b.month || a.day - b.day);
}

/** The day that many days later; earlier where `days` is negative. */
export function daysAfter(day: Day, days: number): Day {
  return dayAtTime(timeOf(day) + days * DAY);
}

/** The name of the weekday, in the Gregorian calendar. */
export function weekdayOf(day: Day): string {
  return WEEKDAYS[weekdayNumber(day)] ?? '';
}

/** 0 for a Sunday, 6 for a Saturday. */
function weekdayNumber(day: Day): number {
  return new Date(timeOf(day)).getUTCDay();
}

/** "31 January 2020". */
export function formatDay({ year, month, day }: Day): string {
  return `${day} ${MONTHS[month - 1]} ${year}`;
}

/**
 * Whether a day is neither on a weekend nor a bank holiday of England and Wales, as far as those
 * are known.
 */
export function isWorkingDay(day: Day): boolean {
  const weekday = weekdayNumber(day);
  return weekday > 0 && weekday < 6 && !isBankHoliday(day);
}

/** Whether a day is a bank holiday of England and Wales on a weekday, as far as those are known. */
export function isBankHoliday(day: Day): boolean {
  return BANK_HOLIDAYS[day.year]?.split(' ').includes(formatIsoDay(day).slice(-5)) ?? false;
}

/**
 * How many working days after `from` a day is, negative where it is before; null where they are
 * more than ten years apart.
 */
export function workingDaysBetween(from: Day, to: Day): number | null {
  const [first, last] = [timeOf(from), timeOf(to)];
  if (Math.abs(last - first) > 3660 * DAY) return null;
  let count = 0;
  for (let at = Math.min(first, last) + DAY; at <= Math.max(first, last); at += DAY)
    if (isWorkingDay(dayAtTime(at))) count++;
  return last < first ? -count : count;
}

/** The Working Day that many Working Days after a day, which itself does not count. */
export function workingDaysAfter(from: Day, count: number): Day {
  let day = from;
  for (let left = count; left > 0; ) {
    day = daysAfter(day, 1);
    if (isWorkingDay(day)) left--;
  }
  return day;
}

/**
 * The day of the same number that many months later, or the last of that month where it has no such
 * day.
 */
export function monthsAfter({ year, month, day }: Day, months: number): Day {
  const at = year * 12 + month - 1 + months;
  const moved = { year: Math.floor(at / 12), month: (at % 12) + 1, day };
  while (!dayExists(moved)) moved.day--;
  return moved;
}

/** "2020-01-31". */
export function formatIsoDay({ year, month, day }: Day): string {
  const two = (value: number) => String(value).padStart(2, '0');
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`;
}

const DAY = 86_400_000;

function timeOf({ year, month, day }: Day): number {
  return Date.UTC(year, month - 1, day);
}

function dayAtTime(time: number): Day {
  const date = new Date(time);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}
