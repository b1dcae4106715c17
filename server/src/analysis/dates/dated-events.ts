import type { Block } from '../../model/block.js';
import { type BlockEntry, BlockIndex } from '../../model/block-index.js';
import { BlockMemo } from '../../model/block-memo.js';
import type { Draft } from '../../model/draft.js';
import { getOrCreate } from '../../model/memo.js';
import { datesOf, type Moment } from './block-dates.js';

/**
 * What a consultation has one date for: the end of responses, its publication, the day its changes
 * take effect.
 */
export type FactEvent = 'respond-by' | 'published' | 'effective';

/** A place that says when something is. */
export interface EventMention {
  readonly moment: Moment;
  /**
   * One of the facts of a consultation, or a name that the text gives to a date ("the commencement
   * date"), in lower case.
   */
  readonly event: FactEvent | { readonly named: string };
  /** "**Respond by:** …", a label and its date; else a sentence. */
  readonly isField: boolean;
  /** Whether it counts only at the head of a document: "Date: …". */
  readonly headOnly: boolean;
  /**
   * Whether it defines a name, or gives the date of one in brackets, which counts only where the
   * name is defined.
   */
  readonly role: 'definition' | 'aside' | null;
}

/** What the dates of a block are the dates of. */
export interface BlockEvents {
  readonly mentions: readonly EventMention[];
  /** The moments that the words make the last one for something to be done. */
  readonly deadlines: readonly Moment[];
}

const NONE: BlockEvents = { mentions: [], deadlines: [] };
const eventsByBlock = new BlockMemo<BlockEvents>();

/** The events of a block, read once. */
function eventsOf(block: Block): BlockEvents {
  return getOrCreate(eventsByBlock, block, () => readEvents(block));
}

const datedBlocks = new BlockIndex((block) =>
  eventsOf(block) !== NONE || datesOf(block).moments.some(({ time }) => time !== null) ? eventsOf(block) : null,
);

/** The blocks of a draft whose dates are the dates of something, in order, with their events. */
export function datedBlocksOf(draft: Draft): readonly BlockEntry<BlockEvents>[] {
  return datedBlocks.of(draft);
}

function readEvents(block: Block): BlockEvents {
  const mentions: EventMention[] = [];
  const deadlines: Moment[] = [];
  for (const moment of datesOf(block).moments) {
    if (!moment.date.exists) continue;
    const words = sentenceAround(moment);
    const labels = rowLabelsOf(moment);
    // A bare "Closing date" in a row can be that of anything.
    const named = labels.filter((label) => !/^(?:closing date|closes|closing)$/i.test(label));
    const field = named.map(fieldNamed).find((found) => found !== null) ?? fieldEvent(words.before);
    if (field) mentions.push({ moment, ...field, isField: true, role: null });
    const event = field ? null : sentenceEvent(words, moment);
    const aside = field || event ? null : asideEvent(words, moment);
    const own = event ?? aside;
    const role = aside ? 'aside' : DEFINED.test(words.before) ? 'definition' : null;
    if (own) mentions.push({ moment, event: own, isField: false, headOnly: false, role });
    const isLast = isDeadline(words, moment) || labels.some((label) => DEADLINE.test(label));
    if (field?.event === 'respond-by' || event === 'respond-by' || isLast) deadlines.push(moment);
  }
  return mentions.length + deadlines.length === 0 ? NONE : { mentions, deadlines };
}

/** The words of the sentence around a moment. */
interface SentenceAround {
  readonly before: string;
  readonly after: string;
}

const REACH = 320;

function sentenceAround({ text, span }: Moment): SentenceAround {
  const before = text.slice(Math.max(0, span.start - REACH), span.start);
  const after = text.slice(span.end, span.end + REACH);
  let from = 0;
  for (const end of before.matchAll(SENTENCE_END)) from = end.index + end[0].length;
  const to = SENTENCE_END_AFTER.exec(after)?.index ?? after.length;
  return { before: before.slice(from), after: after.slice(0, to) };
}

const SENTENCE_END = /[.!?;][”"’)]? +(?=["“‘(]?[\p{Lu}\d])/gu;
const SENTENCE_END_AFTER = /[!?;]|\.(?= |$)/;

/**
 * "Deadline for responses | 6 April 2024": what stands before a date that is all that its cell
 * says.
 */
function rowLabelsOf({ rowLabels, span, text }: Moment): readonly string[] {
  const rest = text.slice(0, span.start).trim().length + text.slice(span.end).trim().length;
  return rest > MOST_BESIDE ? [] : (rowLabels ?? []).map((label) => label.replace(/ ?:$/, ''));
}

/** As long as "by 17:00 on" and a full stop. */
const MOST_BESIDE = 12;

/** A row of a timetable about the last day for something. */
const DEADLINE =
  /^(?:(?:final )?(?:deadline|closing date|last day|final day)(?: (?:for|of|to) |$)|[^.;:]{1,60} deadline$)/i;

