import { shortenToLine } from '../../analysis/text/shorten-to-line.js';
import type { Change, EditClass } from '../../compare/change.js';
import { withoutLineEnds } from '../../compare/line-ends.js';
import { withoutComments } from '../../model/comment.js';
import { isExponentAfter, raiseDigits } from '../../model/inline/exponents.js';
import { replaceTags } from '../../model/inline/known-tags.js';

/** How many characters of a text are quoted, and how many edits of one change are. */
const LONGEST_QUOTE = 60;
const MOST_EDITS = 3;
/** More of a text is not read for a quotation. */
const MOST_READ = 1_000;

/** Words that went, and the words that came in their place; either may be empty. */
interface Replacement {
  deleted: string;
  inserted: string;
  /** The text that stays around them. */
  readonly before: string;
  after: string;
  readonly editClass: EditClass;
}

/**
 * What became of the words of some changes to one provision: “month” replaced by “week”; “and
 * publish it” inserted. Empty where no words changed but their look or the provision's own number.
 * @param hides whether edits of a class are left out
 */
export function describeEdits(changes: readonly Change[], hides: (editClass: EditClass) => boolean): string {
  const all = changes
    .flatMap((change) => gatherReplacements(change).filter((each) => !isOwnNumber(each, change)))
    .filter(({ editClass }) => !hides(editClass));
  // What follows a new number says nothing beside a change of substance.
  const substance = all.filter(({ editClass }) => editClass === 'substance');
  const said = [...new Set((substance.length > 0 ? substance : all).map(describeReplacement))].filter(
    (each) => each !== '',
  );
  const more = said.length - MOST_EDITS;
  const shown = more > 1 ? said.slice(0, MOST_EDITS) : said;
  return [...shown, ...(more > 1 ? [`${more} more`] : [])].join('; ');
}

/** How much of each of the words is shown that were replaced. */
const LONGEST_OF_PAIR = 28;

/**
 * What became of the words of a change, for a line of a list in the editor: 12 → 24; “and publish
 * it” inserted. Empty where no words changed.
 */
export function describeEditsBriefly(change: Change): string {
  const all = gatherReplacements(change).filter((each) => !isOwnNumber(each, change));
  const substance = all.filter(({ editClass }) => editClass === 'substance');
  const said = (substance.length > 0 ? substance : all).map((each) => {
    const [gone, come] = [readPlainWords(each.deleted), readPlainWords(each.inserted)];
    if (gone === '' || come === '' || gone === come) return describeReplacement(each);
    return `${shortenToLine(gone, LONGEST_OF_PAIR)} → ${shortenToLine(come, LONGEST_OF_PAIR)}`;
  });
  const different = [...new Set(said)].filter((each) => each !== '');
  const more = different.length - MOST_EDITS;
  return [...different.slice(0, MOST_EDITS), ...(more > 0 ? [`${more} more`] : [])].join('; ');
}

/** The first words of a provision in quotation marks, without its own number. */
export function quoteOpening(source: string, marker: string): string {
  const words = readPlainWords(source);
  const own = readPlainWords(marker);
  const begins = own !== '' && words.startsWith(own);
  return quoteShortened((begins ? words.slice(own.length) : words).replace(NUMBER_END, ''));
}

/** What stands between a number and the words after it. */
const NUMBER_END = /^[.):\s–—-]{1,9}/;

function quoteShortened(words: string): string {
  const line = shortenToLine(words, LONGEST_QUOTE);
  return line === '' ? '' : `“${line}”`;
}

/** Whether only the provision's own number was replaced, which its label says already. */
function isOwnNumber({ deleted, inserted }: Replacement, change: Change): boolean {
  const [old, after] = [change.old?.provision?.marker, change.new?.provision?.marker];
  return (
    old !== undefined &&
    after !== undefined &&
    readPlainWords(deleted) === readPlainWords(old) &&
    readPlainWords(inserted) === readPlainWords(after)
  );
}

