import { listMatches } from '../../model/list-matches.js';
import { CARDINALS, ORDINALS } from '../../model/number-words.js';
import { type Span, writeOrdinalEnding } from '../../model/text.js';
import { replaceSpaces } from '../text/plain-spaces.js';
import { type Day, dayExists, MONTH_NAMES, MONTHS, WEEKDAYS } from './calendar.js';

/** A date as it is written. All spans are relative to the text that was searched. */
export interface WrittenDate {
  /** The day meant, which may not exist: "31 April". */
  readonly date: Day;
  /** Whether there is such a day. */
  readonly exists: boolean;
  /** The weekday written beside it, or null. */
  readonly weekday: string | null;
  readonly weekdaySpan: Span | null;
  /** Weekday, day, month and year, as far as they stand together. */
  readonly span: Span;
  /**
   * Where its parts are written; null for what it shares with the date after it ("1 to 3 May
   * 2019").
   */
  readonly parts: { readonly day: Span; readonly month: Span | null; readonly year: Span | null };
  /** "January 31, 2019", as in the United States. */
  readonly monthFirst: boolean;
}

/** Of the days of a month. */
const DAY_WORDS: readonly string[] = [
  ...ORDINALS,
  ...ORDINALS.slice(0, 9).map((word) => `twenty-${word}`),
  ...['thirtieth', 'thirty-first'],
];
const UNITS: readonly string[] = CARDINALS.slice(0, 19);
const TENS: readonly string[] = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');

/** What a date is never written right after: a letter, a sum of money, a longer number. */
const NOT_BEFORE = String.raw`(?<![\p{L}\p{N}£$€#]|\d[.,:/-])`;
const ANY_MONTH = `${MONTH_NAMES}|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec`;
/** The months that lack a 31st. */
const SHORT_MONTHS = MONTHS.filter((_, i) => !dayExists({ year: 2000, month: i + 1, day: 31 })).join('|');
const YEAR_OF = '(?:in the year (?:of our Lord )?)?';

/** "31 January 2020", "31st day of January, in the year 2020". */
const DAY_FIRST = new RegExp(
  String.raw`${NOT_BEFORE}(\d{1,2}) ?(?:st|nd|rd|th)?(?: day)?(?:,? of| ?[-–/]|,)? {0,3}(${ANY_MONTH})\b\.?(?:,? {1,3}${YEAR_OF}| ?[-–/] ?)(\d{4})(?![\p{L}\p{N}])(?![-/]\d{2}(?!\d)|\.\d)`,
  'giu',
);
/** "January 31, 2020". */
const MONTH_FIRST = new RegExp(
  String.raw`(?<![\p{L}\p{N}])(${ANY_MONTH})\.? {1,3}(\d{1,2})(?:st|nd|rd|th)?(?:,? {1,3}|,)(\d{4})(?![\p{L}\p{N}])(?![-/][\p{L}\p{N}]|\.\d)`,
  'giu',
);
/** "the thirty-first day of January two thousand and twenty". */
const IN_WORDS = new RegExp(
  String.raw`(?<![\p{L}\p{N}-])(\d{1,2}(?:st|nd|rd|th)?|${DAY_WORDS.join('|')})(?: day)? of (${MONTH_NAMES}),? {1,3}${YEAR_OF}(?:(\d{4})(?![\p{L}\p{N}])|(two thousand|(?:one thousand )?nine hundred|nineteen hundred|eighteen hundred)((?: and)?(?:[ -](?:${[...UNITS, ...TENS].join('|')})){0,2})\b)`,
  'giu',
);
const NUMERIC = /(?<![\p{L}\p{N}./:_£$€-])(\d{1,2})([/.-])(\d{1,2})\2(\d{4})(?![\p{L}\p{N}/_-])(?!\.\d)/gu;
const ISO = /(?<![\p{L}\p{N}./:_-])(\d{4})-(\d{2})-(\d{2})(?=T\d{2}:?\d{2}|(?![\p{L}\p{N}/_-]))(?!\.[\p{L}\p{N}])/gu;

