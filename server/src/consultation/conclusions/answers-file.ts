import { type JsonFields, readJsonLines, textOfField, writeJsonLines } from '../../jsonl.js';
import { hashText } from '../../model/text.js';
import { type ConclusionPlace, flattenWords, nameDecidedChange } from '../../rules/shared/conclusion-places.js';
import type { NumberedPoint } from './points.js';

/** A report that was written, as it was then. */
export interface WrittenReport {
  /** Relative to the project's folder. */
  readonly path: string;
  /** A hash of its words outside of the places that are written by hand. */
  readonly rest: string;
  /** A hash of what stood at each place, by key. */
  readonly places: ReadonlyMap<string, string>;
}

/** A change made since the consultation that has a place for its reason. */
export interface NumberedReason {
  /** Its numbers in the register of its document, or one of its own: "3", "3, 5". */
  readonly number: string;
  readonly document: string;
  readonly provision: string;
}

/**
 * What is kept of a conclusions report beside the consultation document. Nothing that was written
 * by hand is ever left out again.
 */
export interface AnswersFile {
  /** Those that no response makes any more as well, so that no number is used twice. */
  readonly points: readonly NumberedPoint[];
  readonly reasons: readonly NumberedReason[];
  /** What is written at each place, by key. */
  readonly texts: ReadonlyMap<string, string>;
  readonly reports: readonly WrittenReport[];
}

export const NO_ANSWERS: AnswersFile = { points: [], reasons: [], texts: new Map(), reports: [] };

/** What a place is known by. */
export function keyOfPlace({ kind, about }: Pick<ConclusionPlace, 'kind' | 'about'>): string {
  return `${kind} ${about}`;
}

/** What the place of the reason of a change is known by. */
export function keyOfReason({ number, document }: Pick<NumberedReason, 'number' | 'document'>): string {
  return `reason ${nameDecidedChange(number, document)}`;
}

/** A hash of words that does not depend on how they are wrapped. */
export function hashPlaceWords(words: string): string {
  return hashText(flattenWords(words)).toString(36);
}

/** A fault in a file of answers, and its line (1-based). */
export class AnswersFileError extends Error {
  constructor(
    readonly line: number,
    message: string,
  ) {
    super(message);
  }
}

/**
 * Reads a file of answers: JSON, an entry a line.
 * @throws AnswersFileError for a line that cannot be read, as git leaves one where two people wrote
 *   different answers, and for a number that two points have
 */
export function readAnswersFile(text: string): AnswersFile {
  const points = new Map<number, NumberedPoint>();
  const reasons: NumberedReason[] = [];
  const texts = new Map<string, string>();
  const reports: WrittenReport[] = [];
  const addText = (key: string, written: unknown, line: number) => {
    if (typeof written !== 'string' || written === '') return;
    if (texts.has(key) && texts.get(key) !== written)
      throw new AnswersFileError(line, `there are two texts for ${key}: join them into one line`);
    texts.set(key, written);
  };
  for (const { number: line, fields: entry } of readJsonLines(text)) {
    if (!entry) throw new AnswersFileError(line, 'this line cannot be read: put it right, or join what git has left');
    const { point, reason, conclusion, view, report } = entry;
    if (typeof point === 'number') {
      const { question, respondent, file, words, hash } = entry;
      const own = {
        number: point,
        question: textOfField(question),
        respondent: textOfField(respondent),
        file: textOfField(file),
        words: textOfField(words),
        hash: textOfField(hash),
      };
      const other = points.get(point);
      if (other && (other.question !== own.question || other.file !== own.file || other.hash !== own.hash))
        throw new AnswersFileError(
          line,
          `two points have the number ${point}: give one another number, in the report too`,
        );
      points.set(point, own);
      addText(`answer ${point}`, entry.answer, line);
    } else if (typeof reason === 'string') {
      reasons.push({ number: reason, document: textOfField(entry.document), provision: textOfField(entry.provision) });
      addText(keyOfReason({ number: reason, document: textOfField(entry.document) }), entry.text, line);
    } else if (typeof conclusion === 'string') addText(`conclusion ${conclusion}`, entry.text, line);
    else if (typeof view === 'string') addText(`view ${view}`, entry.text, line);
    else if (typeof report === 'string')
      reports.push({ path: report, rest: textOfField(entry.rest), places: readHashes(entry.places) });
  }
  return { points: [...points.values()], reasons, texts, reports };
}

function readHashes(value: unknown): Map<string, string> {
  if (typeof value !== 'object' || value === null) return new Map();
  return new Map(Object.entries(value).flatMap(([key, hash]) => (typeof hash === 'string' ? [[key, hash]] : [])));
}

/** Writes a file of answers, each entry on a line of its own, in an order that stays. */
export function writeAnswersFile({ points, reasons, texts, reports }: AnswersFile): string {
  const entries: JsonFields[] = [{ version: 1 }];
  const written = new Set<string>();
  const textOf = (key: string) => {
    written.add(key);
    return texts.get(key) ?? '';
  };
  for (const { number, ...point } of [...points].sort((a, b) => a.number - b.number))
    entries.push({ point: number, ...point, answer: textOf(`answer ${number}`) });
  for (const { number, document, provision } of reasons)
    entries.push({ reason: number, document, provision, text: textOf(keyOfReason({ number, document })) });
  for (const [key, text] of [...texts].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const [, kind = '', about = ''] = /^(\w+) ([\s\S]*)$/.exec(key) ?? [];
    // An answer whose point is not known is kept all the same.
    if (!written.has(key))
      entries.push({
        [kind === 'answer' ? 'point' : kind]: kind === 'answer' ? Number(about) : about,
        [kind === 'answer' ? 'answer' : 'text']: text,
      });
  }
  for (const { path, rest, places } of reports)
    entries.push({ report: path, rest, places: Object.fromEntries(places) });
  return writeJsonLines(entries);
}
