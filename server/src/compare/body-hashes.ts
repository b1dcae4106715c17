import { findCommentEnd } from '../model/comment.js';
import type { Draft } from '../model/draft.js';
import { bodyStart, combineHashes } from './likeness.js';

/** Replaces every number in a masked hash: "#". */
const MASK = 35;
/** What a comment begins with: "<". */
const COMMENT = 60;

/**
 * Hashes of the bodies of a draft's blocks: their own numbers and comments left out, white space
 * folded. Each is worked out when first asked for, because blocks that are equal, number and all, need none.
 */
export class BodyHashes {
  private readonly exacts: Float64Array;
  private readonly maskeds: Float64Array;

  constructor(private readonly draft: Draft) {
    this.exacts = new Float64Array(draft.blocks.length).fill(-1);
    this.maskeds = new Float64Array(draft.blocks.length).fill(-1);
  }

  /** The hash of the words as written. */
  exactHash(block: number): number {
    return this.findHash(block, this.exacts, false);
  }

  /** The hash with every number masked. */
  maskedHash(block: number): number {
    return this.findHash(block, this.maskeds, true);
  }

  private findHash(block: number, known: Float64Array, masked: boolean): number {
    if (known[block] === -1) {
      const { draft } = this;
      const start = draft.startOf(block);
      const { text } = draft.block(block);
      known[block] = hashBody(draft.text, start + bodyStart(draft.block(block)), start + text.length, masked);
    }
    return known[block]!;
  }
}

function hashBody(text: string, from: number, to: number, masked: boolean): number {
  let low = 0x9747b28c | 0;
  let high = 0x41c6ce57;
  let space = false;
  for (let at = from; at < to; at++) {
    let code = text.charCodeAt(at);
    if (code <= 32 || code === 160) {
      space = true;
      continue;
    }
    if (code === COMMENT) {
      const end = findCommentEnd(text, at, to);
      if (end > 0) {
        at = end - 1;
        continue;
      }
    }
    if (space) {
      low = Math.imul(low ^ 32, 2654435761);
      high = Math.imul(high ^ 32, 1597334677);
      space = false;
    }
    if (masked && code >= 48 && code <= 57) {
      code = MASK;
      while (at + 1 < to && isNumeral(text.charCodeAt(at + 1))) at++;
    }
    low = Math.imul(low ^ code, 2654435761);
    high = Math.imul(high ^ code, 1597334677);
  }
  return combineHashes(low, high);
}

function isNumeral(code: number): boolean {
  return (code >= 48 && code <= 57) || code === 46;
}
