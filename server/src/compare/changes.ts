import type { Draft } from '../model/draft.js';
import type { Provision } from '../model/provision.js';
import { withoutEnd } from '../model/text.js';
import type { Change, ChangeKind, ChangeSide, ProvisionMap } from './change.js';
import { type Edit, EditList } from './edits.js';
import { withoutLineEnds } from './line-ends.js';
import { type BlockLink, type BlockLinks, type BlockRange, type WalkStep, walkBlocks } from './links.js';
import { asSegment, gapAfter, type LinkedWords, textWithGap } from './mark.js';
import type { FirstProvisions } from './provision-map.js';
import { isGroup } from './units.js';

/** One draft, as the telling of changes needs it. */
interface ComparedSide {
  readonly draft: Draft;
  readonly beginnings: ReadonlyMap<number, FirstProvisions>;
  readonly moves: Int32Array;
  /** For each block how many before it are on this side alone, and did not move. */
  readonly aloneBefore: Int32Array;
}

/** A change in the making: a provision that stayed, or text between provisions. */
interface PendingChange {
  readonly describeSides: () => Sides;
  /** As they come; most provisions have none but equal ones, and nothing is made of those. */
  readonly edits: Edit[];
  differs: boolean;
  readonly ownKind: ChangeKind | null;
  /** What lies between what was told so far and what may be told next. */
  gap: readonly Edit[];
}

type Sides = Pick<Change, 'old' | 'new'>;

function newPendingChange(first: ChangeKind | null, sides: () => Sides, edits: readonly Edit[] = []): PendingChange {
  const telling: PendingChange = { describeSides: sides, edits: [], differs: false, ownKind: first, gap: [] };
  addEdits(telling, edits);
  return telling;
}

function addEdits(telling: PendingChange, edits: readonly Edit[]): void {
  for (const edit of edits) {
    telling.edits.push(edit);
    if (edit.op !== 'equal') telling.differs = true;
  }
}

