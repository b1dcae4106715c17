import { type Chunk, type Fragment, makeChunk, markWords } from './fragments.js';

/** The signs that make a line an item of a list or a quotation. */
const LINE_START = /^[ \t>]*(?:[-*+][ \t]+)?/;

/**
 * Marks for a block that only one version has. Line ends, bars and the signs of an item and of a
 * quotation stand outside of the marks, so that the block still reads as what it is. Those of a
 * heading go with it: left alone they would be an empty heading of the other version.
 */
export function markWhole(fragments: readonly Fragment[]): Chunk[] {
  let isLineStart = true;
  return fragments.flatMap((fragment) =>
    fragment.text
      .split(/(\r\n?|\n|(?<!\\)\|)/)
      .map((part) => {
        if (/^(?:\r\n?|\n|\||[ \t:-]*)$/.test(part)) {
          isLineStart = /[\r\n]/.test(part) || (isLineStart && /^[ \t]*$/.test(part));
          return makeChunk(fragment, part, false);
        }
        const lead = (isLineStart ? LINE_START : /^[ \t]*/).exec(part)?.[0] ?? '';
        isLineStart = false;
        const end = Math.max(lead.length, part.trimEnd().length);
        return { lead, words: part.slice(lead.length, end), tail: part.slice(end) };
      })
      .flatMap((part): Chunk[] =>
        'isMark' in part
          ? [part]
          : [
              makeChunk(fragment, part.lead, false),
              makeChunk(fragment, markWords(fragment.op, part.words), part.words !== ''),
              makeChunk(fragment, part.tail, false),
            ],
      ),
  );
}
