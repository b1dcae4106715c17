import type { Span } from '../../model/text.js';

/**
 * The longest quotation: a mark that does not close within it is an apostrophe, a sign for inches
 * or a slip.
 */
const LONGEST = 1200;

/**
 * The stretches of a text that stand within quotation marks, the marks left out; a quotation within
 * another is part of it.
 */
export function quotationsIn(text: string): Span[] {
  const found: Span[] = [];
  /** Where each closing sign was last seen: what is searched once is not searched again. */
  const seen = new Map<string, number>();
  let at = 0;
  while (at < text.length) {
    const close = closingOf(text, at);
    if (close === null) {
      at++;
      continue;
    }
    const known = seen.get(close) ?? -1;
    const end = known > at ? known : endOfQuotation(text, at + 1, close);
    seen.set(close, end);
    if (end - at > LONGEST) at++;
    else {
      found.push({ start: at + 1, end });
      at = end + 1;
    }
  }
  return found;
}

/** The sign that ends a quotation which begins at a place; null where none begins there. */
function closingOf(text: string, at: number): string | null {
  switch (text.charAt(at)) {
    case '“':
      return '”';
    case '"':
      return '"';
    case '‘':
    case "'":
      // An apostrophe stands after a letter ("days' notice"), an opening quotation mark before one.
      return !isWordAt(text, at - 1) && isWordAt(text, at + 1) ? (text.charAt(at) === '‘' ? '’' : "'") : null;
    default:
      return null;
  }
}

/** Where the closing mark stands; infinity where there is none. */
function endOfQuotation(text: string, from: number, close: string): number {
  const single = close === '’' || close === "'";
  for (let at = from; at < text.length; at++)
    if (text.charAt(at) === close && (!single || (!isWordAt(text, at + 1) && !/\s/.test(text.charAt(at - 1)))))
      return at;
  return Number.POSITIVE_INFINITY;
}

function isWordAt(text: string, at: number): boolean {
  return /[\p{L}\p{N}]/u.test(text.charAt(at));
}