const WEEKDAY_BEFORE =
  /(?<![\p{L}\p{N}])(Mon(?:day)?|Tue(?:s(?:day)?)?|Wed(?:nesday)?|Thu(?:rs?(?:day)?)?|Fri(?:day)?|Sat(?:urday)?|Sun(?:day)?)(?:\.?,?| \(|,? (?:the|this|[-–—]))? {0,3}$/iu;
const WEEKDAY_AFTER =
  /^(?: \((?:a |being a )?|,? (?:being |which (?:is|was) |is |was |falls on |fell on )?a )(Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\b/iu;
/**
 * Before a weekday that belongs to no date: "every Friday, 31 January 2020 excepted", "Monday to
 * Friday".
 */
const NO_ONE_DAY =
  /(?:\b(?:each|every|any|a|no|per)|\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day(?:,| to| and| or| until|[-–— ]{1,3}))[ ]{0,2}$/iu;
/**
 * The days before a date that share its month or its year: "1 to 3 May 2019", "Monday 29 April,
 * Wednesday 1 and Friday 3 May 2019".
 */
const SHARES = new RegExp(
  String.raw`${NOT_BEFORE}(\d{1,2})(?:st|nd|rd|th)?(?:(?: day)?(?: of)? (${ANY_MONTH})\.?)?(?:,? (?:to|until|till|through|and|or|[-–—&])| ?[-–—]|,)(?: (?:and|or))?(?: (?:the|on|by))? ?$`,
  'iu',
);
/** Words before a number that is no date. */
const CITES =
  /\b(?:clauses?|sections?|ss?|paragraphs?|paras?|articles?|arts?|rules?|regulations?|regs?|orders?|schedules?|annex|appendix|parts?|tables?|rows?|items?|no|nos|number|numbered|ref|reference|case|directive|decision|invoice|order|version|volume|vol|issue|page|pages|pp?)[.:]? {0,2}$/iu;

/** The name of a month, or figures as only dates and the like have them. */
const MAY_HOLD_DATE = /\d[/.-]\d{4}|\d{4}-\d|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec/i;

/** Every date written in a text, in order; white space in it is taken as single spaces. */
export function datesIn(text: string): WrittenDate[] {
  if (!/\d{4}|thousand|hundred/.test(text) || !MAY_HOLD_DATE.test(text)) return [];
  return new DateReader(replaceSpaces(text)).read();
}

/** A day, month and year that stand together, before their weekday is looked for. */
interface Core {
  readonly date: Day;
  readonly span: Span;
  readonly parts: WrittenDate['parts'];
  readonly monthFirst: boolean;
}

class DateReader {
  private readonly cores: Core[] = [];

  constructor(private readonly plain: string) {}

  read(): WrittenDate[] {
    for (const match of listMatches(this.plain, DAY_FIRST)) {
      const [whole, day = '', month = '', year = ''] = match;
      // Numbers such as the volume of a journal come before a month, too.
      if (!isName(month) || (Number(day) > 31 && !this.isLed(match.index))) continue;
      const isNoDay = !dayExists({ year: Number(year), month: monthOf(month), day: Number(day) });
      // "draft-queues-00, December 2020" counts drafts.
      if (isNoDay && /[\p{L}\p{N}]-$/u.test(this.before(match.index))) continue;
      if (isNoDay && CITES.test(this.before(match.index))) continue;
      this.add(match.index, whole, [0, day], [whole.indexOf(month, day.length), month], year);
    }
    for (const match of listMatches(this.plain, MONTH_FIRST)) {
      const [whole, month = '', day = '', year = ''] = match;
      if (!isName(month) || Number(day) > 31) continue;
      this.add(match.index, whole, [whole.indexOf(day, month.length), day], [0, month], year);
    }
    for (const match of listMatches(this.plain, IN_WORDS)) {
      const [whole, day = '', month = '', year, century = '', rest = ''] = match;
      if (!isName(month)) continue;
      const yearText = year ?? `${century}${rest}`;
      this.add(match.index, whole, [0, day], [whole.indexOf(month, day.length), month], yearText);
    }
    for (const match of listMatches(this.plain, NUMERIC)) {
      const [whole, a = '', sign = '', b = '', year = ''] = match;
      if (CITES.test(this.before(match.index)) || (sign !== '/' && whole.length < 10)) continue;
      // Where both orders of day and month are possible, neither is taken.
      const isMonthFirst = Number(b) > 12;
      if (!isMonthFirst && Number(a) <= 12 && Number(a) !== Number(b)) continue;
      const [first, second] = [[0, a] as const, [a.length + 1, b] as const];
      this.add(match.index, whole, isMonthFirst ? second : first, isMonthFirst ? first : second, year);
    }
    for (const match of listMatches(this.plain, ISO)) {
      const [whole, year = '', month = '', day = ''] = match;
      if (CITES.test(this.before(match.index))) continue;
      this.add(match.index, whole, [8, day], [5, month], year);
    }
    this.cores.sort((a, b) => a.span.start - b.span.start || b.span.end - a.span.end);
    const found: WrittenDate[] = [];
    let end = 0;
    for (const core of this.cores) {
      if (core.span.start < end || this.inAddress(core.span.start)) continue;
      end = core.span.end;
      this.take(core, found);
    }
    return found.sort((a, b) => a.span.start - b.span.start);
  }

  /** @param day where in `whole` the day stands, and how it is written; `month` likewise */
  private add(
    start: number,
    whole: string,
    [dayAt, day]: readonly [number, string],
    [monthAt, month]: readonly [number, string],
    year: string,
  ): void {
    const inWords = !/^\d/.test(day);
    const date = {
      year: /^\d/.test(year) ? Number(year) : yearInWords(year),
      month: /^\d/.test(month) ? Number(month) : monthOf(month),
      day: inWords ? DAY_WORDS.indexOf(day.toLowerCase()) + 1 : Number.parseInt(day, 10),
    };
    const numeric = /^\d/.test(month);
    // In figures, only years near our own count: other numbers are references.
    if (numeric && (date.year < 1800 || date.year > 2200 || date.month < 1 || date.month > 12)) return;
    if ((numeric && (date.day < 1 || date.day > 31)) || date.year === 0 || (inWords && date.day === 0)) return;
    const ordinal = inWords || numeric ? '' : (/^(?:st|nd|rd|th)/i.exec(whole.slice(dayAt + day.length))?.[0] ?? '');
    const yearAt = whole.startsWith(year) && numeric ? 0 : whole.length - year.length;
    this.cores.push({
      date,
      span: spanFrom(start, whole),
      parts: {
        day: spanFrom(start + dayAt, day + ordinal),
        month: spanFrom(start + monthAt, month),
        year: spanFrom(start + yearAt, year),
      },
      monthFirst: monthAt < dayAt && yearAt > 0,
    });
  }

  /** Adds a date, and the days before it that share its month or year. */
  private take(core: Core, found: WrittenDate[]): void {
    let own = this.withWeekday(core);
    found.push(own);
    while (!core.monthFirst && !/^\d/.test(this.plain.slice(core.parts.month?.start))) {
      const before = this.plain.slice(Math.max(0, own.span.start - 60), own.span.start);
      const shared = SHARES.exec(before);
      if (!shared) return;
      const [whole, day = '', month] = shared;
      if ((month !== undefined && !isName(month)) || Number(day) < 1 || Number(day) > 31) return;
      const start = own.span.start - before.length + shared.index;
      if (CITES.test(this.before(start))) return;
      const monthValue = month === undefined ? own.date.month : monthOf(month);
      // "30 December to 3 January 2020" begins in the year before.
      const year = monthValue > own.date.month ? own.date.year - 1 : own.date.year;
      const monthSpan = month === undefined ? null : spanFrom(start + whole.indexOf(month, day.length), month);
      own = this.withWeekday({
        date: { year, month: monthValue, day: Number(day) },
        span: { start, end: monthSpan?.end ?? start + day.length },
        parts: { day: spanFrom(start, day), month: monthSpan, year: null },
        monthFirst: false,
      });
      found.push(own);
    }
  }

  private withWeekday(core: Core): WrittenDate {
    const { span } = core;
    const whole = { ...core, exists: dayExists(core.date) };
    const before = this.before(span.start);
    const led = WEEKDAY_BEFORE.exec(before);
    const name = led?.[1];
    if (led && name && (/^[A-Z]/.test(name) || name.length > 5)) {
      const start = span.start - before.length + led.index;
      const isSentenceEnd = name.length > 5 && before.charAt(led.index + name.length) === '.';
      if (!isSentenceEnd && !NO_ONE_DAY.test(this.plain.slice(Math.max(0, start - 16), start)))
        return {
          ...whole,
          weekday: fullWeekday(name),
          weekdaySpan: spanFrom(start, name),
          span: { start, end: span.end },
        };
    }
    const after = WEEKDAY_AFTER.exec(this.plain.slice(span.end, span.end + 40));
    if (after && !/\b(?:if|whether|unless|should|were)\b[^.;]{0,20}$/i.test(before)) {
      const weekday = after[1] ?? '';
      const end = span.end + after[0].length;
      return { ...whole, weekday: fullWeekday(weekday), weekdaySpan: { start: end - weekday.length, end } };
    }
    return { ...whole, weekday: null, weekdaySpan: null };
  }

  private before(start: number): string {
    return this.plain.slice(Math.max(0, start - 28), start);
  }

  /**
   * Whether a word such as "by" or a weekday leads to a number, so that it can only be meant as a
   * day.
   */
  private isLed(start: number): boolean {
    const before = this.before(start);
    return DATE_LEADS.test(before) || WEEKDAY_BEFORE.test(before);
  }

  /** Whether a place is within an address such as https://…/2019-01-31/ or a path. */
  private inAddress(at: number): boolean {
    const near = this.plain.slice(Math.max(0, at - 200), at);
    const word = near.slice(near.lastIndexOf(' ') + 1);
    return /:\/\/|^www\.|@/.test(word) || /[\\/]$/.test(word);
  }
}

const DATE_LEADS =
  /\b(?:on|by|until|till|before|after|from|since|to|than|ending|ended|dated|commencing|starting|of) (?:the )?$/i;

/**
 * Where a day that no year has ("31 April") is written without a year, and nothing else can be
 * meant.
 */
export function impossibleDaysIn(text: string): Span[] {
  if (!/3[01]/.test(text)) return [];
  const plain = replaceSpaces(text);
  const found: Span[] = [];
  for (const match of listMatches(plain, IMPOSSIBLE)) {
    const [whole, day, ordinal, month, monthFirst, dayAfter] = match;
    const name = month ?? monthFirst ?? '';
    const number = Number(day ?? dayAfter);
    const start = match.index;
    const end = start + whole.length;
    if (!isName(name) || dayExists({ year: 2000, month: monthOf(name), day: number }) || number > 31) continue;
    const before = plain.slice(Math.max(0, start - 28), start);
    const led = DATE_LEADS.test(before) || WEEKDAY_BEFORE.test(before);
    const ends = /^ ?(?:[.,;:)]|$)/.test(plain.slice(end, end + 2));
    // "the 31 April applications", "in June 31 applications": numbers of something.
    if (CITES.test(before) || !(day !== undefined ? led || ordinal !== undefined : led && ends)) continue;
    if (/^,? \d{4}/.test(plain.slice(end, end + 7))) continue;
    found.push({ start, end });
  }
  return found;
}

const IMPOSSIBLE = new RegExp(
  String.raw`${NOT_BEFORE}(?:(30|31) ?(st|nd|rd|th)?(?: day)?(?: of)? (${SHORT_MONTHS}|Feb|Apr|Jun|Sept?|Nov)\b|(${SHORT_MONTHS}) (30|31)(?:st|nd|rd|th)?(?![\p{L}\p{N}]))`,
  'giu',
);

function spanFrom(start: number, text: string): Span {
  return { start, end: start + text.length };
}

/** "May", "MAY", and not "may". */
function isName(month: string): boolean {
  return /^[A-Z]/.test(month);
}

function monthOf(name: string): number {
  const short = name.slice(0, 3).toLowerCase();
  return MONTHS.findIndex((month) => month.toLowerCase().startsWith(short)) + 1;
}

function fullWeekday(name: string): string {
  const short = name.slice(0, 3).toLowerCase();
  return WEEKDAYS.find((weekday) => weekday.toLowerCase().startsWith(short)) ?? name;
}

/** "two thousand and nineteen": 2019; 0 where the words are no year. */
function yearInWords(words: string): number {
  const century = /^(?:two thousand|(?:one thousand )?nine hundred|nineteen hundred|eighteen hundred)/i.exec(
    words,
  )?.[0];
  if (century === undefined) return 0;
  const base = /^two/i.test(century) ? 2000 : /^eighteen/i.test(century) ? 1800 : 1900;
  const rest = words.slice(century.length);
  let value = 0;
  for (const word of rest.toLowerCase().split(/[ -]/)) {
    if (word === '' || word === 'and') continue;
    const unit = UNITS.indexOf(word) + 1;
    const ten = TENS.indexOf(word);
    if (ten >= 0 && value === 0) value = 20 + 10 * ten;
    else if (unit > 0 && (value === 0 || (value % 10 === 0 && value >= 20 && unit < 10))) value += unit;
    else return 0;
  }
  return base + value;
}

/**
 * A part of another day in the form that this one's has: "1st" for "31st", "FEB" for "JAN", "02"
 * for "01", "second" for "first".
 * @returns null where the form is not one that can be kept
 */
export function inFormOf(form: string, part: 'day' | 'month' | 'year', day: Day): string | null {
  const value = day[part];
  if (/^\d+$/.test(form)) return String(value).padStart(form.startsWith('0') || part !== 'day' ? form.length : 1, '0');
  const alike = (word: string) =>
    form === form.toUpperCase() ? word.toUpperCase() : /^[a-z]/.test(form) ? word.toLowerCase() : word;
  if (part === 'month') {
    const name = MONTHS[value - 1] ?? '';
    return alike(/^may$/i.test(form) || form.length > 4 ? name : name.slice(0, 3));
  }
  if (part === 'year') return null;
  if (/^\d/.test(form)) return `${value}${alike(writeOrdinalEnding(value))}`;
  return alike(DAY_WORDS[value - 1] ?? '');
}
