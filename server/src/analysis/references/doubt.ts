import type { Block } from '../../model/block.js';
import type { Draft } from '../../model/draft.js';
import { getOrCreate } from '../../model/memo.js';
import type { Provision } from '../../model/provision.js';
import type { Reference, ReferenceKind } from '../../model/references/reference.js';
import type { UnitId } from '../../model/schemes/scheme.js';
import { isRevised } from '../text/amendment-marks.js';
import { changesLaw, hasLaws, namesLaw, namesLawUntil } from './other-laws.js';
import { ProvisionIndex } from './provision-index.js';
import { markOfBlock, type Readings } from './readings.js';
import type { CitableDocument } from './resolution.js';

/**
 * Whether a number that a draft lacks may be another text's after all, though the words do not say
 * so. A reference is then no fault that a drafter has to look at.
 */

/** Kinds that Acts and such are divided into; others seldom have them, and cite those of Acts. */
const KINDS_OF_LAW: ReadonlySet<ReferenceKind> = new Set<ReferenceKind>([
  'section',
  'article',
  'regulation',
  'rule',
  'item',
  'point',
  'part',
  'chapter',
  'title',
]);

const DIVISIONS: ReadonlySet<ReferenceKind> = new Set<ReferenceKind>(['part', 'chapter', 'title']);

/** How far before the words the text is read that they belong to. */
const FARTHEST = 240;
/** So many blocks at the beginning of a Schedule tell what it is about. */
const MOST_OPENING = 4;
const OTHER_REGULATIONS = /(?<!\b[Tt]hese )\bRegulations?\b(?! \d{1,3}[A-Z]?\b)/;
const OTHER_RULES = /(?<!\b[Tt]hese )\bRules?\b(?! \d{1,3}[A-Z]?\b)/;
/** How far behind a reference the end of its sentence is looked for. */
const FARTHEST_SENTENCE = 1200;
/** By what part of the last number one that is cited may go beyond it. */
const BEYOND = 1.1;
/** A text with fewer of a kind is short, and a number from this on is none of it. */
const SHORT_TEXT = 10;
const BEYOND_SHORT = 40;

/** So many numbers of a kind show how all are written. */
const FEWEST_NUMBERS = 3;
/** So many sub-paragraphs below no number show that a Schedule is not read as it is meant. */
const FEWEST_LOOSE = 3;
/** So many clauses of one section show that the text is a part of a longer one. */
const FEWEST_OF_PART = 20;

/** What is known of a number that a draft lacks. */
export interface MissingNumber {
  readonly draft: Draft;
  /** The block of the reference, and the provision that it belongs to. */
  readonly block: number;
  readonly owner: Provision | null;
  readonly reference: Reference;
  readonly number: string;
  readonly self: CitableDocument;
  /** Gets what is read outside the block. */
  readonly readings: Readings;
}

/** Whether a number may be another text's, or the text around it is read wrongly. */
export function mayBeOthers(missing: MissingNumber): boolean {
  const { draft, block, owner, reference, number } = missing;
  if (isRevised(draft)) return true;
  if (standsAlone(draft.block(block))) return true;
  if (hasLostLetters(draft.block(block), number)) return true;
  if (
    number.startsWith('(') &&
    (isNamedLater(draft.block(block), reference) || isJoinedOn(draft.block(block), reference))
  )
    return true;
  if (hasNoRoot(owner) || isReadInPart(draft, owner)) return true;
  const isOwn =
    (isOfOwnChapter(owner, reference, number) || isBesideOwn(draft, reference, number)) &&
    !isOfWhatFollows(draft.block(block), reference);
  if (!isOwn && speaksOfLaw(missing)) return true;
  if (isBesidePart(draft, number)) return true;
  if (DIVISIONS.has(reference.kind) && isOfForeignKind(missing)) return true;
  if (isOfLostLevel(draft, number)) return true;
  if (!hasLaws(draft)) return false;
  const index = ProvisionIndex.of(draft);
  return isOfForeignKind(missing) || isOfOtherForm(draft, reference, number) || isFarBeyond(index, reference, number);
}

/** Whether the draft has no unit that is called so, though others of it are cited by the word. */
export function isOfForeignKind({ draft, reference: { kind } }: MissingNumber): boolean {
  if (!KINDS_OF_LAW.has(kind)) return false;
  return ![...ProvisionIndex.of(draft).listUnits()].some((unit) => unit === kind || isLabelledAs(draft, unit, kind));
}

