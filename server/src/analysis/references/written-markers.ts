import type { Block } from '../../model/block.js';
import { BlockMemo } from '../../model/block-memo.js';
import type { Draft } from '../../model/draft.js';
import { listMatches } from '../../model/list-matches.js';
import { getOrCreate } from '../../model/memo.js';
import type { Provision } from '../../model/provision.js';
import type { ReferenceKind, ReferenceTarget } from '../../model/references/reference.js';
import { isNextMarker } from '../../model/structure/markers.js';
import { AMENDMENT_MARK, hasAmendmentMark } from '../text/amendment-marks.js';
import { readLineLabels } from './line-labels.js';
import { LAW_MARK, namesLaw } from './other-laws.js';
import { ProvisionIndex, type Scope } from './provision-index.js';
import { WrittenCounts } from './written-counts.js';

/** "(ii)", "b)", "3.", "C." with what stands right before and after it. */
const MARKER = /(?<![^\s"“‘'(*_])(\(?)([a-z]{1,5}|[A-Z]{1,4}|\d{1,3})([).])(?=[*_]{0,2}(?:\s|$))/g;
/** "5.—(1)(a)" and "32.4(1)" at the start of a line: sub-paragraphs right behind the number above them. */
const STACKED =
  /(?:^|\n)[ \t>#*_]{0,12}\d{1,4}(?:\.\d{1,3}){0,3}[A-Z]{0,2}\.?[*_]{0,3}[ \t]?[—–-]?[ \t]?[*_]{0,3}((?:\([a-zA-Z0-9]{1,4}\)[ *_]{0,3}){1,3})(?=[A-Z“"‘])/g;
/** "(a)receives" at the start of a line. */
const TIGHT = /(?:^|\n)[ \t>#*_]{0,12}((?:\([a-zA-Z0-9]{1,4}\) ?){1,3})(?=[A-Za-z“"])/g;
/** "is due.(2) Where", "s. 6)(1) Subject": right behind the end of what came before. */
const BEHIND_END =
  /(?:[.;:—]|(?<=\d)\)(?=\([^()]{1,4}\) ?["“]?[A-Z]))\(([a-z]{1,3}|\d{1,3}[A-Z]?)\)(?= ?["“]?[A-Za-z])/g;
/** "… is due. (2) The clerk …". */
const BEGINS_SENTENCE = /[.;:—)] ?\(([a-z]{1,5}|[A-Z]{1,4}|\d{1,3}[A-Z]?)\)(?= ?["“]?\p{Lu})/gu;
/** Words after which a marker is cited, and not written. */
const CITED =
  /(?:\b(?:sub-?)?(?:clauses?|sections?|paragraphs?|articles?|items?|rules?|points?|to|see)|(?<![;,:]) (?:and|or))$/i;
/** Words that join the last of a list. */
const JOINED = /\s(?:and|or)$/i;

/** Words after a marker that speak of what has it. */
const CITES_ON = /^\s+(?:above|below|of|or|and|to|is|are|shall|may|does|do|has|have|applies|apply)\b/;
/** What stands before a marker without its first bracket. */
const BREAK = /(?:^|[\r\n]|[.;:,—–]|[;,:] (?:and|or))$/;

const markersByDraft = new WeakMap<Draft, Map<Provision, ReadonlySet<string>>>();

/**
 * The markers in the text of a provision, in sub-paragraphs of their own or within a sentence: "ii"
 * for "; and (ii) where …", "1" for an item "1." of a list. What is only cited, as in "paragraphs
 * (a) and (b)", is left out.
 */
export function markersIn(draft: Draft, provision: Provision): ReadonlySet<string> {
  return gatherMarkers(markersByDraft, draft, provision, markersOfBlock);
}

/** The markers that are read of each block of a provision, gathered once. */
function gatherMarkers(
  memo: WeakMap<Draft, Map<Provision, ReadonlySet<string>>>,
  draft: Draft,
  provision: Provision,
  readMarkers: (block: Block) => readonly string[],
): ReadonlySet<string> {
  const byProvision = getOrCreate(memo, draft, () => new Map<Provision, ReadonlySet<string>>());
  return getOrCreate(byProvision, provision, () => {
    const markers = new Set<string>();
    for (let block = provision.block; block < provision.endBlock; block++)
      for (const marker of readMarkers(draft.block(block))) markers.add(marker);
    return markers;
  });
}

/** Whether a marker, without its brackets, is in the text of the blocks from `from` to before `to`. */
export function hasMarkerBetween(draft: Draft, from: number, to: number, marker: string): boolean {
  for (let block = to - 1; block >= from; block--) if (markersOfBlock(draft.block(block)).includes(marker)) return true;
  return false;
}

const markersByBlock = new BlockMemo<readonly string[]>();

function markersOfBlock(block: Block): readonly string[] {
  return getOrCreate(markersByBlock, block, () => {
    const { text } = block;
    const markers: string[] = [];
    for (const [, brackets = ''] of [...listMatches(text, STACKED), ...listMatches(text, TIGHT)])
      for (const [, marker = ''] of listMatches(brackets, /\(([^()]{1,4})\)/g)) markers.push(marker);
    for (const [, marker = ''] of listMatches(text, BEHIND_END)) markers.push(marker);
    /** The marker before, where it is written and not cited. */
    let last = '';
    for (const found of listMatches(text, MARKER)) {
      const [all, open = '', marker = '', close = ''] = found;
      if (open !== '' && close === '.') continue;
      const before = text.slice(Math.max(0, found.index - 24), found.index).replace(/[*_ \t]{1,24}$/, '');
      // "(a) dry, (b) whole and (c) clean": the last of a list that began in the sentence.
      const isCited = CITED.test(before) && !(open !== '' && JOINED.test(before) && isNextMarker(marker, last));
      const isWritten = !isCited && !CITES_ON.test(text.slice(found.index + all.length, found.index + all.length + 16));
      last = isWritten ? marker : '';
      if (!isWritten || (open === '' && !BREAK.test(before))) continue;
      markers.push(marker);
    }
    return markers;
  });
}

/**
 * What of a block's text the functions here look for: its markers, and the captions that it writes.
 * An edit that leaves these and the provisions as they are changes no answer.
 */
export function listWrittenMarks(block: Block): readonly string[] {
  return [
    ...markersOfBlock(block).map(markOfMarker),
    ...sentenceMarkersOf(block).map(markOfMarker),
    ...(readCaptions(block) ?? []),
    ...(readDivisions(block) ?? []),
    ...(readLineLabels(block) ?? []),
    ...(hasAmendmentMark(block) ? [AMENDMENT_MARK] : []),
    ...(namesLaw(block) ? [LAW_MARK] : []),
  ];
}

/** The marks that `standsInText` looks for where it is asked for a number. */
export function listSoughtMarks(number: string): string[] {
  const { letter, brackets } = readParts(number);
  return [...(letter ? [letter] : []), ...brackets].map(markOfMarker);
}

function markOfMarker(marker: string): string {
  return `(${marker})`;
}

function readParts(number: string): { root: string; letter: string; brackets: string[] } {
  const [, root = '', letter = '', brackets = ''] = PARTS.exec(number) ?? [];
  return { root, letter, brackets: [...listMatches(brackets, /\(([^()]*)\)/g)].map(([, marker = '']) => marker) };
}

const PARTS = /^((?:[A-Z]{0,2}\d{1,5}(?:[.-]\d{1,4})*)?)([A-Z]?)((?:\([^()]*\))*)$/;

/**
 * Whether a provision that is none in the outline stands in the text all the same: "4.2(ii)" where
 * Clause 4.2 says "(i) …; and (ii) …" in one sentence, "3(2)" or "3C" where Section 3 holds a list,
 * "7" where a line of a list has that number.
 * @param owner the provision that the reference stands in, which a bare "(b)" counts from
 */
export function standsInText(draft: Draft, number: string, scope: Scope, owner: Provision | null): boolean {
  const { root, letter, brackets } = readParts(number);
  const markers = [...(letter ? [letter] : []), ...brackets];
  if (root === '') {
    const around = outermostAround(owner);
    if (around !== null && markers.length > 0 && hasMarkers(draft, around, markers)) return true;
    return markers.length > 1
      ? standsInSibling(draft, markers, owner)
      : standsInSentence(draft, markers[0] ?? '', owner);
  }
  const index = ProvisionIndex.of(draft);
  // From the innermost provision that there is, the rest has to be written within it.
  for (let given = markers.length; given >= 0; given--) {
    const prefix =
      root +
      markers
        .slice(0, given)
        .map((marker, i) => (i === 0 && letter ? marker : `(${marker})`))
        .join('');
    const found = index.countedAs(prefix, scope);
    if (found.length > 0)
      return given < markers.length && found.some((each) => hasMarkers(draft, each, markers.slice(given)));
  }
  return /^\d+$/.test(root) && looseNumbers(draft).has(root);
}

/** Whether all markers, "3" or "b", are written somewhere within a provision: "(3) …" in one of its sentences. */
export function hasMarkers(draft: Draft, provision: Provision, markers: readonly string[]): boolean {
  const all = markersIn(draft, provision);
  return markers.every((marker) => all.has(marker));
}

/** "(a)(6)" in (b), where the text of (a) says "(6) …" in one sentence. */
function standsInSibling(draft: Draft, [first = '', ...rest]: readonly string[], owner: Provision | null): boolean {
  for (let at = owner; at; at = at.parent) {
    const found = at.children.filter(({ marker }) => marker === `(${first})`);
    if (found.length > 0) return found.some((each) => hasMarkers(draft, each, rest));
  }
  return false;
}

/** Whether "(2)" begins a sentence within a paragraph of the section around: "… is due. (2) The clerk …". */
function standsInSentence(draft: Draft, marker: string, owner: Provision | null): boolean {
  let section = owner;
  while (section && section.kind !== 'section') section = section.parent;
  return section !== null && gatherMarkers(sentenceMarkersByDraft, draft, section, sentenceMarkersOf).has(marker);
}

const sentenceMarkersByDraft = new WeakMap<Draft, Map<Provision, ReadonlySet<string>>>();

const sentenceMarkersByBlock = new BlockMemo<readonly string[]>();

function sentenceMarkersOf(block: Block): readonly string[] {
  return getOrCreate(sentenceMarkersByBlock, block, () =>
    listMatches(block.text, BEGINS_SENTENCE).map(([, marker = '']) => marker),
  );
}

function outermostAround(owner: Provision | null): Provision | null {
  let around: Provision | null = null;
  for (let at = owner; at; at = at.parent)
    if (at.kind === 'clause' || at.kind === 'paragraph' || (at.kind === 'section' && !around)) around = at;
  return around;
}

const looseNumbersByProvisions = new WeakMap<readonly Provision[], ReadonlySet<string>>();

/**
 * The numbers of lines "7. …" that make no provision, in a text where such lines can be sections.
 */
function looseNumbers(draft: Draft): ReadonlySet<string> {
  return getOrCreate(looseNumbersByProvisions, draft.provisions, () => {
    const all = new Set<string>();
    const headings = draft.provisions.some(
      ({ kind, block }) => kind === 'section' && draft.block(block).kind === 'heading',
    );
    if (headings) return all;
    const read = new Set(draft.provisions.map(({ block }) => block));
    for (const [index, { head }] of draft.blocks.entries())
      if (head.kind === 'listNumber' && !read.has(index)) all.add(head.number);
    return all;
  });
}

const numbersUnderHeadings = new WeakMap<readonly Provision[], readonly ReadonlySet<string>[]>();

/**
 * Whether a line "2. …" that is no section follows the heading above a block: there it is
 * "paragraph 2".
 */
export function standsUnderHeading(draft: Draft, number: string, block: number): boolean {
  const numbers = getOrCreate(numbersUnderHeadings, draft.provisions, () => {
    let open = new Set<string>();
    return draft.blocks.map(({ kind, head }) => {
      if (kind === 'heading') open = new Set();
      if (head.kind === 'listNumber') open.add(head.number);
      return open;
    });
  });
  return numbers[block]?.has(number) ?? false;
}

/** The mark of a caption that `isWrittenCaption` looks for. */
export function markOfCaption(kind: 'table' | 'figure', number: string): string {
  return `${kind} ${number}`;
}

/** "Table 4.1.7 Required units" at the start of a line or a cell, where it labels what is there. */
const CAPTION =
  /(?:^|[\n|])[ \t>#*_]{0,12}(Table|TABLE|Figure|FIGURE|Fig\.)[ \u00a0](\d{1,3}(?:[.-]\d{1,3}){0,4}[A-Z]?|[A-Z][.-]?\d{1,3})(?![\w.]*\d)(?=[ \t*_:.–—-]{0,6}(?:\([a-z]\) )?(?:[A-Z|\r\n]|$))/g;
/** "Appendix A" or "CHAPTER 2 – Fees" at the start of a line that it labels. */
const DIVISION =
  /(?:^|\n)[ \t>#*_]{0,12}(?:<[^>\n]{1,60}>[ \t]{0,3}){0,2}(Appendix|Annex(?:ure)?|Schedule|Exhibit|Attachment|Chapter|Part|Title)[ \t\u00a0]{1,3}([A-Z]{1,3}\d{0,2}|\d{1,3}[A-Z]?|[IVXLC]{1,7})(?=[ \t*_:.–—-]{0,6}(?:\r?\n|$|[–—:-]|[A-Z(][^\n]{0,90}(?:\r?\n|$)))/gi;

/** "### A.1.1 Contact": what is cited as Appendix A.1.1. */
const PART_OF_DIVISION = /^#{1,6} ([A-Z](?:\.\d{1,3}){1,4})(?![\w])/;

const captionsByLineage = new WeakMap<object, WrittenCounts>();

function readCaptions({ text }: Block): readonly string[] | null {
  if (!/table|fig/i.test(text)) return null;
  const found = listMatches(text, CAPTION).map(([, word = '', number = '']) =>
    markOfCaption(/^t/i.test(word) ? 'table' : 'figure', number),
  );
  return found.length > 0 ? found : null;
}

/**
 * Whether a table or a figure has its caption in a cell of its own or in other words that make no
 * provision.
 */
export function isWrittenCaption(draft: Draft, kind: 'table' | 'figure', { number, to }: ReferenceTarget): boolean {
  const written = getOrCreate(captionsByLineage, draft.lineage, () => new WrittenCounts(readCaptions)).update(
    draft.blocks,
  );
  const isWritten = (each: string) => written.has(markOfCaption(kind, each));
  return isWritten(number) && (!to || isWritten(to.number));
}

/** The mark of the label of an appendix, a Chapter or the like that `isWrittenDivision` looks for. */
export function markOfDivision(word: string, number: string): string {
  return `${word} ${number.toUpperCase()}`;
}

/** A block with labels of divisions has fewer characters. */
const MOST_OF_LABELS = 4000;

const divisionsByLineage = new WeakMap<object, WrittenCounts>();

function readDivisions({ text, kind }: Block): readonly string[] | null {
  if (
    kind === 'code' ||
    text.length > MOST_OF_LABELS ||
    !/^#+ [A-Z]\.\d|append|annex|schedule|exhibit|attachm|chapter|part|title/i.test(text)
  )
    return null;
  const found = listMatches(text, DIVISION).map(([, word = '', number = '']) =>
    markOfDivision(word.toLowerCase(), number),
  );
  const part = kind === 'heading' ? PART_OF_DIVISION.exec(text)?.[1] : undefined;
  if (part !== undefined) found.push(part.toUpperCase());
  return found.length > 0 ? found : null;
}

/** Whether a line of the text bears the label of an appendix, a Chapter or the like that makes no provision. */
export function isWrittenDivision(draft: Draft, kind: ReferenceKind, { number, to }: ReferenceTarget): boolean {
  const written = getOrCreate(divisionsByLineage, draft.lineage, () => new WrittenCounts(readDivisions)).update(
    draft.blocks,
  );
  const isWritten = (each: string) =>
    written.has(markOfDivision(kind, each)) || (each.includes('.') && written.has(each.toUpperCase()));
  return isWritten(number) && (!to || isWritten(to.number));
}
