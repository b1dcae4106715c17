/** A stretch of words in one look. Offsets count from the start of the passage. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
  readonly look: 'plain' | 'emphasis' | 'strong';
}

const ASTERISK = 42;
/** What only Markdown's own parser can read. */
const NEEDS_PARSER = /[_\\`<&\r\n\t\0]|\]\(|\*{3}|\s$/;

/**
 * The stretches of a passage of one line whose only mark-up is asterisks in plain pairs, as in nearly
 * every line of an enactment; null where Markdown's parser has to say what is meant.
 */
export function readSimpleEmphasis(source: string): Stretch[] | null {
  if (NEEDS_PARSER.test(source)) return null;
  const stretches: Stretch[] = [];
  let from = 0;
  let opened = 0;
  for (let at = source.indexOf('*'); at >= 0; at = source.indexOf('*', from)) {
    const size = source.charCodeAt(at + 1) === ASTERISK ? 2 : 1;
    const before = describeNeighbour(source, at - 1);
    const after = describeNeighbour(source, at + size);
    const opens = after === 'word' || (after === 'mark' && before !== 'word');
    const closes = before === 'word' || (before === 'mark' && after !== 'word');
    // What could do both closes what is open.
    if (opened === 0 ? !opens : !closes || size !== opened) return null;
    addStretch(stretches, { start: from, end: at, look: LOOKS[opened]! });
    opened = opened === 0 ? size : 0;
    from = at + size;
  }
  if (opened !== 0) return null;
  addStretch(stretches, { start: from, end: source.length, look: 'plain' });
  return stretches;
}

/** By the number of asterisks. */
const LOOKS = ['plain', 'emphasis', 'strong'] as const;

function addStretch(stretches: Stretch[], stretch: Stretch): void {
  if (stretch.end > stretch.start) stretches.push(stretch);
}

/** What stands beside asterisks, as CommonMark tells whether they open or close. */
function describeNeighbour(source: string, at: number): 'space' | 'mark' | 'word' {
  const char = source.charAt(at);
  if (char === '' || /\s/.test(char)) return 'space';
  return /[\p{P}\p{S}]/u.test(char) ? 'mark' : 'word';
}
