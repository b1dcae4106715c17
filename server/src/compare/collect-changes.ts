import { type Block, isItemBlock } from '../model/block.js';
import type { Draft } from '../model/draft.js';
import { isUnread } from '../model/link-definitions.js';
import type { Provision } from '../model/provision.js';
import type { Change, ChangeKind, ProvisionMap } from './change.js';
import { kindsOf, withoutLastLineEnd } from './change-kinds.js';
import { blockSide, findRunInTitle, isFrontMatterSide, sideOf, standsOutside, textOfBlocks } from './change-sides.js';
import { classOfWhole, type Edit, EditList } from './edits.js';
import { readsAlike } from './layout.js';
import { type BlockLink, type BlockLinks, type BlockRange, type WalkStep, walkBlocks } from './links.js';
import { asSegment, type ComparedBlocks, type LinkedWords, textBetweenBlocks, textWithGap } from './mark.js';
import type { LinkedPiece } from './mark-blocks.js';
import type { FirstProvisions } from './provision-map.js';
import { isGroup } from './units.js';

/** One draft, as the collecting of changes needs it. */
interface ComparedSide {
  readonly draft: Draft;
  readonly firstProvisions: ReadonlyMap<number, FirstProvisions>;
  readonly moves: Int32Array;
  /** For each block, how many blocks before it exist on this side only and did not move. */
  readonly aloneBefore: Int32Array;
}

/** A change being collected: a provision that stayed, or text between provisions. */
interface PendingChange {
  readonly describeSides: () => Sides;
  /** The edits so far. Most provisions have only equal ones, and then no change is made. */
  readonly edits: Edit[];
  differs: boolean;
  readonly ownKind: ChangeKind | null;
  /** The text between the edits so far and those that may follow. */
  gap: readonly Edit[];
}

type Sides = Pick<Change, 'old' | 'new'>;

function newPendingChange(first: ChangeKind | null, sides: () => Sides, edits: readonly Edit[] = []): PendingChange {
  const pending: PendingChange = { describeSides: sides, edits: [], differs: false, ownKind: first, gap: [] };
  addEdits(pending, edits);
  return pending;
}

function addEdits(pending: PendingChange, edits: readonly Edit[]): void {
  for (const edit of edits) {
    pending.edits.push(edit);
    if (edit.op !== 'equal') pending.differs = true;
  }
}

/** A definition that came or went and leads into a list, and the block that may be the next of the list. */
interface LedList {
  readonly kind: 'inserted' | 'deleted';
  readonly pending: PendingChange;
  readonly next: number;
}

/** Whether a block defines a term, or has a title of its own, and ends as the words above a list do. */
function definesByList(block: Block): boolean {
  return /[:—–]\s*$/.test(block.text.slice(-4)) && (block.head.kind === 'definition' || findRunInTitle(block) !== null);
}

/** Whether a block is an item of a list, or goes on after one in the middle of its sentence. */
function belongsToLedList(block: Block): boolean {
  if (isItemBlock(block)) return true;
  const { kind, text, prefix, head } = block;
  return kind === 'paragraph' && head.kind === 'none' && /^\s{0,9}\p{Ll}/u.test(text.slice(prefix, prefix + 12));
}

/** What the changes are collected from. */
export interface ComparedProvisions extends ComparedBlocks {
  /** For each block of the old draft the provisions that begin in it. */
  readonly oldFirst: ReadonlyMap<number, FirstProvisions>;
  readonly newFirst: ReadonlyMap<number, FirstProvisions>;
  readonly map: ProvisionMap;
}

/** The changes as a reader would list them, in reading order. The front matter is no part of the text. */
export function collectChanges(compared: ComparedProvisions): Change[] {
  const { oldDraft, newDraft, oldFirst, newFirst, links, steps } = compared;
  const oldSide: ComparedSide = {
    draft: oldDraft,
    firstProvisions: oldFirst,
    moves: links.moveOfOld,
    aloneBefore: countAloneBefore(links.ofOld, links.moveOfOld),
  };
  const newSide: ComparedSide = {
    draft: newDraft,
    firstProvisions: newFirst,
    moves: links.moveOfNew,
    aloneBefore: countAloneBefore(links.ofNew, links.moveOfNew),
  };
  const collector = new ChangeCollector(oldSide, newSide, compared);
  for (const [index, step] of steps.entries()) {
    if (step.kind === 'link') collector.addLinkedBlocks(step.link, steps[index + 1]);
    else if (step.kind === 'old') collector.addOldBlock(step.block);
    else collector.addNewBlock(step.block);
  }
  return collector.takeChanges();
}

