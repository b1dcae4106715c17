import { type Block, isItemBlock } from '../../model/block.js';
import type { Draft } from '../../model/draft.js';
import type { Span } from '../../model/text.js';
import { datesVersions } from '../text/history-of-versions.js';
import { namesLaw } from './other-laws.js';
import type { Readings } from './readings.js';

/**
 * Words beside a reference that give it to another text than the draft, though they do not name one
 * that is known: publications with numbers, links, what a text once read.
 */

/** How far before a reference the words stand that name what it is in. */
const REACH_BEFORE = 160;
/** How far after it. */
const REACH_AFTER = 80;

/** "Special Publication 800-37 Revision 1, ", "Circular No. A-130, ", "OMB A-130, dated 7/28/2016, ". */
const PUBLICATION =
  /\b(?:Publication|Circular|Bulletin|Memorandum|Standard|Report|Handbook|Manual|Guidance|RFC|ISO|IEC|NIST|ETSI|IEEE|OMB|BS|EN|SP)(?:[ /-](?:IEC|TS|EN|SP|No\.))? ?[A-Z]{0,3}-?\d[\w./-]{0,20}(?:[,:]? (?:Revision|Rev\.?|Version|v\.?|dated|of) ?[\w./-]{1,12}){0,2},? $/;
/** "Baseline Requirements ", "UA Const. ", "the Harbour Rules, ", "the Treaty, ": a document by its kind, right before the words. */
const DOCUMENT_BEFORE =
  /(?:(?<!\b(?:[Tt]his|[Tt]hese|[Oo]ur|[Tt]he) )\b(?:\p{Lu}[\p{L}’'&-]{0,30} ){1,4}(?:Requirements|Guidelines|Polic(?:y|ies)|Statement|Handbook|Manual|Framework|Charter|Bylaws|By-laws|Const(?:itution|\.))[*_]{0,2}|\bthe Treat(?:y|ies)),? $/u;
/** "An Annex VII arbitral tribunal": what an Annex of another text sets up. */
const KIND_BEFORE = /\b[Aa]n? $/;
const KIND_AFTER = /^ \p{Ll}{4}/u;
/** "[ISO 29500](https://…) §17": a link to where it stands. */
const LINK = /\]\(https?:[^)\s]{1,140}\)\]? ?$/;
/** "[[RFC4122]](#rfc4122), ", "[ISO-8601], ": the key of a list of sources, which has a number, or a link to its entry. */
const SOURCE_KEY =
  /\[\[?(?:[A-Z][A-Za-z._-]{0,20}\d[\w.-]{0,20}\]\]?(?:\([^)\s]{1,140}\))?|[A-Z]{2}[\w.-]{0,30}\]\]?\(#[^)\s]{1,60}\)),? $/;
/** "397, §": a number of a law, and a section of it. */
const ORDINANCE = /\b\d{2,5}, §$/;
/** "(Smith (2015, s. 41)": a page of a book. */
const PAGE = /\((?:1[89]|20)\d\d, s$/;
/** "of chapter N-27 of the Revised Statutes", "of Title 5", "of the 1992 edition". */
const LATER =
  /^,? of (?:(?:article|chapter|title) [\w-]{1,8} of the (?:state|federal|national|United States) constitution\b|(?:chapter|c\.) [A-Z]{0,2}-?\d[\w-]{0,8},? of\b|the (?:1[89]|20)\d\d\b)/;
/** "sub-paragraph (d) of the preceding paragraph": of what stands beside the words. */
const OF_NEIGHBOUR =
  /^(?:,? (?:and|or) \([a-z]{1,3}\))? of the (?:foregoing|following|last|next|preceding|previous) (?:sub-?)?(?:article|clause|paragraph|rule|section)\b/;
/** "points (a) to (g), of this Directive": they are points of what was cited before them. */
const WITHIN_CITED = /\d\(\d{1,3}\), p$/;

/** "2018, c 1, s 10", "No. 32 of 2014 s. 5(2)": what changed a provision, as a note below it says. */
const HISTORY =
  /(?:\b(?:1[89]|20)\d\d(?:[-‑–]\d\d)?, ?c(?:h|hap)?\.? ?[A-Z\d][\w.‑-]{0,8}|\b\d{1,4} of (?:1[89]|20)\d\d),? (?:ss?\.? ?[\d().]{1,10}(?:,|;| and)? ){0,3}$/;
/** "A/CN.9/619, ", "(A/65/17), ", "Ibid., Sixty-fifth Session, ": a paper by its sign. */
const SIGN = /(?:(?<![\w/])\(?[A-Z]{1,4}(?:\/[A-Z\d][A-Z\d.]{0,9}){1,5}\)?|\b[Ii]bid\.(?:,[^;]{1,60})?),? $/;
/** "Compilation table⇥34", or a line that ends with "Title" above one that begins "1 This Act": no number of the word. */
const NOT_JOINED =
  /^[A-Za-z]{3,12}(?:[ ]{0,4}\t|[ \t]{0,4}\r?\n[ \t>]{0,8}\d{1,4}(?:\t|\.[ \t]{1,4}[A-Z]|[ \t]{1,4}(?:This|The|An?|In|For|Any|Where|No)\b))/;

/** Whether the words of its block give a reference to another text, or to what they cite before it. */
export function isBesideOtherText(block: Block, { start, end }: Span): boolean {
  const before = block.text.slice(Math.max(0, start - REACH_BEFORE), start).replace(/\s+/g, ' ');
  const after = block.text.slice(end, end + REACH_AFTER).replace(/\s+/g, ' ');
  const opened = before + block.text.charAt(start);
  return (
    [PUBLICATION, LINK, DOCUMENT_BEFORE, SOURCE_KEY, HISTORY, SIGN].some((each) => each.test(before)) ||
    (KIND_BEFORE.test(before) &&
      KIND_AFTER.test(after) &&
      /^(?:Annex|Appendix|Schedule)/.test(block.text.slice(start, start + 9))) ||
    [ORDINANCE, PAGE, WITHIN_CITED].some((each) => each.test(opened)) ||
    LATER.test(after) ||
    OF_NEIGHBOUR.test(after) ||
    NOT_JOINED.test(block.text.slice(start, start + 48)) ||
    datesVersions(block)
  );
}

/** So many blocks are what a text once read. */
const MOST_QUOTED = 12;
const QUOTES = /\b(?:reads?|provide[sd]?) as follows\s{0,2}[:—–-]\s*$/;

/** "The following provisions of the Barns Act 1980 apply:", "Articles of Directive 95/46/EC that bind a host—". */
const LISTS_PROVISIONS =
  /\b(?:articles|chapters|clauses|enactments|paragraphs|parts|provisions|regulations|rules|schedules|sections)\b[^.;:]{0,40} (?:of|in|under) (?!th(?:is|ese)\b)/i;

/**
 * Whether an item that begins with a reference stands in a list of provisions of a law that its
 * lead-in names.
 * @param start where the reference starts in the block
 */
export function isListedFromLaw(draft: Draft, block: number, start: number, readings: Readings): boolean {
  const own = draft.block(block);
  if (
    !isItemBlock(own) ||
    /[\p{L}\p{N}]/u.test(own.text.slice(own.prefix, start).replace(/^\(\w{1,4}\)|^\w{1,3}[.)]/, ''))
  )
    return false;
  for (let at = block - 1; at >= Math.max(0, block - MOST_QUOTED); at--) {
    readings.noteBlocksBefore(block - at);
    const before = draft.block(at);
    if (/[:—–-]\s*$/.test(before.text.slice(-4)))
      return LISTS_PROVISIONS.test(before.text.slice(-240)) && namesLaw(before);
    if (!isItemBlock(before)) return false;
  }
  return false;
}

/** Whether a block is of a text that is set out after "… reads as follows:". */
export function followsQuotingWords(draft: Draft, block: number, readings: Readings): boolean {
  for (let at = block - 1; at >= Math.max(0, block - MOST_QUOTED); at--) {
    readings.noteBlocksBefore(block - at);
    const { kind, text } = draft.block(at);
    if (kind === 'heading') return false;
    // What was set out stands in quotation marks, and these are closed.
    if (draft.quotedBlocks.has(at) && !draft.quotedBlocks.has(block)) return false;
    if (QUOTES.test(text.slice(-40))) return true;
  }
  return false;
}
