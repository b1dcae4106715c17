import type { WordElement } from '../../office/word-xml.js';
import type { ListDefinitions, ListLabel } from './list-numbering.js';
import type { ParagraphStyles } from './paragraph-styles.js';

/** A tracked change that words, a paragraph's end, a row or a cell bear. */
export interface WordRevision {
  readonly kind: 'insert' | 'delete' | 'moveFrom' | 'moveTo';
  readonly id: string;
  readonly author: string;
  /** ISO date and time as the file has it; '' where it has none. */
  readonly date: string;
  /** For a move, its number in the file, which both of its places share; absent where it has none. */
  readonly move?: number;
}

/** A tracked change of how words look, or of a paragraph's number, style and the like. */
export interface WordLookChange {
  readonly author: string;
  readonly date: string;
}

/** What was done to the look of words: "bold added, italics removed". */
export interface WordFormatting extends WordLookChange {
  readonly what: string;
  /** How the words looked before. */
  readonly earlier: WordLook;
}

/** How words look, of what a draft shows and of what tells other words apart. */
export interface WordLook {
  readonly isBold: boolean;
  readonly isItalic: boolean;
  readonly isUnderlined: boolean;
  readonly isStruck: boolean;
  readonly raised: 'sup' | 'sub' | null;
}

export interface WordText extends WordLook {
  readonly kind: 'text';
  readonly text: string;
  readonly isCode: boolean;
  readonly isHidden: boolean;
  /** Where the words lead, by a hyperlink; null for none. */
  readonly link: string | null;
  readonly revisions: readonly WordRevision[];
  /** A tracked change of what is seen of their look; absent where there is none. */
  readonly formatting?: WordFormatting;
  /** The field whose result they are, where it shows the number of a note again. */
  readonly laterCall?: WordLaterCall;
  /** Whether they are the number that a field shows; absent where they are not. */
  readonly isCounted?: boolean;
}

/** A field that shows a number which the file does not keep: LISTNUM, AUTONUM. */
export interface WordNumberField {
  readonly kind: 'number';
  /** In capitals. */
  readonly code: string;
  readonly instruction: string;
  readonly isHidden: boolean;
  readonly revisions: readonly WordRevision[];
}

/** A field that shows the number of a note which is called elsewhere; all words of its result share it. */
export interface WordLaterCall {
  /** The bookmark that stands around the note's call. */
  readonly bookmark: string;
  /** Whether the number looks like a call and not like words: "see note 3". */
  readonly isRaised: boolean;
}

/** The look of words that nothing was done to. */
export const PLAIN_LOOK: Omit<WordText, 'kind' | 'text'> = {
  isBold: false,
  isItalic: false,
  isUnderlined: false,
  isStruck: false,
  isCode: false,
  raised: null,
  isHidden: false,
  link: null,
  revisions: [],
};

export interface WordNoteCall {
  readonly kind: 'note';
  readonly of: 'footnote' | 'endnote';
  readonly id: string;
  /** The sign that the file gives it itself: "*", "3a"; null where Word counts. */
  readonly sign: string | null;
  /** The bookmarks around it that stand around no call before; absent where there are none. */
  readonly bookmarks?: readonly string[];
  readonly revisions: readonly WordRevision[];
}

export interface WordPicture {
  readonly kind: 'picture';
  /** The name of the part that holds the picture; null where it lies outside the file. */
  readonly part: string | null;
  readonly alternative: string;
  /** What the file calls it: "Picture 3", "stages.svg". */
  readonly name: string;
  readonly revisions: readonly WordRevision[];
}

/** Where a comment's words begin and end, and where its sign stands. */
export interface WordCommentAnchor {
  readonly kind: 'commentStart' | 'commentEnd' | 'commentSign';
  readonly id: string;
}

/** Where a bookmark begins. */
export interface WordBookmark {
  readonly kind: 'bookmark';
  readonly name: string;
  /** What of tracked changes takes all its words away: accepting or rejecting them; null where words stay. */
  readonly goneWhen: 'accept' | 'reject' | null;
}

export type WordSpan = WordText | WordNoteCall | WordPicture | WordCommentAnchor | WordBookmark | WordNumberField;

/** What a paragraph's number is counted by. */
export interface ParagraphHome {
  readonly styles: ParagraphStyles;
  readonly lists: ListDefinitions;
}

export interface WordParagraph {
  readonly kind: 'paragraph';
  readonly spans: readonly WordSpan[];
  readonly style: string | null;
  readonly properties: WordElement | undefined;
  /** The properties before a tracked change of them; undefined where there was none. */
  readonly earlierProperties: WordElement | undefined;
  /** Whose tracked change of its properties there is; absent where there is none. */
  readonly lookChange?: WordLookChange;
  /** The number that it had before a tracked change, where the file says it in words; absent elsewhere. */
  readonly earlierNumber?: string;
  /** What was done to its end. */
  readonly markRevisions: readonly WordRevision[];
  /** Whether it carries the end of a section and nothing else. */
  readonly endsSection: boolean;
  /** Whether a page ends before its first words, or after its last; absent where neither does. */
  readonly page?: { readonly endsBefore: boolean; readonly endsAfter: boolean };
  /** Its words and those of the paragraph that went on with its sentence; absent where none did. */
  readonly joined?: { readonly end: string; readonly start: string };
  /** Whether its end is hidden, so that the next paragraph follows on its line; absent where nobody looked. */
  readonly hasHiddenEnd?: boolean;
  /** Whether it was several, which stand on one line; absent where it was not. */
  readonly isRunOn?: boolean;
  /** Whether it stands in a list of contents, an index or a table of figures. */
  readonly isContents: boolean;
  /** What stands in text boxes that are anchored in it. */
  readonly boxes: readonly WordBlock[][];
  readonly fields: readonly WordField[];
  /** Its label, where what it was read from says it in words and nothing is counted. */
  readonly label?: ListLabel;
  /** The styles and lists of the file within the file that it comes from; absent where it is the file's own. */
  readonly home?: ParagraphHome;
}

/** A field whose result names another place of the document. */
export interface WordField {
  /** "REF", "PAGEREF", "NOTEREF", "SEQ", "LISTNUM" and so on, in capitals. */
  readonly code: string;
  readonly instruction: string;
  /** The words it showed when the file was written, without those that were deleted since. */
  readonly result: string;
  /** The same without those that were inserted since. */
  readonly earlierResult: string;
  /** What was done to the field as a whole. */
  readonly revisions: readonly WordRevision[];
  /** What it calls again, where it shows a note's number; absent for another field. */
  readonly laterCall?: WordLaterCall;
}

export interface WordCell {
  readonly blocks: readonly WordBlock[];
  /** How many columns it spans. */
  readonly columns: number;
  /** Whether it goes on the cell above. */
  readonly isMergedUp: boolean;
  readonly beginsMerge: boolean;
  readonly revisions: readonly WordRevision[];
}

export interface WordRow {
  readonly cells: readonly WordCell[];
  readonly revisions: readonly WordRevision[];
  readonly isHeader: boolean;
}

export interface WordTable {
  readonly kind: 'table';
  readonly rows: readonly WordRow[];
}

export type WordBlock = WordParagraph | WordTable;

/** A footnote or an endnote. */
export interface WordNote {
  readonly id: string;
  readonly blocks: readonly WordBlock[];
}
