/** "FTC Q1", alone. */
const IN_SERIES = /^\S{1,20} Q\d{1,3}$/;
/** "Question 2(a)", "Q3.1", "Chapter 2, Question 4", with the chapter as groups 1 and 2 and the number as group 3. */
const WORDED =
  /^(?:(chapter|part|section) (\d{1,2}|[IVX]{1,5}|[A-Z])(?:[,:]| [–—-])? )?(?:consultation )?(?:question|q)(?:\.? ?| no\.? ?)(\d{1,3}(?:\.\d{1,3}){0,2}(?:[a-z](?![a-z])| ?\([a-z]{1,3}\))?)/i;
const ALONE = /^\s?[.:)]?\s*$/;
/** What shows that the words before it are a label: "Question 1: Do", "Q1 – Do", "Question 1 Do". */
const BEFORE_WORDS = /^(?:\s?[.:)]\s|\s[–—-]\s|\s(?=["“‘'(]?\p{Lu}))/u;

/**
 * The label of the question that a heading of a form stands for: "FTC Q1", or "Question 2(a)",
 * however the form writes the word; null where the heading is of something else.
 */
export function readQuestionLabel(heading: string): string | null {
  return readLabel(heading, (rest) => ALONE.test(rest) || BEFORE_WORDS.test(rest));
}

/**
 * The same of a paragraph, which a respondent may have written: it is a question where its label
 * stands alone or its words ask, and "Question 3: see above" is none.
 */
export function readQuestionOfParagraph(text: string): string | null {
  return readLabel(text, (rest) => ALONE.test(rest) || (BEFORE_WORDS.test(rest) && /\?\s*$/.test(rest)));
}

function readLabel(text: string, isBefore: (rest: string) => boolean): string | null {
  if (IN_SERIES.test(text)) return text;
  const [written = '', unit, ofUnit = '', number] = WORDED.exec(text) ?? [];
  if (number === undefined || !isBefore(text.slice(written.length))) return null;
  const chapter =
    unit === undefined ? '' : `${unit.charAt(0).toUpperCase()}${unit.slice(1).toLowerCase()} ${ofUnit.toUpperCase()} `;
  return `${chapter}Question ${number.replace(' ', '')}`;
}

/**
 * The number of a question by its label: "2" of "FTC Q2", "2(a)" of "Question 2(a)", "3.2" of
 * "Chapter 3 Question 2".
 */
export function numberOfQuestionLabel(label: string): string {
  const number = label.slice(label.lastIndexOf(' ') + 1).replace(/^Q/, '');
  const [, chapter] = /^\S{4,7} (\S{1,5}) Question /.exec(label) ?? [];
  return chapter === undefined ? number : `${chapter}.${number}`;
}
