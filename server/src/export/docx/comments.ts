import { OWN_INITIALS } from '../../office/own-comments.js';
import { escapeXml } from '../escape.js';
import type { RevisionMark } from '../manuscript/mark.js';
import type { Package, Relations } from './package.js';
import type { Revisions } from './revisions.js';
import { DECLARATION, VOCABULARIES } from './vocabulary.js';

/**
 * What is said beside changes that no tracked change can say: where a provision moved from, that a
 * figure came. As comments these words are no part of the text, whatever is accepted or rejected.
 */
export class DocxComments {
  private readonly written: string[] = [];

  constructor(
    private readonly revisions: Revisions,
    private readonly date: string,
    private readonly style: string,
  ) {}

  /**
   * Adds a comment. Returns the runs that place it.
   * @param mark the change of the paragraph that it stands in
   */
  add(words: string, mark: RevisionMark | null, isPlain: boolean): string {
    const id = this.revisions.id();
    this.written.push(
      `<w:comment w:id="${id}" w:author="${escapeXml(this.revisions.author)}" w:date="${this.date}" w:initials="${OWN_INITIALS}"><w:p><w:pPr><w:pStyle w:val="${this.style}"/></w:pPr><w:r><w:t>${escapeXml(words)}</w:t></w:r></w:p></w:comment>`,
    );
    const reference = `<w:r><w:commentReference w:id="${id}"/></w:r>`;
    const placed = mark === null ? reference : this.revisions.around(reference, mark, true, isPlain);
    return `<w:commentRangeStart w:id="${id}"/><w:commentRangeEnd w:id="${id}"/>${placed}`;
  }

  /** Writes the comments, if there are any. */
  write(file: Package, relations: Relations): void {
    if (this.written.length === 0) return;
    relations.part('comments', 'comments.xml');
    file.text('word/comments.xml', `${DECLARATION}<w:comments ${VOCABULARIES}>${this.written.join('')}</w:comments>`);
  }
}
