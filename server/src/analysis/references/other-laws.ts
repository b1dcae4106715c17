import type { Block } from '../../model/block.js';
import { BlockEntries } from '../../model/block-index.js';
import type { Draft } from '../../model/draft.js';
import { getOrCreate } from '../../model/memo.js';

/** What tells that a block that names another law came or went. */
export const LAW_MARK = 'other law';

/** An Act or the like that is named, cited or pointed to; not "this Act" and not "the Act". */
const NAMES_LAW =
  /(?<!\b[Tt]his |\b[Tt]hese )\b(?:(?!(?:The|This|These|An?|Any|Each|Every|No|Our|In|Under|Such|Of|Each|If)\b)(?:[A-Z][\w’'-]{0,40}|(?:1[5-9]|20)\d\d) (?:Act|Code|Law|Order|Directive|Ordinance|Regulations?|Rules|Statutes?|Convention|Treaty|Measure|Constitution)\b|(?:Acts?|Code|Directive|Order|Regulations?|Rules|Ordinance|Statutes?|Treaty|Convention)(?: of)? (?:1[5-9]|20)\d\d|(?:Regulation|Directive|Decision)s? (?:\((?:EU|EC|EEC)\) )?(?:No\.? ?)?\d{1,4}\/\d|(?:[Tt]hat|[Ss]aid|[Pp]rincipal|those) (?:Act|Acts|Code|Regulations?|Order|Rules|Directive|Ordinance|enactment)|[Gg]eneral [Ll]aws|(?!(?:JANUARY|FEBRUARY|MARCH|APRIL|MAY|JUNE|JULY|AUGUST|NOVEMBER|DECEMBER|JAN|FEB|MAR|APR|JUN|JUL|AUG|SEPT?|OCT|NOV|DEC|IN|OF|TO|BY|FROM|SINCE) )(?:[A-Z]{2,8}|[A-Z]{1,8}\(No\. ?\d\)[A-Z]{1,6}) (?:1[89]|20)\d\d\b|[SR]\. ?[SC]\. ?C|U\.? ?S\.? ?C\b|C\.? ?F\.? ?R\b)/;
/** Words that change another text, or apply it with changes. */
const CHANGES_LAW =
  /(?<!\b[Tt]h(?:is|ese) (?:[Aa]rticles|[Bb]y-?[Ll]aws|[Cc]harter|[Cc]onstitution|[Rr]ules|[Ss]tanding [Oo]rders|[Ss]tatutes) (?:\w{1,6} )?)\b(?:(?:is|are|was|were|shall be) (?:hereby )?(?:further )?(?:amended|modified|repealed|read as if)|(?:has|have) effect (?:as if|subject to)|(?:applies|apply) as if|as if (?:amended|for|in|after|there were)|were (?:substituted|inserted|omitted)|by the (?:repeal|insertion|substitution|deletion|addition) of|by (?:deleting|repealing|inserting|substituting)|(?:is|are) (?:substituted|inserted|repealed)|(?:ins|subs|rep)\. by)\b/;

const NAMES_ITSELF =
  /\b(?:may be cited|shall be cited|is cited|short title|be known) (?:as|is)\b|\b(?:may|shall) be called the\b/i;
/** "The Harbour Dues Order 2031" alone on a line: a title. */
const TITLE_ALONE =
  /^[*_ ]{0,6}(?:The )?(?:[A-Z(][\w’')-]{0,30},? (?:(?:and|of|for|to) )?){1,9}(?:1[5-9]|20)\d\d[*_ ]{0,6}$/;

const lawful = new WeakMap<Block, boolean>();

/** Whether a block names another law, or changes one. */
export function namesLaw(block: Block): boolean {
  return getOrCreate(lawful, block, () => {
    const { text, kind } = block;
    // The title of the text itself, and the words that give it.
    const isTitle = (kind === 'heading' && /^#(?!#)/.test(text)) || TITLE_ALONE.test(text);
    if (isTitle || NAMES_ITSELF.test(text)) return CHANGES_LAW.test(text);
    return NAMES_LAW.test(text) || CHANGES_LAW.test(text);
  });
}

/** Whether the words of a block change another text. */
export function changesLaw({ text }: Block): boolean {
  return CHANGES_LAW.test(text);
}

/** Whether a block names another law, or changes one, before a place in its text. */
export function namesLawUntil(block: Block, end: number): boolean {
  if (!namesLaw(block)) return false;
  const words = block.text.slice(0, end);
  return end >= block.text.length || NAMES_LAW.test(words) || CHANGES_LAW.test(words);
}

/** The blocks of a draft that name another law, counted by difference. */
class LawCount {
  private readonly entries = new BlockEntries<true>();
  private count = 0;

  update(blocks: readonly Block[]): number {
    this.entries.update(
      blocks,
      (block) => (namesLaw(block) ? true : null),
      (_, sign) => {
        this.count += sign;
      },
    );
    return this.count;
  }
}

const lawsByLineage = new WeakMap<object, LawCount>();

/** Whether a draft names another law anywhere. */
export function hasLaws(draft: Draft): boolean {
  return getOrCreate(lawsByLineage, draft.lineage, () => new LawCount()).update(draft.blocks) > 0;
}
