import type { Draft } from '../model/draft.js';
import type { FoldConflict, Folded } from './fold.js';

/** At most this many characters are shown of words that both changed. */
const MOST_SHOWN = 80;

/**
 * What should be looked at once a mark-up was folded in, as sentences.
 * @param sent the text that was sent out
 * @param name of the respondent
 * @param otherOf whose words the mark-up changed as well: the draft, where it is left out
 */
export function describeFold(
  sent: Draft,
  name: string,
  { conflicts, lost }: Pick<Folded, 'conflicts' | 'lost'>,
  otherOf: (conflict: FoldConflict) => string = () => 'the draft',
): string[] {
  return [
    ...conflicts.map((conflict) => describeConflict(sent, name, conflict, otherOf(conflict))),
    ...lost.map(
      ({ where, cited }) =>
        `${where || 'The text'}: ${name} cites ${cited} of the text that was sent out, which has no such number in the draft.`,
    ),
  ];
}

function describeConflict(sent: Draft, name: string, { span, draft, markUp }: FoldConflict, other: string): string {
  const { label } = sent.provisionAt(span.start) ?? {};
  const where = label || `line ${sent.positionAt(span.start).line + 1} of the text that was sent out`;
  return `${where}: ${name} and ${other} changed the same words: “${quoteOnOneLine(draft)}” in ${other === 'the draft' ? other : 'the draft so far'}, “${quoteOnOneLine(markUp)}” in the mark-up, which is shown.`;
}

/** Words on one line, cut where they are long. */
export function quoteOnOneLine(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > MOST_SHOWN ? `${line.slice(0, MOST_SHOWN)}…` : line;
}
