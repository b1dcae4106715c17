import type {
  WordBlock,
  WordLaterCall,
  WordNoteCall,
  WordParagraph,
  WordRevision,
  WordSpan,
  WordText,
} from './word-document.js';

/** "see n" and "fn." before a number that is words, though no blank stands between. */
const NAMES_NOTE = /(?:^|[^\p{L}])(?:f?nn?|notes?|footnotes?|endnotes?)\.?$/iu;

/** The notes of a file by the bookmarks around their first calls, to call them again. */
export class LaterCalls {
  private readonly notes = new Map<string, WordNoteCall>();
  private readonly restored = new Set<WordLaterCall>();

  /** @param body with its changes taken, refused or kept: what is gone calls nothing */
  constructor(body: readonly WordBlock[]) {
    for (const paragraph of listParagraphs(body))
      for (const span of paragraph.spans)
        if (span.kind === 'note') for (const name of span.bookmarks ?? []) this.addNote(name, span);
  }

  private addNote(bookmark: string, note: WordNoteCall): void {
    const key = bookmark.toLowerCase();
    if (!this.notes.has(key)) this.notes.set(key, note);
  }

  /** The note whose call a bookmark stands around, whatever its case; null where it stands around none. */
  find(bookmark: string): WordNoteCall | null {
    return this.notes.get(bookmark.toLowerCase()) ?? null;
  }

  /** Whether a field's number was made a call. */
  isRestored(call: WordLaterCall | undefined): boolean {
    return call !== undefined && this.restored.has(call);
  }

  /** The blocks of a story, with calls of notes where fields call them again. */
  restoreIn(blocks: readonly WordBlock[]): WordBlock[] {
    return blocks.map((block) =>
      block.kind === 'paragraph'
        ? this.restoreInParagraph(block)
        : {
            ...block,
            rows: block.rows.map((row) => ({
              ...row,
              cells: row.cells.map((cell) => ({ ...cell, blocks: this.restoreIn(cell.blocks) })),
            })),
          },
    );
  }

  private restoreInParagraph(paragraph: WordParagraph): WordParagraph {
    const boxes = paragraph.boxes.map((box) => this.restoreIn(box));
    if (!paragraph.spans.some((span) => span.kind === 'text' && span.laterCall)) return { ...paragraph, boxes };
    const spans: WordSpan[] = [];
    for (let from = 0; from < paragraph.spans.length; ) {
      const first = paragraph.spans[from]!;
      const call = first.kind === 'text' ? (first.laterCall ?? null) : null;
      let to = from + 1;
      if (call) to = endOfCall(paragraph.spans, from, call);
      const said = paragraph.spans.slice(from, to);
      spans.push(...(call && this.isCall(call, spans) ? this.restoreCall(call, said) : said));
      from = to;
    }
    return { ...paragraph, spans, boxes };
  }

  /** Whether the number calls its note, and is no word: by its look, or since it stands at a word. */
  private isCall(call: WordLaterCall, before: readonly WordSpan[]): boolean {
    if (!this.find(call.bookmark)) return false;
    if (call.isRaised) return true;
    const last = before.findLast((span) => span.kind === 'text' || span.kind === 'note');
    return last?.kind === 'text' && /[\p{L}\p{N}.,;:!?)”’]$/u.test(last.text) && !NAMES_NOTE.test(last.text.slice(-24));
  }

  private restoreCall(call: WordLaterCall, said: readonly WordSpan[]): WordSpan[] {
    const note = this.find(call.bookmark);
    const words = said.filter((span): span is WordText => span.kind === 'text' && !span.isHidden);
    const at = words.find(({ text }) => text.trim() !== '');
    if (!note || !at) return [...said];
    this.restored.add(call);
    const { of, id, sign } = note;
    const restored: WordSpan = { kind: 'note', of, id, sign, revisions: sharedRevisions(words) };
    // Behind the number a field can say "above" or "below".
    const saysWhere = /\S\s+\S/.test(words.map(({ text }) => text).join(''));
    return said.flatMap((span): WordSpan[] => {
      if (span.kind !== 'text') return [span];
      const left = span === at ? span.text.replace(/^\s{0,9}\S{1,99}/, '') : span.text;
      const rest: WordSpan[] = saysWhere && left !== '' ? [{ ...span, text: left }] : [];
      return span === at ? [restored, ...rest] : rest;
    });
  }
}

/** The end of the words of one field, with bookmarks and the like among them. */
function endOfCall(spans: readonly WordSpan[], from: number, call: WordLaterCall): number {
  let end = from + 1;
  for (let at = end; at < spans.length; at++) {
    const span = spans[at]!;
    if (span.kind === 'note' || span.kind === 'picture') break;
    if (span.kind !== 'text') continue;
    if (span.laterCall !== call) break;
    end = at + 1;
  }
  return end;
}

/** The changes that all words of a number bear; where only some do, it was counted anew and nothing more. */
function sharedRevisions(words: readonly WordText[]): readonly WordRevision[] {
  const [first, ...others] = words.map(({ revisions }) => revisions);
  const kindOf = (revisions: readonly WordRevision[] | undefined) => revisions?.at(-1)?.kind;
  return first && others.every((each) => kindOf(each) === kindOf(first)) ? first : [];
}

function* listParagraphs(blocks: readonly WordBlock[]): Iterable<WordParagraph> {
  for (const block of blocks) {
    if (block.kind === 'paragraph') {
      yield block;
      for (const box of block.boxes) yield* listParagraphs(box);
    } else for (const row of block.rows) for (const cell of row.cells) yield* listParagraphs(cell.blocks);
  }
}