/** Whether a unit has another's name in its labels: "Article 3" of Articles that are read as the rules of a club. */
function isLabelledAs({ scheme }: Draft, unit: UnitId, kind: ReferenceKind): boolean {
  return scheme.units.some(({ id, label }) => id === unit && label.toLowerCase() === `${kind} {number}`);
}

const partsRead = new WeakMap<Provision, boolean>();

/**
 * Whether a Schedule around the words has lists below no number, so that its paragraphs are not
 * all read.
 */
export function isReadInPart(draft: Draft, owner: Provision | null): boolean {
  for (let at = owner; at; at = at.parent) {
    const { kind } = at;
    if (kind !== 'schedule' && kind !== 'annex' && kind !== 'appendix') continue;
    const own = at;
    return getOrCreate(partsRead, own, () => {
      let count = 0;
      for (let i = own.index + 1; i < draft.provisions.length && count < FEWEST_LOOSE; i++) {
        const each = draft.provisions[i]!;
        if (each.block >= own.endBlock) break;
        if (hasNoRoot(each) && each.parent?.kind === 'paragraph') count++;
      }
      return count >= FEWEST_LOOSE;
    });
  }
  return false;
}

/** Words that a line of nothing but references holds. */
const WORDS_OF_REFERENCE: ReadonlySet<string> = new Set(
  'annex annexes appendices appendix article articles and chapter chapters clause clauses first fourth in indent introductory of paragraph paragraphs part parts point points regulation regulations rule rules schedule schedules second section sections sentence subparagraph subparagraphs third title titles to words wording'.split(
    ' ',
  ),
);
const LONGEST_ALONE = 160;
const MARKER_ALONE = /^(?:[\dIVX][\w.()-]*|[A-Z]|\(?[a-z]\)?|\(?[a-z]{2}\)|\([ivx]{1,5}\)|\(\d{1,3}[a-z]?\))[.)]?$/;

/** A line of a table of two columns that lost its lines: nothing but "Article 16(8) and (9)". */
export function standsAlone({ text, kind, head }: Block): boolean {
  if (kind !== 'paragraph' || text.length > LONGEST_ALONE) return false;
  // "(b) clause 3.4." is an item of a list.
  if ((head.kind === 'item' || head.kind === 'listNumber') && /(?:[.;]|[,;] (?:and|or))\s*$/.test(text)) return false;
  return text
    .split(/[\s,;|*_]+/)
    .every((word) => word === '' || WORDS_OF_REFERENCE.has(word.toLowerCase()) || MARKER_ALONE.test(word));
}

