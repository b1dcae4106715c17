import { readMarkerStyles } from '../../model/structure/markers.js';
import type { Span } from '../../model/text.js';
import type { WordParagraph, WordSpan } from './word-document.js';

/** What a span that is no words is in the text that is searched for blank lines. */
const NO_WORDS = '\ufffc';

/**
 * The paragraphs that a reader sees in one of Word's: where its lines are broken twice, a new one
 * begins. They have no number, whatever the list of the first is.
 */
export function splitAtBlankLines(paragraph: WordParagraph): WordParagraph[] {
  return splitAt(paragraph, (text) =>
    Array.from(text.matchAll(/\n[ \t\u00a0]{0,99}\n\s{0,99}/g), ({ index, 0: lines }) => ({
      start: index,
      end: index + lines.length,
    })),
  );
}

/** "1.2", "3.", "(b)", "iv)" at the beginning of a line, typed, before words. */
const TYPED_AT_LINE =
  /(^|\n)[ \t\u00a0]{0,9}(\(?)(\d{1,3}(?:\.\d{1,3}){1,4}|\d{1,3}(?=[.)])|[ivx]{1,5}(?=\))|[a-z](?=\)))([.)]{0,2})(?=[ \t\u00a0]{1,9}\S)/g;

/** The clauses of one of Word's paragraphs, where a line of it begins with the typed number after that of the line above. */
export function splitAtTypedNumbers(paragraph: WordParagraph): WordParagraph[] {
  return splitAt(paragraph, (text) => {
    const cuts: Span[] = [];
    let before: { readonly signs: string; readonly number: string } | null = null;
    for (const { index, 0: found, 1: end = '', 2: opens = '', 3: number = '', 4: closes = '' } of text.matchAll(
      TYPED_AT_LINE,
    )) {
      const signs = `${opens} ${closes}`;
      if (before && end !== '' && before.signs === signs && countsOn(before.number, number))
        cuts.push({ start: index, end: index + found.length - found.trimStart().length });
      before = { signs, number };
    }
    return cuts;
  });
}

/** Whether a number is the next one: "1.2" after "1.1", "b" after "a", "iv" after "iii". */
function countsOn(before: string, after: string): boolean {
  const [last = ''] = /\d{1,3}$/.exec(before) ?? [];
  if (last !== '') return after === `${before.slice(0, -last.length)}${Number(last) + 1}`;
  return readMarkerStyles(before).some((own) =>
    readMarkerStyles(after).some(({ style, value }) => style === own.style && value === own.value + 1),
  );
}

/** The first line of a paragraph, and the rest. */
export function splitAfterFirstLine(paragraph: WordParagraph): WordParagraph[] {
  return splitAt(paragraph, (text) => {
    const start = text.indexOf('\n');
    return [{ start, end: start + 1 }];
  });
}

/** A heading, and below it the pictures that stand on its line. */
export function splitOffPictures(paragraph: WordParagraph): WordParagraph[] {
  const pictures = paragraph.spans.filter(({ kind }) => kind === 'picture');
  const words = paragraph.spans.filter(({ kind }) => kind !== 'picture');
  const hasWords = words.some((span) => span.kind === 'text' && span.text.trim() !== '');
  if (pictures.length === 0 || !hasWords) return [paragraph];
  return [
    { ...paragraph, spans: words },
    { ...paragraph, spans: pictures, ...UNNUMBERED },
  ];
}

/** A piece of a paragraph that is below the one with its number. */
const UNNUMBERED = {
  style: null,
  properties: undefined,
  earlierProperties: undefined,
  boxes: [],
  fields: [],
} satisfies Partial<WordParagraph>;

/** @param findCuts what parts the pieces, of a text with a line break at least */
function splitAt(paragraph: WordParagraph, findCuts: (text: string) => readonly Span[]): WordParagraph[] {
  const text = paragraph.spans.map((span) => (span.kind === 'text' ? span.text : NO_WORDS)).join('');
  if (!text.includes('\n')) return [paragraph];
  // Blank lines at its edges part nothing.
  const inner = findCuts(text).filter(
    ({ start, end }) => text.slice(0, start).trim() !== '' && text.slice(end).trim() !== '',
  );
  if (inner.length === 0) return [paragraph];
  const bounds = [0, ...inner.flatMap(({ start, end }) => [start, end]), text.length];
  const pieces: WordParagraph[] = [];
  for (let i = 0; i + 1 < bounds.length; i += 2) {
    const spans = cutSpans(paragraph.spans, bounds[i] ?? 0, bounds[i + 1] ?? 0);
    pieces.push(i === 0 ? { ...paragraph, spans } : { ...paragraph, spans, ...UNNUMBERED });
  }
  return pieces;
}

/** The spans between two places of the text; what is no words stands at one character. */
function cutSpans(spans: readonly WordSpan[], from: number, to: number): WordSpan[] {
  const found: WordSpan[] = [];
  let at = 0;
  for (const span of spans) {
    const length = span.kind === 'text' ? span.text.length : 1;
    const [start, end] = [Math.max(from, at), Math.min(to, at + length)];
    if (start < end) found.push(span.kind === 'text' ? { ...span, text: span.text.slice(start - at, end - at) } : span);
    at += length;
  }
  return found;
}
