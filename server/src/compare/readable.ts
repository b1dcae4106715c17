import { type Hunk, joinTouching } from './hunk.js';
import { NUMBER, SIGN, type Tokens, WORD } from './tokens.js';

/**
 * Words so common that one of them, left standing alone in a rewritten phrase, only hinders the
 * reader.
 */
const COMMON = new Set(
  'a an the of to in on at by for from with as is are be been was were it its that this these those and or nor but if not no any each such shall may must will which who there then than'.split(
    ' ',
  ),
);

/**
 * How many words on both sides of a common word, together, must have been replaced for it to be
 * replaced with them. With fewer, it helps readers to find their place.
 */
const REPLACED_AROUND = 7;

/**
 * Makes hunks easy to read. An insertion or deletion is shifted to begin or end with a sentence or
 * clause, and a common word or comma between two rewritten phrases joins them into one.
 * @param isFixed whether a hunk must stay as it is
 */
export function makeReadable(
  hunks: readonly Hunk[],
  oldTokens: Tokens,
  newTokens: Tokens,
  isFixed: (hunk: Hunk) => boolean,
): Hunk[] {
  const slid: Hunk[] = [];
  hunks.forEach((hunk, index) => {
    slid.push(isFixed(hunk) ? hunk : slideHunk(hunk, slid[index - 1], hunks[index + 1], oldTokens, newTokens));
  });
  const kept: Hunk[] = [];
  for (const hunk of joinTouching(slid)) {
    const last = kept[kept.length - 1];
    if (last && !isFixed(last) && !isFixed(hunk) && isIsland(last, hunk, oldTokens, newTokens)) {
      kept[kept.length - 1] = { ...last, oldEnd: hunk.oldEnd, newEnd: hunk.newEnd };
    } else kept.push(hunk);
  }
  return kept;
}

function slideHunk(
  hunk: Hunk,
  before: Hunk | undefined,
  after: Hunk | undefined,
  oldTokens: Tokens,
  newTokens: Tokens,
): Hunk {
  const inserted = hunk.oldStart === hunk.oldEnd;
  if (!inserted && hunk.newStart !== hunk.newEnd) return hunk;
  const tokens = inserted ? newTokens : oldTokens;
  const start = inserted ? hunk.newStart : hunk.oldStart;
  const end = inserted ? hunk.newEnd : hunk.oldEnd;
  const lowest = before ? (inserted ? before.newEnd : before.oldEnd) : 0;
  const highest = after ? (inserted ? after.newStart : after.oldStart) : tokens.count;
  const { keys } = tokens;
  let best = 0;
  let bestScore = placeScore(tokens, start, end);
  for (let by = -1; start + by >= lowest && keys[start + by] === keys[end + by]; by--) {
    const score = placeScore(tokens, start + by, end + by);
    if (score > bestScore) [best, bestScore] = [by, score];
  }
  for (let by = 1; end + by <= highest && keys[start + by - 1] === keys[end + by - 1]; by++) {
    const score = placeScore(tokens, start + by, end + by);
    if (score > bestScore) [best, bestScore] = [by, score];
  }
  if (best === 0) return hunk;
  return {
    oldStart: hunk.oldStart + best,
    oldEnd: hunk.oldEnd + best,
    newStart: hunk.newStart + best,
    newEnd: hunk.newEnd + best,
  };
}

function placeScore(tokens: Tokens, start: number, end: number): number {
  const last = tokens.keys[end - 1]!;
  const before = start === 0 ? FULL_STOP : tokens.keys[start - 1]!;
  const ends = ENDS.has(last) ? 4 : last === COMMA ? 1 : 0;
  const begins = ENDS.has(before) || before === COLON ? 3 : before === COMMA ? 1 : 0;
  return ends + begins;
}

/** The key of a sign is its character code. */
const FULL_STOP = 46;
const COMMA = 44;
const COLON = 58;
const ENDS: ReadonlySet<number> = new Set([FULL_STOP, 59, 63, 33]);

function isIsland(left: Hunk, right: Hunk, oldTokens: Tokens, newTokens: Tokens): boolean {
  const size = right.oldStart - left.oldEnd;
  if (size > 2) return false;
  let common = 0;
  for (let i = left.oldEnd; i < right.oldStart; i++) {
    const kind = oldTokens.kinds[i];
    if (kind === NUMBER) return false;
    if (kind !== WORD) continue;
    if (!COMMON.has(oldTokens.textAt(i).toLowerCase())) return false;
    common++;
  }
  if (common > 1) return false;
  const [leftOld, leftNew] = [
    countTokens(oldTokens, left.oldStart, left.oldEnd),
    countTokens(newTokens, left.newStart, left.newEnd),
  ];
  const [rightOld, rightNew] = [
    countTokens(oldTokens, right.oldStart, right.oldEnd),
    countTokens(newTokens, right.newStart, right.newEnd),
  ];
  const [before, after] = [Math.min(leftOld, leftNew), Math.min(rightOld, rightNew)];
  if (Math.min(before, after) === 0) return false;
  if (common === 0) return Math.max(leftOld, leftNew) >= 2 && Math.max(rightOld, rightNew) >= 2;
  const nothingElse =
    left.oldStart === 0 && left.newStart === 0 && right.oldEnd === oldTokens.count && right.newEnd === newTokens.count;
  if (nothingElse) return Math.max(leftOld, leftNew, rightOld, rightNew) >= 2;
  return Math.min(before, after) >= 2 && before + after >= REPLACED_AROUND;
}

function countTokens(tokens: Tokens, from: number, to: number): number {
  let count = 0;
  for (let i = from; i < to; i++) if (tokens.kinds[i] !== SIGN) count++;
  return count;
}
