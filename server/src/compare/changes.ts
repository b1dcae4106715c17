import type { Draft } from '../model/draft.js';
import type { Provision } from '../model/provision.js';
import { withoutEnd } from '../model/text.js';
import type { Change, ChangeKind, ChangeSide, ProvisionMap } from './change.js';
import { type Edit, EditList } from './edits.js';
import { withoutLineEnds } from './line-ends.js';
import { type BlockRange, type Link, type Links, type Step, walk } from './links.js';
import { asSegment, extentOf, gapBehind, type LinkedWords } from './mark.js';
import type { Beginnings } from './provision-map.js';
import { isGroup } from './units.js';

/** One draft, as the telling of changes needs it. */
interface Side {
  readonly draft: Draft;
  readonly beginnings: ReadonlyMap<number, Beginnings>;
  readonly moves: Int32Array;
  /** For each block how many before it are on this side alone, and did not move. */
  readonly alone: Int32Array;
}

/** A change in the making: a provision that stayed, or text between provisions. */
interface Telling {
  readonly sides: () => Sides;
  /** As they come; most provisions have none but equal ones, and nothing is made of those. */
  readonly edits: Edit[];
  differs: boolean;
  readonly first: ChangeKind | null;
  /** What lies between what was told so far and what may be told next. */
  gap: readonly Edit[];
}

type Sides = Pick<Change, 'old' | 'new'>;

function newTelling(first: ChangeKind | null, sides: () => Sides, edits: readonly Edit[] = []): Telling {
  const telling: Telling = { sides, edits: [], differs: false, first, gap: [] };
  add(telling, edits);
  return telling;
}

function add(telling: Telling, edits: readonly Edit[]): void {
  for (const edit of edits) {
    telling.edits.push(edit);
    if (edit.op !== 'equal') telling.differs = true;
  }
}

/** Tells the changes as a reader would, in reading order. */
export function tellChanges(
  oldDraft: Draft,
  newDraft: Draft,
  oldBeginnings: ReadonlyMap<number, Beginnings>,
  newBeginnings: ReadonlyMap<number, Beginnings>,
  links: Links,
  map: ProvisionMap,
  words: LinkedWords,
  steps: readonly Step[],
): Change[] {
  const oldSide: Side = {
    draft: oldDraft,
    beginnings: oldBeginnings,
    moves: links.moveOfOld,
    alone: countAlone(links.ofOld, links.moveOfOld),
  };
  const newSide: Side = {
    draft: newDraft,
    beginnings: newBeginnings,
    moves: links.moveOfNew,
    alone: countAlone(links.ofNew, links.moveOfNew),
  };
  const teller = new Teller(oldSide, newSide, links, map, words);
  steps.forEach((step, index) => {
    if (step.kind === 'link') teller.tellLink(step.link, steps[index + 1]);
    else if (step.kind === 'old') teller.tellOld(step.block);
    else teller.tellNew(step.block);
  });
  return teller.changes();
}

function countAlone(links: readonly (Link | null)[], moves: Int32Array): Int32Array {
  const counts = new Int32Array(links.length + 1);
  links.forEach((link, block) => {
    counts[block + 1] = counts[block]! + (link === null && moves[block] === 0 ? 1 : 0);
  });
  return counts;
}

class Teller {
  private readonly told: Telling[] = [];
  /** What is told of a provision of the new draft, or of a block between provisions. */
  private readonly byProvision = new Map<Provision, Telling>();
  private readonly wholes = new Set<Provision>();
  private readonly movesTold = new Set<number>();
  private readonly oldMoveRanges: ReadonlyMap<number, BlockRange>;
  private readonly newMoveRanges: ReadonlyMap<number, BlockRange>;

  constructor(
    private readonly oldSide: Side,
    private readonly newSide: Side,
    private readonly links: Links,
    private readonly map: ProvisionMap,
    private readonly words: LinkedWords,
  ) {
    this.oldMoveRanges = rangesOf(oldSide.moves);
    this.newMoveRanges = rangesOf(newSide.moves);
  }

