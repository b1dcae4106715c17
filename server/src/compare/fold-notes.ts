import type { Draft } from '../model/draft.js';
import type { FoldConflict, Folded } from './fold.js';

/** At most this many characters are shown of words that both changed. */
const MOST_SHOWN = 80;

/**
 * What should be looked at once a mark-up was folded in, as sentences.
 * @param sent the text that was sent out
 * @param name of the respondent
 */
export function describeFold(
  sent: Draft,
  name: string,
  { conflicts, lost }: Pick<Folded, 'conflicts' | 'lost'>,
): string[] {
  return [
    ...conflicts.map((conflict) => describeConflict(sent, name, conflict)),
    ...lost.map(
      ({ where, cited }) =>
        `${where || 'The text'}: ${name} cites ${cited} of the text that was sent out, which has no such number in the draft.`,
    ),
  ];
}

function describeConflict(sent: Draft, name: string, { span, draft, markUp }: FoldConflict): string {
  const { label } = sent.provisionAt(span.start) ?? {};
  const where = label || `line ${sent.positionAt(span.start).line + 1} of the text that was sent out`;
  return `${where}: ${name} and the draft changed the same words: “${quoteOnOneLine(draft)}” in the draft, “${quoteOnOneLine(markUp)}” in the mark-up, which is shown.`;
}

/** Words on one line, cut where they are long. */
export function quoteOnOneLine(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > MOST_SHOWN ? `${line.slice(0, MOST_SHOWN)}…` : line;
}
