import { PLACE_ORDINALS } from './orders.js';

/** What new text may be called where it is announced: "the following paragraph", "the words". */
const UNITS =
  'words?|figures?|entry|entries|rows?|lines?|text|sentences?|definitions?|expressions?|phrases?|(?:sub-?)?clauses?|(?:sub-?)?paragraphs?|(?:sub-?)?sections?|(?:sub-?)?points?|indents?|articles?|provisions?|(?:sub-?)?items?|(?:sub-?)?headings?|titles?|schedules?|annex(?:es)?|appendix|appendices|(?:foot)?notes?|tables?|columns?|rules?|regulations?|conditions?|letters?|numbers?|dates?|amounts?|(?:sub-?)?parts?|chapters?|divisions?|by-?laws?|references? to|full stop|commas?|semi-?colons?|punctuation marks?';

const ORDINAL = `${PLACE_ORDINALS.join('|')}|\\d{1,2}(?:st|nd|rd|th)|last|final|penultimate|only`;

/** "first" is 1; "last" is −1, and "only" is 0. */
export function readOrdinal(word: string): number {
  const lower = word.toLowerCase();
  if (lower === 'last' || lower === 'final') return -1;
  if (lower === 'penultimate') return -2;
  const index = PLACE_ORDINALS.indexOf(lower);
  return index >= 0 ? index + 1 : Number.parseInt(lower, 10) || 0;
}

/** The words of an order. All are sticky; case matters only where names do. */
export const GAP = /[\s,;.]*(?:(?:and|then|also|but|thereafter|by)\b[\s,;]*)*/iy;
export const SPACE = /\s*/y;
export const THE = /(?:the |an? |any |existing |current |said |words? )*/iy;
export const WORDS =
  /(?:the |existing |following )*(?:words?|figures?|numbers?|letters?|expressions?|phrases?|references?(?: to)?|dates?|text|sentences?|abbreviations?|symbols?|terms?|amounts?|full stop|semi-?colon|comma|colon|dash|entry|closing punctuation|brackets?|commas?|punctuation marks?)(?: and (?:words?|figures?|punctuation(?: marks?)?|commas?|full stop))?,? (?=\uE000)/iy;
export const FROM =
  /(?:the |all )*(?:words?|text|sentences?|passage)?,? ?(?:from|beginning with|starting with) (?:the words? )?(?=\uE000|the beginning|the start)/iy;
export const TO =
  /,? ?(?:(?:up )?to(?: and including)?|until|through(?: to)?|and ending with|ending with|to the word)(?: the words?)? ?(?=\uE000|the end|end\b)/iy;
export const THE_END =
  /(?:the )?end(?: of (?:the|that) (?:paragraph|sentence|provision|clause|definition|sub-?paragraph|section|article|text))?(?! of)/iy;
/** "all the words after “a”": what is named stays. */
export const WORDS_AFTER = /(?:all )?(?:the )?words (?:after|following) (?:the words? )?(?=\uE000)/iy;
/** "“a” and all that follows through “b”". */
export const ALL_THAT_FOLLOWS =
  /,? (?:and|through) (?:all|everything) that follows(?: (?:through|down through|to) (?:the (?:words?|phrase) )?(?=\uE000|the (?:end|period|full stop)))?/iy;
export const THE_BEGINNING = /the (?:beginning|start)/iy;

export const SUBSTITUTE =
  /[,;]?\s*(?:there (?:is|are|shall be|will be)\s+)?(?:substituted?|substituting|put|read)\b,?/iy;
export const INSERT =
  /[,;]?\s*(?:(?:there|it) (?:is|are|shall be|will be)\s+)?(?:insert(?:ed|ing)?|add(?:ed|ing)?|includ(?:e|ed|ing))\b,?/iy;
export const OMIT =
  /(?:omit(?:ted|ting)?|delet(?:e|ed|ing)|leave out|leaving out|left out|remov(?:e|ed|ing)|strik(?:e|ing)(?: out)?|struck out|repeal(?:ed|ing)?|revok(?:e|ed|ing)|cancel(?:led|ling)?)\b/iy;
export const AND_PUT =
  /[,;]?\s*(?:and\s+)?(?:in (?:its|their) place,?\s+|in substitution(?: for it| for them| therefor)?,?\s+|instead,?\s+)?(?:substitut(?:e|ed|ing)|insert(?:ed|ing)?|replac(?:e|ed|ing)(?: (?:it|them))?(?: with| by)?|put)\b,?(?: (?:it|them) with| in (?:its|their) place)?/iy;
