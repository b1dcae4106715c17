import { ProvisionIndex } from '../../analysis/references/provision-index.js';
import { shapeOf } from '../../analysis/references/reference-forms.js';
import { hasMarkerBetween, listWrittenMarks } from '../../analysis/references/written-markers.js';
import { isCompiled, isConsolidated, isRevised } from '../../analysis/text/amendment-marks.js';
import { readParting } from '../../analysis/text/partings.js';
import { isBulletMarker } from '../../model/block.js';
import type { Draft } from '../../model/draft.js';
import type { Provision } from '../../model/provision.js';
import { formatMarker, parseRoman } from '../../model/structure/markers.js';
import { getItemFacts } from '../../model/structure/provision-node.js';
import { findLabelPlace, type Report, type ReportForm, type StructureRule } from '../rule.js';
import { isInForm, isLeftToFill } from '../shared/forms-to-fill.js';
import { findListedNumbers } from '../shared/listed-numbers.js';
import { areUnreadLabels, areWritten, isBelowNoNumber, isCitable, startsLate } from '../shared/number-gaps.js';
import {
  type Fault,
  findNumberFaults,
  findNumberStep,
  listSequences,
  readLastValue,
  reportNumberFault,
  type Sequence,
} from '../shared/numbering.js';
import { areSources, isRepeatedOnPurpose, saysMissing } from '../shared/parted-numbers.js';
import { findRowFaults, nameMissingRow } from '../shared/row-numbers.js';

/** Numbers that are missing, used twice or out of order. */
export const numberingSequence: StructureRule = {
  codes: {
    'numbering.duplicate': { severity: 'error', title: 'A number is used twice.' },
    'numbering.gap': { severity: 'warning', title: 'A number is missing.' },
    'numbering.order': { severity: 'error', title: 'Numbers are out of order.' },
  },
  // What is written in a sentence fills a gap.
  readWords: (draft, block) =>
    [...listWrittenMarks(draft.block(block)), readParting(draft.block(block)), isLeftToFill(draft.block(block))].join(),
  *checkStructure({ draft, uri }) {
    const unread: UnreadFaults = { faults: 0, gaps: 0 };
    const reports = [...findFaults(draft, uri, unread)];
    const faults = unread.faults + reports.filter(({ code }) => code !== 'numbering.gap').length;
    // So many at once are no slips of a drafter: the text counts in a way that is not understood.
    // A consolidated text can hold what was replaced beside what replaced it.
    const isMisread =
      isConsolidated(draft) ||
      MISREAD.some(({ fewest, provisions }) => faults >= fewest && faults * provisions > draft.provisions.length);
    // A text that leaves so many numbers out does so on purpose, or is read in part.
    const gaps = unread.gaps + reports.filter(({ code }) => code === 'numbering.gap').length;
    const isGappy = gaps >= MANY_GAPS && gaps * MANY_GAPS >= draft.provisions.length;
    for (const report of reports)
      yield (report.code === 'numbering.gap' ? isGappy : isMisread) ? { ...report, severity: 'information' } : report;
  },
};

/** Faults that are none, since the text shows that it was not read as it is meant: how many there were. */
interface UnreadFaults {
  faults: number;
  gaps: number;
}

