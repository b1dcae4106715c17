import { leaveOutRepeated, type Question } from '../analysis/references/questions.js';
import { literalMarkdown } from '../model/literal-markdown.js';
import type { ConsultationEntry } from '../workspace/project-file.js';
import { dayAndTime, timeOfDay } from './dates.js';

/**
 * The template for respondents, as Markdown: their details, whether the response is confidential,
 * and a field for each answer.
 * @param concerns what each question is about, by its label, where that is known: "changes 1 to 3 of
 * the MTAD"
 */
export function writeResponseTemplate(
  consultation: ConsultationEntry | null,
  title: string | null,
  questions: readonly Question[],
  concerns: ReadonlyMap<string, string> = new Map(),
): string {
  const id = consultation?.id ?? '';
  const name = title ?? consultation?.title ?? `${id} Consultation`.trim();
  const respondBy = consultation?.respondBy ?? null;
  const closing = respondBy
    ? `Please return this template by ${dayAndTime(respondBy, timeOfDay(respondBy))}.`
    : 'Please return this template by the closing date of the consultation.';
  const lines = [
    '---',
    `document: ${JSON.stringify(`${id} Response Template`.trim())}`,
    `title: ${JSON.stringify(`Response template: ${name}`)}`,
    '---',
    '',
    closing,
    '',
    '## About you',
    '',
    '| Detail | Your entry |',
    '| --- | --- |',
    '| Name | |',
    '| Organisation | |',
    '| Role | |',
    '| E-mail address | |',
    '| Telephone number | |',
    '',
    '## Confidentiality',
    '',
    'Responses may be published. Mark your choice. If parts are to be kept private, mark them beside your answers below, or name them here, and say why.',
    '',
    '| Choice | Mark with X |',
    '| --- | --- |',
    '| The response may be published in full. | |',
    '| Parts of the response are confidential, as marked in it. | |',
    '| The whole response is confidential. | |',
    '',
    '| If parts are confidential | Your entry |',
    '| --- | --- |',
    '| Which parts are confidential | |',
    '| Why they are confidential | |',
    '',
    '## Your answers',
    '',
  ];
  for (const { label, text } of leaveOutRepeated(questions)) {
    lines.push(
      `### ${label}`,
      '',
      literalMarkdown(text),
      '',
      ...(concerns.has(label) ? [literalMarkdown(`About ${concerns.get(label)}.`), ''] : []),
      '| Your view | Mark with X |',
      '| --- | --- |',
      '| Agree | |',
      '| Disagree | |',
      '| Comment only | |',
      '',
      '| Part | Your entry | Mark with X if confidential |',
      '| --- | --- | --- |',
      '| Your answer | &nbsp;<br>&nbsp;<br>&nbsp; | |',
      '| Your reasons | &nbsp;<br>&nbsp;<br>&nbsp; | |',
      '',
    );
  }
  return lines.join('\n');
}