/** Tells the changes as a reader would, in reading order. */
export function collectChanges(
  oldDraft: Draft,
  newDraft: Draft,
  oldBeginnings: ReadonlyMap<number, FirstProvisions>,
  newBeginnings: ReadonlyMap<number, FirstProvisions>,
  links: BlockLinks,
  map: ProvisionMap,
  words: LinkedWords,
  steps: readonly WalkStep[],
): Change[] {
  const oldSide: ComparedSide = {
    draft: oldDraft,
    beginnings: oldBeginnings,
    moves: links.moveOfOld,
    aloneBefore: countAloneBefore(links.ofOld, links.moveOfOld),
  };
  const newSide: ComparedSide = {
    draft: newDraft,
    beginnings: newBeginnings,
    moves: links.moveOfNew,
    aloneBefore: countAloneBefore(links.ofNew, links.moveOfNew),
  };
  const teller = new ChangeCollector(oldSide, newSide, links, map, words);
  steps.forEach((step, index) => {
    if (step.kind === 'link') teller.addLink(step.link, steps[index + 1]);
    else if (step.kind === 'old') teller.addOldBlock(step.block);
    else teller.addNewBlock(step.block);
  });
  return teller.finish();
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
  /** What is told of a provision of the new draft, or of a block between provisions. */
  private readonly byProvision = new Map<Provision, PendingChange>();
  private readonly wholesDone = new Set<Provision>();
  private readonly movesDone = new Set<number>();
  private readonly oldMoveRanges: ReadonlyMap<number, BlockRange>;
  private readonly newMoveRanges: ReadonlyMap<number, BlockRange>;

  constructor(
    private readonly oldSide: ComparedSide,
    private readonly newSide: ComparedSide,
    private readonly links: BlockLinks,
    private readonly map: ProvisionMap,
    private readonly words: LinkedWords,
  ) {
    this.oldMoveRanges = rangesOf(oldSide.moves);
    this.newMoveRanges = rangesOf(newSide.moves);
  }

  finish(): Change[] {
    const changes: Change[] = [];
    for (const { ownKind: first, differs, edits: told, describeSides: sides } of this.pending) {
      if (first === null && !differs) continue;
      const joined = new EditList();
      joined.addAll(told);
      const edits = joined.takeEdits();
      const kinds = kindsOf(edits, first);
      if (kinds.length === 0) continue;
      changes.push({
        kinds,
        ...sides(),
        edits: edits.map(asSegment),
      });
    }
    return changes;
  }

  addLink(link: BlockLink, next: WalkStep | undefined): void {
    const [oldBlock, newBlock] = [link.old.start, link.new.start];
    if (this.words.isUnchanged(link)) {
      const telling = this.pendingAt(oldBlock, newBlock);
      addEdits(telling, telling.gap);
      telling.edits.push({ op: 'equal', text: this.oldSide.draft.block(oldBlock).text });
      telling.gap = [{ op: 'equal', text: gapAfter(this.oldSide.draft, oldBlock) }];
      return;
    }
    const { pieces, gap } = this.words.compareLink(link);
    let last: PendingChange | null = null;
    for (const piece of pieces) {
      if (piece.oldRow !== null || piece.newRow !== null) {
        const { moved } = piece;
        if (moved && 'to' in moved) continue;
        const a = this.rowProvision(this.oldSide, oldBlock, moved ? moved.from : piece.oldRow);
        const b = this.rowProvision(this.newSide, newBlock, piece.newRow);
        const isHeader = piece.oldRow === 0 || piece.newRow === 0;
        if (a?.row !== null && b?.row !== null && (a || b) && !isHeader) {
          const kind = moved ? 'moved' : !a ? 'inserted' : !b ? 'deleted' : null;
          const sides = (): Sides => ({
            old: a && sideOf(this.oldSide.draft, a, oldBlock),
            new: b && sideOf(this.newSide.draft, b, newBlock),
          });
          this.pending.push(newPendingChange(kind, sides, withoutLastLineEnd(moved ? moved.edits : piece.edits)));
          continue;
        }
      }
      last = this.pendingAt(oldBlock, newBlock);
      addEdits(last, last.gap);
      addEdits(last, piece.edits);
      last.gap = [];
    }
    if (!last) return;
    last.gap = gap;
    // A gap that differs is a change of its own where nothing was put in or taken out that explains it.
    const explained =
      next !== undefined &&
      (next.kind !== 'link' || next.link.old.start !== link.old.end || next.link.new.start !== link.new.end);
    if (!explained && gap.some((edit) => edit.op !== 'equal')) {
      addEdits(last, gap);
      last.gap = [];
    }
  }

  addOldBlock(block: number): void {
    if (this.oldSide.moves[block] !== 0) return;
    const whole = this.largestAloneAround(this.oldSide, block);
    const text = textWithGap(this.oldSide.draft, block);
    if (whole) {
      if (this.wholesDone.has(whole)) return;
      this.wholesDone.add(whole);
      this.addWhole('deleted', whole, null, textOfBlocks(this.oldSide.draft, whole.block, whole.endBlock));
      return;
    }
    const owner = this.oldSide.draft.provisionOfBlock(block);
    const partner = owner && owner.block !== block && !isGroup(owner) ? this.map.newOf(owner) : null;
    if (owner && partner && this.newSide.moves[partner.block] === 0)
      this.addToProvision(owner, partner, { op: 'delete', class: 'substance', text });
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
    if (whole) {
      if (this.wholesDone.has(whole)) return;
      this.wholesDone.add(whole);
      this.addWhole('inserted', null, whole, textOfBlocks(this.newSide.draft, whole.block, whole.endBlock));
      return;
    }
    const owner = this.newSide.draft.provisionOfBlock(block);
    const partner = owner && owner.block !== block && !isGroup(owner) ? this.map.oldOf(owner) : null;
    if (owner && partner && this.newSide.moves[owner.block] === 0)
      this.addToProvision(partner, owner, { op: 'insert', class: 'substance', text });
    else this.addLoneBlock('inserted', this.newSide.draft, block);
  }

  private addWhole(
    kind: 'inserted' | 'deleted',
    oldProvision: Provision | null,
    newProvision: Provision | null,
    text: string,
  ): void {
    const sides = (): Sides => ({
      old: oldProvision && sideOf(this.oldSide.draft, oldProvision, oldProvision.block),
      new: newProvision && sideOf(this.newSide.draft, newProvision, newProvision.block),
    });
    this.pending.push(newPendingChange(kind, sides, [wholeEdit(kind, text)]));
  }

  /** A block that is no provision of its own, or a heading whose provisions stayed. */
  private addLoneBlock(kind: 'inserted' | 'deleted', draft: Draft, block: number): void {
    const sides = (): Sides => {
      const side = blockSide(draft, block);
      return { old: kind === 'deleted' ? side : null, new: kind === 'inserted' ? side : null };
    };
    this.pending.push(newPendingChange(kind, sides, [wholeEdit(kind, draft.block(block).text)]));
  }

  private addToProvision(oldProvision: Provision, newProvision: Provision, edit: Edit): void {
    const telling = this.pendingAt(oldProvision.block, newProvision.block);
    addEdits(telling, telling.gap);
    telling.gap = [];
    addEdits(telling, [edit]);
  }

  /** What is told of the provision, or of the text between provisions, that a block of the new draft is part of. */
  private pendingAt(oldBlock: number, newBlock: number): PendingChange {
    const owner = this.newSide.draft.provisionOfBlock(newBlock);
    const own = owner && (!isGroup(owner) || owner.block === newBlock) ? owner : null;
    const known = own && this.byProvision.get(own);
    if (known) return known;
    const telling = newPendingChange(null, () => ({
      old: blockSide(this.oldSide.draft, oldBlock),
      new: blockSide(this.newSide.draft, newBlock),
    }));
    this.pending.push(telling);
    if (own) this.byProvision.set(own, telling);
    return telling;
  }

  /** The largest provision around a block that is on one side alone. */
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
    return side.beginnings.get(block)?.rows[row - 1] ?? side.draft.provisionOfBlock(block);
  }

  /** Tells a move where it went: the largest provision that moved as a whole, or else the one unit. */
  private addMove(block: number, move: number): void {
    let from = this.oldMoveRanges.get(move)!;
    let to = this.newMoveRanges.get(move)!;
    let provision: Provision | null = null;
    let before: Provision | null = null;
    for (let each = this.newSide.draft.provisionOfBlock(block); each && each.block === block; each = each.parent) {
      const source = this.map.oldOf(each);
      if (!source || each.endBlock < to.end || source.endBlock - source.block < from.end - from.start) continue;
      const moves = movesIn(this.newSide.moves, each.block, each.endBlock);
      const others = movesIn(this.oldSide.moves, source.block, source.endBlock);
      if (!moves || !others || moves.size !== others.size || ![...moves].every((one) => others.has(one))) break;
      if (!this.keepsOrder(each.block, each.endBlock)) break;
      provision = each;
      before = source;
      from = { start: source.block, end: source.endBlock };
      to = { start: each.block, end: each.endBlock };
    }
    for (const each of movesIn(this.newSide.moves, to.start, to.end) ?? [move]) this.movesDone.add(each);
    const edits = new EditList();
    const links = [...new Set(this.links.ofNew.slice(to.start, to.end))].filter((link) => link !== null);
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
        edits.addAll([{ op, class: 'substance', text: draft.block(step.block).text }]);
        const text = gapAfter(draft, step.block);
        gap = text === '' ? [] : [{ op, class: 'substance', text }];
      }
    }
    const sides = (): Sides => ({
      old: before ? sideOf(this.oldSide.draft, before, before.block) : blockSide(this.oldSide.draft, from.start),
      new: provision ? sideOf(this.newSide.draft, provision, provision.block) : blockSide(this.newSide.draft, to.start),
    });
    this.pending.push(newPendingChange('moved', sides, edits.takeEdits()));
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

