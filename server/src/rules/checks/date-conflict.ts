import { datesOf, type Moment } from '../../analysis/dates/block-dates.js';
import { compareDays, type Day, formatDay, isGregorian, parseDay, weekdayOf } from '../../analysis/dates/calendar.js';
import { datedBlocksOf, type EventMention, type FactEvent } from '../../analysis/dates/dated-events.js';
import { formatTime, isSameTime, type TimeOfDay } from '../../analysis/dates/times.js';
import { getOrCreate } from '../../model/memo.js';
import type { Span } from '../../model/text.js';
import { shortenWords } from '../message.js';
import type { DraftRule, Report, RuleContext } from '../rule.js';
import { writeDay } from '../shared/date-fixes.js';
import { findHeadEnd } from '../shared/document-head.js';

/** When something happens, as one place has it. */
interface Statement {
  readonly event: string;
  readonly day: Day;
  readonly time: TimeOfDay | null;
  /** Where it stands in the draft; null for the project file. */
  readonly place: { readonly block: number; readonly span: Span; readonly timeSpan: Span | null } | null;
  readonly moment: Moment | null;
}

/**
 * One event with two dates or times, in text, front matter or project file; and one time written in
 * two ways.
 */
export const dateConflict: DraftRule = {
  codes: {
    'date.conflict': {
      severity: 'warning',
      title: 'One event has two dates or times, or one time is written in two ways.',
    },
  },
  costly: false,
  *checkDraft(context) {
    const reported = new Set<Moment>();
    const first = new Map<string, Statement>();
    for (const statement of statementsOf(context)) {
      const other = first.get(statement.event);
      if (!other) {
        first.set(statement.event, statement);
        continue;
      }
      const report = reportConflict(context, other, statement);
      if (!report) continue;
      if (statement.moment) reported.add(statement.moment);
      yield report;
    }
    yield* findTwoWays(context, reported);
  },
};

/**
 * Every statement of when something happens: the project file first, then the front matter, then
 * the text.
 */
function* statementsOf(context: RuleContext): Generator<Statement> {
  const { draft, project, resolution } = context;
  const isConsultation = resolution.self.role === 'consultation';
  const facts = isConsultation ? project?.consultation : null;
  const values: readonly (readonly [FactEvent, string | null | undefined])[] = [
    ['published', facts?.published],
    ['respond-by', facts?.respondBy],
    ['effective', facts?.effective],
  ];
  for (const [event, iso] of values) {
    const day = parseDay(iso ?? null);
    if (day) yield { event, day, time: timeOfIso(iso ?? ''), place: null, moment: null };
  }
  const { frontMatter } = draft;
  for (const [event] of values) {
    const value = frontMatter.values[event];
    const span = frontMatter.places.get(event);
    const day = typeof value === 'string' ? parseDay(value) : null;
    if (day && span)
      yield { event, day, time: timeOfIso(String(value)), place: { block: 0, span, timeSpan: span }, moment: null };
  }
  const head = findHeadEnd(draft);
  const defined = new Set<string>();
  for (const { value } of datedBlocksOf(draft))
    for (const { event, role } of value.mentions)
      if (role === 'definition' && typeof event !== 'string') defined.add(event.named);
  for (const { block, value } of datedBlocksOf(draft)) {
    for (const mention of value.mentions) {
      if (mention.headOnly && block >= head) continue;
      if (mention.role === 'aside' && typeof mention.event !== 'string' && !defined.has(mention.event.named)) continue;
      // In other documents each provision may have a date of effect of its own.
      if (!isConsultation && typeof mention.event === 'string' && !mention.isField) continue;
      yield statementOf(block, mention);
    }
  }
}

function statementOf(block: number, { moment, event }: EventMention): Statement {
  const { date, time, toBlockSpan: place } = moment;
  return {
    event: typeof event === 'string' ? event : `“${event.named}”`,
    day: date.date,
    time: time?.exists ? time.time : null,
    place: { block, span: place(date.span), timeSpan: time && place(time.span) },
    moment,
  };
}

