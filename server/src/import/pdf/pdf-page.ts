/** Words that are drawn at once. Places are points from the page's upper left corner. */
export interface PdfRun {
  readonly text: string;
  readonly left: number;
  readonly right: number;
  /** Of the line that they stand on. */
  readonly base: number;
  readonly size: number;
  readonly isBold: boolean;
  readonly isItalic: boolean;
}

/** A straight line, or a filled area that is as thin as one. */
export interface PdfRule {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** What stands on one page, upright. */
export interface PdfPage {
  readonly width: number;
  readonly height: number;
  readonly runs: readonly PdfRun[];
  readonly rules: readonly PdfRule[];
  /** Words of drawn figures that the file gives an alternative text for, in the place of the words. */
  readonly figures: readonly { readonly alternative: string; readonly base: number; readonly left: number }[];
  /** What the file itself calls no part of the text: heads, feet, numbers of pages. */
  readonly artifacts: readonly { readonly text: string; readonly base: number }[];
  readonly pictures: number;
  /** Words that stand aslant: a watermark, a stamp. */
  readonly slanted: readonly string[];
  /** Whether far fewer letters could be read than are drawn, as on a damaged page. */
  readonly isReadInPart: boolean;
}

export interface PdfText {
  readonly title: string | null;
  readonly pages: readonly PdfPage[];
}
