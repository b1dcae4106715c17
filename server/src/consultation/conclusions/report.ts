import type { Question } from '../../analysis/references/questions.js';
import { makePrintable } from '../../export/printable.js';
import { literalMarkdown } from '../../model/literal-markdown.js';
import { writePipeTable } from '../../model/table.js';
import {
  endsPlace,
  labelPlace,
  nameDecidedChange,
  promptFor,
  QUESTION_HEADING,
  REASON_COLUMN,
  VIEW_COLUMN,
} from '../../rules/shared/conclusion-places.js';
import type { ConsultationEntry, IssuerEntry } from '../../workspace/project-file.js';
import { dayAndTime, houseDate, timeOfDay } from '../dates.js';
import { literalCell, type MergedResponses } from '../responses.js';
import { keyOfReason } from './answers-file.js';
import type { DecidedChange } from './decided-changes.js';
import type { NumberedPoint } from './points.js';
import type { RespondentView, ViewCounts } from './views.js';

/** What a conclusions report is made from. */
export interface ConclusionsFacts {
  readonly consultation: ConsultationEntry | null;
  readonly issuer: IssuerEntry | null;
  /** The name of the consultation. */
  readonly title: string;
  readonly questions: readonly Question[];
  readonly merged: MergedResponses;
  readonly views: readonly RespondentView[];
  readonly counts: readonly ViewCounts[];
  readonly points: readonly NumberedPoint[];
  /** The changes made since the consultation; null where it is not known what was consulted on. */
  readonly changes: readonly DecidedChange[] | null;
  /** What is written at each place, by key. */
  readonly texts: ReadonlyMap<string, string>;
  /** The front matter of the report as it is; null for a new one. */
  readonly head: string | null;
}

/** The conclusions report as Markdown. */
export function writeConclusionsReport(facts: ConclusionsFacts): string {
  const { title, head, questions, counts, changes } = facts;
  const asked = new Map(questions.map((question) => [question.label, question.text]));
  const labels = [...new Set([...asked.keys(), ...counts.map(({ question }) => question)])];
  return [
    head ?? writeHead(facts),
    `# ${literalMarkdown(title)}: conclusions`,
    '## Introduction',
    ...writeIntroduction(facts),
    '## Responses by question',
    ...writeCounts(facts, labels),
    ...labels.flatMap((label) => writeQuestion(facts, label, asked.get(label) ?? '')),
    ...(changes === null ? [] : ['## Changes since the consultation', ...writeChanges(facts, changes)]),
  ]
    .map((block) => block.trimEnd())
    .join('\n\n')
    .concat('\n');
}

function writeHead({ consultation, title }: ConclusionsFacts): string {
  const id = `${consultation?.id ?? ''} Conclusions`.trim();
  const lines = [`document: ${JSON.stringify(id)}`, `title: ${JSON.stringify(`${title}: conclusions`)}`];
  return ['---', ...lines, 'kind: conclusions', 'status: draft', '---', ''].join('\n');
}

function writeIntroduction({ consultation, issuer, merged, title }: ConclusionsFacts): string[] {
  const { published, respondBy, effective, legalBasis } = consultation ?? {};
  const body = issuer?.name ?? consultation?.by ?? null;
  const from = published ? ` from ${houseDate(published)}` : '';
  const until = respondBy ? ` until ${dayAndTime(respondBy, timeOfDay(respondBy))}` : '';
  const named = literalMarkdown(title);
  const consulted = body
    ? `${literalMarkdown(body)} consulted on “${named}”${from}${until}.`
    : `The consultation “${named}” ran${from}${until}.`.replace(' ran.', ' has closed.');
  const { responses, withheld, withheldInPart } = merged.counts;
  const received = responses === 0 ? 'No response was received.' : `${sayHowMany(responses, 'response')} received.`;
  const isOne = withheld === 1;
  const notShown = [
    withheld === 0
      ? ''
      : `Of these, ${isOne ? 'one' : withheld} ${isOne ? 'is' : 'are'} confidential: ${isOne ? 'it is' : 'they are'} counted, and ${isOne ? 'its' : 'their'} words are not shown.`,
    withheldInPart === 0
      ? ''
      : `From ${withheldInPart === 1 ? 'one response' : `${withheldInPart} responses`} the confidential parts are left out.`,
  ];
  const basis = legalBasis ? ` under ${literalMarkdown(legalBasis)}` : '';
  const day = effective ? `The amendments are to be made${basis} with effect from ${houseDate(effective)}.` : '';
  return [
    [consulted, received, ...notShown].filter(Boolean).join(' '),
    'This report sets out, question by question, what respondents said, the answer to each point, and the conclusion.',
    ...(day === '' ? [] : [day]),
  ];
}