function* findFaults(draft: Draft, uri: string, unread: UnreadFaults): Generator<Report> {
  const repeated = new Set<Provision>();
  const anew = new Set<Provision>();
  const inForms = new Map<Provision, boolean>();
  const leavesGaps = hasGapsByCustom(draft);
  const sequences = listSequences(draft);
  const forms = countForms(sequences);
  for (const { name, members } of sequences) {
    // Questions and attachments have checks of their own.
    if (name.startsWith('question ') || name === 'attachment') continue;
    const first = members[0];
    if (first && citesOthers(draft, members)) continue;
    const step = findNumberStep(members);
    const isLate = first && startsLate(name, first) && (step === 1 || readLastValue(first) > step);
    if (
      isLate &&
      !leavesGaps &&
      !isInForm(draft, first, inForms) &&
      !isInAmendment(first) &&
      !areWritten(draft, null, first)
    )
      yield {
        code: 'numbering.gap',
        message: `${first.label} comes first here: earlier numbers are missing.`,
        ...findLabelPlace(draft, first),
        form: formOfNumber(first, forms),
      };
    const faults = [...findNumberFaults(members, (provision) => !isCitable(provision))];
    const before = faults.length > 0 ? mapToPrevious(members) : NO_PREVIOUS;
    if (faults.length > 0 && areSources(draft, members)) continue;
    if (first && faults.length > 0 && isInForm(draft, first, inForms)) continue;
    for (const [at, fault] of faults.entries()) {
      const { kind, provision, other } = fault;
      if (findListedNumbers(draft).has(provision)) continue;
      if (kind === 'duplicate') {
        repeated.add(provision);
        if (fault.goesOn || isInsideAny(provision, repeated) || beginsList(draft, provision)) continue;
      }
      if (kind !== 'gap' && isOfUnreadList(draft, provision, before, anew)) {
        unread.faults++;
        continue;
      }
      if (kind === 'gap' && !leavesGaps && areUnreadLabels(draft, other, provision)) {
        unread.gaps++;
        continue;
      }
      if (kind === 'gap' && (leavesGaps || areWritten(draft, other, provision))) continue;
      // A code of many chapters keeps numbers free between its sections 2-64 and 2-81.
      if (kind === 'gap' && provision.kind !== 'paragraph' && /\d-\d/.test(provision.number ?? '')) continue;
      if (kind === 'gap' && provision.kind === 'part' && ProvisionIndex.of(draft).hyphenatedRoots.size > 0) continue;
      if (kind === 'duplicate' && provision.kind === 'part' && beginsAnew(draft, other, provision)) continue;
      if (kind === 'duplicate' && isOfOtherArticle(draft, other, provision)) continue;
      if (kind === 'duplicate' && isRepeatedOnPurpose(draft, other, provision)) continue;
      if (kind === 'duplicate' && LINKED_HEADING.test(draft.block(other.block).text.slice(0, 300))) continue;
      if (kind === 'duplicate' && isCalledOtherwise(other, provision)) continue;
      if (kind === 'gap' && saysMissing(draft, other, provision)) continue;
      if (kind === 'order' && hasTightLabel(draft, other, provision)) continue;
      if (kind === 'order' && isPutInBefore(other, provision) && isCompiled(draft)) continue;
      // Sections 139 and 256 one after the other are quoted from another text.
      if (kind === 'gap' && draft.scheme.id !== 'code' && readLastValue(provision) - readLastValue(other) > WIDEST_GAP)
        continue;
      if (kind !== 'duplicate' && LAWS.has(draft.scheme.id) && countAsDecimals(other, provision)) continue;
      if (kind === 'order' && isOfOtherAmendment(draft, other, provision)) continue;
      if (kind !== 'duplicate' && isBelowNoNumber(provision)) continue;
      // An amendment sets out the sections that it changes, wherever they stand.
      if (kind !== 'duplicate' && isInAmendment(provision)) continue;
      const form = formOfNumber(provision, forms);
      const report = { ...reportNumberFault(`numbering.${kind}`, { ...fault, step }, draft, uri), form };
      yield kind === 'duplicate' && beginsRun(faults, at) ? { ...report, severity: 'information' } : report;
    }
  }
  for (const table of draft.provisions)
    for (const fault of findRowFaults(draft, table))
      yield {
        ...reportNumberFault(`numbering.${fault.kind}`, fault, draft, uri),
        severity: 'warning',
        ...(fault.kind === 'gap'
          ? {
              message: `Row ${fault.other.number} is followed by row ${fault.provision.number}: ${nameMissingRow(fault.other, fault.provision)} is missing.`,
            }
          : {}),
      };
}

const NO_PREVIOUS: ReadonlyMap<Provision, Provision> = new Map();

/** Each member of a sequence but the first, with the one before it. */
function mapToPrevious(members: readonly Provision[]): ReadonlyMap<Provision, Provision> {
  const before = new Map<Provision, Provision>();
  for (const [at, member] of members.entries()) if (at > 0) before.set(member, members[at - 1]!);
  return before;
}

/**
 * Whether a number that is used again, or out of order, is of a run that counts anew in something that
 * was not read.
 * @param anew gets what such runs begin with
 */
function isOfUnreadList(
  draft: Draft,
  provision: Provision,
  before: ReadonlyMap<Provision, Provision>,
  anew: Set<Provision>,
): boolean {
  const previous = before.get(provision);
  if (beginsInText(draft, previous, provision)) return true;
  if (countsAnew(draft, previous, provision)) {
    anew.add(provision);
    return true;
  }
  return anew.size > 0 && followsAny(provision, before, anew);
}

/** How far before an item the one that comes before it is looked for in the text. */
const REACH_OF_LIST = 80;

/**
 * Whether an item (b) goes on from an (a) that stands in the words of a sentence, or was not read:
 * then a list begins there, and its number is neither used twice nor out of order.
 */
function beginsInText(draft: Draft, previous: Provision | undefined, provision: Provision): boolean {
  const item = getItemFacts(provision);
  if (!previous || !item || item.value < 2) return false;
  const from = Math.max(previous.block, provision.block - REACH_OF_LIST);
  return hasMarkerBetween(draft, from, provision.block, formatMarker(item.style, item.value - 1));
}

/**
 * Whether a Part, or an item, is the first of a run that counts anew: Parts that contents listed
 * before, and outside of a code a list whose words above are not read as its own.
 */
