/**
 * A generated draft with footnotes and emphasis: about every third clause calls a note, by its words alone, so that a clause that moved or
 * was renumbered takes its note with it under another number.
 * @param emphasised a word that is emphasised wherever it stands
 */
export function withNotes(text: string, emphasised: string): string {
  const lineEnd = text.includes('\r\n') ? '\r\n' : '\n';
  const notes: string[] = [];
  const blocks = text.trimEnd().split(lineEnd + lineEnd);
  const annotated = blocks.map((block) => {
    if (block.startsWith('|') || block.includes('##')) return block;
    const styled = block.replaceAll(` ${emphasised} `, ` *${emphasised}* `);
    const words = block.replace(/^\ufeff?(?:\*\*)?[\d.]+(?:\*\*)?\s/, '').split(/\s+/);
    if (!/^\ufeff?(?:\*\*)?\d/.test(block) || words.join('').length % 3 !== 0) return styled;
    notes.push(`[^${notes.length + 1}]: Note on ${words.slice(0, 6).join(' ')}.`);
    return styled.replace(/([.:])$/, `[^${notes.length}]$1`);
  });
  return [...annotated, ...notes].join(lineEnd + lineEnd) + lineEnd;
}
