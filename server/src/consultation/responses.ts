import { makePrintable } from '../export/printable.js';
import type { FormField } from '../office/form.js';

/** How much of a response is confidential. */
export type Confidentiality = 'none' | 'parts' | 'whole' | 'unstated';

/** The response of one respondent, read from a filled template. */
export interface Response {
  /** The file's name. */
  readonly file: string;
  readonly name: string;
  readonly organisation: string;
  readonly confidentiality: Confidentiality;
  readonly answers: readonly QuestionAnswer[];
}

/** The answer to one question. */
export interface QuestionAnswer {
  /** The label of the question: "FTC Q1". */
  readonly question: string;
  readonly answer: string;
  readonly reasons: string;
}

/** All responses by question, for the conclusions report. */
export interface MergedResponses {
  readonly counts: {
    readonly responses: number;
    /** By what respondents chose, including those whose answers are withheld. */
    readonly confidentiality: Readonly<Record<Confidentiality, number>>;
    /** How many responses are withheld because they are confidential in whole or in part. */
    readonly withheld: number;
  };
  readonly questions: readonly {
    readonly question: string;
    /** How many respondents answered it, including those whose answers are withheld. */
    readonly answered: number;
    readonly answers: readonly (Omit<QuestionAnswer, 'question'> & {
      readonly file: string;
      readonly respondent: string;
      readonly confidentiality: Confidentiality;
    })[];
  }[];
}

const QUESTION = /^\S{1,20} Q\d{1,3}$/;

/**
 * Reads a response from the fields of a filled template.
 * @param file the file's name
 * @returns null where the fields are not those of a response template
 */
export function responseFrom(file: string, fields: readonly FormField[]): Response | null {
  const findDetail = (label: RegExp) =>
    fields.find((field) => label.test(field.label) && field.text !== '')?.text ?? '';
  const questions = [...new Set(fields.map(({ heading }) => heading).filter((heading) => QUESTION.test(heading)))];
  if (questions.length === 0) return null;
  return {
    file,
    name: findDetail(/^(?:your |full |contact )?name\b/i),
    organisation: findDetail(/^(?:your )?(?:organi[sz]ation|company)\b/i),
    confidentiality: confidentialityOf(fields),
    answers: questions.map((question) => {
      const own = fields.filter(({ heading, text }) => heading === question && text !== '');
      const isReason = ({ label }: FormField) => /\b(?:reasons?|rationale|why)\b/i.test(label);
      const joinTexts = (some: readonly FormField[]) => some.map(({ text }) => text).join('\n\n');
      return {
        question,
        answer: joinTexts(own.filter((field) => !isReason(field))),
        reasons: joinTexts(own.filter(isReason)),
      };
    }),
  };
}

const CONFIDENTIAL = /\bconfidential\b/i;

/** The strictest choice that a respondent marked. */
function confidentialityOf(fields: readonly FormField[]): Confidentiality {
  const isChoiceMarked = (...words: readonly RegExp[]) =>
    fields.some(({ label, text }) => words.every((word) => word.test(label)) && isMark(text));
  if (isChoiceMarked(/\b(?:whole|entire|all)\b/i, CONFIDENTIAL)) return 'whole';
  if (isChoiceMarked(/\bparts?\b/i, CONFIDENTIAL)) return 'parts';
  return isChoiceMarked(/\bpublished\b/i) ? 'none' : 'unstated';
}

/** Whether text in a box is a mark (☒, X, ✓, yes): anything but an empty box or a refusal. */
function isMark(text: string): boolean {
  return text.replace(/[\u2610\s[\]()_-]/g, '') !== '' && !/^(?:no|n\/?a)\.?$/i.test(text.trim());
}

/**
 * Merges responses by question, in the order of the questions' numbers.
 * @param confidential whether to include the answers of confidential responses; without them the
 *   result can be published
 */
