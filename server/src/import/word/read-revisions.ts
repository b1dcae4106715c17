import { childAt, childrenOf, type WordElement } from '../../office/word-xml.js';
import type { WordRevision } from './word-document.js';

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
