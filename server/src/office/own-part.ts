/**
 * What a Word file of Keeling says of its draft besides what it shows, so that the draft can be read
 * back: a custom part, and a bookmark where the pages before the text end.
 */
export const OWN_NAMESPACE = 'urn:keeling:draft';
export const OWN_PART = 'customXml/item1.xml';
/** Its paragraph is the last one before the text. */
export const TEXT_BOOKMARK = '_Keeling_text';

/** How a draft is written, where Word shows it alike. */
export interface OwnPart {
  /** Front matter without its remarks, and the heading that repeats the title; lines end with "\n". */
  readonly opening: string;
  /** The title as the file showed it. */
  readonly title: string;
  /** Whether the items of its lists follow each other without a blank line. */
  readonly hasTightLists: boolean;
  /** Whether the rule below a table's header has no blanks: "|---|---|". */
  readonly hasCloseRules: boolean;
  /** The sign of list items without a number: "-", "*" or "+". */
  readonly bullet: string;
  /** Whether its own words have no-break spaces between a unit and its number. */
  readonly bindsNumbers: boolean;
  readonly hasByteMark: boolean;
  readonly hasCrLf: boolean;
  readonly endsLine: boolean;
}
