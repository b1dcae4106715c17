import { readNumberWord } from '../number-words.js';

/** The series of the questions that have none: they are labelled "Question 4", whatever is written. */
export const WORDED_SERIES = 'Question';

/** Whether a question is cited by its word, "Questions", "Q", and not by its series, "FTC". */
export function isQuestionWord(keyword: string): boolean {
  return /^q(?:uestions?)?\.?$/i.test(keyword);
}

/** Whether the word is "Q" alone, which a quarter of a year has as well. */
export function isShortQuestionWord(keyword: string): boolean {
  return /^q\.?$/i.test(keyword);
}

/** "2(a)" and "2A" are one number of a question, and so are "Six" and "6". */
export function foldQuestionNumber(number: string): string {
  const value = readNumberWord(number);
  return value > 0 ? String(value) : number.replace(/[()]/g, '').toLowerCase();
}

/**
 * The label of a question without a series: "Question 4", or "Chapter 2 Question 4".
 * @param chapter "Chapter 2" where the numbers begin anew in each chapter, else null
 */
export function labelQuestion(chapter: string | null, number: string): string {
  return `${chapter === null ? '' : `${chapter} `}${WORDED_SERIES} ${number}`;
}

/** "FTC" of "FTC Q1", "Question" of "Question 1" and of "Chapter 2 Question 1". */
export function seriesOfQuestion(label: string): string {
  return chapterOfQuestion(label) === null ? label.slice(0, Math.max(0, label.indexOf(' '))) : WORDED_SERIES;
}

/** "Chapter 2" of "Chapter 2 Question 1"; null where the questions of a text are numbered through. */
export function chapterOfQuestion(label: string): string | null {
  return /^(\p{Lu}\p{Ll}{3,8} [\dA-Z]{1,6}) Question \S{1,12}$/u.exec(label)?.[1] ?? null;
}

/** "Q1 2024", "by the end of Q3", "2024 Q1", "Q1/Q2": a quarter of a year. */
const QUARTER_BEHIND =
  /^(?:[/–-] ?Q\d)?,? {0,2}(?:of |in )?(?:(?:the )?(?:financial|calendar|fiscal|following|next|same|current|last) |['’]?\d\d\b|(?:19|20)\d\d|FY|CY|results?\b|figures?\b|earnings\b|\/)/i;
const QUARTER_BEFORE =
  /(?:(?:19|20)\d\d|\bFY ?\d{0,4}(?:\/\d\d)?|\b(?:by|until|during|early|late|mid|since|before|after|each|(?:end|start|beginning|middle|course) of)|\bquarters?)[\s(,:/–-]{1,3}$/i;

/** Whether "Q1" between two stretches of words is the quarter of a year. */
export function isQuarter(before: string, behind: string): boolean {
  return QUARTER_BEHIND.test(behind.slice(0, 40)) || QUARTER_BEFORE.test(before.slice(-40));
}
