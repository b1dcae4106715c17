import type { SelectionRange } from 'vscode-languageserver-types';
import type { Draft } from '../model/draft.js';
import { readBlockFacts } from '../model/facts.js';
import { findSourceSpan } from '../model/inline/inline.js';
import type { Span } from '../model/text.js';

const WORD = /[\p{L}\p{N}](?:[\p{L}\p{N}’'-]*[\p{L}\p{N}])?(?:\.\d+)*(?:\([a-z]{1,4}\))*/gu;
const SENTENCE_END = /[.?!;:]["”’)]*(?=\s)/g;

/**
 * What a selection grows to, step by step: word, sentence, cell, paragraph, provision, the
 * provisions around it, the whole text.
 */
export function findSelectionRange(draft: Draft, offset: number): SelectionRange {
  let inmost: Span = { start: 0, end: draft.text.length };
  let selection: SelectionRange = { range: draft.rangeOf(inmost) };
  const growFrom = (span: Span) => {
    const isSmaller = span.end - span.start < inmost.end - inmost.start;
    const isWithin = span.start >= inmost.start && span.end <= inmost.end;
    if (!isSmaller || !isWithin || offset < span.start || offset > span.end) return;
    inmost = span;
    selection = { range: draft.rangeOf(span), parent: selection };
  };
  const inner = draft.provisionAt(offset);
  const around = [];
  for (let at = inner; at; at = at.parent) around.unshift(at);
  for (const provision of around) growFrom(draft.spanOf(provision));
  const block = draft.blockAt(offset);
  if (block >= 0) {
    const start = draft.startOf(block);
    const own = draft.block(block);
    growFrom({ start, end: start + own.text.length });
    for (const { inline, cell, span } of readBlockFacts(own).passages) {
      if (offset < start + span.start || offset > start + span.end) continue;
      if (cell) growFrom(draft.inText(block, span));
      for (const each of [...findSentences(inline.text), ...findWords(inline.text)])
        growFrom(draft.inText(block, findSourceSpan(inline, each.start, each.end)));
    }
  }
  return selection;
}

function findSentences(text: string): Span[] {
  const sentences: Span[] = [];
  let start = 0;
  for (const end of [...[...text.matchAll(SENTENCE_END)].map((match) => match.index + match[0].length), text.length]) {
    while (/\s/.test(text.charAt(start))) start++;
    if (end > start) sentences.push({ start, end });
    start = end;
  }
  return sentences;
}

function findWords(text: string): Span[] {
  return [...text.matchAll(WORD)].map((match) => ({ start: match.index, end: match.index + match[0].length }));
}
