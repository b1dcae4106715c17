import { escapeXml } from '../export/escape.js';
import { daysBetween, describeDay, type TimelineEvent } from './timeline.js';

const WIDTH = 960;
const MARGIN = 24;
/** Room for the last label, which begins at its day like every label. */
const LAST = 240;
/**
 * The average width of a bold letter in a label, rounded up, and the most letters in a line of a
 * label.
 */
const CHARACTER = 7.2;
const MOST_CHARACTERS = 34;
const LINE = 15;
const LANE = 58;

/** More days than this alternate above and below the line. */
const MOST_ABOVE = 4;

interface DayLabel {
  readonly x: number;
  readonly above: boolean;
  readonly lane: number;
  readonly lines: readonly string[];
}

/**
 * The days of a consultation as an SVG picture: a line to scale, with a mark and a label for each
 * day, each label in a lane where it has room.
 */
export function timelinePicture(events: readonly TimelineEvent[]): string {
  const [first] = events;
  if (!first) return '';
  const span = Math.max(1, daysBetween(first, events[events.length - 1]!));
  const labels: DayLabel[] = [];
  // From the last day to the first: a label that reaches over later ones goes further out, so that
  // no stem crosses words.
  for (let index = events.length - 1; index >= 0; index--) {
    const event = events[index]!;
    const x = MARGIN + ((WIDTH - MARGIN - LAST) * daysBetween(first, event)) / span;
    const notes = [event.note ?? '', event.isWorkingDay ? '' : 'not a Working Day'].filter(Boolean).join(', ');
    const lines = [event.title, describeDay(event), notes].filter(Boolean).map(shortenLabel);
    const end = x + Math.max(...lines.map((line) => line.length)) * CHARACTER;
    const above = events.length <= MOST_ABOVE || index % 2 === 0;
    const under = labels.filter((label) => label.above === above && label.x - 8 < end).map(({ lane }) => lane);
    labels.unshift({ x, above, lane: 1 + Math.max(-1, ...under), lines });
  }
  const countLanes = (above: boolean) =>
    1 + Math.max(-1, ...labels.filter((label) => label.above === above).map(({ lane }) => lane));
  const base = countLanes(true) * LANE + 12;
  const height = base + 16 + countLanes(false) * LANE;
  const roundToTenth = (value: number) => Math.round(value * 10) / 10;
  const drawn = labels.map(({ x, above, lane, lines }) => {
    const top = above ? base - (lane + 1) * LANE : base + 18 + lane * LANE;
    const tip = above ? top : top + 10 + (lines.length - 1) * LINE;
    const words = lines.map(
      (line, index) =>
        `<text x="${roundToTenth(x + 6)}" y="${top + 10 + index * LINE}"${index === 0 ? ' font-weight="bold"' : ''}>${escapeXml(line)}</text>`,
    );
    return [
      `<line x1="${roundToTenth(x)}" y1="${tip}" x2="${roundToTenth(x)}" y2="${base}" stroke="#8a97a3"/>`,
      ...words,
      `<circle cx="${roundToTenth(x)}" cy="${base}" r="6" fill="#1f5fa8"/>`,
    ].join('');
  });
  const described = events.map((event) => `${event.title}: ${describeDay(event)}`).join('; ');
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="${escapeXml(described)}" font-family="system-ui, Segoe UI, Arial, sans-serif" font-size="12" fill="currentColor">`,
    `<line x1="${MARGIN}" y1="${base}" x2="${WIDTH - LAST}" y2="${base}" stroke="#1f5fa8" stroke-width="3"/>`,
    ...drawn,
    '</svg>',
  ].join('');
}

function shortenLabel(words: string): string {
  return words.length > MOST_CHARACTERS ? `${words.slice(0, MOST_CHARACTERS - 1)}…` : words;
}
