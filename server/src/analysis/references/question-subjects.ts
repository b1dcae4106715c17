import type { Draft } from '../../model/draft.js';
import { readBlockFacts } from '../../model/facts.js';
import type { Provision } from '../../model/provision.js';
import type { DocumentNames } from './document-names.js';
import { keepOutermost } from './overview-table.js';
import type { CitableDocument, Resolution } from './resolution.js';

/** A question of a consultation and what it is about. */
export interface QuestionSubject {
  readonly question: Provision;
  /** What it cites in its own words and in the section that it stands in. */
  readonly cited: readonly Resolution[];
  /**
   * Documents that its own words ask about as a whole, where neither they nor the section cite a
   * provision.
   */
  readonly documents: readonly CitableDocument[];
  /** The words of both, for terms that they use. */
  readonly words: string;
}

/** So many blocks of the section before a question say what it is about. */
const MOST_BEFORE = 100;

/** What asks when something is to happen, and not what it is to be. */
const OF_DATE = /\b(?:dates?|effect|when|timing|timetable|notification|notice)\b/i;

/** What each question of a document is about, by the section around it and by its own words. */
export function findQuestionSubjects(
  draft: Draft,
  resolved: (block: number) => readonly Resolution[],
  names: DocumentNames<CitableDocument>,
): QuestionSubject[] {
  return draft.provisions
    .filter(({ kind }) => kind === 'question')
    .map((question): QuestionSubject => {
      const first = Math.max(question.parent?.block ?? 0, question.block - MOST_BEFORE);
      const cited: Resolution[] = [];
      const words: string[] = [];
      for (let block = first; block < question.endBlock; block++) {
        cited.push(...keepOutermost(resolved(block)));
        for (const { inline } of readBlockFacts(draft.block(block)).passages) words.push(inline.text);
      }
      const own = words.slice(words.length - (question.endBlock - question.block)).join(' ');
      const provisions = cited.some(({ document, targets }) => document?.role === 'instrument' && targets.length > 0);
      const named = provisions || OF_DATE.test(own) ? [] : names.all(own).map(({ document }) => document);
      return { question, cited, documents: [...new Set(named)], words: words.join('\n') };
    });
}
