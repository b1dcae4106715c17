import type { ConclusionPlace, ReadConclusions } from '../../rules/shared/conclusion-places.js';
import { VIEWS } from '../responses.js';
import { type AnswersFile, hashPlaceWords, keyOfPlace, type WrittenReport } from './answers-file.js';

/** A report as it is on disk now. */
export interface FoundReport {
  /** Relative to the project's folder. */
  readonly path: string;
  readonly read: ReadConclusions;
  /** The line (1-based) of an offset of its text. */
  lineAt(offset: number): number;
}

/** What was written by hand, taken over from the reports, or where two texts disagree. */
export interface TakenOver {
  readonly texts: ReadonlyMap<string, string>;
  /** What a person must decide first, one sentence each; without any, nothing was lost. */
  readonly conflicts: readonly string[];
}

/** A text that somebody wrote into a report since it was made. */
interface Edited {
  readonly text: string;
  readonly where: string;
  /** The hash of what the report said when it was made. */
  readonly written: string | undefined;
}

/**
 * Takes over what was written into reports since they were made. An answer that is only in the file
 * stays, and so does one that was wiped out in a report without its prompt being put back.
 */
export function takeOverEdits(kept: AnswersFile, reports: readonly FoundReport[]): TakenOver {
  const texts = new Map(kept.texts);
  const conflicts: string[] = [];
  const edits = new Map<string, Edited[]>();
  for (const report of reports) {
    const known = kept.reports.find(({ path }) => path === report.path);
    for (const place of report.read.places) {
      const text = place.text.replace(/\r\n?/g, '\n');
      const where = `${report.path}:${report.lineAt(place.span.start)}`;
      const fault = findPlaceFault(place);
      if (fault !== null) conflicts.push(`${where}: ${fault}`);
      if (!isEdited(place, known)) continue;
      const key = keyOfPlace(place);
      const written = known?.places.get(key);
      edits.set(key, [...(edits.get(key) ?? []), { text, where, written }]);
    }
  }
  for (const [key, own] of edits) {
    const [first, ...others] = own;
    if (!first) continue;
    const now = kept.texts.get(key) ?? '';
    const isKeptSame = now === first.text || now === '' || hashPlaceWords(now) === first.written;
    const other = others.find(({ text }) => hashPlaceWords(text) !== hashPlaceWords(first.text));
    if (other) conflicts.push(`${first.where} and ${other.where}: the two say different things; make them the same`);
    else if (!isKeptSame)
      conflicts.push(`${first.where}: the file of answers has other words for “${key}”; make the two the same`);
    else if (first.text === '') texts.delete(key);
    else texts.set(key, first.text);
  }
  return { texts, conflicts };
}

function isEdited(place: ConclusionPlace, known: WrittenReport | undefined): boolean {
  // Words that are gone without a prompt in their place may have been wiped out by mistake.
  if (place.text === '' && !place.isPrompt) return false;
  const written = known?.places.get(keyOfPlace(place));
  if (written === undefined) return place.text !== '';
  return written !== hashPlaceWords(place.text);
}

function findPlaceFault({ kind, text }: ConclusionPlace): string | null {
  if (kind !== 'view' || VIEWS.some((view) => view === text)) return null;
  return `“${text.slice(0, 40)}” is no view; write ${VIEWS.join(', ')}`;
}

/** A report that has just been made, for the file of answers. */
export function noteWrittenReport(path: string, { rest, places }: ReadConclusions): WrittenReport {
  return {
    path,
    rest: hashPlaceWords(rest),
    places: new Map(places.map((place) => [keyOfPlace(place), hashPlaceWords(place.text)])),
  };
}

/** Whether a report was changed where nothing is taken over from, so that words would be lost. */
export function isRestEdited({ path, read }: FoundReport, kept: AnswersFile): boolean {
  const known = kept.reports.find((each) => each.path === path);
  return known === undefined || known.rest !== hashPlaceWords(read.rest);
}