  changes(): Change[] {
    const changes: Change[] = [];
    for (const { first, differs, edits: told, sides } of this.told) {
      if (first === null && !differs) continue;
      const joined = new EditList();
      joined.add(told);
      const edits = joined.take();
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

  tellLink(link: Link, next: Step | undefined): void {
    const [oldBlock, newBlock] = [link.old.start, link.new.start];
    if (this.words.isSame(link)) {
      const telling = this.tellingOf(oldBlock, newBlock);
      add(telling, telling.gap);
      telling.edits.push({ op: 'equal', text: this.oldSide.draft.block(oldBlock).text });
      telling.gap = [{ op: 'equal', text: gapBehind(this.oldSide.draft, oldBlock) }];
      return;
    }
    const { pieces, gap } = this.words.of(link);
    let last: Telling | null = null;
    for (const piece of pieces) {
      if (piece.oldRow !== null || piece.newRow !== null) {
        const { moved } = piece;
        if (moved && 'to' in moved) continue;
        const a = this.rowOf(this.oldSide, oldBlock, moved ? moved.from : piece.oldRow);
        const b = this.rowOf(this.newSide, newBlock, piece.newRow);
        const isHeader = piece.oldRow === 0 || piece.newRow === 0;
        if (a?.row !== null && b?.row !== null && (a || b) && !isHeader) {
          const kind = moved ? 'moved' : !a ? 'inserted' : !b ? 'deleted' : null;
          const sides = (): Sides => ({
            old: a && sideOf(this.oldSide.draft, a, oldBlock),
            new: b && sideOf(this.newSide.draft, b, newBlock),
          });
          this.told.push(newTelling(kind, sides, withoutLastLineEnd(moved ? moved.edits : piece.edits)));
          continue;
        }
      }
      last = this.tellingOf(oldBlock, newBlock);
      add(last, last.gap);
      add(last, piece.edits);
      last.gap = [];
    }
    if (!last) return;
    last.gap = gap;
    // A gap that differs is a change of its own where nothing was put in or taken out that explains it.
    const explained =
      next !== undefined &&
      (next.kind !== 'link' || next.link.old.start !== link.old.end || next.link.new.start !== link.new.end);
    if (!explained && gap.some((edit) => edit.op !== 'equal')) {
      add(last, gap);
      last.gap = [];
    }
  }

  tellOld(block: number): void {
    if (this.oldSide.moves[block] !== 0) return;
    const whole = this.wholeOf(this.oldSide, block);
    const text = extentOf(this.oldSide.draft, block);
    if (whole) {
      if (this.wholes.has(whole)) return;
      this.wholes.add(whole);
      this.tellWhole('deleted', whole, null, textOf(this.oldSide.draft, whole.block, whole.endBlock));
      return;
    }
    const owner = this.oldSide.draft.provisionOfBlock(block);
    const partner = owner && owner.block !== block && !isGroup(owner) ? this.map.newOf(owner) : null;
    if (owner && partner && this.newSide.moves[partner.block] === 0)
      this.addTo(owner, partner, { op: 'delete', class: 'substance', text });
    else this.tellAlone('deleted', this.oldSide.draft, block);
  }

  tellNew(block: number): void {
    const move = this.newSide.moves[block]!;
    if (move !== 0) {
      if (!this.movesTold.has(move)) this.tellMove(block, move);
      return;
    }
    const whole = this.wholeOf(this.newSide, block);
    const text = extentOf(this.newSide.draft, block);
    if (whole) {
      if (this.wholes.has(whole)) return;
      this.wholes.add(whole);
      this.tellWhole('inserted', null, whole, textOf(this.newSide.draft, whole.block, whole.endBlock));
      return;
    }
    const owner = this.newSide.draft.provisionOfBlock(block);
    const partner = owner && owner.block !== block && !isGroup(owner) ? this.map.oldOf(owner) : null;
    if (owner && partner && this.newSide.moves[owner.block] === 0)
      this.addTo(partner, owner, { op: 'insert', class: 'substance', text });
    else this.tellAlone('inserted', this.newSide.draft, block);
  }

  private tellWhole(
    kind: 'inserted' | 'deleted',
    oldProvision: Provision | null,
    newProvision: Provision | null,
    text: string,
  ): void {
    const sides = (): Sides => ({
      old: oldProvision && sideOf(this.oldSide.draft, oldProvision, oldProvision.block),
      new: newProvision && sideOf(this.newSide.draft, newProvision, newProvision.block),
    });
    this.told.push(newTelling(kind, sides, [wholly(kind, text)]));
  }

  /** A block that is no provision of its own, or a heading whose provisions stayed. */
  private tellAlone(kind: 'inserted' | 'deleted', draft: Draft, block: number): void {
    const sides = (): Sides => {
      const side = blockSide(draft, block);
      return { old: kind === 'deleted' ? side : null, new: kind === 'inserted' ? side : null };
    };
    this.told.push(newTelling(kind, sides, [wholly(kind, draft.block(block).text)]));
  }

  private addTo(oldProvision: Provision, newProvision: Provision, edit: Edit): void {
    const telling = this.tellingOf(oldProvision.block, newProvision.block);
    add(telling, telling.gap);
    telling.gap = [];
    add(telling, [edit]);
  }

  /** What is told of the provision, or of the text between provisions, that a block of the new draft is part of. */
  private tellingOf(oldBlock: number, newBlock: number): Telling {
    const owner = this.newSide.draft.provisionOfBlock(newBlock);
    const own = owner && (!isGroup(owner) || owner.block === newBlock) ? owner : null;
    const known = own && this.byProvision.get(own);
    if (known) return known;
    const telling = newTelling(null, () => ({
      old: blockSide(this.oldSide.draft, oldBlock),
      new: blockSide(this.newSide.draft, newBlock),
    }));
    this.told.push(telling);
    if (own) this.byProvision.set(own, telling);
    return telling;
  }

  /** The largest provision around a block that is on one side alone. */
  private wholeOf(side: Side, block: number): Provision | null {
    let whole: Provision | null = null;
    for (let each = side.draft.provisionOfBlock(block); each; each = each.parent) {
      if (side.alone[each.endBlock]! - side.alone[each.block]! < each.endBlock - each.block) break;
      whole = each;
    }
    return whole;
  }

  private rowOf(side: Side, block: number, row: number | null): Provision | null {
    if (row === null) return null;
    return side.beginnings.get(block)?.rows[row - 1] ?? side.draft.provisionOfBlock(block);
  }

  /** Tells a move where it went: the largest provision that moved as a whole, or else the one unit. */
  private tellMove(block: number, move: number): void {
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
    for (const each of movesIn(this.newSide.moves, to.start, to.end) ?? [move]) this.movesTold.add(each);
    const edits = new EditList();
    const links = [...new Set(this.links.ofNew.slice(to.start, to.end))].filter((link) => link !== null);
    let gap: readonly Edit[] = [];
    for (const step of walk(from, to, links)) {
      edits.add(gap);
      if (step.kind === 'link') {
        const compared = this.words.of(step.link);
        for (const piece of compared.pieces) edits.add(piece.edits);
        gap = compared.gap;
      } else {
        const draft = step.kind === 'old' ? this.oldSide.draft : this.newSide.draft;
        const op = step.kind === 'old' ? 'delete' : 'insert';
        edits.add([{ op, class: 'substance', text: draft.block(step.block).text }]);
        const text = gapBehind(draft, step.block);
        gap = text === '' ? [] : [{ op, class: 'substance', text }];
      }
    }
    const sides = (): Sides => ({
      old: before ? sideOf(this.oldSide.draft, before, before.block) : blockSide(this.oldSide.draft, from.start),
      new: provision ? sideOf(this.newSide.draft, provision, provision.block) : blockSide(this.newSide.draft, to.start),
    });
    this.told.push(newTelling('moved', sides, edits.take()));
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

function wholly(kind: 'inserted' | 'deleted', text: string): Edit {
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

function textOf(draft: Draft, start: number, end: number): string {
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
