import { type FilledResponse, fillResponse, questionsIn } from './filled-responses.js';

/** What five respondents say to the example. Two of them mark what is confidential. */
const RESPONSES: Readonly<Record<string, FilledResponse>> = {
  'acme.docx': {
    organisation: 'Acme Energy Supply',
    answers: {
      'FTC Q1': {
        view: 'agree',
        answer: 'We agree.',
        reasons:
          'We have two requests:\n1. The threshold in Clause 20.28 should be published at least five Working Days before the tests begin.\n2. A Supplier Party needs the draft report itself, and not only its outcome, to decide on an appeal.',
      },
      'FTC Q2': { answer: 'Yes.' },
      'FTC Q5': { view: 'agree', answer: 'Yes, the date suits us.' },
    },
  },
  'borough.docx': {
    organisation: 'Borough Gas & Power',
    answers: {
      'FTC Q1': {
        view: 'disagree',
        answer: 'We do not agree with the power in Clause 20.29.',
        reasons: 'It lets the DCC leave out Testing Issues that matter to others. | At least the TAG should be asked.',
      },
      'FTC Q3': { view: 'comment', answer: 'Two Working Days are short; we suggest one Working Day for urgent fixes.' },
      'FTC Q4': { answer: 'No comment.' },
    },
  },
  'castle.docx': {
    organisation: 'Castle Metering',
    confidential: 'whole',
    answers: { 'FTC Q1': { view: 'disagree', answer: 'Our plan for the Zephyr meter is at risk.' } },
  },
  'dale.docx': {
    organisation: 'Dale Networks',
    confidential: 'parts',
    answers: {
      'FTC Q2': { view: 'disagree', answer: 'The Quartz device fails the run.', isConfidential: true },
      'FTC Q5': { answer: 'No: 14 February would be better, as our release is on 7 February.' },
    },
  },
  'elm.docx': {
    organisation: 'Elm Citizens’ Advice',
    answers: { 'FTC Q1': { view: 'agree' }, 'FTC Q5': { view: 'agree' } },
  },
};

/**
 * The filled response templates of the example, by the names of their files.
 * @param consultation the text of its consultation document
 */
export async function makeExampleResponses(consultation: string): Promise<Map<string, Uint8Array>> {
  const questions = questionsIn(consultation);
  const files = new Map<string, Uint8Array>();
  for (const [name, response] of Object.entries(RESPONSES)) files.set(name, await fillResponse(questions, response));
  return files;
}

/** Words of the responses that nobody may find in what is published. */
export const CONFIDENTIAL_WORDS = ['Castle Metering', 'Zephyr', 'Quartz'];
