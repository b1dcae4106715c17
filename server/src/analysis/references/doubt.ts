import type { Block } from '../../model/block.js';
import type { Draft } from '../../model/draft.js';
import { getOrCreate } from '../../model/memo.js';
import type { Provision } from '../../model/provision.js';
import type { Reference, ReferenceKind } from '../../model/references/reference.js';
import type { UnitId } from '../../model/schemes/scheme.js';
import { isConsolidated } from '../text/amendment-marks.js';
import { ProvisionIndex } from './provision-index.js';

/**
 * Whether a number that a draft lacks may be another text's after all, though the words do not say
 * so. A reference is then no fault that a drafter has to look at.
 */

/** An Act or the like that is named, cited or pointed to; not "this Act" and not "the Act". */
const NAMES_LAW =
  /(?<!\b[Tt]his |\b[Tt]hese )\b(?:(?!(?:The|This|These|An?|Any|Each|Every|No|Our|In|Under|Such|Of|Each|If)\b)(?:[A-Z][\w’'-]*|(?:1[5-9]|20)\d\d) (?:Act|Code|Law|Order|Directive|Ordinance|Regulations?|Rules|Statutes?|Convention|Treaty|Measure|Constitution)\b|(?:Acts?|Code|Directive|Order|Regulations?|Rules|Ordinance|Statutes?|Treaty|Convention)(?: of)? (?:1[5-9]|20)\d\d|(?:Regulation|Directive|Decision)s? (?:\((?:EU|EC|EEC)\) )?(?:No\.? ?)?\d{1,4}\/\d|(?:[Tt]hat|[Ss]aid|[Pp]rincipal|those) (?:Act|Acts|Code|Regulations?|Order|Rules|Directive|Ordinance|enactment)|[Gg]eneral [Ll]aws|[SR]\. ?[SC]\. ?C|U\.? ?S\.? ?C\b|C\.? ?F\.? ?R\b)/;
/** Words that change another text, or apply it with changes. */
const CHANGES_LAW =
  /\b(?:(?:is|are|was|were|shall be) (?:hereby )?(?:further )?(?:amended|modified|repealed|read as if)|(?:has|have) effect (?:as if|subject to)|(?:applies|apply) as if|as if (?:amended|for|in|after|there were)|were (?:substituted|inserted|omitted)|by the (?:repeal|insertion|substitution|deletion|addition) of|by (?:deleting|repealing|inserting|substituting)|(?:is|are) (?:substituted|inserted|repealed))\b/;

/** Kinds that Acts and such are divided into; others seldom have them, and cite those of Acts. */
const KINDS_OF_LAW: ReadonlySet<ReferenceKind> = new Set<ReferenceKind>(['section', 'article', 'regulation', 'rule']);

/** How far before the words the text is read that they belong to. */
const FARTHEST = 240;
/** By what part of the last number one that is cited may go beyond it. */
const BEYOND = 1.1;

/** So many numbers of a kind show how all are written. */
const FEWEST_NUMBERS = 3;
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
}

/** Whether a number may be another text's, or the text around it is read wrongly. */
export function mayBeOthers(missing: MissingNumber): boolean {
  const { draft, block, owner, reference, number } = missing;
  if (isConsolidated(draft)) return true;
  if (standsAlone(draft.block(block), reference)) return true;
  if (hasNoRoot(owner)) return true;
  if (speaksOfLaw(draft, block, owner)) return true;
  const index = ProvisionIndex.of(draft);
  if (KINDS_OF_LAW.has(reference.kind) && !index.hasUnit(reference.kind === 'section' ? 'section' : reference.kind))
    return true;
  return isOfOtherForm(draft, reference, number) || isFarBeyond(index, reference, number);
}

/** A line of a table of two columns that lost its lines: nothing but "Article 16(8) and (9)". */
function standsAlone({ text, kind }: Block, { span }: Reference): boolean {
  return kind === 'paragraph' && !/[\p{L}]{3}/u.test(text.slice(0, span.start) + text.slice(span.end));
}

/** Whether the words stand in a list below no number, as "(b)(2)": then its numbers tell nothing. */
function hasNoRoot(owner: Provision | null): boolean {
  return owner?.kind === 'paragraph' && owner.number?.startsWith('(') === true;
}

const lawful = new WeakMap<Block, boolean>();

function namesLaw(block: Block): boolean {
  return getOrCreate(lawful, block, () => NAMES_LAW.test(block.text) || CHANGES_LAW.test(block.text));
}

/**
 * Whether the section, or the Schedule, that the words stand in speaks of another law or changes
 * one before them, or their own paragraph does.
 */
function speaksOfLaw(draft: Draft, block: number, owner: Provision | null): boolean {
  const from = findBeginning(owner);
  for (let at = block; at >= Math.max(from, block - FARTHEST, 0); at--) if (namesLaw(draft.block(at))) return true;
  for (let at = from; at < Math.min(from + 4, block); at++) if (namesLaw(draft.block(at))) return true;
  return false;
}

/** The first block of the section around a provision, or of the Schedule. */
function findBeginning(owner: Provision | null): number {
  let from = owner?.block ?? 0;
  for (let at = owner; at; at = at.parent) {
    const { kind } = at;
    if (kind === 'part' || (kind === 'heading' && at.marker === '')) continue;
    from = at.block;
    if (kind === 'schedule' || kind === 'annex' || kind === 'appendix') break;
  }
  return from;
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
function isOfOtherForm({ provisions }: Draft, { kind }: Reference, number: string): boolean {
  const [root = ''] = /^[^(]*/.exec(number) ?? [];
  if (root === '') return false;
  const forms = getOrCreate(formsByProvisions, provisions, () => readForms(provisions));
  const own = [...forms].find(([unit]) => unit === kind)?.[1];
  if (!own || own.count < FEWEST_NUMBERS) return false;
  return !own.points.has(countPoints(root)) || (root.includes('.') && !own.chapters.has(readChapter(root)));
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
    const clauses = provisions.filter((each) => each.kind === 'clause' && each.number !== null);
    const chapters = new Set(clauses.map((each) => readChapter(each.number ?? '')));
    const [only = ''] = chapters;
    return chapters.size === 1 && clauses.length >= FEWEST_OF_PART && only !== '1' ? only : null;
  });
  if (part === null || !/^\d/.test(number)) return false;
  return number !== part && !number.startsWith(`${part}.`) && !number.startsWith(`${part}(`);
}

/** Whether a number is far greater than the last one of its kind, as those of other Acts are. */
function isFarBeyond(index: ProvisionIndex, { keyword }: Reference, number: string): boolean {
  const cited = Number.parseInt(number, 10);
  const last = Number.parseInt(index.numberedEnds(index.citedUnits(keyword))?.last.number ?? '', 10);
  return cited > last * BEYOND + 2;
}