function gatherReplacements(change: Change): Replacement[] {
  const gathered: Replacement[] = [];
  let open: Replacement | null = null;
  let gap = '';
  let before = '';
  const marker = (change.new ?? change.old)?.provision?.marker ?? '';
  for (const { op, class: editClass = 'substance', text } of withoutLineEnds(change.edits)) {
    if (op === 'equal') {
      // Edits with nothing but a blank between them read as one.
      if (open && text.trim() === '') gap += text;
      else {
        if (open) open.after = gap + text;
        open = null;
      }
      // A number at the beginning is no word.
      const isNumber = before === '' && marker !== '' && text.startsWith(marker);
      before = isNumber ? text.slice(marker.length).replace(NUMBER_END, '') : text;
      continue;
    }
    // How lines are wrapped and columns padded is no change of words.
    if (text.trim() === '' || editClass === 'formatting') continue;
    if (!open || open.editClass !== editClass) {
      open = { deleted: '', inserted: '', before, after: '', editClass };
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

/** What stands before the address of a picture, or before its end. */
const PICTURE_ADDRESS = /!\[[^[\]]{0,300}\]\([^()\s]{0,300}$/;

/** What stands before the address of a link, or before its label: "[it](https://", "[the rules][". */
const LINK_ADDRESS = /\]\([^()\s]{0,300}$|(?:^|[A-Za-z*_)])\]\[[^[\]]{0,100}$/;

/** Whether only where a link leads was replaced. */
function isWithinAddress({ before, deleted, inserted }: Replacement): boolean {
  return (
    /^[^()[\]\s]{0,500}[A-Za-z][^()[\]\s]{0,500}$/.test(deleted + inserted) &&
    LINK_ADDRESS.test(before.slice(-MOST_READ))
  );
}

function describeReplacement(replacement: Replacement): string {
  if (PICTURE_ADDRESS.test(replacement.before.slice(-MOST_READ))) return 'picture replaced';
  if (isWithinAddress(replacement)) return 'address of a link replaced';
  const [gone, come] = [readPlainWords(replacement.deleted), readPlainWords(replacement.inserted)];
  if (gone === come) return sayCalls(replacement);
  if (gone !== '' && come !== '') return `${quoteShortened(gone)} replaced by ${quoteShortened(come)}`;
  const words = gone === '' ? come : gone;
  return `${quoteShortened(words)} ${gone === '' ? 'inserted' : 'deleted'}${placeOf(words, replacement)}`;
}

/** What became of the calls of notes, where nothing else changed. */
function sayCalls({ deleted, inserted }: Replacement): string {
  const [gone, come] = [deleted, inserted].map((source) => source.match(/\[\^[^[\]\s]{1,40}\]/g)?.length ?? 0);
  if (gone === come) return '';
  return `call of a footnote ${gone === 0 ? 'inserted' : come === 0 ? 'deleted' : 'replaced'}`;
}

/** How many words can stand at several places of a provision, and how many say where they stand. */
const FEW = 3;

/** Where a few words stand that say too little on their own: “not” inserted after “the DCC shall”. */
function placeOf(words: string, { before, after }: Replacement): string {
  if (words.split(' ').length > FEW) return '';
  const above = readPlainWords(before.slice(-MOST_READ)).split(' ').slice(-FEW).join(' ');
  if (HAS_WORD.test(above)) return ` after “${above}”`;
  const below = readPlainWords(after).split(' ').slice(0, FEW).join(' ');
  return HAS_WORD.test(below) ? ` before “${below}”` : '';
}

/** The words of a piece of Markdown on one line, without its mark-up and its calls of notes. */
function readPlainWords(source: string): string {
  return (
    replaceTags(
      withoutComments(source.slice(0, MOST_READ))
        // The label of a note that begins here.
        .replace(/^\s{0,9}\[\^[^[\]\s]{1,40}\]:/, ' ')
        .replace(/<sup(?:\s[^<>]{0,100})?>([-−–+]?\d{1,3})<\/sup>/gi, sayPower)
        .replace(/\[\^[^[\]\s]{1,40}\]|<sup>\d{1,3}<\/sup>/gi, ' '),
      ' ',
    )
      // "<https://…>" is shown as what stands within.
      .replace(/<([A-Za-z][\w+.-]{1,31}:[^\s<>]{0,500}|[^\s<>@]{1,64}@[^\s<>]{1,255})>/g, '$1')
      .replace(/\[([^[\]]{0,300})\]\([^()\s]{0,300}\)/g, '$1')
      // "[the Code][SEC]", but "[30][60] days".
      .replace(/\[([^[\]]{0,300}[A-Za-z][^[\]]{0,300})\]\[[^[\]]{0,100}\]/g, '$1')
      // What an edit cuts off a link: "rules][SEC] and [the", "it](https://example.org".
      .replace(/\](?:\[(?=[^[\]]{0,99}[A-Za-z])[^[\]]{0,100}(?:\]|$)|\([^()\s]{0,300}(?:\)|$))/g, '')
      .replace(/\[(?=[^\]]{0,1000}$)|^[^[\]]{0,1000}\]/g, (cut) => (cut === '[' ? '' : cut.slice(0, -1)))
      .replace(/^[ \t]{0,9}(?:(?:#{1,6}|[-*+])[ \t]|>[ \t]?)/gm, '')
      .replace(/^[ \t|:-]{3,}$/gm, ' ')
      .replace(/\\([^\sA-Za-z0-9])/g, '$1')
      .replace(/&nbsp;/g, ' ')
      .replace(/[*_`|]/g, (sign) => (sign === '|' ? ' ' : ''))
      .replace(/\s+/g, ' ')
      .trim()
  );
}

/** A raised number as a power, where it is one: 10⁶, m², but no call of a note. */
function sayPower(written: string, number: string, at: number, source: string): string {
  const isPower = /^\D/.test(number) || isExponentAfter(source.slice(0, at));
  return isPower ? raiseDigits(number) : written;
}