export const AND_THE_SUBSTITUTION =
  /[,;]?\s*and (?:by )?(?:the |its )?(?:substitution|replacement|insertion)(?: (?:therefor|for it|for them|in (?:its|their) place|instead))?,? (?:of|by|with)\b/iy;
export const AND_FOLLOWING =
  /[,;]?\s*and\s+(?=the following\b[^.;:—–\uE000]{0,60}\b(?:is|are|shall be) (?:hereby )?(?:substituted|inserted))/iy;
export const FOLLOWING_INSERTED =
  /,?\s*(?=the following\b[^.;:—–\uE000]{0,80}\b(?:is|are|shall be) (?:inserted|added))/iy;
/** "(by) the substitution": what is done as a noun. */
export const ACT_AS_NOUN =
  /(?:subject to |with |by )?(?:the )?(substitution|replacement|insertion|addition|deletion|omission|removal|repeal|re-?numbering|re-?designation)\b/iy;
/** "the following subsection for …": the new text stands after what goes. */
export const FOLLOWING_FOR =
  /\s*(?:of )?(?:the |an? )?(?:following|new)(?: new)?(?: (?:[a-z-]+|\([a-z0-9]{1,4}\))){0,3} (?=for\b|in place of\b|instead of\b)/iy;
/** "Repeal the subsection": the very place that was named before. */
export const THE_SAME_PLACE =
  /(?:the )?(?:whole (?:of )?)?(?:that |the |this )?((?:sub-?)?(?:sections?|paragraphs?|clauses?|articles?|points?|definitions?|headings?|items?|regulations?|rules?|schedules?|parts?|divisions?|chapters?|entry|entries|notes?|sentences?))\b(?= ?(?:[,.;]|$| and (?:substitut|insert|replac)))/iy;
export const REPLACE = /(?:replac(?:e|ing)|chang(?:e|ing)|amend(?:ing)?|alter(?:ing)?)\b/iy;
export const WITH = /,?\s*(?:with|by|to read|so as to read|so that it reads|to)\b,?/iy;
export const AFTER = /(?:immediately )?(after|before|following|preceding|below|above)\b/iy;
export const FOR = /(?:for|in place of|instead of|in substitution for)\b/iy;
export const AT_END = /(?:(?:insert(?:ed|ing)?|add(?:ed|ing)?),? )?(?:at|to|on) the (very )?(end|beginning|start)\b/iy;
export const AT_PLACE =
  /(?:(?:at|in) (?:the|its|their) (?:appropriate|proper|correct|respective)(?: alphabetical)? (?:places?|positions?)(?: (?:in|according to) (?:the )?alphabetical order)?|in (?:the )?alphabetical order|alphabetically)(?: (?:of|in) (?:the )?(?:list|definitions|table))?/iy;
export const RENUMBER = /(?:re-?number(?:ed|ing)?|re-?designat(?:e|ed|ing)|re-?letter(?:ed|ing)?)\b/iy;
export const BE =
  /,?\s*(?:(?:is|are|shall be|will be|be|has been|to be|was|were)\s+)(?:(?:hereby|accordingly|further|respectively)\s+)*/iy;
export const BECOMES = /,?\s*(?:(?:shall |will )?becomes?|is to become)\b/iy;
export const SHALL_READ =
  /,?\s*(?:(?:shall|will|is to|to|now|should)\s+)*(?:reads?)\b(?: as follows)?|,?\s*(?:is|are|shall be) (?:hereby )?(?:amended|revised|modified) to read\b(?: (?:in (?:its|their) entirety )?as follows)?/iy;
export const AMENDED =
  /,?\s*(?:as amended by [^.;:—–\uE000,]{1,60},? )?(?:shall have effect(?! as if)|(?:is|are|be|shall be|will be|to be)\s+(?:hereby |further |accordingly )?(?:amended|modified|varied|changed)\b(?! to read))(?: (?:as follows|in accordance with (?:the following|paragraphs?[^.;—:\uE000]{1,40}|(?:sub)?(?:sections?|paragraphs?)[^.;—:\uE000]{1,40})|by|with|subject to))?/iy;
/** It is amended, and how is said in another place. */
export const AMENDED_ELSEWHERE =
  /\b(?:is|are|shall be|will be) (?:hereby )?(?:amended|modified|replaced|substituted) (?:in accordance with|as (?:set out|shown|specified)|by (?:the text|that set out)) (?:in )?(?:the )?(?:annex|appendix|schedule|part|table)\b/i;