/** "“road” means—a way that …; anda bridge": the list of a definition that lost its lines. */
const LIST_ON_LINE = /[“"][^“”"]{1,80}[”"][*_]{0,3}[^.;“”]{0,120}\b(?:means?|includes?)[^.;]{0,120}[—–:] ?\p{Ll}/u;

const LABEL_OF_LIST = /(?:^|[—–:;,\r\n]|\b(?:and|or)) {0,3}\([*_]?a[*_]?\) /;

/** Whether a letter is one of a list within a definition whose letters were lost. */
function hasLostLetters({ text, kind }: Block, number: string): boolean {
  return (
    kind === 'paragraph' && /^\([a-z]{1,3}\)$/.test(number) && LIST_ON_LINE.test(text) && !LABEL_OF_LIST.test(text)
  );
}

/** "under clause (g), and the matters in clause (k), of section 2": what they are of comes at the end. */
const NAMED_LATER =
  /^[^.;]{0,400}?[ *_)](?:of|in) [*_]{0,3}(?:that |the said )?((?:sub-?)?(?:section|article|clause|regulation|rule|paragraph))s? [\d(]|^ inclusive (?:of|in) (?:sub-?)?(?:section|clause|paragraph)s? \(/i;

function isNamedLater({ text }: Block, { span, of, keyword }: Reference): boolean {
  if (of !== null) return false;
  const found = NAMED_LATER.exec(text.slice(span.end, span.end + 480));
  // "paragraph (c) of subsection (1), and paragraph (d) of subsection (2)": no subsection is in another.
  return found !== null && foldUnitWord(found[1] ?? '') !== foldUnitWord(keyword);
}

function foldUnitWord(word: string): string {
  return word.toLowerCase().replace('-', '').replace(/s$/, '');
}

/** "paragraph (a) of subsection (1) ofsection 2", where a link lost the space before it. */
function isJoinedOn({ text }: Block, { span }: Reference): boolean {
  return /^ ?(?:of|in|to)(?:sub-?)?(?:section|paragraph|article|regulation)s? [\d(]/.test(
    text.slice(span.end, span.end + 24),
  );
}

/** Whether a provision stands in a list below no number, as "(b)(2)": then its numbers tell nothing. */
export function hasNoRoot(owner: Provision | null): boolean {
  return owner?.kind === 'paragraph' && owner.number?.startsWith('(') === true;
}

/**
 * Whether the section, or the Schedule, that the words stand in speaks of another law or changes
 * one before them, or their own paragraph does.
 */
function speaksOfLaw({ draft, block, owner, reference, readings, self }: MissingNumber): boolean {
  const from = findBeginning(owner);
  const own = draft.block(block);
  const { kind } = reference;
  if (namesLawUntil(own, endOfSentence(own, reference)) && mayHold(own, kind)) return true;
  for (let at = block - 1; at >= Math.max(from, block - FARTHEST, 0); at--) {
    readings.noteBlocksBefore(block - at);
    if (namesLaw(draft.block(at)) && mayHold(draft.block(at), kind)) return true;
  }
  for (let at = from; at < Math.min(from + MOST_OPENING, block); at++) {
    readings.noteMark(self, markOfBlock(at));
    if (namesLaw(draft.block(at)) && mayHold(draft.block(at), kind)) return true;
  }
  return false;
}

/** Whether a number begins as that of the words around it does: 9.8 in 9.3 of condition 9, Article 5(7) in Article 5. */
function isOfOwnChapter(owner: Provision | null, { kind }: Reference, number: string): boolean {
  const chapter = readChapter(number);
  const [, root = ''] = /^([^(]+)\(/.exec(number) ?? [];
  for (let at = owner; at; at = at.parent) {
    if (chapter !== '' && at.number?.startsWith(`${chapter}.`)) return true;
    if (root !== '' && at.number === root && at.unit === kind) return true;
  }
  return false;
}

/** "Section 1(3)(a), section 1(3)(d)", where the draft has the first of them. */
function isBesideOwn(draft: Draft, { targets }: Reference, number: string): boolean {
  const around = number.slice(0, Math.max(0, number.lastIndexOf('(')));
  if (!/^\d/.test(around) || targets.length < 2) return false;
  const index = ProvisionIndex.of(draft);
  return targets.some(
    (other) =>
      other.number !== number && other.number.startsWith(`${around}(`) && index.numbered(other.number, null).length > 0,
  );
}

/** Whether words behind a reference say what it is in, also behind the link that it is: "[section 2(1)][58] of the Geese Act". */
function isOfWhatFollows({ text }: Block, { span }: Reference): boolean {
  return /^(?:\](?:\[[^[\]]{0,40}\]|\([^()]{0,160}\))?)? of /.test(text.slice(span.end, span.end + 240));
}

/** Whether a law that a block names can be divided into units of a kind: no Act has regulations. */
function mayHold(block: Block, kind: ReferenceKind): boolean {
  if (kind !== 'regulation' && kind !== 'rule') return true;
  return changesLaw(block) || (kind === 'rule' ? OTHER_RULES : OTHER_REGULATIONS).test(block.text);
}

/** A law that is named in the next sentence only is none that the words before it cite. */
function endOfSentence({ text }: Block, { span }: Reference): number {
  const next = /(?:[\d)]|[^.\s]{3})[.;]["”’)]? {1,2}(?=["“(]?\p{Lu})/u.exec(
    text.slice(span.end - 3, span.end + FARTHEST_SENTENCE),
  );
  return next ? span.end - 3 + next.index + next[0].length : text.length;
}

/** The first block of the section around a provision, or of the Schedule. */
function findBeginning(owner: Provision | null): number {
  let from: number | null = null;
  for (let at = owner; at; at = at.parent) {
    const { kind, block } = at;
    if (kind === 'schedule' || kind === 'annex' || kind === 'appendix') return block;
    if (kind === 'section' || kind === 'clause') from ??= block;
  }
  return from ?? owner?.block ?? 0;
}

interface NumberForms {
  readonly count: number;
  /** How many points the numbers have, and what stands before the first one. */
  readonly points: ReadonlySet<number>;
  readonly chapters: ReadonlySet<string>;
}

const formsByProvisions = new WeakMap<readonly Provision[], ReadonlyMap<UnitId, NumberForms>>();

function readForms(provisions: readonly Provision[]): ReadonlyMap<UnitId, NumberForms> {
  const forms = new Map<UnitId, { count: number; points: Set<number>; chapters: Set<string> }>();
  for (const { unit, number } of provisions) {
    if (number === null || number.includes('(')) continue;
    const own = getOrCreate(forms, unit, () => ({ count: 0, points: new Set<number>(), chapters: new Set<string>() }));
    own.count++;
    own.points.add(countPoints(number));
    own.chapters.add(readChapter(number));
  }
  return forms;
}

/** Whether no number of the kind is like the one cited: 404.99, where sections are 1 to 20 or 434.01. */
export function isOfOtherForm({ provisions }: Draft, { kind }: Reference, number: string): boolean {
  const [root = ''] = /^[^(]*/.exec(number) ?? [];
  if (root === '') return false;
  const forms = getOrCreate(formsByProvisions, provisions, () => readForms(provisions));
  const own = [...forms].find(([unit]) => unit === kind)?.[1];
  if (!own || own.count < FEWEST_NUMBERS) return false;
  return !own.points.has(countPoints(root)) || (root.includes('.') && !own.chapters.has(readChapter(root)));
}

const levelsByProvisions = new WeakMap<readonly Provision[], ReadonlySet<number>>();

/**
 * Whether a draft numbers 2 and 2.12.1 and nothing in between: the numbers of that level were lost,
 * as where a program counted them that the text did not come from.
 */
export function isOfLostLevel({ provisions }: Draft, number: string): boolean {
  const levels = getOrCreate(levelsByProvisions, provisions, () => {
    const own = provisions.filter(({ number }) => number !== null && /^\d{1,3}(?:\.\d{1,3}){0,4}$/.test(number));
    return new Set(own.map((each) => countPoints(each.number ?? '')));
  });
  const [root = ''] = /^[\d.]*/.exec(number) ?? [];
  const points = countPoints(root);
  return points > 0 && !levels.has(points) && levels.has(points + 1) && levels.has(points - 1);
}

function readChapter(number: string): string {
  return number.slice(0, Math.max(0, number.indexOf('.')));
}

function countPoints(number: string): number {
  return number.split('.').length - 1;
}

const partsByProvisions = new WeakMap<readonly Provision[], string | null>();

/**
 * Whether a draft is one section of a longer text, as 3.1 to 3.180 are, and the number is none of
 * that section's.
 */
export function isBesidePart({ provisions }: Draft, number: string): boolean {
  const part = getOrCreate(partsByProvisions, provisions, () => {
    const clauses = provisions.filter(
      ({ kind, number }) => number?.includes('.') && (kind === 'clause' || kind === 'section'),
    );
    const chapters = new Set(clauses.map((each) => readChapter(each.number ?? '')));
    const [only = ''] = chapters;
    const isPart = clauses.length >= FEWEST_OF_PART || (clauses[0]?.kind === 'section' && only.length > 2);
    return chapters.size === 1 && isPart && only !== '1' ? only : null;
  });
  if (part === null || !/^\d/.test(number)) return false;
  return number !== part && !number.startsWith(`${part}.`) && !number.startsWith(`${part}(`);
}

/** Whether a whole number is many times as great as any of a code: "Section 508", where there are twelve. */
export function isWildlyBeyond(draft: Draft, number: string): boolean {
  const cited = /^\d{3,5}(?!\.)/.test(number) ? Number.parseInt(number, 10) : 0;
  if (cited === 0) return false;
  const ends = ProvisionIndex.of(draft).numberedEnds(['section', 'clause']);
  const [first, last] = [ends?.first.number, ends?.last.number].map((each) => Number.parseInt(each ?? '', 10));
  return first !== undefined && last !== undefined && cited > 5 * Math.max(first, last);
}

const suffixed = new WeakMap<readonly Provision[], boolean>();

/** "section 17A" or "section 18(2A)" of a draft that numbers nothing with letters: sections of an Act. */
export function isSectionOfLaw({ provisions }: Draft, { keyword }: Reference, number: string): boolean {
  if (keyword.toLowerCase() !== 'section' || !/^\d{1,3}(?:[A-Z]{1,2}(?=\(|$)|\(\d{1,2}[A-Z]{1,2}\))/.test(number))
    return false;
  return !getOrCreate(suffixed, provisions, () => provisions.some((each) => /\d[A-Z]/.test(each.number ?? '')));
}

/** Whether a number is far greater than the last one of its kind, as those of other Acts are. */
function isFarBeyond(index: ProvisionIndex, { keyword }: Reference, number: string): boolean {
  const cited = Number.parseInt(number, 10);
  const ends = index.numberedEnds(index.citedUnits(keyword));
  const last = Number.parseInt(ends?.last.number ?? '', 10);
  // In a short text that is whole any number of two digits is far, and a slip is one of them.
  const isShort = last < SHORT_TEXT && Number.parseInt(ends?.first.number ?? '', 10) === 1;
  return cited > (isShort ? BEYOND_SHORT : last * BEYOND + 2);
}
