const MONTHS = 'January February March April May June July August September October November December'.split(' ');
const DAYS = 'Sunday Monday Tuesday Wednesday Thursday Friday Saturday'.split(' ');

/** An ISO date in the house form: "31 January 2020". */
export function houseDate(iso: string): string {
  const { year, month, day } = readDate(iso);
  return `${day} ${MONTHS[month - 1]} ${year}`;
}

/** The same with its weekday: "Friday 31 January 2020". */
export function houseDateWithDay(iso: string): string {
  const { year, month, day } = readDate(iso);
  return `${DAYS[new Date(Date.UTC(year, month - 1, day)).getUTCDay()]} ${houseDate(iso)}`;
}

/** The time of day of an ISO date and time, "16:00", or null where it has none. */
export function timeOfDay(iso: string): string | null {
  return /T(\d{2}:\d{2})/.exec(iso)?.[1] ?? null;
}

function readDate(iso: string): { year: number; month: number; day: number } {
  const [year, month, day] = iso.slice(0, 10).split('-').map(Number);
  return { year: year!, month: month!, day: day! };
}
