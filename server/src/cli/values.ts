import { UsageError } from './io.js';

/** An option's value as an ISO date or date and time; undefined where the option is not given, a UsageError where it is none. */
export function isoDate(value: string | boolean | undefined, option: string): string | undefined {
  if (value === undefined) return undefined;
  const text = String(value);
  const found = /^(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}):(\d{2})(?::(\d{2})(?:\.\d{1,3})?)?(?:Z|[+-]\d{2}:\d{2})?)?$/.exec(
    text,
  );
  const [, year, month, day, hour = '0', minute = '0', second = '0'] = found ?? [];
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  const sound =
    found &&
    date.getUTCMonth() === Number(month) - 1 &&
    date.getUTCDate() === Number(day) &&
    Number(hour) < 24 &&
    Number(minute) < 60 &&
    Number(second) < 60;
  if (!sound) throw new UsageError(`${option} ${text}: write a date as YYYY-MM-DD`);
  return text;
}
