import type { Result } from '../failure.js';

/** The name of the file that recorded findings are kept in unless the user names another. */
export const RECORDED_FILE = '.keeling-baseline.json';

/**
 * A finding that was there when the findings of a project were recorded. It is known by its words
 * and its provision, never by its line, so it is recognised wherever its provision moves to.
 */
export interface RecordedFinding {
  /** The document's path, relative to the folder of the file that it is recorded in. */
  readonly document: string;
  /** The label of the provision: "Clause 20.28(a)"; empty outside of all. */
  readonly provision: string;
  readonly code: string;
  /** The words that the finding underlines, without mark-up and with single spaces. */
  readonly words: string;
  /** A hash of the whole text around them: of the paragraph, or of the row. */
  readonly text: string;
}

/** The findings in a file of recorded findings. One that is listed twice was found twice. */
export type RecordedList = readonly RecordedFinding[];

/** Reads a file of recorded findings. */
export function parseRecorded(text: string): Result<{ readonly findings: RecordedList }> {
  const problem = 'it does not hold recorded problems; record them again with keeling check --record-baseline';
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    return { problem };
  }
  const { version, findings } = (content ?? {}) as { version?: unknown; findings?: unknown };
  if (version !== 1 || !Array.isArray(findings)) return { problem };
  const all: RecordedFinding[] = [];
  for (const each of findings as readonly Partial<Record<keyof RecordedFinding | 'count', unknown>>[]) {
    const { document, provision, code, words, text: hash, count = 1 } = each ?? {};
    if (
      typeof document !== 'string' ||
      typeof provision !== 'string' ||
      typeof code !== 'string' ||
      typeof words !== 'string' ||
      typeof hash !== 'string' ||
      typeof count !== 'number' ||
      !(count >= 1 && count <= MOST_ALIKE)
    )
      return { problem };
    for (let i = 0; i < count; i++) all.push({ document, provision, code, words, text: hash });
  }
  return { findings: all };
}

const MOST_ALIKE = 100_000;

/**
 * Recorded findings as a file: sorted and one on each line, so that versions of the file compare
 * well.
 */
export function writeRecorded(findings: RecordedList): string {
  const counts = new Map<string, number>();
  for (const { document, provision, code, words, text } of findings) {
    const key = JSON.stringify({ document, provision, code, words, text });
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const lines = [...counts]
    .map(([key, count]) => ({
      line: count === 1 ? key : `${key.slice(0, -1)},"count":${count}}`,
      order: makeSortKey(key),
    }))
    .sort((a, b) => (a.order < b.order ? -1 : a.order > b.order ? 1 : 0))
    .map(({ line }) => `    ${line}`);
  return `{\n  "version": 1,\n  "findings": [${lines.length > 0 ? `\n${lines.join(',\n')}\n  ` : ''}]\n}\n`;
}

/** The words with every number padded to one width, so that Clause 9 sorts before Clause 10. */
function makeSortKey(words: string): string {
  return words.replace(/\d{1,12}/g, (digits) => digits.padStart(12, '0'));
}
