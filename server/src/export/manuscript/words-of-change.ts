import { shortenToLine } from '../../analysis/text/shorten-to-line.js';
import type { Change, EditClass } from '../../compare/change.js';
import { withoutLineEnds } from '../../compare/line-ends.js';
import { withoutComments } from '../../model/comment.js';

/** How many characters of a text are quoted, and how many edits of one change are. */
const LONGEST_QUOTE = 60;
const MOST_EDITS = 3;
/** More of a text is not read for a quotation. */
const MOST_READ = 1_000;

/** Words that went, and the words that came in their place; either may be empty. */
interface Replacement {
  deleted: string;
  inserted: string;
  editClass: EditClass;
}

/**
 * What became of the words of some changes to one provision: “month” replaced by “week”; “and
 * publish it” inserted. Empty where no words changed but their look or the provision's own number.
 * @param hides whether edits of a class are left out
 */
export function describeEdits(changes: readonly Change[], hides: (editClass: EditClass) => boolean): string {
  const all = changes.flatMap((change) => gatherReplacements(change)).filter(({ editClass }) => !hides(editClass));
  // What follows a new number says nothing beside a change of substance.
  const substance = all.filter(({ editClass }) => editClass === 'substance');
  const said = [...new Set((substance.length > 0 ? substance : all).map(describeReplacement))].filter(
    (each) => each !== '',
  );
  const more = said.length - MOST_EDITS;
  const shown = more > 1 ? said.slice(0, MOST_EDITS) : said;
  return [...shown, ...(more > 1 ? [`${more} more`] : [])].join('; ');
}

/** The first words of a provision in quotation marks, without its own number. */
export function quoteOpening(source: string, marker: string): string {
  const words = readPlainWords(source);
  const own = readPlainWords(marker);
  const begins = own !== '' && words.startsWith(own);
  return quote(begins ? words.slice(own.length).replace(/^[.):\s–—-]{1,9}/, '') : words);
}

function quote(words: string): string {
  const line = shortenToLine(words, LONGEST_QUOTE);
  return line === '' ? '' : `“${line}”`;
}

function gatherReplacements({ edits }: Change): Replacement[] {
  const gathered: Replacement[] = [];
  let open: Replacement | null = null;
  let gap = '';
  let before = '';
  for (const { op, class: editClass = 'substance', text } of withoutLineEnds(edits)) {
    if (op === 'equal') {
      // Edits with nothing but a blank between them read as one.
      if (open && text.trim() === '') gap += text;
      else open = null;
      before = text;
      continue;
    }
    // How lines are wrapped and columns padded is no change of words.
    if (text.trim() === '' || editClass === 'formatting') continue;
    if (!open || open.editClass !== editClass) {
      open = { deleted: '', inserted: '', editClass };
      if (!HAS_WORD.test(text)) open.deleted = open.inserted = lastWordOf(before);
      gathered.push(open);
    } else {
      open.deleted += gap;
      open.inserted += gap;
    }
    gap = '';
    if (op === 'delete') open.deleted += text;
    else open.inserted += text;
  }
  return gathered;
}

const HAS_WORD = /[\p{L}\p{N}]/u;

/** The last word of a text, where nothing but it stands before what follows. */
function lastWordOf(text: string): string {
  const end = text.slice(-40);
  return end.slice(Math.max(end.lastIndexOf(' '), end.lastIndexOf('\n')) + 1);
}

function describeReplacement({ deleted, inserted }: Replacement): string {
  const [gone, come] = [readPlainWords(deleted), readPlainWords(inserted)];
  if (gone === come) return '';
  if (gone === '') return `${quote(come)} inserted`;
  return come === '' ? `${quote(gone)} deleted` : `${quote(gone)} replaced by ${quote(come)}`;
}

/** The words of a piece of Markdown on one line, without its mark-up and its calls of notes. */
function readPlainWords(source: string): string {
  return withoutComments(source.slice(0, MOST_READ))
    .replace(/\[\^[^[\]\s]{1,40}\]|<sup>\d{1,3}<\/sup>|<\/?[a-z][^<>]{0,200}>/gi, ' ')
    .replace(/\[([^[\]]{0,300})\]\([^()\s]{0,300}\)/g, '$1')
    .replace(/^[ \t]{0,9}(?:#{1,6}|[-*+>])[ \t]/gm, '')
    .replace(/^[ \t|:-]{3,}$/gm, ' ')
    .replace(/\\([^\sA-Za-z0-9])/g, '$1')
    .replace(/&nbsp;/g, ' ')
    .replace(/[*_`|]/g, (sign) => (sign === '|' ? ' ' : ''))
    .replace(/\s+/g, ' ')
    .trim();
}
