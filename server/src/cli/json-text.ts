/** The least length of a piece of text. */
const PIECE = 1 << 16;

/**
 * An object as JSON, with a line for each member and each list entry. In pieces, as it may be too
 * long for one string.
 */
export function* streamJson(value: object): Generator<string> {
  let piece = '{';
  let first = true;
  for (const [name, member] of Object.entries(value)) {
    piece += `${first ? '' : ','}\n ${JSON.stringify(name)}: `;
    first = false;
    if (!Array.isArray(member) || member.length === 0) {
      piece += JSON.stringify(member);
      continue;
    }
    piece += '[';
    for (let i = 0; i < member.length; i++) {
      piece += `${i === 0 ? '' : ','}\n  ${JSON.stringify(member[i])}`;
      if (piece.length < PIECE) continue;
      yield piece;
      piece = '';
    }
    piece += '\n ]';
  }
  yield `${piece}\n}\n`;
}
