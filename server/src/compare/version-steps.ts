import type { Draft } from '../model/draft.js';
import { findFirst } from '../model/find-first.js';
import type { Span } from '../model/text.js';
import type { Change, ChangeSide, Comparison, MarkedBlock, Segment } from './change.js';
import { compareDrafts } from './compare.js';
import { findKeptText, type KeptText } from './kept-text.js';

/**
 * A version between the first text and the last, and the name its changes go by: "V1.5 as
 * circulated", "Acme Energy".
 */
export interface VersionStep {
  readonly draft: Draft;
  readonly origin: string;
}

/**
 * A stretch of a text (UTF-16 length), and the step that inserted or deleted it; undefined where
 * none did.
 */
export interface OriginPiece {
  readonly length: number;
  readonly origin: string | undefined;
}

/**
 * Adds to a comparison which step made each change, so that someone who knows the last circulated
 * draft sees what is new since, and a team that folded mark-ups in sees whose change is whose.
 * @param comparison a text against a later version of it
 * @param steps the versions after the old text, in order, at least one; the last is the new text
 * @throws RangeError where the last step is not the new text
 */
export function withOrigins(comparison: Comparison, steps: readonly VersionStep[]): Comparison {
  let before = comparison.old;
  const ways = steps.map(({ draft, origin }) => {
    const own = before === comparison.old && draft === comparison.new ? comparison : compareDrafts(before, draft);
    before = draft;
    return { origin, kept: new KeptBothWays(findKeptText(own)) };
  });
  if (before !== comparison.new) throw new RangeError('the last step is the new text');
  return markOrigins(
    comparison,
    steps.map(({ origin }) => origin),
    (side, start, end) =>
      side === 'old' ? originsOfRemoved(ways, 0, start, end) : originsOfAdded(ways, ways.length - 1, start, end),
  );
}

/** Says which origin each part of a stretch of the old or the new text has; `end` is exclusive. */
export type OriginFinder = (side: 'old' | 'new', start: number, end: number) => OriginPiece[];

/**
 * Adds to a comparison where each change comes from.
 * @param origins all there are, in the order in which a change lists its own
 */
export function markOrigins(comparison: Comparison, origins: readonly string[], find: OriginFinder): Comparison {
  const removed = new Origins();
  const added = new Origins();
  let oldAt = 0;
  let newAt = 0;
  const blocks = comparison.blocks.map((block): MarkedBlock => {
    const segments = block.segments.flatMap((segment): Segment[] => {
      const { op, text } = segment;
      const onOld = op !== 'insert' && op !== 'moveTo';
      const onNew = op !== 'delete' && op !== 'moveFrom';
      const [oldStart, newStart] = [oldAt, newAt];
      if (onOld) oldAt += text.length;
      if (onNew) newAt += text.length;
      if (op === 'equal') return [segment];
      const pieces = onOld ? find('old', oldStart, oldAt) : find('new', newStart, newAt);
      (onOld ? removed : added).addPieces(onOld ? oldStart : newStart, pieces);
      return cutSegment(segment, pieces);
    });
    return { ...block, segments };
  });
  const changes = comparison.changes.map((change): Change => {
    const own = new Set([
      ...removed.originsIn(change.old && ownSpan(comparison.old, change.old)),
      ...added.originsIn(change.new && ownSpan(comparison.new, change.new)),
    ]);
    return { ...change, origins: origins.filter((origin) => own.has(origin)) };
  });
  return { ...comparison, blocks, changes };
}

/** The span of a provision without its sub-paragraphs; null where it is no provision. */
function ownSpan(draft: Draft, { provision }: ChangeSide): Span | null {
  if (!provision) return null;
  const { start, end } = draft.spanOf(provision);
  const child = provision.row === null ? provision.children[0] : undefined;
  return { start, end: child ? draft.startOf(child.block) : end };
}

/** The origins of the changes to one text, by offset. */
class Origins {
  private readonly starts: number[] = [];
  private readonly ends: number[] = [];
  private readonly origins: (string | undefined)[] = [];

  /** Pieces must be added in the order of the text. */
  addPieces(start: number, pieces: readonly OriginPiece[]): void {
    let at = start;
    for (const { length, origin } of pieces) {
      this.starts.push(at);
      this.ends.push((at += length));
      this.origins.push(origin);
    }
  }

  originsIn(span: Span | null): string[] {
    const found: string[] = [];
    if (!span) return found;
    const first = findFirst(this.ends, (end) => end > span.start);
    for (let i = first; i < this.starts.length && this.starts[i]! < span.end; i++) {
      const origin = this.origins[i];
      if (origin !== undefined) found.push(origin);
    }
    return found;
  }
}

/** A segment, cut where its origin changes. */
function cutSegment(segment: Segment, pieces: readonly OriginPiece[]): Segment[] {
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

interface StepPath {
  readonly origin: string;
  readonly kept: KeptBothWays;
}

/** Finds the step that deleted or moved each part of a stretch of the text before step `i`. */
function originsOfRemoved(ways: readonly StepPath[], i: number, start: number, end: number): OriginPiece[] {
  const way = ways[i];
  // No step deleted these words by itself: only the whole comparison sees them go.
  if (!way) return [{ length: end - start, origin: undefined }];
  return way.kept.followToNew(start, end).flatMap(({ length, kept }): OriginPiece[] => {
    if (!kept || kept.moved) return [{ length, origin: way.origin }];
    return originsOfRemoved(ways, i + 1, kept.to, kept.to + length);
  });
}

/** Finds the step that inserted or moved each part of a stretch of the text after step `i`. */
function originsOfAdded(ways: readonly StepPath[], i: number, start: number, end: number): OriginPiece[] {
  const way = ways[i];
  if (!way) return [{ length: end - start, origin: undefined }];
  return way.kept.followToOld(start, end).flatMap(({ length, kept }): OriginPiece[] => {
    if (!kept || kept.moved) return [{ length, origin: way.origin }];
    return originsOfAdded(ways, i - 1, kept.to, kept.to + length);
  });
}

/** A part of a stretch, and its offset in the other version; null where it is not there. */
interface KeptPart {
  readonly length: number;
  readonly kept: { readonly to: number; readonly moved: boolean } | null;
}

/** The text that two versions share, to be followed either way. */
class KeptBothWays {
  private readonly byNew: readonly KeptText[];

  constructor(private readonly byOld: readonly KeptText[]) {
    this.byNew = [...byOld].sort((a, b) => a.new - b.new);
  }

  followToNew(start: number, end: number): KeptPart[] {
    return splitByKept(
      this.byOld,
      start,
      end,
      (kept) => kept.old,
      (kept) => kept.new,
    );
  }

  followToOld(start: number, end: number): KeptPart[] {
    return splitByKept(
      this.byNew,
      start,
      end,
      (kept) => kept.new,
      (kept) => kept.old,
    );
  }
}

function splitByKept(
  sorted: readonly KeptText[],
  start: number,
  end: number,
  from: (kept: KeptText) => number,
  to: (kept: KeptText) => number,
): KeptPart[] {
  const found: KeptPart[] = [];
  let at = start;
  for (let i = findFirst(sorted, (kept) => from(kept) + kept.length > start); at < end; i++) {
    const kept = sorted[i];
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
