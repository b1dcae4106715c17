import { type Block, isQuoted, type ListMarkerStyle } from '../block.js';
import type { Provision } from '../provision.js';
import type { HeadForm, UnitId } from '../schemes/scheme.js';
import {
  isFarOff,
  isInsertedIn,
  isInsertion,
  isPutBeforeFirst,
  type OpenList,
  type PlacedMarker,
  placeAnew,
  placeByIndent,
  placeMarker,
  readMarkerStyles,
} from './markers.js';
import { introducesList, readNestedMarkers } from './nested-markers.js';
import { readRangeEnd } from './number-ranges.js';
import type { OpenProvisions } from './open-provisions.js';
import type { PointRow } from './point-tables.js';
import { labelSubParagraph } from './provision-labels.js';
import { ProvisionNode } from './provision-node.js';
import { isBoldLine } from './title.js';

/** No drafter goes deeper: what looks like more levels is a list of markers that are all alike. */
const MOST_LEVELS = 12;

/** How the scheme of a text reads the markers of sub-paragraphs. */
export interface SchemeReading {
  /** The markers that the block with an index begins with, outermost first. */
  listMarkers(index: number): readonly string[];
  /** How far in the item of a Markdown list stands; null for any other block. */
  listIndent(index: number): number | null;
  /** How the marker that a block begins with is written; null where that tells nothing. */
  markOf(index: number): HeadForm['mark'] | null;
  /** Whether the block with an index ends the lists before it. */
  breaksLists(index: number): boolean;
  /** What the scheme calls a sub-paragraph with such a marker within a provision. */
  unitOfItem(parent: Provision | null, style: ListMarkerStyle): UnitId;
}

interface BlockMarker {
  readonly block: number;
  readonly text: string;
}

/** Puts sub-paragraphs, (a), (i), (A) …, into the list that each continues or begins. */
export class SubParagraphs {
  /** All markers of the text in order: what follows a marker tells how to read it. */
  private readonly markers: readonly BlockMarker[];
  private nextMarker = 0;

  /**
   * @param isSkipped whether the block with an index makes no provisions, though its head looks
   * like it
   */
  constructor(
    private readonly blocks: readonly Block[],
    private readonly open: OpenProvisions,
    isSkipped: (index: number) => boolean,
    private readonly scheme: SchemeReading | null = null,
  ) {
    const markers: BlockMarker[] = [];
    for (const [index, block] of blocks.entries()) {
      const { head } = block;
      if (isQuoted(block) || isSkipped(index)) continue;
      if (scheme) {
        for (const text of scheme.listMarkers(index)) markers.push({ block: index, text });
        continue;
      }
      if (head.kind === 'item') markers.push({ block: index, text: head.marker });
      for (const text of readNestedMarkers(block, head)) markers.push({ block: index, text });
    }
    this.markers = markers;
  }

