import { escapeXml } from '../escape.js';
import type { RevisionMark } from '../manuscript/mark.js';

/** Milliseconds by which whole paragraphs are later than words. */
const LATER = 120_000;

/** What a change is known by. */
type Known = Pick<RevisionMark, 'class' | 'origin'>;

/** Numbers and signs the tracked changes of one file: no id comes twice, whatever it is of. */
export class Revisions {
  private next = 1;
  private readonly later: string;

  /**
   * @param author whose changes they are that do not say themselves whose they are
   * @param date ISO date and time in UTC
   */
  constructor(
    readonly author: string,
    private readonly date: string,
  ) {
    this.later = new Date(Date.parse(date) + LATER).toISOString().replace(/\.\d+Z$/, 'Z');
  }

  id(): number {
    return this.next++;
  }

  /**
   * The attributes of a change: ` w:id="…" w:author="…" w:date="…"`.
   * @param whole whether a whole paragraph or row is put in or taken out. LibreOffice takes words put in at the end of one paragraph and a
   * paragraph put in behind it for one change, if they are of one time, and refuses the line end between them with it: hence whole
   * paragraphs are of two minutes later.
   */
  attributes(mark: Known, whole: boolean): string {
    const author = this.nameOf(mark);
    return ` w:id="${this.next++}" w:author="${escapeXml(author)}" w:date="${whole ? this.later : this.date}"`;
  }

  /** Under whose name a change stands; consequential ones bear it with "(consequential)" behind it. */
  nameOf({ class: editClass, origin = this.author }: Known): string {
    return editClass === 'consequential' ? `${origin} (consequential)` : origin;
  }

  /** Runs within a change. */
  around(runs: string, mark: RevisionMark, whole: boolean, plain: boolean): string {
    const element = elementOf(mark, plain);
    return `<w:${element}${this.attributes(mark, whole)}>${runs}</w:${element}>`;
  }

  /** The beginning and the end of what was moved from somewhere, or to somewhere; both ends of a move bear one name. */
  range(
    element: 'moveFrom' | 'moveTo',
    name: string,
    mark: RevisionMark,
  ): { readonly start: string; readonly end: string } {
    const id = this.next;
    const attributes = this.attributes(mark, true);
    return {
      start: `<w:${element}RangeStart${attributes} w:name="${name}"/>`,
      end: `<w:${element}RangeEnd w:id="${id}"/>`,
    };
  }

  /** A cell that was put in or taken out, and its row not. */
  cell(mark: RevisionMark): string {
    return `<w:${mark.op === 'insert' ? 'cellIns' : 'cellDel'}${this.attributes(mark, true)}/>`;
  }

  /** A change without content of its own, such as that of a paragraph's end: `<w:ins …/>`. */
  sign(mark: RevisionMark, whole: boolean, plain: boolean): string {
    return `<w:${elementOf(mark, plain)}${this.attributes(mark, whole)}/>`;
  }
}

/**
 * The element that marks words: those of a moved provision are moved, its edits are put in and taken out beside them.
 * @param plain whether moves are shown as deletion and insertion, as they must in a table's rows, which no Word file can move
 */
export function elementOf({ op, move }: RevisionMark, plain: boolean): 'ins' | 'del' | 'moveTo' | 'moveFrom' {
  if (move !== null && !plain) return op === 'insert' ? 'moveTo' : 'moveFrom';
  return op === 'insert' ? 'ins' : 'del';
}
