import type { Draft } from '../model/draft.js';
import type { Comparison, MarkedBlock, Segment } from './change.js';
import { compareDrafts } from './compare.js';
import type { Elsewhere } from './follow-references.js';
import { type Kept, keptText } from './kept-text.js';

/** A version on the way from the first text to the last, and what its changes are known by: "V1.5 as circulated", "Acme Energy". */
export interface Step {
  readonly draft: Draft;
  readonly origin: string;
}

export interface SteppedComparison {
  /** The first text against the last; each change in it bears the `origin` of the step that it is from. */
  readonly comparison: Comparison;
  /** Each version against the one before it. */
  readonly steps: readonly { readonly origin: string; readonly comparison: Comparison }[];
}

/** A stretch of a text, as offsets of UTF-16 units, and the step that put it in or took it out; null where none did. */
interface Piece {
  readonly length: number;
  readonly origin: string | undefined;
}

/**
 * Compares a text with a later version of it, knowing the versions between: a reader of the last circulated draft sees what is new since,
 * and a team that folded mark-ups into its draft sees whose each change is.
 * @param first the text that the changes are marked against
 * @param steps the versions after it, in order; the last one is the text that is shown. At least one.
 */
export function compareInSteps(first: Draft, steps: readonly Step[], elsewhere?: Elsewhere): SteppedComparison {
  const last = steps.at(-1);
  if (!last) throw new RangeError('a comparison in steps needs a step');
  const versions = [first, ...steps.map(({ draft }) => draft)];
  const between = steps.map(({ draft, origin }, i) => ({
    origin,
    comparison: compareDrafts(versions[i] as Draft, draft, elsewhere),
  }));
  const whole =
    steps.length === 1 ? (between[0]?.comparison as Comparison) : compareDrafts(first, last.draft, elsewhere);
  const ways = between.map(({ origin, comparison }) => ({ origin, kept: new Ways(keptText(comparison)) }));
  let old = 0;
  let neu = 0;
  const blocks = whole.blocks.map((block): MarkedBlock => {
    const segments = block.segments.flatMap((segment): Segment[] => {
      const { op, text } = segment;
      const onOld = op !== 'insert' && op !== 'moveTo';
      const onNew = op !== 'delete' && op !== 'moveFrom';
      const pieces =
        op === 'equal'
          ? []
          : onOld
            ? goneFrom(ways, 0, old, old + text.length)
            : comeInto(ways, ways.length - 1, neu, neu + text.length);
      if (onOld) old += text.length;
      if (onNew) neu += text.length;
      return op === 'equal' ? [segment] : cut(segment, pieces);
    });
    return { ...block, segments };
  });
  return { comparison: { ...whole, blocks }, steps: between };
}

/** A segment cut where its origin changes. */
function cut(segment: Segment, pieces: readonly Piece[]): Segment[] {
  const parts: Segment[] = [];
  let at = 0;
  for (const { length, origin } of pieces) {
    const text = segment.text.slice(at, at + length);
    at += length;
    const before = parts.at(-1);
    if (before && before.origin === origin) parts[parts.length - 1] = { ...before, text: before.text + text };
    else parts.push({ ...segment, ...(origin !== undefined && { origin }), text });
  }
  return parts;
}

interface Way {
  readonly origin: string;
  readonly kept: Ways;
}

/** Which step took out, or moved, each part of a stretch of the text before step `i`. */
function goneFrom(ways: readonly Way[], i: number, start: number, end: number): Piece[] {
  const way = ways[i];
  // Never taken out word for word: the whole comparison sees what no step did alone.
  if (!way) return [{ length: end - start, origin: undefined }];
  return way.kept.forward(start, end).flatMap(({ length, kept }): Piece[] => {
    if (!kept || kept.moved) return [{ length, origin: way.origin }];
    return goneFrom(ways, i + 1, kept.to, kept.to + length);
  });
}

/** Which step put in, or moved, each part of a stretch of the text after step `i`. */
function comeInto(ways: readonly Way[], i: number, start: number, end: number): Piece[] {
  const way = ways[i];
  if (!way) return [{ length: end - start, origin: undefined }];
  return way.kept.backward(start, end).flatMap(({ length, kept }): Piece[] => {
    if (!kept || kept.moved) return [{ length, origin: way.origin }];
    return comeInto(ways, i - 1, kept.to, kept.to + length);
  });
}

/** A part of a stretch, and where it stands in the other version; null where it does not. */
interface Part {
  readonly length: number;
  readonly kept: { readonly to: number; readonly moved: boolean } | null;
}

/** What two versions share, to be followed either way. */
class Ways {
  private readonly byNew: readonly Kept[];

  constructor(private readonly byOld: readonly Kept[]) {
    this.byNew = [...byOld].sort((a, b) => a.new - b.new);
  }

  forward(start: number, end: number): Part[] {
    return parts(
      this.byOld,
      start,
      end,
      (kept) => kept.old,
      (kept) => kept.new,
    );
  }

  backward(start: number, end: number): Part[] {
    return parts(
      this.byNew,
      start,
      end,
      (kept) => kept.new,
      (kept) => kept.old,
    );
  }
}

function parts(
  sorted: readonly Kept[],
  start: number,
  end: number,
  from: (kept: Kept) => number,
  to: (kept: Kept) => number,
): Part[] {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const kept = sorted[middle] as Kept;
    if (from(kept) + kept.length <= start) low = middle + 1;
    else high = middle;
  }
  const found: Part[] = [];
  let at = start;
  for (; at < end; low++) {
    const kept = sorted[low];
    const begins = kept ? Math.min(from(kept), end) : end;
    if (begins > at) found.push({ length: begins - at, kept: null });
    at = Math.max(at, begins);
    if (!kept || at >= end) break;
    const stops = Math.min(end, from(kept) + kept.length);
    if (stops > at) found.push({ length: stops - at, kept: { to: to(kept) + at - from(kept), moved: kept.moved } });
    at = stops;
  }
  return found;
}
