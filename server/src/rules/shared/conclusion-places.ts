import { LineMap, type Span, trimEndOf } from '../../model/text.js';
import { shortenWords } from '../message.js';

/** What is written by hand in a conclusions report. */
export type ConclusionPlaceKind = 'answer' | 'conclusion' | 'reason' | 'view';

/** A place in a conclusions report that is written by hand. */
export interface ConclusionPlace {
  readonly kind: ConclusionPlaceKind;
  /**
   * What it is about: the number of a point, the label of a question, a change ("3 to the MTAD"), or
   * for a view the question and the respondent ("FTC Q1/Acme Energy").
   */
  readonly about: string;
  /** What is written there, as Markdown; empty while that is only the prompt. */
  readonly text: string;
  /** Whether the prompt itself stands there. */
  readonly isPrompt: boolean;
  /** Where its words stand; where there are none, its label. */
  readonly span: Span;
}

/** A conclusions report: its places, and its other words. */
export interface ReadConclusions {
  readonly places: readonly ConclusionPlace[];
  /** All words outside of the places and the front matter, on one line. */
  readonly rest: string;
  /** The front matter with its fences, and the line ends after it; empty where there is none. */
  readonly head: string;
}

/** How the heading of a question begins: a label alone would be read as the question itself. */
export const QUESTION_HEADING = 'Responses to ';
/** The column of a table of changes in which reasons are written. */
export const REASON_COLUMN = 'Reason';
/** The column of a table of respondents in which their views are. */
export const VIEW_COLUMN = 'View';

/** What stands at a place until something is written there. */
export function promptFor(kind: Exclude<ConclusionPlaceKind, 'view'>, about: string): string {
  switch (kind) {
    case 'answer':
      return `[insert answer to point ${about}]`;
    case 'conclusion':
      return `[insert conclusion on ${about}]`;
    case 'reason':
      return `[insert reason for change ${about}]`;
  }
}

/** What a change made since the consultation is called: "3 to the MTAD". */
export function nameDecidedChange(number: string, document: string): string {
  return document === '' ? number : `${number} to the ${document}`;
}

/** The heading above an answer or a conclusion, which stays on the page of what is below it. */
export function labelPlace(kind: 'answer' | 'conclusion', about: string): string {
  return kind === 'answer' ? `#### Answer to point ${about}` : `### Conclusion on ${about}`;
}

const PROMPT = /^\\?\[insert (?:answer to point|conclusion on|reason for change) [^\]\\]{1,80}\\?\]$/;
const ANSWER = /^ {0,3}#{1,6} {1,3}Answer to point (\d{1,6})[ #]*$/;
const CONCLUSION = /^ {0,3}#{1,6} {1,3}Conclusion on (\S.*)$/;
/** What ends words written by hand: any heading. */
const END = /^ {0,3}#{1,6}(?:\s|$)/;
const HEADING = /^ {0,3}#{1,6} {1,3}(\S.*)$/;
const ROW = /^ {0,3}\|/;

/** Whether a line would end the words of a place that it stood in. */
export function endsPlace(line: string): boolean {
  return END.test(line);
}

/** Reads the places of a conclusions report in one pass over its lines; never throws. */
export function readConclusionPlaces(text: string): ReadConclusions {
  const reader = new PlaceReader(text);
  reader.readAll();
  return { places: reader.places, rest: flattenWords(reader.rest.join(' ')), head: reader.head };
}

class PlaceReader {
  readonly places: ConclusionPlace[] = [];
  readonly rest: string[] = [];
  head = '';
  private readonly lines: LineMap;
  /** The question that the last heading names. */
  private question = '';
  /** The columns of the table that is being read; null outside of tables. */
  private columns: readonly string[] | null = null;

  constructor(private readonly text: string) {
    this.lines = LineMap.of(text);
  }

  readAll(): void {
    let line = this.skipHead();
    while (line < this.lines.lineCount) {
      const words = this.lineAt(line);
      const label = ANSWER.exec(words) ?? CONCLUSION.exec(words);
      if (label) {
        this.rest.push(words);
        this.columns = null;
        line = this.readWritten(line, ANSWER.test(words) ? 'answer' : 'conclusion', trimEndOf(label[1] ?? '', ' #'));
        continue;
      }
      if (ROW.test(words)) this.readRow(line);
      else {
        this.columns = null;
        const heading = HEADING.exec(words)?.[1];
        if (heading?.startsWith(QUESTION_HEADING))
          this.question = trimEndOf(heading.slice(QUESTION_HEADING.length), ' #');
        this.rest.push(words);
      }
      line++;
    }
  }

