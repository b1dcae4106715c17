/** Signs that change the direction of the text, and byte order marks. */
const LEFT_OUT = /[\u202a-\u202e\u2066-\u2069\ufeff]/g;

/**
 * Text that can be shown. Control characters and lone surrogates become the replacement character;
 * signs that change the direction of the text are left out.
 */
export function makePrintable(text: string): string {
  return text
    .replace(LEFT_OUT, '')
    .replace(
      /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g,
      '\ufffd',
    );
}

/**
 * The offsets of the characters that `printable` leaves out, in order. All others keep their
 * length.
 */
export function offsetsLeftOut(text: string): number[] {
  return [...text.matchAll(LEFT_OUT)].map(({ index }) => index);
}

/** The link if it is safe to follow; null otherwise. */
export function keepSafeLink(link: string | null): string | null {
  return link !== null && /^(?:https?:\/\/|mailto:)/i.test(link) ? link : null;
}