function wholeEdit(kind: 'inserted' | 'deleted', text: string): Edit {
  return { op: kind === 'deleted' ? 'delete' : 'insert', class: 'substance', text };
}

/** Where the blocks of each move lie. */
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

/** The moves that a range consists of, or null where a part of it did not move. */
function movesIn(moves: Int32Array, start: number, end: number): Set<number> | null {
  const found = new Set<number>();
  for (let block = start; block < end; block++) {
    if (moves[block] === 0) return null;
    found.add(moves[block]!);
  }
  return found;
}

function textOfBlocks(draft: Draft, start: number, end: number): string {
  return draft.text.slice(draft.startOf(start), draft.startOf(end - 1) + draft.block(end - 1).text.length);
}

function sideOf(draft: Draft, provision: Provision, block: number): ChangeSide {
  const start = provision.row === null ? draft.startOf(block) : draft.spanOf(provision).start;
  return { label: provision.label || 'preamble', line: draft.positionAt(start).line, provision };
}

/** How a block is named: by its own provision, or by the heading that it stands under. */
function blockSide(draft: Draft, block: number): ChangeSide {
  const owner = draft.provisionOfBlock(block);
  if (owner && (!isGroup(owner) || owner.block === block)) return sideOf(draft, owner, owner.block);
  const { line } = draft.positionAt(draft.startOf(block));
  if (draft.block(block).kind === 'frontMatter') return { label: 'front matter', line, provision: null };
  return { label: owner?.label || 'preamble', line, provision: null };
}

/** A row's line end is no part of its words. */
function withoutLastLineEnd(edits: readonly Edit[]): Edit[] {
  const kept = [...edits];
  for (let i = kept.length - 1; i >= 0; i--) {
    const edit = kept[i]!;
    const text = withoutEnd(edit.text, '\r\n');
    if (text === edit.text) break;
    if (text === '') kept.splice(i, 1);
    else kept[i] = { ...edit, text };
    if (text !== '') break;
  }
  return kept;
}

function kindsOf(edits: readonly Edit[], first: ChangeKind | null): ChangeKind[] {
  if (first === 'inserted' || first === 'deleted') return [first];
  const found = new Set<ChangeKind>();
  for (const edit of withoutLineEnds(edits)) {
    if (edit.op === 'equal') continue;
    if (edit.class === 'substance') found.add('amended');
    else if (edit.label) found.add('renumbered');
    else if (edit.class) found.add(edit.class);
  }
  const kinds: ChangeKind[] = first ? [first] : [];
  for (const kind of ['renumbered', 'amended', 'consequential', 'typographical'] as const) {
    // What moved has a new number as a matter of course.
    if (found.has(kind) && !(kind === 'renumbered' && first === 'moved')) kinds.push(kind);
  }
  if (kinds.length === 0 && found.has('formatting')) kinds.push('formatting');
  return kinds;
}
