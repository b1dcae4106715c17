import { getOrCreate } from '../../model/memo.js';
import { escapeXml } from '../escape.js';
import type { RevisionMark } from '../manuscript/mark.js';

/** How much later changes of whole paragraphs are dated than changes of words, in milliseconds. */
const LATER = 120_000;

/** The class and the origin of a change. */
type Known = Pick<RevisionMark, 'class' | 'origin'>;

/** Writes the tracked changes of one file, each with an id of its own. */
export class Revisions {
  private next = 1;
  private readonly later: string;
  /** The names of authors as they are written. */
  private readonly escaped = new Map<string, string>();

  /**
   * @param author the author of changes without an origin
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
   * @param whole whether a whole paragraph or row is inserted or deleted. LibreOffice takes words
   * inserted at the end of a paragraph and a paragraph inserted after it for one change if both
   * have one time, and then rejects the line end between them too. So whole paragraphs are dated
   * two minutes later.
   */
  attributes(mark: Known, whole: boolean): string {
    const author = getOrCreate(this.escaped, this.nameOf(mark), () => escapeXml(this.nameOf(mark)));
    return ` w:id="${this.next++}" w:author="${author}" w:date="${whole ? this.later : this.date}"`;
  }

  /** The name of a change's author; with "(consequential)" after it for a consequential change. */
  nameOf({ class: editClass, origin = this.author }: Known): string {
    return editClass === 'consequential' ? `${origin} (consequential)` : origin;
  }

  /** Wraps runs in a change. */
  around(runs: string, mark: RevisionMark, whole: boolean, plain: boolean): string {
    const element = elementOf(mark, plain);
    return `<w:${element}${this.attributes(mark, whole)}>${runs}</w:${element}>`;
  }

  /**
   * The start and the end of a moved range. The range that moved away and the one that arrived have
   * the same name.
   */
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

  /** The mark of a cell that was inserted or deleted without its row. */
  cell(mark: RevisionMark): string {
    return `<w:${mark.op === 'insert' ? 'cellIns' : 'cellDel'}${this.attributes(mark, true)}/>`;
  }

  /** A change without content, such as that of a paragraph end: `<w:ins …/>`. */
  sign(mark: RevisionMark, whole: boolean, plain: boolean): string {
    return `<w:${elementOf(mark, plain)}${this.attributes(mark, whole)}/>`;
  }
}

/**
 * The element that marks words. The words of a moved provision are moved; its edits are inserted
 * and deleted within it.
 * @param plain whether moves are shown as deletion and insertion, as in table rows, which Word
 * cannot move
 */
export function elementOf({ op, move }: RevisionMark, plain: boolean): 'ins' | 'del' | 'moveTo' | 'moveFrom' {
  if (move !== null && !plain) return op === 'insert' ? 'moveTo' : 'moveFrom';
  return op === 'insert' ? 'ins' : 'del';
}