/** Adds that a provision has another number where its text does not show it: an item of a list "1. 1. 1.". */
function addRenumbered(kinds: readonly ChangeKind[], ownKind: ChangeKind | null, sides: Sides): readonly ChangeKind[] {
  const [before, after] = [sides.old?.provision, sides.new?.provision];
  if (ownKind !== null || !before || !after || kinds.includes('renumbered')) return kinds;
  if (before.kind !== 'paragraph' || after.kind !== 'paragraph' || before.marker === after.marker) return kinds;
  return ['renumbered', ...kinds];
}

function countAloneBefore(links: readonly (BlockLink | null)[], moves: Int32Array): Int32Array {
  const counts = new Int32Array(links.length + 1);
  links.forEach((link, block) => {
    counts[block + 1] = counts[block]! + (link === null && moves[block] === 0 ? 1 : 0);
  });
  return counts;
}

class ChangeCollector {
  private readonly pending: PendingChange[] = [];
  /** The change of a provision of the new draft. */
  private readonly byProvision = new Map<Provision, PendingChange>();
  private readonly wholesDone = new Set<Provision>();
  private readonly movesDone = new Set<number>();
  /** The list that may go on with the next block, where a definition that leads into it came or went. */
  private ledList: LedList | null = null;
  private readonly links: BlockLinks;
  private readonly map: ProvisionMap;
  private readonly words: LinkedWords;
  private readonly oldMoveRanges: ReadonlyMap<number, BlockRange>;
  private readonly newMoveRanges: ReadonlyMap<number, BlockRange>;

  constructor(
    private readonly oldSide: ComparedSide,
    private readonly newSide: ComparedSide,
    { links, map, words }: ComparedProvisions,
  ) {
    this.links = links;
    this.map = map;
    this.words = words;
    this.oldMoveRanges = rangesOf(oldSide.moves);
    this.newMoveRanges = rangesOf(newSide.moves);
  }

  takeChanges(): Change[] {
    const changes: Change[] = [];
    for (const { ownKind, differs, edits, describeSides } of this.pending) {
      if (ownKind === null && !differs) continue;
      const joined = new EditList();
      joined.addAll(edits);
      const joinedEdits = joined.takeEdits();
      const kinds = kindsOf(joinedEdits, ownKind);
      if (kinds.length === 1 && kinds[0] === 'formatting' && isLaidOutAnew(joinedEdits)) continue;
      if (kinds.length === 0) continue;
      const sides =
        kinds.includes('renumbered') && !kinds.includes('amended') ? this.ofLabel(describeSides()) : describeSides();
      if (isFrontMatterSide(sides.old) || isFrontMatterSide(sides.new)) continue;
      changes.push({ kinds: addRenumbered(kinds, ownKind, sides), ...sides, edits: joinedEdits.map(asSegment) });
    }
    return changes;
  }

  /** Of "2.—(1)" that became "3.—(1)" the regulation, and not its paragraph, has another number. */
  private ofLabel(sides: Sides): Sides {
    let [before, after] = [sides.old?.provision ?? null, sides.new?.provision ?? null];
    if (!before || !after) return sides;
    const [first, second] = [before, after];
    while (
      before.marker === after.marker &&
      before.parent?.block === first.block &&
      after.parent?.block === second.block
    )
      [before, after] = [before.parent, after.parent];
    if (before === first) return sides;
    return {
      old: sideOf(this.oldSide.draft, before, before.block),
      new: sideOf(this.newSide.draft, after, after.block),
    };
  }

