import { getOrCreate } from '../../model/memo.js';
import { hashText } from '../../model/text.js';
import type { MergedResponses } from '../responses.js';
import { isOnlyView, nameRespondents } from './views.js';

/** A point that a respondent makes to a question, which needs an answer. */
export interface Point {
  readonly question: string;
  readonly respondent: string;
  /** The file of the response. */
  readonly file: string;
  /** The respondent's own words, with a line for each paragraph. */
  readonly words: string;
}

/** A point with the number that it keeps. */
export interface NumberedPoint extends Point {
  readonly number: number;
  /** Of its words, to know it by where they are not kept. */
  readonly hash: string;
}

/**
 * The points of the responses, question by question, without the words of what is confidential.
 * What a respondent writes to a question is one point; where the respondent gives its parts
 * numbers, letters or bullets, each of them is one.
 */
export function listPoints(merged: MergedResponses): Point[] {
  const nameOf = nameRespondents(merged);
  return merged.questions.flatMap(({ question, answers }) =>
    answers.flatMap(({ answer, reasons, file }) =>
      splitIntoPoints(answer, reasons).map((words) => ({ question, respondent: nameOf(file), file, words })),
    ),
  );
}

/** A line that begins a part of its own: "1. …", "(a) …", "• …". */
const ITEM = /^\s{0,8}(?:\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)]|[•▪◦‣*–-])\s+\S/;

function splitIntoPoints(answer: string, reasons: string): string[] {
  // A yes or no needs no answer of its own, but belongs to the reasons that follow it.
  const texts = [isOnlyView(answer) ? '' : answer, isOnlyView(reasons) ? '' : reasons];
  const points: string[][] = [];
  let isOfItems = false;
  for (const text of texts) {
    for (const line of text.split('\n').map((each) => each.trim())) {
      if (line === '') continue;
      const isItem = ITEM.test(line);
      const last = points.at(-1);
      // The words before the first item lead to it.
      if (last && !(isItem && isOfItems)) last.push(line);
      else points.push([line]);
      isOfItems ||= isItem;
    }
  }
  return points.map((lines) => lines.join('\n'));
}

/**
 * Gives points the numbers that they had, and new ones further numbers. A number is never used for
 * another point: a point is the same where its words are, or most of them, in the same response to
 * the same question.
 * @param known the points that have numbers; those that are gone keep them
 * @param used the highest number that was ever used
 */
export function numberPoints(points: readonly Point[], known: readonly NumberedPoint[], used: number): NumberedPoint[] {
  const numbers = new Map<Point, number>();
  const sameWords = new Map<string, NumberedPoint[]>();
  for (const each of known) getOrCreate(sameWords, `${keyOfPoint(each)}\n${each.hash}`, () => []).push(each);
  const taken = new Set<NumberedPoint>();
  const take = (point: Point, found: NumberedPoint | undefined) => {
    if (!found) return;
    taken.add(found);
    numbers.set(point, found.number);
  };
  for (const point of points) take(point, sameWords.get(`${keyOfPoint(point)}\n${hashPointWords(point)}`)?.shift());
  const left = new Map<string, NumberedPoint[]>();
  for (const each of known) if (!taken.has(each)) getOrCreate(left, keyOfPoint(each), () => []).push(each);
  for (const point of points) {
    const own = numbers.has(point) ? [] : (left.get(keyOfPoint(point)) ?? []);
    const at = own.slice(0, MOST_COMPARED).findIndex(({ words }) => isMostlySame(words, point.words));
    if (at >= 0) take(point, own.splice(at, 1)[0]);
  }
  let next = used;
  return points.map((point) => ({ ...point, number: numbers.get(point) ?? ++next, hash: hashPointWords(point) }));
}

function hashPointWords({ words }: Point): string {
  return hashText(words).toString(36);
}

function keyOfPoint({ question, file }: Point): string {
  return `${question}\n${file}`;
}

/** How many points of one answer a changed one is compared with at most. */
const MOST_COMPARED = 50;

/** Whether two texts share more than half of the words that stand in either. */
function isMostlySame(a: string, b: string): boolean {
  const wordsOf = (text: string) => new Set(text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []);
  const [first, second] = [wordsOf(a), wordsOf(b)];
  const shared = [...first].filter((word) => second.has(word)).length;
  return 2 * shared > first.size + second.size - shared;
}
