import type { PdfLine } from './page-lines.js';

/** An entry of a list of contents: its words, a row of dots and a page. */
const DOTTED = /(?:\.\s?){5}\s*(?:\d{1,4}|[ivxlc]{1,7})$/;

/** So many entries in a row are a list of contents without a heading. */
const FEWEST_ENTRIES = 4;

/** The letters and digits of a line alone, by which its words are found again. */
export function readLetters(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}

/** Leaves out lists of contents: entries with a row of dots, and what follows their heading. */
export class ContentsReader {
  count = 0;
  /** Whether the heading of a list was the last that stood. */
  private isOpen = false;

  /**
   * @param titles the letters of each line of the text
   * @param lastPage the highest number that can be a page
   */
  constructor(
    private readonly titles: ReadonlySet<string>,
    private readonly lastPage: number,
  ) {}

  leaveOut(lines: readonly PdfLine[]): readonly PdfLine[] {
    const kept: PdfLine[] = [];
    const right = Math.max(...lines.map((line) => line.right));
    for (let index = 0; index < lines.length; index++) {
      const line = lines[index];
      if (!line) break;
      const isEntry = endsWithPage(line, right);
      if (!this.isOpen && isEntry) this.isOpen = this.beginsWithoutHeading(lines, index, right);
      if (DOTTED.test(line.text)) this.count++;
      else if (/^(?:table of )?contents$/i.test(line.text.trim()) && this.hasEntries(lines, index + 1, right)) {
        this.isOpen = true;
        this.count++;
      } else if (this.isOpen && (isEntry || this.hasEntries(lines, index + 1, right, 1))) this.count++;
      else {
        this.isOpen = false;
        kept.push(line);
      }
    }
    return kept;
  }

  /** Whether lines in a row end with pages that grow, and most of their words stand again as titles. */
  private beginsWithoutHeading(lines: readonly PdfLine[], from: number, right: number): boolean {
    let [entries, titles, page] = [0, 0, 0];
    for (const line of lines.slice(from)) {
      if (!endsWithPage(line, right)) break;
      const own = Number(/\d{1,4}$/.exec(line.text)?.[0] ?? Number.NaN);
      if (!(own >= page && own <= this.lastPage)) break;
      page = own;
      entries++;
      if (this.titles.has(readLetters(line.text.replace(/\d{1,4}$/, '')))) titles++;
    }
    return entries >= FEWEST_ENTRIES && titles > 0.6 * entries;
  }

  /** Whether one of the next lines, or most of the next, end with the number of a page. */
  private hasEntries(lines: readonly PdfLine[], from: number, right: number, least = 2): boolean {
    const next = lines.slice(from, from + 2 * least);
    return next.filter((line) => endsWithPage(line, right)).length >= least;
  }
}

function endsWithPage(line: PdfLine, right: number): boolean {
  const last = line.pieces.at(-1);
  if (DOTTED.test(line.text)) return true;
  return (
    last !== undefined &&
    /^\s*(?:\d{1,4}|[ivxlc]{1,7})$/.test(last.text) &&
    line.pieces.length > 1 &&
    Math.abs(last.right - right) < 12
  );
}
