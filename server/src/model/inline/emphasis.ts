/** A run of `*`s or `_`s that can begin or end emphasis. */
export interface EmphasisRun {
  /** The code of the sign. */
  readonly sign: number;
  /** Offsets in the passage. */
  readonly start: number;
  readonly end: number;
  readonly opens: boolean;
  readonly closes: boolean;
}

/** Signs that begin or end emphasis: one, or two where it is strong. */
export interface EmphasisSign {
  readonly at: number;
  readonly length: number;
  readonly opens: boolean;
}

/** What is left of a run. */
interface RunLeft {
  readonly run: EmphasisRun;
  start: number;
  end: number;
}

/**
 * Pairs the runs of signs of a passage as Markdown does. What no other run is found for is words.
 * @param runs in the order of the passage
 * @returns the signs of each pair, in no order
 */
export function matchEmphasis(runs: readonly EmphasisRun[]): EmphasisSign[] {
  const signs: EmphasisSign[] = [];
  /** The runs before that can still open; what stands between a pair no longer can. */
  let open: RunLeft[] = [];
  for (const run of runs) {
    const closer: RunLeft = { run, start: run.start, end: run.end };
    for (let i = open.length - 1; run.closes && closer.start < closer.end && i >= 0; i--) {
      const opener = open[i]!;
      if (!canPair(opener, closer)) continue;
      // What is left of both may pair again, with others.
      const length = opener.end - opener.start > 1 && closer.end - closer.start > 1 ? 2 : 1;
      opener.end -= length;
      signs.push({ at: opener.end, length, opens: true }, { at: closer.start, length, opens: false });
      closer.start += length;
      open = open.slice(0, opener.end > opener.start ? i + 1 : i);
      i = open.length;
    }
    if (run.opens && closer.start < closer.end) open.push(closer);
  }
  return signs;
}

/** The sums of three are what keeps `***a** b*` apart. */
function canPair(opener: RunLeft, closer: RunLeft): boolean {
  if (opener.run.sign !== closer.run.sign) return false;
  if (!opener.run.closes && !closer.run.opens) return true;
  const length = closer.end - closer.start;
  return length % 3 === 0 || (length + opener.end - opener.start) % 3 !== 0;
}
