import { type Chunk, type Fragment, makeChunk, markWords } from './fragments.js';

/** The signs that make a line an item of a list or a quotation. */
const LINE_START = /^[ \t>]*(?:[-*+][ \t]+)?/;

/**
 * Marks for a block that only one version has. Line ends, bars and the signs of an item and of a
 * quotation stand outside of the marks, so that the block still reads as what it is. Those of a
 * heading go with it: left alone they would be an empty heading of the other version.
 */
export function markWhole(fragments: readonly Fragment[]): Chunk[] {
  const parts = fragments.flatMap((fragment) =>
    fragment.text.split(/(\r\n?|\n|(?<!\\)\|)/).flatMap((part) => (part === '' ? [] : [{ fragment, part }])),
  );
  let isLineStart = true;
  return parts.flatMap(({ fragment, part }, index): Chunk[] => {
    const next = parts[index + 1]?.part;
    // A blank between two marks of one line stands in the mark: else it stayed where they are taken out.
    const goesOn = !isLineStart && next !== undefined && !/^[\r\n|]/.test(next);
    if (goesOn ? /^(?:\r\n?|\n|\|)$/.test(part) : /^(?:\r\n?|\n|\||[ \t:-]*)$/.test(part)) {
      isLineStart = /[\r\n]/.test(part) || (isLineStart && /^[ \t]*$/.test(part));
      return [makeChunk(fragment, part, false)];
    }
    const lead = isLineStart ? (LINE_START.exec(part)?.[0] ?? '') : '';
    isLineStart = false;
    const isLast = next === undefined || /^[\r\n|]/.test(next);
    const end = isLast ? Math.max(lead.length, part.trimEnd().length) : part.length;
    const words = part.slice(lead.length, end);
    return [
      makeChunk(fragment, lead, false),
      makeChunk(fragment, markWords(fragment.op, words), words !== ''),
      makeChunk(fragment, part.slice(end), false),
    ];
  });
}
