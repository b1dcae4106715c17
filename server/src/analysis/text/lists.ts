import { type Block, isBulletMarker } from '../../model/block.js';
import type { Draft } from '../../model/draft.js';
import { blankCode, isPlaceholder, readBlockFacts } from '../../model/facts.js';
import { findSourceSpan, readInline } from '../../model/inline/inline.js';
import type { Provision } from '../../model/provision.js';
import { getItemFacts } from '../../model/structure/provision-node.js';
import type { Span } from '../../model/text.js';

/**
 * How the words of an item end; `open` where something of its own follows, or nothing can be said.
 */
export type ItemEnd = 'semicolon' | 'comma' | 'stop' | 'none' | 'open';

/** One item of a list, and how it ends. */
export interface ListItem {
  readonly block: number;
  readonly end: ItemEnd;
  /** Its last word, relative to the block's text. */
  readonly lastWord: Span;
}

/** Three or more items in a row. */
export interface List {
  readonly items: readonly ListItem[];
  /** Whether words after the last item end the sentence: "… the court may make an order." */
  readonly goesOn: boolean;
  /** Whether it is the last thing in an item that others follow. */
  readonly isWithinItem: boolean;
}

/** The lists of a draft that have more than two items: sub-paragraphs, and lists with bullets. */
export function* listsOf(draft: Draft): Generator<List> {
  const parents = new Set<Provision | null>();
  for (const provision of draft.provisions) {
    if (provision.kind !== 'paragraph' || parents.has(provision.parent)) continue;
    parents.add(provision.parent);
    for (const items of runsOf(provision.parent ? provision.parent.children : draft.roots)) {
      if (items.length < 3) continue;
      const last = items.at(-1)!;
      const { parent } = last;
      yield {
        items: items.map((each) => listItemOf(draft, each.block, each.children.length > 0)),
        goesOn: sentenceGoesOn(draft, last.block),
        isWithinItem: parent?.kind === 'paragraph' && parent.parent?.children.at(-1) !== parent,
      };
    }
  }
  yield* bulletsOf(draft);
}

/** Sub-paragraphs that follow each other in one list. */
function runsOf(siblings: readonly Provision[]): Provision[][] {
  const runs: Provision[][] = [];
  let last: Provision | null = null;
  for (const each of siblings) {
    if (each.kind === 'footnote') continue;
    const item = getItemFacts(each);
    const before = last && getItemFacts(last);
    if (item) {
      if (before && before.style === item.style && before.value < item.value) runs[runs.length - 1]?.push(each);
      else runs.push([each]);
    }
    last = item ? each : null;
  }
  return runs;
}

function* bulletsOf(draft: Draft): Generator<List> {
  let items: ListItem[] = [];
  let depth = 0;
  const list = (): List[] => {
    const done = items;
    items = [];
    const last = done[done.length - 1];
    return done.length < 3 || !last
      ? []
      : [{ items: done, goesOn: sentenceGoesOn(draft, last.block), isWithinItem: depth > 1 }];
  };
  for (let index = 0; index < draft.blocks.length; index++) {
    const block = draft.block(index);
    const bullet = isBulletMarker(block.marker) && block.head.kind === 'none';
    if (!bullet || block.containers.length !== depth) yield* list();
    if (!bullet || block.kind !== 'paragraph') continue;
    depth = block.containers.length;
    items.push(listItemOf(draft, index, continuesItem(draft.blocks[index + 1], depth)));
  }
  yield* list();
}

/** Whether a block goes on with an item or with a list within it. */
function continuesItem(block: Block | undefined, depth: number): boolean {
  return !!block && (block.containers.length > depth || (block.containers.length === depth && block.marker === null));
}

function listItemOf(draft: Draft, index: number, leads: boolean): ListItem {
  const block = draft.block(index);
  const inline = readInline(block);
  const text = blankCode(inline).trimEnd();
  const last = /[^\s]{1,60}$/.exec(text.slice(-60))?.[0] ?? '';
  const lastWord = findSourceSpan(inline, text.length - last.length, text.length);
  const end = leads || sentenceGoesOn(draft, index) ? 'open' : itemEndOf(text);
  return { block: index, end, lastWord };
}

function itemEndOf(text: string): ItemEnd {
  const tail = text.slice(-80).replace(/[”’"'»)\]*\s]{1,8}$/, '');
  if (/;[”’"'»)\]]{0,3}\s{0,3}(?:and|or|and\/or|but|then|plus)?$/i.test(tail)) return 'semicolon';
  if (/(?:,|,\s{0,3}(?:and|or|and\/or|but))$/i.test(tail)) return 'comma';
  if (/[.?!…]$/.test(tail)) return 'stop';
  if (tail === '' || /[:—–\-\ufffc]$/.test(tail)) return 'open';
  // "(b) not used", "(c) [omitted]", "(d) [●]": by custom without a mark.
  if (/\b(?:not used|omitted|repealed|revoked|deleted|reserved|spent|left blank)$/i.test(tail)) return 'open';
  const bracketed = /\[([^[\]]{1,60})\]$/.exec(text.slice(-64))?.[1];
  return bracketed !== undefined && isPlaceholder(bracketed) ? 'open' : 'none';
}

/** Whether the plain words that follow an item belong to its sentence. */
function sentenceGoesOn(draft: Draft, index: number): boolean {
  for (let at = index + 1; at < draft.blocks.length; at++) {
    const { kind, head } = draft.block(at);
    if (head.kind === 'footnote' || kind === 'html' || kind === 'rule') continue;
    if (kind === 'table' || kind === 'extractedTable' || kind === 'code') return true;
    if (kind !== 'paragraph' || head.kind !== 'none' || draft.block(at).marker !== null) return false;
    const words = readBlockFacts(draft.block(at)).passages[0]?.inline.text ?? '';
    return /^[\s–—-]{0,3}[\p{Ll}(]/u.test(words) || /^\ufffc|^$/.test(words);
  }
  return false;
}
