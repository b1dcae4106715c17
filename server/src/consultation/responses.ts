import { makePrintable } from '../export/printable.js';
import { foldQuestionNumber } from '../model/references/question-series.js';
import { writePipeTable } from '../model/table.js';
import { capitaliseFirst } from '../model/text.js';
import type { FormField } from '../office/form.js';
import { numberOfQuestionLabel, readQuestionLabel } from '../office/question-label.js';
import { writeCsv } from './csv.js';

/** How much of a response is confidential. */
export type Confidentiality = 'none' | 'parts' | 'whole' | 'unstated';

/** The response of one respondent, read from a filled template. */
export interface Response {
  /** The file's name. */
  readonly file: string;
  readonly name: string;
  readonly organisation: string;
  readonly confidentiality: Confidentiality;
  /** The words of the respondent that say which parts are confidential; empty where there are none. */
  readonly confidentialParts: string;
  readonly answers: readonly QuestionAnswer[];
}

/** The answer to one question. */
export interface QuestionAnswer {
  /** The label of the question: "FTC Q1", "Question 1". */
  readonly question: string;
  readonly answer: string;
  readonly reasons: string;
  /** Which of the two the respondent marked as confidential beside them. */
  readonly confidential: readonly AnswerPart[];
  /** The view that the respondent marked; left out where the form asks for none, or none is marked. */
  readonly view?: ResponseView;
}

/** Whether a respondent agrees with what a question proposes. */
export type ResponseView = 'agree' | 'disagree' | 'comment';

/** A part of what a respondent writes to a question. */
export type AnswerPart = 'answer' | 'reasons';

/** All responses by question, for the conclusions report. */
export interface MergedResponses {
  readonly counts: {
    readonly responses: number;
    /** By what respondents chose, including those whose answers are withheld. */
    readonly confidentiality: Readonly<Record<Confidentiality, number>>;
    /**
     * How many responses are withheld as a whole: those that are confidential, and those of which
     * nobody can tell which parts are.
     */
    readonly withheld: number;
    /** How many responses are shown without the parts that are confidential. */
    readonly withheldInPart: number;
  };
  /** The responses whose words on what is confidential name no question. */
  readonly unclear: readonly { readonly file: string; readonly respondent: string }[];
  readonly questions: readonly {
    readonly question: string;
    /** The changes that it asks about, in words: "changes 1 to 3 of the MTAD"; only where known. */
    readonly concerns?: string;
    /** How many respondents answered it, including those whose answers are withheld. */
    readonly answered: number;
    /** The words of what is withheld are left out; `withheld` names it. */
    readonly answers: readonly (Pick<QuestionAnswer, 'answer' | 'reasons' | 'view'> & {
      readonly withheld: readonly AnswerPart[];
      readonly file: string;
      readonly respondent: string;
      readonly confidentiality: Confidentiality;
    })[];
  }[];
}

/**
 * Reads a response from the fields of a filled template.
 * @param file the file's name
 * @returns null where the fields are not those of a response template
 */
export function responseFrom(file: string, fields: readonly FormField[]): Response | null {
  const findDetail = (label: RegExp) =>
    fields.find((field) => label.test(field.label) && field.text !== '')?.text ?? '';
  const questions = [...new Set(fields.flatMap(({ heading }) => readQuestionLabel(heading) ?? []))];
  if (questions.length === 0) return null;
  return {
    file,
    name: findDetail(/^(?:your |full |contact )?name\b/i),
    organisation: findDetail(/^(?:your )?(?:organi[sz]ation|company)\b/i),
    confidentiality: confidentialityOf(fields),
    confidentialParts: findDetail(/^which parts?\b.*\bconfidential\b/i),
    answers: questions.map((question) => {
      const isOwn = ({ heading, text }: FormField) => readQuestionLabel(heading) === question && text !== '';
      const own = fields.filter(
        (field) => isOwn(field) && !isConfidentialityMark(field) && viewAskedBy(field) === null,
      );
      const marks = fields.filter((field) => isOwn(field) && isConfidentialityMark(field) && isMark(field.text));
      const isReason = ({ label }: FormField) => /\b(?:reasons?|rationale|why)\b/i.test(label);
      const joinTexts = (some: readonly FormField[]) => some.map(({ text }) => text).join('\n\n');
      return {
        question,
        answer: joinTexts(own.filter((field) => !isReason(field))),
        reasons: joinTexts(own.filter(isReason)),
        confidential: [
          ...(marks.some((field) => !isReason(field)) ? ['answer' as const] : []),
          ...(marks.some(isReason) ? ['reasons' as const] : []),
        ],
        ...readMarkedView(fields.filter(isOwn)),
      };
    }),
  };
}

