import { type Block, isQuoted } from '../block.js';
import { readLabelShape } from '../head/label-shape.js';
import { getOrCreate } from '../memo.js';
import { parseRoman } from './markers.js';

/** Fewer headings of one word are no run. */
const LEAST_RUN = 4;
/** Words of which two headings are a run: the questions that a paper asks, and the Parts of a text. */
const LEAST_OF_WORD: Readonly<Record<string, number>> = { question: 2, part: 2 };
/** Words whose numbers may be roman, and of whose run one may have been left out. */
const DIVISIONS = /^(?:part|chapter)$/;
/** What has a reading of its own, or numbers what a reader does. */
const OTHER_WORDS = /^(?:q|table|figure|fig|step|page|note|example|option|version|day|week)$/;

/**
 * The headings "Rule 1", "Rule 2" … of one word at one level that count from 1 to the end without a
 * gap, and "Part I", "Part II" …, by index: units of the text, whatever it calls them.
 */
export function findWordRuns(blocks: readonly Block[], isSkipped: (index: number) => boolean): ReadonlySet<number> {
  const runs = new Map<string, { readonly members: number[]; last: number; isRun: boolean }>();
  for (const [index, block] of blocks.entries()) {
    if (block.kind !== 'heading' || block.head.kind !== 'heading' || isSkipped(index) || isQuoted(block)) continue;
    const shape = readLabelShape(block);
    if (shape?.word == null || OTHER_WORDS.test(shape.word)) continue;
    const isDivision = DIVISIONS.test(shape.word);
    const value = /^\d{1,3}$/.test(shape.number)
      ? Number(shape.number)
      : isDivision
        ? parseRoman(shape.number.toLowerCase())
        : 0;
    if (value === 0) continue;
    const name = `${shape.word} ${block.level}`;
    const run = getOrCreate(runs, name, () => ({ members: [] as number[], last: 0, isRun: true }));
    const isLeftOut = isDivision && run.members.length > 1 && value === run.last + 2;
    run.isRun &&= value === run.last + 1 || isLeftOut;
    run.last = value;
    run.members.push(index);
  }
  const found = new Set<number>();
  for (const [name, { members, isRun }] of runs)
    if (isRun && members.length >= (LEAST_OF_WORD[name.slice(0, name.lastIndexOf(' '))] ?? LEAST_RUN))
      for (const index of members) found.add(index);
  return found;
}
