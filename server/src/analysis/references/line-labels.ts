import type { Block } from '../../model/block.js';
import { BlockMemo, readBriefly } from '../../model/block-memo.js';
import type { Draft } from '../../model/draft.js';
import { listMatches } from '../../model/list-matches.js';
import { getOrCreate } from '../../model/memo.js';
import type { Provision } from '../../model/provision.js';
import type { ReferenceKind } from '../../model/references/reference.js';
import { WrittenCounts } from './written-counts.js';

/**
 * Labels at the start of a line, whether or not the line was read as a provision: "Article 8 —
 * Remedies" where the reading went wrong. Who cites Article 8 then makes no mistake.
 */

/** "Article 8 — Remedies", "**Section 13.7 Names.**", with no words that cite it on. */
const WORDED =
  /(?:^|\n)[ \t>#*_-]{0,12}(Article|ARTICLE|Art\.|Section|SECTION|Sec\.|SEC\.|§|Regulation|REGULATION|Rule|RULE|Clause|CLAUSE|Condition|CONDITION)[ \t\u00a0]{0,3}(\d{1,4}(?:[.-]\d{1,3}){0,4}[ \t]?(?:bis|ter|[A-Z]{0,2})(?![\w])|[IVXLC]{1,7}(?!\w))(?=[*_]{0,3}(?:[.:][*_]{0,3}(?:[ \t]|\r?\n|$)|[ \t]{1,4}(?:[*_]{1,3}|[—–-] |[A-Z“"‘(])|[ \t]{0,4}(?:\r?\n|$)))/g;

/** "13 For the purpose", "**14.** Ships", "5.—(1) Ships": a number alone at the start of a line. */
const PLAIN =
  /(?:^|\n)[ \t>#*_]{0,12}(\d{1,4}(?:\.\d{1,3}){0,4}[A-Z]{0,2})(?:[*_]{0,3}\.?[—–-]?[ \t]{0,2}(?=\([a-z0-9]{1,3}\)[ \t*_]{0,4}[A-Z“"‘])|[.)][*_]{0,3}[ \t]{1,6}(?=[*_]{0,3}[A-Z“"‘(])|[*_]{0,3}[ \t]{1,6}(?=[*_]{0,3}[A-Z“"‘]))/g;

/** "The City may: 7.1 amend …", "… - 3A.1 a cart": numbers with points within a sentence that lists them. */
const WITHIN = /[:;•·ø–—-] (\d{1,3}[A-Z]?(?:\.\d{1,3}){1,5}) (?=[A-Za-z"“])/g;

/** "12 May" is a day, at the start of a line that was broken. */
const MONTH = /^(?:January|February|March|April|May|June|July|August|September|October|November|December)\b/;
/** A longer block is a page without a break. */
const MOST_READ = 20_000;

const UNIT_OF_WORD: Readonly<Record<string, string>> = { 'art.': 'article', 'sec.': 'section', '§': 'section' };

/** The mark of a label that begins a line: "article 8", or "= 8" for the number alone. */
function markOfLineLabel(word: string, number: string): string {
  return word === '' ? `= ${number}` : `${UNIT_OF_WORD[word.toLowerCase()] ?? word.toLowerCase()} ${number}`;
}

const labelsByBlock = new BlockMemo<readonly string[] | null>();

/** The marks of the labels that begin lines of a block; null where there are none. */
export function readLineLabels(block: Block): readonly string[] | null {
  if (block.kind === 'code' || block.kind === 'table' || block.kind === 'extractedTable') return null;
  return getOrCreate(labelsByBlock, block, () => {
    const { text } = block;
    if (text.length > MOST_READ) return null;
    const labels: string[] = [];
    for (const [, word = '', number = ''] of listMatches(text, WORDED))
      labels.push(markOfLineLabel(word, tidy(number)));
    for (const found of listMatches(text, PLAIN))
      if (!MONTH.test(text.slice(found.index + found[0].length, found.index + found[0].length + 12)))
        labels.push(markOfLineLabel('', found[1] ?? ''));
    for (const [, number = ''] of listMatches(text, WITHIN)) labels.push(markOfLineLabel('', number));
    return labels.length > 0 ? labels : null;
  });
}

function tidy(number: string): string {
  return number.replace(/[ \t]/g, '').toUpperCase();
}

const labelsByLineage = new WeakMap<object, WrittenCounts>();
const readByProvisions = new WeakMap<readonly Provision[], ReadonlyMap<string, number>>();

/** The marks that `isUnreadLabel` looks for. */
export function listLabelMarks(kind: ReferenceKind | Provision['unit'], number: string): string[] {
  const root = rootOfNumber(number);
  return root === '' ? [] : [markOfLineLabel(kind, tidy(root)), markOfLineLabel('', root)];
}

/**
 * Whether lines of a draft begin with a number that it lacks, and more of them than were read as
 * provisions or items of whatever kind.
 * @param kind the unit that is cited, by which the line may call it
 */
export function isUnreadLabel(draft: Draft, kind: ReferenceKind | Provision['unit'], number: string): boolean {
  const root = rootOfNumber(number);
  if (root === '') return false;
  const written = countLineLabels(draft);
  const read = countReadNumbers(draft);
  const isUnread = (mark: string, known: number) => (written.get(mark) ?? 0) > (read.get(mark) ?? 0) + known;
  return listLabelMarks(kind, root).some(
    (mark) => isUnread(mark, 0) && isUnread(mark, countOthersLabels(draft).get(mark) ?? 0),
  );
}

const othersByDraft = new WeakMap<Draft, ReadonlyMap<string, number>>();

/** How often each label begins a line that is no provision of the draft: in its contents, or in what it puts into another text. */
function countOthersLabels(draft: Draft): ReadonlyMap<string, number> {
  return getOrCreate(othersByDraft, draft, () => {
    const counts = new Map<string, number>();
    for (const index of new Set([...draft.contentsBlocks, ...draft.quotedBlocks]))
      for (const mark of readBriefly(draft.block(index), readLineLabels) ?? [])
        counts.set(mark, (counts.get(mark) ?? 0) + 1);
    return counts;
  });
}

/**
 * Makes ready what `isUnreadLabel` reads of a whole draft, so that no edit of words has it to do: the
 * labels are brought up to date by difference, and provisions are counted when they have changed.
 */
export function prepareLineLabels(draft: Draft): void {
  countLineLabels(draft);
  countReadNumbers(draft);
}

/** How often each label begins a line of a draft. */
function countLineLabels({ lineage, blocks }: Draft): ReadonlyMap<string, number> {
  // The draft may be another's, of which nothing else is wanted.
  const read = (block: Block) => readBriefly(block, readLineLabels);
  return getOrCreate(labelsByLineage, lineage, () => new WrittenCounts(read)).update(blocks);
}

function countReadNumbers(draft: Draft): ReadonlyMap<string, number> {
  return getOrCreate(readByProvisions, draft.provisions, () => countLastNumbers(draft));
}

/** What bears a number without the brackets of its parts: "8" for "8(1)(b)". */
export function rootOfNumber(number: string): string {
  return /^[^(]*/.exec(number)?.[0] ?? '';
}

const BRACKET = /^[^\w]*\(/;

function labelText(draft: Draft, provision: Provision): string {
  const { start, end } = draft.labelSpanOf(provision);
  return draft.textBetween(start, end);
}

/** How many provisions have each number, or end with it: 3(15) is written "15.", but not where it is "(15)". */
function countLastNumbers(draft: Draft): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  const count = (mark: string) => counts.set(mark, (counts.get(mark) ?? 0) + 1);
  for (const provision of draft.provisions) {
    const { number, unit } = provision;
    if (number === null) continue;
    const isNested = number.endsWith(')');
    if (isNested && BRACKET.test(labelText(draft, provision))) continue;
    const last = number.slice(number.lastIndexOf('(') + 1).replace(/\)$/, '');
    count(markOfLineLabel('', last));
    count(markOfLineLabel(unit, tidy(last)));
  }
  return counts;
}