/** The view that a field of a form asks to mark; null for a field of another kind. */
function viewAskedBy({ label }: FormField): ResponseView | null {
  const [, word] = /^(?:I |We )?(agree|disagree|comment)(?: only)?\.?(?:,|$)/i.exec(label) ?? [];
  return VIEWS.find((view) => view === word?.toLowerCase()) ?? null;
}

export const VIEWS: readonly ResponseView[] = ['agree', 'disagree', 'comment'];

/** The one view that is marked. Whoever marks several comments. */
function readMarkedView(fields: readonly FormField[]): { readonly view?: ResponseView } {
  const marked = new Set(fields.filter(({ text }) => isMark(text)).flatMap((field) => viewAskedBy(field) ?? []));
  const [only] = marked;
  return only === undefined ? {} : { view: marked.size === 1 ? only : 'comment' };
}

const CONFIDENTIAL = /\bconfidential\b/i;

/** Whether a field is for a mark beside an answer: "Your reasons, Mark with X if confidential". */
function isConfidentialityMark({ label }: FormField): boolean {
  const comma = label.lastIndexOf(',');
  return comma >= 0 && CONFIDENTIAL.test(label.slice(comma));
}

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
export function mergeByQuestion(
  responses: readonly Response[],
  confidential: boolean,
  concerns: ReadonlyMap<string, string> = new Map(),
): MergedResponses {
  const countResponses = (isMeant: (response: Response) => boolean) => responses.filter(isMeant).length;
  const questions = [...new Set(responses.flatMap(({ answers }) => answers.map(({ question }) => question)))];
  const withheldOf = new Map(
    responses.map((response) => [response, confidential ? NOTHING : findWithheld(response)] as const),
  );
  const shown = responses.filter((response) => withheldOf.get(response) !== 'whole');
  const isShownInPart = (response: Response) => {
    const withheld = withheldOf.get(response);
    return withheld !== undefined && withheld !== 'whole' && [...withheld.values()].some((parts) => parts.length > 0);
  };
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
      withheldInPart: countResponses(isShownInPart),
    },
    unclear: confidential
      ? []
      : responses.filter(isUnclear).map((response) => ({
          file: response.file,
          respondent: respondentOf(response),
        })),
    questions: questions.sort(compareByNumber).map((question) => {
      const answerOf = ({ answers }: Response) => answers.find((each) => each.question === question);
      return {
        question,
        ...(concerns.has(question) && { concerns: concerns.get(question) ?? '' }),
        answered: countResponses((response) => isAnswered(answerOf(response))),
        answers: shown.flatMap((response) => {
          const found = answerOf(response);
          if (!found || !isAnswered(found)) return [];
          const parts = withheldOf.get(response);
          const withheld = (parts === 'whole' ? undefined : parts?.get(question)) ?? [];
          const wordsOf = (part: AnswerPart) => (withheld.includes(part) ? '' : found[part]);
          const { file, confidentiality } = response;
          return [
            {
              file,
              respondent: respondentOf(response),
              confidentiality,
              answer: wordsOf('answer'),
              reasons: wordsOf('reasons'),
              ...(found.view && !withheld.includes('answer') ? { view: found.view } : {}),
              withheld: withheld.filter((part) => found[part] !== ''),
            },
          ];
        }),
      };
    }),
  };
}

/** What is withheld of a response, by question; "whole" where all of it is. */
type Withheld = 'whole' | ReadonlyMap<string, readonly AnswerPart[]>;