function countsAnew({ scheme }: Draft, previous: Provision | undefined, provision: Provision): boolean {
  if (!previous || readOrdinal(previous) <= 1 || readOrdinal(provision) !== 1) return false;
  return provision.kind === 'part'
    ? provision.children.length > 0
    : provision.kind === 'paragraph' && scheme.id !== 'code';
}

function readOrdinal(provision: Provision): number {
  const value = getItemFacts(provision)?.value ?? readLastValue(provision);
  return value >= 0 ? value : parseRoman((provision.number ?? '').toLowerCase());
}

/** Whether a provision comes after one of some others in its sequence. */
function followsAny(
  provision: Provision,
  before: ReadonlyMap<Provision, Provision>,
  others: ReadonlySet<Provision>,
): boolean {
  let at = before.get(provision);
  for (let steps = 0; at && steps < MOST_STEPS; steps++, at = before.get(at)) if (others.has(at)) return true;
  return false;
}

/** Longer runs that count anew are not followed. */
const MOST_STEPS = 60;

/** How many provisions there are of each form, in sequences of more than one. */
function countForms(sequences: readonly Sequence[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { members } of sequences)
    for (const member of members) {
      const key = keyOfNumber(member);
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
  return counts;
}

function formOfNumber(provision: Provision, counts: ReadonlyMap<string, number>): ReportForm {
  const key = keyOfNumber(provision);
  return { key, name: provision.label, count: counts.get(key) ?? 0 };
}

/** The unit and the style or shape of a number: "paragraph roman", "section 9.9". */
function keyOfNumber(provision: Provision): string {
  const { unit, number } = provision;
  return `${unit} ${getItemFacts(provision)?.style ?? shapeOf(number ?? '')}`;
}

/** Fewer provisions of an Appendix may bear numbers of the text by chance. */
const LEAST_CITED = 3;

/**
 * Whether numbers are those of other places: what an Appendix lists of the rules of its own text, or
 * bullets of another's rules, "- RULE 2.1.6 – Dugout".
 */
function citesOthers(draft: Draft, members: readonly Provision[]): boolean {
  const bullets = members.filter(({ block }) => isBulletMarker(draft.block(block).marker));
  if (bullets.length === members.length && members.every((each) => !getItemFacts(each) && each.number?.includes('.')))
    return true;
  const index = ProvisionIndex.of(draft);
  const listed = members.filter(
    (each) =>
      each.number?.includes('.') && index.scopeOf(each) !== null && index.numbered(each.number, null).length > 0,
  );
  return listed.length > 0 && listed.length * LEAST_CITED >= members.length * (LEAST_CITED - 1);
}

/** "### A. [Standing Orders](#a-standing-orders)": a heading of contents, which leads to the section. */
const LINKED_HEADING = /^[ \t]{0,3}#{1,6}[ \t]{1,9}[^[\]\r\n]{1,12}\[[^\][\r\n]{1,120}\]\(#[^()\s]{1,160}\)[ \t]{0,9}$/;

/** From how many gaps on, if there is one to as many provisions, none of them is a slip. */
const MANY_GAPS = 8;

/** So many numbers that come once more in their order are counted anew on purpose. */
const LEAST_ANEW = 3;

/** Whether numbers begin at 1 again and go on: they are counted in something that was not read. */
function beginsRun(faults: readonly Fault[], at: number): boolean {
  if (readLastValue(faults[at]!.provision) !== 1) return false;
  let end = at + 1;
  while (faults[end]?.kind === 'duplicate' && faults[end]?.goesOn) end++;
  return end - at >= LEAST_ANEW;
}

function isInAmendment({ parent }: Provision): boolean {
  for (let at = parent; at; at = at.parent) if (at.unit === 'amendment') return true;
  return false;
}

/** The schemes in which decimals are sections that were put in. */
const LAWS: ReadonlySet<string> = new Set(['act', 'statutory-instrument']);

/** Whether 56.21 was put in between 56.2 and 56.3, as Acts of Canadian provinces do it. */
function countAsDecimals({ number: before }: Provision, { number }: Provision): boolean {
  const [, last = ''] = /^\d{1,4}\.(\d{1,4})$/.exec(before ?? '') ?? [];
  const [, own = ''] = /^\d{1,4}\.(\d{1,4})$/.exec(number ?? '') ?? [];
  return last !== '' && own !== '' && last.length !== own.length && Number(before) < Number(number);
}

/** Whether sections 6-1-1313 and 6-1-104 are set out by two sections of a bill, SECTION 1 and SECTION 2. */
function isOfOtherAmendment({ provisions }: Draft, other: Provision, { index, number, unit }: Provision): boolean {
  if (!/\d-\d/.test(number ?? '')) return false;
  for (let at = index - 1; at > other.index; at--)
    if (provisions[at]?.unit === unit && /^\d{1,3}$/.test(provisions[at]?.number ?? '')) return true;
  return false;
}

/** How far a label such as "4(1)" is looked for before the (2) that follows it. */
const REACH_OF_LABEL = 40;

/** Whether (2) follows a line "4(1) …", whose (1) stands in the text of what holds both. */
function hasTightLabel(draft: Draft, other: Provision, { marker, block }: Provision): boolean {
  if (marker !== '(2)') return false;
  for (let at = block - 1; at > other.block && at >= block - REACH_OF_LABEL; at--)
    if (/^[\s*_-]{0,24}\d{1,4} ?[A-Z]{0,2} ?\.?[—–-]?[*_ ]{0,3}\(1\)/.test(draft.block(at).text)) return true;
  return false;
}

/** Whether 34AAB, which was put in before 34AA, stands there. */
function isPutInBefore({ marker: before }: Provision, { marker }: Provision): boolean {
  const [longer, shorter] = [before, marker].map((each) => each.replace(/^\(|\)$/g, ''));
  return (
    longer !== undefined &&
    shorter !== undefined &&
    /^\d{1,4}[A-Z]{0,3}$/.test(shorter) &&
    /^[A-Z]{1,2}$/.test(longer.slice(shorter.length)) &&
    longer.startsWith(shorter)
  );
}

/** Whether Division 1 is the first of another Article than the Division 1 before it. */
function beginsAnew(draft: Draft, first: Provision, { index, number, unit }: Provision): boolean {
  if (number !== '1' && number !== 'I' && number !== 'A') return false;
  for (let at = index - 1; at > first.index; at--) {
    const between = draft.provisions[at];
    if ((between?.kind === 'part' && between.unit !== unit) || between?.unit === 'amendment') return true;
    if (between?.unit === 'article') return true;
    if (between?.kind === 'part' && between.number === number) return false;
  }
  return false;
}

/** Whether sections A are those of two Articles, of which the second stands between them. */
function isOfOtherArticle({ provisions }: Draft, first: Provision, { index, number, unit }: Provision): boolean {
  if (unit !== 'section' || !/^[A-Z]$/.test(number ?? '')) return false;
  for (let at = index - 1; at > first.index; at--) if (provisions[at]?.unit === 'article') return true;
  return false;
}

/** "Artikel 1" and "Hoofdstuk 1", whose words no scheme has. */
function isCalledOtherwise(first: Provision, provision: Provision): boolean {
  const [word, own] = [first, provision].map(({ label }) => /^\p{L}+(?= )/u.exec(label)?.[0].toLowerCase());
  return provision.unit === first.unit && word !== undefined && own !== undefined && word !== own;
}

/** More numbers are not missing by a slip. */
const WIDEST_GAP = 20;
/**
 * From how many numbers out of order or used twice on a text is taken to be misread, if there is one
 * to so many provisions.
 */
const MISREAD = [
  { fewest: 8, provisions: 25 },
  { fewest: 16, provisions: 60 },
] as const;

/** For so many numbers one may be missing in a text of a kind that is often amended. */
const NUMBERS_PER_GAP = 50;
/** As many may be slips in whatever text. */
const FEWEST_GAPS = 3;

/**
 * Whether the text is one that is amended over and over, as Acts are: what is repealed leaves gaps,
 * and a number that is missing among many tells nothing.
 */
function hasGapsByCustom(draft: Draft): boolean {
  if (isRevised(draft)) return true;
  if (draft.scheme.checks.gaps) return false;
  let gaps = 0;
  for (const { name, members } of listSequences(draft)) {
    const [first] = members;
    if (first?.kind === 'paragraph' && startsLate(name, first)) gaps++;
    for (const { kind } of findNumberFaults(members, (provision) => !isCitable(provision))) if (kind === 'gap') gaps++;
  }
  return gaps > Math.max(FEWEST_GAPS, draft.provisions.length / NUMBERS_PER_GAP);
}

/** Whether a sub-paragraph is the first of a list of its own: of one in Markdown, or behind words that lead to it. */
function beginsList(draft: Draft, { kind, marker, block }: Provision): boolean {
  if (kind !== 'paragraph') return false;
  if (marker === '(1)' && /^\d/.test(draft.block(block).marker ?? '')) return true;
  if (!/^\((?:a|i|A|I|1)\)$/.test(marker) || block === 0) return false;
  const { kind: before, head } = draft.block(block - 1);
  return before === 'paragraph' && head.kind === 'none' && draft.provisionOfBlock(block - 1)?.block !== block - 1;
}

function isInsideAny(provision: Provision, containers: ReadonlySet<Provision>): boolean {
  for (let at = provision.parent; at; at = at.parent) if (containers.has(at)) return true;
  return false;
}
