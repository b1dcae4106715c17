import { trimEndOf } from '../text.js';
import type { CitationWords } from './citation-words.js';
import type { DocumentMention } from './reference.js';

/** "clause 14 of the lease": some other document, by what it is and not by name. */
export const OTHER_DOCUMENT =
  /an? (?:[A-Za-z][\w-]* ){0,3}[A-Za-z][\w-]*(?:[’']s|s[’']) |(?:an? )?(?:[a-z]+(?:[’']s|s[’'])? )?(?:acts?|agreements?|articles|bye-?laws|codes?|constitution|contracts?|conventions?|deeds?|directive|guidance|guidelines|instrument|leases?|licen[cs]es?|memorandum|orders?|permit|plan|policy|protocol|regulations?|rules|scheme|specification|standard|statutes?|tenancy|treaty|trust|undertaking|will)(?![\w-])/y;
/** "Clause 4.2 of this Agreement": the document that the words stand in. */
export const OWN_DOCUMENT =
  /(?:this|these|our) (?:[A-Z][\w-]*|(?:act|agreement|bye-?laws|charter|code|constitution|contract|deed|directive|document|guide|instrument|lease|licen[cs]e|order|ordinance|plan|policy|regulations|rules|scheme|standard|terms|treaty)(?![\w-]))/y;
/** "Regulation (EU) 2016/679", "Directive 95/46/EC". */
const UNION_ACT =
  /(?:Council |Commission |Implementing |Delegated |Framework )*(?:Regulation|Directive|Decision)s? (?:\((?:EU|EC|EEC|Euratom|CE)(?:, ?Euratom)?\) )?(?:No\.? ?)?\d{1,4}\/\d{1,4}(?:\/[A-Z]{2,8})?/y;
const LEGISLATION =
  'Acts?|Code|Constitution|Convention|Directive|Law|Measure|Order|Ordinance|Protocol|Regulations?|Rules?|Statutes?|Treaty';
/** An Act right after a number, without "of": "s 12 Harbours Act 1971", ", United States Code". */
const ACT_BESIDE = new RegExp(
  String.raw`,? (?:the )?(?:[A-Z][\w’'&-]*,? (?:(?:of|and|for|to|in|on|the|etc) ){0,2}){1,9}?(?:${LEGISLATION})(?![\w-])(?: (?:of )?\d{4})?`,
  'y',
);
/** "§ 403.707, Fla. Stat.", "section 12-4, Ohio Admin. Code": the laws of a State, in short. */
const STATE_LAW_BESIDE =
  /,? (?:(?:[A-Z]\.){1,3} ?|[A-Z][a-z]{1,9}\.? )(?:[A-Z][a-z]{1,8}\. ){0,3}(?:(?:Stat|Ann|Laws?|Rev|Gen|Comp|Regs?)\.|(?<=\. )Code)(?: (?:Stat|Code|Ann|Laws?|Regs?)\.?){0,2}(?![A-Za-z])/y;
/** "Article 101 TFEU". */
const TREATY_BESIDE = / (?:[A-Z]{3,8})(?![\w-])(?! (?:shall|must|may|will|is|has|are|to)\b)/y;
/** "§ 5 Abs. 1 Nr. 9 KStG", "§ 12 StVO": a German law behind its paragraph, by its initials. */
const GERMAN_LAW_BESIDE =
  /(?: Abs(?:\.|atz) ?\d{1,2}[a-z]?)?(?: S(?:\.|atz) ?\d{1,2})?(?: (?:Nr\.|Nummer) ?\d{1,2}[a-z]?)?(?: Buchst(?:\.|abe) ?[a-z])? (?=[\p{L}]{0,12}\p{Ll})\p{Lu}\p{L}{0,12}[BGOV](?![\p{L}\p{N}-])/uy;
