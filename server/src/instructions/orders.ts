import { ORDINALS } from '../model/number-words.js';
import type { Reference } from '../model/references/reference.js';

/** Which of several is meant, in words: the first is at 0. */
export const PLACE_ORDINALS: readonly string[] = ORDINALS.slice(0, 12);

/** Which of several places where words occur is meant. */
export type Occurrence =
  /** The one place where they occur. */
  | 'only'
  | 'each'
  /** They must occur twice. */
  | 'both'
  /** At the end of the provision. */
  | 'end'
  | 'last'
  /** 1 is the first. */
  | number
  /** Right before or after other words, which occur once. */
  | { readonly side: 'before' | 'after'; readonly words: string };

/** A place that an order names, by itself or within the one before it. */
export type PlacePart =
  | { readonly kind: 'cited'; readonly reference: Reference; readonly words: string }
  /** "(b)", "(2) to (4)": a number without the word of its unit. */
  | { readonly kind: 'marker'; readonly number: string; readonly to: string | null }
  | { readonly kind: 'definition'; readonly terms: readonly string[] }
  /** A row by what stands in its first cell, or anywhere in it. */
  | { readonly kind: 'entry'; readonly texts: readonly string[] }
  | { readonly kind: 'heading'; readonly text: string | null }
  /** All that stands under a heading. */
  | { readonly kind: 'under'; readonly text: string }
  | { readonly kind: 'opening' }
  | { readonly kind: 'closing' }
  | { readonly kind: 'sentence'; readonly ordinal: number }
  /** An unnumbered paragraph; an ordinal of −1 is the last, of 0 the only one. */
  | { readonly kind: 'paragraph'; readonly ordinal: number; readonly beginning: string | null }
  /** A row by its place; 0 is the header row. */
  | { readonly kind: 'row'; readonly ordinal: number }
  | { readonly kind: 'column'; readonly ordinal: number; readonly name: string | null }
  | { readonly kind: 'table'; readonly ordinal: number }
  /** What stands right before a provision: its preceding item, or the words that lead to it. */
  | { readonly kind: 'before'; readonly part: PlacePart }
  /** What stands on a line of the draft; 1 is its first. */
  | { readonly kind: 'line'; readonly line: number }
  | { readonly kind: 'frontMatter' }
  /** A heading that was not understood. */
  | { readonly kind: 'lost'; readonly words: string }
  /** The text that is amended; its name where it is called by one. */
  | { readonly kind: 'document'; readonly name: string | null };

/** A place: parts from the outermost to the innermost. */
export type Place = readonly PlacePart[];

export interface QuotedWords {
  readonly text: string;
  readonly occurrence: Occurrence;
}

/** What an order changes. */
export type Target =
  | { readonly kind: 'words'; readonly words: readonly QuotedWords[]; readonly place: Place }
  /** "the words from “…” to “…”"; to the end where `to` is null. */
  | {
      readonly kind: 'range';
      readonly from: string | null;
      /** Whether the words that it begins with stay. */
      readonly isAfter?: true;
      readonly to: string | null;
      readonly place: Place;
    }
  | { readonly kind: 'places'; readonly places: readonly Place[] };

/** Text that comes in. */
export interface NewText {
  readonly text: string;
  readonly isSetOut: boolean;
}

export type Action =
  | { readonly kind: 'substitute'; readonly target: Target; readonly text: NewText }
  | { readonly kind: 'omit'; readonly target: Target }
  | { readonly kind: 'insert'; readonly side: 'before' | 'after'; readonly target: Target; readonly text: NewText }
  | { readonly kind: 'append' | 'prepend' | 'file' | 'number'; readonly place: Place; readonly text: NewText }
  | { readonly kind: 'renumber'; readonly from: Place; readonly to: readonly Place[] }
  /** Sets the first line of a place in by so many spaces. */
  | { readonly kind: 'indent'; readonly place: Place; readonly spaces: number }
  /** Sets the words of a place off from their number by so many spaces. */
  | { readonly kind: 'gap'; readonly place: Place; readonly spaces: number };

/** One thing to do, and the places that its words are read within, outermost first. */
export interface Order {
  readonly within: readonly Place[];
  readonly action: Action;
}

/** What an item of an amending text says. */
export type ReadItem =
  | {
      readonly kind: 'orders';
      readonly orders: readonly Order[];
      /** The places that the items within it are read within. */
      readonly within: readonly Place[];
      /** What is done at each place that the items within it name. */
      readonly pending: Pending | null;
    }
  /** It says which text the items after it amend. */
  | { readonly kind: 'amends'; readonly name: string }
  /** It changes nothing. */
  | { readonly kind: 'words' }
  | { readonly kind: 'unread'; readonly reason: string };

/** "Omit the following—", or "In the following, for “a” substitute “b”—". */
export type Pending =
  | { readonly kind: 'omit' }
  | { readonly kind: 'each'; readonly actions: readonly Action[] }
  /** "After section 5": where what the items within it put in is to stand. */
  | { readonly kind: 'beside'; readonly side: 'before' | 'after'; readonly target: Target }
  | { readonly kind: 'end'; readonly place: Place };