const FIELDS: readonly (readonly [RegExp, FactEvent, headOnly: boolean])[] = [
  [/^(?:respond|reply|responses?|replies|comments) (?:due )?(?:by|before)$/i, 'respond-by', false],
  [/^(?:consultation |response |comment )?clos(?:ing date|es|ing)(?: for responses)?$/i, 'respond-by', false],
  [
    /^(?:deadline|closing date|last day|final date) for (?:(?:the )?(?:receipt|submission) of |submitting )?(?:consultation )?(?:responses|replies|comments)(?: to (?:the|this) consultation)?$/i,
    'respond-by',
    false,
  ],
  [/^(?:responses?|consultation) deadline$/i, 'respond-by', false],
  [/^(?:consultation (?:closes|ends|end date)|end of (?:the )?consultation)$/i, 'respond-by', false],
  [
    /^(?:date of publication|publication date|published|date published|date of issue|issued|issue date)$/i,
    'published',
    true,
  ],
  [/^(?:date)$/i, 'published', true],
  [/^(?:effective date|effective from|in force from|amendment date|effective)$/i, 'effective', true],
];

/** The event of a label such as "Respond by:" right before a moment. */
function fieldEvent(before: string): Pick<EventMention, 'event' | 'headOnly'> | null {
  const colon = /: ?(?:(?:by|at|on|no later than|is) )?$/.exec(before);
  if (!colon) return null;
  // A line of labels may run on from the one before: "Classification: Public Respond by:".
  const words = before
    .slice(Math.max(0, colon.index - 60), colon.index)
    .trim()
    .split(' ')
    .slice(-5);
  for (let from = 0; from < words.length; from++) {
    const label = words.slice(from).join(' ');
    const field = fieldNamed(label);
    if (field && /^\p{Lu}/u.test(label)) return field;
  }
  return null;
}

function fieldNamed(label: string): Pick<EventMention, 'event' | 'headOnly'> | null {
  const field = FIELDS.find(([pattern]) => pattern.test(label));
  return field ? { event: field[1], headOnly: field[2] } : null;
}

/** Words that speak of the past, or of something other than the document's own event. */
const PAST =
  /\b(?:was|were|had|did|closed|ended|ran|previous(?:ly)?|earlier|former(?:ly)?|preceding|last year|already|originally?|since)\b/i;
const OTHER =
  /\b(?:extend(?:ed|s)?|extension|phase|stage|round|tranche|part [A-Z\d]|lot \d|first|second|third|interim|late|later|preliminary|separate|another|workshops?|webinars?|events?|if|unless|where|each|every|any|either|respectively|as regards|in relation to|in respect of|in the case)\b|\bQ(?:uestion)?s? ?\d/i;
