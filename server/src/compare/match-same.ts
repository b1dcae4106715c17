import { isUnread } from '../model/link-definitions.js';
import type { Span } from '../model/text.js';
import type { BodyHashes } from './body-hashes.js';
import { bodyStart, mixHashes, shareAtEnds } from './likeness.js';
import {
  addWords,
  findKeptOrder,
  forEachPlace,
  hasWords,
  LEAST_MOVED_WORDS,
  listUnmatched,
  type MatchingSide,
  pairUp,
} from './matching-side.js';
import { heaviestIncreasing, type Pairs } from './sequence.js';
import type { ComparedUnit } from './units.js';
import { SharedRuns, WordHashes } from './word-hashes.js';

/** The share of words, or of text at both ends, at which two units in one place are the same. */
const SHARED_IN_PLACE = 0.5;
/** Units with fewer words may be equal by chance: they are matched only by number or neighbour. */
const LEAST_SAME_WORDS = 4;

/** Matches equal units, number and all, from both ends of the drafts inwards. */
export function matchEnds(oldSide: MatchingSide, newSide: MatchingSide): void {
  const most = Math.min(oldSide.units.length, newSide.units.length);
  let start = 0;
  while (start < most && hasSameBlocks(oldSide, start, newSide, start)) start++;
  // What follows "Article 3" tells which Article it is.
  const isOpen = (side: MatchingSide, at: number) => isUntitled(side.units[at]!) || isTitledBelow(side, at);
  if (start < most) while (start > 0 && isOpen(oldSide, start - 1)) start--;
  for (let i = 0; i < start; i++) pairUp(oldSide, newSide, i, i);
  for (let k = 1; k <= most - start; k++) {
    const i = oldSide.units.length - k;
    const j = newSide.units.length - k;
    if (!hasSameBlocks(oldSide, i, newSide, j)) break;
    pairUp(oldSide, newSide, i, j);
  }
  const front = newSide.units[0]?.kind === 'frontMatter' && oldSide.units[0]?.kind === 'frontMatter';
  if (front && oldSide.partner[0] === -1) pairUp(oldSide, newSide, 0, 0);
}

function hasSameBlocks(oldSide: MatchingSide, i: number, newSide: MatchingSide, j: number): boolean {
  const a = oldSide.units[i]!;
  const b = newSide.units[j]!;
  if (a.end - a.start !== b.end - b.start || a.kind !== b.kind || a.name !== b.name) return false;
  for (let k = 0; k < a.end - a.start; k++) {
    if (oldSide.draft.block(a.start + k).hash !== newSide.draft.block(b.start + k).hash) return false;
  }
  return true;
}

/** Hashes of the units of both drafts; NaN for a unit that is not looked for. */
interface UnitHashes {
  readonly old: Float64Array;
  readonly new: Float64Array;
}

/**
 * Matches units whose words, numbers masked, occur once on each side. Of those that occur more
 * often, it matches first the ones that have the same numbers too, then the ones with one own
 * number or next to a matched unit.
 */
export function matchHashes(oldSide: MatchingSide, newSide: MatchingSide): void {
  const left = {
    old: listUnmatched(oldSide, 0, oldSide.units.length),
    new: listUnmatched(newSide, 0, newSide.units.length),
  };
  const masked = hashUnits(oldSide, newSide, left, (hashes, block) => hashes.maskedHash(block));
  const doubtful = matchUnique(oldSide, newSide, left, masked);
  if (doubtful.old.length === 0) return;
  matchUntitled(oldSide, newSide, doubtful.old);
  const exact = hashUnits(oldSide, newSide, doubtful, (hashes, block) => hashes.exactHash(block));
  matchUnique(oldSide, newSide, doubtful, exact);
  matchNamed(oldSide, newSide, doubtful, exact);
  matchNeighbours(oldSide, newSide, exact);
  if (matchOnceInGaps(oldSide, newSide, exact)) matchNeighbours(oldSide, newSide, exact);
  matchNamed(oldSide, newSide, doubtful, masked);
  matchNeighbours(oldSide, newSide, masked);
}

interface Indices {
  readonly old: readonly number[];
  readonly new: readonly number[];
}

