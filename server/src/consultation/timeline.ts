import {
  type Day,
  daysAfter,
  formatDay,
  formatIsoDay,
  isWorkingDay,
  monthsAfter,
  parseDay,
  workingDaysAfter,
  workingDaysBetween,
} from '../analysis/dates/calendar.js';
import type { Draft } from '../model/draft.js';
import { readBlockFacts } from '../model/facts.js';
import type { ConsultationEntry, Milestone } from '../workspace/project-file.js';
import { dayAndTime, timeOfDay } from './dates.js';

/** A day of a consultation. */
export interface TimelineEvent {
  readonly title: string;
  /** An ISO date. */
  readonly date: string;
  /** The time of day, "16:00", or null. */
  readonly time: string | null;
  /** How the day was worked out ("10 Working Days after publication"); null where it was given. */
  readonly note: string | null;
  readonly isWorkingDay: boolean;
}

const NUMBERS = 'one two three four five six seven eight nine ten'.split(' ');
/** By when the amendments may be made, if not on the effective date. */
const LATEST =
  /\bas soon as reasonably practicable within (one|two|three|four|five|six|seven|eight|nine|ten|\d{1,2}) (working days?|days?|weeks?|months?) (?:thereafter|after|of|from)\b/i;

/**
 * The days of a consultation in order: publication, closing, amendment, the last day for amendment
 * where the consultation document allows one, and the milestones of the project file. Working Days
 * follow the bank holidays of England and Wales.
 * @param document the consultation document, whose front matter gives what the project file does
 *   not
 */
export function timelineOf(consultation: ConsultationEntry | null, document: Draft | null): TimelineEvent[] {
  const values = document?.frontMatter.values ?? {};
  const days = {
    published: consultation?.published ?? validDate(values.published),
    'respond-by': consultation?.respondBy ?? validDate(values['respond-by']),
    effective: consultation?.effective ?? validDate(values.effective),
  };
  const events: TimelineEvent[] = [];
  const addEvent = (title: string, iso: string | null, note: string | null): void => {
    const day = parseDay(iso);
    if (day && iso)
      events.push({ title, date: formatIsoDay(day), time: timeOfDay(iso), note, isWorkingDay: isWorkingDay(day) });
  };
  addEvent('Publication', days.published, null);
  const [published, closing] = [parseDay(days.published), parseDay(days['respond-by'])];
  const open = published && closing ? workingDaysBetween(published, closing) : null;
  addEvent(
    'Responses close',
    days['respond-by'],
    open === null || open < 1 ? null : `${periodInWords(open, 'working-days')} after publication`,
  );
  addEvent('Amendments have effect', days.effective, null);
  const effective = parseDay(days.effective);
  const latest = document && latestPeriodIn(document);
  if (effective && latest)
    addEvent(
      'Last day for the amendments',
      formatIsoDay(addPeriod(effective, latest)),
      `${periodInWords(latest.count, latest.unit)} thereafter`,
    );
  for (const { title, from, after } of consultation?.milestones ?? []) {
    const start = from === 'published' || from === 'respond-by' || from === 'effective' ? days[from] : from;
    const day = parseDay(start);
    if (!after) addEvent(title, start, null);
    else if (day)
      addEvent(
        title,
        formatIsoDay(addPeriod(day, after)),
        `${periodInWords(after.count, after.unit)} after ${startInWords(from)}`,
      );
  }
  return events
    .map((event, index) => ({ event, index }))
    .sort((a, b) => (a.event.date < b.event.date ? -1 : a.event.date > b.event.date ? 1 : a.index - b.index))
    .map(({ event }) => event);
}

type Period = NonNullable<Milestone['after']>;

function addPeriod(day: Day, { count, unit }: Period): Day {
  if (unit === 'working-days') return workingDaysAfter(day, count);
  return unit === 'months' ? monthsAfter(day, count) : daysAfter(day, unit === 'weeks' ? 7 * count : count);
}

function periodInWords(count: number, unit: Period['unit']): string {
  const name = unit === 'working-days' ? 'Working Days' : unit;
  return `${count} ${count === 1 ? name.slice(0, -1) : name}`;
}

const STARTS: Readonly<Record<string, string>> = {
  published: 'publication',
  'respond-by': 'the closing date',
  effective: 'the amendments',
};

function startInWords(from: string): string {
  const day = parseDay(from);
  return STARTS[from] ?? (day ? formatDay(day) : from);
}

function validDate(value: unknown): string | null {
  return typeof value === 'string' && parseDay(value) ? value : null;
}

/** Reads "as soon as reasonably practicable within one month thereafter" from the document. */
function latestPeriodIn(document: Draft): Period | null {
  for (const block of document.blocks) {
    if (!block.text.includes('practicable')) continue;
    for (const { inline } of readBlockFacts(block).passages) {
      const found = LATEST.exec(inline.text.replace(/\s+/g, ' '));
      if (!found) continue;
      const [, number = '', name = ''] = found;
      const count = NUMBERS.indexOf(number.toLowerCase()) + 1 || Number(number);
      const unit = /^working/i.test(name)
        ? 'working-days'
        : /^m/i.test(name)
          ? 'months'
          : /^w/i.test(name)
            ? 'weeks'
            : 'days';
      return count > 0 ? { count, unit } : null;
    }
  }
  return null;
}

/** The day in words: "16:00 on Friday 17 January 2020". */
export function describeDay({ date, time }: TimelineEvent): string {
  return dayAndTime(date, time);
}

/**
 * The day in words with its note: "16:00 on Friday 17 January 2020, 18 Working Days after
 * publication".
 */
export function describeEvent(event: TimelineEvent): string {
  return [describeDay(event), event.note ?? '', event.isWorkingDay ? '' : 'not a Working Day']
    .filter(Boolean)
    .join(', ');
}

/** How many days one event is after another. */
export function daysBetween(from: TimelineEvent, to: TimelineEvent): number {
  const [a, b] = [Date.parse(from.date), Date.parse(to.date)];
  return Math.round((b - a) / 86_400_000);
}
