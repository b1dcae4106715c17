/** The lines of text that are rows of a table, a heading and a delimiter row left out; else null. */
export function readNewRows(text: string): string | null {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  if (lines.length === 0) return null;
  const isPipes = lines.every((line) => /^\s*\|.*\|\s*$/.test(line));
  if (!isPipes && !lines.every((line) => line.includes('\t'))) return null;
  const delimiter = lines.findIndex((line) => /^\s*\|(?:\s*:?-+:?\s*\|)+\s*$/.test(line));
  const body = delimiter < 0 ? lines : lines.slice(delimiter + 1);
  return body.length === 0 ? null : body.join('\n');
}