function hashUnits(
  oldSide: MatchingSide,
  newSide: MatchingSide,
  indices: Indices,
  hash: (hashes: BodyHashes, block: number) => number,
): UnitHashes {
  const hashSide = (side: MatchingSide, own: readonly number[]): Float64Array => {
    const found = new Float64Array(side.units.length).fill(Number.NaN);
    for (const index of own) {
      const unit = side.units[index]!;
      let all = unit.kind.length;
      for (let k = unit.start; k < unit.end; k++) {
        // A comment is no part of the text, unless a unit is nothing else.
        if (unit.end - unit.start === 1 || !isUnread(side.draft.block(k))) all = mixHashes(all, hash(side.hashes, k));
      }
      found[index] = all;
    }
    return found;
  };
  return { old: hashSide(oldSide, indices.old), new: hashSide(newSide, indices.new) };
}

/**
 * Matches units whose hash occurs once on each side. Returns those whose hash occurs more often on
 * both sides, or whose words are few.
 */
function matchUnique(oldSide: MatchingSide, newSide: MatchingSide, indices: Indices, hashes: UnitHashes): Indices {
  /** By hash: the only unit that has it, or −1 where several have. */
  const indexByHash = (own: readonly number[], of: Float64Array): Map<number, number> => {
    const found = new Map<number, number>();
    for (const index of own) found.set(of[index]!, found.has(of[index]!) ? -1 : index);
    return found;
  };
  const oldPlaces = indexByHash(indices.old, hashes.old);
  const newPlaces = indexByHash(indices.new, hashes.new);
  for (const [hash, i] of oldPlaces) {
    const j = newPlaces.get(hash);
    if (i >= 0 && j !== undefined && j >= 0 && hasWords(oldSide, i, LEAST_SAME_WORDS)) pairUp(oldSide, newSide, i, j);
  }
  return {
    old: indices.old.filter((i) => oldSide.partner[i] === -1 && newPlaces.has(hashes.old[i]!)),
    new: indices.new.filter((j) => newSide.partner[j] === -1 && oldPlaces.has(hashes.new[j]!)),
  };
}

/** A title with fewer letters may be one by chance. */
const LEAST_TITLE_LETTERS = 4;

/**
 * Matches sections whose title no other section of either draft has, whatever their numbers and
 * their mark-up: "6. ## Confidentiality" and "**4. Confidentiality**".
 */
export function matchTitled(oldSide: MatchingSide, newSide: MatchingSide): void {
  matchTitles(oldSide, newSide, () => true);
}

/**
 * Matches likewise sections whose title stands on a line of its own: "Article 6" above "Penalties" is
 * no more like "Article 6" above "Appeals" than like any other Article.
 */
export function matchTitledBelow(oldSide: MatchingSide, newSide: MatchingSide): void {
  matchTitles(oldSide, newSide, isTitledBelow);
}

/** Matches the titles right below headings of one section, whatever they say now: the section got another title. */
export function matchLinesOfTitles(oldSide: MatchingSide, newSide: MatchingSide): void {
  const isLine = ({ units, partner }: MatchingSide, at: number): boolean => {
    const unit = units[at];
    return unit !== undefined && unit.provision === null && unit.end - unit.start === 1 && partner[at] === -1;
  };
  for (const [i, j] of oldSide.partner.entries()) {
    if (j === -1 || !isTitledBelow(oldSide, i) || !isTitledBelow(newSide, j)) continue;
    const isSameKind = oldSide.units[i + 1]?.kind === newSide.units[j + 1]?.kind;
    if (isSameKind && isLine(oldSide, i + 1) && isLine(newSide, j + 1)) pairUp(oldSide, newSide, i + 1, j + 1);
  }
}

/** Whether a unit is the heading of a section whose title another block has. */
function isTitledBelow({ units, draft }: MatchingSide, index: number): boolean {
  const { kind, provision, start } = units[index]!;
  if (kind !== 'heading' || !provision?.title || provision.number === null || provision.block !== start) return false;
  return !foldTitle(draft.block(start).text).includes(foldTitle(provision.title));
}

function foldTitle(title: string): string {
  return title.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');
}

