import type { Resolution, TargetResolution } from '../analysis/references/resolution.js';
import type { Draft } from '../model/draft.js';
import type { Provision } from '../model/provision.js';
import type { Span } from '../model/text.js';
import type { Checker } from '../rules/check.js';
import type { WorkspaceDocument } from '../workspace/document.js';

/** The most characters that stand in a label before its number. */
const LONGEST_LABEL_WORD = 40;

/** The reference at a place in a text, and the target whose number stands there, if any. */
export interface CitedHere {
  readonly resolution: Resolution;
  /** The one target there; all of them where the place is on the keyword. */
  readonly targets: readonly TargetResolution[];
  /** Relative to the document's text. */
  readonly span: Span;
  /** Whether the place is on the words of the reference and not on one of its numbers. */
  readonly isOnKeyword: boolean;
}

/** The reference at an offset of a document, or null. */
export function findCitedAt(checker: Checker, document: WorkspaceDocument, offset: number): CitedHere | null {
  const { draft } = document;
  const block = draft.blockAt(offset);
  if (block < 0) return null;
  const at = offset - draft.startOf(block);
  let widest: CitedHere | null = null;
  for (const resolution of checker.resolutionsOf(document)(block)) {
    const { reference } = resolution.found;
    for (const target of resolution.targets) {
      const end = target.target?.to ?? target.target;
      if (!target.target || !end || at < target.target.span.start || at > end.span.end) continue;
      return {
        resolution,
        targets: [target],
        span: draft.inText(block, { start: target.target.span.start, end: end.span.end }),
        isOnKeyword: false,
      };
    }
    if (at >= reference.span.start && at <= reference.span.end && !widest) {
      widest = {
        resolution,
        targets: resolution.targets,
        span: draft.inText(block, reference.span),
        isOnKeyword: true,
      };
    }
  }
  return widest;
}

/**
 * The provision whose label is at an offset: a clause's number, a table's caption, a row's first
 * cell.
 */
export function findLabelledAt(document: WorkspaceDocument, offset: number): Provision | null {
  const { draft } = document;
  const block = draft.blockAt(offset);
  if (block < 0) return null;
  let found: Provision | null = null;
  for (let at = draft.provisionOfBlock(block); at; at = at.parent) {
    for (const candidate of at.block === block ? [at, ...at.children.filter((child) => child.block === block)] : []) {
      const span = findNumberSpan(draft, candidate);
      if (offset >= span.start - lengthOfWordBefore(document, span.start) && offset <= span.end) found = candidate;
    }
    if (found || at.block < block) break;
  }
  if (found) return found;
  const inner = draft.provisionAt(offset);
  if (inner && inner.row !== null) {
    const span = draft.labelSpanOf(inner);
    if (offset >= span.start && offset <= span.end) return inner;
  }
  return null;
}

/** A marker stands at most so far behind the number whose line it shares. */
const FARTHEST_MARKER = 40;

/**
 * Where the own number of a provision stands, in the draft: of the first provision within another,
 * which shares its line, as "(1)" of "3.—(1)", its marker alone.
 */
export function findNumberSpan(draft: Draft, provision: Provision): Span {
  const span = draft.labelSpanOf(provision);
  const { parent, block, marker } = provision;
  if (parent?.block !== block || provision.row !== null || draft.labelSpanOf(parent).start !== span.start) return span;
  const from = findNumberSpan(draft, parent).end;
  const end = draft.startOf(block) + draft.block(block).text.length;
  const words = draft.textBetween(from, Math.min(end, from + FARTHEST_MARKER));
  const at = marker === '' ? -1 : words.indexOf(marker);
  if (at < 0 || /\p{L}{2}/u.test(words.slice(0, at))) return span;
  return { start: from + at, end: from + at + marker.length };
}

/** The length of the word of a label before its number, "Section " of "Section 5"; 0 where it has none. */
function lengthOfWordBefore({ draft }: WorkspaceDocument, start: number): number {
  const { text, prefix } = draft.block(draft.blockAt(start));
  const before = text.slice(prefix, start - draft.startOf(draft.blockAt(start)));
  return before.length <= LONGEST_LABEL_WORD && /^[*_]{0,3}\p{Lu}[\p{L}-]{1,30}[ \u00a0]{1,3}$/u.test(before)
    ? before.length
    : 0;
}

/** The text of a provision in its draft, as it is written. */
export function sourceOf(document: WorkspaceDocument, provision: Provision): string {
  const { start, end } = document.draft.spanOf(provision);
  return document.draft.text.slice(start, end);
}
