import { type Day, weekdayOf, written } from '../analysis/dates.js';

/** An ISO date in the house form: "31 January 2020". */
export function houseDate(iso: string): string {
  return written(readDay(iso));
}

/** The same with its weekday: "Friday 31 January 2020". */
export function houseDateWithDay(iso: string): string {
  return `${weekdayOf(readDay(iso))} ${houseDate(iso)}`;
}

/** The time of day of an ISO date and time, "16:00", or null where it has none. */
export function timeOfDay(iso: string): string | null {
  return /T(\d{2}:\d{2})/.exec(iso)?.[1] ?? null;
}

function readDay(iso: string): Day {
  const [year = 0, month = 0, day = 0] = iso.slice(0, 10).split('-').map(Number);
  return { year, month, day };
}
