import { formatDay, parseDay, weekdayOf } from '../analysis/dates/calendar.js';

/** An ISO date in the house form: "31 January 2020". Text that is not a date stays as it is. */
export function houseDate(iso: string): string {
  const day = parseDay(iso);
  return day ? formatDay(day) : iso;
}

/** The same with its weekday: "Friday 31 January 2020". */
export function houseDateWithDay(iso: string): string {
  const day = parseDay(iso);
  return day ? `${weekdayOf(day)} ${formatDay(day)}` : iso;
}

/** The time of day of an ISO date and time, "16:00", or null where it has none. */
export function timeOfDay(iso: string): string | null {
  return /T(\d{2}:\d{2})/.exec(iso)?.[1] ?? null;
}

/** "16:00 on Friday 17 January 2020", the time only where there is one. */
export function dayAndTime(iso: string, time: string | null): string {
  return `${time ? `${time} on ` : ''}${houseDateWithDay(iso)}`;
}
