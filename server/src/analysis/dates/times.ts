import { listMatches } from '../../model/list-matches.js';
import type { Span } from '../../model/text.js';
import { replaceSpaces } from '../text/plain-spaces.js';

/** A time of day. */
export interface TimeOfDay {
  readonly hour: number;
  readonly minute: number;
}

/** How a time of day is written: "16:00" (or "16.00"), "1600", "4 p.m.", "noon". */
export type TimeForm = 'colon' | 'digits' | 'twelve' | 'word';

/** What may be a time of day, and where it is written, relative to the text that was searched. */
export interface WrittenTime {
  /** On the clock of 24 hours; what it cannot hold ("25:00") as it is written. */
  readonly time: TimeOfDay;
  readonly exists: boolean;
  readonly form: TimeForm;
  /** Whether its own signs make it one ("4 p.m.", "16:00 GMT"); else only a date beside it can. */
  readonly isCertain: boolean;
  readonly span: Span;
}

const TIME =
  /(?<![\p{L}\p{N}£$€#]|\d[.,:/-])(?:(?:12 )?(noon|midday|midnight)\b|(?:(\d{1,2})([:.])(\d{2})(?::\d{2})?|(\d{4})|(\d{1,2}))(?![\p{N}:]|[.,]\d)(?: ?(a\.?m\b\.?|p\.?m\b\.?|noon\b|midday\b|midnight\b|o['’]clock\b|hours\b|hrs\b|h\b))?(?: ?\(?(GMT|BST|UTC|UK time|local time|London time)\b)?)/giu;

/** What every time of day has one of; most texts with numbers have none. */
const MAY_HOLD_TIME = /\d[:.]\d|\d{4}|noon|mid(?:day|night)|\d\s?\(?[aphonmgbul]/i;

/**
 * Whether a text without a date can hold a time of day that does not exist: one with a colon, or
 * with words that make it one. Nearly no text does.
 */
export function mayHoldFalseTime(text: string): boolean {
  return /\d:\d|\d\s?(?:[ap]\.?m|noon|mid|o['’])|(?:GMT|BST|UTC|UK\stime|local\stime|London\stime)/i.test(text);
}

/** Every time of day in a text, and every number that would be one beside a date, in order. */
export function timesIn(text: string): WrittenTime[] {
  if (!MAY_HOLD_TIME.test(text)) return [];
  const plain = replaceSpaces(text);
  const found: WrittenTime[] = [];
  for (const match of listMatches(plain, TIME)) {
    const [whole, word, hours, sign, minutes, four, bare, suffix, zone] = match;
    const span = { start: match.index, end: match.index + whole.length };
    if (word !== undefined) {
      const hour = /midnight/i.test(word) ? 0 : 12;
      found.push({ time: { hour, minute: 0 }, exists: true, form: 'word', isCertain: true, span });
      continue;
    }
    const after = (suffix ?? '').toLowerCase();
    const twelve = /^[ap]|^noon|^mid|^o/.test(after);
    if (bare !== undefined && !twelve) continue;
    const hour = Number(hours ?? four?.slice(0, 2) ?? bare);
    const minute = Number(minutes ?? four?.slice(2) ?? 0);
    found.push({
      time: { hour: hourOf(hour, after), minute },
      exists: (hour <= 23 && minute <= 59) || (hour === 24 && minute === 0),
      form: twelve ? 'twelve' : four !== undefined ? 'digits' : 'colon',
      isCertain: twelve || zone !== undefined || (sign === ':' && /^h/.test(after)),
      span,
    });
  }
  return found;
}

function hourOf(hour: number, after: string): number {
  if (after.startsWith('p') && hour < 12) return hour + 12;
  if ((after.startsWith('a') || after === 'midnight') && hour === 12) return 0;
  return hour;
}

/** Whether two times of day are one. */
export function isSameTime(a: TimeOfDay, b: TimeOfDay): boolean {
  return a.hour === b.hour && a.minute === b.minute;
}

/** "16:00". */
export function formatTime({ hour, minute }: TimeOfDay): string {
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
}
