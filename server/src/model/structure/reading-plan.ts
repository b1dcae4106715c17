import { type Block, isQuoted } from '../block.js';
import { readLabelShape } from '../head/label-shape.js';
import type { Evidence } from '../schemes/evidence.js';
import { followsNumeral } from '../schemes/evidence.js';
import type { Scheme, UnitId } from '../schemes/scheme.js';
import { findUnitOfWord } from '../schemes/unit-words.js';

/** What only the text as a whole tells about how its labels are to be read. */
export interface ReadingPlan {
  readonly scheme: Scheme;
  /** The units, and "numeral" for headings such as A., under which numbers begin anew. */
  readonly restarts: ReadonlySet<UnitId | 'numeral'>;
  /** The headings I., II. … and A., B. … that are numbered, by the index of their block. */
  readonly numerals: ReadonlySet<number>;
  /** Whether labels without a space behind them are labels: "(2)Grants". */
  readonly acceptsTight: boolean;
}

/** Fewer labels without a space behind them are slips. */
const LEAST_TIGHT = 3;

/** Reads the text once for what its labels have in common. */
export function planReading(
  blocks: readonly Block[],
  isSkipped: (index: number) => boolean,
  scheme: Scheme,
  evidence: Evidence,
): ReadingPlan {
  const numerals = findNumerals(blocks, isSkipped);
  return {
    scheme,
    restarts: findRestarts(blocks, isSkipped, scheme, numerals),
    numerals,
    acceptsTight: evidence.tight >= LEAST_TIGHT,
  };
}

/** Runs of headings at one level whose numerals count on from A or I, two at least. */
function findNumerals(blocks: readonly Block[], isSkipped: (index: number) => boolean): ReadonlySet<number> {
  const found = new Set<number>();
  const runs = new Map<number, { last: string; members: number[] }>();
  const close = (level: number): void => {
    const run = runs.get(level);
    if (run && run.members.length > 1) for (const index of run.members) found.add(index);
    runs.delete(level);
  };
  for (const [index, block] of blocks.entries()) {
    if (block.kind !== 'heading' || isSkipped(index) || isQuoted(block)) continue;
    for (const level of [...runs.keys()]) if (level > block.level) close(level);
    const shape = readLabelShape(block);
    if (!shape || shape.word !== null || !/^[A-Z]+$/.test(shape.number)) continue;
    const run = runs.get(block.level);
    if (run && followsNumeral(run.last, shape.number)) {
      run.last = shape.number;
      run.members.push(index);
    } else if (followsNumeral('', shape.number)) {
      close(block.level);
      runs.set(block.level, { last: shape.number, members: [index] });
    }
  }
  for (const level of [...runs.keys()]) close(level);
  return found;
}

/**
 * The units under which the plain numbers below them begin at 1 more than once: the Articles of
 * bylaws, each with its Section 1.
 */
function findRestarts(
  blocks: readonly Block[],
  isSkipped: (index: number) => boolean,
  scheme: Scheme,
  numerals: ReadonlySet<number>,
): ReadonlySet<UnitId | 'numeral'> {
  const counts = new Map<UnitId | 'numeral', { anew: number; on: number }>();
  const open = new Set<UnitId | 'numeral'>();
  for (const [index, block] of blocks.entries()) {
    if (isSkipped(index) || isQuoted(block)) continue;
    if (block.head.kind === 'division' && !block.head.listed) open.clear();
    const shape = readLabelShape(block);
    if (!shape || shape.mark === 'brackets' || shape.indent > 3) continue;
    const unit = shape.word === null ? null : findUnitOfWord(scheme, shape.word);
    if (numerals.has(index)) open.add('numeral');
    else if (unit && (unit.isDivision || unit.id === 'article')) {
      if (unit.id !== 'article' || scheme.id === 'bylaws' || scheme.id === 'agreement' || scheme.id === 'act')
        open.add(unit.id);
    } else if (/^\d{1,3}[A-Z]?$/.test(shape.number) && (shape.word === null || unit)) {
      for (const id of open) {
        const count = counts.get(id) ?? { anew: 0, on: 0 };
        if (shape.number === '1') count.anew++;
        else count.on++;
        counts.set(id, count);
      }
      open.clear();
    }
  }
  const found = new Set<UnitId | 'numeral'>();
  for (const [id, { anew, on }] of counts) if (anew > 1 && anew > 3 * on) found.add(id);
  return found;
}
