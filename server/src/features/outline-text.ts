import { findBlockDifference } from '../model/block-index.js';
import type { Draft } from '../model/draft.js';
import type { Provision } from '../model/provision.js';
import { describeSymbol, findOutlineScope, listShownProvisions, type OutlineScope } from './outline.js';

/** So many symbols are written together: few enough to write again at each keystroke. */
const CHUNK = 48;

/** A symbol of the outline, and what stands around it in the JSON text. */
interface Piece {
  readonly provision: Provision;
  /** A comma, except before the first of its level. */
  readonly before: string;
  /** What follows its own fields: its level opens, or it ends, and those above it with it. */
  readonly after: string;
}

/** A run of symbols as JSON. */
interface SymbolRun {
  readonly first: number;
  readonly end: number;
  /** The blocks that its symbols begin in, from the first to the last. */
  readonly blocks: { readonly first: number; readonly last: number };
  /** The blocks after these that its symbols end in. */
  readonly ends: readonly number[];
  bytes: Uint8Array;
}

const encoder = new TextEncoder();

/**
 * The outline of a draft as JSON, as `buildOutline` gives it. After an edit only the symbols are
 * written again that it changed or moved to other lines; everything else is the same bytes as
 * before.
 */
export class OutlineText {
  /** How many symbols have been written, all told. */
  written = 0;
  private draft: Draft | null = null;
  private pieces: readonly Piece[] = [];
  private chunks: readonly SymbolRun[] = [];

  /** The JSON text, cut into pieces. */
  update(draft: Draft): readonly Uint8Array[] {
    if (this.draft !== draft) {
      const old = this.draft;
      if (old?.provisions === draft.provisions && old.roots === draft.roots) this.rewrite(old, draft);
      else this.writeAll(draft);
      this.draft = draft;
    }
    return [OPEN, ...this.chunks.map(({ bytes }) => bytes), CLOSE];
  }

  private writeAll(draft: Draft): void {
    const scope = findOutlineScope(draft);
    this.pieces = listPieces(draft, scope);
    const chunks: SymbolRun[] = [];
    for (let first = 0; first < this.pieces.length; first += CHUNK) {
      const end = Math.min(this.pieces.length, first + CHUNK);
      const own = this.pieces.slice(first, end).map(({ provision }) => provision);
      const last = own.reduce((most, { block }) => Math.max(most, block), 0);
      const ends = own.map(({ block, endBlock }) => Math.max(block, endBlock - 1)).filter((block) => block > last);
      const blocks = { first: own.reduce((least, { block }) => Math.min(least, block), last), last };
      chunks.push({ first, end, blocks, ends: [...new Set(ends)], bytes: this.write(draft, scope, first, end) });
    }
    this.chunks = chunks;
  }

  private rewrite(old: Draft, draft: Draft): void {
    const { first, last, movesLines } = findMoved(old, draft);
    const scope = findOutlineScope(draft);
    const isTouched = (block: number) => block >= first && (movesLines || block <= last);
    for (const chunk of this.chunks) {
      const { blocks, ends } = chunk;
      if ((blocks.last >= first && (movesLines || blocks.first <= last)) || ends.some(isTouched))
        chunk.bytes = this.write(draft, scope, chunk.first, chunk.end);
    }
  }

  private write(draft: Draft, scope: OutlineScope, first: number, end: number): Uint8Array {
    let text = '';
    for (let i = first; i < end; i++) {
      const piece = this.pieces[i];
      if (!piece) continue;
      const { provision, before, after } = piece;
      text += before + JSON.stringify(describeSymbol(draft, provision, scope)).slice(0, -1) + after;
    }
    this.written += end - first;
    return encoder.encode(text);
  }
}

const OPEN = encoder.encode('[');
const CLOSE = encoder.encode(']');

/** The symbols in their order, each with the text that nests it. */
function listPieces(draft: Draft, scope: OutlineScope): Piece[] {
  const pieces: Piece[] = [];
  const addLevel = (provisions: readonly Provision[], closing: string): void => {
    const shown = listShownProvisions(provisions, scope);
    shown.forEach((provision, i) => {
      const before = i > 0 ? ',' : '';
      const isLast = i === shown.length - 1;
      const rest = isLast ? `}${closing}` : '}';
      if (provision.children.length === 0) pieces.push({ provision, before, after: rest });
      else if (listShownProvisions(provision.children, scope).length === 0)
        pieces.push({ provision, before, after: `,"children":[]${rest}` });
      else {
        pieces.push({ provision, before, after: ',"children":[' });
        addLevel(provision.children, `]${rest}`);
      }
    });
  };
  addLevel(draft.roots, '');
  return pieces;
}

/**
 * The blocks that differ between two drafts of the same structure or stand at other positions: from
 * `first` to `last`, and where lines were added or taken away also all after them.
 */
function findMoved(old: Draft, draft: Draft): { first: number; last: number; movesLines: boolean } {
  const { from, newEnd } = findBlockDifference(old.blocks, draft.blocks);
  const before = old.lines.starts;
  const after = draft.lines.starts;
  const shorter = Math.min(before.length, after.length);
  let same = 0;
  while (same < shorter && before[same] === after[same]) same++;
  let rear = 0;
  const moved = draft.length - old.length;
  while (rear < shorter - same && (before[before.length - 1 - rear] ?? 0) + moved === after[after.length - 1 - rear])
    rear++;
  const movesLines = before.length !== after.length;
  // Lines that differ lie from here to there, as offsets in the new text.
  const firstLine = Math.max(0, same - 1);
  const endLine = after.length - rear;
  const first = Math.max(0, draft.blockAt(after[firstLine] ?? 0));
  const last = draft.blockAt(after[endLine] ?? draft.length);
  return { first: Math.min(from, first), last: Math.max(newEnd - 1, last), movesLines };
}
