/** The last word of a line that others must follow. */
const GOES_ON = /(?:,|\b(?:a|an|and|as|at|by|for|from|in|of|on|or|that|the|this|to|under|with))[\s*_]{0,4}$/i;

/** Whether a line of a text ends in a word that the next line must go on from: "the owner of the". */
export function goesOnBelow(line: string): boolean {
  return GOES_ON.test(line);
}