  private lineAt(line: number): string {
    const { start, end } = this.spanOfLine(line);
    return this.text.slice(start, end);
  }

  /** Where a line starts; the end of the text for one after the last. */
  private startOfLine(line: number): number {
    return this.lines.starts[line] ?? this.text.length;
  }

  private spanOfLine(line: number): Span {
    const start = this.startOfLine(line);
    let end = this.startOfLine(line + 1);
    while (end > start && /[\r\n]/.test(this.text.charAt(end - 1))) end--;
    return { start, end };
  }

  private skipHead(): number {
    if (!/^\ufeff?---[ \t]*$/.test(this.lineAt(0))) return 0;
    for (let line = 1; line < this.lines.lineCount; line++) {
      if (!/^(?:---|\.\.\.)[ \t]*$/.test(this.lineAt(line))) continue;
      this.head = this.text.slice(0, this.startOfLine(line + 1));
      return line + 1;
    }
    return 0;
  }

  /** @returns the line after what is written */
  private readWritten(label: number, kind: 'answer' | 'conclusion', about: string): number {
    let line = label + 1;
    while (line < this.lines.lineCount && !endsPlace(this.lineAt(line))) line++;
    const written = this.trimSpan({ start: this.startOfLine(label + 1), end: this.startOfLine(line) });
    this.addPlace(kind, about, written, this.spanOfLine(label));
    return line;
  }

  private readRow(line: number): void {
    const span = this.spanOfLine(line);
    const cells = splitRow(this.text, span);
    const wordsOf = (cell: Span | undefined) => (cell ? this.text.slice(cell.start, cell.end).trim() : '');
    if (this.columns === null) {
      this.columns = cells.map(wordsOf);
      this.rest.push(this.lineAt(line));
      return;
    }
    const column = this.columns.findIndex((name) => name === REASON_COLUMN || name === VIEW_COLUMN);
    const kind = this.columns[column] === REASON_COLUMN ? 'reason' : 'view';
    const own = cells[column];
    // Whoever writes a bar into the last column means a bar, and no further column.
    const cell =
      own && column === this.columns.length - 1 ? { start: own.start, end: cells.at(-1)?.end ?? own.end } : own;
    const first = wordsOf(cells[0]).replace(/\\(.)/g, '$1');
    if (!cell || /^[-: ]*$/.test(first)) {
      this.rest.push(this.lineAt(line));
      return;
    }
    this.rest.push(this.text.slice(span.start, cell.start), this.text.slice(cell.end, span.end));
    const second = wordsOf(cells[1]).replace(/\\(.)/g, '$1');
    const about = kind === 'reason' ? nameDecidedChange(first, second) : `${this.question}/${first}`;
    this.addPlace(kind, about, this.trimSpan(cell), cell);
  }

  /** @param where what a finding underlines if nothing is written */
  private addPlace(kind: ConclusionPlaceKind, about: string, written: Span, where: Span): void {
    const words = this.text.slice(written.start, written.end);
    const isPrompt = PROMPT.test(words);
    this.places.push({ kind, about, text: isPrompt ? '' : words, isPrompt, span: words === '' ? where : written });
  }

  /** A span without the white space at its ends. */
  private trimSpan({ start, end }: Span): Span {
    const words = this.text.slice(start, end);
    const from = start + words.length - words.trimStart().length;
    return { start: from, end: Math.max(from, start + words.trimEnd().length) };
  }
}

/** The cells of a row of a table, by the bars that are not escaped. */
function splitRow(text: string, { start, end }: Span): Span[] {
  const bars: number[] = [];
  for (let at = start; at < end; at++) {
    const char = text.charAt(at);
    if (char === '\\') at++;
    else if (char === '|') bars.push(at);
  }
  return bars.slice(0, -1).map((bar, index) => ({ start: bar + 1, end: bars[index + 1] ?? end }));
}

/** Words on one line, each a space from the next. */
export function flattenWords(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

/** What is missing at a place where nothing is written; null where nothing need be. */
export function describeOpenPlace({ kind, about }: Pick<ConclusionPlace, 'kind' | 'about'>): string | null {
  switch (kind) {
    case 'answer':
      return `Point ${about} has no answer: write it here.`;
    case 'conclusion':
      return `There is no conclusion on ${shortenWords(about)}: write it here.`;
    case 'reason':
      return `Change ${shortenWords(about)}, made since the consultation, has no reason: write it here.`;
    case 'view':
      return null;
  }
}