/** How lawyers cite an Act before its sections: "42 U.S.C. ", "Cal. Corp. Code ", "G.L. c. 40A, ". */
const CITED_BEFORE =
  /(?:\b(?:U\. ?S\. ?C\.?(?: ?A\.)?|C\. ?F\. ?R\.?|USC|CFR|M?\.?G\.? ?L\.?|R\. ?S\. ?[CO]\.?)(?:,? ?(?:c|ch|chapter|art|tit|title|pt|part|subpart|subchapter)\.? ?(?:\d{1,4}[A-Z]{0,2}|[A-Z]{1,3})){0,3}|[A-Z][A-Za-z]{1,9}\. (?:Code|Stat|Laws?|Rev|Ann|Gen|Const)\.?(?: (?:Ann|Stat)\.?)?|[A-Z][a-z]{2,20} (?:Code|Laws|Statutes)(?: Annotated)?|[A-Z][a-z]{2,20} (?:Acts?|Laws?|Regulations|Order|Rules)(?:,? (?:of )?\d{4})?,?|Charter(?=, $)|\b(?:O|B\.?C|N\.?[BS]|P\.?E\.?I|Alta|Man|Nfld|Sask)\.? Reg\.? \d{1,4}\/\d{2,4}|\bSOR\/\d{2,4}-\d{1,4}|\bS\.?[IR]\.? (?:19|20)\d\d\/\d{1,5}|[A-Z][\w’'-]{1,20} (?:Charter|Standard|Specification|Recommendation)|\bc(?:h|hapter)?\. ?(?:\d{1,4}[A-Z]{0,2}|[A-Z]{1,2}[.-] ?\d{1,3}(?:\.\d{1,3})?)|\b(?:1[89]|20)\d\d,? No\.? ?\d{1,4}|\bP(?:ub)?\. ?L\.,? (?:No\.? ?)?\d{1,3}[-–‑]\d{1,4}|\b[A-Z]{2,6} \d{1,5}[A-Z]{0,2}(?:-\d{1,3}){0,3}(?::\d{4})?),? $/;
/** "OJ L 96, 29.3.2014, p. 357, ": a page of the Official Journal. */
const JOURNAL_BEFORE =
  /\bOJ (?:[LC]? ?)?(?:\d{1,4}[A-Z]?,? |, ?\d{4}\/\d{1,5},? )?(?:of )?\d{1,2}[./]\d{1,2}[./]\d{2,4}(?:,? pp?\. ?\d{1,5}(?:[–-]\d{1,5})?)?,? $/;
/** The initials of a State's code before a sign: "C.R.S. § 13", "O.C.G.A. §". */
const CODE_BEFORE_SIGN = /(?<![A-Za-z.])(?:[A-Z]\. ?){2,5},? ?$/;
/** "Chapter 527 of 1983", "section 4 of c. 40A": an Act by its year or its chapter. */
const ACT_BY_NUMBER = /(?:(?:1[5-9]|20)\d\d(?![\w%]|\.\d)|(?:c|ch|chap)\. ?\d{1,4}[A-Z]{0,2}(?!\w))/y;
/** "FA 2004", "F(No.2)A 2017": an Act by its initials and its year. */
const ACT_BY_INITIALS = /(?:[A-Z]{2,8}|[A-Z]{1,8}\(No\. ?\d\)[A-Z]{1,6}) (?:1[89]|20)\d\d(?![\w(%-]|\.\d)/y;
/** A pinpoint in a report of cases: "449 F.2d 1 (D.C. 2006) at Par. 33". */
const PINPOINT = /(?:\)|\d|\bv\.? [^.;]{1,60}),? at $/;
/** Words with a capital before such a name that say that the document itself is meant. */
const OWN_BEFORE = /\b(?:[Tt]his|[Tt]hese|[Oo]ur) (?:[A-Z][\w-]* ){0,3}$/;

const NAME_WORD = /[A-Z0-9][\w’'&/.-]*/y;
/** Words in small letters that a name has between those with capitals. */
const SMALL_WORDS = / (?:of|and|for|to|the|in|on|with|&)(?= )/y;
const MOST_NAME_WORDS = 16;
const MOST_SMALL_WORDS = 3;
/** How far before a keyword a name is looked for. */
const REACH = 140;

/** "Regulations 2011", "Regulation (EU)": a name, and no number of a provision. */
const NAMED_BY_YEAR = /^(?:Regulations?|Rules?|Articles|Conditions) (?:(?:1[5-9]|20)\d\d|\([A-Z]{2})/;

/** The longest run of words from `from` on that may be the name of a document, or null. */
export function readNameAfter(text: string, from: number, words: CitationWords): string | null {
  NAME_WORD.lastIndex = from;
  let word = NAME_WORD.exec(text)?.[0];
  if (word === undefined || /^\d/.test(word)) return null;
  let end = from + word.length;
  for (let count = 1; count < MOST_NAME_WORDS && !/[.,;:]$/.test(word); count++) {
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
    const rest = text.slice(next + 1, next + 24);
    if (word === undefined || (words.isNumberedKeyword(rest) && !NAMED_BY_YEAR.test(rest))) break;
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
  return { text, span: { start: end - text.length, end }, side: 'before', joint: '', isDescribed: false };
}

/**
 * An Act or the like that is cited right before a keyword, as lawyers cite it; null where none is.
 * @param before the text before the keyword
 * @param start where the keyword stands in the whole text
 */
export function readCitedBefore(before: string, start: number, keyword: string): DocumentMention | null {
  const tail = before.slice(-REACH);
  const bySign = keyword.startsWith('§') ? CODE_BEFORE_SIGN.exec(tail) : null;
  const found = CITED_BEFORE.exec(tail) ?? PINPOINT.exec(tail) ?? JOURNAL_BEFORE.exec(tail) ?? bySign;
  if (!found || OWN_BEFORE.test(tail)) return null;
  const span = { start: start - found[0].length, end: start - 1 };
  return { text: found[0].trim(), span, side: 'before', joint: '', isDescribed: true };
}

/**
 * An Act or the like right after a number, without a word that joins it; null where none is.
 * @param from where the number ends
 */
export function readCitedAfter(text: string, from: number): DocumentMention | null {
  const found =
    execAt(ACT_BESIDE, text, from) ??
    execAt(STATE_LAW_BESIDE, text, from) ??
    execAt(TREATY_BESIDE, text, from) ??
    execAt(GERMAN_LAW_BESIDE, text, from);
  if (!found) return null;
  const name = found.replace(/^,? (?:the )?/, '');
  const end = from + found.length;
  return { text: name, span: { start: end - name.length, end }, side: 'after', joint: 'of', isDescribed: true };
}

/** The year or the chapter that begins at `from` and stands for an Act, or null. */
export function readActNumber(text: string, from: number): string | null {
  return execAt(ACT_BY_NUMBER, text, from);
}

/** An Act that is called by its initials and begins at `from`, or null. */
export function readActByInitials(text: string, from: number): string | null {
  return execAt(ACT_BY_INITIALS, text, from);
}

/** The words of an act of the European Union that begin at `from`, or null. */
export function readUnionAct(text: string, from: number): string | null {
  return execAt(UNION_ACT, text, from);
}

function execAt(pattern: RegExp, text: string, at: number): string | null {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? null;
}

/**
 * Whether words end in something like "SVTAD" or "SEC", which before a keyword can only be a
 * document.
 */
export function isAcronym(words: string): boolean {
  const last = words.slice(words.lastIndexOf(' ') + 1);
  return /^[A-Z0-9]{2,}$/.test(last) && /[A-Z].*[A-Z]/.test(last);
}
