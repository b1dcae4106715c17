import type { Io } from './io.js';

/**
 * What a terminal would obey or hide instead of showing it: control characters, line ends other
 * than tabs among them, and signs that change the direction of the text.
 */
const UNSEEN =
  /[\u0000-\u0008\u000a-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb]/g;
/** The same without line ends. */
const UNSEEN_IN_LINES =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb]/g;
const LONE_SURROGATE = /\p{Surrogate}/gu;

/** Words of a draft, of a file's name or of an answer as they are shown on one line. */
export function showOnOneLine(words: string): string {
  return words.replace(UNSEEN, nameCharacter).replace(LONE_SURROGATE, '\ufffd');
}

/** A text of several lines as a terminal can show it. */
export function showInLines(text: string): string {
  return text.replace(/\r\n/g, '\n').replace(UNSEEN_IN_LINES, nameCharacter).replace(LONE_SURROGATE, '\ufffd');
}

function nameCharacter(sign: string): string {
  return `<U+${sign.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}>`;
}

/**
 * The same way out, on which no words reach a terminal that it would obey. `out` is for text in
 * which they have been shown already, with colours of Keeling's own.
 */
export function guardOutput<Out extends Pick<Io, 'terminal' | 'bytes' | 'error'>>(io: Out): Out {
  return {
    ...io,
    error: (line: string) => io.error(showOnOneLine(line)),
    bytes: (data: Uint8Array) =>
      io.bytes(io.terminal ? new TextEncoder().encode(showInLines(new TextDecoder().decode(data))) : data),
  };
}
