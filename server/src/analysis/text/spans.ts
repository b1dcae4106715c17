import type { Span } from '../../model/text.js';

/** The items that overlap none of the spans. Both lists are in the order of the text. */
export function itemsOutside<T extends { readonly span: Span }>(items: readonly T[], spans: readonly Span[]): T[] {
  let next = 0;
  return items.filter(({ span }) => {
    let other = spans[next];
    while (other && other.end <= span.start) other = spans[++next];
    return !other || other.start >= span.end;
  });
}
