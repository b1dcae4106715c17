/** The fields of a line; what they hold is yet to be looked at. */
export type JsonFields = Readonly<Record<string, unknown>>;

/** A line of a file of one JSON object a line, as the files beside a draft are. */
export interface JsonLine {
  /** From 1. */
  readonly number: number;
  /** As it is written. */
  readonly source: string;
  /** Null where the line is no JSON object. */
  readonly fields: JsonFields | null;
}

/** Reads a file of one JSON object a line. Blank lines are left out. */
export function readJsonLines(text: string): JsonLine[] {
  return text
    .replace(/^\ufeff+/, '')
    .split(/\r?\n/)
    .map((source, index) => ({ number: index + 1, source, fields: readJsonFields(source) }))
    .filter(({ source }) => source.trim() !== '');
}

function readJsonFields(source: string): JsonFields | null {
  try {
    const read: unknown = JSON.parse(source);
    return typeof read === 'object' && read !== null && !Array.isArray(read) ? { ...read } : null;
  } catch {
    return null;
  }
}

/**
 * Writes a file of one JSON object a line, which git merges line by line.
 * @param others lines that could not be read, which stay as they are
 */
export function writeJsonLines(entries: readonly object[], others: readonly string[] = []): string {
  return [...entries.map((entry) => JSON.stringify(entry)), ...others].map((line) => `${line}\n`).join('');
}

/** A field that holds a text; empty where it holds something else. */
export function textOfField(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
