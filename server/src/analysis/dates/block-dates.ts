import type { Block } from '../../model/block.js';
import { BlockMemo } from '../../model/block-memo.js';
import { readBlockFacts } from '../../model/facts.js';
import { findSourceSpan, type Inline } from '../../model/inline/inline.js';
import { getOrCreate } from '../../model/memo.js';
import type { Span } from '../../model/text.js';
import { replaceSpaces } from '../text/plain-spaces.js';
import { quotationsIn } from '../text/quotations.js';
import { itemsOutside } from '../text/spans.js';
import { mayHoldFalseTime, timesIn, type WrittenTime } from './times.js';
import { datesIn, impossibleDaysIn, type WrittenDate } from './written-dates.js';

/**
 * A date that the draft itself gives, with the time of day beside it. Its own spans are relative to
 * `text`.
 */
export interface Moment {
  readonly date: WrittenDate;
  readonly time: WrittenTime | null;
  /** Date and time, as far as they stand together. */
  readonly span: Span;
  /** The words around it, white space as single spaces. */
  readonly text: string;
  /** What stands in the cells before it in its row, where it stands in a table. */
  readonly rowLabels: readonly string[] | null;
  /** Where a span of `text` stands in the block's text. */
  toBlockSpan(span: Span): Span;
}

/**
 * The dates and times of a block, read once. Quotations, links, addresses and code say nothing
 * here.
 */
export interface BlockDates {
  readonly moments: readonly Moment[];
  /**
   * Days without a year, and times of day, that do not exist; spans are relative to the block's
   * text.
   */
  readonly impossible: readonly { readonly what: 'day' | 'time'; readonly span: Span }[];
}

const NONE: BlockDates = { moments: [], impossible: [] };
const datesByBlock = new BlockMemo<BlockDates>();

/** The dates and times of a block. */
export function datesOf(block: Block): BlockDates {
  return getOrCreate(datesByBlock, block, () => readDates(block));
}

/** More cells before a date do not say what it is the date of. */
const MOST_LABELS = 50;

function readDates(block: Block): BlockDates {
  if (!/\d/.test(block.text) && !/\bof\b/.test(block.text)) return NONE;
  if (block.containers.includes('quote')) return NONE;
  const moments: Moment[] = [];
  const impossible: { what: 'day' | 'time'; span: Span }[] = [];
  const rows = new Map<number, string[]>();
  for (const { inline, cell } of readBlockFacts(block).passages) {
    const cellsBefore = cell ? getOrCreate(rows, cell.row, () => []) : null;
    const before = cellsBefore?.slice(-MOST_LABELS) ?? null;
    cellsBefore?.push(inline.text.replace(/\s+/g, ' ').trim());
    const dates = datesIn(inline.text);
    const days = impossibleDaysIn(inline.text);
    const times = dates.length > 0 || mayHoldFalseTime(inline.text) ? timesIn(inline.text) : [];
    if (dates.length + days.length + times.length === 0) continue;
    const silent = silentSpans(inline);
    const text = replaceSpaces(inline.text);
    const place = (span: Span) => findSourceSpan(inline, span.start, span.end);
    const spoken = itemsOutside(dates, silent);
    const free = itemsOutside(
      itemsOutside(times, silent),
      dates.map(({ span }) => span),
    );
    const own = momentsOf(text, spoken, free);
    for (const moment of own) moments.push({ ...moment, text, rowLabels: before, toBlockSpan: place });
    for (const { span } of itemsOutside(
      days.map((span) => ({ span })),
      silent,
    ))
      impossible.push({ what: 'day', span: place(span) });
    const attached = new Set(own.map(({ time }) => time));
    for (const time of free)
      if (!time.exists && (attached.has(time) || isMeantAsTime(text, time)))
        impossible.push({ what: 'time', span: place(time.span) });
  }
  return moments.length + impossible.length === 0 ? NONE : { moments, impossible };
}