  addLinkedBlocks(link: BlockLink, next: WalkStep | undefined): void {
    const [oldBlock, newBlock] = [link.old.start, link.new.start];
    if (this.words.isUnchanged(link)) {
      const pending = this.pendingAt(oldBlock, newBlock);
      addEdits(pending, pending.gap);
      pending.edits.push({ op: 'equal', text: this.oldSide.draft.block(oldBlock).text });
      pending.gap = [{ op: 'equal', text: textBetweenBlocks(this.oldSide.draft, oldBlock) }];
      return;
    }
    const { pieces, gap } = this.words.compareLink(link);
    let last: PendingChange | null = null;
    for (const piece of pieces) {
      if ((piece.moved && 'to' in piece.moved) || this.addRow(piece, link)) continue;
      last = this.pendingAt(oldBlock, newBlock);
      addEdits(last, last.gap);
      addEdits(last, piece.edits);
      last.gap = [];
    }
    if (!last) return;
    last.gap = gap;
    // A gap that differs is a change of its own, unless an insertion or deletion after it explains
    // it.
    const explained =
      next !== undefined &&
      (next.kind !== 'link' || next.link.old.start !== link.old.end || next.link.new.start !== link.new.end);
    if (!explained && gap.some((edit) => edit.op !== 'equal')) {
      addEdits(last, gap);
      last.gap = [];
    }
  }

  /**
   * Adds the change of a table row that is a provision of its own. Returns false for anything else.
   */
  private addRow(piece: LinkedPiece, link: BlockLink): boolean {
    const { oldRow, newRow } = piece;
    if (oldRow === null && newRow === null) return false;
    const moved = piece.moved && 'from' in piece.moved ? piece.moved : null;
    const a = this.rowProvision(this.oldSide, link.old.start, moved ? moved.from : oldRow);
    const b = this.rowProvision(this.newSide, link.new.start, newRow);
    if (a?.row === null || b?.row === null || (!a && !b)) return false;
    const kind = moved ? 'moved' : !a ? 'inserted' : !b ? 'deleted' : null;
    const describeSides = (): Sides => ({
      old: a && sideOf(this.oldSide.draft, a, link.old.start),
      new: b && sideOf(this.newSide.draft, b, link.new.start),
    });
    this.pending.push(newPendingChange(kind, describeSides, withoutLastLineEnd(moved ? moved.edits : piece.edits)));
    return true;
  }

  addOldBlock(block: number): void {
    if (this.oldSide.moves[block] !== 0) return;
    const whole = this.largestAloneAround(this.oldSide, block);
    const text = textWithGap(this.oldSide.draft, block);
    if (whole && this.wholesDone.has(whole)) return;
    if (this.addToLedList('deleted', this.oldSide.draft, block, whole)) return;
    if (whole) {
      this.wholesDone.add(whole);
      this.addWhole('deleted', whole, null, textOfBlocks(this.oldSide.draft, whole.block, whole.endBlock));
      this.openLedList('deleted', this.oldSide.draft, block);
      return;
    }
    const owner = this.oldSide.draft.provisionOfBlock(block);
    const isPart =
      owner && owner.block !== block && !isGroup(owner) && !standsOutside(this.oldSide.draft, block, owner);
    const partner = isPart ? this.map.newOf(owner) : null;
    if (owner && partner && this.newSide.moves[partner.block] === 0)
      this.addToProvision(owner, partner, { op: 'delete', class: classOfWhole(this.oldSide.draft, block), text });
    else this.addLoneBlock('deleted', this.oldSide.draft, block);
  }

  addNewBlock(block: number): void {
    const move = this.newSide.moves[block]!;
    if (move !== 0) {
      if (!this.movesDone.has(move)) this.addMove(block, move);
      return;
    }
    const whole = this.largestAloneAround(this.newSide, block);
    const text = textWithGap(this.newSide.draft, block);
    if (whole && this.wholesDone.has(whole)) return;
    if (this.addToLedList('inserted', this.newSide.draft, block, whole)) return;
    if (whole) {
      this.wholesDone.add(whole);
      this.addWhole('inserted', null, whole, textOfBlocks(this.newSide.draft, whole.block, whole.endBlock));
      this.openLedList('inserted', this.newSide.draft, block);
      return;
    }
    const owner = this.newSide.draft.provisionOfBlock(block);
    const isPart =
      owner && owner.block !== block && !isGroup(owner) && !standsOutside(this.newSide.draft, block, owner);
    const partner = isPart ? this.map.oldOf(owner) : null;
    if (owner && partner && this.newSide.moves[owner.block] === 0)
      this.addToProvision(partner, owner, { op: 'insert', class: classOfWhole(this.newSide.draft, block), text });
    else this.addLoneBlock('inserted', this.newSide.draft, block);
  }

