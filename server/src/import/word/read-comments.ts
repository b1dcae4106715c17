import { OWN_INITIALS } from '../../office/own-comments.js';
import { childrenOf, type WordElement } from '../../office/word-xml.js';
import type { WordBlock, WordParagraph, WordSpan } from './word-document.js';
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

/** The words that each comment stands at, gathered paragraph by paragraph. */
export class CommentedWords {
  private readonly open = new Set<string>();
  private readonly words = new Map<string, { text: string; line: number }>();

  /** @param line where the paragraph stands in the draft, from 0 */
  addParagraph({ spans }: WordParagraph, line: number): void {
    for (const id of this.open) this.append(id, [], line, ' ');
    let pending: WordSpan[] = [];
    const flush = (): void => {
      for (const id of this.open) this.append(id, pending, line, '');
      pending = [];
    };
    for (const span of spans) {
      if (span.kind === 'commentStart') {
        flush();
        this.open.add(span.id);
        this.append(span.id, [], line, '');
      } else if (span.kind === 'commentEnd' || span.kind === 'commentSign') {
        flush();
        if (span.kind === 'commentEnd') this.open.delete(span.id);
        // One without words of its own stands where its sign does.
        this.append(span.id, [], line, '');
      } else pending.push(span);
    }
    flush();
  }

  private append(id: string, spans: readonly WordSpan[], line: number, joint: string): void {
    const known = this.words.get(id);
    const text = spans.map((span) => (span.kind === 'text' && !span.isHidden ? span.text : '')).join('');
    if (known) known.text += joint + text;
    else this.words.set(id, { text, line });
  }

  /** The words of a comment and their line; null where the file does not say where it stands. */
  find(id: string): { readonly text: string; readonly line: number } | null {
    const found = this.words.get(id);
    return found ? { text: found.text.replace(/\s+/g, ' ').trim(), line: found.line } : null;
  }
}