const NOTHING: Withheld = new Map();

/**
 * What may not be published. If parts are confidential and nobody can tell which, all is withheld.
 */
function findWithheld(response: Response): Withheld {
  const { confidentiality, confidentialParts, answers } = response;
  if (confidentiality === 'whole') return 'whole';
  const marked = new Map(answers.map(({ question, confidential }) => [question, confidential] as const));
  if (confidentialParts === '')
    return confidentiality === 'parts' && ![...marked.values()].some((parts) => parts.length > 0) ? 'whole' : marked;
  const named = readNamedParts(
    confidentialParts,
    answers.map(({ question }) => question),
  );
  if (named === null) return 'whole';
  for (const [question, parts] of named)
    marked.set(question, [...new Set([...(marked.get(question) ?? []), ...parts])]);
  return marked;
}

/** Whether a response is withheld because its words on what is confidential are not understood. */
function isUnclear(response: Response): boolean {
  const { confidentiality, confidentialParts, answers } = response;
  if (confidentiality === 'whole' || confidentialParts === '') return false;
  return (
    readNamedParts(
      confidentialParts,
      answers.map(({ question }) => question),
    ) === null
  );
}

/** The words that may stand beside the names of questions and leave no doubt on what is meant. */
const PLAIN_WORDS = new Set(
  'the my our all of to in and for only both parts part whole everything text responses response questions question q answers answer replies reply reasons reason'.split(
    ' ',
  ),
);

/** "Q1", "Q 2(a)", "Q1 to Q3": numbers that words name, of a range the first and the last. */
const NUMBERS_NAMED =
  /\bQ ?(\d{1,3}(?!\d)(?:\.\d{1,3}){0,2}(?:[a-z](?![a-z])|\([a-z]{1,3}\))?)(?:\s{0,3}(?:to|-|–)\s{0,3}Q? ?(\d{1,3}))?/gi;

/**
 * The questions that some words name, and which part of what is written to each: "FTC Q2", "our
 * reasons to Q1 to Q3". Null where the words say anything else, which only a person can judge.
 */
function readNamedParts(
  words: string,
  questions: readonly string[],
): ReadonlyMap<string, readonly AnswerPart[]> | null {
  const found = new Map<string, readonly AnswerPart[]>();
  // Each stretch names questions of which the same part is meant.
  for (const stretch of words.split(/[;\n]|\.(?=\s|$)/)) {
    if (stretch.trim() === '') continue;
    const numbers = new Set<string>();
    let left = stretch.replace(/\b[A-Z][A-Z0-9]{0,9}[ -](?=Q ?\d)/g, ' ').replace(/\bquestions?\b/gi, ' Q');
    left = left.replace(NUMBERS_NAMED, (_, from: string, to: string | undefined) => {
      if (to === undefined) numbers.add(foldQuestionNumber(from));
      else for (let number = Number(from); number <= Number(to); number++) numbers.add(String(number));
      return ' ';
    });
    const rest = left
      .toLowerCase()
      .split(/[\s,()&]+/)
      .filter((word) => word !== '');
    if (numbers.size === 0 || !rest.every((word) => PLAIN_WORDS.has(word))) return null;
    const saysReasons = rest.some((word) => word.startsWith('reason'));
    const saysAnswers = rest.some((word) => /^(?:answer|repl|response)/.test(word));
    const parts: readonly AnswerPart[] = saysReasons && !saysAnswers ? ['reasons'] : ['answer', 'reasons'];
    const named = new Set<string>();
    for (const question of questions) {
      const own = foldQuestionNumber(numberOfQuestionLabel(question));
      // "Question 2" is all of Question 2(a) and 2(b).
      const number = [own, own.replace(/[a-z]{1,3}$/, '')].find((each) => numbers.has(each));
      if (number === undefined) continue;
      found.set(question, [...new Set([...(found.get(question) ?? []), ...parts])]);
      named.add(number);
    }
    // A question that is not asked: the words mean something else.
    if (named.size < numbers.size) return null;
  }
  return found.size === 0 ? null : found;
}