  private addWhole(
    kind: 'inserted' | 'deleted',
    oldProvision: Provision | null,
    newProvision: Provision | null,
    text: string,
  ): void {
    const describeSides = (): Sides => ({
      old: oldProvision && sideOf(this.oldSide.draft, oldProvision, oldProvision.block),
      new: newProvision && sideOf(this.newSide.draft, newProvision, newProvision.block),
    });
    this.pending.push(newPendingChange(kind, describeSides, [wholeEdit(kind, text)]));
  }

  /** Adds a block that is no provision of its own, or a heading whose provisions stayed. */
  private addLoneBlock(kind: 'inserted' | 'deleted', draft: Draft, block: number): void {
    if (isUnread(draft.block(block))) return;
    const describeSides = (): Sides => {
      const side = blockSide(draft, block);
      return { old: kind === 'deleted' ? side : null, new: kind === 'inserted' ? side : null };
    };
    this.pending.push(newPendingChange(kind, describeSides, [wholeEdit(kind, draft.block(block).text)]));
    this.openLedList(kind, draft, block);
  }

  /** Remembers the last change if it is a definition that leads into a list. */
  private openLedList(kind: 'inserted' | 'deleted', draft: Draft, block: number): void {
    const pending = this.pending.at(-1);
    if (pending && definesByList(draft.block(block))) this.ledList = { kind, pending, next: block + 1 };
  }

  /**
   * Adds a block of the list that a definition leads into to the change of the definition, as both came
   * or went together. Returns false for any other block.
   */
  private addToLedList(kind: 'inserted' | 'deleted', draft: Draft, block: number, whole: Provision | null): boolean {
    const { ledList } = this;
    if (ledList?.kind !== kind || ledList.next !== block || !belongsToLedList(draft.block(block))) return false;
    const end = whole?.block === block ? whole.endBlock : block + 1;
    if (whole?.block === block) this.wholesDone.add(whole);
    const words = textBetweenBlocks(draft, block - 1) + textOfBlocks(draft, block, end);
    addEdits(ledList.pending, [wholeEdit(kind, words)]);
    this.ledList = { ...ledList, next: end };
    return true;
  }

  private addToProvision(oldProvision: Provision, newProvision: Provision, edit: Edit): void {
    const pending = this.pendingAt(oldProvision.block, newProvision.block);
    addEdits(pending, pending.gap);
    pending.gap = [];
    addEdits(pending, [edit]);
  }

  /**
   * The change that a block of the new draft is part of: that of its provision, or of the text
   * between provisions.
   */
  private pendingAt(oldBlock: number, newBlock: number): PendingChange {
    const owner = this.newSide.draft.provisionOfBlock(newBlock);
    const isOwn =
      owner && (owner.block === newBlock || (!isGroup(owner) && !standsOutside(this.newSide.draft, newBlock, owner)));
    const own = isOwn ? owner : null;
    const known = own && this.byProvision.get(own);
    if (known) return known;
    const pending = newPendingChange(null, () => ({
      old: blockSide(this.oldSide.draft, oldBlock),
      new: blockSide(this.newSide.draft, newBlock),
    }));
    this.pending.push(pending);
    if (own) this.byProvision.set(own, pending);
    return pending;
  }

  /** The largest provision around a block that exists on one side only. */
  private largestAloneAround(side: ComparedSide, block: number): Provision | null {
    let whole: Provision | null = null;
    for (let each = side.draft.provisionOfBlock(block); each; each = each.parent) {
      if (side.aloneBefore[each.endBlock]! - side.aloneBefore[each.block]! < each.endBlock - each.block) break;
      whole = each;
    }
    return whole;
  }

  private rowProvision(side: ComparedSide, block: number, row: number | null): Provision | null {
    if (row === null) return null;
    return side.firstProvisions.get(block)?.rows[row] ?? side.draft.provisionOfBlock(block);
  }

  /**
   * Adds a move at its new place: the largest provision that moved as a whole, or else the one
   * unit.
   */
  private addMove(block: number, move: number): void {
    const moved = this.largestMovedAt(block, move);
    for (const each of movesIn(this.newSide.moves, moved.to.start, moved.to.end) ?? [move]) this.movesDone.add(each);
    const describeSides = (): Sides => ({
      old: moved.oldProvision
        ? sideOf(this.oldSide.draft, moved.oldProvision, moved.oldProvision.block)
        : blockSide(this.oldSide.draft, moved.from.start),
      new: moved.newProvision
        ? sideOf(this.newSide.draft, moved.newProvision, moved.newProvision.block)
        : blockSide(this.newSide.draft, moved.to.start),
    });
    this.pending.push(newPendingChange('moved', describeSides, this.editsWithin(moved.from, moved.to)));
  }

