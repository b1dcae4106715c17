import type { Span } from '../../model/text.js';
import { OWN_INITIALS } from '../../office/own-comments.js';
import { childrenOf, type WordElement } from '../../office/word-xml.js';
import type { WordBlock, WordParagraph } from './word-document.js';
import { plainWords } from './write-words.js';

/** A comment of a Word file, with the comments that answer it. */
export interface WordComment {
  readonly id: string;
  readonly author: string;
  /** ISO date and time as the file has it; '' where it has none. */
  readonly date: string;
  readonly text: string;
  readonly isResolved: boolean;
  readonly replies: readonly { readonly author: string; readonly date: string; readonly text: string }[];
}

interface ReadComment {
  readonly id: string;
  readonly author: string;
  readonly date: string;
  readonly text: string;
  /** The paragraph by which another part says more of it. */
  readonly paragraph: string;
  /** Whether Keeling wrote it beside a change. */
  readonly isOwn: boolean;
}

/**
 * The comments of a file, each with its replies.
 * @param comments the root of `comments.xml`
 * @param extended the root of `commentsExtended.xml`, which says what answers what and what is done
 */
export function readComments(
  comments: WordElement | null,
  extended: WordElement | null,
  readBlocks: (comment: WordElement) => WordBlock[],
): WordComment[] {
  const all: ReadComment[] = childrenOf(comments ?? undefined, 'w:comment').map((comment) => {
    const paragraphs = childrenOf(comment, 'w:p');
    return {
      id: comment.attributes.get('w:id') ?? '',
      author: comment.attributes.get('w:author') ?? '',
      date: comment.attributes.get('w:date') ?? '',
      text: textOfComment(readBlocks(comment)),
      paragraph: paragraphs[paragraphs.length - 1]?.attributes.get('w14:paraId') ?? '',
      isOwn: comment.attributes.get('w:initials') === OWN_INITIALS,
    };
  });
  const states = new Map<string, { readonly parent: string; readonly isDone: boolean }>();
  for (const { attributes } of childrenOf(extended ?? undefined, 'w15:commentEx'))
    states.set(attributes.get('w15:paraId') ?? '', {
      parent: attributes.get('w15:paraIdParent') ?? '',
      isDone: /^(?:1|true|on)$/.test(attributes.get('w15:done') ?? ''),
    });
  const byParagraph = new Map(all.filter(({ paragraph }) => paragraph !== '').map((each) => [each.paragraph, each]));
  const rootOf = (comment: ReadComment): ReadComment => {
    let at = comment;
    for (let steps = 0; steps < 50; steps++) {
      const parent = byParagraph.get(states.get(at.paragraph)?.parent ?? '');
      if (!parent || parent === at) return at;
      at = parent;
    }
    return at;
  };
  return all
    .filter((comment) => rootOf(comment) === comment)
    .map((comment) => ({
      id: comment.id,
      author: comment.author,
      date: comment.date,
      text: comment.text,
      isResolved: states.get(comment.paragraph)?.isDone ?? false,
      replies: all
        .filter((each) => each !== comment && rootOf(each) === comment)
        .map(({ author, date, text }) => ({ author, date, text })),
      isOwn: comment.isOwn,
    }))
    .filter(({ isOwn, replies }) => !isOwn || replies.length > 0)
    .map(({ isOwn: _, ...comment }) => comment);
}

function textOfComment(blocks: readonly WordBlock[]): string {
  return blocks
    .map((block) =>
      block.kind === 'paragraph'
        ? plainWords(block.spans)
        : block.rows.map(({ cells }) => cells.map((cell) => textOfComment(cell.blocks)).join(' ')).join('\n'),
    )
    .filter((text) => text !== '')
    .join('\n');
}

/** The longest words that are told of a comment, so that many comments on all of a file take no long time. */
const LONGEST_WORDS = 10_000;

/** The words that each comment stands at, gathered paragraph by paragraph, in time that does not grow with the comments that are open. */
export class CommentedWords {
  /** Where the words of each open comment begin in the text. */
  private readonly open = new Map<string, number>();
  private readonly places = new Map<string, { readonly line: number; readonly stretches: Span[] }>();
  /** All words that some comment is open at. */
  private text = '';

  /** @param line where the paragraph stands in the draft, from 0 */
  addParagraph({ spans }: WordParagraph, line: number): void {
    if (this.open.size > 0) this.text += ' ';
    for (const span of spans) {
      if (span.kind === 'text') {
        if (this.open.size > 0 && !span.isHidden) this.text += span.text;
        continue;
      }
      if (span.kind !== 'commentStart' && span.kind !== 'commentEnd' && span.kind !== 'commentSign') continue;
      // One without words of its own stands where its sign does.
      if (!this.places.has(span.id)) this.places.set(span.id, { line, stretches: [] });
      const start = this.open.get(span.id);
      if (span.kind === 'commentStart' && start === undefined) this.open.set(span.id, this.text.length);
      if (span.kind === 'commentEnd' && start !== undefined) {
        this.places.get(span.id)?.stretches.push({ start, end: this.text.length });
        this.open.delete(span.id);
      }
    }
  }

  /** The words of a comment and their line; null where the file does not say where it stands. */
  find(id: string): { readonly text: string; readonly line: number } | null {
    const found = this.places.get(id);
    if (!found) return null;
    const start = this.open.get(id);
    const all = start === undefined ? found.stretches : [...found.stretches, { start, end: this.text.length }];
    const text = all
      .map((each) => this.text.slice(each.start, Math.min(each.end, each.start + LONGEST_WORDS)))
      .join('');
    return { text: text.replace(/\s+/g, ' ').trim(), line: found.line };
  }
}