function reportConflict({ uri }: RuleContext, first: Statement, other: Statement): Report | null {
  const { place, moment } = other;
  if (!place) return null;
  const sameDay = compareDays(first.day, other.day) === 0;
  const bothTimes = first.time !== null && other.time !== null;
  if (sameDay && !(bothTimes && !isSameTime(first.time, other.time))) return null;
  // A date with a wrong weekday is left to its own check: which day is meant is not known.
  const weekday = moment?.date.weekday;
  if (weekday && isGregorian(other.day) && weekdayOf(other.day) !== weekday) return null;
  const elsewhere = sameDay && first.time ? formatTime(first.time) : formatDay(first.day);
  const source = first.place ? (first.moment ? 'elsewhere' : 'in the front matter') : 'in keeling.yaml';
  const here = sameDay && other.time ? formatTime(other.time) : formatDay(other.day);
  const span = sameDay && place.timeSpan ? place.timeSpan : place.span;
  return {
    code: 'date.conflict',
    message: `${eventName(first.event)} is ${here} here, but ${elsewhere} ${source}.`,
    block: place.block,
    span,
    ...(first.place
      ? {
          related: [
            {
              uri,
              place: { block: first.place.block, span: first.place.span },
              message: `${eventName(first.event)} is ${elsewhere} here`,
            },
          ],
        }
      : {}),
    fixes: !sameDay && moment ? writeDay(place.block, moment, first.day) : [],
  };
}

function eventName(event: string): string {
  const names: Readonly<Record<string, string>> = {
    published: 'The date of publication',
    'respond-by': 'The closing date',
    effective: 'The date of effect',
  };
  return names[event] ?? `The ${shortenWords(event)}`;
}

function timeOfIso(iso: string): TimeOfDay | null {
  const found = /T(\d{2}):(\d{2})/.exec(iso);
  return found ? { hour: Number(found[1]), minute: Number(found[2]) } : null;
}

/** "1600 on 17 January 2020" beside "16:00 on Friday 17 January 2020". */
function* findTwoWays({ uri, draft }: RuleContext, reported: ReadonlySet<Moment>): Generator<Report> {
  const byTime = new Map<string, { block: number; moment: Moment }[]>();
  for (const { block } of datedBlocksOf(draft)) {
    for (const moment of datesOf(draft.block(block)).moments) {
      const { time, date } = moment;
      if (!time?.exists || time.form === 'word' || !date.exists || reported.has(moment)) continue;
      const key = `${formatDay(date.date)} ${formatTime(time.time)}`;
      getOrCreate(byTime, key, () => []).push({ block, moment });
    }
  }
  for (const same of byTime.values()) {
    const usual = findUsualForm(same.map(({ moment }) => moment));
    const model = same.find(({ moment }) => moment.time?.form === usual);
    const form = model && timeWords(model.moment);
    if (!model || form === undefined) continue;
    for (const { block, moment } of same) {
      if (!moment.time || moment.time.form === usual) continue;
      const span = moment.toBlockSpan(moment.time.span);
      yield {
        code: 'date.conflict',
        message: `The time is written “${timeWords(moment)}” here, but “${form}” elsewhere.`,
        block,
        span,
        related: [
          {
            uri,
            place: { block: model.block, span: model.moment.toBlockSpan(model.moment.span) },
            message: `The time is written “${form}” here`,
          },
        ],
        fixes: [{ title: `Write “${form}”`, edits: [{ block, span, text: form }], preferred: true }],
      };
    }
  }
}

function timeWords({ text, time }: Moment): string {
  return time ? text.slice(time.span.start, time.span.end) : '';
}

/** The form that most of the times have; of two that are equally frequent, the one with a colon. */
function findUsualForm(moments: readonly Moment[]): string {
  const counts = new Map<string, number>([['colon', 0.5]]);
  for (const { time } of moments) if (time) counts.set(time.form, (counts.get(time.form) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? 'colon';
}
