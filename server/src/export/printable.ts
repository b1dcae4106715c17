/**
 * Text without what no page can show: control characters and halves of a pair become the replacement character, and signs that turn
 * the direction of what follows are left out.
 */
export function printable(text: string): string {
  return text
    .replace(/[\u202a-\u202e\u2066-\u2069\ufeff]/g, '')
    .replace(
      /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g,
      '\ufffd',
    );
}

/** Only addresses that a reader can follow without harm. */
export function safeLink(link: string | null): string | null {
  return link !== null && /^(?:https?:\/\/|mailto:)/i.test(link) ? link : null;
}
