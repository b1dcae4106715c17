import { foldSpaces } from '../folded-spaces.js';
import { CARDINALS, NUMBER_WORDS } from '../number-words.js';
import type { Span } from '../text.js';
import { narrowSigns } from '../wide-signs.js';
import { type CitationWords, isOuterKind } from './citation-words.js';
import { isAcronym } from './document-names.js';
import { type Reference, type ReferenceKind, relocateReference } from './reference.js';
import { readReference } from './reference-reader.js';

/** What stands between a reference and one that is part of it: "Article 20, first subparagraph, point (b)". */
const BESIDE = /^,? (?:(?:the )?(?:first|second|third|fourth|fifth|last) (?:sub-?paragraph|sentence|indent),? )?$/;

/** What each text has that cites anything: a number, in figures, letters or a word, or "this". */
const MAY_CITE = new RegExp(
  String.raw`\d|\((?:[a-z]|[A-Z]){1,4}\)|\bthis\b|[A-Z]\b| (?=[OTFSEN])(?:${NUMBER_WORDS})\b|uestions? (?:${CARDINALS.join('|')})\b`,
);

/**
 * Finds the cross-references in a text as a reader sees it (see `Inline.text`); spans are relative
 * to that text.
 * @param words those of the draft's table of units
 * @returns in the order of the text; a nested reference ("Table 9.3" in "row 2A of Table 9.3")
 *   follows the one it is nested in
 */
export function findReferences(visible: string, words: CitationWords): Reference[] {
  const narrow = narrowSigns(visible);
  if (!MAY_CITE.test(narrow)) return [];
  const { text, offsets } = foldSpaces(narrow);
  const found: Reference[] = [];
  const findNext = words.startSearch(text);
  let from = 0;
  for (;;) {
    const match = findNext(from);
    if (!match) break;
    const reading = readReference(text, match, words);
    const before = found.at(-1);
    if (before && reading && isNamedBehindPart(text, before, reading.reference))
      found[found.length - 1] = { ...before, document: reading.reference.document };
    const whole = reading && findWholeBefore(text, found.at(-1), reading.reference);
    // "Paragraph 2, point (d), of this Article": the first of the two is the Article's.
    if (whole?.of && found.length > 0) found[found.length - 1] = whole;
    const first = whole && reading ? { ...reading.reference, of: whole } : (reading?.reference ?? null);
    if (whole?.of && reading?.reference.of === whole.of) found.push(whole.of);
    // What stands before it was listed when it was found.
    for (let each = first; each && each !== whole; each = each.of) found.push(each);
    from = Math.max(match.index + match.keyword.length, reading?.end ?? 0);
  }
  if (!offsets) return found;
  const place = ({ start, end }: Span): Span => ({ start: offsets[start]!, end: offsets[end - 1]! + 1 });
  return found.map((reference) => relocateReference(reference, place));
}

/** "Section 12 (other than subsections (10) to (12))". */
const IN_BRACKETS =
  /^ \((?:other than|except(?:ing)?|excluding|save for|apart from|including|in particular|and in particular|not including) (?:for )?(?:the )?$/;

/**
 * Whether the document that a part names is that of what stands before it: "Article 18(1), point
 * (a), of Regulation (EU) 2022/2554".
 */
function isNamedBehindPart(text: string, before: Reference, part: Reference): boolean {
  const last = before.targets.at(-1);
  const { document } = before;
  const isNamed = document !== null && (document.side === 'after' || document.isDescribed || isAcronym(document.text));
  if (!last || isNamed || before.of || part.document?.side !== 'after' || !isOuterKind(before.kind, part.kind))
    return false;
  return BESIDE.test(text.slice((last.to ?? last).span.end, part.keywordSpan.start));
}

/** "Section 9, clause 1.4": a number of two parts says itself what it stands in. */
function isOfOtherSection(kind: ReferenceKind, number: string, { targets }: Reference): boolean {
  if (kind !== 'section' && kind !== 'clause' && kind !== 'condition') return false;
  const root = `${number.split('(', 1)[0]}.`;
  return targets.some((each) => /^[A-Z]{0,2}\d{1,3}[A-Z]?\.\d/.test(each.number) && !each.number.startsWith(root));
}

/**
 * What a reference is part of by standing right behind it: "Article 5(2), point (d)", "Part B
 * paragraph 3"; null where it is part of nothing.
 */
function findWholeBefore(text: string, before: Reference | undefined, part: Reference): Reference | null {
  const target = before?.targets.at(-1);
  if (!before || !target || target.to || part.isRelative) return null;
  const around = part.of;
  // "Part B, point 2, of Annex I" is one; "Article 3, paragraph 2 of Annex I" may be two.
  const isOneWay = around?.isRelative || before.kind === 'part' || before.kind === 'chapter';
  if (around && (!isOneWay || before.of || !isOuterKind(around.kind, before.kind))) return null;
  if (part.document?.side === 'after' || before.document?.side === 'after' || before.version !== part.version)
    return null;
  if (isOfOtherSection(before.kind, target.number, part)) return null;
  const between = text.slice(target.span.end, part.keywordSpan.start);
  if (!(BESIDE.test(between) || IN_BRACKETS.test(between)) || !isOuterKind(before.kind, part.kind)) return null;
  const whole = around ? { ...before, of: around } : before;
  // "Article 5 and Article 6(2), point (a)": the last of them.
  return before.targets.length > 1 && !around ? { ...whole, targets: [target] } : whole;
}
