import type { Block } from '../../model/block.js';
import type { Draft } from '../../model/draft.js';
import { readBlockFacts } from '../../model/facts.js';
import { findWordedQuestion } from '../../model/head/worded-questions.js';
import { readInline } from '../../model/inline/inline.js';
import { getOrCreate } from '../../model/memo.js';
import type { Provision } from '../../model/provision.js';
import { asksInLine } from '../../model/structure/questions.js';
import type { Span } from '../../model/text.js';

/** A consultation question. */
export interface Question {
  /** "FTC Q1", "Question 1". */
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
    const worded = own.head.kind === 'question' ? null : findWordedQuestion(own, provision);
    if (worded) texts.push(readWordsWithin(own, worded.words));
    else if (asksInLine(own)) texts.push(readInline(own).text.replace(LABEL, ''));
    for (let block = provision.block + 1; block < provision.endBlock; block++)
      texts.push(readInline(consultation.block(block)).text);
    return {
      label: provision.label,
      text: texts
        .filter((text) => text !== '')
        .join(' ')
        .trim(),
      provision,
    };
  });
}

/** The questions, each label once: an annex may ask them again. */
export function listQuestionsOnce(consultation: Draft): readonly Question[] {
  return leaveOutRepeated(questionsOf(consultation));
}

/** Questions without those whose label stands before them. */
export function leaveOutRepeated(questions: readonly Question[]): readonly Question[] {
  const first = new Map<string, Question>();
  for (const question of questions) if (!first.has(question.label)) first.set(question.label, question);
  return [...first.values()];
}

/** The words that a reader sees within a span of a block's text, on one line. */
function readWordsWithin(block: Block, span: Span): string {
  const words = readBlockFacts(block).passages.flatMap(({ inline }) =>
    inline.runs
      .map(({ text, source, offsets }) => {
        if (source.end <= span.start || source.start >= span.end) return '';
        if (source.start >= span.start && source.end <= span.end) return text;
        const at = (i: number) => offsets?.[i] ?? source.start + i;
        return [...text].filter((_, i) => at(i) >= span.start && at(i) < span.end).join('');
      })
      .concat(' '),
  );
  return words.join('').replace(/\s+/g, ' ').trim();
}