export const REPLACED = /(?:replaced|substituted|superseded)\b(?: (?:by|with|for))?/iy;
/** What announces new text: "the following new paragraph—", "as follows:". */
export const LEAD_IN = new RegExp(
  `[\\s,]*(?:in each case,? ?)?(?:(?:the |an? |new |following |additional |further )*(?:following|new|${UNITS})(?:(?: and|,)? (?:new |following )?(?:${UNITS}))?(?: (?:and )?\\(?[\\dA-Za-z]{1,4}(?:\\.\\d{1,3}){0,3}[A-Z]?\\)?(?=[\\s,:—–-])(?:(?:,| and| to| or) \\(?[\\dA-Za-z]{1,4}(?:\\.\\d{1,3}){0,3}[A-Z]?\\)?(?=[\\s,:—–-])){0,6})?(?: (?:is|are|shall be) (?:inserted|added|substituted))?)?(?:\\s*(?:as follows|namely|in (?:its|their) (?:appropriate )?(?:alphabetical )?places?))?[\\s,]*(?:[—–:-]+\\s*)*`,
  'iy',
);
export const AFTERWARDS =
  /\s*(?:in (?:its|their) place|instead|therefor|accordingly|in (?:the )?alphabetical order|at the appropriate places?|respectively)(?=[\s,.;]|$)/iy;
export const OCCURRENCE = new RegExp(
  `,?\\s*\\(?(?:(?:in |at |on )?(?:(?<both>both) (?:places|occasions|instances|cases)|(?<each>each|every|all(?: of)?(?: the)?(?: \\w+)?|the (?:two|three|four|five)) ?(?:places?|occasions?|instances?|occurrences?|cases?|time)?|(?:the )?(?<nth>${ORDINAL}) (?:place|occasion|instance|occurrence|time|reference))|(?<ever>wherever|whenever|wheresoever|each time|every time|throughout)|where|(?:the )?(?<early>first(?:ly)?|secondly|second|thirdly|third|lastly|last) (?=occurring|appearing|mentioned|it occurs))(?: (?:of (?:it|them|those words)|(?:where|when|that|in which|on which|at which)? ?(?:it|they|that word|those words|the words?|the (?:expression|phrase|reference)|the same) (?<when>first |second |last |secondly |lastly )?(?:occurs?|appears?|is used|are used|is mentioned)|(?:where )?(?:occurring|appearing|mentioned)))?(?: (?<later>first|second|secondly|last|lastly)(?= ?(?:[,.;)]|$)| occur| appear))?(?: (?:occurring|appearing))?\\)?`,
  'iy',
);
export const EACH_TO_OCCUR = /,?\s*where (?:it|they) occurs?,? in (?:(both)|each|every|all)(?: of the)? places?/iy;
export const AT_ITS_END =
  /,?\s*\(?(?:occurring |appearing |which (?:occurs|appears) )?at the end(?: (?:of (?:it|that (?:paragraph|provision))|thereof))?(?! of)\)?/iy;
export const NEXT_TO =
  /,?\s*(?:\(?where (?:it|they) (?:occurs?|appears?) )?(?:immediately |which (?:immediately )?)?(before|preceding|precedes|after|following|follows|at the end of) (?=\S)/iy;
export const IN_PLACE = /[\s,]*(?:in|within|under|from|of|to|at|on) (?=\S)/iy;
/** What is said of a place in brackets, and is no number: "(lamps)", "(inserted by section 9)". */
export const ASIDE =
  /\s*\((?!(?:[a-z]{1,4}|[A-Z]{1,4}|\d{1,3}[A-Z]{0,2})\)|where(?:ver)?\b|in (?:both|each)\b|both\b|each\b)(?:[^()\uE000]|\uE000\d{1,6}\uE001|\([^()\uE000]{0,60}\)){2,240}\)/y;
