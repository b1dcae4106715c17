const NONE: readonly RegExpExecArray[] = [];

/**
 * Every match of an expression in a text, as `matchAll` gives them. That copies the expression for
 * each text, which takes longer than to look through a block that has no match.
 * @param pattern with the flag g, not sticky, and never a match of nothing
 */
export function listMatches(text: string, pattern: RegExp): readonly RegExpExecArray[] {
  pattern.lastIndex = 0;
  let match = pattern.exec(text);
  if (!match) return NONE;
  const found: RegExpExecArray[] = [];
  for (; match; match = pattern.exec(text)) found.push(match);
  return found;
}