function matchTitles(
  oldSide: MatchingSide,
  newSide: MatchingSide,
  isMeant: (side: MatchingSide, index: number) => boolean,
): void {
  const indexByTitle = (side: MatchingSide): Map<string, number> => {
    const found = new Map<string, number>();
    for (const [index, { kind, provision }] of side.units.entries()) {
      if (kind !== 'heading' || !provision?.title || provision.number === null || !isMeant(side, index)) continue;
      const letters = foldTitle(provision.title);
      if (letters.length >= LEAST_TITLE_LETTERS) found.set(letters, found.has(letters) ? -1 : index);
    }
    return found;
  };
  const places = indexByTitle(newSide);
  for (const [title, i] of indexByTitle(oldSide)) {
    const j = places.get(title) ?? -1;
    if (i >= 0 && j >= 0 && oldSide.partner[i] === -1 && newSide.partner[j] === -1) pairUp(oldSide, newSide, i, j);
  }
}

/** Matches headings without a title, "Article 3", by the first words below them: those tell which it is. */
function matchUntitled(oldSide: MatchingSide, newSide: MatchingSide, indices: readonly number[]): void {
  const wordOf = ({ units, hashes }: MatchingSide, index: number): number => hashes.maskedHash(units[index]!.start);
  for (const i of indices) {
    const j = (oldSide.partner[i + 1] ?? -1) - 1;
    if (j < 0 || !isUntitled(oldSide.units[i]!) || !isUntitled(newSide.units[j]!)) continue;
    const isAlike = wordOf(oldSide, i) === wordOf(newSide, j);
    if (isAlike && oldSide.partner[i] === -1 && newSide.partner[j] === -1) pairUp(oldSide, newSide, i, j);
  }
}

/**
 * Parts headings without a title that have text below them, none of which is the same, and matches
 * them again: by that text, then by their numbers.
 * @param isSame whether something below an old heading is still there at its partner
 */
export function rematchUntitled(
  oldSide: MatchingSide,
  newSide: MatchingSide,
  isSame: (index: number) => boolean,
): void {
  const untitled = oldSide.units.flatMap((unit, index) => (isUntitled(unit) ? index : []));
  const strays: [number, number][] = [];
  const hasText = ({ units }: MatchingSide, at: number): boolean => (units[at + 1]?.kind ?? 'heading') !== 'heading';
  for (const index of untitled) {
    const to = oldSide.partner[index]!;
    if (to !== -1 && hasText(oldSide, index) && hasText(newSide, to) && !isSame(index)) strays.push([index, to]);
  }
  for (const [index, to] of strays) oldSide.partner[index] = newSide.partner[to] = -1;
  matchUntitled(oldSide, newSide, untitled);
  for (const [index, to] of strays) {
    const isNamed = oldSide.units[index]!.name === newSide.units[to]!.name;
    if (isNamed && oldSide.partner[index] === -1 && newSide.partner[to] === -1) pairUp(oldSide, newSide, index, to);
  }
}

function isUntitled({ kind, provision }: ComparedUnit): boolean {
  return kind === 'heading' && provision !== null && provision.number !== null && provision.title === null;
}

/**
 * Matches units with one name and one hash. A name that is borne more than once, as "paragraph (1)"
 * of several sections may be, tells nothing where the words are the same too.
 */
function matchNamed(oldSide: MatchingSide, newSide: MatchingSide, indices: Indices, hashes: UnitHashes): void {
  const oldPlaces = indexByName(oldSide, indices.old, hashes.old);
  const newPlaces = indexByName(newSide, indices.new, hashes.new);
  for (const [key, i] of oldPlaces) {
    const j = newPlaces.get(key) ?? -1;
    if (i >= 0 && j >= 0) pairUp(oldSide, newSide, i, j);
  }
}

/** The unmatched units by name and hash: the only one that has both, or −1 where several have. */
function indexByName(side: MatchingSide, indices: readonly number[], hashes: Float64Array): Map<string, number> {
  const found = new Map<string, number>();
  for (const index of indices) {
    const { name } = side.units[index]!;
    if (name === null || side.partner[index] !== -1) continue;
    const key = `${hashes[index]} ${name}`;
    found.set(key, found.has(key) ? -1 : index);
  }
  return found;
}

