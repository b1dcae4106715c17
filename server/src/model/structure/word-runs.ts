import { type Block, isQuoted } from '../block.js';
import { readLabelShape } from '../head/label-shape.js';
import { getOrCreate } from '../memo.js';

/** Fewer headings of one word are no run. */
const LEAST_RUN = 4;
/** Words of which two headings are a run: the questions that a paper asks, and the Parts of a text. */
const LEAST_OF_WORD: Readonly<Record<string, number>> = { question: 2, part: 2 };
/** What has a reading of its own, or numbers what a reader does. */
const OTHER_WORDS = /^(?:q|table|figure|fig|step|page|note|example|option|version|day|week)$/;

/**
 * The headings "Rule 1", "Rule 2" … of one word at one level that count from 1 to the end without a
 * gap, by index: units of the text, whatever it calls them.
 */
export function findWordRuns(blocks: readonly Block[], isSkipped: (index: number) => boolean): ReadonlySet<number> {
  const runs = new Map<string, { readonly members: number[]; isRun: boolean }>();
  for (const [index, block] of blocks.entries()) {
    if (block.kind !== 'heading' || block.head.kind !== 'heading' || isSkipped(index) || isQuoted(block)) continue;
    const shape = readLabelShape(block);
    if (shape?.word == null || !/^\d{1,3}$/.test(shape.number) || OTHER_WORDS.test(shape.word)) continue;
    const run = getOrCreate(runs, `${shape.word} ${block.level}`, () => ({ members: [] as number[], isRun: true }));
    run.isRun &&= Number(shape.number) === run.members.length + 1;
    run.members.push(index);
  }
  const found = new Set<number>();
  for (const [name, { members, isRun }] of runs)
    if (isRun && members.length >= (LEAST_OF_WORD[name.slice(0, name.lastIndexOf(' '))] ?? LEAST_RUN))
      for (const index of members) found.add(index);
  return found;
}
