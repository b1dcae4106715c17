import type { SelectionRange } from 'vscode-languageserver-types';
import type { Draft } from '../model/draft.js';
import { factsOf } from '../model/facts.js';
import { sourceSpan } from '../model/inline.js';
import type { Span } from '../model/text.js';

const WORD = /[\p{L}\p{N}](?:[\p{L}\p{N}’'-]*[\p{L}\p{N}])?(?:\.\d+)*(?:\([a-z]{1,4}\))*/gu;
const SENTENCE_END = /[.?!;:]["”’)]*(?=\s)/g;

/** What a selection grows to, step by step: word, sentence, cell, paragraph, provision, the provisions around it, the whole text. */
export function findSelectionRange(draft: Draft, offset: number): SelectionRange {
  const spans: Span[] = [{ start: 0, end: draft.text.length }];
  const add = (span: Span) => {
    const last = spans[spans.length - 1] as Span;
    const smaller = span.end - span.start < last.end - last.start;
    if (smaller && span.start >= last.start && span.end <= last.end && span.start <= offset && span.end >= offset)
      spans.push(span);
  };
  const inner = draft.provisionAt(offset);
  const around = [];
  for (let at = inner; at; at = at.parent) around.unshift(at);
  for (const provision of around) add(draft.spanOf(provision));
  const block = draft.blockAt(offset);
  if (block >= 0) {
    const start = draft.startOf(block);
    const own = draft.block(block);
    add({ start, end: start + own.text.length });
    for (const { inline, cell, span } of factsOf(own).passages) {
      if (offset < start + span.start || offset > start + span.end) continue;
      if (cell) add(draft.inText(block, span));
      for (const each of [...findSentences(inline.text), ...findWords(inline.text)])
        add(draft.inText(block, sourceSpan(inline, each.start, each.end)));
    }
  }
  return spans.reduce<SelectionRange | undefined>(
    (parent, span) => ({ range: draft.rangeOf(span), ...(parent ? { parent } : {}) }),
    undefined,
  ) as SelectionRange;
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