function matchNeighbours(oldSide: MatchingSide, newSide: MatchingSide, hashes: UnitHashes): void {
  forEachPlace(oldSide, newSide, (i, j) => {
    if (hashes.old[i] === hashes.new[j]) pairUp(oldSide, newSide, i, j);
  });
}

/**
 * Matches units without a number, however short, that stand once between the same two matched units
 * on each side: where "Step 4" went, "Step 5" is the one that reads the same.
 * @returns whether there were any
 */
function matchOnceInGaps(oldSide: MatchingSide, newSide: MatchingSide, hashes: UnitHashes): boolean {
  let isAny = false;
  const matchGap = (oldGap: Gap, newGap: Gap): void => {
    const newPlaces = indexOnce(newSide, newGap, hashes.new);
    const pairs: Pairs = [];
    for (const [hash, i] of indexOnce(oldSide, oldGap, hashes.old)) {
      const j = newPlaces.get(hash) ?? -1;
      if (i >= 0 && j >= 0) pairs.push([i, j]);
    }
    const stay = heaviestIncreasing(
      pairs.map(([, j]) => j),
      pairs.map(() => 1),
    );
    for (const [k, [i, j]] of pairs.entries()) if (stay[k]) pairUp(oldSide, newSide, i, j);
    isAny ||= pairs.length > 0;
  };
  let [oldFrom, newFrom] = [0, 0];
  const ends: Pairs = [[oldSide.units.length, newSide.units.length]];
  for (const [i, j] of [...findKeptOrder(oldSide), ...ends]) {
    if (i > oldFrom && j > newFrom) matchGap({ from: oldFrom, to: i }, { from: newFrom, to: j });
    [oldFrom, newFrom] = [i + 1, j + 1];
  }
  return isAny;
}

/** Units from one to before another. */
interface Gap {
  readonly from: number;
  readonly to: number;
}

/** The unmatched units of a gap that have no number, by hash: the only one that has it, or −1. */
function indexOnce(side: MatchingSide, { from, to }: Gap, hashes: Float64Array): Map<number, number> {
  const found = new Map<number, number>();
  for (let index = from; index < to; index++) {
    const hash = hashes[index]!;
    if (side.partner[index] !== -1 || side.units[index]!.name !== null || Number.isNaN(hash)) continue;
    found.set(hash, found.has(hash) ? -1 : index);
  }
  return found;
}

/**
 * Matches units next to matched ones that share most of their words, or of the text they begin and
 * end with. Where a unit was inserted or deleted, the next one may be similar too: neither unit may
 * begin and end more like the unit beside the other.
 */
export function matchInPlace(oldSide: MatchingSide, newSide: MatchingSide): void {
  const atEnds = (i: number, j: number): number => {
    const a = oldSide.units[i];
    const b = newSide.units[j];
    if (!a || !b || a.kind !== b.kind) return 0;
    return shareAtEnds(oldSide.draft.text, unitBody(oldSide, a), newSide.draft.text, unitBody(newSide, b));
  };
  const words = { old: new WordHashes(), new: new WordHashes() };
  const runs = new SharedRuns();
  const inWords = (i: number, j: number): number => {
    words.old.count = words.new.count = 0;
    addWords(oldSide, oldSide.units[i]!, words.old);
    addWords(newSide, newSide.units[j]!, words.new);
    return runs.shareRuns(words.old, words.new);
  };
  forEachPlace(oldSide, newSide, (i, j) => {
    const { kind } = oldSide.units[i]!;
    if (kind !== newSide.units[j]!.kind || kind === 'frontMatter' || !hasWords(oldSide, i, LEAST_MOVED_WORDS)) return;
    const ends = atEnds(i, j);
    if (ends < SHARED_IN_PLACE && inWords(i, j) < SHARED_IN_PLACE) return;
    const others = [atEnds(i + 1, j), atEnds(i - 1, j), atEnds(i, j + 1), atEnds(i, j - 1)];
    if (others.every((other) => other < Math.max(ends, SHARED_IN_PLACE))) pairUp(oldSide, newSide, i, j);
  });
}

function unitBody({ draft }: MatchingSide, unit: ComparedUnit): Span {
  const start = draft.startOf(unit.start);
  return { start: start + bodyStart(draft.block(unit.start)), end: start + unit.size };
}
