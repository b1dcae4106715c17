import type { Draft } from '../model/draft.js';
import type { Span } from '../model/text.js';

/** Words that cite a provision of another text, and where that provision can be read. */
export interface AwayLink {
  /** From the start of the block. */
  readonly words: Span;
  /** The page and the place on it, as an address beside the citing page. */
  readonly address: string;
  /** The first words of what is cited. */
  readonly said: string;
}

/** Finds what a block of a draft cites in other texts, in the order of the words. */
export type FindAwayLinks = (draft: Draft, block: number) => readonly AwayLink[];
