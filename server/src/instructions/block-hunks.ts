import type { MarkedBlock } from '../compare/change.js';
import { isInWord } from './find-words.js';

/** Words of a block that become other words; offsets are relative to the texts of the blocks. */
export interface WordHunk {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Two texts of one block, and how far into each its own number reaches. */
export interface BlockTexts {
  readonly oldText: string;
  readonly newText: string;
  readonly oldLabel: number;
  readonly newLabel: number;
}

interface Region {
  oldStart: number;
  oldEnd: number;
  newStart: number;
  newEnd: number;
}

/**
 * What changed between two texts of a block behind its number, whole words each.
 * @param marked the marked blocks of the pair: several where one of the two was cut or joined
 */
export function findWordHunks(whole: BlockTexts, marked: readonly MarkedBlock[]): WordHunk[] {
  // What ends a block is white space between blocks.
  const pair = { ...whole, oldText: whole.oldText.trimEnd(), newText: whole.newText.trimEnd() };
  if (pair.oldText.slice(pair.oldLabel) === pair.newText.slice(pair.newLabel)) return [];
  const regions = trimShared(
    pair,
    widenRegions(pair, mergeNear(pair, widenRegions(pair, clipRegions(pair, readRegions(marked))))),
  );
  const hunks = regions.map(({ oldStart, oldEnd, newStart, newEnd }) => ({
    start: oldStart,
    end: oldEnd,
    text: pair.newText.slice(newStart, newEnd),
  }));
  if (changeByHunks(pair.oldText, hunks).slice(pair.oldLabel) === pair.newText.slice(pair.newLabel)) return hunks;
  return [{ start: pair.oldLabel, end: pair.oldText.length, text: pair.newText.slice(pair.newLabel) }];
}

/** One change between two texts: all between the words that they begin and end with alike. */
export function findOneHunk(oldText: string, newText: string): WordHunk[] {
  if (oldText === newText) return [];
  const limit = Math.min(oldText.length, newText.length);
  let start = 0;
  while (start < limit && oldText.charAt(start) === newText.charAt(start)) start++;
  let end = 0;
  while (end < limit - start && oldText.charAt(oldText.length - 1 - end) === newText.charAt(newText.length - 1 - end))
    end++;
  const pair = { oldText, newText, oldLabel: 0, newLabel: 0 };
  const region = { oldStart: start, oldEnd: oldText.length - end, newStart: start, newEnd: newText.length - end };
  return trimShared(pair, widenRegions(pair, [region])).map(({ oldStart, oldEnd, newStart, newEnd }) => ({
    start: oldStart,
    end: oldEnd,
    text: newText.slice(newStart, newEnd),
  }));
}

/** A text after hunks, which are in order and do not overlap. */
export function changeByHunks(text: string, hunks: readonly WordHunk[]): string {
  let changed = '';
  let at = 0;
  for (const hunk of hunks) {
    changed += text.slice(at, hunk.start) + hunk.text;
    at = hunk.end;
  }
  return changed + text.slice(at);
}

function readRegions(marked: readonly MarkedBlock[]): Region[] {
  const regions: Region[] = [];
  let oldAt = 0;
  let newAt = 0;
  for (const { segments } of marked)
    for (const { op, text } of segments) {
      const isOld = op === 'equal' || op === 'delete';
      const isNew = op === 'equal' || op === 'insert';
      if (op !== 'equal') {
        const last = regions.at(-1);
        if (last && last.oldEnd === oldAt && last.newEnd === newAt) {
          last.oldEnd += isOld ? text.length : 0;
          last.newEnd += isNew ? text.length : 0;
        } else
          regions.push({
            oldStart: oldAt,
            oldEnd: oldAt + (isOld ? text.length : 0),
            newStart: newAt,
            newEnd: newAt + (isNew ? text.length : 0),
          });
      }
      if (isOld) oldAt += text.length;
      if (isNew) newAt += text.length;
    }
  return regions;
}

/** Leaves out what is of the number, or behind the text. */
function clipRegions({ oldText, newText, oldLabel, newLabel }: BlockTexts, regions: readonly Region[]): Region[] {
  const clipped: Region[] = [];
  for (const region of regions) {
    const own = {
      oldStart: Math.min(Math.max(region.oldStart, oldLabel), oldText.length),
      oldEnd: Math.min(Math.max(region.oldEnd, oldLabel), oldText.length),
      newStart: Math.min(Math.max(region.newStart, newLabel), newText.length),
      newEnd: Math.min(Math.max(region.newEnd, newLabel), newText.length),
    };
    if (own.oldEnd > own.oldStart || own.newEnd > own.newStart) clipped.push(own);
  }
  // A text that ends sooner or later than the equal words of the other does.
  const last = clipped.at(-1);
  const oldRest = oldText.length - (last?.oldEnd ?? oldLabel);
  const newRest = newText.length - (last?.newEnd ?? newLabel);
  if (oldRest !== newRest) {
    const shared = Math.min(oldRest, newRest);
    const start = { old: (last?.oldEnd ?? oldLabel) + shared, new: (last?.newEnd ?? newLabel) + shared };
    clipped.push({ oldStart: start.old, oldEnd: oldText.length, newStart: start.new, newEnd: newText.length });
  }
  return clipped;
}

/**
 * Makes each region begin and end where words do, in both texts. White space that only one of them
 * begins or ends with is no part of any word, so that the word beside it comes with it.
 */
function widenRegions({ oldText, newText, oldLabel, newLabel }: BlockTexts, regions: readonly Region[]): Region[] {
  const isSpace = (char: string) => /\s/.test(char);
  return regions.map((region) => {
    let { oldStart, oldEnd, newStart, newEnd } = region;
    const isBlank = oldText.slice(oldStart, oldEnd).trim() === '' && newText.slice(newStart, newEnd).trim() === '';
    const isPlain = oldEnd > oldStart && newEnd > newStart;
    // White space that changes is quoted with the words on both sides of it.
    const cutsFirst = () =>
      isBlank
        ? isSpace(oldText.charAt(oldStart)) || isSpace(newText.charAt(newStart)) || oldStart === region.oldStart
        : isPlain && isSpace(oldText.charAt(oldStart)) !== isSpace(newText.charAt(newStart));
    const cutsLast = () =>
      isBlank
        ? isSpace(oldText.charAt(oldEnd - 1)) || isSpace(newText.charAt(newEnd - 1)) || oldEnd === region.oldEnd
        : isPlain && isSpace(oldText.charAt(oldEnd - 1)) !== isSpace(newText.charAt(newEnd - 1));
    while (
      oldStart > oldLabel &&
      newStart > newLabel &&
      (isInWord(oldText, oldStart) || isInWord(newText, newStart) || cutsFirst())
    ) {
      oldStart--;
      newStart--;
    }
    while (
      oldEnd < oldText.length &&
      newEnd < newText.length &&
      (isInWord(oldText, oldEnd) || isInWord(newText, newEnd) || cutsLast())
    ) {
      oldEnd++;
      newEnd++;
    }
    return { oldStart, oldEnd, newStart, newEnd };
  });
}

/** Leaves out the white space that the old and the new words of a region both begin or end with. */
function trimShared({ oldText, newText }: BlockTexts, regions: readonly Region[]): Region[] {
  return regions.map((region) => {
    const own = { ...region };
    const isShared = (i: number, j: number) => /\s/.test(oldText.charAt(i)) && oldText.charAt(i) === newText.charAt(j);
    while (own.oldStart < own.oldEnd && own.newStart < own.newEnd && isShared(own.oldStart, own.newStart)) {
      own.oldStart++;
      own.newStart++;
    }
    while (own.oldStart < own.oldEnd && own.newStart < own.newEnd && isShared(own.oldEnd - 1, own.newEnd - 1)) {
      own.oldEnd--;
      own.newEnd--;
    }
    return own;
  });
}

/** So many words between two changes are quoted with them. */
const MOST_BETWEEN = 2;

/** Joins regions that overlap, or between which so few words stand that one quotation holds all. */
function mergeNear({ oldText }: BlockTexts, regions: readonly Region[]): Region[] {
  const merged: Region[] = [];
  for (const region of regions) {
    const last = merged.at(-1);
    const between = last ? oldText.slice(last.oldEnd, region.oldStart) : '';
    if (
      last &&
      (region.oldStart <= last.oldEnd || (between.match(/[\p{L}\p{N}]+\S*/gu)?.length ?? 0) <= MOST_BETWEEN)
    ) {
      last.oldEnd = Math.max(last.oldEnd, region.oldEnd);
      last.newEnd = Math.max(last.newEnd, region.newEnd);
    } else merged.push({ ...region });
  }
  return merged;
}