/** Quotations, code, pictures and links, in order. */
function silentSpans(inline: Inline): Span[] {
  const spans = quotationsIn(inline.text);
  for (const { kind, link, at, text } of inline.runs)
    if (kind === 'code' || kind === 'image' || link !== null) spans.push({ start: at, end: at + text.length });
  return spans.sort((a, b) => a.start - b.start);
}

const ON =
  /^(?: hours| hrs)?(?: \((?:GMT|BST|UK time|London time|local time|noon|midday)\))?,?(?: on| of)?(?: the)? $/i;
const AT = /^,? ?(?:at|by|from|until|before|no later than|not later than|\(|,|@)? ?$/i;
const LEADS_TIME = /(?:^|[:;(–—] ?|\b(?:at|by|before|until|till|than|from|to|after|between|and|or) )$/i;
/** Before "at 1600" and "by 1600" that are no times of day. */
const MEASURES =
  /\b(?:rose|rises?|fell|falls?|grew|grows?|increased?|reduced?|decreased?|raised?|cut|exceed(?:s|ed)?|down|up|stood|stands?|standing|closed|valued|priced|set|fixed|capped|estimated|assessed|put|divided|multiplied|peaked|limited|numbered|ratio|split|mixed|blended|tied|won|lost)(?: [\p{L}]{2,10})? (?:at|by|to|from|than|until|before|after|of) $/iu;
const ENDS = /^(?:$|[ )]*[.,;:)]| (?:and|or|to|until|on|at|in) )/;
const RATIO = /^ ?(?:ratio|split|mix(?:ture)?|basis|scale|blend|in favour|against|win|defeat|dilution)\b/i;

/** Each date with the time of day that is stated right before or after it. */
function momentsOf(
  text: string,
  dates: readonly WrittenDate[],
  times: readonly WrittenTime[],
): Pick<Moment, 'date' | 'time' | 'span'>[] {
  let next = 0;
  return dates.map((date) => {
    while (next < times.length && times[next]!.span.end <= date.span.start) next++;
    const [before, after] = [times[next - 1], times[next]];
    const { start, end } = date.span;
    let time: WrittenTime | null = null;
    if (before && ON.test(text.slice(before.span.end, start)) && isTimeBefore(text, before)) time = before;
    else if (after && AT.test(text.slice(end, after.span.start)) && isTimeAfter(text, after)) time = after;
    const span = time ? { start: Math.min(time.span.start, start), end: Math.max(time.span.end, end) } : date.span;
    return { date, time, span };
  });
}

/** Whether the number before "on 17 January 2020" is a time of day. */
function isTimeBefore(text: string, time: WrittenTime): boolean {
  const before = text.slice(Math.max(0, time.span.start - 40), time.span.start);
  if (time.isCertain) return true;
  return LEADS_TIME.test(before) && !MEASURES.test(before);
}

/** Whether the number after "17 January 2020 at" is a time of day. */
function isTimeAfter(text: string, time: WrittenTime): boolean {
  const before = text.slice(Math.max(0, time.span.start - 40), time.span.start);
  if (time.isCertain) return true;
  if (time.form === 'colon') return !MEASURES.test(before);
  return LEADS_TIME.test(before) && !MEASURES.test(before) && ENDS.test(text.slice(time.span.end, time.span.end + 6));
}

/** Whether "25:00" and the like, with no date beside it, is meant as a time of day all the same. */
function isMeantAsTime(text: string, { time, form, isCertain: certain, span }: WrittenTime): boolean {
  const before = text.slice(Math.max(0, span.start - 40), span.start);
  const led = /\b(?:at|by|before|until|till|than|from|after) $/i.test(before) && !MEASURES.test(before);
  const own = text.slice(span.start, span.end);
  if (certain) return led || /[:.]/.test(own.slice(0, 3));
  if (form !== 'colon' || !own.includes(':') || !led || RATIO.test(text.slice(span.end, span.end + 20))) return false;
  if (time.hour + time.minute === 100) return false;
  return time.hour <= 24 || (time.hour <= 29 && time.minute % 15 === 0);
}
