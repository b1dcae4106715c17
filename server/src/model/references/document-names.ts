import { trimEndOf } from '../text.js';
import { NUMBERED_KEYWORD } from './citation-words.js';
import type { DocumentMention } from './reference.js';

/** "clause 14 of the lease": some other document, by what it is and not by name. */
export const OTHER_DOCUMENT =
  /(?:an? )?(?:[a-z]+ )?(?:acts?|agreements?|articles|bye-?laws|codes?|constitution|contracts?|conventions?|deeds?|directive|guidance|guidelines|instrument|leases?|licen[cs]es?|memorandum|orders?|permit|plan|policy|protocol|regulations?|rules|scheme|specification|standard|statutes?|tenancy|treaty|trust|undertaking|will)(?![\w-])/y;
/** "Clause 4.2 of this Agreement": the document that the words stand in. */
export const OWN_DOCUMENT = /this [A-Z][\w-]*/y;

const NAME_WORD = /[A-Z0-9][\w’'&/.-]*/y;
/** Words in small letters that a name has between those with capitals. */
const SMALL_WORDS = / (?:of|and|for|to|the|in|on|with|&)(?= )/y;
const MOST_NAME_WORDS = 16;
const MOST_SMALL_WORDS = 3;
/** How far before a keyword a name is looked for. */
const REACH = 140;

/** The longest run of words from `from` on that may be the name of a document, or null. */
export function readNameAfter(text: string, from: number): string | null {
  NAME_WORD.lastIndex = from;
  let word = NAME_WORD.exec(text)?.[0];
  if (word === undefined || /^\d/.test(word)) return null;
  let end = from + word.length;
  for (let words = 1; words < MOST_NAME_WORDS && !/[.,;:]$/.test(word); words++) {
    let next = end;
    for (let small = 0; small < MOST_SMALL_WORDS; small++) {
      SMALL_WORDS.lastIndex = next;
      const joined = SMALL_WORDS.exec(text);
      if (!joined) break;
      next += joined[0].length;
    }
    if (text.charAt(next) !== ' ') break;
    NAME_WORD.lastIndex = next + 1;
    word = NAME_WORD.exec(text)?.[0];
    // A keyword with its number does not belong to the name: "MTAD Table 9.3".
    if (word === undefined || NUMBERED_KEYWORD.test(text.slice(next + 1, next + 24))) break;
    end = next + 1 + word.length;
  }
  return trimEndOf(text.slice(from, end), ".,;:/’'-");
}

/**
 * The longest run of words right before a keyword that may be the name of a document, or null.
 * @param before the text before the keyword
 * @param start where the keyword stands in the whole text
 */
export function readNameBefore(before: string, start: number): DocumentMention | null {
  // A title in brackets or a dash may stand between: only words right before the keyword count.
  const run = /(?:[A-Z0-9][\w’'&/-]* (?:(?:of|and|for|to|the) ){0,2}){1,12}$/.exec(before.slice(-REACH))?.[0];
  if (run === undefined) return null;
  const startsWithinWord = /[\w’'-]$/.test(before.slice(0, before.length - run.length));
  const words = startsWithinWord ? run.slice(run.indexOf(' ') + 1) : run;
  // "… of the Clause": the run must end in a capitalised word.
  if (!/[A-Z0-9][\w’'&/-]* $/.test(words) || !/[A-Z]/.test(words)) return null;
  const text = words.trimEnd();
  if (text === '') return null;
  const end = start - (words.length - text.length);
  return { text, span: { start: end - text.length, end }, side: 'before', joint: '' };
}

/**
 * Whether words end in something like "SVTAD" or "SEC", which before a keyword can only be a
 * document.
 */
export function isAcronym(words: string): boolean {
  const last = words.slice(words.lastIndexOf(' ') + 1);
  return /^[A-Z0-9]{2,}$/.test(last) && /[A-Z].*[A-Z]/.test(last);
}
