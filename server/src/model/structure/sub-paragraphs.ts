import { type Block, isQuoted } from '../block.js';
import { isInsertedIn, isInsertion, placeMarker } from './markers.js';
import { introducesList, readNestedMarkers } from './nested-markers.js';
import type { OpenProvisions } from './open-provisions.js';
import { labelSubParagraph } from './provision-labels.js';
import { ProvisionNode } from './provision-node.js';

/** No drafter goes deeper: what looks like more levels is a list of markers that are all alike. */
const MOST_LEVELS = 12;

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
  ) {
    const markers: BlockMarker[] = [];
    for (const [index, block] of blocks.entries()) {
      const { head } = block;
      if (isQuoted(block) || isSkipped(index)) continue;
      if (head.kind === 'item') markers.push({ block: index, text: head.marker });
      for (const text of readNestedMarkers(block, head)) markers.push({ block: index, text });
    }
    this.markers = markers;
  }

  /** Adds the sub-paragraph that a marker of block `index` begins. */
  add(index: number, marker: string): void {
    const { open } = this;
    const block = this.blocks[index]!;
    const own = this.markers[this.nextMarker];
    if (own?.block === index && own.text === marker) this.nextMarker++;
    const lists = open.items.map(({ list }) => list);
    if (isInsertion(marker) && !isInsertedIn(marker, lists)) {
      open.owners[index] = open.innermost();
      return;
    }
    const following = this.markers[this.nextMarker];
    const next = following && !this.endsLists(index, following.block) ? following.text : null;
    const last = open.items.at(-1);
    const isAdjacent = last?.node.block === index - 1 && !last.list.introduces;
    const placed = placeMarker(marker, lists, next, isAdjacent);
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
      }),
    );
    node.item = placed;
    const { style, value } = placed;
    open.items.push({ node, list: { style, value, marker, introduces: introducesList(block) } });
  }

  /** Whether a block between two others ends the lists that are open. */
  private endsLists(from: number, to: number): boolean {
    for (let i = from + 1; i < to; i++) {
      const { kind } = this.blocks[i]!.head;
      if (kind === 'section' || kind === 'heading' || kind === 'clause' || kind === 'division') return true;
    }
    return false;
  }
}
