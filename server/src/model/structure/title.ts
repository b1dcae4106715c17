import type { Block } from '../block.js';
import { measureAttributes } from '../head/attributes.js';
import { readLabelShape } from '../head/label-shape.js';
import { isExponentAfter, raiseDigits } from '../inline/exponents.js';
import { findContentSpan, readInline } from '../inline/inline.js';
import type { AttachmentEntry } from '../provision.js';

/** "F6[Duties]": a title that a later Act put in, with the note of the consolidated text. */
const NOTE_OF_CHANGE = /^[FCE]\d{1,4}\[([^[\]]*)\]?$/;

/**
 * The words of a block from `body` on (an offset in the block's text) as a reader sees them, on one
 * line and without calls of notes; null where there are none.
 */
export function readTitle(block: Block, body: number): string | null {
  if (body >= findContentSpan(block).end) return null;
  let text = '';
  for (const run of readInline(block).runs) {
    if (run.source.end <= body) continue;
    if (run.kind === 'note') {
      if (run.superscript && run.note !== null && isExponentAfter(text)) text += raiseDigits(run.note);
      continue;
    }
    if (run.source.start >= body) text += run.text;
    else if (!run.offsets) text += run.text.slice(body - run.source.start);
    else {
      const first = run.offsets.findIndex((offset) => offset >= body);
      if (first >= 0) text += run.text.slice(first);
    }
  }
  const title = text.replace(/\s+/g, ' ').trim().replace(NOTE_OF_CHANGE, '$1');
  return (block.kind === 'heading' ? title.slice(0, title.length - measureAttributes(title)).trimEnd() : title) || null;
}

/** "SEC … V1.5 (change marked against V1.4)": what an entry in a list of attachments says. */
export function readAttachmentEntry(words: string): AttachmentEntry {
  const against = /\bagainst (?:version )?(V?\d+(?:\.\d+)*)/i.exec(words)?.[1] ?? null;
  const brackets = words.indexOf('(');
  const head = brackets > 0 ? words.slice(0, brackets) : words;
  const version = /\b(V\d+(?:\.\d+)*|version \d+(?:\.\d+)*)\b/i.exec(head)?.[1] ?? null;
  const form = /\bchanged?[- ]mark(?:ed|up)?\b/i.test(words) ? 'marked' : /\bclean\b/i.test(words) ? 'clean' : null;
  const formAt = words.trimEnd().endsWith(')') ? words.lastIndexOf('(') : -1;
  const title = form && formAt > 0 ? words.slice(0, formAt).trim() : words;
  return { title, version, form, against };
}

/** A short line with no label of its own and no stop at its end. */
export function isTitleLine(block: Block): boolean {
  if (block.kind !== 'paragraph' && block.kind !== 'heading') return false;
  if (block.head.kind !== 'none' && block.head.kind !== 'heading') return false;
  if (block.marker !== null || readLabelShape(block) !== null) return false;
  const text = block.text.trim();
  return (
    text.length > 0 &&
    text.length <= 160 &&
    !/[\r\n]/.test(text) &&
    /^[#*_ ]*["“‘'(]?\p{Lu}/u.test(text) &&
    !/[.;:,][*_]*$/.test(text)
  );
}

/** A short line in bold: the title that a regulation has above it. */
export function isBoldLine({ kind, text, head }: Block): boolean {
  return kind === 'paragraph' && head.kind === 'none' && /^\s*(?:\*\*|__)[^*_\r\n]{1,160}(?:\*\*|__)\s*$/.test(text);
}

/** Whether a block is "HAVE ADOPTED THIS REGULATION:", which ends the recitals of an act. */
export function endsRecitals({ kind, text }: Block): boolean {
  return (
    kind === 'paragraph' && /^\s{0,3}(?:HAVE|HAS|HEREBY) (?:ADOPTED|ADOPTS?|AGREED|DECIDED|RECOMMENDS?)\b/.test(text)
  );
}

/** "Regulation 5", "(Articles 3(2) and 4)" below the heading of a Schedule. */
const NOTE_OF_DIVISION =
  /^[*_([ ]{0,4}(?:articles?|clauses?|paragraphs?|regulations?|rules?|sections?) \d[\w(), ]{0,80}[*_)\] ]{0,4}$/i;

/** Whether a block says only which provisions bring in the Schedule or Annex above it. */
export function isNoteOfDivision({ text }: Block): boolean {
  return text.length <= 120 && NOTE_OF_DIVISION.test(text.trim());
}
