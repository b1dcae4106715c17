import { childAt, childrenOf, type WordElement } from '../../office/word-xml.js';
import type { WordFormatting, WordLook, WordLookChange, WordRevision } from './word-document.js';

/** A tracked change, from the element that marks it. */
export function readRevision(element: WordElement): WordRevision {
  const { name, attributes } = element;
  const kind =
    name === 'w:moveFrom'
      ? 'moveFrom'
      : name === 'w:moveTo'
        ? 'moveTo'
        : name === 'w:del' || name === 'w:cellDel'
          ? 'delete'
          : 'insert';
  return {
    kind,
    id: attributes.get('w:id') ?? '',
    author: attributes.get('w:author') ?? '',
    date: attributes.get('w:date') ?? '',
  };
}

/** What was done to a paragraph's end. */
export function revisionsOfMark(properties: WordElement | undefined): WordRevision[] {
  return childrenOf(childAt(properties, 'w:rPr'))
    .filter(({ name }) => name === 'w:ins' || name === 'w:del' || name === 'w:moveFrom' || name === 'w:moveTo')
    .map(readRevision);
}

/** Whose change an element tells of. */
export function readLookChange({ attributes }: WordElement): WordLookChange {
  return { author: attributes.get('w:author') ?? '', date: attributes.get('w:date') ?? '' };
}

/** Looks that a draft shows, by the property of words that gives them. */
const SHOWN_LOOKS: readonly (readonly [property: string, words: string])[] = [
  ['w:b', 'bold'],
  ['w:i', 'italics'],
  ['w:u', 'underline'],
  ['w:strike', 'strike-through'],
  ['w:vertAlign', 'superscript or subscript'],
];

/**
 * What a tracked change did to the look of words, of what is seen in a draft; null for nothing.
 * @param readLook reads the look that properties of words give
 */
export function readFormatting(
  properties: WordElement | undefined,
  readLook: (properties: WordElement | undefined) => WordLook,
): WordFormatting | null {
  const change = childAt(properties, 'w:rPrChange');
  if (!change) return null;
  const earlier = childAt(change, 'w:rPr');
  const what = SHOWN_LOOKS.flatMap(([property, words]) => {
    const [now, before] = [properties, earlier].map((each) => hasLook(childAt(each, property)));
    return now === before ? [] : [`${words} ${now ? 'added' : 'removed'}`];
  });
  return what.length > 0 ? { ...readLookChange(change), what: what.join(', '), earlier: readLook(earlier) } : null;
}

function hasLook(property: WordElement | undefined): boolean {
  const value = property?.attributes.get('w:val') ?? '1';
  return property !== undefined && !/^(?:0|false|off|none|baseline)$/.test(value);
}
