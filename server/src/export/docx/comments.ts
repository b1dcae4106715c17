import type { DraftComment } from '../../comments.js';
import { OWN_INITIALS } from '../../office/own-comments.js';
import { escapeXml } from '../escape.js';
import type { StyledWord } from '../manuscript/manuscript.js';
import type { RevisionMark } from '../manuscript/mark.js';
import { makePrintable } from '../printable.js';
import type { Package, Relations } from './package.js';
import type { Revisions } from './revisions.js';
import { DECLARATION, VOCABULARIES } from './vocabulary.js';

const EXTENDED = 'http://schemas.microsoft.com/office/2011/relationships/commentsExtended';
const NEWER = [
  'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"',
  'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"',
  'xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml"',
  'mc:Ignorable="w14 w15"',
].join(' ');

/** Beyond the ids of footnotes: where a comment has the id of one, LibreOffice gives notes the words of others. */
const FIRST_COMMENT = 1_000_000;

/** A comment of a colleague as the file has it: itself and what was answered. */
interface WrittenThread {
  readonly ids: readonly number[];
  hasBegun: boolean;
  hasEnded: boolean;
}

/** What somebody said, as the file has it. */
interface Said {
  readonly author: string;
  /** ISO date and time; '' for none. */
  readonly date: string;
  readonly text: string;
}

/**
 * The comments of a Word file: what is said beside changes that no tracked change can say, such as
 * where a provision moved from, and comments of colleagues where they are asked for. As comments
 * these words are no part of the text, whatever is accepted or rejected.
 */
export class DocxComments {
  private readonly written: string[] = [];
  private readonly extended: string[] = [];
  private readonly threads: readonly WrittenThread[];

  constructor(
    private readonly revisions: Revisions,
    private readonly date: string,
    private readonly style: string,
    colleagues: readonly DraftComment[],
  ) {
    this.threads = colleagues.map((comment) => ({
      ids: this.writeThread(comment),
      hasBegun: false,
      hasEnded: false,
    }));
  }

  /**
   * Adds a comment of Keeling's. Returns the runs that place it.
   * @param mark the change of the paragraph that it stands in
   */
  add(words: string, mark: RevisionMark | null, isPlain: boolean): string {
    const id = this.nextId();
    this.writeComment(id, OWN_INITIALS, null, { author: this.revisions.author, date: this.date, text: words });
    const reference = referenceXml(id);
    const placed = mark === null ? reference : this.revisions.around(reference, mark, true, isPlain);
    return `<w:commentRangeStart w:id="${id}"/><w:commentRangeEnd w:id="${id}"/>${placed}`;
  }

  /** A run between the beginnings and ends of colleagues' comments on its words. */
  around(run: string, { remark }: Pick<StyledWord, 'remark'>): string {
    if (!remark) return run;
    const points = remark.points.map((comment) => this.beginThread(comment) + this.endThread(comment));
    const begins = remark.begins.map((comment) => this.beginThread(comment));
    const ends = remark.ends.map((comment) => this.endThread(comment));
    return [...points, ...begins, run, ...ends].join('');
  }

  private nextId(): number {
    return FIRST_COMMENT + this.revisions.id();
  }

  private beginThread(comment: number): string {
    const thread = this.threads[comment];
    if (!thread || thread.hasBegun) return '';
    thread.hasBegun = true;
    return thread.ids.map((id) => `<w:commentRangeStart w:id="${id}"/>`).join('');
  }

  private endThread(comment: number): string {
    const thread = this.threads[comment];
    if (!thread || thread.hasEnded) return '';
    thread.hasEnded = true;
    return thread.ids.map((id) => `<w:commentRangeEnd w:id="${id}"/>${referenceXml(id)}`).join('');
  }

  private writeThread({ author, date, text, resolved, replies }: DraftComment): readonly number[] {
    const ids: number[] = [];
    let parent: string | null = null;
    for (const said of [{ author, date, text }, ...replies]) {
      const id = this.nextId();
      ids.push(id);
      const paragraph = paragraphIdOf(id);
      this.writeComment(id, initialsOf(said.author), paragraph, said);
      const of = parent === null ? '' : ` w15:paraIdParent="${parent}"`;
      this.extended.push(`<w15:commentEx w15:paraId="${paragraph}"${of} w15:done="${resolved ? 1 : 0}"/>`);
      parent ??= paragraph;
    }
    return ids;
  }

  /** @param paragraph the id by which another part speaks of it; null where none does */
  private writeComment(id: number, initials: string, paragraph: string | null, { author, date, text }: Said): void {
    const when = isInstant(date) ? ` w:date="${date}"` : '';
    const lines = makePrintable(text).split(/\r\n?|\n/);
    const paragraphs = lines.map((line, index) => {
      const named = paragraph !== null && index === lines.length - 1 ? ` w14:paraId="${paragraph}"` : '';
      const words = `<w:r><w:t xml:space="preserve">${escapeXml(line)}</w:t></w:r>`;
      return `<w:p${named}><w:pPr><w:pStyle w:val="${this.style}"/></w:pPr>${words}</w:p>`;
    });
    const who = `w:author="${escapeXml(makePrintable(author) || 'Somebody')}"${when} w:initials="${escapeXml(initials)}"`;
    this.written.push(`<w:comment w:id="${id}" ${who}>${paragraphs.join('')}</w:comment>`);
  }

  /** Writes the comments, if there are any. */
  write(file: Package, relations: Relations): void {
    if (this.written.length === 0) return;
    relations.part('comments', 'comments.xml');
    const newer = this.extended.length > 0 ? ` ${NEWER}` : '';
    file.text(
      'word/comments.xml',
      `${DECLARATION}<w:comments ${VOCABULARIES}${newer}>${this.written.join('')}</w:comments>`,
    );
    if (this.extended.length === 0) return;
    relations.part(EXTENDED, 'commentsExtended.xml');
    file.text(
      'word/commentsExtended.xml',
      `${DECLARATION}<w15:commentsEx ${NEWER}>${this.extended.join('')}</w15:commentsEx>`,
    );
  }
}

function referenceXml(id: number): string {
  return `<w:r><w:commentReference w:id="${id}"/></w:r>`;
}

/** A number below 0x80000000 in eight digits, as Word wants it. */
function paragraphIdOf(id: number): string {
  return (0x10000000 + id).toString(16).toUpperCase();
}

function initialsOf(author: string): string {
  const letters = author.match(/\p{L}+/gu)?.map((name) => name.charAt(0).toUpperCase()) ?? [];
  return letters.slice(0, 4).join('') || '?';
}

function isInstant(date: string): boolean {
  return /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:Z|[+-]\d{2}:\d{2})?$/.test(date);
}
