/**
 * An answer that is JSON already, in pieces, so that what is the same as in the last answer is not
 * made again. A writer that does not know it sends it as any other value.
 */
export class PreparedAnswer {
  /** @param pieces UTF-8 that gives one JSON value when joined */
  constructor(readonly pieces: readonly Uint8Array[]) {}

  toJSON(): unknown {
    const decoder = new TextDecoder();
    return JSON.parse(this.pieces.map((piece) => decoder.decode(piece, { stream: true })).join(''));
  }
}

/** A message as UTF-8, in pieces; what was prepared is among them as it is. */
export function encodeMessage(message: object): readonly Uint8Array[] {
  if (!('result' in message) || !(message.result instanceof PreparedAnswer))
    return [Buffer.from(JSON.stringify(message))];
  const { result, ...others } = message;
  const head = Buffer.from(`${JSON.stringify(others).slice(0, -1)},"result":`);
  return [head, ...result.pieces, Buffer.from('}')];
}
