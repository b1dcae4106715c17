import type { Draft } from '../../model/draft.js';
import { readBlockFacts } from '../../model/facts.js';
import { DocumentNames, nameWordsIn } from './document-names.js';

/** What a text can call a document. */
export interface SpokenDocument {
  readonly names: readonly string[];
  /** Of its file, or null. */
  readonly uri: string | null;
}

/**
 * Whether the text of a draft names one of some documents or links to its file. Where it does not,
 * none of its references can lead there by a name, whatever their words.
 */
export function speaksOfAny(draft: Draft, documents: readonly SpokenDocument[]): boolean {
  if (documents.length === 0) return false;
  const sought = documents.map(({ names }) => ({ names: names.map(dropArticle) }));
  const matcher = new DocumentNames(sought);
  // Few texts hold the longest word of a name: only these are read for names.
  const longest = [...new Set(sought.flatMap(({ names }) => names.map(longestWordOf)))].filter((word) => word !== '');
  const files = documents.flatMap(({ uri }) => (uri === null ? [] : [uri.slice(uri.lastIndexOf('/') + 1)]));
  const isSpoken = (text: string): boolean => {
    const lower = text.toLowerCase();
    return longest.some((word) => lower.includes(word)) && matcher.all(text).length > 0;
  };
  return draft.blocks.some((block) => {
    if (files.some((file) => block.text.includes(file)) || isSpoken(block.text)) return true;
    return readBlockFacts(block).passages.some(({ inline }) => inline.text !== block.text && isSpoken(inline.text));
  });
}

/** "Code" for "the Code": the words of a reference can come without the article. */
function dropArticle(name: string): string {
  const [first, ...others] = nameWordsIn(name);
  return first?.word === 'the' && others[0] ? name.slice(others[0].start) : name;
}

function longestWordOf(name: string): string {
  return nameWordsIn(name).reduce((longest, { word }) => (word.length > longest.length ? word : longest), '');
}
