import type { NamedSpan } from './follow-references.js';
import { NUMBER, SIGN, type Tokens, WORD } from './tokens.js';

/**
 * Whether both texts have numbers and these differ. Only then are numbers compared by what they
 * name.
 */
export function haveOtherNumbers(oldTokens: Tokens, newTokens: Tokens): boolean {
  let i = nextNumber(oldTokens, 0);
  let j = nextNumber(newTokens, 0);
  if (i === oldTokens.count || j === newTokens.count) return false;
  while (i < oldTokens.count && j < newTokens.count) {
    if (oldTokens.keys[i] !== newTokens.keys[j]) return true;
    i = nextNumber(oldTokens, i + 1);
    j = nextNumber(newTokens, j + 1);
  }
  return i < oldTokens.count || j < newTokens.count;
}

function nextNumber(tokens: Tokens, from: number): number {
  let at = from;
  while (at < tokens.count && !isProvisionNumber(tokens, at)) at++;
  return at;
}

/** Whether a token can be the number of a provision or the call of a footnote. */
function isProvisionNumber(tokens: Tokens, index: number): boolean {
  return tokens.kinds[index] === NUMBER || (tokens.kinds[index] === SIGN && isNoteCall(tokens, index));
}

function isNoteCall(tokens: Tokens, index: number): boolean {
  return tokens.ends[index]! - tokens.starts[index]! > 3;
}

/**
 * Whether tokens can be nothing but numbers of provisions: a few numbers, calls or letters of an
 * appendix.
 */
export function mayCite(tokens: Tokens, from: number, to: number): boolean {
  if (from === to || to - from > 8) return false;
  for (let i = from; i < to; i++) {
    if (isProvisionNumber(tokens, i)) continue;
    if (tokens.kinds[i] !== WORD || !/^[A-Z]{1,3}\d{0,2}$/.test(tokens.textAt(i))) return false;
  }
  return true;
}

/** Gives numbers that name a provision the key of the provision, whatever their digits are. */
export function keyByTarget(tokens: Tokens, at: number, targets: ReadonlyMap<number, NamedSpan>): void {
  if (targets.size === 0) return;
  for (let i = 0; i < tokens.count; i++) {
    const target = targets.get(at + tokens.starts[i]!);
    if (target && target.end === at + tokens.ends[i]!) tokens.keys[i] = -1 - target.names;
  }
}
