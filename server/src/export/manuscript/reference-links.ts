import type { Block } from '../../model/block.js';
import type { Draft } from '../../model/draft.js';
import { findSourceSpan, type Inline, type Run } from '../../model/inline/inline.js';
import { getOrCreate } from '../../model/memo.js';

/** The links that a text defines apart from where it uses them. */
interface LinkDefinitions {
  /** The addresses, by the labels as they are compared. */
  readonly addresses: ReadonlyMap<string, string>;
  /** The blocks that are no more than definitions. */
  readonly places: ReadonlySet<Block>;
  /** Those of them with a definition that the text uses. */
  readonly used: ReadonlySet<Block>;
}

/** A link by its label; offsets in the visible text. */
interface ReferenceLink {
  /** Its first bracket, and the one behind its words. */
  readonly open: number;
  readonly close: number;
  /** After all of its mark-up. */
  readonly end: number;
  readonly address: string;
}

/**
 * One definition on a line of its own: "[SEC]: https://sec.example 'Smart Energy Code'". The label
 * of a note begins with "^". Source: CommonMark 0.31, link reference definitions.
 */
const DEFINITION =
  /^[ \t]{0,3}\[(?!\^)((?:[^[\]\\]|\\.){1,200})\]:[ \t]{0,99}(?:<([^<>\r\n]{0,2000})>|([^\s<]\S{0,2000}))(?:[ \t]{1,99}(?:"[^"\r\n]{0,999}"|'[^'\r\n]{0,999}'|\([^()\r\n]{0,999}\)))?[ \t]*$/;
const NO_LINKS: LinkDefinitions = { addresses: new Map(), places: new Set(), used: new Set() };
const definitions = new WeakMap<Draft, LinkDefinitions>();
const linked = new WeakMap<LinkDefinitions, WeakMap<Inline, Inline>>();

/** Whether a block only defines links that the text uses: mark-up, which no reader sees. */
export function definesLinks(draft: Draft, block: Block): boolean {
  return readDefinitions(draft).used.has(block);
}

/**
 * The words of a block of a draft with the links by label, "[the Code][SEC]", "[SEC][]" and "[SEC]",
 * as links: their brackets and labels are mark-up.
 */
export function linkByLabel(draft: Draft, block: Block, inline: Inline): Inline {
  const found = readDefinitions(draft);
  if (found.addresses.size === 0 || !inline.text.includes('[') || found.places.has(block)) return inline;
  const known = getOrCreate(linked, found, () => new WeakMap<Inline, Inline>());
  return getOrCreate(known, inline, () => makeLinks(block, inline, found.addresses));
}

function readDefinitions(draft: Draft): LinkDefinitions {
  return getOrCreate(definitions, draft, () => {
    const addresses = new Map<string, string>();
    const places = new Map<Block, readonly string[]>();
    for (const block of draft.blocks) {
      const pairs = readDefinitionBlock(block);
      if (!pairs) continue;
      for (const [label, address] of pairs) if (!addresses.has(label)) addresses.set(label, address);
      places.set(
        block,
        pairs.map(([label]) => label),
      );
    }
    if (places.size === 0) return NO_LINKS;
    const labels = findUsedLabels(draft, addresses, places);
    const used = [...places].filter(([, own]) => own.some((label) => labels.has(label)));
    return { addresses, places: new Set(places.keys()), used: new Set(used.map(([block]) => block)) };
  });
}

/** The definitions that a paragraph consists of; null where it has any other words. */
function readDefinitionBlock({ kind, text, prefix, marker }: Block): [label: string, address: string][] | null {
  if (kind !== 'paragraph' || marker !== null || text.charCodeAt(prefix) !== 91) return null;
  const pairs: [string, string][] = [];
  for (const line of text.slice(prefix).split(/\r\n?|\n/)) {
    if (line.trim() === '') continue;
    const [, label, pointed, plain = ''] = DEFINITION.exec(line) ?? [];
    if (label === undefined) return null;
    pairs.push([normalizeLabel(label), pointed ?? plain]);
  }
  return pairs.length === 0 ? null : pairs;
}

/** Labels are the same whatever their capitals and white space. */
function normalizeLabel(label: string): string {
  return label.trim().replace(/\s+/g, ' ').toLowerCase().toUpperCase();
}

/** The defined labels that stand in brackets somewhere in a text. */
function findUsedLabels(
  draft: Draft,
  addresses: ReadonlyMap<string, string>,
  without: ReadonlyMap<Block, unknown>,
): ReadonlySet<string> {
  const used = new Set<string>();
  for (const block of draft.blocks) {
    if (without.has(block) || !block.text.includes('[')) continue;
    for (const [, label = ''] of block.text.matchAll(/\[([^[\]]{1,200})\]/g)) {
      const normal = normalizeLabel(label);
      if (addresses.has(normal)) used.add(normal);
    }
  }
  return used;
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
    const address = addresses.get(normalizeLabel(source.slice(span.start, span.end)));
    // "![…]" is a picture.
    if (address === undefined || inline.text.charCodeAt(from - 1) === 33) continue;
    links.push({ open: from, close: at, end: isLabelled ? last.at + 1 : at + 1, address });
    open = [];
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

/** The words without the mark-up of links, and with their addresses. */
function cutLinks(inline: Inline, links: readonly ReferenceLink[]): Inline {
  const parts = links.flatMap(({ open, close, end, address }) => [
    { end: open, isWords: true, address: null },
    { end: open + 1, isWords: false, address: null },
    { end: close, isWords: true, address },
    { end, isWords: false, address: null },
  ]);
  parts.push({ end: Number.POSITIVE_INFINITY, isWords: true, address: null });
  const runs: Run[] = [];
  let text = '';
  let part = 0;
  for (const run of inline.runs) {
    const runEnd = run.at + run.text.length;
    let at = run.at;
    do {
      while (parts[part]!.end <= at) part++;
      const { end, isWords, address } = parts[part]!;
      const to = Math.min(runEnd, end);
      if (isWords) {
        const link = run.kind === 'image' || run.kind === 'note' ? run.link : (run.link ?? address);
        runs.push({ ...cutRunAt(inline, run, at, to), at: text.length, link });
        text += run.text.slice(at - run.at, to - run.at);
      }
      at = to;
    } while (at < runEnd);
  }
  return { text, runs };
}

/** A part of a run, by offsets in the visible text. */
function cutRunAt(inline: Inline, run: Run, from: number, to: number): Run {
  const [start, end] = [from - run.at, to - run.at];
  if (end - start === run.text.length) return run;
  const offsets = run.offsets?.slice(start, end) ?? null;
  return { ...run, text: run.text.slice(start, end), source: findSourceSpan(inline, from, to), offsets };
}