export const MARKER =
  /\(?(?:[a-z]{1,4}|[A-Z]{1,3}|\d{1,3}[A-Z]{0,2})\)(?:\([a-zA-Z\d]{1,4}\))*|[A-Z]{0,2}\d{1,3}[A-Z]{0,2}(?:\.\d{1,3}[A-Z]{0,2}){0,4}(?:\([a-zA-Z\d]{1,4}\))*(?![\w%])|[IVXLC]{1,7}(?![\w’'])/y;
export const RANGE = /\s*(?:to|–|—|-|through)\s*(?=[(\dA-Z])/y;
export const LIST = /(?:\s*,\s*(?:and |or )?|\s+and |\s*;\s*(?:and )?|\s*& ?)(?:also )?/iy;
export const DEFINITION =
  /(?:the )?(?:existing )?(?:definitions?|entry for the definition|defined terms?|entries for the definitions?|meanings?)(?: (?:of|for|relating to))?(?: the (?:words?|terms?|expressions?))? ?(?=\uE000)/iy;
export const ENTRY =
  /(?:the )?(?:entire )?(?:entry|entries|rows?|lines?|items?)(?: in the table)?(?: (?:for|relating to|relating to the|in respect of|concerning|beginning(?: with)?|starting(?: with)?|headed|entitled|that begins?(?: with)?|which begins?(?: with)?|of|corresponding to|numbered))? ?(?=\uE000)/iy;
export const HEADING =
  /(?:the )?(?:(?:section|clause|italic|cross-?|side|shoulder|article|chapter|part) ?)?(?:headings?|heading words|title|sub-?heading|rubric|caption)\b/iy;
export const OPENING =
  /(?:the )?(?:opening (?:words|part|sentence|text)|introductory (?:words|wording|part|text)|(?:words|text|part|matter) (?:before|preceding) (?:(?:sub-?)?paragraph|point|item|(?:sub-?)?clause)s? \(?[a-zA-Z\d]{1,3}\)|chapeau|lead-?in(?: words)?)/iy;
export const CLOSING =
  /(?:the )?(?:closing (?:words|part|text)|concluding words|final words|full-?out words|tailpiece|(?:words|matter) (?:after|following) (?:(?:sub-?)?paragraph|point|item|(?:sub-?)?clause)s? \(?[a-zA-Z\d]{1,3}\))/iy;
export const SENTENCE = new RegExp(`(?:the )?(${ORDINAL}) sentence`, 'iy');
export const UNNUMBERED = new RegExp(
  `(?:the )?(?:(${ORDINAL}) )?(?:unnumbered )?(?:(?:sub-?)?paragraph|indent|block)(?: of text)?(?: (?:beginning|starting|that begins|which begins|that starts)(?: with)?(?: the words?)? ?(?=\uE000))?`,
  'iy',
);
/** "the third and fourth subparagraphs". */
export const ORDINALS_LISTED = new RegExp(
  `(?:the )?((?:${ORDINAL})(?:, (?:${ORDINAL})){0,4},? and (?:${ORDINAL})) ((?:sub-?)?paragraphs|sentences|indents|rows)`,
  'iy',
);
export const ROW = new RegExp(
  `(?:the )?(?:(${ORDINAL}) (?:row|entry|line)|(?:heading|header|top) row|headings? of the (?:columns|table))`,
  'iy',
);
export const COLUMN = new RegExp(
  `(?:the )?(?:(?:(${ORDINAL}) column)|column(?: (?:headed|entitled|titled|labelled|named|for))? ?(?=\uE000)|column (\\d{1,2}))`,
  'iy',
);
export const NAMED_COLUMN = /(?:the )?(?=\uE000\d+\uE001 column)/iy;
export const TABLE = new RegExp(`(?:the )(?:(${ORDINAL}) )?table(?! \\d| [A-Z]\\b)`, 'iy');
export const FRONT_MATTER =
  /(?:the )?(?:front matter|particulars at the head(?: of the document)?|document properties)/iy;
export const LINE = /(?:the )?(?:text|words|paragraph|block) (?:on|at) line (\d{1,7})/iy;
export const DOCUMENT =
  /(?:(?:the|that|those|said|such) (?:whole |entire |principal |said |main |existing |present |\d{4} )*(?:document|text|draft|instrument|Code|Agreement|Rules|Regulations|Order|Licence|Act|By-?laws|Constitution|Standard|Articles)|(?:this|these) (?:document|text|draft|instrument|Code|Agreement|Rules|Regulations|Order|Licence|Act))(?![\w’'])/iy;
/** "Condition 3 paragraph 2". */
export const PART_BESIDE = / (?=(?:sub-?)?(?:paragraphs?|points?|clauses?|sections?) \(?[\da-zA-Z])/iy;
/** A word of the name of a text, and the words with which such names end. */
export const NAME_WORD =
  /(?:[A-Z][\p{L}\d’'/.-]{0,40}|of|and|the|for|in|on|to|with|etc\.?|&|\d{4}|\((?:[A-Z]|No)[^()\uE000]{0,80}\)),?(?= |[^\p{L}\d]|$)/uy;
export const CALLED_TEXT =
  /(?: |^)(?:Acts?|Regulations?|Orders?|Code|Rules|Directive|Decision|Agreement|Licence|By-?laws?|Constitution|Ordinance|Statute|Scheme|Standard)$/;
export const JOIN = /(?:\s+(of|in|to|under|within|at|for|on)|,\s+(of)) (?=\S)/iy;
