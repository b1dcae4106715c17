import type { Block } from './block.js';
import type { Draft } from './draft.js';
import { findSourceSpan, type Inline, PLAIN, type Run } from './inline/inline.js';
import { type LinkDefinitions, normalizeLinkLabel, readLinkDefinitions } from './link-definitions.js';
import { getOrCreate } from './memo.js';

/** A link or a picture by its label; offsets in the visible text. */
interface ReferenceLink {
  readonly isImage: boolean;
  /** Its first sign, its words, and the bracket behind them. */
  readonly open: number;
  readonly start: number;
  readonly close: number;
  /** After all of its mark-up. */
  readonly end: number;
  readonly address: string;
}

const linked = new WeakMap<LinkDefinitions, WeakMap<Inline, Inline>>();

/**
 * The words of a block of a draft with the links by label, "[the Code][SEC]", "[SEC][]" and "[SEC]",
 * as links: their brackets and labels are mark-up. "![Its words][plan]" is a picture.
 */
export function linkByLabel(draft: Draft, block: Block, inline: Inline): Inline {
  const found = readLinkDefinitions(draft);
  if (found.addresses.size === 0 || !inline.text.includes('[') || found.places.has(block)) return inline;
  const known = getOrCreate(linked, found, () => new WeakMap<Inline, Inline>());
  return getOrCreate(known, inline, () => makeLinks(block, inline, found.addresses));
}

function makeLinks(block: Block, inline: Inline, addresses: ReadonlyMap<string, string>): Inline {
  const links = findLinksByLabel(block, inline, addresses);
  return links.length === 0 ? inline : cutLinks(inline, links);
}

/**
 * The links by label in some words, in order. As Markdown has it, the label is in the brackets right
 * behind, or else is the words themselves; and no link holds another.
 */
function findLinksByLabel(
  { text: source }: Block,
  inline: Inline,
  addresses: ReadonlyMap<string, string>,
): ReferenceLink[] {
  const links: ReferenceLink[] = [];
  const signs = findLinkBrackets(inline);
  let open: number[] = [];
  for (let i = 0; i < signs.length; i++) {
    const { at, opens } = signs[i]!;
    if (opens) {
      open.push(at);
      continue;
    }
    const from = open.pop();
    if (from === undefined || at === from + 1) continue;
    const [first, last] = [signs[i + 1], signs[i + 2]];
    const isLabelled = first?.opens === true && first.at === at + 1 && last?.opens === false;
    const hasLabel = isLabelled && last.at > first.at + 1;
    const span = hasLabel ? findSourceSpan(inline, first.at + 1, last.at) : findSourceSpan(inline, from + 1, at);
    const address = addresses.get(normalizeLinkLabel(source.slice(span.start, span.end)));
    if (address === undefined) continue;
    const end = isLabelled ? last.at + 1 : at + 1;
    const isImage = inline.text.charCodeAt(from - 1) === 33 && !isEscapedAt(inline, from - 1);
    const inner = links.findLast((link) => link.open > from);
    if (inner && (isImage || inner.open !== from + 1 || inner.end !== at)) continue;
    // A link around a picture shows the picture.
    if (inner) links[links.length - 1] = { ...inner, open: from, end };
    else links.push({ isImage, open: isImage ? from - 1 : from, start: from + 1, close: at, end, address });
    if (!isImage) open = [];
    if (isLabelled) i += 2;
  }
  return links;
}

/** The brackets in words that are brackets: no backslash before them, and no other link around. */
function findLinkBrackets({ runs }: Inline): { readonly at: number; readonly opens: boolean }[] {
  const signs: { at: number; opens: boolean }[] = [];
  for (const run of runs) {
    if (run.kind !== 'text' || run.link !== null) continue;
    for (let i = 0; i < run.text.length; i++) {
      const sign = run.text.charCodeAt(i);
      if ((sign === 91 || sign === 93) && !isEscapedIn(run, i)) signs.push({ at: run.at + i, opens: sign === 91 });
    }
  }
  return signs;
}

/** Whether a character of a run is written with more than itself: a backslash, or an entity. */
function isEscapedIn({ offsets, source }: Run, index: number): boolean {
  if (!offsets) return false;
  return (offsets[index + 1] ?? source.end) - (offsets[index] ?? source.start) > 1;
}

function isEscapedAt({ runs }: Inline, at: number): boolean {
  const run = runs.findLast((each) => each.at <= at && each.text !== '');
  return run === undefined || isEscapedIn(run, at - run.at);
}

/** The words without the mark-up of links, and with their addresses. */
function cutLinks(inline: Inline, links: readonly ReferenceLink[]): Inline {
  const parts = links.flatMap(({ open, start, close, end, isImage, address }) => [
    { end: open, shows: 'words', address: null },
    { end: start, shows: 'nothing', address: null },
    { end: close, shows: isImage ? 'image' : 'words', address },
    { end, shows: 'nothing', address: null },
  ]);
  parts.push({ end: Number.POSITIVE_INFINITY, shows: 'words', address: null });
  const runs: Run[] = [];
  let text = '';
  let part = 0;
  let image = 0;
  for (const run of inline.runs) {
    const runEnd = run.at + run.text.length;
    let at = run.at;
    do {
      while (parts[part]!.end <= at) part++;
      const { end, shows, address } = parts[part]!;
      const to = Math.min(runEnd, end);
      const said = inline.text.slice(at, to);
      if (shows === 'words') {
        const link = run.kind === 'image' || run.kind === 'note' ? run.link : (run.link ?? address);
        runs.push({ ...cutRunAt(inline, run, at, to), at: text.length, link });
        text += said;
      } else if (shows === 'image') {
        const last = runs.at(-1);
        // The words of a picture are one run, whatever mark-up is in them.
        if (last?.kind === 'image' && image === part) runs[runs.length - 1] = { ...last, text: last.text + said };
        else runs.push({ ...makeImage(inline, links[(part - 2) / 4]!), at: text.length, text: said });
        image = part;
        text += said;
      }
      at = to;
    } while (at < runEnd);
  }
  return { text, runs };
}

/** A picture by its label, without its words. */
function makeImage(inline: Inline, { open, start, close, end, address }: ReferenceLink): Omit<Run, 'at' | 'text'> {
  const offsets = Array.from(
    { length: close - start },
    (_, i) => findSourceSpan(inline, start + i, start + i + 1).start,
  );
  return { ...PLAIN, kind: 'image', source: findSourceSpan(inline, open, end), offsets, link: address, note: null };
}

/** A part of a run, by offsets in the visible text. */
function cutRunAt(inline: Inline, run: Run, from: number, to: number): Run {
  const [start, end] = [from - run.at, to - run.at];
  if (end - start === run.text.length) return run;
  const offsets = run.offsets?.slice(start, end) ?? null;
  return { ...run, text: run.text.slice(start, end), source: findSourceSpan(inline, from, to), offsets };
}
