import type { Span } from '../text.js';

/** What a piece of text is. */
export type RunKind =
  | 'text'
  | 'code'
  /** A footnote's call; `note` is its label, and it adds no character to the visible text. */
  | 'note'
  | 'image'
  /** A hard line break; "\n" in the visible text. */
  | 'break'
  /** Mark-up that shows nothing. */
  | 'html';

/** How words look. */
export interface Style {
  readonly strong: boolean;
  readonly emphasis: boolean;
  readonly superscript: boolean;
  readonly subscript: boolean;
  readonly underline: boolean;
  /** The address of the link or the image that they belong to. */
  readonly link: string | null;
}

/** The style of words without any mark-up. */
export const PLAIN: Style = {
  strong: false,
  emphasis: false,
  superscript: false,
  subscript: false,
  underline: false,
  link: null,
};

/** A piece of visible text in one style. */
export interface Run extends Style {
  readonly kind: RunKind;
  /**
   * What a reader sees: escapes and entities resolved, a line end within a paragraph made a space.
   */
  readonly text: string;
  /** Offset of `text` in `Inline.text`. */
  readonly at: number;
  /** What was written for it, relative to the block's text. */
  readonly source: Span;
  /** Where each character of `text` was written, when that is not simply `source.start + i`. */
  readonly offsets: readonly number[] | null;
  readonly note: string | null;
}

/** The words of a block, or of one cell, as a reader sees them, and where each was written. */
export interface Inline {
  readonly text: string;
  readonly runs: readonly Run[];
}
