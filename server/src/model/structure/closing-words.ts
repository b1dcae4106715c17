import { type Block, isQuoted } from '../block.js';
import { measureIndent, readLabelShape } from '../head/label-shape.js';
import { getOrCreate } from '../memo.js';
import { introducesList } from './nested-markers.js';
import type { ProvisionNode } from './provision-node.js';

/** So much of a block is looked at for how its words begin, and where a lead-in ends. */
const REACH = 400;
/** What a lead-in begins with that closing words complete: "Where a Party: (a) …, it shall". */
const CONDITION =
  /^(?:(?:and|or|but) )?(?:where|wherever|if|when|whenever|unless|until|once|while|in the event|in any case|in relation to|in respect of|for the purposes? of|to the extent|before|after|upon|provided|subject to|any|every|each|a person who|no)\b/i;
const DUTY = /\b(?:shall|must|may|will)\b/i;
/** Words that qualify all that the clause says before them. */
const PROVISO =
  /^(?:provided|save|except|but|unless|subject to|(?:and )?in (?:each|either|any|every) (?:such )?(?:case|event))\b/i;

/** All of a block that tells where closing words belong, as one string. */
export function readClosingKey(block: Block): string {
  const own = `${measureIndent(block)} ${isUnlabelled(block) && startsProviso(block)}`;
  const body = findBody(block);
  return body === null ? own : `${own} ${introducesList(block)} ${isBare(block)} ${isCondition(block, body)}`;
}

/**
 * Gives the words that close a list, (a) … (b) …, to the provision that holds the list: they are no
 * part of its last item. Items that the source indents words below, that are headings, that end with
 * a colon or a dash, or that a further item follows keep theirs. So is the next number of a list that
 * the item stands in. Sets where the items end.
 */
export function assignClosingWords(
  blocks: readonly Block[],
  owners: (ProvisionNode | null)[],
  isQuotation: (index: number) => boolean,
): void {
  let from: ProvisionNode | null = null;
  let to: ProvisionNode | null = null;
  const following = new FollowingItems();
  for (const [index, block] of blocks.entries()) {
    const owner = owners[index] ?? null;
    if (!owner || block.kind === 'frontMatter') continue;
    const item = owner.kind === 'definition' && owner.block === index ? owner.parent : owner;
    if (item?.kind !== 'paragraph' || item.block === index) continue;
    if (item !== from) {
      from = item;
      to = null;
    }
    // A definition stands beside those before it, whatever their lists and their closing words.
    if (to === null || (to.kind === 'paragraph' && block.head.kind === 'definition')) {
      const closes = isUnlabelled(block) || isNumberOfOuterList(block, blocks[item.block]!);
      if (!closes || isQuoted(block) || isQuotation(index)) continue;
      const holder = findHolder(blocks, item, index, following);
      if (holder === null) continue;
      to = holder;
      closeItems(item, to, index);
    }
    if (owner === item) owners[index] = to;
  }
}

function isUnlabelled({ kind, head }: Block): boolean {
  return kind === 'paragraph' && (head.kind === 'none' || head.kind === 'definition');
}

/** Whether a block goes on with a list that an item stands in: "3." at the margin below an indented "a.". */
function isNumberOfOuterList(block: Block, item: Block): boolean {
  return block.head.kind === 'listNumber' && measureIndent(block) < measureIndent(item);
}

/** For each item the one after it in its provision. */
class FollowingItems {
  private readonly known = new WeakMap<ProvisionNode, ReadonlyMap<ProvisionNode, ProvisionNode>>();

  after(item: ProvisionNode, parent: ProvisionNode): ProvisionNode | undefined {
    return getOrCreate(this.known, parent, () => {
      const items = parent.children.filter(({ kind }) => kind === 'paragraph');
      return new Map(items.slice(1).map((next, at) => [items[at]!, next]));
    }).get(item);
  }
}

/** The provision whose list words after an item close; null where they are the item's own. */
function findHolder(
  blocks: readonly Block[],
  item: ProvisionNode,
  index: number,
  following: FollowingItems,
): ProvisionNode | null {
  const own = blocks[item.block]!;
  const block = blocks[index]!;
  // A list of bullets that begins here is within no more than it would be without.
  const depth = block.containers.length - (block.marker === null ? 0 : 1);
  const leadsOn = introducesList(own) && !item.children.some(({ kind }) => kind === 'paragraph');
  if (leadsOn || isBare(own) || own.kind === 'heading' || depth > own.containers.length) return null;
  if (measureIndent(block) > measureIndent(own)) return null;
  const holders: ProvisionNode[] = [];
  for (
    let node = item;
    node.kind === 'paragraph' && node.parent && isLast(node, index, following);
    node = node.parent
  ) {
    // Several items can begin with one block, as in "(a)(i) …": the words stand below all of them.
    if (node.parent.block < node.block || node.parent.kind !== 'paragraph') holders.push(node.parent);
  }
  const [nearest] = holders;
  if (!nearest || holders.length === 1) return nearest ?? null;
  if (block.head.kind === 'definition') return holders.at(-1) ?? nearest;
  const waiting = holders.find(({ block: at }) => isCondition(blocks[at]!, findBody(blocks[at]!) ?? 0));
  return waiting ?? (startsProviso(block) ? (holders.at(-1) ?? nearest) : nearest);
}

/** Whether a list ends with an item, and nothing that follows the words at `index` is within it. */
function isLast(item: ProvisionNode, index: number, following: FollowingItems): boolean {
  if (item.children.some(({ kind, block }) => kind === 'paragraph' && block > index)) return false;
  const next = item.parent ? following.after(item, item.parent) : undefined;
  return !next?.item || !item.item || next.item.style !== item.item.style || next.item.value === 1;
}

/** Ends the items up to a holder before a block; what stands in them from there on goes up. */
function closeItems(item: ProvisionNode, holder: ProvisionNode, index: number): void {
  for (let node = item; node !== holder; node = node.parent!) {
    if (node.endBlock < 0) node.endBlock = index;
    const first = node.children.findIndex(({ block }) => block >= index);
    if (first < 0) continue;
    for (const child of node.children.splice(first)) child.moveTo(holder);
  }
}

/** Where the words after a block's label begin; null for a block without one. */
function findBody(block: Block): number | null {
  const { head } = block;
  if (head.kind === 'clause' || head.kind === 'item' || head.kind === 'listNumber') return head.body;
  return readLabelShape(block)?.body ?? null;
}

/** Whether a block is a label alone, whose words are in the next. */
function isBare(block: Block): boolean {
  const body = findBody(block);
  return body !== null && block.text.slice(body).trim() === '';
}

function isCondition({ text }: Block, body: number): boolean {
  const words = text.slice(body, body + REACH).replace(/^[\s*_"“]{1,10}/, '');
  return CONDITION.test(words) && !DUTY.test(words);
}

function startsProviso({ text, prefix }: Block): boolean {
  return PROVISO.test(text.slice(prefix, prefix + 40).replace(/^[\s*_]{1,10}/, ''));
}
