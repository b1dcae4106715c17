import type { OwnUnits } from './schemes/own-units.js';
import type { Span } from './text.js';

/**
 * What a run of lines is. `extractedTable` is a table whose cells are separated by tabs, as it
 * arrives when pasted from Word or a PDF; `empty` is a list item or a quotation with nothing in it.
 */
export type BlockKind =
  | 'frontMatter'
  | 'heading'
  | 'paragraph'
  | 'table'
  | 'extractedTable'
  | 'code'
  | 'html'
  | 'rule'
  | 'empty';

/** What holds a block, outermost first: block quotations, list items, footnote bodies. */
export type ContainerKind = 'quote' | 'item' | 'note';

/**
 * A run of whole lines with one meaning: the unit that is read, cached, compared and edited. A
 * block does not know its place in the document, so that an edit elsewhere leaves it as it is.
 */
export interface Block {
  readonly kind: BlockKind;
  /** From the start of the first line to the end of the last, its line end left out. */
  readonly text: string;
  readonly hash: number;
  /** Length of the quotation and list markers before the first word of the first line. */
  readonly prefix: number;
  readonly containers: readonly ContainerKind[];
  /** The list marker that this block follows directly (`-`, `*`, `20.`), or null. */
  readonly marker: string | null;
  /** For a heading its number of `#`s (1–6; 1 or 2 where underlined), else 0. */
  readonly level: number;
  /**
   * Whether Markdown begins a new node of the document here; false for later items of a list, later
   * provisions of a paragraph.
   */
  readonly opensNode: boolean;
  readonly head: Head;
  /** The units that the project adds, by whose words it is read. */
  readonly ownUnits: OwnUnits;
}

/** Whether a block is quoted: what it holds are the words, and the provisions, of another text. */
export function isQuoted({ containers }: Block): boolean {
  return containers.includes('quote');
}

/** Whether the marker of an item is a bullet of Markdown, and no number. */
export function isBulletMarker(marker: string | null): boolean {
  return marker === '-' || marker === '*' || marker === '+';
}

/** Whether a block stands in an item of a list, or begins as one does: "(a) …", "1. …". */
export function isItemBlock({ containers, head, marker }: Block): boolean {
  return marker !== null || containers.includes('item') || head.kind === 'item' || head.kind === 'listNumber';
}

export type ListMarkerStyle = 'alpha' | 'ALPHA' | 'roman' | 'ROMAN' | 'decimal';

export type DivisionKind = 'appendix' | 'annex' | 'schedule' | 'attachment';

/**
 * What the first words of a block make it, as far as they alone can tell. All spans are relative to
 * the block's text.
 */
export type Head =
  | { readonly kind: 'none' }
  /** `# 20 Title`; `body` is where the title starts. */
  | { readonly kind: 'section'; readonly number: string; readonly label: Span; readonly body: number }
  /** A heading without a number. */
  | { readonly kind: 'heading'; readonly body: number }
  /** `20.28 Subject to …`. */
  | { readonly kind: 'clause'; readonly number: string; readonly label: Span; readonly body: number }
  /**
   * `(a) …`: `marker` is what stands within the brackets. Its neighbours decide which style it has.
   */
  | { readonly kind: 'item'; readonly marker: string; readonly label: Span; readonly body: number }
  /**
   * `20. Testing` at the start of a line: to Markdown an ordered list, to a drafter perhaps a
   * section.
   */
  | { readonly kind: 'listNumber'; readonly number: string; readonly label: Span; readonly body: number }
  | {
      readonly kind: 'caption';
      readonly of: 'table' | 'figure';
      readonly number: string;
      readonly label: Span;
      readonly body: number;
    }
  /** `## Appendix A – …`, or `- Attachment 2 – …` in a list (`listed`). */
  | {
      readonly kind: 'division';
      readonly of: DivisionKind;
      /** Empty for "SCHEDULE" and "FIRST SCHEDULE", which are known by their name alone. */
      readonly number: string;
      /** What it is called where it has no number: "First Schedule". */
      readonly name: string | null;
      readonly label: Span;
      readonly body: number;
      readonly listed: boolean;
    }
  /** `**FTC Q1**`. */
  | {
      readonly kind: 'question';
      readonly series: string;
      readonly number: string;
      readonly label: Span;
      readonly body: number;
    }
  /** `**Term** means …`. */
  | { readonly kind: 'definition'; readonly term: string; readonly label: Span; readonly body: number }
  /** `<sup>6</sup> …` or `[^6]: …`. */
  | { readonly kind: 'footnote'; readonly number: string; readonly label: Span; readonly body: number };

/**
 * Something in a text that breaks the rules of its notation. The span is relative to the document's
 * text.
 */
export interface Problem {
  readonly code: string;
  readonly message: string;
  readonly span: Span;
}
