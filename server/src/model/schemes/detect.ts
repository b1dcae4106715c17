import { CODE, LAWS_OF_GAME, schemeOf } from './catalogue.js';
import { type Evidence, putsInDecimals } from './evidence.js';
import type { Scheme } from './scheme.js';

/** Fewer numbers such as 1e1a are those of things. */
const LEAST_PATHS = 4;

/**
 * The scheme that the labels of a text follow. A text that shows no other is read as a code, whose
 * reading takes nothing for a provision that is not certain.
 */
export function detectScheme(evidence: Evidence): Scheme {
  const { words, pointed, names, sections } = evidence;
  const clauses = evidence.clauses - (putsInDecimals(evidence) ? evidence.putIn : 0);
  const headed = (...ids: string[]): number => ids.reduce((sum, id) => sum + (words.get(id) ?? 0), 0);
  const called = (...ids: string[]): number => ids.reduce((sum, id) => sum + (names.get(id) ?? 0), 0);
  const articles = headed('article', 'art');
  // Sections of a Chapter that hold Articles are no sections of an Article.
  const worded = evidence.articlesInSections > 0 ? 0 : headed('section', 'sec');
  const pointedSections = (pointed.get('section') ?? 0) + (pointed.get('sec') ?? 0);
  const hyphened = (evidence.hyphened.get('section') ?? 0) + (evidence.hyphened.get('sec') ?? 0);
  const isInstrument = called('regulations', 'rules', 'order', 'articles') > called('act');
  if (evidence.paths >= LEAST_PATHS && evidence.paths > clauses + evidence.numbers)
    return schemeOf('flat-rules', 'article');
  if (headed('condition') > 1 || (headed('condition') === 1 && called('licence', 'license') > 0))
    return schemeOf('licence');
  if (headed('§') > 0 && headed('§') >= articles) return schemeOf('act');
  // "Sec. 16-1" of chapter 16: the code of a town.
  if (hyphened > 1 && hyphened * 2 > worded) return schemeOf('act');
  // "14-41-109" of Title 14, Chapter 41.
  if (evidence.parted > 2 && evidence.parted > articles + worded) return schemeOf('act');
  // The Articles of a convention that is scheduled to an Act make no other kind of it.
  const isAct = called('act') > called('regulation', 'directive', 'decision', 'agreement', 'bylaws', 'constitution');
  if (articles > 1 && isAct && sections > Math.max(2, worded)) return schemeOf('act');
  // A short text of one Article, with paragraphs and no numbers of another kind.
  const isLoneArticle =
    articles === 1 &&
    clauses === 0 &&
    sections === 0 &&
    words.size === 1 &&
    (evidence.numbers > 1 || evidence.subsections > 0 || evidence.capitals > 1);
  if (articles > 1 || (articles === 1 && worded > 0) || isLoneArticle) {
    if (worded >= articles || (worded > 0 && called('bylaws', 'constitution') > 0))
      return schemeOf(pointedSections * 2 > worded ? 'agreement' : 'bylaws');
    // The clauses of its Annexes make no agreement of what calls itself "this Regulation".
    const isUnionAct = called('regulation', 'directive', 'decision') > called('agreement', 'bylaws', 'constitution');
    if (clauses > articles && !isUnionAct) return schemeOf('agreement');
    if (called('bylaws', 'constitution') > called('regulation', 'directive', 'decision')) return schemeOf('bylaws');
    if (called('order') > called('regulation', 'directive', 'decision', 'act') && evidence.nested > 0)
      return schemeOf('statutory-instrument', 'article');
    const isEu = called('regulation', 'directive', 'decision') > 0 || (evidence.numbers > 0 && evidence.capitals === 0);
    return schemeOf(isEu || evidence.subsections > 0 ? 'eu-act' : 'bylaws');
  }
  if (headed('bylaw') > 1) return schemeOf('bylaws');
  if (evidence.hyphenated > 1 || (evidence.codified > 0 && evidence.capitals > 1)) return schemeOf('act');
  if (headed('rule') > 1 && headed('rule') >= clauses) return schemeOf('statutory-instrument', 'rule');
  if (headed('law') > 1 && headed('law') >= clauses + sections) return LAWS_OF_GAME;
  // "Rule 4" with (1), (2) … or 1., 2. … below it, in an extract.
  const hasParts = evidence.subsections > 0 || evidence.numbers > 1;
  if (headed('rule') === 1 && words.size === 1 && hasParts && clauses === 0 && sections === 0)
    return schemeOf('statutory-instrument', 'rule');
  if (headed('regulation') > 1) return schemeOf('statutory-instrument', 'regulation');
  // Numbers that stand alone on lines.
  if (evidence.loneLabels > 1 && clauses <= evidence.loneLabels)
    return isInstrument ? schemeOf('statutory-instrument', findBasic(called)) : schemeOf('act');
  if (clauses > sections + worded + evidence.nested + evidence.numbers) return CODE;
  // "(2)Grants", as a page of laws is pasted.
  if (evidence.nested > 0 || evidence.tight > (clauses === 0 && sections === 0 ? 2 : 4)) {
    if (!isInstrument) return schemeOf('act');
    return schemeOf('statutory-instrument', findBasic(called));
  }
  if (called('regulations') > 0 && clauses === 0 && evidence.numbers > 1 && isInstrument)
    return schemeOf('statutory-instrument', 'regulation');
  if (evidence.subsections > 0 && clauses <= sections)
    return evidence.isTitledInstrument && called('articles') > called('act')
      ? schemeOf('statutory-instrument', 'article')
      : schemeOf('act');
  if (clauses === 0 && evidence.titledSubsections > 1)
    return isInstrument ? schemeOf('statutory-instrument', findBasic(called)) : schemeOf('act');
  if (worded > 1 && clauses === 0) return schemeOf('act');
  if (evidence.isTitledAct && clauses === 0 && sections === 0 && evidence.numbers > 1) return schemeOf('act');
  if (clauses === 0 && sections === 0 && evidence.exhibits > 0 && evidence.numbers > 1) return schemeOf('agreement');
  if (clauses === 0 && (evidence.numerals > 1 || evidence.lineNumerals > 2 || evidence.letterLines > 1))
    return schemeOf('bylaws');
  if (clauses === 0 && headed('chapter', 'part') > 1 && evidence.numbers > 1) return schemeOf('flat-rules');
  if (clauses === 0 && evidence.nestedLists > 1 && evidence.numbers > 1) return schemeOf('agreement');
  if (clauses === 0 && sections === 0 && evidence.countsThrough) return schemeOf('flat-rules');
  if (clauses === 0 && sections === 0 && evidence.sentences > 2 && words.size === 0) return schemeOf('flat-rules');
  if (clauses === 0 && sections === 0 && evidence.isTitledInstrument && evidence.numbers + evidence.lettered > 1)
    return findBasic(called) === 'rule' ? schemeOf('flat-rules') : schemeOf('statutory-instrument', findBasic(called));
  return CODE;
}

/** What a statutory instrument of no other word is divided into, by what it calls itself. */
function findBasic(called: (...ids: string[]) => number): 'regulation' | 'article' | 'rule' {
  if (called('order', 'articles') > called('regulations', 'rules')) return 'article';
  return called('rules') > called('regulations') ? 'rule' : 'regulation';
}

/** The words of units that the sections of a text are headed by. */
const SECTION_WORDS = ['article', 'art', 'section', 'sec', '§', 'rule', 'regulation', 'condition', 'bylaw'];

/**
 * Whether what a text is divided into are units that its project adds.
 * @param hasOwnHead whether a block begins one
 */
export function isMadeOfOwnUnits({ words, sections, nested, sentences }: Evidence, hasOwnHead: boolean): boolean {
  if (!hasOwnHead || sections > 0 || nested > 0 || sentences > 0) return false;
  return SECTION_WORDS.every((word) => !words.has(word));
}
