/** Signs that turn the direction of what follows, and marks of the byte order. */
const LEFT_OUT = /[\u202a-\u202e\u2066-\u2069\ufeff]/g;

/**
 * Text without what no page can show: control characters and halves of a pair become the replacement character, and signs that turn
 * the direction of what follows are left out.
 */
export function printable(text: string): string {
  return text
    .replace(LEFT_OUT, '')
    .replace(
      /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g,
      '\ufffd',
    );
}

/** The offsets of the characters that `printable` leaves out, in their order; every other one keeps its width. */
export function offsetsLeftOut(text: string): number[] {
  return [...text.matchAll(LEFT_OUT)].map(({ index }) => index);
}

/** Only addresses that a reader can follow without harm. */
export function safeLink(link: string | null): string | null {
  return link !== null && /^(?:https?:\/\/|mailto:)/i.test(link) ? link : null;
}
