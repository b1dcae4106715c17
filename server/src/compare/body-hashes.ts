import type { Draft } from '../model/draft.js';
import { bodyStart, joined } from './likeness.js';

/** What stands for a number in a masked hash: "#". */
const MASK = 35;

/**
 * Hashes of the blocks of a draft without their own numbers, white space folded, each worked out when it is asked for. Blocks that are
 * the same, number and all, need none.
 */
export class BodyHashes {
  private readonly known: Uint8Array;
  private readonly exacts: Float64Array;
  private readonly maskeds: Float64Array;

  constructor(private readonly draft: Draft) {
    this.known = new Uint8Array(draft.blocks.length);
    this.exacts = new Float64Array(draft.blocks.length);
    this.maskeds = new Float64Array(draft.blocks.length);
  }

  /** Of the words as they are written. */
  exact(block: number): number {
    if (this.known[block] === 0) this.read(block);
    return this.exacts[block] as number;
  }

  /** Of the words with every number masked. */
  masked(block: number): number {
    if (this.known[block] === 0) this.read(block);
    return this.maskeds[block] as number;
  }

  private read(index: number): void {
    const block = this.draft.block(index);
    const { exact, masked } = hash(block.text, bodyStart(block));
    this.exacts[index] = exact;
    this.maskeds[index] = masked;
    this.known[index] = 1;
  }
}

function hash(text: string, from: number): { readonly exact: number; readonly masked: number } {
  let exact = 0x9747b28c;
  let exact2 = 0x41c6ce57;
  let masked = 0x85ebca6b;
  let masked2 = 0x3c6ef372;
  let space = false;
  let i = from;
  const { length } = text;
  while (i < length) {
    const code = text.charCodeAt(i);
    if (code <= 32 || code === 160) {
      space = true;
      i++;
      continue;
    }
    if (space) {
      exact = Math.imul(exact ^ 32, 2654435761);
      exact2 = Math.imul(exact2 ^ 32, 1597334677);
      space = false;
    }
    exact = Math.imul(exact ^ code, 2654435761);
    exact2 = Math.imul(exact2 ^ code, 1597334677);
    if (code >= 48 && code <= 57) {
      let end = i + 1;
      for (let next = text.charCodeAt(end); (next >= 48 && next <= 57) || next === 46; next = text.charCodeAt(end)) {
        exact = Math.imul(exact ^ next, 2654435761);
        exact2 = Math.imul(exact2 ^ next, 1597334677);
        end++;
      }
      masked = Math.imul(masked ^ MASK, 2654435761);
      masked2 = Math.imul(masked2 ^ MASK, 1597334677);
      i = end;
      continue;
    }
    masked = Math.imul(masked ^ code, 2654435761);
    masked2 = Math.imul(masked2 ^ code, 1597334677);
    i++;
  }
  return { exact: joined(exact, exact2), masked: joined(masked, masked2) };
}