function isAnswered(answer: QuestionAnswer | undefined): boolean {
  return answer !== undefined && (answer.answer !== '' || answer.reasons !== '' || answer.view !== undefined);
}

/** By the numbers of two labels, part by part: 2, 2(a), 2(b), 10; 3.1, 3.10. */
function compareByNumber(a: string, b: string): number {
  const [own, other] = [a, b].map((label) => numberOfQuestionLabel(label).match(/\d+/g)?.map(Number) ?? []);
  const most = Math.max(own?.length ?? 0, other?.length ?? 0);
  for (let i = 0; i < most; i++) {
    const difference = (own?.[i] ?? -1) - (other?.[i] ?? -1);
    if (difference !== 0) return difference;
  }
  return a < b ? -1 : 1;
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

/** What stands in the place of a part that is confidential. */
const WITHHELD = '[confidential]';

const CHOICES_IN_ORDER: readonly Confidentiality[] = ['none', 'parts', 'whole', 'unstated'];

/** Merged responses as Markdown: the counts, and a table for each question. */
export function responsesToMarkdown({ counts, questions, unclear }: MergedResponses): string {
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
  if (counts.withheldInPart > 0)
    lines.push(
      `Of ${counts.withheldInPart} ${counts.withheldInPart === 1 ? 'response' : 'responses'} the parts that are confidential are not shown.`,
      '',
    );
  // Their words are not quoted, as they may be confidential too.
  for (const { respondent, file } of unclear)
    lines.push(
      `${literalCell(respondent)} (${literalCell(file)}) does not say by question what is confidential, so the whole response is not shown.`,
      '',
    );
  for (const { question, concerns, answered, answers } of questions) {
    lines.push(`## ${question}`, '');
    if (concerns !== undefined) lines.push(`About ${literalCell(concerns)}.`, '');
    lines.push(`Answered by ${answered} of ${counts.responses}.`, '');
    if (answers.length === 0) continue;
    const rows = answers.map(({ respondent, confidentiality, answer, reasons, view, withheld }) => {
      const shown = { answer: withView(answer, view), reasons };
      const cellOf = (part: AnswerPart) => (withheld.includes(part) ? WITHHELD : literalCell(shown[part]));
      const who = [respondent, CHOICES[confidentiality]].map(literalCell);
      return [...who, cellOf('answer'), cellOf('reasons')];
    });
    lines.push(...writePipeTable(['Respondent', 'Confidentiality', 'Answer', 'Reasons'], rows), '');
  }
  return lines.join('\n');
}

/** An answer with the view that was marked above it. */
function withView(answer: string, view: ResponseView | undefined): string {
  return [view === undefined ? '' : capitaliseFirst(view), answer].filter(Boolean).join('\n');
}

/** Escapes text for a cell of a Markdown table that shows it as it is. */
export function literalCell(words: string): string {
  return makePrintable(words)
    .replace(/[\\`*_[\]<>#|&~]/g, '\\$&')
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
    .join('<br>')
    .replace(/[ \t]+/g, ' ');
}

/**
 * Merged responses as comma-separated values (RFC 4180), for a spreadsheet; the changes that a
 * question is about in a column of their own, where any are known.
 */
export function responsesToCsv({ questions }: MergedResponses): string {
  const isNumbered = questions.some(({ concerns }) => concerns !== undefined);
  const rows = questions.flatMap(({ question, concerns = '', answers }) =>
    answers.map(({ respondent, file, confidentiality, answer, reasons, view, withheld }) => [
      question,
      respondent,
      CHOICES[confidentiality],
      withheld.includes('answer') ? WITHHELD : withView(answer, view),
      withheld.includes('reasons') ? WITHHELD : reasons,
      file,
      ...(isNumbered ? [concerns] : []),
    ]),
  );
  const head = ['Question', 'Respondent', 'Confidentiality', 'Answer', 'Reasons', 'File'];
  return writeCsv([[...head, ...(isNumbered ? ['Changes'] : [])], ...rows]);
}