  /**
   * Adds the sub-paragraph that a marker of block `index` begins.
   * @param point the row of the block's table that it is; null outside tables
   */
  add(index: number, marker: string, point: PointRow | null = null): void {
    const { open } = this;
    const block = this.blocks[index]!;
    while ((this.markers[this.nextMarker]?.block ?? index) < index) this.nextMarker++;
    const own = this.markers[this.nextMarker];
    if (own?.block === index && own.text === marker) this.nextMarker++;
    const lists = open.items.map(({ list }) => list);
    const following = this.markers[this.nextMarker];
    const next = following && !this.endsLists(index, following.block) ? following.text : null;
    const isBeforeFirst = isPutBeforeFirst(marker, next, lists);
    if ((!isBeforeFirst && isInsertion(marker) && !isInsertedIn(marker, lists)) || isFarOff(marker, lists)) {
      open.owners[index] = open.innermost();
      return;
    }
    const last = open.items.at(-1);
    const isAdjacent = last?.node.block === index - 1 && !last.list.introduces;
    // A marker behind another, "1. (a) …", stands in the item that the first begins.
    const indent = last?.node.block === index ? null : (this.scheme?.listIndent(index) ?? null);
    const byIndent =
      indent === null
        ? null
        : placeByIndent(
            marker,
            open.items.map(({ list }) => list),
            indent,
          );
    const isFirst = last?.node.block !== index || point !== null;
    const mark = point ? 'brackets' : isFirst ? (this.scheme?.markOf(index) ?? null) : null;
    const isBelowTitle = isFirst && isBoldLine(this.blocks[index - 1] ?? block);
    const isBelowDefinition = this.blocks[index - 1]?.head.kind === 'definition';
    const anew =
      isFirst && this.isBehindWords(index) ? placeAnew(marker, lists, mark, isBelowTitle, isBelowDefinition) : null;
    const placed: PlacedMarker = isBeforeFirst
      ? { style: 'alpha', value: 0, depth: lists.length }
      : ((anew && isBeside(lists[anew.depth], indent) ? anew : byIndent) ??
        anew ??
        placeMarker(marker, lists, next, isAdjacent, mark));
    // What was put in before (a) counts nothing, so that (a) goes on from it.
    const isStillBefore = lists[placed.depth]?.value === 0 && /^z[a-z]$/.test(marker);
    open.items.length = Math.min(placed.depth, lists.length, MOST_LEVELS - 1);
    const parent = open.innermost();
    const base =
      parent && (parent.kind === 'clause' || parent.kind === 'paragraph' || parent.kind === 'section') ? parent : null;
    const node = open.add(
      new ProvisionNode({
        kind: 'paragraph',
        label: labelSubParagraph(marker, base, open.scope()),
        number: `${base?.number ?? ''}(${marker})`,
        marker: `(${marker})`,
        block: index,
        parent,
        unit: this.scheme?.unitOfItem(parent, placed.style) ?? 'paragraph',
        isSchemeLabel: !('label' in block.head),
        ...(point && { row: point.row }),
      }),
    );
    node.item = isStillBefore ? { ...placed, value: 0 } : placed;
    const { style } = placed;
    node.until = point ? null : readRangeEnd(block);
    const end = node.until === null ? undefined : readMarkerStyles(node.until).find((each) => each.style === style);
    const counted = end
      ? { value: end.value, marker: node.until ?? marker }
      : { value: isStillBefore ? 0 : placed.value, marker };
    const isDoubled = lists[placed.depth]?.isDoubled ?? (placed.depth >= lists.length && marker === 'aa');
    const introduces = point ? point.introduces : introducesList(block);
    open.items.push({ node, list: { style, ...counted, introduces, indent, mark, isDoubled } });
  }

  /**
   * Whether "(a)" of "(a)(ii)" is the item that is open, which "(a)(i)" began: then only what stands
   * within it is new.
   */
  repeatsOpen(index: number, [marker, within]: readonly string[]): boolean {
    const { items } = this.open;
    const depth = items.findLastIndex(({ list }) => list.marker === marker);
    const inner = items[depth + 1];
    if (within === undefined || !inner || inner.node.block !== items[depth]?.node.block) return false;
    const isNext = readMarkerStyles(within).some(
      ({ style, value }) => style === inner.list.style && value === inner.list.value + 1,
    );
    if (!isNext) return false;
    while ((this.markers[this.nextMarker]?.block ?? index) < index) this.nextMarker++;
    if (this.markers[this.nextMarker]?.block === index) this.nextMarker++;
    items.length = depth + 2;
    return true;
  }

  /** Whether a paragraph of words that is no item stands right before a block. */
  private isBehindWords(index: number): boolean {
    const before = this.blocks[index - 1];
    if (before?.kind !== 'paragraph' || before.containers.length > 0) return false;
    if (this.open.owners[index - 1]?.block === index - 1 && before.head.kind !== 'definition') return false;
    return before.head.kind === 'none' || before.head.kind === 'definition';
  }

  /** Whether a block between two others ends the lists that are open. */
  private endsLists(from: number, to: number): boolean {
    for (let i = from + 1; i < to; i++) {
      const { kind } = this.blocks[i]!.head;
      if (this.scheme?.breaksLists(i)) return true;
      if (kind === 'section' || kind === 'heading' || kind === 'clause' || kind === 'division') return true;
    }
    return false;
  }
}

/** Whether an item stands as far in as the items of a list that words have ended, or a column beside. */
function isBeside(list: OpenList | undefined, indent: number | null): boolean {
  return list?.indent != null && indent !== null && Math.abs(list.indent - indent) <= 1;
}
