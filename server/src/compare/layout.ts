import { withoutComments } from '../model/comment.js';
import { isRemarkLine } from '../model/link-definitions.js';
import { holdsSameItems } from '../model/same-items.js';
import { trimEndOf } from '../model/text.js';

/** The marker of an item of a list without numbers. */
const BULLET = /^[-*+](?=[ \t]|$)/;
/** What may be the number of a provision, so that its line is one of its own. */
const NUMBER = /^(?:\(?[A-Za-z0-9]{1,5}[.)]|\d{1,4}(?:\.\d{1,4}){1,9})(?=[ \t]|$)/;
/** A line of code, whose white space counts. */
const FENCE = /(?:^|[\r\n])[ \t>]{0,40}(?:`{3}|~{3})/;
const UNDERLINE = /^(?:=+|-+)$/;
/** The line under the header of a table. */
const DELIMITERS = /^[ \t:|-]+$/;

/**
 * Whether two texts read alike: they have the same words and the same mark-up, and only wrap them,
 * indent them, pad their columns or comment on them differently.
 */
export function readsAlike(a: string, b: string): boolean {
  if (FENCE.test(a) || FENCE.test(b)) return a.trim() === b.trim();
  if (BEGINS_TABLE.test(a) && BEGINS_TABLE.test(b)) return foldHtmlTable(a) === foldHtmlTable(b);
  return holdsSameItems(foldLayout(a), foldLayout(b));
}

/** A table in HTML or a row of it, where white space between the cells is no part of them. */
const BEGINS_TABLE = /^\s{0,40}<(?:table|thead|tbody|tfoot|tr)(?=[\s>])/i;
const TABLE_TAG = / ?(<\/?(?:table|caption|colgroup|col|thead|tbody|tfoot|tr|td|th)(?: [^<>]{0,400})?>) ?/gi;

function foldHtmlTable(text: string): string {
  return withoutComments(text).replace(/\s+/g, ' ').replace(TABLE_TAG, '$1').trim();
}

/** The paragraphs, items and rows of a text, in one form for all ways of laying them out. */
function foldLayout(text: string): string[] {
  const isQuoted = text.trimStart().startsWith('>');
  const folded: string[] = [];
  let isOpen = false;
  for (const line of withoutComments(text).split(/\r\n?|\n/)) {
    if (isRemarkLine(line)) continue;
    const bare = (isQuoted ? line.replace(/^[ \t>]+/, '') : line).trim();
    const last = folded.length - 1;
    const isUnderline = isOpen && UNDERLINE.test(bare);
    if (isUnderline) folded[last] = `${bare.startsWith('=') ? '#' : '##'} ${folded[last]!.trimEnd()}`;
    if (bare === '' || isUnderline) isOpen = false;
    else if (bare.includes('|')) {
      folded.push(foldRow(bare));
      isOpen = false;
    } else {
      const words = foldWords(bare);
      // Two blanks or more at the end of a line break it where another follows.
      const joint = line.endsWith('  ') ? '\\ ' : ' ';
      if (!isOpen || BULLET.test(bare) || NUMBER.test(bare)) folded.push(words + joint);
      else folded[last] += words + joint;
      isOpen = !bare.startsWith('#');
    }
  }
  return folded.map((each) => trimEndOf(each, ' \\'));
}

function foldWords(bare: string): string {
  const words = bare
    .replace(/[ \t\u00a0]+/g, ' ')
    .replace(BULLET, '-')
    .replaceAll('__', '**');
  return words.startsWith('#') ? trimEndOf(words, ' #') : words;
}

/** A row of a table with its cells unpadded. */
function foldRow(row: string): string {
  // How a column is aligned is not shown on any page.
  const dashes = DELIMITERS.test(row) ? row.replace(/[-:]+/g, '-') : row;
  const cells = dashes.replace(/^\|/, '').replace(/\|$/, '');
  return foldWords(cells)
    .split('|')
    .map((cell) => cell.trim())
    .join('|');
}
