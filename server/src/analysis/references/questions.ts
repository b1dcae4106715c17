import type { Draft } from '../../model/draft.js';
import { readInline } from '../../model/inline/inline.js';
import { getOrCreate } from '../../model/memo.js';
import type { Provision } from '../../model/provision.js';
import { asksInLine } from '../../model/structure/questions.js';

/** A consultation question. */
export interface Question {
  /** "FTC Q1". */
  readonly label: string;
  readonly text: string;
}

/** The label of a question on the line of its words. */
const LABEL = /^\s{0,3}[A-Z][A-Z0-9]{1,9}\s{1,3}Q(?:uestion)? ?\d{1,3}[A-Z]?[.:]?\s{0,3}/;

const questionsByProvisions = new WeakMap<readonly Provision[], readonly Provision[]>();

/** The questions that a consultation document asks, in its order. */
export function questionsOf(consultation: Draft): (Question & { readonly provision: Provision })[] {
  const { provisions } = consultation;
  const questions = getOrCreate(questionsByProvisions, provisions, () =>
    provisions.filter(({ kind }) => kind === 'question'),
  );
  return questions.map((provision) => {
    const texts: string[] = [];
    const own = consultation.block(provision.block);
    if (asksInLine(own)) texts.push(readInline(own).text.replace(LABEL, ''));
    for (let block = provision.block + 1; block < provision.endBlock; block++)
      texts.push(readInline(consultation.block(block)).text);
    return { label: provision.label, text: texts.join(' ').trim(), provision };
  });
}