const RESPONSES = /\b(?:respond|respon(?:ses?|dents?)|reply|replies|comments?|views|representations|submissions)\b/i;
const CALLED =
  /(?:^|[^\p{L}])(?:the|an?|our|proposed) (?:proposed )?((?:amendment|commencement|effective|expiry|publication|implementation|completion|termination|transition|go-live|start|end|closing|appointed|transfer|cut-over|cut-off|vesting) date|[\p{Lu}][\p{L}’'-]*(?: [\p{Lu}][\p{L}’'-]*){0,2} (?:Date|Deadline))(?: for (?:responses|replies|comments|the consultation|this consultation))?["”’']?\)?(?:(?: (?:of|is|will be|shall be|being|namely)|,? being|:|,(?: namely)?| \(being)(?: on)?(?: the)? | \()$/u;
const DEFINED =
  /^[^\p{L}]{0,12}([\p{Lu}][\p{L}’'-]*(?: [\p{Lu}][\p{L}’'-]*){0,2} (?:Date|Deadline))["”’']?[^\p{L}]{1,6}(?:means|shall mean|is)(?: on)?(?: the)? $/u;
/** Dates that an agreement has many of. */
const MANY =
  /\b(?:payment|interest|instalment|delivery|meeting|reporting|report|review|test|hearing|due|birth|relevant|specified|calculation|determination|milestone|measurement|reset|record|settlement|invoice|valuation|reference|observation|issue|renewal|exercise|notice|anniversary|quarter)\b/i;

function sentenceEvent({ before, after }: SentenceAround, moment: Moment): EventMention['event'] | null {
  const sentence = `${before} ${after}`;
  if (OTHER.test(sentence) || moment.rowLabels) return null;
  const defined = DEFINED.exec(before)?.[1];
  if (defined !== undefined) return MANY.test(defined) ? null : { named: defined.toLowerCase() };
  if (PAST.test(before)) return null;
  if (closesConsultation(before)) return 'respond-by';
  if (
    /\bthis (?:consultation|consultation document|document|paper) (?:is )?(?:being )?(?:published|issued) on(?: the)? $/i.test(
      before,
    )
  )
    return 'published';
  const called = CALLED.exec(before)?.[1];
  if (called !== undefined) {
    if (/^(?:amendment|effective) date$/.test(called)) return 'effective';
    if (called === 'closing date') return RESPONSES.test(before) || /consultation/i.test(before) ? 'respond-by' : null;
    return MANY.test(called) ? null : { named: called.toLowerCase() };
  }
  return changesTakeEffect(before) ? 'effective' : null;
}

/**
 * "… on the Rent Commencement Date (24 June 2021)": the name that a date in brackets belongs to.
 */
function asideEvent({ before, after }: SentenceAround, { rowLabels }: Moment): { readonly named: string } | null {
  if (rowLabels || !/ \((?:being |namely )?$/.test(before) || !after.startsWith(')')) return null;
  if (CHANGED.test(`${before} ${after}`)) return null;
  const called = CALLED.exec(before)?.[1];
  return called === undefined || !/^\p{Lu}/u.test(called) || MANY.test(called) ? null : { named: called.toLowerCase() };
}

/** What makes a date another than the one defined. */
const CHANGED =
  /\b(?:exten(?:d|ds|ded|sion)|postpone[ds]?|varied|amended|revised|original(?:ly)?|former(?:ly)?|previous(?:ly)?|new|other|in relation to|in respect of|as regards|for the purposes? of|respectively|was|were|had been)\b/i;

function closesConsultation(before: string): boolean {
  if (
    /\bconsultation(?: period| window)? (?:closes|will close|shall close|ends|will end)(?: at| on)?(?: the)? $/i.test(
      before,
    )
  )
    return true;
  if (
    /\b(?:closing date|deadline)(?: for (?:responses|replies|comments|the consultation|this consultation))(?: is| will be)?(?: on| at)?(?: the)? $/i.test(
      before,
    )
  )
    return true;
  return RESPONSES.test(before) && OBLIGES.test(before) && LAST.test(before);
}

function changesTakeEffect(before: string): boolean {
  return (
    /\b(?:propos(?:es?|ed|ing|als?)|would|should|agree)\b/i.test(before) &&
    /\b(?:with effect from|(?:have|take) effect (?:from|on)|come into (?:force|effect) (?:on|from)|amend [^.;]{1,240} on)(?: the)? $/i.test(
      before,
    )
  );
}

const OBLIGES =
  /\b(?:must|shall|should|please|is to|are to|to be|invite[sd]?|may|required?|requests?|requested|has to|have to|needs? to|will|welcomes?|can|due)\b|^(?:send|submit|return|respond|reply)\b/i;
/** Right before a moment that ends the time for something. */
const LAST = /\b(?:by no later than|no later than|not later than|on or before|by|before)(?: the)? $/i;
const DONE =
  /\b(?:respond|respon(?:ses?|dents?)|reply|replies|comments?|views|representations|submissions?|submit(?:s|ted)?|lodged?|file[ds]?|serve[ds]?|deliver(?:s|ed)?|return(?:s|ed)?|receive[ds]?|received|notif(?:y|ies|ied)|objections?|object|appl(?:y|ies|ications?)|appeals?|register|tenders?|bids?|claims?|send|sent|provide[ds]?|completed?|report)\b/i;
const MOVES =
  /\b(?:not an? (?:working|business) day|(?:next|following|preceding) (?:following )?(?:working|business) day|clear (?:working|business) days|if that day)\b/i;

/** Whether the words make a moment the last one for something to be done. */
function isDeadline({ before, after }: SentenceAround, { time }: Moment): boolean {
  if (MOVES.test(before) || MOVES.test(after) || PAST.test(before.slice(-120))) return false;
  if (
    /\b(?:deadline|closing date|closing time|due date|cut-off date|last day|final date)(?: (?:for|of) [^.;:]{1,60}| to [^.;:]{1,60})?(?: is| will be| shall be| falls on|:)(?: by| at| on)?(?: the)? $/i.test(
      before,
    )
  )
    return true;
  if (
    /\b(?:consultation|call|competition|window|invitation|register|registration|period)\b[^.;]{0,60} (?:closes|close|will close|shall close)(?: at| on)?(?: the)? $/i.test(
      before,
    )
  )
    return true;
  const last = LAST.exec(before)?.[0] ?? '';
  if (last === '' && !/^,? at the latest\b/i.test(after)) return false;
  const does = DONE.test(before.slice(-200)) || DONE.test(after.slice(0, 40));
  const obliges = OBLIGES.test(before);
  if (/later than|at the latest/i.test(last) || last === '') return does || obliges;
  if (/^on or before/i.test(last)) return does && obliges;
  return (does && obliges) || (time !== null && /^by/i.test(last) && (does || obliges));
}
