import type { Script } from '../manuscript/manuscript.js';
import type { ScriptPiece } from '../manuscript/script-pairs.js';
import type { HarmlessText } from './harmless-markdown.js';
import type { SourceBlock } from './source-blocks.js';

/** Both texts of a comparison, made harmless, and what is to be marked. */
export interface MarkingContext {
  readonly script: Script;
  readonly old: HarmlessText;
  readonly new: HarmlessText;
}

/** A part of the result. */
export interface Chunk {
  readonly text: string;
  readonly isMark: boolean;
  /** Whose change it is, where that is known; null for words that stay. */
  readonly origin: string | null;
}

/** Words of one operation, as they are to be written. */
export interface Fragment {
  readonly op: ScriptPiece['op'];
  readonly text: string;
  readonly origin: string | null;
  /** Its piece: what is of one piece stands in one mark. */
  readonly piece: ScriptPiece;
}

/** Pieces as fragments: what bears no mark as the new text has it. */
export function readFragments(block: SourceBlock, pieces: readonly ScriptPiece[], context: MarkingContext): Fragment[] {
  const isWhole = block.old === null || block.new === null;
  return pieces.flatMap((piece): Fragment[] => {
    const isUnmarked = context.script.without.has(piece.class) && !(isWhole && block.move !== null);
    if (isUnmarked && piece.op === 'delete') return [];
    const op = isUnmarked ? 'equal' : piece.op;
    const origin = op === 'equal' ? null : (piece.origin ?? null);
    return [{ op, text: textOfPiece(piece, context), origin, piece }];
  });
}

function textOfPiece({ op, oldStart, newStart, length }: ScriptPiece, { old, new: after }: MarkingContext): string {
  if (op === 'delete') return old.slice(oldStart, oldStart + length);
  if (op === 'insert') return after.slice(newStart, newStart + length);
  return after.slice(newStart, newStart + length, { text: old, start: oldStart });
}

/** Words in the mark of their operation; as they are where there are none, or where they stay. */
export function markWords(op: ScriptPiece['op'], words: string): string {
  if (op === 'equal' || words === '') return words;
  return op === 'delete' ? `{--${words}--}` : `{++${words}++}`;
}

/** @param isMark whether the text is a mark, as far as the fragment is to be marked at all */
export function makeChunk(fragment: Fragment, text: string, isMark: boolean): Chunk {
  return { text, isMark: isMark && fragment.op !== 'equal' && text !== '', origin: fragment.origin };
}