export function mergeByQuestion(responses: readonly Response[], confidential: boolean): MergedResponses {
  const countResponses = (isMeant: (response: Response) => boolean) => responses.filter(isMeant).length;
  const questions = [...new Set(responses.flatMap(({ answers }) => answers.map(({ question }) => question)))];
  const shown = responses.filter((response) => confidential || !isConfidential(response));
  return {
    counts: {
      responses: responses.length,
      confidentiality: {
        none: countResponses((response) => response.confidentiality === 'none'),
        parts: countResponses((response) => response.confidentiality === 'parts'),
        whole: countResponses((response) => response.confidentiality === 'whole'),
        unstated: countResponses((response) => response.confidentiality === 'unstated'),
      },
      withheld: responses.length - shown.length,
    },
    questions: questions.sort(compareByNumber).map((question) => {
      const answerOf = ({ answers }: Response) => answers.find((each) => each.question === question);
      return {
        question,
        answered: countResponses((response) => isAnswered(answerOf(response))),
        answers: shown.flatMap((response) => {
          const found = answerOf(response);
          if (!found || !isAnswered(found)) return [];
          const { answer, reasons } = found;
          const { file, confidentiality } = response;
          return [{ file, respondent: respondentOf(response), confidentiality, answer, reasons }];
        }),
      };
    }),
  };
}

function isConfidential({ confidentiality }: Response): boolean {
  return confidentiality === 'whole' || confidentiality === 'parts';
}

function isAnswered(answer: QuestionAnswer | undefined): boolean {
  return answer !== undefined && (answer.answer !== '' || answer.reasons !== '');
}

function compareByNumber(a: string, b: string): number {
  const questionNumber = (question: string) => Number(question.slice(question.lastIndexOf('Q') + 1));
  return questionNumber(a) - questionNumber(b) || (a < b ? -1 : 1);
}

function respondentOf({ organisation, name, file }: Response): string {
  return organisation || name || file;
}

const CHOICES: Readonly<Record<Confidentiality, string>> = {
  none: 'may be published',
  parts: 'confidential in part',
  whole: 'confidential',
  unstated: 'not stated',
};

const CHOICES_IN_ORDER: readonly Confidentiality[] = ['none', 'parts', 'whole', 'unstated'];

/** Merged responses as Markdown: the counts, and a table for each question. */
export function responsesToMarkdown({ counts, questions }: MergedResponses): string {
  const lines = [
    '| Responses | Number |',
    '| --- | --- |',
    `| All | ${counts.responses} |`,
    ...CHOICES_IN_ORDER.map((choice) => `| ${CHOICES[choice]} | ${counts.confidentiality[choice]} |`),
    '',
  ];
  if (counts.withheld > 0)
    lines.push(
      `The answers of ${counts.withheld} confidential ${counts.withheld === 1 ? 'response are' : 'responses are'} counted and not shown.`,
      '',
    );
  for (const { question, answered, answers } of questions) {
    lines.push(`## ${question}`, '', `Answered by ${answered} of ${counts.responses}.`, '');
    if (answers.length === 0) continue;
    lines.push('| Respondent | Confidentiality | Answer | Reasons |', '| --- | --- | --- | --- |');
    for (const { respondent, confidentiality, answer, reasons } of answers)
      lines.push(`| ${[respondent, CHOICES[confidentiality], answer, reasons].map(literalCell).join(' | ')} |`);
    lines.push('');
  }
  return lines.join('\n');
}

/** Escapes text for a cell of a Markdown table that shows it as it is. */
function literalCell(words: string): string {
  return makePrintable(words)
    .replace(/[\\`*_[\]<>#|&~]/g, '\\$&')
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
    .join('<br>')
    .replace(/[ \t]+/g, ' ');
}

/** Merged responses as comma-separated values (RFC 4180), for a spreadsheet. */
export function responsesToCsv({ questions }: MergedResponses): string {
  const rows = questions.flatMap(({ question, answers }) =>
    answers.map(({ respondent, file, confidentiality, answer, reasons }) => [
      question,
      respondent,
      CHOICES[confidentiality],
      answer,
      reasons,
      file,
    ]),
  );
  return [['Question', 'Respondent', 'Confidentiality', 'Answer', 'Reasons', 'File'], ...rows]
    .map((row) => `${row.map(quoteCsv).join(',')}\r\n`)
    .join('');
}

/** A value in quotation marks. One that a spreadsheet would read as a formula becomes text. */
function quoteCsv(value: string): string {
  const shown = makePrintable(value);
  const words = /^[=+\-@\t\r]/.test(shown) ? `'${shown}` : shown;
  return `"${words.replace(/"/g, '""')}"`;
}