function sayHowMany(count: number, name: string): string {
  return count === 1 ? `One ${name} was` : `${NUMBERS[count] ?? count} ${name}s were`;
}

/** Numbers as a sentence begins with them. */
const NUMBERS = 'No One Two Three Four Five Six Seven Eight Nine Ten Eleven Twelve'.split(' ');

function countsOf({ counts }: ConclusionsFacts, label: string): Omit<ViewCounts, 'question'> {
  return counts.find(({ question }) => question === label) ?? { agree: 0, disagree: 0, comment: 0, confidential: 0 };
}

function writeCounts(facts: ConclusionsFacts, labels: readonly string[]): string[] {
  if (labels.length === 0) return ['The consultation asked no questions.'];
  const rows = labels.map((label) => {
    const { agree, disagree, comment, confidential } = countsOf(facts, label);
    return [label, agree + disagree + comment + confidential, agree, disagree, comment, confidential].map(String);
  });
  const isWithheld = rows.some((row) => row[5] !== '0');
  return [
    writePipeTable(['Question', 'Answers', 'Agree', 'Disagree', 'Comment only', 'Confidential'], rows).join('\n'),
    ...(isWithheld ? ['Answers that are confidential are counted in the last column alone, whatever they say.'] : []),
  ];
}

function writeQuestion(facts: ConclusionsFacts, label: string, text: string): string[] {
  const views = facts.views.filter(({ question }) => question === label);
  const points = facts.points.filter(({ question }) => question === label);
  const { confidential } = countsOf(facts, label);
  const isAnswered = views.length > 0 || confidential > 0;
  return [
    `## ${QUESTION_HEADING}${label}`,
    ...(text === '' ? [] : [`*${literalMarkdown(text)}*`]),
    ...(isAnswered ? [] : ['No response answers this question.']),
    ...(views.length === 0
      ? []
      : [
          writePipeTable(
            ['Respondent', VIEW_COLUMN],
            views.map(({ respondent, view }) => [literalCell(respondent), view]),
          ).join('\n'),
        ]),
    ...(confidential === 0
      ? []
      : [
          `${confidential === 1 ? 'One' : confidential}${views.length === 0 ? '' : ' more'} ${confidential === 1 ? 'answer is' : 'answers are'} confidential.`,
        ]),
    ...points.flatMap((point) => writePoint(facts, point)),
    labelPlace('conclusion', label),
    writePlaceText(facts, 'conclusion', label),
  ];
}

function writePoint(facts: ConclusionsFacts, { number, respondent, words }: NumberedPoint): string[] {
  const about = String(number);
  return [
    `### Point ${about} – ${literalMarkdown(makePrintable(respondent))}`,
    words
      .split('\n')
      .map((line) => `> ${literalMarkdown(makePrintable(line).trim())}`)
      .join('\n>\n'),
    labelPlace('answer', about),
    writePlaceText(facts, 'answer', about),
  ];
}

/** What is written at a place. A line of it that would end the place is made plain words. */
function writePlaceText({ texts }: ConclusionsFacts, kind: 'answer' | 'conclusion', about: string): string {
  const text = texts.get(`${kind} ${about}`) ?? '';
  if (text === '') return promptFor(kind, about);
  return text
    .split('\n')
    .map((line) => (endsPlace(line) ? line.replace(/\S/, '\\$&') : line))
    .join('\n');
}

function writeChanges({ texts }: ConclusionsFacts, changes: readonly DecidedChange[]): string[] {
  if (changes.length === 0) return ['No change of substance has been made since the consultation.'];
  const rows = changes.map((change) => {
    const { number, document, provision, description } = change;
    const reason = texts.get(keyOfReason(change)) ?? promptFor('reason', nameDecidedChange(number, document));
    return [number, literalCell(document), literalCell(provision), literalCell(description), cellOf(reason)];
  });
  return [writePipeTable(['No.', 'Document', 'Provision', 'Change', REASON_COLUMN], rows).join('\n')];
}

/** Markdown that somebody wrote, on one line of a table. */
function cellOf(text: string): string {
  return text
    .split(/\n+/)
    .join('<br>')
    .replace(/(?<!\\)\|/g, '\\|');
}
