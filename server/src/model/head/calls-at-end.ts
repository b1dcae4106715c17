/** The calls of notes that words end with: "[^1]", "<sup>2</sup>". */
const CALLS_AT_END = /(?:\[\^[^\]\s[]{1,40}\]|<sup>[^<>\s]{1,8}<\/sup>){1,4}\s{0,4}$/;
/** No calls at the end are longer. */
const LONGEST_CALLS = 200;

/** The words of a line, or their end, without the notes that they call last: these end no sentence. */
export function cutCallsAtEnd(words: string): string {
  if (!/[\]>]\s{0,4}$/.test(words.slice(-5))) return words;
  const end = words.slice(-LONGEST_CALLS);
  return words.slice(0, words.length - end.length) + end.replace(CALLS_AT_END, '');
}