  private largestMovedAt(block: number, move: number): MovedProvision {
    let found: MovedProvision = {
      from: this.oldMoveRanges.get(move)!,
      to: this.newMoveRanges.get(move)!,
      oldProvision: null,
      newProvision: null,
    };
    let each = this.newSide.draft.provisionOfBlock(block);
    for (; each && each.block === block; each = each.parent) {
      const source = this.map.oldOf(each);
      if (!source || each.endBlock < found.to.end) continue;
      if (source.endBlock - source.block < found.from.end - found.from.start) continue;
      const newMoves = movesIn(this.newSide.moves, each.block, each.endBlock);
      const oldMoves = movesIn(this.oldSide.moves, source.block, source.endBlock);
      if (!newMoves || !oldMoves || newMoves.size !== oldMoves.size) break;
      if (![...newMoves].every((one) => oldMoves.has(one))) break;
      if (!this.keepsOrder(each.block, each.endBlock)) break;
      found = {
        from: { start: source.block, end: source.endBlock },
        to: { start: each.block, end: each.endBlock },
        oldProvision: source,
        newProvision: each,
      };
    }
    return found;
  }

  /** What changed in text that moved from one range of blocks to another. */
  private editsWithin(from: BlockRange, to: BlockRange): Edit[] {
    const edits = new EditList();
    const links = new Set(this.links.ofNew.slice(to.start, to.end).filter((link) => link !== null));
    let gap: readonly Edit[] = [];
    for (const step of walkBlocks(from, to, links)) {
      edits.addAll(gap);
      if (step.kind === 'link') {
        const compared = this.words.compareLink(step.link);
        for (const piece of compared.pieces) edits.addAll(piece.edits);
        gap = compared.gap;
      } else {
        const draft = step.kind === 'old' ? this.oldSide.draft : this.newSide.draft;
        const op = step.kind === 'old' ? 'delete' : 'insert';
        edits.addAll([{ op, class: classOfWhole(draft, step.block), text: draft.block(step.block).text }]);
        const text = textBetweenBlocks(draft, step.block);
        gap = text === '' ? [] : [{ op, class: 'substance', text }];
      }
    }
    return edits.takeEdits();
  }

  private keepsOrder(start: number, end: number): boolean {
    let last = -1;
    for (let block = start; block < end; block++) {
      const link = this.links.ofNew[block];
      if (!link) continue;
      if (link.old.start < last) return false;
      last = link.old.start;
    }
    return true;
  }
}

/** Whether edits change only how the same words are laid out, which a reader of changes need not know. */
function isLaidOutAnew(edits: readonly Edit[]): boolean {
  const textWithout = (op: 'delete' | 'insert') => edits.map((edit) => (edit.op === op ? '' : edit.text)).join('');
  return readsAlike(textWithout('insert'), textWithout('delete'));
}

/** Where something moved from and to, with the provisions it is; null where it is none. */
interface MovedProvision {
  readonly from: BlockRange;
  readonly to: BlockRange;
  readonly oldProvision: Provision | null;
  readonly newProvision: Provision | null;
}

function wholeEdit(kind: 'inserted' | 'deleted', text: string): Edit {
  return { op: kind === 'deleted' ? 'delete' : 'insert', class: 'substance', text };
}

/** The range of blocks of each move. */
function rangesOf(moves: Int32Array): Map<number, BlockRange> {
  const ranges = new Map<number, BlockRange>();
  for (let start = 0; start < moves.length; ) {
    const move = moves[start]!;
    let end = start + 1;
    while (end < moves.length && moves[end] === move) end++;
    if (move !== 0 && !ranges.has(move)) ranges.set(move, { start, end });
    start = end;
  }
  return ranges;
}

/** The moves that a range consists of, or null where part of it did not move. */
function movesIn(moves: Int32Array, start: number, end: number): Set<number> | null {
  const found = new Set<number>();
  for (let block = start; block < end; block++) {
    if (moves[block] === 0) return null;
    found.add(moves[block]!);
  }
  return found;
}
