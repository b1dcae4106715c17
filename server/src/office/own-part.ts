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
  /** The signs before headings, captions and questions, by `formKey`: "##", "**", "". */
  readonly forms: ReadonlyMap<string, string>;
  readonly hasByteMark: boolean;
  readonly hasCrLf: boolean;
  readonly endsLine: boolean;
}

/** Names what headings of one depth, captions or questions share in how they are written. */
export function formKey(kind: 'heading' | 'caption' | 'question', depth: number, words: string): string {
  if (kind !== 'heading') return kind;
  const shown = words.replace(/^[\s*_]+/, '');
  const unit = /^([A-Za-z]{1,20})\s+(?:\d|[A-Z]{1,5}\b)/.exec(shown)?.[1];
  return `${/^\d/.test(shown) ? 'number' : (unit?.toLowerCase() ?? 'words')}${depth}`;
}
