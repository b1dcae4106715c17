/** What is not parted by white space; a no-break space keeps together what is before and after it. */
const UNBROKEN = /[^ \t\n]+/g;
/** Letters and signs between which the typesetter breaks no line. */
const PIECE = /[^ \u00a0\u202f\u200b/\u2e80-\uffef-]+/g;
const BREAK = '\u200b';
/** How many signs of a long word stay together. */
const LONGEST_PART = 12;
const JOINER = '\u200d';
/** Signs that stand on the one before. */
const STANDS_ON = /^(?:\p{M}|\p{Emoji_Modifier}|\u200d)/u;

/**
 * A text in which every line can be broken before it leaves the page: the typesetter prints what is
 * longer than a line over its edge, where nobody can read it. No-break spaces keep together only
 * what a line can hold, and a longer word may be broken within.
 * @param room how many characters a line holds
 */
export function breakLongWords(text: string, room: number): string {
  if (text.length <= room) return text;
  return text.replace(UNBROKEN, (run) => {
    if (run.length <= room) return run;
    const words = run.replace(/[\u00a0\u202f]/g, ' ');
    return words.replace(PIECE, (piece) => (piece.length <= room ? piece : partLongWord(piece, room)));
  });
}

/** Breaks at even distances, but before no sign that stands on another. */
function partLongWord(piece: string, room: number): string {
  const length = Math.max(1, Math.min(LONGEST_PART, room >> 1));
  const parts: string[] = [];
  let part = '';
  for (const sign of piece) {
    if (part.length >= length && !STANDS_ON.test(sign) && !part.endsWith(JOINER)) {
      parts.push(part);
      part = '';
    }
    part += sign;
  }
  return [...parts, part].join(BREAK);
}
